//! Whatever stands: carrying a plan out leaves nothing to plan, never makes a second SPF record, and
//! leaves every value of others that nobody asked to replace.

// A test may stop at the first surprise.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use protocols::answers::{
    Answer, Answers, Failure, Lookup, MxRecord, Outcome, PolicyFetch, Question, TxtRecord,
};
use protocols::domain::{Desired, Purpose, ReportAddresses, Role};
use protocols::name::DomainName;
use protocols::plan::{
    Owned, OwnedValue, Plan, PlanStep, Requests, SeveralSpf, StepReason, WaitFor, Wanted, plan,
};
use protocols::report_uri::ReportUri;
use protocols::rrset::{RecordData, RecordKind, RrSet, RrSetKey, same_values};
use protocols::spf::{Authorised, Selection, select};
use protocols::time::Timestamp;

const NOW: Timestamp = Timestamp(1_795_521_600);
const DOMAIN: &str = "example.com";
const CONSENT: &str = "example.com._report._dmarc.reports.example";

fn name(text: &str) -> DomainName {
    text.parse().unwrap()
}

/// What may stand, at one name each: records as we would publish them, others of the kind, and what
/// has nothing to do with mail.
const TEXTS: [(&str, &[&str]); 6] = [
    (
        DOMAIN,
        &[
            "v=spf1 mx ~all",
            "v=spf1 include:spf.example.net -all",
            "v=spf1 ip4:192.0.2.300 -all",
            "v=spf1 mx include:a.example ?all",
            "v=spf1 -all",
            "MS=ms12345678",
        ],
    ),
    (
        "_dmarc.example.com",
        &[
            "v=DMARC1; p=none; np=reject; rua=mailto:dmarc@example.com",
            "v=DMARC1;p=none;rua=mailto:in@reports.example,mailto:dmarc@example.com;np=reject",
            "v=DMARC1; p=reject",
            "v=DMARC1; p=reject; sp=reject; np=reject",
            "note=hello",
        ],
    ),
    (
        "_smtp._tls.example.com",
        &[
            "v=TLSRPTv1; rua=mailto:tlsrpt@example.com",
            "v=TLSRPTv1;rua=mailto:other@example.com",
            "note=hello",
        ],
    ),
    (
        "_mta-sts.example.com",
        &["v=STSv1; id=1", "v=STSv1; id=2", "note=hello"],
    ),
    (
        "*._domainkey.example.com",
        &["v=DKIM1; p=", "v=DKIM1;p=", "note=hello"],
    ),
    (CONSENT, &["v=DMARC1;", "v=DMARC1", "note=hello"]),
];

/// What a test chooses.
#[derive(Debug, Clone)]
struct Choice {
    /// Which of the texts stand, and which of those are ours, a bit each.
    stands: [u8; 6],
    ours: [u8; 6],
    /// What `mta-sts` is an alias of: nothing, what is wanted, or another's; and whether it is ours.
    alias: u8,
    alias_is_ours: bool,
    mx: bool,
    parked: bool,
    senders: bool,
    external: bool,
    policy_host: bool,
    merge: bool,
    take_over: u8,
    looked_after: bool,
}

fn choice() -> impl Strategy<Value = Choice> {
    // Mostly little stands.
    let mask = prop_oneof![Just(0_u8), 0..8_u8, any::<u8>()];
    let masks = || proptest::array::uniform6(mask.clone());
    let flags = proptest::array::uniform9(any::<bool>());
    (masks(), masks(), 0..3_u8, 0..16_u8, flags).prop_map(
        |(stands, ours, alias, take_over, flags)| Choice {
            stands,
            ours,
            alias,
            take_over,
            alias_is_ours: flags[0],
            mx: flags[1],
            parked: flags[2] && flags[3],
            senders: flags[4],
            external: flags[5],
            policy_host: flags[6],
            merge: flags[7],
            looked_after: flags[8],
        },
    )
}

/// Everything that stands, and what of it is ours.
#[derive(Debug, Clone)]
struct World {
    sets: BTreeMap<RrSetKey, RrSet>,
    owned: BTreeSet<OwnedValue>,
    desired: Desired,
    requests: Requests,
}

impl World {
    fn of(choice: &Choice) -> World {
        let mut world = World {
            sets: BTreeMap::new(),
            owned: BTreeSet::new(),
            desired: desired(choice),
            requests: requests(choice),
        };
        for (index, (owner, texts)) in TEXTS.iter().enumerate() {
            for (bit, text) in texts.iter().enumerate() {
                let has = |mask: u8| mask & (1 << bit) != 0;
                if has(choice.stands[index]) {
                    let value = RecordData::Txt(TxtRecord::of(text));
                    let is_mail = !text.starts_with("note=") && !text.starts_with("MS=");
                    world.stand(owner, value, has(choice.ours[index]) && is_mail);
                }
            }
        }
        let targets = ["", "policy.example.net", "other.example.net"];
        if choice.alias > 0 {
            let target = name(targets[usize::from(choice.alias)]);
            let value = RecordData::Cname(target);
            world.stand("mta-sts.example.com", value, choice.alias_is_ours);
        }
        if choice.mx {
            let exchange = Some(name("mail.example.com"));
            let mx = MxRecord {
                preference: 10,
                exchange,
            };
            world.stand(DOMAIN, RecordData::Mx(mx), false);
        }
        world
    }

