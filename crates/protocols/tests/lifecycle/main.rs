//! Random lives of a domain: commands, time that jumps by minutes or years, servers that lag or do
//! not answer, writes that stop half way, states that are lost before they are stored. In every moment
//! the promises of the machines and of the plan hold.
//!
//! `LIVES=100000 cargo test -p mailseal-protocols --test lifecycle` runs more of them. A failure names
//! its seed and the events before it.

#![allow(clippy::unwrap_used)]

mod world;

use std::collections::BTreeSet;

use protocols::answers::MxRecord;
use protocols::dkim::{KeyIntent, KeyType, PublicKey, RsaPublicKey, Selector};
use protocols::dmarc::LadderStep;
use protocols::domain::desired::{Desired, DesiredKey, KeyPlace, Purpose, ReportAddresses};
use protocols::domain::records::Role;
use protocols::lifecycle::departure::LAST_REPORTS_SECONDS;
use protocols::lifecycle::dkim_key::RECORD_KEPT_SECONDS;
use protocols::lifecycle::mta_sts::{HostMove, MtaStsGoal};
use protocols::lifecycle::{
    Advanced, Aim, Confirmed, Departure, Key, KeyState, Moved, Request, Vacancy, advance, call_off,
    see, vacancy,
};
use protocols::mta_sts::PolicyMode;
use protocols::name::DomainName;
use protocols::plan::{Owned, OwnedValue, PlanStep, Requests, StepReason, Wanted, plan};
use protocols::report_uri::ReportUri;
use protocols::rrset::{RecordData, RrSet, same_values};
use protocols::spf::{Made, Share};
use protocols::time::Timestamp;
use world::{NEGATIVE_TTL, TTL, World, domain, mx_key, mx_set, name, set, txt, txt_key};

const START: u64 = 1_795_521_600;
const EVENTS: usize = 250;
/// What the owner published before anybody else did.
const SPF_BEFORE: &str = "v=spf1 include:_spf.example.net  ~all";

/// SplitMix64: the same life for the same seed.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }
}

/// What is stored, as the ledger holds it.
struct Stored {
    desired: Desired,
    keys: Vec<Key>,
    owned: Vec<OwnedValue>,
    /// What was withdrawn and is not seen to be gone everywhere yet.
    withdrawn: Vec<OwnedValue>,
    /// Steps of a job that was journalled and is not done.
    job: Vec<PlanStep>,
    /// The changes of the SPF record that were made, the newest first.
    spf_made: Vec<Made>,
}

struct Life {
    chance: Chance,
    world: World,
    stored: Stored,
    now: u64,
    /// Hosts the last look said may take mail.
    may_take_mail: Vec<DomainName>,
    /// Values of others, which must stay.
    foreign: Vec<(DomainName, RecordData)>,
    /// The SPF record of others that ours was merged into.
    spf_before: Option<String>,
    made: u8,
    /// Whether the secondary lags for long.
    slow: bool,
    told: Vec<String>,
    /// What came about in this life.
    reached: BTreeSet<&'static str>,
}

impl Life {
    fn begin(seed: u64) -> Life {
        let mut chance = Chance(seed);
        let mut world = World::new();
        let mut foreign = Vec::new();
        let mut apex = vec![txt("MS=ms12345")];
        let spf_before = chance.one_in(2).then(|| SPF_BEFORE.to_owned());
        apex.extend(spf_before.as_deref().map(txt));
        foreign.push((domain(), txt("MS=ms12345")));
        for zone in &mut world.servers {
            zone.insert(txt_key("example.com"), set(apex.clone()));
        }
        let mx = MxRecord {
            preference: 10,
            exchange: Some(name("mx1.example.com")),
        };
        let mut reports = ReportAddresses::of(&domain());
        if chance.one_in(2) {
            reports
                .dmarc
                .extend(ReportUri::mailbox("d@reports.example.net"));
        }
        let mut desired = Desired::first(domain(), vec![mx], Vec::new(), reports);
        if let (Purpose::Mail(intent), true) = (&mut desired.purpose, chance.one_in(2)) {
            intent.policy_host = Some(name("policies.example.net"));
        }
        let mut life = Life {
            chance,
            world,
            stored: Stored {
                desired,
                keys: Vec::new(),
                owned: Vec::new(),
                withdrawn: Vec::new(),
                job: Vec::new(),
                spf_made: Vec::new(),
            },
            now: START,
            may_take_mail: Vec::new(),
            foreign,
            spf_before,
            made: 0,
            slow: seed.is_multiple_of(3),
            told: Vec::new(),
            reached: BTreeSet::new(),
        };
        life.rotate();
        life
    }

