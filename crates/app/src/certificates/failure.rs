//! Why there is no certificate, or no new one, and who can do something about it.

use std::fmt;

use protocols::time::Timestamp;

/// Octets of a stranger's words that are kept of one failure.
const SAID_OCTETS_MAX: usize = 1_024;

/// Whom a failure holds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One name: the others go on.
    Name,
    /// Every name: the authority does not work, or does not work for us.
    Authority,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $word:literal in $scope:ident),+ $(,)?) => {
        /// What went wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum FailureKind {
            $($(#[$doc])* $kind),+
        }

        impl FailureKind {
            /// Every kind.
            pub const ALL: &'static [FailureKind] = &[$(FailureKind::$kind),+];

            /// Its word: for the store, for programs, and the end of the key of its words. It never
            /// changes once released.
            pub fn word(self) -> &'static str {
                match self { $(FailureKind::$kind => $word),+ }
            }

            /// The kind of a word.
            pub fn of_word(word: &str) -> Option<FailureKind> {
                FailureKind::ALL.iter().copied().find(|kind| kind.word() == word)
            }

            /// Whom it holds up.
            pub fn scope(self) -> Scope {
                match self { $(FailureKind::$kind => Scope::$scope),+ }
            }
        }
    };
}

kinds! {
    /// Before the order: the name has no address.
    NoAddress = "no-address" in Name,
    /// Before the order: the name leads to other addresses than ours.
    Elsewhere = "elsewhere" in Name,
    /// Before the order: no CAA record names the authority.
    CaaAuthority = "caa-authority" in Name,
    /// Before the order: the CAA records name the authority, for another account.
    CaaAccount = "caa-account" in Name,
    /// Before the order: the CAA records name the authority, for other validation methods.
    CaaMethod = "caa-method" in Name,
    /// Before the order: a CAA record has a critical property that no authority knows.
    CaaCritical = "caa-critical" in Name,

    /// The authority says that CAA records forbid it.
    Caa = "caa" in Name,
    /// The authority could not look up the name.
    Dns = "dns" in Name,
    /// The authority could not connect to the name.
    Connection = "connection" in Name,
    /// The authority met another TLS server than ours, or none.
    Tls = "tls" in Name,
    /// The authority was answered by somebody else.
    Unauthorized = "unauthorized" in Name,
    /// The authority issues none for this name.
    RejectedIdentifier = "rejected-identifier" in Name,
    /// The authority's limits are reached for this name.
    RateLimited = "rate-limited" in Name,
    /// The authority says that the certificate was replaced already.
    AlreadyReplaced = "already-replaced" in Name,
    /// The authority does not know the order any more.
    OrderLost = "order-lost" in Name,
    /// The authority offers none of the challenges that we are to use.
    NoChallenge = "no-challenge" in Name,
    /// What the authority issued is not for this name, not for this key, or no certificate.
    WrongCertificate = "wrong-certificate" in Name,
    /// The authority refuses for a reason of its own.
    Refused = "refused" in Name,

    /// The authority does not know our account.
    AccountDoesNotExist = "account-does-not-exist" in Authority,
    /// The authority wants an account that is bound to one of its customers.
    ExternalAccountRequired = "external-account-required" in Authority,
    /// The authority refuses the contact, the binding or the account.
    AccountRefused = "account-refused" in Authority,
    /// Somebody must do something with the authority first, such as agree to new terms.
    UserActionRequired = "user-action-required" in Authority,
    /// The authority does not offer the profile we are to ask for.
    NoProfile = "no-profile" in Authority,
    /// The authority's limits are reached for the account.
    AccountRateLimited = "account-rate-limited" in Authority,
    /// The authority cannot be reached.
    Unreachable = "unreachable" in Authority,
    /// The authority does not answer in time.
    TooSlow = "too-slow" in Authority,
    /// The authority has trouble of its own.
    ServerInternal = "server-internal" in Authority,
    /// The authority's answer makes no sense.
    BadAnswer = "bad-answer" in Authority,
    /// Our own store did not take it.
    Store = "store" in Authority,
}

impl FailureKind {
    /// Whether the authority looked at the name and was not content: such failures are counted by it, and
    /// another challenge may succeed.
    pub fn is_of_validation(self) -> bool {
        match self {
            FailureKind::Dns
            | FailureKind::Connection
            | FailureKind::Tls
            | FailureKind::Unauthorized => true,
            FailureKind::NoAddress
            | FailureKind::Elsewhere
            | FailureKind::CaaAuthority
            | FailureKind::CaaAccount
            | FailureKind::CaaMethod
            | FailureKind::CaaCritical
            | FailureKind::Caa
            | FailureKind::RejectedIdentifier
            | FailureKind::RateLimited
            | FailureKind::AlreadyReplaced
            | FailureKind::OrderLost
            | FailureKind::NoChallenge
            | FailureKind::WrongCertificate
            | FailureKind::Refused
            | FailureKind::AccountDoesNotExist
            | FailureKind::ExternalAccountRequired
            | FailureKind::AccountRefused
            | FailureKind::UserActionRequired
            | FailureKind::NoProfile
            | FailureKind::AccountRateLimited
            | FailureKind::Unreachable
            | FailureKind::TooSlow
            | FailureKind::ServerInternal
            | FailureKind::BadAnswer
            | FailureKind::Store => false,
        }
    }

    /// Whether it was seen before anything was ordered.
    pub fn is_of_precheck(self) -> bool {
        matches!(
            self,
            FailureKind::NoAddress
                | FailureKind::Elsewhere
                | FailureKind::CaaAuthority
                | FailureKind::CaaAccount
                | FailureKind::CaaMethod
                | FailureKind::CaaCritical
        )
    }
}

impl fmt::Display for FailureKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What a stranger said, in its own words: cut to a bearable length, and to be escaped where it is
/// shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said(String);

impl Said {
    /// Keeps as much of it as is bearable; that it was cut is seen.
    pub fn new(text: &str) -> Said {
        if text.len() <= SAID_OCTETS_MAX {
            return Said(text.to_owned());
        }
        let mut end = SAID_OCTETS_MAX;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        Said(format!("{} […]", &text[..end]))
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// When.
    pub at: Timestamp,
    /// What went wrong.
    pub kind: FailureKind,
    /// What was said or seen, such as an authority's problem document or the addresses of the name; may
    /// be empty.
    pub said: Said,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart() {
        for kind in FailureKind::ALL {
            assert_eq!(FailureKind::of_word(kind.word()), Some(*kind));
        }
        assert_eq!(FailureKind::of_word(""), None);
    }

    #[test]
    fn a_long_story_is_cut_between_letters() {
        assert_eq!(Said::new("short").as_str(), "short");
        let long = Said::new(&"ä".repeat(2_000));
        assert!(long.as_str().ends_with("ä […]"));
        assert!(long.as_str().len() <= SAID_OCTETS_MAX + 6);
    }
}
