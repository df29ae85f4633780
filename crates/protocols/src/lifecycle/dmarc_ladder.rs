//! The DMARC ladder: from watching to rejecting, a rung at a time, each on evidence.

use crate::answers::Failure;
use crate::dmarc::LadderStep;
use crate::time::Timestamp;

use super::advance::Patience;
use super::standing::Standing;

/// For how long `p=none` and `p=quarantine` stand before the next policy, in seconds. RFC 9989 §7.4:
/// 'first by publishing "p=none" for at least a month, followed by publishing "p=quarantine" for an
/// equally long period of time'.
pub const POLICY_KEPT_SECONDS: u64 = 30 * 86_400;
/// For how long a policy is tried with `t=y` before it is meant, in seconds.
pub const TESTED_SECONDS: u64 = 14 * 86_400;
/// How many messages reports must speak of before they prove anything.
pub const MESSAGES_MIN: u64 = 100;
/// Of a hundred messages of one's own senders, how many must pass with an aligned domain.
pub const ALIGNED_PERCENT_MIN: u64 = 98;

/// The rung that was seen, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LadderMemory {
    /// The rung.
    pub step: LadderStep,
    /// Since when it was seen at every server without a break.
    pub since: Timestamp,
}

/// What is known of mail with the domain in `From`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// Nothing: no reports are read. The owner must say.
    Absent,
    /// The owner says that all senders that are wanted pass.
    OwnersWord,
    /// What reports say.
    Reports(ReportEvidence),
}

/// What aggregate reports say of the senders that the owner knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportEvidence {
    /// How many days they cover.
    pub days: u64,
    /// How many messages they count.
    pub messages: u64,
    /// How many of these passed with an aligned domain.
    pub aligned: u64,
    /// Sources with mail that did not pass, and how many messages each.
    pub failing: Vec<(String, u64)>,
}

/// Whether people use the domain for mail of their own, who may write to mailing lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mailboxes {
    /// They do, or it is not known that they do not.
    InUse,
    /// The owner was told what RFC 9989 §7.4 says, and wants it all the same.
    Told,
}

/// Whether a key signs, so that mail passes by more than SPF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signing {
    /// One does, and its record is at every server as far as was seen.
    Signed,
    /// None does.
    Unsigned,
}

/// What a rung waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LadderWait {
    /// The present rung is to be published.
    Published,
    /// Could not be learnt whether it is.
    NotSeen(Failure),
    /// The present rung is to stand for a while.
    Stand(Timestamp),
    /// A key is to sign.
    Signing,
    /// The owner is to say that all senders that are wanted pass, since no reports are read.
    OwnersWord,
    /// Reports speak of too few messages.
    FewMessages {
        /// How many.
        messages: u64,
    },
    /// Reports speak of mail that does not pass.
    NotAligned {
        /// Of how many messages.
        messages: u64,
        /// How many passed.
        aligned: u64,
    },
    /// The owner is to say that RFC 9989 §7.4 is known: mailing lists.
    Mailboxes,
}

/// A rung with all that decides about it.
#[derive(Debug, Clone, Copy)]
pub struct LadderCase<'a> {
    /// The rung that is wanted now.
    pub step: LadderStep,
    /// How far up it shall go.
    pub aim: LadderStep,
    /// What the servers say of the record that is wanted now.
    pub record: &'a Standing,
    /// What was seen, as of now.
    pub memory: Option<LadderMemory>,
    /// What is known of mail.
    pub evidence: &'a Evidence,
    /// Whether people use it.
    pub mailboxes: Mailboxes,
    /// Whether mail is signed.
    pub signing: Signing,
    /// Whether a rung must stand for a while.
    pub patience: Patience,
}

/// What comes next on the ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LadderMove {
    /// Nothing: it is where it shall be.
    Rest,
    /// To this rung.
    To(LadderStep),
    /// Not yet; all that is missing.
    Wait(Vec<LadderWait>),
}

/// What is remembered after a look.
pub fn remember(
    memory: Option<LadderMemory>,
    step: LadderStep,
    record: &Standing,
    now: Timestamp,
) -> Option<LadderMemory> {
    let of_step = memory.filter(|memory| memory.step == step);
    match record {
        Standing::Everywhere => of_step.or(Some(LadderMemory { step, since: now })),
        Standing::Unknown(_) => of_step,
        Standing::Partly { .. } | Standing::Nowhere | Standing::Another => None,
    }
}

/// What comes next. Down is always allowed and goes all the way; up goes one rung at a time.
pub fn next(case: LadderCase<'_>, now: Timestamp) -> LadderMove {
    if case.aim < case.step {
        return LadderMove::To(case.aim);
    }
    let Some(step) = case.step.next().filter(|step| *step <= case.aim) else {
        return LadderMove::Rest;
    };
    let mut waits = standing_waits(case, now);
    // RFC 9989 §7.4: 'domains that publish "p=reject" MUST NOT rely solely on SPF to secure a DMARC pass, and
    // MUST apply valid DKIM signatures to their messages'; a forwarded message is lost to quarantine
    // for the same reason.
    if case.signing == Signing::Unsigned {
        waits.push(LadderWait::Signing);
    }
    waits.extend(evidence_wait(case.evidence));
    // RFC 9989 §7.4: 'domains that host users who might post messages to mailing lists SHOULD NOT publish
    // Domain Owner Assessment Policies of "p=reject"'.
    if step >= LadderStep::RejectTesting && case.mailboxes == Mailboxes::InUse {
        waits.push(LadderWait::Mailboxes);
    }
    if waits.is_empty() {
        LadderMove::To(step)
    } else {
        LadderMove::Wait(waits)
    }
}

