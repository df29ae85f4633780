//! Stories of one policy.

use super::*;

const DAY: u64 = 86_400;
const START: Timestamp = Timestamp(1_795_521_600);

fn host(text: &str) -> DomainName {
    DomainName::parse(text).unwrap()
}

/// A policy and the world around it, which does at once what is wanted.
struct Story {
    state: MtaStsState,
    live: Vec<DomainName>,
    wanted: Vec<DomainName>,
    now: Timestamp,
}

impl Story {
    fn begin() -> Story {
        let mx = host("mx1.example.com");
        Story {
            state: MtaStsState {
                intent: Some(MtaStsIntent {
                    mode: PolicyMode::Testing,
                    mx: vec![MxPattern::Host(mx.clone())],
                    max_age_seconds: MAX_AGE_SECONDS_LEAVING,
                }),
                memory: MtaStsMemory::default(),
            },
            live: vec![mx.clone()],
            wanted: vec![mx],
            now: START,
        }
    }

    fn seen(&self) -> MtaStsSeen {
        let served = match &self.state.intent {
            Some(intent) => Served::Policy(intent.policy().unwrap()),
            None => Served::Nothing,
        };
        MtaStsSeen {
            hosts: self.live.clone(),
            hosts_failure: None,
            record: match &self.state.intent {
                Some(_) => Standing::Everywhere,
                None => Standing::Nowhere,
            },
            served,
            record_ttl_seconds: Some(3_600),
            tls: Vec::new(),
        }
    }

    fn after(&mut self, seconds: u64, goal: MtaStsGoal, tls: TlsWord) -> MtaStsOutcome {
        self.now = self.now.plus_seconds(seconds);
        self.look(goal, tls, &self.seen())
    }

    fn look(&mut self, goal: MtaStsGoal, tls: TlsWord, seen: &MtaStsSeen) -> MtaStsOutcome {
        let case = MtaStsCase {
            wanted_hosts: &self.wanted,
            seen,
            goal,
            tls,
            patience: Patience::Usual,
        };
        let outcome = advance(&self.state, case, self.now);
        self.state = outcome.state.clone();
        outcome
    }

    fn forward(&mut self, seconds: u64) -> MtaStsOutcome {
        self.after(seconds, MtaStsGoal::Forward, TlsWord::Unsaid)
    }

    fn enforced() -> Story {
        let mut story = Story::begin();
        story.forward(0);
        let outcome = story.after(14 * DAY, MtaStsGoal::Forward, TlsWord::Clean);
        assert_eq!(outcome.waits, []);
        assert_eq!(story.mode(), Some(PolicyMode::Enforce));
        story
    }

    fn mode(&self) -> Option<PolicyMode> {
        self.state.intent.as_ref().map(|intent| intent.mode)
    }

    fn lists(&self, text: &str) -> bool {
        let intent = self.state.intent.as_ref().unwrap();
        intent.mx.iter().any(|pattern| pattern.matches(&host(text)))
    }
}

#[test]
fn a_policy_is_tried_for_two_weeks_and_then_enforced_for_a_day() {
    let mut story = Story::begin();
    let waits = story.forward(0).waits;
    let reports = MtaStsWait::Reports(START.plus_seconds(14 * DAY));
    assert_eq!(waits, [reports, MtaStsWait::CleanReports]);
    let waits = story.forward(14 * DAY).waits;
    assert_eq!(waits, [MtaStsWait::CleanReports]);
    let changes = story.after(0, MtaStsGoal::Forward, TlsWord::Clean).changes;
    let mode = MtaStsChange::Mode {
        from: PolicyMode::Testing,
        to: PolicyMode::Enforce,
    };
    assert_eq!(changes, [mode]);
    // It grows by the week and by the month.
    assert_eq!(story.forward(0).changes, []);
    assert_eq!(story.forward(6 * DAY).changes, []);
    assert_eq!(story.forward(DAY).changes, [MtaStsChange::MaxAge(604_800)]);
    story.forward(0);
    let changes = story.forward(28 * DAY).changes;
    assert_eq!(changes, [MtaStsChange::MaxAge(2_419_200)]);
    story.forward(0);
    assert_eq!(story.forward(1_000 * DAY).changes, []);
}

