//! A world of TXT records for this room's tests.

use std::collections::BTreeMap;

use crate::answers::{Answer, Answers, Failure, Lookup, Need, Outcome, Question, TxtRecord};
use crate::name::DomainName;

pub(super) fn name(text: &str) -> DomainName {
    text.parse().unwrap()
}

/// Names that are not in it do not exist, unless something below them does.
#[derive(Debug, Clone, Default)]
pub(super) struct World(BTreeMap<DomainName, Outcome<TxtRecord>>);

impl World {
    pub(super) fn new() -> World {
        World::default()
    }

    pub(super) fn txt(mut self, owner: &str, texts: &[&str]) -> World {
        let records = texts.iter().map(|text| TxtRecord::of(text)).collect();
        self.0.insert(name(owner), Outcome::Records(records));
        self
    }

    pub(super) fn exists(mut self, owner: &str) -> World {
        self.0.insert(name(owner), Outcome::NoData);
        self
    }

    pub(super) fn fails(mut self, owner: &str, failure: Failure) -> World {
        self.0.insert(name(owner), Outcome::Failed(failure));
        self
    }

    pub(super) fn answer(&self, owner: &DomainName) -> Outcome<TxtRecord> {
        let below = |at: &DomainName| at.is_at_or_below(owner);
        match self.0.get(owner) {
            Some(outcome) => outcome.clone(),
            None if self.0.keys().any(below) => Outcome::NoData,
            None => Outcome::NxDomain,
        }
    }

    /// Calls `verdict` with more and more of the world until it needs nothing more.
    pub(super) fn settle<T>(&self, verdict: impl Fn(&Answers) -> Result<T, Need>) -> T {
        self.settle_counting(verdict).0
    }

    /// The verdict with the questions of each pass.
    pub(super) fn settle_counting<T>(
        &self,
        verdict: impl Fn(&Answers) -> Result<T, Need>,
    ) -> (T, Vec<usize>) {
        let mut answers = Answers::new();
        let mut passes = Vec::new();
        loop {
            let need = match verdict(&answers) {
                Ok(value) => return (value, passes),
                Err(need) => need,
            };
            passes.push(need.questions().count());
            for question in need.questions() {
                let answer = match question {
                    Question::Txt(owner) => Answer::Txt(Lookup::plain(self.answer(owner))),
                    other => panic!("{other:?}"),
                };
                assert!(answers.add(question.clone(), answer));
            }
        }
    }
}
