# DMARC (RFC 9989). Eine Nachricht je Regel: ihr Wert ist die gezeigte Zeile, ihre Attribute das
# Handbuch.

summary-dmarc-own = { $tag }={ $policy }, Berichte gehen an { $rua }
summary-dmarc-own-without-reports = { $tag }={ $policy }, keine Berichte
summary-dmarc-testing = { $tag }={ $policy } im Testbetrieb: wirkt als { $applied }
summary-dmarc-inherited = von { $domain } geerbt: { $tag }={ $policy }
summary-dmarc-broken = ein Eintrag ist da, aber Empfänger wenden kein DMARC an
summary-dmarc-several = mehrere Einträge, deshalb zählt keiner
summary-dmarc-absent = kein Eintrag: Jeder kann im Namen dieser Domain schreiben
summary-dmarc-unknown = konnte nicht abgefragt werden

dmarc-version-missing = der Eintrag beginnt nicht mit v=DMARC1
    .why = Ein DMARC-Eintrag beginnt mit dem Tag v und dem Wert DMARC1. Ohne ihn ist der Text kein DMARC-Eintrag.
    .receivers = Empfänger übergehen den ganzen Eintrag, als gäbe es ihn nicht.
    .fix = Lassen Sie den Eintrag mit v=DMARC1; beginnen.

dmarc-version-not-first = v=DMARC1 ist nicht das erste Tag
    .why = v muss das erste Tag des Eintrags sein. Steht etwas davor, ist es für Empfänger kein DMARC-Eintrag.
    .receivers = Empfänger übergehen den ganzen Eintrag, als gäbe es ihn nicht.
    .fix = Setzen Sie v=DMARC1; ganz an den Anfang.

dmarc-version-wrong = { $version } ist nicht die Version von DMARC
    .why = Die einzige Version heißt DMARC1, in Großbuchstaben und ohne Zusatz. Sie wird Zeichen für Zeichen verglichen.
    .receivers = Empfänger übergehen den ganzen Eintrag, als gäbe es ihn nicht.
    .fix = Schreiben Sie v=DMARC1.

dmarc-space-in-front = vor v=DMARC1 steht Leerraum
    .why = Nach der Grammatik beginnt der Eintrag mit v, ohne etwas davor.
    .receivers = Die meisten Empfänger entfernen den Leerraum; strenge sehen keinen DMARC-Eintrag.
    .fix = Entfernen Sie den Leerraum am Anfang.

dmarc-stray-quote = { $count ->
        [one] im Eintrag steht ein Anführungszeichen
       *[other] im Eintrag stehen Anführungszeichen, an { $count } Stellen
    }
    .why = Die Anführungszeichen einer Zonendatei gehören nicht zum Wert, typografische stammen aus einer Textverarbeitung. Kein DMARC-Tag enthält welche.
    .receivers = Der Wert, in dem sie stehen, ist ungültig. Bei v=DMARC1 übergehen Empfänger den ganzen Eintrag.
    .fix = Entfernen Sie die Anführungszeichen. In ein Webformular gehört der bloße Text.

dmarc-stray-backslash = { $count ->
        [one] im Eintrag steht ein umgekehrter Schrägstrich
       *[other] im Eintrag stehen umgekehrte Schrägstriche, an { $count } Stellen
    }
    .why = In einer Zonendatei darf ein Semikolon als \; geschrieben werden. Ein Formular, das selbst maskiert, speichert den Schrägstrich dann mit.
    .receivers = Der Wert vor dem Semikolon endet mit einem umgekehrten Schrägstrich und ist ungültig.
    .fix = Entfernen Sie die umgekehrten Schrägstriche. In ein Webformular gehört der bloße Text.

dmarc-character-invalid = im Eintrag steht ein Zeichen, das DMARC nicht zulässt
    .why = Werte bestehen aus druckbaren ASCII-Zeichen. Ein geschütztes Leerzeichen von einer Webseite oder ein Zeilenumbruch ist nicht zu sehen, aber vorhanden.
    .receivers = Der Wert, in dem es steht, ist ungültig; in der Version führt es dazu, dass der ganze Eintrag übergangen wird.
    .fix = Tippen Sie den Eintrag neu oder entfernen Sie das Zeichen.

