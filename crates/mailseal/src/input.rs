//! What a person gives us to read: names, files, standard input. Every size has a limit.

use std::io::Read;
use std::path::Path;

use protocols::dkim::selector::{self, Selector};
use protocols::name::DomainName;

use crate::failure::Failed;

/// Octets of a file or of standard input that are read.
const FILE_OCTETS_MAX: u64 = 64 * 1024 * 1024;

/// A domain name as typed.
pub(crate) fn domain(text: &str) -> Result<DomainName, Failed> {
    DomainName::parse(text.trim()).map_err(|reason| {
        Failed::new("error-domain")
            .text("domain", text)
            .text("reason", reason)
    })
}

/// A DKIM selector as typed.
pub(crate) fn selector(text: &str) -> Result<Selector, Failed> {
    let read = selector::read(text);
    let reason = read.defects.first().map(|defect| defect.kind.to_string());
    read.record.ok_or_else(|| {
        Failed::new("error-selector")
            .text("selector", text)
            .text("reason", reason.unwrap_or_default())
    })
}

/// A whole file as text; `-` is standard input.
pub(crate) fn file(path: &Path) -> Result<String, Failed> {
    let unreadable = |e: std::io::Error| {
        Failed::new("error-read")
            .text("file", path.display())
            .text("reason", e)
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
        let failed = Failed::new("error-too-large").text("file", path.display());
        return Err(failed.count("limit", FILE_OCTETS_MAX));
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
