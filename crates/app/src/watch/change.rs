//! What changed, as data: the words are made where it is told.

use protocols::answers::Failure;
use protocols::finding::{Severity, Value as Argument};
use protocols::name::DomainName;
use protocols::time::Timestamp;

use crate::ledger::StepId;

use super::includes::IncludeChange;
use super::observe::GapOf;
use super::part::{CertificateSeen, FindingKey, KeptRecords, PolicySeen, RecordsFor};

/// Who changed records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// This step of the journal.
    Step(StepId),
    /// Somebody else, to what is wanted: most likely the owner, by hand.
    Wanted,
    /// Somebody else.
    Others,
}

/// How near a certificate's end is. In this order it comes nearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CertificateStage {
    /// It ends in three weeks: by now it should have been renewed.
    Weeks,
    /// It ends in a week.
    Week,
    /// It ends in a day.
    Day,
    /// It has ended.
    Ended,
}

/// Something that happened in the life of a key or a policy, or waits for the owner. Its words are
/// those of `status` and `advance`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LifeNote {
    /// The machine: a selector, or empty for a policy.
    pub selector: String,
    /// What, in no language.
    pub code: String,
    /// Values of its words.
    pub values: Vec<(String, String)>,
    /// Until when it waits.
    pub until: Option<Timestamp>,
}

/// How a job ended that was taken up without anybody asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobEnd {
    /// It is done.
    Done,
    /// It was given up.
    GivenUp,
    /// What it was to write is no longer wanted.
    Stale,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The watch begins: what stands is taken as it is.
    Begun {
        /// Findings that stand.
        findings: usize,
    },
    /// Records are others.
    Records {
        /// What they are for.
        role: RecordsFor,
        /// Where.
        owner: DomainName,
        /// Before; `None` for none.
        before: Option<KeptRecords>,
        /// Now; `None` for none.
        after: Option<KeptRecords>,
        /// Who did it.
        by: By,
    },
    /// A mail host presents another certificate.
    Certificate {
        /// The host.
        host: DomainName,
        /// Before.
        before: CertificateSeen,
        /// Now.
        after: CertificateSeen,
    },
    /// A mail host's certificate comes to its end.
    CertificateEnds {
        /// The host.
        host: DomainName,
        /// How near.
        stage: CertificateStage,
        /// When.
        not_after: Timestamp,
    },
    /// It was replaced in time, or after it.
    CertificateRenewed {
        /// The host.
        host: DomainName,
        /// Since when its end was near.
        since: Timestamp,
        /// When the new one ends.
        not_after: Timestamp,
    },
    /// Senders get another policy.
    Policy {
        /// Before; `None` where there was none that they take.
        before: Option<PolicySeen>,
        /// Now; `None` where there is none that they take.
        after: Option<PolicySeen>,
        /// Who did it.
        by: By,
    },
    /// A record of others that the SPF record includes is another.
    Include {
        /// Whose.
        name: DomainName,
        /// What happened.
        what: IncludeChange,
    },
    /// The SPF record costs more lookups than receivers make (RFC 7208 §4.6.4).
    SpfOverLimit {
        /// Before.
        before: u32,
        /// Now.
        after: u32,
        /// The included record that grew, where it is known.
        grown: Option<DomainName>,
    },
    /// It no longer does.
    SpfWithinLimit {
        /// Now.
        after: u32,
        /// Since when it did.
        since: Timestamp,
    },
    /// Something is wrong that was not, or is worse than it was.
    Found {
        /// What.
        finding: FindingKey,
        /// What fills the placeholders of its words.
        arguments: Vec<(String, Argument)>,
        /// How bad.
        severity: Severity,
        /// When it was first seen.
        since: Timestamp,
    },
    /// It is no longer wrong.
    Mended {
        /// What.
        finding: FindingKey,
        /// What fills the placeholders of its words.
        arguments: Vec<(String, Argument)>,
        /// How bad it was.
        severity: Severity,
        /// Since when it was wrong.
        since: Timestamp,
    },
    /// Something could not be checked.
    Gap {
        /// What.
        of: GapOf,
        /// Since when.
        since: Timestamp,
        /// When it could be checked again; `None` while it cannot.
        until: Option<Timestamp>,
        /// How often it was tried in vain.
        tries: u32,
        /// Why not.
        failure: Failure,
        /// The servers that gave no answer, where they are known.
        servers: Vec<String>,
    },
    /// Something moved by itself in the life of a key or policy.
    Moved(LifeNote),
    /// Something waits for the owner's word.
    Asks(LifeNote),
    /// A successor was made for a key because of its age.
    Rotated {
        /// The new selectors.
        selectors: Vec<String>,
    },
    /// A job that waited or was cut off was taken up.
    Job {
        /// Its number.
        step: StepId,
        /// How it ended.
        end: JobEnd,
    },
}

/// On which side of the timeline something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// We did it.
    Ours,
    /// Others did, or it came about.
    Others,
    /// Something is wrong, or no longer is.
    Alarm,
    /// Nothing is known of that time.
    Gap,
}

/// What several domains may have in common: one word of it is enough.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The SPF record of this name.
    Include(DomainName),
    /// This mail host.
    MailHost(DomainName),
    /// These servers give no answer.
    Servers(String),
}

impl Cause {
    /// Its name where it is kept.
    pub fn key(&self) -> String {
        match self {
            Cause::Include(name) => format!("include {name}"),
            Cause::MailHost(name) => format!("mail-host {name}"),
            Cause::Servers(servers) => format!("servers {servers}"),
        }
    }
}