    fn stand(&mut self, owner: &str, value: RecordData, is_ours: bool) {
        let owner = name(owner);
        if is_ours {
            self.owned.insert(OwnedValue::of(&owner, &value));
        }
        let key = RrSetKey {
            owner,
            kind: value.kind(),
        };
        let set = self.sets.entry(key).or_insert_with(|| RrSet {
            ttl_seconds: 600,
            values: Vec::new(),
        });
        set.values.push(value);
    }

    fn plan(&self) -> Plan {
        let owned: Vec<OwnedValue> = self.owned.iter().cloned().collect();
        let wanted = Wanted::new(&self.desired, Owned(&owned), &self.requests).unwrap();
        let mut answers = Answers::new();
        loop {
            let need = match plan(&wanted, &answers, NOW) {
                Ok(plan) => return plan,
                Err(need) => need,
            };
            for question in need.questions() {
                assert!(answers.add(question.clone(), self.answer(question)));
            }
        }
    }

    fn answer(&self, question: &Question) -> Answer {
        match question {
            Question::Txt(name) => Answer::Txt(self.set(name, RecordKind::Txt, |v| match v {
                RecordData::Txt(txt) => Some(txt.clone()),
                _ => None,
            })),
            Question::Cname(name) => {
                Answer::Cname(self.set(name, RecordKind::Cname, |v| match v {
                    RecordData::Cname(target) => Some(target.clone()),
                    _ => None,
                }))
            }
            Question::Mx(name) => Answer::Mx(self.set(name, RecordKind::Mx, |v| match v {
                RecordData::Mx(mx) => Some(mx.clone()),
                _ => None,
            })),
            Question::Ns(at) => Answer::Ns(Lookup::plain(match at.as_str() {
                DOMAIN | "reports.example" => Outcome::Records(vec![name("ns.example.net")]),
                _ => Outcome::NoData,
            })),
            Question::A(_) => Answer::A(Lookup::plain(Outcome::NoData)),
            Question::Aaaa(_) => Answer::Aaaa(Lookup::plain(Outcome::NoData)),
            Question::Policy(_) => {
                Answer::Policy(PolicyFetch::NoConnection(Failure::Timeout).into())
            }
            other => panic!("{other:?} is nothing a plan asks"),
        }
    }

    fn set<T>(
        &self,
        owner: &DomainName,
        kind: RecordKind,
        pick: impl Fn(&RecordData) -> Option<T>,
    ) -> Lookup<T> {
        let key = RrSetKey {
            owner: owner.clone(),
            kind,
        };
        let mut lookup = Lookup::plain(match self.sets.get(&key) {
            Some(set) => Outcome::Records(set.values.iter().filter_map(pick).collect()),
            None => Outcome::NoData,
        });
        lookup.server = "ns".to_owned();
        lookup.ttl_seconds = self.sets.get(&key).map_or(0, |set| set.ttl_seconds);
        lookup
    }

    /// Makes a step, as whoever writes does: only where `before` is what stands.
    fn carry_out(&mut self, step: &PlanStep) {
        let change = &step.change;
        let standing = self.sets.get(&change.key);
        assert!(
            same_values(standing, change.before.as_ref()),
            "{step:?} was planned for something else than {standing:?}"
        );
        for value in change.removed() {
            self.owned.remove(&OwnedValue::of(&change.key.owner, value));
        }
        for value in change.added() {
            self.owned.insert(OwnedValue::of(&change.key.owner, value));
        }
        match &change.after {
            Some(set) => self.sets.insert(change.key.clone(), set.clone()),
            None => self.sets.remove(&change.key),
        };
    }

    fn adopt(&mut self, plan: &Plan) -> Vec<(RrSetKey, RecordData)> {
        let mut adopted = Vec::new();
        for record in &plan.adopted {
            let data = RecordData::from(&record.publication.data);
            let owned = OwnedValue::of(&record.publication.owner, &data);
            adopted.push((owned.key(), data));
            self.owned.insert(owned);
        }
        adopted
    }

    fn spf(&self) -> Vec<String> {
        let key = RrSetKey {
            owner: name(DOMAIN),
            kind: RecordKind::Txt,
        };
        let values = self.sets.get(&key).into_iter().flat_map(|set| &set.values);
        let records: Vec<TxtRecord> = values
            .filter_map(|value| match value {
                RecordData::Txt(txt) => Some(txt.clone()),
                _ => None,
            })
            .collect();
        match select(&records) {
            Selection::None => Vec::new(),
            Selection::One(text) => vec![text],
            Selection::Several(texts) => texts,
        }
    }

    fn has(&self, key: &RrSetKey, value: &RecordData) -> bool {
        self.sets.get(key).is_some_and(|set| set.has(value))
    }

