# Access to the places where zones are written.

error-no-access = there is no access { $name }
    .next = mailseal access list shows those there are; mailseal access add makes one.
reason-damage-access = the secrets of the access { $name } cannot be decrypted

reason-access-equal = the access { $other } names { $zone } just as closely
reason-access-name = a name has letters, digits, “-”, “_” and “.”, begins with a letter or digit and has 64 characters at most
reason-access-unknown-field = { $provider } has no field { $name }
reason-access-missing-setting = { $provider } needs the setting { $name }
reason-access-missing-secret = { $provider } needs the secret { $name }
reason-access-in-the-open = { $name } is a secret and is not given as a setting
reason-access-no-secret = { $name } is a setting and is not given as a secret
reason-access-empty = { $name } is empty
reason-access-too-long = { $name } is longer than { $limit } octets
reason-access-character = { $name } has a character that it cannot have
reason-access-no-zone = no zone is named
reason-access-too-many-zones = too many zones are named
reason-value-no-address = { $name } is not the address of a server, such as 192.0.2.1 or [2001:db8::1]:53
reason-value-no-name = { $name } is not a name
reason-value-no-algorithm = { $name } is none of hmac-sha256, hmac-sha384 and hmac-sha512
reason-value-no-base64 = { $name } is not base64
reason-value-too-long = { $name } is too long
reason-value-no-choice = { $name } is none of the words that can stand there
reason-value-no-id = { $name } is not an id
reason-value-no-key-file = { $name } is not the key file of a service account, as JSON
reason-api-base = url is not a URL of an interface, such as https://api.example.com/v1
reason-api-plain-http = url is of http: and leads to another machine; the credential would be sent in clear
reason-api-credential = the credential has characters that none has; it may have been pasted wrong
reason-api-old-credential = the credential is of an older interface of this provider; make one in its present console
reason-place-no-zones = { $provider } is a mail server and holds no zones

cli-access = How zones are written: access to name servers and providers, with credentials that are stored encrypted.
    .more =
        Example: mailseal access add main --provider rfc2136 --zone example.com \
                   --set server=192.0.2.1 --set key-name=mailseal --secret key-secret=file:tsig.secret
cli-access-add = Stores an access. Secrets come from a file, the environment or standard input, never from the command line.
    .more =
        Fields (settings with --set, secrets with --secret, [ ] may be left out):
          rfc2136     server, key-name, [key-algorithm]; secret: key-secret
          cloudflare  [url]; secret: token
          hetzner     [url]; secret: token
          ionos       [url]; secret: api-key
          ovh         [url]; secrets: application-key, application-secret, consumer-key
          powerdns    url, [server-id], [plain-http]; secret: api-key
          google      [url], project, managed-zone; secret: service-account
          azure       [url], tenant-id, subscription-id, resource-group, client-id; secret: client-secret
          route53     [url], hosted-zone-id, [region], access-key-id; secrets: secret-access-key, [session-token]
          desec       [url]; secret: token
          mailcow     url; secret: api-key
cli-access-list = Lists the accesses. Secrets are never shown.
cli-access-remove = Removes an access and its secrets for good.
cli-access-test = Reads a zone by an access and says what came of it. Writes nothing.
cli-arg-access-file = A TOML file of accesses for this run, which stand before the stored ones; secrets in it as env:VARIABLE or file:PATH
cli-arg-access-add-name = A name of your choice for the access
cli-arg-access-remove-name = The name of the access
cli-arg-access-test-name = The name of the access
cli-arg-access-add-provider = What is there: rfc2136, cloudflare, hetzner, ionos, ovh, powerdns, google, azure, route53, desec or mailcow
cli-arg-access-add-zone = A zone it is for, and what lies below; repeat for several. Of several accesses the closest wins
cli-arg-access-test-zone = The zone to read [default: those it is for]
cli-arg-all-zones = It is for every zone that no other access names
cli-arg-set = A setting, NAME=VALUE; repeat for several
cli-arg-secret = A secret, NAME=file:PATH, NAME=env:VARIABLE or NAME=- for standard input; repeat for several
cli-arg-replace = Take the place of an access of the same name, as for a new credential
cli-value-setting = NAME=VALUE
cli-value-secret = NAME=SOURCE
cli-value-zone = ZONE

access-added-next = Stored, secrets encrypted. mailseal access test { $name } reads a zone by it.
access-added-mail-next = Stored, secrets encrypted.
access-all-zones = every zone that no other access names
access-list-empty = There is no access yet.
access-list-next = mailseal access add gives one; mailseal plan --instructions says what to type by hand.
access-removed = The access { $name } and its secrets are removed. Revoke the credential where it was made, if nothing else uses it.
access-read =
    { $count ->
        [0] it is there and reads; no TXT record stands at its apex
        [one] it is there and reads; one TXT record stands at its apex
       *[other] it is there and reads; { $count } TXT records stand at its apex
    }
