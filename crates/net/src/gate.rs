//! Never more than a few connections at once to one address, and to all of them together.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Doors at which unused ones are looked for.
const DOORS_SWEPT_AT: usize = 1_024;

/// Lets callers in by address.
pub(crate) struct Gate {
    per_address: usize,
    all: Arc<Semaphore>,
    doors: Mutex<HashMap<IpAddr, Arc<Semaphore>>>,
}

/// One caller inside.
pub(crate) struct Inside<'a> {
    gate: &'a Gate,
    address: IpAddr,
    // Given back in the order of the fields, before the door is looked at by `drop` of `Door`.
    _address_permit: OwnedSemaphorePermit,
    _all_permit: OwnedSemaphorePermit,
}

impl Gate {
    /// A gate of its own for `per_address`, sharing the number of connections in all with others.
    pub(crate) fn new(per_address: usize, all: Arc<Semaphore>) -> Gate {
        Gate {
            per_address,
            all,
            doors: Mutex::new(HashMap::new()),
        }
    }

    /// Waits until a connection to `address` may be made. The place is given back on drop.
    pub(crate) async fn enter(&self, address: IpAddr) -> Inside<'_> {
        let door = {
            let mut doors = self.doors.lock().unwrap_or_else(PoisonError::into_inner);
            if doors.len() >= DOORS_SWEPT_AT {
                // Left by callers that gave up while they waited.
                doors.retain(|_, door| Arc::strong_count(door) > 1);
            }
            let new = || Arc::new(Semaphore::new(self.per_address));
            doors.entry(address).or_insert_with(new).clone()
        };
        // The address first: who waits for a slow host must not hold a place others could use.
        let address_permit = acquire(door).await;
        let all_permit = acquire(self.all.clone()).await;
        Inside {
            gate: self,
            address,
            _address_permit: address_permit,
            _all_permit: all_permit,
        }
    }
}

async fn acquire(semaphore: Arc<Semaphore>) -> OwnedSemaphorePermit {
    match semaphore.acquire_owned().await {
        Ok(permit) => permit,
        // Only a closed semaphore refuses, and nothing closes these.
        Err(_) => unreachable!("the gate is never closed"),
    }
}

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        let mut doors = self
            .gate
            .doors
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        // The table, this caller's permit, and nobody else: the door can go.
        if doors
            .get(&self.address)
            .is_some_and(|door| Arc::strong_count(door) <= 2)
        {
            doors.remove(&self.address);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn one_at_a_time_and_no_door_stays() {
        let gate = Gate::new(1, Arc::new(Semaphore::new(8)));
        let address: IpAddr = "192.0.2.1".parse().unwrap();
        let other: IpAddr = "192.0.2.2".parse().unwrap();
        let first = gate.enter(address).await;
        let _elsewhere = gate.enter(other).await;
        let second = tokio::time::timeout(Duration::from_millis(20), gate.enter(address)).await;
        assert!(second.is_err(), "a second caller waits");
        drop(first);
        drop(gate.enter(address).await);
        assert_eq!(gate.doors.lock().unwrap().len(), 1);
    }
}
