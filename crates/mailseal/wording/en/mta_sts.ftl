# MTA-STS (RFC 8461). A message is a rule: its value is the line shown, its attributes the manual.
# Placeables are the arguments of the finding.

summary-mta-sts-enforce = enforced for { $count ->
    [one] 1 pattern
   *[other] { $count } patterns
 }, kept for { $days ->
    [0] less than a day
    [one] 1 day
   *[other] { $days } days
 }
summary-mta-sts-testing = testing: failures are reported, mail is delivered all the same
summary-mta-sts-none = switched off (mode none)
summary-mta-sts-broken = published, but senders cannot use it
summary-mta-sts-absent = no policy: TLS can be suppressed unnoticed
summary-mta-sts-no-mail = not needed: the domain takes no mail
summary-mta-sts-policy-unknown = announced, but the policy could not be fetched
    .not-asked = announced; the policy was not fetched
summary-mta-sts-unknown = could not be asked

mta-sts-version-not-first = the record does not begin with v=STSv1
    .why = An MTA-STS record begins with exactly "v=STSv1;", in this case and without anything before it.
    .receivers = Senders discard a record that begins with anything else and look for no policy.
    .fix = Let the record begin with v=STSv1;

mta-sts-semicolon-missing = no semicolon after v=STSv1
    .why = The rule that picks the record wants "v=STSv1;". Fields are separated by semicolons, not by blanks.
    .receivers = Senders discard the record and look for no policy.
    .fix = Put a semicolon after v=STSv1.

mta-sts-space-before-delimiter = white space before the first semicolon
    .why = The grammar allows white space before a semicolon, but the rule that picks the record wants "v=STSv1;" without a gap.
    .receivers = Senders that follow the rule to the letter see no record; others accept it.
    .fix = Remove the white space before the first semicolon.

mta-sts-id-missing = the record has no id
    .why = id is required. It tells senders that the policy changed: they fetch it again when the id differs.
    .receivers = Senders treat the record as invalid and look for no policy.
    .fix = Add id= and letters or digits, such as the date and time of the last change.

mta-sts-id-too-long = the id has { $count } characters; 32 are allowed
    .why = An id is 1 to 32 letters and digits.
    .receivers = Senders treat the record as invalid and look for no policy.
    .fix = Use a shorter id, such as the date and time of the last change: 20261124T101500.

mta-sts-id-bad-character = the id { $id } has other characters than letters and digits
    .why = An id is 1 to 32 letters and digits. A date is written without hyphens, colons and dots.
    .receivers = Strict senders treat the record as invalid and look for no policy; lenient ones accept it. You will not see which does what.
    .fix = Leave out everything but letters and digits.

mta-sts-id-repeated = id stands in the record twice
    .why = Of a field that stands there twice the first one counts.
    .receivers = Senders ignore the second id. Whoever changes only that one announces nothing.
    .fix = Keep one id.

mta-sts-space-around-equals = white space around the equals sign
    .why = The grammar of this record has name=value without white space, unlike that of DKIM and DMARC.
    .receivers = Strict senders treat the record as invalid and look for no policy.
    .fix = Remove the white space around the equals sign.

mta-sts-semicolon-repeated = two semicolons in a row
    .why = Semicolons separate fields; behind each but the last there is one.
    .receivers = Senders treat the record as invalid and look for no policy.
    .fix = Remove the second semicolon.

mta-sts-not-a-field = { $text } is no field
    .why = Everything after the version is name=value, separated by semicolons; values have no blanks.
    .receivers = Senders treat the record as invalid and look for no policy.
    .fix = Remove it.

mta-sts-field-unknown = { $field } is not a field of this record
    .why = The record has v and id, nothing else. mode, mx and max_age belong into the policy file.
    .receivers = Senders ignore the field.
    .fix = Remove the field, and see that the policy file says what was meant.

mta-sts-policy-too-large = the policy file is larger than 64 KiB
    .why = A policy is a few lines. The standard suggests that senders stop reading at 64 KiB.
    .receivers = Senders stop reading and use no policy.
    .fix = Serve the policy and nothing else.

mta-sts-policy-is-html = a web page is served in place of the policy
    .why = The server answers this path with its start page or an error page, and says that all is well.
    .receivers = Senders find no policy in it.
    .fix = Put the file at /.well-known/mta-sts.txt on the policy host, and see that no rule of the web server takes the path over.

