//! The schedule: looks at every domain when it is due, takes up what waits, lets keys and policies move
//! on, and tells what changed. All of it is in the ledger: a server that dies goes on where it was.
//!
//! ```text
//!   looks   which domain next, so many at a time     lives   keys and policies that move by themselves
//!   visit   one domain from beginning to end         jobs    what waits, or was cut off
//!   outbox  messages, until they are delivered       counts  what is counted
//! ```

mod counts;
mod dice;
mod jobs;
pub(crate) mod lives;
mod looks;
mod outbox;
mod visit;

use std::sync::Arc;

use super::House;
use super::outside::Outside;
use crate::context::Context;
use crate::failure::Failed;

use counts::Counts;
pub(crate) use dice::SystemDice;
pub(crate) use outbox::{Post, deliver_test, surroundings};
use visit::Visitor;

/// Begins; it goes on until the house stops.
pub(super) fn open(house: &House, context: &Context) -> Result<(), Failed> {
    let config = house.config.borrow().clone();
    let counts = Counts::default();
    house.metrics.register(|registry| counts.register(registry));
    let visitor = Visitor {
        house: house.clone(),
        outside: Arc::new(Outside::of(&config.world)?),
        access_file: context.access_file.clone(),
        counts: counts.clone(),
        room: looks::room(config.watch.parallel),
        network: visit::Shared::default(),
    };
    looks::begin(Arc::new(visitor));
    outbox::begin(house, counts)?;
    Ok(())
}
