//! The desired state of a domain as JSON, version 1.
//!
//! ```json
//! {"version": 1, "desired": {"purpose": "parked", "rua": ["mailto:dmarc@example.net"]}}
//! ```
//!
//! The domain itself is the key it is stored under. What is remembered on the way is in `remembered`,
//! which has a version of its own. A change that an older program could not read
//! makes a version 2 with a module of its own; this one stays, to read what is stored.

mod remembered;

use protocols::answers::{MxRecord, TlsaRecord};
use protocols::dkim::{Identities, KeyIntent, KeyType, PublicKey, Selector};
use protocols::dmarc::build::{KeptTags, SubdomainIntent};
use protocols::dmarc::tags::FailureOptions;
use protocols::dmarc::{AlignmentMode, DmarcIntent, LadderStep, Policy, Psd};
use protocols::domain::desired::{
    Desired, DesiredKey, DesiredTlsa, KeyPlace, MailIntent, Purpose, Writers,
};
use protocols::mta_sts::mx_pattern::MxPattern;
use protocols::mta_sts::{MtaStsIntent, PolicyMode};
use protocols::name::DomainName;
use protocols::report_uri::ReportUri;
use protocols::spf::build::{Authorised, OfStanding, Others, SpfIntent, StandingEnd};
use protocols::spf::record::Mechanism;
use protocols::time::Timestamp;
use protocols::tls_rpt::TlsRptIntent;
use serde::{Deserialize, Serialize};

use crate::wire_text::{Octets, Text, texts, values};

/// The version this module reads and writes.
const VERSION: u32 = 1;

/// Why a document is not read.
#[derive(Debug)]
pub(crate) enum WireError {
    /// A version this program does not know.
    Version(u32),
    /// Not what we wrote.
    Malformed(String),
}

/// The document of a desired state.
pub(crate) fn write(desired: &Desired) -> Result<String, WireError> {
    let document = Document {
        version: VERSION,
        desired: purpose_out(&desired.purpose),
        remembered: remembered::write(&desired.remembered),
    };
    serde_json::to_string(&document).map_err(malformed)
}

/// The desired state of a document.
pub(crate) fn read(domain: DomainName, text: &str) -> Result<Desired, WireError> {
    let Versioned { version } = serde_json::from_str(text).map_err(malformed)?;
    if version != VERSION {
        return Err(WireError::Version(version));
    }
    let document: Document = serde_json::from_str(text).map_err(malformed)?;
    let remembered = document.remembered.map(remembered::read).transpose()?;
    Ok(Desired {
        domain,
        purpose: purpose_in(document.desired),
        remembered: remembered.unwrap_or_default(),
    })
}

fn malformed(error: serde_json::Error) -> WireError {
    WireError::Malformed(error.to_string())
}

#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    desired: PurposeV1,
    /// Absent where nothing is remembered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    remembered: Option<remembered::RememberedV1>,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "purpose", rename_all = "kebab-case", deny_unknown_fields)]
