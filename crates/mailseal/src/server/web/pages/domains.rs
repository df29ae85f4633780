//! `/domains`: which of my domains need me? And `?by=finding`: which fault do many of them share?

use std::collections::BTreeMap;

use app::overview::{After, Filter, Group, Listed, Rank, Shared, Summary};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use protocols::finding::Value;
use protocols::name::DomainName;

use crate::failure::Failed;
use crate::render::question::failure_key;
use crate::server::web::Web;
use crate::server::web::answer::{page, see};
use crate::server::web::fields::Fields;
use crate::server::web::frame::{Frame, Place};
use crate::server::web::parts::mark::Mark;
use crate::server::web::parts::protection::{Strip, StripShape};
use crate::server::web::visitor::Visitor;
use crate::server::web::words::{Words, machine_time};
use crate::wire::names;
use crate::wording::{Arguments, key_of};

/// Rows of a page. Up to as many domains are listed in full, more of them in short.
const ROWS: usize = 50;
/// Causes above the list of many domains.
const CAUSES: usize = 5;
/// Causes on the page of causes.
const ALL_CAUSES: usize = 200;
/// Characters of a filter: a name has 253.
const FILTER_CHARACTERS_MAX: usize = 253;

#[derive(Template)]
#[template(path = "pages/domains.html")]
struct DomainsPage {
    frame: Frame,
    lede: String,
    tabs: Vec<Tab>,
    text: String,
    rule: String,
    state: &'static str,
    rows: Vec<Row>,
    is_long: bool,
    causes: Vec<Cause>,
    found: String,
    nothing: Option<(String, String)>,
    first: Option<String>,
    next: Option<String>,
    legend: Vec<(Mark, String)>,
}

#[derive(Template)]
#[template(path = "pages/causes.html")]
struct CausesPage {
    frame: Frame,
    causes: Vec<Cause>,
}

struct Tab {
    href: String,
    name: String,
    count: String,
    is_here: bool,
}

struct Row {
    domain: String,
    name: String,
    mark: Mark,
    word: String,
    what: String,
    is_strong: bool,
    why: String,
    link: Option<(String, String)>,
    strip: Option<Strip>,
    looked: Option<(String, String)>,
}

/// A fault that several domains share.
struct Cause {
    mark: Mark,
    word: String,
    rule: String,
    domains: String,
    href: String,
}

/// `GET /`
pub(crate) async fn home(State(web): State<Web>, visitor: Visitor) -> Response {
    let home = async {
        let listed = web
            .desk
            .overview(&visitor.caller, &Filter::default(), None, 2)
            .await?;
        Ok(match &listed[..] {
            [] => see("/domains/add"),
            [one] => see(&format!("/domains/{}", one.domain)),
            _ => see("/domains"),
        })
    };
    visitor.answer(home.await)
}

/// `GET /domains`
pub(crate) async fn show(State(web): State<Web>, visitor: Visitor, fields: Fields) -> Response {
    let shown = async {
        if fields.one("by") == "finding" {
            return causes_page(&web, &visitor).await;
        }
        listed(&web, &visitor, &fields).await
    };
    visitor.answer(shown.await)
}

