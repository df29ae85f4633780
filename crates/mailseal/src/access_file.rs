//! The file of `--access`: accesses for a run without a store, such as a job of continuous
//! integration. They stand before those of the store.
//!
//! ```toml
//! [main]
//! provider = "rfc2136"
//! zones = ["example.com"]            # or "all"
//! set = { server = "192.0.2.1", key-name = "mailseal" }
//! secret = { key-secret = "env:TSIG_SECRET" }    # or "file:PATH"
//! ```
//!
//! A secret may also stand in the file itself, where nobody but its owner may read it.

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use app::access::{Access, AccessHead, AccessName, PlaceKind, Scope, Secret, Unwritten};
use protocols::name::DomainName;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::credential::Source;
use crate::failure::Failed;
use crate::input;
use crate::reason;

/// Accesses of one file that are read.
const ACCESSES_MAX: usize = 1_000;

/// What is wrong with the file, and the octet of it where.
struct Fault {
    at: usize,
    reason: Failed,
}

impl Fault {
    fn at<T>(value: &Spanned<T>, reason: Failed) -> Fault {
        Fault {
            at: value.span().start,
            reason,
        }
    }
}

/// Whether secrets may stand in the file itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Readers {
    /// The owner alone reads it.
    Owner,
    /// Others may.
    Others,
}

/// Reads the accesses of a file, secrets included.
pub(crate) fn read(path: &Path) -> Result<Vec<Access>, Failed> {
    let text = input::file(path)?;
    let metadata = std::fs::metadata(path);
    let readers = match metadata {
        Ok(metadata) if metadata.permissions().mode() & 0o077 == 0 => Readers::Owner,
        // Standard input has no permissions that would say anything.
        Ok(_) | Err(_) => Readers::Others,
    };
    accesses(&text, readers).map_err(|fault| {
        let before = text.get(..fault.at).unwrap_or(&text);
        Failed::new("error-access-file")
            .file(path)
            .count("line", before.matches('\n').count() + 1)
            .because(fault.reason)
    })
}

fn accesses(text: &str, readers: Readers) -> Result<Vec<Access>, Fault> {
    // What the TOML reader says beyond the place may repeat a secret.
    let table = DeTable::parse(text).map_err(|e| Fault {
        at: e.span().map_or(0, |span| span.start),
        reason: Failed::new("reason-toml-syntax"),
    })?;
    let mut accesses = Vec::new();
    for (name, value) in table.get_ref() {
        if accesses.len() == ACCESSES_MAX {
            let reason = Failed::new("reason-access-too-many").count("limit", ACCESSES_MAX);
            return Err(Fault::at(name, reason));
        }
        let access = access(name, value, readers)?;
        access
            .check()
            .map_err(|error| Fault::at(name, reason::of_access(&error)))?;
        accesses.push(access);
    }
    Ok(accesses)
}

fn access<T: AsRef<str>>(
    name: &Spanned<T>,
    value: &Spanned<DeValue<'_>>,
    readers: Readers,
) -> Result<Access, Fault> {
    let named = AccessName::parse(name.get_ref().as_ref());
    let named = named.map_err(|error| Fault::at(name, reason::of_access(&error)))?;
    let fields = table(value)?;
    let (mut kind, mut zones) = (None, None);
    let (mut settings, mut secrets) = (BTreeMap::new(), BTreeMap::new());
    for (key, value) in fields {
        match key.get_ref().as_ref() {
            "provider" => kind = Some(provider(value)?),
            "zones" => zones = Some(scope(value)?),
            "set" => {
                for (field, value) in table(value)? {
                    let field = field.get_ref().as_ref().to_owned();
                    settings.insert(field, text_of(value)?.to_owned());
                }
            }
            "secret" => {
                for (field, value) in table(value)? {
                    let field = field.get_ref().as_ref().to_owned();
                    secrets.insert(field, secret(value, readers)?);
                }
            }
            _ => {
                let reason = Failed::new("reason-access-file-key");
                return Err(Fault::at(key, reason));
            }
        }
    }
    let missing = |field| {
        Fault::at(
            name,
            Failed::new("reason-access-file-missing").text("name", field),
        )
    };
    Ok(Access {
        head: AccessHead {
            name: named,
            kind: kind.ok_or_else(|| missing("provider"))?,
            zones: zones.ok_or_else(|| missing("zones"))?,
            settings,
        },
        secrets,
    })
}