dmarc-semicolon-missing = nach { $tag } fehlt ein Semikolon
    .why = Tags werden durch Semikolons getrennt. Fehlt eines, reicht der Wert bis zum nächsten.
    .receivers = Der Wert ist ungültig, und das folgende Tag wird gar nicht gesehen. Nach v wird der ganze Eintrag übergangen.
    .fix = Setzen Sie ein Semikolon zwischen die beiden Tags.

dmarc-doubled-semicolon = zwei Semikolons ohne etwas dazwischen
    .why = Die Grammatik kennt kein leeres Tag.
    .receivers = Empfänger übergehen es.
    .fix = Entfernen Sie eines der Semikolons.

dmarc-not-a-tag = { $text } ist kein Tag
    .why = Zwischen zwei Semikolons steht immer name=wert.
    .receivers = Empfänger übergehen es: Was auch gemeint war, es ist nicht da.
    .fix = Schreiben Sie es als name=wert oder entfernen Sie es.

dmarc-tag-repeated = { $tag } steht zweimal im Eintrag
    .why = Jedes Tag darf einmal vorkommen. Was ein zweites bedeutet, ist nicht festgelegt.
    .receivers = Manche nehmen das erste, manche das letzte, und manche übergehen den Eintrag.
    .fix = Behalten Sie eines. Mehrere Adressen stehen in einem Tag, durch Kommas getrennt.

dmarc-tag-unknown = { $tag } ist kein Tag von DMARC{ $nearest ->
        [none] {""}
       *[other] ; ist { $nearest } gemeint?
    }
    .why = DMARC kennt v, p, sp, np, psd, t, adkim, aspf, fo, rua und ruf.
    .receivers = Empfänger übergehen unbekannte Tags stillschweigend; ein falsch geschriebenes bewirkt nichts.
    .fix = Berichtigen Sie den Namen oder entfernen Sie das Tag.

dmarc-tag-case = { $tag } ist großgeschrieben
    .why = Die Namen der Tags werden kleingeschrieben.
    .receivers = Die meisten Empfänger nehmen Großbuchstaben an; manche kennen das Tag dann nicht.
    .fix = Schreiben Sie { $right }.

dmarc-too-many-tags = mehr als { $limit } Tags
    .why = Ein DMARC-Eintrag hat höchstens 14 Tags.
    .receivers = Empfänger hören an einer eigenen Grenze auf zu lesen.
    .fix = Entfernen Sie, was nicht zu DMARC gehört.

dmarc-value-empty = { $tag } hat keinen Wert
    .why = Ein Tag hat einen Wert aus mindestens einem Zeichen.
    .receivers = Empfänger verwerfen das Tag. Ein leeres p, sp oder np nimmt die ganze Richtlinie mit: Sie wird zu none, und ohne brauchbares rua ist DMARC abgeschaltet.
    .fix = Geben Sie dem Tag einen Wert oder entfernen Sie es.

dmarc-rua-no-scheme = an { $address } kommt kein Bericht: In { $tag } fehlt mailto:
    .why = rua und ruf enthalten URIs, und eine URI beginnt mit ihrem Schema. Eine bloße Adresse ist keine. Viele Anleitungen machen das falsch.
    .receivers = Wer Berichte schickt, findet keine brauchbare Adresse und schickt nichts.
    .fix = Setzen Sie mailto: vor die Adresse.

dmarc-rua-malformed = { $uri } in { $tag } ist keine Adresse für Berichte
    .why = Ein Eintrag der Liste ist mailto: und unmittelbar danach eine Adresse in ASCII: keine Schrägstriche, kein Leerzeichen, und ein Komma zwischen zwei Adressen.
    .receivers = Wer Berichte schickt, übergeht, was er nicht lesen kann.
    .fix = Schreiben Sie die Adresse als mailto:name@example.com.

