//! `mailseal man`

use std::path::Path;

use crate::cli::args::ManArgs;
use crate::cli::{Exit, help};
use crate::context::Context;
use crate::failure::Failed;
use crate::reason;

pub(crate) fn run(args: &ManArgs, context: &Context) -> Result<Exit, Failed> {
    let mut command = help::command(&context.catalogue);
    command.build();
    match &args.out_dir {
        None => context.print(&page(&command)?)?,
        Some(dir) => {
            std::fs::create_dir_all(dir).map_err(|e| unwritable(dir, e))?;
            write(dir, "mailseal", &command)?;
            write_below(dir, "mailseal", &command)?;
        }
    }
    Ok(Exit::Fine)
}

/// A page for every verb below a command.
fn write_below(dir: &Path, name: &str, command: &clap::Command) -> Result<(), Failed> {
    for verb in command.get_subcommands() {
        let name = format!("{name}-{}", verb.get_name());
        write(dir, &name, &verb.clone().name(name.clone()))?;
        write_below(dir, &name, verb)?;
    }
    Ok(())
}

fn write(dir: &Path, name: &str, command: &clap::Command) -> Result<(), Failed> {
    let file = dir.join(format!("{name}.1"));
    std::fs::write(&file, page(command)?).map_err(|e| unwritable(&file, e))
}

fn page(command: &clap::Command) -> Result<String, Failed> {
    let mut page = Vec::new();
    let man = clap_mangen::Man::new(command.clone());
    man.render(&mut page)
        .map_err(|e| unwritable(Path::new("-"), e))?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

fn unwritable(file: &Path, error: std::io::Error) -> Failed {
    Failed::new("error-write")
        .file(file)
        .because(reason::of_io(&error))
}
