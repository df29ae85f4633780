//! An SPF record as its owner is just putting it together: what it would be, what each term costs, what is
//! wrong with it, and what its owner would have to wish for. Pure; nothing is stored.

use std::fmt;

use protocols::answers::{Answers, Failure, Need, Needs};
use protocols::domain::desired::{Desired, MailIntent, Purpose};
use protocols::domain::records::{StandingRecords, StandingSpf};
use protocols::finding::Finding;
use protocols::name::DomainName;
use protocols::spf::record::{Mechanism, Qualifier, Term};
use protocols::spf::{
    Authorised, MergeRefused, Others, SpfIntent, Survey, lint, merge, merge_standing, parse, survey,
};

use crate::add::sender;
use crate::change::{ChangeError, Wish, wished};

/// What the owner chose; without a choice the record is shown as it is wanted now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// The terms that shall be there. What is not in the record yet is added.
    pub terms: Vec<Mechanism>,
    /// What becomes of everybody else; `None` leaves it.
    pub others: Option<Others>,
}

/// A term that is in the record, or may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftTerm {
    /// The term.
    pub mechanism: Mechanism,
    /// Whether it is in the draft.
    pub is_in: bool,
    /// Whether it is one that stands or is wanted now.
    pub is_known: bool,
    /// What it costs in lookups, with all that it leads to.
    pub lookups: u32,
    /// Whether what it leads to could be asked completely.
    pub is_complete: bool,
}

/// The record as it would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What stands.
    pub standing: StandingSpf,
    /// What it would be.
    pub text: String,
    /// What that leads to.
    pub survey: Survey,
    /// What is wrong with its text.
    pub findings: Vec<Finding>,
    /// The terms, in the order of the record; those that are left out keep their place at the end.
    pub terms: Vec<DraftTerm>,
    /// What becomes of everybody else; `None` where a `redirect` says so, or nothing does.
    pub end: Option<Qualifier>,
    /// What the owner would have to wish for.
    pub wishes: Vec<Wish>,
}

/// Why there is no draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoDraft {
    /// A domain without mail has nobody to name.
    Parked,
    /// What stands could not be asked: a second record would make both worthless.
    Unseen(Failure),
    /// What stands has syntax errors, and is repaired first.
    Broken,
}

impl fmt::Display for NoDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NoDraft::Parked => "the domain has no mail",
            NoDraft::Unseen(_) => "the standing record could not be asked",
            NoDraft::Broken => "the standing record has syntax errors",
        })
    }
}

impl std::error::Error for NoDraft {}

/// Makes the draft.
///
/// May ask: TXT of the domain, and what [`survey`](survey()) asks for every term.
pub fn draft(
    desired: &Desired,
    choice: Option<&Choice>,
    answers: &Answers,
) -> Result<Result<Draft, NoDraft>, Need> {
    let domain = &desired.domain;
    let Purpose::Mail(intent) = &desired.purpose else {
        return Ok(Err(NoDraft::Parked));
    };
    let standing = match StandingRecords::of(domain, answers)? {
        Ok(records) => records.spf,
        Err(failure) => return Ok(Err(NoDraft::Unseen(failure))),
    };
    let Ok(now) = with(domain, &standing, &intent.spf) else {
        return Ok(Err(NoDraft::Broken));
    };
    let known = mechanisms(&now);
    let wishes = choice.map_or_else(Vec::new, |choice| wishes(choice, &known, end(&now)));
    let after = match wished(desired, &wishes) {
        Ok(after) => after,
        Err(ChangeError::Parked(_) | ChangeError::Leaving | ChangeError::Ledger(_)) => {
            return Ok(Err(NoDraft::Parked));
        }
    };
    let Some(Ok(text)) = mail(&after).map(|intent| with(domain, &standing, &intent.spf)) else {
        return Ok(Err(NoDraft::Broken));
    };
    let survey = survey(domain, &text, answers)?;
    let chosen = mechanisms(&text);
    let offered = offered(&chosen, &known, &standing);
    let mut terms = Vec::new();
    let mut needs = Needs::default();
    for mechanism in offered {
        terms.extend(needs.take(term(domain, mechanism, (&chosen, &known), answers)));
    }
    needs.settle()?;
    Ok(Ok(Draft {
        end: end(&text),
        findings: lint(&text, Some(domain)),
        standing,
        text,
        survey,
        terms,
        wishes,
    }))
}

