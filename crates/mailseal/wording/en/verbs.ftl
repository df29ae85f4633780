# What the verbs spf, dmarc, add, list, show, records and remove say.

spf-result-none = { $domain } says nothing of who may send
spf-result-neutral = { $domain } does not say whether { $ip } may send
spf-result-pass = { $ip } may send for { $domain }
spf-result-fail = { $ip } may not send for { $domain }
spf-result-softfail = { $ip } probably may not send for { $domain }
spf-result-temperror = could not be found out: the DNS did not answer
spf-result-permerror = receivers cannot interpret the record of { $domain }

spf-cause-not-a-domain = the sender has no domain that can be asked
spf-cause-no-such-domain = { $domain } does not exist
spf-cause-no-record = { $domain } has no SPF record
spf-cause-matched = { $term } of { $domain } matched
spf-cause-nothing-matched = no term of { $domain } matched, and nothing is said of the rest
spf-cause-several-records = { $domain } has { $count } SPF records
spf-cause-syntax = the record of { $domain } has a syntax error
spf-cause-too-many-lookups = { $term } of { $domain } is the eleventh lookup; ten are allowed
spf-cause-too-many-void-lookups = { $term } of { $domain } is the third lookup without an answer; two are allowed
spf-cause-too-many-mx-hosts = { $term } of { $domain } has more than ten mail hosts
spf-cause-target-without-record = { $term } of { $domain } leads to { $target }, which has no SPF record
spf-cause-no-answer = { $question }: { $failure }
spf-explanation = { $domain } says (a third party's words): { $text }
spf-lookups = { $lookups } of 10 lookups, { $voids } of 2 without an answer
spf-step-match = matches
spf-step-match-inside = { $result } in here: the include does not match
spf-step-error = error here
spf-step-over = over 10 from here

dmarc-applied = Mail that claims to be from { $name } and does not pass: { $policy }
dmarc-policy-none = nothing is asked of receivers
dmarc-policy-quarantine = treat as suspicious
dmarc-policy-reject = reject
dmarc-basis = by { $tag } of the record at _dmarc.{ $domain }
dmarc-basis-no-valid-policy = the record at _dmarc.{ $domain } has no valid policy, so it acts as p=none
dmarc-testing = the record says t=y: published is { $requested }, one step weaker is applied
dmarc-older-policy = Receivers that still follow RFC 7489: { $policy }
dmarc-older-share = Receivers that still follow RFC 7489: { $policy }, for { $percent } % of it; the rest one step weaker
dmarc-older-nothing = Receivers that still follow RFC 7489 do nothing: for them this is no record of the name
dmarc-no-record = No record applies to { $name }: DMARC does nothing for it.
dmarc-no-processing = The record at _dmarc.{ $domain } has neither a valid policy nor a usable rua: receivers do nothing.
dmarc-temperror = Could not be found out: { $question }: { $failure }
dmarc-organizational-domain = Organizational domain: { $domain } ({ $reason })
dmarc-organizational-unknown = Organizational domain: unknown, a lookup had no answer
dmarc-organizational-psd-no = its record says psd=n
dmarc-organizational-below-psd = one label below { $psd }, which says psd=y
dmarc-organizational-fewest-labels = the shortest name with a record
dmarc-organizational-no-record = no name above has a record
dmarc-walk = The walk
dmarc-found-record = found
dmarc-found-several = { $count } records: all are discarded
dmarc-found-nothing = no record
dmarc-found-no-such-name = the name would be too long
dmarc-found-failed = { $failure }

add-done = { $domain } was added. Nothing is published yet.
add-taken-over = What is in force already goes on:
add-took-spf = SPF: { $text }; what is wanted is merged into it
add-took-dmarc = DMARC: { $text }
add-took-dmarc-of-parent = DMARC of { $domain }, which applies here too: { $text }
add-took-dmarc-step = but the step is { $step }, as you said
add-took-dmarc-left-out = without { $tags }: RFC 9989 no longer has it
add-took-mta-sts = MTA-STS: mode { $mode }, max_age { $seconds }, mx { $mx }
add-took-mta-sts-alone = MTA-STS: there is a record, but its policy could not be seen ({ $failure }). Both are left as they are; to have them managed here, remove the domain and add it again once the policy can be reached
add-took-tls-rpt = TLS-RPT: reports go to { $rua }
add-left-selector = DKIM: the key at the selector { $selector } is left alone
add-left-selector-empty = DKIM: the selector { $selector } is left alone; nothing stands there
add-left-selector-unknown = DKIM: the selector { $selector } is left alone; what stands there could not be seen ({ $failure })
add-not-seen = Could not be looked at: { $what } ({ $failure }). What follows begins as if nothing were there. If something stricter is in force, publishing this would weaken it: compare first with mailseal check { $domain }.
add-next = mailseal plan { $domain } shows what this changes in the DNS, mailseal records { $domain } prints it to be entered by hand, mailseal check { $domain } looks at what is there.
list-empty = No domain was added yet.
list-next = mailseal add example.com takes one in.
show-added = added { $date }
show-mx = Mail hosts
show-keys = DKIM keys
show-records = Records
show-people = People have mailboxes at the domain.
show-adopted = Left alone: the DKIM selectors { $selectors } of others
show-parked = no mail
remove-asks = Forget { $domain } and its { $count ->
    [one] private key
   *[other] { $count } private keys
    }? { $published ->
    [0] Nothing that mailseal published stands in the DNS.
    [one] One record that mailseal published stays in the DNS; mailseal history { $domain } has the steps, mailseal undo takes one back.
   *[other] { $published } records that mailseal published stay in the DNS; mailseal history { $domain } has the steps, mailseal undo takes one back.
    } Nobody can sign with these keys afterwards. [y/N]
remove-left = Still in the DNS, and no longer looked after:
remove-done = { $domain } and its keys are forgotten.
records-provider = As the form of { $provider } wants it
records-provider-unknown = The DNS provider was not recognised: values are shown as plain text
records-name = Name
records-value = Value
records-strings = As strings
records-stands = stands there already
records-in-place-of = In place of
records-place-not-seen = ? What stands there could not be seen ({ $failure })
records-policy = Policy file, to be served at { $url }
records-name-empty = (leave it empty)
records-not-seen = What stands at { $domain } could not be seen ({ $failure }). If it has an SPF record, merge the terms into that one and do not add a second.

provider-owner-relative = the name without the domain, @ for the domain itself; a whole name would be doubled
provider-owner-relative-or-empty = the name without the domain, nothing for the domain itself; a whole name would be doubled
provider-value-plain = the value as one text, without quotes
provider-value-quoted = the value in quotes, long ones as several quoted strings
provider-value-unverified = the value as one text; if the form refuses a long one, take it as strings
provider-own-types = SPF, DKIM and DMARC may have a menu of their own there: choose the type TXT, or change what stands
provider-default-spf = an SPF record is there from the beginning: change it, do not add a second
provider-no-tlsa = no TLSA records
provider-proxy-hides-txt = a name that is proxied or flattened gives no TXT: set it to DNS only
provider-slow-reload = it may take up to half an hour until every server has the change
provider-ascii-only = ASCII only, at most 1,024 characters a value
provider-spaces-vanish = unquoted, the spaces of a value vanish
provider-broken-lines = the provider's example breaks a key over several lines: paste it as one

key-state-created = created
key-state-published = published
key-state-visible = visible
key-state-active = signs
key-state-retiring = retiring
key-state-retired = retired

flatten-no-record = { $count ->
        [0] { $domain } has no SPF record
       *[other] { $domain } has { $count } SPF records; merge them first
    }
flatten-lookups = Lookups: { $before } before, { $after } after
flatten-proof = Proven: every IPv4 and IPv6 address gets the same result as before.
flatten-repaired = Except those that got permerror for too many lookups: they now get what the record means.
flatten-drift = The price: these no longer follow their owners. Flatten again when one of them changes.
flatten-ttl = may change every { $seconds } s
flatten-not-proven = it cannot be proven that the flattened record of { $domain } says the same, so there is none
flatten-too-large = the includes of { $domain } have no end in sight
flatten-too-many-networks = { $count } networks are more than SPF records should hold
flatten-too-many-parts = it would take { $count } parts, more than the ten lookups allow
flatten-part-name = the names of the parts would be too long below { $domain }
flatten-unsound = the record of { $domain } has an error, or there are several; mend that first
flatten-macro = { $term } of { $domain } has a macro: what it means depends on the message
flatten-exists = { $term } of { $domain } asks for each message, it has no addresses to write out
flatten-ptr = { $term } of { $domain } depends on the client's name, it has no addresses to write out
flatten-target = { $term } of { $domain } leads to no usable record
flatten-loop = { $term } of { $domain } leads back to itself
flatten-too-many-mx-hosts = { $term } of { $domain } has more than ten mail hosts
flatten-no-answer = { $question }: { $failure }

plan-count-changes = { $count ->
    [one] 1 change
   *[other] { $count } changes
}
plan-count-waiting = { $count ->
    [one] 1 change waits
   *[other] { $count } changes wait
}
plan-count-blocked = { $count ->
    [one] 1 thing in the way
   *[other] { $count } things in the way
}
plan-count-foreign = { $count ->
    [one] 1 record of others stays untouched
   *[other] { $count } records of others stay untouched
}
plan-nothing = nothing to do
plan-kept = { $count ->
    [one] the other value stays
   *[other] the other { $count } values stay
}
plan-in-zone = in the zone { $zone }
plan-reason-create = new
plan-reason-replace = in place of ours
plan-reason-merge = merged into the record that stands
plan-reason-merge-several = several records become one
plan-reason-take-over = in place of another's, as asked
plan-reason-withdraw = ours, no longer wanted
plan-reason-give-back = ours goes, what others put there stays
plan-reason-take-back = taken back
plan-reason-restore = put back
plan-until-policy = waits until { $url } serves the policy that mailseal records { $domain } prints
plan-until-in-place = waits until { $type } { $name } is in place
plan-until-moment = waits until { $date }
plan-blocked-alias = the name is an alias of { $name }, and nothing beside an alias is seen
    .fix = Publish the record at { $name }, or remove the alias at { $owner }.
plan-blocked-delegated = the name lies in the zone { $name }, which was delegated
    .fix = Whoever runs the zone { $name } has to publish the record.
plan-blocked-other-zone = the consent to the reports has to stand in the zone { $name }, which is another's
    .fix = Ask whoever runs { $name } to publish this TXT record. Until then the DMARC record goes without that address.
plan-blocked-no-zone = the domain has no zone
    .fix = Register the domain, or have it delegated to name servers.
plan-blocked-foreign = another's record stands and says something else
    .fix = Leave it, or replace it with --take-over { $name }.
    .fix-never = It is never replaced: remove it by hand where it is no longer needed.
plan-blocked-several-spf = several SPF records stand, so that none counts
    .fix = --merge-spf makes one of them.
plan-blocked-broken-spf = the SPF record that stands has syntax errors, and nothing can be merged into it
    .fix = mailseal lint spf says where. Mend it, or replace it with --take-over spf.
plan-blocked-servers-differ = the name servers do not say the same
    .fix = Nothing is changed until they agree. Often that takes a few minutes after a change.
plan-unknown = { $question }: { $failure }. Nothing is planned there
plan-in-place = { $count ->
    [one] 1 record is in place
   *[other] { $count } records are in place
}
plan-adopted = { $count ->
    [one] 1 record of others says what is wanted and becomes ours without a change
   *[other] { $count } records of others say what is wanted and become ours without a change
}
plan-next-apply = mailseal apply { $domain } does this; nothing was changed yet
plan-next-wait = mailseal plan { $domain } shows when it can go on
plan-next-blocked = clear what is in the way, then mailseal plan { $domain }
plan-next-check = mailseal check { $domain }

instructions-nothing = There is nothing to do.
instructions-add = Add a { $type } record in the zone { $zone }. Records that stand there stay.
instructions-edit = Change the { $type } record in the zone { $zone }. Do not add a second one.
instructions-remove = Remove this { $type } record from the zone { $zone }. Other records of the name stay.
instructions-then = Then: mailseal check { $domain } confirms it, and names what was damaged on the way.
