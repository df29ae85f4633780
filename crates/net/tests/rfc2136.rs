//! Dynamic updates against real servers, Knot and BIND, in a network namespace (`make peers` installs
//! them; needs root).

#![allow(clippy::unwrap_used)] // helpers outside #[test] functions

use std::net::SocketAddr;
use std::sync::OnceLock;

use app::zone::{Written, Zone as _, ZoneError};
use net::zone::rfc2136::{Rfc2136, Rfc2136Config, TsigAlgorithm, TsigSecret, find_apex};
use peers::{DynamicServer, Namespace, Place, Signing, UpdateKey, Zone};
use protocols::answers::TxtRecord;
use protocols::name::DomainName;
use protocols::rrset::{RecordData, RecordKind, RrSet, RrSetChange, RrSetKey};

struct Peers {
    knot: DynamicServer,
    bind: DynamicServer,
    namespace: Namespace,
}

/// The zones of both servers. Each test uses names of its own.
fn zone(origin: &str) -> Zone {
    Zone {
        origin: origin.to_owned(),
        text: include_str!("rfc2136.zone").replace("{origin}", origin),
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

/// The same test at Knot, at BIND, and at Knot with a zone that it signs.
macro_rules! at_both {
    ($($test:ident),* $(,)?) => {
        mod knot { $(#[test] fn $test() { super::$test(super::peers().knot.address(), "dyn.test"); })* }
        mod bind { $(#[test] fn $test() { super::$test(super::peers().bind.address(), "dyn.test"); })* }
        mod signed { $(#[test] fn $test() { super::$test(super::peers().knot.address(), "signed.test"); })* }
    };
}

at_both!(create_replace_remove);

fn create_replace_remove(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    let key = txt_key(&format!("_dmarc.crr.{zone}"));
    assert_eq!(read(&config, &key), Ok(None));
    let steps = [
        None,
        set(300, &[txt("v=DMARC1; p=none")]),
        set(600, &[txt("v=DMARC1; p=reject")]),
        None,
    ];
    for pair in steps.windows(2) {
        let change = RrSetChange {
            key: key.clone(),
            before: pair[0].clone(),
            after: pair[1].clone(),
        };
        assert_eq!(write(&config, &change), Ok(AT_ONCE));
        assert_eq!(read(&config, &key), Ok(change.after));
    }
}

#[test]
fn the_apex_is_found() {
    for server in [peers().knot.address(), peers().bind.address()] {
        let config = config(server, "s1._domainkey.Mail.DYN.test", UpdateKey::SHA512);
        assert_eq!(
            inside(async || find_apex(&config).await),
            Ok(name("dyn.test"))
        );
    }
}
