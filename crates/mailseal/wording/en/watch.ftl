# The watch: the timeline, and the messages about what changed.

watch-by-step = by mailseal, step { $step }
watch-by-wanted = by hand, as it is wanted
watch-by-others = not by mailseal

watch-role-mx = MX
watch-role-name-servers = NS
watch-role-spf = SPF
watch-role-dkim-key = DKIM
watch-role-dmarc = DMARC
watch-role-mta-sts = MTA-STS
watch-role-policy-host = MTA-STS (alias of the policy host)
watch-role-tls-rpt = TLS-RPT
watch-role-tlsa = DANE

watch-begun = { $findings ->
    [0] the watch begins: nothing to mend
    [one] the watch begins: one finding stands
   *[other] the watch begins: { $findings } findings stand
    }
watch-records-changed = { $what } changed, { $by }
watch-records-appeared = { $what } published, { $by }
watch-records-gone = { $what } removed, { $by }
watch-records-foreign = Changed, but not by mailseal. If it was you: keep it. If not: mailseal plan { $domain } shows how to restore it.
watch-certificate = { $host } presents another certificate, until { $until }
watch-certificate-of = issued by { $issuer }, for { $names }
watch-certificate-weeks = the certificate of { $host } ends on { $until } and should have been renewed by now
watch-certificate-week = the certificate of { $host } ends within a week, on { $until }
watch-certificate-day = the certificate of { $host } ends within a day, on { $until }
watch-certificate-ended = the certificate of { $host } ended on { $until }
watch-certificate-renewed = the certificate of { $host } is renewed, until { $until }
watch-policy-changed = the MTA-STS policy that is served is another, { $by }
watch-policy-appeared = an MTA-STS policy is served, { $by }
watch-policy-gone = no MTA-STS policy that senders accept is served any more
watch-policy-text = mode { $mode }, max_age { $max_age }, mx { $mx }
watch-include-vanished = { $name }, which the SPF record includes, has no SPF record any more: receivers answer permerror
watch-include-returned = { $name }, which the SPF record includes, has an SPF record again
watch-include-opened = { $name }, which the SPF record includes, lets everybody send: so does the domain
watch-include-closed = { $name }, which the SPF record includes, no longer lets everybody send
watch-include-replaced = nothing is left of what { $name } named, which the SPF record includes: perhaps the name has another owner
watch-include-widened = { $name }, which the SPF record includes, lets far more addresses send: { $before } before, now { $after }
watch-include-grew = { $name }, which the SPF record includes, costs { $after } lookups; before it was { $before }
watch-include-edited = the SPF record of { $name }, which is included, changed
watch-addresses = { $ip4 } IPv4, { $ip6 } networks of IPv6
watch-spf-over = SPF costs { $after } lookups, { $max } are allowed: receivers answer permerror
watch-spf-over-grown = SPF costs { $after } lookups, { $max } are allowed, because the record of { $name } grew: receivers answer permerror
watch-spf-within = SPF costs { $after } lookups and is within the limit again
watch-found = { $title }
watch-found-at = { $title } ({ $owner })
watch-mended = mended: { $title }
watch-gap-dns = the DNS of the domain
watch-gap-other-dns = the DNS of { $name }
watch-gap-policy-host = the policy host
watch-gap-mail-host = the mail host { $name }
watch-gap-open = { $what } could not be checked since { $since } ({ $tries ->
    [one] one try
   *[other] { $tries } tries
    }): { $why }
watch-gap-over = { $what } was not checkable from { $since } to { $until } ({ $tries ->
    [0] by turns
    [one] one try
   *[other] { $tries } tries
    }): { $why }
watch-gap-servers = { $servers }: { $failure }
watch-moved = { $what }: { $text }
watch-asks = { $what }: { $text }
watch-rotated = successors were made for old DKIM keys: { $selectors }
watch-job-done = step { $step } waited and is done
watch-job-given-up = step { $step } was given up: mailseal plan { $domain } shows what is still to do
watch-job-stale = step { $step } ended unwritten: what it was made for is another by now
watch-restless = comes and goes; nothing more is said of it until it rests: { $text }

watch-for-minutes = { $count } min
watch-for-hours = { $count } h
watch-for-days = { $count ->
    [one] a day
   *[other] { $count } days
    }

# Subjects and texts of messages.

watch-subject-one = { $domain }: { $what }
watch-subject-found = { $domain }: { $what }, since { $since }
watch-subject-mended = { $domain }: in order again after { $for }: { $what }
watch-subject-several = { $domain }: { $what }, and { $count ->
    [one] one more change
   *[other] { $count } more changes
    }
