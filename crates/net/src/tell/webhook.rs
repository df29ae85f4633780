//! A webhook: a POST of JSON, signed, in the shape of Standard Webhooks. The signature is over
//! identity, time and body, so that neither can be taken from one message into another, and an old
//! message is seen to be old.
//!
//! ```text
//! webhook-id: 0f1e2d3c4b5a69788796a5b4c3d2e1f0
//! webhook-timestamp: 1795521600
//! webhook-signature: v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
//! ```

use app::access::Secret;
use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hyper::Method;
use protocols::time::Timestamp;
use zeroize::Zeroizing;

use super::http::{Place, Sent};
use super::{ChannelError, Parcel, Undelivered, WebTerms};

/// What a secret of Standard Webhooks begins with; base64 follows.
const SECRET_PREFIX: &str = "whsec_";

/// The least octets of a key: RFC 2104 §3: keys 'less than L bytes [are] strongly discouraged', and 24
/// is what Standard Webhooks asks for.
const KEY_OCTETS_MIN: usize = 24;

/// How a webhook is reached.
#[derive(Debug, Clone)]
pub struct WebhookTerms {
    /// Where.
    pub url: String,
    /// What the signature is made with: `whsec_` and base64, or any text of 24 octets or more.
    pub secret: Secret,
    /// How.
    pub web: WebTerms,
}

/// A webhook.
#[derive(Debug)]
pub struct Webhook {
    place: Place,
    key: hmac::Key,
}

impl Webhook {
    /// By these terms.
    ///
    /// # Errors
    /// Where the URL or the secret cannot be used.
    pub fn new(terms: &WebhookTerms) -> Result<Webhook, ChannelError> {
        let text = terms.secret.expose();
        let octets = match text.strip_prefix(SECRET_PREFIX) {
            Some(encoded) => STANDARD
                .decode(encoded)
                .map_err(|_| ChannelError::BadSecret)?,
            None => text.as_bytes().to_vec(),
        };
        let octets = Zeroizing::new(octets);
        if octets.len() < KEY_OCTETS_MIN {
            return Err(ChannelError::BadSecret);
        }
        Ok(Webhook {
            place: Place::of(&terms.url, &terms.web)?,
            key: hmac::Key::new(hmac::HMAC_SHA256, &octets),
        })
    }

    pub(super) async fn deliver(&self, parcel: &Parcel, now: Timestamp) -> Result<(), Undelivered> {
        self.place
            .send(Sent {
                method: Method::POST,
                path: String::new(),
                headers: self.headers(parcel, now),
                token: None,
                body: parcel.json.clone(),
            })
            .await
    }

    fn headers(&self, parcel: &Parcel, now: Timestamp) -> Vec<(&'static str, String)> {
        let signed = format!("{}.{}.{}", parcel.token, now.0, parcel.json);
        let signature = hmac::sign(&self.key, signed.as_bytes());
        vec![
            ("webhook-id", parcel.token.clone()),
            ("webhook-timestamp", now.0.to_string()),
            (
                "webhook-signature",
                format!("v1,{}", STANDARD.encode(signature.as_ref())),
            ),
        ]
    }
}

#[cfg(test)]
mod tests {
    use protocols::finding::Severity;

    use super::super::House;
    use super::*;

    fn webhook(secret: &str) -> Result<Webhook, ChannelError> {
        Webhook::new(&WebhookTerms {
            url: "https://a.example/hook".to_owned(),
            secret: Secret::new(secret),
            web: WebTerms {
                house: House::Closed,
                extra_roots_pem: Vec::new(),
            },
        })
    }

    /// The example in the specification of Standard Webhooks.
    #[test]
    fn the_signature_is_the_standards() {
        let webhook = webhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let parcel = Parcel {
            token: "msg_p5jXN8AQM9LWM0D4loKWxJek".to_owned(),
            title: String::new(),
            text: String::new(),
            json: r#"{"test": 2432232314}"#.to_owned(),
            severity: Severity::Info,
            created: Timestamp(0),
        };
        let headers = webhook.headers(&parcel, Timestamp(1_614_265_330));
        let expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert_eq!(headers[2].1, expected);
    }

    #[test]
    fn a_secret_is_long_enough_to_be_one() {
        assert!(webhook("whsec_c2hvcnQ=").is_err());
        assert!(webhook("whsec_no base64").is_err());
        assert!(webhook("short").is_err());
        assert!(webhook("a text of more than twenty-four octets").is_ok());
    }
}
