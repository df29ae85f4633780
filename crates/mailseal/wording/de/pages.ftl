# Was auf den Seiten von mailseal serve steht, neben dem, was Befunde, Pläne und Abläufe selbst sagen.

pages-skip = Zum Inhalt
pages-nav-main = Hauptnavigation
pages-nav-path = Wo Sie sind
pages-domains = Domains
pages-reports = Berichte
pages-activity = Verlauf
pages-settings = Einstellungen
pages-ask = Beliebige Domain prüfen
pages-ask-button = Prüfen
pages-signed-in-as = angemeldet als { $name }
pages-sign-out = Abmelden
pages-display-link = Hell, dunkel oder wie das System
pages-keys-link = Tastatur
pages-title-refused = Fehler: { $title }

pages-ago-now = gerade eben
pages-ago-minutes = vor { $n } min
pages-ago-hours = vor { $n } h
pages-ago-days = vor { $n } Tagen
pages-in-minutes = in { $n } min
pages-in-hours = in { $n } h
pages-in-days = in { $n } Tagen
pages-month-1 = Jan.
pages-month-2 = Febr.
pages-month-3 = März
pages-month-4 = Apr.
pages-month-5 = Mai
pages-month-6 = Juni
pages-month-7 = Juli
pages-month-8 = Aug.
pages-month-9 = Sept.
pages-month-10 = Okt.
pages-month-11 = Nov.
pages-month-12 = Dez.

pages-mark-critical = Kritisch
pages-mark-high = Hoch
pages-mark-medium = Mittel
pages-mark-low = Gering
pages-mark-info = Hinweis
pages-mark-broken = defekt
pages-mark-attention = offen
pages-mark-in-force = in Kraft
pages-mark-unknown = nicht prüfbar
pages-mark-waiting = wartet
pages-mark-off = nicht eingerichtet
pages-legend = Was die Zeichen bedeuten

pages-fact-observed = Beobachtet
pages-fact-why = Warum es zählt
pages-fact-fix = Abhilfe
pages-fact-manual = Handbuch
pages-observed-record = Der Eintrag, wie er dasteht
pages-nothing-stands = Bei { $name } steht nichts.
pages-evidence = Antworten, auf denen das beruht
pages-unknown-title = { $protection } war nicht vollständig prüfbar
pages-unknown-no-fault = Unbekanntes zählt nicht als Fehler.
pages-unknown-fix = Prüfen Sie später noch einmal. Antwortet Port 25 oder ein Nameserver nie, sehen Sie nach, ob dieser Rechner ihn erreichen darf.

pages-diff-label = Änderung an { $name }
pages-diff-remove = Entfällt:
pages-diff-add = Neu:
pages-diff-same = Bleibt:
pages-change-add = Neu
pages-change-change = Ändern
pages-change-remove = Entfernen

pages-record-show-as = Wert zeigen als
pages-record-one = Eine Zeichenkette
pages-record-split = Je 255 Oktette
pages-record-plain = Reiner Text
pages-record-value = Wert als eine Zeichenkette
pages-record-value-split = Wert als mehrere Zeichenketten
pages-record-octets = { $count ->
        [one] 1 Oktett
       *[other] { $number } Oktette
    }
pages-copy = Kopieren
pages-copied = Kopiert

pages-tree = Baum des SPF-Eintrags mit der laufenden Zahl der Abfragen
pages-tree-term = Term
pages-tree-cost = Kosten
pages-tree-total = Summe
pages-tree-cut = hier brechen Empfänger ab
pages-tree-over = über der Grenze
pages-tree-below = Was er einbindet
pages-tree-more = { $count ->
        [one] Ein weiterer Term ist nicht gezeichnet.
       *[other] { $number } weitere Terme sind nicht gezeichnet.
    }

pages-line-done = fertig
pages-line-now = jetzt
pages-line-later = später

pages-errors = Es gibt ein Problem
pages-fault = Fehler:

