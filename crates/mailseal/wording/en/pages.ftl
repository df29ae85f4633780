# What stands on the pages of mailseal serve, beside what findings, plans and machines say themselves.

pages-skip = Skip to content
pages-nav-main = Main
pages-nav-path = Where you are
pages-domains = Domains
pages-reports = Reports
pages-activity = Activity
pages-settings = Settings
pages-ask = Check any domain
pages-ask-button = Check
pages-signed-in-as = signed in as { $name }
pages-sign-out = Sign out
pages-display-link = Light, dark or system
pages-keys-link = Keyboard
pages-title-refused = Error: { $title }

pages-ago-now = just now
pages-ago-minutes = { $n } min ago
pages-ago-hours = { $n } h ago
pages-ago-days = { $n } d ago
pages-in-minutes = in { $n } min
pages-in-hours = in { $n } h
pages-in-days = in { $n } d
pages-month-1 = Jan
pages-month-2 = Feb
pages-month-3 = Mar
pages-month-4 = Apr
pages-month-5 = May
pages-month-6 = Jun
pages-month-7 = Jul
pages-month-8 = Aug
pages-month-9 = Sep
pages-month-10 = Oct
pages-month-11 = Nov
pages-month-12 = Dec

pages-mark-critical = Critical
pages-mark-high = High
pages-mark-medium = Medium
pages-mark-low = Low
pages-mark-info = Info
pages-mark-broken = broken
pages-mark-attention = needs attention
pages-mark-in-force = in force
pages-mark-unknown = could not check
pages-mark-waiting = waiting
pages-mark-off = not set up
pages-legend = What the marks mean

pages-fact-observed = Observed
pages-fact-why = Why it matters
pages-fact-fix = Fix
pages-fact-manual = Manual
pages-observed-record = The record as it stands
pages-nothing-stands = Nothing stands at { $name }.
pages-evidence = Answers this rests on
pages-unknown-title = { $protection } could not be checked completely
pages-unknown-no-fault = Unknown is not counted as a fault.
pages-unknown-fix = Check again later. Where port 25 or a name server never answers, look whether this machine may reach it.

pages-diff-label = Change to { $name }
pages-diff-remove = Remove:
pages-diff-add = Add:
pages-diff-same = Unchanged:
pages-change-add = Add
pages-change-change = Change
pages-change-remove = Remove

pages-record-show-as = Show the value as
pages-record-one = One string
pages-record-split = 255-octet strings
pages-record-plain = Plain text
pages-record-value = Value as one string
pages-record-value-split = Value as several strings
pages-record-octets = { $count ->
        [one] 1 octet
       *[other] { $number } octets
    }
pages-copy = Copy
pages-copied = Copied

pages-tree = Tree of the SPF record with the running count of lookups
pages-tree-term = Term
pages-tree-cost = Costs
pages-tree-total = Total
pages-tree-cut = receivers stop here
pages-tree-over = over the limit
pages-tree-below = What it includes
pages-tree-more = { $count ->
        [one] One more term is not drawn.
       *[other] { $number } more terms are not drawn.
    }

pages-line-done = done
pages-line-now = now
pages-line-later = later

pages-errors = There is a problem
pages-fault = Error:

pages-save = Save
pages-show = Show
pages-plan = Plan
pages-domain = Domain
pages-look-again = Look again
pages-look-anew = Look at DNS anew
pages-check-now = Check now
pages-review-plan = Review plan
pages-protection = Protection
pages-findings = Findings
pages-lives = Under way
pages-side = Facts about this domain
pages-more = More
pages-latest = Latest
pages-records-link = Records to publish by hand
pages-history-link = History and undo
pages-domain-asking = Its name servers and mail hosts are being asked.
pages-domain-running = Asking. A mail host may take up to 30 s to answer.
pages-domain-not-looked = It could not be looked at.
pages-domain-checked = Checked
pages-domain-servers = asked { $servers }

