# Ändern, was für eine Domain gewünscht ist.

cli-change = Ändert, was für eine Domain gewünscht ist: wer senden darf, wohin Berichte gehen. Ändert nichts im DNS.
cli-arg-change-domain = Die Domain
cli-arg-change-spf = Ein SPF-Term, der dastehen soll, etwa include:_spf.example.net; für mehrere wiederholen
cli-arg-change-no-spf = Ein SPF-Term, der entfallen soll, auch aus einem fremden Eintrag; für mehrere wiederholen
cli-arg-change-others = Was mit Absendern geschieht, die SPF nicht nennt, statt dessen, was ein bestehender Eintrag sagt
cli-arg-change-dmarc-reports = Eine Adresse für DMARC-Berichte statt der bisherigen; none für keine; für mehrere wiederholen
cli-arg-change-tls-reports = Eine Adresse für Berichte über fehlgeschlagenes TLS statt der bisherigen; none für keine; für mehrere wiederholen
cli-arg-change-adkim = Wie die Namen von DKIM übereinstimmen müssen
cli-arg-change-aspf = Wie die Namen von SPF übereinstimmen müssen
cli-arg-change-writers = Wer von der Domain schreibt: Menschen mit Postfächern, oder nichts gesagt
cli-arg-change-policy-host = Der Server, der die MTA-STS-Richtlinie ausliefert; mta-sts.DOMAIN wird sein Alias; none, wenn dieser Name anders veröffentlicht ist
cli-arg-change-format = Das Ausgabeformat
cli-value-result = ERGEBNIS
cli-value-mode = MODUS
cli-value-who = WER

change-done = { $domain }: gespeichert. Wo noch nichts steht, ist nun anders gewünscht:
change-nothing = { $domain }: all das ist schon gewünscht
change-drops = entfällt aus dem bestehenden Eintrag: { $term }
change-next = mailseal plan { $domain } zeigt, was im DNS folgt
error-spf-drop = { $term } ist kein SPF-Term, der entfallen kann
    .next = Geben Sie den Term so an, wie er im Eintrag steht, ohne Qualifizierer, etwa include:_spf.example.net. Was mit allen anderen geschieht, sagt --others.
error-change-parked = { $domain } ist geparkt: ohne Mail lässt sich nur --dmarc-reports ändern
    .next = mailseal advance { $domain } --to mail macht daraus eine Domain mit Mail.
