//! What `list` and `show` print.

use app::ledger::{Key, StoredDomain};
use app::records::ToPublish;
use jiff::tz::TimeZone;
use protocols::dkim::Selector;
use protocols::domain::{Purpose, Writers};
use protocols::time::Timestamp;

use crate::context::Context;
use crate::export::{kind, one_string};
use crate::render::style::{BOLD, DIM, paint};
use crate::wire::names;
use crate::wording::{Arguments, escape};

/// Every domain with its mail hosts, one a line.
pub(crate) fn list(domains: &[StoredDomain], context: &Context) -> String {
    let words = &context.catalogue;
    if domains.is_empty() {
        return format!(
            "{}\n{}\n",
            words.word("list-empty"),
            paint(DIM, words.word("list-next"))
        );
    }
    let widest = domains
        .iter()
        .map(|d| d.desired.domain.as_str().len())
        .max()
        .unwrap_or(0);
    let mut out = String::new();
    for stored in domains {
        let name = &stored.desired.domain;
        out.push_str(&format!(
            "{name:<widest$}  {}  {}\n",
            day(stored.added),
            hosts(stored, context)
        ));
    }
    out
}

/// One domain: what is wanted, its keys without their private part, its records.
pub(crate) fn show(
    stored: &StoredDomain,
    keys: &[Key],
    publish: &ToPublish,
    context: &Context,
) -> String {
    let words = &context.catalogue;
    let date = Arguments::none().text("date", day(stored.added));
    let mut out = format!(
        "{}  {}\n\n",
        paint(BOLD, stored.desired.domain.to_unicode()),
        paint(DIM, words.say("show-added", &date)),
    );
    out.push_str(&format!(
        "{}\n  {}\n\n",
        paint(BOLD, words.word("show-mx")),
        hosts(stored, context)
    ));
    if let Purpose::Mail(intent) = &stored.desired.purpose {
        match intent.writers {
            Writers::Unstated => {}
            Writers::People => out.push_str(&format!("{}\n\n", words.word("show-people"))),
        }
        if !intent.adopted.is_empty() {
            let adopted: Vec<&str> = intent.adopted.iter().map(Selector::as_str).collect();
            let adopted = Arguments::none().text("selectors", adopted.join(", "));
            out.push_str(&format!("{}\n\n", words.say("show-adopted", &adopted)));
        }
    }
    if !keys.is_empty() {
        out.push_str(&format!("{}\n", paint(BOLD, words.word("show-keys"))));
        for key in keys {
            let state = words.word(names::key_state_word(key.state));
            out.push_str(&format!(
                "  {:<20} {:<9} {state}\n",
                key.selector.as_str(),
                key.public.name()
            ));
        }
        out.push('\n');
    }
    out.push_str(&format!("{}\n", paint(BOLD, words.word("show-records"))));
    for planned in &publish.records {
        let publication = &planned.publication;
        out.push_str(&format!(
            "  {:<5} {}\n",
            kind(&publication.data),
            publication.owner
        ));
        out.push_str(&format!(
            "        {}\n",
            escape(&one_string(&publication.data))
        ));
    }
    out
}

fn hosts(stored: &StoredDomain, context: &Context) -> String {
    match &stored.desired.purpose {
        Purpose::Parked { .. } => context.catalogue.word("show-parked"),
        Purpose::Mail(intent) => {
            let hosts = intent.mx.iter().filter_map(|mx| mx.exchange.as_ref());
            hosts
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(", ")
        }
    }
}

/// `2026-11-24`, in UTC.
pub(crate) fn day(moment: Timestamp) -> String {
    let seconds = i64::try_from(moment.0).unwrap_or(i64::MAX);
    let moment = jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::MAX);
    TimeZone::UTC.to_datetime(moment).date().to_string()
}
