# TLS-Berichte (RFC 8460). Eine Nachricht je Regel: ihr Wert ist die gezeigte Zeile, ihre Attribute
# das Handbuch.

summary-tls-rpt-in-force = Berichte gehen an { $rua }
summary-tls-rpt-broken = ein Eintrag ist da, aber kein Bericht kann ankommen
summary-tls-rpt-absent = kein Eintrag: gescheitertes TLS bleibt unbemerkt
summary-tls-rpt-no-mail = nicht nötig: Die Domain nimmt keine E-Mail an
summary-tls-rpt-unknown = konnte nicht abgefragt werden

tls-rpt-version-not-first = der Eintrag beginnt nicht mit v=TLSRPTv1
    .why = Ein Eintrag für TLS-Berichte beginnt genau mit „v=TLSRPTv1;“, in dieser Schreibweise und ohne etwas davor.
    .receivers = Sender verwerfen einen Eintrag, der anders beginnt. Es kommt kein Bericht.
    .fix = Lassen Sie den Eintrag mit v=TLSRPTv1; beginnen.

tls-rpt-semicolon-missing = nach v=TLSRPTv1 fehlt das Semikolon
    .why = Die Auswahlregel verlangt „v=TLSRPTv1;“. Felder werden durch Semikolons getrennt, nicht durch Leerzeichen.
    .receivers = Sender verwerfen den Eintrag. Es kommt kein Bericht.
    .fix = Setzen Sie ein Semikolon hinter v=TLSRPTv1.

tls-rpt-space-before-delimiter = Leerraum vor dem ersten Semikolon
    .why = Die Grammatik erlaubt Leerraum vor einem Semikolon, die Auswahlregel verlangt aber „v=TLSRPTv1;“ ohne Lücke.
    .receivers = Sender, die die Regel wörtlich nehmen, sehen keinen Eintrag; andere nehmen ihn an.
    .fix = Entfernen Sie den Leerraum vor dem ersten Semikolon.

tls-rpt-space-around-equals = Leerraum um das Gleichheitszeichen
    .why = Die Grammatik dieses Eintrags kennt name=wert ohne Leerraum, anders als die von DKIM und DMARC.
    .receivers = Strenge Sender halten den Eintrag für ungültig und schicken nichts.
    .fix = Entfernen Sie den Leerraum um das Gleichheitszeichen.

tls-rpt-rua-missing = der Eintrag nennt kein Ziel für Berichte
    .why = rua ist Pflicht: Ohne rua gibt es keinen Ort, an den ein Bericht gehen könnte.
    .receivers = Sender halten den Eintrag für ungültig und schicken nichts.
    .fix = Ergänzen Sie rua=mailto: und ein Postfach, das gelesen wird, etwa tlsrpt@ Ihrer Domain.

tls-rpt-rua-repeated = rua steht zweimal im Eintrag
    .why = Der Standard kennt ein rua mit einer durch Kommas getrennten Liste. Was ein zweites bedeutet, sagt er nicht.
    .receivers = Manche nehmen das erste, manche das letzte, manche keines.
    .fix = Schreiben Sie alle Adressen in ein rua, durch Kommas getrennt.

tls-rpt-rua-no-scheme = an { $address } kommt kein Bericht: mailto: fehlt
    .why = rua enthält URIs, und eine URI beginnt mit ihrem Schema. Eine bloße Adresse ist keine.
    .receivers = Sender finden keine brauchbare Adresse und schicken nichts.
    .fix = Setzen Sie mailto: vor die Adresse.

tls-rpt-rua-scheme-unsupported = über { $scheme } lassen sich keine Berichte schicken
    .why = TLS-Berichte kennen zwei Wege: mailto: und https:.
    .receivers = Sender übergehen eine Adresse mit anderem Schema.
    .fix = Verwenden Sie eine Adresse mit mailto: oder https:.

tls-rpt-rua-malformed = { $uri } ist keine Adresse für Berichte
    .why = Ein Eintrag in rua ist eine URI: mailto: und unmittelbar danach eine Adresse in ASCII, oder https:// und ein Host. Komma, Ausrufezeichen und Semikolon darin werden prozentkodiert.
    .receivers = Sender übergehen, was sie nicht lesen können; bleibt nichts übrig, schicken sie nichts.
    .fix = Schreiben Sie die Adresse als mailto:name@example.com.

tls-rpt-rua-size-suffix = eine Größengrenze gehört nicht zu TLS-Berichten
    .why = Grenzen wie !10m gab es bei DMARC. Hier darf ein Ausrufezeichen nicht in der Adresse stehen.
    .receivers = Sender halten die Grenze für einen Teil der Adresse, und die Zustellung scheitert.
    .fix = Entfernen Sie das Ausrufezeichen und was darauf folgt.

tls-rpt-field-unknown = { $field } ist kein Feld der TLS-Berichte
    .why = Der Standard kennt v und rua. Andere Namen sind für spätere Erweiterungen frei und werden übergangen.
    .receivers = Sender übergehen das Feld.
    .fix = Berichtigen Sie den Namen oder entfernen Sie das Feld.

tls-rpt-semicolon-repeated = zwei Semikolons hintereinander
    .why = Semikolons trennen Felder; hinter jedem außer dem letzten steht eines.
    .receivers = Strenge Sender verwerfen den ganzen Eintrag.
    .fix = Entfernen Sie das zweite Semikolon.

tls-rpt-not-a-field = { $text } ist kein Feld
    .why = Nach der Version folgt nur name=wert, durch Semikolons getrennt.
    .receivers = Strenge Sender verwerfen den ganzen Eintrag.
    .fix = Entfernen Sie es oder schreiben Sie es als name=wert.

tls-rpt-record-missing = kein Eintrag für TLS-Berichte
    .why = Scheitert TLS zu Ihren Mailservern oder ist Ihre MTA-STS-Richtlinie nicht lesbar, weiß das nur der Sender. TLS-Berichte bitten ihn, es Ihnen zu sagen.
    .receivers = Die großen Sender schicken jeder Domain, die darum bittet, einen Bericht am Tag.
    .fix = Veröffentlichen Sie den Eintrag; das Postfach muss nur gelesen werden.

tls-rpt-several-records = { $count } Einträge, wo nur einer stehen darf
    .why = Genau ein Eintrag darf mit v=TLSRPTv1; beginnen. Bei mehreren zählt keiner.
    .receivers = Sender verhalten sich, als gäbe es keine TLS-Berichte.
    .fix = Behalten Sie einen Eintrag und schreiben Sie alle Adressen in dessen rua.

tls-rpt-wrong-owner = der Eintrag steht bei { $wrong }, wo niemand nachsieht
    .why = Sender fragen bei _smtp._tls unter der Domain, die Labels in dieser Reihenfolge.
    .receivers = Kein Sender findet den Eintrag.
    .fix = Veröffentlichen Sie ihn bei { $right }.

tls-rpt-ttl-short = Resolver vergessen den Eintrag nach { $seconds } Sekunden
    .why = Wer unterwegs TLS unterdrückt, unterdrückt auch die Antwort, die um Berichte bittet. Sender, die den Eintrag noch im Cache haben, schicken trotzdem einen.
    .receivers = Sender fragen nach dieser Zeit erneut nach dem Eintrag.
    .fix = Geben Sie dem Eintrag eine TTL von einem Tag, oder signieren Sie die Zone.
