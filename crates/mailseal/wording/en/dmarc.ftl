# DMARC (RFC 9989). A message is a rule: its value is the line shown, its attributes the manual.
# Placeables are the arguments of the finding.

summary-dmarc-own = { $tag }={ $policy }, reports go to { $rua }
summary-dmarc-own-without-reports = { $tag }={ $policy }, no reports
summary-dmarc-testing = { $tag }={ $policy } in test mode: applied as { $applied }
summary-dmarc-inherited = inherited from { $domain }: { $tag }={ $policy }
summary-dmarc-broken = a record is there, but receivers apply no DMARC
summary-dmarc-several = several records, so none counts
summary-dmarc-absent = no record: anyone can write in the name of this domain
summary-dmarc-unknown = could not be asked

dmarc-version-missing = the record does not begin with v=DMARC1
    .why = A DMARC record begins with the tag v and its value DMARC1. Without it the text is not a DMARC record.
    .receivers = Receivers ignore the whole record, as if there were none.
    .fix = Let the record begin with v=DMARC1;

dmarc-version-not-first = v=DMARC1 is not the first tag
    .why = v must be the first tag of the record. Anything before it makes the record one of an unknown kind.
    .receivers = Receivers ignore the whole record, as if there were none.
    .fix = Move v=DMARC1; to the very beginning.

dmarc-version-wrong = { $version } is not the version of DMARC
    .why = The only version is DMARC1, in capital letters and without anything attached. It is compared letter by letter.
    .receivers = Receivers ignore the whole record, as if there were none.
    .fix = Write v=DMARC1.

dmarc-space-in-front = white space stands before v=DMARC1
    .why = The grammar has the record begin with v, without anything in front.
    .receivers = Most receivers trim the space; strict ones see no DMARC record.
    .fix = Remove the white space at the beginning.

dmarc-stray-quote = { $count ->
        [one] a quotation mark stands in the record
       *[other] quotation marks stand in the record, at { $count } places
    }
    .why = The quotation marks of a zone file are not part of the value, and typographic ones come from a word processor. No tag of DMARC has any.
    .receivers = The value they stand in is invalid. Around v=DMARC1 they make receivers ignore the whole record.
    .fix = Remove the quotation marks. In a web form enter the bare text.

dmarc-stray-backslash = { $count ->
        [one] a backslash stands in the record
       *[other] backslashes stand in the record, at { $count } places
    }
    .why = In a zone file a semicolon may be written as \;. A form that escapes by itself then stores the backslash as well.
    .receivers = The value before the semicolon ends in a backslash and is invalid.
    .fix = Remove the backslashes. In a web form enter the bare text.

dmarc-character-invalid = a character that DMARC does not allow stands in the record
    .why = Values consist of printable ASCII. A no-break space from a web page or a line break cannot be seen, but it is there.
    .receivers = The value it stands in is invalid; in the version it makes receivers ignore the whole record.
    .fix = Type the record anew, or remove the character.

dmarc-semicolon-missing = a semicolon is missing after { $tag }
    .why = Tags are separated by semicolons. Without one the value runs on to the next semicolon.
    .receivers = The value is invalid, and the tag that follows is not seen at all. After v the whole record is ignored.
    .fix = Put a semicolon between the two tags.

dmarc-doubled-semicolon = two semicolons with nothing between them
    .why = The grammar has no empty tag.
    .receivers = Receivers pass over it.
    .fix = Remove one of the semicolons.

dmarc-not-a-tag = { $text } is no tag
    .why = Everything between two semicolons is name=value.
    .receivers = Receivers pass over it: whatever was meant is not there.
    .fix = Write it as name=value or remove it.

dmarc-tag-repeated = { $tag } stands in the record twice
    .why = A tag may stand in the record once. What a second one means is not defined.
    .receivers = Some take the first, some the last, and some ignore the record.
    .fix = Keep one. Several addresses go into one tag, separated by commas.

dmarc-tag-unknown = { $tag } is not a tag of DMARC{ $nearest ->
        [none] {""}
       *[other] ; is { $nearest } meant?
    }
    .why = DMARC knows v, p, sp, np, psd, t, adkim, aspf, fo, rua and ruf.
    .receivers = Receivers ignore unknown tags without a word, so a misspelt one has no effect.
    .fix = Correct the name or remove the tag.

dmarc-tag-case = { $tag } is written in capital letters
    .why = Tag names are written in small letters.
    .receivers = Most receivers accept capital letters; some do not know the tag then.
    .fix = Write { $right }.

dmarc-too-many-tags = more than { $limit } tags
    .why = A DMARC record has at most 14 tags.
    .receivers = Receivers stop reading at a limit of their own.
    .fix = Remove what is not DMARC.

