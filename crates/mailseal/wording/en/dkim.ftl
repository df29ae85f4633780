# DKIM key records (RFC 6376, 8301, 8463). A message is a rule: its value is the line shown, its
# attributes the manual. Placeables are the arguments of the finding.

summary-dkim-keys = { $count ->
        [one] one key
       *[other] { $count } keys
    } ({ $keys })
summary-dkim-own-keys = { $count ->
        [one] one key ({ $keys }), it matches the private key
       *[other] { $count } keys ({ $keys }), all match the private keys
    }
summary-dkim-mismatch = the keys in the DNS are not those that sign ({ $keys })
summary-dkim-testing = keys are there, marked as a test: signatures count for nothing ({ $keys })
summary-dkim-broken = a record is there, but no signature can be verified with it
summary-dkim-missing = none of the selectors that were asked has a key
summary-dkim-absent = no key at all
summary-dkim-revoked-everywhere = every selector is revoked: nobody can sign as this domain
summary-dkim-selector-unknown = no selector is known; name one to have its key checked
summary-dkim-unknown = could not be asked

dkim-not-a-key = what stands here is no key record
    .why = A key record begins with v=DKIM1 and holds the key in p=. This text has neither: another kind of record, or the answer of a wildcard.
    .receivers = Signatures with this selector fail: no usable key.
    .fix = Publish the key record at this name and nothing else.

dkim-zone-line-pasted = a whole zone-file line was pasted in place of the value
    .why = Key generators print a line for a zone file: owner, class, TXT, brackets and a comment. A provider's field takes only the text between the quotation marks.
    .receivers = The record cannot be read, so every signature fails.
    .fix = Enter the value alone, as one string without quotation marks.

dkim-stray-quotes =
    { $count ->
        [one] quotation marks inside the record
       *[other] quotation marks inside the record ({ $count } places)
    }
    .why = Quotation marks delimit strings in a zone file. In the record itself they are foreign characters; cut and joined, a value keeps " " in its middle.
    .receivers = Some verifiers overlook them, most report a broken key: signatures fail.
    .fix = Remove the quotation marks, and the space between two of them.

dkim-stray-backslashes =
    { $count ->
        [one] backslashes inside the record
       *[other] backslashes inside the record ({ $count } places)
    }
    .why = A backslash escapes a semicolon in a BIND zone file or a line break in JSON. In a provider's field it becomes a part of the value.
    .receivers = Tags get wrong values and base64 cannot be decoded: signatures fail.
    .fix = Remove the backslashes.

dkim-odd-characters =
    { $count ->
        [one] characters that no key record holds
       *[other] characters that no key record holds ({ $count } places)
    }
    .why = Typographic quotes, no-break spaces and invisible characters come along when text is copied from a document, a mail or a web page. A record is plain ASCII.
    .receivers = The record or the key cannot be read: signatures fail.
    .fix = Enter the value again from a plain-text source.

dkim-line-breaks =
    { $count ->
        [one] line breaks inside the record
       *[other] line breaks inside the record ({ $count } places)
    }
    .why = The value was copied from an example that was wrapped for reading. A bare line break is no part of a record.
    .receivers = Many verifiers skip line breaks inside the key; strict ones refuse the record.
    .fix = Enter the value as one line.

dkim-pem-armour = the lines of a PEM file stand in the record
    .why = p= takes only the base64 text between the BEGIN and the END line.
    .receivers = The key cannot be decoded: signatures fail.
    .fix = Remove the lines with the dashes, and the line breaks.

dkim-private-key-published = the private key is published
    .why = This is the private key, or its file. Whoever asks the DNS can now sign mail as this domain.
    .receivers = They accept every mail that is signed with it, whoever sent it.
    .fix = Treat the key as stolen: make a new one under a new selector, sign with it, and remove this record today.

