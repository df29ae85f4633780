//! The way from a name to its answer, over as many aliases and replies as it takes.

use hickory_proto::rr::RData;
use protocols::answers::{Failure, Lookup, Outcome, Security};
use protocols::limits::ALIASES_MAX;
use protocols::name::DomainName;

use super::message::Reading;

/// What was gathered on the way.
#[derive(Debug)]
pub(crate) struct Chain {
    aliases: Vec<DomainName>,
    ttl_seconds: u32,
    /// `None` before the first reply.
    security: Option<Security>,
}

impl Chain {
    pub(crate) fn new() -> Chain {
        Chain {
            aliases: Vec::new(),
            ttl_seconds: u32::MAX,
            security: None,
        }
    }

    /// Adds a reply's part of the way; fails when it has become too long.
    pub(crate) fn take(&mut self, reading: &Reading, security: Security) -> Result<(), Failure> {
        self.aliases.extend(reading.aliases.iter().cloned());
        self.ttl_seconds = self.ttl_seconds.min(reading.ttl_seconds);
        // The way is as secure as its weakest part.
        self.security = Some(match (self.security, security) {
            (None, only) => only,
            (Some(Security::Unchecked), _) | (_, Security::Unchecked) => Security::Unchecked,
            (Some(Security::Insecure), _) | (_, Security::Insecure) => Security::Insecure,
            (Some(Security::Secure), Security::Secure) => Security::Secure,
        });
        // What a resolver says when it gives up on a circle of aliases.
        if self.aliases.len() > ALIASES_MAX {
            Err(Failure::ServFail)
        } else {
            Ok(())
        }
    }

    /// The answer.
    pub(crate) fn end(
        self,
        outcome: Outcome<RData>,
        server: &str,
        by_server: Vec<(String, Outcome<RData>)>,
    ) -> Lookup<RData> {
        let is_known = outcome.known().is_ok();
        Lookup {
            outcome,
            security: match self.security {
                Some(security) if is_known => security,
                Some(_) | None => Security::Unchecked,
            },
            ttl_seconds: if is_known { self.ttl_seconds } else { 0 },
            aliases: self.aliases,
            server: server.to_owned(),
            by_server,
        }
    }
}
