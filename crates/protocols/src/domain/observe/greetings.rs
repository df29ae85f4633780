//! The names the domain's own hosts call themselves, and the SPF records there.

use crate::answers::{Answers, Failure, Need, Needs, Question};
use crate::assessment::{ProtectionKind, Unknown};
use crate::name::DomainName;

use super::mail::Mail;
use super::senders::SendingAddress;
use super::spf::{self, SpfState};

/// A name a sending host of the domain greets with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Greeting {
    /// The MX host.
    pub host: DomainName,
    /// The name it greets with; senders mostly give the same in HELO.
    pub name: DomainName,
    /// The SPF record of that name.
    pub spf: SpfState,
}

/// The greetings of the MX hosts that also send. Names of others' hosts are not looked at: the
/// owner of this domain cannot publish there.
pub(super) fn observe(
    domain: &DomainName,
    mail: &Mail<'_>,
    senders: &[SendingAddress],
    answers: &Answers,
) -> Result<Vec<Greeting>, Need> {
    let mut needs = Needs::default();
    let mut greetings: Vec<Greeting> = Vec::new();
    for host in &mail.hosts {
        let sends = senders
            .iter()
            .any(|sender| sender.host.as_ref() == Some(&host.name));
        let name = host
            .greeting()
            .and_then(|text| DomainName::parse(text).ok());
        let Some(name) = name.filter(|name| sends && name.is_at_or_below(domain)) else {
            continue;
        };
        if greetings.iter().any(|greeting| greeting.name == name) {
            continue;
        }
        if let Some(spf) = needs.take(spf::observe(&name, answers)) {
            greetings.push(Greeting {
                host: host.name.clone(),
                name,
                spf,
            });
        }
    }
    needs.settle()?;
    Ok(greetings)
}

/// What could not be asked.
pub(super) fn unknowns(greetings: &[Greeting]) -> Vec<Unknown> {
    let failed = |greeting: &Greeting| -> Option<(Question, Failure)> {
        match greeting.spf {
            SpfState::Unknown(failure) => Some((Question::Txt(greeting.name.clone()), failure)),
            SpfState::Missing
            | SpfState::Several
            | SpfState::Broken(_)
            | SpfState::Stands { .. } => None,
        }
    };
    let unknown = |(question, failure)| Unknown {
        protection: ProtectionKind::Spf,
        question,
        failure,
    };
    greetings.iter().filter_map(failed).map(unknown).collect()
}
