# SPF (RFC 7208). A message is a rule: its value is the line shown, its attributes the manual.
# Placeables are the arguments of the finding.

spf-version-not-first = the record does not begin with v=spf1
    .why = A record is told by its first six characters, v=spf1, followed by a space or the end. Nothing may stand in front of them, no quote, no space, and no delimiter behind them.
    .receivers = Receivers discard the text. To them the domain has no SPF record.
    .fix = Let the text begin with v=spf1 and a space.

spf-invisible-character = a tab, line break or another invisible character in the record
    .why = Terms are separated by plain spaces only. Tabs, line breaks, no-break spaces and control characters usually come along when a record is copied from a document or a web page.
    .receivers = The record is a syntax error (permerror): it authorises nobody.
    .fix = Type the record again with plain spaces, in one line.

spf-non-ascii = { $text } is not plain ASCII
    .why = An SPF record is US-ASCII. Typographic hyphens and quotes are not, and a name with letters outside ASCII is written in its xn-- form.
    .receivers = The record is a syntax error (permerror): it authorises nobody.
    .fix = Write hyphens and quotes as they are on the keyboard, and names in their xn-- form.

spf-separator = terms are separated by { $separator } and not by spaces
    .why = Only a space ends a term. A comma or semicolon becomes a part of it.
    .receivers = Mostly a syntax error (permerror). Where the term still reads as a name, it is a name that does not exist.
    .fix = Put a space where the comma or semicolon is.

spf-space-in-term = a space tears { $meant } apart
    .why = A space ends a term. Name and argument belong together, and so do the sign and the mechanism.
    .receivers = Both halves are syntax errors (permerror): the record authorises nobody.
    .fix = Remove the space.

spf-unknown-mechanism = { $term } is not a term of SPF
    .why = The mechanisms are all, include, a, mx, ptr, ip4, ip6 and exists; everything else is written name=value. One term that cannot be read spoils the whole record, not only itself.
    .receivers = The record is a syntax error (permerror): it authorises nobody.
    .fix = Correct the term or remove it.

spf-modifier-with-colon = a modifier is written with an equals sign: { $meant }
    .why = Mechanisms take a colon, redirect and exp take an equals sign. With a colon the term is an unknown mechanism.
    .receivers = The record is a syntax error (permerror): it authorises nobody.
    .fix = Write { $meant }.

spf-argument-missing = { $name } stands there without what it refers to
    .why = include and exists need a domain, ip4 and ip6 an address, redirect and exp a domain. A colon with nothing behind it is an error too.
    .receivers = The record is a syntax error (permerror): it authorises nobody.
    .fix = Add the domain or address, or remove the term.

spf-argument-unexpected = { $name } takes nothing here
    .why = all takes no argument; include, exists and ptr take no prefix length.
    .receivers = The record is a syntax error (permerror): it authorises nobody.
    .fix = Remove what stands behind the term.

spf-single-label-domain = { $name } is a name without a domain
    .why = A name in SPF is complete and has a dot in it. Receivers elsewhere do not know the short names of your network.
    .receivers = The record is a syntax error (permerror): it authorises nobody.
    .fix = Write the full name of the host or domain.

spf-address-as-domain = { $term } names an address where a domain belongs
    .why = a, mx and include take names. An address goes into ip4 or ip6.
    .receivers = The record is a syntax error (permerror): it authorises nobody.
    .fix = Write the address as ip4: or ip6:.

spf-url-as-domain = { $url } is a web address and not a domain
    .why = A term takes the bare name, without https:// and without a path. The grammar accepts it as a name with odd characters, which does not exist.
    .receivers = In an include the record becomes a permerror; elsewhere the term matches nobody.
    .fix = Write the name alone.

spf-top-label-invalid = { $name } does not end like a domain
    .why = The last label has at least one letter and neither begins nor ends with a hyphen.
    .receivers = The record is a syntax error (permerror): it authorises nobody.
    .fix = Correct the end of the name.

spf-domain-malformed = { $name } can be no name in the DNS
    .why = The grammar of SPF allows more characters than a name has: slashes, colons, empty or overlong labels. Such a name cannot be asked for.
    .receivers = Some treat the record as a permerror, others act as if the name did not exist.
    .fix = Correct the name.

spf-trailing-dot = a dot behind a domain
    .why = The dot is allowed, and some older receivers refuse it. It changes nothing.
    .receivers = Nearly all accept it.
    .fix = Leave the dot out.

spf-address-malformed = { $address } is no address
    .why = ip4 takes four numbers from 0 to 255 without leading zeros, ip6 an IPv6 address; either may have a prefix length. Ranges, ports, shortened addresses, asterisks and host names are no addresses.
    .receivers = The record is a syntax error (permerror): it authorises nobody.
    .fix = Write the address in full, and a network with its length, such as 192.0.2.0/24.

