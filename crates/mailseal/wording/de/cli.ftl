# Die Kommandozeile: Hilfe, Überschriften, Tippfehler und die Fehler, die einen Befehl beenden.

cli-about = Versiegelt eine Mail-Domain: bringt SPF, DKIM, DMARC, MTA-STS, TLS-RPT und DANE in Ordnung und hält sie darin.
cli-after =
    Rückgabewert: 0 nichts ab --fail-on, 1 Befunde, 2 Aufruf oder Einrichtung, 3 nicht prüfbar.

    Zum Anfang: mailseal check example.com        jede Domain, auch eine fremde
                mailseal add example.com          ihre Schlüssel und Einträge erzeugen
                mailseal explain                  jeder Befund mit seinem Handbuch
cli-heading-usage = Aufruf:
cli-heading-commands = Befehle
cli-heading-options = Optionen
cli-heading-arguments = Argumente
cli-value-command = BEFEHL

cli-add = Nimmt eine Domain auf: erzeugt ihre DKIM-Schlüssel und legt ihre Einträge fest. Ändert nichts im DNS.
cli-list = Listet die aufgenommenen Domains.
cli-show = Zeigt, was zu einer Domain gespeichert ist. Private Schlüssel werden nie gezeigt.
cli-records = Gibt die zu veröffentlichenden Einträge aus.
cli-remove = Vergisst eine Domain und ihre privaten Schlüssel. Ändert nichts im DNS.
cli-check = Prüft eine Domain live und sagt, was nicht stimmt und wie es behoben wird.
cli-lint = Sagt, was an einem Eintrag nicht stimmt, ohne etwas abzufragen.
    .more =
        Beispiele: mailseal lint dmarc 'v=DMARC1; p=reject; rua=mailto:dmarc@example.com'
                   mailseal lint mta-sts-policy - < mta-sts.txt
cli-explain = Das Handbuch eines Befunds; ohne Kennung die Liste aller.
cli-spf = Was SPF zu Mail von einer Adresse sagt, mit dem Baum der Abfragen.
cli-dmarc = Welche DMARC-Richtlinie für einen Namen gilt und wo sie gefunden wurde.
cli-flatten = Schreibt die Includes eines SPF-Eintrags als Netze aus und beweist, dass keine Adresse anders beurteilt wird.
cli-completions = Gibt ein Vervollständigungsskript für eine Shell aus.
cli-man = Gibt die Handbuchseite aus oder schreibt eine je Befehl.

cli-arg-help = Diese Hilfe ausgeben
cli-arg-version = Die Version ausgeben
cli-arg-data-dir = Wo Domains und Schlüssel liegen [Vorgabe: $XDG_DATA_HOME/mailseal]
cli-arg-master-key = Die Schlüsseldatei, die private Schlüssel verschlüsselt [Vorgabe: master.key im Datenverzeichnis]
cli-arg-lang = Die Sprache: en oder de [Vorgabe: aus LC_ALL, LC_MESSAGES oder LANG]
cli-arg-color = Wann Farben: auto, always oder never; NO_COLOR wird beachtet
cli-arg-verbose = Auch zeigen, was in Ordnung ist, und die Belege
cli-arg-quiet = Nur Probleme zeigen

