-- Schema 3. The watch: when each domain is looked at again, what was seen to change, what is to be told.

-- A watched domain. `state` is JSON with a version of its own, empty before the first look; `revision`
-- counts the looks that were kept.
CREATE TABLE watch (
    domain   TEXT NOT NULL PRIMARY KEY REFERENCES domain (name) ON DELETE CASCADE,
    due      {integer} NOT NULL,
    revision {integer} NOT NULL,
    state    TEXT NOT NULL
){strict};
CREATE INDEX watch_due ON watch (due);

-- What a domain rests on that others rest on as well: an included record, a mail host.
CREATE TABLE watch_rests_on (
    cause  TEXT NOT NULL,
    domain TEXT NOT NULL REFERENCES watch (domain) ON DELETE CASCADE,
    PRIMARY KEY (cause, domain)
){strict};
CREATE INDEX watch_rests_on_domain ON watch_rests_on (domain);

-- When the domains that rest on something were last looked at for its sake.
CREATE TABLE watch_stir (
    cause TEXT NOT NULL PRIMARY KEY,
    at    {integer} NOT NULL
){strict};

-- The timeline. Rows are only ever added, and let go of when they are old; they outlive their domain.
-- `change` is JSON with a version of its own.
CREATE TABLE watch_entry (
    id     {identity},
    domain TEXT NOT NULL,
    at     {integer} NOT NULL,
    side   TEXT NOT NULL,
    change TEXT NOT NULL
){strict};
CREATE INDEX watch_entry_domain ON watch_entry (domain, id);
CREATE INDEX watch_entry_at ON watch_entry (at);

-- The outbox: messages that are gathered, tried, sent or given up. While `tries` is 0 more may join;
-- `items` counts all that did, of which not all are kept.
CREATE TABLE message (
    id        {identity},
    recipient TEXT NOT NULL,
    bundle    TEXT NOT NULL,
    token     TEXT NOT NULL,
    created   {integer} NOT NULL,
    due       {integer} NOT NULL,
    tries     {integer} NOT NULL,
    items     {integer} NOT NULL,
    state     TEXT NOT NULL,
    note      TEXT NOT NULL
){strict};
CREATE INDEX message_due ON message (state, due);
CREATE INDEX message_bundle ON message (recipient, bundle, created);

-- What a message says, in order.
CREATE TABLE message_item (
    message  {integer} NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    number   {integer} NOT NULL,
    domain   TEXT NOT NULL,
    at       {integer} NOT NULL,
    severity TEXT NOT NULL,
    notice   TEXT NOT NULL,
    PRIMARY KEY (message, number)
){strict};
