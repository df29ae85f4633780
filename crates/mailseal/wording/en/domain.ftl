# Rules over several answers of a domain. A message is a rule: its value is the line shown, its
# attributes the manual. Placeables are the arguments of the finding.

summary-mail-tls = { $hosts ->
    [one] 1 MX host, with STARTTLS
   *[other] { $hosts } MX hosts, all with STARTTLS
 }
summary-mail-tls-partial = { $tls } of { $hosts } MX hosts offer usable STARTTLS
summary-mail-no-tls = { $hosts ->
    [one] 1 MX host, without usable STARTTLS
   *[other] { $hosts } MX hosts, none with usable STARTTLS
 }
summary-mail-tls-partly-unknown = { $tls } of { $hosts } MX hosts with STARTTLS, { $unknown } could not be reached
summary-mail-tls-unknown = { $hosts ->
    [one] 1 MX host, could not be reached on port 25
   *[other] { $hosts } MX hosts, none could be reached on port 25
 }
    .not-asked = { $hosts ->
        [one] 1 MX host; port 25 was not asked
       *[other] { $hosts } MX hosts; port 25 was not asked
    }
summary-mail-implicit-tls = no MX: mail goes to the domain's own address, with STARTTLS
summary-mail-implicit-no-tls = no MX: mail goes to the domain's own address, without usable STARTTLS
summary-mail-implicit-unknown = no MX: mail goes to the domain's own address, which could not be reached on port 25
    .not-asked = no MX: mail goes to the domain's own address, which was not asked
summary-mail-null-mx = takes no mail (null MX)
summary-mail-nowhere = takes no mail: neither MX nor address
summary-mail-unknown = could not be asked

next-spf-begin = publish an SPF record
next-spf-repair = repair the SPF record
next-dkim-begin = publish a DKIM key and sign with it
next-dkim-repair = repair the DKIM key
next-dmarc-begin = publish a DMARC record with p=none and an address for reports
next-dmarc-enforce = move the DMARC policy towards p=reject
next-mail-begin = offer STARTTLS on every MX host
next-mail-repair = offer STARTTLS on every MX host
next-tls-rpt-begin = ask for TLS reports
next-tls-rpt-repair = repair the TLS reporting record
next-mta-sts-begin = publish an MTA-STS policy in mode testing
next-mta-sts-enforce = move the MTA-STS policy to mode enforce
next-dane-begin = sign the zone and publish TLSA records
next-dane-repair = repair the TLSA records

domain-not-found = the domain { $domain } does not exist
    .why = The name servers say NXDOMAIN: there is nothing at this name and nothing below it. Either the name is misspelt, or the registration has ended.
    .receivers = Mail from this domain is refused by most receivers, mail to it bounces.
    .fix = Check the spelling. If the domain is yours, look at its registration and its delegation.

domain-wanted-record-missing = the { $role } record at { $owner } is missing
    .why = You want this record, and nothing of its kind stands there: it was never published, it was removed, or the zone was restored without it.
    .receivers = They act as if it had never been wanted.
    .fix = Publish the record.

domain-record-differs = the { $role } record at { $owner } says something else than you want
    .why = What stands there is: { $standing }. Somebody changed it by hand, or another program looks after it as well. Order, spacing and senders that others added to SPF are not counted.
    .receivers = They follow what stands there.
    .fix = Publish the record you want, or change what you want.

record-why-tls-rpt = asks senders to report when TLS fails
record-why-report-consent = lets this domain receive DMARC reports for the other one
record-why-dkim-key = the public key to the signatures
record-why-spf = who may send with the domain
record-why-dmarc = what happens to mail that proves nothing, and where reports go
record-why-policy-host = the name of the host that serves the MTA-STS policy
record-why-mta-sts = tells senders that there is an MTA-STS policy; publish it when the policy is served
record-why-tlsa = ties the mail server's certificate to the signed zone
record-why-null-mx = says that the domain takes no mail
record-why-key-revocation = says that the domain has no DKIM key

domain-null-mx-with-others = a null MX stands beside { $others ->
    [one] another MX record
   *[other] { $others } other MX records
 }
    .why = A null MX ("0 .") says that the domain takes no mail at all. It must stand alone.
    .receivers = Some senders believe the null MX and bounce at once, others deliver to the other hosts.
    .fix = Remove the null MX if the domain takes mail, or all other MX records if it does not.

domain-no-mail-without-spf-all = a domain without mail, but SPF does not forbid to send with it
    .why = A domain that takes no mail hardly sends any. Only "v=spf1 -all" tells receivers so.
    .receivers = Without it, forged mail from the domain is judged like any unknown mail.
    .fix = Publish v=spf1 -all.

