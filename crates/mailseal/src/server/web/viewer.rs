//! How whoever looks wants to see it: language, light or dark, keys. It is kept in cookies of the
//! browser, so that it holds before somebody signs in; the address decides over all of them, so that a
//! page can be mailed in the other language.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Request};
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::middleware::Next;
use axum::response::Response;

use super::words::Words;
use crate::wording::Language;

/// Languages of an `Accept-Language` that are looked at; browsers send a handful.
const LANGUAGES_MAX: usize = 16;

/// A year: long enough to be asked rarely, and renewed with every choice.
const KEPT_SECONDS: u32 = 31_536_000;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Whether single keys do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Keys {
    /// They do.
    #[default]
    On,
    /// They do not (WCAG 2.1.4).
    Off,
}

/// How somebody wants to see a page, and which one.
#[derive(Debug, Clone)]
pub(crate) struct Viewer {
    /// The language.
    pub(crate) language: Language,
    /// Light or dark.
    pub(crate) theme: Theme,
    /// Single keys.
    pub(crate) keys: Keys,
    /// The address that was asked for.
    uri: Uri,
}

impl Theme {
    /// All, in the order they are offered.
    pub(crate) const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// Its name in cookies and forms.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The theme of a name.
    pub(crate) fn of_word(word: &str) -> Option<Theme> {
        Theme::ALL.into_iter().find(|theme| theme.word() == word)
    }
}

impl Viewer {
    /// By the address, the cookies and what the browser says of its languages.
    pub(crate) fn of(uri: &Uri, headers: &HeaderMap) -> Viewer {
        let asked = asked_language(uri);
        let language = asked
            .or_else(|| cookie(headers, LANGUAGE).and_then(of_code))
            .unwrap_or_else(|| accepted(headers));
        let theme = cookie(headers, THEME).and_then(Theme::of_word);
        let keys = match cookie(headers, KEYS) {
            Some("off") => Keys::Off,
            Some(_) | None => Keys::On,
        };
        Viewer {
            language,
            theme: theme.unwrap_or_default(),
            keys,
            uri: uri.clone(),
        }
    }

    /// The words of the language.
    pub(crate) fn words(&self) -> Words {
        Words::of(self.language)
    }

    /// The path that was asked for.
    pub(crate) fn path(&self) -> &str {
        self.uri.path()
    }

    /// The same page in another language. What is shown once only does not come along.
    pub(crate) fn in_language(&self, language: Language) -> String {
        let mut href = format!("{}?", self.uri.path());
        for pair in self.uri.query().unwrap_or_default().split('&') {
            let name = pair.split('=').next().unwrap_or(pair);
            if !matches!(name, "" | "lang" | "done") {
                href.push_str(pair);
                href.push('&');
            }
        }
        href.push_str("lang=");
        href.push_str(code(language));
        href
    }
}

impl<S: Sync> FromRequestParts<S> for Viewer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Viewer, Infallible> {
        Ok(Viewer::of(&parts.uri, &parts.headers))
    }
}

/// `en` or `de`.
pub(crate) fn code(language: Language) -> &'static str {
    match language {
        Language::English => "en",
        Language::German => "de",
    }
}

pub(crate) fn of_code(word: &str) -> Option<Language> {
    [Language::English, Language::German]
        .into_iter()
        .find(|language| code(*language) == word)
}

pub(crate) const LANGUAGE: &str = "mailseal-lang";
pub(crate) const THEME: &str = "mailseal-theme";
pub(crate) const KEYS: &str = "mailseal-keys";

/// A cookie that keeps a choice. It is nobody's secret, and no script needs it.
pub(crate) fn kept(name: &str, value: &'static str) -> Option<HeaderValue> {
    let cookie = format!("{name}={value}; Path=/; Max-Age={KEPT_SECONDS}; HttpOnly; SameSite=Lax");
    HeaderValue::from_str(&cookie).ok()
}

/// Keeps the language that an address asked for, for the pages that follow.
pub(super) async fn keep_language(request: Request, next: Next) -> Response {
    let asked = asked_language(request.uri());
    let mut answer = next.run(request).await;
    if let Some(cookie) = asked.and_then(|language| kept(LANGUAGE, code(language))) {
        answer.headers_mut().append(SET_COOKIE, cookie);
    }
    answer
}

fn asked_language(uri: &Uri) -> Option<Language> {
    let pairs = uri.query()?.split('&');
    pairs
        .filter_map(|pair| pair.strip_prefix("lang="))
        .find_map(of_code)
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).into_iter();
    lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(known, value)| (known == name).then_some(value))
}

/// The language that the browser weighs most of those we have; English where it names none of them.
fn accepted(headers: &HeaderMap) -> Language {
    let line = headers
        .get(ACCEPT_LANGUAGE)
        .and_then(|line| line.to_str().ok())
        .unwrap_or_default();
    let mut best: Option<(Language, f32)> = None;
    for range in line.split(',').take(LANGUAGES_MAX) {
        let mut parts = range.split(';');
        let tag = parts.next().unwrap_or_default().trim();
        let primary = tag.split('-').next().unwrap_or(tag).to_ascii_lowercase();
        // RFC 9110 §12.4.2: 'If no "q" parameter is present, the default weight is 1.'
        let weight = parts
            .filter_map(|part| part.trim().strip_prefix("q="))
            .find_map(|weight| weight.parse::<f32>().ok())
            .unwrap_or(1.0);
        let Some(language) = of_code(&primary) else {
            continue;
        };
        if weight > 0.0 && best.is_none_or(|(_, known)| weight > known) {
            best = Some((language, weight));
        }
    }
    best.map_or(Language::English, |(language, _)| language)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn viewer(uri: &str, cookies: &str, accept: &str) -> Viewer {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, cookies.parse().unwrap());
        headers.insert(ACCEPT_LANGUAGE, accept.parse().unwrap());
        Viewer::of(&uri.parse().unwrap(), &headers)
    }

    #[test]
    fn the_address_decides_over_the_cookie_and_the_cookie_over_the_browser() {
        let language = |uri, cookies, accept| viewer(uri, cookies, accept).language;
        assert_eq!(language("/", "", ""), Language::English);
        assert_eq!(language("/", "", "de-AT,en;q=0.5"), Language::German);
        assert_eq!(
            language("/", "", "fr, de;q=0.4, en;q=0.8"),
            Language::English
        );
        assert_eq!(language("/", "", "de;q=0"), Language::English);
        assert_eq!(
            language("/", "a=b; mailseal-lang=de", "en"),
            Language::German
        );
        assert_eq!(
            language("/?lang=en", "mailseal-lang=de", "de"),
            Language::English
        );
        assert_eq!(language("/?lang=xx", "", "de"), Language::German);
    }

    #[test]
    fn choices_are_read_from_cookies() {
        let seen = viewer("/", "mailseal-theme=dark; mailseal-keys=off", "");
        assert_eq!((seen.theme, seen.keys), (Theme::Dark, Keys::Off));
        let odd = viewer("/", "mailseal-theme=pink; mailseal-keys=", "");
        assert_eq!((odd.theme, odd.keys), (Theme::System, Keys::On));
    }

    #[test]
    fn the_other_language_is_the_same_page() {
        let href = |uri| viewer(uri, "", "").in_language(Language::German);
        assert_eq!(href("/domains"), "/domains?lang=de");
        assert_eq!(
            href("/domains?state=act&done=x&lang=en&after=a.example"),
            "/domains?state=act&after=a.example&lang=de"
        );
    }
}
