# Regeln über mehrere Antworten zu einer Domain. Eine Nachricht je Regel: ihr Wert ist die gezeigte
# Zeile, ihre Attribute das Handbuch.

summary-mail-tls = { $hosts ->
    [one] 1 MX-Host, mit STARTTLS
   *[other] { $hosts } MX-Hosts, alle mit STARTTLS
 }
summary-mail-tls-partial = { $tls } von { $hosts } MX-Hosts bieten brauchbares STARTTLS
summary-mail-no-tls = { $hosts ->
    [one] 1 MX-Host, ohne brauchbares STARTTLS
   *[other] { $hosts } MX-Hosts, keiner mit brauchbarem STARTTLS
 }
summary-mail-tls-partly-unknown = { $tls } von { $hosts } MX-Hosts mit STARTTLS, { $unknown } nicht erreichbar
summary-mail-tls-unknown = { $hosts ->
    [one] 1 MX-Host, auf Port 25 nicht erreichbar
   *[other] { $hosts } MX-Hosts, keiner auf Port 25 erreichbar
 }
    .not-asked = { $hosts ->
        [one] 1 MX-Host; Port 25 wurde nicht gefragt
       *[other] { $hosts } MX-Hosts; Port 25 wurde nicht gefragt
    }
summary-mail-implicit-tls = kein MX: E-Mail geht an die Adresse der Domain selbst, mit STARTTLS
summary-mail-implicit-no-tls = kein MX: E-Mail geht an die Adresse der Domain selbst, ohne brauchbares STARTTLS
summary-mail-implicit-unknown = kein MX: E-Mail geht an die Adresse der Domain selbst, die auf Port 25 nicht erreichbar war
    .not-asked = kein MX: E-Mail geht an die Adresse der Domain selbst, die nicht gefragt wurde
summary-mail-null-mx = nimmt keine E-Mail an (Null-MX)
summary-mail-nowhere = nimmt keine E-Mail an: weder MX noch Adresse
summary-mail-unknown = konnte nicht abgefragt werden

next-spf-begin = einen SPF-Eintrag veröffentlichen
next-spf-repair = den SPF-Eintrag berichtigen
next-dkim-begin = einen DKIM-Schlüssel veröffentlichen und damit signieren
next-dkim-repair = den DKIM-Schlüssel berichtigen
next-dmarc-begin = einen DMARC-Eintrag mit p=none und einer Adresse für Berichte veröffentlichen
next-dmarc-enforce = die DMARC-Richtlinie in Richtung p=reject verschärfen
next-mail-begin = STARTTLS auf jedem MX-Host anbieten
next-mail-repair = STARTTLS auf jedem MX-Host anbieten
next-tls-rpt-begin = um TLS-Berichte bitten
next-tls-rpt-repair = den Eintrag für TLS-Berichte berichtigen
next-mta-sts-begin = eine MTA-STS-Richtlinie im Modus testing veröffentlichen
next-mta-sts-enforce = die MTA-STS-Richtlinie auf Modus enforce stellen
next-dane-begin = die Zone signieren und TLSA-Einträge veröffentlichen
next-dane-repair = die TLSA-Einträge berichtigen

domain-not-found = die Domain { $domain } gibt es nicht
    .why = Die Nameserver antworten NXDOMAIN: Unter diesem Namen und darunter ist nichts. Entweder ist der Name falsch geschrieben, oder die Registrierung ist abgelaufen.
    .receivers = E-Mail von dieser Domain weisen die meisten Empfänger ab, E-Mail an sie kommt zurück.
    .fix = Prüfen Sie die Schreibweise. Gehört die Domain Ihnen, sehen Sie nach Registrierung und Delegation.

domain-wanted-record-missing = der Eintrag für { $role } bei { $owner } fehlt
    .why = Sie wollen diesen Eintrag, aber dort steht keiner dieser Art: Er wurde nie veröffentlicht, entfernt, oder die Zone wurde ohne ihn wiederhergestellt.
    .receivers = Sie verhalten sich, als wäre er nie gewollt gewesen.
    .fix = Veröffentlichen Sie den Eintrag.

