//! What a person sees on a terminal. Everything comes from findings and the catalogues; nothing is
//! judged here.

pub(crate) mod finding;
pub(crate) mod lint;
pub(crate) mod manual;
pub(crate) mod question;
pub(crate) mod style;