pages-verdict-unseen = The name servers could not be reached. Nothing is known of the domain right now.
pages-verdict-own-mail = Mail from your own servers fails a check.
pages-verdict-incoming = Mail to this domain may not arrive.
pages-verdict-forgery = Forged mail in your name is taken for yours.
pages-verdict-encryption = Mail to this domain may travel unencrypted.
pages-verdict-order = Something is broken; no mail is affected.
pages-verdict-forgeable = Forged mail in your name is still delivered.
pages-verdict-better-own-mail = Everything works. What your servers send could be better protected.
pages-verdict-better-incoming = Everything works. The way mail reaches you could be safer.
pages-verdict-better-forgery = Everything works. You can be stricter with forged mail.
pages-verdict-better-encryption = Everything works. The encryption of incoming mail could be better.
pages-verdict-better-order = Everything works. There is something to tidy up.
pages-verdict-fine-as-far = Nothing is wrong with what could be checked.
pages-verdict-fine = Everything is in force. Nothing to do.
pages-verdict-plan-below = The plan below brings DNS to what you want.

pages-count-critical = { $number } critical
pages-count-high = { $number } high
pages-count-medium = { $number } medium
pages-count-low = { $number } low
pages-count-info = { $number } { $count ->
        [one] note
       *[other] notes
    }
pages-count-unknown = { $number } could not check
pages-in-force-title = { $protections }: nothing to mend

pages-forged = A forged mail today
pages-forged-own = From { $domain }: { $treated }.
pages-forged-subdomains = From a name below it: { $treated }.
pages-forged-missing = From a name below it that does not exist: { $treated }.
pages-forged-none = delivered
pages-forged-quarantine = treated as suspicious
pages-forged-reject = rejected

pages-plan-page = Plan for { $domain }
pages-plan-lede = Nothing is written before you apply it.
pages-plan-nothing = DNS is as you want it. No change is planned.
pages-plan-adopts = DNS is as you want it. What others published is to be looked after.
pages-plan-blocked = Something is in the way
pages-plan-title = { $count ->
        [one] Plan: 1 change
       *[other] Plan: { $count } changes
    }{ $steps ->
        [one] {""}
       *[other] { " " }in { $steps } steps
    }
pages-plan-now = Now, together
pages-plan-step = Step { $number }
pages-plan-step-link = Step { $number } of the plan
pages-plan-when-served = When { $url } serves the policy
pages-plan-when-in-place = When { $type } { $name } is in place
pages-plan-apply = { $count ->
        [one] Apply 1 change
       *[other] Apply { $number } changes
    }
pages-plan-adopt = { $count ->
        [one] Look after 1 record
       *[other] Look after { $number } records
    }
pages-plan-adopted = { $count ->
        [one] One record is looked after from now on. Nothing was written.
       *[other] { $number } records are looked after from now on. Nothing was written.
    }
pages-plan-waits = Nothing could be written yet. What waits is written when it may be.
pages-plan-promise = Each change is looked for at every name server, and can be undone.
pages-plan-ask = It is left as it is unless you ask for it:
pages-plan-ask-merge = make one record of them
pages-plan-ask-take-over = replace it
pages-plan-stale = DNS has changed since this plan was shown. Nothing was written. Here is the new plan.
pages-plan-risk-reject = Receivers are asked to reject mail that fails DMARC. A sender you forgot would lose its mail.
pages-plan-risk-no-mail = The domain takes no mail any more.
pages-plan-confirm = Name of the domain, to confirm
pages-plan-confirm-hint = Type { $domain } if this is what you want.
pages-plan-confirm-fault = Type { $domain } to confirm. Nothing was written.

pages-run = Run { $number }
pages-run-undo = Run { $number }, taking back
pages-run-under-way = It is being written and looked for at every name server. You can close this page; the work goes on.
pages-run-writes = is to be written
pages-run-not-known = how far it went is not known here
pages-run-done = { $count ->
        [one] Written, and seen at every name server.
       *[other] All { $count } changes are written, and seen at every name server.
    }
