# MTA-STS (RFC 8461). Eine Nachricht je Regel: ihr Wert ist die gezeigte Zeile, ihre Attribute das
# Handbuch.

summary-mta-sts-enforce = durchgesetzt für { $count ->
    [one] 1 Muster
   *[other] { $count } Muster
 }, gemerkt für { $days ->
    [0] weniger als einen Tag
    [one] 1 Tag
   *[other] { $days } Tage
 }
summary-mta-sts-testing = Probebetrieb: Fehler werden gemeldet, zugestellt wird trotzdem
summary-mta-sts-none = abgeschaltet (Modus none)
summary-mta-sts-broken = veröffentlicht, aber für Sender nicht brauchbar
summary-mta-sts-absent = keine Richtlinie: TLS lässt sich unbemerkt unterdrücken
summary-mta-sts-no-mail = nicht nötig: Die Domain nimmt keine E-Mail an
summary-mta-sts-policy-unknown = angekündigt, aber die Richtlinie war nicht abrufbar
    .not-asked = angekündigt; die Richtlinie wurde nicht abgerufen
summary-mta-sts-unknown = konnte nicht abgefragt werden

mta-sts-version-not-first = der Eintrag beginnt nicht mit v=STSv1
    .why = Ein MTA-STS-Eintrag beginnt genau mit „v=STSv1;“, in dieser Schreibweise und ohne etwas davor.
    .receivers = Sender verwerfen einen Eintrag, der anders beginnt, und suchen keine Richtlinie.
    .fix = Lassen Sie den Eintrag mit v=STSv1; beginnen.

mta-sts-semicolon-missing = nach v=STSv1 fehlt das Semikolon
    .why = Die Auswahlregel verlangt „v=STSv1;“. Felder werden durch Semikolons getrennt, nicht durch Leerzeichen.
    .receivers = Sender verwerfen den Eintrag und suchen keine Richtlinie.
    .fix = Setzen Sie ein Semikolon hinter v=STSv1.

mta-sts-space-before-delimiter = Leerraum vor dem ersten Semikolon
    .why = Die Grammatik erlaubt Leerraum vor einem Semikolon, die Auswahlregel verlangt aber „v=STSv1;“ ohne Lücke.
    .receivers = Sender, die die Regel wörtlich nehmen, sehen keinen Eintrag; andere nehmen ihn an.
    .fix = Entfernen Sie den Leerraum vor dem ersten Semikolon.

mta-sts-id-missing = der Eintrag hat keine id
    .why = id ist Pflicht. An ihr merken Sender, dass sich die Richtlinie geändert hat: Sie rufen sie erneut ab, wenn die id eine andere ist.
    .receivers = Sender halten den Eintrag für ungültig und suchen keine Richtlinie.
    .fix = Ergänzen Sie id= und Buchstaben oder Ziffern, etwa Datum und Uhrzeit der letzten Änderung.

mta-sts-id-too-long = die id hat { $count } Zeichen, erlaubt sind 32
    .why = Eine id besteht aus 1 bis 32 Buchstaben und Ziffern.
    .receivers = Sender halten den Eintrag für ungültig und suchen keine Richtlinie.
    .fix = Nehmen Sie eine kürzere id, etwa Datum und Uhrzeit der letzten Änderung: 20261124T101500.

mta-sts-id-bad-character = die id { $id } enthält andere Zeichen als Buchstaben und Ziffern
    .why = Eine id besteht aus 1 bis 32 Buchstaben und Ziffern. Ein Datum wird ohne Bindestriche, Doppelpunkte und Punkte geschrieben.
    .receivers = Strenge Sender halten den Eintrag für ungültig und suchen keine Richtlinie, nachsichtige nehmen ihn an. Welcher was tut, sehen Sie nicht.
    .fix = Lassen Sie alles weg, was weder Buchstabe noch Ziffer ist.

mta-sts-id-repeated = id steht zweimal im Eintrag
    .why = Steht ein Feld zweimal da, zählt das erste.
    .receivers = Sender übergehen die zweite id. Wer nur diese ändert, kündigt nichts an.
    .fix = Behalten Sie eine id.

