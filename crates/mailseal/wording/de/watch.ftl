# Die Beobachtung: der Zeitverlauf, und die Nachrichten über Änderungen.

watch-by-step = durch mailseal, Schritt { $step }
watch-by-wanted = von Hand, wie gewollt
watch-by-others = nicht durch mailseal

watch-role-mx = MX
watch-role-name-servers = NS
watch-role-spf = SPF
watch-role-dkim-key = DKIM
watch-role-dmarc = DMARC
watch-role-mta-sts = MTA-STS
watch-role-policy-host = MTA-STS (Alias des Richtlinien-Hosts)
watch-role-tls-rpt = TLS-RPT
watch-role-tlsa = DANE

watch-begun = { $findings ->
    [0] die Beobachtung beginnt: nichts zu beheben
    [one] die Beobachtung beginnt: ein Befund besteht
   *[other] die Beobachtung beginnt: { $findings } Befunde bestehen
    }
watch-records-changed = { $what } geändert, { $by }
watch-records-appeared = { $what } veröffentlicht, { $by }
watch-records-gone = { $what } entfernt, { $by }
watch-records-foreign = Geändert, aber nicht durch mailseal. Waren Sie es: behalten. Wenn nicht: mailseal plan { $domain } zeigt, wie es wiederhergestellt wird.
watch-certificate = { $host } zeigt ein anderes Zertifikat, gültig bis { $until }
watch-certificate-of = ausgestellt von { $issuer }, für { $names }
watch-certificate-weeks = das Zertifikat von { $host } endet am { $until } und hätte schon erneuert sein sollen
watch-certificate-week = das Zertifikat von { $host } endet binnen einer Woche, am { $until }
watch-certificate-day = das Zertifikat von { $host } endet binnen eines Tages, am { $until }
watch-certificate-ended = das Zertifikat von { $host } ist am { $until } abgelaufen
watch-certificate-renewed = das Zertifikat von { $host } ist erneuert, gültig bis { $until }
watch-policy-changed = es wird eine andere MTA-STS-Richtlinie ausgeliefert, { $by }
watch-policy-appeared = eine MTA-STS-Richtlinie wird ausgeliefert, { $by }
watch-policy-gone = es wird keine MTA-STS-Richtlinie mehr ausgeliefert, die Absender annehmen
watch-policy-text = mode { $mode }, max_age { $max_age }, mx { $mx }
watch-include-vanished = { $name }, vom SPF-Eintrag eingebunden, hat keinen SPF-Eintrag mehr: Empfänger antworten mit permerror
watch-include-returned = { $name }, vom SPF-Eintrag eingebunden, hat wieder einen SPF-Eintrag
watch-include-opened = { $name }, vom SPF-Eintrag eingebunden, lässt jeden senden: damit auch die Domain
watch-include-closed = { $name }, vom SPF-Eintrag eingebunden, lässt nicht mehr jeden senden
watch-include-replaced = von dem, was { $name } nannte (vom SPF-Eintrag eingebunden), ist nichts geblieben: vielleicht gehört der Name jemand anderem
watch-include-widened = { $name }, vom SPF-Eintrag eingebunden, lässt weit mehr Adressen senden: vorher { $before }, jetzt { $after }
watch-include-grew = { $name }, vom SPF-Eintrag eingebunden, kostet { $after } Abfragen; vorher waren es { $before }
watch-include-edited = der eingebundene SPF-Eintrag von { $name } wurde geändert
watch-addresses = { $ip4 } IPv4, { $ip6 } IPv6-Netze
watch-spf-over = SPF kostet { $after } Abfragen, { $max } sind erlaubt: Empfänger antworten mit permerror
watch-spf-over-grown = SPF kostet { $after } Abfragen, { $max } sind erlaubt, weil der Eintrag von { $name } gewachsen ist: Empfänger antworten mit permerror
watch-spf-within = SPF kostet { $after } Abfragen und bleibt wieder unter der Grenze
watch-found = { $title }
watch-found-at = { $title } ({ $owner })
watch-mended = behoben: { $title }
watch-gap-dns = das DNS der Domain
watch-gap-other-dns = das DNS von { $name }
watch-gap-policy-host = der Richtlinien-Host
watch-gap-mail-host = der Mailserver { $name }
watch-gap-open = { $what }: seit { $since } nicht prüfbar ({ $tries ->
    [one] ein Versuch
   *[other] { $tries } Versuche
    }): { $why }
watch-gap-over = { $what }: nicht prüfbar von { $since } bis { $until } ({ $tries ->
    [0] zeitweise
    [one] ein Versuch
   *[other] { $tries } Versuche
    }): { $why }
watch-gap-servers = { $servers }: { $failure }
watch-moved = { $what }: { $text }
watch-asks = { $what }: { $text }
watch-rotated = für alte DKIM-Schlüssel wurden Nachfolger erzeugt: { $selectors }
watch-job-done = Schritt { $step } hatte gewartet und ist erledigt
watch-job-given-up = Schritt { $step } wurde abgebrochen: mailseal plan { $domain } zeigt, was noch zu tun ist
watch-job-stale = Schritt { $step } endete ungeschrieben: wofür er gedacht war, ist inzwischen anders
watch-restless = kommt und geht; bis Ruhe ist, wird davon nichts mehr gemeldet: { $text }

watch-for-minutes = { $count } min
watch-for-hours = { $count } h
watch-for-days = { $count ->
    [one] einem Tag
   *[other] { $count } Tagen
    }

# Betreff und Text der Nachrichten.

watch-subject-one = { $domain }: { $what }
watch-subject-found = { $domain }: { $what }, seit { $since }
watch-subject-mended = { $domain }: nach { $for } wieder in Ordnung: { $what }
watch-subject-several = { $domain }: { $what }, und { $count ->
    [one] eine weitere Änderung
   *[other] { $count } weitere Änderungen
    }
