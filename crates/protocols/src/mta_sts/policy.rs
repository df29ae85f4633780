//! The policy file (§3.2): type and strict writer here, the tolerant reader in `read`.

mod read;

use std::fmt;

use crate::limits::POLICY_MX_MAX;

use super::mx_pattern::MxPattern;

pub use read::{
    BlankLine, FieldName, Fields, ParsedPolicy, Placed, PolicyDefect, Repetition, parse,
};

/// The largest `max_age`, in seconds: one year (§3.2 'maximum value of 31557600').
pub const MAX_AGE_SECONDS_MAX: u32 = 31_557_600;

/// What a sender does when TLS to an MX host fails the policy (§5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PolicyMode {
    /// Do not deliver to that host.
    Enforce,
    /// Deliver, and report.
    Testing,
    /// As if there were no policy.
    None,
}

impl PolicyMode {
    /// Reads the value of `mode`, case-sensitive.
    pub fn parse(text: &str) -> Option<PolicyMode> {
        match text {
            "enforce" => Some(PolicyMode::Enforce),
            "testing" => Some(PolicyMode::Testing),
            "none" => Some(PolicyMode::None),
            _ => None,
        }
    }
}

impl fmt::Display for PolicyMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            PolicyMode::Enforce => "enforce",
            PolicyMode::Testing => "testing",
            PolicyMode::None => "none",
        })
    }
}

/// A policy that senders accept. `Display` writes the file, CRLF after every line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    mode: PolicyMode,
    max_age_seconds: u32,
    mx: Vec<MxPattern>,
}

/// Why there is no such policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PolicyError {
    /// `max_age` beyond [`MAX_AGE_SECONDS_MAX`].
    MaxAgeTooLarge,
    /// No `mx`, which only mode none may do without.
    NoMx,
    /// More than [`POLICY_MX_MAX`] patterns.
    TooManyMx,
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PolicyError::MaxAgeTooLarge => {
                write!(f, "max_age is more than {MAX_AGE_SECONDS_MAX} seconds")
            }
            PolicyError::NoMx => f.write_str("a policy with mode enforce or testing needs an mx"),
            PolicyError::TooManyMx => write!(f, "more than {POLICY_MX_MAX} mx patterns"),
        }
    }
}

impl std::error::Error for PolicyError {}

impl Policy {
    /// A policy, if its parts go together.
    pub fn new(
        mode: PolicyMode,
        max_age_seconds: u32,
        mx: Vec<MxPattern>,
    ) -> Result<Policy, PolicyError> {
        if max_age_seconds > MAX_AGE_SECONDS_MAX {
            return Err(PolicyError::MaxAgeTooLarge);
        }
        if mx.is_empty() && mode != PolicyMode::None {
            return Err(PolicyError::NoMx);
        }
        if mx.len() > POLICY_MX_MAX {
            return Err(PolicyError::TooManyMx);
        }
        Ok(Policy {
            mode,
            max_age_seconds,
            mx,
        })
    }

    /// What a failure means.
    pub fn mode(&self) -> PolicyMode {
        self.mode
    }

    /// How long senders keep it, in seconds.
    pub fn max_age_seconds(&self) -> u32 {
        self.max_age_seconds
    }

    /// The hosts that may receive, in the order of the file.
    pub fn mx(&self) -> &[MxPattern] {
        &self.mx
    }

    /// Whether both list the same patterns, whose order has no meaning.
    pub fn lists_the_same_hosts(&self, other: &Policy) -> bool {
        let among = |patterns: &[MxPattern], all: &[MxPattern]| {
            patterns.iter().all(|pattern| all.contains(pattern))
        };
        among(&self.mx, &other.mx) && among(&other.mx, &self.mx)
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // §3.2: 'This resource contains the following CRLF-separated key/value pairs'.
        write!(f, "version: STSv1\r\nmode: {}\r\n", self.mode)?;
        for pattern in &self.mx {
            write!(f, "mx: {pattern}\r\n")?;
        }
        write!(f, "max_age: {}\r\n", self.max_age_seconds)
    }
}

#[cfg(test)]
mod tests;
