//! Asking before something is changed.

use std::io::{BufRead, IsTerminal};
use std::path::Path;

use crate::context::Context;
use crate::failure::Failed;
use crate::reason;

/// Asks on the terminal; anything but a yes is a no. `verb` is what the person typed.
pub(crate) fn confirmed(
    question: &str,
    verb: &'static str,
    context: &Context,
) -> Result<(), Failed> {
    let stdin = std::io::stdin();
    if !stdin.is_terminal() {
        return Err(Failed::new("error-not-asked").text("what", verb));
    }
    context.print_error(&format!("{question} "));
    let mut line = String::new();
    let read = stdin.lock().read_line(&mut line);
    read.map_err(|e| {
        Failed::new("error-read")
            .file(Path::new("-"))
            .because(reason::of_io(&e))
    })?;
    match line.trim().to_lowercase().as_str() {
        "y" | "yes" | "j" | "ja" => Ok(()),
        _ => Err(Failed::new("error-declined")),
    }
}
