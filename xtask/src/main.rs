//! Checks of the house that no compiler makes: `cargo run -p xtask -- VERB`.

mod arrows;
mod citations;
mod licences;
mod metadata;
mod rfc_index;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: cargo run -p xtask -- VERB

  licences    every dependency has an allowed licence, and none is built that we banned
  arrows      no crate of ours depends on one that it must not know
  citations   every § names a standard of rfc/index and a section that it has";

/// What a check found, one line each; empty when all is well.
type Faults = Vec<String>;

fn main() -> ExitCode {
    let verbs: Vec<String> = std::env::args().skip(1).collect();
    let result = match verbs.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["licences"] => licences::check(&root()),
        ["arrows"] => metadata::read(&root()).map(|graph| arrows::check(&graph)),
        ["citations"] => citations::check(&root()),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(faults) if faults.is_empty() => ExitCode::SUCCESS,
        Ok(faults) => {
            for fault in &faults {
                eprintln!("{fault}");
            }
            eprintln!("{} faults", faults.len());
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("cannot check: {error}");
            ExitCode::from(3)
        }
    }
}

/// The workspace's directory.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
