# DKIM-Schlüsseleinträge (RFC 6376, 8301, 8463). Eine Nachricht je Regel: ihr Wert ist die gezeigte
# Zeile, ihre Attribute das Handbuch.

summary-dkim-keys = { $count ->
        [one] ein Schlüssel
       *[other] { $count } Schlüssel
    } ({ $keys })
summary-dkim-own-keys = { $count ->
        [one] ein Schlüssel ({ $keys }), er passt zum privaten Schlüssel
       *[other] { $count } Schlüssel ({ $keys }), alle passen zu den privaten Schlüsseln
    }
summary-dkim-mismatch = die Schlüssel im DNS sind nicht die, mit denen signiert wird ({ $keys })
summary-dkim-testing = Schlüssel sind da, aber als Test markiert: Signaturen zählen nicht ({ $keys })
summary-dkim-broken = ein Eintrag ist da, aber keine Signatur lässt sich damit prüfen
summary-dkim-missing = keiner der abgefragten Selektoren hat einen Schlüssel
summary-dkim-absent = überhaupt kein Schlüssel
summary-dkim-revoked-everywhere = jeder Selektor ist widerrufen: Niemand kann für diese Domain signieren
summary-dkim-selector-unknown = kein Selektor bekannt; nennen Sie einen, um dessen Schlüssel zu prüfen
summary-dkim-unknown = konnte nicht abgefragt werden

dkim-not-a-key = was hier steht, ist kein Schlüsseleintrag
    .why = Ein Schlüsseleintrag beginnt mit v=DKIM1 und enthält den Schlüssel in p=. Dieser Text hat beides nicht: Er ist ein Eintrag anderer Art oder die Antwort eines Wildcards.
    .receivers = Signaturen mit diesem Selektor scheitern: kein brauchbarer Schlüssel.
    .fix = Veröffentlichen Sie unter diesem Namen den Schlüsseleintrag und sonst nichts.

dkim-zone-line-pasted = eine ganze Zeile einer Zonendatei wurde anstelle des Werts eingefügt
    .why = Schlüsselprogramme geben eine Zeile für eine Zonendatei aus: Name, Klasse, TXT, Klammern und Kommentar. Das Feld eines DNS-Anbieters nimmt nur den Text zwischen den Anführungszeichen auf.
    .receivers = Der Eintrag ist nicht lesbar, jede Signatur scheitert.
    .fix = Tragen Sie nur den Wert ein, als eine Zeichenkette ohne Anführungszeichen.

dkim-stray-quotes =
    { $count ->
        [one] Anführungszeichen im Eintrag
       *[other] Anführungszeichen im Eintrag ({ $count } Stellen)
    }
    .why = Anführungszeichen begrenzen Zeichenketten in einer Zonendatei. Im Eintrag selbst sind sie Fremdkörper; aus einem geteilten Wert bleibt " " in der Mitte stehen.
    .receivers = Manche Prüfer übergehen sie, die meisten melden einen defekten Schlüssel: Signaturen scheitern.
    .fix = Entfernen Sie die Anführungszeichen und das Leerzeichen zwischen zweien.

dkim-stray-backslashes =
    { $count ->
        [one] umgekehrte Schrägstriche im Eintrag
       *[other] umgekehrte Schrägstriche im Eintrag ({ $count } Stellen)
    }
    .why = Ein umgekehrter Schrägstrich maskiert in einer BIND-Zonendatei ein Semikolon, in JSON einen Zeilenumbruch. Im Feld eines DNS-Anbieters wird er Teil des Werts.
    .receivers = Felder bekommen falsche Werte, und Base64 lässt sich nicht dekodieren: Signaturen scheitern.
    .fix = Entfernen Sie die umgekehrten Schrägstriche.

dkim-odd-characters =
    { $count ->
        [one] Zeichen, die in keinem Schlüsseleintrag stehen
       *[other] Zeichen, die in keinem Schlüsseleintrag stehen ({ $count } Stellen)
    }
    .why = Typografische Anführungszeichen, geschützte Leerzeichen und unsichtbare Zeichen kommen mit, wenn Text aus einem Dokument, einer E-Mail oder einer Webseite kopiert wird. Ein Eintrag ist reines ASCII.
    .receivers = Eintrag oder Schlüssel sind nicht lesbar: Signaturen scheitern.
    .fix = Tragen Sie den Wert neu ein, aus einer reinen Textquelle.

