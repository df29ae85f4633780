# Was das Verb mailcow sagt.

cli-mailcow = Arbeitet neben einer mailcow: ihre DKIM-Schlüssel, ihre MTA-STS-Richtlinien.
    .more =
        Zuerst ein Zugang mit Schreibrecht: mailseal access add cow --provider mailcow --all-zones \
                   --set url=https://mail.example.com --secret api-key=file:mailcow.key
cli-mailcow-list = Listet die Domains einer mailcow und den Selektor, mit dem jede signiert.
cli-mailcow-adopt = Übernimmt den Eintrag des Schlüssels, mit dem mailcow signiert: Er wird veröffentlicht und nie zurückgezogen, solange sie damit signiert.
cli-mailcow-import-key = Gibt mailcow einen neuen Schlüssel, sobald alle seinen Eintrag sehen. Sie signiert sofort damit.
cli-mailcow-mta-sts = Schreibt die gewünschte MTA-STS-Richtlinie in die Zeile von mailcow oder schaltet die Zeile ab.
cli-mailcow-detect = Sagt, wer die MTA-STS-Richtlinie ausliefert und warum die DNS-Seite von mailcow ein Fragezeichen zeigt.
cli-arg-server = Der Name des Zugangs zur mailcow [Vorgabe: der einzige, oder der für die Domain]
cli-arg-api-ca = Beim Aufruf von mailcow auch den Zertifikaten in dieser Datei vertrauen; mehrfach möglich
cli-arg-mailcow-import-key-selector = Der Selektor des RSA-Schlüssels [Vorgabe: der als nächster signiert]
cli-arg-mailcow-mta-sts-take-over = Die Zeile von mailcow abschalten, weil die Richtlinie anderswo ausgeliefert wird

mailcow-list-empty = Diese mailcow hat keine Domains.
mailcow-list-no-key = kein DKIM-Schlüssel
mailcow-list-alias = anderer Name von { $target }
mailcow-list-inactive = abgeschaltet
mailcow-list-not-added = in mailseal nicht aufgenommen

mailcow-adopted =
    Der Eintrag von { $selector } gehört ab jetzt zu { $domain }. Der private Schlüssel bleibt bei mailcow.
    mailseal plan { $domain } zeigt, was sich dadurch im DNS ändert.
mailcow-adopted-before = Der Eintrag von { $selector } gehörte schon zu { $domain }.
mailcow-no-key = mailcow hat keinen DKIM-Schlüssel für { $domain }. mailseal mailcow import-key { $domain } gibt ihr einen.
mailcow-imported = mailcow signiert für { $domain } jetzt mit { $selector } und mit nichts anderem: Sie hat einen Schlüssel je Domain, nur RSA.
mailcow-before = { $before } hat sie vergessen. Lassen Sie dessen Eintrag noch eine Woche im DNS, für Mail, die noch unterwegs ist.
mailcow-before-kept =
    { $before } hat sie vergessen. Dessen Eintrag bleibt bis { $until }, für Mail, die noch unterwegs ist.
    Danach gibt ihn mailseal advance { $domain } frei, und mailseal plan { $domain } zieht ihn zurück, wo er unserer ist.

mailcow-row-added = mailcow hat jetzt eine Richtlinie für { $domain }: { $mode }, { $mx }, { $seconds } s
mailcow-row-edited = Die Richtlinie für { $domain } in mailcow lautet jetzt: { $mode }, { $mx }, { $seconds } s
mailcow-row-next =
    Zurücklesen lässt sich die Zeile nicht; der Beweis ist, was ausgeliefert wird. Die Reihenfolge:
      1. mta-sts.{ $domain } führt zu mailcow (CNAME)
      2. acme von mailcow holt dafür ein Zertifikat: docker compose restart acme-mailcow
      3. mailseal mailcow detect { $domain } sagt, dass mailcow die Richtlinie ausliefert
      4. mailseal plan { $domain } veröffentlicht dann _mta-sts
mailcow-row-off = Die Richtlinie für { $domain } ist in mailcow abgeschaltet: Sie liefert keine mehr aus und will für mta-sts.{ $domain } kein Zertifikat mehr.
mailcow-row-off-next = Lassen Sie mta-sts.{ $domain } zu dem Host führen, der die Richtlinie ausliefert, bevor Absender wieder fragen: Eine Richtlinie, die nicht abzurufen ist, gilt weiter, bis ihr max_age abläuft.

mailcow-source-row = Die Richtlinie von { $domain } liefert mailcow aus ihrer Zeile (mta-sts.php).
mailcow-source-mailseal = Die Richtlinie von { $domain } kommt mit CR LF, wie mailseal sie schreibt: nicht aus der Zeile von mailcow.
mailcow-source-file =
    Die Richtlinie von { $domain } sieht aus wie eine von Hand geschriebene Datei: Die Zeile von mailcow ergibt Zeilen mit LF, version, mode, max_age und mx in dieser Folge, als text/plain mit Zeichensatz utf-8.
    mailcow liefert data/web/.well-known/mta-sts.txt seit 2025-09 nicht mehr aus. Vor einem Update: mailseal mailcow mta-sts { $domain }, dann die Datei entfernen.
