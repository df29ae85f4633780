# Writing to the DNS: apply, undo, resume, history.

apply-asks = Write { $count ->
    [one] this change
   *[other] these { $count } changes
    } to the DNS? [y/N]
apply-progress = writing and looking at every name server
plan-progress = looking at every name server
status-progress = looking at where each domain stands
apply-nothing = nothing to write
apply-adopted = { $count ->
    [one] one record stands as it is wanted and is looked after from now on
   *[other] { $count } records stand as they are wanted and are looked after from now on
    }
apply-end-done = step { $step }: written, and seen at every name server
apply-end-open = step { $step }: not finished
apply-end-given-up = step { $step }: given up
apply-next-undo = mailseal undo { $step } takes it back
apply-next-resume = mailseal resume { $domain } goes on with it
apply-next-plan = mailseal plan { $domain } shows what is left
apply-stood = stands already
apply-written = written
apply-removed = taken out
apply-gone = is gone already
apply-not-reached = not tried, since an earlier change was not made
apply-waits = step { $step } waits
apply-ttl = the provider set a TTL of { $seconds } s
apply-seen = seen
apply-seen-everywhere = seen at { $count ->
    [one] the one name server
   *[other] all { $count } name servers
    }
apply-lagging = { $server } says: { $says }
apply-unseen = could not be looked at: { $failure }
apply-old-for = resolvers may answer with what stood before for { $seconds } s
apply-says-nothing = nothing
apply-says-alias = an alias of { $name }

undo-nothing = there is nothing to take back: what stood before stands again
undo-overtaken = { $type } { $name } was changed since and stays as it is: { $text }
undo-unread = { $type } { $name } stays as it is: { $text }
undo-signs = the record of the key { $selector } stays: it signs, and mail would no longer verify
undo-signed = the record of the key { $selector } stays: mail that was signed with it may still be on its way
undo-announced = the name of the policy host stays: the MTA-STS record announces a policy there. mailseal advance --to no-mta-sts ends MTA-STS in the right order
resume-nothing = nothing is unfinished
resume-stale = step { $step } is ended: something else stands or is wanted by now. mailseal plan { $domain } shows what is to be done
resume-refused = step { $step } is ended: what it would take back must stay by now. mailseal plan { $domain } shows what is left
resume-called-off = step { $step } is ended as it stands: nothing more is written. mailseal plan { $domain } shows what is left

history-empty = the journal is empty
history-unread = what it wrote cannot be read: a newer mailseal made it
history-what-advance = moved on
history-what-look = what was seen is kept; nothing moved
history-what-leave = being left
history-what-leave-abort = not left after all
history-what-rotate = new keys
history-what-rotate-abort = rotation called off
history-what-come-back = mail again, new keys
history-what-change = wanted otherwise
history-what-adopt = looked after from now on, as it stands
history-what-mailcow-adopt = mailcow's key looked after from now on
history-next = mailseal undo { $step } takes the last change back; -v shows every change
step-kind-add = added
step-kind-change = changed
step-kind-apply = apply
step-kind-undo = undo
step-kind-remove = removed
step-state-planned = waiting
step-state-started = under way
step-state-done = done
step-state-failed = given up
step-note-superseded = a newer plan took its place
step-note-called-off = called off
step-note-needed = what it would take back must stay

error-job-unread = what step { $step } writes cannot be read
    .next = A newer mailseal made it, or the database is damaged: use the newer one, or a backup.
error-no-job = step { $step } wrote nothing to the DNS
    .next = mailseal history lists the steps.
error-no-zone-access = nothing is written for { $domain }: there is no access to the zone { $zone }
    .next = mailseal access add NAME --provider PROVIDER --zone { $zone } gives one; mailseal plan --instructions { $domain } says what to type by hand.
error-access-unusable = nothing is written for { $domain }: the access { $name } cannot be used: { $reason }
    .next = mailseal access add { $name } --replace stores it anew; mailseal access test { $name } tries it.
error-nothing-stored = no domain was added
    .next = mailseal add example.com takes one in.

cli-apply = Writes what plan shows to the DNS, after asking, and looks for it at every name server.
cli-undo = Takes back what a step wrote to the DNS.
cli-resume = Goes on with what is not finished: cut off, unanswered or waiting.
cli-history = Lists what was done, newest first.
cli-arg-apply-domains = The domains
cli-arg-apply-all = Every domain that was added
cli-arg-undo-step = The step, as history numbers it
cli-arg-resume-domain = Only this domain
cli-arg-resume-give-up = Ends what is not finished instead, as it stands: nothing is written
cli-arg-history-domain = Only this domain
cli-arg-history-limit = The most steps to list
cli-arg-wait = How long to look for what was written; 60 unless said otherwise
cli-value-count = COUNT
