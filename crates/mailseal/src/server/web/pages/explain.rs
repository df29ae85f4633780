//! `/explain`: what does this finding mean? The manual of every rule, for whoever asks; it says nothing of
//! any domain of ours but to those who may see them.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use protocols::finding::RuleInfo;

use crate::server::web::Web;
use crate::server::web::answer::page;
use crate::server::web::fields::Fields;
use crate::server::web::frame::Frame;
use crate::server::web::parts::finding::anchor;
use crate::server::web::parts::mark::Mark;
use crate::server::web::parts::sentence;
use crate::server::web::visitor::Visitor;
use crate::server::web::words::Words;
use crate::wording::key_of;

/// Ids offered in place of one that is not there.
const SIMILAR_MAX: usize = 5;
/// Beginnings of ids this long already tell what was meant.
const PREFIX_OCTETS_MIN: usize = 3;

/// One rule in a list.
struct Entry {
    id: &'static str,
    mark: Mark,
    word: String,
    title: String,
    section: &'static str,
}

/// The rules of one room.
struct Room {
    id: &'static str,
    name: String,
    entries: Vec<Entry>,
}

#[derive(Template)]
#[template(path = "pages/explain_list.html")]
struct ListPage {
    frame: Frame,
    lede: String,
    rooms: Vec<Room>,
}

#[derive(Template)]
#[template(path = "pages/explain.html")]
struct ManualPage {
    frame: Frame,
    entry: Entry,
    parts: Vec<(String, String)>,
    /// Domains of ours that have it, with the addresses of their findings; `None` for whoever may not
    /// see them.
    domains: Option<Vec<(String, String)>>,
    similar: Vec<Entry>,
}

#[derive(Template)]
#[template(path = "pages/explain_missing.html")]
struct MissingPage {
    frame: Frame,
    similar: Vec<Entry>,
    what: String,
}

/// `GET /explain`, with `?q=` those that have it in their id or title.
pub(crate) async fn list(visitor: Visitor, fields: Fields) -> Response {
    let words = visitor.words();
    let asked = fields.trimmed("q").to_lowercase();
    let mut rooms: Vec<Room> = Vec::new();
    let mut count = 0;
    for rule in protocols::rules() {
        let entry = entry(rule, words);
        let is_meant = rule.id.contains(&asked) || entry.title.to_lowercase().contains(&asked);
        if !is_meant {
            continue;
        }
        count += 1;
        let id = room(rule.id);
        match rooms.last_mut().filter(|room| room.id == id) {
            Some(room) => room.entries.push(entry),
            None => rooms.push(Room {
                id,
                name: words.t(&format!("pages-room-{id}")),
                entries: vec![entry],
            }),
        }
    }
    let frame = visitor.frame(words.t("pages-explain"));
    let page_of = ListPage {
        lede: words.count("pages-explain-lede", count),
        rooms,
        frame,
    };
    page(StatusCode::OK, &page_of)
}

/// `GET /explain/{room}/{fault}`
pub(crate) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    Path((room, fault)): Path<(String, String)>,
) -> Response {
    let id = format!("{room}/{fault}");
    let words = visitor.words();
    let all = protocols::rules();
    let Some(rule) = all.iter().find(|rule| rule.id == id) else {
        return missing(&visitor, &id, &all);
    };
    let key = key_of(rule.id);
    let parts = [
        ("pages-explain-why", "why"),
        ("pages-explain-receivers", "receivers"),
        ("pages-explain-fix", "fix"),
    ];
    let parts = parts.into_iter().filter_map(|(label, part)| {
        let text = words.catalogue().manual(&key, part)?;
        Some((words.t(label), sentence(&text)))
    });
    let domains = visitor.is_known().then(|| having(&web, rule.id));
    let frame = visitor
        .frame(rule.id)
        .below(words.t("pages-explain"), "/explain")
        .here(rule.id);
    let page_of = ManualPage {
        frame,
        entry: entry(rule, words),
        parts: parts.collect(),
        domains,
        similar: similar(rule.id, &all, words),
    };
    page(StatusCode::OK, &page_of)
}

fn missing(visitor: &Visitor, id: &str, all: &[&'static RuleInfo]) -> Response {
    let words = visitor.words();
    let what = words.with("pages-explain-missing", "id", id);
    let page_of = MissingPage {
        frame: visitor
            .frame(words.t("pages-failed-not-found"))
            .below(words.t("pages-explain"), "/explain"),
        similar: similar(id, all, words),
        what,
    };
    page(StatusCode::NOT_FOUND, &page_of)
}

/// The domains whose last look found it.
fn having(web: &Web, id: &str) -> Vec<(String, String)> {
    let found = web.looks.having(id).into_iter();
    found
        .map(|domain| {
            let href = format!("/domains/{domain}#{}", anchor(id));
            (domain.to_unicode(), href)
        })
        .collect()
}

fn entry(rule: &'static RuleInfo, words: Words) -> Entry {
    let mark = Mark::of_severity(rule.severity);
    Entry {
        id: rule.id,
        mark,
        word: mark.word(words),
        title: sentence(&words.catalogue().rule_title(rule.id)),
        section: rule.section,
    }
}

fn room(id: &'static str) -> &'static str {
    id.split('/').next().unwrap_or(id)
}

/// Rules that share a word of their name, those of the same room first.
fn similar(id: &str, all: &[&'static RuleInfo], words: Words) -> Vec<Entry> {
    let (wanted_room, name) = id.split_once('/').unwrap_or(("", id));
    let wanted: Vec<&str> = name
        .split('-')
        .filter(|word| word.len() >= PREFIX_OCTETS_MIN)
        .collect();
    let mut scored: Vec<(usize, &'static RuleInfo)> = Vec::new();
    for rule in all.iter().filter(|rule| rule.id != id) {
        let (room, name) = rule.id.split_once('/').unwrap_or(("", rule.id));
        let shared = name.split('-').filter(|word| {
            let begins = |wanted: &&&str| word.starts_with(**wanted) || wanted.starts_with(*word);
            word.len() >= PREFIX_OCTETS_MIN && wanted.iter().any(|wanted| begins(&wanted))
        });
        let shared = shared.count();
        if shared > 0 {
            scored.push((2 * shared + usize::from(room == wanted_room), rule));
        }
    }
    scored.sort_by_key(|(score, rule)| (std::cmp::Reverse(*score), rule.id));
    let best = scored.into_iter().take(SIMILAR_MAX);
    best.map(|(_, rule)| entry(rule, words)).collect()
}