mta-sts-space-around-equals = Leerraum um das Gleichheitszeichen
    .why = Die Grammatik dieses Eintrags kennt name=wert ohne Leerraum, anders als die von DKIM und DMARC.
    .receivers = Strenge Sender halten den Eintrag für ungültig und suchen keine Richtlinie.
    .fix = Entfernen Sie den Leerraum um das Gleichheitszeichen.

mta-sts-semicolon-repeated = zwei Semikolons hintereinander
    .why = Semikolons trennen Felder; hinter jedem außer dem letzten steht eines.
    .receivers = Sender halten den Eintrag für ungültig und suchen keine Richtlinie.
    .fix = Entfernen Sie das zweite Semikolon.

mta-sts-not-a-field = { $text } ist kein Feld
    .why = Nach der Version folgt nur name=wert, durch Semikolons getrennt; Werte enthalten keine Leerzeichen.
    .receivers = Sender halten den Eintrag für ungültig und suchen keine Richtlinie.
    .fix = Entfernen Sie es.

mta-sts-field-unknown = { $field } ist kein Feld dieses Eintrags
    .why = Der Eintrag hat v und id, sonst nichts. mode, mx und max_age gehören in die Richtliniendatei.
    .receivers = Sender übergehen das Feld.
    .fix = Entfernen Sie das Feld und prüfen Sie, ob die Richtliniendatei sagt, was gemeint war.

mta-sts-policy-too-large = die Richtliniendatei ist größer als 64 KiB
    .why = Eine Richtlinie hat wenige Zeilen. Der Standard empfiehlt Sendern, nach 64 KiB nicht weiterzulesen.
    .receivers = Sender brechen ab und verwenden keine Richtlinie.
    .fix = Liefern Sie die Richtlinie aus und sonst nichts.

mta-sts-policy-is-html = statt der Richtlinie kommt eine Webseite
    .why = Der Server beantwortet diesen Pfad mit seiner Startseite oder einer Fehlerseite und meldet, alles sei in Ordnung.
    .receivers = Sender finden darin keine Richtlinie.
    .fix = Legen Sie die Datei unter /.well-known/mta-sts.txt auf den Richtlinien-Host, und achten Sie darauf, dass keine Regel des Webservers den Pfad an sich zieht.

mta-sts-policy-byte-order-mark = die Richtliniendatei beginnt mit einer Bytereihenfolge-Marke (BOM)
    .why = Manche Editoren setzen drei unsichtbare Oktette vor den Text. Das erste Feld heißt dann nicht mehr „version“.
    .receivers = Sender finden keine Version und verwenden keine Richtlinie.
    .fix = Speichern Sie die Datei als UTF-8 ohne BOM oder als ASCII.

mta-sts-policy-blank-line = eine leere Zeile in der Richtliniendatei
    .why = Die Grammatik kennt Felder, eines je Zeile, und keine leeren Zeilen.
    .receivers = Über eine leere erste Zeile stolpern viele Sender, über eine zwischen Feldern die strengen. Am Ende schadet sie kaum.
    .fix = Entfernen Sie die leere Zeile.

mta-sts-policy-bare-cr = eine Zeile endet mit einem CR allein
    .why = Zeilen enden mit CRLF oder mit LF. Ein CR allein beendet keine Zeile.
    .receivers = Für Sender sind die Zeilen eine einzige, und die Richtlinie ist ungültig.
    .fix = Speichern Sie die Datei mit CRLF als Zeilenende.

mta-sts-policy-bad-character = ein Zeichen, das nicht in einen Text gehört
    .why = Die Richtlinie enthält ein Steuerzeichen oder Oktette, die kein UTF-8 sind.
    .receivers = Strenge Sender halten die Richtlinie für ungültig.
    .fix = Speichern Sie die Datei als reinen ASCII-Text.