dkim-line-breaks =
    { $count ->
        [one] Zeilenumbrüche im Eintrag
       *[other] Zeilenumbrüche im Eintrag ({ $count } Stellen)
    }
    .why = Der Wert stammt aus einem Beispiel, das zum Lesen umbrochen war. Ein bloßer Zeilenumbruch gehört nicht in einen Eintrag.
    .receivers = Viele Prüfer übergehen Umbrüche im Schlüssel; strenge verwerfen den Eintrag.
    .fix = Tragen Sie den Wert in einer Zeile ein.

dkim-pem-armour = die Rahmenzeilen einer PEM-Datei stehen im Eintrag
    .why = p= enthält nur den Base64-Text zwischen der BEGIN- und der END-Zeile.
    .receivers = Der Schlüssel lässt sich nicht dekodieren: Signaturen scheitern.
    .fix = Entfernen Sie die Zeilen mit den Strichen und die Zeilenumbrüche.

dkim-private-key-published = der private Schlüssel ist veröffentlicht
    .why = Das ist der private Schlüssel oder seine Datei. Wer das DNS fragt, kann nun E-Mails im Namen dieser Domain signieren.
    .receivers = Sie nehmen jede damit signierte E-Mail an, von wem sie auch stammt.
    .fix = Behandeln Sie den Schlüssel als gestohlen: Erzeugen Sie einen neuen unter einem neuen Selektor, signieren Sie damit und löschen Sie diesen Eintrag noch heute.

dkim-semicolon-missing =
    { $count ->
        [one] zwischen zwei Feldern fehlt ein Semikolon
       *[other] zwischen zwei Feldern fehlt ein Semikolon ({ $count } Stellen)
    }
    .why = Nur ein Semikolon beendet ein Feld. Ohne es gehört das nächste Feld zum Wert davor.
    .receivers = Die Version ist falsch oder der Schlüssel fehlt: Signaturen scheitern.
    .fix = Setzen Sie ein Semikolon zwischen die Felder.

dkim-tag-upper-case = ein Feldname in Großbuchstaben
    .why = Bei Feldnamen zählt die Schreibweise: P ist nicht p.
    .receivers = Sie übergehen ein unbekanntes Feld und finden keinen Schlüssel: Signaturen scheitern.
    .fix = Schreiben Sie die Feldnamen klein.

dkim-version-not-first = v=DKIM1 steht nicht an erster Stelle
    .why = Der Standard verlangt v am Anfang, wenn es überhaupt vorkommt.
    .receivers = Strenge Prüfer verwerfen den Eintrag: Signaturen scheitern.
    .fix = Setzen Sie v=DKIM1 an den Anfang.

dkim-version-wrong = Version { $version } statt DKIM1
    .why = Die Version wird Zeichen für Zeichen verglichen: DKIM1, in dieser Schreibweise und ohne etwas dahinter.
    .receivers = Sie müssen den Eintrag verwerfen: Signaturen scheitern.
    .fix = Schreiben Sie v=DKIM1.

dkim-version-absent = v=DKIM1 fehlt
    .why = Es ist empfohlen, nicht Pflicht: Ohne Angabe gilt DKIM1. Mit ihm sieht jeder, was der Eintrag ist.
    .receivers = Sie nehmen den Eintrag an.
    .fix = Setzen Sie bei der nächsten Änderung v=DKIM1; an den Anfang.

dkim-tag-repeated = { $tag } steht zweimal im Eintrag
    .why = Kommt ein Feld zweimal vor, ist die ganze Liste ungültig, auch wenn beide dasselbe sagen.
    .receivers = Strenge Prüfer verwerfen den Eintrag; andere nehmen das erste oder das letzte.
    .fix = Behalten Sie eines davon.

dkim-tag-empty = zwei Semikolons hintereinander
    .why = Die Grammatik kennt ein Semikolon zwischen zwei Feldern und eines am Ende, keines davon doppelt.
    .receivers = Die meisten sehen darüber hinweg; strenge Prüfer dürfen den Eintrag verwerfen.
    .fix = Entfernen Sie das überzählige Semikolon.

dkim-not-a-tag = { $text } ist kein Feld
    .why = Ein Eintrag besteht aus name=wert, durch Semikolons getrennt.
    .receivers = Sie müssen Einträge verwerfen, die gegen die Grammatik verstoßen: Signaturen scheitern.
    .fix = Entfernen Sie es oder schreiben Sie es als name=wert.

