//! `mailseal serve`

use crate::cli::Exit;
use crate::cli::args::ServeArgs;
use crate::context::Context;
use crate::failure::Failed;
use crate::reason;
use crate::server::{self, Sockets, config};
use crate::wording::Arguments;

pub(crate) fn run(args: &ServeArgs, context: &Context) -> Result<Exit, Failed> {
    if args.check_config {
        return check_config(args, context);
    }
    let sockets = Sockets::handed_over()?;
    // Several threads: handshakes are work, and one slow page must not hold back the policy host.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|e| Failed::new("error-network").because(reason::of_io(&e)))?;
    let served = runtime.block_on(server::run(args.config.as_deref(), sockets, context));
    // What is still under way was given its time; what blocks a thread would hold up the end.
    runtime.shutdown_background();
    served.map(|()| Exit::Fine)
}

fn check_config(args: &ServeArgs, context: &Context) -> Result<Exit, Failed> {
    config::read(args.config.as_deref())?;
    let catalogue = &context.catalogue;
    let text = match &args.config {
        Some(file) => {
            let file = file.display().to_string();
            catalogue.say("serve-config-sound", &Arguments::none().text("file", file))
        }
        None => catalogue.word("serve-config-none"),
    };
    context.print(&format!("{text}\n"))?;
    Ok(Exit::Fine)
}
