//! What is remembered of a domain, as JSON, version 1.
//!
//! ```json
//! {"version": 1, "keys": [{"selector": "s1", "seen_since": 1795521600, "negative_ttl_seconds": 300}]}
//! ```

mod departure;

use protocols::dkim::{PublicKey, Selector};
use protocols::dmarc::LadderStep;
use protocols::lifecycle::dkim_key::KeyMemory;
use protocols::lifecycle::dmarc_ladder::LadderMemory;
use protocols::lifecycle::mta_sts::{Leaving, Lingering, MtaStsMemory};
use protocols::lifecycle::{LeftKey, Remembered};
use protocols::mta_sts::mx_pattern::MxPattern;
use protocols::mta_sts::{Policy, PolicyMode};
use protocols::name::DomainName;
use protocols::time::Timestamp;
use serde::{Deserialize, Serialize};

use departure::DepartureV1;

use super::{LadderStepV1, PolicyModeV1, WireError};
use crate::wire_text::{Text, texts, values};

/// The version this module reads and writes.
const VERSION: u32 = 1;

/// The shape. Moments are seconds since 1970.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RememberedV1 {
    version: u32,
    keys: Vec<KeyV1>,
    /// Absent where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    left: Vec<LeftV1>,
    mta_sts: MemoryV1,
    dmarc: Option<RungV1>,
    parking: Option<u64>,
    /// Absent where the domain stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    departure: Option<DepartureV1>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyV1 {
    selector: Text<Selector>,
    seen_since: Option<u64>,
    negative_ttl_seconds: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LeftV1 {
    selector: Text<Selector>,
    public: Text<PublicKey>,
    since: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MemoryV1 {
    policies: Vec<PolicyV1>,
    hosts: Vec<HostV1>,
    steady_since: Option<u64>,
    record_ttl_seconds: u32,
    leaving: Option<LeavingV1>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyV1 {
    #[serde(with = "PolicyModeV1")]
    mode: PolicyMode,
    mx: Vec<Text<MxPattern>>,
    max_age_seconds: u32,
    gone: Option<u64>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HostV1 {
    host: Text<DomainName>,
    gone: Option<u64>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum LeavingV1 {
    Expiring,
    RecordGoing { gone: Option<u64> },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RungV1 {
    #[serde(with = "LadderStepV1")]
    step: LadderStep,
    since: u64,
}

/// The shape of what is remembered; `None` where that is nothing.
pub(super) fn write(remembered: &Remembered) -> Option<RememberedV1> {
    if *remembered == Remembered::default() {
        return None;
    }
    let key_out = |key: &KeyMemory| KeyV1 {
        selector: Text(key.selector.clone()),
        seen_since: key.seen_since.map(seconds),
        negative_ttl_seconds: key.negative_ttl_seconds,
    };
    let left_out = |key: &LeftKey| LeftV1 {
        selector: Text(key.selector.clone()),
        public: Text(key.public.clone()),
        since: key.since.0,
    };
    Some(RememberedV1 {
        version: VERSION,
        keys: remembered.keys.iter().map(key_out).collect(),
        left: remembered.left.iter().map(left_out).collect(),
        mta_sts: memory_out(&remembered.mta_sts),
        dmarc: remembered.dmarc.map(|rung| RungV1 {
            step: rung.step,
            since: rung.since.0,
        }),
        parking: remembered.parking.map(seconds),
        departure: remembered.departure.as_ref().map(departure::write),
    })
}

/// What is remembered.
pub(super) fn read(wire: RememberedV1) -> Result<Remembered, WireError> {
    if wire.version != VERSION {
        return Err(WireError::Version(wire.version));
    }
    let key_in = |key: KeyV1| KeyMemory {
        selector: key.selector.0,
        seen_since: key.seen_since.map(Timestamp),
        negative_ttl_seconds: key.negative_ttl_seconds,
    };
    let left_in = |key: LeftV1| LeftKey {
        selector: key.selector.0,
        public: key.public.0,
        since: Timestamp(key.since),
    };
    Ok(Remembered {
        keys: wire.keys.into_iter().map(key_in).collect(),
        left: wire.left.into_iter().map(left_in).collect(),
        mta_sts: memory_in(wire.mta_sts)?,
        dmarc: wire.dmarc.map(|rung| LadderMemory {
            step: rung.step,
            since: Timestamp(rung.since),
        }),
        parking: wire.parking.map(Timestamp),
        departure: wire.departure.map(departure::read),
    })
}

fn memory_out(memory: &MtaStsMemory) -> MemoryV1 {
    let policy_out = |policy: &Lingering<Policy>| PolicyV1 {
        mode: policy.what.mode(),
        mx: texts(policy.what.mx()),
        max_age_seconds: policy.what.max_age_seconds(),
        gone: policy.gone.map(seconds),
    };
    let host_out = |host: &Lingering<DomainName>| HostV1 {
        host: Text(host.what.clone()),
        gone: host.gone.map(seconds),
    };
    MemoryV1 {
        policies: memory.policies.iter().map(policy_out).collect(),
        hosts: memory.hosts.iter().map(host_out).collect(),
        steady_since: memory.steady_since.map(seconds),
        record_ttl_seconds: memory.record_ttl_seconds,
        leaving: memory.leaving.map(|leaving| match leaving {
            Leaving::Expiring => LeavingV1::Expiring,
            Leaving::RecordGoing { gone } => LeavingV1::RecordGoing {
                gone: gone.map(seconds),
            },
        }),
    }
}

fn memory_in(wire: MemoryV1) -> Result<MtaStsMemory, WireError> {
    let policy_in = |policy: PolicyV1| {
        let what = Policy::new(policy.mode, policy.max_age_seconds, values(policy.mx));
        Ok(Lingering {
            what: what.map_err(|error| WireError::Malformed(error.to_string()))?,
            gone: policy.gone.map(Timestamp),
        })
    };
    let host_in = |host: HostV1| Lingering {
        what: host.host.0,
        gone: host.gone.map(Timestamp),
    };
    Ok(MtaStsMemory {
        policies: wire
            .policies
            .into_iter()
            .map(policy_in)
            .collect::<Result<_, _>>()?,
        hosts: wire.hosts.into_iter().map(host_in).collect(),
        steady_since: wire.steady_since.map(Timestamp),
        record_ttl_seconds: wire.record_ttl_seconds,
        leaving: wire.leaving.map(|leaving| match leaving {
            LeavingV1::Expiring => Leaving::Expiring,
            LeavingV1::RecordGoing { gone } => Leaving::RecordGoing {
                gone: gone.map(Timestamp),
            },
        }),
    })
}

fn seconds(moment: Timestamp) -> u64 {
    moment.0
}
