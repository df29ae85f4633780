//! From where sign-ins failed. It is kept in memory only: an address is cheap to come by, and whoever
//! restarts the server means to begin anew.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use app::people::{OF_ADDRESS, Tries, party};
use protocols::time::Timestamp;

/// Parties that are remembered; the half that failed longest ago goes when there are more.
const PARTIES_MAX: usize = 20_000;

#[derive(Default)]
pub(super) struct Addresses(Mutex<HashMap<IpAddr, Tries>>);

impl Addresses {
    /// Until when nothing may be tried from there.
    pub(super) fn shut_until(&self, from: IpAddr, now: Timestamp) -> Option<Timestamp> {
        let known = self.known();
        known.get(&party(from))?.shut_until(OF_ADDRESS, now)
    }

    /// A try from there failed.
    pub(super) fn failed(&self, from: IpAddr, now: Timestamp) {
        let mut known = self.known();
        if known.len() >= PARTIES_MAX && !known.contains_key(&party(from)) {
            let mut times: Vec<u64> = known.values().map(|tries| tries.last.0).collect();
            let (_, middle, _) = times.select_nth_unstable(PARTIES_MAX / 2);
            let middle = *middle;
            known.retain(|_, tries| tries.last.0 > middle);
        }
        let tries = known.entry(party(from)).or_insert(Tries::NONE);
        *tries = tries.failed(OF_ADDRESS, now);
    }

    fn known(&self) -> std::sync::MutexGuard<'_, HashMap<IpAddr, Tries>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Lines of the audit log that strangers may cause in an hour; the log of the server has the rest.
const LINES_AN_HOUR: u32 = 1_000;

/// How many lines strangers caused in which hour.
#[derive(Default)]
pub(super) struct Strangers(Mutex<(u64, u32)>);

impl Strangers {
    /// Whether there is room for one more, which it then takes.
    pub(super) fn has_room(&self, now: Timestamp) -> bool {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let hour = now.0 / 3_600;
        if known.0 != hour {
            *known = (hour, 0);
        }
        known.1 = known.1.saturating_add(1);
        known.1 <= LINES_AN_HOUR
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_fails_waits_and_others_do_not() {
        let addresses = Addresses::default();
        let of = |text: &str| text.parse::<IpAddr>().unwrap();
        for _ in 0..=OF_ADDRESS.free {
            addresses.failed(of("2001:db8::1"), Timestamp(100));
        }
        let shut = |text: &str| addresses.shut_until(of(text), Timestamp(100));
        assert_eq!(shut("2001:db8::2"), Some(Timestamp(115)), "the same party");
        assert_eq!(shut("2001:db8:0:1::1"), None);
    }

    #[test]
    fn strangers_do_not_fill_the_log() {
        let strangers = Strangers::default();
        let lines = (0..2_000).filter(|_| strangers.has_room(Timestamp(7_200)));
        assert_eq!(lines.count(), 1_000);
        assert!(strangers.has_room(Timestamp(10_800)), "another hour");
    }

    #[test]
    fn many_addresses_take_no_more_room() {
        let addresses = Addresses::default();
        for n in 0..(PARTIES_MAX as u32 + 10) {
            let from = IpAddr::from(n.to_be_bytes());
            addresses.failed(from, Timestamp(u64::from(n)));
        }
        assert!(addresses.known().len() <= PARTIES_MAX);
        let last = IpAddr::from((PARTIES_MAX as u32 + 9).to_be_bytes());
        assert!(addresses.known().contains_key(&last), "the newest stay");
    }
}
