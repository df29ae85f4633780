//! The driver: the only loop of the program that asks the world anything.

use std::collections::BTreeSet;
use std::fmt;
use std::future::Future;

use futures_util::stream::{FuturesUnordered, StreamExt};
use protocols::answers::{Answer, Answers, Need, Question};
use protocols::limits::{PASSES_MAX, QUESTIONS_MAX};

/// Whoever answers questions: the network, a zone file laid over it, or a saved file.
pub trait Ask: Send + Sync {
    /// Answers a question. What cannot be asked is answered with its failure.
    fn answer(&self, question: &Question) -> impl Future<Output = Answer> + Send;
}

/// Why a run ended without a verdict. Each is a fault of ours or of whoever answers, never a
/// statement about the domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DriveError {
    /// The verdict wants more than [`QUESTIONS_MAX`] questions.
    TooManyQuestions,
    /// The verdict is not reached after [`PASSES_MAX`] passes.
    TooManyPasses,
    /// A question was asked and did not come back with an answer of its kind.
    Unanswered,
}

impl fmt::Display for DriveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DriveError::TooManyQuestions => write!(f, "more than {QUESTIONS_MAX} questions"),
            DriveError::TooManyPasses => write!(f, "no verdict after {PASSES_MAX} passes"),
            DriveError::Unanswered => f.write_str("an answer does not fit its question"),
        }
    }
}

impl std::error::Error for DriveError {}

/// Calls `verdict` until it needs nothing more. What was asked stays in `answers`, so the same
/// answers give the same verdict again without asking.
///
/// All that a pass needs is asked at once. The next pass begins when the DNS has answered; a policy
/// host or mail host that takes its time holds back nothing but what depends on it.
pub async fn drive<T>(
    ask: &impl Ask,
    answers: &mut Answers,
    verdict: impl Fn(&Answers) -> Result<T, Need>,
) -> Result<T, DriveError> {
    let mut in_flight = FuturesUnordered::new();
    let mut asked = BTreeSet::new();
    let mut prompt = 0_usize;
    for _ in 0..PASSES_MAX {
        let need = match verdict(answers) {
            Ok(value) => return Ok(value),
            Err(need) => need,
        };
        for question in need.questions() {
            if !asked.insert(question.clone()) {
                // It is in flight, or was answered with something that does not fit it.
                continue;
            }
            prompt += usize::from(is_prompt(question));
            let question = question.clone();
            in_flight.push(async move {
                let answer = ask.answer(&question).await;
                (question, answer)
            });
        }
        if asked.len() > QUESTIONS_MAX {
            return Err(DriveError::TooManyQuestions);
        }
        // Every pass must add an answer, or it would go round for ever.
        loop {
            let Some((question, answer)) = in_flight.next().await else {
                return Err(DriveError::Unanswered);
            };
            prompt -= usize::from(is_prompt(&question));
            answers.add(question, answer);
            if prompt == 0 {
                break;
            }
        }
    }
    Err(DriveError::TooManyPasses)
}

/// Whether a question is answered within a round trip or two: the DNS, but no session with a host.
fn is_prompt(question: &Question) -> bool {
    match question {
        Question::Policy(_) | Question::Smtp(_) => false,
        Question::Txt(_)
        | Question::A(_)
        | Question::Aaaa(_)
        | Question::Mx(_)
        | Question::Ptr(_)
        | Question::Tlsa(_)
        | Question::Ns(_)
        | Question::Caa(_)
        | Question::Spf(_)
        | Question::Cname(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::time::Duration;

    use protocols::answers::{Failure, Lookup, Outcome, PolicyFetch, both};
    use protocols::name::DomainName;

    use super::*;

    /// Answers TXT at once and policies late, and notes the order of the questions.
    #[derive(Default)]
    struct Slow(Mutex<Vec<Question>>);

    impl Ask for Slow {
        async fn answer(&self, question: &Question) -> Answer {
            self.0.lock().unwrap().push(question.clone());
            match question {
                Question::Policy(_) => {
                    tokio::time::sleep(Duration::from_secs(1)).await;
                    Answer::Policy(PolicyFetch::NoConnection(Failure::Timeout).into())
                }
                _ => Answer::Txt(Lookup::plain(Outcome::NoData)),
            }
        }
    }

    fn name(text: &str) -> DomainName {
        text.parse().unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_host_holds_nothing_back() {
        let (a, b) = (name("a.example"), name("b.example"));
        let verdict = |answers: &Answers| {
            let chain = answers.txt(&a).and_then(|_| answers.txt(&b).map(|_| ()));
            both(answers.policy(&a).map(|_| ()), chain)
        };
        let (slow, mut answers) = (Slow::default(), Answers::new());
        let before = tokio::time::Instant::now();
        drive(&slow, &mut answers, verdict).await.unwrap();
        assert_eq!(before.elapsed(), Duration::from_secs(1));
        let asked = slow.0.lock().unwrap().clone();
        assert_eq!(asked.len(), 3, "nothing is asked twice");
        assert_eq!(answers.len(), 3);
    }

    #[tokio::test]
    async fn an_answer_of_the_wrong_kind_ends_the_run() {
        let verdict = |answers: &Answers| answers.mx(&name("a.example")).map(|_| ());
        let ended = drive(&Slow::default(), &mut Answers::new(), verdict).await;
        assert_eq!(ended, Err(DriveError::Unanswered));
    }
}
