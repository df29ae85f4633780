//! SPF (RFC 7208): a domain says which hosts may send with it in MAIL FROM and HELO.
//!
//! ```text
//! example.com. TXT "v=spf1 mx ip4:192.0.2.0/24 include:_spf.example.net -all"
//! ```
//!
//! Terms are tried from left to right; the first that matches the client gives the result. A syntax
//! error anywhere, a second record, more than ten terms that ask the DNS, or more than two of them
//! without an answer make it a permerror: then nothing is authorised and nothing is forbidden.

pub mod assess;
pub mod build;
pub mod defect;
pub mod domain_spec;
pub mod evaluate;
pub mod flatten;
pub mod lint;
pub mod macro_string;
pub mod ranges;
pub mod record;
pub mod survey;
pub mod tree;
pub mod verdict_map;

mod address;
mod matching;
mod merge;
mod parse;
mod proposed;
mod share;
mod term;
mod typo;

pub use assess::assess;
pub use build::{Authorised, OfStanding, Others, SpfIntent, StandingEnd};
pub use defect::Defect;
pub use evaluate::{Cause, SpfQuery, SpfResult, SpfVerdict, check_host};
pub use flatten::{Flattened, flatten};
pub use lint::lint;
pub use merge::{Merge, MergeRefused, covers, merge, merge_standing, uncovered};
pub use parse::{parse, parse_sound};
pub use proposed::proposed;
pub use ranges::{AddressSet, Ranges};
pub use record::{Record, Selection, select};
pub use share::{Made, Rest, Share};
pub use survey::{Survey, survey};
pub use tree::Tree;
pub use verdict_map::{VerdictMap, verdict_map};
