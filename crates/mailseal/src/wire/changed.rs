//! What `change` prints for programs.

use app::change::Changed;
use serde_json::{Value as Json, json};

use crate::failure::Failed;
use crate::render::changed::{differences, newly_dropped};

/// One document.
pub(crate) fn json(changed: &Changed) -> Result<String, Failed> {
    Ok(super::document(&shape(changed)?))
}

/// What is wanted otherwise.
pub(crate) fn shape(changed: &Changed) -> Result<Json, Failed> {
    let records = differences(changed)?.into_iter().map(|difference| {
        json!({
            "name": difference.owner,
            "type": difference.kind,
            "before": difference.before,
            "after": difference.after,
        })
    });
    let records: Vec<Json> = records.collect();
    let dropped: Vec<String> = newly_dropped(changed)
        .iter()
        .map(ToString::to_string)
        .collect();
    Ok(json!({
        "schema": "mailseal.change/1",
        "domain": changed.after.domain.as_str(),
        "is_changed": changed.before != changed.after,
        "records": records,
        "dropped": dropped,
    }))
}