spf-address-family-mixed = this address belongs into { $meant }
    .why = ip4 takes IPv4 addresses, ip6 IPv6 addresses.
    .receivers = The record is a syntax error (permerror): it authorises nobody.
    .fix = Write { $meant }.

spf-prefix-length-invalid = { $length } is no prefix length
    .why = A length is a number from 0 to 32, for IPv6 from 0 to 128, without a leading zero. Two lengths are written /24//64. A netmask is no length.
    .receivers = The record is a syntax error (permerror): it authorises nobody.
    .fix = Write the length as a number behind one slash.

spf-macro-malformed = { $macro } is no macro
    .why = A percent sign begins a macro: a letter of s, l, o, d, i, p, v or h in braces, with a number of parts above zero if any. A percent sign itself is written %%.
    .receivers = The record is a syntax error (permerror): it authorises nobody.
    .fix = Correct the macro.

spf-macro-only-in-explanation = { $macro } may stand in explanations only
    .why = The letters c, r and t are for the text that exp points to.
    .receivers = The record is a syntax error (permerror): it authorises nobody.
    .fix = Use %{"{"}i{"}"} for the client's address; there is nothing in place of the other two.

spf-modifier-repeated = { $name } stands in the record twice
    .why = redirect and exp may stand in a record once each.
    .receivers = The record is a syntax error (permerror): it authorises nobody.
    .fix = Keep one of them.

spf-mechanism-as-modifier = { $meant } is written with a colon
    .why = With an equals sign the term is a modifier that nobody knows, and such modifiers are ignored.
    .receivers = They skip the term: whoever it names is not authorised.
    .fix = Write { $meant }.

spf-modifier-unknown = nobody knows the modifier { $name }
    .why = The modifiers are redirect and exp. Others are left for later standards and are ignored.
    .receivers = They skip the term.
    .fix = Correct the name or remove the term.

spf-version-repeated = v=spf1 stands inside the record once more
    .why = Two records were pasted into one. The second v=spf1 is read as a modifier and ignored, and nothing behind the first all is tried.
    .receivers = They evaluate the first part only.
    .fix = Make one record: one v=spf1, all senders, one all at the end.

spf-passes-everyone = { $term } authorises every host on the Internet
    .why = Whatever nothing in front of it matches, passes. Anyone can send mail in the name of the domain, and with an aligned From that also passes DMARC.
    .receivers = They answer pass to everybody. Spam filters count such a record against the domain.
    .fix = Name your senders and end the record in -all or ~all.

spf-range-too-wide = { $term } authorises a vast range of addresses
    .why = Nobody sends from a whole /8. Everyone who gets an address in the range can send in the name of the domain, and that passes DMARC.
    .receivers = They answer pass. RFC 9989 warns of broad ranges.
    .fix = Name the networks you send from.

spf-too-many-terms = { $lookups } terms ask the DNS, { $max } are allowed
    .why = include, a, mx, ptr, exists and redirect each cost one lookup, and what an include contains is counted as well. This record alone is over the limit.
    .receivers = They stop at the limit with permerror: senders named behind it are not authorised.
    .fix = Remove senders that are not used any more, write fixed addresses as ip4 and ip6, or have bulk mail sent from a subdomain with a record of its own.

spf-terms-after-all = { $terms } comes after all and is never tried
    .why = all matches everybody. Nothing behind it counts.
    .receivers = They ignore it: whoever it names is not authorised.
    .fix = Move it in front of all, or remove it.

spf-redirect-ignored = redirect is ignored because of { $all }
    .why = redirect speaks only where nothing has matched, and all matches everybody. Its place in the record makes no difference.
    .receivers = They ignore the redirect.
    .fix = Remove either all or redirect. To add the other domain's senders, use include.

spf-neutral-default = the record says nothing about hosts it does not name
    .why = A record that ends in ?all, or in nothing, leaves every other host neutral, and neutral is to be treated like no record at all.
    .receivers = Forged mail is treated as if the domain had no SPF.
    .fix = End the record in ~all, and in -all once every sender is named.

spf-ptr-used = { $term } relies on reverse lookups
    .why = The standard says not to publish ptr or %{"{"}p{"}"}: they are slow, burden the reverse zones and fail with them.
    .receivers = Some large receivers do not evaluate them at all.
    .fix = Name the hosts by a, mx, ip4 or ip6.

spf-host-bits-set = { $term } covers the whole of { $network }
    .why = Only as many bits as the length says are compared. The rest of the address has no effect.
    .receivers = They compare with the network, not with the one address.
    .fix = Write the network's address, or drop the length where one host was meant.

