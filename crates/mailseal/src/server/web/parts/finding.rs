//! A finding as a card: its title is the fault with its number; opened it shows what was observed, why
//! it matters and what repairs it, always in this order.

use askama::Template;
use askama::filters::HtmlSafe;
use protocols::assessment::{ProtectionKind, Unknown};
use protocols::finding::{Finding, Fix, Place, corrected};
use protocols::published::Publication;
use protocols::rrset::RecordData;
use protocols::spf::Tree;

use super::diff::Diff;
use super::mark::Mark;
use super::record::Record;
use super::sentence;
use super::tree::SpfTree;
use crate::export::one_string;
use crate::render::finding::is_about_tree;
use crate::render::{question, unknown_words};
use crate::server::web::words::Words;
use crate::told::{self, Excerpt, Told};
use crate::wire::names;
use crate::wording::{Arguments, escape, key_of};

/// A card.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/finding.html")]
pub(crate) struct Card {
    words: Words,
    /// What a link opens it by.
    anchor: String,
    mark: Mark,
    word: String,
    title: String,
    facts: Vec<Fact>,
    is_open: bool,
}

impl HtmlSafe for Card {}

/// One line of the opened card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fact {
    name: String,
    blocks: Vec<Block>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Block {
    Text(String),
    Muted(String),
    Tree(SpfTree),
    Observed(Observed),
    Diff(Diff),
    Record(Record),
    Link {
        href: String,
        text: String,
    },
    Manual {
        id: &'static str,
        section: &'static str,
    },
    Evidence(Vec<String>),
}

/// A record as it stands, the part at fault marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Observed {
    owner: String,
    before: String,
    fault: String,
    behind: String,
}

/// Where the repair of a finding is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Repair {
    /// In the card.
    Here,
    /// In a plan, which has it in this place: one page shows one change once.
    InPlan {
        /// The address of the step.
        href: String,
        /// Its words.
        text: String,
    },
}

/// Whether a card is opened when the page comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opened {
    /// It is.
    Yes,
    /// A click opens it.
    No,
}

impl Card {
    /// Of a finding. `tree` is that of the SPF record, where one was drawn.
    pub(crate) fn of(
        told: &Told<'_>,
        tree: Option<&Tree>,
        repair: &Repair,
        opened: Opened,
        words: Words,
    ) -> Card {
        let finding = told.finding;
        let key = key_of(finding.rule.id);
        let mark = Mark::of_severity(finding.severity);
        let arguments = Arguments::none().values(&finding.args);
        let text = |part| {
            let text = words.catalogue().attribute(&key, part, &arguments);
            text.map(|text| Block::Text(sentence(&text)))
        };
        let mut fixes: Vec<Block> = text("fix").into_iter().collect();
        match repair {
            Repair::Here => fixes.extend(fix(finding, words)),
            Repair::InPlan { href, text } => fixes.push(Block::Link {
                href: href.clone(),
                text: text.clone(),
            }),
        }
        let mut manual = vec![Block::Manual {
            id: finding.rule.id,
            section: finding.rule.section,
        }];
        manual.extend(evidence(finding, words));
        let facts = [
            ("pages-fact-observed", observed(told, tree, words)),
            (
                "pages-fact-why",
                text("why").into_iter().chain(text("receivers")).collect(),
            ),
            ("pages-fact-fix", fixes),
            ("pages-fact-manual", manual),
        ];
        Card {
            words,
            anchor: anchor(finding.rule.id),
            mark,
            word: mark.word(words),
            title: words.sentence(&key, &arguments),
            facts: facts.into_iter().filter_map(fact(words)).collect(),
            is_open: opened == Opened::Yes,
        }
    }

    /// Of what could not be checked of one protection. Never a fault.
    pub(crate) fn unknown(kind: ProtectionKind, unknowns: &[&Unknown], words: Words) -> Card {
        let name = words.t(&format!("protection-{}", names::protection(kind)));
        let lines = unknowns
            .iter()
            .map(|unknown| unknown_words(unknown, words.catalogue()))
            .map(|line| Block::Text(sentence(&line)));
        let facts = [
            ("pages-fact-observed", lines.collect()),
            (
                "pages-fact-why",
                vec![Block::Text(words.t("pages-unknown-no-fault"))],
            ),
            (
                "pages-fact-fix",
                vec![Block::Text(words.t("pages-unknown-fix"))],
            ),
        ];
        Card {
            words,
            anchor: anchor(&format!("unknown/{}", names::protection(kind))),
            mark: Mark::Unknown,
            word: Mark::Unknown.word(words),
            title: words.with("pages-unknown-title", "protection", name),
            facts: facts.into_iter().filter_map(fact(words)).collect(),
            is_open: false,
        }
    }