domain-null-mx-but-sends = a null MX, and an SPF record that lets somebody send
    .why = A null MX says that no answer and no bounce can reach the domain. SPF names senders nevertheless, so one of the two is wrong.
    .receivers = Many refuse mail from a domain that takes none.
    .fix = If the domain sends, give it an MX record; if it does not, publish v=spf1 -all.

domain-parked-without-reject = a domain without mail, but its DMARC policy is { $policy }
    .why = Nobody sends with this domain, so every mail from it is forged. Only p=reject, for subdomains too, says so.
    .receivers = With { $policy } they deliver some of the forged mail, to the inbox or to the spam folder.
    .fix = Publish p=reject with sp=reject and np=reject.

domain-parked-without-key-wildcard = a domain without mail, but nothing says that it has no DKIM key
    .why = An empty key for every selector, at { $owner }, tells receivers that no signature of the domain is valid.
    .receivers = They search for the key of a forged signature and find none; the empty key only makes that sooner and plainer.
    .fix = Publish the empty key with a wildcard. Leave it out if the domain has DKIM keys after all.

domain-parked-takes-mail = a domain that is to have no mail has a mail server
    .why = The MX records lead to a host. A null MX tells senders at once that nobody reads mail here.
    .receivers = They deliver, and nobody reads it.
    .fix = Replace the MX records by a null MX.

domain-mx-missing = no MX record and no address: mail cannot be delivered
    .why = Without MX and without address there is nowhere to deliver to. A null MX says the same, but at once.
    .receivers = Senders try for days before the author of a mail learns of it.
    .fix = Publish MX records if the domain takes mail, otherwise a null MX.

domain-mx-implicit = no MX record: mail goes to { $addresses }
    .why = Where a domain has no MX record, senders deliver to its address. Mostly a web server stands there.
    .receivers = Mail is refused, waits for days, or ends where nobody reads it.
    .fix = Publish MX records if the domain takes mail, otherwise a null MX.

domain-mx-is-address = the MX record names the address { $address } instead of a host
    .why = An MX record holds a host name. An address there is looked up as if its digits were labels.
    .receivers = The lookup finds nothing, and the host gets no mail.
    .fix = Give the mail server a name with an A or AAAA record, and name that in the MX record.

domain-mx-is-alias = the MX host { $host } is an alias of { $target }
    .why = An MX record must name the host itself, never an alias (CNAME).
    .receivers = Some senders refuse to deliver, others rewrite addresses. Certificates and MTA-STS patterns must fit the name in the MX record, not where it leads.
    .fix = Let the MX record name { $target }, or give { $host } addresses of its own.

domain-mx-without-address = the MX host { $host } has no address
    .why = The name has neither an A nor an AAAA record, so nobody can connect to it.
    .receivers = Senders try the other hosts; if there is none, mail waits and then bounces.
    .fix = Publish an A or AAAA record for the host, or remove it from the MX records.

domain-mx-address-private = the MX host { $host } has the private address { $address }
    .why = Addresses in { $range } exist in every private network. From outside they lead nowhere, or to a stranger's machine.
    .receivers = Senders outside cannot connect, lose time, and may refuse mail of a domain set up like this.
    .fix = Publish the public address, and serve the private one only inside your network.

domain-mx-duplicate = the MX host { $host } is named twice
    .why = The same host in two MX records is no second host.
    .receivers = Some senders try the host twice, others drop one of the records.
    .fix = Keep the record with the lower preference.

domain-mx-too-many = { $hosts } MX hosts, of which { $checked } were looked at
    .why = The check looks at the most preferred hosts only; the rest is not judged.
    .receivers = Senders try a few hosts and then wait.
    .fix = Name fewer hosts. Several machines can share one name.

domain-starttls-not-offered = the MX host { $host } does not offer STARTTLS
    .why = Without STARTTLS mail crosses the network in the clear. Everyone on the way can read it, and change it.
    .receivers = Gmail shows its users a warning. Senders that demand TLS do not deliver.
    .fix = Configure a certificate and STARTTLS on the host.

domain-starttls-selective = the MX host { $host } does not offer STARTTLS, others do
    .why = { $others } offers STARTTLS. Whoever can keep a sender from there has the mail delivered here, in the clear.
    .receivers = Senders take the hosts in turn and do not compare them.
    .fix = Configure STARTTLS on every MX host, backup hosts included.

domain-mta-sts-without-starttls = MTA-STS demands TLS, but { $host } does not offer it
    .why = A policy in mode enforce forbids delivery to a host without STARTTLS.
    .receivers = Gmail, Outlook and all others that follow MTA-STS do not deliver to this host; if there is no other, mail waits and then bounces.
    .fix = Configure STARTTLS on the host, or take it out of the MX records. Until then set the policy to mode testing and change its id.