    fn run(&mut self) {
        for _ in 0..EVENTS {
            self.event();
            if self.chance.one_in(3) {
                self.resolvers_ask();
            }
            if self.chance.one_in(2) {
                self.install();
            }
            self.check();
            self.pass();
            self.check();
        }
    }

    fn tell(&mut self, what: impl Into<String>) {
        self.told
            .push(format!("{} {}", self.now - START, what.into()));
    }

    fn event(&mut self) {
        // What is wanted does not change while a job that was begun is not finished.
        let is_written = !self.stored.job.is_empty();
        match self.chance.below(20) {
            0..=5 | 13 | 16 if is_written => self.apply(),
            0..=5 => self.advance(),
            6..=9 => self.apply(),
            10 | 11 | 19 => self.serve(),
            12 => self.weather(),
            13 => self.rotate(),
            14 => self.install(),
            15 => self.move_mail(),
            16 if self.chance.one_in(4) => self.abort(),
            17 => self.resolvers_ask(),
            18 if self.chance.one_in(3) && !is_written => self.leave(),
            18 => self.stranger_writes(),
            _ => {}
        }
        // Some secondaries are slow.
        if self.chance.one_in(if self.slow { 8 } else { 2 }) {
            self.secondary_follows();
        }
    }

    /// Time goes on. While it does, senders deliver and whoever signs signs.
    fn pass(&mut self) {
        let (minute, hour, day) = (60, 3_600, 86_400);
        let steps = [
            minute,
            15 * minute,
            hour,
            3 * hour,
            day,
            7 * day,
            30 * day,
            400 * day,
        ];
        // Most of a life is hours and days; sometimes a year goes by.
        let many = match self.chance.below(12) {
            0 => 8,
            1..=3 => 6,
            _ => 4,
        };
        let end = self.now + steps[self.chance.below(many)];
        // The moments just before and after something may be over count as much as the end.
        while self.now < end {
            self.deliver();
            self.now = end.min(self.now + 1 + (end - self.now) / 2);
        }
        self.deliver();
    }

    fn deliver(&mut self) {
        for selector in self.world.signs.clone() {
            self.world.last_used.insert(selector, self.now);
        }
        self.resolvers_see_policies();
        for sender in 0..2 {
            let server = self.chance.below(2);
            let refused = self.world.sender_refuses(sender, server, self.now);
            assert!(!refused, "sender {sender} refuses a host that takes mail");
        }
    }

    /// The policies that resolvers find now, and keep for a while.
    fn resolvers_see_policies(&mut self) {
        let world = &mut self.world;
        let is_found = |owner: &str| (0..2).any(|s| !world.texts(s, &name(owner)).is_empty());
        let (mta_sts, dmarc) = (
            is_found("_mta-sts.example.com"),
            is_found("_dmarc.example.com"),
        );
        if mta_sts {
            world.record_last = Some(self.now);
        }
        if dmarc {
            world.dmarc_last = Some(self.now);
        }
    }

    /// The owner wants to leave, or not after all.
    fn leave(&mut self) {
        if self.stored.desired.remembered.departure.is_some() {
            self.reached.insert("a departure is called off");
            let request = Request {
                aim: Some(Aim::Stay),
                ..Request::plain()
            };
            return self.advance_from(self.stored.desired.clone(), &request);
        }
        let apex = self.world.servers[0].get(&txt_key("example.com"));
        let values = apex.map_or(Vec::new(), |set| set.values.clone());
        let spf = values.iter().find(|value| is_spf(value)).map(text);
        let share = match spf {
            Some(text) => Share::of(&domain(), &text, &self.stored.spf_made),
            None => Share::Terms(Vec::new()),
        };
        self.reached.insert("a departure begins");
        let desired = Departure::begin(&self.stored.desired, share, Timestamp(self.now));
        let request = self.request();
        self.advance_from(desired, &request);
    }