mta-sts-policy-colon-missing = { $line } ist kein Feld
    .why = Jede Zeile lautet „name: wert“. Kommentare gibt es nicht.
    .receivers = Sender halten die Richtlinie für ungültig.
    .fix = Entfernen Sie die Zeile.

mta-sts-policy-stray-space = Leerraum vor einem Feld oder vor seinem Doppelpunkt
    .why = Leerraum ist nur nach dem Doppelpunkt und am Zeilenende erlaubt.
    .receivers = Strenge Sender erkennen das Feld nicht, und die Richtlinie ist ungültig.
    .fix = Entfernen Sie den Leerraum.

mta-sts-policy-field-malformed = { $field } ist kein Feldname
    .why = Namen haben bis zu 32 Buchstaben, Ziffern, Unterstriche, Bindestriche und Punkte und beginnen mit einem Buchstaben oder einer Ziffer.
    .receivers = Strenge Sender halten die Richtlinie für ungültig.
    .fix = Entfernen Sie die Zeile.

mta-sts-policy-field-unknown = { $field } ist kein Feld einer Richtlinie
    .why = Eine Richtlinie hat version, mode, mx und max_age, genau so geschrieben. Alles andere ist für spätere Erweiterungen frei.
    .receivers = Sender übergehen das Feld. War eines der vier gemeint, so fehlt es.
    .fix = Berichtigen Sie den Namen oder entfernen Sie die Zeile.

mta-sts-policy-field-repeated = { $field } steht zweimal in der Richtlinie
    .why = Von version, mode und max_age zählt jeweils das erste, jedes weitere wird übergangen.
    .receivers = Sender verwenden das erste.
    .fix = Behalten Sie das, welches gemeint ist.

mta-sts-policy-version-missing = der Richtlinie fehlt die Version
    .why = In einer Richtlinie steht „version: STSv1“.
    .receivers = Sender halten die Richtlinie für ungültig.
    .fix = Ergänzen Sie die Zeile version: STSv1.

mta-sts-policy-version-wrong = { $version } ist keine Version von MTA-STS
    .why = Es gibt eine Version, STSv1, in dieser Schreibweise. „v=STSv1“ gehört in den DNS-Eintrag.
    .receivers = Sender halten die Richtlinie für ungültig.
    .fix = Schreiben Sie version: STSv1.

mta-sts-policy-mode-missing = der Richtlinie fehlt der Modus
    .why = mode sagt, was ein Sender tut, wenn TLS scheitert: enforce, testing oder none.
    .receivers = Sender halten die Richtlinie für ungültig.
    .fix = Ergänzen Sie anfangs mode: testing, und mode: enforce, sobald die Berichte sauber sind.

mta-sts-policy-mode-unknown = { $mode } ist kein Modus
    .why = Die Modi heißen enforce, testing und none, kleingeschrieben.
    .receivers = Sender halten die Richtlinie für ungültig.
    .fix = Schreiben Sie enforce, testing oder none.

mta-sts-policy-max-age-missing = der Richtlinie fehlt max_age
    .why = max_age sagt, wie viele Sekunden lang sich Sender die Richtlinie merken.
    .receivers = Sender halten die Richtlinie für ungültig.
    .fix = Ergänzen Sie max_age: 604800 (eine Woche) oder mehr, sobald der Modus enforce ist.

mta-sts-policy-max-age-not-a-number = { $value } ist keine Anzahl von Sekunden
    .why = max_age besteht aus 1 bis 10 Ziffern, ohne Vorzeichen, Bruchteil oder Einheit.
    .receivers = Sender halten die Richtlinie für ungültig.
    .fix = Schreiben Sie die Sekunden in Ziffern, etwa 15552000 für 180 Tage.

mta-sts-policy-max-age-too-large = max_age beträgt { $value } Sekunden, mehr als ein Jahr
    .why = Das Höchste sind 31557600 Sekunden.
    .receivers = Manche Sender nehmen ein Jahr an, andere halten die Richtlinie für ungültig.
    .fix = Schreiben Sie 31557600 oder weniger.

