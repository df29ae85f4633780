//! The walk-throughs in `docs/`, played as they are read: every command of theirs is run, every file
//! edited, and what they show must be what is said. `meanwhile` in a comment is what happens beside.
//! Knot and BIND are real, in a network namespace (`make peers` installs them; needs root); the provider's interface is a
//! stand-in, whose records a real name server serves.

#![allow(clippy::unwrap_used, clippy::expect_used)] // helpers outside #[test] functions

#[path = "../../../net/tests/standin/cloudflare.rs"]
mod cloudflare;
mod document;
mod provider;
mod sameness;
mod stage;
#[path = "../../../net/tests/standin/mod.rs"]
mod standin;

use peers::InstalledServer;
use stage::{Stage, zone_at};

#[test]
fn knot() {
    let standing = "zone:\n  - domain: example.com\n";
    Stage::new(InstalledServer::knot, standing, zone_at("ns1.example.com"))
        .play("walkthrough-knot.md");
}

#[test]
fn bind() {
    let standing = "zone \"example.com\" { type primary; file \"example.com.zone\"; };\n";
    Stage::new(InstalledServer::bind, standing, zone_at("ns1.example.com"))
        .play("walkthrough-bind.md");
}

#[test]
fn cloud() {
    let standing = "zone:\n  - domain: example.com\n";
    let before = provider::before();
    let zone = provider::zone(&before, 1);
    Stage::new(InstalledServer::knot, standing, zone)
        .with_provider(before)
        .play("walkthrough-cloud.md");
}
