//! The end of a domain's mail: first everything that senders and receivers may still rely on runs
//! out, then the domain says that it has no mail.

use crate::dkim::Selector;
use crate::time::Timestamp;

use super::dkim_key::KeyState;

/// What a domain that is to be parked waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParkingWait {
    /// The owner is to say that no mail is sent any more; this key signs as far as is known.
    Sending(Selector),
    /// A key's record stays for mail under way.
    Key {
        /// Its selector.
        selector: Selector,
        /// Until then, where that is known.
        until: Option<Timestamp>,
    },
    /// MTA-STS is on its way out.
    MtaSts,
}

/// Whether a key in this state may still be needed to verify mail.
pub(super) fn is_needed(state: KeyState) -> bool {
    match state {
        KeyState::Published | KeyState::Visible | KeyState::Active | KeyState::Retiring => true,
        // A key that never was in the DNS has signed nothing.
        KeyState::Created | KeyState::Retired => false,
    }
}
