# The pages of the manual.

pages-explain = Findings
pages-explain-lede = { $count ->
        [0] No finding has these words.
        [one] One finding, with what it means and what repairs it.
       *[other] { $number } findings, each with what it means and what repairs it.
    }
pages-explain-filter = Words of the title or the id
pages-filter = Filter
pages-explain-why = Why it matters
pages-explain-receivers = What receivers do
pages-explain-fix = What repairs it
pages-explain-side = Where it was found
pages-explain-yours = In your domains
pages-explain-none = None of your domains has it.
pages-explain-similar = Similar
pages-explain-all = All findings
pages-explain-missing = There is no finding “{ $id }”.
pages-room-spf = SPF: who may send
pages-room-dkim = DKIM: who signed
pages-room-dmarc = DMARC: what happens to forged mail
pages-room-mta-sts = MTA-STS: encryption on the way to you
pages-room-tls-rpt = TLS-RPT: reports of failed encryption
pages-room-dane = DANE: certificates in a signed zone
pages-room-domain = The domain as a whole
