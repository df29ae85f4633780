# DANE for SMTP (RFC 7672). A message is a rule: its value is the line shown, its attributes the
# manual. Placeables are the arguments of the finding.

summary-dane-in-force = { $hosts ->
    [one] the TLSA record of the MX host matches
   *[other] TLSA records match at all { $hosts } MX hosts
 }
summary-dane-partial = TLSA records match at { $matching } of { $hosts } MX hosts
summary-dane-unchecked = TLSA records match, but DNSSEC was not checked
summary-dane-broken = TLSA records are there, but senders that honour them cannot deliver
summary-dane-insecure = TLSA records are there, but the zone is not signed
summary-dane-absent = no TLSA records; the zone is signed
summary-dane-unsigned = no TLSA records, and DNSSEC is missing or was not checked
summary-dane-open = could not be compared with what the MX hosts present
    .not-asked = not compared: the MX hosts were not asked
summary-dane-no-mail = not needed: the domain takes no mail
summary-dane-unknown = could not be asked

dane-fields-missing = the record does not have four fields
    .why = A TLSA record is three numbers (usage, selector, matching type) and the data in hexadecimal digits.
    .receivers = No name server loads such a record.
    .fix = Write it as 3 1 1 and the SHA-256 of the public key.

dane-not-a-number = { $text } is not a number of 0 to 255
    .why = Usage, selector and matching type are numbers. Names such as DANE-EE, SPKI and SHA2-256 are for talking about them.
    .receivers = Most name servers do not load such a record.
    .fix = Write the number: 3 for DANE-EE, 2 for DANE-TA; 1 for SPKI, 0 for Cert; 1 for SHA2-256.

dane-data-not-hexadecimal = the data is not made of whole hexadecimal octets
    .why = The data is hexadecimal digits, two for each octet, without colons or a prefix.
    .receivers = No name server loads such a record.
    .fix = Remove everything but the digits; if their number is odd, some got lost.

dane-usage-pkix = usage { $usage } also wants a public CA, which senders do not check
    .why = Usages 0 and 1 suppose that every sender trusts the same CAs. Between mail servers there is no such list.
    .receivers = Senders skip the record. If it is the only one, they demand TLS and check nothing.
    .fix = Publish 3 1 1 with the digest of the server's key.

dane-usage-unknown = usage { $number } is not defined
    .why = For mail there are usage 2 (an authority above the certificate) and 3 (the certificate itself).
    .receivers = Senders skip the record.
    .fix = Publish 3 1 1 with the digest of the server's key.

dane-selector-unknown = selector { $number } is not defined
    .why = There are selector 0 (the whole certificate) and 1 (its public key).
    .receivers = Senders skip the record.
    .fix = Use selector 1.

dane-matching-unknown = matching type { $number } is not defined
    .why = There are 0 (all the data), 1 (SHA-256) and 2 (SHA-512).
    .receivers = Senders skip the record.
    .fix = Use matching type 1.

dane-digest-length = { $octets } octets do not fit matching type { $matching }
    .why = A SHA-256 has 32 octets, a SHA-512 has 64. Matching type 0 is followed by the whole certificate or key, not by a digest.
    .receivers = Senders skip the record, or never find it to match.
    .fix = Correct the matching type, or compute the digest anew.

dane-full-data = the record holds the whole certificate or key ({ $octets } octets)
    .why = Matching type 0 makes large records, and large answers get lost more easily. The digest does the same.
    .receivers = Most senders use it; some do not see it.
    .fix = Publish the SHA-256 in its place: matching type 1.

dane-whole-certificate = the digest is of the whole certificate and changes with every renewal
    .why = With selector 0 a renewed certificate no longer matches, even when the key stays. With selector 1 it does.
    .receivers = As long as the record is current, nothing. After a renewal senders with DANE deliver nothing until the record is changed, too.
    .fix = Publish 3 1 1 with the digest of the key, and let the key stay when the certificate is renewed. Or change the record before each renewal.

dane-not-published = no TLSA record, although the zone is signed
    .why = With DNSSEC in place one record more is all it takes for senders to demand TLS with your certificate.
    .receivers = Senders with DANE use TLS when it is offered and check nothing.
    .fix = Publish 3 1 1 with the digest of the key of { $host }. Change it whenever the key changes.

dane-misplaced-at-domain = the TLSA record stands at { $wrong }, where nobody looks
    .why = Senders look at the name of the MX host, not at the domain of the addresses.
    .receivers = No sender finds the record.
    .fix = Publish it at { $right }.

dane-wrong-port = TLSA records stand at { $wrong }, and none at { $right }
    .why = Mail between servers goes to port 25. Records for other ports are for mail programs, which hardly ever look at them.
    .receivers = Senders find no record for port 25.
    .fix = Publish the record for port 25, too.

