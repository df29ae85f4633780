//! Who changed a record: we, as the journal says, or somebody else.

use protocols::name::DomainName;
use protocols::rrset::{RecordData, RrSetChange};

use crate::ledger::StepId;

use super::change::By;
use super::observe::{mx_text, tlsa_text};
use super::part::{KeptRecords, KeptText, PolicySeen, RecordsFor};

/// What the ledger knows that explains a change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ours {
    /// What we lately wrote, the latest first.
    pub written: Vec<(StepId, RrSetChange)>,
    /// What is wanted, by what it is for, where, and its text.
    pub wanted: Vec<(RecordsFor, DomainName, String)>,
    /// The policy that is wanted.
    pub policy: Option<PolicySeen>,
}

impl Ours {
    /// Who made of `before` what is now `after`.
    pub(super) fn records(
        &self,
        role: RecordsFor,
        owner: &DomainName,
        before: Option<&KeptRecords>,
        after: Option<&KeptRecords>,
    ) -> By {
        let written: Vec<&(StepId, RrSetChange)> = self
            .written
            .iter()
            .filter(|(_, change)| {
                change.key.owner == *owner && change.key.kind.word() == role.kind()
            })
            .collect();
        if let Some((step, latest)) = written.first()
            && is_made(latest, after)
            && rest(&written, before) == rest(&written, after)
        {
            return By::Step(*step);
        }
        let mut wanted = self
            .wanted
            .iter()
            .filter(|(of, at, _)| *of == role && at == owner)
            .map(|(_, _, text)| text.clone())
            .collect::<Vec<_>>();
        wanted.sort();
        match after {
            Some(after) if KeptRecords::of(wanted).as_ref() == Some(after) => By::Wanted,
            Some(_) | None => By::Others,
        }
    }

    /// Who changed the policy that is served.
    pub(super) fn served(&self, after: Option<&PolicySeen>) -> By {
        match after {
            Some(after) if self.policy.as_ref() == Some(after) => By::Wanted,
            Some(_) | None => By::Others,
        }
    }
}

/// Whether all stands that a change brought, and nothing that it took away. The set at the name may
/// hold records for other ends, which are not looked at.
fn is_made(change: &RrSetChange, after: Option<&KeptRecords>) -> bool {
    let has = |data: &&RecordData| after.is_some_and(|set| set.has(&text(data)));
    change.added().iter().all(has) && !change.removed().iter().any(has)
}

/// What none of our changes brought or took away: where it differs, others were at the set too.
fn rest(written: &[&(StepId, RrSetChange)], set: Option<&KeptRecords>) -> Vec<KeptText> {
    let touched: Vec<KeptText> = written
        .iter()
        .flat_map(|(_, change)| change.added().into_iter().chain(change.removed()))
        .map(|data| KeptText::of(&text(data)))
        .collect();
    let texts = set.map(|set| set.texts.clone()).unwrap_or_default();
    let is_rest = |kept: &KeptText| !touched.contains(kept);
    texts.into_iter().filter(is_rest).collect()
}

/// A record as the watch keeps it.
fn text(data: &RecordData) -> String {
    match data {
        RecordData::Txt(txt) => txt.text(),
        RecordData::Cname(name) => name.to_string(),
        RecordData::Mx(mx) => mx_text(mx),
        RecordData::Tlsa(tlsa) => tlsa_text(tlsa),
    }
}

#[cfg(test)]
mod tests {
    use protocols::answers::TxtRecord;
    use protocols::rrset::{RecordKind, RrSet, RrSetKey};

    use super::*;

    fn owner() -> DomainName {
        "a.example".parse().unwrap()
    }

    fn set(texts: &[&str]) -> Option<RrSet> {
        (!texts.is_empty()).then(|| RrSet {
            ttl_seconds: 300,
            values: texts
                .iter()
                .map(|text| RecordData::Txt(TxtRecord::of(text)))
                .collect(),
        })
    }

    fn kept(texts: &[&str]) -> Option<KeptRecords> {
        KeptRecords::of(texts.iter().map(ToString::to_string).collect())
    }

    /// A step that made of the first set the second.
    fn step(id: u64, before: &[&str], after: &[&str]) -> (StepId, RrSetChange) {
        let key = RrSetKey {
            owner: owner(),
            kind: RecordKind::Txt,
        };
        let change = RrSetChange {
            key,
            before: set(before),
            after: set(after),
        };
        (StepId(id), change)
    }

    /// Who did it, by these steps and what the watch saw before and after.
    fn check(written: &[(StepId, RrSetChange)], seen: (&[&str], &[&str]), expect: By) {
        let ours = Ours {
            written: written.to_vec(),
            wanted: vec![(RecordsFor::Spf, owner(), "v=spf1 a -all".to_owned())],
            policy: None,
        };
        let (before, after) = (kept(seen.0), kept(seen.1));
        let by = ours.records(RecordsFor::Spf, &owner(), before.as_ref(), after.as_ref());
        assert_eq!(by, expect, "{written:?} {seen:?}");
    }

    #[test]
    fn a_step_explains_what_it_brought_and_nothing_else() {
        let ours = By::Step(StepId(7));
        let others = By::Others;
        let merged = [step(
            7,
            &["MS=1", "v=spf1 -all"],
            &["MS=1", "v=spf1 mx -all"],
        )];
        check(&merged, (&["v=spf1 -all"], &["v=spf1 mx -all"]), ours);
        // Only seen after another hand was at it.
        check(&merged, (&["v=spf1 -all"], &["v=spf1 +all"]), others);
        let two: &[&str] = &["v=spf1 mx -all", "v=spf1 +all"];
        check(&merged, (&["v=spf1 -all"], two), others);
        // Taken back behind our back.
        check(&merged, (&["v=spf1 mx -all"], &["v=spf1 -all"]), others);
        check(&merged, (&["v=spf1 -all"], &[]), others);
        check(
            &[step(7, &["v=spf1 -all"], &[])],
            (&["v=spf1 -all"], &[]),
            ours,
        );
        check(
            &[step(7, &[], &["v=spf1 -all"])],
            (&[], &["v=spf1 -all"]),
            ours,
        );
    }

    #[test]
    fn several_steps_explain_what_they_did_together() {
        let steps = [
            step(8, &["v=spf1 mx -all"], &["v=spf1 mx ~all"]),
            step(7, &["v=spf1 -all"], &["v=spf1 mx -all"]),
        ];
        let seen: (&[&str], &[&str]) = (&["v=spf1 -all"], &["v=spf1 mx ~all"]);
        check(&steps, seen, By::Step(StepId(8)));
        // Somebody brought the older one back.
        let seen: (&[&str], &[&str]) = (&["v=spf1 mx ~all"], &["v=spf1 mx -all"]);
        check(&steps, seen, By::Others);
    }

    #[test]
    fn what_is_wanted_was_done_by_hand() {
        check(&[], (&["v=spf1 -all"], &["v=spf1 a -all"]), By::Wanted);
        check(&[], (&["v=spf1 -all"], &["v=spf1 b -all"]), By::Others);
    }
}