    fn advance(&mut self) {
        let request = self.request();
        self.advance_from(self.stored.desired.clone(), &request);
    }

    fn advance_from(&mut self, desired: Desired, request: &Request) {
        let now = Timestamp(self.now);
        let stored = &self.stored;
        let owned = Owned(&stored.owned);
        let seen = self
            .world
            .drive(|answers| see(&desired, &stored.keys, owned, answers, now));
        let advanced = advance(&desired, &stored.keys, &seen, request, now);
        self.tell(format!("advance {request:?} -> {:?}", advanced.moved));
        if self.chance.one_in(12) {
            return self.tell("and dies before it is stored");
        }
        self.store(advanced);
    }

    fn store(&mut self, advanced: Advanced) {
        for host_move in &advanced.hosts {
            if let HostMove::MayTakeMail(_) = host_move {
                self.reached.insert("a host may take mail");
            }
        }
        self.may_take_mail = advanced
            .hosts
            .iter()
            .filter_map(|host| match host {
                HostMove::MayTakeMail(host) => Some(host.clone()),
                HostMove::MustWait { .. } | HostMove::Refused { .. } => None,
            })
            .collect();
        let has_left = advanced.moved.contains(&Moved::Left);
        self.stored.desired = advanced.desired;
        self.stored.keys = advanced.keys;
        if has_left {
            self.reached.insert("the domain is left");
            self.stored.owned.clear();
            self.stored.withdrawn.clear();
            self.only_others_are_left();
        }
    }

    /// The zone holds what others published, and nothing else.
    fn only_others_are_left(&self) {
        for server in 0..2 {
            let zone = &self.world.servers[server];
            for (key, set) in zone.iter().filter(|(key, _)| **key != mx_key()) {
                for value in &set.values {
                    let is_foreign = (key.owner.clone(), value.clone());
                    let is_theirs = match is_spf(value) {
                        true => Some(text(value)) == self.spf_before,
                        false => self.foreign.contains(&is_foreign),
                    };
                    assert!(is_theirs, "left at server {server}: {key} {value:?}");
                }
            }
        }
        if let Some(before) = &self.spf_before {
            let texts = self.world.texts(0, &domain());
            assert!(texts.contains(before), "lost {before}: {texts:?}");
        }
    }

    fn request(&mut self) -> Request {
        let mut request = Request::plain();
        let words = [
            Confirmed::Aligned,
            Confirmed::Mailboxes,
            Confirmed::CleanTls,
            Confirmed::Early,
        ];
        for word in words {
            if self.chance.one_in(2) {
                request.confirmed.insert(word);
            }
        }
        // The owner tells the truth: of keys that are installed, and of mail that is sent.
        let is_visible = |key: &&Key| key.state == KeyState::Visible;
        let mut visible = self.stored.keys.iter().filter(is_visible).peekable();
        let has_visible = visible.peek().is_some();
        if has_visible && visible.all(|key| self.world.signs.contains(&key.selector)) {
            request.confirmed.insert(Confirmed::Signing);
        }
        let remembered = &self.stored.desired.remembered;
        let ends = remembered.parking.is_some() || remembered.departure.is_some();
        if ends && self.chance.one_in(2) {
            self.world.signs.clear();
        }
        if self.world.signs.is_empty() {
            let words = [Confirmed::NoMail, Confirmed::Unused];
            request.confirmed.insert(self.chance.of(&words));
        }
        request.aim = match self.chance.below(30) {
            0 => Some(Aim::MtaSts(MtaStsGoal::Leave)),
            1..=3 => Some(Aim::MtaSts(MtaStsGoal::Testing)),
            4..=12 => Some(Aim::MtaSts(MtaStsGoal::Enforce)),
            13 => Some(Aim::Dmarc(self.chance.of(&LadderStep::ALL))),
            14 if self.chance.one_in(3) => Some(Aim::Parked),
            15 => Some(Aim::Mail),
            _ => None,
        };
        if self.chance.one_in(8) {
            let hosts = ["mx1.example.com", "mx2.example.com", "mx.example.net"];
            let first = self.chance.below(3);
            let count = 1 + self.chance.below(2);
            let hosts = hosts.iter().cycle().skip(first).take(count);
            let mx = hosts.map(|host| MxRecord {
                preference: 10,
                exchange: Some(name(host)),
            });
            request.mx = Some(mx.collect());
        }
        request
    }

