//! SPF, DKIM, DMARC, MTA-STS, TLS-RPT and DANE as pure functions: **answers in, verdict or need
//! out**.
//!
//! Everything here is synchronous and deterministic. A function that must know something of the
//! world reads it from [`answers::Answers`]; when it is not there yet the function returns
//! [`answers::Need`] with the questions to ask, and the caller (the driver in `app`) fetches them
//! and calls again. No clock, no randomness, no file and no socket is used anywhere in this crate.
//!
//! Each standard is a room of the same shape: `record` (type, tolerant parse, `Display`), `lint`
//! (one rule per file), `build` (intent to record) and `evaluate` (the verdict). [`domain`] holds
//! the rules that look at several standards at once.
//!
//! Citations: inside a room a bare `§4.6.4` names a section of that room's RFC; any other document
//! is named in full (`RFC 8601 §2.7`).

pub mod answers;
pub mod assessment;
pub mod certificate;
pub mod finding;
pub mod lifecycle;
pub mod limits;
pub mod lint;
pub mod name;
pub mod parsed;
pub mod plan;
pub mod published;
pub mod report_uri;
pub mod rrset;
pub mod tag_list;
pub mod time;
pub mod versioned_txt;

pub mod dane;
pub mod dkim;
pub mod dmarc;
pub mod domain;
pub mod mta_sts;
pub mod spf;
pub mod tls_rpt;

use finding::RuleInfo;

/// Every rule of every room, in the order of the rooms.
pub fn rules() -> Vec<&'static RuleInfo> {
    [
        spf::lint::rules(),
        dkim::lint::rules(),
        dmarc::lint::rules(),
        mta_sts::lint::rules(),
        tls_rpt::lint::rules(),
        dane::lint::rules(),
        domain::lint::rules(),
    ]
    .concat()
}