pages-run-open = { $written } of { $count } changes stand. It is not finished, and can be gone on with.
pages-run-given-up = { $written } of { $count } changes stand. The rest was given up: a new plan shows what is left.
pages-run-planned = Decided on { $when }, and waits.
pages-run-cut-off = Begun on { $when } and cut off. Going on looks at what stands first.
pages-run-done-before = Written on { $when }, and seen at every name server.
pages-run-given-up-before = Ended on { $when } before it was done. A new plan shows what is left.
pages-run-resume = Go on
pages-run-undo-link = Undo…
pages-run-back = Back to the domain
pages-run-change = What it changes
pages-undo = Undo run { $number }
pages-undo-here = Undo
pages-undo-nothing = There is nothing to take back.
pages-undo-lede = { $count ->
        [one] One change goes back to what stood before. Shown first, written after.
       *[other] { $number } changes go back to what stood before. Shown first, written after.
    }
pages-undo-button = { $count ->
        [one] Take back 1 change
       *[other] Take back { $number } changes
    }
pages-undo-stale = DNS has changed since this was shown. Nothing was written. This is what would be taken back now.

pages-records = Records of { $domain }
pages-records-here = Records
pages-records-lede = { $count ->
        [one] One record, as it is typed where your DNS is.
       *[other] { $number } records, as they are typed where your DNS is.
    }
pages-records-provider = Form of
pages-records-provider-none = no provider: plain values
pages-records-published = I have published: check now
pages-records-replaces = Another value stands. This one takes its place; a second one beside it would break both.
pages-records-missing = Not there yet.
pages-records-unseen = What stands there could not be seen: { $failure }.
pages-records-policy = Policy file
pages-records-export = For other tools

pages-history = History of { $domain }
pages-history-here = History
pages-history-lede = What mailseal did, newest first. A run shows its changes, and can be undone while they stand.
pages-history-empty = Nothing was done yet.
pages-history-number = Number
pages-history-what = What
pages-history-state = State
pages-history-when = When
pages-step = Step { $number }
pages-step-add = Taken in
pages-step-change = Changed what is wanted
pages-step-apply = Wrote to DNS
pages-step-undo = Took back
pages-step-remove = Let go
pages-pager = Pages
pages-pager-newest = Newest
pages-pager-older = Older

pages-life-key-signer = Everyone can see it. Give it to whoever signs, and say so here when it signs.
pages-life-mta-sts-clean-reports = No TLS reports are read here. Look at them, and say so here when they are clean.
pages-life-dmarc-owners-word = No reports are read here. Say so here when all your senders pass.
pages-life-dmarc-mailboxes = People's mail to mailing lists would be refused (RFC 9989 §7.4). Tell them, and say so here.
pages-life-parking-sending = The key { $selector } may still sign. Say so here when no mail is sent any more.
pages-life-departure-unused = The keys and our part of the SPF record stay. Say so here when nothing signs with these keys and no sender needs the record; large receivers refuse mail that nothing else vouches for.
pages-life-departure-blocked = { $record } cannot be withdrawn; the plan says why.
pages-say-signing = It signs now
pages-say-clean-tls = The reports are clean
pages-say-aligned = All my senders pass
pages-say-mailboxes = They know
pages-say-no-mail = No mail is sent any more
pages-say-unused = Nothing needs them any more
pages-leaving-mode-none = Mode none until caches are over
pages-leaving-record = The record goes
pages-leaving-left = Left
pages-departure = Care
pages-departure-before = Looked after
pages-departure-leaving = Being left
pages-departure-left = Left
pages-parking-mail = Mail
pages-parking-ending = Ending
pages-parking-parked = Parked