/// What stands and can pass.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum AlarmKey {
    /// A finding.
    Finding(FindingKey),
    /// The end of a mail host's certificate.
    Certificate(DomainName),
    /// An SPF record that costs too many lookups.
    SpfLookups,
    /// Something that cannot be checked.
    Gap(GapOf),
    /// Something that waits for the owner, by machine and code.
    Asks(String, String),
}

impl Change {
    /// How much it presses.
    pub fn severity(&self) -> Severity {
        match self {
            Change::Found { severity, .. } | Change::Mended { severity, .. } => *severity,
            Change::Records { role, by, .. } => match by {
                By::Step(_) | By::Wanted => Severity::Info,
                By::Others => role.severity_of_change(),
            },
            Change::CertificateEnds { stage, .. } => match stage {
                CertificateStage::Weeks => Severity::Medium,
                CertificateStage::Week | CertificateStage::Day | CertificateStage::Ended => {
                    Severity::High
                }
            },
            Change::CertificateRenewed { .. } => Severity::Medium,
            Change::Policy { after, by, .. } => match (after, by) {
                // What is wrong with it is a finding.
                (None, _) | (Some(_), By::Step(_) | By::Wanted) => Severity::Info,
                (Some(_), By::Others) => Severity::Medium,
            },
            Change::Include { what, .. } => match what {
                IncludeChange::Opened => Severity::Critical,
                IncludeChange::Vanished | IncludeChange::Replaced => Severity::High,
                IncludeChange::Widened { .. } => Severity::Medium,
                IncludeChange::Closed | IncludeChange::Returned | IncludeChange::Grew { .. } => {
                    Severity::Low
                }
                IncludeChange::Edited => Severity::Info,
            },
            Change::SpfOverLimit { .. } | Change::SpfWithinLimit { .. } => Severity::High,
            Change::Gap { of, .. } => match of {
                GapOf::Dns | GapOf::PolicyHost | GapOf::MailHost(_) => Severity::Medium,
                GapOf::OtherDns(_) => Severity::Low,
            },
            Change::Job { end, .. } => match end {
                JobEnd::Done => Severity::Info,
                JobEnd::Stale => Severity::Medium,
                JobEnd::GivenUp => Severity::High,
            },
            Change::Asks(_) | Change::Rotated { .. } => Severity::Low,
            Change::Begun { .. } | Change::Certificate { .. } | Change::Moved(_) => Severity::Info,
        }
    }

    /// On which side of the timeline it stands.
    pub fn side(&self) -> Side {
        match self {
            Change::Records { by, .. } | Change::Policy { by, .. } => match by {
                By::Step(_) | By::Wanted => Side::Ours,
                By::Others => Side::Others,
            },
            Change::Begun { .. }
            | Change::Moved(_)
            | Change::Rotated { .. }
            | Change::Job { .. } => Side::Ours,
            Change::Certificate { .. } | Change::Include { .. } => Side::Others,
            Change::CertificateEnds { .. }
            | Change::CertificateRenewed { .. }
            | Change::SpfOverLimit { .. }
            | Change::SpfWithinLimit { .. }
            | Change::Found { .. }
            | Change::Mended { .. }
            | Change::Asks(_) => Side::Alarm,
            Change::Gap { .. } => Side::Gap,
        }
    }

    /// What other domains may have in common with it.
    pub fn cause(&self, domain: &DomainName) -> Option<Cause> {
        let host = |host: &DomainName| {
            (!host.is_at_or_below(domain)).then(|| Cause::MailHost(host.clone()))
        };
        match self {
            Change::Include { name, .. } => Some(Cause::Include(name.clone())),
            Change::SpfOverLimit { grown, .. } => grown.clone().map(Cause::Include),
            Change::Certificate { host: name, .. }
            | Change::CertificateEnds { host: name, .. }
            | Change::CertificateRenewed { host: name, .. } => host(name),
            Change::Gap { of, servers, .. } => match of {
                GapOf::MailHost(name) => host(name),
                GapOf::Dns | GapOf::OtherDns(_) if !servers.is_empty() => {
                    Some(Cause::Servers(servers.join(", ")))
                }
                GapOf::Dns | GapOf::OtherDns(_) | GapOf::PolicyHost => None,
            },
            Change::Found { finding, .. } | Change::Mended { finding, .. } => {
                let is_of_host = finding.rule.starts_with("domain/mx-")
                    || finding.rule.starts_with("domain/starttls-")
                    || finding.rule.starts_with("domain/tls-");
                finding.owner.as_ref().filter(|_| is_of_host).and_then(host)
            }
            Change::Begun { .. }
            | Change::Records { .. }
            | Change::Policy { .. }
            | Change::SpfWithinLimit { .. }
            | Change::Moved(_)
            | Change::Asks(_)
            | Change::Rotated { .. }
            | Change::Job { .. } => None,
        }
    }
}

impl RecordsFor {
    /// How much a change of these records by others presses.
    fn severity_of_change(self) -> Severity {
        match self {
            // Whoever moves these takes the mail.
            RecordsFor::Mx | RecordsFor::NameServers => Severity::High,
            RecordsFor::Spf
            | RecordsFor::DkimKey
            | RecordsFor::Dmarc
            | RecordsFor::MtaSts
            | RecordsFor::PolicyHost
            | RecordsFor::Tlsa => Severity::Medium,
            RecordsFor::TlsRpt => Severity::Low,
        }
    }
}
