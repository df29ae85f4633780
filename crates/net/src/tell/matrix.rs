//! Matrix: an `m.room.message` in a room. The transaction is the parcel's token, so that a message that
//! comes twice is one.

use app::access::Secret;
use hyper::Method;
use serde::Serialize;

use super::http::{Place, Sent, check_token};
use super::{ChannelError, Parcel, Undelivered, WebTerms, within};

/// Octets of a text: an event has 65,536 with all that is around it and its escapes.
const TEXT_OCTETS_MAX: usize = 24 * 1_024;

/// How a room is reached.
#[derive(Debug, Clone)]
pub struct MatrixTerms {
    /// The homeserver's URL.
    pub server: String,
    /// The room's id, `!…:server`.
    pub room: String,
    /// The access token.
    pub token: Secret,
    /// How.
    pub web: WebTerms,
}

/// A room.
#[derive(Debug)]
pub struct Matrix {
    place: Place,
    room: String,
    token: Secret,
}

#[derive(Serialize)]
struct Event {
    msgtype: &'static str,
    body: String,
}

impl Matrix {
    /// By these terms.
    ///
    /// # Errors
    /// Where the URL, the room or the token cannot be used.
    pub fn new(terms: &MatrixTerms) -> Result<Matrix, ChannelError> {
        check_token(&terms.token)?;
        if !terms.room.starts_with('!') {
            return Err(ChannelError::BadRoom);
        }
        Ok(Matrix {
            place: Place::of(&terms.server, &terms.web)?,
            room: encoded(&terms.room),
            token: terms.token.clone(),
        })
    }

    pub(super) async fn deliver(&self, parcel: &Parcel) -> Result<(), Undelivered> {
        let event = Event {
            // A notice is not answered by other programs.
            msgtype: "m.notice",
            body: within(
                &format!("{}\n\n{}", parcel.title, parcel.text),
                TEXT_OCTETS_MAX,
            ),
        };
        let body = serde_json::to_string(&event)
            .map_err(|_| Undelivered::because("the message cannot be written as JSON"))?;
        let path = format!(
            "/_matrix/client/v3/rooms/{}/send/m.room.message/{}",
            self.room,
            encoded(&parcel.token)
        );
        self.place
            .send(Sent {
                method: Method::PUT,
                path,
                headers: Vec::new(),
                token: Some(&self.token),
                body,
            })
            .await
    }
}

/// RFC 3986 §2.3: the unreserved characters stand for themselves, everything else is encoded.
fn encoded(text: &str) -> String {
    let mut out = String::new();
    for octet in text.bytes() {
        match octet {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(octet));
            }
            octet => out.push_str(&format!("%{octet:02X}")),
        }
    }
    out
}