dkim-tag-unknown = { $tag } ist kein Feld eines Schlüsseleintrags
    .why = Der Standard kennt v, h, k, n, p, s und t.
    .receivers = Sie übergehen es.
    .fix = Berichtigen Sie den Namen oder entfernen Sie das Feld.

dkim-too-many-tags = mehr als { $limit } Felder
    .why = Ein Schlüsseleintrag hat sieben sinnvolle Felder. Was nach der Grenze kommt, wird nicht betrachtet.
    .receivers = Sie können eine eigene Grenze haben.
    .fix = Entfernen Sie, was der Eintrag nicht braucht.

dkim-granularity-obsolete = g= gehört zum alten Standard
    .why = RFC 6376 hat es gestrichen. Ein leeres g= hieß für Prüfer nach dem alten Standard, dass keine Adresse passt.
    .receivers = Heutige Prüfer übergehen es.
    .fix = Entfernen Sie g=.

dkim-list-malformed = die Liste in { $tag }= ist nicht durch Doppelpunkte getrennt
    .why = Die Einträge von h, s und t sind Wörter mit einem Doppelpunkt dazwischen. Mit einem Komma werden aus zweien ein einziges unbekanntes Wort.
    .receivers = Sie übergehen, was sie nicht kennen; die Einträge bleiben wirkungslos.
    .fix = Setzen Sie Doppelpunkte zwischen die Einträge.

dkim-key-missing = der Eintrag enthält keinen Schlüssel
    .why = p= ist das einzige Pflichtfeld. Fehlt auch der Rest des Werts: In einer Zonendatei beginnt ein Semikolon außerhalb von Anführungszeichen einen Kommentar.
    .receivers = Sie finden keinen Schlüssel: Signaturen scheitern.
    .fix = Veröffentlichen Sie den ganzen Eintrag, in einer Zonendatei in Anführungszeichen.

dkim-key-revoked = der Schlüssel ist widerrufen
    .why = Ein leeres p= sagt, dass dieser Schlüssel nicht mehr gilt. Das ist richtig für einen Selektor, mit dem nicht mehr signiert wird.
    .receivers = Jede Signatur mit diesem Selektor scheitert.
    .fix = Nichts, wenn niemand damit signiert. Sonst veröffentlichen Sie den Schlüssel, am besten unter einem neuen Selektor.

dkim-key-whitespace =
    { $count ->
        [one] Leerraum im Schlüssel
       *[other] Leerraum im Schlüssel ({ $count } Stellen)
    }
    .why = Das ist erlaubt und zeigt, dass der Wert unterwegs geteilt und wieder zusammengesetzt wurde.
    .receivers = Sie übergehen ihn.
    .fix = Tragen Sie den Schlüssel bei der nächsten Änderung ohne Lücken ein.

dkim-key-plus-lost =
    { $count ->
        [one] aus den Pluszeichen des Schlüssels sind Leerzeichen geworden
       *[other] aus den Pluszeichen des Schlüssels sind Leerzeichen geworden ({ $count } Stellen)
    }
    .why = Ein Webformular dekodiert + als Leerzeichen. Mit Pluszeichen an diesen Stellen ist es ein gültiger Schlüssel.
    .receivers = Sie übergehen die Leerzeichen und können den Rest nicht lesen: Signaturen scheitern.
    .fix = Tragen Sie den Schlüssel neu ein; macht das Formular es wieder so, nehmen Sie einen anderen Weg zum DNS Ihres Anbieters.

dkim-key-url-safe = der Schlüssel ist im Alphabet für URLs geschrieben ({ $count } Zeichen)
    .why = p= verlangt das Base64 der E-Mail mit + und /. Die Variante für URLs hat an deren Stelle - und _.
    .receivers = Sie können den Schlüssel nicht dekodieren: Signaturen scheitern.
    .fix = Schreiben Sie + statt - und / statt _.

dkim-key-not-base64 = im Schlüssel steht { $character }, das es in Base64 nicht gibt
    .why = Der Schlüssel ist Base64-Text: Buchstaben, Ziffern, + und /, am Ende auch =.
    .receivers = Sie können den Schlüssel nicht dekodieren: Signaturen scheitern.
    .fix = Veröffentlichen Sie den Schlüssel neu, aus seiner Quelle.