mta-sts-policy-byte-order-mark = the policy file begins with a byte order mark
    .why = Some editors put three invisible octets before the text. The first field is then no longer "version".
    .receivers = Senders find no version and use no policy.
    .fix = Save the file as UTF-8 without a byte order mark, or as ASCII.

mta-sts-policy-blank-line = an empty line in the policy file
    .why = The grammar has fields, one a line, and no empty lines.
    .receivers = Many senders stumble over an empty first line, strict ones over an empty line between fields. One at the end does hardly any harm.
    .fix = Remove the empty line.

mta-sts-policy-bare-cr = a line ends with CR alone
    .why = Lines end with CRLF, or with LF. CR alone does not end a line.
    .receivers = For senders the lines are one, and the policy is invalid.
    .fix = Save the file with CRLF line ends.

mta-sts-policy-bad-character = a character that does not belong into a text
    .why = The policy has a control character, or octets that are not UTF-8.
    .receivers = Strict senders treat the policy as invalid.
    .fix = Save the file as plain ASCII text.

mta-sts-policy-colon-missing = { $line } is no field
    .why = Every line is "name: value". There are no comments.
    .receivers = Senders treat the policy as invalid.
    .fix = Remove the line.

mta-sts-policy-stray-space = white space before a field or before its colon
    .why = White space is allowed after the colon and at the end of a line only.
    .receivers = Strict senders do not recognise the field, and the policy is invalid.
    .fix = Remove the white space.

mta-sts-policy-field-malformed = { $field } is no name of a field
    .why = Names have up to 32 letters, digits, underscores, hyphens and dots and begin with a letter or digit.
    .receivers = Strict senders treat the policy as invalid.
    .fix = Remove the line.

mta-sts-policy-field-unknown = { $field } is not a field of a policy
    .why = A policy has version, mode, mx and max_age, in exactly this spelling. Everything else is left for later extensions.
    .receivers = Senders ignore the field. If one of the four was meant, it is missing.
    .fix = Correct the name, or remove the line.

mta-sts-policy-field-repeated = { $field } stands in the policy twice
    .why = Of version, mode and max_age the first one counts, and every other is ignored.
    .receivers = Senders use the first one.
    .fix = Keep the one that is meant.

mta-sts-policy-version-missing = the policy has no version
    .why = A policy says "version: STSv1".
    .receivers = Senders treat the policy as invalid.
    .fix = Add the line version: STSv1.

mta-sts-policy-version-wrong = { $version } is not a version of MTA-STS
    .why = There is one version, STSv1, in this case. "v=STSv1" belongs into the DNS record.
    .receivers = Senders treat the policy as invalid.
    .fix = Write version: STSv1.

mta-sts-policy-mode-missing = the policy has no mode
    .why = mode says what a sender does when TLS fails: enforce, testing or none.
    .receivers = Senders treat the policy as invalid.
    .fix = Add mode: testing to begin with, mode: enforce once reports are clean.

mta-sts-policy-mode-unknown = { $mode } is not a mode
    .why = The modes are enforce, testing and none, in lower case.
    .receivers = Senders treat the policy as invalid.
    .fix = Write enforce, testing or none.

mta-sts-policy-max-age-missing = the policy has no max_age
    .why = max_age says for how many seconds senders keep the policy.
    .receivers = Senders treat the policy as invalid.
    .fix = Add max_age: 604800 (a week) or more once mode is enforce.

mta-sts-policy-max-age-not-a-number = { $value } is not a number of seconds
    .why = max_age is 1 to 10 digits, without sign, fraction or unit.
    .receivers = Senders treat the policy as invalid.
    .fix = Write the seconds in digits, such as 15552000 for 180 days.

mta-sts-policy-max-age-too-large = max_age is { $value } seconds, more than a year
    .why = The maximum is 31557600 seconds.
    .receivers = Some senders take it as a year, others treat the policy as invalid.
    .fix = Write 31557600 or less.

mta-sts-policy-max-age-short = senders keep the policy for { $seconds } seconds only
    .why = The policy protects while it is cached. Whoever can hinder one fetch only has to wait until a short max_age is over.
    .receivers = Senders forget the policy soon; some fetch it more often, some have none between two mails.
    .fix = While testing, a day is right. With mode enforce use weeks or months: 604800 at least, 15552000 is usual.

