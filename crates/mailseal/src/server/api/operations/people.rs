//! Who may come in: sessions, people, tokens, the audit log.

use app::access::Secret;
use app::ledger::Page;
use app::people::{AuditId, Lines, Scope, Scopes, TokenName, UserName, form_mark};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post, put};
use protocols::time::Timestamp;
use serde::Deserialize;
use serde_json::{Map, json};

use super::{LIMIT, rows};
use crate::context::now;
use crate::failure::Failed;
use crate::input;
use crate::server::api::extract::{Body, Call, Query};
use crate::server::api::reply::Answer;
use crate::server::api::table::{Content, Needs, Operation, Parameter, Place, Reply, Schema, Verb};
use crate::server::door::{Cookies, Failure, Site};
use crate::server::porter::{Opened, SettingUp, SignIn, SigningIn, TokenOrder};
use crate::wire::{self, Next};

const USER: Parameter = Parameter {
    name: "user",
    place: Place::Path,
    about: "The name of a person.",
    schema: Schema::Named("UserName"),
};

const TOKEN: Parameter = Parameter {
    name: "token",
    place: Place::Path,
    about: "The name of a token.",
    schema: Schema::Named("TokenName"),
};

const SIGNED_IN: Reply = Reply {
    status: StatusCode::OK,
    about: "Signed in.",
    content: Content::Json("Me"),
    head: &[("Set-Cookie", "The session.")],
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        id: "setUp",
        verb: Verb::Post,
        path: "/set-up",
        needs: Needs::Nothing,
        summary: "Lets the first person in, by the code that is in the log and in the data directory.",
        parameters: &[],
        body: Some("SetUp"),
        replies: &[SIGNED_IN],
        problems: &[403, 409, 422, 429, 503],
        handler: || post(set_up),
    },
    Operation {
        id: "signIn",
        verb: Verb::Post,
        path: "/session",
        needs: Needs::Nothing,
        summary: "Signs a person in; for scripts of our own pages. Programs have tokens.",
        parameters: &[],
        body: Some("SignIn"),
        replies: &[SIGNED_IN],
        problems: &[401, 429, 503],
        handler: || post(sign_in),
    },
    Operation {
        id: "signOut",
        verb: Verb::Delete,
        path: "/session",
        needs: Needs::Person,
        summary: "Signs the person out.",
        parameters: &[],
        body: None,
        replies: &[Reply::done()],
        problems: &[],
        handler: || delete(sign_out),
    },
    Operation {
        id: "showMe",
        verb: Verb::Get,
        path: "/me",
        needs: Needs::Somebody,
        summary: "Who asks, and what they may do.",
        parameters: &[],
        body: None,
        replies: &[Reply::ok("Me")],
        problems: &[],
        handler: || get(me),
    },
    Operation {
        id: "changePassword",
        verb: Verb::Put,
        path: "/me/password",
        needs: Needs::Person,
        summary: "Sets one's own password. All sessions end, this one too.",
        parameters: &[],
        body: Some("ChangePassword"),
        replies: &[Reply::done()],
        problems: &[422, 429, 503],
        handler: || put(change_password),
    },
    Operation {
        id: "listSessions",
        verb: Verb::Get,
        path: "/me/sessions",
        needs: Needs::Person,
        summary: "Where one is signed in.",
        parameters: &[],
        body: None,
        replies: &[Reply::ok("Sessions")],
        problems: &[],
        handler: || get(sessions),
    },
    Operation {
        id: "endOtherSessions",
        verb: Verb::Delete,
        path: "/me/sessions",
        needs: Needs::Person,
        summary: "Ends every session of one's own but this.",
        parameters: &[],
        body: None,
        replies: &[Reply::done()],
        problems: &[],
        handler: || delete(end_sessions),
    },
    Operation {
        id: "listUsers",
        verb: Verb::Get,
        path: "/users",
        needs: Needs::Scope(Scope::Admin),
        summary: "Everybody.",
        parameters: &[],
        body: None,
        replies: &[Reply::ok("Users")],
        problems: &[],
        handler: || get(users),
    },
    Operation {
        id: "addUser",
        verb: Verb::Post,
        path: "/users",
        needs: Needs::Scope(Scope::Admin),
        summary: "Adds a person.",
        parameters: &[],
        body: Some("NewUser"),
        replies: &[Reply {
            status: StatusCode::CREATED,
            about: "Added.",
            content: Content::Nothing,
            head: &[],
        }],
        problems: &[409, 422, 503],
        handler: || post(add_user),
    },
    Operation {
        id: "setScopes",
        verb: Verb::Put,
        path: "/users/{user}/scopes",
        needs: Needs::Scope(Scope::Admin),
        summary: "Changes what a person may do.",
        parameters: &[USER],
        body: Some("NewScopes"),
        replies: &[Reply::done()],
        problems: &[404, 409, 422],
        handler: || put(set_scopes),
    },
    Operation {
        id: "setPassword",
        verb: Verb::Put,
        path: "/users/{user}/password",
        needs: Needs::Scope(Scope::Admin),
        summary: "Sets a person's password; all their sessions end.",
        parameters: &[USER],
        body: Some("NewPassword"),
        replies: &[Reply::done()],
        problems: &[404, 422, 503],
        handler: || put(set_password),
    },
    Operation {
        id: "removeUser",
        verb: Verb::Delete,
        path: "/users/{user}",
        needs: Needs::Scope(Scope::Admin),
        summary: "Removes a person, with sessions and tokens.",
        parameters: &[USER],
        body: None,
        replies: &[Reply::done()],
        problems: &[404, 409, 422],
        handler: || delete(remove_user),
    },
    Operation {
        id: "listTokens",
        verb: Verb::Get,
        path: "/tokens",
        needs: Needs::Scope(Scope::Admin),
        summary: "Every token, without its secret.",
        parameters: &[],
        body: None,
        replies: &[Reply::ok("Tokens")],
        problems: &[],
        handler: || get(tokens),
    },
    Operation {
        id: "addToken",
        verb: Verb::Post,
        path: "/tokens",
        needs: Needs::Scope(Scope::Admin),
        summary: "Makes a token. Its secret is told this once.",
        parameters: &[],
        body: Some("NewToken"),
        replies: &[Reply {
            status: StatusCode::CREATED,
            about: "Made.",
            content: Content::Json("MadeToken"),
            head: &[],
        }],
        problems: &[409, 422],
        handler: || post(add_token),
    },
    Operation {
        id: "removeToken",
        verb: Verb::Delete,
        path: "/tokens/{token}",
        needs: Needs::Scope(Scope::Admin),
        summary: "Removes a token.",
        parameters: &[TOKEN],
        body: None,
        replies: &[Reply::done()],
        problems: &[404, 422],
        handler: || delete(remove_token),
    },
    Operation {
        id: "listAudit",
        verb: Verb::Get,
        path: "/audit",
        needs: Needs::Scope(Scope::Admin),
        summary: "Who did what, newest first.",
        parameters: &[
            Parameter {
                name: "domain",
                place: Place::Query,
                about: "Only what was done for this domain.",
                schema: Schema::Named("DomainName"),
            },
            Parameter {
                name: "after",
                place: Place::Query,
                about: "The `next` of the page before.",
                schema: Schema::Number(1, i64::MAX as u64),
            },
            LIMIT,
        ],
        body: None,
        replies: &[Reply::ok("Audit")],
        problems: &[422],
        handler: || get(audit),
    },
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetUp {
    code: String,
    name: String,
    password: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Credentials {
    name: String,
    password: String,
}

fn show<'a>(
    site: &Site,
    call: &'a Call,
    name: &'a str,
    password: &'a Secret,
) -> Result<SignIn<'a>, Failure> {
    let from = call.caller.from;
    Ok(SignIn {
        name,
        password,
        browser: Cookies::new(site.protection()).browser(call.headers()),
        // Every request over the network has an address.
        from: from.ok_or_else(|| {
            call.failed(Failed::new("error-bug").text("text", "a request from nowhere"))
        })?,
    })
}

