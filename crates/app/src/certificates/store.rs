//! Where certificates, accounts and orders under way are kept.

use std::future::Future;

use protocols::name::DomainName;
use protocols::time::Timestamp;

use crate::ledger::{LedgerError, Page, PrivateKey};

use super::authority::{Account, OrderUrl};
use super::bucket::Bucket;
use super::chain::Chain;
use super::life::Life;

/// An order under way: enough to go on with it after the process died.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The authority's directory.
    pub directory: String,
    /// Where the order is.
    pub url: OrderUrl,
    /// The key the certificate will be for.
    pub key: PrivateKey,
}

/// A certificate that is kept, with its key.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The directory of the authority that issued it.
    pub directory: String,
    /// The chain.
    pub chain: Chain,
    /// The key.
    pub key: PrivateKey,
}

/// Where certificates are kept. Each call is whole or not at all, and what it acknowledged survives the
/// death of the process and of the machine. Private keys lie sealed, as those of DKIM do.
pub trait CertificateStore: Send + Sync {
    /// The account at an authority; `None` where there is none.
    fn account(
        &self,
        directory: &str,
    ) -> impl Future<Output = Result<Option<Account>, LedgerError>> + Send;

    /// Keeps the account at an authority, in place of the one before.
    fn keep_account(
        &self,
        directory: &str,
        account: &Account,
        now: Timestamp,
    ) -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// Forgets the account at an authority, which does not know it any more.
    fn drop_account(&self, directory: &str)
    -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// How much of the orders an authority allows is taken.
    fn orders_taken(
        &self,
        directory: &str,
    ) -> impl Future<Output = Result<Bucket, LedgerError>> + Send;

    /// Remembers how much is taken. Before the order goes out: a crash may cost one that was not made,
    /// never make one too many.
    fn take_order(
        &self,
        directory: &str,
        taken: Bucket,
    ) -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// What is known of the names, by name.
    fn lives(
        &self,
        page: Page<DomainName>,
    ) -> impl Future<Output = Result<Vec<(DomainName, Life)>, LedgerError>> + Send;

    /// Writes what is known of a name. Where it says since when somebody wants a new one, the word that
    /// was left for it is taken away.
    fn note(
        &self,
        name: &DomainName,
        life: &Life,
    ) -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// The certificates by name, with their keys.
    fn certificates(
        &self,
        page: Page<DomainName>,
    ) -> impl Future<Output = Result<Vec<(DomainName, Kept)>, LedgerError>> + Send;

    /// The order that is under way for a name.
    fn placed(
        &self,
        name: &DomainName,
    ) -> impl Future<Output = Result<Option<Placed>, LedgerError>> + Send;

    /// Keeps the order that is under way for a name, and what is known of it.
    fn place(
        &self,
        name: &DomainName,
        placed: &Placed,
        life: &Life,
    ) -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// The order of a name came to nothing; the key that was made for it goes as well.
    fn drop_order(&self, name: &DomainName)
    -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// Keeps a certificate in place of the one before, with what is known of the name now; its order is
    /// over.
    fn keep(
        &self,
        name: &DomainName,
        kept: &Kept,
        life: &Life,
    ) -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// Forgets all of a name: its certificate, its key, its order. Gives whether there was anything.
    fn forget(&self, name: &DomainName) -> impl Future<Output = Result<bool, LedgerError>> + Send;

    /// Leaves word that a new certificate is wanted now; whoever drives looks for it.
    fn ask_for(
        &self,
        name: &DomainName,
        now: Timestamp,
    ) -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// The names that were asked for.
    fn asked(&self) -> impl Future<Output = Result<Vec<DomainName>, LedgerError>> + Send;
}