watch-subject-include = { $count ->
    [one] Eine Domain
   *[other] { $count } Domains
    }: SPF-Eintrag von { $name }
watch-subject-mail-host = { $count ->
    [one] Eine Domain
   *[other] { $count } Domains
    }: Mailserver { $name }
watch-subject-servers = { $count ->
    [one] Eine Domain
   *[other] { $count } Domains
    }: keine Antwort von { $name }
watch-subject-quiet = { $count ->
    [one] Eine Änderung
   *[other] { $count } Änderungen
    } während der Ruhezeit
watch-subject-digest = { $count ->
    [one] Eine kleine Änderung
   *[other] { $count } kleine Änderungen
    }
watch-subject-flood = Viele Änderungen auf einmal: { $count }
watch-subject-test = mailseal: ein Test
watch-text-test = Das ist ein Test, den jemand mit mailseal watch test-tell { $name } angefordert hat. Geändert hat sich nichts.
watch-text-and-more = und { $count ->
    [one] eine weitere Änderung
   *[other] { $count } weitere Änderungen
    }, für die in dieser Nachricht kein Platz ist
watch-text-foot = Was sich wann geändert hat: mailseal timeline { $domain }
watch-text-foot-all = Was sich wann geändert hat: mailseal timeline
watch-text-explain = Was das bedeutet: mailseal explain { $id }

# mailseal timeline, mailseal watch

timeline-empty = Es hat sich nichts geändert.
timeline-empty-since = Seit { $date } hat sich nichts geändert. { $looks ->
    [one] Eine Prüfung
   *[other] { $looks } Prüfungen
    }, { $incomplete ->
    [0] alle vollständig
    [one] eine davon unvollständig
   *[other] { $incomplete } davon unvollständig
    }.
timeline-not-watched = { $domain } wird noch nicht beobachtet: mailseal serve sieht danach, und mailseal watch now { $domain } tut es sofort.
timeline-more = Älteres: mailseal timeline { $domain }--before { $entry }
timeline-next = Nächste Prüfung: { $date }
watch-now-nothing = { $domain }: Es hat sich nichts geändert.
watch-now-told = { $count ->
    [one] Eine Nachricht ist zu senden; mailseal serve sendet sie.
   *[other] { $count } Nachrichten sind zu senden; mailseal serve sendet sie.
    }
watch-test-sent = Der Test wurde an { $name } zugestellt.
error-watch-meanwhile = im selben Augenblick wurde { $domain } schon geprüft
error-tell-unknown = es gibt kein [[tell]] mit dem Namen { $name }
    .next = Es gibt: { $known }.
error-tell-not-delivered = { $name } war nicht zu erreichen: { $reason }

# [watch] und [[tell]]

reason-config-least = es muss mindestens { $least } sein
reason-config-between = es muss zwischen { $least } und { $most } liegen
reason-tell-name = jedes [[tell]] hat einen Namen
reason-tell-twice = { $name } heißen zwei
reason-tell-missing = { $name } fehlt { $setting }
reason-tell-other-kind = { $name } ist von einer Art, die kein { $setting } hat
reason-tell-secret = Zugangsdaten von { $name } sind nicht mit file:PFAD oder env:VARIABLE angegeben
error-tell-unusable = { $name } kann nicht benachrichtigt werden: { $reason }
reason-tell-url = die URL ist nicht zu gebrauchen ({ $what })
reason-tell-address = { $address } ist keine Mailadresse
reason-tell-clear = ohne TLS ginge es im Klartext übers Netz; private = true erlaubt das innerhalb des Hauses
reason-tell-bad-secret = die Zugangsdaten sind zu kurz oder haben Zeichen, die sie nicht haben können
reason-tell-room = die Kennung eines Raums beginnt mit einem Ausrufezeichen
reason-tell-tls = TLS lässt sich nicht einrichten: { $what }

cli-timeline = Zeigt, welche Änderungen zu sehen waren, die neuesten zuerst.
cli-arg-timeline-domain = Nur diese Domain
cli-arg-timeline-since = Ab diesem Tag oder Zeitpunkt: 2026-11-24 oder 2026-11-24T12:00:00Z
cli-arg-timeline-until = Vor diesem Tag oder Zeitpunkt
cli-arg-timeline-side = Nur was mailseal tat, was andere taten, Alarme, oder Zeiten, aus denen nichts bekannt ist
cli-arg-timeline-before = Vor diesem Eintrag weitermachen
cli-arg-timeline-limit = Wie viele Zeilen höchstens
cli-value-side = SEITE
cli-value-date = DATUM
cli-value-entry = EINTRAG
cli-watch = Prüft eine Domain sofort, oder versucht, ob jemand zu erreichen ist.
cli-watch-now = Prüft eine Domain so wie mailseal serve und zeigt, was sich geändert hat.
    .more = Läuft mailseal serve, prüft es; sonst prüft dieser Befehl, und was zu melden ist, wartet auf den Server.
cli-arg-watch-now-domain = Die Domain
cli-arg-watch-now-config = Die Konfiguration von mailseal serve: wer benachrichtigt und wie gefragt wird
cli-watch-test-tell = Sendet einen Test an jemanden, den die Konfiguration nennt.
cli-arg-watch-test-tell-name = Der Name in seinem [[tell]]
cli-arg-watch-test-tell-config = Die Konfiguration von mailseal serve
error-date = { $text } ist weder ein Tag noch ein Zeitpunkt
    .next = Zum Beispiel 2026-11-24 oder 2026-11-24T12:00:00Z.
error-watch-no-look = der laufende Server hat { $domain } nicht geprüft: siehe sein Log
reason-said = { $text }
