//! Until when a domain waits.

use crate::time::Timestamp;

use super::advance::{Advanced, Waiting};
use super::departure::DepartureWait;
use super::dkim_key::KeyWait;
use super::dmarc_ladder::LadderWait;
use super::mta_sts::MtaStsWait;
use super::parking::ParkingWait;

impl Advanced {
    /// The first moment at which something is over that is waited for; `None` where no time is.
    pub fn waits_until(&self) -> Option<Timestamp> {
        self.waiting.iter().filter_map(until).min()
    }
}

fn until(waiting: &Waiting) -> Option<Timestamp> {
    match waiting {
        Waiting::Key { wait, .. } => match wait {
            KeyWait::NegativeTtl(until) | KeyWait::LateMail(until) => Some(*until),
            KeyWait::Written
            | KeyWait::OtherRecord
            | KeyWait::EveryServer(_)
            | KeyWait::Signer
            | KeyWait::Removed
            | KeyWait::NotSeen(_)
            | KeyWait::LostWhileSigning => None,
        },
        Waiting::MtaSts(wait) => match wait {
            MtaStsWait::Reports(until) | MtaStsWait::RecordTtl(until) => Some(*until),
            MtaStsWait::Caches(until) => *until,
            MtaStsWait::Served
            | MtaStsWait::Record
            | MtaStsWait::NotFetched(_)
            | MtaStsWait::RecordNotSeen(_)
            | MtaStsWait::HostsNotSeen(_)
            | MtaStsWait::CleanReports
            | MtaStsWait::NoHosts
            | MtaStsWait::BadTls(_)
            | MtaStsWait::Unlistable
            | MtaStsWait::TooManyPolicies
            | MtaStsWait::RecordRemoved => None,
        },
        Waiting::Dmarc(wait) => match wait {
            LadderWait::Stand(until) => Some(*until),
            LadderWait::Published
            | LadderWait::NotSeen(_)
            | LadderWait::Signing
            | LadderWait::OwnersWord
            | LadderWait::FewMessages { .. }
            | LadderWait::NotAligned { .. }
            | LadderWait::Mailboxes => None,
        },
        Waiting::Parking(wait) => match wait {
            ParkingWait::Key { until, .. } => *until,
            ParkingWait::Sending(_) | ParkingWait::MtaSts => None,
        },
        Waiting::Departure(wait) => match wait {
            DepartureWait::PolicyTtl(until) | DepartureWait::LastReports(until) => Some(*until),
            DepartureWait::Withdrawn(_)
            | DepartureWait::Blocked(_)
            | DepartureWait::NotSeen(..)
            | DepartureWait::Unused => None,
        },
    }
}
