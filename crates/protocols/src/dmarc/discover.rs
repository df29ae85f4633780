//! The DNS Tree Walk (§4.10), the Organizational Domain (§4.10.2) and the policy that applies to an
//! Author Domain (§4.10.1), each with what was asked and found on the way.

use crate::answers::{Answers, Failure, Need, Needs, Outcome, Question};
use crate::limits::DMARC_TREE_WALK_QUERIES_MAX;
use crate::name::DomainName;

use super::record::{OWNER_PREFIX, Record, Selection, Standing, parse, select, standing};
use super::tags::{Policy, Psd, TagName, TestMode};

/// A lookup without whose answer nothing can be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookupFailure {
    /// What was asked.
    pub question: Question,
    /// Why there is no answer.
    pub failure: Failure,
}

/// A record that counts, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyRecord {
    /// The domain it is published for, without `_dmarc`.
    pub domain: DomainName,
    /// Its text.
    pub text: String,
    /// The text read.
    pub record: Record,
    /// What its defects leave of it.
    pub standing: Standing,
}

/// What one query of the walk found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// One record.
    Record(Box<PolicyRecord>),
    /// This many records, all discarded (§4.10 steps 2 and 6).
    Several(usize),
    /// No record.
    Nothing,
    /// `_dmarc.` in front makes the name longer than the DNS allows, so there can be no record.
    NoSuchName,
    /// No answer.
    Failed(LookupFailure),
}

/// One query of the walk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The domain that was looked at, without `_dmarc`.
    pub target: DomainName,
    /// What stands there.
    pub found: Found,
}

/// A walk from one name towards the root, with the steps it took in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk {
    /// Where it started.
    pub start: DomainName,
    /// At most [`DMARC_TREE_WALK_QUERIES_MAX`]; the last one may have stopped it (`psd=y`,
    /// `psd=n`).
    pub steps: Vec<Step>,
}

/// Why a domain is the Organizational Domain (§4.10.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrganizationalReason {
    /// Its record has `psd=n`.
    PsdNo,
    /// It is one label below this domain, whose record has `psd=y`.
    BelowPsd(DomainName),
    /// Of the names with a record it has the fewest labels.
    FewestLabels,
    /// No name has a record: the start of the walk.
    NoRecord,
}

/// An Organizational Domain and why it is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationalDomain {
    /// The domain.
    pub domain: DomainName,
    /// Why.
    pub reason: OrganizationalReason,
}

/// The names a walk looks at, in order (§4.10 steps 1, 3, 4 and 7). They are known before anything
/// is asked.
pub fn walk_targets(start: &DomainName) -> Vec<DomainName> {
    let mut targets = vec![start.clone()];
    // §4.10 step 4: 'If x < 8, remove the left-most label from the subject domain. If x >= 8,
    // remove the left-most labels from the subject domain until 7 labels remain.'
    let labels_left = start
        .label_count()
        .saturating_sub(1)
        .min(DMARC_TREE_WALK_QUERIES_MAX - 1);
    // Down to the last label: the walk includes the TLD and not the root.
    targets.extend((1..=labels_left).rev().map(|count| start.suffix(count)));
    targets
}

/// Walks up from `start` (§4.10).
///
/// May ask: TXT at `_dmarc.<target>` for every one of [`walk_targets`], all at once, although a
/// `psd` tag may make the later ones unnecessary: at most 8 questions.
pub fn walk(start: &DomainName, answers: &Answers) -> Result<Walk, Need> {
    let targets = walk_targets(start);
    let mut needs = Needs::default();
    for target in &targets {
        if let Ok(owner) = target.child(OWNER_PREFIX) {
            needs.take(answers.txt(&owner));
        }
    }
    needs.settle()?;
    let mut steps = Vec::new();
    for target in targets {
        let found = look(&target, answers)?;
        // §4.10 steps 2 and 6: 'If a single record remains and it contains a "psd=n" or "psd=y"
        // tag, stop.'
        let stop = matches!(&found, Found::Record(at) if at.record.psd != Psd::Unknown);
        steps.push(Step { target, found });
        if stop {
            break;
        }
    }
    Ok(Walk {
        start: start.clone(),
        steps,
    })
}

fn look(target: &DomainName, answers: &Answers) -> Result<Found, Need> {
    let Ok(owner) = target.child(OWNER_PREFIX) else {
        return Ok(Found::NoSuchName);
    };
    let records = match answers.txt(&owner)?.outcome.known() {
        Ok(records) => records,
        Err(failure) => {
            let question = Question::Txt(owner);
            return Ok(Found::Failed(LookupFailure { question, failure }));
        }
    };
    Ok(match select(records) {
        Selection::None(_) => Found::Nothing,
        Selection::Several(texts) => Found::Several(texts.len()),
        Selection::One(text) => {
            let parsed = parse(&text);
            match (standing(&parsed), parsed.record) {
                (Some(standing), Some(record)) => Found::Record(Box::new(PolicyRecord {
                    domain: target.clone(),
                    text,
                    record,
                    standing,
                })),
                (_, _) => Found::Nothing,
            }
        }
    })
}