async fn listed(web: &Web, visitor: &Visitor, fields: &Fields) -> Result<Response, Failed> {
    let (desk, caller, words) = (&web.desk, &visitor.caller, visitor.words());
    let filter = filter(fields);
    let all = desk.overview_counts(caller, &Filter::default()).await?;
    let total: u64 = all.values().sum();
    let counts = match &filter {
        Filter { text, rule, .. } if text.is_empty() && rule.is_empty() => all.clone(),
        filter => desk.overview_counts(caller, filter).await?,
    };
    let after = after(fields.one("after"));
    let mut rows = desk
        .overview(caller, &filter, after.as_ref(), ROWS + 1)
        .await?;
    let has_next = rows.len() > ROWS;
    rows.truncate(ROWS);
    let is_long = total > ROWS as u64;
    let next = rows.last().filter(|_| has_next).map(|last| {
        let rank = last.summary.as_ref().map_or(Rank::New, |known| known.rank);
        let at = Rank::ALL.iter().position(|known| *known == rank);
        let at = at.unwrap_or_default();
        address(&filter, Some(&format!("{at}.{}", last.domain)))
    });
    let causes = match is_long && filter == Filter::default() {
        true => desk.shared_findings(caller, CAUSES).await?,
        false => Vec::new(),
    };
    let found = match filter.group {
        Some(group) => counts.get(&group).copied().unwrap_or_default(),
        None => counts.values().sum(),
    };
    let nothing = rows.is_empty().then(|| nothing(&filter, total, words));
    let page_of = DomainsPage {
        frame: visitor
            .frame(words.t("pages-domains"))
            .at(Place::Domains)
            .note(web.notes.take(Some(fields.one("done")))),
        lede: lede(&all, words),
        tabs: tabs(&filter, &counts, words),
        state: filter.group.map_or("", group_word),
        text: filter.text.clone(),
        rule: filter.rule.clone(),
        rows: rows.iter().map(|row| row_of(row, is_long, words)).collect(),
        is_long,
        causes: causes.iter().map(|cause| cause_of(cause, words)).collect(),
        found: words.count("pages-domains-found", found),
        nothing,
        first: after.is_some().then(|| address(&filter, None)),
        next,
        legend: legend(words),
    };
    Ok(page(StatusCode::OK, &page_of))
}

async fn causes_page(web: &Web, visitor: &Visitor) -> Result<Response, Failed> {
    let words = visitor.words();
    let shared = web
        .desk
        .shared_findings(&visitor.caller, ALL_CAUSES)
        .await?;
    let page_of = CausesPage {
        frame: visitor
            .frame(words.t("pages-causes"))
            .at(Place::Domains)
            .below(words.t("pages-domains"), "/domains")
            .here(words.t("pages-causes")),
        causes: shared.iter().map(|cause| cause_of(cause, words)).collect(),
    };
    Ok(page(StatusCode::OK, &page_of))
}

fn filter(fields: &Fields) -> Filter {
    let text = fields.trimmed("q").to_lowercase();
    let text: String = text.chars().take(FILTER_CHARACTERS_MAX).collect();
    // A name with letters outside ASCII is found by what the DNS has of it.
    let text = match text.is_ascii() {
        true => text,
        false => DomainName::parse(&text).map_or(text, |name| name.to_string()),
    };
    let groups = Group::ALL.into_iter();
    Filter {
        group: groups
            .into_iter()
            .find(|group| group_word(*group) == fields.one("state")),
        text,
        rule: fields
            .trimmed("finding")
            .chars()
            .take(FILTER_CHARACTERS_MAX)
            .collect(),
    }
}

fn group_word(group: Group) -> &'static str {
    match group {
        Group::NeedsYou => "act",
        Group::CouldNotCheck => "unknown",
        Group::Waits => "wait",
        Group::Fine => "fine",
    }
}

/// `2.example.com`: behind that domain of the third rank.
fn after(text: &str) -> Option<After> {
    let (rank, domain) = text.split_once('.')?;
    Some(After {
        rank: *Rank::ALL.get(rank.parse::<usize>().ok()?)?,
        domain: DomainName::parse(domain).ok()?,
    })
}

/// The address of a filter, so that it can be mailed to a colleague.
fn address(filter: &Filter, after: Option<&str>) -> String {
    let state = filter.group.map_or("", group_word);
    let pairs = [
        ("state", state),
        ("q", filter.text.as_str()),
        ("finding", filter.rule.as_str()),
        ("after", after.unwrap_or_default()),
    ];
    let pairs = pairs.into_iter().filter(|(_, value)| !value.is_empty());
    let pairs: Vec<String> = pairs
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    match pairs.is_empty() {
        true => "/domains".to_owned(),
        false => format!("/domains?{}", pairs.join("&")),
    }
}

/// RFC 3986 §2.1: everything but unreserved characters as `%XX`.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for octet in text.bytes() {
        if octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(octet));
        } else {
            out.push_str(&format!("%{octet:02X}"));
        }
    }
    out
}

