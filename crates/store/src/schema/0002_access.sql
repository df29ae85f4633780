-- Schema 2. Access to the places where zones are written. `zones` is `"all"` or a JSON list of names,
-- `settings` a JSON object of texts. `sealed` are the secrets under `master_key`, bound to the name
-- and the master key, so that they open in no other row.
CREATE TABLE access (
    name       TEXT NOT NULL PRIMARY KEY,
    kind       TEXT NOT NULL,
    zones      TEXT NOT NULL,
    settings   TEXT NOT NULL,
    master_key TEXT NOT NULL REFERENCES master_key (id),
    sealed     {octets} NOT NULL
){strict};
CREATE INDEX access_master_key ON access (master_key);
