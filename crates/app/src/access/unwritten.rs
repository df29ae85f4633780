//! Providers whose zones are not written, and why not.

/// Why the zones of a provider are not written. The catalogue key of its words is
/// [`WhyUnwritten::words`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyUnwritten {
    /// Its interface has no call for one set: every change sends the whole zone, and takes away what is
    /// not sent, mail settings included.
    WholeZoneOnly,
    /// Accounts there may write without being allowed to read, so that nobody can promise that what
    /// else stands at a name stays.
    ReadingRefused,
    /// It has no interface.
    NoInterface,
    /// Its interface is not spoken.
    NotSpoken,
}

/// A provider whose zones are not written.
#[derive(Debug, PartialEq, Eq)]
pub struct Unwritten {
    /// As people type it.
    pub word: &'static str,
    /// Why not.
    pub why: WhyUnwritten,
}

const fn unwritten(word: &'static str, why: WhyUnwritten) -> Unwritten {
    Unwritten { word, why }
}

static UNWRITTEN: &[Unwritten] = &[
    unwritten("all-inkl", WhyUnwritten::NotSpoken),
    unwritten("digitalocean", WhyUnwritten::NotSpoken),
    unwritten("gandi", WhyUnwritten::NotSpoken),
    unwritten("godaddy", WhyUnwritten::ReadingRefused),
    unwritten("inwx", WhyUnwritten::NotSpoken),
    unwritten("namecheap", WhyUnwritten::WholeZoneOnly),
    unwritten("netcup", WhyUnwritten::NotSpoken),
    unwritten("porkbun", WhyUnwritten::NotSpoken),
    unwritten("strato", WhyUnwritten::NoInterface),
];

impl Unwritten {
    /// The provider of this word, where it is known and not written.
    pub fn of_word(word: &str) -> Option<&'static Unwritten> {
        let is_it = |provider: &&Unwritten| provider.word.eq_ignore_ascii_case(word);
        UNWRITTEN.iter().find(is_it)
    }

    /// All of them.
    pub fn all() -> &'static [Unwritten] {
        UNWRITTEN
    }
}

impl WhyUnwritten {
    /// The catalogue key of the words that say it.
    pub fn words(self) -> &'static str {
        match self {
            WhyUnwritten::WholeZoneOnly => "reason-unwritten-whole-zone",
            WhyUnwritten::ReadingRefused => "reason-unwritten-reading-refused",
            WhyUnwritten::NoInterface => "reason-unwritten-no-interface",
            WhyUnwritten::NotSpoken => "reason-unwritten-not-spoken",
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::access::PlaceKind;
    use crate::provider;

    use super::*;

    #[test]
    fn every_provider_with_a_form_is_written_or_refused_by_name() {
        for provider in provider::PROVIDERS {
            let written = PlaceKind::of_word(provider.key).is_some();
            let refused = Unwritten::of_word(provider.key).is_some();
            assert!(written != refused, "{}", provider.key);
        }
        for unwritten in Unwritten::all() {
            assert!(
                provider::of_key(unwritten.word).is_some(),
                "{}",
                unwritten.word
            );
        }
        let strato = Unwritten::of_word("Strato").map(|strato| strato.why);
        assert_eq!(strato, Some(WhyUnwritten::NoInterface));
    }
}
