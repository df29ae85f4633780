use std::collections::BTreeMap;

use proptest::prelude::*;
use protocols::answers::{Failure, TxtRecord};
use protocols::assessment::ProtectionKind;
use protocols::finding::Severity;
use protocols::rrset::{RecordData, RecordKind, RrSet, RrSetChange, RrSetKey};

use super::*;
use crate::ledger::StepId;
use crate::watch::change::{By, CertificateStage};
use crate::watch::includes::IncludeChange;
use crate::watch::observe::{Blind, GapOf, QuestionId, Unseen};
use crate::watch::part::{
    CertificateSeen, FindingKey, FindingSeen, IncludeSeen, KeptRecords, Part, RecordsFor, Value,
};
use crate::watch::state::SETTLED_SECONDS;

const START: u64 = 1_795_000_000;
const MINUTE: u64 = 60;
const HOUR: u64 = 3_600;
const DAY: u64 = 86_400;

fn domain() -> DomainName {
    "a.example".parse().unwrap()
}

fn name(text: &str) -> DomainName {
    text.parse().unwrap()
}

fn records(texts: &[&str]) -> Option<Value> {
    let texts = texts.iter().map(ToString::to_string).collect();
    KeptRecords::of(texts).map(Value::Records)
}

fn spf() -> Part {
    Part::Records(RecordsFor::Spf, domain())
}

fn mx() -> Part {
    Part::Records(RecordsFor::Mx, domain())
}

fn found(rule: &str) -> FindingKey {
    FindingKey {
        rule: rule.to_owned(),
        owner: Some(domain()),
    }
}

/// What a look sees, built up by hand.
#[derive(Clone)]
struct Scene(Observation);

impl Scene {
    fn plain() -> Scene {
        let mut scene = Scene(Observation::default());
        scene.0.known.insert(spf(), records(&["v=spf1 mx -all"]));
        scene.0.known.insert(mx(), records(&["10 mx.b.example"]));
        scene
    }

    fn with(mut self, part: Part, value: Option<Value>) -> Scene {
        self.0.unknown.remove(&part);
        self.0.known.insert(part, value);
        self
    }

    fn finding(self, rule: &str, severity: Severity) -> Scene {
        self.with(
            Part::Finding(found(rule)),
            Some(Value::Finding(FindingSeen::of(severity, &[]))),
        )
    }

    /// The domain's DNS does not answer for this part.
    fn without(mut self, part: Part, kind: ProtectionKind) -> Scene {
        self.0.known.remove(&part);
        let question = QuestionId(1 + u64::from(part == mx()));
        self.0.unknown.insert(part);
        for kind in [kind, ProtectionKind::Mail] {
            self.0.blind.entry(kind).or_default().insert(question);
        }
        let unseen = self.0.gaps.entry(GapOf::Dns).or_insert_with(|| Unseen {
            failure: Failure::Timeout,
            servers: vec!["ns1.b.example".to_owned()],
            questions: Blind::new(),
        });
        unseen.questions.insert(question);
        self
    }
}

/// A domain looked at again and again.
struct Story {
    watch: Option<DomainWatch>,
    terms: Terms,
    now: u64,
    ours: Ours,
    lives: Lives,
}

impl Story {
    /// Begins with this, which nobody is told of.
    fn of(scene: &Scene) -> Story {
        let mut story = Story {
            watch: None,
            terms: Terms::default(),
            now: START,
            ours: Ours::default(),
            lives: Lives::NotSeen,
        };
        let looked = story.look(scene);
        assert!(matches!(looked.entries[..], [Change::Begun { .. }]));
        assert_eq!(looked.notices, []);
        story
    }

    fn look(&mut self, scene: &Scene) -> Looked {
        self.look_after(5 * MINUTE, scene)
    }

    fn look_after(&mut self, seconds: u64, scene: &Scene) -> Looked {
        self.now += seconds;
        let glance = Glance {
            seen: scene.0.clone(),
            ours: self.ours.clone(),
            lives: self.lives.clone(),
            events: Vec::new(),
        };
        let now = Timestamp(self.now);
        let looked = look(&domain(), self.watch.as_ref(), glance, &self.terms, now);
        self.watch = Some(looked.watch.clone());
        looked
    }

