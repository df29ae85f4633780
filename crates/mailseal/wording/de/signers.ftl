# Was `keys export` sagt, und die Kommentare in den Dateien, die es schreibt.

signer-role-signs = signiert
signer-role-waits = signiert nicht
signer-files = Geschrieben:
signer-file-private = privat: nur für den Eigentümer lesbar

signer-unseen = Warnung: { $selector } von { $domain } signiert nach diesen Dateien, obwohl sein Eintrag nicht auf jedem Server gesehen wurde. Empfänger, die ihn nicht finden, können die Mail nicht prüfen.
signer-not-visible = Warnung: { $selector } von { $domain } signiert noch nicht, weil sein Eintrag nicht auf jedem Server gesehen wurde. Seine Zeilen stehen als Kommentar da. mailseal advance { $domain } sieht erneut nach; ist er sichtbar, exportieren Sie noch einmal.
signer-replaced = Warnung: { $selector } von { $domain } wird gerade durch einen neueren Schlüssel abgelöst und signiert nach diesen Dateien nicht mehr.
signer-over = Warnung: { $selector } von { $domain } ist ausgemustert und darf nicht mehr signieren. Seine Zeilen stehen als Kommentar da.

signer-file-not-active = Dieser Schlüssel darf noch nicht oder nicht mehr signieren: Empfänger fänden seinen Eintrag nicht.
signer-opendkim-head =
    Für OpenDKIM, geschrieben von mailseal keys export.
    Änderungen gehören dorthin, nicht in diese Datei: Ein neuer Export ersetzt sie.
signer-rspamd-head =
    Für rspamd, gehört nach local.d; geschrieben von mailseal keys export.
    Änderungen gehören dorthin, nicht in diese Datei: Ein neuer Export ersetzt sie.
    use_esld = false: Eine Domain unterhalb einer registrierten signiert mit ihrem eigenen Schlüssel.

signer-opendkim-next =
    Weiter auf dem Server mit OpenDKIM:
      1. Die Dateien gehören nach { $dir } und dem Benutzer von OpenDKIM: chown -R opendkim:opendkim { $dir }
      2. Übernehmen Sie die Zeilen aus mailseal-opendkim.conf in /etc/opendkim.conf; KeyFile, Domain, Selector und ältere Zeilen gleichen Namens entfallen.
      3. Starten Sie OpenDKIM neu und schicken Sie eine Nachricht an ein fremdes Postfach.
signer-opendkim-ed25519-next =
    Ed25519: OpenDKIM 2.11 signiert nur mit einem Algorithmus und weist jede Nachricht vorläufig ab, wenn ein Schlüssel eines anderen in seiner Tabelle steht. Die zweite Signatur braucht deshalb einen zweiten Prozess:
      1. opendkim -x { $dir }/mailseal-opendkim-ed25519.conf   (lauscht auf inet:8892@localhost)
      2. Postfix: smtpd_milters = inet:localhost:8891, inet:localhost:8892
    RSA allein genügt allen Empfängern; ohne zweiten Prozess lassen Sie diese Dateien weg.
signer-rspamd-next =
    Weiter auf dem Server mit rspamd:
      1. Die Dateien gehören nach { $dir } und dem Benutzer von rspamd: chown -R _rspamd:_rspamd { $dir }
      2. Legen Sie dkim_signing.conf nach /etc/rspamd/local.d/, dann: rspamadm configtest && systemctl reload rspamd
      3. Schicken Sie eine Nachricht an ein fremdes Postfach: Sie trägt je Algorithmus eine Signatur.
signer-pem-next =
    Die Dateien sind PKCS#8 in PEM. Geben Sie sie auf einem Weg, den niemand mitliest, an den signierenden Server.
signer-then =
    Sobald der Server mit einem neuen Schlüssel signiert: mailseal advance { $domain } --confirm signing

signer-postfix-note =
    Postfix signiert nicht selbst, das tut ein Milter. Exportieren Sie für diesen: --format opendkim oder --format rspamd.
    In main.cf, für OpenDKIM (den zweiten nur mit Ed25519):
      smtpd_milters = inet:localhost:8891, inet:localhost:8892
    oder für rspamd:
      smtpd_milters = inet:localhost:11332
    und in beiden Fällen:
      non_smtpd_milters = $smtpd_milters
      milter_default_action = tempfail
    Mit tempfail wartet die Mail, solange der Milter fehlt; mit accept ginge sie unsigniert hinaus und fiele bei DMARC durch, wo SPF nicht hilft.
signer-exchange-note =
    Exchange kann nicht mit unseren Schlüsseln signieren, für { $domain } gibt es also nichts zu exportieren.
    Exchange Online erzeugt eigene Schlüssel und verlangt zwei Aliase im DNS:
      1. Get-DkimSigningConfig -Identity { $domain } | Format-List Selector1CNAME, Selector2CNAME
      2. Veröffentlichen Sie selector1._domainkey und selector2._domainkey als CNAME auf genau diese beiden Namen.
      3. Set-DkimSigningConfig -Identity { $domain } -Enabled $true
      4. mailseal check { $domain } --selector selector1 --selector selector2
    Die Schlüssel hinter den Aliasen wechselt Microsoft selbst. Schlüssel, die mailseal für { $domain } erzeugt hat, bleiben dann ungenutzt.
    Ein eigener Exchange Server signiert gar nicht: Das übernimmt ein Relay davor, mit --format opendkim oder --format rspamd.

error-export-no-place = es ist nicht gesagt, wohin die Schlüssel geschrieben werden sollen
    .next = Nennen Sie mit --out ein Verzeichnis.
error-export-pem-only = ausgegeben werden Schlüssel nur mit --format pem
    .next = Nennen Sie mit --out ein Verzeichnis.
error-export-no-key = { $domain } hat keinen Schlüssel in Gebrauch
    .next = mailseal show { $domain } zeigt die Schlüssel, mailseal rotate { $domain } erzeugt neue.
error-export-one-domain = ein Selektor gehört zu einer einzigen Domain
    .next = Exportieren Sie die Domains einzeln, oder lassen Sie --selector weg.
error-export-path = { $file } enthält Zeichen, die in den Einstellungen der Signierer nicht stehen können
    .next = Wählen Sie für --out einen Pfad aus Buchstaben, Ziffern und / . - _ +, oder sagen Sie mit --installed, wo die Dateien liegen werden.
error-file-in-the-way = { $file } gibt es schon
    .next = Es wurde nichts geschrieben. Wählen Sie ein anderes Verzeichnis, oder ersetzen Sie die Datei mit --force.