dmarc-rua-semicolon = { $address } gehört nicht zu { $tag }: Ein Semikolon steht, wo ein Komma hingehört
    .why = Adressen einer Liste werden durch Kommas getrennt. Ein Semikolon beendet das Tag.
    .receivers = Wer Berichte schickt, sieht nur die Adressen vor dem Semikolon.
    .fix = Setzen Sie ein Komma anstelle des Semikolons.

dmarc-rua-unencoded = { $address } in { $tag } muss prozentkodiert werden
    .why = Ein Komma trennt Adressen, und mit einem Ausrufezeichen begann früher eine Größengrenze. Innerhalb einer Adresse schreibt man sie %2C und %21.
    .receivers = Wer Berichte schickt, zerlegt die Adresse und kann mit keinem der Teile etwas anfangen.
    .fix = Kodieren Sie das Zeichen oder verwenden Sie eine Adresse ohne es.

dmarc-rua-not-ascii = { $address } in { $tag } ist nicht ASCII
    .why = Adressen für Berichte sind ASCII. Eine Domain mit anderen Buchstaben steht in ihrer xn---Form; ein Postfachname mit anderen Buchstaben lässt sich nicht verwenden.
    .receivers = Wer Berichte schickt, kann die Adresse nicht lesen.
    .fix = Verwenden Sie ein Postfach mit einem Namen in ASCII und die xn---Form der Domain.

dmarc-rua-scheme-unsupported = { $tag } verlangt Berichte über { $scheme }, und so schickt sie niemand
    .why = Jede URI ist erlaubt, unterstützen muss man aber nur mailto:.
    .receivers = Wer Berichte schickt, übergeht ein Schema, das er nicht unterstützt, und kaum jemand unterstützt ein anderes.
    .fix = Verwenden Sie eine Adresse mit mailto:.

dmarc-rua-size-suffix = die Größengrenze in { $tag } ist veraltet
    .why = Grenzen wie !10m gab es in der ersten Fassung von DMARC.
    .receivers = Wer Berichte schickt, übergeht die Grenze. Einzelne alte Programme lesen die Adresse womöglich nicht.
    .fix = Entfernen Sie das Ausrufezeichen und was darauf folgt.

dmarc-too-many-uris = { $tag } hat mehr als { $limit } Adressen
    .why = Wer Berichte schickt, schickt sie an so viele Adressen, wie er mag, und das sind wenige.
    .receivers = Die Adressen am Ende gehen leer aus.
    .fix = Lassen Sie Berichte an ein oder zwei Postfächer gehen und verteilen Sie sie von dort.

dmarc-p-missing = p fehlt: Der Eintrag wirkt wie p=none
    .why = p ist die Richtlinie. Ohne p, aber mit einer Adresse für Berichte, gilt ein Eintrag als p=none.
    .receivers = Empfänger schicken Berichte und lassen jede Fälschung durch. Manche älteren übergehen den Eintrag.
    .fix = Ergänzen Sie p unmittelbar nach v=DMARC1, für den Anfang als p=none.

dmarc-p-missing-without-rua = weder Richtlinie noch Adresse für Berichte: Der Eintrag bewirkt nichts
    .why = Ein Eintrag ohne p gilt nur dann als p=none, wenn rua eine brauchbare Adresse hat. Hier fehlt beides.
    .receivers = Empfänger wenden kein DMARC an, als gäbe es keinen Eintrag.
    .fix = Ergänzen Sie p und rua, für den Anfang p=none und ein Postfach, das gelesen wird.

dmarc-p-not-second = p steht nicht unmittelbar nach v
    .why = Der heutige Standard lässt jede Reihenfolge zu. Sein Vorgänger, dem viele Empfänger noch folgen, will p als zweites Tag.
    .receivers = Strenge Empfänger der alten Art übergehen den Eintrag.
    .fix = Setzen Sie p unmittelbar nach v=DMARC1.