    /// Looks that bring nothing.
    fn nothing_new(&mut self, scene: &Scene, looks: u32) {
        for _ in 0..looks {
            let looked = self.look(scene);
            assert_eq!((looked.entries, looked.notices), (vec![], vec![]));
        }
    }
}

/// The one thing that is told.
fn one(looked: &Looked) -> Notice {
    assert_eq!(looked.notices.len(), 1, "{:#?}", looked.notices);
    looked.notices[0].clone()
}

#[test]
fn a_change_counts_when_it_was_seen_twice() {
    let plain = Scene::plain();
    let mut story = Story::of(&plain);
    story.nothing_new(&plain, 3);
    let other = plain.clone().with(spf(), records(&["v=spf1 +all"]));
    let first = story.look(&other);
    assert_eq!((first.entries, first.notices), (vec![], vec![]));
    assert_eq!(first.open, Open::Stir);
    let told = one(&story.look(&other));
    let Change::Records {
        role,
        before,
        after,
        by,
        ..
    } = &told.change
    else {
        panic!("{told:?}");
    };
    assert_eq!((*role, *by), (RecordsFor::Spf, By::Others));
    assert_eq!(
        before.clone().map(Value::Records),
        records(&["v=spf1 mx -all"])
    );
    assert_eq!(after.clone().map(Value::Records), records(&["v=spf1 +all"]));
    story.nothing_new(&other, 3);
}

#[test]
fn what_was_there_for_one_look_was_not_there() {
    let plain = Scene::plain();
    let mut story = Story::of(&plain);
    let other = plain.clone().with(spf(), None);
    for _ in 0..3 {
        story.nothing_new(&other, 1);
        story.nothing_new(&plain, 1);
    }
    // A set that is answered by turns is not looked at again and again.
    for _ in 0..4 {
        story.nothing_new(&other, 1);
        story.nothing_new(&plain, 1);
    }
    assert_eq!(story.look(&other).open, Open::Nothing);
}

#[test]
fn what_we_did_counts_at_once_and_is_ours() {
    let plain = Scene::plain();
    let mut story = Story::of(&plain);
    let set = |text: &str| RrSet {
        ttl_seconds: 60,
        values: vec![RecordData::Txt(TxtRecord::of(text))],
    };
    let change = RrSetChange {
        key: RrSetKey {
            owner: domain(),
            kind: RecordKind::Txt,
        },
        before: Some(set("v=spf1 mx -all")),
        after: Some(set("v=spf1 mx ~all")),
    };
    story.ours.written = vec![(StepId(9), change)];
    let told = one(&story.look(&plain.with(spf(), records(&["v=spf1 mx ~all"]))));
    let Change::Records { by, .. } = told.change else {
        panic!("{told:?}");
    };
    assert_eq!(by, By::Step(StepId(9)));
    assert_eq!(told.telling, Telling::Event);
}

#[test]
fn what_could_not_be_asked_is_never_missing() {
    let plain = Scene::plain().finding("spf/soft-fail", Severity::Medium);
    let mut story = Story::of(&plain);
    let mut silent = plain
        .clone()
        .without(spf(), ProtectionKind::Spf)
        .without(mx(), ProtectionKind::Mail);
    silent.0.known.clear();
    story.nothing_new(&silent, 2);
    assert_eq!(story.look(&silent).open, Open::Unseen(3));
    // Everything is as it was, and nobody hears of it but the timeline.
    let back = story.look(&plain);
    assert_eq!(back.notices, []);
    let [
        Change::Gap {
            since,
            until,
            tries,
            ..
        },
    ] = &back.entries[..]
    else {
        panic!("{:?}", back.entries);
    };
    assert_eq!(*tries, 3);
    assert_eq!(since.0 + 15 * MINUTE, until.unwrap().0);
    assert_eq!(story.watch.as_ref().unwrap().incomplete_looks, 3);
    story.nothing_new(&plain, 2);
}

