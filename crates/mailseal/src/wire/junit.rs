//! JUnit XML, for CI systems that show tests: a suite for each domain, a failed case for each
//! finding, a skipped one for what could not be checked.

use protocols::finding::{Finding, RecordKind};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::names;
use crate::cli::args::FailOn;
use crate::cli::verdict::fails;
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
    let cases = findings
        .iter()
        .map(|finding| case(finding, fail_on, catalogue))
        .collect();
    document(vec![suite(&format!("lint {}", names::kind(kind)), cases)])
}

/// One finding as a case: failed where it weighs enough to fail the run, else passed with the words
/// in its output.
pub(crate) fn case(finding: &Finding, fail_on: FailOn, catalogue: &Catalogue) -> TestCase {
    if !fails(finding, fail_on) {
        let mut case = TestCase::new(finding.rule.id, TestCaseStatus::success());
        case.set_system_out(catalogue.title(finding));
        return case;
    }
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status
        .set_message(catalogue.title(finding))
        .set_type(names::severity(finding.severity));
    if !finding.place.text.is_empty() {
        status.set_description(finding.place.text.as_ref());
    }
    TestCase::new(finding.rule.id, status)
}

/// What could not be checked, as a skipped case.
pub(crate) fn skipped(name: &str, message: &str) -> TestCase {
    let mut status = TestCaseStatus::skipped();
    status.set_message(message);
    TestCase::new(name, status)
}
