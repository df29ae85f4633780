//! The mailcow client against a stand-in that has mailcow's shapes: refusals with status 200, objects
//! and lists, a key for reading only, answers that are lost.

#![allow(clippy::unwrap_used)] // helpers outside #[test] functions

use app::access::Secret;
use app::keys::{KeyKind, MadeKey, MakeKeys, SystemKeys, export_pem};
use app::mailcow::{Activity, Mailcow, MailcowError, PolicyRow, RowState, RowWritten, set_policy};
use net::mailcow::MailcowApi;
use net::zone::api::{ApiTerms, Pace};
use peers::{MailcowFault, MailcowStandIn, MailcowState};
use protocols::dkim::{Identities, Selector};
use protocols::mta_sts::PolicyMode;
use protocols::name::DomainName;
use std::time::Duration;

fn name(text: &str) -> DomainName {
    text.parse().unwrap()
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap()
}

fn state() -> MailcowState {
    MailcowState {
        domains: vec!["b.example".to_owned(), "a.example".to_owned()],
        aliases: vec![("alias.example".to_owned(), "a.example".to_owned())],
        ..MailcowState::default()
    }
}

fn api(stand_in: &MailcowStandIn, key: &str) -> MailcowApi {
    let terms = ApiTerms::new(Pace {
        burst: 1_000,
        every: Duration::from_millis(1),
    });
    MailcowApi::new(&stand_in.url(), &Secret::new(key), terms).unwrap()
}

fn rsa() -> MadeKey {
    SystemKeys.make(KeyKind::Rsa2048).unwrap()
}

fn row(mx: &str, max_age_seconds: u32) -> PolicyRow {
    PolicyRow {
        mode: PolicyMode::Testing,
        mx: mx.to_owned(),
        max_age_seconds,
        state: RowState::Served,
    }
}

#[tokio::test]
async fn domains_and_their_aliases() {
    let stand_in = MailcowStandIn::start(state());
    let found = api(&stand_in, MailcowStandIn::READ_ONLY_KEY)
        .domains()
        .await
        .unwrap();
    let shown: Vec<String> = found
        .iter()
        .map(|d| {
            format!(
                "{} {:?} {:?}",
                d.name,
                d.activity,
                d.alias_of.as_ref().map(DomainName::as_str)
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "a.example Active None",
            r#"alias.example Active Some("a.example")"#,
            "b.example Active None"
        ]
    );
    assert!(
        found
            .iter()
            .all(|domain| domain.activity == Activity::Active)
    );
    let empty = MailcowStandIn::start(MailcowState::default());
    assert_eq!(api(&empty, MailcowStandIn::KEY).domains().await, Ok(vec![]));
}

#[tokio::test]
async fn a_key_whole_split_and_none() {
    let made = rsa();
    for fault in [None, Some(MailcowFault::SplitRecord)] {
        let stand_in = MailcowStandIn::start(state());
        let api = api(&stand_in, MailcowStandIn::KEY);
        let a = name("a.example");
        assert_eq!(api.key(&a).await, Ok(None));
        api.import_key(&a, &selector("s1"), &export_pem(&made.private))
            .await
            .unwrap();
        stand_in.state().fault = fault;
        let key = api.key(&a).await.unwrap().unwrap();
        assert_eq!(key.selector, selector("s1"));
        assert_eq!(key.public, made.public);
        assert_eq!(key.identities, Identities::DomainOnly);
    }
}

#[tokio::test]
async fn what_is_refused_with_status_200_and_otherwise() {
    let stand_in = MailcowStandIn::start(state());
    let a = name("a.example");
    let pem = export_pem(&rsa().private);
    let import = async |key: &str| {
        let api = api(&stand_in, key);
        api.import_key(&a, &selector("s1"), &pem).await.unwrap_err()
    };
    let denied = import(MailcowStandIn::READ_ONLY_KEY).await;
    assert!(
        matches!(&denied, MailcowError::Denied(w) if w.contains("read/write access denied")),
        "{denied}"
    );
    let wrong = import("canary-key").await;
    assert!(
        matches!(&wrong, MailcowError::Denied(w) if !w.contains("canary")),
        "{wrong}"
    );
    stand_in.state().fault = Some(MailcowFault::ImportRefused);
    let refused = import(MailcowStandIn::KEY).await;
    let words = "dkim_domain_or_sel_invalid a.example".to_owned();
    assert_eq!(refused, MailcowError::Refused(words));
    stand_in.state().fault = Some(MailcowFault::ImportCut);
    let cut = import(MailcowStandIn::KEY).await;
    assert!(matches!(cut, MailcowError::Unusable(_)), "{cut}");
    stand_in.state().fault = Some(MailcowFault::Html);
    let page = api(&stand_in, MailcowStandIn::KEY).domains().await;
    assert!(matches!(page, Err(MailcowError::Unusable(_))), "{page:?}");
}

#[tokio::test]
async fn a_policy_row_is_added_then_changed() {
    let stand_in = MailcowStandIn::start(state());
    let api = api(&stand_in, MailcowStandIn::KEY);
    let a = name("a.example");
    let set = async |row: PolicyRow| set_policy(&api, &a, &row).await;
    assert_eq!(
        set(row("mail.example", 86_400)).await,
        Ok(RowWritten::Added)
    );
    assert_eq!(
        set(row("mail.example,*.b.example", 604_800)).await,
        Ok(RowWritten::Edited)
    );
    {
        let state = stand_in.state();
        let row = &state.policies["a.example"];
        assert_eq!(row["mx"], "mail.example,*.b.example");
        assert_eq!(row["max_age"], "604800");
        assert_eq!(row["version"], "stsv1");
        assert_eq!(
            state.seen,
            ["POST add/mta-sts", "POST add/mta-sts", "POST edit/mta-sts"]
        );
    }
    let refused = api.add_policy(&name("b.example"), &row("", 86_400)).await;
    assert_eq!(refused, Err(MailcowError::Refused("mx_invalid".to_owned())));
    let again = api.add_policy(&a, &row("mail.example", 1)).await;
    assert!(
        matches!(&again, Err(MailcowError::Exists(words)) if words.contains("Duplicate entry")),
        "{again:?}"
    );
}
