//! `mailseal completions SHELL`

use crate::cli::args::CompletionsArgs;
use crate::cli::{Exit, help};
use crate::context::Context;
use crate::failure::Failed;

pub(crate) fn run(args: &CompletionsArgs, context: &Context) -> Result<Exit, Failed> {
    let mut script = Vec::new();
    clap_complete::generate(
        args.shell,
        &mut help::command(&context.catalogue),
        "mailseal",
        &mut script,
    );
    context.print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Fine)
}
