# The page that checks any domain.

pages-check = Check any domain
pages-check-title = Check of { $domain }
pages-check-start = Enter a domain. Its own name servers are asked, and nothing is changed.
pages-check-asking = Its name servers and mail hosts are being asked.
pages-check-lede = { $fine } of { $all } protections are in force. { $verdict }
pages-check-answers = answers as JSON
pages-check-ours = Open the domain
pages-check-add = Add this domain
pages-check-another = Check again, or another
pages-check-selectors = DKIM selectors, if you know them (optional)
pages-check-selectors-hint = Keys cannot be listed; without a selector the usual ones are tried.
pages-check-parked = It is meant to have no mail
pages-check-hidden = What DNS cannot show
pages-check-hidden-selectors = DKIM keys cannot be listed: one under an unusual selector stays unseen.
pages-check-hidden-keys = Whether a private key is safe, nobody sees from outside.
pages-check-hidden-sources = Who really sends in its name, only DMARC reports tell.
