//! WebDriver (<https://www.w3.org/TR/webdriver2/>) as far as it is needed: JSON over HTTP/1.1, one
//! request after the other.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};

/// Longer than anything a page or the browser may take.
const ANSWER_SECONDS_MAX: u64 = 60;
/// A picture of a long page is some megabytes.
const ANSWER_OCTETS_MAX: usize = 64 * 1024 * 1024;

/// The connection to the driver, with the session that was begun on it.
#[derive(Debug)]
pub(super) struct WebDriver {
    stream: BufReader<TcpStream>,
    session: String,
}

/// What the driver refused.
#[derive(Debug)]
pub(super) struct Refused {
    /// The code, such as `no such element`.
    pub(super) code: String,
    pub(super) message: String,
}

impl WebDriver {
    pub(super) fn new(stream: TcpStream) -> WebDriver {
        let limit = Some(Duration::from_secs(ANSWER_SECONDS_MAX));
        if let Err(error) = stream.set_read_timeout(limit) {
            panic!("chromedriver: {error}");
        }
        WebDriver {
            stream: BufReader::new(stream),
            session: String::new(),
        }
    }

    /// Begins a session, which starts a browser.
    pub(super) fn begin(&mut self, capabilities: &Value) {
        let body = json!({ "capabilities": { "alwaysMatch": capabilities } });
        let begun = self.request("POST", "/session", Some(&body));
        let begun = begun.unwrap_or_else(|refused| panic!("no browser: {}", refused.message));
        let id = begun["sessionId"].as_str();
        self.session = id
            .unwrap_or_else(|| panic!("no session: {begun}"))
            .to_owned();
    }

    /// A command of the session. Panics when it is refused.
    pub(super) fn post(&mut self, command: &str, body: &Value) -> Value {
        let answer = self.try_post(command, body);
        answer.unwrap_or_else(|refused| panic!("{command} {body}: {}", refused.message))
    }

    /// A command of the session, or why it was refused.
    pub(super) fn try_post(&mut self, command: &str, body: &Value) -> Result<Value, Refused> {
        let path = format!("/session/{}/{command}", self.session);
        self.request("POST", &path, Some(body))
    }

    /// Something that the session knows.
    pub(super) fn get(&mut self, command: &str) -> Value {
        let path = format!("/session/{}/{command}", self.session);
        let answer = self.request("GET", &path, None);
        answer.unwrap_or_else(|refused| panic!("{command}: {}", refused.message))
    }

    /// Ends the session and its browser.
    pub(super) fn end(&mut self) -> Result<Value, Refused> {
        let path = format!("/session/{}", self.session);
        self.request("DELETE", &path, None)
    }

    fn request(
        &mut self,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, Refused> {
        let body = body.map(Value::to_string).unwrap_or_default();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json; \
             charset=utf-8\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let answer = self.stream.get_mut().write_all(head.as_bytes());
        let answer = answer.and_then(|()| self.answer());
        let mut answer = answer.unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        let value = answer["value"].take();
        match value["error"].as_str() {
            None => Ok(value),
            Some(code) => Err(Refused {
                code: code.to_owned(),
                message: value["message"].as_str().unwrap_or(code).to_owned(),
            }),
        }
    }

    fn answer(&mut self) -> std::io::Result<Value> {
        let mut octets = 0_usize;
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line)?;
            let line = line.trim_end().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(length) = line.strip_prefix("content-length:") {
                octets = length.trim().parse().map_err(std::io::Error::other)?;
            }
        }
        assert!(octets <= ANSWER_OCTETS_MAX, "an answer of {octets} octets");
        let mut body = vec![0; octets];
        self.stream.read_exact(&mut body)?;
        serde_json::from_slice(&body).map_err(std::io::Error::other)
    }
}