mta-sts-policy-max-age-short = Sender merken sich die Richtlinie nur { $seconds } Sekunden lang
    .why = Die Richtlinie schützt, solange sie gemerkt ist. Wer einen Abruf verhindern kann, muss bei kurzem max_age nur warten, bis sie abgelaufen ist.
    .receivers = Sender vergessen die Richtlinie bald; manche rufen sie öfter ab, manche haben zwischen zwei E-Mails keine.
    .fix = Im Probebetrieb ist ein Tag richtig. Im Modus enforce nehmen Sie Wochen oder Monate: mindestens 604800, üblich ist 15552000.

mta-sts-policy-mx-missing = die Richtlinie nennt kein mx
    .why = In den Modi enforce und testing ist mindestens ein mx Pflicht.
    .receivers = Sender halten die Richtlinie für ungültig.
    .fix = Ergänzen Sie für jeden MX-Host eine Zeile mx:.

mta-sts-policy-mx-several = { $count ->
    [one] in einer mx-Zeile steht ein Trennzeichen
   *[other] { $count } Hosts stehen in einer mx-Zeile
 }
    .why = Jeder Host hat seine eigene Zeile und sein eigenes mx:.
    .receivers = Sender sehen einen einzigen Namen, den es nicht geben kann, und halten die Richtlinie für ungültig.
    .fix = Schreiben Sie für jeden Host eine Zeile mx:.

mta-sts-policy-mx-trailing-dot = { $mx } endet mit einem Punkt
    .why = In einer Zonendatei endet ein Name mit einem Punkt, in einer Richtlinie nicht.
    .receivers = Strenge Sender halten die Richtlinie für ungültig; andere vergleichen Texte, und kein Host passt.
    .fix = Entfernen Sie den Punkt.

mta-sts-policy-mx-address = { $mx } ist eine Adresse, kein Name
    .why = Ein mx wird mit dem Namen im MX-Eintrag verglichen. Eine Adresse passt zu keinem.
    .receivers = Manche Sender verwerfen die Richtlinie, andere reichen die Adresse weiter und scheitern dann an jedem Host.
    .fix = Schreiben Sie den Hostnamen, der im MX-Eintrag steht.

mta-sts-policy-mx-port = { $mx } enthält einen Port
    .why = E-Mail zwischen Servern geht an Port 25; ein mx ist ein Name.
    .receivers = Sender halten die Richtlinie für ungültig, oder kein Host passt.
    .fix = Entfernen Sie Doppelpunkt und Port.

mta-sts-policy-mx-not-ascii = { $mx } ist nicht in ASCII geschrieben
    .why = In einer Richtlinie werden Namen mit Umlauten oder anderen Schriften als A-Label geschrieben, beginnend mit xn--.
    .receivers = Sender halten die Richtlinie für ungültig, oder kein Host passt.
    .fix = Schreiben Sie die A-Label.

mta-sts-policy-mx-wildcard-misplaced = der Stern in { $mx } ist kein ganzes erstes Label
    .why = Ein Stern steht für genau ein Label, ganz vorn: *.example.com.
    .receivers = Sender halten die Richtlinie für ungültig, oder kein Host passt.
    .fix = Schreiben Sie die Namen der Hosts.

mta-sts-policy-mx-wildcard-too-wide = { $mx } lässt fast jeden Host zu
    .why = Eine Richtlinie soll sagen, welche Hosts Ihre E-Mail annehmen dürfen. Ein Stern allein ist gar kein Muster, und unter einer Top-Level-Domain kann jeder einen Host mit Zertifikat haben.
    .receivers = Sender halten die Richtlinie für ungültig oder nehmen jeden Host mit einem Zertifikat an.
    .fix = Schreiben Sie die Namen Ihrer MX-Hosts.

mta-sts-policy-mx-not-a-host = { $mx } ist kein Hostname
    .why = Ein mx ist ein Hostname oder *. und eine Domain. Es gelangt in die Konfiguration fremder Mailserver und wird deshalb streng gelesen.
    .receivers = Sender halten die Richtlinie für ungültig.
    .fix = Schreiben Sie den Hostnamen, der im MX-Eintrag steht, und sonst nichts in die Zeile.

