//! What `check` prints for programs.

use protocols::assessment::{Protection, State, Unknown};
use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::finding::{FindingShape, args, question};
use super::{junit, names};
use crate::cli::args::FailOn;
use crate::output::Report;
use crate::render::summary;
use crate::told;
use crate::wording::Catalogue;

#[derive(Serialize)]
struct Shape {
    schema: &'static str,
    domain: String,
    checked_at: u64,
    protections: Vec<ProtectionShape>,
    findings: Vec<FindingShape>,
    unknowns: Vec<UnknownShape>,
    ignored: Vec<IgnoredShape>,
    servers: Vec<String>,
}

#[derive(Serialize)]
struct ProtectionShape {
    kind: &'static str,
    state: &'static str,
    presence: &'static str,
    summary: String,
    args: Map<String, Json>,
}

#[derive(Serialize)]
struct UnknownShape {
    protection: &'static str,
    question: Json,
    failure: &'static str,
}

#[derive(Serialize)]
struct IgnoredShape {
    id: &'static str,
    reason: String,
    until: String,
}

/// One domain: its document. Several: a list of them.
pub(crate) fn document(reports: &[Report], catalogue: &Catalogue) -> String {
    match reports {
        [report] => super::document(&shape(report, catalogue)),
        reports => {
            let shapes: Vec<Shape> = reports.iter().map(|r| shape(r, catalogue)).collect();
            super::document(&shapes)
        }
    }
}

/// A list of them, however many there are.
pub(crate) fn list(reports: &[Report], catalogue: &Catalogue) -> String {
    let shapes: Vec<Shape> = reports.iter().map(|r| shape(r, catalogue)).collect();
    super::document(&shapes)
}

/// One domain on one line.
pub(crate) fn line(report: &Report, catalogue: &Catalogue) -> String {
    super::line(&shape(report, catalogue))
}

/// A suite for each domain.
pub(crate) fn junit(reports: &[Report], fail_on: FailOn, catalogue: &Catalogue) -> String {
    let suites = reports.iter().map(|report| {
        let told = told::findings(&report.assessment.findings);
        let mut cases: Vec<_> = told
            .iter()
            .map(|told| junit::case(told, fail_on, catalogue))
            .collect();
        for unknown in &report.assessment.unknowns {
            let words = crate::render::unknown_words(unknown, catalogue);
            cases.push(junit::skipped(
                names::protection(unknown.protection),
                &words,
            ));
        }
        junit::suite(report.domain.as_str(), cases)
    });
    junit::document(suites.collect())
}

fn shape(report: &Report, catalogue: &Catalogue) -> Shape {
    let assessment = &report.assessment;
    let protection = |line: &Protection| ProtectionShape {
        kind: names::protection(line.kind),
        state: state(assessment.state(line)),
        presence: names::presence(line.presence),
        summary: summary(line, assessment, catalogue),
        args: args(&line.args),
    };
    Shape {
        schema: "mailseal.check/1",
        domain: report.domain.to_string(),
        checked_at: report.now.0,
        protections: assessment.protections.iter().map(protection).collect(),
        findings: told::findings(&assessment.findings)
            .iter()
            .map(|told| FindingShape::of(told, catalogue))
            .collect(),
        unknowns: assessment.unknowns.iter().map(unknown).collect(),
        ignored: report
            .ignored
            .iter()
            .map(|(finding, entry)| IgnoredShape {
                id: finding.rule.id,
                reason: entry.reason.clone(),
                until: entry.until.to_string(),
            })
            .collect(),
        servers: report.servers.clone(),
    }
}

fn unknown(unknown: &Unknown) -> UnknownShape {
    UnknownShape {
        protection: names::protection(unknown.protection),
        question: question(&unknown.question),
        failure: names::failure(unknown.failure),
    }
}

fn state(state: State) -> &'static str {
    match state {
        State::Fine => "ok",
        State::Warning => "warning",
        State::Problem => "problem",
        State::Absent => "absent",
        State::NotNeeded => "not-needed",
        State::Unknown => "unknown",
    }
}
