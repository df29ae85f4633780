//! ntfy: a message to a topic, published as JSON at the server's root.

use app::access::Secret;
use hyper::Method;
use protocols::finding::Severity;
use serde::Serialize;

use super::http::{Place, Sent, check_token};
use super::{ChannelError, Parcel, Undelivered, WebTerms, within};

/// Octets of a message: above 4096 ntfy makes a file of it.
const MESSAGE_OCTETS_MAX: usize = 4_000;

/// How a topic is reached.
#[derive(Debug, Clone)]
pub struct NtfyTerms {
    /// The server's URL.
    pub server: String,
    /// The topic.
    pub topic: String,
    /// The access token, where the server asks for one.
    pub token: Option<Secret>,
    /// How.
    pub web: WebTerms,
}

/// A topic of ntfy.
#[derive(Debug)]
pub struct Ntfy {
    place: Place,
    topic: String,
    token: Option<Secret>,
}

#[derive(Serialize)]
struct Message<'a> {
    topic: &'a str,
    title: &'a str,
    message: String,
    priority: u8,
    tags: [&'static str; 1],
}

impl Ntfy {
    /// By these terms.
    ///
    /// # Errors
    /// Where the URL or the token cannot be used.
    pub fn new(terms: &NtfyTerms) -> Result<Ntfy, ChannelError> {
        if let Some(token) = &terms.token {
            check_token(token)?;
        }
        Ok(Ntfy {
            place: Place::of(&terms.server, &terms.web)?,
            topic: terms.topic.clone(),
            token: terms.token.clone(),
        })
    }

    pub(super) async fn deliver(&self, parcel: &Parcel) -> Result<(), Undelivered> {
        let message = Message {
            topic: &self.topic,
            title: &parcel.title,
            message: within(&parcel.text, MESSAGE_OCTETS_MAX),
            priority: priority(parcel.severity),
            tags: [tag(parcel.severity)],
        };
        let body = serde_json::to_string(&message)
            .map_err(|_| Undelivered::because("the message cannot be written as JSON"))?;
        self.place
            .send(Sent {
                method: Method::POST,
                path: String::new(),
                headers: Vec::new(),
                token: self.token.as_ref(),
                body,
            })
            .await
    }
}

/// From 1, which makes no sound, to 5, which wakes people.
fn priority(severity: Severity) -> u8 {
    match severity {
        Severity::Info => 2,
        Severity::Low | Severity::Medium => 3,
        Severity::High => 4,
        Severity::Critical => 5,
    }
}

/// A name that ntfy shows as a sign.
fn tag(severity: Severity) -> &'static str {
    match severity {
        Severity::Info | Severity::Low => "information_source",
        Severity::Medium | Severity::High => "warning",
        Severity::Critical => "rotating_light",
    }
}
