//! `/setup`: can I get in the first time? With a code that only those see who run the machine.

use app::access::Secret;
use app::people::PASSWORD_CHARACTERS_MIN;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::login::{again_at, from, too_many, welcome};
use crate::failure::Failed;
use crate::server::door::Cookies;
use crate::server::porter::{SettingUp, SignIn};
use crate::server::web::Web;
use crate::server::web::answer::{page, see};
use crate::server::web::fields::Fields;
use crate::server::web::frame::Frame;
use crate::server::web::parts::field::Faults;
use crate::server::web::parts::mark::Mark;
use crate::server::web::parts::note::Note;
use crate::server::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "pages/setup.html")]
struct SetupPage {
    frame: Frame,
    faults: Faults,
    code: String,
    name: String,
}

/// `GET /setup`
pub(crate) async fn show(State(web): State<Web>, visitor: Visitor, fields: Fields) -> Response {
    let shown = async {
        if !web.site.porter.is_empty().await? {
            return Ok(see("/login"));
        }
        let mut frame = visitor.frame(visitor.words().t("pages-setup"));
        if web.site.web.public_url.is_none() {
            let text = visitor.words().t("pages-setup-loopback");
            frame.notes.push(Note::told(Mark::Info, text));
        }
        let page_of = SetupPage {
            frame,
            faults: Faults::default(),
            // The address in the log may carry it.
            code: fields.trimmed("code").to_owned(),
            name: String::new(),
        };
        Ok(page(StatusCode::OK, &page_of))
    };
    visitor.answer(shown.await)
}

/// `POST /setup`
pub(crate) async fn claim(
    State(web): State<Web>,
    visitor: Visitor,
    headers: HeaderMap,
    fields: Fields,
) -> Response {
    visitor.answer(claimed(&web, &visitor, &headers, &fields).await)
}

async fn claimed(
    web: &Web,
    visitor: &Visitor,
    headers: &HeaderMap,
    fields: &Fields,
) -> Result<Response, Failed> {
    let words = visitor.words();
    let password = Secret::new(fields.one("password"));
    let cookies = Cookies::new(web.site.protection());
    let show = SignIn {
        name: fields.trimmed("name"),
        password: &password,
        browser: cookies.browser(headers),
        from: from(visitor)?,
    };
    let refused = |faults, status| Ok(page(status, &refused(visitor, fields, faults)));
    match web.site.porter.set_up(fields.trimmed("code"), show).await {
        Ok(SettingUp::In(opened)) => Ok(welcome(&opened, cookies, "/")),
        Ok(SettingUp::Over) => Ok(see("/login")),
        Ok(SettingUp::CodeWrong) => {
            let faults = Faults::one("code", words.t("pages-setup-code-wrong"));
            refused(faults, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Ok(SettingUp::TooMany(until)) => {
            let faults = Faults::one("code", too_many(until, words));
            let answer = refused(faults, StatusCode::TOO_MANY_REQUESTS);
            answer.map(|answer| again_at(answer, until))
        }
        Err(failed) => {
            let faults = faults_of(&failed, visitor)?;
            refused(faults, StatusCode::UNPROCESSABLE_ENTITY)
        }
    }
}

/// What is wrong with name or password, at its field; anything else is a failure.
fn faults_of(failed: &Failed, visitor: &Visitor) -> Result<Faults, Failed> {
    let words = visitor.words();
    let text = match failed.key() {
        "error-password-short" => words.count("pages-password-short", PASSWORD_CHARACTERS_MIN),
        _ => words.why(failed),
    };
    let field = match failed.key() {
        "error-user-name" => "name",
        "error-password-short" | "error-password-long" | "error-password-guessable" => "password",
        _ => return Err(failed.clone()),
    };
    Ok(Faults::one(field, text))
}

fn refused(visitor: &Visitor, fields: &Fields, faults: Faults) -> SetupPage {
    SetupPage {
        frame: visitor.frame(visitor.words().t("pages-setup")).refused(),
        faults,
        code: fields.trimmed("code").to_owned(),
        name: fields.trimmed("name").to_owned(),
    }
}