    /// Of what is in force: each with its line.
    pub(crate) fn in_force(title: String, lines: Vec<(String, String)>, words: Words) -> Card {
        let facts = lines.into_iter().map(|(name, text)| Fact {
            name,
            blocks: vec![Block::Text(sentence(&text))],
        });
        Card {
            words,
            anchor: anchor("in-force"),
            mark: Mark::InForce,
            word: Mark::InForce.word(words),
            title,
            facts: facts.collect(),
            is_open: false,
        }
    }

    /// What a link opens it by.
    pub(crate) fn anchor(&self) -> &str {
        &self.anchor
    }

    /// Tells it apart from others of its rule on the same page.
    pub(crate) fn number(&mut self, number: usize) {
        self.anchor.push_str(&format!("-{number}"));
        for block in self.facts.iter_mut().flat_map(|fact| &mut fact.blocks) {
            if let Block::Record(record) = block {
                record.number(number);
            }
        }
    }

    /// Opened, or not.
    pub(crate) fn opened(mut self, opened: Opened) -> Card {
        self.is_open = opened == Opened::Yes;
        self
    }
}

/// `f-spf-too-many-lookups`
pub(crate) fn anchor(id: &str) -> String {
    format!("f-{}", key_of(id))
}

fn fact(words: Words) -> impl Fn((&str, Vec<Block>)) -> Option<Fact> {
    move |(key, blocks)| {
        let name = words.t(key);
        (!blocks.is_empty()).then_some(Fact { name, blocks })
    }
}

fn observed(told: &Told<'_>, tree: Option<&Tree>, words: Words) -> Vec<Block> {
    let finding = told.finding;
    let mut blocks = Vec::new();
    if let Some(tree) = tree.filter(|_| is_about_tree(finding)) {
        blocks.push(Block::Tree(SpfTree::of(tree, words)));
    } else if !finding.place.text.is_empty() {
        blocks.push(Block::Observed(place(&finding.place)));
    } else if let Some(owner) = &finding.place.owner {
        blocks.push(Block::Text(words.with(
            "pages-nothing-stands",
            "name",
            owner.as_str(),
        )));
    }
    let more = crate::render::finding::more_like(told, words.catalogue());
    blocks.extend(more.map(Block::Muted));
    blocks
}

/// The record in three parts; of a long one what stands around the fault.
fn place(place: &Place) -> Observed {
    let excerpt = Excerpt::of(&place.text, place.span);
    let (start, end) = excerpt.span.map_or((0, 0), |span| (span.start, span.end));
    let part =
        |from: usize, to: usize| escape_lines(excerpt.text.get(from..to).unwrap_or_default());
    let mut before = part(0, start);
    let mut behind = part(end, excerpt.text.len());
    if excerpt.start > 0 {
        before.insert_str(0, &format!("[…{}…]", excerpt.start));
    }
    match excerpt.octets.saturating_sub(excerpt.end()) {
        0 => {}
        left_out => behind.push_str(&format!("[…{left_out}…]")),
    }
    Observed {
        owner: place
            .owner
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        before,
        fault: part(start, end),
        behind,
    }
}

/// A text of several lines, such as a policy, keeps them; all else that could mislead is shown as what
/// it is.
fn escape_lines(text: &str) -> String {
    let lines = text.split('\n').map(escape);
    lines.collect::<Vec<String>>().join("\n")
}

fn fix(finding: &Finding, words: Words) -> Vec<Block> {
    let text = &finding.place.text;
    let after = match &finding.fix {
        Fix::Edit(_) => corrected(text, std::slice::from_ref(finding)),
        Fix::Rewrite(after) => Some(after.clone()),
        Fix::Publish(publication) => {
            let id = format!("{}-fix", key_of(finding.rule.id));
            return vec![Block::Record(Record::whole(id, publication, words))];
        }
        Fix::Withdraw(publication) => return vec![Block::Diff(gone(publication, words))],
        Fix::Instruct => None,
    };
    let Some(after) = after else {
        return Vec::new();
    };
    let (before, after) = told::change(text, &after);
    let owner = finding.place.owner.as_ref().map(ToString::to_string);
    let label = words.with("pages-diff-label", "name", owner.unwrap_or_default());
    let diff = Diff::of(
        label,
        &escape_lines(&before.to_string()),
        &escape_lines(&after.to_string()),
        words,
    );
    vec![Block::Diff(diff)]
}

fn gone(publication: &Publication, words: Words) -> Diff {
    let kind = RecordData::from(&publication.data).kind();
    let label = words.with("pages-diff-label", "name", publication.owner.as_str());
    let value = one_string(&publication.data);
    let text = format!("{} {kind} {}", publication.owner, told::value(&value));
    Diff::of(label, &escape(&text), "", words)
}

fn evidence(finding: &Finding, words: Words) -> Option<Block> {
    let asked = finding.evidence.iter();
    let asked: Vec<String> = asked
        .map(|asked| escape(&question::words(asked, words.catalogue())))
        .collect();
    (!asked.is_empty()).then_some(Block::Evidence(asked))
}
