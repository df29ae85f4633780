# Was die Verben status, advance, rotate und leave über den Stand der Abläufe sagen.

life-since = seit { $date }
life-stage-none = keine
life-stage-expiring = Rückzug: Modus none, bis die Zwischenspeicher abgelaufen sind
life-stage-record-going = Rückzug: der Eintrag geht, die Richtlinie bleibt noch
life-stage-parked = Geparkt: keine Mail
life-stage-parking = Mail: wird geparkt seit { $date }
life-stage-mail = Mail
life-may-move = Mit mailseal advance { $domain } geht es jetzt weiter:
life-nothing-moved = Nichts hat sich bewegt.
life-then-apply = mailseal plan { $domain } zeigt, ob daraus etwas für das DNS folgt; mailseal apply { $domain } schreibt es.

life-not-seen = war nicht festzustellen: { $failure }

life-key-moved = jetzt: { $state }
life-key-record-dropped = sein Eintrag wird nicht mehr gebraucht
life-key-written = sein Eintrag ist noch zu schreiben
life-key-other-record = an seinem Namen steht ein anderer Eintrag, der zuerst weichen muss
life-key-every-server = diese Server haben seinen Eintrag noch nicht: { $servers }
life-key-negative-ttl = Resolver können sich bis { $until } merken, dass es keinen Eintrag gab
life-key-signer = er ist überall sichtbar: Geben Sie ihn dem signierenden Server und bestätigen Sie das mit --confirm signing
life-key-late-mail = sein Eintrag bleibt bis { $until }, für Mail, die noch unterwegs ist
life-key-removed = sein Eintrag ist noch zu entfernen
life-key-lost = er signiert, und sein Eintrag steht nicht auf jedem Server: Empfänger können die Mail nicht prüfen

life-mta-sts-begun = eine Richtlinie beginnt, im Modus testing
life-mta-sts-mode = aus dem Modus { $from } wird { $to }
life-mta-sts-hosts-added = die Richtlinie nennt nun auch { $added }
life-mta-sts-hosts-dropped = die Richtlinie nennt { $dropped } nicht mehr
life-mta-sts-hosts-changed = die Richtlinie nennt nun { $added } und nicht mehr { $dropped }
life-mta-sts-max-age =
    { $days ->
        [one] Absender behalten die Richtlinie einen Tag lang
       *[other] Absender behalten die Richtlinie { $days } Tage lang
    }
life-mta-sts-record-dropped = der Eintrag wird nicht mehr gebraucht; die Richtlinie bleibt, bis Resolver den Eintrag vergessen haben
life-mta-sts-left = davon ist nichts mehr übrig: der Richtlinien-Server kann weg
life-mta-sts-served = der Richtlinien-Server liefert die Richtlinie noch nicht so aus, wie sie sein soll
life-mta-sts-record = der Eintrag steht noch nicht auf jedem Server
life-mta-sts-reports = auf Berichte über gescheitertes TLS wird bis { $until } gewartet
life-mta-sts-clean-reports = TLS-Berichte werden hier noch nicht gelesen: Sehen Sie sie durch und bestätigen Sie mit --confirm clean-tls, dass sie sauber sind
life-mta-sts-no-hosts = die Domain hat keinen Mailserver
life-mta-sts-bad-tls = { $host } bietet kein TLS, das Absender annehmen: unter enforce würde ihm niemand zustellen
life-mta-sts-unlistable = ein Mailserver lässt sich in der Richtlinie nicht nennen, oder es sind zu viele
life-mta-sts-too-many-policies = zu viele Richtlinien können noch bei Absendern liegen: Sie ändert sich, sobald eine davon abgelaufen ist
life-mta-sts-caches = Absender können eine ältere Richtlinie bis { $until } behalten
life-mta-sts-caches-open = Absender können eine ältere Richtlinie behalten; wie lange, steht fest, sobald die neue ausgeliefert wird
life-mta-sts-record-removed = der Eintrag ist noch zu entfernen
life-mta-sts-record-ttl = Resolver können den Eintrag bis { $until } behalten; so lange wird die Richtlinie ausgeliefert

life-dmarc-moved = aus { $from } wird { $to }
life-dmarc-published = der jetzige Eintrag steht noch nicht auf jedem Server
life-dmarc-stand = die jetzige Richtlinie bleibt bis { $until } stehen, damit Berichte eintreffen
life-dmarc-signing = kein Schlüssel signiert: weitergeleitete Mail würde durchfallen
life-dmarc-owners-word = DMARC-Berichte werden hier noch nicht gelesen: Bestätigen Sie mit --confirm aligned, dass alle Ihre Absender bestehen
life-dmarc-few-messages =
    { $messages ->
        [one] die Berichte handeln von einer einzigen Nachricht, das beweist nichts
       *[other] die Berichte handeln von { $messages } Nachrichten, das beweist noch nichts
    }