domain-starttls-refused = the MX host { $host } offers STARTTLS and then refuses it
    .why = It answers: { $reply }. Mostly its certificate or key cannot be read.
    .receivers = Some deliver in the clear, others wait. Those that demand TLS do not deliver.
    .fix = Look in the log of the mail server at the moment of STARTTLS; check the paths and permissions of certificate and key.

domain-starttls-failed = the TLS handshake with { $host } fails: { $reason }
    .why = STARTTLS is offered, but no session comes about: versions or ciphers do not fit, or the server breaks off.
    .receivers = Many do not try again without TLS, so their mail waits and then bounces.
    .fix = Allow TLS 1.2 and 1.3 with usual ciphers, and check that certificate and key belong together.

domain-tls-version-old = the MX host { $host } speaks { $version }
    .why = TLS 1.0 and 1.1 are broken and have been withdrawn.
    .receivers = Senders that no longer speak it deliver in the clear; MTA-STS wants TLS 1.2 at least.
    .fix = Allow TLS 1.2 and 1.3 on the mail server.

domain-mx-certificate-wrong-name = the certificate of { $host } does not hold that name
    .why = It is for: { $names }. It must hold the name of the host as the MX record has it, not the domain of the addresses.
    .receivers = Senders that follow MTA-STS do not deliver to this host when the policy is in mode enforce. Without a policy nobody looks.
    .fix = Get a certificate that has the name of the host among its DNS names.

domain-mx-certificate-untrusted = no trusted authority stands behind the certificate of { $host }
    .why = { $cause ->
        [self-signed] The certificate is self-signed.
        [unusable] The certificate cannot be used for a server.
       *[other] No path leads to a trusted root: the intermediate certificate is missing, or the authority is private.
    }
    .receivers = Senders that follow MTA-STS do not deliver to this host when the policy is in mode enforce. Without a policy nobody looks.
    .fix = Get a certificate from a public authority, and let the mail server present the intermediate certificate as well.

domain-mx-certificate-expired = the certificate of { $host } expired { $days ->
    [0] today
    [one] yesterday
   *[other] { $days } days ago
 }
    .why = Its renewal failed, or the mail server still holds the old file.
    .receivers = Senders that follow MTA-STS do not deliver to this host when the policy is in mode enforce. Without a policy nobody looks.
    .fix = Renew the certificate and reload the mail server. Let the renewal reload it from now on.

domain-mx-certificate-not-yet-valid = the certificate of { $host } is not valid for another { $days ->
    [one] day
   *[other] { $days } days
 }
    .why = Its time begins in the future; the clock was wrong where it was made, or here.
    .receivers = Senders that follow MTA-STS do not deliver to this host when the policy is in mode enforce. Without a policy nobody looks.
    .fix = Check the clocks and make the certificate again.

domain-mx-certificate-expires-soon = the certificate of { $host } expires in { $days ->
    [0] less than a day
    [one] 1 day
   *[other] { $days } days
 }
    .why = Certificates that renew themselves are replaced much earlier. This renewal has most likely stopped.
    .receivers = Nothing yet. After that day senders that follow MTA-STS do not deliver when the policy is in mode enforce.
    .fix = Start the renewal by hand, look at why it did not run, and let it reload the mail server.

domain-mx-certificate-unreadable = the certificate of { $host } cannot be read
    .why = The host presents no certificate, or one that does not parse.
    .receivers = No sender that checks certificates can accept it.
    .fix = Configure a certificate with its chain on the mail server.

domain-ptr-missing = the address { $address } of { $host } has no name (PTR)
    .why = A mail server shows that it is no hijacked home connection by a name its network's owner gave to its address.
    .receivers = Gmail and others refuse mail from an address without a name, or file it as spam.
    .fix = Ask the owner of the address (the hosting provider) to set its PTR record to the name of the mail server.

domain-ptr-not-confirmed = the name of { $address } does not lead back to it: { $names }
    .why = Anyone can give an address any name. Only if the name has that address as well does its owner agree.
    .receivers = Gmail and others treat such an address as one without a name.
    .fix = Publish an A or AAAA record for the name with this address, or set the PTR record to the name of the mail server.

domain-ptr-generic = the address { $address } has a made-up name: { $name }
    .why = Names made of the address's digits are given to whole networks at once, mostly to home connections.
    .receivers = Spam filters count it against the mail; some refuse it.
    .fix = Ask the owner of the address to set its PTR record to the name of the mail server.

