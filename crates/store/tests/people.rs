//! People, sessions, tokens and the audit log in the store.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod suite;

use app::access::Secret;
use app::ledger::{Page, StepId};
use app::people::{
    Actor, AuditLine, BROWSERS_MAX, Deed, Fresh, Lines, NewToken, NewUser, PasswordHash,
    PeopleChange, PeopleError, PeopleStore, Scope, Scopes, SecretDigest, SecretKind, Session,
    Subject, SystemRandom, TokenName, Tries, TriesOf, Upshot, UserName, place_of,
};
use protocols::time::Timestamp;
use store::{MasterKeyPlace, SqliteLedger};
use suite::directory::Directory;
use suite::name as domain;

const NOW: Timestamp = Timestamp(1_000);

struct Place {
    store: SqliteLedger,
    _directory: Directory,
}

async fn place() -> Place {
    let directory = Directory::new();
    let place = MasterKeyPlace::DataDirectory;
    Place {
        store: SqliteLedger::open(&directory.data(), place).await.unwrap(),
        _directory: directory,
    }
}

fn name(text: &str) -> UserName {
    UserName::parse(text).unwrap()
}

fn user(text: &str, scope: Scope) -> NewUser {
    NewUser {
        name: name(text),
        scopes: Scopes::of([scope]),
        password: PasswordHash::stored(format!("hash of {text}")),
    }
}

fn line(deed: Deed) -> AuditLine {
    AuditLine {
        actor: Actor::CommandLine,
        from: None,
        deed,
        subject: Subject::default(),
        upshot: Upshot::Done,
        note: String::new(),
    }
}

fn session(of: &str, at: u64) -> (Session, SecretDigest) {
    let digest = Fresh::session(&SystemRandom).unwrap().digest;
    let session = Session {
        digest,
        user: name(of),
        made: Timestamp(at),
        used: Timestamp(at),
        from: "192.0.2.1".to_owned(),
    };
    (session, digest)
}

impl Place {
    async fn change(&self, change: PeopleChange) -> Result<(), PeopleError> {
        let line = line(Deed::ChangeUser);
        self.store.change(vec![change], line, NOW).await
    }

    async fn deeds(&self) -> Vec<Deed> {
        let lines = self
            .store
            .audit(Lines::All, Page::first(100))
            .await
            .unwrap();
        lines.iter().map(|audited| audited.line.deed).collect()
    }
}

#[tokio::test]
async fn the_first_person_comes_in_by_the_code_and_nobody_after() {
    let place = place().await;
    let code = Fresh::set_up_code(&SystemRandom).unwrap().digest;
    let claim = |code, who: &str| PeopleChange::Claim {
        code,
        user: user(who, Scope::Admin),
    };
    let refused = Err(PeopleError::CodeRefused);
    assert_eq!(place.change(claim(code, "anna")).await, refused, "no code");
    place.store.set_code(&code, NOW).await.unwrap();
    assert_eq!(
        place.change(claim(code, "anna")).await,
        refused,
        "it is over"
    );
    place.store.set_code(&code, Timestamp(2_000)).await.unwrap();
    let wrong = SecretDigest::of(SecretKind::SetUpCode, "ANOTHER").unwrap();
    assert_eq!(place.change(claim(wrong, "anna")).await, refused);
    assert_eq!(place.change(claim(code, "anna")).await, Ok(()));
    assert_eq!(
        place.change(claim(code, "berta")).await,
        Err(PeopleError::SetUpOver)
    );
    let names: Vec<String> = place
        .store
        .users()
        .await
        .unwrap()
        .into_iter()
        .map(|user| user.name.to_string())
        .collect();
    assert_eq!(names, ["anna"]);
    // What was refused left no line that says it was done.
    assert_eq!(place.deeds().await, [Deed::ChangeUser]);
}

#[tokio::test]
async fn there_is_always_an_administrator() {
    let place = place().await;
    place
        .change(PeopleChange::AddUser(user("anna", Scope::Admin)))
        .await
        .unwrap();
    place
        .change(PeopleChange::AddUser(user("bert", Scope::Plan)))
        .await
        .unwrap();
    let last = Err(PeopleError::LastAdmin(name("anna")));
    let weaker = PeopleChange::SetScopes(name("anna"), Scopes::of([Scope::Read]));
    assert_eq!(place.change(weaker.clone()).await, last);
    assert_eq!(
        place.change(PeopleChange::RemoveUser(name("anna"))).await,
        last
    );
    let (anna, hash) = place.store.user(&name("anna")).await.unwrap().unwrap();
    assert!(anna.scopes.has(Scope::Admin));
    assert_eq!(hash.as_str(), "hash of anna");
    let admin = Scopes::of([Scope::Admin]);
    place
        .change(PeopleChange::SetScopes(name("bert"), admin))
        .await
        .unwrap();
    place.change(weaker).await.unwrap();
    assert_eq!(
        place
            .change(PeopleChange::AddUser(user("bert", Scope::Read)))
            .await,
        Err(PeopleError::UserExists(name("bert")))
    );
    assert_eq!(
        place.change(PeopleChange::RemoveUser(name("carl"))).await,
        Err(PeopleError::NoUser(name("carl")))
    );
}

