//! One call and its answer.

use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::ApiError;
use app::access::Secret;
use app::zone::Why;

/// What a call does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates, or does what the path names.
    Post,
    /// Replaces.
    Put,
    /// Changes a part.
    Patch,
    /// Removes.
    Delete,
}

impl Method {
    /// As HTTP writes it.
    pub fn word(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }
}

/// One call: a method, a path below the interface's base, a query and a body.
#[derive(Debug)]
pub struct Call {
    pub(super) method: Method,
    /// Path and query, percent-encoded, with the leading slash.
    pub(super) target: String,
    pub(super) body: Option<String>,
    pub(super) headers: Vec<(&'static str, Secret)>,
    has_query: bool,
    /// What the body is, and the answer.
    pub(super) media: Media,
    /// Fields of the header that are no secret.
    pub(super) open_headers: Vec<(&'static str, String)>,
    /// Secrets that stand in the body.
    pub(super) hidden: Vec<Secret>,
}

/// The types of a request's body and of its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Media {
    pub(super) sent: &'static str,
    pub(super) accepted: &'static str,
}

const JSON: Media = Media {
    sent: "application/json",
    accepted: "application/json",
};

impl Call {
    /// A call of the path that these segments make; what a segment holds beyond letters, digits and
    /// `-._~` is percent-encoded, so that a name can never reach another path.
    pub fn new(method: Method, segments: &[&str]) -> Call {
        let mut target = String::new();
        for segment in segments {
            target.push('/');
            encode(&mut target, segment);
        }
        Call {
            method,
            target,
            body: None,
            headers: Vec::new(),
            has_query: false,
            media: JSON,
            open_headers: Vec::new(),
            hidden: Vec::new(),
        }
    }

    /// With a parameter in the query.
    #[must_use]
    pub fn query(mut self, name: &str, value: &str) -> Call {
        self.target.push(if self.has_query { '&' } else { '?' });
        self.has_query = true;
        encode(&mut self.target, name);
        self.target.push('=');
        encode(&mut self.target, value);
        self
    }

    /// With a JSON body.
    ///
    /// # Errors
    /// Where the shape cannot be JSON, such as a map whose keys are no strings.
    pub fn json(mut self, body: &impl Serialize) -> Result<Call, ApiError> {
        let text = serde_json::to_string(body).map_err(|error| {
            let words = error.to_string();
            ApiError::NotSent(Why::Unsendable { words })
        })?;
        self.body = Some(text);
        Ok(self)
    }

    /// With an XML body, and XML for an answer.
    #[must_use]
    pub fn xml(mut self, body: Option<String>) -> Call {
        self.body = body;
        self.media = Media {
            sent: "text/xml",
            accepted: "text/xml",
        };
        self
    }

    /// With the fields of a form as the body, which may hold secrets.
    #[must_use]
    pub fn form(mut self, fields: &[(&str, &str)]) -> Call {
        let mut text = String::new();
        for (name, value) in fields {
            if !text.is_empty() {
                text.push('&');
            }
            encode(&mut text, name);
            text.push('=');
            encode(&mut text, value);
        }
        self.body = Some(text);
        self.media = Media {
            sent: "application/x-www-form-urlencoded",
            ..JSON
        };
        self
    }

    /// Where the body has this secret: it is struck from what the other side says.
    #[must_use]
    pub fn hiding(mut self, secret: Secret) -> Call {
        self.hidden.push(secret);
        self
    }

    /// With a field in the header for this call only that is no secret, such as a condition.
    #[must_use]
    pub fn open_header(mut self, name: &'static str, value: &str) -> Call {
        self.open_headers.push((name, value.to_owned()));
        self
    }

    /// With a field in the header for this call only, such as a signature of it.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: Secret) -> Call {
        self.headers.push((name, value));
        self
    }

    /// The method.
    pub fn method(&self) -> Method {
        self.method
    }

    /// The body, empty where there is none; some interfaces have it signed.
    pub fn body_text(&self) -> &str {
        self.body.as_deref().unwrap_or_default()
    }
}

/// RFC 3986 §2.3: the unreserved characters stand for themselves, everything else is encoded.
fn encode(out: &mut String, text: &str) {
    for octet in text.bytes() {
        match octet {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(octet));
            }
            octet => out.push_str(&format!("%{octet:02X}")),
        }
    }
}

