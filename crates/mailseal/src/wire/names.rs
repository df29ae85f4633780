//! The names that stand in the wire shapes. They never change and are in no language.

use app::ledger::{KeyState, StepKind, StepState};
use protocols::answers::{Failure, Question};
use protocols::assessment::{Presence, ProtectionKind};
use protocols::dmarc::LadderStep;
use protocols::finding::{RecordKind, Severity};
use protocols::plan::StepReason;

pub(crate) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Low => "low",
        Severity::Medium => "medium",
        Severity::High => "high",
        Severity::Critical => "critical",
    }
}

pub(crate) fn kind(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Spf => "spf",
        RecordKind::DkimKey => "dkim",
        RecordKind::DkimSelector => "selector",
        RecordKind::Dmarc => "dmarc",
        RecordKind::DmarcReport => "dmarc-report",
        RecordKind::MtaSts => "mta-sts",
        RecordKind::MtaStsPolicy => "mta-sts-policy",
        RecordKind::TlsRpt => "tls-rpt",
        RecordKind::Tlsa => "tlsa",
        RecordKind::Dns => "dns",
        RecordKind::Smtp => "smtp",
    }
}

pub(crate) fn protection(kind: ProtectionKind) -> &'static str {
    match kind {
        ProtectionKind::Spf => "spf",
        ProtectionKind::Dkim => "dkim",
        ProtectionKind::Dmarc => "dmarc",
        ProtectionKind::MtaSts => "mta-sts",
        ProtectionKind::TlsRpt => "tls-rpt",
        ProtectionKind::Dane => "dane",
        ProtectionKind::Mail => "mail",
    }
}

/// A rung, as `--dmarc` takes it.
pub(crate) fn ladder_step(step: LadderStep) -> &'static str {
    match step {
        LadderStep::Monitoring => "none",
        LadderStep::QuarantineTesting => "quarantine-test",
        LadderStep::Quarantine => "quarantine",
        LadderStep::RejectTesting => "reject-test",
        LadderStep::Reject => "reject",
    }
}

pub(crate) fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::InForce => "in-force",
        Presence::Published => "published",
        Presence::Absent => "absent",
        Presence::NotApplicable => "not-applicable",
        Presence::Unknown => "unknown",
    }
}

pub(crate) fn failure(failure: Failure) -> &'static str {
    match failure {
        Failure::ServFail => "servfail",
        Failure::Refused => "refused",
        Failure::Timeout => "timeout",
        Failure::Bogus => "bogus",
        Failure::Unreachable => "unreachable",
        Failure::NoRoute => "no-route",
        Failure::Malformed => "malformed",
        Failure::Guarded => "guarded",
        Failure::NotAsked => "not-asked",
    }
}

/// A question's type, and the name or address it is about.
pub(crate) fn question(question: &Question) -> (&'static str, String) {
    match question {
        Question::Txt(name) => ("TXT", name.to_string()),
        Question::A(name) => ("A", name.to_string()),
        Question::Aaaa(name) => ("AAAA", name.to_string()),
        Question::Mx(name) => ("MX", name.to_string()),
        Question::Ptr(address) => ("PTR", address.to_string()),
        Question::Tlsa(name) => ("TLSA", name.to_string()),
        Question::Ns(name) => ("NS", name.to_string()),
        Question::Caa(name) => ("CAA", name.to_string()),
        Question::Spf(name) => ("SPF", name.to_string()),
        Question::Cname(name) => ("CNAME", name.to_string()),
        Question::Policy(name) => ("POLICY", name.to_string()),
        Question::Smtp(name) => ("SMTP", name.to_string()),
    }
}

/// The catalogue key of a key's state.
pub(crate) fn key_state_word(state: KeyState) -> &'static str {
    match state {
        KeyState::Created => "key-state-created",
        KeyState::Published => "key-state-published",
        KeyState::Visible => "key-state-visible",
        KeyState::Active => "key-state-active",
        KeyState::Retiring => "key-state-retiring",
        KeyState::Retired => "key-state-retired",
    }
}

pub(crate) fn step_reason(reason: StepReason) -> &'static str {
    match reason {
        StepReason::Create => "create",
        StepReason::Replace => "replace",
        StepReason::Merge => "merge",
        StepReason::MergeSeveral => "merge-several",
        StepReason::TakeOver => "take-over",
        StepReason::Withdraw => "withdraw",
        StepReason::GiveBack => "give-back",
        StepReason::TakeBack => "take-back",
        StepReason::Restore => "restore",
    }
}

pub(crate) fn step_kind(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Add => "add",
        StepKind::Change => "change",
        StepKind::Apply => "apply",
        StepKind::Undo => "undo",
        StepKind::Remove => "remove",
    }
}

pub(crate) fn step_state(state: StepState) -> &'static str {
    match state {
        StepState::Planned => "planned",
        StepState::Started => "started",
        StepState::Done => "done",
        StepState::Failed => "failed",
    }
}
