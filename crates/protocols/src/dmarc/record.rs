//! The `_dmarc` record (§4.7, §4.8): type, `Display`, what its defects mean, and which of several
//! counts. The tolerant parse is in [`parse`].

use std::fmt;

use crate::answers::TxtRecord;
use crate::finding::Span;
use crate::parsed::Parsed;
use crate::report_uri::{ReportUri, UriFault};

use super::tags::{AlignmentMode, FailureOptions, Policy, Psd, TagName, TestMode};

mod read;
mod strays;

use read::counts;
pub use read::parse;
pub(super) use strays::is_stray;

/// The label the record stands under.
pub const OWNER_PREFIX: &str = "_dmarc";

/// What a record's version must be (§4.7 `v`: 'The tag value is case sensitive').
pub const VERSION: &str = "DMARC1";

/// A policy record. What is absent, or was discarded for a bad value, has its default here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// Policy of the domain. §4.7: RECOMMENDED; see [`standing`] for what its absence means.
    pub p: Option<Policy>,
    /// Policy of existing subdomains; absent: `p`.
    pub sp: Option<Policy>,
    /// Policy of subdomains that do not exist; absent: `sp`, then `p`.
    pub np: Option<Policy>,
    /// Whether the domain is a public suffix.
    pub psd: Psd,
    /// Test mode.
    pub t: TestMode,
    /// DKIM alignment.
    pub adkim: AlignmentMode,
    /// SPF alignment.
    pub aspf: AlignmentMode,
    /// Failure reporting options; without `ruf` they mean nothing.
    pub fo: FailureOptions,
    /// Where aggregate reports go.
    pub rua: Vec<ReportUri>,
    /// Where failure reports go.
    pub ruf: Vec<ReportUri>,
    /// Tags that RFC 9989 no longer has.
    pub historic: Historic,
}

/// Tags of RFC 7489 that §9.3 calls historic, as they were written. No current reader looks at
/// them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Historic {
    /// `pct`.
    pub pct: Option<String>,
    /// `rf`.
    pub rf: Option<String>,
    /// `ri`.
    pub ri: Option<String>,
}

impl Record {
    /// The policy for subdomains that exist, and the tag that says it. `None` without any.
    pub fn for_existing_subdomains(&self) -> Option<(Policy, TagName)> {
        let own = self.sp.map(|policy| (policy, TagName::Sp));
        own.or_else(|| self.p.map(|policy| (policy, TagName::P)))
    }

    /// The policy for subdomains that do not exist, and the tag that says it. §4.7 `np`: absent, it
    /// is that of `sp`, and without `sp` that of `p`.
    pub fn for_missing_subdomains(&self) -> Option<(Policy, TagName)> {
        let own = self.np.map(|policy| (policy, TagName::Np));
        own.or_else(|| self.for_existing_subdomains())
    }
}

impl fmt::Display for Record {
    /// Tags in the order of [`TagName::ALL`]; defaults are left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v={VERSION}")?;
        for (tag, policy) in [("p", self.p), ("sp", self.sp), ("np", self.np)] {
            if let Some(policy) = policy {
                write!(f, "; {tag}={policy}")?;
            }
        }
        if self.psd != Psd::default() {
            write!(f, "; psd={}", self.psd.as_str())?;
        }
        if self.t != TestMode::default() {
            write!(f, "; t={}", self.t.as_str())?;
        }
        for (tag, mode) in [("adkim", self.adkim), ("aspf", self.aspf)] {
            if mode != AlignmentMode::default() {
                write!(f, "; {tag}={}", mode.as_str())?;
            }
        }
        if self.fo != FailureOptions::default() {
            write!(f, "; fo={}", self.fo)?;
        }
        for (tag, uris) in [("rua", &self.rua), ("ruf", &self.ruf)] {
            for (index, uri) in uris.iter().enumerate() {
                match index {
                    0 => write!(f, "; {tag}={uri}")?,
                    _ => write!(f, ",{uri}")?,
                }
            }
        }
        let historic = [
            ("pct", &self.historic.pct),
            ("rf", &self.historic.rf),
            ("ri", &self.historic.ri),
        ];
        for (tag, value) in historic {
            if let Some(value) = value {
                write!(f, "; {tag}={value}")?;
            }
        }
        Ok(())
    }
}