mta-sts-policy-mx-wildcard = { $mx } lässt jeden Host ein Label darunter zu
    .why = Wer dort einen Hostnamen hat und ein Zertifikat dafür bekommt, gilt als Ihr Mailserver: der Rechner eines Kunden, ein vergessener Alias.
    .receivers = Sender nehmen jeden solchen Host an.
    .fix = Nennen Sie die MX-Hosts einzeln. Gehört die Domain hinter dem Stern Ihrem Mailanbieter und verlangt er das Muster, behalten Sie es.

mta-sts-policy-mx-redundant = { $mx } ist durch { $by } schon abgedeckt
    .why = Ein Muster, das ein anderes abdeckt, ändert nichts{ $count ->
    [one] {""}
   *[other] ; es gibt { $count } solche Zeilen
 }.
    .receivers = Nichts: Die Richtlinie ist mit und ohne die Zeile dieselbe.
    .fix = Hat jeder MX-Host seine eigene Zeile, entfernen Sie das Muster mit dem Stern: Das ist die strengere Richtlinie. Sonst entfernen Sie die Zeile.

mta-sts-policy-too-many-mx = mehr als tausend mx-Zeilen
    .why = So viele MX-Hosts hat niemand. Sender machen aus jeder Zeile einen Teil ihrer Konfiguration.
    .receivers = Manche Sender geben auf, andere verwenden alles. Wir lesen nicht weiter.
    .fix = Nennen Sie die MX-Hosts, und nehmen Sie ein Muster mit Stern, wo es viele sind.

mta-sts-policy-more-faults = die Richtlinie hat mehr Fehler, als hier stehen
    .why = Die Liste endet nach 64 Fehlern.
    .receivers = Nichts über die Fehler selbst hinaus.
    .fix = Beheben Sie, was dasteht, und prüfen Sie erneut.

mta-sts-not-published = keine MTA-STS-Richtlinie
    .why = Zwischen Mailservern ist TLS freiwillig: Wer dazwischensitzt, kann vorgeben, es werde nicht angeboten, oder irgendein Zertifikat zeigen. MTA-STS sagt Sendern, dass Ihre Server TLS mit gültigen Zertifikaten haben.
    .receivers = Große Sender, darunter Google und Microsoft, halten sich an eine Richtlinie. Ohne sie stellen sie unverschlüsselt zu, wenn TLS scheitert.
    .fix = Veröffentlichen Sie zuerst eine Richtlinie im Modus testing. Jeder MX-Host braucht ein Zertifikat einer öffentlichen CA auf seinen eigenen Namen.

mta-sts-subdomain-without-policy = { $parent } hat eine Richtlinie, aber sie gilt nicht für diese Domain
    .why = Sender suchen eine Richtlinie genau bei der Domain des Empfängers, nie bei der darüber.
    .receivers = E-Mail an diese Domain ist ungeschützt.
    .fix = Veröffentlichen Sie Eintrag und Richtlinie auch für diese Domain.

mta-sts-record-missing = eine Richtlinie wird ausgeliefert, aber kein Eintrag kündigt sie an
    .why = Sender suchen zuerst den Eintrag bei _mta-sts. Ohne ihn rufen sie die Richtlinie bei { $host } nicht ab.
    .receivers = Neue Sender haben keine Richtlinie. Wer sie sich gemerkt hat, behält sie, bis max_age abgelaufen ist.
    .fix = Veröffentlichen Sie den Eintrag.

mta-sts-several-records = { $count } Einträge, wo nur einer stehen darf
    .why = Genau ein Eintrag darf mit v=STSv1; beginnen. Bei mehreren zählt keiner.
    .receivers = Sender verhalten sich, als gäbe es keine Richtlinie.
    .fix = Behalten Sie den Eintrag mit der neuesten id und entfernen Sie die anderen.

