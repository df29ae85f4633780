# Changing what is wanted of a domain.

cli-change = Changes what is wanted of a domain: who may send, where reports go. Changes nothing in the DNS.
cli-arg-change-domain = The domain
cli-arg-change-spf = An SPF term that shall be there, such as include:_spf.example.net; repeat for several
cli-arg-change-no-spf = An SPF term that shall go, also out of a record that others wrote; repeat for several
cli-arg-change-others = What becomes of senders that SPF does not name, in place of what a standing record says
cli-arg-change-dmarc-reports = An address for DMARC reports, in place of those before; none for nowhere; repeat for several
cli-arg-change-tls-reports = An address for reports of failed TLS, in place of those before; none for nowhere; repeat for several
cli-arg-change-adkim = How the names of DKIM must agree
cli-arg-change-aspf = How the names of SPF must agree
cli-arg-change-writers = Who writes from the domain: people with mailboxes, or nobody said
cli-arg-change-policy-host = The host that serves the MTA-STS policy, of which mta-sts.DOMAIN becomes an alias; none where that name is published otherwise
cli-arg-change-format = The output format
cli-value-result = RESULT
cli-value-mode = MODE
cli-value-who = WHO

change-done = { $domain }: stored. As where nothing stands, this is wanted otherwise:
change-nothing = { $domain }: all of it is wanted already
change-drops = goes out of the record that stands: { $term }
change-next = mailseal plan { $domain } shows what follows in the DNS
error-spf-drop = { $term } is no SPF term that may be dropped
    .next = Give a term as it stands in the record, without a qualifier, such as include:_spf.example.net. What becomes of all others is --others.
error-change-parked = { $domain } is parked: without mail there is nothing but --dmarc-reports to change
    .next = mailseal advance { $domain } --to mail makes it a domain with mail.
