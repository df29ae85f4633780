//! What a check of a domain says: findings, what could not be checked, and one line per protection.

use crate::answers::{Failure, Question};
use crate::finding::{Finding, Severity, Value};

/// The protections a domain can have, in the order they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProtectionKind {
    /// SPF.
    Spf,
    /// DKIM.
    Dkim,
    /// DMARC.
    Dmarc,
    /// MTA-STS.
    MtaSts,
    /// TLS reporting.
    TlsRpt,
    /// DANE for SMTP.
    Dane,
    /// The MX hosts and what they say on port 25.
    Mail,
}

/// Whether a protection is there, before findings are weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// In force.
    InForce,
    /// Published, but it protects nothing yet (`p=none`, mode testing, an invalid record).
    Published,
    /// Not there.
    Absent,
    /// Nothing to protect or not applicable (a domain without mail needs no MTA-STS).
    NotApplicable,
    /// Could not be learnt.
    Unknown,
}

/// The line of one protection. The words are `summary-<key>` in the catalogues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protection {
    /// Which.
    pub kind: ProtectionKind,
    /// Whether it is there.
    pub presence: Presence,
    /// The catalogue key of its line, such as `spf-lookups`.
    pub key: &'static str,
    /// Placeholders of the line.
    pub args: Vec<(&'static str, Value)>,
}

/// A question that got no answer, and what stays open because of it. **Never** counted as a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// Which protection stays open.
    pub protection: ProtectionKind,
    /// What was asked.
    pub question: Question,
    /// Why there is no answer.
    pub failure: Failure,
}

/// What one room says of a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomReport {
    /// Its line.
    pub protection: Protection,
    /// What is wrong or worth knowing.
    pub findings: Vec<Finding>,
    /// What could not be checked.
    pub unknowns: Vec<Unknown>,
}

/// What a check of a domain says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Assessment {
    /// One line per protection, in [`ProtectionKind`]'s order.
    pub protections: Vec<Protection>,
    /// What is wrong or worth knowing, worst first.
    pub findings: Vec<Finding>,
    /// What could not be checked.
    pub unknowns: Vec<Unknown>,
}

/// How a protection stands once its findings are weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing to mend.
    Fine,
    /// Something risky or partly ignored.
    Warning,
    /// It does not work as meant.
    Problem,
    /// It is not there.
    Absent,
    /// Nothing to protect.
    NotNeeded,
    /// Could not be checked.
    Unknown,
}

impl ProtectionKind {
    /// The protection that a finding weighs on, by the room in its id.
    pub fn of_finding(finding: &Finding) -> ProtectionKind {
        ProtectionKind::of_rule(finding.rule.id)
    }

    /// The protection that the findings of a rule weigh on, by the room in its id.
    pub fn of_rule(id: &str) -> ProtectionKind {
        match id.split('/').next() {
            Some("spf") => ProtectionKind::Spf,
            Some("dkim") => ProtectionKind::Dkim,
            Some("dmarc") => ProtectionKind::Dmarc,
            Some("mta-sts") => ProtectionKind::MtaSts,
            Some("tls-rpt") => ProtectionKind::TlsRpt,
            Some("dane") => ProtectionKind::Dane,
            // Rules over several answers are about the domain's mail as a whole.
            Some(_) | None => ProtectionKind::Mail,
        }
    }
}

impl Assessment {
    /// How a protection stands: what is wrong weighs more than what could not be checked.
    pub fn state(&self, protection: &Protection) -> State {
        let own = self
            .findings
            .iter()
            .filter(|f| ProtectionKind::of_finding(f) == protection.kind);
        let worst = own.map(|finding| finding.severity).max();
        let open = self
            .unknowns
            .iter()
            .any(|unknown| unknown.protection == protection.kind);
        match (protection.presence, worst) {
            (_, Some(Severity::High | Severity::Critical)) => State::Problem,
            (_, Some(Severity::Medium)) => State::Warning,
            (Presence::Unknown, _) => State::Unknown,
            (Presence::NotApplicable, _) => State::NotNeeded,
            (Presence::Absent, _) => State::Absent,
            (Presence::InForce | Presence::Published, _) if open => State::Unknown,
            (Presence::InForce | Presence::Published, _) => State::Fine,
        }
    }

    /// What could not be checked and should have been. A question that was not asked because the
    /// person said so is none, unless nothing of the domain is known: then the files that were
    /// given are not the domain's.
    pub fn open_unknowns(&self) -> impl Iterator<Item = &Unknown> {
        let mut lines = self.protections.iter();
        let nothing_known = lines.all(|line| line.presence == Presence::Unknown);
        self.unknowns.iter().filter(move |unknown| {
            unknown.failure != Failure::NotAsked || (nothing_known && unknown.question.is_dns())
        })
    }

    /// Adds what a room says.
    pub fn add(&mut self, room: RoomReport) {
        self.protections.push(room.protection);
        self.findings.extend(room.findings);
        self.unknowns.extend(room.unknowns);
    }
}