pages-save = Speichern
pages-show = Zeigen
pages-plan = Plan
pages-domain = Domain
pages-look-again = Erneut ansehen
pages-look-anew = DNS neu ansehen
pages-check-now = Jetzt prüfen
pages-review-plan = Plan ansehen
pages-protection = Schutz
pages-findings = Befunde
pages-lives = Unterwegs
pages-side = Wissenswertes zu dieser Domain
pages-more = Mehr
pages-latest = Zuletzt
pages-records-link = Einträge zum Veröffentlichen von Hand
pages-history-link = Verlauf und Rückgängig
pages-domain-asking = Ihre Nameserver und Mailserver werden gefragt.
pages-domain-running = Die Abfrage läuft. Ein Mailserver kann bis zu 30 s brauchen.
pages-domain-not-looked = Die Domain konnte nicht angesehen werden.
pages-domain-checked = Geprüft
pages-domain-servers = gefragt: { $servers }

pages-verdict-unseen = Die Nameserver waren nicht erreichbar. Über die Domain ist gerade nichts bekannt.
pages-verdict-own-mail = Mail von Ihren eigenen Servern fällt bei einer Prüfung durch.
pages-verdict-incoming = Mail an diese Domain kommt womöglich nicht an.
pages-verdict-forgery = Gefälschte Mail in Ihrem Namen gilt als Ihre.
pages-verdict-encryption = Mail an diese Domain kann unverschlüsselt unterwegs sein.
pages-verdict-order = Etwas ist defekt; Mail ist nicht betroffen.
pages-verdict-forgeable = Gefälschte Mail in Ihrem Namen wird noch zugestellt.
pages-verdict-better-own-mail = Alles funktioniert. Was Ihre Server senden, ließe sich besser schützen.
pages-verdict-better-incoming = Alles funktioniert. Der Weg der Mail zu Ihnen könnte sicherer sein.
pages-verdict-better-forgery = Alles funktioniert. Sie können mit gefälschter Mail strenger sein.
pages-verdict-better-encryption = Alles funktioniert. Die Verschlüsselung eingehender Mail könnte besser sein.
pages-verdict-better-order = Alles funktioniert. Es gibt etwas aufzuräumen.
pages-verdict-fine-as-far = Was prüfbar war, ist in Ordnung.
pages-verdict-fine = Alles ist in Kraft. Nichts zu tun.
pages-verdict-plan-below = Der Plan unten bringt DNS auf den gewünschten Stand.

pages-count-critical = { $number } kritisch
pages-count-high = { $number } hoch
pages-count-medium = { $number } mittel
pages-count-low = { $number } gering
pages-count-info = { $number } { $count ->
        [one] Hinweis
       *[other] Hinweise
    }
pages-count-unknown = { $number } nicht prüfbar
pages-in-force-title = { $protections }: nichts zu beheben

pages-forged = Eine gefälschte Mail heute
pages-forged-own = Von { $domain }: { $treated }.
pages-forged-subdomains = Von einem Namen darunter: { $treated }.
pages-forged-missing = Von einem Namen darunter, den es nicht gibt: { $treated }.
pages-forged-none = wird zugestellt
pages-forged-quarantine = gilt als verdächtig
pages-forged-reject = wird abgelehnt

pages-plan-page = Plan für { $domain }
pages-plan-lede = Nichts wird geschrieben, bevor Sie ihn anwenden.
pages-plan-nothing = DNS ist so, wie Sie es wollen. Keine Änderung geplant.
pages-plan-adopts = DNS ist so, wie Sie es wollen. Was andere veröffentlicht haben, wird mitbetreut.
pages-plan-blocked = Etwas steht im Weg
pages-plan-title = { $count ->
        [one] Plan: 1 Änderung
       *[other] Plan: { $count } Änderungen
    }{ $steps ->
        [one] {""}
       *[other] { " " }in { $steps } Schritten
    }
pages-plan-now = Jetzt, gemeinsam
pages-plan-step = Schritt { $number }
pages-plan-step-link = Schritt { $number } des Plans
pages-plan-when-served = Sobald { $url } die Richtlinie ausliefert
pages-plan-when-in-place = Sobald { $type } { $name } dasteht
pages-plan-apply = { $count ->
        [one] 1 Änderung anwenden
       *[other] { $number } Änderungen anwenden
    }
pages-plan-adopt = { $count ->
        [one] 1 Eintrag mitbetreuen
       *[other] { $number } Einträge mitbetreuen
    }
pages-plan-adopted = { $count ->
        [one] Ein Eintrag wird von nun an mitbetreut. Geschrieben wurde nichts.
       *[other] { $number } Einträge werden von nun an mitbetreut. Geschrieben wurde nichts.
    }
