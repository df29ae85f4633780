//! Who does what the API offers: a file for what belongs together, each with its part of the table.

mod accesses;
mod domains;
mod lives;
mod looks;
mod meta;
mod people;
mod plans;
mod runs;
mod words;

use super::table::{Operation, Parameter, Place, Schema};

/// Everything there is, in the order of the document.
pub(super) fn all() -> impl Iterator<Item = &'static Operation> {
    [
        domains::OPERATIONS,
        plans::OPERATIONS,
        runs::OPERATIONS,
        lives::OPERATIONS,
        looks::OPERATIONS,
        accesses::OPERATIONS,
        people::OPERATIONS,
        meta::OPERATIONS,
    ]
    .into_iter()
    .flatten()
}

/// The domain that a path names.
const DOMAIN: Parameter = Parameter {
    name: "domain",
    place: Place::Path,
    about: "The domain, as A-labels or as people write it.",
    schema: Schema::Named("DomainName"),
};

/// The revision that must still stand.
const IF_MATCH: Parameter = Parameter {
    name: "If-Match",
    place: Place::Head,
    about: "The ETag of the domain as it was read; refused where it was changed since.",
    schema: Schema::Text(256),
};

/// How much of a list.
const LIMIT: Parameter = Parameter {
    name: "limit",
    place: Place::Query,
    about: "How many at the most.",
    schema: Schema::Number(1, PAGE_MAX),
};

/// The most that one page holds.
const PAGE_MAX: u64 = 200;
/// What a page holds when nobody says.
const PAGE_DEFAULT: u64 = 50;

/// How many to ask for: one more than is told, to know whether there are more.
fn rows(limit: Option<u64>) -> (usize, usize) {
    let limit = limit.unwrap_or(PAGE_DEFAULT).clamp(1, PAGE_MAX);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    (limit, limit.saturating_add(1))
}
