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
reason-api-base = url ist keine URL einer Schnittstelle wie https://api.example.com/v1
reason-api-plain-http = url beginnt mit http: und führt zu einem anderen Rechner; die Zugangsdaten gingen unverschlüsselt dorthin
reason-api-credential = die Zugangsdaten enthalten Zeichen, die dort nicht vorkommen; vielleicht wurden sie falsch eingefügt
reason-api-old-credential = die Zugangsdaten gehören zu einer älteren Schnittstelle dieses Anbieters; legen Sie neue in dessen heutiger Konsole an
reason-place-no-zones = { $provider } ist ein Mailserver und führt keine Zonen
reason-place-not-yet = diese Version von mailseal schreibt keine Zonen bei { $provider }
