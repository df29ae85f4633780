//! How many connections there are, in all and of each client.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::limits::{EASY, PRESSED, Times};

/// The connections there are. That there are not too many in all is seen to where they arrive.
#[derive(Debug)]
pub(super) struct Crowd {
    in_all_max: u32,
    per_client_max: u32,
    present: Mutex<Present>,
}

#[derive(Debug, Default)]
struct Present {
    in_all: u32,
    of: HashMap<Client, u32>,
}

/// Whom connections are counted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Client {
    V4([u8; 4]),
    /// The first 64 bits: the rest one host chooses as it likes (RFC 4291 §2.5.1).
    V6([u8; 8]),
}

/// A connection that is counted until this is dropped.
#[derive(Debug)]
pub(super) struct Guest {
    crowd: Arc<Crowd>,
    client: Client,
}

impl Client {
    fn of(address: IpAddr) -> Client {
        // A socket for both families shows IPv4 as ::ffff:192.0.2.1.
        match address.to_canonical() {
            IpAddr::V4(address) => Client::V4(address.octets()),
            IpAddr::V6(address) => {
                let [a, b, c, d, e, f, g, h, ..] = address.octets();
                Client::V6([a, b, c, d, e, f, g, h])
            }
        }
    }
}

impl Crowd {
    pub(super) fn new(in_all_max: u32, per_client_max: u32) -> Crowd {
        Crowd {
            in_all_max,
            per_client_max,
            present: Mutex::default(),
        }
    }

    /// Counts a connection of this address; `None` where its client has as many as one may have.
    pub(super) fn enter(self: &Arc<Crowd>, from: IpAddr) -> Option<Guest> {
        let client = Client::of(from);
        let mut present = self.present();
        let count = present.of.entry(client).or_insert(0);
        if *count >= self.per_client_max {
            return None;
        }
        *count += 1;
        present.in_all = present.in_all.saturating_add(1);
        Some(Guest {
            crowd: Arc::clone(self),
            client,
        })
    }

    /// How long a client may take now.
    pub(super) fn times(&self) -> Times {
        let half = self.in_all_max / 2;
        match self.present().in_all > half {
            true => PRESSED,
            false => EASY,
        }
    }

    fn leave(&self, client: Client) {
        let mut present = self.present();
        present.in_all = present.in_all.saturating_sub(1);
        if let Entry::Occupied(mut count) = present.of.entry(client) {
            match count.get() {
                0 | 1 => {
                    count.remove();
                }
                more => {
                    let fewer = more - 1;
                    count.insert(fewer);
                }
            }
        }
    }

    /// Numbers that are changed together stay right when a thread dies between two calls.
    fn present(&self) -> MutexGuard<'_, Present> {
        self.present.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        self.crowd.leave(self.client);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(address: &str) -> IpAddr {
        address.parse().unwrap()
    }

    #[test]
    fn a_client_has_no_more_than_its_part() {
        let crowd = Arc::new(Crowd::new(10, 2));
        let first = crowd.enter(from("192.0.2.1")).unwrap();
        let _second = crowd.enter(from("::ffff:192.0.2.1")).unwrap();
        assert!(crowd.enter(from("192.0.2.1")).is_none());
        let _other = crowd.enter(from("192.0.2.2")).unwrap();
        drop(first);
        let _again = crowd.enter(from("192.0.2.1")).unwrap();
        assert_eq!(crowd.present().in_all, 3);
    }

    #[test]
    fn addresses_of_one_network_are_one_client() {
        let crowd = Arc::new(Crowd::new(10, 1));
        let _first = crowd.enter(from("2001:db8:1:2::1")).unwrap();
        assert!(crowd.enter(from("2001:db8:1:2:ffff::9")).is_none());
        assert!(crowd.enter(from("2001:db8:1:3::1")).is_some());
    }

    #[test]
    fn who_is_slow_makes_room_when_half_is_taken() {
        let crowd = Arc::new(Crowd::new(4, 4));
        let mut guests = Vec::new();
        for n in 1..=4 {
            let expected = if n <= 3 { EASY } else { PRESSED };
            assert_eq!(crowd.times(), expected, "before guest {n}");
            guests.push(crowd.enter(from("192.0.2.1")).unwrap());
        }
        guests.clear();
        assert_eq!(crowd.present().in_all, 0);
        assert!(crowd.present().of.is_empty(), "nobody is remembered");
    }
}
