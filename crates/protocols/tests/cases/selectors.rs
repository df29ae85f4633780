//! The `selectors` block: the DKIM selectors that are known, one a line. `asked s1`; `ours s1 DAYS
//! RECORD` with how long the key has been in use and the record that should stand there; `none` where
//! nothing is to be guessed. Without the block the well-known ones are guessed.

use protocols::dkim::{Guess, KnownSelector, Selector, Selectors, Source, parse};

use crate::document::Case;

pub(crate) fn read(case: &Case, place: &str) -> Selectors {
    let mut selectors = Selectors::default();
    let blocks = case.blocks.iter().filter(|block| block.info == "selectors");
    for line in blocks.flat_map(|block| block.body.lines()) {
        let mut words = line.splitn(4, ' ');
        let mut word = || words.next().unwrap_or_default();
        let source = match word() {
            "none" => {
                selectors.guess = Guess::Nothing;
                continue;
            }
            "asked" => None,
            "ours" => Some(()),
            other => panic!("{place}: {other:?} is no source of a selector"),
        };
        let selector = Selector::parse(word()).unwrap_or_else(|| panic!("{place}: {line}"));
        let source = match source {
            None => Source::Asked,
            Some(()) => Source::Ours {
                age_days: word().parse().unwrap_or_else(|e| panic!("{place}: {e}")),
                key: parse(word())
                    .record
                    .and_then(|record| record.public_key().cloned())
                    .unwrap_or_else(|| panic!("{place}: no key in {line}")),
            },
        };
        selectors.known.push(KnownSelector { selector, source });
    }
    selectors
}
