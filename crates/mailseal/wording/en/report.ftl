# The words around findings: headings, severities, protections, states, units.

severity-info = info
severity-low = low
severity-medium = medium
severity-high = high
severity-critical = critical

state-ok = ok
state-warning = warning
state-problem = problem
state-absent = absent
state-unknown = unknown
state-not-applicable = not needed

check-named-twice = { $domain } was named more than once and is checked once.

protection-spf = SPF
protection-dkim = DKIM
protection-dmarc = DMARC
protection-mta-sts = MTA-STS
protection-tls-rpt = TLS-RPT
protection-dane = DANE
protection-mail = Mail hosts

count-problems = { $count ->
        [one] { $count } problem
       *[other] { $count } problems
    }
count-warnings = { $count ->
        [one] { $count } warning
       *[other] { $count } warnings
    }
count-notes = { $count ->
        [one] { $count } note
       *[other] { $count } notes
    }
count-unknowns = { $count ->
        [one] { $count } could not be checked
       *[other] { $count } could not be checked
    }
count-ignored = { $count ->
        [one] { $count } ignored
       *[other] { $count } ignored
    }
count-in-force = { $count } of { $total } in force
nothing-found = nothing to mend
count-more-of = … and { $count } more of { $id }: see -v
count-more-like = … and { $count } more of { $id } at this name, not listed
text-cut = octets { $start } to { $end } of { $octets } are shown
corrected-too-long = The corrected text has { $octets } octets, too many to be shown.
forged-alike = forged mail from { $domain } and every name below it: { $own }
forged-apart = forged mail from { $domain }: { $own }; from subdomains: { $subdomains }; from names that do not exist: { $missing }
forged-none = let through
forged-quarantine = treated as suspicious
forged-reject = rejected
asked-servers = asked { $servers }

label-why = Why
label-receivers = Receivers
label-fix = Fix
label-next = Next
label-section = Section
label-severity = Severity
label-corrected = Corrected
label-evidence = Evidence
label-publish = Publish
label-withdraw = Remove

hint-explain = mailseal explain { $id }
hint-verbose = { $count ->
        [one] one more note with -v
       *[other] { $count } more notes with -v
    }
lint-clean = nothing is wrong with it
ignored-until = ignored until { $until }: { $reason }
ignore-expired = the entry to ignore { $id } ended on { $until }: { $reason }

unknown-line = { $question }: { $failure }; not counted as a fault
failure-serv-fail = the server answered SERVFAIL
failure-refused = the server refused to answer
failure-timeout = no answer in time
failure-bogus = DNSSEC validation failed
failure-unreachable = could not connect
failure-no-route = this machine has no route to the address
failure-malformed = the answer could not be read
failure-guarded = the address is private and was not asked
failure-not-asked = was not asked

question-policy = the policy at https://mta-sts.{ $name }/
question-smtp = port 25 of { $name }

progress-checked = { $done } of { $total } checked
