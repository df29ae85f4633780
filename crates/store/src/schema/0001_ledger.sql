-- Schema 1. One text for every database; {identity}, {integer}, {octets} and {strict} are its few
-- differences, filled in by schema.rs. Times are seconds since 1970 in UTC. Names are lower-case
-- A-labels without the trailing dot.

-- A domain we look after. `desired` is JSON with a version of its own; `revision` counts its writes.
CREATE TABLE domain (
    name     TEXT NOT NULL PRIMARY KEY,
    desired  TEXT NOT NULL,
    revision {integer} NOT NULL,
    added    {integer} NOT NULL,
    changed  {integer} NOT NULL
){strict};

-- The master keys something may be sealed under; never the keys themselves, only their ids.
CREATE TABLE master_key (
    id TEXT NOT NULL PRIMARY KEY
){strict};

-- A DKIM key pair. `public_key` is as `p=` has it: SubjectPublicKeyInfo for RSA, 32 octets for
-- Ed25519. `sealed` is the private part under `master_key`, bound to domain, selector and master
-- key, so that it opens in no other row.
CREATE TABLE dkim_key (
    domain     TEXT NOT NULL REFERENCES domain (name) ON DELETE CASCADE,
    selector   TEXT NOT NULL,
    public_key {octets} NOT NULL,
    state      TEXT NOT NULL,
    since      {integer} NOT NULL,
    master_key TEXT NOT NULL REFERENCES master_key (id),
    sealed     {octets} NOT NULL,
    PRIMARY KEY (domain, selector)
){strict};
CREATE INDEX dkim_key_master_key ON dkim_key (master_key);

-- A value we published and did not withdraw: SHA-256 of it.
CREATE TABLE owned_value (
    domain TEXT NOT NULL REFERENCES domain (name) ON DELETE CASCADE,
    owner  TEXT NOT NULL,
    kind   TEXT NOT NULL,
    digest {octets} NOT NULL,
    PRIMARY KEY (domain, owner, kind, digest)
){strict};

-- The journal. Rows of these two tables are only ever added; they outlive their domain.
CREATE TABLE step (
    id      {identity},
    domain  TEXT NOT NULL,
    kind    TEXT NOT NULL,
    payload TEXT NOT NULL
){strict};
CREATE INDEX step_domain ON step (domain, id);
CREATE TABLE step_state (
    step  {integer} NOT NULL REFERENCES step (id),
    state TEXT NOT NULL,
    at    {integer} NOT NULL,
    note  TEXT NOT NULL,
    PRIMARY KEY (step, state)
){strict};

-- The steps in no final state: what is to be resumed.
CREATE TABLE unfinished_step (
    step {integer} NOT NULL PRIMARY KEY REFERENCES step (id)
){strict};

CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
){strict};
