//! Taking a domain in: its keys are made, what is wanted of it is decided, and both are stored in one
//! step. Nothing is published.

use std::fmt;

use protocols::answers::MxRecord;
use protocols::dkim::{KeyIntent, Selector};
use protocols::dmarc::{DmarcIntent, LadderStep};
use protocols::domain::desired::{
    Desired, DesiredKey, KeyPlace, Purpose, ReportAddresses, Writers,
};
use protocols::name::DomainName;
use protocols::report_uri::ReportUri;
use protocols::spf::Authorised;
use protocols::spf::record::{DualCidr, Mechanism, Qualifier, Term};
use protocols::time::Timestamp;

use crate::keys::{KINDS_DEFAULT, KeyKind, MakeKeys, NotMade, default_selector};
use crate::ledger::{Change, Entry, Ledger, LedgerError, Line, NewKey, StepKind, StepState};

/// What a person says of a domain that is taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddRequest {
    /// It has mail.
    Mail(Box<MailRequest>),
    /// It has none.
    Parked {
        /// Where reports on forged mail go; may be empty.
        rua: Vec<ReportUri>,
    },
}

/// What a person says of a domain with mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailRequest {
    /// The hosts that take its mail.
    pub mx: Vec<MxRecord>,
    /// Where reports go.
    pub reports: ReportAddresses,
    /// How the selectors are called.
    pub selectors: SelectorNames,
    /// Who else may send, beside the MX hosts.
    pub senders: Vec<Authorised>,
    /// The step of the DMARC ladder to begin with.
    pub step: LadderStep,
    /// Who writes from it.
    pub writers: Writers,
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
    /// The ledger refused or failed.
    Ledger(LedgerError),
}

impl fmt::Display for AddError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AddError::Key(error) => error.fmt(f),
            AddError::Selector(text) => write!(f, "{text} is no selector"),
            AddError::Ledger(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for AddError {}

/// Takes a domain in and says what is wanted of it.
pub async fn add(
    ledger: &impl Ledger,
    keys: &impl MakeKeys,
    domain: DomainName,
    request: AddRequest,
    now: Timestamp,
) -> Result<Desired, AddError> {
    let (desired, new_keys) = match request {
        AddRequest::Parked { rua } => (Desired::parked(domain.clone(), rua), Vec::new()),
        AddRequest::Mail(request) => with_mail(domain.clone(), *request, keys, now)?,
    };
    let mut changes = vec![Change::Add(desired.clone())];
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
    Ok(desired)
}

fn with_mail(
    domain: DomainName,
    request: MailRequest,
    keys: &impl MakeKeys,
    now: Timestamp,
) -> Result<(Desired, Vec<NewKey>), AddError> {
    let mut wanted = Vec::new();
    let mut made = Vec::new();
    for kind in KINDS_DEFAULT {
        let selector = selector(&request.selectors, kind, now)?;
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
    let mut desired = Desired::first(domain, request.mx, wanted, request.reports);
    if let Purpose::Mail(intent) = &mut desired.purpose {
        intent.spf.senders.extend(request.senders);
        intent.writers = request.writers;
        if let DmarcIntent::Sending { step, .. } = &mut intent.dmarc {
            *step = request.step;
        }
    }
    Ok((desired, made))
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
