//! The `signed` block: the zones that are signed, as a validating resolver sees them. Without the
//! block nobody validates.

use protocols::answers::{Answer, Lookup, Question, Security};
use protocols::name::DomainName;

use crate::document::Case;

/// The names of the block, one zone a line; `None` without a block.
pub(crate) fn read(case: &Case, place: &str) -> Option<Vec<DomainName>> {
    let block = case.blocks.iter().find(|block| block.info == "signed")?;
    let names = block.body.lines().filter(|line| !line.is_empty());
    Some(
        names
            .map(|name| name.parse().unwrap_or_else(|e| panic!("{place}: {e}")))
            .collect(),
    )
}

/// The answer with its DNSSEC state: secure when the name and every alias lie in a signed zone.
pub(crate) fn mark(signed: &[DomainName], question: &Question, mut answer: Answer) -> Answer {
    let Some(name) = owner(question) else {
        return answer;
    };
    match &mut answer {
        Answer::Txt(lookup) => set(signed, &name, lookup),
        Answer::A(lookup) => set(signed, &name, lookup),
        Answer::Aaaa(lookup) => set(signed, &name, lookup),
        Answer::Mx(lookup) => set(signed, &name, lookup),
        Answer::Ptr(lookup) => set(signed, &name, lookup),
        Answer::Tlsa(lookup) => set(signed, &name, lookup),
        Answer::Ns(lookup) => set(signed, &name, lookup),
        Answer::Caa(lookup) => set(signed, &name, lookup),
        Answer::Spf(lookup) => set(signed, &name, lookup),
        Answer::Cname(lookup) => set(signed, &name, lookup),
        Answer::Policy(_) | Answer::Smtp(_) => {}
    }
    answer
}

fn set<T>(signed: &[DomainName], name: &DomainName, lookup: &mut Lookup<T>) {
    let covers = |name: &DomainName| signed.iter().any(|zone| name.is_at_or_below(zone));
    lookup.security = if covers(name) && lookup.aliases.iter().all(covers) {
        Security::Secure
    } else {
        Security::Insecure
    };
}

fn owner(question: &Question) -> Option<DomainName> {
    match question {
        Question::Txt(name)
        | Question::A(name)
        | Question::Aaaa(name)
        | Question::Mx(name)
        | Question::Tlsa(name)
        | Question::Ns(name)
        | Question::Caa(name)
        | Question::Spf(name)
        | Question::Cname(name) => Some(name.clone()),
        Question::Ptr(address) => Some(DomainName::reverse_of(*address)),
        Question::Policy(_) | Question::Smtp(_) => None,
    }
}
