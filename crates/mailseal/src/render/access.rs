//! What `access` prints. Of a secret nothing is shown, not even its length.

use app::access::{AccessHead, FieldUse, Scope};
use protocols::name::DomainName;

use crate::cli::access::{NotRead, Tested};
use crate::context::Context;
use crate::render::apply::what;
use crate::render::style::{BAD, BOLD, DIM, GOOD, paint};
use crate::wording::{Arguments, Catalogue, escape};

/// An access that was stored.
pub(crate) fn added(head: &AccessHead, context: &Context) -> String {
    let words = &context.catalogue;
    let name = Arguments::none().text("name", head.name.as_str());
    let next = if head.kind.holds_zones() {
        "access-added-next"
    } else {
        "access-added-mail-next"
    };
    format!(
        "{}\n\n{}\n",
        shown(head, words),
        paint(DIM, words.say(next, &name))
    )
}

/// Every access.
pub(crate) fn list(heads: &[AccessHead], context: &Context) -> String {
    let words = &context.catalogue;
    if heads.is_empty() {
        return format!(
            "{}\n{}\n",
            words.word("access-list-empty"),
            paint(DIM, words.word("access-list-next"))
        );
    }
    let heads: Vec<String> = heads.iter().map(|head| shown(head, words)).collect();
    format!("{}\n", heads.join("\n"))
}

/// What a test gave, zone by zone.
pub(crate) fn tested(head: &AccessHead, tested: &[Tested], context: &Context) -> String {
    let words = &context.catalogue;
    let mut out = format!(
        "{}\n",
        paint(BOLD, format!("{} ({})", head.name, head.kind))
    );
    let mut read = false;
    for Tested { zone, txt_records } in tested {
        let (sign, said) = match txt_records {
            Ok(count) => {
                read = true;
                let count = Arguments::none().count("count", *count);
                (paint(GOOD, "✓"), words.say("access-read", &count))
            }
            Err(why) => (paint(BAD, "✗"), not_read(why, words)),
        };
        out.push_str(&format!("  {sign} {zone}: {said}\n"));
    }
    if read {
        out.push_str(&format!(
            "\n{}\n",
            paint(DIM, words.word("access-not-written"))
        ));
    }
    out
}

/// Why a zone was not read, in words.
pub(crate) fn not_read(why: &NotRead, words: &Catalogue) -> String {
    match why {
        NotRead::NoPlace(error) => what(&error.cause(), words),
        NotRead::Zone(error) => what(&error.cause(), words),
    }
}

fn shown(head: &AccessHead, words: &Catalogue) -> String {
    let zones = match &head.zones {
        Scope::All => words.word("access-all-zones"),
        Scope::Zones(zones) => {
            let zones: Vec<String> = zones.iter().map(DomainName::to_unicode).collect();
            zones.join(", ")
        }
    };
    let mut out = format!("{}  {}  {zones}", paint(BOLD, &head.name), head.kind);
    for field in head.kind.fields() {
        let value = match field.shown {
            FieldUse::Open => head
                .settings
                .get(field.name)
                .map(|value| escape(value).to_string()),
            FieldUse::Secret => None,
        };
        if let Some(value) = value {
            let name = format!("{} = {value}", field.name);
            out.push_str(&format!(
                "\n  {name}  {}",
                paint(DIM, words.word(field.words))
            ));
        }
    }
    out
}