domain-helo-without-spf = the name { $name } of the mail server has no SPF record
    .why = Bounces and other notices have no sender. Receivers check SPF with the name the server calls itself (HELO) instead. { $host } greets as { $name }.
    .receivers = They find no record and judge the notice without SPF.
    .fix = Publish v=spf1 a -all at that name.

domain-caa-forbids-issuer = CAA does not allow { $issuer } to issue for { $host }
    .why = The present certificate is from { $issuer }, but the CAA records admit other authorities only. It was issued before they were published, and the next one will be refused.
    .receivers = When the certificate ends, no sender can fetch the MTA-STS policy any more.
    .fix = Add a CAA record with issue "{ $identifier }", or move to an authority that is admitted.

domain-caa-forbids-acme = CAA admits no authority that { $host } could get a certificate from by ACME
    .why = The CAA records that hold for the policy host admit none of the authorities known to give certificates automatically.
    .receivers = They need a valid certificate there to fetch the MTA-STS policy.
    .fix = Add a CAA record for the authority you want, such as issue "letsencrypt.org".

domain-caa-critical-unknown = a critical CAA property that no authority knows: { $tag }
    .why = The critical flag tells every authority that does not know the property not to issue for { $host } at all.
    .receivers = When the present certificate ends, no sender can fetch the MTA-STS policy any more.
    .fix = Set the flags of the record to 0, or remove it.

domain-dmarc-without-dkim = DMARC quarantines mail of { $domain }, and no DKIM key is there
    .why = Mail passes DMARC by SPF or by DKIM. SPF breaks when mail is forwarded, a DKIM signature does not.
    .receivers = They put forwarded mail of the domain among the spam.
    .fix = Publish a DKIM key and sign with it before you enforce DMARC.

domain-bulk-sender-not-ready = not ready for large receivers, it lacks: { $lacks }
    .why = Whoever sends some 5,000 mails a day to Gmail, Yahoo or Outlook.com must have SPF and DKIM, a DMARC record (p=none is enough) that one of the two aligns with, and a name for every sending address.
    .receivers = Gmail and Yahoo have refused such mail in growing part since 2024 (5.7.26), Microsoft since May 2025 (550 5.7.515). Without SPF and DKIM they refuse mail of small senders as well.
    .fix = Publish what is missing; each has a finding of its own. Newsletters also need one-click unsubscribe (RFC 8058), which cannot be seen from outside.

domain-tls-rpt-missing-beside-mta-sts = an MTA-STS policy, but nobody is asked to report on it
    .why = In mode testing a policy does nothing but report; in mode enforce it keeps mail away from hosts that fail. Without reports you learn of neither.
    .receivers = Large senders send a report a day to every domain that asks.
    .fix = Publish the TLS reporting record; the mailbox only has to be read.

domain-tls-rpt-into-broken-tls = TLS reports go to { $rua }, behind the very hosts whose TLS is broken
    .why = No MX host of the domain has working TLS, and every address for reports is a mailbox of this domain.
    .receivers = They are to deliver reports in spite of failing TLS, but not all do.
    .fix = Repair TLS, and add a second address for reports in another domain or over HTTPS.

domain-wildcard-txt = a wildcard answers below { $service }
    .why = A name that nobody made, { $probe }, has a TXT record. So a wildcard in the zone also answers where DKIM and MTA-STS look for records that are not there.
    .receivers = They read a text that is no record of theirs, and report a broken record where none was published.
    .fix = Remove the wildcard TXT record, or limit it to the names that need it.

domain-servers-differ = the name servers disagree on { $kind } of { $name }
    .why = { $first } says: { $one }. { $second } says: { $other }. A change has not reached every server, or they serve different zones.
    .receivers = Which record they see is chance, and changes from mail to mail.
    .fix = Let every server load the same zone: compare the serial numbers (SOA) and look at the zone transfer.

domain-server-failing = the name server { $server } left { $count ->
    [one] a question
   *[other] { $count } questions
 } open
    .why = The other servers of the zone answered the same.
    .receivers = Whoever asks this server loses time; when the others fail as well, the domain is gone.
    .fix = Repair the server, or take it out of the delegation.

domain-single-name-server = the zone has one name server: { $server }
    .why = Every zone must be available on at least two servers.
    .receivers = When it is down, mail to the domain waits, and mail from it cannot be verified.
    .fix = Add a second name server in another network.

domain-name-servers-in-one-network = all { $servers } name servers stand in { $network }
    .why = One fault in that network takes all of them. Anycast can look like this too, and is fine.
    .receivers = When the network is unreachable, mail to the domain waits, and mail from it cannot be verified.
    .fix = Put one name server into another network.
