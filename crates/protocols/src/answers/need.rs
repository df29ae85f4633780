//! What is still to be asked.

use std::collections::BTreeSet;

use super::Question;

/// The questions without which no verdict can be given. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need(BTreeSet<Question>);

impl Need {
    /// One question.
    pub fn of(question: Question) -> Need {
        Need(BTreeSet::from([question]))
    }

    /// These questions and what was gathered besides, to be asked at once.
    pub fn with(mut self, more: Needs) -> Need {
        self.0.extend(more.0);
        self
    }

    /// The questions, in a fixed order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.0.iter()
    }
}

/// Gathers needs of independent parts, so that their questions are asked at once.
///
/// ```
/// # use protocols::answers::{Answers, Need, Needs};
/// # use protocols::name::DomainName;
/// # fn both(d: &DomainName, answers: &Answers) -> Result<(), Need> {
/// let mut needs = Needs::default();
/// let mx = needs.take(answers.mx(d));
/// let txt = needs.take(answers.txt(d));
/// needs.settle()?; // one round trip for both
/// # let _ = (mx, txt); Ok(())
/// # }
/// ```
#[derive(Debug, Default)]
pub struct Needs(BTreeSet<Question>);

impl Needs {
    /// The value, or `None` with its need noted.
    pub fn take<T>(&mut self, result: Result<T, Need>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(need) => {
                self.0.extend(need.0);
                None
            }
        }
    }

    /// Fails with everything noted so far; `Ok` when nothing was.
    pub fn settle(self) -> Result<(), Need> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Need(self.0))
        }
    }
}

/// Both values, or the questions of both at once.
pub fn both<A, B>(a: Result<A, Need>, b: Result<B, Need>) -> Result<(A, B), Need> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (Err(need), Ok(_)) | (Ok(_), Err(need)) => Err(need),
        (Err(Need(mut questions)), Err(Need(more))) => {
            questions.extend(more);
            Err(Need(questions))
        }
    }
}