enum PurposeV1 {
    Mail(Box<MailV1>),
    Parked { rua: Vec<Text<ReportUri>> },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MailV1 {
    mx: Vec<MxV1>,
    spf: SpfV1,
    keys: Vec<KeyV1>,
    /// Absent where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    adopted: Vec<Text<Selector>>,
    dmarc: DmarcV1,
    tls_rpt: Option<Vec<Text<ReportUri>>>,
    mta_sts: Option<MtaStsV1>,
    policy_host: Option<Text<DomainName>>,
    tlsa: Vec<TlsaV1>,
    #[serde(default, skip_serializing_if = "is_unstated", with = "WritersV1")]
    writers: Writers,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Writers", rename_all = "kebab-case")]
enum WritersV1 {
    Unstated,
    People,
}

fn is_unstated(writers: &Writers) -> bool {
    *writers == Writers::Unstated
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MxV1 {
    preference: u16,
    /// `null` for a null MX.
    exchange: Option<Text<DomainName>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SpfV1 {
    senders: Vec<SenderV1>,
    #[serde(with = "OthersV1")]
    others: Others,
    /// Absent where all of a standing record stays, like the next.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    dropped: Vec<Text<Mechanism>>,
    #[serde(default, skip_serializing_if = "is_kept", with = "StandingEndV1")]
    standing_end: StandingEnd,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "StandingEnd", rename_all = "kebab-case")]
enum StandingEndV1 {
    Kept,
    AsWanted,
}

fn is_kept(end: &StandingEnd) -> bool {
    *end == StandingEnd::Kept
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum SenderV1 {
    Mx,
    A,
    Host(Text<DomainName>),
    Network(Text<ipnet::IpNet>),
    Include(Text<DomainName>),
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Others", rename_all = "kebab-case")]
enum OthersV1 {
    Fail,
    SoftFail,
    Neutral,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyV1 {
    selector: Text<Selector>,
    key: KeyIntentV1,
    /// Seconds since 1970.
    made: u64,
    /// The name that the selector's is an alias of, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    target: Option<Text<DomainName>>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum KeyIntentV1 {
    Sign {
        public: Text<PublicKey>,
        #[serde(with = "IdentitiesV1")]
        identities: Identities,
    },
    Revoke(#[serde(with = "KeyTypeV1")] KeyType),
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Identities", rename_all = "kebab-case")]
enum IdentitiesV1 {
    WithSubdomains,
    DomainOnly,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "KeyType", rename_all = "kebab-case")]
enum KeyTypeV1 {
    Rsa,
    Ed25519,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum DmarcV1 {
    Sending {
        #[serde(with = "LadderStepV1")]
        step: LadderStep,
        subdomains: SubdomainsV1,
        #[serde(with = "AlignmentV1")]
        adkim: AlignmentMode,
        #[serde(with = "AlignmentV1")]
        aspf: AlignmentMode,
        rua: Vec<Text<ReportUri>>,
        /// Absent where it is the default, like the two below.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        psd: Option<Text<Psd>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fo: Option<Text<FailureOptions>>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        ruf: Vec<Text<ReportUri>>,
    },
    Parked {
        rua: Vec<Text<ReportUri>>,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "LadderStep", rename_all = "kebab-case")]
enum LadderStepV1 {
    Monitoring,
    QuarantineTesting,
    Quarantine,
    RejectTesting,
    Reject,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum SubdomainsV1 {
    AsDomain,
    RejectMissing,
    Of {
        #[serde(with = "PolicyV1")]
        existing: Policy,
        #[serde(with = "PolicyV1")]
        missing: Policy,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Policy", rename_all = "kebab-case")]
enum PolicyV1 {
    None,
    Quarantine,
    Reject,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "AlignmentMode", rename_all = "kebab-case")]
enum AlignmentV1 {
    Relaxed,
    Strict,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MtaStsV1 {
    #[serde(with = "PolicyModeV1")]
    mode: PolicyMode,
    mx: Vec<Text<MxPattern>>,
    max_age_seconds: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "PolicyMode", rename_all = "kebab-case")]
enum PolicyModeV1 {
    Enforce,
    Testing,
    None,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TlsaV1 {
    host: Text<DomainName>,
    usage: u8,
    selector: u8,
    matching: u8,
    data: Text<Octets>,
}

fn purpose_out(purpose: &Purpose) -> PurposeV1 {
    match purpose {
        Purpose::Mail(intent) => PurposeV1::Mail(Box::new(mail_out(intent))),
        Purpose::Parked { rua } => PurposeV1::Parked { rua: texts(rua) },
    }
}

fn purpose_in(wire: PurposeV1) -> Purpose {
    match wire {
        PurposeV1::Mail(intent) => Purpose::Mail(Box::new(mail_in(*intent))),
        PurposeV1::Parked { rua } => Purpose::Parked { rua: values(rua) },
    }
}

fn mail_out(intent: &MailIntent) -> MailV1 {
    let mx_out = |mx: &MxRecord| MxV1 {
        preference: mx.preference,
        exchange: mx.exchange.clone().map(Text),
    };
    let mta_sts_out = |intent: &MtaStsIntent| MtaStsV1 {
        mode: intent.mode,
        mx: texts(&intent.mx),
        max_age_seconds: intent.max_age_seconds,
    };
    MailV1 {
        mx: intent.mx.iter().map(mx_out).collect(),
        spf: SpfV1 {
            senders: intent.spf.senders.iter().map(sender_out).collect(),
            others: intent.spf.others,
            dropped: texts(&intent.spf.standing.dropped),
            standing_end: intent.spf.standing.end,
        },
        keys: intent.keys.iter().map(key_out).collect(),
        adopted: texts(&intent.adopted),
        dmarc: dmarc_out(&intent.dmarc),
        tls_rpt: intent.tls_rpt.as_ref().map(|tls_rpt| texts(&tls_rpt.rua)),
        mta_sts: intent.mta_sts.as_ref().map(mta_sts_out),
        policy_host: intent.policy_host.clone().map(Text),
        tlsa: intent.tlsa.iter().map(tlsa_out).collect(),
        writers: intent.writers,
    }
}

fn mail_in(wire: MailV1) -> MailIntent {
    let mx_in = |mx: MxV1| MxRecord {
        preference: mx.preference,
        exchange: mx.exchange.map(|name| name.0),
    };
    let mta_sts_in = |intent: MtaStsV1| MtaStsIntent {
        mode: intent.mode,
        mx: values(intent.mx),
        max_age_seconds: intent.max_age_seconds,
    };
    MailIntent {
        mx: wire.mx.into_iter().map(mx_in).collect(),
        spf: SpfIntent {
            senders: wire.spf.senders.into_iter().map(sender_in).collect(),
            others: wire.spf.others,
            standing: OfStanding {
                dropped: values(wire.spf.dropped),
                end: wire.spf.standing_end,
            },
        },
        keys: wire.keys.into_iter().map(key_in).collect(),
        adopted: values(wire.adopted),
        dmarc: dmarc_in(wire.dmarc),
        tls_rpt: wire.tls_rpt.map(|rua| TlsRptIntent { rua: values(rua) }),
        mta_sts: wire.mta_sts.map(mta_sts_in),
        policy_host: wire.policy_host.map(|name| name.0),
        tlsa: wire.tlsa.into_iter().map(tlsa_in).collect(),
        writers: wire.writers,
    }
}

fn sender_out(sender: &Authorised) -> SenderV1 {
    match sender {
        Authorised::Mx => SenderV1::Mx,
        Authorised::A => SenderV1::A,
        Authorised::Host(name) => SenderV1::Host(Text(name.clone())),
        Authorised::Network(net) => SenderV1::Network(Text(*net)),
        Authorised::Include(name) => SenderV1::Include(Text(name.clone())),
    }
}

fn sender_in(wire: SenderV1) -> Authorised {
    match wire {
        SenderV1::Mx => Authorised::Mx,
        SenderV1::A => Authorised::A,
        SenderV1::Host(name) => Authorised::Host(name.0),
        SenderV1::Network(net) => Authorised::Network(net.0),
        SenderV1::Include(name) => Authorised::Include(name.0),
    }
}

fn key_out(key: &DesiredKey) -> KeyV1 {
    KeyV1 {
        selector: Text(key.selector.clone()),
        key: match &key.key {
            KeyIntent::Sign { key, identities } => KeyIntentV1::Sign {
                public: Text(key.clone()),
                identities: *identities,
            },
            KeyIntent::Revoke(key_type) => KeyIntentV1::Revoke(*key_type),
        },
        made: key.made.0,
        target: match &key.place {
            KeyPlace::Selector => None,
            KeyPlace::Target(name) => Some(Text(name.clone())),
        },
    }
}

fn key_in(wire: KeyV1) -> DesiredKey {
    DesiredKey {
        selector: wire.selector.0,
        key: match wire.key {
            KeyIntentV1::Sign { public, identities } => KeyIntent::Sign {
                key: public.0,
                identities,
            },
            KeyIntentV1::Revoke(key_type) => KeyIntent::Revoke(key_type),
        },
        made: Timestamp(wire.made),
        place: match wire.target {
            None => KeyPlace::Selector,
            Some(name) => KeyPlace::Target(name.0),
        },
    }
}

fn dmarc_out(intent: &DmarcIntent) -> DmarcV1 {
    match intent {
        DmarcIntent::Sending {
            step,
            subdomains,
            adkim,
            aspf,
            rua,
            kept,
        } => DmarcV1::Sending {
            step: *step,
            subdomains: match subdomains {
                SubdomainIntent::AsDomain => SubdomainsV1::AsDomain,
                SubdomainIntent::RejectMissing => SubdomainsV1::RejectMissing,
                SubdomainIntent::Of { existing, missing } => SubdomainsV1::Of {
                    existing: *existing,
                    missing: *missing,
                },
            },
            adkim: *adkim,
            aspf: *aspf,
            rua: texts(rua),
            psd: (kept.psd != Psd::default()).then_some(Text(kept.psd)),
            fo: (kept.fo != FailureOptions::default()).then(|| Text(kept.fo.clone())),
            ruf: texts(&kept.ruf),
        },
        DmarcIntent::Parked { rua } => DmarcV1::Parked { rua: texts(rua) },
    }
}

fn dmarc_in(wire: DmarcV1) -> DmarcIntent {
    match wire {
        DmarcV1::Sending {
            step,
            subdomains,
            adkim,
            aspf,
            rua,
            psd,
            fo,
            ruf,
        } => DmarcIntent::Sending {
            step,
            subdomains: match subdomains {
                SubdomainsV1::AsDomain => SubdomainIntent::AsDomain,
                SubdomainsV1::RejectMissing => SubdomainIntent::RejectMissing,
                SubdomainsV1::Of { existing, missing } => SubdomainIntent::Of { existing, missing },
            },
            adkim,
            aspf,
            rua: values(rua),
            kept: KeptTags {
                psd: psd.map(|psd| psd.0).unwrap_or_default(),
                fo: fo.map(|fo| fo.0).unwrap_or_default(),
                ruf: values(ruf),
            },
        },
        DmarcV1::Parked { rua } => DmarcIntent::Parked { rua: values(rua) },
    }
}

fn tlsa_out(tlsa: &DesiredTlsa) -> TlsaV1 {
    TlsaV1 {
        host: Text(tlsa.host.clone()),
        usage: tlsa.record.usage,
        selector: tlsa.record.selector,
        matching: tlsa.record.matching,
        data: Text(Octets(tlsa.record.data.clone())),
    }
}

fn tlsa_in(wire: TlsaV1) -> DesiredTlsa {
    DesiredTlsa {
        host: wire.host.0,
        record: TlsaRecord {
            usage: wire.usage,
            selector: wire.selector,
            matching: wire.matching,
            data: wire.data.0.0,
        },
    }
}

#[cfg(test)]
mod tests;