#[tokio::test]
async fn what_belongs_to_a_person_goes_with_the_person() {
    let place = place().await;
    place
        .change(PeopleChange::AddUser(user("anna", Scope::Admin)))
        .await
        .unwrap();
    place
        .change(PeopleChange::AddUser(user("bert", Scope::Plan)))
        .await
        .unwrap();
    let (opened, digest) = session("bert", 1_000);
    place
        .change(PeopleChange::OpenSession(opened))
        .await
        .unwrap();
    let token = Fresh::token(&SystemRandom).unwrap().digest;
    let add = |name: &str, digest, owner| {
        PeopleChange::AddToken(NewToken {
            digest,
            name: TokenName::parse(name).unwrap(),
            scopes: Scopes::of([Scope::Apply]),
            owner,
            expires: Some(Timestamp(5_000)),
        })
    };
    place
        .change(add("ci", token, Some(name("bert"))))
        .await
        .unwrap();
    let other = Fresh::token(&SystemRandom).unwrap().digest;
    assert_eq!(
        place.change(add("ci", other, None)).await,
        Err(PeopleError::TokenExists(TokenName::parse("ci").unwrap()))
    );
    place.change(add("cron", other, None)).await.unwrap();
    let (known, owner) = place.store.token(&token).await.unwrap().unwrap();
    assert_eq!(
        (known.expires, owner.unwrap().name),
        (Some(Timestamp(5_000)), name("bert"))
    );
    let (kept, whose) = place.store.session(&digest).await.unwrap().unwrap();
    assert_eq!(
        (kept.from.as_str(), whose.signed_in),
        ("192.0.2.1", Some(NOW))
    );
    place
        .change(PeopleChange::RemoveUser(name("bert")))
        .await
        .unwrap();
    assert_eq!(place.store.session(&digest).await.unwrap(), None);
    assert_eq!(place.store.token(&token).await.unwrap(), None);
    let (stays, owner) = place.store.token(&other).await.unwrap().unwrap();
    assert_eq!((stays.name.as_str(), owner), ("cron", None));
    place
        .store
        .use_token(&stays.name, Timestamp(7_000))
        .await
        .unwrap();
    assert_eq!(
        place.store.tokens().await.unwrap()[0].used,
        Some(Timestamp(7_000))
    );
    place
        .change(PeopleChange::RemoveToken(stays.name.clone()))
        .await
        .unwrap();
    assert_eq!(
        place
            .change(PeopleChange::RemoveToken(stays.name.clone()))
            .await,
        Err(PeopleError::NoToken(stays.name))
    );
}

#[tokio::test]
async fn a_new_password_ends_what_rested_on_the_old_one() {
    let place = place().await;
    place
        .change(PeopleChange::AddUser(user("anna", Scope::Admin)))
        .await
        .unwrap();
    let browser = Fresh::browser(&SystemRandom).unwrap().digest;
    let (opened, digest) = session("anna", 900);
    place
        .change(PeopleChange::OpenSession(opened))
        .await
        .unwrap();
    place
        .change(PeopleChange::KnowBrowser(name("anna"), browser))
        .await
        .unwrap();
    let tries = Tries {
        failures: 9,
        last: NOW,
    };
    let of_name = TriesOf::Place(place_of(&name("anna")));
    place.store.set_tries(&of_name, tries).await.unwrap();
    place
        .store
        .set_tries(&TriesOf::Browser(browser), tries)
        .await
        .unwrap();
    assert_eq!(place.store.tries(&of_name).await, Ok(tries));
    assert_eq!(
        place.store.tries(&TriesOf::Browser(browser)).await,
        Ok(tries)
    );
    let rehashed = PasswordHash::stored("newer".to_owned());
    place
        .change(PeopleChange::Rehash(name("anna"), rehashed))
        .await
        .unwrap();
    assert!(place.store.session(&digest).await.unwrap().is_some());
    let hash = PasswordHash::of(&Secret::new("another password"), &SystemRandom).unwrap();
    place
        .change(PeopleChange::SetPassword(name("anna"), hash))
        .await
        .unwrap();
    assert_eq!(place.store.session(&digest).await.unwrap(), None);
    assert_eq!(place.store.browser(&browser).await, Ok(None));
    assert_eq!(place.store.tries(&of_name).await, Ok(Tries::NONE));
}

