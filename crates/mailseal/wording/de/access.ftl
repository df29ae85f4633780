# Zugänge zu den Orten, an denen Zonen geschrieben werden.

error-no-access = es gibt keinen Zugang { $name }
    .next = mailseal access list zeigt die vorhandenen; mailseal access add legt einen an.
reason-damage-access = die Geheimnisse des Zugangs { $name } lassen sich nicht entschlüsseln

reason-access-equal = der Zugang { $other } nennt { $zone } genauso genau
reason-access-name = ein Name hat Buchstaben, Ziffern, „-“, „_“ und „.“, beginnt mit Buchstabe oder Ziffer und hat höchstens 64 Zeichen
reason-access-unknown-field = { $provider } hat kein Feld { $name }
reason-access-missing-setting = { $provider } braucht die Einstellung { $name }
reason-access-missing-secret = { $provider } braucht das Geheimnis { $name }
reason-access-in-the-open = { $name } ist ein Geheimnis und wird nicht als Einstellung angegeben
reason-access-no-secret = { $name } ist eine Einstellung und wird nicht als Geheimnis angegeben
reason-access-empty = { $name } ist leer
reason-access-too-long = { $name } ist länger als { $limit } Oktette
reason-access-character = { $name } enthält ein Zeichen, das dort nicht vorkommen kann
reason-access-no-zone = es ist keine Zone genannt
reason-access-too-many-zones = es sind zu viele Zonen genannt
reason-value-no-address = { $name } ist keine Adresse eines Servers wie 192.0.2.1 oder [2001:db8::1]:53
reason-value-no-name = { $name } ist kein Name
reason-value-no-algorithm = { $name } ist keines von hmac-sha256, hmac-sha384 und hmac-sha512
reason-value-no-base64 = { $name } ist kein Base64
reason-value-too-long = { $name } ist zu lang
reason-value-no-choice = { $name } ist keines der Wörter, die dort stehen können
reason-value-no-id = { $name } ist keine Kennung
reason-value-no-key-file = { $name } ist nicht die Schlüsseldatei eines Dienstkontos (JSON)
reason-api-base = url ist keine URL einer Schnittstelle wie https://api.example.com/v1
reason-api-plain-http = url beginnt mit http: und führt zu einem anderen Rechner; die Zugangsdaten gingen unverschlüsselt dorthin
reason-api-credential = die Zugangsdaten enthalten Zeichen, die dort nicht vorkommen; vielleicht wurden sie falsch eingefügt
reason-api-old-credential = die Zugangsdaten gehören zu einer älteren Schnittstelle dieses Anbieters; legen Sie neue in dessen heutiger Konsole an
reason-place-no-zones = { $provider } ist ein Mailserver und führt keine Zonen

cli-access = Wie Zonen geschrieben werden: Zugänge zu Nameservern und Anbietern, deren Zugangsdaten verschlüsselt gespeichert sind.
    .more =
        Beispiel: mailseal access add main --provider rfc2136 --zone example.com \
                    --set server=192.0.2.1 --set key-name=mailseal --secret key-secret=file:tsig.secret
cli-access-add = Speichert einen Zugang. Geheimnisse kommen aus Datei, Umgebung oder Standardeingabe, nie von der Befehlszeile.
    .more =
        Felder (Einstellungen mit --set, Geheimnisse mit --secret, [ ] darf fehlen):
          rfc2136     server, key-name, [key-algorithm]; geheim: key-secret
          cloudflare  [url]; geheim: token
          hetzner     [url]; geheim: token
          ionos       [url]; geheim: api-key
          ovh         [url]; geheim: application-key, application-secret, consumer-key
          powerdns    url, [server-id], [plain-http]; geheim: api-key
          google      [url], project, managed-zone; geheim: service-account
          azure       [url], tenant-id, subscription-id, resource-group, client-id; geheim: client-secret
          route53     [url], hosted-zone-id, [region], access-key-id; geheim: secret-access-key, [session-token]
          desec       [url]; geheim: token
          mailcow     url; geheim: api-key
