//! Master files (RFC 1035 §5) read into answers, so that a zone can be checked before it is
//! published.
//!
//! ```
//! use protocols::answers::{Answer, Question};
//! use zonefile::{Zone, Zones};
//!
//! let text = "$ORIGIN example.com.\n@ 300 IN TXT \"v=spf1 -all\"\n";
//! let zones = Zones::of(vec![Zone::parse(text, None, "example.zone").unwrap()]);
//! let Answer::Txt(lookup) = zones.alone(&Question::Txt("example.com".parse().unwrap())) else {
//!     unreachable!()
//! };
//! assert_eq!(lookup.outcome.known().unwrap()[0].text(), "v=spf1 -all");
//! ```
//!
//! The grammar is read here and not by a DNS library: a DKIM key is usually written as quoted
//! strings in parentheses with semicolons inside, octets as `\DDD`, targets as `@`, and an error
//! must name its line. Files are read whole and within limits; `$INCLUDE` is refused, since a zone
//! file may come from a stranger and must not open other files.

mod error;
mod lexer;
pub mod presentation;
mod rdata;
mod record;
mod zone;
mod zones;

pub use error::{DataFault, ZoneError, ZoneFault};
pub use record::{Data, Record};
pub use zone::Zone;
pub use zones::{ZoneAnswer, Zones};
