//! The world of one case: its zone blocks, and whatever else its blocks say.

use protocols::answers::{Answer, Answers, Failure, Need, PolicyFetch, Question, SmtpProbe};
use protocols::assessment::RoomReport;
use protocols::finding::Finding;
use protocols::limits::PASSES_MAX;
use protocols::name::DomainName;
use zonefile::{Zone, Zones};

use crate::document::Case;

/// Whether a block of this name describes the world rather than an expectation.
pub(crate) fn is_world_block(word: &str) -> bool {
    matches!(word, "zone")
}

/// What a check of `domain` finds.
pub(crate) fn check(case: &Case, domain: &str, place: &str) -> Vec<Finding> {
    rooms(case, domain, place)
        .into_iter()
        .flat_map(|room| room.findings)
        .collect()
}

/// What a check of `domain` could not learn, as `protocol question failure` lines.
pub(crate) fn unknowns(case: &Case, domain: &str, place: &str) -> Vec<String> {
    let rooms = rooms(case, domain, place);
    let unknowns = rooms.into_iter().flat_map(|room| room.unknowns);
    unknowns
        .map(|u| format!("{:?} {:?} {:?}", u.protection, u.question, u.failure))
        .collect()
}

fn rooms(case: &Case, domain: &str, place: &str) -> Vec<RoomReport> {
    let domain: DomainName = domain
        .parse()
        .unwrap_or_else(|e| panic!("{place}: {domain}: {e}"));
    let world = World::of(case, place);
    world.settle(place, |answers| {
        Ok(vec![protocols::tls_rpt::assess(&domain, answers)?])
    })
}

struct World {
    zones: Zones,
}

impl World {
    fn of(case: &Case, place: &str) -> World {
        let zones = case.blocks.iter().filter(|block| block.info == "zone");
        let zones = zones.map(|block| {
            Zone::parse(&block.body, None, "case").unwrap_or_else(|e| panic!("{place}: {e}"))
        });
        World {
            zones: Zones::of(zones.collect()),
        }
    }

    /// Calls `verdict` with more and more of the world until it needs nothing more.
    fn settle<T>(&self, place: &str, verdict: impl Fn(&Answers) -> Result<T, Need>) -> T {
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
        match question {
            Question::Policy(_) => Answer::Policy(PolicyFetch::NoConnection(Failure::Guarded)),
            Question::Smtp(_) => Answer::Smtp(SmtpProbe::NoConnection(Failure::Guarded)),
            Question::Txt(_)
            | Question::A(_)
            | Question::Aaaa(_)
            | Question::Mx(_)
            | Question::Ptr(_)
            | Question::Tlsa(_)
            | Question::Ns(_)
            | Question::Caa(_)
            | Question::Cname(_) => self.zones.alone(question),
        }
    }
}
