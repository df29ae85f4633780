//! What a person gives us to read: names, files, standard input. Every size has a limit.

use std::io::{ErrorKind, Read};
use std::net::IpAddr;
use std::path::Path;

use protocols::dkim::selector::{self, Selector};
use protocols::name::DomainName;

use crate::failure::Failed;
use crate::reason;

/// Octets of a file or of standard input that are read.
const FILE_OCTETS_MAX: u64 = 64 * 1024 * 1024;

/// A domain name as typed.
pub(crate) fn domain(text: &str) -> Result<DomainName, Failed> {
    name(text).map_err(|reason| {
        Failed::new("error-domain")
            .text("domain", text)
            .because(reason)
    })
}

/// A domain that is to be taken in, or a host of one, as typed. Names of one label are top-level
/// domains, or mean something on one machine only: nobody who types one means it.
pub(crate) fn full_domain(text: &str) -> Result<DomainName, Failed> {
    let name = domain(text)?;
    if name.label_count() < 2 {
        return Err(Failed::new("error-one-label").text("domain", name));
    }
    Ok(name)
}

/// A domain name, or why a text is none. The DNS carries any octet; what is typed with others than
/// letters, digits, hyphens and underscores is an address of the web, a mailbox or a slip.
pub(crate) fn name(text: &str) -> Result<DomainName, Failed> {
    let text = text.trim();
    if text.parse::<IpAddr>().is_ok() {
        return Err(Failed::new("reason-name-is-address"));
    }
    let name = DomainName::parse(text).map_err(|e| reason::of_name(&e))?;
    let stranger = name
        .as_str()
        .chars()
        .find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')));
    match stranger {
        Some(c) => Err(reason::character(c)),
        None => Ok(name),
    }
}

/// A DKIM selector as typed.
pub(crate) fn selector(text: &str) -> Result<Selector, Failed> {
    let read = selector::read(text);
    read.record
        .ok_or_else(|| Failed::new("error-selector").text("selector", text))
}

/// A whole file as text; `-` is standard input.
pub(crate) fn file(path: &Path) -> Result<String, Failed> {
    let unreadable = |e: std::io::Error| {
        let key = match e.kind() {
            ErrorKind::InvalidData => "error-not-text",
            // `ErrorKind` is not ours and may grow.
            _ => "error-read",
        };
        Failed::new(key).file(path).because(reason::of_io(&e))
    };
    let mut text = String::new();
    let read = if path == Path::new("-") {
        std::io::stdin()
            .lock()
            .take(FILE_OCTETS_MAX + 1)
            .read_to_string(&mut text)
    } else {
        let file = std::fs::File::open(path).map_err(unreadable)?;
        file.take(FILE_OCTETS_MAX + 1).read_to_string(&mut text)
    };
    let octets = read.map_err(unreadable)?;
    if octets as u64 > FILE_OCTETS_MAX {
        return Err(Failed::new("error-too-large")
            .file(path)
            .count("limit", FILE_OCTETS_MAX >> 20));
    }
    Ok(text)
}

/// One record from the argument or from standard input; the final line break is not part of it.
pub(crate) fn record(argument: Option<&str>) -> Result<String, Failed> {
    let text = match argument {
        Some("-") | None => file(Path::new("-"))?,
        Some(text) => text.to_string(),
    };
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    if text.is_empty() {
        return Err(Failed::new("error-no-record"));
    }
    Ok(text.to_string())
}
