//! Taking a domain in: its keys are made, what is wanted of it is decided, and both are stored in one
//! step. What is in force already is taken over. Nothing is published.

mod take_over;

use std::fmt;

use protocols::answers::{Failure, MxRecord};
use protocols::assessment::ProtectionKind;
use protocols::dkim::{KeyIntent, Selector};
use protocols::dmarc::LadderStep;
use protocols::domain::desired::{
    Desired, DesiredKey, KeyPlace, Purpose, ReportAddresses, Writers,
};
use protocols::domain::in_force::{InForce, Seen};
use protocols::name::DomainName;
use protocols::report_uri::ReportUri;
use protocols::spf::Authorised;
use protocols::spf::record::{DualCidr, Mechanism, Qualifier, Term};
use protocols::time::Timestamp;

use crate::keys::{KINDS_DEFAULT, KeyKind, MakeKeys, NotMade, default_selector};
pub use take_over::TakenOver;

use crate::ledger::{Change, Entry, Ledger, LedgerError, Line, NewKey, StepKind, StepState};

/// What a person says of a domain that is taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddRequest {
    /// It has mail.
    Mail(Box<MailRequest>),
    /// It has none.
    Parked {
        /// Where reports on forged mail go; may be empty. `None` where nobody said.
        rua: Option<Vec<ReportUri>>,
    },
}

/// What a person says of a domain with mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailRequest {
    /// The hosts that take its mail.
    pub mx: Vec<MxRecord>,
    /// Who named the mail hosts.
    pub mx_source: MxSource,
    /// Where reports go; `None` where nobody said.
    pub reports: Option<ReportAddresses>,
    /// How the selectors are called.
    pub selectors: SelectorNames,
    /// Who else may send, beside the MX hosts.
    pub senders: Vec<Authorised>,
    /// The step of the DMARC ladder to begin with; `None` where nobody said.
    pub step: Option<LadderStep>,
    /// Selectors of keys that others sign with, to be left alone.
    pub adopted: Vec<Selector>,
    /// Who writes from it.
    pub writers: Writers,
    /// The host that the name of the policy host becomes an alias of; `None` where that name is
    /// published otherwise.
    pub policy_host: Option<DomainName>,
}

/// Who named the mail hosts of a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MxSource {
    /// A person.
    Given,
    /// Its MX records.
    Standing,
}

/// What became of a domain that was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// What is wanted of it now.
    pub desired: Desired,
    /// What of it was in force before and goes on.
    pub taken_over: Vec<TakenOver>,
    /// What could not be looked at, and began as if nothing were there.
    pub not_seen: Vec<(ProtectionKind, Failure)>,
}

/// How the selectors of a domain are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SelectorNames {
    /// By kind and month: `s202611`, `e202611`.
    ByMonth,
    /// This one for RSA, the same with `-ed25519` for Ed25519.
    Given(Selector),
}

/// Why a domain was not taken in. Nothing was stored then.
#[derive(Debug)]
pub enum AddError {
    /// No key could be made.
    Key(NotMade),
    /// A selector would be no label.
    Selector(String),
    /// A key of somebody else stands where ours would go.
    SelectorStands(Selector),
    /// The ledger refused or failed.
    Ledger(LedgerError),
}