domain-record-differs = der Eintrag für { $role } bei { $owner } sagt etwas anderes, als Sie wollen
    .why = Dort steht: { $standing }. Jemand hat ihn von Hand geändert, oder ein anderes Programm kümmert sich ebenfalls darum. Reihenfolge, Leerraum und von anderen in SPF ergänzte Sender zählen nicht.
    .receivers = Sie richten sich nach dem, was dort steht.
    .fix = Veröffentlichen Sie den gewollten Eintrag, oder ändern Sie, was Sie wollen.

record-why-tls-rpt = bittet Sender, gescheitertes TLS zu melden
record-why-report-consent = lässt diese Domain DMARC-Berichte für die andere empfangen
record-why-dkim-key = der öffentliche Schlüssel zu den Signaturen
record-why-spf = wer mit der Domain senden darf
record-why-dmarc = was mit E-Mail geschieht, die nichts beweist, und wohin Berichte gehen
record-why-policy-host = der Name des Hosts, der die MTA-STS-Richtlinie ausliefert
record-why-mta-sts = sagt Sendern, dass es eine MTA-STS-Richtlinie gibt; erst veröffentlichen, wenn sie abrufbar ist
record-why-tlsa = bindet das Zertifikat des Mailservers an die signierte Zone
record-why-null-mx = sagt, dass die Domain keine E-Mail annimmt
record-why-key-revocation = sagt, dass die Domain keinen DKIM-Schlüssel hat

domain-null-mx-with-others = ein Null-MX steht neben { $others ->
    [one] einem weiteren MX-Eintrag
   *[other] { $others } weiteren MX-Einträgen
 }
    .why = Ein Null-MX („0 .“) sagt, dass die Domain keine E-Mail annimmt. Er muss allein stehen.
    .receivers = Manche Sender glauben dem Null-MX und geben sofort auf, andere stellen an die übrigen Hosts zu.
    .fix = Entfernen Sie den Null-MX, wenn die Domain E-Mail annimmt, sonst alle anderen MX-Einträge.

domain-no-mail-without-spf-all = eine Domain ohne E-Mail, aber SPF verbietet das Senden nicht
    .why = Eine Domain, die keine E-Mail annimmt, sendet auch kaum welche. Nur „v=spf1 -all“ sagt das den Empfängern.
    .receivers = Ohne diesen Eintrag wird gefälschte E-Mail der Domain beurteilt wie jede unbekannte.
    .fix = Veröffentlichen Sie v=spf1 -all.

domain-null-mx-but-sends = ein Null-MX, und ein SPF-Eintrag, der jemanden senden lässt
    .why = Ein Null-MX sagt, dass weder Antworten noch Fehlermeldungen die Domain erreichen. SPF nennt trotzdem Sender; eines von beiden stimmt nicht.
    .receivers = Viele weisen E-Mail einer Domain ab, die selbst keine annimmt.
    .fix = Sendet die Domain, geben Sie ihr einen MX-Eintrag; sendet sie nicht, veröffentlichen Sie v=spf1 -all.

domain-parked-without-reject = eine Domain ohne E-Mail, aber ihre DMARC-Richtlinie ist { $policy }
    .why = Mit dieser Domain sendet niemand, also ist jede E-Mail von ihr gefälscht. Das sagt nur p=reject, auch für Subdomains.
    .receivers = Bei { $policy } stellen sie einen Teil der Fälschungen zu, in den Posteingang oder in den Spamordner.
    .fix = Veröffentlichen Sie p=reject mit sp=reject und np=reject.

domain-parked-without-key-wildcard = eine Domain ohne E-Mail, aber nichts sagt, dass sie keinen DKIM-Schlüssel hat
    .why = Ein leerer Schlüssel für jeden Selektor, unter { $owner }, sagt Empfängern, dass keine Signatur der Domain gültig ist.
    .receivers = Sie suchen den Schlüssel einer gefälschten Signatur und finden keinen; der leere Schlüssel macht das nur früher und deutlicher klar.
    .fix = Veröffentlichen Sie den leeren Schlüssel mit einem Platzhalter. Lassen Sie es, wenn die Domain doch DKIM-Schlüssel hat.