spf-record-too-long =
    { $terms ->
        [unread] the record has { $octets } octets, too many to look at its terms
       *[other] the record has { $octets } octets
    }
    .why = The answer should fit into one UDP packet of 512 octets, which leaves about 450 for all TXT records of the name. Longer answers need EDNS or TCP.
    .receivers = Most cope; behind old firewalls the record may not arrive.
    .fix = Name networks once and wide enough, or move a part into a record of its own that is included.

spf-soft-fail = the record ends in ~all
    .why = Hosts that are not named are marked, not refused. With a DMARC policy in force this is as good as -all, and DKIM is heard first.
    .receivers = They accept the mail and take the mark into account.
    .fix = Nothing has to be done. Without DMARC in force -all says more clearly what you mean.

spf-hard-fail = the record ends in -all
    .why = Hosts that are not named are to be refused. Forwarded mail comes from such hosts, and some receivers refuse it before they look at its DKIM signature.
    .receivers = Most leave the decision to DMARC; some refuse at once.
    .fix = Nothing has to be done. If forwarded mail is lost, ~all together with DMARC avoids it.

spf-modifier-not-last = { $name } stands in front of mechanisms
    .why = Its place has no effect: mechanisms are tried first. At the end of the record it cannot mislead.
    .receivers = They evaluate the record as if it stood at the end.
    .fix = Move it to the end.

spf-macro-uncacheable = { $term } makes a question of its own for every sender
    .why = With s, l, o or h in a name each sender address or HELO name asks for another name, so nothing can be kept in caches.
    .receivers = They evaluate it, more slowly.
    .fix = Use d, i and v where they suffice.

spf-duplicate-term = { $term } stands in the record twice
    .why = The second one never matches. If it asks the DNS it costs one of ten lookups.
    .receivers = They try it in vain.
    .fix = Remove the second one.

spf-network-covered = { $term } lies inside { $by }
    .why = The wider network in front of it has matched already.
    .receivers = They try it in vain.
    .fix = Remove the narrower network.

spf-record-missing = no SPF record
    .why = Without a record nobody can tell your servers from a forger's. The large receivers want SPF or DKIM from every sender, and both from those who send in bulk.
    .receivers = They cannot check the sender, and refuse or mark mail that has no DKIM signature either.
    .fix = Publish a record that names every sender. Begin with ~all; change to -all when reports show that nobody is missing.

spf-several-records = { $count } SPF records where one may be
    .why = A domain has one SPF record. With a second one neither counts; that happens when a provider's record is added beside the one that stood there.
    .receivers = They answer permerror: the domain authorises nobody.
    .fix = Merge the records into one and remove the others.

spf-wrong-owner = the record is at { $wrong }, where nobody looks
    .why = Receivers ask at the domain of the sender address itself. A record at another name counts only when the domain's own record refers to it.
    .receivers = To them the domain has no SPF record.
    .fix = Publish the record at { $right }.

spf-strings-fused = two terms run together: { $fused }
    .why = The record is stored in several strings, which are joined without a space. One string ends where a term ends, so the next term sticks to it.
    .receivers = They read one term that nobody meant, mostly a syntax error.
    .fix = Let the first string end in a space, or the second begin with one.

spf-too-many-lookups = { $lookups } lookups, { $max } are allowed
    .why = include, a, mx, ptr, exists and redirect each cost a lookup, in your record and in those it includes. At { $term } the limit is passed.
    .receivers = They stop there with permerror, and mail from senders named behind it fails SPF. Where a sender is named early, nobody notices.
    .fix = Remove senders that are not used any more, write fixed addresses as ip4 and ip6, or have bulk mail sent from a subdomain with a record of its own.

spf-include-without-record = { $target } { $missing ->
    [name] does not exist
   *[other] has no SPF record
 }
    .why = { $term } in the record of { $owner } includes it. An include of a domain without a record is an error. The provider may have closed or moved, or the name is misspelt.
    .receivers = They answer permerror as soon as they reach the include: senders named behind it are not authorised.
    .fix = Remove the include, or correct its name. A name that does not exist any more could be registered by somebody else, who then could send as you.

spf-redirect-without-record = { $target } { $missing ->
    [name] does not exist
   *[other] has no SPF record
 }
    .why = { $term } in the record of { $owner } hands the decision to it. Without a record there nothing is decided.
    .receivers = They answer permerror to every host that nothing in front of it matches.
    .fix = Publish the record there, correct the name, or replace the redirect by an all.

spf-target-broken = the SPF record of { $target } cannot be evaluated
    .why = { $term } in the record of { $owner } refers to it. There are { $records ->
        [one] syntax errors in it
       *[other] { $records } records at once
     }, and that error becomes one of the record that refers to it.
    .receivers = They answer permerror as soon as they reach the term.
    .fix = Tell whoever runs { $target }; remove the term until it is mended.

