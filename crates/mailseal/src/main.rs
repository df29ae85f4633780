//! The `mailseal` program. Only this crate reads arguments and the environment, and only here are
//! there words for people.

mod access_file;
mod cli;
mod context;
mod credential;
mod export;
mod failure;
mod ignore;
mod input;
mod output;
mod places;
mod private_files;
mod reason;
mod render;
mod server;
mod told;
mod wire;
mod wording;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(std::env::args_os())
}