domain-parked-takes-mail = eine Domain, die keine E-Mail haben soll, hat einen Mailserver
    .why = Die MX-Einträge führen zu einem Host. Ein Null-MX sagt Sendern sofort, dass hier niemand E-Mail liest.
    .receivers = Sie stellen zu, und niemand liest es.
    .fix = Ersetzen Sie die MX-Einträge durch einen Null-MX.

domain-mx-missing = weder MX-Eintrag noch Adresse: E-Mail ist nicht zustellbar
    .why = Ohne MX und ohne Adresse gibt es kein Ziel. Ein Null-MX sagt dasselbe, aber sofort.
    .receivers = Sender versuchen es tagelang, bevor der Verfasser davon erfährt.
    .fix = Veröffentlichen Sie MX-Einträge, wenn die Domain E-Mail annimmt, sonst einen Null-MX.

domain-mx-implicit = kein MX-Eintrag: E-Mail geht an { $addresses }
    .why = Hat eine Domain keinen MX-Eintrag, stellen Sender an ihre Adresse zu. Dort steht meist ein Webserver.
    .receivers = E-Mail wird abgewiesen, wartet tagelang oder landet, wo sie niemand liest.
    .fix = Veröffentlichen Sie MX-Einträge, wenn die Domain E-Mail annimmt, sonst einen Null-MX.

domain-mx-is-address = der MX-Eintrag nennt die Adresse { $address } statt eines Hosts
    .why = In einem MX-Eintrag steht ein Hostname. Eine Adresse an dieser Stelle wird nachgeschlagen, als wären ihre Ziffern ein Name.
    .receivers = Die Abfrage findet nichts, und der Host bekommt keine E-Mail.
    .fix = Geben Sie dem Mailserver einen Namen mit A- oder AAAA-Eintrag und nennen Sie diesen im MX-Eintrag.

domain-mx-is-alias = der MX-Host { $host } ist ein Alias für { $target }
    .why = Ein MX-Eintrag muss den Host selbst nennen, nie einen Alias (CNAME).
    .receivers = Manche Sender stellen nicht zu, andere schreiben Adressen um. Zertifikate und MTA-STS-Muster müssen zum Namen im MX-Eintrag passen, nicht zum Ziel des Alias.
    .fix = Nennen Sie im MX-Eintrag { $target }, oder geben Sie { $host } eigene Adressen.

domain-mx-without-address = der MX-Host { $host } hat keine Adresse
    .why = Der Name hat weder einen A- noch einen AAAA-Eintrag; niemand kann sich mit ihm verbinden.
    .receivers = Sender versuchen die anderen Hosts; gibt es keinen, wartet die E-Mail und kommt dann zurück.
    .fix = Veröffentlichen Sie einen A- oder AAAA-Eintrag für den Host, oder nehmen Sie ihn aus den MX-Einträgen.

domain-mx-address-private = der MX-Host { $host } hat die private Adresse { $address }
    .why = Adressen aus { $range } gibt es in jedem privaten Netz. Von außen führen sie nirgendwohin oder zu einem fremden Rechner.
    .receivers = Sender von außen können sich nicht verbinden und verlieren Zeit; manche weisen E-Mail einer solchen Domain ab.
    .fix = Veröffentlichen Sie die öffentliche Adresse und liefern Sie die private nur im eigenen Netz aus.

domain-mx-duplicate = der MX-Host { $host } ist zweimal genannt
    .why = Derselbe Host in zwei MX-Einträgen ist kein zweiter Host.
    .receivers = Manche Sender versuchen den Host zweimal, andere lassen einen der Einträge fallen.
    .fix = Behalten Sie den Eintrag mit der niedrigeren Präferenz.