fn provider(value: &Spanned<DeValue<'_>>) -> Result<PlaceKind, Fault> {
    let word = text_of(value)?;
    PlaceKind::of_word(word).ok_or_else(|| {
        if let Some(unwritten) = Unwritten::of_word(word) {
            return Fault::at(value, Failed::new(unwritten.why.words()));
        }
        let known = PlaceKind::ALL.map(PlaceKind::word).join(", ");
        Fault::at(
            value,
            Failed::new("reason-access-provider").text("known", known),
        )
    })
}

fn scope(value: &Spanned<DeValue<'_>>) -> Result<Scope, Fault> {
    if value.get_ref().as_str() == Some("all") {
        return Ok(Scope::All);
    }
    let wrong = |at: &Spanned<DeValue<'_>>| Fault::at(at, Failed::new("reason-access-file-zones"));
    let list = value.get_ref().as_array().ok_or_else(|| wrong(value))?;
    let zones = list.iter().map(|zone| {
        let text = zone.get_ref().as_str().ok_or_else(|| wrong(zone))?;
        DomainName::parse(text).map_err(|error| {
            let reason = Failed::new("reason-bad-name").text("name", text);
            Fault::at(zone, reason.because(reason::of_name(&error)))
        })
    });
    Ok(Scope::Zones(zones.collect::<Result<BTreeSet<_>, _>>()?))
}

fn secret(value: &Spanned<DeValue<'_>>, readers: Readers) -> Result<Secret, Fault> {
    let text = text_of(value)?;
    match (Source::parse(text), readers) {
        (Some(source @ (Source::File(_) | Source::Variable(_))), _) => {
            source.read().map_err(|failed| Fault::at(value, failed))
        }
        (Some(Source::StandardInput) | None, Readers::Owner) => Ok(Secret::new(text)),
        (Some(Source::StandardInput) | None, Readers::Others) => {
            Err(Fault::at(value, Failed::new("reason-access-file-readable")))
        }
    }
}

fn table<'a, 'b>(value: &'a Spanned<DeValue<'b>>) -> Result<&'a DeTable<'b>, Fault> {
    let table = value.get_ref().as_table();
    table.ok_or_else(|| Fault::at(value, Failed::new("reason-access-file-table")))
}

fn text_of<'a>(value: &'a Spanned<DeValue<'_>>) -> Result<&'a str, Fault> {
    let text = value.get_ref().as_str();
    text.ok_or_else(|| Fault::at(value, Failed::new("reason-access-file-text")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
[main]
provider = "rfc2136"
zones = ["example.com"]
set = { server = "192.0.2.1", key-name = "k" }
secret = { key-secret = "canary" }
[rest]
provider = "hetzner"
zones = "all"
secret.token = "canary"
"#;

    #[test]
    fn a_file_is_read() {
        let Ok(read) = accesses(GOOD, Readers::Owner) else {
            panic!("not read");
        };
        let shown: Vec<_> = read
            .iter()
            .map(|a| (a.head.name.as_str(), a.head.kind))
            .collect();
        assert_eq!(
            shown,
            [("main", PlaceKind::Rfc2136), ("rest", PlaceKind::Hetzner)]
        );
        assert_eq!(read[0].setting("server"), Some("192.0.2.1"));
        assert_eq!(read[1].secret("token").map(Secret::expose), Some("canary"));
        assert_eq!(read[1].head.zones, Scope::All);
    }

    #[test]
    fn what_is_wrong_has_a_place_and_no_secret() {
        let check = |from: &str, to: &str, line: usize| {
            let text = GOOD.replacen(from, to, 1);
            assert_ne!(text, GOOD, "{from}");
            let Err(fault) = accesses(&text, Readers::Owner) else {
                panic!("{to}: read");
            };
            assert_eq!(text[..fault.at].matches('\n').count(), line, "{to}");
            assert!(!format!("{:?}", fault.reason).contains("canary"), "{to}");
        };
        // What is not closed ends with the line.
        check("\"canary\"", "\"canary", 6);
        check("key-secret = \"canary\"", "key-secret = 1", 5);
        check("secret = {", "set.token = \"x\"\nsecret = {", 5);
        check("key-secret =", "unknown =", 1);
        check("rfc2136", "bind", 2);
        check("[\"example.com\"]", "\"example.com\"", 3);
        check("[main]", "[\"ma in\"]", 1);
        check("zones = \"all\"\n", "", 6);
    }

    #[test]
    fn a_secret_stands_only_in_a_file_of_one_reader() {
        assert!(accesses(GOOD, Readers::Others).is_err());
        let named = GOOD.replace("canary", "file:/dev/null");
        let Err(fault) = accesses(&named, Readers::Others) else {
            panic!("an empty secret");
        };
        assert_eq!(
            fault.reason,
            Failed::new("reason-access-empty").text("name", "key-secret")
        );
    }
}
