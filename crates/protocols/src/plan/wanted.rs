//! What a plan is made for: what the owner wants, what is ours, and what was asked for by name.

use std::collections::BTreeSet;

use crate::domain::desired::Desired;
use crate::domain::records::{RecordsError, Role, StandingRecords, records};
use crate::name::DomainName;

use super::owned::Owned;

/// What a plan is made for. Only [`Wanted::new`] makes one: of a desired state without records a
/// plan would take back all that stands.
#[derive(Debug, Clone)]
pub struct Wanted<'a> {
    pub(super) desired: &'a Desired,
    pub(super) owned: Owned<'a>,
    pub(super) requests: &'a Requests,
}

/// What the owner asked for beyond the desired state. The default asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Requests {
    /// What becomes of several SPF records.
    pub several_spf: SeveralSpf,
    /// The roles in which another's records give way to the wanted ones.
    pub take_over: BTreeSet<Role>,
    /// The domains we look after, as far as reports go there: a consent in one of them is ours to
    /// publish.
    pub looked_after: BTreeSet<DomainName>,
}

/// What becomes of several SPF records, which count for nothing (RFC 7208 §4.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SeveralSpf {
    /// They are told.
    #[default]
    Keep,
    /// They are merged into one.
    Merge,
}

impl<'a> Wanted<'a> {
    /// Fails where the records of the desired state cannot be made at all.
    pub fn new(
        desired: &'a Desired,
        owned: Owned<'a>,
        requests: &'a Requests,
    ) -> Result<Wanted<'a>, RecordsError> {
        records(desired, &StandingRecords::default())?;
        Ok(Wanted {
            desired,
            owned,
            requests,
        })
    }

    /// The domain.
    pub fn domain(&self) -> &DomainName {
        &self.desired.domain
    }
}
