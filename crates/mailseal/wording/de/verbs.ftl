# Was die Verben spf, dmarc, add, list, show, records und remove sagen.

spf-result-none = { $domain } sagt nichts dazu, wer senden darf
spf-result-neutral = { $domain } sagt nicht, ob { $ip } senden darf
spf-result-pass = { $ip } darf für { $domain } senden
spf-result-fail = { $ip } darf nicht für { $domain } senden
spf-result-softfail = { $ip } darf wohl nicht für { $domain } senden
spf-result-temperror = nicht feststellbar: das DNS antwortete nicht
spf-result-permerror = Empfänger können den Eintrag von { $domain } nicht auswerten

spf-cause-not-a-domain = der Absender hat keine Domain, die sich abfragen lässt
spf-cause-no-such-domain = { $domain } gibt es nicht
spf-cause-no-record = { $domain } hat keinen SPF-Eintrag
spf-cause-matched = { $term } von { $domain } traf zu
spf-cause-nothing-matched = kein Term von { $domain } traf zu, und über den Rest ist nichts gesagt
spf-cause-several-records = { $domain } hat { $count } SPF-Einträge
spf-cause-syntax = der Eintrag von { $domain } hat einen Syntaxfehler
spf-cause-too-many-lookups = { $term } von { $domain } ist die elfte Abfrage; zehn sind erlaubt
spf-cause-too-many-void-lookups = { $term } von { $domain } ist die dritte Abfrage ohne Antwort; zwei sind erlaubt
spf-cause-too-many-mx-hosts = { $term } von { $domain } hat mehr als zehn Mailserver
spf-cause-target-without-record = { $term } von { $domain } führt zu { $target }, und dort steht kein SPF-Eintrag
spf-cause-no-answer = { $question }: { $failure }
spf-explanation = { $domain } sagt dazu (Worte eines Dritten): { $text }
spf-lookups = { $lookups } von 10 Abfragen, { $voids } von 2 ohne Antwort
spf-step-match = trifft zu
spf-step-match-inside = hier { $result }: das Include trifft nicht zu
spf-step-error = hier der Fehler
spf-step-over = ab hier über 10

dmarc-applied = Mail, die sich als { $name } ausgibt und nicht besteht: { $policy }
dmarc-policy-none = von Empfängern wird nichts verlangt
dmarc-policy-quarantine = als verdächtig behandeln
dmarc-policy-reject = abweisen
dmarc-basis = nach { $tag } im Eintrag bei _dmarc.{ $domain }
dmarc-basis-no-valid-policy = der Eintrag bei _dmarc.{ $domain } hat keine gültige Richtlinie und wirkt daher wie p=none
dmarc-testing = im Eintrag steht t=y: veröffentlicht ist { $requested }, angewandt wird eine Stufe schwächer
dmarc-older-policy = Empfänger, die noch RFC 7489 folgen: { $policy }
dmarc-older-share = Empfänger, die noch RFC 7489 folgen: { $policy }, bei { $percent } % davon; beim Rest eine Stufe schwächer
dmarc-older-nothing = Empfänger, die noch RFC 7489 folgen, tun nichts: für sie ist das kein Eintrag zu diesem Namen
dmarc-no-record = Für { $name } gilt kein Eintrag: DMARC bewirkt dort nichts.
dmarc-no-processing = Der Eintrag bei _dmarc.{ $domain } hat weder eine gültige Richtlinie noch ein brauchbares rua: Empfänger tun nichts.
dmarc-temperror = Nicht feststellbar: { $question }: { $failure }
dmarc-organizational-domain = Organisationsdomain: { $domain } ({ $reason })
dmarc-organizational-unknown = Organisationsdomain: unbekannt, eine Abfrage blieb ohne Antwort
dmarc-organizational-psd-no = in ihrem Eintrag steht psd=n
dmarc-organizational-below-psd = ein Label unter { $psd }, dort steht psd=y
dmarc-organizational-fewest-labels = der kürzeste Name mit einem Eintrag
dmarc-organizational-no-record = kein Name darüber hat einen Eintrag
dmarc-walk = Der Weg
dmarc-found-record = gefunden
dmarc-found-several = { $count } Einträge: alle werden verworfen
dmarc-found-nothing = kein Eintrag
dmarc-found-no-such-name = der Name würde zu lang
dmarc-found-failed = { $failure }