mta-sts-policy-host-without-address = der Richtlinien-Host { $host } hat keine Adresse
    .why = Von diesem Namen rufen Sender die Richtlinie ab. Ohne Adresse gibt es nichts abzurufen.
    .receivers = Sender haben keine Richtlinie; wer sie sich gemerkt hat, behält sie, bis max_age abgelaufen ist.
    .fix = Lassen Sie den Namen mit A- und AAAA-Einträgen oder mit einem Alias auf einen Webserver zeigen.

mta-sts-policy-host-refuses = { $host } lehnt Verbindungen zu Port 443 ab
    .why = Die Richtlinie wird über HTTPS an Port 443 abgerufen. Ein anderer Port oder HTTP ohne TLS zählt nicht.
    .receivers = Sender haben keine Richtlinie.
    .fix = Starten Sie den Webserver, und lassen Sie Port 443 von überall durch die Firewall.

mta-sts-policy-host-no-tls = kein TLS mit { $host }: { $reason }
    .why = Die Richtlinie zählt wegen des Zertifikats. Der Host muss TLS 1.2 oder 1.3 sprechen und ein Zertifikat auf diesen Namen haben.
    .receivers = Sender haben keine Richtlinie.
    .fix = Richten Sie diesen Namen im Webserver mit einem eigenen Zertifikat ein.

mta-sts-policy-certificate-untrusted = { $reason ->
    [self-signed] das Zertifikat von { $host } ist selbst signiert
    [unknown-issuer] das Zertifikat von { $host } führt zu keiner öffentlichen CA
   *[other] das Zertifikat von { $host } ist nicht brauchbar
 }
    .why = Die Richtlinie zählt, weil eine öffentliche CA bestätigt, wer sie ausliefert. Ein selbst ausgestelltes Zertifikat genügt nicht, und der Server muss die Zwischenzertifikate mitschicken.
    .receivers = Sender haben keine Richtlinie.
    .fix = Verwenden Sie ein Zertifikat einer öffentlichen CA, und hinterlegen Sie die ganze Kette, nicht nur das Zertifikat.

mta-sts-policy-certificate-wrong-name = das Zertifikat gilt nicht für { $host }
    .why = Genau dieser Name oder ein Stern für sein erstes Label muss unter den alternativen Namen stehen. { $count ->
    [0] Es hat keine.
   *[other] Es hat { $names }.
 }
    .receivers = Sender haben keine Richtlinie. Mit einem Browser ruft hier kaum jemand etwas ab, deshalb fällt es sonst niemandem auf.
    .fix = Besorgen Sie ein Zertifikat auf diesen Namen. Wer die Richtlinie für Sie ausliefert, muss das ebenfalls auf Ihren Namen tun.

mta-sts-policy-certificate-expired = das Zertifikat von { $host } ist { $days ->
    [0] heute
    [one] gestern
   *[other] vor { $days } Tagen
 } abgelaufen
    .why = Ein abgelaufenes Zertifikat bestätigt nichts.
    .receivers = Sender rufen keine Richtlinie mehr ab; wer sie sich gemerkt hat, verliert sie, wenn max_age abgelaufen ist.
    .fix = Erneuern Sie das Zertifikat, und sehen Sie nach, warum es sich nicht selbst erneuert hat.

mta-sts-policy-certificate-not-yet-valid = das Zertifikat von { $host } gilt noch nicht
    .why = Es gilt { $days ->
    [0] in weniger als einem Tag
    [one] ab morgen
   *[other] in { $days } Tagen
 }. Oder die Uhr dessen, der es ausgestellt hat, geht falsch.
    .receivers = Sender haben bis dahin keine Richtlinie.
    .fix = Liefern Sie ein Zertifikat aus, das jetzt gilt.

