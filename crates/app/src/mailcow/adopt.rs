//! Taking over the record of the key that mailcow signs with.

use std::fmt;

use protocols::dkim::KeyIntent;
use protocols::domain::Purpose;
use protocols::domain::desired::{DesiredKey, KeyPlace};
use protocols::name::DomainName;
use protocols::time::Timestamp;

use super::{Mailcow, MailcowError, MailcowKey};
use crate::advance::{entry, stored};
use crate::journal::{Noted, What};
use crate::ledger::{Change, Ledger, LedgerError};

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Adopted {
    /// Its record is wanted from now on, and never withdrawn while mailcow signs with it.
    Now(MailcowKey),
    /// It was wanted before.
    Before(MailcowKey),
    /// mailcow has no key for the domain.
    NoKey,
}

/// Why nothing was taken over.
#[derive(Debug)]
pub enum AdoptError {
    /// The domain has no mail.
    Parked,
    /// The domain is on its way out.
    Leaving,
    /// Another key is wanted at the selector: two keys on one selector cannot be.
    OtherKey(MailcowKey),
    /// mailcow did not say.
    Mailcow(MailcowError),
    /// The ledger refused or failed.
    Ledger(LedgerError),
}

impl fmt::Display for AdoptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AdoptError::Parked => f.write_str("the domain has no mail"),
            AdoptError::Leaving => f.write_str("the domain is being left"),
            AdoptError::OtherKey(key) => {
                write!(f, "another key is wanted at {}", key.selector)
            }
            AdoptError::Mailcow(error) => error.fmt(f),
            AdoptError::Ledger(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for AdoptError {}

impl From<LedgerError> for AdoptError {
    fn from(error: LedgerError) -> AdoptError {
        AdoptError::Ledger(error)
    }
}

/// Wants the record of mailcow's key of a domain. The key is one that we do not hold: it is among the
/// wanted records, not among the keys of the ledger, so that no machine retires it before mailcow is
/// given another.
pub async fn adopt(
    ledger: &impl Ledger,
    mailcow: &impl Mailcow,
    domain: &DomainName,
    now: Timestamp,
) -> Result<Adopted, AdoptError> {
    let stored = stored(ledger, domain).await?;
    if stored.desired.remembered.departure.is_some() {
        return Err(AdoptError::Leaving);
    }
    let Some(key) = mailcow.key(domain).await.map_err(AdoptError::Mailcow)? else {
        return Ok(Adopted::NoKey);
    };
    let mut desired = stored.desired;
    let Purpose::Mail(intent) = &mut desired.purpose else {
        return Err(AdoptError::Parked);
    };
    let mut wanted = intent.keys.iter();
    match wanted.find(|wanted| wanted.selector == key.selector) {
        Some(wanted) if !is(&wanted.key, &key) => return Err(AdoptError::OtherKey(key)),
        // It was on its way out, and signs after all.
        Some(_) if desired.remembered.left(&key.selector).is_some() => {}
        Some(_) => return Ok(Adopted::Before(key)),
        None => intent.keys.push(DesiredKey {
            selector: key.selector.clone(),
            key: KeyIntent::Sign {
                key: key.public.clone(),
                identities: key.identities,
            },
            made: now,
            place: KeyPlace::Selector,
        }),
    }
    desired.remembered.forget_left(&key.selector);
    // Whoever said before that it is another's to look after has now said whose it is.
    intent.adopted.retain(|selector| *selector != key.selector);
    let changes = vec![Change::Desire {
        desired: desired.clone(),
        read: stored.revision,
    }];
    let noted = Noted {
        parts: vec![key.selector.to_string()],
        ..Noted::of(What::MailcowAdopt)
    };
    ledger.commit(entry(&desired, &noted, changes), now).await?;
    Ok(Adopted::Now(key))
}

fn is(wanted: &KeyIntent, key: &MailcowKey) -> bool {
    match wanted {
        KeyIntent::Sign { key: public, .. } => *public == key.public,
        KeyIntent::Revoke(_) => false,
    }
}
