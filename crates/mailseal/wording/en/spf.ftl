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

spf-record-too-long = the record has { $octets } octets
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