dkim-semicolon-missing =
    { $count ->
        [one] a semicolon is missing between two tags
       *[other] a semicolon is missing between two tags ({ $count } places)
    }
    .why = Only a semicolon ends a tag. Without it, the next tag is a part of the value before it.
    .receivers = The version is wrong or the key is missing: signatures fail.
    .fix = Put a semicolon between the tags.

dkim-tag-upper-case = a tag in upper case
    .why = Tags are case-sensitive: P is not p.
    .receivers = They skip an unknown tag and find no key: signatures fail.
    .fix = Write the tags in lower case.

dkim-version-not-first = v=DKIM1 is not the first tag
    .why = The standard wants v first, where it is there at all.
    .receivers = Strict verifiers ignore the record: signatures fail.
    .fix = Put v=DKIM1 at the beginning.

dkim-version-wrong = version { $version } in place of DKIM1
    .why = The version is compared as a string: DKIM1, in this case and without anything after it.
    .receivers = They must discard the record: signatures fail.
    .fix = Write v=DKIM1.

dkim-version-absent = v=DKIM1 is not there
    .why = It is recommended, not required: the default is DKIM1. With it, everyone sees what the record is.
    .receivers = They accept the record.
    .fix = Put v=DKIM1; at the beginning when you next touch the record.

dkim-tag-repeated = { $tag } stands in the record twice
    .why = With a tag that occurs twice the whole list is invalid, even if both say the same.
    .receivers = Strict verifiers ignore the record; others take the first or the last.
    .fix = Keep one of them.

dkim-tag-empty = two semicolons in a row
    .why = The grammar has a semicolon between two tags and one at the end, none of them twice.
    .receivers = Most overlook it; strict verifiers may ignore the record.
    .fix = Remove the extra semicolon.

dkim-not-a-tag = { $text } is no tag
    .why = A record is made of name=value, separated by semicolons.
    .receivers = They must ignore records that break the grammar: signatures fail.
    .fix = Remove it, or write it as name=value.

dkim-tag-unknown = { $tag } is not a tag of a key record
    .why = The standard defines v, h, k, n, p, s and t.
    .receivers = They skip it.
    .fix = Correct its name or remove it.

dkim-too-many-tags = more than { $limit } tags
    .why = A key record has seven tags to use. What comes after the limit is not looked at.
    .receivers = They may have a limit of their own.
    .fix = Remove what the record does not need.

dkim-granularity-obsolete = g= belongs to the old standard
    .why = RFC 6376 dropped it. An empty g= told verifiers of the old standard to accept no address.
    .receivers = Today's verifiers skip it.
    .fix = Remove g=.

dkim-list-malformed = the list in { $tag }= is not separated by colons
    .why = The entries of h, s and t are words with a colon between them. With a comma, two entries are one unknown word.
    .receivers = They skip what they do not know, so the entries have no effect.
    .fix = Put colons between the entries.

dkim-key-missing = the record has no key
    .why = p= is the one required tag. If the rest of the value is missing too: in a zone file a semicolon outside quotation marks begins a comment.
    .receivers = They find no key: signatures fail.
    .fix = Publish the whole record, in quotation marks if it stands in a zone file.

dkim-key-revoked = the key is revoked
    .why = An empty p= says that this key must not be used any more. That is right for a selector that no longer signs.
    .receivers = Every signature with this selector fails.
    .fix = Nothing, if nothing signs with it. Otherwise publish the key, better under a new selector.

dkim-key-whitespace =
    { $count ->
        [one] white space inside the key
       *[other] white space inside the key ({ $count } places)
    }
    .why = It is allowed, and shows that the value was cut and joined on its way.
    .receivers = They skip it.
    .fix = Enter the key without gaps when you next touch the record.

dkim-key-plus-lost =
    { $count ->
        [one] the plus signs of the key have become spaces
       *[other] the plus signs of the key have become spaces ({ $count } places)
    }
    .why = A web form decodes + as a space. With plus signs in their place this is a sound key.
    .receivers = They skip the spaces and cannot read what is left: signatures fail.
    .fix = Enter the key again; if the form does the same again, use another way into your provider's DNS.