dmarc-value-empty = { $tag } has no value
    .why = A tag has a value of at least one character.
    .receivers = Receivers discard the tag. An empty p, sp or np takes the whole policy with it: it becomes none, or, without a usable rua, DMARC is off.
    .fix = Give the tag a value or remove it.

dmarc-rua-no-scheme = no report will come to { $address }: mailto: is missing in { $tag }
    .why = rua and ruf hold URIs, and a URI begins with a scheme. A bare address is none. Many how-tos get this wrong.
    .receivers = Reporters find no usable address and send nothing.
    .fix = Write mailto: before the address.

dmarc-rua-malformed = { $uri } in { $tag } is no address for reports
    .why = An entry is mailto: followed directly by an address in ASCII: no slashes, no space, and one comma between two entries.
    .receivers = Reporters pass over what they cannot read.
    .fix = Write the address as mailto:name@example.com.

dmarc-rua-semicolon = { $address } is not part of { $tag }: a semicolon stands where a comma belongs
    .why = Addresses in a list are separated by commas. A semicolon ends the tag.
    .receivers = Reporters see the addresses before the semicolon only.
    .fix = Put a comma in place of the semicolon.

dmarc-rua-unencoded = { $address } in { $tag } needs percent-encoding
    .why = A comma separates addresses, and an exclamation mark once began a size limit. Inside an address they are written %2C and %21.
    .receivers = Reporters cut the address in two and can use neither half.
    .fix = Encode the character, or use an address without it.

dmarc-rua-not-ascii = { $address } in { $tag } is not ASCII
    .why = Report addresses are ASCII. A domain with other letters is written in its xn-- form; a mailbox name with other letters cannot be used.
    .receivers = Reporters cannot read the address.
    .fix = Use a mailbox with an ASCII name, and the xn-- form of the domain.

dmarc-rua-scheme-unsupported = { $tag } asks for reports by { $scheme }, which nobody sends
    .why = Any URI is allowed, but reporters have to support mailto: only.
    .receivers = Reporters ignore a scheme they do not support, and hardly any supports another.
    .fix = Use a mailto: address.

dmarc-rua-size-suffix = the size limit in { $tag } is obsolete
    .why = Limits such as !10m belonged to the first version of DMARC.
    .receivers = Reporters ignore the limit. A few old ones may not read the address.
    .fix = Remove the exclamation mark and what follows it.

dmarc-too-many-uris = { $tag } has more than { $limit } addresses
    .why = Each reporter sends to as many addresses as it likes, and that is a few.
    .receivers = Reporters leave out the addresses at the end.
    .fix = Send reports to one or two mailboxes and distribute them from there.

dmarc-p-missing = p is missing: the record acts as p=none
    .why = p is the policy. Without it, and with an address for reports, a record counts as p=none.
    .receivers = Receivers send reports and let every forgery pass. Some older ones ignore the record.
    .fix = Add p directly after v=DMARC1, to begin with as p=none.

dmarc-p-missing-without-rua = neither a policy nor an address for reports: the record has no effect
    .why = A record without p counts as p=none only if rua has a usable address. This one has neither.
    .receivers = Receivers apply no DMARC, as if there were no record.
    .fix = Add p and rua, to begin with as p=none with a mailbox that is read.

dmarc-p-not-second = p does not stand directly after v
    .why = Today's standard allows any order. Its predecessor, which many receivers still follow, wants p as the second tag.
    .receivers = Strict receivers of the old kind ignore the record.
    .fix = Move p directly after v=DMARC1.

dmarc-policy-invalid = { $tag }={ $value } is no policy: { $effect ->
        [off] DMARC is off
       *[none] the whole record acts as p=none
    }
    .why = A policy is none, quarantine or reject. One invalid policy in p, sp or np makes the whole policy invalid.
    .receivers = With a usable rua receivers act as if p=none were there; without one they apply no DMARC.
    .fix = Write none, quarantine or reject.

dmarc-value-invalid = { $tag }={ $value } is not allowed, { $default } counts
    .why = adkim and aspf are r or s, t is y or n, psd is y, n or u.
    .receivers = Receivers discard the value and take the default.
    .fix = Write an allowed value or remove the tag.

dmarc-fo-invalid = fo={ $value } is not allowed, 0 counts
    .why = fo is a list of 0, 1, d and s, separated by colons: each once, and 0 and 1 not together.
    .receivers = Receivers discard the value and take 0.
    .fix = Write an allowed list, such as fo=1:d.