pages-display = Display
pages-display-language = Language
pages-display-colours = Colours
pages-theme-system = As the system has it
pages-theme-light = Light
pages-theme-dark = Dark
pages-display-keys = Single keys do something
pages-display-keys-hint = Never while you type in a field.
pages-keys-list = All keys
pages-display-saved = Saved in this browser.
pages-keys = Keys
pages-keys-lede = They do nothing while you type in a field.
pages-keys-off = Switch them off
pages-key-ask = to the field “Check any domain”
pages-key-domains = to the domains
pages-key-activity = to what happened
pages-key-next = next finding or row
pages-key-previous = previous finding or row
pages-key-open = open or close all findings
pages-key-help = this list

pages-failed-not-found = There is no such page
pages-failed-forbidden = You may not do this
pages-failed-conflict = Something changed in between
pages-failed-world = The world did not answer
pages-failed-ours = Something failed here
pages-failed-address = Nothing is served at { $path }.
pages-failed-home = To the first page

pages-add-domain = Add domain
pages-domains-empty = No domain yet. Add one and see what is there before anything is written.
pages-domains-all-fine = { $count ->
        [one] The domain is in force.
       *[other] All { $number } domains are in force.
    }
pages-domains-need-you = { $count ->
        [1] One domain needs you.
        [2] Two domains need you.
       *[other] { $number } domains need you.
    }
pages-domains-unknown = { $count ->
        [1] One could not be checked.
        [2] Two could not be checked.
       *[other] { $number } could not be checked.
    }
pages-domains-waiting = { $count ->
        [1] One waits.
        [2] Two wait.
       *[other] { $number } wait.
    }
pages-domains-fine = { $count ->
        [1] One is fine.
        [2] Two are fine.
       *[other] { $number } are fine.
    }
pages-domains-found = { $count ->
        [one] 1 domain
       *[other] { $number } domains
    }
pages-domains-none = No domain yet.
pages-domains-no-match = No domain is like that.
pages-domains-no-match-text = No domain matches “{ $text }”.
pages-domains-show-all = { $count ->
        [one] Show the one there is
       *[other] Show all { $number }
    }
pages-domains-caption = Your domains, the most urgent first
pages-domains-what = What to do
pages-filter-name = Name or part of it
pages-filter-finding = with the finding
pages-filter-button = Filter
pages-tabs = Show
pages-tab-all = All
pages-tab-act = Needs you
pages-tab-unknown = Could not check
pages-tab-wait = Waiting
pages-tab-fine = Fine
pages-pager-first = First page
pages-pager-next = Next
pages-row-new = Not looked at yet
pages-row-new-why = Open it to look at it now.
pages-row-unseen = Could not check { $protection }: { $failure }
pages-row-more = { $count ->
        [one] One more finding.
       *[other] { $number } more findings.
    }
pages-row-plan = { $count ->
        [one] A plan with 1 change is ready.
       *[other] A plan with { $number } changes is ready.
    }
pages-row-waits = Waiting
pages-row-waits-until = Waiting until { $date }
pages-row-waits-why = Nothing to do until then.
pages-row-fine = Everything is in force
pages-row-parked = Parked: sends no mail, and says so
pages-row-parked-why = Everybody is told to reject mail from this name.
pages-causes = Shared causes
pages-causes-all = All of them
pages-causes-lede = Findings that several domains have, the most frequent first.
pages-causes-none = No two domains share a finding.
pages-finding = Finding
pages-severity = Severity

pages-back = Back
pages-optional = (optional)
pages-login = Sign in
pages-login-name = Name
pages-login-password = Password
pages-login-button = Sign in
pages-login-wrong = Name or password is wrong.
pages-too-many-tries = Too many tries. Again { $when }.
pages-signed-out = You are signed out.
pages-session-over = You were signed out after { $time }. What you last sent was not done.
pages-for-minutes = { $count ->
        [one] a minute
       *[other] { $count } minutes
    }