dkim-key-url-safe = the key is written in the alphabet for URLs ({ $count } characters)
    .why = p= takes the base64 of mail, with + and /. The variant for URLs has - and _ in their place.
    .receivers = They cannot decode the key: signatures fail.
    .fix = Write + for - and / for _.

dkim-key-not-base64 = the key holds { $character }, which base64 does not have
    .why = The key is base64 text: letters, digits, + and /, with = at the end.
    .receivers = They cannot decode the key: signatures fail.
    .fix = Publish the key again from its source.

dkim-key-length-odd = the key has a character too many or too few
    .why = Four characters of base64 stand for three octets; here one is left over. A character was lost or doubled, often where a long value was split by hand.
    .receivers = They cannot decode the key: signatures fail.
    .fix = Publish the key again from its source, as one string.

dkim-key-padding = the = at the end of the key are wrong
    .why = Base64 is filled up with = to a multiple of four characters.
    .receivers = Strict decoders refuse the key, others do not mind.
    .fix = Correct the end of the key.

dkim-key-cut-off = the key is cut off: { $present } of { $wanted } octets are there
    .why = The key itself says how long it is. The record ends before that; a field that takes 255 characters drops the rest without a word.
    .receivers = They cannot read the key: signatures fail.
    .fix = Publish the whole key; where your provider's field is short, as several strings of at most 255 characters in one record.

dkim-key-lower-cased = the key is all in lower case
    .why = Base64 tells upper from lower case. A form or a program has folded it, and the key is lost.
    .receivers = They cannot read the key: signatures fail.
    .fix = Publish the key again as TXT, from its source.

dkim-key-unreadable = what stands in p= is no public key
    .why = An RSA key is published as SubjectPublicKeyInfo in base64, an Ed25519 key as its 32 octets in base64. This is neither, or a key of an algorithm that DKIM does not know.
    .receivers = They cannot use the key: signatures fail.
    .fix = Publish the key that belongs to the private key of your mail server.

dkim-key-trailing-octets = something follows after the end of the key ({ $count } octets)
    .why = The key says how long it is; the value goes on after that. Something was pasted twice.
    .receivers = Some stop reading at the end of the key, strict ones refuse it.
    .fix = Publish the key again from its source.

dkim-key-pkcs1 = the key is in the older PKCS#1 form
    .why = The text of the standard names this form, its example and every signer use SubjectPublicKeyInfo. OpenSSL writes the older one with -RSAPublicKey_out.
    .receivers = Verifiers that read only the usual form fail the signature.
    .fix = Publish the same key as SubjectPublicKeyInfo; the private key stays as it is.

dkim-key-type-unknown = { $type } is not a type of key
    .why = k is rsa or ed25519, in lower case.
    .receivers = They must ignore the key: signatures fail.
    .fix = Write k=rsa or k=ed25519, as the key is.

dkim-key-type-mismatch = the key is of type { $type }, the record says otherwise
    .why = k= names the type of the key; without it the type is rsa.
    .receivers = They refuse a key that does not fit its type: signatures fail.
    .fix = Write k={ $type }.

dkim-ed25519-wrapped = the Ed25519 key is wrapped
    .why = OpenSSL prints an Ed25519 key inside SubjectPublicKeyInfo, 60 characters long. DKIM wants the 32 octets alone, 44 characters.
    .receivers = They expect 32 octets and refuse the key: signatures fail.
    .fix = Publish the last 32 octets alone.

dkim-ed25519-wrong-length = an Ed25519 key of { $length } octets in place of 32
    .why = An Ed25519 key has exactly 32 octets, 44 characters of base64.
    .receivers = They cannot use the key: signatures fail.
    .fix = Publish the key again from its source.

