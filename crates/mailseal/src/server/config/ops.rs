//! `[ops]`: what those who run the machine look at.

use std::net::SocketAddr;

use serde::Deserialize;

/// Health and metrics.
#[derive(Debug, Deserialize)]
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
