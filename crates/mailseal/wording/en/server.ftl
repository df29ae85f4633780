# The long-running side: mailseal serve.

cli-serve = Serves the MTA-STS policies, the pages and the API, and keeps watch.
cli-arg-serve-config = The configuration file; without it everything is served on this machine alone

error-config-file = { $file }, line { $line }: { $what }
error-listen = { $address } cannot be listened on: { $reason }
    .next = Ports below 1024 need root, CAP_NET_BIND_SERVICE or a socket handed over by systemd; a port in use is shown by ss -ltnp.