mailcow-source-no-policy = Was mta-sts.{ $domain } ausliefert, ist keine Richtlinie. So sieht eine alte mta-sts.txt aus, die nach einem Update von mailcow nicht mehr erreicht wird; mailseal mailcow mta-sts { $domain } schreibt die Zeile, die an ihre Stelle trat.
mailcow-source-nothing = Für { $domain } wird keine Richtlinie ausgeliefert. Ist die Zeile in mailcow aktiv, führt mta-sts.{ $domain } dorthin, und läuft ihr HTTPS auf Port 443?
mailcow-source-unknown = Wer die Richtlinie von { $domain } ausliefert, war nicht festzustellen: { $failure }
mailcow-question-mark =
    Das „?“ bei _mta-sts auf der DNS-Seite von mailcow ist kein Fehler: Sie vergleicht Buchstabe für Buchstabe mit v=STSv1;id=…; und der Zeit ihrer letzten Änderung, die keine Schnittstelle nennt. Absender achten nur darauf, ob sich die id ändert; unsere ändert sich genau dann, wenn es die Richtlinie tut.
    Auch DKIM-Einträge vergleicht diese Seite Buchstabe für Buchstabe: Ein gleichbedeutender Eintrag kann dort als falsch erscheinen.

error-mailcow-no-access = dafür gibt es keinen Zugang zu einer mailcow
    .next = mailseal access add cow --provider mailcow --all-zones --set url=https://mail.example.com --secret api-key=file:mailcow.key
error-mailcow-which = es gibt mehrere mailcows
    .next = Nennen Sie eine mit --server; mailseal access list zeigt sie.
error-mailcow-access = der Zugang { $name } ist nicht zu gebrauchen: { $reason }
    .next = mailseal access list zeigt ihn; entfernen Sie ihn und legen Sie ihn neu an.
error-mailcow-denied = mailcow nimmt den API-Schlüssel nicht an: { $words }
    .next = Nötig sind der Schlüssel mit Schreibrecht und diese Adresse unter den erlaubten (System, Konfiguration, API).
error-mailcow-refused = mailcow lehnt ab: { $words }
    .next = Geändert wurde nichts. Was die Worte bedeuten, steht auf den Seiten von mailcow.
error-mailcow-not-reached = mailcow war nicht zu erreichen: { $reason }
    .next = Geschehen ist nichts. Prüfen Sie die url des Zugangs.
error-mailcow-unusable = mailcow gab keine lesbare Antwort: { $reason }
    .next = Ausgeführt haben kann sie es trotzdem; sehen Sie nach, bevor Sie es erneut versuchen.
error-mailcow-other-key = zu { $selector } gehört bei uns ein anderer Schlüssel als der, mit dem mailcow signiert
    .next = Ein Selektor hat einen Schlüssel. mailseal mailcow import-key gibt mailcow den unseren.
error-mailcow-no-rsa = { $domain } hat keinen RSA-Schlüssel in Gebrauch, und mailcow signiert mit keinem anderen
    .next = mailseal rotate { $domain } --algorithm rsa2048 erzeugt einen.
error-mailcow-not-visible = der Eintrag von { $selector } war noch nicht lange genug auf jedem Server zu sehen
    .next = mailcow würde sofort damit signieren. mailseal status { $domain } sagt, worauf er wartet.
error-mailcow-over = { $selector } darf nicht mehr signieren
    .next = Lassen Sie --selector weg, oder nennen Sie den Schlüssel, der als nächster kommt.
error-mailcow-no-domain = diese mailcow hat { $domain } nicht
    .next = mailseal mailcow list zeigt die Domains, die sie hat.
error-mailcow-not-taken = mailcow hat den Schlüssel nicht genommen und signiert wie bisher: { $reason }
    .next = Geändert wurde nichts; der Schlüssel bleibt sichtbar und kann erneut übergeben werden.
error-mailcow-lost = mailcow hat für { $domain } keinen Schlüssel und den neuen nicht genommen: { $reason }
    .next = Sie sendet jetzt unsigniert. Versuchen Sie es sofort noch einmal, oder importieren Sie den Schlüssel von Hand: mailseal keys export { $domain } --format pem --out VERZEICHNIS
error-mailcow-unknown = ob mailcow den Schlüssel für { $domain } genommen hat, ist nicht bekannt: { $reason }
    .next = Rufen Sie denselben Befehl noch einmal auf: Er sieht zuerst nach.
error-mailcow-no-policy = für { $domain } ist keine MTA-STS-Richtlinie gewünscht
    .next = mailseal advance { $domain } --to testing beginnt eine.
error-mailcow-mx-too-long = die Mailhosts brauchen { $octets } Oktette, und die Zeile von mailcow fasst 255
    .next = Liefern Sie die Richtlinie anderswo aus, oder verwenden Sie ein Muster wie *.example.com.
error-mailcow-no-mx = die Richtlinie nennt keinen Mailhost, und mailcow verlangt auch für den Modus none einen
    .next = Nennen Sie die Hosts mit mailseal advance --mx, oder liefern Sie die Richtlinie anderswo aus.
error-mailcow-max-age = mailcow nimmt als max_age nicht { $seconds } Sekunden, nur 1 bis 31536000
    .next = Liefern Sie die Richtlinie anderswo aus, oder wählen Sie eine kürzere Zeit.
