# The long-running side: mailseal serve.

cli-serve = Serves the MTA-STS policies, the pages and the API, and keeps watch.
cli-arg-serve-config = The configuration file; without it everything is served on this machine alone
cli-arg-serve-check-config = Only say whether the configuration is in order

error-config-syntax = { $file }, line { $line }, column { $column }: { $what }
error-config-type = { $file }, line { $line }, column { $column }: the value is not understood; expected: { $expected }
error-config-value = { $file }, line { $line }, column { $column }: { $setting }: { $reason }
error-config-unknown = { $file }, line { $line }, column { $column }: there is no setting { $name } here
    .next = There are: { $known }.
error-config-unknown-meant = { $file }, line { $line }, column { $column }: there is no setting { $name } here
    .next = Probably { $meant } is meant. There are: { $known }.
serve-config-sound = { $file } is in order.
serve-config-none = Without a configuration file everything is served on this machine alone.
error-listen = { $address } cannot be listened on: { $reason }
    .next = Ports below 1024 need root, CAP_NET_BIND_SERVICE or a socket handed over by systemd; a port in use is shown by ss -ltnp.
reason-address-twice = { $address } is named twice
error-already-serving = another mailseal serve is running on { $file }
    .next = End it first, or give this one another --data-dir.
error-handed-name = a socket handed over by systemd has the name { $name }, which no door has
    .next = FileDescriptorName= in the socket unit is one of: { $known }.
error-handed-socket = the socket { $name } handed over by systemd is none for TCP
reason-policy-host-no-connection = with none, nobody is let in
reason-policy-host-no-directory = mode files writes into a directory, and policy-host.directory names none
reason-policy-host-no-certificate = only mode https shows certificates
error-certificate-file = { $file }: { $reason }
reason-certificate-no-pem = there is no certificate in PEM in it
reason-certificate-no-key = there is no private key in PEM in it
reason-certificate-another-key = this is not the key of the certificate in { $chain }
reason-certificate-too-many = there are more than { $limit } certificates in it
reason-certificate-not-for = the certificate is not for { $name }
reason-certificate-no-name = the certificate names no host
error-policy-file-of-others = { $file } was not written by mailseal, so it stays as it is
error-policy-file-name = for { $host } no file is written: it is no name of a host
error-policy-files-remembered = { $file }, line { $line }: what was written is not to be read from it
    .next = If the policies in this directory are to be mailseal's, remove them and this file.
