//! `[ops]`: what those who run the machine look at.

use std::net::SocketAddr;

use serde::Deserialize;

use super::Fault;
use crate::failure::Failed;

/// Health and metrics.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Ops {
    /// Where they are answered; nobody is asked who they are, so not where strangers come.
    pub(crate) listen: Vec<SocketAddr>,
}

impl Default for Ops {
    fn default() -> Ops {
        Ops {
            listen: vec![SocketAddr::from(([127, 0, 0, 1], 8482))],
        }
    }
}

impl Ops {
    pub(super) fn check(&self) -> Result<(), Fault> {
        let refused = |why| Err(Fault::of_value(&["ops", "listen"], why));
        for (index, address) in self.listen.iter().enumerate() {
            if self.listen[..index].contains(address) {
                return refused(Failed::new("reason-address-twice").text("address", address));
            }
        }
        Ok(())
    }

    pub(super) fn needs_restart(&self, new: &Ops) -> Vec<&'static str> {
        match self.listen == new.listen {
            true => Vec::new(),
            false => vec!["ops.listen"],
        }
    }
}