#[test]
fn a_gap_is_told_when_it_lasts_and_when_it_is_over() {
    let plain = Scene::plain();
    let mut story = Story::of(&plain);
    let silent = plain.clone().without(spf(), ProtectionKind::Spf);
    story.nothing_new(&silent, 3);
    let lasting = story.look_after(6 * HOUR, &silent);
    assert_eq!(lasting.entries, []);
    let told = one(&lasting);
    assert_eq!(told.telling, Telling::Raise(AlarmKey::Gap(GapOf::Dns)));
    assert!(matches!(
        told.change,
        Change::Gap {
            until: None,
            tries: 4,
            ..
        }
    ));
    story.nothing_new(&silent, 3);
    let back = story.look(&plain);
    let told = one(&back);
    assert_eq!(told.telling, Telling::Clear(AlarmKey::Gap(GapOf::Dns)));
    assert_eq!(back.entries, [told.change]);
}

#[test]
fn a_single_failure_is_no_line() {
    let plain = Scene::plain();
    let mut story = Story::of(&plain);
    story.nothing_new(&plain.clone().without(spf(), ProtectionKind::Spf), 1);
    story.nothing_new(&plain, 2);
}

#[test]
fn a_change_is_seen_across_a_gap() {
    let plain = Scene::plain();
    let mut story = Story::of(&plain);
    let other = plain.clone().with(spf(), records(&["v=spf1 +all"]));
    let silent = plain.clone().without(spf(), ProtectionKind::Spf);
    story.nothing_new(&silent, 1);
    story.nothing_new(&other, 1);
    story.nothing_new(&silent, 1);
    one(&story.look(&other));
}

#[test]
fn a_finding_is_an_alarm_and_then_an_all_clear() {
    let plain = Scene::plain();
    let mut story = Story::of(&plain);
    let bad = plain
        .clone()
        .finding("dmarc/record-missing", Severity::High);
    story.nothing_new(&bad, 1);
    let key = AlarmKey::Finding(found("dmarc/record-missing"));
    let told = one(&story.look(&bad));
    assert_eq!(told.telling, Telling::Raise(key.clone()));
    let since = Timestamp(story.now - 5 * MINUTE);
    assert!(matches!(told.change, Change::Found { since: at, .. } if at == since));
    // Worse is told again; a little better is not.
    let worse = plain
        .clone()
        .finding("dmarc/record-missing", Severity::Critical);
    story.nothing_new(&worse, 1);
    assert_eq!(
        one(&story.look(&worse)).telling,
        Telling::Raise(key.clone())
    );
    story.nothing_new(&bad, 3);
    story.nothing_new(&plain, 1);
    let told = one(&story.look(&plain));
    assert_eq!(told.telling, Telling::Clear(key));
    assert!(matches!(told.change, Change::Mended { since: at, .. } if at == since));
}

#[test]
fn a_finding_that_cannot_be_seen_is_not_mended() {
    let bad = Scene::plain().finding("dmarc/record-missing", Severity::High);
    let mut story = Story::of(&bad);
    let silent = Scene::plain().without(spf(), ProtectionKind::Dmarc);
    story.nothing_new(&silent, 2);
    // Another protection is blind: this one is seen.
    let elsewhere = Scene::plain().without(spf(), ProtectionKind::Spf);
    let mut story = Story::of(&bad);
    story.nothing_new(&elsewhere, 1);
    let told = one(&story.look(&elsewhere));
    assert!(matches!(told.change, Change::Mended { .. }));
}

#[test]
fn a_blindness_of_old_hides_nothing() {
    // Port 25 is closed from here since ever: what else is seen counts.
    let closed = |scene: Scene| scene.without(Part::Policy, ProtectionKind::Mail);
    let bad = closed(Scene::plain().finding("domain/mx-missing", Severity::High));
    let mut story = Story::of(&bad);
    let mended = closed(Scene::plain());
    story.nothing_new(&mended, 1);
    let told = one(&story.look(&mended));
    assert!(matches!(told.change, Change::Mended { .. }));
}

