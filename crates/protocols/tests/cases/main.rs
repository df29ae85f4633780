//! Runs the literate cases of `cases/` (their format: `cases/README.md`).
//!
//! Every block that expects something is compared; at the end every rule must have been seen to
//! fire and every room must have a case in which it stays quiet.

// A test may read files and stop at the first surprise.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod desired;
mod document;
mod fields;
mod life;
mod plan;
mod policy;
mod selectors;
mod servers;
mod signed;
mod smtp;
mod tls;
mod world;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use document::{Block, Case, read};
use life::Life;
use protocols::domain::{CheckOptions, Expectation};
use protocols::finding::{Finding, RecordKind, Severity, corrected};
use protocols::name::DomainName;

#[test]
fn cases() {
    let mut run = Run::default();
    for file in files(&root()) {
        let text = std::fs::read_to_string(&file).unwrap();
        for case in read(&text) {
            run.case(&file, &case);
        }
    }
    assert!(
        run.checked > 0,
        "no case was found below {}",
        root().display()
    );
    run.every_rule_has_its_cases();
    assert!(
        run.failures.is_empty(),
        "{} failed:\n\n{}",
        run.failures.len(),
        run.failures.join("\n\n")
    );
    println!("{} expectations of the literate cases hold", run.checked);
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases")
}

/// The Markdown files one folder deep, in a fixed order.
fn files(root: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for room in std::fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
    {
        if room.is_dir() {
            files.extend(
                std::fs::read_dir(room)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        }
    }
    files.retain(|file| file.extension().is_some_and(|ending| ending == "md"));
    files.sort();
    files
}

#[derive(Default)]
struct Run {
    checked: usize,
    failures: Vec<String>,
    /// Room → ids seen, per expectation, to know that each rule fires and also stays quiet.
    fired: BTreeSet<String>,
    /// Rule → how many expectations of its room it did not appear in.
    quiet: BTreeMap<&'static str, usize>,
}

impl Run {
    fn case(&mut self, file: &Path, case: &Case) {
        let mut last_record: Option<(RecordKind, String)> = None;
        let mut findings: Vec<Finding> = Vec::new();
        let mut life: Option<Life> = None;
        for (index, block) in case.blocks.iter().enumerate() {
            let place = format!("{}:{} {}", file.display(), block.line, case.heading);
            let word = block.info.split_whitespace().next().unwrap_or("");
            match word {
                "finds" if block.info.contains('.') => {
                    let asked = Asked::read(&block.info, &place);
                    let room = asked.room;
                    findings = world::check(case, &asked, &place);
                    if let Some(room) = room {
                        findings.retain(|f| f.rule.id.split('/').next() == Some(room));
                    }
                    self.compare(&place, block, &findings);
                    self.coverage(room, &findings);
                }
                "finds" => {
                    let (kind, text) = last_record
                        .as_ref()
                        .unwrap_or_else(|| panic!("{place}: no record"));
                    findings = protocols::lint::lint(*kind, text, None)
                        .unwrap_or_else(|| panic!("{place}: this kind is not linted"));
                    self.compare(&place, block, &findings);
                    self.coverage(Some(room_of(*kind)), &findings);
                }
                "corrected" => {
                    let (_, text) = last_record
                        .as_ref()
                        .unwrap_or_else(|| panic!("{place}: no record"));
                    self.expect(
                        &place,
                        &block.text(),
                        &corrected(text, &findings).unwrap_or_default(),
                    );
                }
                "unknown" => {
                    let asked = Asked::read(&block.info, &place);
                    let mut lines = world::unknowns(case, &asked, &place);
                    lines.sort();
                    let mut wanted: Vec<String> = block.body.lines().map(str::to_string).collect();
                    wanted.sort();
                    self.expect(&place, &wanted.join("\n"), &lines.join("\n"));
                }
                "plan" => {
                    let case = life::at(case, index);
                    let drawn = plan::drawn(&case, block, life.as_ref(), &place);
                    self.expect(&place, &block.body, &drawn);
                }
                "life" => {
                    let case = life::at(case, index);
                    let moved = life::moved(&mut life, &case, block, &place);
                    self.expect(&place, &block.body, &moved);
                }
                _ if world::is_world_block(word) => {}
                _ => match record_kind(word) {
                    Some(kind) => last_record = Some((kind, block.text())),
                    None => panic!("{place}: unknown block {word:?}"),
                },
            }
        }
    }

    /// Compares ids, and where the case says so severity and the text under the span.
    fn compare(&mut self, place: &str, block: &Block, findings: &[Finding]) {
        let mut found: Vec<String> = findings.iter().map(|f| f.rule.id.to_string()).collect();
        found.sort();
        let mut wanted: Vec<String> = Vec::new();
        for line in block.body.lines().filter(|line| !line.trim().is_empty()) {
            let mut words = line.splitn(2, ' ');
            let id = words.next().unwrap_or_default().to_string();
            let detail = words.next().unwrap_or_default().trim();
            if !detail.is_empty() && !findings.iter().any(|f| f.rule.id == id && fits(f, detail)) {
                let seen: Vec<String> = findings
                    .iter()
                    .filter(|f| f.rule.id == id)
                    .map(described)
                    .collect();
                self.failures.push(format!(
                    "{place}\n  wanted {line}\n  found  {}",
                    seen.join(" | ")
                ));
            }
            wanted.push(id);
        }
        wanted.sort();
        self.expect(place, &wanted.join("\n"), &found.join("\n"));
        self.fired.extend(found);
    }

    fn expect(&mut self, place: &str, wanted: &str, found: &str) {
        self.checked += 1;
        if wanted != found {
            let indent = |text: &str| text.replace('\n', "\n         ");
            self.failures.push(format!(
                "{place}\n  wanted {}\n  found  {}",
                indent(wanted),
                indent(found)
            ));
        }
    }

    fn coverage(&mut self, room: Option<&str>, findings: &[Finding]) {
        for rule in protocols::rules() {
            let looked_at = room.is_none_or(|room| rule.id.split('/').next() == Some(room));
            if looked_at && !findings.iter().any(|f| f.rule.id == rule.id) {
                *self.quiet.entry(rule.id).or_default() += 1;
            }
        }
    }

    fn every_rule_has_its_cases(&mut self) {
        for rule in protocols::rules() {
            if !self.fired.contains(rule.id) {
                self.failures
                    .push(format!("{}: no case triggers it", rule.id));
            }
            if !self.quiet.contains_key(rule.id) {
                self.failures
                    .push(format!("{}: no case leaves it quiet", rule.id));
            }
        }
    }
}

fn fits(finding: &Finding, detail: &str) -> bool {
    let (severity, quoted) = match detail.split_once('"') {
        Some((before, rest)) => (before.trim(), Some(rest.strip_suffix('"').unwrap_or(rest))),
        None => (detail, None),
    };
    let severity_fits = severity.is_empty() || severity == severity_word(finding.severity);
    severity_fits && quoted.is_none_or(|quoted| under_span(finding) == Some(quoted))
}

fn described(finding: &Finding) -> String {
    format!(
        "{} {:?}",
        severity_word(finding.severity),
        under_span(finding).unwrap_or_default()
    )
}

fn under_span(finding: &Finding) -> Option<&str> {
    let span = finding.place.span?;
    finding.place.text.get(span.start..span.end)
}

fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Low => "low",
        Severity::Medium => "medium",
        Severity::High => "high",
        Severity::Critical => "critical",
    }
}

