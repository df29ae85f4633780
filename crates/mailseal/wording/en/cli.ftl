# The command line: help, headings, errors of typing, and the errors that stop a command.

cli-about = Seals a mail domain: makes SPF, DKIM, DMARC, MTA-STS, TLS-RPT and DANE right and keeps them so.
cli-after =
    Exit status: 0 nothing at or above --fail-on, 1 findings, 2 usage or set-up, 3 could not check.

    To begin: mailseal check example.com          any domain, also one you do not run
              mailseal add example.com            make its keys and records
              mailseal explain                    every finding and its manual
cli-heading-usage = Usage:
cli-heading-commands = Commands
cli-heading-options = Options
cli-heading-arguments = Arguments
cli-value-command = COMMAND

cli-add = Takes a domain in: makes its DKIM keys and decides its records. Changes nothing in the DNS.
cli-list = Lists the domains that were added.
cli-show = Shows what is stored of a domain. Private keys are never shown.
cli-records = Prints the records to publish.
cli-remove = Forgets a domain and its private keys. Changes nothing in the DNS.
cli-check = Checks a domain live and says what is wrong and how to mend it.
cli-lint = Says what is wrong with one record, without asking anything.
    .more =
        Examples: mailseal lint dmarc 'v=DMARC1; p=reject; rua=mailto:dmarc@example.com'
                  mailseal lint mta-sts-policy - < mta-sts.txt
cli-explain = The manual of a finding; without an id, the list of all.
cli-spf = What SPF says to mail from an address, with the tree of lookups.
cli-dmarc = Which DMARC policy applies to a name, and where it was found.
cli-flatten = Writes the includes of an SPF record out as networks, and proves that no address is judged otherwise.
cli-completions = Prints a completion script for a shell.
cli-man = Prints the man page, or writes one for each command.

cli-arg-help = Print this help
cli-arg-version = Print the version
cli-arg-data-dir = Where domains and keys are kept [default: $XDG_DATA_HOME/mailseal]
cli-arg-master-key = The key file that encrypts private keys [default: master.key in the data directory]
cli-arg-lang = The language: en or de [default: from LC_ALL, LC_MESSAGES or LANG]
cli-arg-color = When to use colours: auto, always or never; NO_COLOR is respected
cli-arg-verbose = Also show what is fine, and the evidence
cli-arg-quiet = Show problems only

cli-arg-domain = The domain
cli-arg-mx = A mail host of the domain; repeat for several [default: the MX records as they are]
cli-arg-report-to = The mailbox for DMARC and TLS reports [default: dmarc@ and tlsrpt@ the domain]
cli-arg-selector = The DKIM selector [default: s and e with year and month]
cli-arg-spf = A term of the SPF record, such as include:_spf.example.net; repeat for several [default: mx]
cli-arg-add-dmarc = The DMARC step to begin with: none, quarantine-test, quarantine, reject-test, reject [default: none]
cli-arg-add-parked = The domain sends and receives no mail
cli-arg-format = How to print: text or json
cli-arg-records-format = How to print: table, zone, json, dnscontrol, octodns or terraform
cli-arg-check-format = How to print: text, json, ndjson, sarif or junit
cli-arg-lint-format = How to print: text, json, ndjson, sarif or junit
cli-arg-provider = Show values as this DNS provider's form wants them [default: recognised by the name servers]
cli-arg-yes = Do it without asking
cli-arg-domains = The domains
cli-arg-from = Read domains from a file, one a line; - is standard input
cli-arg-parallel = How many domains to check at once [default: 64]
cli-arg-check-selector = A DKIM selector to look at; repeat for several. They cannot be guessed
cli-arg-check-parked = Expect a domain without mail
cli-arg-only = Look at these parts only: spf, dkim, dmarc, mta-sts, tls-rpt, dane, mail
cli-arg-fail-on = The least severity that makes exit status 1: info, low, medium, high, critical or never [default: medium]
cli-arg-ignore = A list of findings to leave out, each with a reason and an end
cli-arg-kind = What it is: spf, dkim, selector, dmarc, dmarc-report, mta-sts, mta-sts-policy, tls-rpt or tlsa
cli-arg-record = The record; - or nothing reads standard input
cli-arg-owner = The name it stands at, where that is known
cli-arg-ids = Ids of findings, such as spf/too-many-lookups
cli-arg-ip = The address the mail comes from
cli-arg-mail-from = The envelope sender [default: postmaster@ the domain]; <> is the null sender
cli-arg-helo = The name the client gives [default: the domain]
cli-arg-what-if = Evaluate this record in place of the one that is published
cli-arg-name = The name in the From field
cli-arg-flatten-record = Flatten this record [default: the one that is published]
cli-arg-shell = The shell: bash, elvish, fish, powershell or zsh
cli-arg-out-dir = Write one man page for each command into this directory

