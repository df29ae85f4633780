//! What the journal keeps of how a job ended.
//!
//! ```json
//! {"version": 1, "causes": [{"code": "zone-refused",
//!   "because": {"code": "why-key-may-not", "values": {"key": "mailseal", "zone": "example.com"}}}]}
//! ```
//!
//! A word stands for what has no cause. Before there were codes, causes were kept as sentences: what is
//! neither is one of those, and is told as it stands.

use std::collections::BTreeMap;

use protocols::finding::Value;
use serde::{Deserialize, Serialize};

use crate::cause::Cause;

const VERSION: u32 = 1;

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// Nothing is to be said.
    None,
    /// A newer plan took its place.
    Superseded,
    /// Its owner ended it.
    CalledOff,
    /// It would have taken back what must stay.
    Needed,
    /// For these causes.
    Causes(Vec<Cause>),
    /// As an older program, or another use case, put it.
    Text(String),
}

impl Note {
    /// Reads what the journal keeps with a moment of a step.
    pub fn read(text: &str) -> Note {
        match text {
            "" => Note::None,
            "superseded" => Note::Superseded,
            "called-off" => Note::CalledOff,
            "needed" => Note::Needed,
            text => match serde_json::from_str::<DocumentV1>(text) {
                Ok(document) if document.version == VERSION => {
                    Note::Causes(document.causes.into_iter().map(cause_in).collect())
                }
                Ok(_) | Err(_) => Note::Text(text.to_owned()),
            },
        }
    }

    /// What the journal keeps.
    pub(super) fn write(&self) -> String {
        match self {
            Note::None => String::new(),
            Note::Superseded => "superseded".to_owned(),
            Note::CalledOff => "called-off".to_owned(),
            Note::Needed => "needed".to_owned(),
            Note::Causes(causes) if causes.is_empty() => String::new(),
            Note::Causes(causes) => {
                let document = DocumentV1 {
                    version: VERSION,
                    causes: causes.iter().map(cause_out).collect(),
                };
                // Strings, numbers, lists and maps of them: there is nothing that JSON could not hold.
                serde_json::to_string(&document).unwrap_or_default()
            }
            Note::Text(text) => text.clone(),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DocumentV1 {
    version: u32,
    causes: Vec<CauseV1>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CauseV1 {
    code: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    values: BTreeMap<String, ValueV1>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    because: Option<Box<CauseV1>>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum ValueV1 {
    Count(u64),
    Text(String),
}

fn cause_out(cause: &Cause) -> CauseV1 {
    let values = cause.values.iter().map(|(name, value)| {
        let value = match value {
            Value::Text(text) => ValueV1::Text(text.clone()),
            Value::Count(count) => ValueV1::Count(*count),
        };
        (name.to_string(), value)
    });
    CauseV1 {
        code: cause.code.to_string(),
        values: values.collect(),
        because: cause
            .because
            .as_deref()
            .map(|cause| Box::new(cause_out(cause))),
    }
}

fn cause_in(cause: CauseV1) -> Cause {
    let values = cause.values.into_iter().map(|(name, value)| {
        let value = match value {
            ValueV1::Text(text) => Value::Text(text),
            ValueV1::Count(count) => Value::Count(count),
        };
        (name.into(), value)
    });
    Cause {
        code: cause.code.into(),
        values: values.collect(),
        because: cause.because.map(|cause| Box::new(cause_in(*cause))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::{Why, ZoneError};

    #[test]
    fn read_as_it_was_written() {
        let error = ZoneError::NoAnswer(Why::AfterPart {
            error: Box::new(ZoneError::NoAnswer(Why::Status {
                status: 502,
                words: "bad \"gateway\"".to_owned(),
            })),
        });
        for note in [
            Note::None,
            Note::Superseded,
            Note::CalledOff,
            Note::Needed,
            Note::Causes(vec![error.cause(), ZoneError::TooMany(7).cause()]),
        ] {
            assert_eq!(Note::read(&note.write()), note);
        }
        assert_eq!(Note::Causes(Vec::new()).write(), "");
    }

    #[test]
    fn what_older_programs_wrote_is_told_as_it_stands() {
        for text in [
            "no answer: none in 30 s; no access to example.com",
            "{\"version\":2,\"causes\":[]}",
            "{",
        ] {
            assert_eq!(Note::read(text), Note::Text(text.to_owned()));
        }
    }
}
