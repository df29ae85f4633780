//! Certificates of the policy hosts, ordered from an authority by ACME (RFC 8555) and renewed in time.
//!
//! What is decided is decided by pure functions and one plain value, with the time and every draw of
//! luck as arguments:
//!
//! ```text
//!   wanted ──► precheck ──► order under way ──► held ──┐   renewal   when a held one is to be renewed
//!     ▲            │              │              ▲     │   retry     when what failed is tried again
//!     └── failed ◄─┴──────────────┘              └─────┘   bucket    what the authority lets us order
//!                                                          queue     whose turn it is, and when
//! ```
//!
//! [`Queue`] knows the lives of all names and says which may begin an order now; [`issue`] carries one
//! order from its beginning, or from where a dead process left it, to the certificate. Whoever drives
//! it asks the queue, runs what it names, and tells it how that ended.

mod authority;
mod bucket;
mod chain;
mod failure;
mod issue;
mod life;
mod precheck;
mod queue;
mod renewal;
mod retry;
mod store;
mod wanted;

pub use authority::{
    Account, AriId, Authority, Binding, ChallengeKind, Offer, OfferState, OrderState, OrderUrl,
    Proof, Refused, Registration, Renewal, Shows, Terms,
};
pub use bucket::{Bucket, Rate};
pub use chain::{Chain, ChainError, new_key};
pub use failure::{Failure, FailureKind, Said, Scope};
pub use issue::{Ended, Issue, Means, issue};
pub use life::{Draw, Held, Life, LifeState, Trouble};
pub use precheck::{Precheck, Where, precheck};
pub use queue::{Limits, Paid, Place, Queue, Start};
pub use renewal::{Lifetime, Window};
pub use store::{CertificateStore, Kept, Placed};
pub use wanted::wanted;