dmarc-policy-invalid = { $tag }={ $value } ist keine Richtlinie: { $effect ->
        [off] DMARC ist abgeschaltet
       *[none] der ganze Eintrag wirkt wie p=none
    }
    .why = Eine Richtlinie ist none, quarantine oder reject. Eine einzige ungültige in p, sp oder np macht die ganze Richtlinie ungültig.
    .receivers = Mit einem brauchbaren rua handeln Empfänger, als stünde p=none da; ohne wenden sie kein DMARC an.
    .fix = Schreiben Sie none, quarantine oder reject.

dmarc-value-invalid = { $tag }={ $value } ist nicht erlaubt, es gilt { $default }
    .why = adkim und aspf sind r oder s, t ist y oder n, psd ist y, n oder u.
    .receivers = Empfänger verwerfen den Wert und nehmen die Voreinstellung.
    .fix = Schreiben Sie einen erlaubten Wert oder entfernen Sie das Tag.

dmarc-fo-invalid = fo={ $value } ist nicht erlaubt, es gilt 0
    .why = fo ist eine Liste aus 0, 1, d und s, durch Doppelpunkte getrennt: jedes einmal, und 0 und 1 nicht zusammen.
    .receivers = Empfänger verwerfen den Wert und nehmen 0.
    .fix = Schreiben Sie eine erlaubte Liste, etwa fo=1:d.

dmarc-pct-removed = { $percent ->
        [100] pct=100 gehört nicht mehr zu DMARC
       *[other] pct={ $percent } gehört nicht mehr zu DMARC: Die Richtlinie gilt für jede E-Mail
    }
    .why = pct wurde gestrichen, weil Empfänger es nie einheitlich angewandt haben. An die Stelle von pct=0 tritt t=y, dann gilt die nächstschwächere Richtlinie; ein Anteil zwischen 0 und 100 hat keinen Nachfolger. pct=100 war die Voreinstellung und hat nie etwas bedeutet.
    .receivers = Heutige Empfänger übergehen pct; ältere wenden die Richtlinie weiterhin auf diesen Anteil an.
    .fix = Entfernen Sie pct. Sind Sie der Richtlinie noch nicht sicher, schreiben Sie t=y, bis die Berichte sagen, dass sie ungefährlich ist.

dmarc-tag-historic = { $tag } gehört nicht mehr zu DMARC
    .why = rf und ri wurden gestrichen: Berichte haben ein Format und kommen einmal am Tag.
    .receivers = Empfänger übergehen das Tag.
    .fix = Entfernen Sie das Tag.

dmarc-rua-missing = eine Richtlinie ohne Berichte: Niemand sagt Ihnen, welche E-Mail verloren geht
    .why = Berichte zeigen, wer in Ihrem Namen sendet und was scheitert. Ohne sie kann erwünschte E-Mail jahrelang unbemerkt abgewiesen werden.
    .receivers = Empfänger wenden die Richtlinie an und schicken keine Berichte.
    .fix = Ergänzen Sie rua=mailto: und ein Postfach, das gelesen wird.

dmarc-does-nothing = p=none ohne Berichte bewirkt nichts
    .why = p=none verlangt nichts, und ohne rua gibt es auch keine Berichte.
    .receivers = Empfänger tun dasselbe wie ohne Eintrag.
    .fix = Ergänzen Sie rua=mailto: und ein Postfach, das gelesen wird. Verschärfen Sie die Richtlinie, wenn die Berichte sagen, dass das ungefährlich ist.

dmarc-subdomain-policy-weaker = { $tag }={ $policy } schützt Subdomains weniger, als p={ $p } die Domain schützt
    .why = Wer die Domain nicht fälschen kann, fälscht eine Subdomain: Für Menschen sieht das gleich aus.
    .receivers = Empfänger wenden die schwächere Richtlinie auf jede Subdomain ohne eigenen Eintrag an.
    .fix = Entfernen Sie das Tag oder geben Sie den Subdomains, die senden, einen eigenen Eintrag.