async fn set_up(
    State(site): State<Site>,
    call: Call,
    Body(asked): Body<SetUp>,
) -> Result<Response, Failure> {
    let password = Secret::new(asked.password);
    let show = show(&site, &call, &asked.name, &password)?;
    let became = site.porter.set_up(&asked.code, show).await;
    Ok(match became.map_err(|failed| call.failed(failed))? {
        SettingUp::In(opened) => signed_in(&site, &opened),
        SettingUp::CodeWrong => return Err(call.failed(Failed::new("error-set-up-code"))),
        SettingUp::Over => return Err(call.failed(Failed::new("error-set-up-over"))),
        SettingUp::TooMany(until) => too_many(&call, until),
    })
}

async fn sign_in(
    State(site): State<Site>,
    call: Call,
    Body(asked): Body<Credentials>,
) -> Result<Response, Failure> {
    let password = Secret::new(asked.password);
    let show = show(&site, &call, &asked.name, &password)?;
    let became = site.porter.sign_in(show).await;
    Ok(match became.map_err(|failed| call.failed(failed))? {
        SigningIn::In(opened) => signed_in(&site, &opened),
        SigningIn::Wrong => return Err(call.failed(Failed::new("error-sign-in"))),
        SigningIn::TooMany(until) => too_many(&call, until),
    })
}