    fn rotate(&mut self) {
        let Purpose::Mail(_) = &self.stored.desired.purpose else {
            return;
        };
        if !self.goes_on() || self.made > 200 {
            return;
        }
        for key_type in [KeyType::Rsa, KeyType::Ed25519] {
            let of_type = |key: &&Key| key.public.key_type() == key_type;
            let is_coming = |key: Key| key.state.is_coming();
            let keys = self.stored.keys.iter().filter(of_type).cloned();
            if keys.into_iter().any(is_coming) || self.chance.one_in(3) {
                continue;
            }
            self.made += 1;
            let selector = Selector::parse(&format!("k{}", self.made)).unwrap();
            let free = self
                .world
                .drive(|answers| vacancy(&domain(), &selector, answers));
            if !matches!(free, Vacancy::Free { .. }) {
                continue;
            }
            let public = match key_type {
                KeyType::Ed25519 => PublicKey::Ed25519([self.made; 32]),
                KeyType::Rsa => {
                    let modulus = [0xc0 | self.made; 256];
                    PublicKey::Rsa(RsaPublicKey::new(&modulus, &[1, 0, 1]).unwrap())
                }
            };
            self.tell(format!("rotate {selector}"));
            let now = Timestamp(self.now);
            if let Purpose::Mail(intent) = &mut self.stored.desired.purpose {
                intent.keys.push(DesiredKey {
                    selector: selector.clone(),
                    key: KeyIntent::sign(public.clone()),
                    made: now,
                    place: KeyPlace::Selector,
                });
            }
            self.stored.keys.push(Key {
                selector,
                public,
                state: KeyState::Created,
                since: now,
            });
        }
    }

    /// A rotation is called off; whoever signs goes back to the keys before.
    fn abort(&mut self) {
        let is_active = |key: &&Key| key.state == KeyState::Active;
        let active = self.stored.keys.iter().filter(is_active);
        let active: BTreeSet<Selector> = active.map(|key| key.selector.clone()).collect();
        if active.is_empty() {
            return;
        }
        self.tell("abort");
        self.world.signs = active;
        let now = Timestamp(self.now);
        let called_off = call_off(&self.stored.desired, &self.stored.keys, now);
        self.stored.desired = called_off.desired;
        self.stored.keys = called_off.keys;
    }

    /// Whether the domain's mail is to go on under our keys.
    fn goes_on(&self) -> bool {
        let remembered = &self.stored.desired.remembered;
        remembered.parking.is_none() && remembered.departure.is_none()
    }

    /// Whoever signs is given the keys that are visible, in place of those of the same algorithm.
    fn install(&mut self) {
        if !self.goes_on() {
            return;
        }
        let keys = self.stored.keys.clone();
        for key in keys.iter().filter(|key| key.state == KeyState::Visible) {
            let same = |selector: &Selector| {
                let other = keys.iter().find(|other| other.selector == *selector);
                other.is_some_and(|other| other.public.key_type() == key.public.key_type())
            };
            self.world.signs.retain(|selector| !same(selector));
            self.world.signs.insert(key.selector.clone());
            self.reached.insert("a key signs");
            self.tell(format!("install {}", key.selector));
        }
    }

