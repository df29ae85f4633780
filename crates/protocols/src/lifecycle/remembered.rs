//! What the machines remember of a domain from one look to the next.

use crate::time::Timestamp;

use super::departure::Departure;
use super::dkim_key::KeyMemory;
use super::dmarc_ladder::LadderMemory;
use super::left_key::LeftKey;
use super::mta_sts::MtaStsMemory;
use crate::dkim::Selector;

/// What the machines remember of a domain. It is kept with what the owner wants of it, for neither
/// can be acted on without the other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Remembered {
    /// The DKIM keys, each selector once.
    pub keys: Vec<KeyMemory>,
    /// The keys of others that sign no more, each selector once.
    pub left: Vec<LeftKey>,
    /// MTA-STS.
    pub mta_sts: MtaStsMemory,
    /// The DMARC rung that was seen.
    pub dmarc: Option<LadderMemory>,
    /// Since when the domain is being parked.
    pub parking: Option<Timestamp>,
    /// How far the domain is on its way out.
    pub departure: Option<Departure>,
}

impl Remembered {
    /// What is remembered of a key.
    pub fn key(&self, selector: &Selector) -> KeyMemory {
        let known = self.keys.iter().find(|key| key.selector == *selector);
        known
            .cloned()
            .unwrap_or_else(|| KeyMemory::new(selector.clone()))
    }

    /// Remembers a key.
    pub fn set_key(&mut self, memory: KeyMemory) {
        match self.keys.iter_mut().find(|k| k.selector == memory.selector) {
            Some(known) => *known = memory,
            None => self.keys.push(memory),
        }
    }

    /// What is remembered of a key of another's that signs no more.
    pub fn left(&self, selector: &Selector) -> Option<&LeftKey> {
        self.left.iter().find(|key| key.selector == *selector)
    }

    /// Forgets that a key of another's signs no more: it does, or the selector is for another key.
    pub fn forget_left(&mut self, selector: &Selector) {
        self.left.retain(|key| key.selector != *selector);
    }

    /// Forgets a key.
    pub(super) fn forget_key(&mut self, selector: &Selector) {
        self.keys.retain(|key| key.selector != *selector);
    }
}
