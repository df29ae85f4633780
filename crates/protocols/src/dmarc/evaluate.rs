//! The verdict on a message (§5.3): given its Author Domain and what SPF and DKIM said.

use crate::answers::{Answers, Need, Needs};
use crate::limits::DMARC_IDENTIFIERS_MAX;
use crate::name::DomainName;

use super::discover::{
    AppliedPolicy, Discovery, LookupFailure, PolicyState, discover_policy, walk,
};
use super::tags::AlignmentMode;

/// An authentication mechanism under DMARC (§4.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mechanism {
    /// SPF of MAIL FROM; HELO alone does not count (§4.4.2).
    Spf,
    /// One DKIM signature.
    Dkim,
}

/// What a mechanism said, as far as DMARC asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MechanismResult {
    /// Passed: its domain is an Authenticated Identifier.
    Pass,
    /// Everything else that is final: fail, softfail, neutral, none, permerror, policy.
    NoPass,
    /// Could not be evaluated now; it might have passed.
    TempError,
}

/// One domain that a mechanism vouches for, or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    /// Who says it.
    pub mechanism: Mechanism,
    /// SPF: the MAIL FROM domain, the HELO name for the null sender. DKIM: `d=`.
    pub domain: DomainName,
    /// What it says.
    pub result: MechanismResult,
}

/// A message as DMARC sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The one domain of the `From` header field (§5.3.1). A message with none or several is not
    /// for this function.
    pub author: DomainName,
    /// SPF's identifier, if any, and one for each DKIM signature.
    pub identifiers: Vec<Identifier>,
}

/// Proof that a domain both passed a mechanism and is aligned with the Author Domain. Only
/// [`evaluate`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlignedPass {
    identifier: Identifier,
    mode: AlignmentMode,
}

impl AlignedPass {
    /// The mechanism and the domain.
    pub fn identifier(&self) -> &Identifier {
        &self.identifier
    }

    /// The alignment that was asked for.
    pub fn mode(&self) -> AlignmentMode {
        self.mode
    }
}

/// The result, in the words of §9.2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DmarcResult {
    /// `none`: no record, so DMARC does not apply.
    None,
    /// `pass`: these identifiers are aligned; at least one.
    Pass(Vec<AlignedPass>),
    /// `fail`: the policy in the discovery is for this message.
    Fail,
    /// `temperror`: this lookup, or the mechanism of this identifier, would have decided.
    TempError(TempErrorCause),
    /// `permerror`: the record is beyond use (§4.10.1 'applies no DMARC processing').
    PermError,
}

/// What kept us from a final result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TempErrorCause {
    /// A lookup of ours.
    Lookup(LookupFailure),
    /// An aligned identifier whose mechanism had a temporary error.
    Mechanism(Identifier),
}

/// Whether one identifier is aligned with the Author Domain (§4.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Alignment {
    /// It is.
    Aligned,
    /// It is not.
    NotAligned,
    /// A lookup that decides it has no answer.
    Unknown(LookupFailure),
    /// Not looked at: there were more than [`DMARC_IDENTIFIERS_MAX`].
    BeyondLimit,
}

/// The verdict on a message with its evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DmarcVerdict {
    /// The result.
    pub result: DmarcResult,
    /// The policy and how it was found.
    pub discovery: Discovery,
    /// Each identifier of the message with its alignment, in their order; empty where DMARC does
    /// not apply.
    pub identifiers: Vec<(Identifier, Alignment)>,
}

impl DmarcVerdict {
    /// The policy, where there is one.
    pub fn policy(&self) -> Option<&AppliedPolicy> {
        match &self.discovery.policy {
            PolicyState::Applies(policy) => Some(policy),
            PolicyState::NoRecord | PolicyState::NoProcessing(_) | PolicyState::TempError(_) => {
                None
            }
        }
    }
}

