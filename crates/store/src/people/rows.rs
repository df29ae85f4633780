//! Rows about people, and the texts in them.

use std::net::IpAddr;

use app::ledger::StepId;
use app::people::{
    Actor, AuditId, AuditLine, Audited, Deed, Display, Scopes, SecretDigest, Session, Subject,
    Token, TokenName, Tries, Upshot, User, UserName,
};
use protocols::name::DomainName;
use protocols::time::Timestamp;

use crate::sql::{Arg, Row};

pub(super) fn digest_arg(digest: &SecretDigest) -> Arg {
    Arg::Octets(digest.0.to_vec())
}

pub(super) fn digest(row: &mut Row) -> Option<SecretDigest> {
    Some(SecretDigest(row.octets()?.try_into().ok()?))
}

pub(super) fn user_name(row: &mut Row) -> Option<UserName> {
    UserName::parse(&row.text()?)
}

pub(super) fn scopes(row: &mut Row) -> Option<Scopes> {
    scopes_of(&row.text()?)
}

fn scopes_of(text: &str) -> Option<Scopes> {
    match text {
        "" => Some(Scopes::NONE),
        text => Scopes::parse(text),
    }
}

/// A time, or 0 for none.
fn moment(row: &mut Row) -> Option<Option<Timestamp>> {
    let seconds = row.number()?;
    Some((seconds > 0).then_some(Timestamp(seconds)))
}

/// A text, or an empty one for none.
fn some_text(row: &mut Row) -> Option<Option<String>> {
    let text = row.text()?;
    Some((!text.is_empty()).then_some(text))
}

/// What a text stands for; `None` inside where it is empty.
fn some<T>(row: &mut Row, read: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    match some_text(row)? {
        None => Some(None),
        Some(text) => read(&text).map(Some),
    }
}

pub(super) fn user(row: &mut Row) -> Option<User> {
    Some(User {
        name: user_name(row)?,
        scopes: scopes(row)?,
        display: Display {
            language: row.text()?,
            theme: row.text()?,
        },
        made: Timestamp(row.number()?),
        password_set: Timestamp(row.number()?),
        signed_in: moment(row)?,
    })
}

pub(super) fn session(row: &mut Row) -> Option<Session> {
    Some(Session {
        digest: digest(row)?,
        user: user_name(row)?,
        made: Timestamp(row.number()?),
        used: Timestamp(row.number()?),
        from: row.text()?,
    })
}

pub(super) fn token(row: &mut Row) -> Option<Token> {
    Some(Token {
        name: TokenName::parse(&row.text()?)?,
        scopes: scopes(row)?,
        owner: some(row, UserName::parse)?,
        made: Timestamp(row.number()?),
        expires: moment(row)?,
        used: moment(row)?,
    })
}

pub(super) fn tries(row: &mut Row) -> Option<Tries> {
    Some(Tries {
        failures: u32::try_from(row.number()?).ok()?,
        last: Timestamp(row.number()?),
    })
}

/// An actor as a kind and a name.
pub(super) fn actor_texts(actor: &Actor) -> (&'static str, &str) {
    match actor {
        Actor::User(name) => ("user", name.as_str()),
        Actor::Token(name) => ("token", name.as_str()),
        Actor::CommandLine => ("command-line", ""),
        Actor::Schedule => ("schedule", ""),
        Actor::Stranger => ("stranger", ""),
    }
}

fn actor(kind: &str, name: String) -> Option<Actor> {
    match kind {
        "user" => UserName::parse(&name).map(Actor::User),
        "token" => Some(Actor::Token(name)),
        "command-line" => Some(Actor::CommandLine),
        "schedule" => Some(Actor::Schedule),
        "stranger" => Some(Actor::Stranger),
        _ => None,
    }
}

pub(super) fn audited(row: &mut Row) -> Option<Audited> {
    let (id, at) = (AuditId(row.number()?), Timestamp(row.number()?));
    let kind = row.text()?;
    let actor = actor(&kind, row.text()?)?;
    let from = some(row, |text| text.parse::<IpAddr>().ok())?;
    let deed = Deed::of_word(&row.text()?)?;
    let domain = some(row, |text| DomainName::parse(text).ok())?;
    let step = row.number()?;
    let subject = Subject {
        domain,
        step: (step > 0).then_some(StepId(step)),
        name: some_text(row)?,
    };
    Some(Audited {
        id,
        at,
        line: AuditLine {
            actor,
            from,
            deed,
            subject,
            upshot: Upshot::of_word(&row.text()?)?,
            note: row.text()?,
        },
    })
}