#[test]
fn a_host_with_bad_tls_keeps_a_policy_from_being_enforced() {
    let mut story = Story::begin();
    story.forward(0);
    story.now = story.now.plus_seconds(14 * DAY);
    let mx = host("mx1.example.com");
    let seen = MtaStsSeen {
        tls: vec![(mx.clone(), HostTls::Bad)],
        ..story.seen()
    };
    let waits = story.look(MtaStsGoal::Enforce, TlsWord::Clean, &seen).waits;
    assert_eq!(waits, [MtaStsWait::BadTls(mx)]);
    let seen = MtaStsSeen {
        hosts_failure: Some(Failure::Timeout),
        served: Served::Unknown(Failure::Timeout),
        ..story.seen()
    };
    let waits = story.look(MtaStsGoal::Enforce, TlsWord::Clean, &seen).waits;
    let expected = [
        MtaStsWait::NotFetched(Failure::Timeout),
        MtaStsWait::HostsNotSeen(Failure::Timeout),
    ];
    assert_eq!(waits, expected);
}

#[test]
fn a_host_is_listed_before_it_takes_mail_and_after_it_did() {
    let mut story = Story::enforced();
    story.forward(0);
    let (one, two) = (host("mx1.example.com"), host("mx2.example.net"));
    story.wanted = vec![two.clone()];
    story.forward(DAY);
    assert!(story.lists("mx1.example.com") && story.lists("mx2.example.net"));
    // The policy before it does not list the new host, and may be cached for a day.
    story.forward(0);
    let moves = |story: &Story| host_moves(&story.wanted, &story.live, &story.state.memory);
    let until = Some(story.now.plus_seconds(DAY));
    let wait = HostMove::MustWait {
        host: two.clone(),
        until,
    };
    assert_eq!(moves(&story), [wait]);
    story.forward(DAY);
    assert_eq!(moves(&story), [HostMove::MayTakeMail(two.clone())]);
    story.live = vec![two.clone()];
    story.forward(0);
    story.forward(DAY - 1);
    assert!(story.lists(one.as_str()));
    story.forward(1);
    assert!(!story.lists(one.as_str()) && story.lists(two.as_str()));
    assert_eq!(moves(&story), []);
}

#[test]
fn a_host_that_took_mail_unannounced_is_listed_and_told() {
    let mut story = Story::enforced();
    story.forward(0);
    let new = host("mx.elsewhere.example");
    story.live = vec![new.clone()];
    story.forward(5);
    assert!(story.lists(new.as_str()) && story.lists("mx1.example.com"));
    let moves = host_moves(&story.wanted, &story.live, &story.state.memory);
    let refused = HostMove::Refused {
        host: new,
        until: None,
    };
    assert!(moves.contains(&refused), "{moves:?}");
}

#[test]
fn nothing_is_dropped_while_a_server_is_silent() {
    let mut story = Story::enforced();
    story.forward(0);
    let new = host("mx2.example.net");
    story.wanted.push(new.clone());
    story.forward(0);
    // It took mail at the server that gives no answer, and the owner has another wish already.
    story.wanted.pop();
    let seen = MtaStsSeen {
        hosts_failure: Some(Failure::Timeout),
        ..story.seen()
    };
    story.look(MtaStsGoal::Forward, TlsWord::Unsaid, &seen);
    assert!(story.lists(new.as_str()));
}

#[test]
fn leaving_takes_the_policy_away_last() {
    let mut story = Story::enforced();
    story.forward(0);
    story.forward(7 * DAY);
    story.forward(0);
    let leave =
        |story: &mut Story, seconds| story.after(seconds, MtaStsGoal::Leave, TlsWord::Unsaid);
    leave(&mut story, 0);
    assert_eq!(story.mode(), Some(PolicyMode::None));
    // Cached for a week at most.
    let waits = leave(&mut story, 0).waits;
    let until = story.now.plus_seconds(7 * DAY);
    assert_eq!(waits, [MtaStsWait::Caches(Some(until))]);
    leave(&mut story, 7 * DAY - 1);
    assert_eq!(story.mode(), Some(PolicyMode::None));
    assert_eq!(leave(&mut story, 1).changes, [MtaStsChange::RecordDropped]);
    assert_eq!(story.mode(), None);
    let waits = leave(&mut story, 0).waits;
    let until = story.now.plus_seconds(3_600);
    assert_eq!(waits, [MtaStsWait::RecordTtl(until)]);
    assert_eq!(leave(&mut story, 3_600).changes, [MtaStsChange::Left]);
    assert_eq!(story.state.memory, MtaStsMemory::default());
}

#[test]
fn a_step_back_is_allowed_at_once_and_forgets_nothing() {
    let mut story = Story::enforced();
    story.forward(0);
    story.after(0, MtaStsGoal::Testing, TlsWord::Unsaid);
    assert_eq!(story.mode(), Some(PolicyMode::Testing));
    let enforced = story.state.memory.policies.iter();
    let enforced = enforced.filter(|p| p.what.mode() == PolicyMode::Enforce);
    assert_eq!(enforced.count(), 1);
}