mta-sts-policy-certificate-expires-soon = das Zertifikat von { $host } läuft { $days ->
    [0] in weniger als einem Tag
    [one] morgen
   *[other] in { $days } Tagen
 } ab
    .why = Es hätte längst erneuert sein sollen. Mit einem Browser sieht hier niemand nach, deshalb bleibt eine Erneuerung, die nicht mehr läuft, unbemerkt.
    .receivers = Solange es gilt, ist alles gut. Danach verlieren Sender die Richtlinie.
    .fix = Prüfen Sie, ob die Erneuerung läuft und der Webserver das neue Zertifikat lädt.

mta-sts-policy-host-no-http = { $host } antwortet mit etwas, das kein HTTP ist
    .why = Nach dem TLS-Handshake wird die Verbindung geschlossen, oder es kommt kein HTTP.
    .receivers = Sender haben keine Richtlinie.
    .fix = Sehen Sie nach, was an Port 443 auf diesen Namen hört.

mta-sts-policy-redirected = { $host } leitet nach { $location } um (Status { $status })
    .why = Sender dürfen Umleitungen nicht folgen. Meist schickt eine Regel für die ganze Website jeden Host zum Haupthost.
    .receivers = Sender haben keine Richtlinie.
    .fix = Nehmen Sie /.well-known/mta-sts.txt auf diesem Host von der Umleitung aus und liefern Sie die Datei selbst aus.

mta-sts-policy-status = { $host } antwortet mit Status { $status } statt mit der Richtlinie
    .why = Nur Status 200 ergibt eine Richtlinie. 404 sagt, dass die Datei nicht dort liegt, wo Sender nachsehen.
    .receivers = Sender haben keine Richtlinie.
    .fix = Legen Sie die Datei unter /.well-known/mta-sts.txt auf diesen Host.

mta-sts-policy-media-type = die Richtlinie kommt als { $type } statt als text/plain
    .why = Sender sollen den Typ prüfen, damit keine hochgeladene Seite und kein Bild für eine Richtlinie gehalten wird.
    .receivers = Die meisten Sender haben keine Richtlinie.
    .fix = Lassen Sie den Webserver für diese Datei Content-Type: text/plain senden.

mta-sts-policy-slow = der Abruf der Richtlinie von { $host } dauerte { $seconds } Sekunden
    .why = Der Standard erlaubt eine Minute. Weit verbreitete Programme warten zwei bis vier Sekunden.
    .receivers = Ungeduldige Sender haben keine Richtlinie; dann geht E-Mail ungeschützt hinaus, oder sie wartet.
    .fix = Liefern Sie die Datei ohne eine Anwendung dahinter aus, und prüfen Sie, ob jede Adresse des Hosts antwortet.

mta-sts-policy-lf-only = die Zeilen der Richtlinie enden mit LF allein
    .why = Die Grammatik erlaubt LF und CRLF, der Text spricht von CRLF.
    .receivers = Alle uns bekannten Sender nehmen beides an.
    .fix = Es ist nichts zu tun. CRLF ist die sicherere Form.

mta-sts-policy-host-ipv6-only = { $host } hat nur eine IPv6-Adresse
    .why = Viele Mailserver haben kein IPv6 und erreichen den Host nicht.
    .receivers = Sender ohne IPv6 haben keine Richtlinie.
    .fix = Ergänzen Sie einen A-Eintrag.

mta-sts-policy-host-families-differ = { $good ->
    [both] { $host } liefert über IPv4 und IPv6 verschiedene Richtlinien: { $what }
    [ipv4] { $host } liefert seine Richtlinie nur über IPv4; über IPv6 { $what ->
        [refused] wird die Verbindung abgelehnt
        [no-tls] kommt keine TLS-Sitzung zustande
        [certificate] gilt das Zertifikat nicht
        [no-http] kommt keine HTTP-Antwort
        [redirect] wird umgeleitet
        [status] ist der Status nicht 200
        [media-type] ist der Medientyp nicht text/plain
       *[policy] gilt die Richtlinie nicht
    }
   *[ipv6] { $host } liefert seine Richtlinie nur über IPv6; über IPv4 { $what ->
        [refused] wird die Verbindung abgelehnt
        [no-tls] kommt keine TLS-Sitzung zustande
        [certificate] gilt das Zertifikat nicht
        [no-http] kommt keine HTTP-Antwort
        [redirect] wird umgeleitet
        [status] ist der Status nicht 200
        [media-type] ist der Medientyp nicht text/plain
       *[policy] gilt die Richtlinie nicht
    }
 }
    .why = A- und AAAA-Eintrag führen zu verschiedenen Servern, oder der Server ist nur für eine Adressfamilie eingerichtet. Wer aus einem Netz nachsieht, sieht nur eine Seite.
    .receivers = Welche Richtlinie ein Sender hat und ob er eine hat, hängt davon ab, über welche Adressfamilie er zugreift.
    .fix = Liefern Sie über beide dieselbe Datei, oder entfernen Sie den Eintrag der Adressfamilie, die nicht bedient werden soll.

