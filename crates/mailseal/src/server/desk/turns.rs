//! One after the other, for each domain: an order that comes twice at the same moment finds what the
//! first one began.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use protocols::name::DomainName;
use tokio::sync::OwnedMutexGuard;

/// Whose turn it is.
#[derive(Default)]
pub(super) struct Turns(Mutex<HashMap<DomainName, Arc<tokio::sync::Mutex<()>>>>);

impl Turns {
    /// Waits for the turn; it lasts as long as what is given.
    pub(super) async fn of(&self, domain: &DomainName) -> OwnedMutexGuard<()> {
        let turn = {
            let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            // Those that nobody has or waits for.
            turns.retain(|_, turn| Arc::strong_count(turn) > 1);
            turns.entry(domain.clone()).or_default().clone()
        };
        turn.lock_owned().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_domain_waits_and_another_does_not() {
        let turns = Turns::default();
        let (a, b) = ("a.example".parse().unwrap(), "b.example".parse().unwrap());
        let first = turns.of(&a).await;
        let _other = turns.of(&b).await;
        let mut second = std::pin::pin!(turns.of(&a));
        assert!(futures_util::poll!(&mut second).is_pending());
        drop(first);
        drop(second.await);
        drop(turns.of(&b));
        assert!(
            turns.0.lock().unwrap().len() <= 2,
            "what is over is forgotten"
        );
    }
}