dmarc-np-missing = auch Namen, die es nicht gibt, sind ungeschützt
    .why = { $tag }=none gilt auch für Subdomains, die es nicht gibt, solange np nichts anderes sagt. Von denen sendet niemand; np=reject kostet also nichts.
    .receivers = Empfänger lassen Fälschungen mit erfundenen Subdomains durch.
    .fix = Ergänzen Sie np=reject.

dmarc-test-mode = t=y: Empfänger wenden { $applied } statt { $policy } an
    .why = Im Testbetrieb gilt die Richtlinie eine Stufe schwächer, während Mailinglisten Ihre E-Mail schon so behandeln wie später. Er ist eine Stufe auf dem Weg.
    .receivers = Heutige Empfänger wenden die schwächere Richtlinie an; wer t nicht kennt, wendet sie ganz an.
    .fix = Entfernen Sie t=y, wenn die Berichte sagen, dass das ungefährlich ist.

dmarc-test-mode-without-effect = t=y bewirkt bei der Richtlinie none nichts
    .why = Der Testbetrieb schwächt die Richtlinie um eine Stufe, und unter none ist keine mehr.
    .receivers = Empfänger übergehen es.
    .fix = Entfernen Sie t=y, bis es eine Richtlinie zu testen gibt.

dmarc-ruf-present = Fehlerberichte werden verlangt
    .why = Ein Fehlerbericht enthält Teile der E-Mail eines Menschen. Sie brauchen dafür einen Grund, der vor dem Datenschutz besteht.
    .receivers = Nur wenige Empfänger schicken überhaupt Fehlerberichte.
    .fix = Entfernen Sie ruf, wenn Sie diese Berichte nicht lesen oder nicht lesen dürfen.

dmarc-fo-without-ruf = fo ohne ruf bewirkt nichts
    .why = fo sagt, wann Fehlerberichte geschickt werden, und ruf, wohin. Ohne ruf gibt es keine.
    .receivers = Empfänger übergehen fo.
    .fix = Entfernen Sie fo.

dmarc-ruf-with-psd = ein öffentliches Suffix verlangt Fehlerberichte
    .why = Solche Berichte handelten von E-Mail fremder Domains.
    .receivers = Empfänger dürfen sie nicht schicken.
    .fix = Entfernen Sie ruf.

dmarc-psd-no = psd=n trennt die Domain von der darüber
    .why = Die Domain wird zu einer eigenen Organisation: Richtlinien von oben gelten hier nicht mehr, und die Domain darüber stimmt nicht mehr mit ihr überein. Das ist richtig für einen selbständigen Teil einer Organisation und als Schutz vor dem fehlerhaften Eintrag einer Registry.
    .receivers = Empfänger beenden ihre Suche hier.
    .fix = Behalten Sie es, wenn Sie das wollen, sonst entfernen Sie psd.

dmarc-strict-alignment = { $tag }=s: Nur genau diese Domain zählt
    .why = Bei strenger Übereinstimmung muss SPF oder DKIM für genau die Domain in From bestehen. Dienste, die über eine Subdomain senden, scheitern.
    .receivers = Empfänger lassen das Bestehen einer Subdomain nicht mehr gelten.
    .fix = Behalten Sie es, wenn jeder Absender genau diese Domain benutzt, sonst entfernen Sie das Tag.

dmarc-record-missing = { $domain } hat keinen DMARC-Eintrag
    .why = DMARC bindet SPF und DKIM an den Absender, den Menschen sehen. Ohne DMARC können beide für die Domain eines Fälschers bestehen, während Ihre in From steht.
    .receivers = Empfänger wenden kein DMARC an. Die großen verlangen einen Eintrag von jedem, der viel sendet.
    .fix = Veröffentlichen Sie v=DMARC1; p=none; rua=mailto: und ein Postfach, das gelesen wird, und verschärfen Sie die Richtlinie später. Eine Domain ohne E-Mail veröffentlicht gleich v=DMARC1; p=reject; sp=reject; np=reject.