dkim-key-length-odd = der Schlüssel hat ein Zeichen zu viel oder zu wenig
    .why = Vier Zeichen Base64 stehen für drei Oktette; hier bleibt eines übrig. Ein Zeichen ging verloren oder wurde verdoppelt, oft dort, wo ein langer Wert von Hand geteilt wurde.
    .receivers = Sie können den Schlüssel nicht dekodieren: Signaturen scheitern.
    .fix = Veröffentlichen Sie den Schlüssel neu aus seiner Quelle, als eine Zeichenkette.

dkim-key-padding = die = am Ende des Schlüssels stimmen nicht
    .why = Base64 wird mit = auf ein Vielfaches von vier Zeichen aufgefüllt.
    .receivers = Strenge Dekodierer verwerfen den Schlüssel, andere stört es nicht.
    .fix = Berichtigen Sie das Ende des Schlüssels.

dkim-key-cut-off = der Schlüssel ist abgeschnitten: { $present } von { $wanted } Oktetten sind da
    .why = Der Schlüssel sagt selbst, wie lang er ist. Der Eintrag endet vorher; ein Feld für 255 Zeichen lässt den Rest wortlos fallen.
    .receivers = Sie können den Schlüssel nicht lesen: Signaturen scheitern.
    .fix = Veröffentlichen Sie den ganzen Schlüssel; ist das Feld Ihres Anbieters zu kurz, als mehrere Zeichenketten von höchstens 255 Zeichen in einem Eintrag.

dkim-key-lower-cased = der Schlüssel besteht nur aus Kleinbuchstaben
    .why = Base64 unterscheidet Groß- und Kleinschreibung. Ein Formular oder Programm hat sie vereinheitlicht, und der Schlüssel ist verloren.
    .receivers = Sie können den Schlüssel nicht lesen: Signaturen scheitern.
    .fix = Veröffentlichen Sie den Schlüssel neu als TXT, aus seiner Quelle.

dkim-key-unreadable = was in p= steht, ist kein öffentlicher Schlüssel
    .why = Ein RSA-Schlüssel wird als SubjectPublicKeyInfo in Base64 veröffentlicht, ein Ed25519-Schlüssel mit seinen 32 Oktetten in Base64. Das hier ist keines von beiden oder ein Schlüssel eines Verfahrens, das DKIM nicht kennt.
    .receivers = Sie können den Schlüssel nicht verwenden: Signaturen scheitern.
    .fix = Veröffentlichen Sie den Schlüssel, der zum privaten Schlüssel Ihres Mailservers gehört.

dkim-key-trailing-octets = nach dem Ende des Schlüssels folgt noch etwas ({ $count } Oktette)
    .why = Der Schlüssel sagt, wie lang er ist; der Wert geht danach weiter. Etwas wurde doppelt eingefügt.
    .receivers = Manche lesen nur bis zum Ende des Schlüssels, strenge verwerfen ihn.
    .fix = Veröffentlichen Sie den Schlüssel neu, aus seiner Quelle.

dkim-key-pkcs1 = der Schlüssel steht in der älteren PKCS#1-Form
    .why = Der Text des Standards nennt diese Form, sein Beispiel und alle Signierer verwenden SubjectPublicKeyInfo. OpenSSL schreibt die ältere mit -RSAPublicKey_out.
    .receivers = Bei Prüfern, die nur die übliche Form lesen, scheitert die Signatur.
    .fix = Veröffentlichen Sie denselben Schlüssel als SubjectPublicKeyInfo; der private Schlüssel bleibt, wie er ist.

dkim-key-type-unknown = { $type } ist keine Schlüsselart
    .why = k ist rsa oder ed25519, kleingeschrieben.
    .receivers = Sie müssen den Schlüssel übergehen: Signaturen scheitern.
    .fix = Schreiben Sie k=rsa oder k=ed25519, je nach Schlüssel.

dkim-key-type-mismatch = der Schlüssel ist von der Art { $type }, der Eintrag sagt etwas anderes
    .why = k= nennt die Art des Schlüssels; ohne Angabe gilt rsa.
    .receivers = Sie verwerfen einen Schlüssel, der nicht zur Art passt: Signaturen scheitern.
    .fix = Schreiben Sie k={ $type }.

