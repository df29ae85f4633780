//! The lives of keys and policies: what may be done now, and what must wait, for what and until when.
//!
//! ```text
//! DKIM key   created > published > visible > active > retiring > retired
//! MTA-STS    none > testing > enforce, and back through mode none
//! DMARC      none > quarantine t=y > quarantine > reject t=y > reject
//! mail       in use > being parked > parked
//! domain     looked after > being left > left
//! ```
//!
//! Each machine is a function of what is wanted, what is remembered ([`Remembered`]), what was seen
//! ([`Seen`]) and the moment; it gives the new state and the reasons for what stays. Nothing here
//! writes: a plan does, from what is wanted. A failure to see is never taken for an absence.

pub mod advance;
pub mod departure;
pub mod dkim_key;
pub mod dmarc_ladder;
pub mod left_key;
pub mod mta_sts;
pub mod parking;
pub mod seen;
pub mod standing;
mod until;
pub mod vacancy;

mod remembered;

pub use advance::{Advanced, Aim, Confirmed, Moved, Patience, Request, Waiting, advance, call_off};
pub use departure::Departure;
pub use dkim_key::{Key, KeyState};
pub use left_key::LeftKey;
pub use remembered::Remembered;
pub use seen::{Seen, see};
pub use standing::Standing;
pub use vacancy::{Vacancy, vacancy};
