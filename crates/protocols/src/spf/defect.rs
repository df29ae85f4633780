//! What a record's text can have wrong with it.

use crate::finding::Span;
use crate::name::NameError;
use crate::parsed;

/// A deviation from §12, or something the grammar allows that cannot be meant.
///
/// `meant` is the text that should stand in place of the defect's span, where it can be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Defect {
    /// The text does not begin with `v=spf1` and a space or the end (§4.5).
    VersionNotFirst,
    /// More octets than a TXT record holds; nothing further was read.
    TooLong,
    /// A tab, a line end or another blank where only SP may separate.
    WhiteSpace,
    /// Octets outside US-ASCII (§3.1).
    NonAscii {
        /// The same in ASCII, where an editor has exchanged a hyphen or a quote.
        meant: Option<String>,
    },
    /// A control character.
    Control,
    /// A comma or semicolon between terms.
    Separator,
    /// A comma or semicolon that the grammar reads as part of a name, with a term behind it.
    SeparatorInName,
    /// A space inside a term: `ip4: 192.0.2.1`.
    SpaceInTerm {
        /// The term without the space.
        meant: String,
    },
    /// A term that is no known mechanism and no modifier.
    UnknownMechanism {
        /// What stands where the mechanism's name should.
        name: String,
        /// The term that was probably meant.
        meant: Option<String>,
    },
    /// `redirect:` or `exp:`, which the grammar reads as an unknown mechanism.
    ModifierWithColon {
        /// The same with `=`.
        meant: String,
    },
    /// A mechanism or modifier that needs an argument has none.
    ArgumentMissing {
        /// Its name.
        name: &'static str,
    },
    /// An argument or a prefix length where the term takes none.
    ArgumentUnexpected {
        /// Its name.
        name: &'static str,
    },
    /// A domain of one label only (§7.1: domain-spec ends in a dot and a top label).
    SingleLabel,
    /// An address where a domain belongs. The span is the term without its qualifier.
    AddressAsDomain {
        /// The `ip4` or `ip6` term.
        meant: Option<String>,
    },
    /// `https://` and the like in front of a domain.
    Url {
        /// The domain alone.
        meant: Option<String>,
    },
    /// The last label is numeric, empty, or begins or ends with a hyphen.
    TopLabel,
    /// A character that the grammar allows in a domain-spec and no domain has.
    OddCharacter(char),
    /// By the grammar a domain-spec, in the DNS no name: an empty or too long label.
    NotAName(NameError),
    /// A trailing dot, which is to be accepted and not to be published (§7.3).
    TrailingDot,
    /// What follows `ip4:` or `ip6:` is no address.
    Address {
        /// What kind of mistake.
        fault: AddressFault,
        /// The address that was probably meant.
        meant: Option<String>,
    },
    /// An IPv6 address in `ip4` or the other way round. The span is the mechanism's name.
    OtherFamily {
        /// The right mechanism's name.
        meant: &'static str,
    },
    /// A prefix length out of range, with a leading zero, or no number.
    PrefixLength {
        /// The length that was probably meant, with its slash.
        meant: Option<String>,
    },
    /// A macro that does not follow §7.1.
    Macro(MacroFault),
    /// A second `redirect` or `exp` (§6).
    ModifierRepeated {
        /// Which.
        name: &'static str,
    },
}

/// Why a text is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressFault {
    /// Fewer than four numbers (§5.6: 'It is not permitted to omit parts of the IP address').
    Partial,
    /// `first-last`.
    Range,
    /// A port behind the address.
    Port,
    /// A `*` in place of a number.
    Wildcard,
    /// A host name.
    HostName,
    /// A leading zero in a number.
    LeadingZero,
    /// Anything else.
    Malformed,
}

/// What is wrong with a macro.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MacroFault {
    /// A `%` that is followed by neither `{`, `%`, `_` nor `-` (§7.3).
    LonePercent,
    /// `%{` without `}`.
    Unclosed,
    /// A letter that is no macro.
    UnknownLetter(char),
    /// Something else between the letter and `}`.
    BadTransformer,
    /// `%{d0}` (§7.3: 'If a DIGIT is specified, the value MUST be nonzero').
    ZeroParts,
    /// `c`, `r` or `t` outside explanation text (§7.2).
    ExplanationOnly(char),
}

impl Defect {
    /// Whether §4.6 makes the record a permerror for it. What is not a syntax error is for the
    /// linter only.
    pub fn is_syntax_error(&self) -> bool {
        match self {
            Defect::SeparatorInName
            | Defect::Url { .. }
            | Defect::OddCharacter(_)
            | Defect::NotAName(_)
            | Defect::TrailingDot => false,
            Defect::VersionNotFirst
            | Defect::TooLong
            | Defect::WhiteSpace
            | Defect::NonAscii { .. }
            | Defect::Control
            | Defect::Separator
            | Defect::SpaceInTerm { .. }
            | Defect::UnknownMechanism { .. }
            | Defect::ModifierWithColon { .. }
            | Defect::ArgumentMissing { .. }
            | Defect::ArgumentUnexpected { .. }
            | Defect::SingleLabel
            | Defect::AddressAsDomain { .. }
            | Defect::TopLabel
            | Defect::Address { .. }
            | Defect::OtherFamily { .. }
            | Defect::PrefixLength { .. }
            | Defect::Macro(_)
            | Defect::ModifierRepeated { .. } => true,
        }
    }
}

/// The deviations noted so far.
#[derive(Debug, Default)]
pub(super) struct Notes(Vec<parsed::Defect<Defect>>);

impl Notes {
    pub(super) fn add(&mut self, span: Span, kind: Defect) {
        self.0.push(parsed::Defect { span, kind });
    }

    pub(super) fn extend(&mut self, other: Notes) {
        self.0.extend(other.0);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether any of them is a syntax error.
    pub(super) fn spoil(&self) -> bool {
        self.0.iter().any(|defect| defect.kind.is_syntax_error())
    }

    pub(super) fn into_defects(self) -> Vec<parsed::Defect<Defect>> {
        self.0
    }
}
