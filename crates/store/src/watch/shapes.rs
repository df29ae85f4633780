//! The shapes of JSON that what is watched is stored in: parts, their values, and what can be told of.

use app::watch::change::{AlarmKey, By, CertificateStage, JobEnd, LifeNote};
use app::watch::includes::IncludeChange;
use app::watch::observe::GapOf;
use app::watch::part::{
    Addresses, CertificateSeen, FindingKey, FindingSeen, IncludeSeen, KeptRecords, KeptText, Part,
    PolicySeen, RecordsFor, Value,
};
use protocols::answers::Failure;
use protocols::assessment::ProtectionKind;
use protocols::finding::{Severity, Value as Argument};
use protocols::mta_sts::PolicyMode;
use protocols::name::DomainName;
use protocols::time::Timestamp;
use serde::{Deserialize, Serialize};

use app::ledger::StepId;

/// A name; `None` where it does not read.
pub(super) fn name(text: &str) -> Option<DomainName> {
    DomainName::parse(text).ok()
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Severity", rename_all = "kebab-case")]
pub(crate) enum SeverityV1 {
    Info,
    Low,
    Medium,
    High,
    Critical,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Failure", rename_all = "kebab-case")]
pub(crate) enum FailureV1 {
    ServFail,
    Refused,
    Timeout,
    Bogus,
    Unreachable,
    NoRoute,
    Malformed,
    Guarded,
    NotAsked,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ProtectionKind", rename_all = "kebab-case")]
pub(crate) enum ProtectionV1 {
    Spf,
    Dkim,
    Dmarc,
    MtaSts,
    TlsRpt,
    Dane,
    Mail,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "RecordsFor", rename_all = "kebab-case")]
pub(super) enum RecordsForV1 {
    Mx,
    NameServers,
    Spf,
    DkimKey,
    Dmarc,
    MtaSts,
    PolicyHost,
    TlsRpt,
    Tlsa,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "PolicyMode", rename_all = "kebab-case")]
enum ModeV1 {
    Enforce,
    Testing,
    None,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "CertificateStage", rename_all = "kebab-case")]
pub(super) enum StageV1 {
    Weeks,
    Week,
    Day,
    Ended,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "JobEnd", rename_all = "kebab-case")]
pub(super) enum JobEndV1 {
    Done,
    GivenUp,
    Stale,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ByV1 {
    Step(u64),
    Wanted,
    Others,
}

impl ByV1 {
    pub(super) fn out(by: By) -> ByV1 {
        match by {
            By::Step(StepId(step)) => ByV1::Step(step),
            By::Wanted => ByV1::Wanted,
            By::Others => ByV1::Others,
        }
    }

