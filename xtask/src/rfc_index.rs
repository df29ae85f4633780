//! Reads `rfc/index`; its form is described at its top.

use std::collections::{BTreeMap, BTreeSet};

/// One standard.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Standard {
    pub(crate) title: String,
    pub(crate) room: Option<String>,
    pub(crate) sections: BTreeSet<String>,
}

/// All standards by name: `RFC 7208`, `X.690`.
#[derive(Debug, Default)]
pub(crate) struct Index {
    pub(crate) standards: BTreeMap<String, Standard>,
}

impl Index {
    /// The name of a room's standard.
    pub(crate) fn of_room(&self, room: &str) -> Option<&str> {
        let mut standards = self.standards.iter();
        let found = standards.find(|(_, standard)| standard.room.as_deref() == Some(room));
        found.map(|(name, _)| name.as_str())
    }
}

/// Reads the whole file. The error names the line.
pub(crate) fn parse(text: &str) -> Result<Index, String> {
    let mut index = Index::default();
    let mut current: Option<String> = None;
    for (at, line) in (1..).zip(text.lines()) {
        let fault = |what: &str| format!("rfc/index:{at}: {what}");
        let line = line.trim();
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.trim();
        if word == "RFC" || word.starts_with("X.") {
            let known = index.standards.insert(line.to_owned(), Standard::default());
            if known.is_some() {
                return Err(fault("listed twice"));
            }
            current = Some(line.to_owned());
            continue;
        }
        let standard = current
            .as_ref()
            .and_then(|name| index.standards.get_mut(name))
            .ok_or_else(|| fault("no RFC line before"))?;
        match word {
            "title" => standard.title = rest.to_owned(),
            "room" => standard.room = Some(rest.to_owned()),
            "Yes" | "-" => add(standard, rest).map_err(|what| fault(&what))?,
            "Partial" | "No" => {
                let (sections, reason) = rest
                    .split_once(" : ")
                    .ok_or_else(|| fault("no reason after the sections"))?;
                if reason.trim().is_empty() {
                    return Err(fault("no reason after the sections"));
                }
                add(standard, sections).map_err(|what| fault(&what))?;
            }
            _ => return Err(fault("unknown word")),
        }
    }
    match index
        .standards
        .iter()
        .find(|(_, standard)| standard.title.is_empty())
    {
        Some((name, _)) => Err(format!("rfc/index: {name} has no title")),
        None => Ok(index),
    }
}

/// Adds sections; each may be listed once, so that its state is plain.
fn add(standard: &mut Standard, sections: &str) -> Result<(), String> {
    for word in sections.split_whitespace() {
        for section in expand(word)? {
            if !standard.sections.insert(section.clone()) {
                return Err(format!("section {section} is listed twice"));
            }
        }
    }
    Ok(())
}

/// `4.6.1-3` to `4.6.1`, `4.6.2`, `4.6.3`.
fn expand(word: &str) -> Result<Vec<String>, String> {
    let fault = || format!("{word} is no section");
    let Some((first, last)) = word.split_once('-') else {
        return match is_section(word) {
            true => Ok(vec![word.to_owned()]),
            false => Err(fault()),
        };
    };
    let (parent, from) = match first.rsplit_once('.') {
        Some((parent, from)) => (format!("{parent}."), from),
        None => (String::new(), first),
    };
    let from: u32 = from.parse().map_err(|_| fault())?;
    let to: u32 = last.parse().map_err(|_| fault())?;
    if from >= to {
        return Err(fault());
    }
    let sections = (from..=to).map(|number| format!("{parent}{number}"));
    let sections: Vec<String> = sections.collect();
    match sections.iter().all(|section| is_section(section)) {
        true => Ok(sections),
        false => Err(fault()),
    }
}

/// Numbers apart by dots; the first may be the letter of an appendix.
pub(crate) fn is_section(text: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let is_letter = |part: &str| part.len() == 1 && part.bytes().all(|b| b.is_ascii_uppercase());
    let mut parts = text.split('.');
    let first = parts.next().unwrap_or_default();
    (is_number(first) || is_letter(first)) && parts.all(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        assert_eq!(expand("4.6.1-3").unwrap(), ["4.6.1", "4.6.2", "4.6.3"]);
        assert_eq!(expand("9-11").unwrap(), ["9", "10", "11"]);
        assert_eq!(expand("A.1-2").unwrap(), ["A.1", "A.2"]);
        assert_eq!(expand("B").unwrap(), ["B"]);
        for wrong in ["3-3", "A-B", "1.", ".1", "x", "1-", "1.1-1.2"] {
            assert!(expand(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn faults_name_the_line() {
        for (text, fault) in [
            ("Yes 1", "rfc/index:1: no RFC line before"),
            (
                "RFC 1\ntitle A\nYes 1 1",
                "rfc/index:3: section 1 is listed twice",
            ),
            (
                "RFC 1\ntitle A\nNo 1",
                "rfc/index:3: no reason after the sections",
            ),
            ("RFC 1\nMaybe 1", "rfc/index:2: unknown word"),
            ("RFC 1\nYes 1", "rfc/index: RFC 1 has no title"),
            ("RFC 1\ntitle A\n\nRFC 1", "rfc/index:4: listed twice"),
        ] {
            assert_eq!(parse(text).unwrap_err(), fault);
        }
    }

    #[test]
    fn rooms() {
        let index = parse("# A comment.\nRFC 7208\ntitle SPF\nroom spf\nYes 1-2\n- 3").unwrap();
        assert_eq!(index.of_room("spf"), Some("RFC 7208"));
        assert_eq!(index.of_room("dkim"), None);
        assert_eq!(index.standards["RFC 7208"].sections.len(), 3);
    }
}
