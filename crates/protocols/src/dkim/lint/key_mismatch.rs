//! The key at one of our selectors is not the public part of the private key that signs: every
//! signature fails. After a key was changed in one place and not in the other.

use crate::answers::Question;
use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::published::Publication;

use super::super::build::KeyIntent;
use super::super::key::PublicKey;
use super::super::record::KeyRecord;
use super::super::survey::{Origin, Standing, Survey};
use super::{PublishedRule, place};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/key-mismatch",
    severity: Severity::High,
    section: "RFC 6376 §3.6.1",
};

fn check(survey: &Survey<'_>, findings: &mut Vec<Finding>) {
    for surveyed in &survey.selectors {
        let Origin::Ours { key, .. } = surveyed.origin else {
            continue;
        };
        let records = surveyed.records();
        let keys: Vec<&PublicKey> = records.iter().filter_map(KeyRecord::public_key).collect();
        let Some(published) = keys.first().filter(|_| !keys.contains(&key)) else {
            continue;
        };
        let text = match &surveyed.standing {
            Standing::Records(texts) => texts.join("\n"),
            Standing::Failed(_) | Standing::Missing | Standing::Dangling(_) => String::new(),
        };
        let finding = Finding::new(&INFO, place(&surveyed.owner, &text))
            .text("selector", &surveyed.selector)
            .text("published", published.name())
            .text("wanted", key.name())
            .evidence(Question::Txt(surveyed.owner.clone()));
        let right = KeyIntent::sign(key.clone()).record().to_string();
        let right = Publication::txt(surveyed.owner.clone(), right);
        findings.push(finding.fix(Fix::Publish(right)));
    }
}