/// The value of a parameter in the query of a URL that an interface gives, such as where a list goes
/// on; `None` where it is not there or not readable. The name's case does not count.
pub fn parameter(url: &str, name: &str) -> Option<String> {
    let (_, query) = url.split_once('?')?;
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let is_it = |given: &str| decoded(given).is_some_and(|given| given.eq_ignore_ascii_case(name));
    let (_, value) = pairs.find(|(given, _)| is_it(given))?;
    decoded(value)
}

/// RFC 3986 §2.1: '%' and two hexadecimal digits.
fn decoded(text: &str) -> Option<String> {
    let mut octets = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        octets.extend_from_slice(before.as_bytes());
        octets.push(u8::from_str_radix(after.get(..2)?, 16).ok()?);
        rest = &after[2..];
    }
    octets.extend_from_slice(rest.as_bytes());
    String::from_utf8(octets).ok()
}

/// An answer with a status of 200 to 299.
#[derive(Debug)]
pub struct ApiAnswer {
    /// The status.
    pub status: u16,
    pub(super) body: Vec<u8>,
    pub(super) secrets: Arc<Vec<Secret>>,
    /// The fields `Link` of its header, which lead to the other pages of a list (RFC 8288 §3).
    pub(super) links: Vec<String>,
}

impl ApiAnswer {
    /// The body, read as JSON of this shape.
    ///
    /// # Errors
    /// [`ApiError::Unusable`] where it is something else.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, ApiError> {
        serde_json::from_slice(&self.body).map_err(|error| {
            let words = printable(&error.to_string(), &self.secrets);
            ApiError::Unusable(Why::Shape { words })
        })
    }

    /// The body as it came.
    pub fn octets(&self) -> &[u8] {
        &self.body
    }

    /// The fields `Link` of its header (RFC 8288 §3).
    pub fn links(&self) -> &[String] {
        &self.links
    }

    /// Text out of the answer, fit for a message: escaped, cut, without credentials.
    pub fn printable(&self, text: &str) -> String {
        printable(text, &self.secrets)
    }
}

/// Characters of the other side's words that are passed on.
const WORDS_CHARS_MAX: usize = 300;

/// The other side's words, fit for a message.
pub(super) fn printable(text: &str, secrets: &[Secret]) -> String {
    let struck = secrets
        .iter()
        .fold(text.to_owned(), |text, secret| secret.struck_from(&text));
    let mut words = String::new();
    let mut last_was_space = true;
    for (at, c) in struck.chars().enumerate() {
        if at == WORDS_CHARS_MAX {
            words.push('…');
            break;
        }
        match c {
            c if c.is_whitespace() && last_was_space => {}
            c if c.is_whitespace() => words.push(' '),
            c if steers(c) => words.extend(c.escape_unicode()),
            c => words.push(c),
        }
        last_was_space = c.is_whitespace();
    }
    words.trim_end().to_owned()
}

/// Whether a character would steer a terminal or turn text around.
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
        || c == '\u{feff}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_in_its_segment() {
        let call = Call::new(Method::Get, &["zones", "../a b?c#d", "ü"])
            .query("name", "a&b=c")
            .query("page", "2");
        assert_eq!(
            call.target,
            "/zones/..%2Fa%20b%3Fc%23d/%C3%BC?name=a%26b%3Dc&page=2"
        );
    }

    #[test]
    fn where_a_url_leads() {
        let url = "https://a/b?%24skipToken=a%3D%3D&x=1";
        assert_eq!(parameter(url, "$skiptoken").as_deref(), Some("a=="));
        assert_eq!(parameter(url, "x").as_deref(), Some("1"));
        for (url, name) in [
            (url, "y"),
            ("https://a/x=1", "x"),
            ("?x=%z", "x"),
            ("?x=%ff", "x"),
        ] {
            assert_eq!(parameter(url, name), None, "{url}");
        }
    }

    #[test]
    fn words_are_escaped_cut_and_without_credentials() {
        let secrets = [Secret::new("tok3n")];
        assert_eq!(
            printable("no\r\n\n  \u{1b}[2J tok3n \u{202e}x ", &secrets),
            "no \\u{1b}[2J [credential] \\u{202e}x"
        );
        let long = printable(&"ä".repeat(1_000), &[]);
        assert_eq!(long.chars().count(), WORDS_CHARS_MAX + 1);
    }
}
