//! Zone files laid over the live world, or alone.

use std::sync::Arc;

use app::drive::Ask;
use protocols::answers::{Answer, Failure, Lookup, Outcome, Question, Security};
use protocols::name::DomainName;
use zonefile::{ZoneAnswer, Zones};

use crate::network::{Network, Resolve};

/// Zone files with what lies beyond them.
#[derive(Debug, Clone)]
pub struct Overlay {
    zones: Zones,
    live: Option<Arc<Network>>,
}

impl Overlay {
    /// The files over the live world: what they speak for is answered by them, the rest is asked.
    /// Aliases and mail exchangers that lead out of them are followed.
    pub fn over(zones: Zones, live: Arc<Network>) -> Overlay {
        Overlay {
            zones,
            live: Some(live),
        }
    }

    /// Nothing but the files: nobody is asked. What they do not speak for stays open, for a failure
    /// to ask is no absence; only a top-level domain is taken to publish nothing.
    pub fn offline(zones: Zones) -> Overlay {
        Overlay { zones, live: None }
    }

    /// Answers one question.
    pub async fn answer(&self, question: &Question) -> Answer {
        let Some(live) = &self.live else {
            return self.offline_answer(question);
        };
        match question {
            // The addresses of these hosts may be in the files.
            Question::Policy(domain) => {
                return Answer::Policy(Box::pin(live.policy(domain, self)).await);
            }
            Question::Smtp(host) => return Answer::Smtp(Box::pin(live.smtp(host, self)).await),
            Question::Txt(_)
            | Question::A(_)
            | Question::Aaaa(_)
            | Question::Mx(_)
            | Question::Ptr(_)
            | Question::Tlsa(_)
            | Question::Ns(_)
            | Question::Caa(_)
            | Question::Spf(_)
            | Question::Cname(_) => {}
        }
        self.dns_answer(question, live).await
    }

    fn offline_answer(&self, question: &Question) -> Answer {
        match self.zones.answer(question) {
            ZoneAnswer::Answered(answer) => answer,
            ZoneAnswer::Outside
                if name_of(question).is_some_and(|name| is_of_a_top_level(&name)) =>
            {
                self.zones.alone(question)
            }
            ZoneAnswer::Outside | ZoneAnswer::Leaves { .. } => {
                Answer::failed(question, Failure::NotAsked)
            }
        }
    }

    async fn dns_answer(&self, question: &Question, live: &Network) -> Answer {
        match self.zones.laid_over(question) {
            ZoneAnswer::Answered(answer) => answer,
            ZoneAnswer::Outside => {
                let answer = live.answer(question).await;
                match name_of(question) {
                    Some(name) if self.zones.has_name(&name) => existing(answer),
                    Some(_) | None => answer,
                }
            }
            ZoneAnswer::Leaves {
                aliases,
                ttl_seconds,
            } => {
                let Some(target) = aliases.last() else {
                    return live.answer(question).await;
                };
                let answer = live.answer(&question_at(question, target)).await;
                through(answer, &aliases, ttl_seconds)
            }
        }
    }
}

impl Ask for Overlay {
    async fn answer(&self, question: &Question) -> Answer {
        Overlay::answer(self, question).await
    }
}

impl Resolve for Overlay {
    async fn address_answer(&self, question: &Question) -> Answer {
        match &self.live {
            Some(live) => self.dns_answer(question, live).await,
            None => self.offline_answer(question),
        }
    }
}

fn name_of(question: &Question) -> Option<DomainName> {
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

/// A top-level domain, or a name such as `_dmarc` at one: where every tree walk ends. That it holds
/// nothing is as good as certain, and without it no walk in a single zone file would end.
fn is_of_a_top_level(name: &DomainName) -> bool {
    match name.parent() {
        None => true,
        Some(parent) => parent.label_count() == 1 && name.as_str().starts_with('_'),
    }
}

/// The same question at another name. A PTR question cannot be asked at a name that is no reverse
/// name (RFC 2317 delegations are of that kind), so it stays as it is.
fn question_at(question: &Question, name: &DomainName) -> Question {
    let name = name.clone();
    match question {
        Question::Txt(_) => Question::Txt(name),
        Question::A(_) => Question::A(name),
        Question::Aaaa(_) => Question::Aaaa(name),
        Question::Mx(_) => Question::Mx(name),
        Question::Tlsa(_) => Question::Tlsa(name),
        Question::Ns(_) => Question::Ns(name),
        Question::Caa(_) => Question::Caa(name),
        Question::Spf(_) => Question::Spf(name),
        Question::Cname(_) => Question::Cname(name),
        Question::Ptr(address) => Question::Ptr(*address),
        Question::Policy(_) => Question::Policy(name),
        Question::Smtp(_) => Question::Smtp(name),
    }
}

/// A change to the lookup within an answer, whatever its type.
trait Change {
    fn change<T>(&self, lookup: Lookup<T>) -> Lookup<T>;
}

fn changed(answer: Answer, change: &impl Change) -> Answer {
    match answer {
        Answer::Txt(lookup) => Answer::Txt(change.change(lookup)),
        Answer::A(lookup) => Answer::A(change.change(lookup)),
        Answer::Aaaa(lookup) => Answer::Aaaa(change.change(lookup)),
        Answer::Mx(lookup) => Answer::Mx(change.change(lookup)),
        Answer::Ptr(lookup) => Answer::Ptr(change.change(lookup)),
        Answer::Tlsa(lookup) => Answer::Tlsa(change.change(lookup)),
        Answer::Ns(lookup) => Answer::Ns(change.change(lookup)),
        Answer::Caa(lookup) => Answer::Caa(change.change(lookup)),
        Answer::Spf(lookup) => Answer::Spf(change.change(lookup)),
        Answer::Cname(lookup) => Answer::Cname(change.change(lookup)),
        Answer::Policy(fetch) => Answer::Policy(fetch),
        Answer::Smtp(probe) => Answer::Smtp(probe),
    }
}

/// A name the files have exists, although the live zone has not heard of it.
struct Existing;

impl Change for Existing {
    fn change<T>(&self, mut lookup: Lookup<T>) -> Lookup<T> {
        if matches!(lookup.outcome, Outcome::NxDomain) {
            lookup.outcome = Outcome::NoData;
        }
        lookup
    }
}

fn existing(answer: Answer) -> Answer {
    changed(answer, &Existing)
}

/// The way through aliases of the files before the live answer.
struct Through<'a>(&'a [DomainName], u32);

impl Change for Through<'_> {
    fn change<T>(&self, mut lookup: Lookup<T>) -> Lookup<T> {
        lookup.aliases.splice(0..0, self.0.iter().cloned());
        lookup.ttl_seconds = lookup.ttl_seconds.min(self.1);
        // Nobody validated the first part of the way.
        lookup.security = Security::Unchecked;
        lookup
    }
}

fn through(answer: Answer, aliases: &[DomainName], ttl_seconds: u32) -> Answer {
    changed(answer, &Through(aliases, ttl_seconds))
}
