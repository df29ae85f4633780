//! A zone at any kind of place.

use std::fmt;
use std::future::Future;

use app::zone::{Written, Zone, ZoneError};
use protocols::name::DomainName;
use protocols::rrset::{RrSet, RrSetChange, RrSetKey};
use tokio::sync::OnceCell;

use super::api::Api;
use super::azure::{AzureAccount, AzureZone};
use super::cloudflare::CloudflareZone;
use super::desec::DesecZone;
use super::google::{GoogleAccount, GoogleZone};
use super::hetzner::HetznerZone;
use super::ionos::IonosZone;
use super::ovh::OvhZone;
use super::powerdns::PowerDnsZone;
use super::rfc2136::Rfc2136;
use super::route53::{Route53Account, Route53Zone};

/// A zone at any kind of place that we write to.
#[derive(Debug)]
pub enum AnyZone {
    /// At a name server that takes dynamic updates.
    Rfc2136(Box<Rfc2136>),
    /// At Cloudflare.
    Cloudflare(FoundLater<CloudflareZone>),
    /// At Hetzner.
    Hetzner(FoundLater<HetznerZone>),
    /// At IONOS.
    Ionos(FoundLater<IonosZone>),
    /// At OVH.
    Ovh(OvhZone),
    /// At deSEC.
    Desec(FoundLater<DesecZone>),
    /// At a PowerDNS, by its interface.
    PowerDns(PowerDnsZone),
    /// At Route 53.
    Route53(FoundLater<Route53Zone>),
    /// At Google Cloud DNS.
    Google(FoundLater<GoogleZone>),
    /// At Azure DNS.
    Azure(FoundLater<AzureZone>),
}

/// Does the same with the zone of every kind.
macro_rules! each {
    ($any:expr, $zone:ident => $then:expr) => {
        match $any {
            AnyZone::Rfc2136($zone) => $then,
            AnyZone::Cloudflare($zone) => $then,
            AnyZone::Hetzner($zone) => $then,
            AnyZone::Ionos($zone) => $then,
            AnyZone::Ovh($zone) => $then,
            AnyZone::Desec($zone) => $then,
            AnyZone::PowerDns($zone) => $then,
            AnyZone::Route53($zone) => $then,
            AnyZone::Google($zone) => $then,
            AnyZone::Azure($zone) => $then,
        }
    };
}

impl Zone for AnyZone {
    fn apex(&self) -> &DomainName {
        each!(self, zone => zone.apex())
    }

    async fn read(&self, keys: &[RrSetKey]) -> Result<Vec<Option<RrSet>>, ZoneError> {
        each!(self, zone => zone.read(keys).await)
    }

    async fn write(&self, change: &RrSetChange) -> Result<Written, ZoneError> {
        each!(self, zone => zone.write(change).await)
    }

    async fn publish(&self) -> Result<(), ZoneError> {
        each!(self, zone => zone.publish().await)
    }
}

/// A zone at an interface that must first be asked for it, once.
#[derive(Debug)]
pub struct FoundLater<Z: AtInterface> {
    account: Z::Account,
    apex: DomainName,
    zone: OnceCell<Z>,
}

/// A zone that an interface finds by its name.
pub trait AtInterface: Zone + Sized {
    /// What opens it, shared by all zones of an access.
    type Account: Clone + fmt::Debug + Send + Sync;

    /// Finds the zone of exactly this name.
    fn find(
        account: Self::Account,
        apex: DomainName,
    ) -> impl Future<Output = Result<Self, ZoneError>> + Send;
}

impl AtInterface for CloudflareZone {
    type Account = Api;

    async fn find(api: Api, apex: DomainName) -> Result<CloudflareZone, ZoneError> {
        CloudflareZone::open(api, apex).await
    }
}

impl AtInterface for DesecZone {
    type Account = Api;

    async fn find(api: Api, apex: DomainName) -> Result<DesecZone, ZoneError> {
        DesecZone::open(api, apex).await
    }
}

impl AtInterface for HetznerZone {
    type Account = Api;

    async fn find(api: Api, apex: DomainName) -> Result<HetznerZone, ZoneError> {
        HetznerZone::open(api, apex).await
    }
}

impl AtInterface for IonosZone {
    type Account = Api;

    async fn find(api: Api, apex: DomainName) -> Result<IonosZone, ZoneError> {
        IonosZone::open(api, apex).await
    }
}

impl AtInterface for AzureZone {
    type Account = AzureAccount;

    async fn find(account: AzureAccount, apex: DomainName) -> Result<AzureZone, ZoneError> {
        AzureZone::open(account, apex).await
    }
}

impl AtInterface for GoogleZone {
    type Account = GoogleAccount;

    async fn find(account: GoogleAccount, apex: DomainName) -> Result<GoogleZone, ZoneError> {
        GoogleZone::open(account, apex).await
    }
}

impl AtInterface for Route53Zone {
    type Account = Route53Account;

    async fn find(account: Route53Account, apex: DomainName) -> Result<Route53Zone, ZoneError> {
        Route53Zone::open(account, apex).await
    }
}

impl<Z: AtInterface> FoundLater<Z> {
    pub(super) fn new(account: Z::Account, apex: DomainName) -> FoundLater<Z> {
        FoundLater {
            account,
            apex,
            zone: OnceCell::new(),
        }
    }
}

impl<Z: AtInterface> FoundLater<Z> {
    /// The zone; where it was not found, the next call asks again.
    async fn found(&self) -> Result<&Z, ZoneError> {
        let find = || Z::find(self.account.clone(), self.apex.clone());
        self.zone.get_or_try_init(find).await
    }
}

impl<Z: AtInterface> Zone for FoundLater<Z> {
    fn apex(&self) -> &DomainName {
        &self.apex
    }

    async fn read(&self, keys: &[RrSetKey]) -> Result<Vec<Option<RrSet>>, ZoneError> {
        self.found().await?.read(keys).await
    }

    async fn write(&self, change: &RrSetChange) -> Result<Written, ZoneError> {
        // Not found, hence not changed.
        self.found().await?.write(change).await
    }

    async fn publish(&self) -> Result<(), ZoneError> {
        self.found().await?.publish().await
    }
}
