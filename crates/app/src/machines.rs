//! What the machines of a domain moved and wait for, as codes and values: one list for what people
//! read and what programs read.

use std::borrow::Cow;

use protocols::answers::Failure;
use protocols::dkim::Selector;
use protocols::dmarc::LadderStep;
use protocols::domain::desired::Desired;
use protocols::domain::records::Role;
use protocols::lifecycle::departure::DepartureWait;
use protocols::lifecycle::dkim_key::KeyWait;
use protocols::lifecycle::dmarc_ladder::LadderWait;
use protocols::lifecycle::mta_sts::{HostMove, MtaStsChange, MtaStsWait};
use protocols::lifecycle::parking::ParkingWait;
use protocols::lifecycle::{Advanced, Key, KeyState, LeftKey, Moved, Waiting};
use protocols::mta_sts::MxPattern;
use protocols::rrset::RrSetKey;
use protocols::time::Timestamp;

/// How much a note presses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// It happened, or may happen now.
    Moved,
    /// It waits for time or for the world.
    Waits,
    /// It waits for the owner's word.
    Asks,
    /// It could not be seen.
    Unseen,
    /// Something is wrong.
    Alarm,
}

/// Which machine a note is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Machine {
    /// The key on this selector.
    Key(String),
    /// MTA-STS.
    MtaSts,
    /// DMARC.
    Dmarc,
    /// Whether there is mail at all, and where.
    Mail,
    /// Whether the domain is looked after.
    Departure,
}

/// One thing that moved or waits. Its words are `life-<code>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Which machine.
    pub machine: Machine,
    /// What, in no language.
    pub code: Cow<'static, str>,
    /// How much it presses.
    pub weight: Weight,
    /// Values of its words.
    pub values: Vec<(Cow<'static, str>, String)>,
    /// Until when it waits.
    pub until: Option<Timestamp>,
    /// Why it could not be seen.
    pub failure: Option<Failure>,
}

impl Note {
    fn new(machine: Machine, code: &'static str, weight: Weight) -> Note {
        Note {
            machine,
            code: code.into(),
            weight,
            values: Vec::new(),
            until: None,
            failure: None,
        }
    }

    fn with(mut self, name: &'static str, value: impl ToString) -> Note {
        self.values.push((name.into(), value.to_string()));
        self
    }

    fn until(mut self, until: Timestamp) -> Note {
        self.until = Some(until);
        self
    }

    fn unseen(machine: Machine, failure: Failure) -> Note {
        let mut note = Note::new(machine, "not-seen", Weight::Unseen);
        note.failure = Some(failure);
        note
    }
}

/// What moved, in order.
pub fn moved(advanced: &Advanced) -> Vec<Note> {
    moves(&advanced.moved)
}

/// These moves, in order.
pub fn moves(moved: &[Moved]) -> Vec<Note> {
    moved.iter().map(moved_note).collect()
}

/// The keys that moved, and where to.
pub fn keys_moved(advanced: &Advanced) -> impl Iterator<Item = (&Selector, KeyState)> {
    advanced.moved.iter().filter_map(|moved| match moved {
        Moved::Key { selector, to } => Some((selector, *to)),
        Moved::KeyRecordDropped(_)
        | Moved::MtaSts(_)
        | Moved::Dmarc { .. }
        | Moved::MailHosts(_)
        | Moved::ParkingBegun
        | Moved::ParkingCalledOff
        | Moved::Parked
        | Moved::DepartureBegun
        | Moved::DepartureCalledOff
        | Moved::LetGo(_)
        | Moved::Left => None,
    })
}

/// What waits, and what is to be said of mail hosts.
pub fn waiting(advanced: &Advanced) -> Vec<Note> {
    let hosts = advanced.hosts.iter().map(host_note);
    waits(&advanced.waiting).into_iter().chain(hosts).collect()
}

/// These waits, in order.
pub fn waits(waiting: &[Waiting]) -> Vec<Note> {
    let notes = waiting.iter().map(|waiting| match waiting {
        Waiting::Key { selector, wait } => key_note(Machine::Key(selector.to_string()), wait),
        Waiting::MtaSts(wait) => mta_sts_note(wait),
        Waiting::Dmarc(wait) => dmarc_note(wait),
        Waiting::Parking(wait) => parking_note(wait),
        Waiting::Departure(wait) => departure_note(wait),
    });
    notes.collect()
}

/// Whether anything of a domain presses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// Nothing does.
    Nothing,
    /// Something could not be seen.
    Unseen,
    /// Something is wrong.
    Alarm,
}

/// What presses most of what waits.
pub fn press(advanced: &Advanced) -> Press {
    let notes = waiting(advanced);
    let has = |weight| notes.iter().any(|note| note.weight == weight);
    if has(Weight::Alarm) {
        Press::Alarm
    } else if has(Weight::Unseen) {
        Press::Unseen
    } else {
        Press::Nothing
    }
}

