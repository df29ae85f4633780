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