    /// Applies what the plan shows, which may stop at any point.
    fn apply(&mut self) {
        if self.stored.job.is_empty() {
            let requests = Requests {
                looked_after: BTreeSet::from([name("reports.example.net")]),
                ..Requests::default()
            };
            let owned = self.stored.owned.clone();
            let wanted = Wanted::new(&self.stored.desired, Owned(&owned), &requests).unwrap();
            let now = Timestamp(self.now);
            let planned = self.world.drive(|answers| plan(&wanted, answers, now));
            for record in &planned.adopted {
                let data = RecordData::from(&record.publication.data);
                self.own(OwnedValue::of(&record.publication.owner, &data));
            }
            // Ours from before the first octet leaves, but for what is another's again.
            let is_ours = |step: &&PlanStep| step.reason != StepReason::GiveBack;
            for step in planned.steps.iter().filter(is_ours) {
                for value in step.change.added() {
                    self.own(OwnedValue::of(&step.change.key.owner, value));
                }
            }
            self.stored.job = planned.steps;
        }
        let job = std::mem::take(&mut self.stored.job);
        let mut left = job.into_iter();
        while let Some(step) = left.next() {
            if self.chance.one_in(10) {
                self.tell("apply stops");
                self.stored.job = std::iter::once(step).chain(left).collect();
                return;
            }
            let standing = self.world.servers[0].get(&step.change.key).cloned();
            let is_done = same_values(standing.as_ref(), step.change.after.as_ref());
            if !is_done && !same_values(standing.as_ref(), step.change.before.as_ref()) {
                self.tell(format!("refused: {}", step.change.key));
                return;
            }
            self.write(&step, standing);
            if self.chance.one_in(15) {
                self.tell("apply dies after it wrote");
                self.stored.job = std::iter::once(step).chain(left).collect();
                return;
            }
            for value in step.change.removed() {
                let gone = OwnedValue::of(&step.change.key.owner, value);
                self.stored.withdrawn.push(gone);
            }
        }
    }

    fn write(&mut self, step: &PlanStep, _standing: Option<RrSet>) {
        let shown = step.change.after.as_ref().map(|set| {
            let values = set.values.iter().map(RecordData::identity);
            let texts = values.map(|octets| String::from_utf8_lossy(&octets).into_owned());
            texts.collect::<Vec<_>>()
        });
        self.tell(format!("write {} {shown:.200?}", step.change.key));
        let zone = &mut self.world.servers[0];
        match &step.change.after {
            Some(set) => zone.insert(step.change.key.clone(), set.clone()),
            None => zone.remove(&step.change.key),
        };
        match step.reason {
            StepReason::Withdraw => self.reached.insert("a record is withdrawn"),
            StepReason::GiveBack => self.reached.insert("a record is given back"),
            StepReason::Create
            | StepReason::Replace
            | StepReason::Merge
            | StepReason::MergeSeveral
            | StepReason::TakeOver
            | StepReason::TakeBack
            | StepReason::Restore => false,
        };
        self.nothing_is_withdrawn_too_soon(step);
        if step.role == Role::Spf {
            self.write_spf(step);
        }
    }

    fn write_spf(&mut self, step: &PlanStep) {
        let of = |set: &Option<RrSet>| -> Vec<String> {
            let values = set.iter().flat_map(|set| &set.values);
            values.filter(|value| is_spf(value)).map(text).collect()
        };
        let (before, after) = (of(&step.change.before), of(&step.change.after).pop());
        if after.as_deref() == Some("v=spf1 -all") {
            // What is said of a domain without mail takes the place of every sender.
            self.spf_before = None;
        }
        self.stored.spf_made.insert(0, Made { before, after });
    }

    /// What receivers need is there for as long as they may keep what makes them need it.
    fn nothing_is_withdrawn_too_soon(&self, step: &PlanStep) {
        let is_kept = |last: Option<u64>, seconds: u64| {
            last.is_some_and(|last| self.now < last + TTL + seconds)
        };
        let is_withdrawn = matches!(step.reason, StepReason::Withdraw | StepReason::GiveBack);
        let too_soon = match step.role {
            Role::Spf => is_kept(self.world.dmarc_last, 0),
            Role::ReportConsent => is_kept(self.world.dmarc_last, LAST_REPORTS_SECONDS),
            Role::PolicyHost => is_kept(self.world.record_last, 0),
            Role::TlsRpt
            | Role::DkimKey
            | Role::Dmarc
            | Role::MtaSts
            | Role::Tlsa
            | Role::NullMx
            | Role::KeyRevocation => false,
        };
        assert!(!is_withdrawn || !too_soon, "too soon: {}", step.change.key);
    }

