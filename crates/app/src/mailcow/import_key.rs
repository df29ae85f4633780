//! Giving mailcow a new key at the right moment.
//!
//! mailcow signs with an imported key from that moment on, and forgets the one before it. So the new
//! record must be at every server, and no resolver may remember that it was not.

use std::collections::BTreeSet;
use std::fmt;

use protocols::dkim::{KeyType, Selector};
use protocols::domain::Purpose;
use protocols::domain::desired::DesiredKey;
use protocols::lifecycle::dkim_key::RECORD_KEPT_SECONDS;
use protocols::lifecycle::{Confirmed, KeyState, LeftKey, Request};
use protocols::name::DomainName;
use protocols::time::Timestamp;

use super::{Mailcow, MailcowError, MailcowKey};
use crate::advance::{AdvanceError, Status, advance, stored};
use crate::drive::Ask;
use crate::keys::{Choice, HandedOut, Role, export_pem, hand_out};
use crate::ledger::{Ledger, LedgerError};
use crate::zone::Why;

/// Which key mailcow is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyToImport {
    /// The RSA key that is to sign next, or signs now.
    Next,
    /// The one of this selector.
    Of(Selector),
}

/// What came of it.
#[derive(Debug)]
pub struct Imported {
    /// The selector that mailcow signs with now.
    pub selector: Selector,
    /// The selector of the key it had before, and has forgotten. Its record stays for mail that is
    /// under way.
    pub before: Option<Selector>,
    /// Until when the record of that key is wanted; `None` where it was never adopted.
    pub kept_until: Option<Timestamp>,
    /// What moved since mailcow signs with the key.
    pub status: Status,
}