domain-mx-too-many = { $hosts } MX-Hosts, davon { $checked } angesehen
    .why = Die Prüfung sieht nur die bevorzugten Hosts an; über die übrigen sagt sie nichts.
    .receivers = Sender versuchen einige Hosts und warten dann.
    .fix = Nennen Sie weniger Hosts. Mehrere Maschinen können sich einen Namen teilen.

domain-starttls-not-offered = der MX-Host { $host } bietet kein STARTTLS an
    .why = Ohne STARTTLS geht E-Mail offen durchs Netz. Jeder auf dem Weg kann sie lesen und verändern.
    .receivers = Gmail warnt seine Nutzer. Sender, die TLS verlangen, stellen nicht zu.
    .fix = Richten Sie auf dem Host ein Zertifikat und STARTTLS ein.

domain-starttls-selective = der MX-Host { $host } bietet kein STARTTLS an, andere schon
    .why = { $others } bietet STARTTLS an. Wer einen Sender von dort fernhält, bekommt die E-Mail hier unverschlüsselt zugestellt.
    .receivers = Sender nehmen die Hosts der Reihe nach und vergleichen sie nicht.
    .fix = Richten Sie STARTTLS auf jedem MX-Host ein, auch auf den Ersatzservern.

domain-mta-sts-without-starttls = MTA-STS verlangt TLS, aber { $host } bietet es nicht an
    .why = Eine Richtlinie im Modus enforce verbietet die Zustellung an einen Host ohne STARTTLS.
    .receivers = Gmail, Outlook und alle anderen, die MTA-STS befolgen, stellen an diesen Host nicht zu; gibt es keinen anderen, wartet die E-Mail und kommt dann zurück.
    .fix = Richten Sie STARTTLS auf dem Host ein, oder nehmen Sie ihn aus den MX-Einträgen. Stellen Sie die Richtlinie bis dahin auf Modus testing und ändern Sie ihre id.

domain-starttls-refused = der MX-Host { $host } bietet STARTTLS an und lehnt es dann ab
    .why = Er antwortet: { $reply }. Meist lassen sich Zertifikat oder Schlüssel nicht lesen.
    .receivers = Manche stellen unverschlüsselt zu, andere warten. Wer TLS verlangt, stellt nicht zu.
    .fix = Sehen Sie im Protokoll des Mailservers nach, was bei STARTTLS geschieht; prüfen Sie Pfade und Rechte von Zertifikat und Schlüssel.

domain-starttls-failed = der TLS-Handshake mit { $host } scheitert: { $reason }
    .why = STARTTLS wird angeboten, aber es kommt keine Sitzung zustande: Versionen oder Verfahren passen nicht zusammen, oder der Server bricht ab.
    .receivers = Viele versuchen es nicht ohne TLS; ihre E-Mail wartet und kommt dann zurück.
    .fix = Lassen Sie TLS 1.2 und 1.3 mit üblichen Verfahren zu und prüfen Sie, ob Zertifikat und Schlüssel zusammengehören.

domain-tls-version-old = der MX-Host { $host } spricht { $version }
    .why = TLS 1.0 und 1.1 sind gebrochen und zurückgezogen.
    .receivers = Sender, die es nicht mehr sprechen, stellen unverschlüsselt zu; MTA-STS verlangt mindestens TLS 1.2.
    .fix = Lassen Sie auf dem Mailserver TLS 1.2 und 1.3 zu.

domain-mx-certificate-wrong-name = das Zertifikat von { $host } enthält diesen Namen nicht
    .why = Es gilt für: { $names }. Es muss den Namen des Hosts enthalten, wie ihn der MX-Eintrag nennt, nicht die Domain der Adressen.
    .receivers = Sender, die MTA-STS befolgen, stellen bei Modus enforce an diesen Host nicht zu. Ohne Richtlinie sieht niemand hin.
    .fix = Besorgen Sie ein Zertifikat, das den Namen des Hosts unter seinen DNS-Namen führt.

