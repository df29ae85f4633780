//! `/login`: is it you?

use std::net::IpAddr;

use app::access::Secret;
use askama::Template;
use axum::extract::State;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use protocols::time::Timestamp;

use crate::context::now;
use crate::failure::Failed;
use crate::server::door::Cookies;
use crate::server::porter::{Opened, SignIn, SigningIn};
use crate::server::web::Web;
use crate::server::web::answer::{page, see};
use crate::server::web::fields::Fields;
use crate::server::web::frame::Frame;
use crate::server::web::parts::field::Faults;
use crate::server::web::parts::mark::Mark;
use crate::server::web::parts::note::Note;
use crate::server::web::visitor::Visitor;
use crate::server::web::words::Words;
use crate::wording::Arguments;

#[derive(Template)]
#[template(path = "pages/login.html")]
struct LoginPage {
    frame: Frame,
    faults: Faults,
    name: String,
    /// Where to go then.
    to: String,
}

/// `GET /login`
pub(crate) async fn show(State(web): State<Web>, visitor: Visitor, fields: Fields) -> Response {
    let shown = async {
        if web.site.porter.is_empty().await? {
            return Ok(see("/setup"));
        }
        let to = target(fields.one("to"));
        if visitor.is_known() {
            return Ok(see(to));
        }
        let words = visitor.words();
        let mut frame = visitor.frame(words.t("pages-login"));
        frame.notes.extend(web.notes.take(Some(fields.one("done"))));
        if let Some(seconds) = visitor.session_over {
            let text = words.with("pages-session-over", "time", lasted(seconds, words));
            frame.notes.push(Note::told(Mark::Waiting, text));
        }
        let page_of = LoginPage {
            frame,
            faults: Faults::default(),
            name: String::new(),
            to: to.to_owned(),
        };
        Ok(page(StatusCode::OK, &page_of))
    };
    visitor.answer(shown.await)
}

/// `POST /login`
pub(crate) async fn sign_in(
    State(web): State<Web>,
    visitor: Visitor,
    headers: HeaderMap,
    fields: Fields,
) -> Response {
    let signed_in = async {
        let from = from(&visitor)?;
        let password = Secret::new(fields.one("password"));
        let cookies = Cookies::new(web.site.protection());
        let show = SignIn {
            name: fields.trimmed("name"),
            password: &password,
            browser: cookies.browser(&headers),
            from,
        };
        let words = visitor.words();
        match web.site.porter.sign_in(show).await? {
            SigningIn::In(opened) => Ok(welcome(&opened, cookies, target(fields.one("to")))),
            SigningIn::Wrong => {
                let faults = Faults::one("name", words.t("pages-login-wrong"));
                let refused = refused(&visitor, &fields, faults);
                Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &refused))
            }
            SigningIn::TooMany(until) => {
                let faults = Faults::one("name", too_many(until, words));
                let refused = refused(&visitor, &fields, faults);
                let answer = page(StatusCode::TOO_MANY_REQUESTS, &refused);
                Ok(again_at(answer, until))
            }
        }
    };
    visitor.answer(signed_in.await)
}

/// `POST /logout`
pub(crate) async fn sign_out(State(web): State<Web>, visitor: Visitor) -> Response {
    let signed_out = async {
        web.site.porter.sign_out(&visitor.caller).await?;
        let note = Note::done(visitor.words().t("pages-signed-out"));
        let mut answer = see(&web.notes.keep("/login", note));
        Cookies::new(web.site.protection()).sign_out(&mut answer);
        Ok(answer)
    };
    visitor.answer(signed_out.await)
}

fn refused(visitor: &Visitor, fields: &Fields, faults: Faults) -> LoginPage {
    LoginPage {
        frame: visitor.frame(visitor.words().t("pages-login")).refused(),
        faults,
        name: fields.trimmed("name").to_owned(),
        to: target(fields.one("to")).to_owned(),
    }
}

/// The page of somebody who just came in.
pub(super) fn welcome(opened: &Opened, cookies: Cookies, to: &str) -> Response {
    let mut answer = see(to);
    cookies.sign_in(&mut answer, &opened.session, &opened.browser);
    answer
}

/// From where somebody comes; whoever asks over the network has an address.
pub(super) fn from(visitor: &Visitor) -> Result<IpAddr, Failed> {
    let bug = || Failed::new("error-bug").text("text", "no address");
    visitor.caller.from.ok_or_else(bug)
}

/// `Too many tries. Again in 5 min.`
pub(super) fn too_many(until: Timestamp, words: Words) -> String {
    words.with("pages-too-many-tries", "when", words.until(until, now()))
}

/// Says to programs what the page says to people.
pub(super) fn again_at(mut answer: Response, until: Timestamp) -> Response {
    let seconds = until.0.saturating_sub(now().0).max(1);
    let value = HeaderValue::from(seconds);
    answer.headers_mut().insert(RETRY_AFTER, value);
    answer
}

/// `2 hours`, as a session lasts.
fn lasted(seconds: u64, words: Words) -> String {
    let (key, count) = match seconds {
        ..3_600 => ("pages-for-minutes", seconds / 60),
        _ => ("pages-for-hours", seconds / 3_600),
    };
    words.say(key, &Arguments::none().count("count", count))
}

/// The way to sign in for somebody who asked for another page, which they come to then. What a form
/// would have done is not done by coming back.
pub(crate) fn way_to(visitor: &Visitor) -> String {
    match visitor.viewer.path() {
        "/" => "/login".to_owned(),
        path => format!("/login?to={path}"),
    }
}

/// A page of ours, and nothing else: not another site's, whatever browsers make of slashes.
fn target(to: &str) -> &str {
    let is_path = to.starts_with('/') && !to.starts_with("//");
    let is_plain = to.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    match is_path && is_plain {
        true => to,
        false => "/",
    }
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn nobody_is_led_elsewhere() {
        for ours in ["/", "/domains", "/domains/a.example/plan?x=y"] {
            assert_eq!(target(ours), ours);
        }
        for other in [
            "",
            "domains",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a b",
            "/a\r\nSet-Cookie: x",
            "javascript:alert(1)",
        ] {
            assert_eq!(target(other), "/", "{other:?}");
        }
    }
}