dane-some-hosts-without = { $host } has no TLSA record, other MX hosts have
    .why = An attacker who keeps senders from the others gets the mail delivered here, with whatever certificate.
    .receivers = Senders demand TLS at the others and not here.
    .fix = Publish a record for every MX host.

dane-dnssec-not-checked = DNSSEC was not checked
    .why = TLSA records count in a signed zone only. A zone file says nothing of signatures, and the resolver that was asked does not validate.
    .receivers = In a signed zone senders follow the records, in an unsigned one they do not look at them.
    .fix = Check with a resolver that validates.

dane-mx-insecure = TLSA records of { $hosts } are signed, the MX records of { $domain } are not
    .why = Whoever forges the MX answer leads the mail to another host, past all TLSA records.
    .receivers = Some senders use the records all the same, others do not.
    .fix = Sign the zone of the domain.

dane-addresses-insecure = TLSA records of { $host } are signed, its addresses are not
    .why = Senders look for TLSA records only where the addresses are signed. Most often the name is an alias into an unsigned zone.
    .receivers = Senders do not look at the records.
    .fix = Let the MX record name a host whose addresses are in a signed zone.

dane-tlsa-insecure = TLSA records of { $host } stand in an unsigned zone
    .why = Without DNSSEC anyone on the way can forge or remove the records.
    .receivers = Senders do not follow them.
    .fix = Sign the zone, and have the DS record published in the zone above. Else remove the records.

dane-alias-insecure = TLSA records of { $host } lead to { $target } in an unsigned zone
    .why = An answer is as secure as its weakest part. Beyond an alias into an unsigned zone nothing is.
    .receivers = Senders do not follow the records.
    .fix = Put the records into a signed zone.

dane-denial-bogus = the answer about TLSA records of { $host } fails DNSSEC validation
    .why = Senders with DANE ask for TLSA records of every host in a signed zone. A name server that cannot prove that there are none, or whose signatures have expired, makes them stop.
    .receivers = Senders with DANE do not deliver to this host. Mail waits and comes back after days.
    .fix = Look at the zone with a DNSSEC tool. Often a name server answers wrongly for names that do not exist; it needs an update.

dane-none-usable = none of the { $count } TLSA records of { $host } is of use
    .why = There are records, so senders demand TLS; none of them says which certificate is right.
    .receivers = Senders demand TLS and accept any certificate.
    .fix = Publish 3 1 1 with the digest of the server's key, and remove the others.

dane-starttls-missing = { $host } has TLSA records and does not offer STARTTLS
    .why = A TLSA record promises TLS. Where it is offered to some senders only, as some filters do, the promise is broken for the others.
    .receivers = Senders with DANE do not deliver to this host. Mail waits and comes back after days.
    .fix = Offer STARTTLS to everyone, or remove the TLSA records.

dane-no-match = no TLSA record matches the certificate of { $host }
    .why = Most often the certificate was renewed with a new key, and the record still has the old one.
    .receivers = Senders with DANE do not deliver to this host. Mail waits and comes back after days.
    .fix = Publish 3 1 1 with the digest of the key in use, beside the old record, and remove the old one when its TTL is over. Let the key stay on renewal.

dane-trust-anchor-not-presented = { $host } does not present the authority its TLSA record names
    .why = With usage 2 the host must send the certificate of the authority along, also when it is a root. Senders have no copy of their own.
    .receivers = Senders with DANE do not deliver to this host. Mail waits and comes back after days.
    .fix = Put the certificate of the authority into the chain the server sends, or publish 3 1 1 with the digest of the server's key.

dane-trust-anchor-chain = { $reason ->
    [name] the authority fits, but the certificate of { $host } is for another name
    [expired] the authority fits, but the certificate of { $host } has expired
    [not-yet-valid] the authority fits, but the certificate of { $host } is not valid yet
    [no-authority] the certificate of { $host } was issued by one that is no authority: it lacks CA or certificate signing
   *[unrelated] the authority that { $host } presents did not issue its certificate
 }
    .why = With usage 2 the certificate must be issued by the authority, be within its time, and be for the MX host or the domain.
    .receivers = Senders with DANE do not deliver to this host. Mail waits and comes back after days.
    .fix = Get a proper certificate from the authority, or publish 3 1 1 with the digest of the server's key: then names and dates do not matter.

dane-sha512-only = all TLSA records of { $host } are SHA-512
    .why = SHA-256 is the digest everyone must know. It is strong enough.
    .receivers = A sender without SHA-512 demands TLS and checks nothing.
    .fix = Publish the records with matching type 1.

dane-record-stale = a TLSA record of { $host } matches nothing: { $record }
    .why = While a key is being changed both records stand there. Later the old one is left over, and whoever has the old key could still use it.
    .receivers = Senders go by the record that matches.
    .fix = If it is not for the next key, remove it.
