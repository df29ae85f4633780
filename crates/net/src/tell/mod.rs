//! Telling people and programs: by mail, by webhook, by ntfy and by Matrix. Each takes a [`Parcel`] that is
//! worded already and says whether the other side has it. Whether to try again is decided elsewhere;
//! a parcel that comes twice bears the same token.
//!
//! Nothing here follows a redirect, and nothing is sent in clear but to this machine or, where the
//! operator says so, within the house.

mod http;
mod mail;
mod matrix;
mod ntfy;
mod webhook;

use std::fmt;

use app::access::Secret;
use protocols::finding::Severity;
use protocols::time::Timestamp;

pub use mail::{Login, Mail, MailSecurity, MailTerms};
pub use matrix::{Matrix, MatrixTerms};
pub use ntfy::{Ntfy, NtfyTerms};
pub use webhook::{Webhook, WebhookTerms};

/// What is delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// What the other side knows it by, should it come twice: letters and digits.
    pub token: String,
    /// One line.
    pub title: String,
    /// For people, in plain text.
    pub text: String,
    /// For programs, a JSON document.
    pub json: String,
    /// How much it presses.
    pub severity: Severity,
    /// When it was begun.
    pub created: Timestamp,
}

/// Why a parcel was not delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undelivered {
    /// Why, for whoever runs the server; no credential is in it.
    pub why: String,
    /// For how long the other side asks to be left alone, in seconds.
    pub again_after_seconds: Option<u64>,
}

impl Undelivered {
    fn because(why: impl Into<String>) -> Undelivered {
        Undelivered {
            why: why.into(),
            again_after_seconds: None,
        }
    }
}

impl fmt::Display for Undelivered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl std::error::Error for Undelivered {}

/// Where addresses within the house are reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum House {
    /// Only addresses that anybody on the Internet may have.
    Closed,
    /// Private and loopback addresses too, also without TLS.
    Open,
}

/// What every channel over HTTP is given.
#[derive(Debug, Clone)]
pub struct WebTerms {
    /// Whether addresses within the house are reached.
    pub house: House,
    /// PEM files' contents with roots trusted beside Mozilla's.
    pub extra_roots_pem: Vec<Vec<u8>>,
}

/// Why a channel cannot be set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChannelError {
    /// The URL is none of `https:` or `http:`, or has a part it must not have; which.
    BadUrl(&'static str),
    /// The address is no mail address.
    BadAddress(String),
    /// Without TLS a login or a message would go over the network in clear.
    InClear,
    /// The credential has characters it cannot have.
    BadSecret,
    /// The room is no room id.
    BadRoom,
    /// TLS cannot be set up.
    Tls(String),
}

impl fmt::Display for ChannelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ChannelError::BadUrl(what) => write!(f, "the URL {what}"),
            ChannelError::BadAddress(address) => write!(f, "{address:?} is no mail address"),
            ChannelError::InClear => f.write_str("it would go over the network in clear"),
            ChannelError::BadSecret => f.write_str("the credential has characters it cannot have"),
            ChannelError::BadRoom => f.write_str("a room id begins with `!`"),
            ChannelError::Tls(why) => write!(f, "TLS cannot be set up: {why}"),
        }
    }
}

impl std::error::Error for ChannelError {}

/// One way to one recipient.
#[derive(Debug)]
pub enum Channel {
    /// Mail.
    Mail(Mail),
    /// A webhook.
    Webhook(Box<Webhook>),
    /// ntfy.
    Ntfy(Ntfy),
    /// A Matrix room.
    Matrix(Matrix),
}

impl Channel {
    /// Delivers a parcel, once.
    ///
    /// # Errors
    /// Everything but the other side's word that it has it.
    pub async fn deliver(&self, parcel: &Parcel, now: Timestamp) -> Result<(), Undelivered> {
        match self {
            Channel::Mail(mail) => mail.deliver(parcel, now).await,
            Channel::Webhook(webhook) => webhook.deliver(parcel, now).await,
            Channel::Ntfy(ntfy) => ntfy.deliver(parcel).await,
            Channel::Matrix(matrix) => matrix.deliver(parcel).await,
        }
    }
}

/// What another side says, as it may stand in a log: no line breaks, no end, no credential.
fn printable(text: &str, secrets: &[&Secret]) -> String {
    let mut text = text.to_owned();
    for secret in secrets {
        text = secret.struck_from(&text);
    }
    let shown: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(WORDS_CHARS_MAX)
        .collect();
    shown.trim().to_owned()
}

/// Characters of what another side says that are kept.
const WORDS_CHARS_MAX: usize = 200;

/// As much of a text as a service takes, with a mark where it was cut.
fn within(text: &str, octets_max: usize) -> String {
    const MARK: &str = "\n[…]";
    if text.len() <= octets_max {
        return text.to_owned();
    }
    let end = text.floor_char_boundary(octets_max.saturating_sub(MARK.len()));
    format!("{}{MARK}", &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_characters() {
        assert_eq!(within("kurz", 4), "kurz");
        let cut = within(&"ä".repeat(100), 51);
        assert!(cut.len() <= 51 && cut.ends_with("ä\n[…]"), "{cut}");
    }

    #[test]
    fn what_the_other_side_says_shows_no_credential() {
        let secret = Secret::new("tok3n");
        let said = printable("no: tok3n\r\nX-Evil: 1", &[&secret]);
        assert_eq!(said, "no: [credential]  X-Evil: 1");
        assert_eq!(printable(&"x".repeat(9_999), &[]).len(), WORDS_CHARS_MAX);
    }
}