#[test]
fn a_blindness_that_lasts_is_lived_with() {
    let bad = Scene::plain().finding("domain/mx-missing", Severity::High);
    let mut story = Story::of(&bad);
    let blind = Scene::plain().without(spf(), ProtectionKind::Spf);
    for seconds in [HOUR, SETTLED_SECONDS / 2, HOUR, SETTLED_SECONDS / 2] {
        let looked = story.look_after(seconds, &blind);
        assert_eq!(looked.entries, []);
        let is_gap = |notice: &Notice| matches!(notice.change, Change::Gap { .. });
        assert!(looked.notices.iter().all(is_gap));
    }
    let told = one(&story.look(&blind));
    assert!(matches!(told.change, Change::Mended { .. }));
}

#[test]
fn what_is_heard_for_the_first_time_may_be_old() {
    let plain = Scene::plain();
    let mut story = Story::of(&plain.clone().without(spf(), ProtectionKind::Spf));
    let heard = plain.finding("spf/soft-fail", Severity::High);
    story.nothing_new(&heard, 3);
    // From then on it is news.
    let more = heard.finding("spf/ptr-used", Severity::High);
    story.nothing_new(&more, 1);
    one(&story.look(&more));
}

fn certificate(digest: &str, days_left: u64) -> Option<Value> {
    let not_after = Timestamp(START + days_left * DAY);
    Some(Value::Certificate(CertificateSeen {
        digest: digest.to_owned(),
        names: vec!["mx.b.example".to_owned()],
        issuer: "CN=R1".to_owned(),
        not_before: Timestamp(not_after.0 - 90 * DAY),
        not_after,
    }))
}

#[test]
fn the_end_of_a_certificate_is_told_three_times_and_then_that_it_came() {
    let host = || Part::Certificate(name("mx.b.example"));
    let old = Scene::plain().with(host(), certificate("old", 30));
    let mut story = Story::of(&old);
    let mut stages = Vec::new();
    for _ in 0..32 * 4 {
        for notice in story.look_after(6 * HOUR, &old).notices {
            let Change::CertificateEnds { stage, .. } = notice.change else {
                panic!("{notice:?}");
            };
            stages.push((stage, (story.now - START) / DAY));
        }
    }
    let days = [
        (CertificateStage::Weeks, 9),
        (CertificateStage::Week, 23),
        (CertificateStage::Day, 29),
        (CertificateStage::Ended, 30),
    ];
    assert_eq!(stages, days);
    let new = Scene::plain().with(host(), certificate("new", 120));
    story.nothing_new(&new, 1);
    let renewed = story.look(&new);
    assert!(matches!(
        renewed.notices[0].change,
        Change::Certificate { .. }
    ));
    assert!(matches!(
        renewed.notices[1].change,
        Change::CertificateRenewed { .. }
    ));
    assert_eq!(renewed.notices.len(), 2);
    let cause = Cause::MailHost(name("mx.b.example"));
    assert!(renewed.shared.contains(&cause));
}

fn include(text: &str, lookups: u32) -> Option<Value> {
    Some(Value::Include(IncludeSeen {
        digest: text.to_owned(),
        terms: vec![text.to_owned()],
        lookups,
        is_open: false,
        addresses: None,
    }))
}

#[test]
fn an_include_that_grew_past_the_limit_overnight_is_named() {
    let part = || Part::Include(name("_spf.c.example"));
    let before = Scene::plain()
        .with(part(), include("include:x", 4))
        .with(Part::SpfLookups, Some(Value::Lookups(9)));
    let mut story = Story::of(&before);
    let after = before
        .clone()
        .with(part(), include("include:x", 4).map(|value| grown(value, 6)))
        .with(Part::SpfLookups, Some(Value::Lookups(11)));
    let first = story.look(&after);
    let cause = Cause::Include(name("_spf.c.example"));
    assert!(
        first.shared.contains(&cause),
        "others are looked at as well"
    );
    let looked = story.look(&after);
    let what: Vec<&Change> = looked.notices.iter().map(|notice| &notice.change).collect();
    let over = Change::SpfOverLimit {
        before: 9,
        after: 11,
        grown: Some(name("_spf.c.example")),
    };
    let grew = Change::Include {
        name: name("_spf.c.example"),
        what: IncludeChange::Grew {
            before: 4,
            after: 6,
        },
    };
    assert_eq!(what, [&over, &grew]);
    for notice in &looked.notices {
        assert_eq!(notice.change.cause(&domain()), Some(cause.clone()));
    }
    story.nothing_new(&before, 1);
    let back = story.look(&before);
    assert!(matches!(
        back.notices[0].change,
        Change::SpfWithinLimit { after: 9, .. }
    ));
}

