# Die Seiten des Handbuchs.

pages-explain = Befunde
pages-explain-lede = { $count ->
        [0] Kein Befund enthält diese Wörter.
        [one] Ein Befund, mit dem, was er bedeutet und was ihn behebt.
       *[other] { $number } Befunde, jeder mit dem, was er bedeutet und was ihn behebt.
    }
pages-explain-filter = Wörter aus Titel oder Kennung
pages-filter = Filtern
pages-explain-why = Warum es zählt
pages-explain-receivers = Was Empfänger tun
pages-explain-fix = Was es behebt
pages-explain-side = Wo er gefunden wurde
pages-explain-yours = In Ihren Domains
pages-explain-none = Keine Ihrer Domains hat ihn.
pages-explain-similar = Ähnlich
pages-explain-all = Alle Befunde
pages-explain-missing = Den Befund „{ $id }“ gibt es nicht.
pages-room-spf = SPF: wer senden darf
pages-room-dkim = DKIM: wer signiert hat
pages-room-dmarc = DMARC: was mit gefälschter Mail geschieht
pages-room-mta-sts = MTA-STS: Verschlüsselung auf dem Weg zu Ihnen
pages-room-tls-rpt = TLS-RPT: Berichte über fehlgeschlagene Verschlüsselung
pages-room-dane = DANE: Zertifikate in einer signierten Zone
pages-room-domain = Die Domain als Ganzes
