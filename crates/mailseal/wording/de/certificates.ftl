# Zertifikate der Policy-Hosts.

reason-damage-certificate = der private Schlüssel zum Zertifikat von { $name } lässt sich nicht entschlüsseln
reason-damage-account = der private Schlüssel des Kontos bei { $directory } lässt sich nicht entschlüsseln
