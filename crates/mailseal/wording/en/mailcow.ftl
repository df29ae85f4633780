# What the verb mailcow says.

cli-mailcow = Works beside a mailcow: its DKIM keys, its MTA-STS policies.
    .more =
        First an access with a read-write key: mailseal access add cow --provider mailcow --all-zones \
                   --set url=https://mail.example.com --secret api-key=file:mailcow.key
cli-mailcow-list = Lists the domains of a mailcow, with the selector each signs with.
cli-mailcow-adopt = Wants the record of the key that mailcow signs with: it is published, and never withdrawn while it signs.
cli-mailcow-import-key = Gives mailcow a new key, once everybody can see its record. It signs with it at once.
cli-mailcow-mta-sts = Writes the wanted MTA-STS policy into mailcow's row, or switches the row off.
cli-mailcow-detect = Says who serves the MTA-STS policy, and why mailcow's DNS page shows a question mark.
cli-arg-server = The name of the access to the mailcow [default: the only one, or the one for the domain]
cli-arg-api-ca = Trust the certificates in this file as well when mailcow is called; repeat for several
cli-arg-mailcow-import-key-selector = The selector of the RSA key [default: the one that signs next]
cli-arg-mailcow-mta-sts-take-over = Switch mailcow's row off, since the policy is served elsewhere

mailcow-list-empty = This mailcow has no domains.
mailcow-list-no-key = no DKIM key
mailcow-list-alias = another name of { $target }
mailcow-list-inactive = switched off
mailcow-list-not-added = not added to mailseal

mailcow-adopted =
    The record of { $selector } is wanted for { $domain } from now on. The private key stays at mailcow.
    mailseal plan { $domain } shows what that changes in the DNS.
mailcow-adopted-before = The record of { $selector } was wanted for { $domain } already.
mailcow-no-key = mailcow has no DKIM key for { $domain }. mailseal mailcow import-key { $domain } gives it one.
mailcow-imported = mailcow signs for { $domain } with { $selector } now, and with nothing else: it has one key a domain, RSA only.
mailcow-before = It has forgotten { $before }. Leave that record in the DNS for a week, for mail that is still under way.
mailcow-before-kept =
    It has forgotten { $before }. That record stays until { $until }, for mail that is still under way.
    After that, mailseal advance { $domain } lets it go, and mailseal plan { $domain } withdraws it where it is ours.

mailcow-row-added = mailcow has a policy row for { $domain } now: { $mode }, { $mx }, { $seconds } s
mailcow-row-edited = mailcow's policy row for { $domain } says now: { $mode }, { $mx }, { $seconds } s
mailcow-row-next =
    The row cannot be read back; what is served is the proof. The order is:
      1. mta-sts.{ $domain } leads to mailcow (CNAME)
      2. mailcow's acme gets a certificate for it: docker compose restart acme-mailcow
      3. mailseal mailcow detect { $domain } says that mailcow serves the policy
      4. mailseal plan { $domain } then publishes _mta-sts
mailcow-row-off = mailcow's policy row for { $domain } is switched off: it serves no policy and wants no certificate for mta-sts.{ $domain } any more.
mailcow-row-off-next = Let mta-sts.{ $domain } lead to the host that serves the policy, before senders ask again: a policy that cannot be fetched is kept until its max_age is over.

mailcow-source-row = The policy of { $domain } is served by mailcow from its row (mta-sts.php).
mailcow-source-mailseal = The policy of { $domain } is served with CR LF, as mailseal writes it: not by mailcow's row.
mailcow-source-file =
    The policy of { $domain } looks like a file that somebody wrote: mailcow's row gives lines with LF, version, mode, max_age and mx in this order, as text/plain with charset utf-8.
    mailcow since 2025-09 does not serve data/web/.well-known/mta-sts.txt any more. Before an update: mailseal mailcow mta-sts { $domain }, then remove the file.
mailcow-source-no-policy = What mta-sts.{ $domain } serves is no policy. An old mta-sts.txt that an update of mailcow put out of reach looks like this; mailseal mailcow mta-sts { $domain } writes the row that took its place.
mailcow-source-nothing = Nothing serves a policy for { $domain }. Is mailcow's row active, does mta-sts.{ $domain } lead there, and is its HTTPS on port 443?
mailcow-source-unknown = Who serves the policy of { $domain } could not be learnt: { $failure }
mailcow-question-mark =
    The “?” at _mta-sts in mailcow's DNS page is no fault: it compares letter by letter with v=STSv1;id=…; and the time of its last change, which no interface tells. Senders only look whether the id changed; ours changes exactly when the policy does.
    The same page compares DKIM records letter by letter: a record that means the same may show as wrong there.

error-mailcow-no-access = there is no access to a mailcow for this
    .next = mailseal access add cow --provider mailcow --all-zones --set url=https://mail.example.com --secret api-key=file:mailcow.key
error-mailcow-which = there are several mailcows
    .next = Name one with --server; mailseal access list shows them.
error-mailcow-access = the access { $name } cannot be used: { $reason }
    .next = mailseal access list shows it; remove it and add it anew.
error-mailcow-denied = mailcow does not accept the API key: { $words }
    .next = It needs the read-write key, and this address among those allowed (System, Configuration, API).
error-mailcow-refused = mailcow refused: { $words }
    .next = Nothing was changed. Its own pages say what these words mean.
error-mailcow-not-reached = mailcow was not reached: { $reason }
    .next = Nothing was done. Check the url of the access.
error-mailcow-unusable = mailcow gave no answer that can be read: { $reason }
    .next = It may have done it all the same; look before you try again.
error-mailcow-other-key = another key is wanted at { $selector } than the one mailcow signs with
    .next = One selector has one key. mailseal mailcow import-key gives mailcow ours.
error-mailcow-no-rsa = { $domain } has no RSA key in use, and mailcow signs with no other
    .next = mailseal rotate { $domain } --algorithm rsa2048 makes one.
error-mailcow-not-visible = the record of { $selector } was not seen at every server for long enough
    .next = mailcow would sign with it at once. mailseal status { $domain } says what it waits for.
error-mailcow-over = { $selector } must not sign any more
    .next = Leave --selector out, or name the key that comes next.
error-mailcow-no-domain = this mailcow does not have { $domain }
    .next = mailseal mailcow list shows the domains it has.
error-mailcow-not-taken = mailcow did not take the key and signs as before: { $reason }
    .next = Nothing was changed; the key stays visible and can be given again.
error-mailcow-lost = mailcow has no key for { $domain } and did not take the new one: { $reason }
    .next = It sends unsigned now. Try again at once, or import the key by hand: mailseal keys export { $domain } --format pem --out DIR
error-mailcow-unknown = whether mailcow took the key of { $domain } is not known: { $reason }
    .next = Run the same command again: it looks first.
error-mailcow-no-policy = no MTA-STS policy is wanted for { $domain }
    .next = mailseal advance { $domain } --to testing begins one.
error-mailcow-mx-too-long = the mail hosts take { $octets } octets, and mailcow's row holds 255
    .next = Serve the policy elsewhere, or use a pattern such as *.example.com.
error-mailcow-no-mx = the policy names no mail host, and mailcow wants one even for mode none
    .next = Name the hosts with mailseal advance --mx, or serve the policy elsewhere.
error-mailcow-max-age = mailcow takes no max_age of { $seconds } seconds, only 1 to 31536000
    .next = Serve the policy elsewhere, or choose a shorter time.