/// The same terms with another text and more lookups.
fn grown(value: Value, lookups: u32) -> Value {
    match value {
        Value::Include(seen) => Value::Include(IncludeSeen {
            digest: format!("{}+", seen.digest),
            lookups,
            ..seen
        }),
        other => other,
    }
}

#[test]
fn a_question_to_the_owner_is_asked_once() {
    let plain = Scene::plain();
    let mut story = Story::of(&plain);
    let asks = |code: &str| {
        let note = crate::watch::change::LifeNote {
            selector: "s1".to_owned(),
            code: code.to_owned(),
            values: Vec::new(),
            until: None,
        };
        let key = AlarmKey::Asks("s1".to_owned(), code.to_owned());
        (key, Change::Asks(note))
    };
    story.lives = Lives::Seen(vec![asks("key-signer")]);
    one(&story.look(&plain));
    story.nothing_new(&plain, 2);
    // A look at the world without one at the lives says nothing of them.
    story.lives = Lives::NotSeen;
    story.nothing_new(&plain, 1);
    story.lives = Lives::Seen(vec![]);
    story.nothing_new(&plain, 1);
    story.lives = Lives::Seen(vec![asks("key-signer")]);
    one(&story.look(&plain));
}

/// What a random world does to a domain at one look.
#[derive(Debug, Clone)]
struct Weather {
    pause: u64,
    record: u8,
    is_broken: bool,
    record_is_seen: bool,
    finding_is_seen: bool,
    /// The process dies before anything of this look is kept.
    dies: bool,
}

fn weather() -> impl Strategy<Value = Weather> {
    let pause = prop_oneof![3 => 300_u64..4_000, 1 => 4_000_u64..40_000];
    (
        pause,
        0_u8..3,
        any::<bool>(),
        proptest::bool::weighted(0.8),
        proptest::bool::weighted(0.8),
        proptest::bool::weighted(0.1),
    )
        .prop_map(
            |(pause, record, is_broken, seen, finding_seen, dies)| Weather {
                pause,
                record,
                is_broken,
                record_is_seen: seen,
                finding_is_seen: finding_seen,
                dies,
            },
        )
}

/// Weather that stays for a while.
fn climate() -> impl Strategy<Value = Vec<Weather>> {
    let spell = (weather(), 1_usize..5).prop_map(|(weather, times)| vec![weather; times]);
    prop::collection::vec(spell, 1..30).prop_map(|spells| spells.concat())
}

impl Weather {
    fn scene(&self) -> Scene {
        let text = format!("v=spf1 ip4:192.0.2.{} -all", self.record);
        let mut scene = Scene::plain().with(spf(), records(&[&text]));
        if self.is_broken && self.finding_is_seen {
            scene = scene.finding("dmarc/record-missing", Severity::High);
        }
        if !self.record_is_seen {
            scene = scene.without(spf(), ProtectionKind::Spf);
        }
        if !self.finding_is_seen {
            scene = scene.without(Part::Policy, ProtectionKind::Dmarc);
        }
        scene
    }
}