spf-include-loop = { $term } leads back to { $target }
    .why = A record that includes itself, directly or by way of others, has no end. The limit of ten lookups ends it.
    .receivers = They answer permerror.
    .fix = Remove the term that closes the circle.

spf-mx-too-many-hosts = { $name } has { $count } MX hosts, { $max } may be looked at
    .why = For mx every MX host's address is looked up, and ten are the limit.
    .receivers = They answer permerror.
    .fix = Name the sending hosts by ip4 and ip6. Hosts that take mail need not be those that send it.

spf-exists-catch-all = { $term } authorises everybody
    .why = It matched 192.0.2.1, an address that nobody has: { $name } has an A record. Either the name is the same for every client, or a wildcard answers for all of them.
    .receivers = They answer pass to every host on the Internet.
    .fix = Remove the term, or let the names exist for your senders only.

spf-too-many-void-lookups = { $clients ->
    [ip4] { $voids } terms find nothing for IPv4 clients, { $max } are allowed
    [ip6] { $voids } terms find nothing for IPv6 clients, { $max } are allowed
   *[all] { $voids } terms find nothing, { $max } are allowed
 }
    .why = A lookup without an answer is a sign of a mistake or an attack. These find nothing: { $names }.
    .receivers = Those that follow the standard's advice answer permerror at the third one.
    .fix = Remove the terms that find nothing, and name addresses by ip4 and ip6 where a name has one family only.

spf-void-lookup = { $name } has nothing that { $term } could match
    .why = The name in the record of { $owner } has no address, or no MX hosts with one. The term authorises nobody and is one of two such terms that are allowed.
    .receivers = They go on to the next term, up to the limit.
    .fix = Remove the term, or give the name its address.

spf-lookups-near-limit = { $lookups } of { $max } lookups are used
    .why = Providers change the records you include without telling you. One more term there and yours is over the limit.
    .receivers = They evaluate the record.
    .fix = Make room while there is time: remove unused senders, or write fixed addresses as ip4 and ip6.

spf-explanation-unusable = there is no explanation at { $target }
    .why = exp points to a name with exactly one TXT record, in ASCII and with correct macros. Here there are { $records ->
        [0] none
        [one] one, and it is no explanation
       *[other] { $records }
     }.
    .receivers = They act as if exp were not there and use words of their own.
    .fix = Publish one text there, or remove exp.

spf-answer-too-large = all { $records } TXT records of the name together have { $octets } octets
    .why = Receivers get all TXT records of the name in one answer. Above about 450 octets it does not fit into a plain UDP packet.
    .receivers = Most cope; behind old firewalls the answer may not arrive.
    .fix = Remove verification records of services that are not used any more.

spf-owner-is-alias = the name is an alias of { $target }
    .why = Whoever publishes at the target decides the SPF of this name too, and this name can have no records of its own, no MX either.
    .receivers = They use the record of the target.
    .fix = Give a domain that mail is sent with records of its own.

spf-wildcard-without-record = every name below { $domain } takes mail, and none has an SPF record
    .why = A wildcard MX answers for any name. Each of them can be forged as a sender, since SPF of the domain says nothing about names below it.
    .receivers = They find no SPF record at such a name.
    .fix = Publish the record at the wildcard too, and at every name that has records of its own. DMARC with sp=reject and np=reject protects them as well.

spf-include-covered = { $term } adds nobody
    .why = Every address it stands for is authorised by a term in front of it. It costs lookups all the same.
    .receivers = They ask for it and find nothing new.
    .fix = Remove the term, or the wider one in front of it.

spf-type-99 = the record has the type SPF, which nobody asks for
    .why = The type SPF (99) was an experiment that ended in 2014. Records of this type are not evaluated.
    .receivers = To them the domain has no SPF record.
    .fix = Publish the same text as TXT and remove the record of type SPF.

summary-spf-in-force = { $lookups } of { $max } lookups, ends in { $end }
summary-spf-partly-unknown = at least { $lookups } of { $max } lookups, ends in { $end }; parts could not be asked
summary-spf-nobody = nobody may send
summary-spf-neutral = a record is there, but it says nothing about hosts it does not name
summary-spf-end-unknown = { $lookups } of { $max } lookups; where it redirects to could not be read
summary-spf-everybody = authorises everybody
summary-spf-too-many-lookups = { $lookups } of { $max } lookups: receivers answer permerror
summary-spf-permerror = leads to a permerror
summary-spf-broken = the record cannot be read: receivers answer permerror
summary-spf-several = { $count } records: receivers answer permerror
summary-spf-absent = no record: anyone can send in its name
summary-spf-no-domain = the domain does not exist
summary-spf-unknown = could not be asked