/// A deviation from §4.7 and §4.8, or something a reader of either RFC passes over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Defect {
    /// The version is not what and where it must be: the record is ignored.
    Version(VersionFault),
    /// White space before the version, which the grammar does not allow and readers trim.
    SpaceInFront,
    /// A value that is discarded.
    Value {
        /// Whose value.
        tag: TagName,
        /// Why.
        fault: ValueFault,
    },
    /// A known tag whose name is not written in small letters.
    TagCase(TagName),
    /// A tag that was there before: the first one counts.
    Repeated(TagName),
    /// A name that no version of DMARC registered.
    Unknown {
        /// The tag it was most likely meant to be.
        nearest: Option<TagName>,
    },
    /// Something between semicolons that is no `name=value`.
    NotATag,
    /// Nothing between two semicolons.
    DoubledSemicolon,
    /// `p` stands somewhere behind `v`, but not directly (RFC 7489 §6.3).
    PNotSecond,
    /// An entry of `rua` or `ruf` that is no usable URI.
    Uri {
        /// `rua` or `ruf`.
        tag: TagName,
        /// What is wrong with it.
        fault: UriFault,
    },
    /// A comma or `!` inside an address, not percent-encoded, so that the list splits wrongly.
    UriUnencoded(TagName),
    /// An address after a semicolon where the list wants a comma.
    UriAfterSemicolon(TagName),
    /// An obsolete size limit.
    SizeSuffix(TagName),
    /// More URIs than are read.
    TooManyUris(TagName),
    /// Quotation marks, straight or typographic, at these places.
    Quotes(Vec<Span>),
    /// Backslashes at these places, mostly a zone file's `\;`.
    Backslashes(Vec<Span>),
    /// Octets outside printable ASCII at these places.
    Characters(Vec<Span>),
    /// More tags than are read.
    TooManyTags,
}

/// What is wrong with the version (§4.7 `v`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionFault {
    /// There is no `v`.
    Missing,
    /// It is there, further behind.
    NotFirst,
    /// It is first and not `DMARC1`.
    Wrong,
    /// It would be right without the stray characters around it.
    Hidden,
}

/// Why a value is discarded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueFault {
    /// Nothing behind the `=`; §4.8 wants at least one character.
    Empty,
    /// Not among the values of the tag.
    NotAllowed,
    /// The value runs into the next tag: here a semicolon is missing.
    SemicolonMissing,
    /// It has characters in it that a defect of its own tells of.
    Stray,
}

/// What receivers do with a record that begins with the right version (§4.10.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// What it says.
    AsWritten,
    /// 'MUST act as if a record containing "p=none" was retrieved'.
    ActsAsNone,
    /// 'applies no DMARC processing to this message'.
    NoProcessing,
}

/// Which defects are fatal. `None`: the whole record is ignored (§4.7 `v`).
///
/// §4.10.1: a record without a valid `p`, or with an `sp` or `np` that is not valid, acts as
/// `p=none` when `rua` has a syntactically valid URI, and else switches DMARC off. §4.7 `p` says
/// only the first half for an absent `p`; we follow §4.10.1, to which it refers. Whether a valid
/// `sp=reject` survives an invalid `p` is not said; the record we act upon has `p=none` alone.
pub fn standing(parsed: &Parsed<Record, Defect>) -> Option<Standing> {
    let record = parsed.record.as_ref()?;
    let spoilt = parsed.defects.iter().any(|defect| {
        matches!(
            defect.kind,
            Defect::Value {
                tag: TagName::P | TagName::Sp | TagName::Np,
                ..
            }
        )
    });
    if record.p.is_some() && !spoilt {
        return Some(Standing::AsWritten);
    }
    Some(if has_valid_rua(parsed) {
        Standing::ActsAsNone
    } else {
        Standing::NoProcessing
    })
}

/// Whether `rua` has 'at least one syntactically valid reporting URI'; a scheme that nobody
/// supports makes no report, but it is a URI.
pub(super) fn has_valid_rua(parsed: &Parsed<Record, Defect>) -> bool {
    let usable = |record: &Record| !record.rua.is_empty();
    let other_scheme = |kind: &Defect| {
        matches!(
            kind,
            Defect::Uri {
                tag: TagName::Rua,
                fault: UriFault::OtherScheme(_),
            }
        )
    };
    parsed.record.as_ref().is_some_and(usable)
        || parsed.defects.iter().any(|d| other_scheme(&d.kind))
}

/// Which of the TXT records at `_dmarc` counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// None begins with the version. What stands there instead, if anything.
    None(Vec<String>),
    /// The one that does.
    One(String),
    /// Several do: all are discarded.
    Several(Vec<String>),
}

/// §4.10 step 2: 'Records that do not start with a "v" tag that identifies the current version of
/// DMARC are discarded. If multiple DMARC Policy Records are returned for a single target, they are
/// all discarded.' (RFC 7489 §6.6.3 stops the discovery there; a walk goes on.)
pub fn select(records: &[TxtRecord]) -> Selection {
    let texts: Vec<String> = records.iter().map(TxtRecord::text).collect();
    let mut counting: Vec<String> = texts.iter().filter(|text| counts(text)).cloned().collect();
    match counting.len() {
        0 => Selection::None(texts),
        1 => Selection::One(counting.remove(0)),
        _ => Selection::Several(counting),
    }
}

#[cfg(test)]
mod tests;