cli-arg-domain = Die Domain
cli-arg-mx = Ein Mailserver der Domain; für mehrere wiederholen [Vorgabe: die vorhandenen MX-Einträge]
cli-arg-report-to = Das Postfach für DMARC- und TLS-Berichte [Vorgabe: dmarc@ und tlsrpt@ die Domain]
cli-arg-selector = Der DKIM-Selektor [Vorgabe: s und e mit Jahr und Monat]
cli-arg-spf = Ein Term des SPF-Eintrags, etwa include:_spf.example.net; für mehrere wiederholen [Vorgabe: mx]
cli-arg-add-dmarc = Die DMARC-Stufe zu Beginn: none, quarantine-test, quarantine, reject-test, reject [Vorgabe: none]
cli-arg-add-parked = Die Domain sendet und empfängt keine Mail
cli-arg-format = Ausgabeform: text oder json
cli-arg-records-format = Ausgabeform: table, zone, json, dnscontrol, octodns oder terraform
cli-arg-check-format = Ausgabeform: text, json, ndjson, sarif oder junit
cli-arg-lint-format = Ausgabeform: text, json, ndjson, sarif oder junit
cli-arg-provider = Werte so zeigen, wie das Formular dieses DNS-Anbieters sie will [Vorgabe: an den Nameservern erkannt]
cli-arg-yes = Ohne Rückfrage ausführen
cli-arg-domains = Die Domains
cli-arg-from = Domains aus einer Datei lesen, eine je Zeile; - ist die Standardeingabe
cli-arg-parallel = Wie viele Domains zugleich geprüft werden [Vorgabe: 64]
cli-arg-check-selector = Ein DKIM-Selektor, der geprüft werden soll; für mehrere wiederholen. Erraten lassen sie sich nicht
cli-arg-check-parked = Eine Domain ohne Mail erwarten
cli-arg-only = Nur diese Teile ansehen: spf, dkim, dmarc, mta-sts, tls-rpt, dane, mail
cli-arg-fail-on = Ab welchem Schweregrad der Rückgabewert 1 ist: info, low, medium, high, critical oder never [Vorgabe: medium]
cli-arg-ignore = Eine Liste auszulassender Befunde, jeder mit Grund und Ende
cli-arg-kind = Was es ist: spf, dkim, selector, dmarc, dmarc-report, mta-sts, mta-sts-policy, tls-rpt oder tlsa
cli-arg-record = Der Eintrag; - oder nichts liest die Standardeingabe
cli-arg-owner = Der Name, an dem er steht, falls bekannt
cli-arg-ids = Kennungen von Befunden, etwa spf/too-many-lookups
cli-arg-ip = Die Adresse, von der die Mail kommt
cli-arg-mail-from = Der Umschlagabsender [Vorgabe: postmaster@ die Domain]; <> ist der leere Absender
cli-arg-helo = Der Name, mit dem sich der Client meldet [Vorgabe: die Domain]
cli-arg-what-if = Diesen Eintrag anstelle des veröffentlichten auswerten
cli-arg-name = Der Name im From-Feld
cli-arg-flatten-record = Diesen Eintrag ausschreiben [Vorgabe: den veröffentlichten]
cli-arg-shell = Die Shell: bash, elvish, fish, powershell oder zsh
cli-arg-out-dir = Je Befehl eine Handbuchseite in dieses Verzeichnis schreiben

cli-arg-dns = Diesen Server fragen: IP, IP:PORT, tls://IP oder https://HOST/dns-query; für mehrere wiederholen
cli-arg-authoritative = Jeden autoritativen Server der Zone direkt fragen
cli-arg-zone = Diese Zonendatei über das DNS legen; für mehrere wiederholen
cli-arg-offline = Nichts abfragen: Namen außerhalb der Zonendateien gibt es nicht
cli-arg-save = Alle Antworten in diese Datei schreiben
cli-arg-replay = Die Antworten aus einer Datei nehmen, die --save geschrieben hat
cli-arg-allow-private = Auch zu privaten Adressen verbinden
cli-arg-ca = Auch den Zertifikaten in dieser Datei vertrauen; für mehrere wiederholen
cli-arg-timeout = Wie viele Sekunden eine Domain dauern darf [Vorgabe: 30]

usage-no-value = { $argument } braucht einen Wert: { $valid }
usage-invalid-value = { $given } ist kein Wert für { $argument }: möglich sind { $valid }
usage-value-validation = { $given } ist kein Wert für { $argument }
usage-unknown-argument = { $given } ist hier keine Option
usage-unknown-verb = einen Befehl { $given } gibt es nicht
usage-conflict = { $given } geht nicht zusammen mit { $other }
usage-missing = es fehlt: { $given }
usage-no-verb = es fehlt ein Befehl
usage-not-utf8 = ein Argument ist kein UTF-8
usage-values = { $argument } hat zu viele oder zu wenige Werte
usage-other = die Kommandozeile ist nicht lesbar
usage-suggestion = Meinten Sie { $suggested }?
usage-help = Hilfe gibt mailseal --help.

