//! What a check says of a domain's SPF.

use crate::answers::{Answers, Need, Needs, Outcome, Question};
use crate::assessment::{Presence, Protection, ProtectionKind, RoomReport, Unknown};
use crate::finding::Value;
use crate::limits::SPF_LOOKUPS_MAX;
use crate::name::DomainName;

use super::lint::{self, Published};
use super::parse::parse_sound;
use super::record::{Mechanism, Qualifier, Record, Selection, select};
use super::survey::{FaultKind, Survey, survey};

/// Assesses SPF of `domain`.
///
/// May ask: TXT of the domain; what [`survey()`] asks of the record that counts; MX and TXT of a
/// name below the domain that nobody has made; the explanation's TXT; A of the names of `exists`;
/// where there is no record, MX and the obsolete type SPF of the domain and TXT at
/// [`lint::WRONG_OWNERS`].
pub fn assess(domain: &DomainName, answers: &Answers) -> Result<RoomReport, Need> {
    let lookup = answers.txt(domain)?;
    let records = match &lookup.outcome {
        Outcome::Records(records) => records.as_slice(),
        Outcome::NoData => &[],
        // That the domain is not there is for the domain's own rules; here it has no record.
        Outcome::NxDomain => return Ok(report(line(Presence::Absent, "spf-no-domain"))),
        Outcome::Failed(failure) => {
            let mut report = report(line(Presence::Unknown, "spf-unknown"));
            report.unknowns.push(Unknown {
                protection: ProtectionKind::Spf,
                question: Question::Txt(domain.clone()),
                failure: *failure,
            });
            return Ok(report);
        }
    };
    let selection = select(records);
    let mut needs = Needs::default();
    let surveyed = match &selection {
        Selection::One(text) => needs.take(survey(domain, text, answers)),
        Selection::None | Selection::Several(_) => None,
    };
    let mut findings = Vec::new();
    let published = Published {
        domain,
        records,
        aliases: &lookup.aliases,
        selection: &selection,
        survey: surveyed.as_ref(),
        answers,
    };
    needs.take(lint::check_published(&published, &mut findings));
    needs.settle()?;
    let unknowns = surveyed.iter().flat_map(|survey| &survey.unknowns);
    Ok(RoomReport {
        protection: protection(&selection, surveyed.as_ref()),
        unknowns: unknowns
            .map(|(question, failure)| Unknown {
                protection: ProtectionKind::Spf,
                question: question.clone(),
                failure: *failure,
            })
            .collect(),
        findings,
    })
}

fn report(protection: Protection) -> RoomReport {
    RoomReport {
        protection,
        findings: Vec::new(),
        unknowns: Vec::new(),
    }
}

fn line(presence: Presence, key: &'static str) -> Protection {
    Protection {
        kind: ProtectionKind::Spf,
        presence,
        key,
        args: Vec::new(),
    }
}

fn protection(selection: &Selection, survey: Option<&Survey>) -> Protection {
    match (selection, survey) {
        (Selection::Several(texts), _) => {
            let mut line = line(Presence::Published, "spf-several");
            line.args.push(("count", count(texts.len())));
            line
        }
        (Selection::One(text), Some(survey)) => match parse_sound(text) {
            Some(record) => of_survey(&record, survey),
            None => line(Presence::Published, "spf-broken"),
        },
        (Selection::None, _) | (Selection::One(_), None) => line(Presence::Absent, "spf-absent"),
    }
}

fn of_survey(record: &Record, survey: &Survey) -> Protection {
    let lookups = usize::try_from(survey.lookups).unwrap_or(usize::MAX);
    let with_lookups = |presence, key| {
        let mut line = line(presence, key);
        line.args.push(("lookups", count(lookups)));
        line.args.push(("max", count(SPF_LOOKUPS_MAX)));
        line
    };
    if lookups > SPF_LOOKUPS_MAX {
        return with_lookups(Presence::Published, "spf-too-many-lookups");
    }
    if survey.faults.iter().any(|fault| is_permerror(&fault.kind)) {
        return line(Presence::Published, "spf-permerror");
    }
    let names_nobody = record
        .directives()
        .all(|(_, directive)| directive.mechanism == Mechanism::All);
    match survey.end() {
        Some(Qualifier::Fail) if names_nobody && record.redirect().is_none() => {
            line(Presence::InForce, "spf-nobody")
        }
        Some(end @ (Qualifier::Fail | Qualifier::SoftFail)) => {
            let key = match survey.unknowns.is_empty() {
                true => "spf-in-force",
                false => "spf-partly-unknown",
            };
            let mut line = with_lookups(Presence::InForce, key);
            line.args
                .push(("end", Value::Text(format!("{}all", end.sign()))));
            line
        }
        Some(Qualifier::Pass) => line(Presence::Published, "spf-everybody"),
        // Where a redirect could not be followed its end is not known.
        None if record.redirect().is_some() && record.all().is_none() => {
            with_lookups(Presence::Published, "spf-end-unknown")
        }
        Some(Qualifier::Neutral) | None => with_lookups(Presence::Published, "spf-neutral"),
    }
}

fn is_permerror(kind: &FaultKind) -> bool {
    match kind {
        FaultKind::WithoutRecord { .. }
        | FaultKind::Broken { .. }
        | FaultKind::Loop { .. }
        | FaultKind::TooManyMxHosts { .. } => true,
        FaultKind::Void { .. } => false,
    }
}

fn count(number: usize) -> Value {
    Value::Count(u64::try_from(number).unwrap_or(u64::MAX))
}
