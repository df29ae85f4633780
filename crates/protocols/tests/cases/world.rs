//! The world of one case: its zone blocks, and whatever else its blocks say.

use protocols::answers::{Answer, Answers, Failure, Need, PolicyFetch, Question, SmtpProbe};
use protocols::assessment::{Assessment, RoomReport, Unknown};
use protocols::dmarc::Context;
use protocols::dmarc::assess::{Known, Sending};
use protocols::finding::Finding;
use protocols::limits::PASSES_MAX;
use protocols::name::DomainName;
use protocols::time::Timestamp;
use zonefile::{Zone, Zones};

use crate::document::Case;
use crate::{Asked, Scope};
use crate::{desired, policy, selectors, servers, signed, smtp};

/// 2026-11-24T12:00:00Z, the moment of every case.
pub(crate) const NOW: Timestamp = Timestamp(1_795_521_600);

/// Whether a block of this name describes the world rather than an expectation.
pub(crate) fn is_world_block(word: &str) -> bool {
    matches!(
        word,
        "zone"
            | "servers"
            | "fails"
            | "smtp"
            | "policy"
            | "signed"
            | "context"
            | "selectors"
            | "desired"
            | "seen"
            | "owned"
    )
}

/// What a check finds: one room's own findings, or, for `domain` and for no room, those of the whole
/// check, which weighs the rooms against each other.
pub(crate) fn check(case: &Case, asked: &Asked<'_>, place: &str) -> Vec<Finding> {
    match asked.scope {
        Scope::Whole => whole(case, asked, place).findings,
        Scope::Room(room) => {
            let rooms = rooms(case, &asked.domain, room, place).into_iter();
            rooms.flat_map(|room| room.findings).collect()
        }
    }
}

fn whole(case: &Case, asked: &Asked<'_>, place: &str) -> Assessment {
    let mut options = asked.options.clone();
    options.selectors = selectors::read(case, place);
    let wanted = desired::read(case, &asked.domain, place);
    World::of(case, place).settle(place, |answers| {
        protocols::domain::assess(&asked.domain, wanted.as_ref(), &options, answers, NOW)
    })
}

/// What a check could not learn, as `protocol question failure` lines.
pub(crate) fn unknowns(case: &Case, asked: &Asked<'_>, place: &str) -> Vec<String> {
    let unknowns: Vec<Unknown> = match asked.scope {
        Scope::Whole => whole(case, asked, place).unknowns,
        Scope::Room(room) => {
            let rooms = rooms(case, &asked.domain, room, place).into_iter();
            rooms.flat_map(|room| room.unknowns).collect()
        }
    };
    let unknowns = unknowns.into_iter();
    unknowns
        .map(|u| format!("{:?} {:?} {:?}", u.protection, u.question, u.failure))
        .collect()
}

fn rooms(case: &Case, domain: &DomainName, room: &str, place: &str) -> Vec<RoomReport> {
    let selectors = selectors::read(case, place);
    let world = World::of(case, place);
    let context = context(case, place);
    world.settle(place, |answers| {
        let signing = protocols::dkim::Signing::Expected;
        let report = match room {
            "spf" => protocols::spf::assess(domain, answers)?,
            "dkim" => protocols::dkim::assess(domain, &selectors, signing, answers)?,
            "dmarc" => protocols::dmarc::assess(domain, &context, answers)?,
            "mta-sts" => policy::assess(case, domain, answers, place)?,
            "tls-rpt" => protocols::tls_rpt::assess(domain, answers)?,
            "dane" => protocols::dane::assess(domain, answers, NOW)?,
            _ => panic!("{place}: {room} is no room that is asked alone"),
        };
        Ok(vec![report])
    })
}

/// What the caller of the DMARC room knows beside the records: `spf:`, `dkim:`, `sending:`.
fn context(case: &Case, place: &str) -> Context {
    let mut context = Context::default();
    let known = |value: &str| match value {
        "present" => Known::Present,
        "absent" => Known::Absent,
        _ => panic!("{place}: {value:?}"),
    };
    for block in case.blocks.iter().filter(|block| block.info == "context") {
        for line in block.body.lines() {
            match line.split_once(": ") {
                Some(("spf", value)) => context.spf = known(value),
                Some(("dkim", value)) => context.dkim = known(value),
                Some(("sending", "mailboxes")) => context.sending = Sending::Mailboxes,
                Some(("sending", "services")) => context.sending = Sending::Services,
                Some(("sending", "nothing")) => context.sending = Sending::Nothing,
                _ => panic!("{place}: {line:?}"),
            }
        }
    }
    context
}

pub(crate) struct World {
    zones: Zones,
    servers: Vec<servers::Said>,
    fetches: Vec<(Question, Answer)>,
    probes: Vec<(Question, Answer)>,
    signed: Option<Vec<DomainName>>,
}

impl World {
    pub(crate) fn of(case: &Case, place: &str) -> World {
        let zones = case.blocks.iter().filter(|block| block.info == "zone");
        let zones = zones.map(|block| {
            Zone::parse(&block.body, None, "case").unwrap_or_else(|e| panic!("{place}: {e}"))
        });
        World {
            zones: Zones::of(zones.collect()),
            servers: servers::read(case, place),
            fetches: policy::read(case, place),
            probes: smtp::read(case, place),
            signed: signed::read(case, place),
        }
    }

    /// Calls `verdict` with more and more of the world until it needs nothing more.
    pub(crate) fn settle<T>(
        &self,
        place: &str,
        verdict: impl Fn(&Answers) -> Result<T, Need>,
    ) -> T {
        let mut answers = Answers::new();
        for _ in 0..PASSES_MAX {
            let need = match verdict(&answers) {
                Ok(value) => return value,
                Err(need) => need,
            };
            for question in need.questions() {
                let added = answers.add(question.clone(), self.answer(question));
                assert!(added, "{place}: {question:?} was asked again");
            }
        }
        panic!("{place}: no verdict after {PASSES_MAX} passes");
    }

    fn answer(&self, question: &Question) -> Answer {
        let answer = self.plain_answer(question);
        match &self.signed {
            Some(signed) => signed::mark(signed, question, answer),
            None => answer,
        }
    }

    fn plain_answer(&self, question: &Question) -> Answer {
        if let Some(answer) = servers::answer(&self.servers, question) {
            return answer;
        }
        let mut told = self.fetches.iter().chain(&self.probes);
        if let Some((_, answer)) = told.find(|(q, _)| q == question) {
            return answer.clone();
        }
        match question {
            Question::Policy(_) => {
                Answer::Policy(PolicyFetch::NoConnection(Failure::Guarded).into())
            }
            Question::Smtp(_) => Answer::Smtp(SmtpProbe::NoConnection(Failure::Guarded)),
            Question::Txt(_)
            | Question::A(_)
            | Question::Aaaa(_)
            | Question::Mx(_)
            | Question::Ptr(_)
            | Question::Tlsa(_)
            | Question::Ns(_)
            | Question::Caa(_)
            | Question::Spf(_)
            | Question::Cname(_) => self.zones.alone(question),
        }
    }
}
