//! The policy host, asked by clients that are not ours: curl and OpenSSL; and by what is no client at
//! all.

mod hostile;
pub(crate) mod many;
mod modes;
mod sealed;
mod served;
pub(crate) mod setting;
