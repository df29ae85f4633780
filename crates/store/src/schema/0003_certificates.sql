-- Schema 3. Certificates of the policy hosts, and the accounts at the authorities that issue them.

-- An account at an authority, by the URL of its directory. `uri` is what the authority calls it. `sealed`
-- is its private key under `master_key`, bound to directory, uri and master key.
CREATE TABLE acme_account (
    directory  TEXT NOT NULL PRIMARY KEY,
    uri        TEXT NOT NULL,
    made       {integer} NOT NULL,
    master_key TEXT NOT NULL REFERENCES master_key (id),
    sealed     {octets} NOT NULL
){strict};
CREATE INDEX acme_account_master_key ON acme_account (master_key);

-- How much is taken of the orders that an authority lets us make: the moment, in milliseconds since
-- 1970, at which nothing will be taken.
CREATE TABLE acme_orders_taken (
    directory TEXT NOT NULL PRIMARY KEY,
    until_ms  {integer} NOT NULL
){strict};

-- What is known of a name that has or wants a certificate, as JSON with a version of its own.
CREATE TABLE certificate_life (
    name TEXT NOT NULL PRIMARY KEY,
    life TEXT NOT NULL
){strict};

-- The certificate of a name. `chain` is each certificate in DER, the one of the name first, one after the
-- other. `sealed` is the private key under `master_key`, bound to name and master key.
CREATE TABLE certificate (
    name       TEXT NOT NULL PRIMARY KEY REFERENCES certificate_life (name) ON DELETE CASCADE,
    directory  TEXT NOT NULL,
    chain      {octets} NOT NULL,
    master_key TEXT NOT NULL REFERENCES master_key (id),
    sealed     {octets} NOT NULL
){strict};
CREATE INDEX certificate_master_key ON certificate (master_key);

-- The order that is under way for a name. `sealed` is the private key its certificate will be for, bound
-- to name, url and master key.
CREATE TABLE certificate_order (
    name       TEXT NOT NULL PRIMARY KEY REFERENCES certificate_life (name) ON DELETE CASCADE,
    directory  TEXT NOT NULL,
    url        TEXT NOT NULL,
    master_key TEXT NOT NULL REFERENCES master_key (id),
    sealed     {octets} NOT NULL
){strict};
CREATE INDEX certificate_order_master_key ON certificate_order (master_key);

-- Word for the server, from another process: a new certificate of this name is wanted now.
CREATE TABLE certificate_request (
    name TEXT NOT NULL PRIMARY KEY,
    at   {integer} NOT NULL
){strict};
