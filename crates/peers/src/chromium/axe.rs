//! axe-core: rules of accessibility, run within a page. `scripts/install-peers` fetches it.

use std::fs;
use std::path::PathBuf;

use aws_lc_rs::digest::{SHA256, digest};
use serde_json::Value;

/// The version that `scripts/install-peers` fetches, and the digest of its file: what runs within the
/// pages is what was looked at.
const VERSION: &str = "4.14.1";
const SHA256_HEX: &str = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c";

/// Something a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The rule.
    pub rule: String,
    /// What it says.
    pub help: String,
    /// Where, as HTML.
    pub nodes: Vec<String>,
}

/// The script, as it is put into a page.
pub(super) fn source() -> String {
    let path = path();
    let text = fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!(
            "{}: {error}; `make peers` fetches axe-core {VERSION}",
            path.display()
        )
    });
    let found = digest(&SHA256, text.as_bytes());
    let found: String = found.as_ref().iter().map(|o| format!("{o:02x}")).collect();
    assert_eq!(found, SHA256_HEX, "{} is another file", path.display());
    text
}

fn path() -> PathBuf {
    let cache = std::env::var_os("XDG_CACHE_HOME")
        .filter(|dir| !dir.is_empty())
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")));
    let cache = cache.unwrap_or_else(|| panic!("neither XDG_CACHE_HOME nor HOME is set"));
    cache.join(format!("mailseal-tests/axe-core-{VERSION}/axe.min.js"))
}

/// What `axe.run` found.
pub(super) fn violations(result: &Value) -> Vec<Violation> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let violations = result.as_array().map(Vec::as_slice).unwrap_or_default();
    let one = |violation: &Value| {
        let nodes = violation["nodes"].as_array().map(Vec::as_slice);
        Violation {
            rule: text(&violation["id"]),
            help: text(&violation["help"]),
            nodes: nodes.unwrap_or_default().iter().map(text).collect(),
        }
    };
    violations.iter().map(one).collect()
}