pages-plan-waits = Noch ließ sich nichts schreiben. Was wartet, wird geschrieben, sobald es darf.
pages-plan-promise = Nach jeder Änderung wird bei jedem Nameserver nachgesehen; jede lässt sich zurücknehmen.
pages-plan-ask = Es bleibt, wie es ist, solange Sie nichts anderes wünschen:
pages-plan-ask-merge = einen Eintrag daraus machen
pages-plan-ask-take-over = ersetzen
pages-plan-stale = DNS hat sich seit diesem Plan geändert. Nichts wurde geschrieben. Hier der neue Plan.
pages-plan-risk-reject = Empfänger sollen Mail ablehnen, die bei DMARC durchfällt. Ein vergessener Absender verlöre seine Mail.
pages-plan-risk-no-mail = Die Domain nimmt keine Mail mehr an.
pages-plan-confirm = Name der Domain, zur Bestätigung
pages-plan-confirm-hint = Geben Sie { $domain } ein, wenn Sie das wollen.
pages-plan-confirm-fault = Geben Sie zur Bestätigung { $domain } ein. Nichts wurde geschrieben.

pages-run = Lauf { $number }
pages-run-undo = Lauf { $number }, Zurücknehmen
pages-run-under-way = Es wird geschrieben und bei jedem Nameserver nachgesehen. Sie können die Seite schließen; die Arbeit läuft weiter.
pages-run-writes = wird noch geschrieben
pages-run-not-known = wie weit es kam, ist hier nicht bekannt
pages-run-done = { $count ->
        [one] Geschrieben und bei jedem Nameserver zu sehen.
       *[other] Alle { $count } Änderungen sind geschrieben und bei jedem Nameserver zu sehen.
    }
pages-run-open = { $written } von { $count } Änderungen stehen. Der Lauf ist nicht abgeschlossen und lässt sich fortsetzen.
pages-run-given-up = { $written } von { $count } Änderungen stehen. Der Rest wurde abgebrochen: ein neuer Plan zeigt, was noch zu tun ist.
pages-run-planned = Beschlossen am { $when }; wartet.
pages-run-cut-off = Begonnen am { $when } und abgebrochen. Beim Fortsetzen wird zuerst nachgesehen, was dasteht.
pages-run-done-before = Geschrieben am { $when } und bei jedem Nameserver gesehen.
pages-run-given-up-before = Beendet am { $when }, bevor alles erledigt war. Ein neuer Plan zeigt, was noch zu tun ist.
pages-run-resume = Fortsetzen
pages-run-undo-link = Zurücknehmen…
pages-run-back = Zurück zur Domain
pages-run-change = Was er ändert
pages-undo = Lauf { $number } zurücknehmen
pages-undo-here = Zurücknehmen
pages-undo-nothing = Es gibt nichts zurückzunehmen.
pages-undo-lede = { $count ->
        [one] Eine Änderung geht auf den Stand davor zurück. Erst zeigen, dann schreiben.
       *[other] { $number } Änderungen gehen auf den Stand davor zurück. Erst zeigen, dann schreiben.
    }
pages-undo-button = { $count ->
        [one] 1 Änderung zurücknehmen
       *[other] { $number } Änderungen zurücknehmen
    }
pages-undo-stale = DNS hat sich seither geändert. Nichts wurde geschrieben. Das würde jetzt zurückgenommen.

pages-records = Einträge von { $domain }
pages-records-here = Einträge
pages-records-lede = { $count ->
        [one] Ein Eintrag, so wie er bei Ihrem DNS-Anbieter einzutragen ist.
       *[other] { $number } Einträge, so wie sie bei Ihrem DNS-Anbieter einzutragen sind.
    }
pages-records-provider = Formular von
pages-records-provider-none = keinem Anbieter: reine Werte
pages-records-published = Veröffentlicht: jetzt prüfen
pages-records-replaces = Ein anderer Wert steht da. Dieser tritt an seine Stelle; ein zweiter daneben würde beide zerstören.
pages-records-missing = Steht noch nicht da.
pages-records-unseen = Was dort steht, war nicht zu sehen: { $failure }.
pages-records-policy = Richtliniendatei
pages-records-export = Für andere Werkzeuge