    fn own(&mut self, value: OwnedValue) {
        self.stored
            .withdrawn
            .retain(|withdrawn| *withdrawn != value);
        if !self.stored.owned.contains(&value) {
            self.stored.owned.push(value);
        }
    }

    fn secondary_follows(&mut self) {
        // A resolver that asked just before keeps what it was told.
        self.resolvers_ask();
        self.world.servers[1] = self.world.servers[0].clone();
        // A job is done when it is seen at every server.
        let withdrawn = std::mem::take(&mut self.stored.withdrawn);
        self.stored.owned.retain(|owned| !withdrawn.contains(owned));
    }

    /// Somebody puts the wanted policy on the host; it goes only when nothing is left of MTA-STS.
    fn serve(&mut self) {
        let Purpose::Mail(intent) = &self.stored.desired.purpose else {
            self.world.served = None;
            return;
        };
        match &intent.mta_sts {
            Some(policy) => {
                let policy = policy.policy().unwrap();
                if policy.mode() == PolicyMode::Enforce {
                    self.reached.insert("a policy is enforced");
                }
                self.tell(format!("serve {:?}", policy.to_string()));
                self.world.served = Some(policy);
            }
            None if self.stored.desired.remembered.mta_sts.leaving.is_none() => {
                self.tell("the policy host goes");
                self.reached.insert("MTA-STS is gone");
                self.world.served = None;
            }
            None => {}
        }
    }

    /// Servers and the policy host answer us, or not.
    fn weather(&mut self) {
        let world = &mut self.world;
        world.answering = [!self.chance.one_in(4), !self.chance.one_in(4)];
        world.host_answers = !self.chance.one_in(3);
    }

    /// Mail moves to the wanted hosts, when it was said that all of them may take it.
    fn move_mail(&mut self) {
        let Purpose::Mail(intent) = &self.stored.desired.purpose else {
            return;
        };
        let wanted = protocols::lifecycle::advance::mail_hosts(&intent.mx);
        let live = self.world.live(0);
        let may = |host: &DomainName| self.may_take_mail.contains(host) || live.contains(host);
        if wanted == live || wanted.is_empty() || !wanted.iter().all(may) {
            return;
        }
        self.tell(format!("mail moves to {wanted:?}"));
        self.reached.insert("mail moved");
        self.world.servers[0].insert(mx_key(), mx_set(&wanted));
    }

    /// Resolvers ask for keys that are not there yet, and remember it.
    fn resolvers_ask(&mut self) {
        for key in self.stored.keys.clone() {
            let owner = key.selector.owner(&domain()).unwrap();
            let server = self.chance.below(2);
            if self.world.texts(server, &owner).is_empty() {
                self.world.negative.insert(owner, self.now + NEGATIVE_TTL);
            }
        }
    }

    fn stranger_writes(&mut self) {
        let text = format!("stranger={}", self.told.len());
        let zone = &mut self.world.servers[0];
        let apex = zone
            .entry(txt_key("example.com"))
            .or_insert_with(|| set(Vec::new()));
        if apex.values.len() < 6 {
            apex.values.push(txt(&text));
            self.foreign.push((domain(), txt(&text)));
        }
    }

    /// What must hold in every moment.
    fn check(&mut self) {
        self.signing_keys_are_visible();
        self.records_of_used_keys_stand();
        self.a_record_has_a_policy();
        self.the_policy_lists_who_takes_mail();
        for server in 0..2 {
            let texts = self.world.texts(server, &domain());
            let spf = texts.iter().filter(|text| text.starts_with("v=spf1"));
            assert!(spf.count() <= 1, "two SPF records: {texts:?}");
        }
        for (owner, value) in &self.foreign {
            let key = txt_key(owner.as_str());
            let stands = self.world.servers[0].get(&key);
            assert!(stands.is_some_and(|set| set.has(value)), "lost: {value:?}");
        }
        let mut signs = BTreeSet::new();
        for key in self
            .stored
            .keys
            .iter()
            .filter(|k| k.state == KeyState::Active)
        {
            let key_type = key.public.key_type();
            assert!(signs.insert(key_type), "two keys of {key_type:?} sign");
        }
    }

