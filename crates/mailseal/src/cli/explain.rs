//! `mailseal explain [ID…]`

use crate::cli::Exit;
use crate::cli::args::{ExplainArgs, PlainFormat};
use crate::context::Context;
use crate::failure::Failed;
use crate::render;
use crate::wire;

pub(crate) fn run(args: &ExplainArgs, context: &Context) -> Result<Exit, Failed> {
    let all = protocols::rules();
    let named = |id: &String| {
        let rule = all.iter().copied().find(|rule| rule.id == id);
        rule.ok_or_else(|| Failed::new("error-no-such-rule").text("id", id))
    };
    let named = args.ids.iter().map(named).collect::<Result<Vec<_>, _>>()?;
    let words = &context.catalogue;
    let text = match (args.format, named.is_empty()) {
        (PlainFormat::Json, true) => wire::manual::json(&all, words),
        (PlainFormat::Json, false) => wire::manual::json(&named, words),
        (PlainFormat::Text, true) => render::manual::list(&all, context),
        (PlainFormat::Text, false) => render::manual::pages(&named, context),
    };
    context.print(&text)?;
    Ok(Exit::Fine)
}