/// The keys of others that sign no more, whose records are kept or on their way out.
pub fn left_keys(desired: &Desired) -> Vec<Key> {
    let left = desired.remembered.left.iter();
    left.map(LeftKey::as_key).collect()
}

/// A rung as the record has it.
pub fn rung(step: LadderStep) -> &'static str {
    match step {
        LadderStep::Monitoring => "p=none",
        LadderStep::QuarantineTesting => "p=quarantine t=y",
        LadderStep::Quarantine => "p=quarantine",
        LadderStep::RejectTesting => "p=reject t=y",
        LadderStep::Reject => "p=reject",
    }
}

fn moved_note(moved: &Moved) -> Note {
    let new = |machine, code| Note::new(machine, code, Weight::Moved);
    match moved {
        Moved::Key { selector, to } => {
            new(Machine::Key(selector.to_string()), "key-moved").with("state", to.code())
        }
        Moved::KeyRecordDropped(selector) => {
            new(Machine::Key(selector.to_string()), "key-record-dropped")
        }
        Moved::Dmarc { from, to } => new(Machine::Dmarc, "dmarc-moved")
            .with("from", rung(*from))
            .with("to", rung(*to)),
        Moved::MailHosts(hosts) => new(Machine::Mail, "mail-hosts").with("hosts", join(hosts)),
        Moved::ParkingBegun => new(Machine::Mail, "parking-begun"),
        Moved::ParkingCalledOff => new(Machine::Mail, "parking-called-off"),
        Moved::Parked => new(Machine::Mail, "parked"),
        Moved::DepartureBegun => new(Machine::Departure, "departure-begun"),
        Moved::DepartureCalledOff => new(Machine::Departure, "departure-called-off"),
        Moved::LetGo(role) => new(Machine::Departure, let_go(*role)).with("role", role.code()),
        Moved::Left => new(Machine::Departure, "left"),
        Moved::MtaSts(change) => match change {
            MtaStsChange::Begun => new(Machine::MtaSts, "mta-sts-begun"),
            MtaStsChange::Mode { from, to } => new(Machine::MtaSts, "mta-sts-mode")
                .with("from", from)
                .with("to", to),
            MtaStsChange::Hosts { added, dropped } => hosts_changed(added, dropped),
            MtaStsChange::MaxAge(seconds) => {
                new(Machine::MtaSts, "mta-sts-max-age").with("days", seconds / 86_400)
            }
            MtaStsChange::RecordDropped => new(Machine::MtaSts, "mta-sts-record-dropped"),
            MtaStsChange::Left => new(Machine::MtaSts, "mta-sts-left"),
        },
    }
}

fn hosts_changed(added: &[MxPattern], dropped: &[MxPattern]) -> Note {
    let note = |code| Note::new(Machine::MtaSts, code, Weight::Moved);
    match (added.is_empty(), dropped.is_empty()) {
        (false, true) => note("mta-sts-hosts-added").with("added", join(added)),
        (true, _) => note("mta-sts-hosts-dropped").with("dropped", join(dropped)),
        (false, false) => note("mta-sts-hosts-changed")
            .with("added", join(added))
            .with("dropped", join(dropped)),
    }
}

fn key_note(machine: Machine, wait: &KeyWait) -> Note {
    let waits = |machine, code| Note::new(machine, code, Weight::Waits);
    match wait {
        KeyWait::Written => waits(machine, "key-written"),
        KeyWait::OtherRecord => Note::new(machine, "key-other-record", Weight::Alarm),
        KeyWait::EveryServer(without) => {
            waits(machine, "key-every-server").with("servers", join(without))
        }
        KeyWait::NegativeTtl(until) => waits(machine, "key-negative-ttl").until(*until),
        KeyWait::Signer => Note::new(machine, "key-signer", Weight::Asks),
        KeyWait::LateMail(until) => waits(machine, "key-late-mail").until(*until),
        KeyWait::Removed => waits(machine, "key-removed"),
        KeyWait::NotSeen(failure) => Note::unseen(machine, *failure),
        KeyWait::LostWhileSigning => Note::new(machine, "key-lost", Weight::Alarm),
    }
}