watch-subject-include = { $count ->
    [one] One domain
   *[other] { $count } domains
    }: SPF record of { $name }
watch-subject-mail-host = { $count ->
    [one] One domain
   *[other] { $count } domains
    }: mail host { $name }
watch-subject-servers = { $count ->
    [one] One domain
   *[other] { $count } domains
    }: no answer from { $name }
watch-subject-quiet = { $count ->
    [one] One change
   *[other] { $count } changes
    } in quiet hours
watch-subject-digest = { $count ->
    [one] One small change
   *[other] { $count } small changes
    }
watch-subject-flood = Many changes at once: { $count }
watch-subject-test = mailseal: a test
watch-text-test = This is a test that somebody asked for with mailseal watch test-tell { $name }. Nothing has changed.
watch-text-and-more = and { $count ->
    [one] one more change
   *[other] { $count } more changes
    } that this message has no room for
watch-text-foot = What changed and when: mailseal timeline { $domain }
watch-text-foot-all = What changed and when: mailseal timeline
watch-text-explain = What it means: mailseal explain { $id }

# mailseal timeline, mailseal watch

timeline-empty = Nothing has changed.
timeline-empty-since = Nothing has changed since { $date }. { $looks ->
    [one] One check
   *[other] { $looks } checks
    }, { $incomplete ->
    [0] all complete
    [one] one of them not complete
   *[other] { $incomplete } of them not complete
    }.
timeline-not-watched = { $domain } is not watched yet: mailseal serve looks at it, and mailseal watch now { $domain } does so at once.
timeline-more = Older: mailseal timeline { $domain }--before { $entry }
timeline-next = Next look: { $date }
watch-now-nothing = { $domain }: nothing has changed.
watch-now-told = { $count ->
    [one] One message is to be sent; mailseal serve sends it.
   *[other] { $count } messages are to be sent; mailseal serve sends them.
    }
watch-test-sent = The test was delivered to { $name }.
error-watch-meanwhile = another look at { $domain } was made at the same moment
error-tell-unknown = there is no [[tell]] with the name { $name }
    .next = There are: { $known }.
error-tell-not-delivered = { $name } could not be reached: { $reason }

# [watch] and [[tell]]

reason-config-least = it must be at least { $least }
reason-config-between = it must lie between { $least } and { $most }
reason-tell-name = every [[tell]] has a name
reason-tell-twice = { $name } is the name of two
reason-tell-missing = { $name } lacks { $setting }
reason-tell-other-kind = { $name } is of a kind that has no { $setting }
reason-tell-secret = a credential of { $name } is not named by file:PATH or env:VARIABLE
error-tell-unusable = { $name } cannot be told: { $reason }
reason-tell-url = the URL { $what }
reason-tell-address = { $address } is no mail address
reason-tell-clear = without TLS it would go over the network in clear; private = true allows that within the house
reason-tell-bad-secret = the credential is too short, or has characters it cannot have
reason-tell-room = the id of a room begins with an exclamation mark
reason-tell-tls = TLS cannot be set up: { $what }

cli-timeline = Shows what was seen to change, newest first.
cli-arg-timeline-domain = Only this domain
cli-arg-timeline-since = From this day or moment on: 2026-11-24 or 2026-11-24T12:00:00Z
cli-arg-timeline-until = Before this day or moment
cli-arg-timeline-side = Only what mailseal did, what others did, alarms, or times of which nothing is known
cli-arg-timeline-before = Go on before this entry
cli-arg-timeline-limit = The most lines to show
cli-value-side = SIDE
cli-value-date = DATE
cli-value-entry = ENTRY
cli-watch = Looks at a domain at once, or tries whether somebody can be told.
cli-watch-now = Looks at a domain as mailseal serve does, and shows what changed.
    .more = Where mailseal serve runs, it looks; otherwise this command does, and what is to be told waits for the server.
cli-arg-watch-now-domain = The domain
cli-arg-watch-now-config = The configuration of mailseal serve, for whom to tell and how the world is asked
cli-watch-test-tell = Sends a test to one whom the configuration names.
cli-arg-watch-test-tell-name = The name in its [[tell]]
cli-arg-watch-test-tell-config = The configuration of mailseal serve
error-date = { $text } is neither a day nor a moment
    .next = Write it like 2026-11-24 or 2026-11-24T12:00:00Z.
error-watch-no-look = the server that runs has not looked at { $domain }: see its log
reason-said = { $text }
