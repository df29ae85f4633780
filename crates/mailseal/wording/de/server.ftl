# Die dauernd laufende Seite: mailseal serve.

cli-serve = Liefert die MTA-STS-Richtlinien, die Seiten und die API aus und hält Wache.
cli-arg-serve-config = Die Konfigurationsdatei; ohne sie ist alles nur von diesem Rechner aus erreichbar

error-config-file = { $file }, Zeile { $line }: { $what }
error-listen = An { $address } kann nicht gelauscht werden: { $reason }
    .next = Ports unter 1024 brauchen root, CAP_NET_BIND_SERVICE oder einen von systemd übergebenen Socket; wer einen Port belegt, zeigt ss -ltnp.
