# Schreiben ins DNS: apply, undo, resume, history.

apply-asks = { $count ->
    [one] Diese Änderung
   *[other] Diese { $count } Änderungen
    } ins DNS schreiben? [j/N]
apply-progress = schreiben und bei jedem Nameserver nachsehen
plan-progress = jeder Nameserver wird angesehen
status-progress = der Stand jeder Domain wird angesehen
apply-nothing = nichts zu schreiben
apply-adopted = { $count ->
    [one] ein Eintrag steht so da, wie er soll, und wird von nun an mitbetreut
   *[other] { $count } Einträge stehen so da, wie sie sollen, und werden von nun an mitbetreut
    }
apply-end-done = Schritt { $step }: geschrieben und bei jedem Nameserver zu sehen
apply-end-open = Schritt { $step }: nicht abgeschlossen
apply-end-given-up = Schritt { $step }: abgebrochen
apply-next-undo = mailseal undo { $step } nimmt es zurück
apply-next-resume = mailseal resume { $domain } setzt ihn fort
apply-next-plan = mailseal plan { $domain } zeigt, was noch zu tun ist
apply-stood = steht schon da
apply-written = geschrieben
apply-removed = entfernt
apply-gone = ist schon entfernt
apply-not-reached = nicht versucht, weil eine frühere Änderung nicht gelang
apply-waits = Schritt { $step } wartet
apply-ttl = der Anbieter hat eine TTL von { $seconds } s gesetzt
apply-seen = zu sehen
apply-seen-everywhere = zu sehen bei { $count ->
    [one] dem einen Nameserver
   *[other] allen { $count } Nameservern
    }
apply-lagging = { $server } sagt: { $says }
apply-unseen = konnte nicht nachgesehen werden: { $failure }
apply-old-for = Resolver können noch { $seconds } s lang mit dem alten Stand antworten
apply-says-nothing = nichts
apply-says-alias = ein Alias von { $name }

undo-nothing = es gibt nichts zurückzunehmen: es steht wieder da, was vorher dastand
undo-overtaken = { $type } { $name } wurde seither geändert und bleibt, wie es ist: { $text }
undo-unread = { $type } { $name } bleibt, wie es ist: { $text }
undo-signs = der Eintrag des Schlüssels { $selector } bleibt: er signiert, und Mail ließe sich sonst nicht mehr prüfen
undo-signed = der Eintrag des Schlüssels { $selector } bleibt: mit ihm signierte Mail kann noch unterwegs sein
undo-announced = der Name des Richtlinien-Hosts bleibt: der MTA-STS-Eintrag kündigt dort eine Richtlinie an. mailseal advance --to no-mta-sts beendet MTA-STS in der richtigen Reihenfolge
resume-nothing = nichts ist offen
resume-stale = Schritt { $step } ist beendet: inzwischen steht etwas anderes da oder ist etwas anderes gewollt. mailseal plan { $domain } zeigt, was zu tun ist
resume-refused = Schritt { $step } ist beendet: Was er zurücknehmen würde, muss inzwischen bleiben. mailseal plan { $domain } zeigt, was noch zu tun ist
resume-called-off = Schritt { $step } ist beendet, so wie es jetzt dasteht: weiter wird nichts geschrieben. mailseal plan { $domain } zeigt, was noch zu tun ist

history-empty = das Journal ist leer
history-unread = was er schrieb, lässt sich nicht lesen: ein neueres mailseal hat ihn gemacht
history-what-advance = weitergerückt
history-what-look = gemerkt, was zu sehen war; nichts rückte weiter
history-what-leave = wird verlassen
history-what-leave-abort = doch nicht verlassen
history-what-rotate = neue Schlüssel
history-what-rotate-abort = Schlüsselwechsel abgebrochen
history-what-come-back = wieder Mail, neue Schlüssel
history-what-change = anders gewollt
history-what-adopt = ab jetzt betreut, so wie es steht
history-what-mailcow-adopt = mailcows Schlüssel ab jetzt betreut
history-next = mailseal undo { $step } nimmt die letzte Änderung zurück; -v zeigt jede Änderung
step-kind-add = aufgenommen
step-kind-change = geändert
step-kind-apply = apply
step-kind-undo = undo
step-kind-remove = entfernt
step-state-planned = wartet
step-state-started = läuft
step-state-done = erledigt
step-state-failed = abgebrochen
step-note-superseded = ein neuerer Plan trat an seine Stelle
step-note-called-off = aufgegeben auf Anweisung
step-note-needed = was er zurücknehmen würde, muss bleiben

error-job-unread = was Schritt { $step } schreibt, lässt sich nicht lesen
    .next = Ein neueres mailseal hat ihn gemacht, oder die Datenbank ist beschädigt: nehmen Sie das neuere oder eine Sicherung.
error-no-job = Schritt { $step } hat nichts ins DNS geschrieben
    .next = mailseal history zeigt die Schritte.
error-no-zone-access = für { $domain } wird nichts geschrieben: zur Zone { $zone } gibt es keinen Zugang
    .next = mailseal access add NAME --provider ANBIETER --zone { $zone } richtet einen ein; mailseal plan --instructions { $domain } sagt, was von Hand einzutragen ist.
error-access-unusable = für { $domain } wird nichts geschrieben: der Zugang { $name } ist nicht zu gebrauchen: { $reason }
    .next = mailseal access add { $name } --replace speichert ihn neu; mailseal access test { $name } probiert ihn aus.
error-nothing-stored = es wurde noch keine Domain aufgenommen
    .next = mailseal add example.com nimmt eine auf.

cli-apply = Schreibt ins DNS, was plan zeigt, nach Rückfrage, und sieht bei jedem Nameserver nach.
cli-undo = Nimmt zurück, was ein Schritt ins DNS geschrieben hat.
cli-resume = Setzt fort, was nicht abgeschlossen ist: abgebrochen, unbeantwortet oder wartend.
cli-history = Zeigt, was getan wurde, das Neueste zuerst.
cli-arg-apply-domains = Die Domains
cli-arg-apply-all = Jede aufgenommene Domain
cli-arg-undo-step = Der Schritt mit der Nummer aus history
cli-arg-resume-domain = Nur diese Domain
cli-arg-resume-give-up = Beendet stattdessen, was offen ist, so wie es jetzt dasteht: geschrieben wird nichts
cli-arg-history-domain = Nur diese Domain
cli-arg-history-limit = So viele Schritte höchstens
cli-arg-wait = Wie lange nach dem Geschriebenen gesehen wird; sonst 60
cli-value-count = ANZAHL
