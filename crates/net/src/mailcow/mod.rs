//! mailcow's interface, as its pages use it: JSON over HTTPS, with the key in `X-API-Key`.
//!
//! The status says little: a refused change is answered with 200. What counts is `type` in the answer,
//! an object or a list of them.

mod client;
mod shapes;

pub use client::MailcowApi;