    fn signing_keys_are_visible(&self) {
        let active = self
            .stored
            .keys
            .iter()
            .filter(|key| key.state == KeyState::Active);
        let used = active.map(|key| &key.selector).chain(&self.world.signs);
        for selector in used {
            let owner = selector.owner(&domain()).unwrap();
            for server in 0..2 {
                let is_there = self
                    .world
                    .texts(server, &owner)
                    .iter()
                    .any(|t| t.contains("p=") && !t.ends_with("p="));
                assert!(is_there, "{selector} signs and is not at server {server}");
            }
            let negative = self.world.negative.get(&owner);
            assert!(
                negative.is_none_or(|until| *until <= self.now),
                "{selector} signs and a resolver knows of none"
            );
        }
    }

    fn records_of_used_keys_stand(&self) {
        for (selector, last) in &self.world.last_used {
            if self.now < last + RECORD_KEPT_SECONDS {
                let owner = selector.owner(&domain()).unwrap();
                for server in 0..2 {
                    let texts = self.world.texts(server, &owner);
                    let stands = texts.iter().any(|text| !text.ends_with("p="));
                    assert!(stands, "{selector} was used and is not at server {server}");
                }
            }
        }
    }

    /// Wherever the record is found, and for as long as resolvers keep it.
    fn a_record_has_a_policy(&mut self) {
        self.resolvers_see_policies();
        let is_found = self
            .world
            .record_last
            .is_some_and(|last| self.now < last + TTL);
        assert!(
            !is_found || self.world.served.is_some(),
            "a record and no policy"
        );
    }

    /// What is wanted covers every host that was seen to take mail; what is served and cached is
    /// checked by the senders.
    fn the_policy_lists_who_takes_mail(&self) {
        let Purpose::Mail(intent) = &self.stored.desired.purpose else {
            return;
        };
        let Some(policy) = &intent.mta_sts else {
            return;
        };
        if policy.mode != PolicyMode::Enforce {
            return;
        }
        for server in 0..2 {
            for host in self.world.live(server) {
                assert!(
                    policy.mx.iter().any(|pattern| pattern.matches(&host)),
                    "{host} takes mail and is not listed"
                );
            }
        }
    }
}

fn is_spf(value: &RecordData) -> bool {
    text(value).starts_with("v=spf1")
}

fn text(value: &RecordData) -> String {
    String::from_utf8_lossy(&value.identity()).into_owned()
}

/// Runs lives, and gives what came about in them.
fn lives(count: u64) -> BTreeSet<&'static str> {
    let mut reached = BTreeSet::new();
    for seed in 0..count {
        let mut life = Life::begin(seed);
        let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| life.run()));
        if let Err(reason) = ended {
            let from = life.told.len().saturating_sub(60);
            eprintln!("seed {seed}, the events before:");
            for line in &life.told[from..] {
                eprintln!("  {line}");
            }
            std::panic::resume_unwind(reason);
        }
        if let Purpose::Parked { .. } = life.stored.desired.purpose {
            reached.insert("the domain is parked");
        }
        reached.extend(life.reached);
    }
    reached
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "how long the test runs is no part of what it tests"
)]
fn in_every_moment_of_many_lives() {
    let count = std::env::var("LIVES")
        .ok()
        .and_then(|text| text.parse().ok());
    let reached = lives(count.unwrap_or(250));
    // A test that never gets anywhere proves nothing.
    for what in [
        "a key signs",
        "a host may take mail",
        "a policy is enforced",
        "a record is withdrawn",
        "mail moved",
        "MTA-STS is gone",
        "the domain is parked",
        "a departure begins",
        "a departure is called off",
        "a record is given back",
        "the domain is left",
    ] {
        assert!(reached.contains(what), "never reached: {what}");
    }
}
