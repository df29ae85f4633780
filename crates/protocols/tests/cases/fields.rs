//! `name: value` lines of a block.

use crate::document::Block;

/// The lines of one block, each name at most once.
pub(crate) struct Fields<'a> {
    place: String,
    lines: Vec<(&'a str, &'a str)>,
}

impl<'a> Fields<'a> {
    /// Reads a block whose lines have these names only, so that a misspelt one does not pass.
    pub(crate) fn read(block: &'a Block, names: &[&str], place: &str) -> Fields<'a> {
        let place = format!("{place} (line {})", block.line);
        let mut lines: Vec<(&str, &str)> = Vec::new();
        for line in block.body.lines() {
            let (name, value) = line
                .split_once(':')
                .unwrap_or_else(|| panic!("{place}: {line}: no `name: value`"));
            assert!(names.contains(&name), "{place}: {name} is not known");
            let twice = lines.iter().any(|(known, _)| *known == name);
            assert!(!twice, "{place}: {name} twice");
            lines.push((name, value.trim()));
        }
        Fields { place, lines }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&'a str> {
        let mut lines = self.lines.iter();
        lines.find(|(known, _)| *known == name).map(|(_, v)| *v)
    }

    /// The first word of a value and the rest.
    pub(crate) fn pair<'b>(&self, name: &str, value: &'b str) -> (&'b str, &'b str) {
        value
            .split_once(' ')
            .unwrap_or_else(|| self.refuse(name, value))
    }

    pub(crate) fn refuse(&self, name: &str, value: &str) -> ! {
        panic!("{}: {name}: {value}: not understood", self.place)
    }
}