pages-history = Verlauf von { $domain }
pages-history-here = Verlauf
pages-history-lede = Was mailseal getan hat, das Neueste zuerst. Ein Lauf zeigt seine Änderungen und lässt sich zurücknehmen, solange sie stehen.
pages-history-empty = Noch wurde nichts getan.
pages-history-number = Nummer
pages-history-what = Was
pages-history-state = Stand
pages-history-when = Wann
pages-step = Schritt { $number }
pages-step-add = Aufgenommen
pages-step-change = Gewünschtes geändert
pages-step-apply = Ins DNS geschrieben
pages-step-undo = Zurückgenommen
pages-step-remove = Entlassen
pages-pager = Seiten
pages-pager-newest = Neueste
pages-pager-older = Ältere

pages-life-key-signer = Alle können ihn sehen. Geben Sie ihn dem Programm, das signiert, und sagen Sie es hier, sobald es damit signiert.
pages-life-mta-sts-clean-reports = TLS-Berichte werden hier nicht gelesen. Sehen Sie sie an, und sagen Sie es hier, wenn sie sauber sind.
pages-life-dmarc-owners-word = Berichte werden hier nicht gelesen. Sagen Sie es hier, wenn alle Ihre Absender bestehen.
pages-life-dmarc-mailboxes = Mail von Menschen an Mailinglisten würde abgelehnt (RFC 9989 §7.4). Sagen Sie es ihnen, und bestätigen Sie es hier.
pages-life-parking-sending = Der Schlüssel { $selector } signiert womöglich noch. Sagen Sie es hier, wenn keine Mail mehr gesendet wird.
pages-life-departure-unused = Die Schlüssel und unser Teil des SPF-Eintrags bleiben. Sagen Sie es hier, wenn niemand mehr mit diesen Schlüsseln signiert und kein Absender den Eintrag braucht; Mail, für die sonst nichts bürgt, weisen große Empfänger ab.
pages-life-departure-blocked = { $record } lässt sich nicht zurückziehen; der Plan nennt den Grund.
pages-say-signing = Es wird damit signiert
pages-say-clean-tls = Die Berichte sind sauber
pages-say-aligned = Alle meine Absender bestehen
pages-say-mailboxes = Sie wissen es
pages-say-no-mail = Es wird keine Mail mehr gesendet
pages-say-unused = Niemand braucht sie mehr
pages-leaving-mode-none = Modus none, bis Zwischenspeicher abgelaufen sind
pages-leaving-record = Der Eintrag geht
pages-leaving-left = Verlassen
pages-departure = Betreuung
pages-departure-before = Betreut
pages-departure-leaving = Wird verlassen
pages-departure-left = Verlassen
pages-parking-mail = Mail
pages-parking-ending = Endet
pages-parking-parked = Geparkt

pages-display = Darstellung
pages-display-language = Sprache
pages-display-colours = Farben
pages-theme-system = Wie das System
pages-theme-light = Hell
pages-theme-dark = Dunkel
pages-display-keys = Einzelne Tasten bewirken etwas
pages-display-keys-hint = Nie, während Sie in einem Feld schreiben.
pages-keys-list = Alle Tasten
pages-display-saved = In diesem Browser gespeichert.
pages-keys = Tasten
pages-keys-lede = Sie bewirken nichts, während Sie in einem Feld schreiben.
pages-keys-off = Abschalten
pages-key-ask = zum Feld „Beliebige Domain prüfen“
pages-key-domains = zu den Domains
pages-key-activity = zum Verlauf
pages-key-next = nächster Befund oder nächste Zeile
pages-key-previous = voriger Befund oder vorige Zeile
pages-key-open = alle Befunde öffnen oder schließen
pages-key-help = diese Liste

pages-failed-not-found = Diese Seite gibt es nicht
pages-failed-forbidden = Das dürfen Sie nicht
pages-failed-conflict = Inzwischen hat sich etwas geändert
pages-failed-world = Die Welt antwortet nicht
pages-failed-ours = Hier ist etwas schiefgegangen
pages-failed-address = Unter { $path } gibt es nichts.
pages-failed-home = Zur ersten Seite

pages-add-domain = Domain hinzufügen
pages-domains-empty = Noch keine Domain. Fügen Sie eine hinzu; bevor etwas geschrieben wird, sehen Sie, was da ist.
pages-domains-all-fine = { $count ->
        [one] Die Domain ist in Ordnung.
       *[other] Alle { $number } Domains sind in Ordnung.
    }