cli-access-list = Listet die Zugänge auf. Geheimnisse werden nie gezeigt.
cli-access-remove = Entfernt einen Zugang und seine Geheimnisse endgültig.
cli-access-test = Liest eine Zone über einen Zugang und sagt, was dabei herauskam. Schreibt nichts.
cli-arg-access-file = Eine TOML-Datei mit Zugängen für diesen Lauf, die vor den gespeicherten gelten; Geheimnisse darin als env:VARIABLE oder file:PFAD
cli-arg-access-add-name = Ein Name Ihrer Wahl für den Zugang
cli-arg-access-remove-name = Der Name des Zugangs
cli-arg-access-test-name = Der Name des Zugangs
cli-arg-access-add-provider = Was dort ist: rfc2136, cloudflare, hetzner, ionos, ovh, powerdns, google, azure, route53, desec oder mailcow
cli-arg-access-add-zone = Eine Zone, für die er gilt, samt allem darunter; für mehrere wiederholen. Von mehreren Zugängen gilt der genaueste
cli-arg-access-test-zone = Die Zone, die gelesen wird [Vorgabe: die, für die er gilt]
cli-arg-all-zones = Er gilt für jede Zone, die kein anderer Zugang nennt
cli-arg-set = Eine Einstellung, NAME=WERT; für mehrere wiederholen
cli-arg-secret = Ein Geheimnis, NAME=file:PFAD, NAME=env:VARIABLE oder NAME=- für die Standardeingabe; für mehrere wiederholen
cli-arg-replace = An die Stelle eines gleichnamigen Zugangs treten, etwa mit neuen Zugangsdaten
cli-value-setting = NAME=WERT
cli-value-secret = NAME=QUELLE
cli-value-zone = ZONE

access-added-next = Gespeichert, Geheimnisse verschlüsselt. mailseal access test { $name } liest damit eine Zone.
access-added-mail-next = Gespeichert, Geheimnisse verschlüsselt.
access-all-zones = jede Zone, die kein anderer Zugang nennt
access-list-empty = Es gibt noch keinen Zugang.
access-list-next = mailseal access add legt einen an; mailseal plan --instructions sagt, was von Hand einzugeben ist.
access-removed = Der Zugang { $name } und seine Geheimnisse sind entfernt. Widerrufen Sie die Zugangsdaten dort, wo sie angelegt wurden, wenn nichts anderes sie benutzt.
access-read =
    { $count ->
        [0] vorhanden und lesbar; am Apex steht kein TXT-Eintrag
        [one] vorhanden und lesbar; am Apex steht ein TXT-Eintrag
       *[other] vorhanden und lesbar; am Apex stehen { $count } TXT-Einträge
    }
access-not-written = Ob die Zugangsdaten auch schreiben dürfen, wird nicht ausprobiert: Es wurde nichts geändert. Das zeigt das erste apply, und abgelehnt ändert es nichts.

access-field-base = andere Basis der Schnittstelle, für einen Proxy dazwischen
access-field-server = Adresse des primären Nameservers, mit :PORT, wenn es nicht 53 ist
access-field-key-name = Name des TSIG-Schlüssels
access-field-key-algorithm = Algorithmus des Schlüssels: hmac-sha256 (ohne Angabe), hmac-sha384 oder hmac-sha512
access-field-key-secret = Geheimnis des Schlüssels, Base64
access-field-cloudflare-token = API-Token mit DNS:Edit und Zone:Read für die Zone
access-field-hetzner-token = API-Token der Console, Lesen & Schreiben
access-field-ionos-key = API-Schlüssel, beide Teile mit dem Punkt dazwischen
access-field-ovh-url = Basis der Schnittstelle; ohne Angabe die für Europa
access-field-ovh-key = Application Key
access-field-ovh-secret = Application Secret
access-field-ovh-consumer = Consumer Key
access-field-powerdns-url = Basis der HTTP-Schnittstelle des Servers
access-field-powerdns-server = Name des Servers in seiner Schnittstelle, meist localhost
access-field-plain-http = „anywhere“, wenn http: ohne TLS zu einem anderen Rechner erlaubt ist
access-field-powerdns-key = API-Schlüssel des Servers
access-field-google-project = Projekt, das die Zone hat
access-field-google-zone = Name der verwalteten Zone
access-field-google-account = Schlüsseldatei des Dienstkontos, JSON
access-field-azure-tenant = Mandant der Anwendung
access-field-azure-subscription = Abonnement, das die Zone hat
access-field-azure-group = Ressourcengruppe, die die Zone hat
access-field-azure-client = Kennung der Anwendung
access-field-azure-secret = Geheimnis der Anwendung
access-field-aws-zone = Kennung der Hosted Zone
access-field-aws-region = Region, wo sie eine Rolle spielt
access-field-aws-key-id = Kennung des Zugriffsschlüssels
access-field-aws-secret = Geheimnis des Zugriffsschlüssels
access-field-aws-session = Token einer befristeten Sitzung
access-field-desec-token = Token mit einer Regel für die Domain
access-field-mailcow-url = wo die mailcow ist
access-field-mailcow-key = API-Schlüssel, der lesen und schreiben darf