fn mta_sts_note(wait: &MtaStsWait) -> Note {
    let new = |code, weight| Note::new(Machine::MtaSts, code, weight);
    match wait {
        MtaStsWait::Served => new("mta-sts-served", Weight::Waits),
        MtaStsWait::Record => new("mta-sts-record", Weight::Waits),
        MtaStsWait::NotFetched(failure)
        | MtaStsWait::RecordNotSeen(failure)
        | MtaStsWait::HostsNotSeen(failure) => Note::unseen(Machine::MtaSts, *failure),
        MtaStsWait::Reports(until) => new("mta-sts-reports", Weight::Waits).until(*until),
        MtaStsWait::CleanReports => new("mta-sts-clean-reports", Weight::Asks),
        MtaStsWait::NoHosts => new("mta-sts-no-hosts", Weight::Waits),
        MtaStsWait::BadTls(host) => new("mta-sts-bad-tls", Weight::Alarm).with("host", host),
        MtaStsWait::Unlistable => new("mta-sts-unlistable", Weight::Waits),
        MtaStsWait::TooManyPolicies => new("mta-sts-too-many-policies", Weight::Waits),
        MtaStsWait::Caches(Some(until)) => new("mta-sts-caches", Weight::Waits).until(*until),
        MtaStsWait::Caches(None) => new("mta-sts-caches-open", Weight::Waits),
        MtaStsWait::RecordRemoved => new("mta-sts-record-removed", Weight::Waits),
        MtaStsWait::RecordTtl(until) => new("mta-sts-record-ttl", Weight::Waits).until(*until),
    }
}

fn dmarc_note(wait: &LadderWait) -> Note {
    let new = |code, weight| Note::new(Machine::Dmarc, code, weight);
    match wait {
        LadderWait::Published => new("dmarc-published", Weight::Waits),
        LadderWait::NotSeen(failure) => Note::unseen(Machine::Dmarc, *failure),
        LadderWait::Stand(until) => new("dmarc-stand", Weight::Waits).until(*until),
        LadderWait::Signing => new("dmarc-signing", Weight::Waits),
        LadderWait::OwnersWord => new("dmarc-owners-word", Weight::Asks),
        LadderWait::FewMessages { messages } => {
            new("dmarc-few-messages", Weight::Waits).with("messages", messages)
        }
        LadderWait::NotAligned { messages, aligned } => new("dmarc-not-aligned", Weight::Waits)
            .with("messages", messages)
            .with("aligned", aligned),
        LadderWait::Mailboxes => new("dmarc-mailboxes", Weight::Asks),
    }
}

fn parking_note(wait: &ParkingWait) -> Note {
    let new = |code, weight| Note::new(Machine::Mail, code, weight);
    match wait {
        ParkingWait::Sending(selector) => {
            new("parking-sending", Weight::Asks).with("selector", selector)
        }
        ParkingWait::Key { selector, until } => {
            let mut note = new("parking-key", Weight::Waits).with("selector", selector);
            note.until = *until;
            note
        }
        ParkingWait::MtaSts => new("parking-mta-sts", Weight::Waits),
    }
}

/// What is let go, with what can be said of it.
fn let_go(role: Role) -> &'static str {
    match role {
        Role::Spf => "let-go-spf",
        Role::ReportConsent => "let-go-consent",
        Role::TlsRpt
        | Role::DkimKey
        | Role::Dmarc
        | Role::PolicyHost
        | Role::MtaSts
        | Role::Tlsa
        | Role::NullMx
        | Role::KeyRevocation => "let-go",
    }
}

fn departure_note(wait: &DepartureWait) -> Note {
    let new = |code, weight| Note::new(Machine::Departure, code, weight);
    let of = |note: Note, key: &RrSetKey| {
        note.with("record", format!("{} {}", key.kind.word(), key.owner))
    };
    match wait {
        DepartureWait::Withdrawn(key) => of(new("departure-withdrawn", Weight::Waits), key),
        DepartureWait::Blocked(key) => of(new("departure-blocked", Weight::Alarm), key),
        DepartureWait::NotSeen(key, failure) => {
            let mut note = of(new("departure-not-seen", Weight::Unseen), key);
            note.failure = Some(*failure);
            note
        }
        DepartureWait::PolicyTtl(until) => new("departure-policy-ttl", Weight::Waits).until(*until),
        DepartureWait::Unused => new("departure-unused", Weight::Asks),
        DepartureWait::LastReports(until) => {
            new("departure-last-reports", Weight::Waits).until(*until)
        }
    }
}

fn host_note(host_move: &HostMove) -> Note {
    let of = |host: &dyn ToString, open, closed, until: &Option<Timestamp>, weight| {
        let code = if until.is_some() { closed } else { open };
        let mut note = Note::new(Machine::Mail, code, weight).with("host", host.to_string());
        note.until = *until;
        note
    };
    match host_move {
        HostMove::MayTakeMail(host) => {
            Note::new(Machine::Mail, "host-may-take-mail", Weight::Waits).with("host", host)
        }
        HostMove::MustWait { host, until } => of(
            host,
            "host-must-wait-open",
            "host-must-wait",
            until,
            Weight::Waits,
        ),
        HostMove::Refused { host, until } => of(
            host,
            "host-refused-open",
            "host-refused",
            until,
            Weight::Alarm,
        ),
    }
}

fn join<T: ToString>(values: &[T]) -> String {
    let values: Vec<String> = values.iter().map(ToString::to_string).collect();
    values.join(", ")
}
