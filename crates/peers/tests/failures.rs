//! That a peer which cannot start says why.

use std::net::{Ipv4Addr, SocketAddr};
use std::panic::{AssertUnwindSafe, catch_unwind};

use peers::{Namespace, Place, Root, Tactic, Tarpit, Unbound};

#[test]
fn a_server_that_ends_shows_its_log() {
    let namespace = Namespace::new(Ipv4Addr::LOCALHOST);
    let place = Place::Inside(&namespace);
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 53));
    let root = Root {
        server: address,
        ds: ". IN DS 1 13 2 nonsense".to_owned(),
    };
    let start = AssertUnwindSafe(|| Unbound::start(place, address, &root, "test"));
    let panic = catch_unwind(start).expect_err("the trust anchor is nonsense");
    let said = panic.downcast_ref::<String>().expect("a message");
    assert!(said.starts_with("unbound ended: exit status: 1"), "{said}");
    assert!(said.contains("trust-anchor"), "{said}");
}

#[test]
fn a_port_in_use_is_named() {
    let namespace = Namespace::new(Ipv4Addr::LOCALHOST);
    let place = Place::Inside(&namespace);
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 25));
    let _first = Tarpit::start(place, address, Tactic::Silent);
    let second = AssertUnwindSafe(|| Tarpit::start(place, address, Tactic::Silent));
    let panic = catch_unwind(second).expect_err("the port is taken");
    let said = panic.downcast_ref::<String>().expect("a message");
    assert!(
        said.contains("127.0.0.1:25: Address already in use"),
        "{said}"
    );
}