    pub(super) fn into_by(self) -> By {
        match self {
            ByV1::Step(step) => By::Step(StepId(step)),
            ByV1::Wanted => By::Wanted,
            ByV1::Others => By::Others,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FindingV1 {
    rule: String,
    owner: Option<String>,
}

impl FindingV1 {
    pub(super) fn out(key: &FindingKey) -> FindingV1 {
        FindingV1 {
            rule: key.rule.clone(),
            owner: key.owner.as_ref().map(ToString::to_string),
        }
    }

    pub(super) fn into_key(self) -> Option<FindingKey> {
        Some(FindingKey {
            rule: self.rule,
            owner: match self.owner {
                Some(text) => Some(name(&text)?),
                None => None,
            },
        })
    }
}

/// What fills a placeholder: a text or a number.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum ArgumentV1 {
    Count(u64),
    Text(String),
}

/// By name.
pub(super) type ArgumentsV1 = Vec<(String, ArgumentV1)>;

pub(super) fn arguments_out(arguments: &[(String, Argument)]) -> ArgumentsV1 {
    let shapes = arguments.iter().map(|(name, value)| {
        let value = match value {
            Argument::Text(text) => ArgumentV1::Text(text.clone()),
            Argument::Count(count) => ArgumentV1::Count(*count),
        };
        (name.clone(), value)
    });
    shapes.collect()
}

pub(super) fn arguments_in(shapes: ArgumentsV1) -> Vec<(String, Argument)> {
    let arguments = shapes.into_iter().map(|(name, value)| {
        let value = match value {
            ArgumentV1::Text(text) => Argument::Text(text),
            ArgumentV1::Count(count) => Argument::Count(count),
        };
        (name, value)
    });
    arguments.collect()
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FindingSeenV1 {
    #[serde(with = "SeverityV1")]
    severity: Severity,
    arguments: ArgumentsV1,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum GapOfV1 {
    Dns,
    OtherDns(String),
    PolicyHost,
    MailHost(String),
}

impl GapOfV1 {
    pub(super) fn out(of: &GapOf) -> GapOfV1 {
        match of {
            GapOf::Dns => GapOfV1::Dns,
            GapOf::OtherDns(name) => GapOfV1::OtherDns(name.to_string()),
            GapOf::PolicyHost => GapOfV1::PolicyHost,
            GapOf::MailHost(name) => GapOfV1::MailHost(name.to_string()),
        }
    }

    pub(super) fn into_gap(self) -> Option<GapOf> {
        Some(match self {
            GapOfV1::Dns => GapOf::Dns,
            GapOfV1::OtherDns(text) => GapOf::OtherDns(name(&text)?),
            GapOfV1::PolicyHost => GapOf::PolicyHost,
            GapOfV1::MailHost(text) => GapOf::MailHost(name(&text)?),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum AlarmKeyV1 {
    Finding(FindingV1),
    Certificate(String),
    SpfLookups,
    Gap(GapOfV1),
    Asks(String, String),
}

impl AlarmKeyV1 {
    pub(super) fn out(key: &AlarmKey) -> AlarmKeyV1 {
        match key {
            AlarmKey::Finding(finding) => AlarmKeyV1::Finding(FindingV1::out(finding)),
            AlarmKey::Certificate(host) => AlarmKeyV1::Certificate(host.to_string()),
            AlarmKey::SpfLookups => AlarmKeyV1::SpfLookups,
            AlarmKey::Gap(of) => AlarmKeyV1::Gap(GapOfV1::out(of)),
            AlarmKey::Asks(machine, code) => AlarmKeyV1::Asks(machine.clone(), code.clone()),
        }
    }

    pub(super) fn into_key(self) -> Option<AlarmKey> {
        Some(match self {
            AlarmKeyV1::Finding(finding) => AlarmKey::Finding(finding.into_key()?),
            AlarmKeyV1::Certificate(host) => AlarmKey::Certificate(name(&host)?),
            AlarmKeyV1::SpfLookups => AlarmKey::SpfLookups,
            AlarmKeyV1::Gap(of) => AlarmKey::Gap(of.into_gap()?),
            AlarmKeyV1::Asks(machine, code) => AlarmKey::Asks(machine, code),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum PartV1 {
    Records(#[serde(with = "RecordsForV1")] RecordsFor, String),
    Certificate(String),
    Policy,
    SpfLookups,
    Include(String),
    Finding(FindingV1),
}

impl PartV1 {
    pub(super) fn out(part: &Part) -> PartV1 {
        match part {
            Part::Records(role, owner) => PartV1::Records(*role, owner.to_string()),
            Part::Certificate(host) => PartV1::Certificate(host.to_string()),
            Part::Policy => PartV1::Policy,
            Part::SpfLookups => PartV1::SpfLookups,
            Part::Include(name) => PartV1::Include(name.to_string()),
            Part::Finding(key) => PartV1::Finding(FindingV1::out(key)),
        }
    }

    pub(super) fn into_part(self) -> Option<Part> {
        Some(match self {
            PartV1::Records(role, owner) => Part::Records(role, name(&owner)?),
            PartV1::Certificate(host) => Part::Certificate(name(&host)?),
            PartV1::Policy => Part::Policy,
            PartV1::SpfLookups => Part::SpfLookups,
            PartV1::Include(text) => Part::Include(name(&text)?),
            PartV1::Finding(key) => Part::Finding(key.into_key()?),
        })
    }
}

/// A text, and the digest of the whole where only its beginning is kept.
#[derive(Serialize, Deserialize)]
pub(super) struct TextV1(
    String,
    #[serde(default, skip_serializing_if = "Option::is_none")] Option<String>,
);

impl TextV1 {
    fn out(kept: &KeptText) -> TextV1 {
        TextV1(kept.text.clone(), kept.digest_of_whole.clone())
    }

    fn into_text(self) -> KeptText {
        KeptText {
            text: self.0,
            digest_of_whole: self.1,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RecordsV1 {
    texts: Vec<TextV1>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    digest: Option<String>,
}

impl RecordsV1 {
    pub(super) fn out(records: &KeptRecords) -> RecordsV1 {
        RecordsV1 {
            texts: records.texts.iter().map(TextV1::out).collect(),
            digest: records.digest_of_all.clone(),
        }
    }

    pub(super) fn into_records(self) -> KeptRecords {
        KeptRecords {
            texts: self.texts.into_iter().map(TextV1::into_text).collect(),
            digest_of_all: self.digest,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CertificateV1 {
    digest: String,
    names: Vec<String>,
    issuer: String,
    not_before: u64,
    not_after: u64,
}

impl CertificateV1 {
    pub(super) fn out(seen: &CertificateSeen) -> CertificateV1 {
        CertificateV1 {
            digest: seen.digest.clone(),
            names: seen.names.clone(),
            issuer: seen.issuer.clone(),
            not_before: seen.not_before.0,
            not_after: seen.not_after.0,
        }
    }

    pub(super) fn into_seen(self) -> CertificateSeen {
        CertificateSeen {
            digest: self.digest,
            names: self.names,
            issuer: self.issuer,
            not_before: Timestamp(self.not_before),
            not_after: Timestamp(self.not_after),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PolicyV1 {
    #[serde(with = "ModeV1")]
    mode: PolicyMode,
    max_age: u32,
    mx: Vec<TextV1>,
}

impl PolicyV1 {
    pub(super) fn out(seen: &PolicySeen) -> PolicyV1 {
        PolicyV1 {
            mode: seen.mode,
            max_age: seen.max_age_seconds,
            mx: seen.mx.iter().map(TextV1::out).collect(),
        }
    }

    pub(super) fn into_seen(self) -> PolicySeen {
        PolicySeen {
            mode: self.mode,
            max_age_seconds: self.max_age,
            mx: self.mx.into_iter().map(TextV1::into_text).collect(),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AddressesV1 {
    ip4: u64,
    ip6: u64,
}

impl AddressesV1 {
    fn out(addresses: Addresses) -> AddressesV1 {
        AddressesV1 {
            ip4: addresses.ip4,
            ip6: addresses.ip6_networks,
        }
    }

    fn into_addresses(self) -> Addresses {
        Addresses {
            ip4: self.ip4,
            ip6_networks: self.ip6,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IncludeV1 {
    digest: String,
    terms: Vec<String>,
    lookups: u32,
    open: bool,
    addresses: Option<AddressesV1>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ValueV1 {
    Records(RecordsV1),
    Certificate(CertificateV1),
    Policy(PolicyV1),
    Lookups(u32),
    Include(IncludeV1),
    Finding(FindingSeenV1),
}

impl ValueV1 {
    pub(super) fn out(value: &Value) -> ValueV1 {
        match value {
            Value::Records(records) => ValueV1::Records(RecordsV1::out(records)),
            Value::Certificate(seen) => ValueV1::Certificate(CertificateV1::out(seen)),
            Value::Policy(seen) => ValueV1::Policy(PolicyV1::out(seen)),
            Value::Lookups(lookups) => ValueV1::Lookups(*lookups),
            Value::Include(seen) => ValueV1::Include(IncludeV1 {
                digest: seen.digest.clone(),
                terms: seen.terms.clone(),
                lookups: seen.lookups,
                open: seen.is_open,
                addresses: seen.addresses.map(AddressesV1::out),
            }),
            Value::Finding(seen) => ValueV1::Finding(FindingSeenV1 {
                severity: seen.severity,
                arguments: arguments_out(&seen.arguments),
            }),
        }
    }

    pub(super) fn into_value(self) -> Value {
        match self {
            ValueV1::Records(records) => Value::Records(records.into_records()),
            ValueV1::Certificate(seen) => Value::Certificate(seen.into_seen()),
            ValueV1::Policy(seen) => Value::Policy(seen.into_seen()),
            ValueV1::Lookups(lookups) => Value::Lookups(lookups),
            ValueV1::Include(seen) => Value::Include(IncludeSeen {
                digest: seen.digest,
                terms: seen.terms,
                lookups: seen.lookups,
                is_open: seen.open,
                addresses: seen.addresses.map(AddressesV1::into_addresses),
            }),
            ValueV1::Finding(seen) => Value::Finding(FindingSeen {
                severity: seen.severity,
                arguments: arguments_in(seen.arguments),
            }),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum IncludeChangeV1 {
    Vanished,
    Returned,
    Opened,
    Closed,
    Replaced,
    Widened(AddressesV1, AddressesV1),
    Grew(u32, u32),
    Edited,
}

impl IncludeChangeV1 {
    pub(super) fn out(what: &IncludeChange) -> IncludeChangeV1 {
        match what {
            IncludeChange::Vanished => IncludeChangeV1::Vanished,
            IncludeChange::Returned => IncludeChangeV1::Returned,
            IncludeChange::Opened => IncludeChangeV1::Opened,
            IncludeChange::Closed => IncludeChangeV1::Closed,
            IncludeChange::Replaced => IncludeChangeV1::Replaced,
            IncludeChange::Widened { before, after } => {
                IncludeChangeV1::Widened(AddressesV1::out(*before), AddressesV1::out(*after))
            }
            IncludeChange::Grew { before, after } => IncludeChangeV1::Grew(*before, *after),
            IncludeChange::Edited => IncludeChangeV1::Edited,
        }
    }

    pub(super) fn into_what(self) -> IncludeChange {
        match self {
            IncludeChangeV1::Vanished => IncludeChange::Vanished,
            IncludeChangeV1::Returned => IncludeChange::Returned,
            IncludeChangeV1::Opened => IncludeChange::Opened,
            IncludeChangeV1::Closed => IncludeChange::Closed,
            IncludeChangeV1::Replaced => IncludeChange::Replaced,
            IncludeChangeV1::Widened(before, after) => IncludeChange::Widened {
                before: before.into_addresses(),
                after: after.into_addresses(),
            },
            IncludeChangeV1::Grew(before, after) => IncludeChange::Grew { before, after },
            IncludeChangeV1::Edited => IncludeChange::Edited,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LifeNoteV1 {
    selector: String,
    code: String,
    values: Vec<(String, String)>,
    until: Option<u64>,
}

impl LifeNoteV1 {
    pub(super) fn out(note: &LifeNote) -> LifeNoteV1 {
        LifeNoteV1 {
            selector: note.selector.clone(),
            code: note.code.clone(),
            values: note.values.clone(),
            until: note.until.map(|until| until.0),
        }
    }

    pub(super) fn into_note(self) -> LifeNote {
        LifeNote {
            selector: self.selector,
            code: self.code,
            values: self.values,
            until: self.until.map(Timestamp),
        }
    }
}