domain-mx-certificate-untrusted = hinter dem Zertifikat von { $host } steht keine vertrauenswürdige Stelle
    .why = { $cause ->
        [self-signed] Das Zertifikat ist selbst signiert.
        [unusable] Das Zertifikat taugt nicht für einen Server.
       *[other] Kein Pfad führt zu einer vertrauenswürdigen Wurzel: Das Zwischenzertifikat fehlt, oder die Zertifizierungsstelle ist eine private.
    }
    .receivers = Sender, die MTA-STS befolgen, stellen bei Modus enforce an diesen Host nicht zu. Ohne Richtlinie sieht niemand hin.
    .fix = Besorgen Sie ein Zertifikat einer öffentlichen Zertifizierungsstelle und lassen Sie den Mailserver auch das Zwischenzertifikat vorlegen.

domain-mx-certificate-expired = das Zertifikat von { $host } ist { $days ->
    [0] heute
    [one] gestern
   *[other] vor { $days } Tagen
 } abgelaufen
    .why = Die Erneuerung ist gescheitert, oder der Mailserver hält noch die alte Datei.
    .receivers = Sender, die MTA-STS befolgen, stellen bei Modus enforce an diesen Host nicht zu. Ohne Richtlinie sieht niemand hin.
    .fix = Erneuern Sie das Zertifikat und laden Sie den Mailserver neu. Lassen Sie ihn künftig von der Erneuerung neu laden.

domain-mx-certificate-not-yet-valid = das Zertifikat von { $host } gilt erst in { $days ->
    [one] einem Tag
   *[other] { $days } Tagen
 }
    .why = Seine Gültigkeit beginnt in der Zukunft; die Uhr ging falsch, wo es ausgestellt wurde, oder hier.
    .receivers = Sender, die MTA-STS befolgen, stellen bei Modus enforce an diesen Host nicht zu. Ohne Richtlinie sieht niemand hin.
    .fix = Prüfen Sie die Uhren und lassen Sie das Zertifikat neu ausstellen.

domain-mx-certificate-expires-soon = das Zertifikat von { $host } läuft in { $days ->
    [0] weniger als einem Tag
    [one] einem Tag
   *[other] { $days } Tagen
 } ab
    .why = Zertifikate, die sich selbst erneuern, werden viel früher ersetzt. Diese Erneuerung läuft vermutlich nicht mehr.
    .receivers = Noch geschieht nichts. Danach stellen Sender, die MTA-STS befolgen, bei Modus enforce nicht mehr zu.
    .fix = Stoßen Sie die Erneuerung von Hand an, klären Sie, warum sie nicht lief, und lassen Sie sie den Mailserver neu laden.

domain-mx-certificate-unreadable = das Zertifikat von { $host } lässt sich nicht lesen
    .why = Der Host legt kein Zertifikat vor oder eines, das sich nicht lesen lässt.
    .receivers = Kein Sender, der Zertifikate prüft, kann es annehmen.
    .fix = Richten Sie auf dem Mailserver ein Zertifikat mit seiner Kette ein.

domain-ptr-missing = die Adresse { $address } von { $host } hat keinen Namen (PTR)
    .why = Dass ein Mailserver kein gekaperter Heimanschluss ist, zeigt er mit einem Namen, den der Inhaber des Netzes seiner Adresse gegeben hat.
    .receivers = Gmail und andere weisen E-Mail von einer Adresse ohne Namen ab oder werten sie als Spam.
    .fix = Bitten Sie den Inhaber der Adresse (den Hoster), als PTR-Eintrag den Namen des Mailservers zu setzen.

domain-ptr-not-confirmed = der Name von { $address } führt nicht zu ihr zurück: { $names }
    .why = Jeder kann einer Adresse jeden Namen geben. Erst wenn auch der Name diese Adresse hat, ist sein Inhaber einverstanden.
    .receivers = Gmail und andere behandeln eine solche Adresse wie eine ohne Namen.
    .fix = Veröffentlichen Sie für den Namen einen A- oder AAAA-Eintrag mit dieser Adresse, oder lassen Sie den PTR-Eintrag auf den Namen des Mailservers setzen.