dkim-rsa-too-short = an RSA key of { $bits } bits, which verifiers must refuse
    .why = Keys below 1024 bits can be broken at home within days, and then anyone can sign as you.
    .receivers = They must not accept such signatures.
    .fix = Make a key of 2048 bits under a new selector and sign with it.

dkim-rsa-short = an RSA key of { $bits } bits; 2048 is the measure of today
    .why = 1024 bits are within reach of an attacker with means. The standard asks signers for 2048.
    .receivers = They still accept it; some count it against the mail.
    .fix = Make a key of 2048 bits under a new selector, sign with it, and remove this one a week later.

dkim-rsa-too-long = an RSA key of { $bits } bits, more than verifiers must handle
    .why = Verifiers must handle up to 4096 bits. The record of a longer key also needs more room than some DNS paths have.
    .receivers = Some refuse the key: signatures fail there.
    .fix = Use 2048 bits, and an Ed25519 key beside it.

dkim-rsa-exponent = an unusual public exponent: { $exponent }
    .why = The standard recommends 65537. A small exponent has a history of forged signatures; an even one or 1 is no RSA key at all.
    .receivers = Some libraries refuse it.
    .fix = Make a new key under a new selector.

dkim-rsa-modulus-weak = the RSA key is damaged: it can be divided by { $factor }
    .why = An RSA key is the product of two large primes. One that can be divided by a small number was changed after it was made, and if it was not, it protects nothing.
    .receivers = Signatures fail.
    .fix = Publish the key again from its source. If it is the same there, make a new one.

dkim-no-usable-hash = the key allows only { $hashes }, and nobody may sign with that
    .why = h= names the hash algorithms that may be used. The only one in use is sha256; sha1 is forbidden since 2018.
    .receivers = They refuse every signature of today.
    .fix = Write h=sha256 or leave h out.

dkim-sha1-allowed = the key still allows SHA-1
    .why = Signatures with SHA-1 are forbidden since 2018.
    .receivers = They refuse such signatures in any case.
    .fix = Write h=sha256 or leave h out.

dkim-testing = the key is marked as a test
    .why = t=y asks receivers to treat mail signed with it like unsigned mail. It is meant for the first days.
    .receivers = They draw nothing from the signature, good or bad.
    .fix = Remove t=y once signatures verify.

dkim-not-for-mail = the key is for { $services }, not for mail
    .why = s= limits what a key is for. Mail is email or *.
    .receivers = They must ignore the key for mail: signatures fail.
    .fix = Add email, or leave s out.

dkim-tlsrpt-only = the key is for TLS reports alone
    .why = RFC 8460 suggests s=tlsrpt for the key that signs TLS reports. But reports are mail, and verifiers of mail must ignore a key that is not for mail.
    .receivers = Those that do not know RFC 8460 fail the signature of your reports, and with it DMARC.
    .fix = Write s=tlsrpt:email.

dkim-selector-missing = no key at { $owner }
    .why = Mail is signed with selector { $selector }, or you asked for it. Nothing stands where receivers look for its key.
    .receivers = Signatures with this selector fail: no key.
    .fix = Publish the key record at { $owner }.

dkim-several-records = { $count } records at { $owner }, where one may stand
    .why = A selector has exactly one record. With more, the outcome is undefined.
    .receivers = They take any one of them, or none.
    .fix = Keep the record of the key that signs. A new key gets a new selector.

dkim-record-split = the key at { $owner } is spread over several records
    .why = A long value is one record of several strings, not several records. Here its halves stand side by side, and their order is by chance.
    .receivers = They see half a key: signatures fail.
    .fix = Publish one record; it may hold several strings of at most 255 characters.

dkim-doubled-name = the key stands at { $wrong }
    .why = Your provider's form adds the domain by itself, and the whole name was entered.
    .receivers = They look at { $right } and find no key.
    .fix = In the name field, enter only what stands before the domain.