/// One sentence a group that has any.
fn lede(counts: &BTreeMap<Group, u64>, words: Words) -> String {
    let total: u64 = counts.values().sum();
    if total == 0 {
        return words.t("pages-domains-empty");
    }
    if counts.get(&Group::Fine) == Some(&total) {
        return words.count("pages-domains-all-fine", total);
    }
    let sentence = |group: Group, key: &str| {
        let count = counts.get(&group).copied().unwrap_or_default();
        (count > 0).then(|| words.count(key, count))
    };
    let sentences = [
        sentence(Group::NeedsYou, "pages-domains-need-you"),
        sentence(Group::CouldNotCheck, "pages-domains-unknown"),
        sentence(Group::Waits, "pages-domains-waiting"),
        sentence(Group::Fine, "pages-domains-fine"),
    ];
    let said: Vec<String> = sentences.into_iter().flatten().collect();
    said.join(" ")
}

fn tabs(filter: &Filter, counts: &BTreeMap<Group, u64>, words: Words) -> Vec<Tab> {
    let tab = |group: Option<Group>, key: &str, count: u64| Tab {
        href: address(
            &Filter {
                group,
                ..filter.clone()
            },
            None,
        ),
        name: words.t(key),
        count: words.number(count),
        is_here: filter.group == group,
    };
    let mut tabs = vec![tab(None, "pages-tab-all", counts.values().sum())];
    for (group, count) in counts {
        let key = match group {
            Group::NeedsYou => "pages-tab-act",
            Group::CouldNotCheck => "pages-tab-unknown",
            Group::Waits => "pages-tab-wait",
            Group::Fine => "pages-tab-fine",
        };
        tabs.push(tab(Some(*group), key, *count));
    }
    tabs
}

/// What stands where no row does: the words, and those of the link behind them.
fn nothing(filter: &Filter, total: u64, words: Words) -> (String, String) {
    if total == 0 {
        return (words.t("pages-domains-none"), String::new());
    }
    let text = match filter.text.is_empty() {
        true => words.t("pages-domains-no-match"),
        false => words.with("pages-domains-no-match-text", "text", &filter.text),
    };
    (text, words.count("pages-domains-show-all", total))
}

fn row_of(listed: &Listed, is_long: bool, words: Words) -> Row {
    let domain = listed.domain.to_string();
    let name = listed.domain.to_unicode();
    let Some(summary) = &listed.summary else {
        return Row {
            mark: Mark::Waiting,
            word: Mark::Waiting.word(words),
            what: words.t("pages-row-new"),
            is_strong: false,
            why: words.t("pages-row-new-why"),
            link: None,
            strip: None,
            looked: None,
            domain,
            name,
        };
    };
    let shape = match is_long {
        true => StripShape::Marks,
        false => StripShape::Names,
    };
    let marks = summary.protections.iter().map(|(kind, state)| {
        let name = words.t(&format!("protection-{}", names::protection(*kind)));
        (name, Mark::of_state(*state))
    });
    let (mark, what, why) = said_of(summary, words);
    let link = (summary.changes > 0).then(|| {
        let href = format!("/domains/{domain}#plan");
        (href, words.t("pages-review-plan"))
    });
    Row {
        word: mark.word(words),
        mark,
        what,
        is_strong: Group::of(summary.rank) != Group::Fine && summary.rank != Rank::Waiting,
        why,
        link,
        strip: Some(Strip::of(marks, shape, words)),
        looked: Some((
            machine_time(summary.looked),
            words.ago(summary.looked, crate::context::now()),
        )),
        domain,
        name,
    }
}

/// One sentence of what to do, and what stands below it.
fn said_of(summary: &Summary, words: Words) -> (Mark, String, String) {
    match summary.rank {
        Rank::Critical | Rank::High | Rank::Medium => match &summary.worst {
            Some(worst) => (
                Mark::of_severity(worst.severity),
                worst_words(&worst.rule, &worst.args, words),
                rest_words(summary, words),
            ),
            None => (
                Mark::Attention,
                words.count("pages-row-plan", summary.changes),
                String::new(),
            ),
        },
        Rank::Unseen => {
            let open = summary.open.as_ref().map(|open| {
                let protection = format!("protection-{}", names::protection(open.protection));
                Arguments::none()
                    .text("protection", words.t(&protection))
                    .text("failure", words.t(failure_key(open.failure)))
            });
            let what = open.map(|arguments| words.say("pages-row-unseen", &arguments));
            (
                Mark::Unknown,
                what.unwrap_or_default(),
                words.t("pages-unknown-no-fault"),
            )
        }
        Rank::New => (Mark::Waiting, words.t("pages-row-new"), String::new()),
        Rank::Waiting => {
            let until = summary.waits_until;
            let what = match until {
                Some(until) => words.with("pages-row-waits-until", "date", words.day(until)),
                None => words.t("pages-row-waits"),
            };
            (Mark::Waiting, what, words.t("pages-row-waits-why"))
        }
        Rank::Fine if summary.is_parked => (
            Mark::InForce,
            words.t("pages-row-parked"),
            words.t("pages-row-parked-why"),
        ),
        Rank::Fine => (Mark::InForce, words.t("pages-row-fine"), String::new()),
    }
}