fn signed_in(site: &Site, opened: &Opened) -> Response {
    let actor = app::people::Actor::User(opened.user.name.clone());
    let csrf = form_mark(opened.session.expose());
    let document = wire::people::me(&actor, opened.user.scopes, Some(&csrf));
    let mut answer = Answer::ok(document);
    let cookies = Cookies::new(site.protection());
    cookies.sign_in(answer.response(), &opened.session, &opened.browser);
    answer.into_response()
}

fn too_many(call: &Call, until: Timestamp) -> Response {
    let seconds = until.0.saturating_sub(now().0).max(1);
    let mut more = Map::new();
    more.insert("retry_after".to_owned(), json!(seconds));
    let failed = Failed::new("error-too-many-tries").count("seconds", seconds);
    call.problem(&failed, more)
}

async fn sign_out(State(site): State<Site>, call: Call) -> Result<Answer, Failure> {
    let ended = site.porter.sign_out(&call.caller).await;
    ended.map_err(|failed| call.failed(failed))?;
    let mut answer = Answer::done();
    Cookies::new(site.protection()).sign_out(answer.response());
    Ok(answer)
}

async fn me(call: Call) -> Answer {
    let caller = &call.caller;
    let csrf = caller.session.as_ref();
    let csrf = csrf.map(|session| form_mark(session.secret.expose()));
    Answer::ok(wire::people::me(
        &caller.actor,
        caller.scopes,
        csrf.as_deref(),
    ))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangePassword {
    old: String,
    password: String,
}

async fn change_password(
    State(site): State<Site>,
    call: Call,
    Body(asked): Body<ChangePassword>,
) -> Result<Answer, Failure> {
    let (old, new) = (Secret::new(asked.old), Secret::new(asked.password));
    let changed = site.porter.change_password(&call.caller, &old, &new).await;
    changed.map_err(|failed| call.failed(failed))?;
    let mut answer = Answer::done();
    Cookies::new(site.protection()).sign_out(answer.response());
    Ok(answer)
}

async fn sessions(State(site): State<Site>, call: Call) -> Result<Answer, Failure> {
    let sessions = site.porter.own_sessions(&call.caller).await;
    let sessions = sessions.map_err(|failed| call.failed(failed))?;
    let own = call.caller.session.as_ref().map(|session| session.digest);
    Ok(Answer::ok(wire::people::sessions(&sessions, |session| {
        own.is_some_and(|own| own.is(&session.digest))
    })))
}

async fn end_sessions(State(site): State<Site>, call: Call) -> Result<Answer, Failure> {
    let ended = site.porter.end_other_sessions(&call.caller).await;
    ended.map_err(|failed| call.failed(failed))?;
    Ok(Answer::done())
}

async fn users(State(site): State<Site>, call: Call) -> Result<Answer, Failure> {
    let users = site.porter.users(&call.caller).await;
    let users = users.map_err(|failed| call.failed(failed))?;
    Ok(Answer::ok(wire::people::users(&users)))
}

fn user_name(text: &str) -> Result<UserName, Failed> {
    UserName::parse(text).ok_or_else(|| Failed::new("error-user-name").text("name", text))
}

fn token_name(text: &str) -> Result<TokenName, Failed> {
    TokenName::parse(text).ok_or_else(|| Failed::new("error-token-name").text("name", text))
}

/// Scopes as a list of their names.
fn scopes(call: &Call, names: &[String]) -> Result<Scopes, Failure> {
    let scopes = names.iter().map(|name| Scope::of_word(name));
    let scopes: Option<Vec<Scope>> = scopes.collect();
    match scopes {
        Some(scopes) if !scopes.is_empty() => Ok(Scopes::of(scopes)),
        Some(_) | None => {
            let known = Scope::ALL.map(Scope::word).join(", ");
            let what = format!("scopes are some of {known}");
            Err(call.failed(Failed::new("error-body").text("what", what)))
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewUser {
    name: String,
    scopes: Vec<String>,
    password: String,
}

async fn add_user(
    State(site): State<Site>,
    call: Call,
    Body(asked): Body<NewUser>,
) -> Result<Response, Failure> {
    let password = Secret::new(asked.password);
    let name = user_name(&asked.name).map_err(|failed| call.failed(failed))?;
    let scopes = scopes(&call, &asked.scopes)?;
    let added = site.porter.add_user(&call.caller, &name, scopes, &password);
    added.await.map_err(|failed| call.failed(failed))?;
    Ok(StatusCode::CREATED.into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewScopes {
    scopes: Vec<String>,
}

async fn set_scopes(
    State(site): State<Site>,
    call: Call,
    Body(asked): Body<NewScopes>,
) -> Result<Answer, Failure> {
    let name = call.part("user", user_name)?;
    let scopes = scopes(&call, &asked.scopes)?;
    let set = site.porter.set_scopes(&call.caller, &name, scopes).await;
    set.map_err(|failed| call.failed(failed))?;
    Ok(Answer::done())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewPassword {
    password: String,
}

async fn set_password(
    State(site): State<Site>,
    call: Call,
    Body(asked): Body<NewPassword>,
) -> Result<Answer, Failure> {
    let password = Secret::new(asked.password);
    let name = call.part("user", user_name)?;
    let set = site.porter.set_password(&call.caller, &name, &password);
    set.await.map_err(|failed| call.failed(failed))?;
    Ok(Answer::done())
}

async fn remove_user(State(site): State<Site>, call: Call) -> Result<Answer, Failure> {
    let name = call.part("user", user_name)?;
    let removed = site.porter.remove_user(&call.caller, &name).await;
    removed.map_err(|failed| call.failed(failed))?;
    Ok(Answer::done())
}

async fn tokens(State(site): State<Site>, call: Call) -> Result<Answer, Failure> {
    let tokens = site.porter.tokens(&call.caller).await;
    let tokens = tokens.map_err(|failed| call.failed(failed))?;
    Ok(Answer::ok(wire::people::tokens(&tokens)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewToken {
    name: String,
    scopes: Vec<String>,
    /// Days until it is worth nothing; without them it is until it is removed.
    days: Option<u16>,
}

async fn add_token(
    State(site): State<Site>,
    call: Call,
    Body(asked): Body<NewToken>,
) -> Result<Answer, Failure> {
    let name = token_name(&asked.name).map_err(|failed| call.failed(failed))?;
    let order = TokenOrder {
        name,
        scopes: scopes(&call, &asked.scopes)?,
        expires: asked
            .days
            .map(|days| Timestamp(now().0.saturating_add(u64::from(days.max(1)) * 86_400))),
    };
    let made = site.porter.add_token(&call.caller, order).await;
    let made = made.map_err(|failed| call.failed(failed))?;
    let document = wire::people::made(&made.token, made.secret.expose());
    Ok(Answer::with(StatusCode::CREATED, document))
}

async fn remove_token(State(site): State<Site>, call: Call) -> Result<Answer, Failure> {
    let name = call.part("token", token_name)?;
    let removed = site.porter.remove_token(&call.caller, &name).await;
    removed.map_err(|failed| call.failed(failed))?;
    Ok(Answer::done())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AuditAsked {
    domain: Option<String>,
    after: Option<u64>,
    limit: Option<u64>,
}

async fn audit(
    State(site): State<Site>,
    call: Call,
    Query(asked): Query<AuditAsked>,
) -> Result<Answer, Failure> {
    let domain = asked.domain.as_deref().map(input::domain).transpose();
    let domain = domain.map_err(|failed| call.failed(failed))?;
    let (told, rows) = rows(asked.limit);
    let page = match asked.after {
        None => Page::first(rows),
        Some(after) => Page::after(AuditId(after.min(i64::MAX as u64)), rows),
    };
    let lines = domain.map_or(Lines::All, Lines::Of);
    let lines = site.porter.audit(&call.caller, lines, page).await;
    let mut lines = lines.map_err(|failed| call.failed(failed))?;
    let more = lines.len() > told;
    lines.truncate(told);
    let next = match lines.last() {
        Some(last) if more => Next::After(last.id.0.to_string()),
        Some(_) | None => Next::End,
    };
    Ok(Answer::ok(wire::people::audit(&lines, next)))
}