add-done = { $domain } wurde aufgenommen. Veröffentlicht ist noch nichts.
add-taken-over = Was schon gilt, gilt weiter:
add-took-spf = SPF: { $text }; das Gewünschte wird darin ergänzt
add-took-dmarc = DMARC: { $text }
add-took-dmarc-of-parent = DMARC von { $domain }, das auch hier gilt: { $text }
add-took-dmarc-step = aber die Stufe ist { $step }, wie Sie angegeben haben
add-took-dmarc-left-out = ohne { $tags }: in RFC 9989 nicht mehr vorgesehen
add-took-mta-sts = MTA-STS: Modus { $mode }, max_age { $seconds }, mx { $mx }
add-took-mta-sts-alone = MTA-STS: ein Eintrag ist da, seine Richtlinie war aber nicht zu sehen ({ $failure }). Beides bleibt, wie es ist; soll es hier verwaltet werden, entfernen Sie die Domain und nehmen Sie sie erneut auf, sobald die Richtlinie erreichbar ist
add-took-tls-rpt = TLS-RPT: Berichte gehen an { $rua }
add-left-selector = DKIM: der Schlüssel am Selektor { $selector } bleibt unberührt
add-left-selector-empty = DKIM: der Selektor { $selector } bleibt unberührt; dort steht nichts
add-left-selector-unknown = DKIM: der Selektor { $selector } bleibt unberührt; was dort steht, war nicht zu sehen ({ $failure })
add-not-seen = Nicht zu sehen war: { $what } ({ $failure }). Das Folgende beginnt, als wäre nichts da. Gilt dort schon Strengeres, würde die Veröffentlichung es schwächen: Vergleichen Sie vorher mit mailseal check { $domain }.
add-next = mailseal plan { $domain } zeigt, was sich damit im DNS ändert, mailseal records { $domain } gibt es zum Eintragen von Hand aus, mailseal check { $domain } sieht nach, was da ist.
list-empty = Es wurde noch keine Domain aufgenommen.
list-next = mailseal add example.com nimmt eine auf.
show-added = aufgenommen am { $date }
show-mx = Mailserver
show-keys = DKIM-Schlüssel
show-records = Einträge
show-people = Unter der Domain haben Menschen Postfächer.
show-adopted = Unberührt bleiben die DKIM-Selektoren anderer: { $selectors }
show-parked = keine Mail
remove-asks = { $domain } und { $count ->
    [one] ihren privaten Schlüssel
   *[other] ihre { $count } privaten Schlüssel
    } vergessen? { $published ->
    [0] Im DNS steht nichts, was mailseal veröffentlicht hat.
    [one] Ein Eintrag, den mailseal veröffentlicht hat, bleibt im DNS; die Schritte zeigt mailseal history { $domain }, mailseal undo nimmt einen zurück.
   *[other] { $published } Einträge, die mailseal veröffentlicht hat, bleiben im DNS; die Schritte zeigt mailseal history { $domain }, mailseal undo nimmt einen zurück.
    } Mit diesen Schlüsseln kann danach niemand mehr signieren. [y/N]
remove-left = Noch im DNS und nicht mehr betreut:
remove-done = { $domain } und ihre Schlüssel sind vergessen.
records-provider = So, wie das Formular von { $provider } es will
records-provider-unknown = Der DNS-Anbieter wurde nicht erkannt: Werte stehen als einfacher Text da
records-name = Name
records-value = Wert
records-strings = Als Strings
records-stands = steht schon so da
records-in-place-of = Anstelle von
records-place-not-seen = ? Was dort steht, war nicht zu sehen ({ $failure })
records-policy = Richtliniendatei, abrufbar zu machen unter { $url }
records-name-empty = (leer lassen)
records-not-seen = Was bei { $domain } steht, war nicht zu sehen ({ $failure }). Steht dort ein SPF-Eintrag, fügen Sie die Terme in diesen ein und legen Sie keinen zweiten an.

