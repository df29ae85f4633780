//! Jobs on the real ledger and a zone that fails in every way a zone can: whatever happens, what
//! stands is what was shown, what is foreign stays, and the journal knows.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod suite;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use app::apply::{
    Applied, ApplyError, End, Fate, NoPlace, Patience, Places, Resumed, UndoRefused, carry_out,
    give_up, resume, start, start_undo, undo, unfinished,
};
use app::drive::Ask;
use app::ledger::{
    Change, KeyState, Ledger, LedgerError, OwnedValue, Page, Revision, StepId, StepKind, Steps,
};
use app::remove::{Published, RemoveError, remove};
use app::zone::{Why, Written, Zone, ZoneError};
use protocols::answers::{Answer, Failure, Lookup, Outcome, Question, TxtRecord};
use protocols::domain::desired::Desired;
use protocols::domain::records::Role;
use protocols::name::DomainName;
use protocols::plan::{Plan, PlanStep, StepReason, WaitFor, WaitingStep};
use protocols::rrset::{RecordData, RecordKind, RrSet, RrSetChange, RrSetKey, same_values};
use protocols::time::Timestamp;
use store::{MasterKeyPlace, SqliteLedger};
use suite::{directory, done, name, new_key, selector};

/// What goes wrong at the next request for a change.
#[derive(Debug, Clone, Copy)]
enum Fault {
    /// The request is lost.
    LostRequest,
    /// The change is made and the answer is lost.
    LostAnswer,
    /// The place says no.
    Refuses,
    /// What comes is there, what goes is not gone, and the answer is lost: a place with single records.
    Halfway,
    /// Somebody changes the set between the reading and the writing.
    Race,
    /// The same change arrives between the reading and the writing, sent by a process that died.
    Late,
}

#[derive(Debug, Default)]
struct State {
    sets: BTreeMap<RrSetKey, RrSet>,
    faults: VecDeque<Fault>,
    /// Whether one of the two servers still has the old zone.
    second_server: BTreeMap<RrSetKey, RrSet>,
    lags: Lag,
    requests: usize,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Lag {
    #[default]
    None,
    SecondServer,
}

/// A zone with two name servers, in memory, that goes wrong when it is told to.
#[derive(Debug, Clone)]
struct World {
    apex: DomainName,
    state: Arc<Mutex<State>>,
}

impl World {
    fn new() -> World {
        World {
            apex: name("a.example"),
            state: Arc::default(),
        }
    }

    fn with(self, owner: &str, texts: &[&str]) -> World {
        self.state
            .lock()
            .unwrap()
            .sets
            .insert(key(owner), set(texts));
        self
    }

    fn fails(&self, faults: &[Fault]) {
        self.state.lock().unwrap().faults.extend(faults);
    }

    fn texts(&self, owner: &str) -> Vec<String> {
        let state = self.state.lock().unwrap();
        let set = state.sets.get(&key(owner));
        let values = set.into_iter().flat_map(|set| &set.values);
        values
            .map(|value| String::from_utf8(value.identity()).unwrap())
            .collect()
    }

    fn said(&self, question: &Question) -> Answer {
        let Question::Txt(owner) = question else {
            panic!("asked {question:?}");
        };
        let state = self.state.lock().unwrap();
        let key = key(owner.as_str());
        let of = |sets: &BTreeMap<RrSetKey, RrSet>| match sets.get(&key) {
            None => Outcome::NxDomain,
            Some(set) => Outcome::Records(set.values.iter().map(text_of).collect()),
        };
        let first = of(&state.sets);
        let second = match state.lags {
            Lag::None => first.clone(),
            Lag::SecondServer => of(&state.second_server),
        };
        let mut lookup = Lookup::plain(first.clone());
        lookup.by_server = vec![("ns1".to_owned(), first), ("ns2".to_owned(), second)];
        Answer::Txt(lookup)
    }
}

fn text_of(data: &RecordData) -> TxtRecord {
    match data {
        RecordData::Txt(txt) => txt.clone(),
        RecordData::Cname(_) | RecordData::Mx(_) | RecordData::Tlsa(_) => panic!("{data:?}"),
    }
}

impl Zone for World {
    fn apex(&self) -> &DomainName {
        &self.apex
    }

    async fn read(&self, keys: &[RrSetKey]) -> Result<Vec<Option<RrSet>>, ZoneError> {
        let state = self.state.lock().unwrap();
        Ok(keys
            .iter()
            .map(|key| state.sets.get(key).cloned())
            .collect())
    }

