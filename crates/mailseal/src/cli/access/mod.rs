//! `mailseal access`: how zones are written.

mod add;
mod list;
mod remove;
mod test;

pub(crate) use add::{checked, kind};
pub(crate) use test::{NotRead, Tested, read, zones};

use app::access::AccessName;

use crate::cli::Exit;
use crate::cli::args::AccessVerb;
use crate::context::Context;
use crate::failure::Failed;
use crate::reason;

pub(crate) fn run(verb: &AccessVerb, context: &Context) -> Result<Exit, Failed> {
    match verb {
        AccessVerb::Add(args) => add::run(args, context),
        AccessVerb::List(args) => list::run(args, context),
        AccessVerb::Remove(args) => remove::run(args, context),
        AccessVerb::Test(args) => test::run(args, context),
    }
}

/// The name of an access as typed.
pub(crate) fn name(text: &str) -> Result<AccessName, Failed> {
    AccessName::parse(text).map_err(|error| {
        Failed::new("error-access-name")
            .text("name", text)
            .because(reason::of_access(&error))
    })
}
