-- Schema 3. All domains in one list: of each a line from its last look. `rank` is how urgent it is, from
-- 0; `line` is JSON with a version of its own. A domain without a row was not looked at yet.
CREATE TABLE overview (
    domain TEXT NOT NULL PRIMARY KEY REFERENCES domain (name) ON DELETE CASCADE,
    rank   {integer} NOT NULL,
    line   TEXT NOT NULL
){strict};
CREATE INDEX overview_rank ON overview (rank, domain);

-- The rules that found something in a domain, with the worst they found, from 0 for critical.
CREATE TABLE overview_finding (
    domain   TEXT NOT NULL REFERENCES overview (domain) ON DELETE CASCADE,
    rule     TEXT NOT NULL,
    severity {integer} NOT NULL,
    PRIMARY KEY (domain, rule)
){strict};
CREATE INDEX overview_finding_rule ON overview_finding (rule, domain);
