//! Reports are asked to a mailbox whose domain takes no mail: a null MX (RFC 7505), no such domain,
//! or neither MX nor address. They bounce.

use crate::answers::{Answers, Failure, Need, Needs, Outcome, Question};
use crate::finding::{RuleInfo, Severity};
use crate::name::DomainName;
use crate::report_uri::ReportUri;

use super::{Noted, Published, PublishedRule, report_severity};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/destination-without-mail",
    severity: Severity::Medium,
    section: "RFC 5321 §5.1",
};

fn check(published: &Published<'_>, noted: &mut Noted) -> Result<(), Need> {
    let mut needs = Needs::default();
    for destination in published.hosts() {
        let ReportUri::Mailto { domain, .. } = &destination.uri else {
            continue;
        };
        match needs.take(takes_mail(domain, published.answers)) {
            None | Some(Mail::Taken) => {}
            Some(Mail::Refused(question)) => {
                let finding = published.destination(&INFO, destination);
                let severity = report_severity(destination.tag, INFO.severity);
                let finding = finding.severity(severity).text("host", domain);
                noted.findings.push(finding.evidence(question));
            }
            Some(Mail::Unknown(question, failure)) => noted.unknown(question, failure),
        }
    }
    needs.settle()
}

/// Whether a domain takes mail.
enum Mail {
    Taken,
    Refused(Question),
    Unknown(Question, Failure),
}

/// RFC 5321 §5.1: without MX records the domain itself is the host, if it has an address.
fn takes_mail(domain: &DomainName, answers: &Answers) -> Result<Mail, Need> {
    let mx = Question::Mx(domain.clone());
    match &answers.mx(domain)?.outcome {
        Outcome::Records(records) if records.iter().all(|mx| mx.exchange.is_none()) => {
            return Ok(Mail::Refused(mx));
        }
        Outcome::Records(_) => return Ok(Mail::Taken),
        Outcome::NxDomain => return Ok(Mail::Refused(mx)),
        Outcome::Failed(failure) => return Ok(Mail::Unknown(mx, *failure)),
        Outcome::NoData => {}
    }
    let mut needs = Needs::default();
    let a = needs.take(answers.a(domain));
    let aaaa = needs.take(answers.aaaa(domain));
    needs.settle()?;
    let a = a.map(|lookup| lookup.outcome.known().map(<[_]>::len));
    let aaaa = aaaa.map(|lookup| lookup.outcome.known().map(<[_]>::len));
    Ok(match (a, aaaa) {
        (Some(Ok(1..)), _) | (_, Some(Ok(1..))) => Mail::Taken,
        (Some(Err(failure)), _) => Mail::Unknown(Question::A(domain.clone()), failure),
        (_, Some(Err(failure))) => Mail::Unknown(Question::Aaaa(domain.clone()), failure),
        (_, _) => Mail::Refused(mx),
    })
}
