//! One time limit for all the questions of a domain.

use std::time::{Duration, Instant};

use app::drive::Ask;
use futures_util::future::join_all;
use protocols::answers::{Answer, Failure, Question};

use crate::failed::failed;

/// Passes questions on until its time is over; whatever is not answered then is answered with
/// [`Failure::Timeout`], and what was answered before stays.
#[derive(Debug)]
pub struct Deadline<'a, A> {
    inner: &'a A,
    at: Instant,
}

impl<'a, A: Ask> Deadline<'a, A> {
    /// The time begins now. One value is for one domain.
    pub fn new(inner: &'a A, limit: Duration) -> Deadline<'a, A> {
        Deadline {
            inner,
            at: Instant::now() + limit,
        }
    }

    async fn answer(&self, question: Question) -> (Question, Answer) {
        let asked = self.inner.ask(vec![question.clone()]);
        match tokio::time::timeout_at(self.at.into(), asked).await {
            Ok(answered) => {
                let answer = answered.into_iter().find(|(of, _)| *of == question);
                answer.unwrap_or_else(|| {
                    // Whoever answers leaves no question out.
                    let answer = failed(&question, Failure::NotAsked);
                    (question, answer)
                })
            }
            Err(_) => {
                let answer = failed(&question, Failure::Timeout);
                (question, answer)
            }
        }
    }
}

impl<A: Ask> Ask for Deadline<'_, A> {
    async fn ask(&self, questions: Vec<Question>) -> Vec<(Question, Answer)> {
        join_all(questions.into_iter().map(|question| self.answer(question))).await
    }
}

#[cfg(test)]
mod tests {
    use protocols::answers::{Lookup, Outcome};

    use super::*;

    /// Answers TXT at once and nothing else ever.
    struct OnlyTxt;

    impl Ask for OnlyTxt {
        async fn ask(&self, questions: Vec<Question>) -> Vec<(Question, Answer)> {
            let mut answers = Vec::new();
            for question in questions {
                if !matches!(question, Question::Txt(_)) {
                    std::future::pending::<()>().await;
                }
                answers.push((question, Answer::Txt(Lookup::plain(Outcome::NoData))));
            }
            answers
        }
    }

    #[tokio::test]
    async fn what_is_answered_stays_and_the_rest_is_a_timeout() {
        let txt = Question::Txt("a.example".parse().unwrap());
        let smtp = Question::Smtp("mx.example".parse().unwrap());
        let deadline = Deadline::new(&OnlyTxt, Duration::from_millis(20));
        let answers = deadline.ask(vec![smtp.clone(), txt.clone()]).await;
        assert_eq!(
            answers,
            vec![
                (smtp.clone(), failed(&smtp, Failure::Timeout)),
                (txt, Answer::Txt(Lookup::plain(Outcome::NoData))),
            ]
        );
    }
}
