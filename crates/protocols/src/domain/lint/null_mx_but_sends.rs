//! A domain that takes no mail, and whose SPF record nevertheless names senders. Receivers that
//! look for a way back refuse its mail.

use crate::answers::Question;
use crate::finding::{Finding, Place, RecordKind, RuleInfo, Severity};

use super::super::observe::{Authorises, Route, Scene, authorises};
use super::DomainRule;

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/null-mx-but-sends",
    severity: Severity::Medium,
    section: "RFC 7505 §4.2",
};

/// §4.2: 'mail systems SHOULD NOT publish a null MX record for domains that they use in
/// RFC5321.MailFrom or RFC5322.From addresses.'
fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    let sends = scene.spf.record().map(authorises) == Some(Authorises::Somebody);
    if scene.mail.route != Route::Null || !sends {
        return;
    }
    let place = Place::new(RecordKind::Spf, Some(scene.domain), scene.spf.text());
    findings.push(
        Finding::new(&INFO, place)
            .evidence(Question::Mx(scene.domain.clone()))
            .evidence(Question::Txt(scene.domain.clone())),
    );
}
