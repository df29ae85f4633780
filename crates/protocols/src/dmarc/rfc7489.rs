//! What a receiver that still follows RFC 7489 reads in the same text. The linter needs it to say
//! where the two worlds part; nothing is decided by it.

use crate::parsed::Parsed;

use super::discover::{AppliedPolicy, PolicySource};
use super::record::{Defect, Record, has_valid_rua, parse};
use super::tags::{Policy, TagName};

/// What an RFC 7489 receiver does with a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rfc7489Reading {
    /// It is no policy record: DMARC does not apply.
    Ignored,
    /// RFC 7489 §6.6.3: it acts as if `p=none` had been there.
    ActsAsNone,
    /// What it asks. `np`, `psd` and `t` are unknown tags to it.
    Policy {
        /// For the domain.
        p: Policy,
        /// For every subdomain, existing or not.
        sp: Policy,
        /// The share of failing mail that the policy is applied to, 0–100; the rest gets the next
        /// weaker one (RFC 7489 §6.6.4).
        percent: u8,
    },
}

/// Reads the same tree the old way.
pub fn as_rfc7489(parsed: &Parsed<Record, Defect>) -> Rfc7489Reading {
    let Some(record) = &parsed.record else {
        return Rfc7489Reading::Ignored;
    };
    // RFC 7489 §6.3: 'the "v" and "p" tags MUST be present and MUST appear in that order', directly
    // one after the other in the grammar of RFC 7489 §6.4.
    if parsed.defects.iter().any(|d| d.kind == Defect::PNotSecond) {
        return Rfc7489Reading::Ignored;
    }
    let sp_is_bad = parsed.defects.iter().any(|defect| {
        matches!(
            defect.kind,
            Defect::Value {
                tag: TagName::Sp,
                ..
            }
        )
    });
    match record.p {
        Some(p) if !sp_is_bad => Rfc7489Reading::Policy {
            p,
            sp: record.sp.unwrap_or(p),
            percent: percent(record),
        },
        Some(_) | None if has_valid_rua(parsed) => Rfc7489Reading::ActsAsNone,
        Some(_) | None => Rfc7489Reading::Ignored,
    }
}

/// What such a receiver does with mail from one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rfc7489Policy {
    /// Nothing: no record of RFC 7489 speaks for the name.
    Nothing,
    /// This, to that share of failing mail, 0–100; the rest gets the next weaker policy.
    Applied(Policy, u8),
}

/// What such a receiver does where the record that was found applies. It knows no walk up the tree:
/// it looks at the author domain and, with a list of public suffixes, at the organizational domain.
/// That the list knows the same organizational domain is taken for granted here.
pub fn applied_by_rfc7489(applied: &AppliedPolicy) -> Rfc7489Policy {
    let reading = as_rfc7489(&parse(&applied.found.text));
    match (applied.source, reading) {
        // RFC 7489 §6.6.3 asks at two names, and a public suffix is neither of them.
        (PolicySource::PublicSuffixDomain, _) | (_, Rfc7489Reading::Ignored) => {
            Rfc7489Policy::Nothing
        }
        (_, Rfc7489Reading::ActsAsNone) => Rfc7489Policy::Applied(Policy::None, 100),
        (PolicySource::AuthorDomain, Rfc7489Reading::Policy { p, percent, .. }) => {
            Rfc7489Policy::Applied(p, percent)
        }
        (PolicySource::OrganizationalDomain, Rfc7489Reading::Policy { sp, percent, .. }) => {
            Rfc7489Policy::Applied(sp, percent)
        }
    }
}

/// The `pct` of a record as RFC 7489 §6.3 reads it: 0–100, and 100 for what is no such number.
pub fn percent(record: &Record) -> u8 {
    let written = record.historic.pct.as_deref();
    let number = written.and_then(|value| value.parse::<u8>().ok());
    number.filter(|percent| *percent <= 100).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Rfc7489Reading {
        as_rfc7489(&parse(text))
    }

    #[test]
    fn where_the_two_part() {
        let policy = |p, sp, percent| Rfc7489Reading::Policy { p, sp, percent };
        assert_eq!(
            read("v=DMARC1; p=reject; np=none; t=y"),
            policy(Policy::Reject, Policy::Reject, 100)
        );
        assert_eq!(
            read("v=DMARC1; p=quarantine; sp=none; pct=25"),
            policy(Policy::Quarantine, Policy::None, 25)
        );
        assert_eq!(
            read("v=DMARC1; p=reject; pct=300"),
            policy(Policy::Reject, Policy::Reject, 100)
        );
        assert_eq!(
            read("v=DMARC1; rua=mailto:d@example.com; p=reject"),
            Rfc7489Reading::Ignored
        );
        assert_eq!(
            read("v=DMARC1; rua=mailto:d@example.com"),
            Rfc7489Reading::ActsAsNone
        );
        assert_eq!(read("p=reject"), Rfc7489Reading::Ignored);
    }
}
