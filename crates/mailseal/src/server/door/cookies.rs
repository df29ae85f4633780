//! The cookies by which a browser is known.

use app::access::Secret;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;

use crate::server::config::Protection;

/// A browser is known for a year after the last sign-in.
const BROWSER_SECONDS: u64 = 365 * 86_400;
/// Octets of all cookies that are looked at.
const COOKIES_OCTETS_MAX: usize = 8 * 1_024;

/// What a cookie is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A session: gone when the browser is closed.
    Session,
    /// The mark of a browser from which somebody signed in.
    Browser,
    /// What the forms of somebody who is not signed in are made of.
    Form,
}

/// Reads and sets them. With TLS their names begin with `__Host-`, which browsers take only from this
/// host, for all of it and over TLS (RFC 6265bis); so no other host of the domain can set them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cookies {
    protection: Protection,
}

impl Cookies {
    /// For browsers that get here so.
    pub(crate) fn new(protection: Protection) -> Cookies {
        Cookies { protection }
    }

    /// The secret of a session; empty where there is none.
    pub(crate) fn session(self, headers: &HeaderMap) -> &str {
        read(headers, self.name(Kind::Session))
    }

    /// The mark of a browser; empty where there is none.
    pub(crate) fn browser(self, headers: &HeaderMap) -> &str {
        read(headers, self.name(Kind::Browser))
    }

    /// What forms are made of before somebody signs in; empty where there is nothing.
    pub(super) fn form(self, headers: &HeaderMap) -> &str {
        read(headers, self.name(Kind::Form))
    }

    /// Signs the browser in.
    pub(crate) fn sign_in(self, answer: &mut Response, session: &Secret, browser: &Secret) {
        self.set(answer, Kind::Session, session.expose());
        self.set(answer, Kind::Browser, browser.expose());
    }

    /// Signs the browser out; it stays known.
    pub(crate) fn sign_out(self, answer: &mut Response) {
        self.set(answer, Kind::Session, "");
    }

    pub(super) fn set_form(self, answer: &mut Response, secret: &Secret) {
        self.set(answer, Kind::Form, secret.expose());
    }

    fn set(self, answer: &mut Response, kind: Kind, value: &str) {
        let name = self.name(kind);
        let secure = match self.protection {
            Protection::Tls => "; Secure",
            Protection::None => "",
        };
        let age = match (kind, value) {
            (_, "") => "; Max-Age=0".to_owned(),
            (Kind::Browser, _) => format!("; Max-Age={BROWSER_SECONDS}"),
            (Kind::Session | Kind::Form, _) => String::new(),
        };
        // Lax: who follows a link to a page from a mail is signed in there; no other site can send a
        // form with it.
        let line = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}");
        match HeaderValue::from_str(&line) {
            Ok(mut line) => {
                line.set_sensitive(true);
                answer.headers_mut().append(SET_COOKIE, line);
            }
            // Our secrets are letters and digits.
            Err(_) => tracing::error!("a cookie could not be written"),
        }
    }

    fn name(self, kind: Kind) -> &'static str {
        match (self.protection, kind) {
            (Protection::Tls, Kind::Session) => "__Host-mailseal",
            (Protection::Tls, Kind::Browser) => "__Host-mailseal-browser",
            (Protection::Tls, Kind::Form) => "__Host-mailseal-form",
            (Protection::None, Kind::Session) => "mailseal",
            (Protection::None, Kind::Browser) => "mailseal-browser",
            (Protection::None, Kind::Form) => "mailseal-form",
        }
    }
}

fn read<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    let lines = headers.get_all(COOKIE).into_iter();
    lines
        .filter(|line| line.len() <= COOKIES_OCTETS_MAX)
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(known, value)| (known == name).then_some(value))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_tls_only_this_host_can_set_them() {
        let mut answer = Response::default();
        let cookies = Cookies::new(Protection::Tls);
        cookies.sign_in(&mut answer, &Secret::new("s3ss"), &Secret::new("br0w"));
        let lines: Vec<&str> = answer
            .headers()
            .get_all(SET_COOKIE)
            .into_iter()
            .map(|line| line.to_str().unwrap())
            .collect();
        assert_eq!(
            lines,
            [
                "__Host-mailseal=s3ss; Path=/; HttpOnly; SameSite=Lax; Secure",
                "__Host-mailseal-browser=br0w; Path=/; HttpOnly; SameSite=Lax; Secure; \
                 Max-Age=31536000",
            ]
        );
        assert!(
            !format!("{:?}", answer.headers()).contains("s3ss"),
            "not in a log"
        );
    }

    #[test]
    fn they_are_read_as_they_are_sent() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, "a=b; mailseal=one; mailseal=two".parse().unwrap());
        headers.append(COOKIE, "mailseal-browser=br0w".parse().unwrap());
        let plain = Cookies::new(Protection::None);
        assert_eq!(plain.session(&headers), "one");
        assert_eq!(plain.browser(&headers), "br0w");
        assert_eq!(plain.form(&headers), "");
        assert_eq!(Cookies::new(Protection::Tls).session(&headers), "");
    }
}