dkim-ed25519-wrapped = der Ed25519-Schlüssel ist verpackt
    .why = OpenSSL gibt einen Ed25519-Schlüssel in SubjectPublicKeyInfo verpackt aus, 60 Zeichen lang. DKIM verlangt nur die 32 Oktette, 44 Zeichen.
    .receivers = Sie erwarten 32 Oktette und verwerfen den Schlüssel: Signaturen scheitern.
    .fix = Veröffentlichen Sie nur die letzten 32 Oktette.

dkim-ed25519-wrong-length = ein Ed25519-Schlüssel mit { $length } statt 32 Oktetten
    .why = Ein Ed25519-Schlüssel hat genau 32 Oktette, in Base64 44 Zeichen.
    .receivers = Sie können den Schlüssel nicht verwenden: Signaturen scheitern.
    .fix = Veröffentlichen Sie den Schlüssel neu, aus seiner Quelle.

dkim-rsa-too-short = ein RSA-Schlüssel mit { $bits } Bit, den Prüfer ablehnen müssen
    .why = Schlüssel unter 1024 Bit lassen sich zu Hause in Tagen brechen, und dann kann jeder in Ihrem Namen signieren.
    .receivers = Sie dürfen solche Signaturen nicht annehmen.
    .fix = Erzeugen Sie einen Schlüssel mit 2048 Bit unter einem neuen Selektor und signieren Sie damit.

dkim-rsa-short = ein RSA-Schlüssel mit { $bits } Bit; üblich sind heute 2048
    .why = 1024 Bit sind für einen Angreifer mit Mitteln erreichbar. Der Standard verlangt von Signierern 2048.
    .receivers = Sie nehmen ihn noch an; manche werten ihn zum Nachteil der E-Mail.
    .fix = Erzeugen Sie einen Schlüssel mit 2048 Bit unter einem neuen Selektor, signieren Sie damit und entfernen Sie diesen eine Woche später.

dkim-rsa-too-long = ein RSA-Schlüssel mit { $bits } Bit, mehr als Prüfer beherrschen müssen
    .why = Prüfer müssen bis 4096 Bit beherrschen. Der Eintrag eines längeren Schlüssels braucht zudem mehr Platz, als mancher Weg durch das DNS bietet.
    .receivers = Manche lehnen den Schlüssel ab: Dort scheitern Signaturen.
    .fix = Verwenden Sie 2048 Bit und daneben einen Ed25519-Schlüssel.

dkim-rsa-exponent = ein ungewöhnlicher öffentlicher Exponent: { $exponent }
    .why = Der Standard empfiehlt 65537. Kleine Exponenten haben eine Geschichte gefälschter Signaturen; ein gerader oder die 1 ist gar kein RSA-Schlüssel.
    .receivers = Manche Bibliotheken lehnen ihn ab.
    .fix = Erzeugen Sie einen neuen Schlüssel unter einem neuen Selektor.

dkim-rsa-modulus-weak = der RSA-Schlüssel ist beschädigt: Er ist durch { $factor } teilbar
    .why = Ein RSA-Schlüssel ist das Produkt zweier großer Primzahlen. Ist er durch eine kleine Zahl teilbar, wurde er nachträglich verändert; wurde er es nicht, schützt er nichts.
    .receivers = Signaturen scheitern.
    .fix = Veröffentlichen Sie den Schlüssel neu aus seiner Quelle. Ist er dort derselbe, erzeugen Sie einen neuen.

dkim-no-usable-hash = der Schlüssel erlaubt nur { $hashes }, und damit darf niemand signieren
    .why = h= nennt die erlaubten Hashverfahren. In Gebrauch ist nur sha256; sha1 ist seit 2018 verboten.
    .receivers = Sie lehnen jede heutige Signatur ab.
    .fix = Schreiben Sie h=sha256 oder lassen Sie h weg.

dkim-sha1-allowed = der Schlüssel erlaubt noch SHA-1
    .why = Signaturen mit SHA-1 sind seit 2018 verboten.
    .receivers = Sie lehnen solche Signaturen ohnehin ab.
    .fix = Schreiben Sie h=sha256 oder lassen Sie h weg.

dkim-testing = der Schlüssel ist als Test markiert
    .why = t=y bittet Empfänger, damit signierte E-Mails wie unsignierte zu behandeln. Es ist für die ersten Tage gedacht.
    .receivers = Sie ziehen aus der Signatur keinen Schluss, weder guten noch schlechten.
    .fix = Entfernen Sie t=y, sobald Signaturen gültig sind.