dmarc-pct-removed = { $percent ->
        [100] pct=100 is no longer part of DMARC
       *[other] pct={ $percent } is no longer part of DMARC: the policy applies to all mail
    }
    .why = pct was removed because receivers never applied it alike. t=y takes the place of pct=0 and has the next weaker policy applied; a share between 0 and 100 has no successor. pct=100 was the default and never meant anything.
    .receivers = Today's receivers ignore pct; older ones still apply the policy to that share of mail.
    .fix = Remove pct. If you are not yet sure of the policy, write t=y until reports say that it is safe.

dmarc-tag-historic = { $tag } is no longer part of DMARC
    .why = rf and ri were removed: reports have one format and come once a day.
    .receivers = Receivers ignore the tag.
    .fix = Remove the tag.

dmarc-rua-missing = a policy without reports: nobody tells you which mail is lost
    .why = Reports show who sends in your name and what fails. Without them legitimate mail may be rejected for years unnoticed.
    .receivers = Receivers apply the policy and send no reports.
    .fix = Add rua=mailto: and a mailbox that is read.

dmarc-does-nothing = p=none without reports does nothing
    .why = p=none asks for nothing, and without rua there are no reports either.
    .receivers = Receivers do the same as without a record.
    .fix = Add rua=mailto: and a mailbox that is read. Make the policy stricter when reports say that it is safe.

dmarc-subdomain-policy-weaker = { $tag }={ $policy } protects subdomains less than p={ $p } protects the domain
    .why = Whoever cannot forge the domain forges a subdomain: to people it looks the same.
    .receivers = Receivers apply the weaker policy to every subdomain that has no record of its own.
    .fix = Remove the tag, or give the subdomains that send mail a record of their own.

dmarc-np-missing = names that do not exist are not protected either
    .why = { $tag }=none also applies to subdomains that do not exist, unless np says otherwise. Nobody sends mail from those, so np=reject costs nothing.
    .receivers = Receivers let forgeries from invented subdomains pass.
    .fix = Add np=reject.

dmarc-test-mode = t=y: receivers apply { $applied } in place of { $policy }
    .why = In test mode the policy is applied one level lower, while mailing lists already treat your mail as they will later. It is a step on the way.
    .receivers = Today's receivers apply the weaker policy; those that do not know t apply the policy in full.
    .fix = Remove t=y when reports say that it is safe.

dmarc-test-mode-without-effect = t=y has no effect on a policy of none
    .why = Test mode takes one level off the policy, and there is none below none.
    .receivers = Receivers ignore it.
    .fix = Remove t=y until there is a policy to test.

dmarc-ruf-present = failure reports are asked for
    .why = A failure report holds parts of a person's mail. You need a reason for it that data protection accepts.
    .receivers = Few receivers send failure reports at all.
    .fix = Remove ruf unless you read these reports and may do so.

dmarc-fo-without-ruf = fo without ruf has no effect
    .why = fo says when failure reports are sent, and ruf where to. Without ruf there are none.
    .receivers = Receivers ignore fo.
    .fix = Remove fo.

dmarc-ruf-with-psd = a public suffix asks for failure reports
    .why = Such reports would be about mail of domains that belong to others.
    .receivers = Receivers must not send them.
    .fix = Remove ruf.

dmarc-psd-no = psd=n cuts the domain off from the one above
    .why = The domain becomes an organization of its own: policies from above no longer apply here, and the domain above is no longer aligned with it. That is right for an independent part of an organization, and as protection against a registry's faulty record.
    .receivers = Receivers stop their search here.
    .fix = Keep it if that is what you want, otherwise remove psd.

dmarc-strict-alignment = { $tag }=s: only the exact domain counts
    .why = With strict alignment SPF or DKIM must pass for exactly the domain in From. Services that send by a subdomain fail.
    .receivers = Receivers no longer accept a pass of a subdomain.
    .fix = Keep it if every sender uses the exact domain, otherwise remove the tag.

dmarc-record-missing = { $domain } has no DMARC record
    .why = DMARC ties SPF and DKIM to the sender that people see. Without it both may pass for a forger's own domain while yours stands in From.
    .receivers = Receivers apply no DMARC. The large ones demand a record from everyone who sends much mail.
    .fix = Publish v=DMARC1; p=none; rua=mailto: and a mailbox that is read, and make the policy stricter later. A domain without mail publishes v=DMARC1; p=reject; sp=reject; np=reject at once.

dmarc-record-inherited = { $domain } has no record of its own and inherits { $tag } from { $from }: { $policy }
    .why = Most subdomains need no record. A domain that people write from is better off with its own: policy and reports are then its own as well.
    .receivers = Receivers apply the policy of the organization's domain.
    .fix = Publish a record if the domain sends mail and should have its own policy.

dmarc-several-records = { $count } records where one may be
    .why = At one name exactly one record may begin with v=DMARC1. With more, none counts.
    .receivers = Receivers act as if there were no record here.
    .fix = Keep one record and put all addresses into its rua.

