//! `mailseal access test NAME [ZONE]`: reads, never writes.

use std::collections::BTreeSet;

use app::access::{AccessHead, Scope};
use app::apply::{NoPlace, Places};
use app::zone::{Zone, ZoneError};
use net::zone::ZoneTerms;
use protocols::name::DomainName;
use protocols::rrset::{RecordKind, RrSetKey};

use crate::cli::args::{AccessTestArgs, PlainFormat};
use crate::cli::{Exit, ledger, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::input;
use crate::places::{AccessPlaces, PlaceTerms};
use crate::render;
use crate::wire;

/// What the test of one zone gave.
pub(crate) struct Tested {
    /// Which.
    pub(crate) zone: DomainName,
    /// How many TXT records stand at its apex, or why that is not known.
    pub(crate) txt_records: Result<usize, NotRead>,
}

/// Why a zone was not read.
pub(crate) enum NotRead {
    /// The access cannot be used.
    NoPlace(NoPlace),
    /// The place did not give it.
    Zone(ZoneError),
}

impl NotRead {
    /// Whether it is the access that is wrong; otherwise nothing is known.
    fn exit(&self) -> Exit {
        match self {
            NotRead::NoPlace(_)
            | NotRead::Zone(
                ZoneError::Unauthorised(_)
                | ZoneError::NoZone(_)
                | ZoneError::Refused(_)
                | ZoneError::CannotHold { .. },
            ) => Exit::Findings,
            NotRead::Zone(
                ZoneError::Unreadable(_)
                | ZoneError::Changed { .. }
                | ZoneError::TooMany(_)
                | ZoneError::NoAnswer(_),
            ) => Exit::Unknown,
        }
    }
}

pub(crate) fn run(args: &AccessTestArgs, context: &Context) -> Result<Exit, Failed> {
    let name = super::name(&args.name)?;
    let asked = args.zone.as_deref().map(input::domain).transpose()?;
    let mut terms = ZoneTerms::default();
    for path in &args.ca {
        terms.extra_roots_pem.push(input::file(path)?.into_bytes());
    }
    let (head, tested) = runtime()?.block_on(async {
        let ledger = ledger::find(context).await?;
        let places = AccessPlaces::of(ledger.as_ref(), PlaceTerms::of(context, terms)).await?;
        let places = places.only(&name);
        let head = places.first().cloned();
        let head = head.ok_or_else(|| Failed::new("error-no-access").text("name", &name))?;
        let mut tested = Vec::new();
        for zone in zones(&head, asked)? {
            let txt_records = read(&places, &zone).await;
            tested.push(Tested { zone, txt_records });
        }
        Ok((head, tested))
    })?;
    let text = match args.format {
        PlainFormat::Text => render::access::tested(&head, &tested, context),
        PlainFormat::Json => wire::access::tested(&head, &tested, &context.catalogue),
    };
    context.print(&text)?;
    let worst = tested
        .iter()
        .filter_map(|tested| tested.txt_records.as_ref().err());
    // What is wrong for sure says more than what is not known.
    let exits: BTreeSet<Exit> = worst.map(NotRead::exit).collect();
    Ok(exits.into_iter().next().unwrap_or(Exit::Fine))
}

/// The zones of an access that are read: the one that is asked for, or those it names.
pub(crate) fn zones(
    head: &AccessHead,
    asked: Option<DomainName>,
) -> Result<Vec<DomainName>, Failed> {
    if !head.kind.holds_zones() {
        return Err(Failed::new("error-access-no-zones")
            .text("name", &head.name)
            .text("provider", head.kind));
    }
    match (asked, &head.zones) {
        (Some(zone), scope) if scope.reach(&zone).is_none() => {
            Err(Failed::new("error-access-other-zone")
                .text("name", &head.name)
                .text("zone", zone))
        }
        (Some(zone), _) => Ok(vec![zone]),
        (None, Scope::Zones(zones)) => Ok(zones.iter().cloned().collect()),
        (None, Scope::All) => Err(Failed::new("error-access-which-zone").text("name", &head.name)),
    }
}

/// What stands at the apex of a zone.
pub(crate) async fn read(places: &AccessPlaces, zone: &DomainName) -> Result<usize, NotRead> {
    let apex = RrSetKey {
        owner: zone.clone(),
        kind: RecordKind::Txt,
    };
    let zone = places.zone(zone).map_err(NotRead::NoPlace)?;
    let standing = zone.read(&[apex]).await.map_err(NotRead::Zone)?;
    Ok(standing
        .into_iter()
        .flatten()
        .map(|set| set.values.len())
        .sum())
}