dkim-wrong-owner = the key stands at { $wrong }, where nobody looks
    .why = A key stands below _domainkey: selector, then _domainkey, then the domain.
    .receivers = They look at { $right } and find no key.
    .fix = Publish the record at { $right }.

dkim-key-mismatch = the key of { $selector } is not the one that signs
    .why = The record holds a key of type { $published }, and it does not belong to the private key that is kept here ({ $wanted }).
    .receivers = Every signature with this selector fails.
    .fix = Publish the public key of the private key in use. If the key was changed, use a new selector.

dkim-dangling-alias = { $selector } points to { $target }, where no key is
    .why = The selector is an alias (CNAME) into another domain, and that name has no key: the service was ended, or was never switched on. If the other name can be registered, whoever does it signs as you.
    .receivers = Signatures with this selector fail: no key.
    .fix = Remove the alias, or have the service publish its key.

dkim-second-selector-waits = { $selector } of Microsoft 365 has no key yet
    .why = Microsoft 365 wants two selectors and signs with one of them. The second often leads to a name that exists only once the keys are rotated for the first time. Only Microsoft can make that name.
    .receivers = Nothing happens: no mail is signed with this selector.
    .fix = Leave both aliases as they are. Rotate the keys in the Defender portal (Email authentication settings, DKIM) when it is time; the second key appears with that.

dkim-domainkeys-policy = a policy of DomainKeys, which DKIM replaced
    .why = { $text } belongs to DomainKeys, the predecessor of DKIM, withdrawn in 2007.
    .receivers = Nobody reads it.
    .fix = Remove the TXT record at _domainkey.

dkim-key-shared = the same key at { $selectors }
    .why = Two selectors with one key cannot be changed one after the other, and whoever has one has both.
    .receivers = It makes no difference to them.
    .fix = Give each selector its own key at the next change.

dkim-no-key = the domain has no DKIM key
    .why = The DNS says that no name exists below _domainkey, so there is no selector at all. Without DKIM, DMARC rests on SPF alone, which does not survive forwarding.
    .receivers = Large ones ask bulk senders for DKIM and trust unsigned mail less.
    .fix = Make a key, publish its record and have your mail server sign. If the domain sends no mail, nothing needs to be done.

dkim-key-old = the key of { $selector } is { $days } days old
    .why = The longer a key is in use, the more places it may have leaked from. A change once a year is common practice.
    .receivers = They do not see the age.
    .fix = Make a new key under a new selector, sign with it, and remove the old one a week later.

dkim-selector-with-domainkey = the selector is { $selector }, without _domainkey
    .why = _domainkey and the domain are not part of the selector. Receivers add them by themselves.
    .receivers = A mail signed with the long form makes them look at a name that does not exist.
    .fix = Write { $selector }.

dkim-selector-empty = no selector
    .why = A selector names one of the domain's keys; it stands in s= of every signature.
    .receivers = Without it they do not know where the key is.
    .fix = Take the value of s= from the DKIM-Signature of a mail that you sent.

dkim-selector-dot = a dot too many in the selector
    .why = A dot separates labels, and none of them may be empty.
    .receivers = No name fits it, so no key is found.
    .fix = Remove the extra dot.

dkim-selector-bad-character = { $character } has no place in a selector
    .why = A selector is made of letters, digits and hyphens, with dots between its labels. An underscore is outside the standard too, but mostly works.
    .receivers = Strict verifiers refuse the signature.
    .fix = Choose a selector of letters and digits, such as s1.

dkim-selector-hyphen = a label of the selector begins or ends with a hyphen
    .why = A hyphen may stand only between other characters.
    .receivers = Strict verifiers refuse the signature.
    .fix = Remove the hyphen.

dkim-selector-too-long = the selector is too long for the DNS
    .why = A label has at most 63 characters, a whole name 253.
    .receivers = No name fits it, so no key is found.
    .fix = Choose a shorter selector.
