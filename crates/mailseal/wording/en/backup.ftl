# Copies of the data: mailseal backup and restore.

cli-backup = Writes a copy of all data to a file, also while mailseal serve runs, and reads it back
    .more = The copy holds every private key encrypted with the master key, which is kept apart unless --with-master-key is given. mailseal restore puts it back.
cli-arg-backup-file = Where the copy goes; a file that is there already stays as it is
cli-arg-backup-with-master-key = Also write the master key, to FILE.master-key: whoever has both has every private key
cli-arg-backup-format = Output format: text or json

cli-restore = Puts a copy into a data directory that has none, after reading all of it
    .more = Nothing that is there already is replaced. The master key must be at hand: in the data directory, named with --master-key, or beside the copy with --with-master-key.
cli-arg-restore-file = The copy
cli-arg-restore-with-master-key = Also bring back the master key from FILE.master-key
cli-arg-restore-format = Output format: text or json

backup-made = { $file } holds { $count ->
        [0] no domain
        [one] one domain
       *[other] { $count } domains
    }, was read back and is whole.
backup-key-apart = Its private keys opened with the master key { $keys }. Keep a copy of that file too, in another place.
backup-key-not-here = Its private keys need the master key { $keys }, which is not readable here: whether they open was not tried.
backup-key-beside = The master key is in { $file }. Whoever has both files has every private key.
restore-done = { $file } holds { $count ->
        [0] no domain
        [one] one domain
       *[other] { $count } domains
    } again, and every private key opens.

error-backup-nothing = { $file } holds no data that could be copied
    .next = Name another data directory with --data-dir.
error-backup-in-the-way = { $file } is there already
    .next = Nothing was replaced. Move it away first, or name another place.
error-backup-none = { $file } is no copy that mailseal backup has made
    .next = It may be empty, or of something else. Look for another copy.
