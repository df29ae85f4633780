//! The pages, one question each. A handler asks the desk, makes the parts, and hands them to its
//! template.

pub(crate) mod access;
pub(crate) mod add;
pub(crate) mod check;
pub(crate) mod display;
pub(crate) mod domain;
pub(crate) mod domains;
pub(crate) mod explain;
pub(crate) mod failed;
pub(crate) mod history;
pub(crate) mod login;
pub(crate) mod plan;
pub(crate) mod records;
pub(crate) mod run;
pub(crate) mod setup;
pub(crate) mod spf;
