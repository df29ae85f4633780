# DANE für SMTP (RFC 7672). Eine Nachricht je Regel: ihr Wert ist die gezeigte Zeile, ihre Attribute
# das Handbuch.

summary-dane-in-force = { $hosts ->
    [one] der TLSA-Eintrag des MX-Hosts passt
   *[other] TLSA-Einträge passen an allen { $hosts } MX-Hosts
 }
summary-dane-partial = TLSA-Einträge passen an { $matching } von { $hosts } MX-Hosts
summary-dane-unchecked = TLSA-Einträge passen, aber DNSSEC wurde nicht geprüft
summary-dane-broken = TLSA-Einträge sind da, aber Sender, die sie befolgen, können nicht zustellen
summary-dane-insecure = TLSA-Einträge sind da, aber die Zone ist nicht signiert
summary-dane-absent = keine TLSA-Einträge; die Zone ist signiert
summary-dane-unsigned = keine TLSA-Einträge, und DNSSEC fehlt oder wurde nicht geprüft
summary-dane-open = ließ sich nicht mit dem vergleichen, was die MX-Hosts vorweisen
    .not-asked = nicht verglichen: die MX-Hosts wurden nicht gefragt
summary-dane-no-mail = nicht nötig: Die Domain nimmt keine E-Mail an
summary-dane-unknown = konnte nicht abgefragt werden

dane-fields-missing = der Eintrag hat keine vier Felder
    .why = Ein TLSA-Eintrag besteht aus drei Zahlen (Usage, Selector, Matching Type) und den Daten in hexadezimalen Ziffern.
    .receivers = Kein Nameserver lädt einen solchen Eintrag.
    .fix = Schreiben Sie 3 1 1 und den SHA-256 des öffentlichen Schlüssels.

dane-not-a-number = { $text } ist keine Zahl von 0 bis 255
    .why = Usage, Selector und Matching Type sind Zahlen. Namen wie DANE-EE, SPKI und SHA2-256 dienen dazu, über sie zu sprechen.
    .receivers = Die meisten Nameserver laden einen solchen Eintrag nicht.
    .fix = Schreiben Sie die Zahl: 3 für DANE-EE, 2 für DANE-TA; 1 für SPKI, 0 für Cert; 1 für SHA2-256.

dane-data-not-hexadecimal = die Daten bestehen nicht aus ganzen hexadezimalen Oktetten
    .why = Die Daten sind hexadezimale Ziffern, zwei je Oktett, ohne Doppelpunkte und ohne Vorsatz.
    .receivers = Kein Nameserver lädt einen solchen Eintrag.
    .fix = Entfernen Sie alles außer den Ziffern; ist ihre Zahl ungerade, sind welche verloren gegangen.

dane-usage-pkix = Usage { $usage } verlangt zusätzlich eine öffentliche CA, was Sender nicht prüfen
    .why = Usage 0 und 1 setzen voraus, dass alle Sender denselben CAs vertrauen. Zwischen Mailservern gibt es keine solche Liste.
    .receivers = Sender übergehen den Eintrag. Ist er der einzige, verlangen sie TLS und prüfen nichts.
    .fix = Veröffentlichen Sie 3 1 1 mit dem Hash des Server-Schlüssels.

dane-usage-unknown = Usage { $number } ist nicht definiert
    .why = Für E-Mail gibt es Usage 2 (eine CA über dem Zertifikat) und 3 (das Zertifikat selbst).
    .receivers = Sender übergehen den Eintrag.
    .fix = Veröffentlichen Sie 3 1 1 mit dem Hash des Server-Schlüssels.

dane-selector-unknown = Selector { $number } ist nicht definiert
    .why = Es gibt Selector 0 (das ganze Zertifikat) und 1 (sein öffentlicher Schlüssel).
    .receivers = Sender übergehen den Eintrag.
    .fix = Verwenden Sie Selector 1.

dane-matching-unknown = Matching Type { $number } ist nicht definiert
    .why = Es gibt 0 (alle Daten), 1 (SHA-256) und 2 (SHA-512).
    .receivers = Sender übergehen den Eintrag.
    .fix = Verwenden Sie Matching Type 1.

dane-digest-length = { $octets } Oktette passen nicht zu Matching Type { $matching }
    .why = Ein SHA-256 hat 32 Oktette, ein SHA-512 hat 64. Auf Matching Type 0 folgt das ganze Zertifikat oder der ganze Schlüssel, kein Hash.
    .receivers = Sender übergehen den Eintrag, oder er passt nie.
    .fix = Berichtigen Sie den Matching Type, oder berechnen Sie den Hash neu.

