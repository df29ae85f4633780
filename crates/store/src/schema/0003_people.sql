-- Schema 3. Who may come in: people, their sessions, tokens of programs, and what was done by whom.
-- Of every secret only a digest is kept. Scopes are names with commas between them. Where there is
-- nothing to say a text is empty and a time or number 0.

CREATE TABLE person (
    name         TEXT NOT NULL PRIMARY KEY,
    password     TEXT NOT NULL,
    scopes       TEXT NOT NULL,
    language     TEXT NOT NULL,
    theme        TEXT NOT NULL,
    made         {integer} NOT NULL,
    password_set {integer} NOT NULL,
    signed_in    {integer} NOT NULL
){strict};

-- The code that lets the first person in: one row or none.
CREATE TABLE set_up_code (
    digest {octets} NOT NULL PRIMARY KEY,
    until  {integer} NOT NULL
){strict};

CREATE TABLE person_session (
    digest {octets} NOT NULL PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person (name) ON DELETE CASCADE,
    made   {integer} NOT NULL,
    used   {integer} NOT NULL,
    origin TEXT NOT NULL
){strict};
CREATE INDEX person_session_person ON person_session (person);
CREATE INDEX person_session_used ON person_session (used);

-- The browsers from which a person signed in before, each with its count of failed sign-ins.
CREATE TABLE known_browser (
    digest   {octets} NOT NULL PRIMARY KEY,
    person   TEXT NOT NULL REFERENCES person (name) ON DELETE CASCADE,
    known    {integer} NOT NULL,
    failures {integer} NOT NULL,
    last     {integer} NOT NULL
){strict};
CREATE INDEX known_browser_person ON known_browser (person);

-- Failed sign-ins, counted by a number made of the name: as many rows as there are numbers at the most,
-- and none that tells whether somebody has the name.
CREATE TABLE sign_in_try (
    place    {integer} NOT NULL PRIMARY KEY,
    failures {integer} NOT NULL,
    last     {integer} NOT NULL
){strict};

-- A token without an owner was made by a command.
CREATE TABLE program_token (
    name    TEXT NOT NULL PRIMARY KEY,
    digest  {octets} NOT NULL UNIQUE,
    scopes  TEXT NOT NULL,
    owner   TEXT NOT NULL,
    made    {integer} NOT NULL,
    expires {integer} NOT NULL,
    used    {integer} NOT NULL
){strict};
CREATE INDEX program_token_owner ON program_token (owner);

-- The audit log. Rows are only ever added; they outlive whoever they speak of.
CREATE TABLE audit_line (
    id      {identity},
    at      {integer} NOT NULL,
    actor   TEXT NOT NULL,
    who     TEXT NOT NULL,
    origin  TEXT NOT NULL,
    deed    TEXT NOT NULL,
    domain  TEXT NOT NULL,
    step    {integer} NOT NULL,
    subject TEXT NOT NULL,
    upshot  TEXT NOT NULL,
    note    TEXT NOT NULL
){strict};
CREATE INDEX audit_line_domain ON audit_line (domain, id);
CREATE INDEX audit_line_step ON audit_line (step);
