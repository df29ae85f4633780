# Certificates of the policy hosts.

reason-damage-certificate = the private key of the certificate of { $name } cannot be decrypted
reason-damage-account = the private key of the account at { $directory } cannot be decrypted
