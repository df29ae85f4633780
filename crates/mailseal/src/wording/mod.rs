//! The words: every sentence a person reads comes from here, in English and German.
//!
//! The catalogues are Fluent files in `wording/<language>/`, compiled in. A rule's message has the
//! rule's id with `-` for `/`; its value is the line shown, its attributes are the manual.

mod catalogue;
mod escape;
mod files;

pub(crate) use catalogue::{Arguments, Catalogue, Language, key_of};
pub(crate) use escape::{escape, printed_octets};

#[cfg(test)]
pub(crate) use tests::error_keys;

#[cfg(test)]
mod tests;