#[tokio::test]
async fn sessions_end_alone_together_and_by_time() {
    let place = place().await;
    place
        .change(PeopleChange::AddUser(user("anna", Scope::Admin)))
        .await
        .unwrap();
    let mut digests = Vec::new();
    for at in [100, 200, 300, 400] {
        let (opened, digest) = session("anna", at);
        place
            .change(PeopleChange::OpenSession(opened))
            .await
            .unwrap();
        digests.push(digest);
    }
    let there = async || {
        let sessions = place.store.sessions(&name("anna")).await.unwrap();
        sessions
            .iter()
            .map(|session| session.made.0)
            .collect::<Vec<_>>()
    };
    assert_eq!(there().await, [400, 300, 200, 100]);
    place
        .store
        .use_session(&digests[0], Timestamp(500))
        .await
        .unwrap();
    place
        .store
        .use_session(&digests[0], Timestamp(450))
        .await
        .unwrap();
    place
        .store
        .forget_sessions(Timestamp(0), Timestamp(201))
        .await
        .unwrap();
    assert_eq!(there().await, [400, 300, 100], "the first was used since");
    place
        .store
        .forget_sessions(Timestamp(101), Timestamp(0))
        .await
        .unwrap();
    assert_eq!(there().await, [400, 300]);
    let but_one = PeopleChange::EndSessions {
        user: name("anna"),
        but: Some(digests[2]),
    };
    place.change(but_one).await.unwrap();
    assert_eq!(there().await, [300]);
    place
        .change(PeopleChange::EndSession(digests[2]))
        .await
        .unwrap();
    place
        .change(PeopleChange::EndSession(digests[2]))
        .await
        .unwrap();
    assert!(there().await.is_empty());
}

#[tokio::test]
async fn the_browsers_of_a_person_are_bounded() {
    let place = place().await;
    place
        .change(PeopleChange::AddUser(user("anna", Scope::Admin)))
        .await
        .unwrap();
    let mut browsers = Vec::new();
    for at in 0..=(BROWSERS_MAX as u64) {
        let browser = Fresh::browser(&SystemRandom).unwrap().digest;
        let change = PeopleChange::KnowBrowser(name("anna"), browser);
        let moment = Timestamp(NOW.0 + at);
        place
            .store
            .change(vec![change], line(Deed::SignIn), moment)
            .await
            .unwrap();
        browsers.push(browser);
    }
    assert_eq!(place.store.browser(&browsers[0]).await, Ok(None));
    assert_eq!(
        place.store.browser(&browsers[1]).await,
        Ok(Some(name("anna")))
    );
}

#[tokio::test]
async fn the_log_says_who_did_what_and_outlives_them() {
    let place = place().await;
    place
        .change(PeopleChange::AddUser(user("anna", Scope::Admin)))
        .await
        .unwrap();
    place
        .change(PeopleChange::AddUser(user("bert", Scope::Apply)))
        .await
        .unwrap();
    let applied = AuditLine {
        actor: Actor::User(name("bert")),
        from: Some("2001:db8::1".parse().unwrap()),
        deed: Deed::Apply,
        subject: Subject::run(&domain("a.example"), StepId(7)),
        upshot: Upshot::Refused,
        note: "stale-plan".to_owned(),
    };
    let token = AuditLine {
        actor: Actor::Token("ci".to_owned()),
        subject: Subject::name("dns"),
        ..line(Deed::SetAccess)
    };
    place
        .store
        .note(vec![applied.clone(), token.clone()], Timestamp(2_000))
        .await
        .unwrap();
    place
        .change(PeopleChange::RemoveUser(name("bert")))
        .await
        .unwrap();
    let lines = place.store.audit(Lines::All, Page::first(2)).await.unwrap();
    assert_eq!(lines[1].line, token);
    let next = Page::after(lines[1].id, 10);
    let lines = place.store.audit(Lines::All, next).await.unwrap();
    assert_eq!((&lines[0].line, lines[0].at), (&applied, Timestamp(2_000)));
    let of_domain = place
        .store
        .audit(Lines::Of(domain("a.example")), Page::first(10))
        .await
        .unwrap();
    assert_eq!(of_domain.len(), 1);
}
