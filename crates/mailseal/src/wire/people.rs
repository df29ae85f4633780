//! What is told of people, tokens and the audit log. No secret is among it but one that was just made.

use app::people::{Actor, Audited, NewToken, Scopes, Session, Token, User};
use serde_json::{Value as Json, json};

use super::Next;

/// Everybody.
pub(crate) fn users(users: &[User]) -> String {
    let users: Vec<Json> = users.iter().map(user).collect();
    super::document(&json!({ "schema": "mailseal.users/1", "users": users }))
}

fn user(user: &User) -> Json {
    json!({
        "name": user.name.as_str(),
        "scopes": scopes(user.scopes),
        "made": user.made.0,
        "password_set": user.password_set.0,
        "signed_in": user.signed_in.map(|at| at.0),
    })
}

fn scopes(scopes: Scopes) -> Json {
    scopes.iter().map(|scope| json!(scope.word())).collect()
}

/// Every token.
pub(crate) fn tokens(tokens: &[Token]) -> String {
    let tokens = tokens.iter().map(|token| {
        json!({
            "name": token.name.as_str(),
            "scopes": scopes(token.scopes),
            "owner": token.owner.as_ref().map(ToString::to_string),
            "made": token.made.0,
            "expires": token.expires.map(|at| at.0),
            "used": token.used.map(|at| at.0),
        })
    });
    let tokens: Vec<Json> = tokens.collect();
    super::document(&json!({ "schema": "mailseal.tokens/1", "tokens": tokens }))
}

/// A token that was just made, with its secret, which is told this once.
pub(crate) fn made(token: &NewToken, secret: &str) -> String {
    super::document(&json!({
        "schema": "mailseal.token/1",
        "name": token.name.as_str(),
        "scopes": scopes(token.scopes),
        "owner": token.owner.as_ref().map(ToString::to_string),
        "expires": token.expires.map(|at| at.0),
        "secret": secret,
    }))
}

/// Who somebody is; with the mark that what changes something carries, where they have a session.
pub(crate) fn me(actor: &Actor, held: Scopes, csrf: Option<&str>) -> String {
    let (kind, name) = of(actor);
    super::document(&json!({
        "schema": "mailseal.me/1",
        "kind": kind,
        "name": name,
        "scopes": scopes(held),
        "csrf": csrf,
    }))
}

/// The sessions of somebody; `own` is the one they ask with.
pub(crate) fn sessions(sessions: &[Session], own: impl Fn(&Session) -> bool) -> String {
    let sessions = sessions.iter().map(|session| {
        json!({
            "made": session.made.0,
            "used": session.used.0,
            "from": session.from,
            "own": own(session),
        })
    });
    let sessions: Vec<Json> = sessions.collect();
    super::document(&json!({ "schema": "mailseal.sessions/1", "sessions": sessions }))
}

/// A page of the audit log, newest first.
pub(crate) fn audit(lines: &[Audited], next: Next) -> String {
    let lines: Vec<Json> = lines.iter().map(line).collect();
    let shape = json!({ "schema": "mailseal.audit/1", "lines": lines });
    super::paged(shape, next)
}

fn line(audited: &Audited) -> Json {
    let line = &audited.line;
    let (kind, name) = of(&line.actor);
    json!({
        "line": audited.id.0,
        "at": audited.at.0,
        "actor": { "kind": kind, "name": name },
        "from": line.from.map(|from| from.to_string()),
        "deed": line.deed.word(),
        "domain": line.subject.domain.as_ref().map(ToString::to_string),
        "step": line.subject.step.map(|step| step.0),
        "name": line.subject.name,
        "upshot": line.upshot.word(),
        "note": line.note,
    })
}

fn of(actor: &Actor) -> (&'static str, Option<&str>) {
    match actor {
        Actor::User(name) => ("user", Some(name.as_str())),
        Actor::Token(name) => ("token", Some(name.as_str())),
        Actor::CommandLine => ("command-line", None),
        Actor::Schedule => ("schedule", None),
        Actor::Stranger => ("stranger", None),
    }
}
