//! Sessions of people: how long one lasts.

use protocols::time::Timestamp;

use super::{SecretDigest, UserName};

/// How long a session lasts, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionLimits {
    /// Without use.
    pub idle_seconds: u64,
    /// At all.
    pub whole_seconds: u64,
}

impl Default for SessionLimits {
    /// Two hours, and a week.
    fn default() -> SessionLimits {
        SessionLimits {
            idle_seconds: 2 * 3_600,
            whole_seconds: 7 * 86_400,
        }
    }
}

/// A session as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// By which it is known.
    pub digest: SecretDigest,
    /// Whose.
    pub user: UserName,
    /// When the person signed in.
    pub made: Timestamp,
    /// When it was last used, as far as that is kept.
    pub used: Timestamp,
    /// From where the person signed in.
    pub from: String,
}

/// How a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionState {
    /// It lasts.
    Lasts,
    /// It lasts, and its last use is to be written down.
    LastsAndMoves,
    /// It was not used for so many seconds.
    Idle(u64),
    /// It lasted as long as one may.
    Old(u64),
}

/// How exactly the last use is kept: a write for every request would cost more than the request.
const USE_KEPT_SECONDS: u64 = 60;

impl Session {
    /// How it stands now.
    pub fn state(&self, limits: SessionLimits, now: Timestamp) -> SessionState {
        let since = |then: Timestamp| now.0.saturating_sub(then.0);
        if since(self.made) >= limits.whole_seconds {
            return SessionState::Old(limits.whole_seconds);
        }
        match since(self.used) {
            idle if idle >= limits.idle_seconds => SessionState::Idle(limits.idle_seconds),
            idle if idle >= USE_KEPT_SECONDS.min(limits.idle_seconds / 2) => {
                SessionState::LastsAndMoves
            }
            _ => SessionState::Lasts,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_a_session_lasts() {
        let limits = SessionLimits {
            idle_seconds: 100,
            whole_seconds: 1_000,
        };
        let check = |made: u64, used: u64, now: u64, expect: SessionState| {
            let session = Session {
                digest: SecretDigest([0; 32]),
                user: UserName::parse("anna").unwrap(),
                made: Timestamp(made),
                used: Timestamp(used),
                from: String::new(),
            };
            assert_eq!(session.state(limits, Timestamp(now)), expect);
        };
        check(0, 0, 49, SessionState::Lasts);
        check(0, 0, 50, SessionState::LastsAndMoves);
        check(0, 0, 99, SessionState::LastsAndMoves);
        check(0, 0, 100, SessionState::Idle(100));
        check(0, 950, 999, SessionState::Lasts);
        check(0, 999, 1_000, SessionState::Old(1_000));
        // A clock that was set back ends nothing.
        check(500, 500, 400, SessionState::Lasts);
    }
}
