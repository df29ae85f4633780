//! Which licences a dependency may have, and which crates may not be in the shipped binary.

use std::path::Path;

use crate::{Faults, metadata};

/// Licences that ask for no more than a notice.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Crates that may not be linked into the binary, and why.
const BANNED: &[(&str, &str)] = &[
    ("ring", "there is one cryptography, aws-lc-rs"),
    ("openssl", "TLS is rustls; the binary must be static"),
    ("openssl-sys", "TLS is rustls; the binary must be static"),
    ("native-tls", "TLS is rustls; the binary must be static"),
    ("mailseal-peers", "it is test support"),
];

/// The crate that is shipped.
const SHIPPED: &str = "mailseal";

/// The error says what cargo did not tell.
pub(crate) fn check(root: &Path) -> Result<Faults, String> {
    let graph = metadata::read(root)?;
    let linked = metadata::linked(root, SHIPPED)?;
    let mut faults: Faults = graph
        .packages
        .values()
        .filter(|package| !is_allowed(&package.licence))
        .map(|package| {
            let licence = &package.licence;
            format!(
                "{} {}: licence {licence:?} is not allowed",
                package.name, package.version
            )
        })
        .collect();
    for (name, why) in BANNED {
        if linked.contains(*name) {
            faults.push(format!("{name} would be linked into {SHIPPED}: {why}"));
        }
    }
    Ok(faults)
}

/// Whether an SPDX expression can be fulfilled with allowed licences alone: `OR` needs one side,
/// `AND` both, and `/` is how `OR` was once written.
fn is_allowed(expression: &str) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut words = &words[..];
    either(&mut words) == Some(true) && words.is_empty()
}

fn either(words: &mut &[&str]) -> Option<bool> {
    let mut allowed = both(words)?;
    while let ["OR", rest @ ..] = *words {
        *words = rest;
        allowed |= both(words)?;
    }
    Some(allowed)
}

fn both(words: &mut &[&str]) -> Option<bool> {
    let mut allowed = one(words)?;
    while let ["AND", rest @ ..] = *words {
        *words = rest;
        allowed &= one(words)?;
    }
    Some(allowed)
}

fn one(words: &mut &[&str]) -> Option<bool> {
    match *words {
        ["(", rest @ ..] => {
            *words = rest;
            let allowed = either(words)?;
            let [")", rest @ ..] = *words else {
                return None;
            };
            *words = rest;
            Some(allowed)
        }
        [licence, "WITH", exception, rest @ ..] => {
            *words = rest;
            Some(ALLOWED.contains(&format!("{licence} WITH {exception}").as_str()))
        }
        [licence, rest @ ..] => {
            *words = rest;
            Some(ALLOWED.contains(licence))
        }
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions() {
        for (expression, expected) in [
            ("MIT", true),
            ("MIT/Apache-2.0", true),
            ("GPL-3.0-or-later", false),
            ("", false),
            ("MIT OR GPL-2.0-only", true),
            ("MIT AND GPL-2.0-only", false),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
            ("ISC AND (GPL-2.0-only OR LGPL-2.1-or-later)", false),
            ("Apache-2.0 WITH LLVM-exception OR GPL-2.0-only", true),
            ("GPL-2.0-only WITH Classpath-exception-2.0", false),
            ("(MIT", false),
            ("MIT)", false),
            ("MIT OR", false),
        ] {
            assert_eq!(is_allowed(expression), expected, "{expression:?}");
        }
    }

    #[test]
    fn this_workspace() {
        assert_eq!(check(&crate::root()).unwrap(), Vec::<String>::new());
        let linked = metadata::linked(&crate::root(), SHIPPED).unwrap();
        assert!(linked.contains("aws-lc-rs"), "{linked:?}");
    }
}