impl Walk {
    /// The records found, from the longest name to the shortest.
    pub fn records(&self) -> impl DoubleEndedIterator<Item = &PolicyRecord> {
        self.steps.iter().filter_map(|step| match &step.found {
            Found::Record(record) => Some(record.as_ref()),
            Found::Several(_) | Found::Nothing | Found::NoSuchName | Found::Failed(_) => None,
        })
    }

    /// The record of one domain on the walk.
    pub fn record_of(&self, domain: &DomainName) -> Option<&PolicyRecord> {
        self.records().find(|record| record.domain == *domain)
    }

    /// The first lookup without an answer.
    pub fn failure(&self) -> Option<&LookupFailure> {
        self.steps.iter().find_map(|step| match &step.found {
            Found::Failed(failure) => Some(failure),
            Found::Record(_) | Found::Several(_) | Found::Nothing | Found::NoSuchName => None,
        })
    }

    /// The Organizational Domain of the start (§4.10.2). With a lookup unanswered it is unknown: a
    /// record there could have stopped the walk, or have fewer labels than any other.
    pub fn organizational_domain(&self) -> Result<OrganizationalDomain, LookupFailure> {
        if let Some(failure) = self.failure() {
            return Err(failure.clone());
        }
        for found in self.records() {
            let reason = match found.record.psd {
                Psd::No => OrganizationalReason::PsdNo,
                // 'other than the one for the domain where the tree walk started'
                Psd::Yes if found.domain != self.start => {
                    OrganizationalReason::BelowPsd(found.domain.clone())
                }
                Psd::Yes | Psd::Unknown => continue,
            };
            // 'the Organizational Domain is the domain one label below this one in the DNS
            // hierarchy': on the path to the start, whether or not it was asked.
            let domain = match reason {
                OrganizationalReason::BelowPsd(_) => {
                    self.start.suffix(found.domain.label_count() + 1)
                }
                OrganizationalReason::PsdNo
                | OrganizationalReason::FewestLabels
                | OrganizationalReason::NoRecord => found.domain.clone(),
            };
            return Ok(OrganizationalDomain { domain, reason });
        }
        Ok(match self.records().next_back() {
            // 'select the DMARC Policy Record found at the name with the fewest number of labels'
            Some(shortest) => OrganizationalDomain {
                domain: shortest.domain.clone(),
                reason: OrganizationalReason::FewestLabels,
            },
            // 'then the initial target domain is the Organizational Domain'
            None => OrganizationalDomain {
                domain: self.start.clone(),
                reason: OrganizationalReason::NoRecord,
            },
        })
    }

    /// The record with `psd=y` above the start.
    fn public_suffix(&self) -> Option<&PolicyRecord> {
        self.records()
            .find(|found| found.record.psd == Psd::Yes && found.domain != self.start)
    }
}

/// Whose record the policy is (§4.10.1, in this order of preference).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PolicySource {
    /// The Author Domain's.
    AuthorDomain,
    /// Its Organizational Domain's.
    OrganizationalDomain,
    /// Its Public Suffix Domain's.
    PublicSuffixDomain,
}

/// What made the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PolicyBasis {
    /// The value of this tag: `p`, `sp` or `np`.
    Tag(TagName),
    /// The record has no valid policy and a usable `rua`: 'as if a record containing "p=none" was
    /// retrieved' (§4.10.1).
    NoValidPolicy,
}

/// The policy for mail that uses the Author Domain and fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedPolicy {
    /// The record; its `domain` is the DMARC Policy Domain (§3.2.5).
    pub found: PolicyRecord,
    /// Whose record it is.
    pub source: PolicySource,
    /// What made the policy.
    pub basis: PolicyBasis,
    /// The policy as published.
    pub requested: Policy,
    /// The policy with `t` taken into account.
    pub applied: Policy,
}

/// What is known of the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PolicyState {
    /// This policy applies.
    Applies(Box<AppliedPolicy>),
    /// No record anywhere: DMARC does not apply (§4.10.1 'MUST NOT apply the DMARC mechanism').
    NoRecord,
    /// This record applies, and has neither a valid policy nor a usable `rua`: 'the Mail Receiver
    /// applies no DMARC processing to this message'.
    NoProcessing(Box<PolicyRecord>),
    /// A lookup that the policy depends on has no answer. **Not** the same as no record.
    TempError(LookupFailure),
}

