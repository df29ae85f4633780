//! How a selector is called where nobody says.

use protocols::dkim::Selector;
use protocols::time::Timestamp;

use super::KeyKind;

/// A letter for the kind and the month: `s202611`, `e202611`. RFC 6376 §3.1: 'Signers are
/// ill-advised to reuse selectors for new keys', and a month tells at a glance how old a key is.
/// `None` for a moment so far off that its year makes no label.
pub fn default_selector(kind: KeyKind, now: Timestamp) -> Option<Selector> {
    let letter = match kind {
        KeyKind::Rsa2048 | KeyKind::Rsa3072 | KeyKind::Rsa4096 => 's',
        KeyKind::Ed25519 => 'e',
    };
    let (year, month) = now.year_and_month();
    Selector::parse(&format!("{letter}{year:04}{month:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_and_the_month() {
        let name = |kind| {
            default_selector(kind, Timestamp(1_795_521_600))
                .unwrap()
                .to_string()
        };
        assert_eq!(name(KeyKind::Rsa2048), "s202611");
        assert_eq!(name(KeyKind::Ed25519), "e202611");
    }
}