dane-full-data = der Eintrag enthält das ganze Zertifikat oder den ganzen Schlüssel ({ $octets } Oktette)
    .why = Matching Type 0 ergibt große Einträge, und große Antworten gehen leichter verloren. Der Hash leistet dasselbe.
    .receivers = Die meisten Sender verwenden ihn, manche sehen ihn nicht.
    .fix = Veröffentlichen Sie stattdessen den SHA-256: Matching Type 1.

dane-whole-certificate = der Hash gilt dem ganzen Zertifikat und ändert sich mit jeder Erneuerung
    .why = Mit Selector 0 passt ein erneuertes Zertifikat nicht mehr, auch wenn der Schlüssel bleibt. Mit Selector 1 passt es.
    .receivers = Solange der Eintrag aktuell ist, nichts. Nach einer Erneuerung stellen Sender mit DANE nichts zu, bis auch der Eintrag geändert ist.
    .fix = Veröffentlichen Sie 3 1 1 mit dem Hash des Schlüssels, und behalten Sie den Schlüssel beim Erneuern des Zertifikats. Oder ändern Sie den Eintrag vor jeder Erneuerung.

dane-not-published = kein TLSA-Eintrag, obwohl die Zone signiert ist
    .why = DNSSEC ist da; ein Eintrag mehr, und Sender verlangen TLS mit Ihrem Zertifikat.
    .receivers = Sender mit DANE verwenden TLS, wenn es angeboten wird, und prüfen nichts.
    .fix = Veröffentlichen Sie 3 1 1 mit dem Hash des Schlüssels von { $host }. Ändern Sie ihn, wann immer sich der Schlüssel ändert.

dane-misplaced-at-domain = der TLSA-Eintrag steht bei { $wrong }, wo niemand nachsieht
    .why = Sender sehen beim Namen des MX-Hosts nach, nicht bei der Domain der Adressen.
    .receivers = Kein Sender findet den Eintrag.
    .fix = Veröffentlichen Sie ihn bei { $right }.

dane-wrong-port = TLSA-Einträge stehen bei { $wrong }, bei { $right } aber keiner
    .why = E-Mail zwischen Servern geht an Port 25. Einträge für andere Ports sind für Mailprogramme, und die sehen kaum je danach.
    .receivers = Sender finden keinen Eintrag für Port 25.
    .fix = Veröffentlichen Sie den Eintrag auch für Port 25.

dane-some-hosts-without = { $host } hat keinen TLSA-Eintrag, andere MX-Hosts haben einen
    .why = Wer Sender von den anderen fernhält, bekommt die E-Mail hier zugestellt, mit welchem Zertifikat auch immer.
    .receivers = Sender verlangen TLS bei den anderen und hier nicht.
    .fix = Veröffentlichen Sie für jeden MX-Host einen Eintrag.

dane-dnssec-not-checked = DNSSEC wurde nicht geprüft
    .why = TLSA-Einträge zählen nur in einer signierten Zone. Eine Zonendatei sagt nichts über Signaturen, und der befragte Resolver validiert nicht.
    .receivers = In einer signierten Zone befolgen Sender die Einträge, in einer unsignierten sehen sie nicht nach.
    .fix = Prüfen Sie mit einem Resolver, der validiert.

dane-mx-insecure = TLSA-Einträge von { $hosts } sind signiert, die MX-Einträge von { $domain } nicht
    .why = Wer die MX-Antwort fälscht, lenkt die E-Mail an einen anderen Host, an allen TLSA-Einträgen vorbei.
    .receivers = Manche Sender verwenden die Einträge trotzdem, andere nicht.
    .fix = Signieren Sie die Zone der Domain.

dane-addresses-insecure = TLSA-Einträge von { $host } sind signiert, seine Adressen nicht
    .why = Sender suchen TLSA-Einträge nur, wo die Adressen signiert sind. Meist ist der Name ein Alias in eine unsignierte Zone.
    .receivers = Sender sehen nicht nach den Einträgen.
    .fix = Lassen Sie den MX-Eintrag einen Host nennen, dessen Adressen in einer signierten Zone stehen.

dane-tlsa-insecure = TLSA-Einträge von { $host } stehen in einer unsignierten Zone
    .why = Ohne DNSSEC kann jeder auf dem Weg die Einträge fälschen oder entfernen.
    .receivers = Sender befolgen sie nicht.
    .fix = Signieren Sie die Zone, und lassen Sie den DS-Eintrag in der Zone darüber veröffentlichen. Sonst entfernen Sie die Einträge.

dane-alias-insecure = TLSA-Einträge von { $host } führen zu { $target } in einer unsignierten Zone
    .why = Eine Antwort ist so sicher wie ihr schwächster Teil. Hinter einem Alias in eine unsignierte Zone ist nichts mehr sicher.
    .receivers = Sender befolgen die Einträge nicht.
    .fix = Legen Sie die Einträge in eine signierte Zone.

