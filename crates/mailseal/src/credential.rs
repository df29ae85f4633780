//! Where a credential is read from: a file, the environment or standard input, never the command
//! line. No error repeats what was typed in its place: it may be the credential itself.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use app::access::{SECRET_OCTETS_MAX, Secret};
use zeroize::Zeroizing;

use crate::failure::Failed;
use crate::reason;

/// Where a credential is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// A file.
    File(PathBuf),
    /// A variable of the environment.
    Variable(String),
    /// Standard input.
    StandardInput,
}

impl Source {
    /// Reads `file:PATH`, `env:VARIABLE` or `-`; anything else is no source.
    pub(crate) fn parse(text: &str) -> Option<Source> {
        let named = |prefix| {
            text.strip_prefix(prefix)
                .filter(|rest: &&str| !rest.is_empty())
        };
        if text == "-" {
            return Some(Source::StandardInput);
        }
        if let Some(path) = named("file:") {
            return Some(Source::File(PathBuf::from(path)));
        }
        named("env:").map(|name| Source::Variable(name.to_owned()))
    }

    /// The credential that is there.
    pub(crate) fn read(&self) -> Result<Secret, Failed> {
        match self {
            Source::File(path) => {
                let file = File::open(path).map_err(|e| unreadable(path, &e))?;
                read(file, path)
            }
            Source::StandardInput => read(std::io::stdin().lock(), Path::new("-")),
            Source::Variable(name) => match std::env::var(name) {
                Ok(text) => Ok(Secret::new(text)),
                Err(_) => Err(Failed::new("error-variable").text("name", name)),
            },
        }
    }
}

/// White space around a credential is no part of it, so a little more than its bound is read.
fn read(from: impl Read, path: &Path) -> Result<Secret, Failed> {
    let octets_max = SECRET_OCTETS_MAX + 16;
    // In one piece: no copy is left behind by growing.
    let mut text = Zeroizing::new(String::with_capacity(octets_max + 1));
    let read = from.take(octets_max as u64 + 1).read_to_string(&mut text);
    match read {
        Ok(octets) if octets <= octets_max => Ok(Secret::new(text.as_str())),
        Ok(_) => Err(Failed::new("error-secret-too-large")
            .file(path)
            .count("limit", SECRET_OCTETS_MAX)),
        Err(error) => Err(unreadable(path, &error)),
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failed {
    Failed::new("error-read")
        .file(path)
        .because(reason::of_io(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_by_their_form() {
        let file = Source::File(PathBuf::from("a:b"));
        assert_eq!(Source::parse("file:a:b"), Some(file));
        let variable = Source::Variable("T".to_owned());
        assert_eq!(Source::parse("env:T"), Some(variable));
        assert_eq!(Source::parse("-"), Some(Source::StandardInput));
        for none in ["", "file:", "env:", "canary", "./file", "--"] {
            assert_eq!(Source::parse(none), None, "{none}");
        }
    }

    #[test]
    fn a_credential_has_a_bound() {
        let path = Path::new("f");
        let long = "x".repeat(SECRET_OCTETS_MAX + 17);
        assert!(read(long.as_bytes(), path).is_err());
        assert!(read(&b"\xff"[..], path).is_err());
        assert_eq!(
            read(&b" t\n"[..], path).map(|s| s.expose().to_owned()),
            Ok("t".to_owned())
        );
    }
}
