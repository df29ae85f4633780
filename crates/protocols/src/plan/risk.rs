//! What of a plan may lose mail: whoever applies it is asked once more, by name.

use crate::dmarc;
use crate::dmarc::{Policy, TestMode};
use crate::domain::records::Role;
use crate::rrset::RecordData;

use super::{Plan, PlanStep};

/// A way in which a change may lose mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Risk {
    /// Receivers are asked to reject what fails DMARC, and were not before.
    Reject,
    /// The domain takes no mail any more.
    NoMail,
}

/// The ways in which a plan may lose mail, each once.
pub fn risks(plan: &Plan) -> Vec<Risk> {
    let waiting = plan.waiting.iter().map(|waiting| &waiting.step);
    let mut risks: Vec<Risk> = plan.steps.iter().chain(waiting).filter_map(risk).collect();
    risks.sort_unstable();
    risks.dedup();
    risks
}

fn risk(step: &PlanStep) -> Option<Risk> {
    match step.role {
        Role::Dmarc => {
            let rejects = |values: Vec<&RecordData>| values.into_iter().any(rejects);
            let begins = rejects(step.change.added()) && !rejects(step.change.removed());
            begins.then_some(Risk::Reject)
        }
        Role::NullMx => (!step.change.added().is_empty()).then_some(Risk::NoMail),
        // MTA-STS is left by its machine, which waits until nobody keeps the policy any more.
        Role::MtaSts
        | Role::TlsRpt
        | Role::ReportConsent
        | Role::DkimKey
        | Role::Spf
        | Role::PolicyHost
        | Role::Tlsa
        | Role::KeyRevocation => None,
    }
}

/// Whether a DMARC record asks to reject, and means it.
fn rejects(value: &RecordData) -> bool {
    let RecordData::Txt(txt) = value else {
        return false;
    };
    let record = dmarc::record::parse(&txt.text()).record;
    record.is_some_and(|record| record.p == Some(Policy::Reject) && record.t == TestMode::Off)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::{MxRecord, TxtRecord};
    use crate::plan::StepReason;
    use crate::rrset::{RecordKind, RrSet, RrSetChange, RrSetKey};

    fn set(values: Vec<RecordData>) -> Option<RrSet> {
        (!values.is_empty()).then_some(RrSet {
            ttl_seconds: 60,
            values,
        })
    }

    fn step(role: Role, kind: RecordKind, before: &[RecordData], after: &[RecordData]) -> PlanStep {
        PlanStep {
            role,
            zone: "example.com".parse().unwrap(),
            reason: StepReason::Replace,
            change: RrSetChange {
                key: RrSetKey {
                    owner: "example.com".parse().unwrap(),
                    kind,
                },
                before: set(before.to_vec()),
                after: set(after.to_vec()),
            },
            old_for_seconds: 60,
        }
    }

    fn txt(text: &str) -> RecordData {
        RecordData::Txt(TxtRecord::of(text))
    }

    #[test]
    fn only_the_first_real_reject_is_asked_about() {
        let check = |before: &[&str], after: &[&str], expect| {
            let of = |texts: &[&str]| texts.iter().map(|text| txt(text)).collect::<Vec<_>>();
            let step = step(Role::Dmarc, RecordKind::Txt, &of(before), &of(after));
            assert_eq!(risk(&step), expect, "{before:?} {after:?}");
        };
        check(
            &["v=DMARC1; p=none"],
            &["v=DMARC1; p=reject"],
            Some(Risk::Reject),
        );
        check(&[], &["v=DMARC1; p=reject"], Some(Risk::Reject));
        check(&["v=DMARC1; p=none"], &["v=DMARC1; p=reject; t=y"], None);
        check(
            &["v=DMARC1; p=reject"],
            &["v=DMARC1; p=reject; rua=mailto:a@example.com"],
            None,
        );
        check(&["v=DMARC1; p=reject"], &[], None);
    }

    #[test]
    fn a_null_mx_is_asked_about() {
        let null = RecordData::Mx(MxRecord {
            preference: 0,
            exchange: None,
        });
        let parks = step(
            Role::NullMx,
            RecordKind::Mx,
            &[],
            std::slice::from_ref(&null),
        );
        assert_eq!(risk(&parks), Some(Risk::NoMail));
        let back = step(Role::NullMx, RecordKind::Mx, &[null], &[]);
        assert_eq!(risk(&back), None);
    }
}