life-dmarc-not-aligned = von { $messages } Nachrichten Ihrer Absender bestehen { $aligned }
life-dmarc-mailboxes = Mail von Menschen an Mailinglisten würde abgewiesen (RFC 9989 §7.4): Sagen Sie es ihnen und bestätigen Sie das mit --confirm mailboxes

life-mail-hosts = Mail soll angenommen werden von { $hosts }
life-parking-begun = die Domain wird geparkt
life-parking-called-off = die Domain wird doch nicht geparkt; ausgelaufene Schlüssel bleiben es
life-parked = die Domain ist geparkt
life-parking-sending = der Schlüssel { $selector } signiert womöglich noch: Bestätigen Sie mit --confirm no-mail, dass keine Mail mehr gesendet wird
life-parking-key = mit dem Schlüssel { $selector } signierte Mail kann bis { $until } unterwegs sein
life-parking-mta-sts = MTA-STS ist auf dem Rückzug
life-stage-leaving = Wird seit { $date } verlassen
life-stage-left = Verlassen: seit { $date } steht nichts mehr da, was mailseal veröffentlicht hat; mailseal remove vergisst die Domain
life-departure-begun = alles, was mailseal veröffentlicht hat, wird nach und nach zurückgezogen, in einer Reihenfolge, die keiner Mail schadet
life-departure-called-off = die Domain bleibt: was aufgegeben war, ist wieder gewünscht; ausgemusterte Schlüssel bleiben ausgemustert
life-let-go = nicht mehr gewünscht: { $role ->
        [dmarc] der DMARC-Eintrag
        [tlsa] die TLSA-Einträge
        [tls-rpt] der TLS-RPT-Eintrag
        [null-mx] der Null-MX
        [key-revocation] der Eintrag, der alle DKIM-Schlüssel widerruft
       *[other] { $role }
    }
life-let-go-spf = nicht mehr gewünscht: unser Teil des SPF-Eintrags; was andere eingetragen haben, bleibt
life-let-go-consent = nicht mehr gewünscht: die Zustimmungen, Berichte über die Domain zu erhalten
life-left = nichts von dem, was mailseal veröffentlicht hat, ist noch da
life-departure-withdrawn = zurückzuziehen: { $record }
life-departure-blocked = lässt sich nicht zurückziehen: { $record }; den Grund nennt mailseal plan
life-departure-not-seen = ob er noch steht, war nicht zu sehen: { $record } ({ $failure })
life-departure-policy-ttl = Empfänger behalten die DMARC-Richtlinie vielleicht bis { $until }: signieren Sie so lange weiter
life-departure-unused = die Schlüssel und der SPF-Eintrag bleiben, bis Sie mit --confirm unused sagen, dass niemand mehr mit diesen Schlüsseln signiert und kein Absender den Eintrag braucht; Mail, für die sonst nichts bürgt, weisen große Empfänger ab
life-departure-last-reports = die letzten DMARC-Berichte sind vielleicht bis { $until } unterwegs: so lange bleiben die Zustimmungen

life-host-may-take-mail = { $host } darf in die MX-Einträge: keine Richtlinie, die Absender behalten, schließt ihn aus
life-host-must-wait = { $host } darf nicht vor { $until } Mail annehmen: Absender können eine Richtlinie behalten, die ihn ausschließt
life-host-must-wait-open = { $host } darf noch keine Mail annehmen: Absender können eine Richtlinie behalten, die ihn ausschließt; bis wann, steht fest, sobald die neue ausgeliefert wird
life-host-refused = { $host } nimmt Mail an, und Absender können ihn bis { $until } ablehnen: Setzen Sie den bisherigen Server bis dahin wieder in die MX-Einträge
life-host-refused-open = { $host } nimmt Mail an, und Absender können ihn ablehnen: Setzen Sie den bisherigen Server wieder in die MX-Einträge und liefern Sie die neue Richtlinie aus

rotate-made = Ein neuer Schlüssel mit dem Selektor { $selector }. Er signiert, sobald er überall sichtbar ist.
rotate-made-at = Ein neuer Schlüssel mit dem Selektor { $selector }, dessen Name auf { $target } verweist: dorthin kommt sein Eintrag. Er signiert, sobald er überall sichtbar ist.
rotate-aborted = Der Schlüsselwechsel von { $domain } ist abgebrochen; diese Schlüssel werden nie signieren:
rotate-aborted-never = { $selector }: war nie veröffentlicht, es folgt also nichts
rotate-aborted-goes = { $selector }: sein Eintrag bleibt noch eine Woche, falls doch etwas mit ihm signiert wurde; danach gibt mailseal advance { $domain } ihn frei
