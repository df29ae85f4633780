//! JUnit XML, for CI systems that show tests: a suite for each domain, a failed case for each
//! finding, a skipped one for what could not be checked.

use protocols::finding::{Finding, RecordKind};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::names;
use crate::cli::args::FailOn;
use crate::cli::verdict::fails;
use crate::render::finding::more_like;
use crate::told::{self, Excerpt, Told};
use crate::wording::Catalogue;

/// A whole document of suites.
pub(crate) fn document(suites: Vec<TestSuite>) -> String {
    let mut report = Report::new("mailseal");
    report.add_test_suites(suites);
    let text = report.to_string();
    // The writer works on memory and has names that are text, so it has nothing to fail at.
    text.unwrap_or_else(|e| format!("<!-- {e} -->")) + "\n"
}

/// A suite with these cases; one that passed where there are none.
pub(crate) fn suite(name: &str, mut cases: Vec<TestCase>) -> TestSuite {
    if cases.is_empty() {
        cases.push(TestCase::new(name, TestCaseStatus::success()));
    }
    let mut suite = TestSuite::new(name);
    suite.add_test_cases(cases);
    suite
}

/// The findings of one linted text.
pub(crate) fn lint(
    kind: RecordKind,
    findings: &[Finding],
    fail_on: FailOn,
    catalogue: &Catalogue,
) -> String {
    let cases = told::findings(findings)
        .iter()
        .map(|told| case(told, fail_on, catalogue))
        .collect();
    document(vec![suite(&format!("lint {}", names::kind(kind)), cases)])
}

/// One finding as a case: failed where it weighs enough to fail the run, else passed with the words
/// in its output. How many like it are left out is said behind the last one.
pub(crate) fn case(told: &Told<'_>, fail_on: FailOn, catalogue: &Catalogue) -> TestCase {
    let finding = told.finding;
    let mut title = catalogue.title(finding);
    if let Some(more) = more_like(told, catalogue) {
        title.push_str(&format!(" ({more})"));
    }
    if !fails(finding, fail_on) {
        let mut case = TestCase::new(finding.rule.id, TestCaseStatus::success());
        case.set_system_out(title);
        return case;
    }
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status
        .set_message(title)
        .set_type(names::severity(finding.severity));
    if !finding.place.text.is_empty() {
        let excerpt = Excerpt::of(&finding.place.text, finding.place.span);
        status.set_description(excerpt.to_string());
    }
    TestCase::new(finding.rule.id, status)
}

/// What could not be checked, as a skipped case.
pub(crate) fn skipped(name: &str, message: &str) -> TestCase {
    let mut status = TestCaseStatus::skipped();
    status.set_message(message);
    TestCase::new(name, status)
}
