# What `keys export` says, and the comments in the files it writes.

signer-role-signs = signs
signer-role-waits = does not sign
signer-files = Written:
signer-file-private = private: readable by its owner only

signer-unseen = Warning: { $selector } of { $domain } signs in these files although its record was not seen at every server. Receivers that do not find it cannot verify the mail.
signer-not-visible = Warning: { $selector } of { $domain } does not sign yet, because its record was not seen at every server. Its lines are there as comments. mailseal advance { $domain } looks again; export once more when it is visible.
signer-replaced = Warning: { $selector } of { $domain } is being replaced by a newer key, so it does not sign in these files.
signer-over = Warning: { $selector } of { $domain } is retired: it must not sign again. Its lines are there as comments.

signer-file-not-active = This key must not sign yet, or no longer: receivers would not find its record.
signer-opendkim-head =
    For OpenDKIM, written by mailseal keys export.
    To be changed there, not here: a new export replaces it.
signer-rspamd-head =
    For rspamd, to be put into local.d; written by mailseal keys export.
    To be changed there, not here: a new export replaces it.
    use_esld = false: a domain below a registered one signs with its own key.

signer-opendkim-next =
    Next, on the server with OpenDKIM:
      1. The files belong in { $dir }, owned by its user: chown -R opendkim:opendkim { $dir }
      2. Put the lines of mailseal-opendkim.conf into /etc/opendkim.conf; remove KeyFile, Domain, Selector and older lines of the same names.
      3. Restart OpenDKIM and send a message to a mailbox elsewhere.
signer-opendkim-ed25519-next =
    Ed25519: OpenDKIM 2.11 signs with one algorithm only, and defers every message when a key of another is in its table. So the second signature needs a second process:
      1. opendkim -x { $dir }/mailseal-opendkim-ed25519.conf   (listens on inet:8892@localhost)
      2. Postfix: smtpd_milters = inet:localhost:8891, inet:localhost:8892
    RSA alone is enough for every receiver; without a second process, leave these files out.
signer-rspamd-next =
    Next, on the server with rspamd:
      1. The files belong in { $dir }, owned by its user: chown -R _rspamd:_rspamd { $dir }
      2. Put dkim_signing.conf into /etc/rspamd/local.d/, then: rspamadm configtest && systemctl reload rspamd
      3. Send a message to a mailbox elsewhere: it has one signature for each algorithm.
signer-pem-next =
    The files are PKCS#8 in PEM. Give them to whoever signs, by a way that nobody else can read.
signer-then =
    Once the server signs with a new key: mailseal advance { $domain } --confirm signing

signer-postfix-note =
    Postfix does not sign by itself; a milter signs for it. Export for that one: --format opendkim or --format rspamd.
    In main.cf, for OpenDKIM (the second only with Ed25519):
      smtpd_milters = inet:localhost:8891, inet:localhost:8892
    or for rspamd:
      smtpd_milters = inet:localhost:11332
    and for both:
      non_smtpd_milters = $smtpd_milters
      milter_default_action = tempfail
    With tempfail, mail waits while the milter is away; with accept, it would go out unsigned and fail DMARC where SPF does not help.
signer-exchange-note =
    Exchange cannot sign with keys of ours, so there is nothing to export for { $domain }.
    Exchange Online makes its own keys and wants two aliases in the DNS:
      1. Get-DkimSigningConfig -Identity { $domain } | Format-List Selector1CNAME, Selector2CNAME
      2. Publish selector1._domainkey and selector2._domainkey as CNAME to exactly these two names.
      3. Set-DkimSigningConfig -Identity { $domain } -Enabled $true
      4. mailseal check { $domain } --selector selector1 --selector selector2
    Microsoft changes the keys behind the aliases by itself. Keys that mailseal made for { $domain } are not used then.
    An Exchange Server of your own does not sign at all: let a relay in front of it do so, with --format opendkim or --format rspamd.

error-export-no-place = where to write the keys is not said
    .next = Name a directory with --out.
error-export-pem-only = keys are printed with --format pem only
    .next = Name a directory with --out.
error-export-no-key = { $domain } has no key in use
    .next = mailseal show { $domain } lists the keys, mailseal rotate { $domain } makes new ones.
error-export-one-domain = a selector is one of one domain
    .next = Export the domains one by one, or leave --selector out.
error-export-path = { $file } has characters that the settings of signers cannot hold
    .next = Choose a path of letters, digits and / . - _ + for --out, or say with --installed where the files will be.
error-file-in-the-way = { $file } is there already
    .next = Nothing was written. Choose another directory, or say --force to replace it.