    async fn write(&self, change: &RrSetChange) -> Result<Written, ZoneError> {
        let mut state = self.state.lock().unwrap();
        state.requests += 1;
        let fault = state.faults.pop_front();
        match fault {
            Some(Fault::LostRequest) => return Err(ZoneError::NoAnswer(Why::words("lost"))),
            Some(Fault::Refuses) => return Err(ZoneError::Refused(Why::words("policy"))),
            Some(Fault::Race) => {
                let foreign = set(&["somebody else's"]);
                state.sets.insert(change.key.clone(), foreign);
            }
            Some(Fault::Late) => {
                if let Some(set) = &change.after {
                    state.sets.insert(change.key.clone(), set.clone());
                }
            }
            Some(Fault::Halfway | Fault::LostAnswer) | None => {}
        }
        let standing = state.sets.get(&change.key).cloned();
        if !same_values(standing.as_ref(), change.before.as_ref()) {
            let key = change.key.clone();
            return Err(ZoneError::Changed { key, standing });
        }
        if let Some(Fault::Halfway) = fault {
            let sets = [&change.before, &change.after].into_iter().flatten();
            let values = sets.flat_map(|set| set.values.clone());
            let mut both = set(&[]);
            for value in values {
                if !both.has(&value) {
                    both.values.push(value);
                }
            }
            state.sets.insert(change.key.clone(), both);
            return Err(ZoneError::NoAnswer(Why::words("lost")));
        }
        match &change.after {
            Some(set) => state.sets.insert(change.key.clone(), set.clone()),
            None => state.sets.remove(&change.key),
        };
        match fault {
            Some(Fault::LostAnswer) => Err(ZoneError::NoAnswer(Why::words("lost"))),
            Some(_) | None => Ok(Written {
                visible_within_seconds: 0,
                ttl_seconds: None,
            }),
        }
    }
}

impl Places for World {
    type Zone = World;