dmarc-record-inherited = { $domain } hat keinen eigenen Eintrag und erbt { $tag } von { $from }: { $policy }
    .why = Die meisten Subdomains brauchen keinen Eintrag. Für eine Domain, unter der Menschen schreiben, ist ein eigener besser: Dann hat sie auch ihre eigene Richtlinie und ihre eigenen Berichte.
    .receivers = Empfänger wenden die Richtlinie der Organisationsdomain an.
    .fix = Veröffentlichen Sie einen Eintrag, wenn die Domain sendet und eine eigene Richtlinie haben soll.

dmarc-several-records = { $count } Einträge, wo nur einer stehen darf
    .why = An einem Namen darf genau ein Eintrag mit v=DMARC1 beginnen. Bei mehreren zählt keiner.
    .receivers = Empfänger verhalten sich, als stünde hier kein Eintrag.
    .fix = Behalten Sie einen Eintrag und schreiben Sie alle Adressen in dessen rua.

dmarc-wrong-owner = der Eintrag steht bei { $wrong }, wo niemand nachsieht
    .why = Empfänger fragen bei _dmarc unmittelbar unter der Domain, mit Unterstrich. Viele Formulare hängen die Domain selbst an, sodass sie doppelt dasteht.
    .receivers = Kein Empfänger findet den Eintrag.
    .fix = Veröffentlichen Sie ihn bei { $right }.

dmarc-external-unauthorized = { $host } sagt nicht, dass es Ihre Berichte annimmt
    .why = Wer Berichte an einen fremden Host schicken lässt, könnte ihn überschwemmen. Deshalb muss der Host zustimmen, mit einem Eintrag bei einem Namen, der mit Ihrer Domain beginnt.
    .receivers = Wer Berichte schickt, übergeht die Adresse { $uri } in { $tag }, und niemand sagt es Ihnen.
    .fix = Lassen Sie den Betreiber des Hosts v=DMARC1; als TXT bei { $owner } veröffentlichen. Bei einem Berichtsdienst gehört das zum Einrichten der Domain.

dmarc-external-name-too-long = { $host } kann der Annahme Ihrer Berichte nicht zustimmen: Der Name dafür wäre zu lang
    .why = Der Host stimmt bei einem Namen zu, der aus Ihrer Domain und seinem eigenen Namen besteht. Dieser ist länger als 253 Zeichen.
    .receivers = Wer Berichte schickt, übergeht die Adresse { $uri } in { $tag }.
    .fix = Verwenden Sie eine Adresse bei einem Host mit kürzerem Namen.

dmarc-external-override-host = { $host } leitet Ihre Berichte an { $elsewhere } um, und das ist nicht erlaubt
    .why = Ein Host darf ein anderes Postfach nennen, aber nur ein eigenes. Sonst ließen sich Berichte zu Dritten lenken.
    .receivers = Es wird keinem von beiden geschickt, auch nicht { $uri } in { $tag }.
    .fix = Lassen Sie den Betreiber des Hosts seinen Eintrag berichtigen oder verwenden Sie eine andere Adresse.

dmarc-destination-without-mail = { $host } nimmt keine E-Mail an, also erreicht kein Bericht { $uri }
    .why = Die Domain der Adresse hat keinen Mailserver oder sagt, dass sie keine E-Mail annimmt.
    .receivers = Berichte kommen zurück, und die Adresse in { $tag } wird irgendwann übergangen.
    .fix = Verwenden Sie ein Postfach, das E-Mail annimmt.

dmarc-subdomain-policy-unused = { $tag } bewirkt hier nichts: Richtlinien von Subdomains kommen von { $organizational }
    .why = Empfänger nehmen die Richtlinie einer Subdomain aus dem Eintrag der Organisationsdomain. sp und np in einem Eintrag weiter unten sehen sie nicht an.
    .receivers = Empfänger übergehen das Tag.
    .fix = Setzen Sie es bei der Organisationsdomain oder machen Sie diese Domain mit psd=n zu einer.

