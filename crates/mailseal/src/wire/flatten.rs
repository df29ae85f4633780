//! What `flatten --format json` prints.

use protocols::name::DomainName;
use serde_json::{Value as Json, json};

use super::finding::{published, question};
use crate::cli::flatten::Outcome;
use crate::render::flatten::refusal;
use crate::wording::Catalogue;

/// One document.
pub(crate) fn json(domain: &DomainName, outcome: &Outcome, words: &Catalogue) -> String {
    let shape = match outcome {
        Outcome::Flattened { before, after } => {
            let publish: Vec<Json> = after.publications.iter().map(published).collect();
            let frozen: Vec<Json> = after
                .frozen
                .iter()
                .map(|frozen| {
                    json!({ "question": question(&frozen.question), "ttl": frozen.ttl_seconds })
                })
                .collect();
            json!({
                "schema": "mailseal.flatten/1",
                "domain": domain.to_string(),
                "record": before,
                "publish": publish,
                "lookups_before": after.lookups_before,
                "lookups_after": after.lookups_after,
                "frozen": frozen,
                "refused": null,
            })
        }
        Outcome::NoRecord(count) => json!({
            "schema": "mailseal.flatten/1",
            "domain": domain.to_string(),
            "records": count,
            "refused": "no-record",
        }),
        Outcome::Refused(refused) => json!({
            "schema": "mailseal.flatten/1",
            "domain": domain.to_string(),
            "refused": refusal(domain, refused, words),
        }),
    };
    super::document(&shape)
}
