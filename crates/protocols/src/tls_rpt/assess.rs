//! What a check says of a domain's TLS reporting.

use crate::answers::{Answers, Need, Outcome, Question, both};
use crate::assessment::{Presence, Protection, ProtectionKind, RoomReport, Unknown};
use crate::finding::Value;
use crate::name::DomainName;

use super::lint::{self, Published};
use super::record::{OWNER_PREFIX, Selection, meant, parse, select};

/// Assesses TLS reporting of `policy_domain`.
///
/// May ask: TXT at `_smtp._tls.<domain>` and MX of the domain, at once; where there is no record, TXT
/// at the misspelt names that [`lint::WRONG_OWNERS`] lists. At most 4 questions.
pub fn assess(policy_domain: &DomainName, answers: &Answers) -> Result<RoomReport, Need> {
    let mut report = RoomReport {
        protection: line(Presence::Absent, "tls-rpt-absent"),
        findings: Vec::new(),
        unknowns: Vec::new(),
    };
    let Ok(owner) = policy_domain.child(OWNER_PREFIX) else {
        // The owner name does not fit the DNS, so nothing can be published there.
        report.protection.presence = Presence::NotApplicable;
        return Ok(report);
    };
    let (lookup, mx) = both(answers.txt(&owner), answers.mx(policy_domain))?;
    let records = match &lookup.outcome {
        Outcome::Failed(failure) => {
            report.protection = line(Presence::Unknown, "tls-rpt-unknown");
            report.unknowns.push(Unknown {
                protection: ProtectionKind::TlsRpt,
                question: Question::Txt(owner),
                failure: *failure,
            });
            return Ok(report);
        }
        Outcome::Records(records) => records.as_slice(),
        Outcome::NoData | Outcome::NxDomain => &[],
    };
    let selection = select(records);
    let published = Published {
        policy_domain,
        owner: &owner,
        lookup,
        selection: &selection,
        mx,
        answers,
    };
    report.protection = match &selection {
        Selection::One(text) => in_force(text),
        Selection::Several(_) => line(Presence::Published, "tls-rpt-broken"),
        Selection::None(_) if !meant(&selection).is_empty() => {
            line(Presence::Published, "tls-rpt-broken")
        }
        Selection::None(_) if published.takes_no_mail() => {
            line(Presence::NotApplicable, "tls-rpt-no-mail")
        }
        Selection::None(_) => line(Presence::Absent, "tls-rpt-absent"),
    };
    lint::check_published(&published, &mut report.findings)?;
    Ok(report)
}

fn in_force(text: &str) -> Protection {
    match parse(text).record {
        Some(record) => {
            let to: Vec<String> = record.rua.iter().map(ToString::to_string).collect();
            let mut protection = line(Presence::InForce, "tls-rpt-in-force");
            protection.args.push(("rua", Value::Text(to.join(", "))));
            protection
        }
        None => line(Presence::Published, "tls-rpt-broken"),
    }
}

fn line(presence: Presence, key: &'static str) -> Protection {
    Protection {
        kind: ProtectionKind::TlsRpt,
        presence,
        key,
        args: Vec::new(),
    }
}
