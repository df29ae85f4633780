//! The pages. Every task works without a script; what is shown comes from the desk, as the API has it.
//!
//! ```text
//!   assets, headers      what a page is served with         viewer, words   language, light or dark
//!   frame, answer        what is around every page          parts           what pages are made of
//! ```
//!
//! A template has no sentence: all words come from the catalogues. A page says who may see it by the
//! [`Caller`](crate::server::caller::Caller) it hands to the desk.

mod answer;
mod assets;
mod frame;
mod headers;
mod parts;
mod viewer;
mod words;

#[cfg(test)]
mod tests;
