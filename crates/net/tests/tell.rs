//! Telling people and programs: mail through a real Postfix with TLS and a login, the others against
//! a stand-in, and never further than they may go.
#![allow(clippy::unwrap_used)] // helpers outside #[test] functions

mod standin;

use std::net::Ipv4Addr;
use std::sync::OnceLock;

use app::access::Secret;
use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use net::tell::{
    Channel, House, Login, Mail, MailSecurity, MailTerms, Matrix, MatrixTerms, Ntfy, NtfyTerms,
    Parcel, Undelivered, WebTerms, Webhook, WebhookTerms,
};
use peers::{Authority, Fault, MailSink, Namespace, Place};
use protocols::finding::Severity;
use protocols::time::Timestamp;
use serde_json::json;
use standin::{Model, Reply, Seen, StandIn};

const NOW: Timestamp = Timestamp(1_795_521_600);
const SINK: Ipv4Addr = Ipv4Addr::LOCALHOST;
const SECRET: &str = "a text of more than twenty-four octets";

fn parcel() -> Parcel {
    Parcel {
        token: "0123456789abcdef".to_owned(),
        title: "a.example: SPF defekt für alle".to_owned(),
        text: "Über a.example:\n.\nv=spf1 +all\n".to_owned(),
        json: r#"{"schema":"mailseal.notice/1"}"#.to_owned(),
        severity: Severity::Critical,
        created: NOW,
    }
}

/// A Postfix with a certificate of an authority of its own.
struct Sink {
    ca: String,
    sink: MailSink,
    namespace: Namespace,
}

fn sink() -> &'static Sink {
    static SINK_ONCE: OnceLock<Sink> = OnceLock::new();
    SINK_ONCE.get_or_init(|| {
        let namespace = Namespace::new(SINK);
        let authority = Authority::new("authority of the sink");
        let leaf = authority.leaf(&["localhost"], Fault::None);
        let sink = MailSink::start(Place::Inside(&namespace), SINK, &leaf);
        Sink {
            ca: authority.pem().to_owned(),
            sink,
            namespace,
        }
    })
}

impl Sink {
    fn terms(&self, security: MailSecurity, port: u16) -> MailTerms {
        MailTerms {
            server: "localhost".to_owned(),
            port,
            security,
            login: Some(Login {
                name: MailSink::LOGIN.to_owned(),
                password: Secret::new(MailSink::PASSWORD),
            }),
            from: "mailseal <alarm@example.com>".to_owned(),
            to: vec!["anna@example.net".to_owned()],
            ehlo_name: "host.example.com".to_owned(),
            extra_roots_pem: vec![self.ca.clone().into_bytes()],
        }
    }

    fn deliver(&self, terms: &MailTerms, parcel: &Parcel) -> Result<(), Undelivered> {
        let channel = Channel::Mail(Mail::new(terms).unwrap());
        self.namespace.run(|| {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(channel.deliver(parcel, NOW))
        })
    }
}

fn refused(result: Result<(), Undelivered>) -> String {
    result.unwrap_err().why
}

#[test]
fn mail_comes_by_each_way_and_says_what_it_is() {
    let sink = sink();
    let ways = [
        (MailSecurity::StartTls, MailSink::SUBMISSION),
        (MailSecurity::Implicit, MailSink::SUBMISSIONS),
        (MailSecurity::None, MailSink::PLAIN),
    ];
    for (index, (security, port)) in ways.into_iter().enumerate() {
        let mut terms = sink.terms(security, port);
        if security == MailSecurity::None {
            terms.login = None;
        }
        let mut parcel = parcel();
        parcel.token = format!("way{index}");
        sink.deliver(&terms, &parcel).unwrap();
        let id = format!("Message-ID: <way{index}@example.com>");
        let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
        let mail = loop {
            let mails = sink.sink.mails();
            if let Some(mail) = mails.into_iter().find(|mail| mail.contains(&id)) {
                break mail;
            }
            assert!(
                std::time::Instant::now() < end,
                "{security:?}: no mail came"
            );
            std::thread::sleep(std::time::Duration::from_millis(50));
        };
        assert!(
            mail.contains("\nAuto-Submitted: auto-generated\n"),
            "{mail}"
        );
        assert!(mail.contains("\nTo: anna@example.net\n"), "{mail}");
        assert!(mail.contains("v=3Dspf1 +all"), "{mail}");
        // The dot alone on its line did not end the mail.
        assert!(mail.contains("\n.\n"), "{mail}");
    }
}

#[test]
fn a_wrong_password_is_told_without_it() {
    let sink = sink();
    let mut terms = sink.terms(MailSecurity::StartTls, MailSink::SUBMISSION);
    let password = Secret::new("not the pa55word");
    terms.login = Some(Login {
        name: MailSink::LOGIN.to_owned(),
        password,
    });
    let why = refused(sink.deliver(&terms, &parcel()));
    assert!(why.contains("535"), "{why}");
    assert!(!why.contains("pa55word"), "{why}");
}

#[test]
fn a_mail_server_that_nobody_vouches_for_hears_nothing() {
    let sink = sink();
    let mut terms = sink.terms(MailSecurity::StartTls, MailSink::SUBMISSION);
    terms.extra_roots_pem.clear();
    let mut parcel = parcel();
    parcel.token = "untrusted".to_owned();
    let why = refused(sink.deliver(&terms, &parcel));
    assert!(why.to_lowercase().contains("certificate"), "{why}");
    // A server without STARTTLS, as after somebody in between struck it out.
    let terms = sink.terms(MailSecurity::StartTls, MailSink::PLAIN);
    let why = refused(sink.deliver(&terms, &parcel));
    assert!(why.to_uppercase().contains("TLS"), "{why}");
    let mails = sink.sink.mails();
    assert!(!mails.iter().any(|mail| mail.contains("untrusted")));
}

