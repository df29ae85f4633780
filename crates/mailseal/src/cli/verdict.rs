//! From findings to an exit status.

use protocols::answers::Failure;
use protocols::assessment::Unknown;
use protocols::finding::{Finding, Severity};

use crate::cli::Exit;
use crate::cli::args::FailOn;

/// Findings at or above the threshold are exit status 1; else what could not be checked is 3. What was
/// not asked because the person said so (`--offline`) is no reason for 3.
pub(crate) fn exit_of(findings: &[Finding], unknowns: &[Unknown], fail_on: FailOn) -> Exit {
    let threshold = match fail_on {
        FailOn::Info => Some(Severity::Info),
        FailOn::Low => Some(Severity::Low),
        FailOn::Medium => Some(Severity::Medium),
        FailOn::High => Some(Severity::High),
        FailOn::Critical => Some(Severity::Critical),
        FailOn::Never => None,
    };
    if threshold.is_some_and(|threshold| findings.iter().any(|f| f.severity >= threshold)) {
        return Exit::Findings;
    }
    let open = unknowns
        .iter()
        .any(|unknown| unknown.failure != Failure::NotAsked);
    if open { Exit::Unknown } else { Exit::Fine }
}