provider-owner-relative = den Namen ohne die Domain, @ für die Domain selbst; ein ganzer Name würde verdoppelt
provider-owner-relative-or-empty = den Namen ohne die Domain, nichts für die Domain selbst; ein ganzer Name würde verdoppelt
provider-value-plain = den Wert als einen Text, ohne Anführungszeichen
provider-value-quoted = den Wert in Anführungszeichen, lange als mehrere Strings
provider-value-unverified = den Wert als einen Text; weist das Formular einen langen ab, nehmen Sie die Strings
provider-own-types = SPF, DKIM und DMARC haben dort womöglich eigene Menüs: wählen Sie den Typ TXT, oder ändern Sie, was steht
provider-default-spf = ein SPF-Eintrag ist von Anfang an da: ändern Sie ihn, legen Sie keinen zweiten an
provider-no-tlsa = keine TLSA-Einträge
provider-proxy-hides-txt = ein Name hinter Proxy oder Flattening liefert kein TXT: stellen Sie ihn auf „nur DNS“
provider-slow-reload = es kann eine halbe Stunde dauern, bis jeder Server die Änderung hat
provider-ascii-only = nur ASCII, höchstens 1.024 Zeichen je Wert
provider-spaces-vanish = ohne Anführungszeichen verschwinden die Leerzeichen eines Werts
provider-broken-lines = das Beispiel des Anbieters bricht einen Schlüssel über mehrere Zeilen: fügen Sie ihn als eine ein

key-state-created = erzeugt
key-state-published = veröffentlicht
key-state-visible = sichtbar
key-state-active = signiert
key-state-retiring = läuft aus
key-state-retired = abgelöst

flatten-no-record = { $count ->
        [0] { $domain } hat keinen SPF-Eintrag
       *[other] { $domain } hat { $count } SPF-Einträge; führen Sie sie zuerst zusammen
    }
flatten-lookups = Abfragen: vorher { $before }, nachher { $after }
flatten-proof = Bewiesen: Jede IPv4- und jede IPv6-Adresse erhält dasselbe Ergebnis wie vorher.
flatten-repaired = Ausgenommen die, die wegen zu vieler Abfragen permerror erhielten: Sie erhalten nun, was der Eintrag meint.
flatten-drift = Der Preis: Diese folgen ihren Eigentümern nicht mehr. Schreiben Sie neu aus, wenn sich eines ändert.
flatten-ttl = kann sich alle { $seconds } s ändern
flatten-not-proven = es lässt sich nicht beweisen, dass der ausgeschriebene Eintrag von { $domain } dasselbe sagt, also gibt es keinen
flatten-too-large = die Includes von { $domain } nehmen kein Ende
flatten-too-many-networks = { $count } Netze sind mehr, als SPF-Einträge enthalten sollten
flatten-too-many-parts = es wären { $count } Teile nötig, mehr als die zehn Abfragen erlauben
flatten-part-name = die Namen der Teile unter { $domain } würden zu lang
flatten-unsound = der Eintrag von { $domain } hat einen Fehler, oder es sind mehrere; beheben Sie das zuerst
flatten-macro = { $term } von { $domain } enthält ein Makro: Was es bedeutet, hängt von der Nachricht ab
flatten-exists = { $term } von { $domain } fragt je Nachricht, es gibt keine Adressen auszuschreiben
flatten-ptr = { $term } von { $domain } hängt vom Namen des Clients ab, es gibt keine Adressen auszuschreiben
flatten-target = { $term } von { $domain } führt zu keinem brauchbaren Eintrag
flatten-loop = { $term } von { $domain } führt zu sich selbst zurück
flatten-too-many-mx-hosts = { $term } von { $domain } hat mehr als zehn Mailserver
flatten-no-answer = { $question }: { $failure }

