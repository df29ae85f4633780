//! One time limit for all the questions of a domain.

use std::time::{Duration, Instant};

use app::drive::Ask;
use protocols::answers::{Answer, Failure, Question};

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
}

impl<A: Ask> Ask for Deadline<'_, A> {
    async fn answer(&self, question: &Question) -> Answer {
        let answer = self.inner.answer(question);
        match tokio::time::timeout_at(self.at.into(), answer).await {
            Ok(answer) => answer,
            Err(_) => Answer::failed(question, Failure::Timeout),
        }
    }
}

#[cfg(test)]
mod tests {
    use protocols::answers::{Lookup, Outcome};

    use super::*;

    /// Answers TXT at once and nothing else ever.
    struct OnlyTxt;

    impl Ask for OnlyTxt {
        async fn answer(&self, question: &Question) -> Answer {
            if !matches!(question, Question::Txt(_)) {
                std::future::pending::<()>().await;
            }
            Answer::Txt(Lookup::plain(Outcome::NoData))
        }
    }

    #[tokio::test]
    async fn what_is_answered_stays_and_the_rest_is_a_timeout() {
        let txt = Question::Txt("a.example".parse().unwrap());
        let smtp = Question::Smtp("mx.example".parse().unwrap());
        let deadline = Deadline::new(&OnlyTxt, Duration::from_millis(20));
        let answers = futures_util::join!(deadline.answer(&smtp), deadline.answer(&txt));
        assert_eq!(answers.0, Answer::failed(&smtp, Failure::Timeout));
        assert_eq!(answers.1, Answer::Txt(Lookup::plain(Outcome::NoData)));
    }
}
