//! `/settings/display`: in which language, light or dark, and with which keys? It works for whoever is
//! not signed in too: the choice is kept in the browser.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::Response;

use crate::server::web::Web;
use crate::server::web::answer::{page, see};
use crate::server::web::fields::Fields;
use crate::server::web::frame::{Frame, Place};
use crate::server::web::parts::note::Note;
use crate::server::web::viewer::{KEYS, Keys, LANGUAGE, THEME, Theme, Viewer, code, kept, of_code};
use crate::server::web::visitor::Visitor;
use crate::wording::Language;

#[derive(Template)]
#[template(path = "pages/display.html")]
struct DisplayPage {
    frame: Frame,
    languages: [(&'static str, &'static str, bool); 2],
    themes: Vec<(&'static str, String, bool)>,
    keys_are_on: bool,
}

/// `GET /settings/display`
pub(crate) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    viewer: Viewer,
    fields: Fields,
) -> Response {
    let words = visitor.words();
    let note = web.notes.take(Some(fields.one("done")));
    let theme = |theme: Theme| {
        let name = words.t(match theme {
            Theme::System => "pages-theme-system",
            Theme::Light => "pages-theme-light",
            Theme::Dark => "pages-theme-dark",
        });
        (theme.word(), name, theme == viewer.theme)
    };
    let is = |language| viewer.language == language;
    let page_of = DisplayPage {
        frame: visitor
            .frame(words.t("pages-display"))
            .at(Place::Settings)
            .note(note),
        languages: [
            (code(Language::English), "English", is(Language::English)),
            (code(Language::German), "Deutsch", is(Language::German)),
        ],
        themes: Theme::ALL.map(theme).into(),
        keys_are_on: viewer.keys == Keys::On,
    };
    visitor.answer(Ok(page(StatusCode::OK, &page_of)))
}

/// `POST /settings/display`
pub(crate) async fn save(State(web): State<Web>, viewer: Viewer, fields: Fields) -> Response {
    let language = of_code(fields.one("language")).unwrap_or(viewer.language);
    let theme = Theme::of_word(fields.one("theme")).unwrap_or(viewer.theme);
    let keys = match fields.has("keys") {
        true => "on",
        false => "off",
    };
    let words = crate::server::web::words::Words::of(language);
    let note = Note::done(words.t("pages-display-saved"));
    let mut answer = see(&web.notes.keep("/settings/display", note));
    let cookies = [
        kept(LANGUAGE, code(language)),
        kept(THEME, theme.word()),
        kept(KEYS, keys),
    ];
    for cookie in cookies.into_iter().flatten() {
        answer.headers_mut().append(SET_COOKIE, cookie);
    }
    answer
}

#[derive(Template)]
#[template(path = "pages/keys.html")]
struct KeysPage {
    frame: Frame,
    keys: Vec<(Vec<&'static str>, String)>,
}

/// `GET /help/keys`
pub(crate) async fn keys(visitor: Visitor) -> Response {
    let words = visitor.words();
    let key = |keys: &[&'static str], key| (keys.to_vec(), words.t(key));
    let page_of = KeysPage {
        frame: visitor.frame(words.t("pages-keys")),
        keys: vec![
            key(&["/"], "pages-key-ask"),
            key(&["g", "d"], "pages-key-domains"),
            key(&["g", "a"], "pages-key-activity"),
            key(&["j"], "pages-key-next"),
            key(&["k"], "pages-key-previous"),
            key(&["o"], "pages-key-open"),
            key(&["?"], "pages-key-help"),
        ],
    };
    visitor.answer(Ok(page(StatusCode::OK, &page_of)))
}
