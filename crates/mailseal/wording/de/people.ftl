# Wer hereindarf: Personen, Token und was sie nicht dürfen.

error-not-signed-in = niemand ist angemeldet
error-not-allowed = dafür ist die Berechtigung { $scope } nötig

reason-web-needs-url = { $address } ist von anderswo erreichbar; darum muss web.public-url sagen, was man dafür eingibt
reason-not-within = hierher gehört eine Zahl von 1 bis { $max }

error-only-people = das ist für angemeldete Personen, nicht für Token
error-sign-in = Name oder Passwort ist falsch
error-too-many-tries = zu viele Versuche; wieder in { $seconds ->
        [one] einer Sekunde
       *[other] { $seconds } Sekunden
    }
error-busy = es wird zu viel auf einmal verlangt; versuchen Sie es gleich noch einmal
error-not-hashed = das Passwort ließ sich nicht hashen: der Arbeitsspeicher reicht nicht
error-no-randomness = das Betriebssystem gab keinen Zufall her
error-user-name = „{ $name }“ ist kein Name: Buchstaben, Ziffern und - _ . + @ gehen, am Anfang Buchstabe oder Ziffer, höchstens 64 Oktette
error-user-exists = es gibt schon einen Benutzer { $name }
error-no-user = es gibt keinen Benutzer { $name }
error-last-admin = { $name } ist der einzige Verwalter
    .next = Geben Sie die Berechtigung admin zuvor jemand anderem.
error-password-short = das Passwort hat weniger als { $min } Zeichen
error-password-long = das Passwort hat mehr als { $max } Oktette
error-password-guessable = das Passwort ist der Name des Benutzers oder einer Domain
error-old-password = das alte Passwort ist falsch
error-set-up-code = dieser Einrichtungscode passt nicht, oder seine Zeit ist um
    .next = Er steht im Log in der Zeile „set-up code“ und in der Datei set-up-code des Datenverzeichnisses. „mailseal user add“ geht auch ohne ihn.
error-set-up-over = es ist schon jemand eingerichtet
error-token-name = „{ $name }“ ist kein Name eines Tokens: Buchstaben, Ziffern und - _ . gehen, am Anfang Buchstabe oder Ziffer, höchstens 64
error-token-exists = es gibt schon ein Token { $name }
error-no-token = es gibt kein Token { $name }
error-token-refused = dieses Token gilt nicht: es wurde nie erstellt, wurde entfernt, oder seine Zeit ist um
error-token-form = das Feld Authorization hat eine andere Form als „Bearer ms_…“
error-other-host = dieser Server antwortet nicht für den Host, nach dem gefragt wurde
    .next = Was man eingibt, um hierher zu kommen, steht in der Konfiguration unter web.public-url.
error-other-site = was etwas ändert, muss von einer Seite dieses Servers kommen
error-other-form = dieses Formular ist keines, das Ihnen gezeigt wurde: vielleicht ist Ihre Sitzung zu Ende. Es wurde nichts getan.
error-form = das Formular ist nicht lesbar oder zu groß
error-json = der Inhalt ist kein JSON: { $what }
error-body = der Inhalt ist nicht wie beschrieben: { $what }
error-query = die Abfrage ist nicht wie beschrieben: { $what }
error-media-type = der Inhalt muss application/json sein
error-too-large-body = der Inhalt ist größer als 64 KiB
error-no-route = hier ist nichts
error-method = die Methode passt nicht zu dieser Adresse
error-no-problem = es gibt kein Problem „{ $name }“
error-if-match = die Domain wurde geändert, seit Sie sie gelesen haben
error-mark = das ist nicht das Kennzeichen eines Plans: 64 hexadezimale Ziffern
error-stale-plan = der Plan für { $domain } ist inzwischen ein anderer; es wurde nichts geschrieben
    .next = Sehen Sie sich den neuen Plan an und geben Sie diesen frei.
error-stale-undo = Schritt { $step } zurückzunehmen, täte inzwischen etwas anderes; es wurde nichts geschrieben
    .next = Sehen Sie es sich noch einmal an und geben Sie dann frei.
error-too-many-checks = zu viele Prüfungen; wieder in { $seconds ->
        [one] einer Sekunde
       *[other] { $seconds } Sekunden
    }

problem-bad-request = Nicht lesbar
problem-unauthorized = Nicht bekannt
problem-forbidden = Nicht erlaubt
problem-not-found = Nicht vorhanden
problem-method = Nicht auf diese Weise
problem-conflict = Nicht, wie die Dinge stehen
problem-precondition = Inzwischen geändert
problem-too-large = Zu groß
problem-media-type = Nicht diese Art
problem-misdirected = Nicht dieser Host
problem-unprocessable = Nicht verstanden
problem-too-many = Zu oft
problem-unavailable = Nicht jetzt
problem-internal = Ein Fehler des Servers