/// Evaluates a message (§5.3.2–§5.3.6).
///
/// May ask: what [`discover_policy`] asks; then, at once, one walk for every identifier that could
/// be aligned, at most 8 questions for each of [`DMARC_IDENTIFIERS_MAX`].
pub fn evaluate(message: &Message, answers: &Answers) -> Result<DmarcVerdict, Need> {
    let discovery = discover_policy(&message.author, answers)?;
    let policy = match &discovery.policy {
        PolicyState::Applies(policy) => policy,
        PolicyState::NoRecord => return Ok(without_policy(DmarcResult::None, discovery)),
        PolicyState::NoProcessing(_) => {
            return Ok(without_policy(DmarcResult::PermError, discovery));
        }
        PolicyState::TempError(failure) => {
            let cause = TempErrorCause::Lookup(failure.clone());
            return Ok(without_policy(DmarcResult::TempError(cause), discovery));
        }
    };
    let mut needs = Needs::default();
    let mut identifiers = Vec::new();
    let mut looked_at = 0;
    for identifier in &message.identifiers {
        let alignment = match identifier.result {
            MechanismResult::NoPass => Some(Alignment::NotAligned),
            MechanismResult::Pass | MechanismResult::TempError
                if looked_at == DMARC_IDENTIFIERS_MAX =>
            {
                Some(Alignment::BeyondLimit)
            }
            MechanismResult::Pass | MechanismResult::TempError => {
                looked_at += 1;
                let mode = mode(policy, identifier.mechanism);
                needs.take(aligned(&discovery, &identifier.domain, mode, answers))
            }
        };
        if let Some(alignment) = alignment {
            identifiers.push((identifier.clone(), alignment));
        }
    }
    needs.settle()?;
    let result = result(policy, &identifiers);
    Ok(DmarcVerdict {
        result,
        discovery,
        identifiers,
    })
}

fn without_policy(result: DmarcResult, discovery: Discovery) -> DmarcVerdict {
    DmarcVerdict {
        result,
        discovery,
        identifiers: Vec::new(),
    }
}

fn mode(policy: &AppliedPolicy, mechanism: Mechanism) -> AlignmentMode {
    match mechanism {
        Mechanism::Spf => policy.found.record.aspf,
        Mechanism::Dkim => policy.found.record.adkim,
    }
}

/// Whether a domain is aligned with the Author Domain of a discovery (§4.4, §4.10.2). It says
/// nothing of whether the domain passed anything.
///
/// May ask: one walk from the domain, only in relaxed mode and only for a domain at or below the
/// author's Organizational Domain.
pub fn aligned(
    discovery: &Discovery,
    domain: &DomainName,
    mode: AlignmentMode,
    answers: &Answers,
) -> Result<Alignment, Need> {
    // §4.10.2: identical domains need no walk, in either mode.
    if *domain == discovery.author {
        return Ok(Alignment::Aligned);
    }
    match mode {
        AlignmentMode::Strict => return Ok(Alignment::NotAligned),
        AlignmentMode::Relaxed => {}
    }
    let authors = match &discovery.organizational_domain {
        Ok(organizational) => &organizational.domain,
        // Two names without a common label have no common domain above them, whatever it is.
        Err(_) if domain.suffix(1) != discovery.author.suffix(1) => {
            return Ok(Alignment::NotAligned);
        }
        Err(failure) => return Ok(Alignment::Unknown(failure.clone())),
    };
    // The Organizational Domain of a name is the name or one above it, so outside the author's no
    // walk can end there.
    if !domain.is_at_or_below(authors) {
        return Ok(Alignment::NotAligned);
    }
    Ok(match walk(domain, answers)?.organizational_domain() {
        Ok(own) if own.domain == *authors => Alignment::Aligned,
        Ok(_) => Alignment::NotAligned,
        Err(failure) => Alignment::Unknown(failure),
    })
}

/// §5.3.5, §5.3.6: one aligned pass is enough, so a failure elsewhere matters only without one.
fn result(policy: &AppliedPolicy, identifiers: &[(Identifier, Alignment)]) -> DmarcResult {
    let mut passes = Vec::new();
    let mut cause = None;
    for (identifier, alignment) in identifiers {
        match (identifier.result, alignment) {
            (MechanismResult::Pass, Alignment::Aligned) => passes.push(AlignedPass {
                identifier: identifier.clone(),
                mode: mode(policy, identifier.mechanism),
            }),
            (MechanismResult::TempError, Alignment::Aligned) => {
                cause.get_or_insert(TempErrorCause::Mechanism(identifier.clone()));
            }
            (MechanismResult::Pass | MechanismResult::TempError, Alignment::Unknown(failure)) => {
                cause.get_or_insert(TempErrorCause::Lookup(failure.clone()));
            }
            (MechanismResult::NoPass, _)
            | (
                MechanismResult::Pass | MechanismResult::TempError,
                Alignment::NotAligned | Alignment::BeyondLimit,
            ) => {}
        }
    }
    match (passes.is_empty(), cause) {
        (false, _) => DmarcResult::Pass(passes),
        (true, Some(cause)) => DmarcResult::TempError(cause),
        (true, None) => DmarcResult::Fail,
    }
}

#[cfg(test)]
mod tests;