mta-sts-policy-mx-missing = the policy names no mx
    .why = With mode enforce or testing at least one mx is required.
    .receivers = Senders treat the policy as invalid.
    .fix = Add a line mx: for every MX host.

mta-sts-policy-mx-several = { $count ->
    [one] a separator stands in an mx line
   *[other] { $count } hosts stand on one mx line
 }
    .why = Every host has its own line and its own mx:.
    .receivers = Senders see one name that cannot exist and treat the policy as invalid.
    .fix = Write a line mx: for each host.

mta-sts-policy-mx-trailing-dot = { $mx } ends with a dot
    .why = In a zone file a name ends with a dot, in a policy it does not.
    .receivers = Strict senders treat the policy as invalid; others compare texts, and no host matches.
    .fix = Remove the dot.

mta-sts-policy-mx-address = { $mx } is an address, not a name
    .why = An mx is compared with the name in the MX record. An address matches none.
    .receivers = Some senders drop the policy, others pass the address on and then fail at every host.
    .fix = Write the host name that stands in the MX record.

mta-sts-policy-mx-port = { $mx } has a port
    .why = Mail between servers goes to port 25; an mx is a name.
    .receivers = Senders treat the policy as invalid, or no host matches.
    .fix = Remove the colon and the port.

mta-sts-policy-mx-not-ascii = { $mx } is not in ASCII
    .why = In a policy a name with umlauts or other scripts is written as A-labels, beginning with xn--.
    .receivers = Senders treat the policy as invalid, or no host matches.
    .fix = Write the A-labels.

mta-sts-policy-mx-wildcard-misplaced = the asterisk in { $mx } is not a whole left-most label
    .why = An asterisk stands for exactly one label, at the front: *.example.com.
    .receivers = Senders treat the policy as invalid, or no host matches.
    .fix = Write the names of the hosts.

mta-sts-policy-mx-wildcard-too-wide = { $mx } lets nearly every host in
    .why = A policy is to say which hosts may take your mail. A bare asterisk is no pattern at all, and below a top-level domain anyone can have a host and a certificate.
    .receivers = Senders treat the policy as invalid, or accept every host with a certificate there.
    .fix = Write the names of your MX hosts.

mta-sts-policy-mx-not-a-host = { $mx } is not a host name
    .why = An mx is a host name, or *. and a domain. It ends up in the configuration of other people's mail servers and is read strictly for that reason.
    .receivers = Senders treat the policy as invalid.
    .fix = Write the host name that stands in the MX record, and nothing else on the line.

mta-sts-policy-mx-wildcard = { $mx } lets in every host one label below
    .why = Whoever has a host name there and can get a certificate for it counts as your mail server: a customer's machine, a forgotten alias.
    .receivers = Senders accept every such host.
    .fix = Name the MX hosts one by one. If the domain below the asterisk belongs to your mail provider and it asks for the wildcard, keep it.

mta-sts-policy-mx-redundant = { $mx } is already covered by { $by }
    .why = A pattern that another one covers changes nothing{ $count ->
    [one] {""}
   *[other] ; there are { $count } such lines
 }.
    .receivers = None: the policy is the same with it and without it.
    .fix = If every MX host has its own line, remove the wildcard: that is the stricter policy. Otherwise remove the line.

mta-sts-policy-too-many-mx = more than a thousand mx lines
    .why = Nobody has so many MX hosts. Senders turn each line into a part of their configuration.
    .receivers = Some senders give up, others use all of it. We read no further.
    .fix = Name the MX hosts, and use a wildcard where they are many.

mta-sts-policy-more-faults = the policy has more faults than are listed here
    .why = The list ends after 64 faults.
    .receivers = None beyond those of the faults themselves.
    .fix = Correct what is listed and check again.

mta-sts-not-published = no MTA-STS policy
    .why = Between mail servers TLS is optional: whoever sits in between can pretend that it is not offered, or show any certificate. MTA-STS tells senders that your servers have TLS with valid certificates.
    .receivers = Large senders, Google and Microsoft among them, honour a policy. Without one they deliver in the clear when TLS fails.
    .fix = Publish a policy with mode testing first. Every MX host needs a certificate of a public CA for its own name.