dkim-not-for-mail = der Schlüssel ist für { $services }, nicht für E-Mail
    .why = s= begrenzt, wofür ein Schlüssel gilt. E-Mail heißt dort email oder *.
    .receivers = Sie müssen den Schlüssel für E-Mail übergehen: Signaturen scheitern.
    .fix = Ergänzen Sie email oder lassen Sie s weg.

dkim-tlsrpt-only = der Schlüssel gilt nur für TLS-Berichte
    .why = RFC 8460 schlägt s=tlsrpt für den Schlüssel vor, der TLS-Berichte signiert. Berichte sind aber E-Mails, und Prüfer von E-Mails müssen einen Schlüssel übergehen, der nicht für E-Mail gilt.
    .receivers = Wer RFC 8460 nicht kennt, lässt die Signatur Ihrer Berichte scheitern und mit ihr DMARC.
    .fix = Schreiben Sie s=tlsrpt:email.

dkim-selector-missing = kein Schlüssel bei { $owner }
    .why = Mit dem Selektor { $selector } wird signiert, oder Sie haben danach gefragt. Wo Empfänger seinen Schlüssel suchen, steht nichts.
    .receivers = Signaturen mit diesem Selektor scheitern: kein Schlüssel.
    .fix = Veröffentlichen Sie den Schlüsseleintrag bei { $owner }.

dkim-several-records = { $count } Einträge bei { $owner }, wo nur einer stehen darf
    .why = Zu einem Selektor gehört genau ein Eintrag. Bei mehreren ist das Ergebnis nicht festgelegt.
    .receivers = Sie nehmen irgendeinen davon oder keinen.
    .fix = Behalten Sie den Eintrag des Schlüssels, mit dem signiert wird. Ein neuer Schlüssel bekommt einen neuen Selektor.

dkim-record-split = der Schlüssel bei { $owner } ist auf mehrere Einträge verteilt
    .why = Ein langer Wert ist ein Eintrag aus mehreren Zeichenketten, nicht mehrere Einträge. Hier stehen seine Hälften nebeneinander, und ihre Reihenfolge ist Zufall.
    .receivers = Sie sehen einen halben Schlüssel: Signaturen scheitern.
    .fix = Veröffentlichen Sie einen Eintrag; er darf mehrere Zeichenketten von höchstens 255 Zeichen enthalten.

dkim-doubled-name = der Schlüssel steht bei { $wrong }
    .why = Das Formular Ihres Anbieters hängt die Domain selbst an, und eingetragen wurde der ganze Name.
    .receivers = Sie sehen bei { $right } nach und finden keinen Schlüssel.
    .fix = Tragen Sie im Namensfeld nur ein, was vor der Domain steht.

dkim-wrong-owner = der Schlüssel steht bei { $wrong }, wo niemand nachsieht
    .why = Ein Schlüssel steht unter _domainkey: erst der Selektor, dann _domainkey, dann die Domain.
    .receivers = Sie sehen bei { $right } nach und finden keinen Schlüssel.
    .fix = Veröffentlichen Sie den Eintrag bei { $right }.

dkim-key-mismatch = der Schlüssel von { $selector } ist nicht der, mit dem signiert wird
    .why = Der Eintrag enthält einen Schlüssel der Art { $published }; er gehört nicht zu dem privaten Schlüssel, der hier verwahrt ist ({ $wanted }).
    .receivers = Jede Signatur mit diesem Selektor scheitert.
    .fix = Veröffentlichen Sie den öffentlichen Schlüssel zum verwendeten privaten. Wurde der Schlüssel gewechselt, nehmen Sie einen neuen Selektor.

dkim-dangling-alias = { $selector } verweist auf { $target }, wo kein Schlüssel ist
    .why = Der Selektor ist ein Alias (CNAME) in eine andere Domain, und dort gibt es keinen Schlüssel: Der Dienst wurde beendet oder nie eingeschaltet. Lässt sich der andere Name registrieren, kann, wer das tut, in Ihrem Namen signieren.
    .receivers = Signaturen mit diesem Selektor scheitern: kein Schlüssel.
    .fix = Entfernen Sie den Alias oder lassen Sie den Dienst seinen Schlüssel veröffentlichen.

