# Die Worte um die Befunde: Überschriften, Schweregrade, Schutzarten, Zustände, Einheiten.

severity-info = Hinweis
severity-low = gering
severity-medium = mittel
severity-high = hoch
severity-critical = kritisch

state-ok = in Ordnung
state-warning = Warnung
state-problem = Problem
state-absent = fehlt
state-unknown = unbekannt
state-not-applicable = nicht nötig

check-named-twice = { $domain } wurde mehrmals genannt und wird einmal geprüft.

protection-spf = SPF
protection-dkim = DKIM
protection-dmarc = DMARC
protection-mta-sts = MTA-STS
protection-tls-rpt = TLS-RPT
protection-dane = DANE
protection-mail = Mailserver

count-problems = { $count ->
        [one] { $count } Problem
       *[other] { $count } Probleme
    }
count-warnings = { $count ->
        [one] { $count } Warnung
       *[other] { $count } Warnungen
    }
count-notes = { $count ->
        [one] { $count } Hinweis
       *[other] { $count } Hinweise
    }
count-unknowns = { $count ->
        [one] { $count } nicht prüfbar
       *[other] { $count } nicht prüfbar
    }
count-ignored = { $count ->
        [one] { $count } ausgelassen
       *[other] { $count } ausgelassen
    }
count-in-force = { $count } von { $total } in Kraft
nothing-found = nichts zu beheben
count-more-of = … und { $count } weitere { $id }: siehe -v
count-more-like = … und { $count } weitere { $id } an diesem Namen, nicht aufgeführt
text-cut = gezeigt sind die Oktette { $start } bis { $end } von { $octets }
corrected-too-long = Der berichtigte Text hat { $octets } Oktette; das ist zu lang, um ihn zu zeigen.
forged-alike = gefälschte Mail von { $domain } und jedem Namen darunter: { $own }
forged-apart = gefälschte Mail von { $domain }: { $own }; von Subdomains: { $subdomains }; von Namen, die es nicht gibt: { $missing }
forged-none = durchgelassen
forged-quarantine = als verdächtig behandelt
forged-reject = abgewiesen
asked-servers = gefragt: { $servers }

label-why = Warum
label-receivers = Empfänger
label-fix = Abhilfe
label-next = Weiter
label-section = Abschnitt
label-severity = Schwere
label-corrected = Berichtigt
label-evidence = Belege
label-publish = Anlegen
label-withdraw = Entfernen

hint-explain = mailseal explain { $id }
hint-verbose = { $count ->
        [one] ein weiterer Hinweis mit -v
       *[other] { $count } weitere Hinweise mit -v
    }
lint-clean = daran ist nichts auszusetzen
ignored-until = ausgelassen bis { $until }: { $reason }
ignore-expired = die Ausnahme für { $id } endete am { $until }: { $reason }

unknown-line = { $question }: { $failure }; nicht als Fehler gezählt
failure-serv-fail = der Server antwortete SERVFAIL
failure-refused = der Server verweigerte die Antwort
failure-timeout = keine Antwort in der Zeit
failure-bogus = die DNSSEC-Prüfung schlug fehl
failure-unreachable = keine Verbindung
failure-no-route = von diesem Rechner führt kein Weg zur Adresse
failure-malformed = die Antwort war nicht lesbar
failure-guarded = die Adresse ist privat und wurde nicht gefragt
failure-not-asked = wurde nicht gefragt

question-policy = die Richtlinie unter https://mta-sts.{ $name }/
question-smtp = Port 25 von { $name }

progress-checked = { $done } von { $total } geprüft
