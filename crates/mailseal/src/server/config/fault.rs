//! What is wrong with a configuration, and where.

use std::path::Path;

use toml::de::{DeTable, DeValue};

use crate::failure::Failed;

/// How alike two names must be for one to be meant for the other, from 0 to 1.
const ALIKE_MIN: f64 = 0.6;

/// What serde begins its refusals of a value with; the value follows, then what was expected.
const VALUE_REFUSALS: [&str; 4] = [
    "unknown variant",
    "invalid type",
    "invalid value",
    "invalid length",
];

/// What is wrong, in the words of `error-config-…`, and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    failed: Failed,
    at: Place,
}

/// Where in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    /// The octet.
    Octet(usize),
    /// The setting, from its section down.
    Setting(&'static [&'static str]),
}

impl Fault {
    /// A value that its setting cannot have, as `why` says. `setting` is its path from the section
    /// down, such as `["ops", "listen"]`.
    pub(crate) fn of_value(setting: &'static [&'static str], why: Failed) -> Fault {
        Fault {
            failed: Failed::new("error-config-value")
                .text("setting", setting.join("."))
                .because(why),
            at: Place::Setting(setting),
        }
    }

    /// What the reader of TOML refused. The value at fault is not repeated: it may be a secret.
    pub(super) fn of_toml(text: &str, error: &toml::de::Error) -> Fault {
        let span = error.span().unwrap_or(0..0);
        let failed = match error.message().rsplit_once(", expected ") {
            Some((what, expected)) if what.starts_with("unknown field") => {
                unknown(text.get(span.clone()).unwrap_or(""), expected)
            }
            Some((what, expected)) if VALUE_REFUSALS.iter().any(|kind| what.starts_with(kind)) => {
                Failed::new("error-config-type").text("expected", expected)
            }
            Some(_) | None => Failed::new("error-config-syntax").text("what", error.message()),
        };
        Fault {
            failed,
            at: Place::Octet(span.start),
        }
    }

    /// As it is told of the file with this text.
    pub(super) fn in_file(self, path: &Path, text: &str) -> Failed {
        let octet = match self.at {
            Place::Octet(octet) => octet,
            Place::Setting(path) => octet_of(text, path),
        };
        let before = text.get(..octet).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        self.failed
            .file(path)
            .count("line", before.matches('\n').count() + 1)
            .count("column", before[line_start..].chars().count() + 1)
    }
}

/// A name that no setting has. `expected` lists those there are, each between backticks, as serde
/// words it; the tests would notice another wording.
fn unknown(name: &str, expected: &str) -> Failed {
    let name = name.trim_matches(['"', '\'']);
    let known: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
    let alike = known
        .iter()
        .map(|known| (strsim::jaro_winkler(name, known), known))
        .filter(|(alike, _)| *alike >= ALIKE_MIN)
        .max_by(|(one, _), (other, _)| one.total_cmp(other));
    let failed = match alike {
        Some((_, meant)) => Failed::new("error-config-unknown-meant").text("meant", meant),
        None => Failed::new("error-config-unknown"),
    };
    failed.text("name", name).text("known", known.join(", "))
}

/// Where a setting stands; where it does not, its section, or the beginning.
fn octet_of(text: &str, path: &[&str]) -> usize {
    let Ok(document) = DeTable::parse(text) else {
        return 0;
    };
    let mut at = 0;
    let mut table = document.into_inner();
    for name in path {
        let found = table.into_iter().find(|(key, _)| key.get_ref() == name);
        let Some((key, value)) = found else {
            return at;
        };
        at = key.span().start;
        table = match value.into_inner() {
            DeValue::Table(below) => below,
            // `DeValue` is not ours. Nothing stands below any other.
            _ => return at,
        };
    }
    at
}