dane-denial-bogus = die Antwort zu TLSA-Einträgen von { $host } besteht die DNSSEC-Prüfung nicht
    .why = Sender mit DANE fragen bei jedem Host in einer signierten Zone nach TLSA-Einträgen. Ein Nameserver, der nicht beweisen kann, dass es keine gibt, oder dessen Signaturen abgelaufen sind, hält sie auf.
    .receivers = Sender mit DANE stellen an diesen Host nicht zu. E-Mail wartet und kommt nach Tagen zurück.
    .fix = Sehen Sie sich die Zone mit einem DNSSEC-Werkzeug an. Oft antwortet ein Nameserver falsch auf Namen, die es nicht gibt; er braucht eine neuere Version.

dane-none-usable = von { $count } TLSA-Einträgen von { $host } ist keiner zu gebrauchen
    .why = Es gibt Einträge, also verlangen Sender TLS; keiner sagt, welches Zertifikat das richtige ist.
    .receivers = Sender verlangen TLS und nehmen jedes Zertifikat an.
    .fix = Veröffentlichen Sie 3 1 1 mit dem Hash des Server-Schlüssels, und entfernen Sie die anderen.

dane-starttls-missing = { $host } hat TLSA-Einträge und bietet kein STARTTLS an
    .why = Ein TLSA-Eintrag verspricht TLS. Wird es nur manchen Sendern angeboten, wie es manche Filter tun, ist das Versprechen für die anderen gebrochen.
    .receivers = Sender mit DANE stellen an diesen Host nicht zu. E-Mail wartet und kommt nach Tagen zurück.
    .fix = Bieten Sie STARTTLS jedem an, oder entfernen Sie die TLSA-Einträge.

dane-no-match = kein TLSA-Eintrag passt zum Zertifikat von { $host }
    .why = Meist wurde das Zertifikat mit einem neuen Schlüssel erneuert, und der Eintrag enthält noch den alten.
    .receivers = Sender mit DANE stellen an diesen Host nicht zu. E-Mail wartet und kommt nach Tagen zurück.
    .fix = Veröffentlichen Sie 3 1 1 mit dem Hash des verwendeten Schlüssels neben dem alten Eintrag, und entfernen Sie den alten, wenn seine TTL abgelaufen ist. Behalten Sie beim Erneuern den Schlüssel.

dane-trust-anchor-not-presented = { $host } schickt die CA nicht mit, die sein TLSA-Eintrag nennt
    .why = Bei Usage 2 muss der Host das Zertifikat der CA mitschicken, auch wenn es eine Wurzel ist. Sender haben keine eigene Kopie davon.
    .receivers = Sender mit DANE stellen an diesen Host nicht zu. E-Mail wartet und kommt nach Tagen zurück.
    .fix = Nehmen Sie das Zertifikat der CA in die Kette auf, die der Server schickt, oder veröffentlichen Sie 3 1 1 mit dem Hash des Server-Schlüssels.

dane-trust-anchor-chain = { $reason ->
    [name] die CA stimmt, aber das Zertifikat von { $host } gilt für einen anderen Namen
    [expired] die CA stimmt, aber das Zertifikat von { $host } ist abgelaufen
    [not-yet-valid] die CA stimmt, aber das Zertifikat von { $host } gilt noch nicht
    [no-authority] das Zertifikat von { $host } ist mit einem ausgestellt, das keine CA ist: ihm fehlt CA oder die Verwendung zum Signieren von Zertifikaten
   *[unrelated] die CA, die { $host } mitschickt, hat sein Zertifikat nicht ausgestellt
 }
    .why = Bei Usage 2 muss das Zertifikat von der CA ausgestellt und gültig sein und für den MX-Host oder die Domain gelten.
    .receivers = Sender mit DANE stellen an diesen Host nicht zu. E-Mail wartet und kommt nach Tagen zurück.
    .fix = Besorgen Sie ein passendes Zertifikat von der CA, oder veröffentlichen Sie 3 1 1 mit dem Hash des Server-Schlüssels: Dann sind Namen und Daten ohne Bedeutung.

dane-sha512-only = alle TLSA-Einträge von { $host } sind SHA-512
    .why = SHA-256 ist der Hash, den jeder kennen muss. Er ist stark genug.
    .receivers = Ein Sender ohne SHA-512 verlangt TLS und prüft nichts.
    .fix = Veröffentlichen Sie die Einträge mit Matching Type 1.

dane-record-stale = ein TLSA-Eintrag von { $host } passt zu nichts: { $record }
    .why = Während eines Schlüsselwechsels stehen beide Einträge da. Später ist der alte übrig, und wer den alten Schlüssel hat, könnte ihn noch verwenden.
    .receivers = Sender richten sich nach dem Eintrag, der passt.
    .fix = Ist er nicht für den nächsten Schlüssel gedacht, entfernen Sie ihn.