/// What `finds example.com room=dmarc parked` asks for.
pub(crate) struct Asked<'a> {
    pub(crate) domain: DomainName,
    /// The room whose ids are looked at; without one, all.
    pub(crate) room: Option<&'a str>,
    /// Whether the room is asked alone or within the whole check.
    pub(crate) scope: Scope<'a>,
    pub(crate) options: CheckOptions,
}

/// How much of a check is run.
#[derive(Clone, Copy)]
pub(crate) enum Scope<'a> {
    Room(&'a str),
    Whole,
}

impl<'a> Asked<'a> {
    fn read(info: &'a str, place: &str) -> Asked<'a> {
        let mut words = info.split_whitespace().skip(1);
        let domain = words.next().unwrap_or_default();
        let mut asked = Asked {
            domain: domain
                .parse()
                .unwrap_or_else(|e| panic!("{place}: {domain}: {e}")),
            room: None,
            scope: Scope::Whole,
            options: CheckOptions::default(),
        };
        for word in words {
            if let Some(room) = word.strip_prefix("room=") {
                asked.room = Some(room);
                asked.scope = match room {
                    "domain" => Scope::Whole,
                    room => Scope::Room(room),
                };
            } else if word == "weighed" {
                asked.scope = Scope::Whole;
            } else if word == "parked" {
                asked.options.expectation = Expectation::Parked;
            } else if word == "mailboxes" {
                asked.options.expectation = Expectation::Mailboxes;
            } else {
                panic!("{place}: {word:?} is not understood");
            }
        }
        asked
    }
}

fn record_kind(word: &str) -> Option<RecordKind> {
    Some(match word {
        "spf" => RecordKind::Spf,
        "dkim" => RecordKind::DkimKey,
        "selector" => RecordKind::DkimSelector,
        "dmarc" => RecordKind::Dmarc,
        "dmarc-report" => RecordKind::DmarcReport,
        "mta-sts" => RecordKind::MtaSts,
        "mta-sts-policy" => RecordKind::MtaStsPolicy,
        "tls-rpt" => RecordKind::TlsRpt,
        "tlsa" => RecordKind::Tlsa,
        _ => return None,
    })
}

/// The first part of the ids that a kind's lint reports.
fn room_of(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Spf => "spf",
        RecordKind::DkimKey | RecordKind::DkimSelector => "dkim",
        RecordKind::Dmarc | RecordKind::DmarcReport => "dmarc",
        RecordKind::MtaSts | RecordKind::MtaStsPolicy => "mta-sts",
        RecordKind::TlsRpt => "tls-rpt",
        RecordKind::Tlsa => "dane",
        RecordKind::Dns | RecordKind::Smtp => "domain",
    }
}