pages-domains-need-you = { $count ->
        [1] Eine Domain braucht Sie.
        [2] Zwei Domains brauchen Sie.
       *[other] { $number } Domains brauchen Sie.
    }
pages-domains-unknown = { $count ->
        [1] Eine war nicht prüfbar.
        [2] Zwei waren nicht prüfbar.
       *[other] { $number } waren nicht prüfbar.
    }
pages-domains-waiting = { $count ->
        [1] Eine wartet.
        [2] Zwei warten.
       *[other] { $number } warten.
    }
pages-domains-fine = { $count ->
        [1] Eine ist in Ordnung.
        [2] Zwei sind in Ordnung.
       *[other] { $number } sind in Ordnung.
    }
pages-domains-found = { $count ->
        [one] 1 Domain
       *[other] { $number } Domains
    }
pages-domains-none = Noch keine Domain.
pages-domains-no-match = So eine Domain gibt es nicht.
pages-domains-no-match-text = Keine Domain passt zu „{ $text }“.
pages-domains-show-all = { $count ->
        [one] Die eine zeigen
       *[other] Alle { $number } zeigen
    }
pages-domains-caption = Ihre Domains, die dringendsten zuerst
pages-domains-what = Was zu tun ist
pages-filter-name = Name oder ein Teil davon
pages-filter-finding = mit dem Befund
pages-filter-button = Filtern
pages-tabs = Anzeigen
pages-tab-all = Alle
pages-tab-act = Braucht Sie
pages-tab-unknown = Nicht prüfbar
pages-tab-wait = Wartet
pages-tab-fine = In Ordnung
pages-pager-first = Erste Seite
pages-pager-next = Weiter
pages-row-new = Noch nicht angesehen
pages-row-new-why = Öffnen Sie sie, um sie jetzt anzusehen.
pages-row-unseen = Nicht prüfbar, { $protection }: { $failure }
pages-row-more = { $count ->
        [one] Ein weiterer Befund.
       *[other] { $number } weitere Befunde.
    }
pages-row-plan = { $count ->
        [one] Ein Plan mit 1 Änderung liegt bereit.
       *[other] Ein Plan mit { $number } Änderungen liegt bereit.
    }
pages-row-waits = Wartet
pages-row-waits-until = Wartet bis { $date }
pages-row-waits-why = Bis dahin ist nichts zu tun.
pages-row-fine = Alles ist in Kraft
pages-row-parked = Geparkt: sendet keine Mail und sagt das auch
pages-row-parked-why = Alle werden gebeten, Mail von diesem Namen abzulehnen.
pages-causes = Gemeinsame Ursachen
pages-causes-all = Alle zeigen
pages-causes-lede = Befunde, die mehrere Domains haben, die häufigsten zuerst.
pages-causes-none = Keine zwei Domains haben denselben Befund.
pages-finding = Befund
pages-severity = Schwere

pages-back = Zurück
pages-optional = (freiwillig)
pages-login = Anmelden
pages-login-name = Name
pages-login-password = Passwort
pages-login-button = Anmelden
pages-login-wrong = Name oder Passwort ist falsch.
pages-too-many-tries = Zu viele Versuche. Wieder { $when }.
pages-signed-out = Sie sind abgemeldet.
pages-session-over = Sie wurden nach { $time } abgemeldet. Was Sie zuletzt gesendet haben, wurde nicht getan.
pages-for-minutes = { $count ->
        [one] einer Minute
       *[other] { $count } Minuten
    }
pages-for-hours = { $count ->
        [one] einer Stunde
       *[other] { $count } Stunden
    }
pages-setup = Erster Start
pages-setup-lede = Noch hat niemand ein Konto. Das erste darf alles.
pages-setup-loopback = Nur von diesem Rechner erreichbar. Für andere setzen Sie web.listen und web.public-url in der Konfiguration.
pages-setup-code = Einrichtungscode
pages-setup-code-hint = Er steht im Log in der Zeile „set-up code“ und in der Datei set-up-code im Datenverzeichnis.
pages-setup-code-wrong = Dieser Code passt nicht. Er steht im Log in der Zeile „set-up code“.
pages-setup-password-hint = Mindestens 12 Zeichen. Ein Passwortmanager darf es ausfüllen.
pages-password-short = Geben Sie mindestens { $number } Zeichen ein
pages-setup-button = Konto anlegen

