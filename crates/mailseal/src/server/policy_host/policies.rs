//! The policies that are served, ready to be sent.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use app::policy_host::ServedPolicy;
use hyper::body::Bytes;
use protocols::name::DomainName;
use tokio::sync::watch;

/// What every host of ours serves now.
#[derive(Debug)]
pub(crate) struct Policies {
    texts: RwLock<HashMap<DomainName, Bytes>>,
    /// Counts the changes.
    changes: watch::Sender<u64>,
}

/// What became of a host's policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Became {
    /// Nothing changed.
    Same,
    /// It is served for the first time.
    New,
    /// It is another one.
    Other,
    /// It is served no more.
    Gone,
}

impl Default for Policies {
    fn default() -> Policies {
        Policies {
            texts: RwLock::default(),
            changes: watch::Sender::new(0),
        }
    }
}

impl Policies {
    /// The policy that a host, in lower case, serves; its octets are shared.
    pub(super) fn of(&self, host: &str) -> Option<Bytes> {
        self.read(|texts| texts.get(host).cloned())
    }

    /// Whether a host, in lower case, is one of ours.
    pub(super) fn is_host(&self, host: &str) -> bool {
        self.read(|texts| texts.contains_key(host))
    }

    /// The hosts that serve a policy, by name: those that a certificate is wanted for.
    pub(crate) fn hosts(&self) -> Vec<DomainName> {
        let mut hosts: Vec<DomainName> = self.read(|texts| texts.keys().cloned().collect());
        hosts.sort_unstable();
        hosts
    }

    /// Tells of every change from now on.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.read(HashMap::len)
    }

    /// Every host with its policy, by name.
    pub(super) fn all(&self) -> Vec<(DomainName, Bytes)> {
        let all = |texts: &HashMap<DomainName, Bytes>| {
            let pairs = texts.iter();
            pairs
                .map(|(host, text)| (host.clone(), text.clone()))
                .collect()
        };
        let mut pairs: Vec<(DomainName, Bytes)> = self.read(all);
        pairs.sort_unstable();
        pairs
    }

    /// A host serves this from now on, or nothing.
    pub(super) fn set(&self, host: DomainName, served: Option<&ServedPolicy>) -> Became {
        let text = served.map(|served| Bytes::from(served.policy.to_string()));
        let became = {
            let mut texts = self.texts.write().unwrap_or_else(PoisonError::into_inner);
            match (texts.get(&host), text) {
                (None, None) => Became::Same,
                (Some(before), Some(text)) if *before == text => Became::Same,
                (Some(_), None) => {
                    texts.remove(&host);
                    Became::Gone
                }
                (before, Some(text)) => {
                    let became = match before {
                        Some(_) => Became::Other,
                        None => Became::New,
                    };
                    texts.insert(host, text);
                    became
                }
            }
        };
        if became != Became::Same {
            self.changes
                .send_modify(|count| *count = count.wrapping_add(1));
        }
        became
    }

    /// The map is whole at every moment, so a thread that died while it held the lock broke nothing.
    fn read<T>(&self, look: impl FnOnce(&HashMap<DomainName, Bytes>) -> T) -> T {
        look(&self.texts.read().unwrap_or_else(PoisonError::into_inner))
    }
}
