//! The driver: the only loop of the program that asks the world anything.

use std::fmt;
use std::future::Future;

use protocols::answers::{Answer, Answers, Need, Question};
use protocols::limits::{PASSES_MAX, QUESTIONS_MAX};

/// Whoever answers questions: the network, a zone file laid over it, or a saved file.
pub trait Ask: Send + Sync {
    /// Answers every question, all at once and in any order. A question that cannot be asked is
    /// answered with its failure; none is left out.
    fn ask(&self, questions: Vec<Question>)
    -> impl Future<Output = Vec<(Question, Answer)>> + Send;
}

/// Why a run ended without a verdict. Each is a fault of ours or of whoever answers, never a
/// statement about the domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DriveError {
    /// The verdict wants more than [`QUESTIONS_MAX`] questions.
    TooManyQuestions,
    /// The verdict is not reached after [`PASSES_MAX`] passes.
    TooManyPasses,
    /// This question was asked and did not come back with an answer of its kind.
    Unanswered(Question),
}

impl fmt::Display for DriveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DriveError::TooManyQuestions => write!(f, "more than {QUESTIONS_MAX} questions"),
            DriveError::TooManyPasses => write!(f, "no verdict after {PASSES_MAX} passes"),
            DriveError::Unanswered(question) => write!(f, "no answer to {question:?}"),
        }
    }
}

impl std::error::Error for DriveError {}

/// Calls `verdict` until it needs nothing more. What was asked stays in `answers`, so the same
/// answers give the same verdict again without asking.
pub async fn drive<T>(
    ask: &impl Ask,
    answers: &mut Answers,
    verdict: impl Fn(&Answers) -> Result<T, Need>,
) -> Result<T, DriveError> {
    let mut asked = 0;
    for _ in 0..PASSES_MAX {
        let need = match verdict(answers) {
            Ok(value) => return Ok(value),
            Err(need) => need,
        };
        let questions: Vec<Question> = need.questions().cloned().collect();
        asked += questions.len();
        if asked > QUESTIONS_MAX {
            return Err(DriveError::TooManyQuestions);
        }
        for (question, answer) in ask.ask(questions).await {
            answers.add(question, answer);
        }
        // Every pass must add what it asked for, or it would go round for ever.
        if let Some(question) = need.questions().find(|q| answers.get(q).is_none()) {
            return Err(DriveError::Unanswered(question.clone()));
        }
    }
    Err(DriveError::TooManyPasses)
}
