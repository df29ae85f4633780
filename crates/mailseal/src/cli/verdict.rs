//! From findings to an exit status.

use protocols::finding::{Finding, Severity};

use crate::cli::Exit;
use crate::cli::args::FailOn;

/// Whether a finding weighs enough to fail the run.
pub(crate) fn fails(finding: &Finding, fail_on: FailOn) -> bool {
    let threshold = match fail_on {
        FailOn::Info => Severity::Info,
        FailOn::Low => Severity::Low,
        FailOn::Medium => Severity::Medium,
        FailOn::High => Severity::High,
        FailOn::Critical => Severity::Critical,
        FailOn::Never => return false,
    };
    finding.severity >= threshold
}

/// A finding that fails is exit status 1; else what could not be checked and should have been is 3.
pub(crate) fn exit_of(findings: &[Finding], open_unknowns: usize, fail_on: FailOn) -> Exit {
    if findings.iter().any(|finding| fails(finding, fail_on)) {
        return Exit::Findings;
    }
    match open_unknowns {
        0 => Exit::Fine,
        _ => Exit::Unknown,
    }
}