fn standing_waits(case: LadderCase<'_>, now: Timestamp) -> Vec<LadderWait> {
    match case.record {
        Standing::Everywhere => {}
        Standing::Unknown(failure) => return vec![LadderWait::NotSeen(*failure)],
        Standing::Partly { .. } | Standing::Nowhere | Standing::Another => {
            return vec![LadderWait::Published];
        }
    }
    if case.patience == Patience::Early {
        return Vec::new();
    }
    let since = case.memory.map_or(now, |memory| memory.since);
    let over = since.plus_seconds(kept_seconds(case.step));
    if now < over {
        vec![LadderWait::Stand(over)]
    } else {
        Vec::new()
    }
}

/// For how long a rung stands before the next.
fn kept_seconds(step: LadderStep) -> u64 {
    match step {
        LadderStep::Monitoring | LadderStep::Quarantine => POLICY_KEPT_SECONDS,
        LadderStep::QuarantineTesting | LadderStep::RejectTesting => TESTED_SECONDS,
        LadderStep::Reject => 0,
    }
}

fn evidence_wait(evidence: &Evidence) -> Option<LadderWait> {
    let reports = match evidence {
        Evidence::Absent => return Some(LadderWait::OwnersWord),
        Evidence::OwnersWord => return None,
        Evidence::Reports(reports) => reports,
    };
    let (messages, aligned) = (reports.messages, reports.aligned);
    if messages < MESSAGES_MIN {
        return Some(LadderWait::FewMessages { messages });
    }
    // The numbers are from outside; 128 bits hold any product of theirs.
    let percent = u128::from(aligned) * 100 / u128::from(messages);
    (percent < ALIGNED_PERCENT_MIN.into()).then_some(LadderWait::NotAligned { messages, aligned })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_795_521_600);

    fn case<'a>(step: LadderStep, evidence: &'a Evidence) -> LadderCase<'a> {
        LadderCase {
            step,
            aim: LadderStep::Reject,
            record: &Standing::Everywhere,
            memory: Some(LadderMemory {
                step,
                since: Timestamp(NOW.0 - POLICY_KEPT_SECONDS),
            }),
            evidence,
            mailboxes: Mailboxes::InUse,
            signing: Signing::Signed,
            patience: Patience::Usual,
        }
    }

    #[test]
    fn without_reports_the_owner_must_say() {
        let absent = case(LadderStep::Monitoring, &Evidence::Absent);
        let wait = LadderMove::Wait(vec![LadderWait::OwnersWord]);
        assert_eq!(next(absent, NOW), wait);
        let said = case(LadderStep::Monitoring, &Evidence::OwnersWord);
        assert_eq!(
            next(said, NOW),
            LadderMove::To(LadderStep::QuarantineTesting)
        );
    }

    #[test]
    fn mailing_lists_are_told_before_reject() {
        let mut at = case(LadderStep::Quarantine, &Evidence::OwnersWord);
        assert_eq!(next(at, NOW), LadderMove::Wait(vec![LadderWait::Mailboxes]));
        at.mailboxes = Mailboxes::Told;
        assert_eq!(next(at, NOW), LadderMove::To(LadderStep::RejectTesting));
    }

    #[test]
    fn everything_that_is_missing_is_said() {
        let mut at = case(LadderStep::Monitoring, &Evidence::Absent);
        at.memory = None;
        at.signing = Signing::Unsigned;
        let over = NOW.plus_seconds(POLICY_KEPT_SECONDS);
        let waits = vec![
            LadderWait::Stand(over),
            LadderWait::Signing,
            LadderWait::OwnersWord,
        ];
        assert_eq!(next(at, NOW), LadderMove::Wait(waits));
    }

    #[test]
    fn down_is_always_allowed() {
        let mut at = case(LadderStep::Reject, &Evidence::Absent);
        at.aim = LadderStep::Monitoring;
        at.record = &Standing::Unknown(Failure::Timeout);
        assert_eq!(next(at, NOW), LadderMove::To(LadderStep::Monitoring));
    }

    #[test]
    fn reports_count_by_their_numbers() {
        let of = |messages, aligned| {
            let evidence = Evidence::Reports(ReportEvidence {
                days: 30,
                messages,
                aligned,
                failing: Vec::new(),
            });
            evidence_wait(&evidence)
        };
        assert_eq!(of(99, 99), Some(LadderWait::FewMessages { messages: 99 }));
        assert_eq!(of(100, 98), None);
        let not = LadderWait::NotAligned {
            messages: 100,
            aligned: 97,
        };
        assert_eq!(of(100, 97), Some(not));
    }
}
