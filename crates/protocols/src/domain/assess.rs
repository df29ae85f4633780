//! The check of a whole domain.

use std::borrow::Cow;

use crate::answers::{Answers, Lookup, Need, Needs, Outcome, both};
use crate::assessment::{Assessment, ProtectionKind, RoomReport};
use crate::dkim::{KnownSelector, Source};
use crate::finding::Finding;
use crate::name::DomainName;
use crate::time::Timestamp;
use crate::{dane, dkim, dmarc, mta_sts, spf, tls_rpt};

use super::desired::{Desired, Purpose, Writers};
use super::observe::{self, Scene};
use super::options::{CheckOptions, Expectation};
use super::{context, lint, summary, weigh};

/// Checks a domain: what every room says, what the rules over several answers say, weighed against
/// each other, worst first.
///
/// May ask what the rooms and [`observe::observe`] ask; independent questions are asked at once.
pub fn assess(
    domain: &DomainName,
    wanted: Option<&Desired>,
    options: &CheckOptions,
    answers: &Answers,
    now: Timestamp,
) -> Result<Assessment, Need> {
    if is_absent(domain, answers) {
        return Ok(Assessment {
            findings: vec![lint::not_found(domain)],
            ..Assessment::default()
        });
    }
    let options = &with_wanted(options, wanted, now);
    let scene = observe::observe(domain, wanted, options, answers, now);
    let context = match &scene {
        Ok(scene) => context::of(scene),
        // What is known of the domain decides what DMARC says of it, not what it asks.
        Err(_) => dmarc::Context::default(),
    };
    let rooms = rooms(domain, context, options, answers, now);
    let ((rooms, context), mut scene) = both(rooms, scene)?;
    scene.known = context;
    let mut assessment = Assessment::default();
    for room in rooms {
        assessment.add(room);
    }
    assessment.add(own_report(&scene));
    weigh::weigh(&scene, &mut assessment);
    // The mail hosts are looked at for other rooms too; their line belongs to those who asked for it.
    let protections = &mut assessment.protections;
    protections.retain(|protection| options.rooms.has(protection.kind));
    sort(&mut assessment.findings);
    assessment
        .protections
        .sort_by_key(|protection| protection.kind);
    let unknowns = &mut assessment.unknowns;
    unknowns.sort_by(|a, b| (a.protection, &a.question).cmp(&(b.protection, &b.question)));
    unknowns.dedup();
    Ok(assessment)
}

/// The options with what the owner's wishes add: a domain that is to have no mail is expected to
/// have none, and the selectors of the owner's keys are known.
fn with_wanted<'a>(
    options: &'a CheckOptions,
    wanted: Option<&Desired>,
    now: Timestamp,
) -> Cow<'a, CheckOptions> {
    let Some(desired) = wanted else {
        return Cow::Borrowed(options);
    };
    let mut options = options.clone();
    match &desired.purpose {
        Purpose::Parked { .. } => options.expectation = Expectation::Parked,
        Purpose::Mail(intent) => {
            if options.expectation == Expectation::Unstated {
                options.expectation = match intent.writers {
                    Writers::People => Expectation::Mailboxes,
                    Writers::Unstated => Expectation::Unstated,
                };
            }
            let known = &mut options.selectors.known;
            for key in &intent.keys {
                if known.iter().all(|other| other.selector != key.selector) {
                    known.extend(key.known(now));
                }
            }
            for selector in &intent.adopted {
                if known.iter().all(|other| other.selector != *selector) {
                    known.push(KnownSelector {
                        selector: selector.clone(),
                        source: Source::Asked,
                    });
                }
            }
        }
    }
    Cow::Owned(options)
}

/// Whether the domain is known not to exist. RFC 8020 §2: below it there is nothing either.
fn is_absent(domain: &DomainName, answers: &Answers) -> bool {
    fn absent<T>(lookup: Result<&Lookup<T>, Need>) -> bool {
        // RFC 6604 §3: behind an alias the code is that of the last name, and the first one exists.
        lookup.is_ok_and(|l| matches!(l.outcome, Outcome::NxDomain) && l.aliases.is_empty())
    }
    absent(answers.mx(domain)) || absent(answers.txt(domain))
}

/// What the rooms say, all of them asking at once, and what is known with what DKIM says.
fn rooms(
    domain: &DomainName,
    mut context: dmarc::Context,
    options: &CheckOptions,
    answers: &Answers,
    now: Timestamp,
) -> Result<(Vec<RoomReport>, dmarc::Context), Need> {
    let mut needs = Needs::default();
    let mut reports = Vec::new();
    if options.rooms.has(ProtectionKind::Spf) {
        reports.extend(needs.take(spf::assess(domain, answers)));
    }
    if options.rooms.has(ProtectionKind::Dkim) {
        let signing = context::signing(&context);
        let report = needs.take(dkim::assess(domain, &options.selectors, signing, answers));
        context.dkim = context::dkim(report.as_ref());
        reports.extend(report);
    }
    if options.rooms.has(ProtectionKind::Dmarc) {
        reports.extend(needs.take(dmarc::assess(domain, &context, answers)));
    }
    if options.rooms.has(ProtectionKind::MtaSts) {
        reports.extend(needs.take(mta_sts::assess(domain, answers, now)));
    }
    if options.rooms.has(ProtectionKind::TlsRpt) {
        reports.extend(needs.take(tls_rpt::assess(domain, answers)));
    }
    if options.rooms.has(ProtectionKind::Dane) {
        reports.extend(needs.take(dane::assess(domain, answers, now)));
    }
    needs.settle()?;
    Ok((reports, context))
}

fn own_report(scene: &Scene<'_>) -> RoomReport {
    RoomReport {
        protection: summary::line(&scene.mail),
        findings: lint::check(scene),
        unknowns: scene.unknowns.clone(),
    }
}

/// Worst first; what is equally bad by room, id and place, so that the order never depends on
/// chance.
fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        (b.severity.cmp(&a.severity))
            .then_with(|| a.rule.id.cmp(b.rule.id))
            .then_with(|| a.place.owner.cmp(&b.place.owner))
            .then_with(|| a.place.span.cmp(&b.place.span))
            .then_with(|| a.place.text.cmp(&b.place.text))
    });
}