mta-sts-mode-testing = die Richtlinie steht im Modus testing
    .why = Sender melden, was scheitern würde, und stellen trotzdem zu. Für die ersten Wochen ist das richtig.
    .receivers = Sender stellen auch zu, wenn TLS scheitert.
    .fix = Sind die Berichte zwei Wochen lang sauber, stellen Sie auf den Modus enforce um, erhöhen max_age und geben dem Eintrag eine neue id.

mta-sts-mode-none = die Richtlinie steht im Modus none
    .why = Der Modus none ist der Weg hinaus: Sender, die sich die alte Richtlinie gemerkt haben, erfahren, dass sie nicht mehr gilt.
    .receivers = Sender verhalten sich, als gäbe es keine Richtlinie.
    .fix = Ist jede früher ausgelieferte Richtlinie älter als ihr max_age, entfernen Sie den Eintrag und den Host.

mta-sts-mx-not-listed = die Richtlinie nennt { $hosts } nicht
    .why = { $count ->
    [one] Dieser Host steht im MX-Eintrag
   *[other] Diese { $count } Hosts stehen in MX-Einträgen
 }, und kein mx der Richtlinie passt. Ein Stern steht für genau ein Label.
    .receivers = Im Modus enforce stellen Sender dort nicht zu. E-Mail geht an die anderen Hosts, oder sie wartet tagelang und kommt zurück.
    .fix = Nehmen Sie den Host in die Richtlinie auf und geben Sie dem Eintrag danach eine neue id. Bei einem Umzug nehmen Sie den neuen Host auf, bevor sich der MX-Eintrag ändert, und behalten den alten, bis das alte max_age abgelaufen ist.

mta-sts-mx-pattern-stale = zu { $patterns } passt kein MX-Host
    .why = Übrig von einem Umzug oder für einen kommenden gedacht{ $count ->
    [one] {""}
   *[other] ; { $count } Muster passen zu nichts
 }.
    .receivers = Sender würden einen solchen Host weiterhin annehmen.
    .fix = Entfernen Sie das Muster, wenn jede Richtlinie abgelaufen ist, die es brauchte.

mta-sts-null-mx = eine Richtlinie für eine Domain, die keine E-Mail annimmt
    .why = Der Null-MX sagt, dass die Domain keine E-Mail annimmt. Zu schützen ist nichts.
    .receivers = So weit kommen Sender nicht.
    .fix = Entfernen Sie Eintrag und Richtlinie, wenn der Null-MX so gemeint ist.

mta-sts-id-unchanged = die Richtlinie hat sich geändert, ihre id { $id } nicht
    .why = Sender behalten eine Richtlinie, bis der Eintrag ihnen eine andere ankündigt. Sie vergleichen die id und sonst nichts.
    .receivers = { $days ->
    [0] Sender richten sich bis zu einem Tag lang nach der alten Richtlinie.
    [one] Sender richten sich bis zu einem Tag lang nach der alten Richtlinie.
   *[other] Sender richten sich bis zu { $days } Tage lang nach der alten Richtlinie.
 } Einen Host, den nur die neue nennt, lehnen sie so lange ab.
    .fix = Veröffentlichen Sie den Eintrag mit einer anderen id.
