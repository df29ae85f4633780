//! The walk-throughs in `docs/`, played as they are read: every command of theirs is run, every file
//! edited, and what they show must be what is said. `meanwhile` in a comment is what happens beside.
//! Knot and BIND are real, in a network namespace (`make peers` installs them; needs root).

#![allow(clippy::unwrap_used, clippy::expect_used)] // helpers outside #[test] functions

mod document;
mod sameness;
mod stage;

use peers::InstalledServer;
use stage::Stage;

#[test]
fn knot() {
    let standing = "zone:\n  - domain: example.com\n";
    Stage::new(InstalledServer::knot, standing).play("walkthrough-knot.md");
}

#[test]
fn bind() {
    let standing = "zone \"example.com\" { type primary; file \"example.com.zone\"; };\n";
    Stage::new(InstalledServer::bind, standing).play("walkthrough-bind.md");
}
