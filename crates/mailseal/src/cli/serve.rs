//! `mailseal serve`

use crate::cli::Exit;
use crate::cli::args::ServeArgs;
use crate::context::Context;
use crate::failure::Failed;
use crate::{reason, server};

pub(crate) fn run(args: &ServeArgs, context: &Context) -> Result<Exit, Failed> {
    // Several threads: handshakes are work, and one slow page must not hold back the policy host.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|e| Failed::new("error-network").because(reason::of_io(&e)))?;
    runtime.block_on(server::run(args.config.as_deref(), context))?;
    Ok(Exit::Fine)
}
