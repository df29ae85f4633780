//! What `mailcow list` prints.

use app::mailcow::Activity;

use crate::cli::mailcow::Listed;
use crate::context::Context;
use crate::render::style::{BOLD, DIM, paint};
use crate::wording::Arguments;

/// Every domain with its key, one a line.
pub(crate) fn list(listed: &[Listed], context: &Context) -> String {
    let words = &context.catalogue;
    if listed.is_empty() {
        return format!("{}\n", words.word("mailcow-list-empty"));
    }
    let names = listed.iter().map(|one| one.domain.name.as_str().len());
    let widest = names.max().unwrap_or(0);
    let mut out = String::new();
    for one in listed {
        let name = one.domain.name.as_str();
        let key = match &one.key {
            Some(key) => format!("{} ({})", key.selector, key.public.name()),
            None => words.word("mailcow-list-no-key"),
        };
        let mut notes = Vec::new();
        if let Some(target) = &one.domain.alias_of {
            let target = Arguments::none().text("target", target.as_str());
            notes.push(words.say("mailcow-list-alias", &target));
        }
        match one.domain.activity {
            Activity::Active => {}
            Activity::Inactive => notes.push(words.word("mailcow-list-inactive")),
        }
        if !one.is_ours {
            notes.push(words.word("mailcow-list-not-added"));
        }
        out.push_str(&format!(
            "{}  {key}",
            paint(BOLD, format!("{name:<widest$}"))
        ));
        if !notes.is_empty() {
            out.push_str(&format!("  {}", paint(DIM, notes.join(", "))));
        }
        out.push('\n');
    }
    out
}