    /// The values of others.
    fn foreign(&self) -> Vec<(RrSetKey, RecordData)> {
        let sets = self.sets.iter();
        let values = sets.flat_map(|(key, set)| set.values.iter().map(move |v| (key, v)));
        values
            .filter(|(key, value)| !self.owned.contains(&OwnedValue::of(&key.owner, value)))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect()
    }
}

fn desired(choice: &Choice) -> Desired {
    let domain = name(DOMAIN);
    if choice.parked {
        return Desired::parked(domain, Vec::new());
    }
    let mut reports = ReportAddresses::of(&domain);
    if choice.external {
        reports
            .dmarc
            .insert(0, ReportUri::mailbox("in@reports.example").unwrap());
    }
    let mx = MxRecord {
        preference: 10,
        exchange: Some(name("mail.example.com")),
    };
    let mut desired = Desired::first(domain, vec![mx], Vec::new(), reports);
    if let Purpose::Mail(intent) = &mut desired.purpose {
        if choice.senders {
            let include = Authorised::Include(name("news.example.net"));
            intent.spf.senders.push(include);
        }
        if choice.policy_host {
            intent.policy_host = Some(name("policy.example.net"));
        }
    }
    desired
}

fn requests(choice: &Choice) -> Requests {
    let roles = [Role::Dmarc, Role::TlsRpt, Role::MtaSts, Role::PolicyHost];
    let asked = roles.into_iter().enumerate();
    Requests {
        several_spf: if choice.merge {
            SeveralSpf::Merge
        } else {
            SeveralSpf::Keep
        },
        take_over: asked
            .filter(|(bit, _)| choice.take_over & (1 << bit) != 0)
            .map(|(_, role)| role)
            .collect(),
        looked_after: choice
            .looked_after
            .then(|| name("reports.example"))
            .into_iter()
            .collect(),
    }
}

/// Whether the owner asked for a step that replaces what others published.
fn may_replace(step: &PlanStep, requests: &Requests) -> bool {
    match step.reason {
        StepReason::Merge => step.role == Role::Spf,
        StepReason::MergeSeveral => requests.several_spf == SeveralSpf::Merge,
        StepReason::TakeOver => requests.take_over.contains(&step.role),
        StepReason::Create
        | StepReason::Replace
        | StepReason::Withdraw
        | StepReason::GiveBack
        | StepReason::TakeBack
        | StepReason::Restore => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_plan_that_was_carried_out_leaves_nothing_to_plan(choice in choice()) {
        let mut world = World::of(&choice);
        let at_first = world.clone();
        let mut replaced: Vec<(RrSetKey, RecordData)> = Vec::new();
        let mut planned = world.plan();
        for round in 0.. {
            prop_assert!(round < 3, "no end: {planned:#?}");
            let waiting = planned.waiting.clone();
            for step in &planned.steps {
                let foreign = world.foreign();
                world.carry_out(step);
                // Never a second SPF record.
                prop_assert!(world.spf().len() <= at_first.spf().len().max(1));
                for (key, value) in foreign {
                    if !world.has(&key, &value) {
                        prop_assert!(key == step.change.key && may_replace(step, &world.requests));
                        replaced.push((key, value));
                    }
                }
            }
            // What became ours may be replaced later.
            replaced.extend(world.adopt(&planned));
            planned = world.plan();
            if planned.steps.is_empty() {
                break;
            }
            // Only what waited for what was just done comes after it, as it was shown.
            for step in &planned.steps {
                let was_shown = waiting.iter().any(|waiting| {
                    // How long the old answers live is known only when they stand.
                    let mut shown = waiting.step.clone();
                    shown.old_for_seconds = step.old_for_seconds;
                    shown == *step && matches!(waiting.until, WaitFor::InPlace(_))
                });
                prop_assert!(was_shown, "{step:?}\nis none of\n{waiting:?}");
            }
        }
        prop_assert!(planned.adopted.is_empty(), "{planned:#?}");
        // What others published stands, became ours, or went with a step that says so.
        for (key, value) in at_first.foreign() {
            let went = replaced.contains(&(key.clone(), value.clone()));
            prop_assert!(went || world.has(&key, &value), "{key} {value:?}");
        }
    }

    /// What is merged keeps every term of the record that stood, and its end.
    #[test]
    fn a_merge_keeps_what_stood(choice in choice()) {
        let world = World::of(&choice);
        for step in world.plan().steps {
            if step.reason != StepReason::Merge {
                continue;
            }
            let text = |values: Vec<&RecordData>| match values[..] {
                [RecordData::Txt(txt)] => txt.text(),
                ref other => panic!("{other:?}"),
            };
            let (before, after) = (text(step.change.removed()), text(step.change.added()));
            let after: Vec<&str> = after.split(' ').collect();
            for term in before.split(' ') {
                prop_assert!(after.contains(&term), "{term} of {before} is lost: {after:?}");
            }
            prop_assert_eq!(before.split(' ').next_back(), after.last().copied());
        }
    }
}
