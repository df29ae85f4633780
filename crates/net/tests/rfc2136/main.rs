//! Dynamic updates against real servers, Knot and BIND, in a network namespace (`make peers` installs
//! them; needs root).

#![allow(clippy::unwrap_used)] // helpers outside #[test] functions

use std::net::SocketAddr;
use std::sync::OnceLock;

use app::zone::{Why, Written, Zone as _, ZoneError};
use net::zone::rfc2136::{Rfc2136, Rfc2136Config, TsigAlgorithm, TsigSecret};
use peers::{DynamicServer, Namespace, Place, Signing, UpdateKey, Zone};
use protocols::answers::TxtRecord;
use protocols::name::DomainName;
use protocols::rrset::{RecordData, RecordKind, RrSet, RrSetChange, RrSetKey};

struct Peers {
    knot: DynamicServer,
    bind: DynamicServer,
    namespace: Namespace,
}

mod proxy;
mod races;
mod refusals;
mod values;

/// The zones of both servers. Each test uses names of its own.
fn zone(origin: &str) -> Zone {
    Zone {
        origin: origin.to_owned(),
        text: ["merge", "proxy"].iter().fold(
            include_str!("zone").replace("{origin}", origin),
            |text, owner| {
                let foreign = include_str!("foreign").replace("{owner}", owner);
                text.replace(&format!("{{foreign {owner}}}"), &foreign)
            },
        ),
    }
}

fn peers() -> &'static Peers {
    static PEERS: OnceLock<Peers> = OnceLock::new();
    PEERS.get_or_init(|| {
        let namespace = Namespace::new([127, 0, 0, 53].into());
        let place = Place::Inside(&namespace);
        let child = "co.dyn.test";
        let knot = DynamicServer::knot(
            place,
            "127.0.0.12:53".parse().unwrap(),
            &[
                (zone("dyn.test"), Signing::Unsigned),
                (zone("signed.test"), Signing::Signed),
                (zone(child), Signing::Unsigned),
            ],
        );
        let bind = DynamicServer::bind(
            place,
            "127.0.0.13:53".parse().unwrap(),
            &[zone("dyn.test"), zone(child)],
        );
        Peers {
            knot,
            bind,
            namespace,
        }
    })
}

/// Runs inside the namespace.
fn inside<T: Send>(work: impl AsyncFnOnce() -> T + Send) -> T {
    peers().namespace.run(|| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.unwrap().block_on(work())
    })
}

fn name(text: &str) -> DomainName {
    text.parse().unwrap()
}

fn config(server: SocketAddr, zone: &str, key: UpdateKey) -> Rfc2136Config {
    Rfc2136Config {
        server,
        zone: name(zone),
        key_name: name(key.name),
        algorithm: TsigAlgorithm::of_word(key.algorithm).unwrap(),
        secret: TsigSecret::from_base64(key.secret).unwrap(),
    }
}

fn read(config: &Rfc2136Config, key: &RrSetKey) -> Result<Option<RrSet>, ZoneError> {
    inside(async || {
        let zone = Rfc2136::new(config.clone()).unwrap();
        let mut sets = zone.read(std::slice::from_ref(key)).await?;
        Ok(sets.remove(0))
    })
}

fn write(config: &Rfc2136Config, change: &RrSetChange) -> Result<Written, ZoneError> {
    inside(async || Rfc2136::new(config.clone()).unwrap().write(change).await)
}

fn txt_key(owner: &str) -> RrSetKey {
    RrSetKey {
        owner: name(owner),
        kind: RecordKind::Txt,
    }
}

fn txt(value: impl AsRef<[u8]>) -> RecordData {
    let strings = value.as_ref().chunks(255).map(<[u8]>::to_vec).collect();
    RecordData::Txt(TxtRecord { strings })
}

fn set(ttl_seconds: u32, values: &[RecordData]) -> Option<RrSet> {
    Some(RrSet {
        ttl_seconds,
        values: values.to_vec(),
    })
}

const AT_ONCE: Written = Written {
    visible_within_seconds: 0,
    ttl_seconds: None,
};

/// The change from one set to another.
fn change(key: &RrSetKey, before: Option<RrSet>, after: Option<RrSet>) -> RrSetChange {
    RrSetChange {
        key: key.clone(),
        before,
        after,
    }
}

/// What stands, with records in an order of their own: servers change it.
fn sorted(set: Option<RrSet>) -> Option<RrSet> {
    set.map(|mut set| {
        set.values.sort_by_key(|value| format!("{value:?}"));
        set
    })
}

fn text(error: &ZoneError) -> String {
    let shown = format!("{error} {error:?}");
    for key in [UpdateKey::SHA256, UpdateKey::NARROW] {
        assert!(!shown.contains(key.secret), "the secret is in {shown}");
    }
    shown
}

/// The same tests at Knot, at BIND, and at Knot with a zone that it signs.
macro_rules! everywhere {
    ($($test:ident),* $(,)?) => {
        mod knot { $(#[test] fn $test() {
            super::$test(crate::peers().knot.address(), "dyn.test");
        })* }
        mod bind { $(#[test] fn $test() {
            super::$test(crate::peers().bind.address(), "dyn.test");
        })* }
        mod signed { $(#[test] fn $test() {
            super::$test(crate::peers().knot.address(), "signed.test");
        })* }
    };
}
use everywhere;