fn mail(desired: &Desired) -> Option<&MailIntent> {
    match &desired.purpose {
        Purpose::Mail(intent) => Some(intent),
        Purpose::Parked { .. } => None,
    }
}

/// The record that follows from what stands and what is wanted.
fn with(
    domain: &DomainName,
    standing: &StandingSpf,
    intent: &SpfIntent,
) -> Result<String, MergeRefused> {
    let one = match standing {
        StandingSpf::Absent => return Ok(intent.record().to_string()),
        StandingSpf::One(text) => text.clone(),
        StandingSpf::Several(texts) => merge_standing(domain, texts)?.to_string(),
    };
    Ok(merge(domain, &one, intent)?.text)
}

/// The terms of a record in their order, without `all`.
fn mechanisms(text: &str) -> Vec<Mechanism> {
    let terms = parse(text).record.map_or(Vec::new(), |record| record.terms);
    let named = terms.into_iter().filter_map(|placed| match placed.term {
        Term::Directive(directive) => Some(directive.mechanism),
        Term::Redirect(_) | Term::Explanation(_) | Term::Unknown { .. } => None,
    });
    named
        .filter(|mechanism| *mechanism != Mechanism::All)
        .collect()
}

fn wishes(choice: &Choice, known: &[Mechanism], end: Option<Qualifier>) -> Vec<Wish> {
    let is_chosen = |term: &&Mechanism| !holds(&choice.terms, term);
    let dropped = known.iter().filter(is_chosen).cloned().map(Wish::Drop);
    let mut wishes: Vec<Wish> = dropped.collect();
    let new = choice.terms.iter().filter(|term| !holds(known, term));
    wishes.extend(new.filter_map(|term| sender(&term.to_string()).map(Wish::Allow)));
    let others = choice.others.filter(|others| end != Some(result(*others)));
    wishes.extend(others.map(Wish::Others));
    wishes
}

/// What becomes of everybody else, as the record says.
fn end(text: &str) -> Option<Qualifier> {
    let record = parse(text).record?;
    record.all().map(|(_, qualifier)| qualifier)
}

fn result(others: Others) -> Qualifier {
    match others {
        Others::Fail => Qualifier::Fail,
        Others::SoftFail => Qualifier::SoftFail,
        Others::Neutral => Qualifier::Neutral,
    }
}

/// Those in the draft, then those that were left out.
fn offered(chosen: &[Mechanism], known: &[Mechanism], standing: &StandingSpf) -> Vec<Mechanism> {
    let texts = match standing {
        StandingSpf::Absent => &[][..],
        StandingSpf::One(text) => std::slice::from_ref(text),
        StandingSpf::Several(texts) => texts,
    };
    let mut offered = chosen.to_vec();
    let stood = texts.iter().flat_map(|text| mechanisms(text));
    for mechanism in known.iter().cloned().chain(stood) {
        if !holds(&offered, &mechanism) {
            offered.push(mechanism);
        }
    }
    if !offered.contains(&mx()) {
        offered.push(mx());
    }
    offered
}

/// Offered always: hosts that take mail often send it too.
fn mx() -> Mechanism {
    // It is a term of the standard's own grammar.
    Mechanism::parse(&Authorised::Mx.to_string()).unwrap_or(Mechanism::All)
}

fn term(
    domain: &DomainName,
    mechanism: Mechanism,
    (chosen, known): (&[Mechanism], &[Mechanism]),
    answers: &Answers,
) -> Result<DraftTerm, Need> {
    let alone = survey(domain, &format!("v=spf1 {mechanism}"), answers)?;
    Ok(DraftTerm {
        is_in: holds(chosen, &mechanism),
        is_known: holds(known, &mechanism),
        lookups: alone.lookups,
        is_complete: alone.unknowns.is_empty() && !alone.is_cut,
        mechanism,
    })
}

fn holds(terms: &[Mechanism], term: &Mechanism) -> bool {
    let text = term.to_string();
    terms
        .iter()
        .any(|known| known.to_string().eq_ignore_ascii_case(&text))
}