dmarc-wrong-owner = the record is at { $wrong }, where nobody looks
    .why = Receivers ask at _dmarc directly below the domain, with the underscore. Many forms append the domain themselves, so that it stands there twice.
    .receivers = No receiver finds the record.
    .fix = Publish it at { $right }.

dmarc-external-unauthorized = { $host } does not say that it takes your reports
    .why = Whoever sends reports to somebody else's host could flood it. So the host must agree, with a record at a name that begins with your domain.
    .receivers = Reporters ignore the address { $uri } in { $tag }, and nobody tells you.
    .fix = Have the operator of the host publish v=DMARC1; as TXT at { $owner }. At a reporting service this is part of setting up the domain.

dmarc-external-name-too-long = { $host } cannot agree to take your reports: the name for it would be too long
    .why = The host agrees at a name made of your domain and its own. This one is longer than 253 characters.
    .receivers = Reporters ignore the address { $uri } in { $tag }.
    .fix = Use an address at a host with a shorter name.

dmarc-external-override-host = { $host } redirects your reports to { $elsewhere }, which is not allowed
    .why = A host may name another mailbox, but only one of its own. Otherwise reports could be led on to a third party.
    .receivers = Reporters send to neither, not to { $uri } in { $tag } either.
    .fix = Have the operator of the host correct its record, or use another address.

dmarc-destination-without-mail = { $host } takes no mail, so no report reaches { $uri }
    .why = The domain of the address has no mail server, or says that it takes no mail.
    .receivers = Reports bounce, and reporters give up on the address in { $tag }.
    .fix = Use a mailbox that takes mail.

dmarc-subdomain-policy-unused = { $tag } has no effect here: policies of subdomains come from { $organizational }
    .why = Receivers take the policy of a subdomain from the record of the organization's domain. sp and np in a record further down are not looked at.
    .receivers = Receivers ignore the tag.
    .fix = Set it at the domain of the organization, or make this domain one by psd=n.

dmarc-psd-not-a-suffix = psd=y calls { $domain } a public suffix
    .why = psd=y is for registries. On an ordinary domain every subdomain becomes an organization of its own, and mail of the domain is no longer aligned with them.
    .receivers = Mail that is signed for the domain and sent by a subdomain, or the other way round, fails.
    .fix = Remove psd, or write psd=n. If you do run a registry, all is well.

dmarc-psd-missing = the record of the registry { $domain } lacks psd=y
    .why = A public suffix with a record must say that it is one. Otherwise it counts as the organization of all domains below it.
    .receivers = Domains that have nothing to do with each other count as one organization: one can pass for the other.
    .fix = Add psd=y.

dmarc-suffix-above = the registry { $suffix } counts as your organization
    .why = Its record lacks psd=y. So { $domain } is aligned with every other domain below { $suffix }, and one of them could pass for you.
    .receivers = Receivers do not stop their search at your domain.
    .fix = Add psd=n to your record.

dmarc-too-deep = a record at { $labels } labels is not found from below
    .why = The search has at most eight steps and leaps over everything beyond seven labels. Only mail from exactly this domain finds the record.
    .receivers = Receivers apply the policy of a shorter name to subdomains.
    .fix = Give every domain that stands in From a record of its own.

dmarc-wildcard = a wildcard answers at { $name }
    .why = A TXT record for every name also answers where receivers look for DMARC: { $text }. Names that do not exist then seem to exist, and np no longer applies.
    .receivers = Receivers take a policy record from there for that of a subdomain, and pass over anything else.
    .fix = Remove the wildcard, or limit it to the names that need it.

dmarc-cannot-align = nothing that { $domain } sends can pass: there is neither SPF nor DKIM{ $policy ->
        [none] {""}
       *[other] , and the policy is { $policy }
    }
    .why = DMARC passes when SPF or DKIM passes for your domain. Without both nothing can pass.
    .receivers = With a policy of quarantine or reject receivers treat all of your mail as forged.
    .fix = Set up SPF and DKIM first, then the policy.

dmarc-spf-only = p=reject for { $domain } rests on SPF alone
    .why = Forwarded mail comes from another server and fails SPF. Only a DKIM signature survives forwarding, so the standard forbids p=reject without DKIM.
    .receivers = Receivers reject forwarded mail.
    .fix = Sign with DKIM, or go back to p=quarantine until you do.

dmarc-reject-with-mailboxes = p=reject for { $domain }, which people write from
    .why = Mailing lists change mail, and its signature breaks. The standard advises against p=reject for domains of people's mailboxes until reports have been watched for months.
    .receivers = Some receivers reject mail that went through a mailing list. Most lists rewrite the sender today.
    .fix = Keep it if reports show no such losses, and tell the people concerned.