/// Why mailcow was not given a key.
#[derive(Debug)]
pub enum ImportError {
    /// There is no RSA key of the domain that is in use, and mailcow signs with no other.
    NoRsaKey,
    /// Its record was not yet seen at every server for long enough.
    NotVisible(Selector, KeyState),
    /// The chosen key is retired or is being replaced.
    Over(Selector),
    /// mailcow signs only for domains it has.
    NoSuchDomain,
    /// mailcow did not take it, and signs as before.
    NotTaken(MailcowError),
    /// **mailcow did not take it, and has no key**: it sends unsigned.
    Lost(MailcowError),
    /// Whether mailcow took it is not known.
    Unknown(MailcowError),
    /// mailcow could not be asked; nothing was done.
    Mailcow(MailcowError),
    /// The look at the world came to no end.
    Advance(AdvanceError),
    /// The ledger refused or failed.
    Ledger(LedgerError),
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ImportError::NoRsaKey => f.write_str("there is no RSA key"),
            ImportError::NotVisible(selector, _) => write!(f, "{selector} is not visible"),
            ImportError::Over(selector) => write!(f, "{selector} must not sign any more"),
            ImportError::NoSuchDomain => f.write_str("mailcow does not have the domain"),
            ImportError::NotTaken(error) => write!(f, "the key was not taken: {error}"),
            ImportError::Lost(error) => write!(f, "mailcow has no key any more: {error}"),
            ImportError::Unknown(error) => write!(f, "whether it was taken is not known: {error}"),
            ImportError::Mailcow(error) => error.fmt(f),
            ImportError::Advance(error) => error.fmt(f),
            ImportError::Ledger(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ImportError {}

/// Gives mailcow the newest RSA key of a domain whose record everybody can see, or the chosen one, and
/// reads back whether it has it. The look comes first, and again what it said is not relied on.
pub async fn import_key(
    ledger: &impl Ledger,
    ask: &impl Ask,
    mailcow: &impl Mailcow,
    domain: &DomainName,
    which: &KeyToImport,
    now: Timestamp,
) -> Result<Imported, ImportError> {
    let before = stored(ledger, domain).await.map_err(ImportError::Ledger)?;
    if before.desired.remembered.departure.is_some() {
        return Err(ImportError::Advance(AdvanceError::Leaving));
    }
    let looked = advance(ledger, ask, domain, &Request::plain(), now).await;
    looked.map_err(ImportError::Advance)?;
    let key = ready(ledger, domain, which).await?;
    let domains = mailcow.domains().await.map_err(ImportError::Mailcow)?;
    if !domains.iter().any(|known| known.name == *domain) {
        return Err(ImportError::NoSuchDomain);
    }
    let before = mailcow.key(domain).await.map_err(ImportError::Mailcow)?;
    let is_there = before.as_ref().is_some_and(|found| has(found, &key));
    if !is_there {
        give(mailcow, domain, &key).await?;
    }
    let ceased = match before.filter(|_| !is_there) {
        Some(before) => Some(LeftKey {
            selector: before.selector,
            public: before.public,
            since: now,
        }),
        None => left_behind(ledger, domain, &key, now).await?,
    };
    let before = ceased.as_ref().map(|key| key.selector.clone());
    let request = Request {
        confirmed: BTreeSet::from([Confirmed::Signing]),
        ceased: ceased.into_iter().collect(),
        ..Request::plain()
    };
    let status = advance(ledger, ask, domain, &request, now).await;
    let status = status.map_err(ImportError::Advance)?;
    let remembered = &status.next.desired.remembered;
    let left = before.as_ref();
    let left = left.and_then(|before| remembered.left(before));
    Ok(Imported {
        selector: key.key.selector,
        kept_until: left.map(|left| left.since.plus_seconds(RECORD_KEPT_SECONDS)),
        before,
        status,
    })
}

/// The key to give, which must be visible.
async fn ready(
    ledger: &impl Ledger,
    domain: &DomainName,
    which: &KeyToImport,
) -> Result<HandedOut, ImportError> {
    let choice = match which {
        KeyToImport::Next => Choice::AllInUse,
        KeyToImport::Of(selector) => Choice::One(selector.clone()),
    };
    let keys = hand_out(ledger, domain, &choice).await;
    let mut keys = keys.map_err(ImportError::Ledger)?;
    keys.retain(|key| key.key.public.key_type() == KeyType::Rsa);
    // The one that comes next is meant, where one is on its way.
    let coming = keys.iter().position(|key| key.key.state.is_coming());
    let at = coming.unwrap_or(0);
    if at >= keys.len() {
        return Err(ImportError::NoRsaKey);
    }
    let key = keys.swap_remove(at);
    let selector = key.key.selector.clone();
    match key.role {
        Role::Signs => Ok(key),
        Role::NotVisible => Err(ImportError::NotVisible(selector, key.key.state)),
        Role::Replaced | Role::Over => Err(ImportError::Over(selector)),
    }
}

/// The adopted key that mailcow had, where it has ours already: an import whose end we did not see is
/// run again. With several, whose they are is not known, and none is let go.
async fn left_behind(
    ledger: &impl Ledger,
    domain: &DomainName,
    given: &HandedOut,
    now: Timestamp,
) -> Result<Option<LeftKey>, ImportError> {
    // A key that signs was seen to the end when it was given.
    if !given.key.state.is_coming() {
        return Ok(None);
    }
    let stored = stored(ledger, domain).await.map_err(ImportError::Ledger)?;
    let Purpose::Mail(intent) = &stored.desired.purpose else {
        return Ok(None);
    };
    let ours = ledger.keys(domain).await.map_err(ImportError::Ledger)?;
    let is_adopted = |wanted: &&DesiredKey| !ours.iter().any(|k| k.selector == wanted.selector);
    let adopted = intent.keys.iter().filter(is_adopted);
    let mut left = adopted.filter_map(|wanted| {
        Some(LeftKey {
            selector: wanted.selector.clone(),
            public: wanted.public()?.clone(),
            since: now,
        })
    });
    Ok(match (left.next(), left.next()) {
        (only, None) => only,
        (_, Some(_)) => None,
    })
}

/// Imports, and looks whether it is there: an answer may be lost, and mailcow deletes the key it has
/// before it reads the new one.
async fn give(
    mailcow: &impl Mailcow,
    domain: &DomainName,
    key: &HandedOut,
) -> Result<(), ImportError> {
    let pem = export_pem(&key.private);
    let said = mailcow.import_key(domain, &key.key.selector, &pem).await;
    let found = match (mailcow.key(domain).await, &said) {
        (Ok(found), _) => found,
        (Err(_), Err(error)) => return Err(ImportError::Unknown(error.clone())),
        (Err(error), Ok(())) => return Err(ImportError::Unknown(error)),
    };
    let error = match said {
        _ if found.as_ref().is_some_and(|found| has(found, key)) => return Ok(()),
        Ok(()) => MailcowError::Unusable(Why::OtherKept),
        Err(error) => error,
    };
    match found {
        Some(_) => Err(ImportError::NotTaken(error)),
        None => Err(ImportError::Lost(error)),
    }
}

fn has(found: &MailcowKey, key: &HandedOut) -> bool {
    found.selector == key.key.selector && found.public == key.key.public
}