fn worst_words(rule: &str, args: &[(String, Value)], words: Words) -> String {
    let key = key_of(rule);
    if !words.catalogue().has(&key) {
        // A newer mailseal knew this rule.
        return rule.to_owned();
    }
    let mut arguments = Arguments::none();
    for (name, value) in args {
        arguments = match value {
            Value::Text(text) => arguments.text(name, text),
            Value::Count(count) => arguments.count(name, *count),
        };
    }
    words.sentence(&key, &arguments)
}

fn rest_words(summary: &Summary, words: Words) -> String {
    let mut said = Vec::new();
    if summary.more > 0 {
        said.push(words.count("pages-row-more", summary.more));
    }
    if summary.changes > 0 {
        said.push(words.count("pages-row-plan", summary.changes));
    }
    said.join(" ")
}

fn cause_of(shared: &Shared, words: Words) -> Cause {
    let mark = Mark::of_severity(shared.severity);
    let filter = Filter {
        rule: shared.rule.clone(),
        ..Filter::default()
    };
    Cause {
        mark,
        word: mark.word(words),
        rule: shared.rule.clone(),
        domains: words.count("pages-domains-found", shared.domains),
        href: address(&filter, None),
    }
}

fn legend(words: Words) -> Vec<(Mark, String)> {
    let marks = [
        Mark::InForce,
        Mark::Attention,
        Mark::Broken,
        Mark::Unknown,
        Mark::Waiting,
        Mark::Off,
    ];
    marks.map(|mark| (mark, mark.word(words))).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_carries_its_filter() {
        let filter = Filter {
            group: Some(Group::NeedsYou),
            text: "a&b".to_owned(),
            rule: "spf/record-missing".to_owned(),
        };
        assert_eq!(
            address(&filter, Some("2.c.example")),
            "/domains?state=act&q=a%26b&finding=spf%2Frecord-missing&after=2.c.example"
        );
        assert_eq!(address(&Filter::default(), None), "/domains");
    }

    #[test]
    fn a_cursor_is_read_back() {
        let read = after("2.c.example").unwrap();
        assert_eq!(
            (read.rank, read.domain.as_str()),
            (Rank::Unseen, "c.example")
        );
        for bad in ["", "2", "9.a.example", "x.a.example", "2."] {
            assert_eq!(after(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_sentence_says_what_there_is() {
        let words = Words::of(crate::wording::Language::English);
        let lede = |counts: [u64; 4]| {
            let counts = Group::ALL.into_iter().zip(counts).collect();
            lede(&counts, words)
        };
        assert_eq!(
            lede([1, 1, 0, 2]),
            "One domain needs you. One could not be checked. Two are fine."
        );
        assert_eq!(
            lede([212, 31, 0, 9_757]),
            "212 domains need you. 31 could not be checked. 9,757 are fine."
        );
        assert_eq!(lede([0, 0, 0, 7]), "All 7 domains are in force.");
    }

    #[test]
    fn severities_are_worded_from_their_rules() {
        let words = Words::of(crate::wording::Language::English);
        let args = vec![
            ("lookups".to_owned(), Value::Count(12)),
            ("max".to_owned(), Value::Count(10)),
        ];
        let said = worst_words("spf/too-many-lookups", &args, words);
        assert!(said.contains("12"), "{said}");
        assert_eq!(
            worst_words("spf/of-tomorrow", &[], words),
            "spf/of-tomorrow"
        );
    }
}
