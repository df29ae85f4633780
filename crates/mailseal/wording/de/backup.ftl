# Sicherungen der Daten: mailseal backup und restore.

cli-backup = Schreibt eine Sicherung aller Daten in eine Datei, auch während mailseal serve läuft, und liest sie zurück
    .more = Die Sicherung enthält alle privaten Schlüssel, verschlüsselt mit dem Hauptschlüssel; dieser bleibt draußen, solange --with-master-key fehlt. mailseal restore spielt sie zurück.
cli-arg-backup-file = Wohin die Sicherung geht; eine Datei, die es schon gibt, bleibt, wie sie ist
cli-arg-backup-with-master-key = Auch den Hauptschlüssel schreiben, nach DATEI.master-key: wer beides hat, hat alle privaten Schlüssel
cli-arg-backup-format = Ausgabeformat: text oder json

cli-restore = Spielt eine Sicherung in ein Datenverzeichnis zurück, in dem noch keine Daten liegen, und liest sie vorher ganz
    .more = Nichts, was es schon gibt, wird ersetzt. Der Hauptschlüssel muss zur Hand sein: im Datenverzeichnis, mit --master-key genannt oder mit --with-master-key neben der Sicherung.
cli-arg-restore-file = Die Sicherung
cli-arg-restore-with-master-key = Auch den Hauptschlüssel aus DATEI.master-key zurückholen
cli-arg-restore-format = Ausgabeformat: text oder json

backup-made = { $file } enthält { $count ->
        [0] keine Domain
        [one] eine Domain
       *[other] { $count } Domains
    }, wurde zurückgelesen und ist vollständig.
backup-key-apart = Die privaten Schlüssel darin ließen sich mit dem Hauptschlüssel { $keys } öffnen. Sichern Sie auch dessen Datei, an einem anderen Ort.
backup-key-not-here = Die privaten Schlüssel darin brauchen den Hauptschlüssel { $keys }, der hier nicht lesbar ist: ob sie sich öffnen lassen, wurde nicht geprüft.
backup-key-beside = Der Hauptschlüssel steht in { $file }. Wer beide Dateien hat, hat alle privaten Schlüssel.
restore-done = { $file } enthält wieder { $count ->
        [0] keine Domain
        [one] eine Domain
       *[other] { $count } Domains
    }, und jeder private Schlüssel lässt sich öffnen.

error-backup-nothing = { $file } enthält keine Daten, die sich sichern ließen
    .next = Nennen Sie ein anderes Datenverzeichnis mit --data-dir.
error-backup-in-the-way = { $file } gibt es schon
    .next = Nichts wurde ersetzt. Räumen Sie die Datei vorher weg, oder nennen Sie einen anderen Ort.
error-backup-none = { $file } ist keine Sicherung von mailseal backup
    .next = Die Datei ist vielleicht leer oder von etwas anderem. Suchen Sie eine andere Sicherung.
