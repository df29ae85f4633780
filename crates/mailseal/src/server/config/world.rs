//! `[world]`: how mailseal asks the world.

use std::path::PathBuf;

use net::Upstream;
use serde::Deserialize;

use super::Fault;
use crate::cli::args::WorldArgs;
use crate::failure::Failed;

/// Resolvers, trusted roots, and what may be connected to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct World {
    /// The resolvers that find the authoritative servers; the system's where none is named.
    pub(crate) dns: Vec<String>,
    /// Files of roots that are trusted beside Mozilla's.
    pub(crate) ca: Vec<PathBuf>,
    /// Whether private and loopback addresses are connected to, for mail hosts within a house.
    pub(crate) allow_private: bool,
}

impl World {
    /// As a command would be told.
    pub(crate) fn options(&self) -> WorldArgs {
        WorldArgs {
            dns: self.dns.clone(),
            ca: self.ca.clone(),
            allow_private: self.allow_private,
            ..WorldArgs::default()
        }
    }
    pub(super) fn check(&self) -> Result<(), Fault> {
        let unusable = |server: &&String| server.parse::<Upstream>().is_err();
        match self.dns.iter().find(unusable) {
            None => Ok(()),
            Some(server) => Err(Fault::of_value(
                &["world", "dns"],
                Failed::new("error-server").text("server", server),
            )),
        }
    }

    pub(super) fn needs_restart(&self, new: &World) -> Vec<&'static str> {
        let settings = [
            ("world.dns", self.dns == new.dns),
            ("world.ca", self.ca == new.ca),
            (
                "world.allow-private",
                self.allow_private == new.allow_private,
            ),
        ];
        let changed = settings.into_iter().filter(|(_, is_same)| !is_same);
        changed.map(|(name, _)| name).collect()
    }
}
