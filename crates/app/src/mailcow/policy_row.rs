//! mailcow's row of an MTA-STS policy.

use std::fmt;

use protocols::mta_sts::{MtaStsIntent, PolicyMode};
use protocols::name::DomainName;

use super::{Mailcow, MailcowError};

/// Octets of the list of hosts that mailcow's table holds; more are cut or refused.
pub const ROW_MX_OCTETS_MAX: usize = 255;
/// The longest `max_age` that it takes for a new row, in seconds: a year of 365 days.
const MAX_AGE_SECONDS_MAX: u32 = 31_536_000;

/// Whether mailcow serves the policy, and gets a certificate for its host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowState {
    /// It does.
    Served,
    /// It does not.
    Off,
}

/// A row as mailcow takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyRow {
    /// The mode.
    pub mode: PolicyMode,
    /// The patterns, with commas in between.
    pub mx: String,
    /// How long senders keep the policy, in seconds.
    pub max_age_seconds: u32,
    /// Whether it is served.
    pub state: RowState,
}

/// Why mailcow cannot serve a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFault {
    /// The list of hosts is longer than [`ROW_MX_OCTETS_MAX`].
    MxTooLong {
        /// How long, in octets.
        octets: usize,
    },
    /// No host: mailcow wants one even for mode none.
    NoMx,
    /// `max_age` is 0, or longer than it takes.
    MaxAge(u32),
}

impl fmt::Display for RowFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RowFault::MxTooLong { octets } => write!(f, "the hosts take {octets} octets"),
            RowFault::NoMx => f.write_str("no host is named"),
            RowFault::MaxAge(seconds) => write!(f, "a max_age of {seconds}"),
        }
    }
}

impl std::error::Error for RowFault {}

impl PolicyRow {
    /// The row that says what is wanted. mailcow wants a host even for mode none, which lists nobody:
    /// then it gets the `mail_hosts`, at which no sender looks in this mode (RFC 8461 §5).
    pub fn of(
        intent: &MtaStsIntent,
        mail_hosts: &[DomainName],
        state: RowState,
    ) -> Result<PolicyRow, RowFault> {
        let mut patterns: Vec<String> = intent.mx.iter().map(ToString::to_string).collect();
        if intent.mode == PolicyMode::None && patterns.is_empty() {
            patterns.extend(mail_hosts.iter().map(ToString::to_string));
        }
        let mx = patterns.join(",");
        if mx.is_empty() {
            return Err(RowFault::NoMx);
        }
        if mx.len() > ROW_MX_OCTETS_MAX {
            return Err(RowFault::MxTooLong { octets: mx.len() });
        }
        if !(1..=MAX_AGE_SECONDS_MAX).contains(&intent.max_age_seconds) {
            return Err(RowFault::MaxAge(intent.max_age_seconds));
        }
        Ok(PolicyRow {
            mode: intent.mode,
            mx,
            max_age_seconds: intent.max_age_seconds,
            state,
        })
    }
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowWritten {
    /// It is new.
    Added,
    /// It was there, and now says this.
    Edited,
}

/// Makes mailcow's row say this. The row cannot be read, so it is added, and where there is one
/// already, changed. What is served then is the only proof.
pub async fn set_policy(
    mailcow: &impl Mailcow,
    domain: &DomainName,
    row: &PolicyRow,
) -> Result<RowWritten, MailcowError> {
    match mailcow.add_policy(domain, row).await {
        Ok(()) => Ok(RowWritten::Added),
        // Without an answer the row may be there by now; to change it does no harm either way.
        Err(MailcowError::Exists(_) | MailcowError::Unusable(_)) => {
            mailcow.edit_policy(domain, row).await?;
            Ok(RowWritten::Edited)
        }
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use protocols::mta_sts::mx_pattern::MxPattern;

    use super::*;

    fn row(hosts: usize, max_age_seconds: u32) -> Result<String, RowFault> {
        let host = |n| MxPattern::Host(format!("mail{n}.example.com").parse().unwrap());
        let mut mx: Vec<MxPattern> = (0..hosts).map(host).collect();
        if hosts > 0 {
            mx.push(MxPattern::Below("example.com".parse().unwrap()));
        }
        let intent = MtaStsIntent {
            mode: PolicyMode::Testing,
            mx,
            max_age_seconds,
        };
        PolicyRow::of(&intent, &[], RowState::Served).map(|row| row.mx)
    }

    #[test]
    fn mode_none_lists_somebody_all_the_same() {
        let intent = MtaStsIntent {
            mode: PolicyMode::None,
            mx: Vec::new(),
            max_age_seconds: 86_400,
        };
        let hosts = ["mx1.example.com", "mx2.example.com"].map(|host| host.parse().unwrap());
        let row = PolicyRow::of(&intent, &hosts, RowState::Served);
        assert_eq!(row.unwrap().mx, "mx1.example.com,mx2.example.com");
        let nobody = PolicyRow::of(&intent, &[], RowState::Served);
        assert_eq!(nobody, Err(RowFault::NoMx));
    }

    #[test]
    fn what_a_row_holds() {
        assert_eq!(
            row(1, 86_400),
            Ok("mail0.example.com,*.example.com".to_owned())
        );
        assert_eq!(row(0, 86_400), Err(RowFault::NoMx));
        // 18 octets a host with its comma, 19 from the eleventh on, 13 for the pattern.
        assert_eq!(row(14, 1), Err(RowFault::MxTooLong { octets: 269 }));
        assert_eq!(row(13, 1).map(|mx| mx.len()), Ok(250));
        assert_eq!(row(1, 0), Err(RowFault::MaxAge(0)));
        assert!(row(1, 31_536_000).is_ok());
        assert_eq!(row(1, 31_557_600), Err(RowFault::MaxAge(31_557_600)));
    }
}
