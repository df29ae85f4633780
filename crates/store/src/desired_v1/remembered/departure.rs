//! A domain on its way out, as JSON.
//!
//! ```json
//! {"since": 1795521600, "spf": {"terms": ["mx"]}, "had_mta_sts": true, "let_go": ["dmarc"],
//!   "policy": {"ttl_seconds": 3600, "gone": null}, "unused_since": null, "left": null}
//! ```

use protocols::domain::records::Role;
use protocols::lifecycle::Departure;
use protocols::lifecycle::departure::PolicyMemory;
use protocols::spf::Share;
use protocols::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The shape. Moments are seconds since 1970.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DepartureV1 {
    since: u64,
    spf: ShareV1,
    had_mta_sts: bool,
    let_go: Vec<LetGoV1>,
    policy: Option<PolicyV1>,
    unused_since: Option<u64>,
    left: Option<u64>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum ShareV1 {
    Whole,
    Terms(Vec<String>),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyV1 {
    ttl_seconds: u32,
    gone: Option<u64>,
}

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct LetGoV1(#[serde(with = "RoleV1")] Role);

#[derive(Serialize, Deserialize)]
#[serde(remote = "Role", rename_all = "kebab-case")]
enum RoleV1 {
    TlsRpt,
    ReportConsent,
    DkimKey,
    Spf,
    Dmarc,
    PolicyHost,
    MtaSts,
    Tlsa,
    NullMx,
    KeyRevocation,
}

pub(super) fn write(departure: &Departure) -> DepartureV1 {
    let seconds = |moment: Timestamp| moment.0;
    DepartureV1 {
        since: departure.since.0,
        spf: match &departure.spf {
            Share::Whole => ShareV1::Whole,
            Share::Terms(terms) => ShareV1::Terms(terms.clone()),
        },
        had_mta_sts: departure.had_mta_sts,
        let_go: departure.let_go.iter().copied().map(LetGoV1).collect(),
        policy: departure.policy.map(|policy| PolicyV1 {
            ttl_seconds: policy.ttl_seconds,
            gone: policy.gone.map(seconds),
        }),
        unused_since: departure.unused_since.map(seconds),
        left: departure.left.map(seconds),
    }
}

pub(super) fn read(wire: DepartureV1) -> Departure {
    Departure {
        since: Timestamp(wire.since),
        spf: match wire.spf {
            ShareV1::Whole => Share::Whole,
            ShareV1::Terms(terms) => Share::Terms(terms),
        },
        had_mta_sts: wire.had_mta_sts,
        let_go: wire.let_go.into_iter().map(|role| role.0).collect(),
        policy: wire.policy.map(|policy| PolicyMemory {
            ttl_seconds: policy.ttl_seconds,
            gone: policy.gone.map(Timestamp),
        }),
        unused_since: wire.unused_since.map(Timestamp),
        left: wire.left.map(Timestamp),
    }
}