mta-sts-subdomain-without-policy = { $parent } has a policy, but it is not for this domain
    .why = Senders look for a policy at exactly the domain of the recipient, never at its parent.
    .receivers = Mail to this domain is unprotected.
    .fix = Publish record and policy for this domain, too.

mta-sts-record-missing = a policy is served, but no record announces it
    .why = Senders look for the record at _mta-sts first. Without it they do not fetch the policy at { $host }.
    .receivers = New senders have no policy. Those that have it cached keep it until its max_age is over.
    .fix = Publish the record.

mta-sts-several-records = { $count } records where one may be
    .why = Exactly one record may begin with v=STSv1;. With more, none counts.
    .receivers = Senders act as if there were no policy.
    .fix = Keep the record with the newest id and remove the others.

mta-sts-policy-host-without-address = the policy host { $host } has no address
    .why = Senders fetch the policy from this name. Without an address there is nothing to fetch.
    .receivers = Senders have no policy; those that have one cached keep it until its max_age is over.
    .fix = Point the name to a web server with A and AAAA records, or with an alias.

mta-sts-policy-host-refuses = { $host } refuses connections to port 443
    .why = The policy is fetched over HTTPS at port 443. Another port, or HTTP without TLS, does not count.
    .receivers = Senders have no policy.
    .fix = Start the web server, and let the firewall pass port 443 from everywhere.

mta-sts-policy-host-no-tls = no TLS with { $host }: { $reason }
    .why = The policy counts for its certificate. The host must speak TLS 1.2 or 1.3 and have a certificate for this name.
    .receivers = Senders have no policy.
    .fix = Set up this name in the web server with a certificate of its own.

mta-sts-policy-certificate-untrusted = { $reason ->
    [self-signed] the certificate of { $host } is self-signed
    [unknown-issuer] the certificate of { $host } leads to no public CA
   *[other] the certificate of { $host } cannot be used
 }
    .why = The policy counts because a public CA confirms who serves it. A certificate of one's own does not do, and the server must send the intermediate certificates along.
    .receivers = Senders have no policy.
    .fix = Use a certificate of a public CA, and configure the full chain, not the certificate alone.

mta-sts-policy-certificate-wrong-name = the certificate is not for { $host }
    .why = It must have this very name, or a wildcard for its left-most label, among its alternative names. { $count ->
    [0] It has none.
   *[other] It has { $names }.
 }
    .receivers = Senders have no policy. Browsers are hardly ever pointed here, so nobody else notices.
    .fix = Get a certificate for this name. Who serves the policy for you must do that for your name, too.

mta-sts-policy-certificate-expired = the certificate of { $host } expired { $days ->
    [0] today
    [one] yesterday
   *[other] { $days } days ago
 }
    .why = An expired certificate confirms nothing.
    .receivers = Senders fetch no policy any more; those that have it cached lose it when its max_age is over.
    .fix = Renew the certificate, and see why it was not renewed by itself.

mta-sts-policy-certificate-not-yet-valid = the certificate of { $host } is not valid yet
    .why = It becomes valid { $days ->
    [0] within a day
    [one] tomorrow
   *[other] in { $days } days
 }. Or the clock of whoever made it is wrong.
    .receivers = Senders have no policy until then.
    .fix = Serve a certificate that is valid now.

mta-sts-policy-certificate-expires-soon = the certificate of { $host } expires { $days ->
    [0] within a day
    [one] tomorrow
   *[other] in { $days } days
 }
    .why = It should have been renewed by now. Nobody looks at this host with a browser, so a renewal that stopped goes unnoticed.
    .receivers = As long as it is valid all is well. Then senders lose the policy.
    .fix = See that the renewal runs, and that the web server loads the new certificate.

mta-sts-policy-host-no-http = { $host } answers with something that is not HTTP
    .why = After the TLS handshake the connection is closed, or no HTTP comes.
    .receivers = Senders have no policy.
    .fix = See what listens at port 443 for this name.

mta-sts-policy-redirected = { $host } redirects to { $location } (status { $status })
    .why = Senders must not follow redirects. Most often a rule for the whole web site sends every host to the main one.
    .receivers = Senders have no policy.
    .fix = Except /.well-known/mta-sts.txt on this host from the redirect and serve the file itself.

mta-sts-policy-status = { $host } answers with status { $status } in place of the policy
    .why = Only status 200 gives a policy. 404 says that the file is not where senders look.
    .receivers = Senders have no policy.
    .fix = Put the file at /.well-known/mta-sts.txt on this host.

