# Die Seite, auf der ein SPF-Eintrag zusammengestellt wird.

pages-spf-title = SPF von { $domain }
pages-spf-heading = Wer darf als { $domain } Mail senden?
pages-spf-lede = Ausgangspunkt ist der bestehende Eintrag. Geschrieben wird erst, wenn Sie einen Plan anwenden.
pages-spf-senders = Wer senden darf
pages-spf-senders-hint = Wer nicht mehr für Sie sendet, wird abgewählt. Die Reihenfolge des Eintrags bleibt.
pages-spf-mx = Die Server im MX
pages-spf-mx-hint = Folgt, wenn der MX umzieht.
pages-spf-a = Die Adressen der Domain selbst
pages-spf-a-hint = Oft der Webserver: nur wählen, wenn er Mail sendet.
pages-spf-host = Ein Server
pages-spf-host-hint = Alle seine Adressen.
pages-spf-include = Ein Dienst, durch seinen eigenen Eintrag
pages-spf-include-hint = Alle, die jener Eintrag senden lässt.
pages-spf-network = Eine Adresse oder ein Netz
pages-spf-network-hint = Kostet keine Abfrage.
pages-spf-exists = Eine Frage, die je Mail gebildet wird
pages-spf-exists-hint = Bleibt, wie sie ist: wen sie durchlässt, kann niemand auflisten.
pages-spf-ptr = Über Rückwärtsnamen
pages-spf-ptr-hint = Langsam und nicht mehr vorgesehen (RFC 7208 §5.5): weglassen.
pages-spf-lookups = { $count ->
        [one] Abfrage
       *[other] Abfragen
    }
pages-spf-would-be = wären { $number }
pages-spf-cost-unknown = nicht vollständig bekannt
pages-spf-add = Absender hinzufügen
pages-spf-add-hint = Ein Name zum Einbinden, eine Adresse, ein Netz oder ein Term wie a:mail.example.net
pages-spf-add-button = Hinzufügen
pages-spf-no-term = „{ $text }“ ist keine Adresse, kein Netz, kein Name und kein Term, der sich aufnehmen lässt
pages-spf-others = Alle anderen
pages-spf-others-hint = Was ein Empfänger von Mail halten soll, die von anderswo kommt.
pages-spf-softfail = Verdächtig
pages-spf-softfail-hint = DMARC entscheidet; weitergeleitete Mail mit gültiger DKIM-Signatur kommt noch an.
pages-spf-fail = Nicht von uns
pages-spf-fail-hint = Manche Empfänger lehnen sofort ab, bevor sie DKIM ansehen.
pages-spf-neutral = Es wird nichts gesagt
pages-spf-neutral-hint = Das steht heute da und schützt niemanden.
pages-spf-pass = Alle dürfen als Sie senden
pages-spf-pass-hint = Das steht heute da. Wählen Sie eines der anderen.
pages-spf-redirect = Was der Eintrag sagt, auf den verwiesen wird
pages-spf-redirect-hint = Dort steht ein redirect, oder gar nichts.
pages-spf-record = Ihr Eintrag
pages-spf-count = { $count } von { $max } Abfragen
pages-spf-within = Im Rahmen
pages-spf-near = Nahe der Grenze
pages-spf-over = Über der Grenze: Empfänger brechen dort ab
pages-spf-every = Jede Abfrage, der Reihe nach
pages-spf-against = Gegenüber dem, was steht
pages-spf-same = Nichts ändert sich.
pages-spf-no-reports = Ohne Berichte weiß niemand, wer wirklich sendet. Es gilt, was Sie selbst wissen.
pages-spf-unknown = Nicht alles ließ sich fragen: { $question }. Die Zahl kann höher sein.
pages-spf-link = Wer senden darf (SPF)
pages-spf-save = In den Plan aufnehmen
pages-spf-update = Vorschau erneuern
pages-spf-stored = Gespeichert. Das ist der Plan, der daraus folgt; geschrieben ist noch nichts.

error-spf-draft = Der SPF-Eintrag von { $domain } lässt sich nicht zusammenstellen: { $reason }
    .next = Sehen Sie zuerst die Befunde der Domain an.
reason-spf-draft-broken = der bestehende Eintrag hat Syntaxfehler und wird zuerst repariert
