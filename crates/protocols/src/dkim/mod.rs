//! DomainKeys Identified Mail (RFC 6376, 8301, 8463): a signature on each mail, and the public key
//! in the DNS.
//!
//! ```text
//! s1._domainkey.example.com. TXT "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0B…"
//! e1._domainkey.example.com. TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
//! ```
//!
//! A signature names domain and selector; the key stands at `<selector>._domainkey.<domain>` (§3.6.2).
//! Nothing lists a domain's selectors: they are known, or guessed, and a guess that misses proves
//! nothing. Here are the key records. Signing, verifying and the rules that need a signature (a tag
//! missing, `d=` of one label, `i=` outside `d=` or below it with `t=s`, From not in `h=`, `x=` before
//! `t=` or past, rsa-sha1, `l=`, unknown `c=`, `bh=` of another length, From not over-signed, `d=` not
//! aligned) come with the mail path.

pub mod assess;
pub mod build;
pub mod damage;
pub mod defect;
pub mod key;
pub mod lint;
pub mod record;
pub mod selector;
pub mod survey;
mod value;

pub use assess::assess;
pub use build::{Identities, KeyIntent, KeyMatch, matches};
pub use defect::Defect;
pub use key::{KeyType, PublicKey, RsaPublicKey};
pub use lint::{lint, lint_selector};
pub use record::{KeyRecord, parse};
pub use selector::Selector;
pub use survey::{Guess, KnownSelector, Selectors, Signing, Source, WELL_KNOWN_SELECTORS};

#[cfg(test)]
mod assess_tests;
#[cfg(test)]
mod tests;