/// Answers everything with this.
struct Answers(Reply);

impl Model for Answers {
    fn answer(&mut self, _: &Seen) -> Reply {
        self.0.clone()
    }
}

async fn stand_in(reply: Reply) -> StandIn<Answers> {
    StandIn::start(Answers(reply)).await
}

fn fine() -> Reply {
    Reply::Json(200, json!({}))
}

fn web(house: House) -> WebTerms {
    WebTerms {
        house,
        extra_roots_pem: Vec::new(),
    }
}

fn webhook(base: &str, house: House) -> Channel {
    let webhook = Webhook::new(&WebhookTerms {
        url: format!("{base}/hook?of=mailseal"),
        secret: Secret::new(SECRET),
        web: web(house),
    });
    Channel::Webhook(Box::new(webhook.unwrap()))
}

fn matrix(base: &str) -> Channel {
    Channel::Matrix(
        Matrix::new(&MatrixTerms {
            server: base.to_owned(),
            room: "!room:matrix.example".to_owned(),
            token: Secret::new("syt_tok3n"),
            web: web(House::Open),
        })
        .unwrap(),
    )
}

#[tokio::test]
async fn a_webhook_is_signed_over_id_time_and_body() {
    let stand_in = stand_in(fine()).await;
    let channel = webhook(&stand_in.base, House::Open);
    channel.deliver(&parcel(), NOW).await.unwrap();
    let seen = stand_in.writes().remove(0);
    assert_eq!(seen.line(), "POST hook");
    assert_eq!(seen.target, "/hook?of=mailseal");
    assert_eq!(seen.body, json!({"schema": "mailseal.notice/1"}));
    assert_eq!(seen.header["content-type"], "application/json");
    assert_eq!(seen.header["webhook-id"], parcel().token);
    assert_eq!(seen.header["webhook-timestamp"], NOW.0.to_string());
    let signature = seen.header["webhook-signature"]
        .strip_prefix("v1,")
        .unwrap();
    let signed = format!("{}.{}.{}", parcel().token, NOW.0, seen.body_text);
    let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
    hmac::verify(
        &key,
        signed.as_bytes(),
        &STANDARD.decode(signature).unwrap(),
    )
    .unwrap();
}

#[tokio::test]
async fn ntfy_and_matrix_in_their_shapes() {
    let stand_in = stand_in(fine()).await;
    let ntfy = Channel::Ntfy(
        Ntfy::new(&NtfyTerms {
            server: stand_in.base.clone(),
            topic: "alarm".to_owned(),
            token: Some(Secret::new("tk_1")),
            web: web(House::Open),
        })
        .unwrap(),
    );
    ntfy.deliver(&parcel(), NOW).await.unwrap();
    matrix(&stand_in.base)
        .deliver(&parcel(), NOW)
        .await
        .unwrap();
    let seen = stand_in.writes();
    assert_eq!(
        (seen[0].line(), seen[0].authorization.as_str()),
        ("POST ".to_owned(), "Bearer tk_1")
    );
    assert_eq!(
        seen[0].body,
        json!({"topic": "alarm", "title": parcel().title, "message": parcel().text,
               "priority": 5, "tags": ["rotating_light"]})
    );
    let line = "PUT _matrix/client/v3/rooms/!room:matrix.example/send/m.room.message/\
                0123456789abcdef";
    assert_eq!(seen[1].line(), line);
    assert_eq!(seen[1].authorization, "Bearer syt_tok3n");
    let body = format!("{}\n\n{}", parcel().title, parcel().text);
    assert_eq!(seen[1].body, json!({"msgtype": "m.notice", "body": body}));
}

#[tokio::test]
async fn anything_but_a_success_is_none() {
    let check = async |reply: Reply, expect: &str| {
        let stand_in = stand_in(reply).await;
        let undelivered = matrix(&stand_in.base)
            .deliver(&parcel(), NOW)
            .await
            .unwrap_err();
        assert!(
            undelivered.why.contains(expect),
            "{expect}: {}",
            undelivered.why
        );
        assert!(!undelivered.why.contains("tok3n"), "{}", undelivered.why);
        assert_eq!(stand_in.writes().len(), 1, "{expect}: asked once");
        undelivered.again_after_seconds
    };
    let away = Reply::Plain(307, ("location", "http://127.0.0.1:1/"), String::new());
    check(away, "redirects are not followed").await;
    let echo = Reply::Plain(403, ("x", "y"), "no rights for syt_tok3n\r\n".to_owned());
    check(echo, "status 403: no rights for [credential]").await;
    check(Reply::Cut, "HTTP").await;
    let busy = Reply::Plain(429, ("retry-after", "120"), "slow down".to_owned());
    assert_eq!(check(busy, "429").await, Some(120));
    let endless = Reply::Plain(500, ("x", "y"), "x".repeat(1 << 20));
    check(endless, "status 500").await;
}

#[tokio::test]
async fn nothing_is_sent_into_the_house_unless_it_is_open() {
    let stand_in = stand_in(fine()).await;
    let terms = WebhookTerms {
        url: stand_in.base.replace("http", "https"),
        secret: Secret::new(SECRET),
        web: web(House::Closed),
    };
    let channel = Channel::Webhook(Box::new(Webhook::new(&terms).unwrap()));
    let why = channel.deliver(&parcel(), NOW).await.unwrap_err().why;
    assert!(why.contains("no address that may be reached"), "{why}");
    assert_eq!(stand_in.writes().len(), 0);
}