access-not-written = Whether the credential may also write is not tried: nothing was changed. The first apply shows it, and changes nothing where it is refused.

access-field-base = another base of the interface, for a proxy in between
access-field-server = address of the primary name server, with :PORT where it is not 53
access-field-key-name = name of the TSIG key
access-field-key-algorithm = algorithm of the key: hmac-sha256 (without a word), hmac-sha384 or hmac-sha512
access-field-key-secret = secret of the key, base64
access-field-cloudflare-token = API token with DNS:Edit and Zone:Read for the zone
access-field-hetzner-token = API token of the Console, Read & Write
access-field-ionos-key = API key, both parts with the dot between them
access-field-ovh-url = base of the interface; without a word that of Europe
access-field-ovh-key = application key
access-field-ovh-secret = application secret
access-field-ovh-consumer = consumer key
access-field-powerdns-url = base of the server's HTTP interface
access-field-powerdns-server = name of the server in its interface, usually localhost
access-field-plain-http = “anywhere” where http: without TLS may be used to another machine
access-field-powerdns-key = API key of the server
access-field-google-project = project that has the zone
access-field-google-zone = name of the managed zone
access-field-google-account = key file of the service account, JSON
access-field-azure-tenant = tenant of the application
access-field-azure-subscription = subscription that has the zone
access-field-azure-group = resource group that has the zone
access-field-azure-client = id of the application
access-field-azure-secret = secret of the application
access-field-aws-zone = id of the hosted zone
access-field-aws-region = region, where it matters
access-field-aws-key-id = id of the access key
access-field-aws-secret = secret of the access key
access-field-aws-session = token of a temporary session
access-field-desec-token = token with a policy for the domain
access-field-mailcow-url = where the mailcow is
access-field-mailcow-key = API key that may read and write

error-access-name = { $name } is no name of an access: { $reason }
    .next = Choose another name, such as main.
error-access-exists = there is an access { $name } already
    .next = --replace puts this one in its place; mailseal access list shows it.
error-access-fields = the access { $name } is not usable: { $reason }
    .next = Fields of { $provider }: { $known }. Settings are given with --set, secrets with --secret NAME=file:PATH, env:VARIABLE or -.
error-access-file = { $file } line { $line }: { $reason }
    .next = Each [NAME] has provider, zones, set and secret; docs/providers.md shows a whole file.
error-access-no-zones = the access { $name } leads to { $provider }, which holds no zones
    .next = Name an access to a place of zones; mailseal access list shows them.
error-access-other-zone = the access { $name } is not for { $zone }
    .next = Name a zone it is for, or give it this one with mailseal access add --replace.
error-access-which-zone = the access { $name } is for every zone, so one must be named
    .next = mailseal access test { $name } example.com
error-setting-form = a setting is not given as NAME=VALUE
    .next = For example --set server=192.0.2.1
error-secret-form = a secret is not given as NAME=SOURCE; what was typed is not repeated, since it may be the secret
    .next = Name where it is: --secret token=file:PATH, token=env:VARIABLE or token=- for standard input. If the secret itself was typed, it stands in the shell's history: make a new one.
error-secret-stdin = standard input gives one secret only
    .next = Take file:PATH or env:VARIABLE for the others.
error-secret-too-large = { $file } is larger than { $limit } octets
    .next = Is it the right file? A secret is a token, a key or a key file.
error-field-twice = { $name } stands twice
    .next = Give it once.
error-variable = the variable { $name } is not set, or is not UTF-8
    .next = Set and export it, or name a file with file:PATH.
reason-access-too-many = there are more than { $limit } accesses
reason-access-file-key = only provider, zones, set and secret stand here
reason-access-file-missing = { $name } is missing
reason-access-file-zones = zones is a list of names or "all"
reason-access-file-table = a table is needed here
reason-access-file-text = a text is needed here
reason-access-file-readable = a secret stands here, and others may read the file: chmod 600, or take env:VARIABLE or file:PATH
reason-access-provider = no such provider; known are { $known }
reason-unwritten-whole-zone = its interface takes whole zones only, and would take away what it is not told, mail settings included
reason-unwritten-reading-refused = its interface may allow an account to write what it may not read, so other records could be lost unseen
reason-unwritten-no-interface = it has no interface
reason-unwritten-not-spoken = its interface is not spoken by this version of mailseal