    fn zone(&self, apex: &DomainName) -> Result<World, NoPlace> {
        if *apex == self.apex {
            Ok(self.clone())
        } else {
            Err(NoPlace::NoAccess(apex.clone()))
        }
    }
}

impl Ask for World {
    async fn answer(&self, question: &Question) -> Answer {
        self.said(question)
    }
}

/// Answers nothing in time.
struct Silence;

impl Ask for Silence {
    async fn answer(&self, _: &Question) -> Answer {
        Answer::Txt(Lookup::plain(Outcome::Failed(Failure::Timeout)))
    }
}

fn key(owner: &str) -> RrSetKey {
    RrSetKey {
        owner: name(owner),
        kind: RecordKind::Txt,
    }
}

fn txt(text: &str) -> RecordData {
    RecordData::Txt(TxtRecord::of(text))
}

fn set(texts: &[&str]) -> RrSet {
    RrSet {
        ttl_seconds: 300,
        values: texts.iter().map(|text| txt(text)).collect(),
    }
}

fn step(role: Role, owner: &str, before: &[&str], after: &[&str], reason: StepReason) -> PlanStep {
    let of = |texts: &[&str]| (!texts.is_empty()).then(|| set(texts));
    PlanStep {
        role,
        zone: name("a.example"),
        reason,
        change: RrSetChange {
            key: key(owner),
            before: of(before),
            after: of(after),
        },
        old_for_seconds: 60,
    }
}

const FOREIGN: &str = "google-site-verification=x";
const THEIRS: &str = "v=spf1 include:b.example ~all";
const MERGED: &str = "v=spf1 include:b.example mx ~all";
const DMARC: &str = "v=DMARC1; p=none; rua=mailto:d@a.example";

fn merge() -> PlanStep {
    step(
        Role::Spf,
        "a.example",
        &[FOREIGN, THEIRS],
        &[FOREIGN, MERGED],
        StepReason::Merge,
    )
}

fn policy() -> PlanStep {
    step(
        Role::Dmarc,
        "_dmarc.a.example",
        &[],
        &[DMARC],
        StepReason::Create,
    )
}

fn plan(steps: Vec<PlanStep>, waiting: Vec<WaitingStep>) -> Plan {
    Plan {
        domain: name("a.example"),
        steps,
        waiting,
        in_place: Vec::new(),
        adopted: Vec::new(),
        blocked: Vec::new(),
        unknown: Vec::new(),
        foreign_records: 0,
    }
}

const PATIENCE: Patience = Patience {
    tries: 3,
    pause_max: Duration::from_secs(5),
    visible_within: Duration::from_millis(300),
};

/// The revision of the one desired state that is ever written.
const READ: Revision = Revision(1);

fn clock() -> Timestamp {
    Timestamp(500)
}

/// A ledger with `a.example`, a parked domain so that nothing is planned for it by itself.
async fn ledger() -> (SqliteLedger, directory::Directory) {
    let directory = directory::Directory::new();
    let ledger = SqliteLedger::open(&directory.data(), MasterKeyPlace::DataDirectory)
        .await
        .unwrap();
    let add = Change::Add(Desired::parked(name("a.example"), Vec::new()));
    let entry = done("a.example", StepKind::Add, vec![add]);
    ledger.commit(entry, Timestamp(1)).await.unwrap();
    (ledger, directory)
}

async fn apply(ledger: &SqliteLedger, world: &World, plan: &Plan) -> Applied {
    let started = start(ledger, (plan, READ), clock()).await.unwrap();
    let (id, job) = started.now.unwrap();
    let ask_of = || world.clone();
    let (applied, _) = carry_out(ledger, world, ask_of, id, job, PATIENCE, clock)
        .await
        .unwrap();
    applied
}

async fn take_up(ledger: &SqliteLedger, world: &World) -> Resumed {
    let steps = unfinished(ledger).await.unwrap();
    let ask_of = || world.clone();
    resume(ledger, world, ask_of, &steps[0], PATIENCE, clock)
        .await
        .unwrap()
}

async fn owned(ledger: &SqliteLedger) -> Vec<OwnedValue> {
    ledger.owned(&name("a.example")).await.unwrap()
}

fn ours(owner: &str, text: &str) -> OwnedValue {
    OwnedValue::of(&name(owner), &txt(text))
}

#[tokio::test]
async fn what_was_shown_is_written_and_known_as_ours() {
    let (ledger, _dir) = ledger().await;
    let world = World::new().with("a.example", &[FOREIGN, THEIRS]);
    let applied = apply(&ledger, &world, &plan(vec![merge(), policy()], Vec::new())).await;
    assert_eq!(applied.end, End::Done);
    assert_eq!(world.texts("a.example"), [FOREIGN, MERGED]);
    assert_eq!(world.texts("_dmarc.a.example"), [DMARC]);
    assert_eq!(
        owned(&ledger).await,
        [ours("_dmarc.a.example", DMARC), ours("a.example", MERGED)]
    );
    assert!(unfinished(&ledger).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_lost_answer_is_no_second_change() {
    let (ledger, _dir) = ledger().await;
    let world = World::new();
    world.fails(&[Fault::LostAnswer]);
    let applied = apply(&ledger, &world, &plan(vec![policy()], Vec::new())).await;
    assert_eq!((applied.end, &applied.fates[0]), (End::Done, &Fate::Stood));
    assert_eq!(world.state.lock().unwrap().requests, 1);
}

#[tokio::test]
async fn what_a_dead_process_sent_may_arrive_late() {
    let (ledger, _dir) = ledger().await;
    let world = World::new().with("a.example", &[FOREIGN, THEIRS]);
    world.fails(&[Fault::Late]);
    let applied = apply(&ledger, &world, &plan(vec![merge()], Vec::new())).await;
    assert_eq!((applied.end, &applied.fates[0]), (End::Done, &Fate::Stood));
    assert_eq!(world.texts("a.example"), [FOREIGN, MERGED]);
}

#[tokio::test]
async fn what_is_half_made_is_made_to_its_end() {
    let (ledger, _dir) = ledger().await;
    let world = World::new().with("a.example", &[FOREIGN, THEIRS]);
    let one_try = Patience {
        tries: 1,
        ..PATIENCE
    };
    world.fails(&[Fault::Halfway]);
    let started = start(&ledger, (&plan(vec![merge()], Vec::new()), READ), clock())
        .await
        .unwrap();
    let (id, job) = started.now.unwrap();
    let ask_of = || world.clone();
    let (applied, _) = carry_out(&ledger, &world, ask_of, id, job, one_try, clock)
        .await
        .unwrap();
    assert_eq!(applied.end, End::Open);
    assert_eq!(world.texts("a.example"), [FOREIGN, THEIRS, MERGED]);
    let resumed = take_up(&ledger, &world).await;
    assert!(
        matches!(&resumed, Resumed::CarriedOut(applied, _) if applied.end == End::Done),
        "{resumed:?}"
    );
    assert_eq!(world.texts("a.example"), [FOREIGN, MERGED]);
    assert_eq!(owned(&ledger).await, [ours("a.example", MERGED)]);
}

#[tokio::test]
async fn silence_leaves_the_job_open_and_resume_ends_it() {
    let (ledger, _dir) = ledger().await;
    let world = World::new().with("a.example", &[FOREIGN, THEIRS]);
    world.fails(&[Fault::LostRequest; 3]);
    let applied = apply(&ledger, &world, &plan(vec![merge(), policy()], Vec::new())).await;
    assert_eq!(applied.end, End::Open);
    assert_eq!(applied.fates[1], Fate::NotReached);

    // Nothing else may begin meanwhile.
    let second = start(&ledger, (&plan(vec![policy()], Vec::new()), READ), clock()).await;
    assert_eq!(
        second,
        Err(ApplyError::Ledger(LedgerError::Unfinished(
            name("a.example"),
            applied.id
        )))
    );
    let Resumed::CarriedOut(applied, _) = take_up(&ledger, &world).await else {
        panic!("it was under way");
    };
    assert_eq!(applied.end, End::Done);
    assert_eq!(world.texts("a.example"), [FOREIGN, MERGED]);
}

#[tokio::test]
async fn a_refusal_ends_the_job_with_what_was_made() {
    let (ledger, _dir) = ledger().await;
    let world = World::new().with("a.example", &[FOREIGN, THEIRS]);
    let steps = vec![policy(), merge()];
    let started = start(&ledger, (&plan(steps, Vec::new()), READ), clock())
        .await
        .unwrap();
    let (id, job) = started.now.unwrap();
    // The first is made; the second refused.
    world.fails(&[Fault::LostAnswer, Fault::Refuses]);
    let ask_of = || world.clone();
    let (applied, seen) = carry_out(&ledger, &world, ask_of, id, job, PATIENCE, clock)
        .await
        .unwrap();
    assert_eq!(applied.end, End::GivenUp);
    assert!(seen.is_empty());
    assert_eq!(world.texts("a.example"), [FOREIGN, THEIRS]);
    assert_eq!(owned(&ledger).await, [ours("_dmarc.a.example", DMARC)]);
    assert!(unfinished(&ledger).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_somebody_else_wrote_meanwhile_is_not_overwritten() {
    let (ledger, _dir) = ledger().await;
    let world = World::new().with("a.example", &[FOREIGN, THEIRS]);
    world.fails(&[Fault::Race]);
    let applied = apply(&ledger, &world, &plan(vec![merge()], Vec::new())).await;
    assert_eq!(applied.end, End::GivenUp);
    assert!(matches!(
        applied.fates[0],
        Fate::NotWritten(ZoneError::Changed { .. })
    ));
    assert_eq!(world.texts("a.example"), ["somebody else's"]);
    assert!(owned(&ledger).await.is_empty());
}

#[tokio::test]
async fn a_lagging_server_keeps_the_job_open() {
    let (ledger, _dir) = ledger().await;
    let world = World::new();
    world.state.lock().unwrap().lags = Lag::SecondServer;
    let applied = apply(&ledger, &world, &plan(vec![policy()], Vec::new())).await;
    assert_eq!(applied.end, End::Open);
    assert!(applied.fates[0].stands());
    world.state.lock().unwrap().lags = Lag::None;
    assert!(matches!(
        take_up(&ledger, &world).await,
        Resumed::CarriedOut(Applied { end: End::Done, .. }, _)
    ));
}

#[tokio::test]
async fn unseen_is_not_done() {
    let (ledger, _dir) = ledger().await;
    let world = World::new();
    let started = start(&ledger, (&plan(vec![policy()], Vec::new()), READ), clock()).await;
    let (id, job) = started.unwrap().now.unwrap();
    let (applied, _) = carry_out(&ledger, &world, || Silence, id, job, PATIENCE, clock)
        .await
        .unwrap();
    assert_eq!(applied.end, End::Open);
}

#[tokio::test]
async fn without_access_nothing_is_written() {
    let (ledger, _dir) = ledger().await;
    let world = World {
        apex: name("b.example"),
        ..World::new()
    };
    let applied = apply(&ledger, &world, &plan(vec![policy()], Vec::new())).await;
    assert_eq!(applied.end, End::GivenUp);
    assert_eq!(
        applied.fates,
        [Fate::NoPlace(NoPlace::NoAccess(name("a.example")))]
    );
    // An earlier try may have written it, and without access nobody can look.
    assert_eq!(owned(&ledger).await, [ours("_dmarc.a.example", DMARC)]);
}

#[tokio::test]
async fn a_new_plan_takes_the_place_of_what_waits() {
    let (ledger, _dir) = ledger().await;
    let waiting = WaitingStep {
        step: policy(),
        until: WaitFor::Moment(Timestamp(9_999)),
    };
    let first = plan(Vec::new(), vec![waiting.clone()]);
    let once = start(&ledger, (&first, READ), clock()).await.unwrap();
    let twice = start(&ledger, (&first, READ), clock()).await.unwrap();
    assert_eq!(once, twice, "what is as it was keeps its number");
    let later = WaitingStep {
        until: WaitFor::Moment(Timestamp(10_000)),
        ..waiting
    };
    let second = plan(Vec::new(), vec![later]);
    let second = start(&ledger, (&second, READ), clock()).await.unwrap();
    let open = unfinished(&ledger).await.unwrap();
    let open: Vec<StepId> = open.iter().map(|step| step.id).collect();
    assert_eq!(open, [second.later[0].0], "{once:?}");
}

async fn taken_back(ledger: &SqliteLedger, world: &World, id: StepId) -> Vec<UndoRefused> {
    let (job, refused) = undo(ledger, world, id).await.unwrap();
    if !job.changes.is_empty() {
        let id = start_undo(ledger, &job, clock()).await.unwrap();
        let ask_of = || world.clone();
        let (applied, _) = carry_out(ledger, world, ask_of, id, job, PATIENCE, clock)
            .await
            .unwrap();
        assert_eq!(applied.end, End::Done);
    }
    refused
}

#[tokio::test]
async fn undo_brings_back_what_was_and_keeps_what_others_added() {
    let (ledger, _dir) = ledger().await;
    let world = World::new().with("a.example", &[FOREIGN, THEIRS]);
    let applied = apply(&ledger, &world, &plan(vec![merge(), policy()], Vec::new())).await;
    let world = world.with("a.example", &[FOREIGN, MERGED, "MS=ms1"]);
    let refused = taken_back(&ledger, &world, applied.id).await;
    assert_eq!(refused, []);
    assert_eq!(world.texts("a.example"), [FOREIGN, "MS=ms1", THEIRS]);
    assert!(world.texts("_dmarc.a.example").is_empty());
    assert!(
        owned(&ledger).await.is_empty(),
        "what came back is another's"
    );
    assert_eq!(taken_back(&ledger, &world, applied.id).await, []);
}

#[tokio::test]
async fn undo_leaves_alone_what_somebody_changed_since() {
    let (ledger, _dir) = ledger().await;
    let world = World::new();
    let applied = apply(&ledger, &world, &plan(vec![policy()], Vec::new())).await;
    let world = world.with("_dmarc.a.example", &["v=DMARC1; p=reject"]);
    let refused = taken_back(&ledger, &world, applied.id).await;
    assert!(matches!(refused[..], [UndoRefused::Overtaken { .. }]));
    assert_eq!(world.texts("_dmarc.a.example"), ["v=DMARC1; p=reject"]);
}

#[tokio::test]
async fn undo_does_not_take_the_record_of_the_key_that_signs() {
    let (ledger, _dir) = ledger().await;
    let world = World::new();
    let add = vec![Change::AddKey(new_key("s1"))];
    ledger
        .commit(done("a.example", StepKind::Change, add), clock())
        .await
        .unwrap();
    let record = step(
        Role::DkimKey,
        "s1._domainkey.a.example",
        &[],
        &["v=DKIM1; p=x"],
        StepReason::Create,
    );
    let applied = apply(&ledger, &world, &plan(vec![record], Vec::new())).await;
    for state in [KeyState::Published, KeyState::Visible, KeyState::Active] {
        let change = Change::SetKeyState {
            selector: selector("s1"),
            state,
        };
        let entry = done("a.example", StepKind::Change, vec![change]);
        ledger.commit(entry, clock()).await.unwrap();
    }
    let refused = taken_back(&ledger, &world, applied.id).await;
    assert_eq!(refused, [UndoRefused::Signs(selector("s1"))]);
    assert_eq!(world.texts("s1._domainkey.a.example").len(), 1);
}

#[tokio::test]
async fn an_undo_taken_up_later_is_judged_by_what_is_needed_then() {
    let (ledger, _dir) = ledger().await;
    let add = vec![Change::AddKey(new_key("s1"))];
    let entry = done("a.example", StepKind::Change, add);
    ledger.commit(entry, clock()).await.unwrap();
    let owner = "s1._domainkey.a.example";
    let record = step(
        Role::DkimKey,
        owner,
        &[],
        &["v=DKIM1; p=x"],
        StepReason::Create,
    );
    let world = World::new();
    let applied = apply(&ledger, &world, &plan(vec![record], Vec::new())).await;
    // It may be taken back; the process dies before it is.
    let (job, refused) = undo(&ledger, &world, applied.id).await.unwrap();
    assert_eq!((job.changes.len(), refused.len()), (1, 0));
    start_undo(&ledger, &job, clock()).await.unwrap();
    for state in [KeyState::Published, KeyState::Visible, KeyState::Active] {
        let change = Change::SetKeyState {
            selector: selector("s1"),
            state,
        };
        let entry = done("a.example", StepKind::Change, vec![change]);
        ledger.commit(entry, clock()).await.unwrap();
    }
    let Resumed::Refused { refused, .. } = take_up(&ledger, &world).await else {
        panic!("the key signs by now");
    };
    assert_eq!(refused, [UndoRefused::Signs(selector("s1"))]);
    assert_eq!(world.texts(owner), ["v=DKIM1; p=x"]);
    assert!(unfinished(&ledger).await.unwrap().is_empty());
    assert_eq!(owned(&ledger).await, [ours(owner, "v=DKIM1; p=x")]);
}

#[tokio::test]
async fn without_access_a_job_is_not_begun_and_one_that_was_begun_stays() {
    let (ledger, _dir) = ledger().await;
    let elsewhere = World {
        apex: name("b.example"),
        ..World::new()
    };
    let no_place = ApplyError::NoPlace(NoPlace::NoAccess(name("a.example")));
    let waiting = WaitingStep {
        step: merge(),
        until: WaitFor::Moment(Timestamp(9_999)),
    };
    for plan in [
        plan(vec![policy()], Vec::new()),
        plan(Vec::new(), vec![waiting]),
    ] {
        let ask_of = || elsewhere.clone();
        let refused =
            app::apply::apply(&ledger, &elsewhere, ask_of, (&plan, READ), PATIENCE, clock).await;
        assert_eq!(refused, Err(no_place.clone()));
    }
    let steps = ledger.steps(Steps::All, Page::first(10)).await.unwrap();
    assert!(steps.iter().all(|step| step.kind == StepKind::Add));

    cut_off(&ledger, vec![policy()]).await;
    let open = unfinished(&ledger).await.unwrap();
    let ask_of = || elsewhere.clone();
    let refused = resume(&ledger, &elsewhere, ask_of, &open[0], PATIENCE, clock).await;
    assert_eq!(refused, Err(no_place));
    assert_eq!(unfinished(&ledger).await.unwrap(), open);
}

/// The job is opened and its process dies before it writes, or after.
async fn cut_off(ledger: &SqliteLedger, steps: Vec<PlanStep>) -> StepId {
    let started = start(ledger, (&plan(steps, Vec::new()), READ), clock())
        .await
        .unwrap();
    started.now.unwrap().0
}

#[tokio::test]
async fn what_others_add_beside_it_is_no_conflict_with_what_was_written() {
    let (ledger, _dir) = ledger().await;
    cut_off(&ledger, vec![merge()]).await;
    // It was written, the answer was lost, and days later somebody added a value of theirs.
    let world = World::new().with("a.example", &[FOREIGN, MERGED, "MS=ms1"]);
    let Resumed::CarriedOut(applied, _) = take_up(&ledger, &world).await else {
        panic!("it was under way");
    };
    assert_eq!((applied.end, &applied.fates[0]), (End::Done, &Fate::Stood));
    assert_eq!(owned(&ledger).await, [ours("a.example", MERGED)]);
    assert_eq!(world.texts("a.example"), [FOREIGN, MERGED, "MS=ms1"]);
}

#[tokio::test]
async fn what_stands_stays_ours_when_a_job_is_given_up() {
    let (ledger, _dir) = ledger().await;
    cut_off(&ledger, vec![merge(), policy()]).await;
    // Both were written before the cut; then somebody made the SPF record another.
    let world = World::new()
        .with("a.example", &[FOREIGN, "v=spf1 -all"])
        .with("_dmarc.a.example", &[DMARC]);
    let Resumed::CarriedOut(applied, _) = take_up(&ledger, &world).await else {
        panic!("it was under way");
    };
    assert_eq!(applied.end, End::GivenUp);
    assert_eq!(owned(&ledger).await, [ours("_dmarc.a.example", DMARC)]);
}

#[tokio::test]
async fn a_refused_apply_leaves_what_waits() {
    let (ledger, _dir) = ledger().await;
    let waiting = WaitingStep {
        step: policy(),
        until: WaitFor::Moment(Timestamp(9_999)),
    };
    let first = plan(vec![merge()], vec![waiting]);
    let started = start(&ledger, (&first, READ), clock()).await.unwrap();
    let second = start(&ledger, (&plan(vec![merge()], Vec::new()), READ), clock()).await;
    assert!(matches!(
        second,
        Err(ApplyError::Ledger(LedgerError::Unfinished(..)))
    ));
    let open = unfinished(&ledger).await.unwrap();
    assert_eq!(open.len(), 2, "{started:?}");
}

#[tokio::test]
async fn a_domain_with_a_job_under_way_is_not_let_go() {
    let (ledger, _dir) = ledger().await;
    let id = cut_off(&ledger, vec![policy()]).await;
    let removed = remove(&ledger, name("a.example"), Published::Stays, clock()).await;
    assert!(
        matches!(&removed, Err(RemoveError::Ledger(LedgerError::Unfinished(_, open))) if *open == id),
        "{removed:?}"
    );
    give_up(&ledger, &unfinished(&ledger).await.unwrap()[0], clock())
        .await
        .unwrap();
    let removed = remove(&ledger, name("a.example"), Published::Stays, clock())
        .await
        .unwrap();
    // Nobody knows whether it was written: so it is told.
    assert_eq!(removed.left_published, [ours("_dmarc.a.example", DMARC)]);
}

#[tokio::test]
async fn a_domain_is_let_go_with_what_waits() {
    let (ledger, _dir) = ledger().await;
    let waiting = WaitingStep {
        step: policy(),
        until: WaitFor::Moment(Timestamp(9_999)),
    };
    start(&ledger, (&plan(Vec::new(), vec![waiting]), READ), clock())
        .await
        .unwrap();
    remove(&ledger, name("a.example"), Published::Stays, clock())
        .await
        .unwrap();
    assert!(unfinished(&ledger).await.unwrap().is_empty());
}

#[tokio::test]
async fn undo_does_not_take_the_policy_host_from_under_its_record() {
    let (ledger, _dir) = ledger().await;
    let host = step(
        Role::PolicyHost,
        "mta-sts.a.example",
        &[],
        &["stands for the alias"],
        StepReason::Create,
    );
    let world = World::new();
    let applied = apply(&ledger, &world, &plan(vec![host], Vec::new())).await;
    let announced = world.with("_mta-sts.a.example", &["v=STSv1; id=1"]);
    let refused = taken_back(&ledger, &announced, applied.id).await;
    assert_eq!(refused, [UndoRefused::Announced]);
    assert_eq!(announced.texts("mta-sts.a.example").len(), 1);
    announced
        .state
        .lock()
        .unwrap()
        .sets
        .remove(&key("_mta-sts.a.example"));
    assert_eq!(taken_back(&ledger, &announced, applied.id).await, []);
    assert!(announced.texts("mta-sts.a.example").is_empty());
}

#[tokio::test]
async fn a_plan_for_what_is_no_longer_wanted_does_not_begin() {
    let (ledger, _dir) = ledger().await;
    let desired = Desired::parked(name("a.example"), Vec::new());
    let change = Change::Desire {
        desired,
        read: READ,
    };
    let entry = done("a.example", StepKind::Change, vec![change]);
    ledger.commit(entry, clock()).await.unwrap();
    let plan = plan(vec![policy()], Vec::new());
    let refused = start(&ledger, (&plan, READ), clock()).await.unwrap_err();
    let changed = LedgerError::ChangedMeanwhile(name("a.example"));
    assert_eq!(refused, ApplyError::Ledger(changed));
    assert!(unfinished(&ledger).await.unwrap().is_empty());
}