pages-advanced = { $count ->
        [one] Ein Schritt ist getan. Der Plan zeigt, was im DNS folgt.
       *[other] { $number } Schritte sind getan. Der Plan zeigt, was im DNS folgt.
    }
pages-advanced-nothing = Vermerkt. Noch geht nichts weiter.

pages-added = { $domain } hinzugefügt. Geschrieben wurde noch nichts.
pages-add-steps = Schritte
pages-add-step-name = Domain
pages-add-step-wanted = Was gewollt ist
pages-add-step-access = Wer veröffentlicht
pages-add-name-hint = Etwa example.org. Gefragt werden ihre eigenen Nameserver; geändert wird nichts.
pages-add-look = Ansehen, was da ist
pages-add-heading = { $domain }: was da ist und was Sie wollen
pages-add-wanted-lede = Nichts, was in Kraft ist, wird gelockert. Ein Plan zeigt jede Änderung, bevor sie geschrieben wird.
pages-found = Was da ist
pages-found-nothing = nichts
pages-found-several = { $number } Einträge, also zählt keiner
pages-found-no-zone = keine eigene Zone
pages-add-kind = Wofür ist die Domain da?
pages-add-mail = Mail
pages-add-mail-hint = Sie sendet und empfängt. SPF, DKIM-Schlüssel, DMARC, MTA-STS und TLS-Berichte werden vorbereitet.
pages-add-parked = Keine Mail
pages-add-parked-hint = Alle werden gebeten, Mail in ihrem Namen abzulehnen.
pages-add-mx = Mailserver
pages-add-mx-hint = Bleibt es leer, gelten die aus den MX-Einträgen. Mehrere mit Leerzeichen dazwischen.
pages-add-reports = Adresse für Berichte
pages-add-reports-hint = Bleibt es leer, gehen sie an dmarc@ und tlsrpt@{ $domain }.
pages-add-policy-host = Server, der die MTA-STS-Richtlinie ausliefert
pages-add-policy-host-hint = Dieser Server oder ein anderer Webserver; mta-sts unter der Domain wird sein Alias. Lassen Sie es leer, wenn der Name schon dasteht.
pages-add-mailboxes = Menschen schreiben von ihr
pages-add-mailboxes-hint = Dann wird vor p=reject nachgefragt: es kostet sie ihre Mail an Mailinglisten (RFC 9989 §7.4).
pages-add-button = Domain hinzufügen

pages-access = Wer veröffentlicht für { $domain }?
pages-access-here = Zugang
pages-access-lede = Entweder schreibt mailseal, was ein Plan zeigt, oder Sie tun es von Hand. Das lässt sich später ändern.
pages-access-ours = mailseal, mit einem Zugang
pages-access-standing = Der Zugang { $name } reicht bis zu dieser Zone.
pages-access-plan = Zum Plan
pages-access-provider = DNS bei
pages-access-provider-none = auswählen
pages-access-choose = Wählen Sie aus, wo die Zone liegt
pages-access-zone = Zone
pages-access-missing = Es fehlt: { $field }
pages-access-promise = Er wird sofort erprobt, indem die Zone gelesen wird. Geschrieben wird dabei nichts.
pages-access-save = Erproben und speichern
pages-access-works = Der Zugang funktioniert und ist als { $name } gespeichert.
pages-access-fails = Nichts wurde gespeichert: { $reason }
pages-access-hand = Von Hand
pages-access-hand-text = Jeder Eintrag wird so gezeigt, wie das Formular Ihres DNS-Anbieters ihn verlangt. Was Sie veröffentlichen, wird erkannt.
pages-access-records = Einträge zeigen
pages-place-rfc2136 = Eigener Nameserver (RFC 2136, TSIG)
pages-place-cloudflare = Cloudflare
pages-place-hetzner = Hetzner
pages-place-ionos = IONOS
pages-place-ovh = OVH
pages-place-powerdns = PowerDNS
pages-place-google = Google Cloud DNS
pages-place-azure = Azure DNS
pages-place-route53 = Amazon Route 53
pages-place-desec = deSEC

pages-failed-refused = Das wurde abgelehnt
pages-failed-number = Kennung { $number }. Geändert wurde nichts.

