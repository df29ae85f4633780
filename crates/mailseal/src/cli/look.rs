//! The look at the world of verbs that move keys and policies: at every authoritative server, unless
//! the person says where else.

use std::time::Duration;

use app::advance::{AdvanceError, Status};
use app::drive::{Ask, DriveError};

use crate::cli::args::{LookArgs, WorldArgs};
use crate::cli::world::World;
use crate::cli::{Exit, ledger};
use crate::failure::Failed;
use crate::reason;
use app::machines::{Press, press};

/// Seconds that the questions of one domain may take, unless `--timeout` says otherwise.
const LOOK_SECONDS_DEFAULT: u64 = 30;

/// Whoever answers such a look.
pub(crate) struct Look {
    world: World,
    seconds: u64,
}

impl Look {
    /// From the options. Must be called within the runtime.
    pub(crate) fn of(args: &LookArgs) -> Result<Look, Failed> {
        // A resolver that is named finds the servers; it does not answer in their place.
        let elsewhere = !args.zone.is_empty() || args.offline;
        let world = WorldArgs {
            dns: args.dns.clone(),
            authoritative: !elsewhere,
            zone: args.zone.clone(),
            offline: args.offline,
            allow_private: args.allow_private,
            ca: args.ca.clone(),
            timeout: args.timeout,
            ..WorldArgs::default()
        };
        Ok(Look {
            world: World::of(&world)?,
            seconds: args.timeout.unwrap_or(LOOK_SECONDS_DEFAULT),
        })
    }

    /// For one domain, with a common end for its questions.
    pub(crate) fn for_one_domain(&self) -> impl Ask {
        net::Deadline::new(&self.world, Duration::from_secs(self.seconds))
    }
}

/// What a look ends with: an alarm or something that may move is worth attention, what could not be
/// seen is told apart.
pub(crate) fn exit(status: &Status, is_open: bool) -> Exit {
    match press(&status.next) {
        Press::Alarm => Exit::Findings,
        Press::Unseen | Press::Nothing if is_open => Exit::Findings,
        Press::Unseen => Exit::Unknown,
        Press::Nothing => Exit::Fine,
    }
}

/// An error of the use cases in our words.
pub(crate) fn failed(error: AdvanceError) -> Failed {
    match error {
        AdvanceError::Leaving => Failed::new("error-leaving"),
        AdvanceError::Ledger(error) => ledger::failed(error),
        AdvanceError::Drive(error) => not_driven(error),
    }
}

/// A look that came to no end.
pub(crate) fn not_driven(error: DriveError) -> Failed {
    Failed::new("error-drive").because(reason::of_drive(&error))
}
