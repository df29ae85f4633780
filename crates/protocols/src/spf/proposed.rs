//! What if: the answers as they would be with another record.

use crate::answers::{Answer, Answers, Lookup, Outcome, Question, TxtRecord};
use crate::name::DomainName;

use super::record::{Selection, select};

/// The answers with `text` as the SPF record of `domain`, whatever is published there: what would
/// be if it were. Other TXT records of the domain stay.
pub fn proposed(domain: &DomainName, text: &str, answers: &Answers) -> Answers {
    let question = Question::Txt(domain.clone());
    let mut lookup = match answers.get(&question) {
        Some(Answer::Txt(lookup)) => lookup.clone(),
        Some(_) | None => Lookup::plain(Outcome::NoData),
    };
    let others = lookup.outcome.known().unwrap_or(&[]).iter();
    let is_spf = |record: &TxtRecord| {
        let one = std::slice::from_ref(record);
        select(one) != Selection::None
    };
    let mut records: Vec<TxtRecord> = others.filter(|r| !is_spf(r)).cloned().collect();
    records.push(TxtRecord::of(text));
    lookup.outcome = Outcome::Records(records);
    let mut overlaid = Answers::new();
    overlaid.add(question, Answer::Txt(lookup));
    // The first answer to a question stays, so the proposed one does.
    for (question, answer) in answers.iter() {
        overlaid.add(question.clone(), answer.clone());
    }
    overlaid
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposed_record_replaces_what_is_published() {
        let domain = DomainName::parse("example.com").unwrap();
        let mut answers = Answers::new();
        let published = ["v=spf1 -all", "verification=1", "v=spf1 a"].map(TxtRecord::of);
        answers.add(
            Question::Txt(domain.clone()),
            Answer::Txt(Lookup::plain(Outcome::Records(published.to_vec()))),
        );
        let overlaid = proposed(&domain, "v=spf1 mx -all", &answers);
        let texts: Vec<String> = match &overlaid.txt(&domain).unwrap().outcome {
            Outcome::Records(records) => records.iter().map(TxtRecord::text).collect(),
            other => panic!("{other:?}"),
        };
        assert_eq!(texts, ["verification=1", "v=spf1 mx -all"]);
    }
}
