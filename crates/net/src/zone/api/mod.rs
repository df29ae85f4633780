//! Calls of providers' JSON interfaces over HTTPS, with what every client of one must not get wrong:
//! a total time, a limit on the answer, no redirect with a credential in hand, a pace that all zones
//! of an account share, and no credential in any message.

mod call;
mod caller;
mod error;
mod pace;

pub use app::access::Secret;
pub use call::{ApiAnswer, Call, Method, parameter};
pub use caller::{Api, ApiSetupError, ApiTerms, PlainHttp};
pub use error::ApiError;
pub use pace::Pace;
