# TLS reporting (RFC 8460). A message is a rule: its value is the line shown, its attributes the
# manual. Placeables are the arguments of the finding.

summary-tls-rpt-in-force = reports go to { $rua }
summary-tls-rpt-broken = a record is there, but no report can come
summary-tls-rpt-absent = no record: failed TLS goes unnoticed
summary-tls-rpt-no-mail = not needed: the domain takes no mail
summary-tls-rpt-unknown = could not be asked

tls-rpt-version-not-first = the record does not begin with v=TLSRPTv1
    .why = A TLS reporting record begins with exactly "v=TLSRPTv1;", in this case and without anything before it.
    .receivers = Senders discard a record that begins with anything else. No report comes.
    .fix = Let the record begin with v=TLSRPTv1;

tls-rpt-semicolon-missing = no semicolon after v=TLSRPTv1
    .why = The rule that picks the record wants "v=TLSRPTv1;". Fields are separated by semicolons, not by blanks.
    .receivers = Senders discard the record. No report comes.
    .fix = Put a semicolon after v=TLSRPTv1.

tls-rpt-space-before-delimiter = white space before the first semicolon
    .why = The grammar allows white space before a semicolon, but the rule that picks the record wants "v=TLSRPTv1;" without a gap.
    .receivers = Senders that follow the rule to the letter see no record; others accept it.
    .fix = Remove the white space before the first semicolon.

tls-rpt-space-around-equals = white space around the equals sign
    .why = The grammar of this record has name=value without white space, unlike that of DKIM and DMARC.
    .receivers = Strict senders treat the record as invalid and send nothing.
    .fix = Remove the white space around the equals sign.

tls-rpt-rua-missing = the record says nothing of where reports go
    .why = rua is required: without it there is nowhere to send a report to.
    .receivers = Senders treat the record as invalid and send nothing.
    .fix = Add rua=mailto: and a mailbox that is read, such as tlsrpt@ your domain.

tls-rpt-rua-repeated = rua stands in the record twice
    .why = The standard defines one rua with a comma-separated list. What a second one means is not said.
    .receivers = Some use the first, some the last, some neither.
    .fix = Put all addresses into one rua, separated by commas.

tls-rpt-rua-no-scheme = no report will come to { $address }: mailto: is missing
    .why = rua holds URIs, and a URI begins with its scheme. A bare address is none.
    .receivers = Senders find no usable address and send nothing.
    .fix = Write mailto: before the address.

tls-rpt-rua-scheme-unsupported = reports cannot be sent by { $scheme }
    .why = TLS reporting knows two ways: mailto: and https:.
    .receivers = Senders skip an address with any other scheme.
    .fix = Use a mailto: or an https: address.

tls-rpt-rua-malformed = { $uri } is no address for reports
    .why = An entry of rua is a URI: mailto: followed directly by an address in ASCII, or https:// and a host. Comma, exclamation mark and semicolon inside it are percent-encoded.
    .receivers = Senders skip what they cannot read; if nothing is left they send nothing.
    .fix = Write the address as mailto:name@example.com.

tls-rpt-rua-size-suffix = a size limit is not part of TLS reporting
    .why = Limits such as !10m belonged to DMARC. Here an exclamation mark may not stand in an address.
    .receivers = Senders take the limit for a part of the address, and the address fails.
    .fix = Remove the exclamation mark and what follows it.

tls-rpt-field-unknown = { $field } is not a field of TLS reporting
    .why = The standard defines v and rua. Other names are left for later extensions and are ignored.
    .receivers = Senders skip the field.
    .fix = Correct the name or remove the field.

tls-rpt-semicolon-repeated = two semicolons in a row
    .why = Semicolons separate fields; behind each but the last there is one.
    .receivers = Strict senders drop the whole record.
    .fix = Remove the second semicolon.

tls-rpt-not-a-field = { $text } is no field
    .why = Everything after the version is name=value, separated by semicolons.
    .receivers = Strict senders drop the whole record.
    .fix = Remove it or write it as name=value.

tls-rpt-record-missing = no TLS reporting record
    .why = When TLS to your mail servers fails, or a sender cannot read your MTA-STS policy, only the sender knows. TLS reporting asks it to tell you.
    .receivers = The large senders send one report a day to every domain that asks.
    .fix = Publish the record; the mailbox needs nothing but to be read.

tls-rpt-several-records = { $count } records where one may be
    .why = Exactly one record may begin with v=TLSRPTv1;. With more, none counts.
    .receivers = Senders act as if TLS reporting were not there.
    .fix = Keep one record and put all addresses into its rua.

tls-rpt-wrong-owner = the record is at { $wrong }, where nobody looks
    .why = Senders ask at _smtp._tls below the domain, the labels in this order.
    .receivers = No sender finds the record.
    .fix = Publish it at { $right }.

tls-rpt-ttl-short = resolvers forget the record after { $seconds } seconds
    .why = Whoever suppresses TLS on the way will also suppress the answer that asks for reports. Senders that still have the record cached send one all the same.
    .receivers = Senders ask for the record anew after that time.
    .fix = Give the record a TTL of a day, or sign the zone.
