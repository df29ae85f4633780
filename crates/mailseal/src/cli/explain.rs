//! `mailseal explain [ID]`

use crate::cli::Exit;
use crate::cli::args::{ExplainArgs, PlainFormat};
use crate::context::Context;
use crate::failure::Failed;
use crate::render;
use crate::wire;

pub(crate) fn run(args: &ExplainArgs, context: &Context) -> Result<Exit, Failed> {
    let all = protocols::rules();
    let rules = match &args.id {
        None => all,
        Some(id) => {
            let rule = all.into_iter().find(|rule| rule.id == id);
            vec![rule.ok_or_else(|| Failed::new("error-no-such-rule").text("id", id))?]
        }
    };
    let text = match (args.format, &args.id) {
        (PlainFormat::Json, _) => wire::manual::json(&rules, &context.catalogue),
        (PlainFormat::Text, Some(_)) => render::manual::pages(&rules, context),
        (PlainFormat::Text, None) => render::manual::list(&rules, context),
    };
    context.print(&text)?;
    Ok(Exit::Fine)
}