error-access-name = { $name } ist kein Name für einen Zugang: { $reason }
    .next = Wählen Sie einen anderen Namen, etwa main.
error-access-exists = es gibt schon einen Zugang { $name }
    .next = --replace setzt diesen an seine Stelle; mailseal access list zeigt ihn.
error-access-fields = der Zugang { $name } ist nicht zu gebrauchen: { $reason }
    .next = Felder von { $provider }: { $known }. Einstellungen gibt man mit --set an, Geheimnisse mit --secret NAME=file:PFAD, env:VARIABLE oder -.
error-access-file = { $file }, Zeile { $line }: { $reason }
    .next = Jedes [NAME] hat provider, zones, set und secret; docs/providers.md zeigt eine ganze Datei.
error-access-no-zones = der Zugang { $name } führt zu { $provider }, und dort gibt es keine Zonen
    .next = Nennen Sie einen Zugang zu einem Ort mit Zonen; mailseal access list zeigt sie.
error-access-other-zone = der Zugang { $name } gilt nicht für { $zone }
    .next = Nennen Sie eine Zone, für die er gilt, oder geben Sie ihm diese mit mailseal access add --replace.
error-access-which-zone = der Zugang { $name } gilt für jede Zone, also muss eine genannt sein
    .next = mailseal access test { $name } example.com
error-setting-form = eine Einstellung ist nicht als NAME=WERT angegeben
    .next = Zum Beispiel --set server=192.0.2.1
error-secret-form = ein Geheimnis ist nicht als NAME=QUELLE angegeben; was eingegeben wurde, wird nicht wiederholt, denn es könnte das Geheimnis sein
    .next = Nennen Sie, wo es steht: --secret token=file:PFAD, token=env:VARIABLE oder token=- für die Standardeingabe. Wurde das Geheimnis selbst eingegeben, steht es im Verlauf der Shell: Legen Sie ein neues an.
error-secret-stdin = die Standardeingabe liefert nur ein Geheimnis
    .next = Nehmen Sie für die anderen file:PFAD oder env:VARIABLE.
error-secret-too-large = { $file } ist größer als { $limit } Oktette
    .next = Ist es die richtige Datei? Ein Geheimnis ist ein Token, ein Schlüssel oder eine Schlüsseldatei.
error-field-twice = { $name } steht zweimal da
    .next = Geben Sie es einmal an.
error-variable = die Variable { $name } ist nicht gesetzt oder nicht UTF-8
    .next = Setzen und exportieren Sie sie, oder nennen Sie eine Datei mit file:PFAD.
reason-access-too-many = es sind mehr als { $limit } Zugänge
reason-access-file-key = hier stehen nur provider, zones, set und secret
reason-access-file-missing = { $name } fehlt
reason-access-file-zones = zones ist eine Liste von Namen oder "all"
reason-access-file-table = hier muss eine Tabelle stehen
reason-access-file-text = hier muss ein Text stehen
reason-access-file-readable = hier steht ein Geheimnis, und andere dürfen die Datei lesen: chmod 600, oder env:VARIABLE oder file:PFAD nehmen
reason-access-provider = einen solchen Anbieter gibt es nicht; bekannt sind { $known }
reason-unwritten-whole-zone = die Schnittstelle nimmt nur ganze Zonen an und löscht, was nicht mitgeschickt wird, auch Mail-Einstellungen
reason-unwritten-reading-refused = die Schnittstelle lässt manche Konten schreiben, was sie nicht lesen dürfen; andere Einträge könnten unbemerkt verloren gehen
reason-unwritten-no-interface = es gibt dort keine Schnittstelle
reason-unwritten-not-spoken = diese Version von mailseal spricht die Schnittstelle nicht