plan-count-changes = { $count ->
    [one] 1 Änderung
   *[other] { $count } Änderungen
}
plan-count-waiting = { $count ->
    [one] 1 Änderung wartet
   *[other] { $count } Änderungen warten
}
plan-count-blocked = { $count ->
    [one] 1 Hindernis
   *[other] { $count } Hindernisse
}
plan-count-foreign = { $count ->
    [one] 1 fremder Eintrag bleibt unberührt
   *[other] { $count } fremde Einträge bleiben unberührt
}
plan-nothing = nichts zu tun
plan-kept = { $count ->
    [one] der andere Wert bleibt
   *[other] die anderen { $count } Werte bleiben
}
plan-in-zone = in der Zone { $zone }
plan-reason-create = neu
plan-reason-replace = anstelle unseres Eintrags
plan-reason-merge = in den bestehenden Eintrag eingefügt
plan-reason-merge-several = aus mehreren Einträgen wird einer
plan-reason-take-over = anstelle eines fremden, wie verlangt
plan-reason-withdraw = unser Eintrag, nicht mehr gewünscht
plan-reason-give-back = unser Teil geht, was andere eingetragen haben, bleibt
plan-reason-take-back = zurückgenommen
plan-reason-restore = wiederhergestellt
plan-until-policy = wartet, bis { $url } die Richtlinie ausliefert, die mailseal records { $domain } ausgibt
plan-until-in-place = wartet, bis { $type } { $name } veröffentlicht ist
plan-until-moment = wartet bis { $date }
plan-blocked-alias = der Name ist ein Alias von { $name }, und was neben einem Alias steht, sieht niemand
    .fix = Veröffentlichen Sie den Eintrag unter { $name }, oder entfernen Sie den Alias { $owner }.
plan-blocked-delegated = der Name liegt in der delegierten Zone { $name }
    .fix = Veröffentlichen muss den Eintrag, wer die Zone { $name } betreibt.
plan-blocked-other-zone = die Zustimmung zu den Berichten muss in der fremden Zone { $name } stehen
    .fix = Bitten Sie den Betreiber von { $name }, diesen TXT-Eintrag zu veröffentlichen. Bis dahin fehlt diese Adresse im DMARC-Eintrag.
plan-blocked-no-zone = die Domain hat keine Zone
    .fix = Registrieren Sie die Domain, oder lassen Sie sie an Nameserver delegieren.
plan-blocked-foreign = ein fremder Eintrag steht dort und sagt etwas anderes
    .fix = Lassen Sie ihn stehen, oder ersetzen Sie ihn mit --take-over { $name }.
    .fix-never = Er wird nie ersetzt: Entfernen Sie ihn von Hand, wenn er nicht mehr gebraucht wird.
plan-blocked-several-spf = es gibt mehrere SPF-Einträge, sodass keiner gilt
    .fix = --merge-spf macht daraus einen.
plan-blocked-broken-spf = der bestehende SPF-Eintrag hat Syntaxfehler, in ihn lässt sich nichts einfügen
    .fix = mailseal lint spf zeigt die Stelle. Berichtigen Sie ihn, oder ersetzen Sie ihn mit --take-over spf.
plan-blocked-servers-differ = die Nameserver sagen nicht dasselbe
    .fix = Bis sie übereinstimmen, wird nichts geändert. Nach einer Änderung dauert das oft einige Minuten.
plan-unknown = { $question }: { $failure }. Dort wird nichts geplant
plan-in-place = { $count ->
    [one] 1 Eintrag steht wie gewünscht
   *[other] { $count } Einträge stehen wie gewünscht
}
plan-adopted = { $count ->
    [one] 1 fremder Eintrag sagt das Gewünschte und wird ohne Änderung übernommen
   *[other] { $count } fremde Einträge sagen das Gewünschte und werden ohne Änderung übernommen
}
plan-next-apply = mailseal apply { $domain } führt das aus; geändert wurde noch nichts
plan-next-wait = mailseal plan { $domain } zeigt, wann es weitergeht
plan-next-blocked = beseitigen Sie die Hindernisse, dann mailseal plan { $domain }
plan-next-check = mailseal check { $domain }

instructions-nothing = Es ist nichts zu tun.
instructions-add = Legen Sie in der Zone { $zone } einen { $type }-Eintrag an. Vorhandene Einträge bleiben.
instructions-edit = Ändern Sie den { $type }-Eintrag in der Zone { $zone }. Legen Sie keinen zweiten an.
instructions-remove = Entfernen Sie diesen { $type }-Eintrag aus der Zone { $zone }. Andere Einträge des Namens bleiben.
instructions-then = Danach bestätigt es mailseal check { $domain } und nennt, was unterwegs beschädigt wurde.
