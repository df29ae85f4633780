# Access to the places where zones are written.

error-no-access = there is no access { $name }
    .next = mailseal access list shows those there are; mailseal access add makes one.
reason-damage-access = the secrets of the access { $name } cannot be decrypted
