//! What a check of a domain says: findings, what could not be checked, and one line per protection.

use crate::answers::{Failure, Question};
use crate::finding::{Finding, Value};

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

impl Assessment {
    /// Adds what a room says.
    pub fn add(&mut self, room: RoomReport) {
        self.protections.push(room.protection);
        self.findings.extend(room.findings);
        self.unknowns.extend(room.unknowns);
    }
}