cli-arg-dns = Ask this server: IP, IP:PORT, tls://IP or https://HOST/dns-query; repeat for several
cli-arg-authoritative = Ask every authoritative server of the zone directly
cli-arg-zone = Lay this zone file over the DNS; repeat for several
cli-arg-offline = Ask nothing: names outside the zone files do not exist
cli-arg-save = Write every answer to this file
cli-arg-replay = Take the answers from a file that --save wrote
cli-arg-allow-private = Connect to private addresses too
cli-arg-ca = Trust the certificates in this file as well; repeat for several
cli-arg-timeout = Seconds a domain may take [default: 30]

usage-no-value = { $argument } needs a value: { $valid }
usage-invalid-value = { $given } is no value for { $argument }: it takes { $valid }
usage-value-validation = { $given } is no value for { $argument }
usage-unknown-argument = { $given } is not an option here
usage-unknown-verb = there is no command { $given }
usage-conflict = { $given } does not go together with { $other }
usage-missing = this is missing: { $given }
usage-no-verb = a command is missing
usage-not-utf8 = an argument is not UTF-8
usage-values = { $argument } has too many or too few values
usage-other = the command line cannot be read
usage-suggestion = Did you mean { $suggested }?
usage-help = Try mailseal --help.

error = error: { $text }
error-domain = { $domain } is no domain name: { $reason }
    .next = Give a name such as example.com, without a scheme, a mailbox or spaces.
error-selector = { $selector } is no DKIM selector
    .next = Give the part before ._domainkey, such as s1.
error-read = { $file } cannot be read: { $reason }
    .next = Check the path and its permissions.
error-write = { $file } cannot be written: { $reason }
    .next = Check the path, its permissions and the free space.
error-too-large = { $file } is larger than { $limit } octets
    .next = Is it the right file?
error-no-record = there is no record to read
    .next = Give it as an argument, or send it to standard input.
error-zone-file = { $file }, line { $line }: { $reason }
    .next = Mend the line; named-checkzone or kzonecheck name the same.
error-no-such-rule = there is no finding { $id }
    .next = mailseal explain lists all ids.
error-domain-list = { $file }, line { $line }: { $domain } is no domain name: { $reason }
    .next = One domain a line; lines that begin with # are skipped.
error-ignore-file = { $file }: { $reason }
    .next = Each [[ignore]] has id, reason and until = "YYYY-MM-DD", and may have domain.
error-answers-file = { $file }: { $reason }
    .next = It must be a file that --save of this or an older version wrote.
error-replay-incomplete = { $file } has no answer to { $question }
    .next = Replay with the same domain and options as the run that saved it.
error-server = { $server } is no DNS server: { $reason }
    .next = Give IP, IP:PORT, tls://IP or https://HOST/dns-query.
error-network = the network side could not start: { $reason }
    .next = Check /etc/resolv.conf, or name a server with --dns.
error-store = { $reason }
    .next = Check the data directory, or name another with --data-dir.
error-unknown-domain = { $domain } was not added
    .next = mailseal add { $domain } takes it in; mailseal list shows what is there.
error-domain-exists = { $domain } was added before
    .next = mailseal show { $domain } shows it.
error-provider = there is no provider { $provider }
    .next = Known are: { $known }
error-address = { $address } is no mailbox
    .next = Give an address such as dmarc@example.com.
error-spf-term = { $term } is no SPF term that may be added
    .next = Give a term such as ip4:192.0.2.1, include:_spf.example.net or mx.
error-drive = the check did not come to an end: { $reason }
    .next = Please report this with the file that --save writes.
error-drive-domain = { $domain }: the check did not come to an end: { $reason }
    .next = Please report this with the file that --save writes.
error-not-asked = { $what } needs an answer, and there is no terminal to ask at
    .next = Say --yes to go on without being asked.
error-declined = nothing was changed
    .next = Say --yes to go on without being asked.
error-mx-unknown = the MX records of { $domain } could not be learnt: { $reason }
    .next = Name the mail hosts with --mx.
error-save-several = --save keeps the answers of one domain
    .next = Check the domains one by one, or leave --save out.
error-records = the records cannot be made: { $reason }
    .next = mailseal show says what is stored of the domain.
