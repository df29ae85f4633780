//! Why a call gave nothing to work with, and what that means for a zone.

use std::fmt;

use app::zone::{Why, ZoneError};

/// Why a call did not succeed. Words in it come from the other side: they are escaped, cut, and free
/// of the credentials that were sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApiError {
    /// 401 or 403: the credential is not accepted, or not for this.
    Denied(String),
    /// 404: what the path names does not exist, or the credential may not see it.
    NotFound(String),
    /// Another status of 400 to 499: it was understood and not done.
    Refused {
        /// The status.
        status: u16,
        /// The other side's words.
        words: String,
    },
    /// 429, or the account's own pace: again after this many seconds. Nothing was done.
    TooMany(u32),
    /// It was not sent, for that reason of ours: nothing was done.
    NotSent(Why),
    /// The connection was never made, for that reason of the system or of TLS: nothing was done.
    NotReached(String),
    /// No answer in time, a broken one, one that is too large or not what was expected, a redirect,
    /// or a status of 500 and above. A change may have been made all the same.
    Unusable(Why),
}

impl ApiError {
    /// What it means where a zone was read.
    pub fn on_read(self) -> ZoneError {
        match self {
            ApiError::Denied(words) => ZoneError::Unauthorised(Why::Words { words }),
            ApiError::NotFound(words) | ApiError::Refused { words, .. } => {
                ZoneError::Unreadable(Why::Words { words })
            }
            ApiError::TooMany(seconds) => ZoneError::TooMany(seconds),
            ApiError::NotReached(words) => ZoneError::Unreadable(Why::NotReached { words }),
            ApiError::NotSent(why) | ApiError::Unusable(why) => ZoneError::Unreadable(why),
        }
    }

    /// What it means where a zone was written.
    pub fn on_write(self) -> ZoneError {
        match self {
            ApiError::Denied(words) => ZoneError::Unauthorised(Why::Words { words }),
            ApiError::NotFound(words) | ApiError::Refused { words, .. } => {
                ZoneError::Refused(Why::Words { words })
            }
            ApiError::TooMany(seconds) => ZoneError::TooMany(seconds),
            ApiError::NotSent(why) => ZoneError::Refused(why),
            ApiError::NotReached(words) => ZoneError::NoAnswer(Why::NotReached { words }),
            ApiError::Unusable(why) => ZoneError::NoAnswer(why),
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ApiError::Denied(words) => write!(f, "denied: {words}"),
            ApiError::NotFound(words) => write!(f, "not found: {words}"),
            ApiError::Refused { status, words } => write!(f, "refused with {status}: {words}"),
            ApiError::TooMany(seconds) => write!(f, "too many requests, again in {seconds} s"),
            ApiError::NotReached(why) => write!(f, "not reached: {why}"),
            ApiError::NotSent(why) => write!(f, "not sent: {}", why.cause()),
            ApiError::Unusable(why) => write!(f, "no usable answer: {}", why.cause()),
        }
    }
}

impl std::error::Error for ApiError {}