dmarc-psd-not-a-suffix = psd=y erklärt { $domain } zum öffentlichen Suffix
    .why = psd=y ist für Registries gedacht. Bei einer gewöhnlichen Domain wird jede Subdomain zu einer eigenen Organisation, und E-Mail der Domain stimmt nicht mehr mit ihnen überein.
    .receivers = E-Mail scheitert, wenn sie für die Domain signiert und über eine Subdomain gesendet wird oder umgekehrt.
    .fix = Entfernen Sie psd oder schreiben Sie psd=n. Betreiben Sie tatsächlich eine Registry, ist alles in Ordnung.

dmarc-psd-missing = dem Eintrag der Registry { $domain } fehlt psd=y
    .why = Ein öffentliches Suffix mit einem Eintrag muss sagen, dass es eines ist. Sonst gilt es als Organisation aller Domains darunter.
    .receivers = Domains, die nichts miteinander zu tun haben, gelten als eine Organisation: Eine kann sich für die andere ausgeben.
    .fix = Ergänzen Sie psd=y.

dmarc-suffix-above = die Registry { $suffix } gilt als Ihre Organisation
    .why = Ihrem Eintrag fehlt psd=y. Deshalb stimmt { $domain } mit jeder anderen Domain unter { $suffix } überein, und eine davon könnte sich für Sie ausgeben.
    .receivers = Empfänger beenden ihre Suche nicht bei Ihrer Domain.
    .fix = Ergänzen Sie psd=n in Ihrem Eintrag.

dmarc-too-deep = ein Eintrag mit { $labels } Labels wird von unten nicht gefunden
    .why = Die Suche hat höchstens acht Schritte und überspringt alles jenseits von sieben Labels. Nur E-Mail von genau dieser Domain findet den Eintrag.
    .receivers = Für Subdomains gilt die Richtlinie eines kürzeren Namens.
    .fix = Geben Sie jeder Domain, die in From steht, einen eigenen Eintrag.

dmarc-wildcard = bei { $name } antwortet ein Wildcard-Eintrag
    .why = Ein TXT-Eintrag für alle Namen antwortet auch dort, wo Empfänger nach DMARC sehen: { $text }. Namen, die es nicht gibt, scheinen dann zu bestehen, und np greift nicht mehr.
    .receivers = Einen DMARC-Eintrag von dort halten Empfänger für den einer Subdomain, alles andere übergehen sie.
    .fix = Entfernen Sie den Wildcard-Eintrag oder beschränken Sie ihn auf die Namen, die ihn brauchen.

dmarc-cannot-align = nichts, was { $domain } sendet, kann bestehen: Es gibt weder SPF noch DKIM{ $policy ->
        [none] {""}
       *[other] , und die Richtlinie ist { $policy }
    }
    .why = DMARC besteht, wenn SPF oder DKIM für Ihre Domain besteht. Fehlt beides, kann nichts bestehen.
    .receivers = Bei den Richtlinien quarantine und reject behandeln Empfänger Ihre gesamte E-Mail als gefälscht.
    .fix = Richten Sie zuerst SPF und DKIM ein, dann die Richtlinie.

dmarc-spf-only = p=reject für { $domain } stützt sich allein auf SPF
    .why = Weitergeleitete E-Mail kommt von einem anderen Server und scheitert an SPF. Nur eine DKIM-Signatur übersteht die Weiterleitung; deshalb verbietet der Standard p=reject ohne DKIM.
    .receivers = Empfänger weisen weitergeleitete E-Mail ab.
    .fix = Signieren Sie mit DKIM oder gehen Sie bis dahin auf p=quarantine zurück.

dmarc-reject-with-mailboxes = p=reject für { $domain }, unter der Menschen schreiben
    .why = Mailinglisten verändern E-Mail, und ihre Signatur bricht. Der Standard rät für Domains mit Postfächern von p=reject ab, solange die Berichte nicht über Monate beobachtet wurden.
    .receivers = Manche Empfänger weisen E-Mail ab, die über eine Mailingliste kam. Die meisten Listen schreiben den Absender heute um.
    .fix = Behalten Sie es, wenn die Berichte keine solchen Verluste zeigen, und sagen Sie es den Betroffenen.