mta-sts-policy-media-type = the policy is served as { $type }, not as text/plain
    .why = Senders are to check the type, so that an uploaded page or picture is not taken for a policy.
    .receivers = Most senders have no policy.
    .fix = Let the web server send Content-Type: text/plain for this file.

mta-sts-policy-slow = fetching the policy from { $host } took { $seconds } seconds
    .why = The standard allows a minute. Programs in wide use wait two to four seconds.
    .receivers = Impatient senders have no policy; then mail goes out unprotected, or it waits.
    .fix = Serve the file without an application behind it, and see whether every address of the host answers.

mta-sts-policy-lf-only = the lines of the policy end with LF alone
    .why = The grammar allows LF and CRLF, the text speaks of CRLF.
    .receivers = All senders known to us accept both.
    .fix = Nothing has to be done. CRLF is the safer form.

mta-sts-policy-host-ipv6-only = { $host } has an IPv6 address only
    .why = Many mail servers have no IPv6 and do not reach the host.
    .receivers = Senders without IPv6 have no policy.
    .fix = Add an A record.

mta-sts-policy-host-families-differ = { $good ->
    [both] { $host } serves different policies over IPv4 and IPv6: { $what }
    [ipv4] { $host } serves its policy over IPv4 only; over IPv6 { $what ->
        [refused] the connection is refused
        [no-tls] there is no TLS session
        [certificate] the certificate does not count
        [no-http] no HTTP answer comes
        [redirect] it redirects
        [status] the status is not 200
        [media-type] the media type is not text/plain
       *[policy] the policy does not count
    }
   *[ipv6] { $host } serves its policy over IPv6 only; over IPv4 { $what ->
        [refused] the connection is refused
        [no-tls] there is no TLS session
        [certificate] the certificate does not count
        [no-http] no HTTP answer comes
        [redirect] it redirects
        [status] the status is not 200
        [media-type] the media type is not text/plain
       *[policy] the policy does not count
    }
 }
    .why = The A and AAAA records lead to different servers, or the server is set up for one family only. A look from one network shows one of them.
    .receivers = Which policy a sender has, or none, depends on the address family it uses.
    .fix = Serve the same file over both, or remove the record of the family that is not meant to be served.

mta-sts-mode-testing = the policy is in mode testing
    .why = Senders report what would fail and deliver all the same. That is right for the first weeks.
    .receivers = Senders deliver even when TLS fails.
    .fix = When reports are clean for two weeks, change to mode enforce, raise max_age and give the record a new id.

mta-sts-mode-none = the policy is in mode none
    .why = Mode none is the way out: senders that have the old policy cached learn that it no longer holds.
    .receivers = Senders act as if there were no policy.
    .fix = When every policy served before is older than its max_age, remove the record and the host.

mta-sts-mx-not-listed = the policy does not list { $hosts }
    .why = { $count ->
    [one] This host stands in the MX record
   *[other] These { $count } hosts stand in MX records
 }, and no mx of the policy matches. An asterisk stands for exactly one label.
    .receivers = With mode enforce senders do not deliver there. Mail goes to the other hosts, or waits for days and comes back.
    .fix = Add the host to the policy and then give the record a new id. When moving, add the new host before the MX record changes, and keep the old one until the old max_age is over.

mta-sts-mx-pattern-stale = no MX host matches { $patterns }
    .why = Left over from a move, or meant for one to come{ $count ->
    [one] {""}
   *[other] ; { $count } patterns match nothing
 }.
    .receivers = Senders would still accept such a host.
    .fix = Remove the pattern when every policy that needed it is over.

mta-sts-null-mx = a policy for a domain that takes no mail
    .why = The null MX says that the domain takes no mail. There is nothing to protect.
    .receivers = Senders do not come that far.
    .fix = Remove the record and the policy, if the null MX is meant.

mta-sts-id-unchanged = the policy changed, its id { $id } did not
    .why = Senders keep a policy until the record tells them of another. They compare the id and nothing else.
    .receivers = { $days ->
    [0] Senders go by the old policy for up to a day.
    [one] Senders go by the old policy for up to a day.
   *[other] Senders go by the old policy for up to { $days } days.
 } A host that only the new one lists is refused as long.
    .fix = Publish the record with another id.