impl fmt::Display for AddError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AddError::Key(error) => error.fmt(f),
            AddError::Selector(text) => write!(f, "{text} is no selector"),
            AddError::SelectorStands(selector) => {
                write!(f, "a key stands at the selector {}", selector.as_str())
            }
            AddError::Ledger(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for AddError {}

/// The selectors of the keys that are made, so that somebody can look what stands there.
pub fn selectors(names: &SelectorNames, now: Timestamp) -> Result<Vec<Selector>, AddError> {
    let of = |kind| selector(names, kind, now);
    KINDS_DEFAULT.into_iter().map(of).collect()
}

/// Takes a domain in, with what is in force there, and says what is wanted of it.
pub async fn add(
    ledger: &impl Ledger,
    keys: &impl MakeKeys,
    domain: DomainName,
    request: AddRequest,
    in_force: &InForce,
    now: Timestamp,
) -> Result<Added, AddError> {
    let (added, new_keys) = match request {
        AddRequest::Parked { rua } => (take_over::parked(&domain, rua, in_force), Vec::new()),
        AddRequest::Mail(request) => with_mail(domain.clone(), *request, keys, in_force, now)?,
    };
    let mut changes = vec![Change::Add(added.desired.clone())];
    changes.extend(new_keys.into_iter().map(Change::AddKey));
    let line = Line::Open {
        kind: StepKind::Add,
        payload: "{}".to_string(),
        state: StepState::Done,
    };
    let entry = Entry {
        domain,
        line,
        changes,
    };
    ledger.commit(entry, now).await.map_err(AddError::Ledger)?;
    Ok(added)
}

fn with_mail(
    domain: DomainName,
    request: MailRequest,
    keys: &impl MakeKeys,
    in_force: &InForce,
    now: Timestamp,
) -> Result<(Added, Vec<NewKey>), AddError> {
    let mut wanted = Vec::new();
    let mut made = Vec::new();
    for kind in KINDS_DEFAULT {
        let selector = selector(&request.selectors, kind, now)?;
        if stands(&selector, &request, in_force) {
            return Err(AddError::SelectorStands(selector));
        }
        let key = keys.make(kind).map_err(AddError::Key)?;
        wanted.push(DesiredKey {
            selector: selector.clone(),
            key: KeyIntent::sign(key.public.clone()),
            made: now,
            place: KeyPlace::Selector,
        });
        made.push(NewKey {
            selector,
            public: key.public,
            private: key.private,
        });
    }
    let reports = match &request.reports {
        Some(reports) => reports.clone(),
        None => ReportAddresses::of(&domain),
    };
    let desired = Desired::first(domain, request.mx.clone(), wanted, reports);
    let mut added = Added {
        desired,
        taken_over: Vec::new(),
        not_seen: Vec::new(),
    };
    if let Purpose::Mail(intent) = &mut added.desired.purpose {
        let (taken_over, not_seen) = take_over::mail(intent, &request, in_force);
        added.taken_over = taken_over;
        added.not_seen = not_seen;
        intent.spf.senders.extend(request.senders);
        intent.writers = request.writers;
        intent.adopted = request.adopted;
        intent.policy_host = request.policy_host;
    }
    Ok((added, made))
}

/// Whether a key of ours would take the place of another: mail may be signed with that.
fn stands(selector: &Selector, request: &MailRequest, in_force: &InForce) -> bool {
    let is_there = |(at, seen): &(Selector, Seen<Vec<String>>)| {
        at == selector && matches!(seen, Seen::InForce(_))
    };
    request.adopted.contains(selector) || in_force.selectors.iter().any(is_there)
}

fn selector(names: &SelectorNames, kind: KeyKind, now: Timestamp) -> Result<Selector, AddError> {
    match (names, kind) {
        (SelectorNames::ByMonth, kind) => {
            default_selector(kind, now).ok_or_else(|| AddError::Selector("the month".to_string()))
        }
        (SelectorNames::Given(given), KeyKind::Ed25519) => {
            let text = format!("{}-ed25519", given.as_str());
            Selector::parse(&text).ok_or(AddError::Selector(text))
        }
        (SelectorNames::Given(given), KeyKind::Rsa2048 | KeyKind::Rsa3072 | KeyKind::Rsa4096) => {
            Ok(given.clone())
        }
    }
}

/// A sender as a person types it: a term of an SPF record such as `ip4:192.0.2.0/24`. `None` for
/// what is no term, and for terms we never write (`ptr`, `exists`, `all`, macros,
/// qualifiers, the neighbours of a host as in `mx/24`).
pub fn sender(term: &str) -> Option<Authorised> {
    let parsed = protocols::spf::parse(&format!("v=spf1 {}", term.trim()));
    if !parsed.defects.is_empty() {
        return None;
    }
    let record = parsed.record?;
    let mut directives = record.terms.iter().map(|placed| &placed.term);
    let (Some(Term::Directive(directive)), None) = (directives.next(), directives.next()) else {
        return None;
    };
    if directive.qualifier != Qualifier::Pass {
        return None;
    }
    match &directive.mechanism {
        Mechanism::Mx(None, DualCidr::HOST) => Some(Authorised::Mx),
        Mechanism::A(None, DualCidr::HOST) => Some(Authorised::A),
        Mechanism::A(Some(spec), DualCidr::HOST) => name(&spec.to_string()).map(Authorised::Host),
        Mechanism::Include(spec) => name(&spec.to_string()).map(Authorised::Include),
        Mechanism::Ip4(network) => Some(Authorised::Network((*network).into())),
        Mechanism::Ip6(network) => Some(Authorised::Network((*network).into())),
        Mechanism::Mx(_, _)
        | Mechanism::A(_, _)
        | Mechanism::All
        | Mechanism::Ptr(_)
        | Mechanism::Exists(_) => None,
    }
}

/// A name without macros.
fn name(text: &str) -> Option<DomainName> {
    if text.contains('%') {
        return None;
    }
    DomainName::parse(text).ok()
}