/// The values that last, of those that were seen one after the other: at least twice in a row, but for
/// the first; each different from the one before.
fn lasting<T: Copy + PartialEq>(seen: &[T]) -> Vec<T> {
    let runs = seen.chunk_by(|a, b| a == b);
    let mut lasting: Vec<T> = Vec::new();
    for (index, run) in runs.enumerate() {
        if (index == 0 || run.len() >= 2) && lasting.last() != Some(&run[0]) {
            lasting.push(run[0]);
        }
    }
    lasting
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn every_lasting_change_is_told_once_and_nothing_else(weathers in climate()) {
        let calm = Weather {
            pause: 300,
            record: 0,
            is_broken: false,
            record_is_seen: true,
            finding_is_seen: true,
            dies: false,
        };
        let mut story = Story::of(&calm.scene());
        let (mut texts, mut states) = (vec![0], vec![false]);
        let (mut told_texts, mut told_states) = (vec![0], Vec::new());
        let (mut entries, mut gaps_told) = (0, Vec::new());
        for weather in &weathers {
            let before = story.watch.clone();
            let looked = story.look_after(weather.pause, &weather.scene());
            if weather.dies {
                story.watch = before;
                continue;
            }
            if weather.record_is_seen {
                texts.push(weather.record);
            }
            if weather.finding_is_seen {
                states.push(weather.is_broken);
            }
            for notice in looked.notices {
                match (notice.change, notice.telling) {
                    (Change::Records { after, .. }, Telling::Event) => {
                        let text = after.unwrap().texts[0].text.clone();
                        told_texts.push(text.split(['.', ' ']).nth(4).unwrap().parse().unwrap());
                    }
                    (Change::Found { .. } | Change::Mended { .. }, telling) => {
                        told_states.push(telling);
                    }
                    (Change::Gap { until, .. }, _) => gaps_told.push(until.is_some()),
                    (change, _) => panic!("{change:?} never happened"),
                }
            }
            let of_finding = |change: &&Change| {
                matches!(change, Change::Found { .. } | Change::Mended { .. })
            };
            entries += looked.entries.iter().filter(of_finding).count();
        }
        prop_assert_eq!(told_texts, lasting(&texts));

        // Every turn is in the timeline; it is told unless it turns to and fro.
        let turns = lasting(&states).len() - 1;
        prop_assert_eq!(entries, turns);
        let raises = |telling: &Telling| matches!(telling, Telling::Raise(_));
        let is_restless = |telling: &Telling| matches!(telling, Telling::Restless(_));
        if !told_states.iter().any(is_restless) {
            prop_assert_eq!(told_states.len(), turns);
        }
        for pair in told_states.windows(2) {
            if !pair.iter().any(is_restless) {
                prop_assert_ne!(raises(&pair[0]), raises(&pair[1]));
            }
        }
        // Told and over by turns.
        for (index, is_over) in gaps_told.iter().enumerate() {
            prop_assert_eq!(*is_over, index % 2 == 1);
        }

        // When the world is at rest for a day, what was said last is what is.
        let last = Weather { dies: false, record_is_seen: true, finding_is_seen: true,
            pause: 3 * HOUR, ..weathers.last().unwrap().clone() };
        for _ in 0..8 {
            told_states.extend(story.look_after(last.pause, &last.scene()).notices.into_iter()
                .filter(|n| matches!(n.change, Change::Found { .. } | Change::Mended { .. }))
                .map(|n| n.telling));
        }
        let said = &story.watch.as_ref().unwrap().alarms;
        let said = said.get(&AlarmKey::Finding(found("dmarc/record-missing")));
        let said = said.is_some_and(|alarm| alarm.said == Stands::Raised);
        prop_assert_eq!(said, last.is_broken);
        if let Some(telling) = told_states.last() && !is_restless(telling) {
            prop_assert_eq!(raises(telling), last.is_broken);
        }
    }
}

#[test]
fn what_is_kept_of_a_domain_is_bounded() {
    let mut story = Story::of(&Scene::plain());
    for round in 0..40 {
        let mut scene = Scene::plain();
        for index in 0..60 {
            let rule = format!("spf/made-up-{round}-{index}");
            scene = scene.finding(&rule, Severity::Low);
        }
        story.look(&scene);
        let looked = story.look(&scene);
        assert!(looked.entries.len() <= CHANGES_MAX);
        let watch = story.watch.as_ref().unwrap();
        assert!(watch.alarms.len() <= ALARMS_MAX);
        assert!(watch.parts.len() <= crate::watch::limits::PARTS_MAX);
    }
    let _: BTreeMap<AlarmKey, Alarm> = story.watch.unwrap().alarms;
}