/// The outcome of policy discovery with its evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discovery {
    /// The Author Domain.
    pub author: DomainName,
    /// Every name that was asked and what was found.
    pub walk: Walk,
    /// The Organizational Domain of the Author Domain.
    pub organizational_domain: Result<OrganizationalDomain, LookupFailure>,
    /// The policy.
    pub policy: PolicyState,
}

/// Finds the policy for mail with this domain in `From` (§4.10.1), which also says what happens to
/// forged mail from any name.
///
/// May ask: the walk's questions, at once; then, only where the policy is that of a parent, TXT at
/// the Author Domain, to learn whether it exists. At most 9 questions.
pub fn discover_policy(author: &DomainName, answers: &Answers) -> Result<Discovery, Need> {
    // One walk from the Author Domain serves both purposes: where its own record is missing,
    // §4.10.1 has a walk begin at the parent, and asks the same names.
    let walk = walk(author, answers)?;
    let organizational_domain = walk.organizational_domain();
    let policy = policy(&walk, &organizational_domain, answers)?;
    Ok(Discovery {
        author: author.clone(),
        walk,
        organizational_domain,
        policy,
    })
}

fn policy(
    walk: &Walk,
    organizational_domain: &Result<OrganizationalDomain, LookupFailure>,
    answers: &Answers,
) -> Result<PolicyState, Need> {
    // §4.10.1: 'If a valid DMARC Policy Record is found there, then this is the DMARC Policy Record
    // to be applied'; what lies above matters to alignment only.
    if let Some(own) = walk.record_of(&walk.start) {
        let basis = own.record.p.map(|p| (p, TagName::P));
        return Ok(apply(own, PolicySource::AuthorDomain, basis));
    }
    let organizational = match organizational_domain {
        Ok(organizational) => organizational,
        Err(failure) => return Ok(PolicyState::TempError(failure.clone())),
    };
    // An intermediate record that is neither's is not used (§4.7 `sp`, note). 'PSD policy is not
    // used for Organizational Domains that have published a DMARC Policy Record.'
    let (found, source) = match walk.record_of(&organizational.domain) {
        Some(found) => (found, PolicySource::OrganizationalDomain),
        None => match walk.public_suffix() {
            Some(found) => (found, PolicySource::PublicSuffixDomain),
            None => return Ok(PolicyState::NoRecord),
        },
    };
    let existing = found.record.for_existing_subdomains();
    let missing = found.record.for_missing_subdomains();
    let basis = match existence(&walk.start, answers)? {
        Existence::Exists => existing,
        Existence::DoesNotExist => missing,
        // Where both say the same it does not matter.
        Existence::Unknown(_) if existing.map(|(p, _)| p) == missing.map(|(p, _)| p) => existing,
        Existence::Unknown(failure) => return Ok(PolicyState::TempError(failure)),
    };
    Ok(apply(found, source, basis))
}

fn apply(
    found: &PolicyRecord,
    source: PolicySource,
    basis: Option<(Policy, TagName)>,
) -> PolicyState {
    let (requested, basis) = match (found.standing, basis) {
        (Standing::AsWritten, Some((policy, tag))) => (policy, PolicyBasis::Tag(tag)),
        (Standing::ActsAsNone, _) => (Policy::None, PolicyBasis::NoValidPolicy),
        (Standing::NoProcessing, _) | (Standing::AsWritten, None) => {
            return PolicyState::NoProcessing(Box::new(found.clone()));
        }
    };
    let applied = match found.record.t {
        TestMode::Testing => requested.one_level_below(),
        TestMode::Off => requested,
    };
    PolicyState::Applies(Box::new(AppliedPolicy {
        found: found.clone(),
        source,
        basis,
        requested,
        applied,
    }))
}

/// Whether a domain exists (§3.2.13, Appendix A.4).
enum Existence {
    Exists,
    DoesNotExist,
    Unknown(LookupFailure),
}

/// TXT is asked because SPF asks it too; any type would do: 'if any RR exists for a domain, then
/// the domain exists' (A.4), and only NXDOMAIN says that none does.
fn existence(domain: &DomainName, answers: &Answers) -> Result<Existence, Need> {
    let lookup = answers.txt(domain)?;
    Ok(match &lookup.outcome {
        // The code is that of the last name of a chain of aliases (RFC 6604 §3): the domain itself
        // has a CNAME record, so it exists.
        Outcome::NxDomain if lookup.aliases.is_empty() => Existence::DoesNotExist,
        Outcome::Records(_) | Outcome::NoData | Outcome::NxDomain => Existence::Exists,
        Outcome::Failed(failure) => Existence::Unknown(LookupFailure {
            question: Question::Txt(domain.clone()),
            failure: *failure,
        }),
    })
}

#[cfg(test)]
mod tests;
