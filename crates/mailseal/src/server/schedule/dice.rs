//! Randomness of the operating system.

use app::people::{Random, SystemRandom};
use app::watch::visit::Dice;

/// See the module.
pub(crate) struct SystemDice;

impl SystemDice {
    fn octets<const N: usize>() -> [u8; N] {
        let mut octets = [0; N];
        if SystemRandom.fill(&mut octets).is_err() {
            // Nothing here is a secret. Without randomness, which a sound system has, a time is only
            // less spread, and a token is made of the moment.
            let moment = std::time::SystemTime::now();
            let since = moment.duration_since(std::time::UNIX_EPOCH);
            let nanoseconds = since.map_or(0, |since| since.as_nanos()).to_be_bytes();
            for (octet, of_moment) in octets.iter_mut().rev().zip(nanoseconds.iter().rev()) {
                *octet = *of_moment;
            }
        }
        octets
    }
}

impl Dice for SystemDice {
    fn number(&mut self) -> u64 {
        u64::from_be_bytes(SystemDice::octets())
    }

    fn token(&mut self) -> String {
        let octets: [u8; 16] = SystemDice::octets();
        octets.iter().map(|octet| format!("{octet:02x}")).collect()
    }
}