domain-ptr-generic = die Adresse { $address } hat nur einen automatisch gebildeten Namen: { $name }
    .why = Namen aus den Ziffern der Adresse werden ganzen Netzen auf einmal gegeben, meist Heimanschlüssen.
    .receivers = Spamfilter werten das gegen die E-Mail; manche weisen sie ab.
    .fix = Bitten Sie den Inhaber der Adresse, als PTR-Eintrag den Namen des Mailservers zu setzen.

domain-helo-without-spf = der Name { $name } des Mailservers hat keinen SPF-Eintrag
    .why = Fehlermeldungen und andere Mitteilungen haben keinen Absender. Empfänger prüfen SPF dann mit dem Namen, unter dem sich der Server meldet (HELO). { $host } meldet sich als { $name }.
    .receivers = Sie finden keinen Eintrag und beurteilen die Mitteilung ohne SPF.
    .fix = Veröffentlichen Sie unter diesem Namen v=spf1 a -all.

domain-caa-forbids-issuer = CAA erlaubt { $issuer } nicht, für { $host } auszustellen
    .why = Das jetzige Zertifikat stammt von { $issuer }, die CAA-Einträge lassen aber nur andere Zertifizierungsstellen zu. Es wurde vor ihnen ausgestellt; das nächste wird verweigert.
    .receivers = Läuft das Zertifikat ab, kann kein Sender mehr die MTA-STS-Richtlinie abrufen.
    .fix = Ergänzen Sie einen CAA-Eintrag mit issue "{ $identifier }", oder wechseln Sie zu einer zugelassenen Zertifizierungsstelle.

domain-caa-forbids-acme = CAA lässt keine Stelle zu, von der { $host } per ACME ein Zertifikat bekäme
    .why = Die CAA-Einträge, die für den Richtlinien-Host gelten, lassen keine der bekannten Zertifizierungsstellen zu, die Zertifikate automatisch ausstellen.
    .receivers = Sie brauchen dort ein gültiges Zertifikat, um die MTA-STS-Richtlinie abzurufen.
    .fix = Ergänzen Sie einen CAA-Eintrag für die gewünschte Stelle, etwa issue "letsencrypt.org".

domain-caa-critical-unknown = eine kritische CAA-Eigenschaft, die keine Zertifizierungsstelle kennt: { $tag }
    .why = Die Markierung als kritisch verbietet jeder Zertifizierungsstelle, die die Eigenschaft nicht kennt, überhaupt für { $host } auszustellen.
    .receivers = Läuft das jetzige Zertifikat ab, kann kein Sender mehr die MTA-STS-Richtlinie abrufen.
    .fix = Setzen Sie die Flags des Eintrags auf 0, oder entfernen Sie ihn.

domain-dmarc-without-dkim = DMARC stellt E-Mail von { $domain } unter Quarantäne, und es gibt keinen DKIM-Schlüssel
    .why = E-Mail besteht DMARC über SPF oder über DKIM. SPF bricht bei einer Weiterleitung, eine DKIM-Signatur nicht.
    .receivers = Sie sortieren weitergeleitete E-Mail der Domain als Spam ein.
    .fix = Veröffentlichen Sie einen DKIM-Schlüssel und signieren Sie damit, bevor Sie DMARC durchsetzen.

domain-bulk-sender-not-ready = nicht bereit für die großen Empfänger, es fehlt: { $lacks }
    .why = Wer an Gmail, Yahoo oder Outlook.com etwa 5.000 E-Mails am Tag sendet, muss SPF und DKIM haben, einen DMARC-Eintrag (p=none genügt), zu dem eines von beiden passt, und einen Namen für jede sendende Adresse.
    .receivers = Gmail und Yahoo weisen solche E-Mail seit 2024 zunehmend ab (5.7.26), Microsoft seit Mai 2025 (550 5.7.515). Ohne SPF und DKIM weisen sie auch E-Mail kleiner Sender ab.
    .fix = Veröffentlichen Sie, was fehlt; zu jedem gibt es einen eigenen Befund. Newsletter brauchen außerdem eine Abmeldung mit einem Klick (RFC 8058), die von außen nicht zu sehen ist.