#[cfg(test)]
mod tests {
    use protocols::answers::{Answer, Lookup, Outcome, Question, TxtRecord};
    use protocols::domain::desired::ReportAddresses;

    use super::*;

    fn wanted() -> Desired {
        let domain: DomainName = "example.com".parse().unwrap();
        let reports = ReportAddresses::of(&domain);
        Desired::first(domain, Vec::new(), Vec::new(), reports)
    }

    /// A world in which these names have these SPF records, and nothing else is.
    fn drafted(zone: &[(&str, &str)], choice: Option<&Choice>) -> Result<Draft, NoDraft> {
        let mut answers = Answers::new();
        for _ in 0..20 {
            let need = match draft(&wanted(), choice, &answers) {
                Ok(drafted) => return drafted,
                Err(need) => need,
            };
            for question in need.questions() {
                let answer = match question {
                    Question::Txt(name) => {
                        let found = zone.iter().find(|(known, _)| *known == name.as_str());
                        let outcome = match found {
                            Some((_, text)) => Outcome::Records(vec![TxtRecord::of(text)]),
                            None => Outcome::NoData,
                        };
                        Answer::Txt(Lookup::plain(outcome))
                    }
                    other => Answer::failed(other, Failure::Timeout),
                };
                assert!(answers.add(question.clone(), answer));
            }
        }
        panic!("it asks for ever");
    }

    fn choice(terms: &[&str]) -> Choice {
        let terms = terms.iter().map(|term| Mechanism::parse(term).unwrap());
        Choice {
            terms: terms.collect(),
            others: None,
        }
    }

    const ZONE: &[(&str, &str)] = &[
        (
            "example.com",
            "v=spf1 include:a.example exists:%{i}.x.example ~all",
        ),
        ("a.example", "v=spf1 include:b.example ip4:192.0.2.1 -all"),
        ("b.example", "v=spf1 ip4:192.0.2.2 -all"),
        ("new.example", "v=spf1 ip4:192.0.2.3 -all"),
    ];

    #[test]
    fn without_a_choice_it_is_what_is_wanted() {
        let draft = drafted(ZONE, None).unwrap();
        assert_eq!(
            draft.text,
            "v=spf1 include:a.example exists:%{i}.x.example mx ~all"
        );
        assert_eq!((draft.survey.lookups, draft.wishes), (4, Vec::new()));
        let terms = draft.terms.iter();
        let terms: Vec<(String, u32, bool)> = terms
            .map(|term| (term.mechanism.to_string(), term.lookups, term.is_in))
            .collect();
        let expected = [
            ("include:a.example", 2),
            ("exists:%{i}.x.example", 1),
            ("mx", 1),
        ];
        let expected = expected.map(|(term, cost)| (term.to_owned(), cost, true));
        assert_eq!(terms, expected);
        assert!(!draft.terms[2].is_complete, "the mail hosts did not answer");
    }

    #[test]
    fn a_choice_becomes_wishes() {
        let mut choice = choice(&["exists:%{i}.x.example", "include:new.example"]);
        choice.others = Some(Others::Fail);
        let draft = drafted(ZONE, Some(&choice)).unwrap();
        assert_eq!(
            draft.text,
            "v=spf1 exists:%{i}.x.example include:new.example -all"
        );
        assert_eq!(draft.wishes.len(), 4, "{:?}", draft.wishes);
        let left_out = draft.terms.iter().filter(|term| !term.is_in);
        let left_out: Vec<String> = left_out.map(|term| term.mechanism.to_string()).collect();
        assert_eq!(left_out, ["include:a.example", "mx"]);
        // What stands says so already: nothing to wish for.
        let same = Choice {
            terms: mechanisms("v=spf1 include:a.example exists:%{i}.x.example mx"),
            others: Some(Others::SoftFail),
        };
        assert_eq!(drafted(ZONE, Some(&same)).unwrap().wishes, []);
    }

    #[test]
    fn what_cannot_be_drafted() {
        let broken = drafted(&[("example.com", "v=spf1 ip:192.0.2.1 -all")], None);
        assert_eq!(broken, Err(NoDraft::Broken));
        let parked = Desired::parked("example.com".parse().unwrap(), Vec::new());
        assert_eq!(
            draft(&parked, None, &Answers::new()).unwrap(),
            Err(NoDraft::Parked)
        );
    }
}
