# Die Seite, die eine beliebige Domain prüft.

pages-check = Beliebige Domain prüfen
pages-check-title = Prüfung von { $domain }
pages-check-start = Geben Sie eine Domain ein. Deren eigene Nameserver werden gefragt, geändert wird nichts.
pages-check-asking = Nameserver und Mailserver werden gerade gefragt.
pages-check-lede = { $fine } von { $all } Schutzmaßnahmen sind in Kraft. { $verdict }
pages-check-answers = Antworten als JSON
pages-check-ours = Domain öffnen
pages-check-add = Diese Domain aufnehmen
pages-check-another = Erneut prüfen, oder eine andere
pages-check-selectors = DKIM-Selektoren, falls bekannt (optional)
pages-check-selectors-hint = Schlüssel lassen sich nicht auflisten; ohne Selektor werden die üblichen versucht.
pages-check-parked = Sie soll keine Mail haben
pages-check-hidden = Was das DNS nicht zeigt
pages-check-hidden-selectors = DKIM-Schlüssel lassen sich nicht auflisten: einer mit ungewöhnlichem Selektor bleibt unsichtbar.
pages-check-hidden-keys = Ob ein privater Schlüssel sicher liegt, sieht von außen niemand.
pages-check-hidden-sources = Wer wirklich in ihrem Namen sendet, sagen nur DMARC-Berichte.
