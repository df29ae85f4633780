//! The answer to a question that could not be asked.

use protocols::answers::{Answer, Failure, Lookup, Outcome, PolicyFetch, Question, SmtpProbe};

/// An answer of the question's kind that says only why there is none.
pub(crate) fn failed(question: &Question, failure: Failure) -> Answer {
    fn lookup<T>(failure: Failure) -> Lookup<T> {
        Lookup::plain(Outcome::Failed(failure))
    }
    match question {
        Question::Txt(_) => Answer::Txt(lookup(failure)),
        Question::A(_) => Answer::A(lookup(failure)),
        Question::Aaaa(_) => Answer::Aaaa(lookup(failure)),
        Question::Mx(_) => Answer::Mx(lookup(failure)),
        Question::Ptr(_) => Answer::Ptr(lookup(failure)),
        Question::Tlsa(_) => Answer::Tlsa(lookup(failure)),
        Question::Ns(_) => Answer::Ns(lookup(failure)),
        Question::Caa(_) => Answer::Caa(lookup(failure)),
        Question::Spf(_) => Answer::Spf(lookup(failure)),
        Question::Cname(_) => Answer::Cname(lookup(failure)),
        Question::Policy(_) => Answer::Policy(PolicyFetch::NoConnection(failure).into()),
        Question::Smtp(_) => Answer::Smtp(SmtpProbe::NoConnection(failure)),
    }
}