error = Fehler: { $text }
error-domain = { $domain } ist kein Domainname: { $reason }
    .next = Geben Sie einen Namen wie example.com an, ohne Schema, Postfach oder Leerzeichen.
error-selector = { $selector } ist kein DKIM-Selektor
    .next = Geben Sie den Teil vor ._domainkey an, etwa s1.
error-read = { $file } ist nicht lesbar: { $reason }
    .next = Prüfen Sie den Pfad und seine Rechte.
error-write = { $file } ist nicht schreibbar: { $reason }
    .next = Prüfen Sie den Pfad, seine Rechte und den freien Platz.
error-too-large = { $file } ist größer als { $limit } Bytes
    .next = Ist es die richtige Datei?
error-no-record = es ist kein Eintrag zu lesen
    .next = Geben Sie ihn als Argument oder über die Standardeingabe.
error-zone-file = { $file }, Zeile { $line }: { $reason }
    .next = Berichtigen Sie die Zeile; named-checkzone oder kzonecheck nennen dieselbe.
error-no-such-rule = einen Befund { $id } gibt es nicht
    .next = mailseal explain listet alle Kennungen.
error-domain-list = { $file }, Zeile { $line }: { $domain } ist kein Domainname: { $reason }
    .next = Eine Domain je Zeile; Zeilen mit # am Anfang werden übergangen.
error-ignore-file = { $file }: { $reason }
    .next = Jedes [[ignore]] hat id, reason und until = "JJJJ-MM-TT" und darf domain haben.
error-answers-file = { $file }: { $reason }
    .next = Es muss eine Datei sein, die --save dieser oder einer älteren Version geschrieben hat.
error-replay-incomplete = { $file } hat keine Antwort auf { $question }
    .next = Wiederholen Sie mit derselben Domain und denselben Optionen wie beim Speichern.
error-server = { $server } ist kein DNS-Server: { $reason }
    .next = Geben Sie IP, IP:PORT, tls://IP oder https://HOST/dns-query an.
error-network = die Netzseite konnte nicht starten: { $reason }
    .next = Prüfen Sie /etc/resolv.conf oder nennen Sie einen Server mit --dns.
error-store = { $reason }
    .next = Prüfen Sie das Datenverzeichnis oder nennen Sie ein anderes mit --data-dir.
error-unknown-domain = { $domain } wurde nicht aufgenommen
    .next = mailseal add { $domain } nimmt sie auf; mailseal list zeigt, was da ist.
error-domain-exists = { $domain } wurde schon aufgenommen
    .next = mailseal show { $domain } zeigt sie.
error-provider = einen Anbieter { $provider } gibt es nicht
    .next = Bekannt sind: { $known }
error-address = { $address } ist kein Postfach
    .next = Geben Sie eine Adresse wie dmarc@example.com an.
error-spf-term = { $term } ist kein SPF-Term, der sich aufnehmen lässt
    .next = Geben Sie einen Term wie ip4:192.0.2.1, include:_spf.example.net oder mx an.
error-drive = die Prüfung kam nicht zu einem Ende: { $reason }
    .next = Bitte melden Sie das mit der Datei, die --save schreibt.
error-drive-domain = { $domain }: die Prüfung kam nicht zu einem Ende: { $reason }
    .next = Bitte melden Sie das mit der Datei, die --save schreibt.
error-not-asked = { $what } braucht eine Antwort, und es ist kein Terminal da
    .next = Mit --yes geht es ohne Rückfrage weiter.
error-declined = es wurde nichts geändert
    .next = Mit --yes geht es ohne Rückfrage weiter.
error-mx-unknown = die MX-Einträge von { $domain } waren nicht zu erfahren: { $reason }
    .next = Nennen Sie die Mailserver mit --mx.
error-save-several = --save behält die Antworten einer Domain
    .next = Prüfen Sie die Domains einzeln oder lassen Sie --save weg.
error-records = die Einträge lassen sich nicht erzeugen: { $reason }
    .next = mailseal show sagt, was zur Domain gespeichert ist.
