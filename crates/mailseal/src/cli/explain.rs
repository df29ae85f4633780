//! `mailseal explain [ID…]`; the beginning of ids lists them, such as the name of a room.

use protocols::finding::RuleInfo;

use crate::cli::Exit;
use crate::cli::args::{ExplainArgs, PlainFormat};
use crate::context::Context;
use crate::failure::Failed;
use crate::render;
use crate::wire;

pub(crate) fn run(args: &ExplainArgs, context: &Context) -> Result<Exit, Failed> {
    let all = protocols::rules();
    let mut named = Vec::new();
    let mut is_whole = true;
    for id in &args.ids {
        match all.iter().find(|rule| rule.id == id) {
            Some(rule) => named.push(*rule),
            None => {
                named.extend(beginning_with(id, &all)?);
                is_whole = false;
            }
        }
    }
    let words = &context.catalogue;
    let text = match (args.format, named.is_empty()) {
        (PlainFormat::Text, false) if !is_whole => render::manual::list(&named, context),
        (PlainFormat::Json, true) => wire::manual::json(&all, words),
        (PlainFormat::Json, false) => wire::manual::json(&named, words),
        (PlainFormat::Text, true) => render::manual::list(&all, context),
        (PlainFormat::Text, false) => render::manual::pages(&named, context),
    };
    context.print(&text)?;
    Ok(Exit::Fine)
}

/// The rules whose ids begin so: a room such as `spf`, or more of an id.
pub(crate) fn beginning_with(
    prefix: &str,
    all: &[&'static RuleInfo],
) -> Result<Vec<&'static RuleInfo>, Failed> {
    let begins = |rule: &&&RuleInfo| match prefix.contains('/') {
        true => rule.id.starts_with(prefix),
        // `mta` is no room, and `spf` is not all that begins with these letters.
        false => rule.id.split('/').next() == Some(prefix),
    };
    let found: Vec<_> = all.iter().filter(begins).copied().collect();
    if found.is_empty() {
        return Err(Failed::new("error-no-such-rule").text("id", prefix));
    }
    Ok(found)
}
