//! The watch: every domain is looked at again and again, what changed is kept as a timeline, and only
//! changes are told.
//!
//! ```text
//!   schedule   when a domain is looked at next
//!   observe    what a look says, part by part: known, known not to be there, or unknown
//!   look       the state of a domain and what was seen in: what changed, alarms and gaps out
//!   tell       what changed and who wants to know of it in: who hears what, when, with what else
//!   delivery   when a message is tried again
//!   visit      all of it for one domain: checked, compared, kept
//! ```
//!
//! All of it is pure: the moment, randomness and what was seen are arguments. Whoever drives it is the
//! server's schedule; what is kept lies behind the trait in `store`.

pub mod alarm;
pub mod change;
pub mod delivery;
pub mod explain;
pub mod hours;
pub mod includes;
pub mod limits;
pub mod look;
pub mod observe;
pub mod part;
pub mod schedule;
pub mod state;
pub mod store;
pub mod tell;
pub mod visit;
