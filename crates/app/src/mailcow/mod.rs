//! What is done with a mailcow, which signs mail and may serve MTA-STS policies: its keys are adopted,
//! new ones are given to it at the right moment, and its policy row is kept as what is wanted.
//!
//! mailcow has one DKIM key a domain, RSA only, and no way to read a policy row back.

mod adopt;
mod import_key;
mod policy_row;
mod served;

use std::fmt;
use std::future::Future;

use protocols::dkim::{PublicKey, Selector};
use protocols::name::DomainName;

use crate::zone::Why;

pub use adopt::{AdoptError, Adopted, adopt};
pub use import_key::{ImportError, Imported, KeyToImport, import_key};
pub use policy_row::{PolicyRow, ROW_MX_OCTETS_MAX, RowFault, RowState, RowWritten, set_policy};
pub use served::{PolicySource, source};

/// Whether mailcow uses a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activity {
    /// It does.
    Active,
    /// It is switched off.
    Inactive,
}

/// A domain of a mailcow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailcowDomain {
    /// Its name.
    pub name: DomainName,
    /// Whether it is used.
    pub activity: Activity,
    /// The domain it is another name of; its mail goes there, and it inherits the MTA-STS policy.
    pub alias_of: Option<DomainName>,
}

/// The one DKIM key of a domain. The private part stays at mailcow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailcowKey {
    /// Its selector.
    pub selector: Selector,
    /// The public part.
    pub public: PublicKey,
    /// Whether its record is for the domain itself only (`t=s`), as mailcow writes it.
    pub identities: protocols::dkim::Identities,
}

/// Why mailcow did not do something. The words are its own: escaped, cut, without the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailcowError {
    /// The API key is not accepted here: it is wrong, for reading only, or not for this address.
    Denied(String),
    /// It understood, and did not do it.
    Refused(String),
    /// It has such a row already.
    Exists(String),
    /// It was not reached: nothing was done.
    NotReached(Why),
    /// No answer, or none that can be read: it may have been done all the same.
    Unusable(Why),
}

impl fmt::Display for MailcowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MailcowError::Denied(words) => write!(f, "the API key is not accepted: {words}"),
            MailcowError::Refused(words) => write!(f, "mailcow refused: {words}"),
            MailcowError::Exists(words) => write!(f, "there is such a row: {words}"),
            MailcowError::NotReached(why) => {
                write!(f, "mailcow was not reached: {}", why.cause())
            }
            MailcowError::Unusable(why) => write!(f, "no usable answer: {}", why.cause()),
        }
    }
}

impl std::error::Error for MailcowError {}

/// A mailcow, by its interface.
pub trait Mailcow: Send + Sync {
    /// Its domains, alias domains among them, by name.
    fn domains(&self) -> impl Future<Output = Result<Vec<MailcowDomain>, MailcowError>> + Send;

    /// The key it signs with for a domain; `None` where there is none.
    fn key(
        &self,
        domain: &DomainName,
    ) -> impl Future<Output = Result<Option<MailcowKey>, MailcowError>> + Send;

    /// Lets it sign with this key **from now on**, in place of the one it has, which it forgets.
    fn import_key(
        &self,
        domain: &DomainName,
        selector: &Selector,
        private_pem: &str,
    ) -> impl Future<Output = Result<(), MailcowError>> + Send;

    /// Adds the policy row; [`MailcowError::Exists`] where there is one.
    fn add_policy(
        &self,
        domain: &DomainName,
        row: &PolicyRow,
    ) -> impl Future<Output = Result<(), MailcowError>> + Send;

    /// Changes the policy row, which must be there.
    fn edit_policy(
        &self,
        domain: &DomainName,
        row: &PolicyRow,
    ) -> impl Future<Output = Result<(), MailcowError>> + Send;
}
