# The page on which an SPF record is put together.

pages-spf-title = SPF of { $domain }
pages-spf-heading = Who may send mail as { $domain }?
pages-spf-lede = It begins with the record that stands. Nothing is written until you apply a plan.
pages-spf-senders = Who may send
pages-spf-senders-hint = Untick whoever sends for you no more. The order of the record stays.
pages-spf-mx = The hosts in MX
pages-spf-mx-hint = Follows when the MX moves.
pages-spf-a = The addresses of the domain itself
pages-spf-a-hint = Often the web server: tick it only if that sends mail.
pages-spf-host = A host
pages-spf-host-hint = All its addresses.
pages-spf-include = A service, by its own record
pages-spf-include-hint = Everybody that record lets send.
pages-spf-network = An address or network
pages-spf-network-hint = Costs no lookup.
pages-spf-exists = A question built for each mail
pages-spf-exists-hint = Kept as it is: what it lets through, no one can list.
pages-spf-ptr = By reverse names
pages-spf-ptr-hint = Slow and not to be used (RFC 7208 §5.5): leave it out.
pages-spf-lookups = { $count ->
        [one] lookup
       *[other] lookups
    }
pages-spf-would-be = would be { $number }
pages-spf-cost-unknown = not known completely
pages-spf-add = Add a sender
pages-spf-add-hint = A name to include, an address, a network, or a term such as a:mail.example.net
pages-spf-add-button = Add
pages-spf-no-term = “{ $text }” is no address, network, name or term that may be added
pages-spf-others = Everybody else
pages-spf-others-hint = What a receiver is to think of mail from anywhere else.
pages-spf-softfail = Suspicious
pages-spf-softfail-hint = DMARC decides; forwarded mail with a good DKIM signature still arrives.
pages-spf-fail = Not from us
pages-spf-fail-hint = Some receivers reject at once, before they look at DKIM.
pages-spf-neutral = Nothing is said
pages-spf-neutral-hint = It stands there today and protects nobody.
pages-spf-pass = Everybody may send as you
pages-spf-pass-hint = It stands there today. Choose one of the others.
pages-spf-redirect = As the record it points to says
pages-spf-redirect-hint = A redirect stands there, or nothing at all.
pages-spf-record = Your record
pages-spf-count = { $count } of { $max } lookups
pages-spf-within = Within the limit
pages-spf-near = Near the limit
pages-spf-over = Over the limit: receivers stop there
pages-spf-every = Every lookup, in order
pages-spf-against = Against what stands
pages-spf-same = Nothing changes.
pages-spf-no-reports = Without reports nobody can say who really sends. Count on your own knowledge.
pages-spf-unknown = Not everything could be asked: { $question }. The count may be higher.
pages-spf-link = Who may send (SPF)
pages-spf-save = Add to plan
pages-spf-update = Update preview
pages-spf-stored = Stored. This is the plan that follows; nothing is written yet.

error-spf-draft = the SPF record of { $domain } cannot be put together: { $reason }
    .next = Look at the domain's findings first.
reason-spf-draft-broken = the record that stands has syntax errors and is repaired first
