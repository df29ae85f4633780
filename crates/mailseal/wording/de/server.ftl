# Die dauernd laufende Seite: mailseal serve.

cli-serve = Liefert die MTA-STS-Richtlinien, die Seiten und die API aus und hält Wache.
cli-arg-serve-config = Die Konfigurationsdatei; ohne sie ist alles nur von diesem Rechner aus erreichbar
cli-arg-serve-check-config = Nur sagen, ob die Konfiguration in Ordnung ist

error-config-syntax = { $file }, Zeile { $line }, Spalte { $column }: { $what }
error-config-type = { $file }, Zeile { $line }, Spalte { $column }: der Wert ist nicht verständlich; erwartet: { $expected }
error-config-value = { $file }, Zeile { $line }, Spalte { $column }: { $setting }: { $reason }
error-config-unknown = { $file }, Zeile { $line }, Spalte { $column }: eine Einstellung { $name } gibt es hier nicht
    .next = Es gibt: { $known }.
error-config-unknown-meant = { $file }, Zeile { $line }, Spalte { $column }: eine Einstellung { $name } gibt es hier nicht
    .next = Wahrscheinlich ist { $meant } gemeint. Es gibt: { $known }.
serve-config-sound = { $file } ist in Ordnung.
serve-config-none = Ohne Konfigurationsdatei ist alles nur von diesem Rechner aus erreichbar.
error-listen = An { $address } kann nicht gelauscht werden: { $reason }
    .next = Ports unter 1024 brauchen root, CAP_NET_BIND_SERVICE oder einen von systemd übergebenen Socket; wer einen Port belegt, zeigt ss -ltnp.
reason-address-twice = { $address } ist zweimal genannt
error-already-serving = ein anderes mailseal serve läuft schon auf { $file }
    .next = Beenden Sie jenes zuerst, oder geben Sie diesem ein anderes --data-dir.
error-handed-name = ein von systemd übergebener Socket heißt { $name }, wie kein Zugang heißt
    .next = FileDescriptorName= in der Socket-Unit ist eines von: { $known }.
error-handed-socket = der von systemd übergebene Socket { $name } ist keiner für TCP
reason-policy-host-no-connection = so wird niemand eingelassen
reason-policy-host-no-directory = der Modus files schreibt in ein Verzeichnis, und policy-host.directory nennt keines
reason-policy-host-no-certificate = nur der Modus https zeigt Zertifikate
error-certificate-file = { $file }: { $reason }
reason-certificate-no-pem = darin ist kein Zertifikat in PEM
reason-certificate-no-key = darin ist kein privater Schlüssel in PEM
reason-certificate-another-key = das ist nicht der Schlüssel des Zertifikats in { $chain }
reason-certificate-too-many = darin sind mehr als { $limit } Zertifikate
reason-certificate-not-for = das Zertifikat gilt nicht für { $name }
reason-certificate-no-name = das Zertifikat nennt keinen Host
error-policy-file-of-others = { $file } wurde nicht von mailseal geschrieben und bleibt, wie es ist
error-policy-file-name = für { $host } wird keine Datei geschrieben: Das ist kein Hostname
error-policy-files-remembered = { $file }, Zeile { $line }: Was geschrieben wurde, ist daraus nicht zu lesen
    .next = Sollen die Richtlinien in diesem Verzeichnis die von mailseal sein, entfernen Sie sie und diese Datei.
