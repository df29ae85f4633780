# What the verbs status, advance, rotate and leave say of the machines.

life-since = since { $date }
life-stage-none = none
life-stage-expiring = leaving: mode none until caches are over
life-stage-record-going = leaving: the record goes, the policy stays
life-stage-parked = Parked: no mail
life-stage-parking = Mail: being parked since { $date }
life-stage-mail = Mail
life-may-move = May move now with mailseal advance { $domain }:
life-nothing-moved = Nothing moved.
life-then-apply = mailseal plan { $domain } shows what follows in the DNS, if anything; mailseal apply { $domain } writes it.

life-not-seen = could not be seen: { $failure }

life-key-moved = now: { $state }
life-key-record-dropped = its record is no longer wanted
life-key-written = its record is to be written
life-key-other-record = another record stands at its name: it must go first
life-key-every-server = these servers do not have its record yet: { $servers }
life-key-negative-ttl = resolvers may remember until { $until } that there was no record
life-key-signer = everyone can see it: give it to whoever signs, then say so with --confirm signing
life-key-late-mail = its record stays until { $until }, for mail under way
life-key-removed = its record is to be removed
life-key-lost = it signs, and its record is not at every server: receivers cannot verify the mail

life-mta-sts-begun = a policy begins, in mode testing
life-mta-sts-mode = mode { $from } becomes { $to }
life-mta-sts-hosts-added = the policy lists { $added } as well
life-mta-sts-hosts-dropped = the policy no longer lists { $dropped }
life-mta-sts-hosts-changed = the policy lists { $added }, and no longer { $dropped }
life-mta-sts-max-age =
    { $days ->
        [one] senders keep the policy for one day
       *[other] senders keep the policy for { $days } days
    }
life-mta-sts-record-dropped = the record is no longer wanted; the policy stays until resolvers have forgotten the record
life-mta-sts-left = nothing is left of it: the policy host may go
life-mta-sts-served = the policy host does not serve the policy as it is wanted
life-mta-sts-record = its record is not at every server yet
life-mta-sts-reports = reports of failed TLS are waited for until { $until }
life-mta-sts-clean-reports = no TLS reports are read here: look at them, and say with --confirm clean-tls that they are clean
life-mta-sts-no-hosts = the domain has no mail host
life-mta-sts-bad-tls = { $host } has no TLS that senders accept: under enforce nobody would deliver to it
life-mta-sts-unlistable = a mail host cannot be listed by the policy, or there are too many
life-mta-sts-too-many-policies = too many policies may be in senders' caches: it changes when one of them is over
life-mta-sts-caches = senders may keep an older policy until { $until }
life-mta-sts-caches-open = senders may keep an older policy; how long is known when the new one is served
life-mta-sts-record-removed = its record is to be removed
life-mta-sts-record-ttl = resolvers may keep the record until { $until }; the policy is served as long

life-dmarc-moved = { $from } becomes { $to }
life-dmarc-published = the present record is not at every server yet
life-dmarc-stand = the present policy stands until { $until }, for reports to come in
life-dmarc-signing = no key signs: mail that is forwarded would fail
life-dmarc-owners-word = no reports are read here: say with --confirm aligned that all your senders pass
life-dmarc-few-messages =
    { $messages ->
        [one] reports speak of one message, too few to prove anything
       *[other] reports speak of { $messages } messages, too few to prove anything
    }
life-dmarc-not-aligned = of { $messages } messages of your senders { $aligned } pass
life-dmarc-mailboxes = people's mail to mailing lists would be refused (RFC 9989 §7.4): tell them, and say so with --confirm mailboxes

life-mail-hosts = mail shall be taken by { $hosts }
life-parking-begun = the domain is being parked
life-parking-called-off = the domain is not parked after all; keys that have retired stay so
life-parked = the domain is parked
life-parking-sending = the key { $selector } may still sign: say with --confirm no-mail that no mail is sent any more
life-parking-key = mail signed with the key { $selector } may be under way until { $until }
life-parking-mta-sts = MTA-STS is on its way out
life-stage-leaving = Leaving since { $date }
life-stage-left = Left: since { $date } nothing that mailseal published is there; mailseal remove forgets the domain
life-departure-begun = all that mailseal published begins to be withdrawn, in an order that harms no mail
life-departure-called-off = the domain stays: what was let go is wanted again; keys that have retired stay so
life-let-go = no longer wanted: { $role ->
        [dmarc] the DMARC record
        [tlsa] the TLSA records
        [tls-rpt] the TLS-RPT record
        [null-mx] the null MX
        [key-revocation] the record that revokes every DKIM key
       *[other] { $role }
    }
life-let-go-spf = no longer wanted: our part of the SPF record; what others put there stays
life-let-go-consent = no longer wanted: the consents to get reports on the domain
life-left = nothing that mailseal published is left
life-departure-withdrawn = to be withdrawn: { $record }
life-departure-blocked = cannot be withdrawn: { $record }; mailseal plan says why
life-departure-not-seen = whether it stands could not be seen: { $record } ({ $failure })
life-departure-policy-ttl = receivers may keep the DMARC policy until { $until }: go on signing until then
life-departure-unused = the keys and the SPF record stay until you say with --confirm unused that nothing signs with these keys and no sender needs the record; mail that nothing else vouches for is refused by large receivers
life-departure-last-reports = the last DMARC reports may be under way until { $until }: the consents stay as long

life-host-may-take-mail = { $host } may go into the MX records: no policy that senders keep refuses it
life-host-must-wait = { $host } must not take mail before { $until }: senders may keep a policy that refuses it
life-host-must-wait-open = { $host } must not take mail yet: senders may keep a policy that refuses it; until when is known when the new one is served
life-host-refused = { $host } takes mail, and senders may refuse it until { $until }: put the host before it back into the MX records until then
life-host-refused-open = { $host } takes mail, and senders may refuse it: put the host before it back into the MX records, and serve the new policy

rotate-made = A new key on the selector { $selector }. It will sign when everyone can see it.
rotate-made-at = A new key on the selector { $selector }, whose name leads to { $target }: its record goes there. It will sign when everyone can see it.
rotate-aborted = The rotation of { $domain } is called off; these keys will never sign:
rotate-aborted-never = { $selector }: never published, so nothing follows
rotate-aborted-goes = { $selector }: its record stays for a week, in case something signed with it; mailseal advance { $domain } then lets it go
