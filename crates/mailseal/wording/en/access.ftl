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
reason-api-base = url is not a URL of an interface, such as https://api.example.com/v1
reason-api-plain-http = url is of http: and leads to another machine; the credential would be sent in clear
reason-api-credential = the credential has characters that none has; it may have been pasted wrong
reason-api-old-credential = the credential is of an older interface of this provider; make one in its present console
reason-place-no-zones = { $provider } is a mail server and holds no zones
reason-place-not-yet = this version of mailseal does not write zones at { $provider }