domain-tls-rpt-missing-beside-mta-sts = eine MTA-STS-Richtlinie, aber niemand soll darüber berichten
    .why = Im Modus testing tut eine Richtlinie nichts anderes, als zu berichten; im Modus enforce hält sie E-Mail von Hosts fern, die sie nicht erfüllen. Ohne Berichte erfahren Sie beides nicht.
    .receivers = Die großen Sender schicken jeder Domain, die darum bittet, einen Bericht am Tag.
    .fix = Veröffentlichen Sie den Eintrag für TLS-Berichte; das Postfach muss nur gelesen werden.

domain-tls-rpt-into-broken-tls = TLS-Berichte gehen an { $rua }, hinter eben die Hosts, deren TLS nicht funktioniert
    .why = Kein MX-Host der Domain hat funktionierendes TLS, und jede Adresse für Berichte ist ein Postfach dieser Domain.
    .receivers = Sie sollen Berichte trotz gescheitertem TLS zustellen; nicht alle tun es.
    .fix = Bringen Sie TLS in Ordnung und nennen Sie eine zweite Adresse für Berichte, in einer anderen Domain oder über HTTPS.

domain-wildcard-txt = unter { $service } antwortet ein Platzhalter
    .why = Ein Name, den niemand angelegt hat, { $probe }, hat einen TXT-Eintrag. Ein Platzhalter (*) in der Zone antwortet also auch dort, wo DKIM und MTA-STS nach Einträgen suchen, die es nicht gibt.
    .receivers = Sie lesen einen Text, der kein Eintrag für sie ist, und melden einen fehlerhaften Eintrag, wo keiner veröffentlicht wurde.
    .fix = Entfernen Sie den TXT-Eintrag mit Platzhalter oder beschränken Sie ihn auf die Namen, die ihn brauchen.

domain-servers-differ = die Nameserver sind sich über { $kind } von { $name } nicht einig
    .why = { $first } sagt: { $one }. { $second } sagt: { $other }. Eine Änderung ist nicht überall angekommen, oder die Server führen verschiedene Zonen.
    .receivers = Welchen Eintrag sie sehen, ist Zufall und wechselt von E-Mail zu E-Mail.
    .fix = Sorgen Sie dafür, dass alle Server dieselbe Zone laden: Vergleichen Sie die Seriennummern (SOA) und prüfen Sie die Zonenübertragung.

domain-server-failing = der Nameserver { $server } ließ { $count ->
    [one] eine Frage
   *[other] { $count } Fragen
 } offen
    .why = Die anderen Server der Zone haben dieselbe Frage beantwortet.
    .receivers = Wer diesen Server fragt, verliert Zeit; fallen auch die anderen aus, ist die Domain nicht mehr da.
    .fix = Bringen Sie den Server in Ordnung, oder nehmen Sie ihn aus der Delegation.

domain-single-name-server = die Zone hat nur einen Nameserver: { $server }
    .why = Jede Zone muss auf mindestens zwei Servern verfügbar sein.
    .receivers = Fällt er aus, wartet E-Mail an die Domain, und E-Mail von ihr lässt sich nicht prüfen.
    .fix = Nehmen Sie einen zweiten Nameserver in einem anderen Netz hinzu.

domain-name-servers-in-one-network = alle { $servers } Nameserver stehen in { $network }
    .why = Eine Störung in diesem Netz trifft alle zugleich. Anycast kann ebenso aussehen und ist in Ordnung.
    .receivers = Ist das Netz nicht erreichbar, wartet E-Mail an die Domain, und E-Mail von ihr lässt sich nicht prüfen.
    .fix = Stellen Sie einen Nameserver in ein anderes Netz.