dkim-second-selector-waits = { $selector } von Microsoft 365 hat noch keinen Schlüssel
    .why = Microsoft 365 verlangt zwei Selektoren und signiert mit einem davon. Der zweite verweist oft auf einen Namen, den es erst nach dem ersten Schlüsselwechsel gibt. Nur Microsoft kann diesen Namen anlegen.
    .receivers = Nichts geschieht: Mit diesem Selektor wird keine E-Mail signiert.
    .fix = Lassen Sie beide Aliase, wie sie sind. Wechseln Sie die Schlüssel zu gegebener Zeit im Defender-Portal (E-Mail-Authentifizierungseinstellungen, DKIM); damit entsteht der zweite Schlüssel.

dkim-domainkeys-policy = eine Richtlinie von DomainKeys, das DKIM abgelöst hat
    .why = { $text } gehört zu DomainKeys, dem 2007 zurückgezogenen Vorgänger von DKIM.
    .receivers = Niemand liest sie.
    .fix = Entfernen Sie den TXT-Eintrag bei _domainkey.

dkim-key-shared = derselbe Schlüssel bei { $selectors }
    .why = Zwei Selektoren mit einem Schlüssel lassen sich nicht nacheinander wechseln, und wer den einen hat, hat beide.
    .receivers = Für sie macht es keinen Unterschied.
    .fix = Geben Sie beim nächsten Wechsel jedem Selektor einen eigenen Schlüssel.

dkim-no-key = die Domain hat keinen DKIM-Schlüssel
    .why = Laut DNS gibt es unter _domainkey keinen einzigen Namen, also überhaupt keinen Selektor. Ohne DKIM ruht DMARC allein auf SPF, und das übersteht keine Weiterleitung.
    .receivers = Die großen verlangen DKIM von Massenversendern und trauen unsignierten E-Mails weniger.
    .fix = Erzeugen Sie einen Schlüssel, veröffentlichen Sie den Eintrag und lassen Sie Ihren Mailserver signieren. Sendet die Domain keine E-Mails, ist nichts zu tun.

dkim-key-old = der Schlüssel von { $selector } ist { $days } Tage alt
    .why = Je länger ein Schlüssel in Gebrauch ist, desto mehr Gelegenheiten hatte er, in fremde Hände zu kommen. Üblich ist ein Wechsel im Jahr.
    .receivers = Sie sehen das Alter nicht.
    .fix = Erzeugen Sie einen neuen Schlüssel unter einem neuen Selektor, signieren Sie damit und entfernen Sie den alten eine Woche später.

dkim-selector-with-domainkey = der Selektor ist { $selector }, ohne _domainkey
    .why = _domainkey und die Domain gehören nicht zum Selektor. Empfänger setzen sie selbst dahinter.
    .receivers = Eine mit der langen Form signierte E-Mail lässt sie bei einem Namen nachsehen, den es nicht gibt.
    .fix = Schreiben Sie { $selector }.

dkim-selector-empty = kein Selektor
    .why = Ein Selektor bezeichnet einen der Schlüssel der Domain; er steht in s= jeder Signatur.
    .receivers = Ohne ihn wissen sie nicht, wo der Schlüssel ist.
    .fix = Nehmen Sie den Wert von s= aus der DKIM-Signature einer E-Mail, die Sie gesendet haben.

dkim-selector-dot = ein Punkt zu viel im Selektor
    .why = Ein Punkt trennt Labels, und keines davon darf leer sein.
    .receivers = Kein Name passt dazu, also wird kein Schlüssel gefunden.
    .fix = Entfernen Sie den überzähligen Punkt.

dkim-selector-bad-character = { $character } gehört nicht in einen Selektor
    .why = Ein Selektor besteht aus Buchstaben, Ziffern und Bindestrichen, mit Punkten zwischen den Labels. Auch ein Unterstrich ist nicht vorgesehen, funktioniert aber meist.
    .receivers = Strenge Prüfer lehnen die Signatur ab.
    .fix = Wählen Sie einen Selektor aus Buchstaben und Ziffern, etwa s1.

dkim-selector-hyphen = ein Label des Selektors beginnt oder endet mit einem Bindestrich
    .why = Ein Bindestrich darf nur zwischen anderen Zeichen stehen.
    .receivers = Strenge Prüfer lehnen die Signatur ab.
    .fix = Entfernen Sie den Bindestrich.

dkim-selector-too-long = der Selektor ist zu lang für das DNS
    .why = Ein Label hat höchstens 63 Zeichen, ein ganzer Name 253.
    .receivers = Kein Name passt dazu, also wird kein Schlüssel gefunden.
    .fix = Wählen Sie einen kürzeren Selektor.