pages-for-hours = { $count ->
        [one] an hour
       *[other] { $count } hours
    }
pages-setup = First start
pages-setup-lede = Nobody has an account yet. The first one may do everything.
pages-setup-loopback = Open to this machine only. To reach it from elsewhere, set web.listen and web.public-url in the configuration.
pages-setup-code = Set-up code
pages-setup-code-hint = It is in the log, in the line “set-up code”, and in the file set-up-code of the data directory.
pages-setup-code-wrong = This code does not match. It is in the log line “set-up code”.
pages-setup-password-hint = At least 12 characters. A password manager may fill it in.
pages-password-short = Enter at least { $number } characters
pages-setup-button = Create account

pages-advanced = { $count ->
        [one] One thing moved. The plan shows what follows in DNS.
       *[other] { $number } things moved. The plan shows what follows in DNS.
    }
pages-advanced-nothing = Noted. Nothing moves yet.

pages-added = { $domain } added. Nothing was written yet.
pages-add-steps = Steps
pages-add-step-name = Domain
pages-add-step-wanted = What is wanted
pages-add-step-access = Who publishes
pages-add-name-hint = Such as example.org. Its own name servers are asked; nothing is changed.
pages-add-look = See what is there
pages-add-heading = { $domain }: what is there, and what you want
pages-add-wanted-lede = Nothing is lowered that is in force. A plan shows every change before it is written.
pages-found = What is there
pages-found-nothing = nothing
pages-found-several = { $number } records, so none counts
pages-found-no-zone = no zone of its own
pages-add-kind = What is the domain for?
pages-add-mail = Mail
pages-add-mail-hint = It sends and receives. SPF, DKIM keys, DMARC, MTA-STS and TLS reports are prepared.
pages-add-parked = No mail
pages-add-parked-hint = Everybody is told to reject mail in its name.
pages-add-mx = Mail hosts
pages-add-mx-hint = Leave it empty to take those in the MX records. Several with a space between them.
pages-add-reports = Address for reports
pages-add-reports-hint = Leave it empty for dmarc@ and tlsrpt@{ $domain }.
pages-add-policy-host = Host that serves the MTA-STS policy
pages-add-policy-host-hint = This server or another web server; mta-sts below the domain becomes an alias of it. Leave it empty if that name stands already.
pages-add-mailboxes = People write from it
pages-add-mailboxes-hint = Then p=reject is asked about before it comes: it costs them their mail to mailing lists (RFC 9989 §7.4).
pages-add-button = Add domain

pages-access = Who publishes for { $domain }?
pages-access-here = Access
pages-access-lede = Either mailseal writes what a plan shows, or you do by hand. You can change this later.
pages-access-ours = mailseal, with an access
pages-access-standing = The access { $name } reaches this zone.
pages-access-plan = Go to the plan
pages-access-provider = DNS at
pages-access-provider-none = choose
pages-access-choose = Choose where the zone is
pages-access-zone = Zone
pages-access-missing = Missing: { $field }
pages-access-promise = It is tried at once by reading the zone. Nothing is written by that.
pages-access-save = Test and save
pages-access-works = The access works, and is saved as { $name }.
pages-access-fails = Nothing was saved: { $reason }
pages-access-hand = By hand
pages-access-hand-text = Each record is shown as the form of your DNS provider wants it. What you publish is recognised.
pages-access-records = Show the records
pages-place-rfc2136 = Own name server (RFC 2136, TSIG)
pages-place-cloudflare = Cloudflare
pages-place-hetzner = Hetzner
pages-place-ionos = IONOS
pages-place-ovh = OVH
pages-place-powerdns = PowerDNS
pages-place-google = Google Cloud DNS
pages-place-azure = Azure DNS
pages-place-route53 = Amazon Route 53
pages-place-desec = deSEC

pages-failed-refused = This was refused
pages-failed-number = Reference { $number }. Nothing was changed.

