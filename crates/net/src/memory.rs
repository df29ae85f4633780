//! What was asked in this run: kept for a while, within a limit, and asked once however many want it
//! at the same moment.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures_util::future::BoxFuture;
use tokio::sync::OnceCell;

/// A memory of at most about `capacity` entries. The oldest half goes when it is full; what is used
/// again in the meantime stays.
pub(crate) struct Memory<K, V> {
    half: usize,
    generations: Mutex<Generations<K, V>>,
}

struct Generations<K, V> {
    young: HashMap<K, Arc<Slot<V>>>,
    old: HashMap<K, Arc<Slot<V>>>,
}

/// One entry. While it is asked for, others wait at the cell; when the asker gives up, one of them
/// takes over.
struct Slot<V>(OnceCell<Kept<V>>);

struct Kept<V> {
    value: V,
    until: Instant,
}

impl<K: Hash + Eq + Clone, V: Clone> Memory<K, V> {
    pub(crate) fn new(capacity: usize) -> Memory<K, V> {
        Memory {
            half: capacity.div_ceil(2),
            generations: Mutex::new(Generations {
                young: HashMap::new(),
                old: HashMap::new(),
            }),
        }
    }

    /// The value that is kept, or else what `ask` gives with the time it may be kept.
    ///
    /// The asking is boxed, and made only when it is needed: a future that holds another by value
    /// doubles in size at every layer, and thousands of questions wait here at once.
    pub(crate) async fn get_or_ask<'a>(
        &self,
        key: &K,
        ask: impl FnOnce() -> BoxFuture<'a, (V, Duration)>,
    ) -> V {
        let slot = self.slot(key);
        let kept = slot
            .0
            .get_or_init(|| async {
                let (value, lifetime) = ask().await;
                Kept {
                    value,
                    until: Instant::now() + lifetime,
                }
            })
            .await;
        kept.value.clone()
    }

    fn slot(&self, key: &K) -> Arc<Slot<V>> {
        let mut generations = self
            .generations
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(slot) = generations.young.get(key)
            && slot.is_fresh()
        {
            return slot.clone();
        }
        let again = generations.old.remove(key).filter(|slot| slot.is_fresh());
        let slot = again.unwrap_or_else(|| Arc::new(Slot(OnceCell::new())));
        if generations.young.len() >= self.half {
            generations.old = std::mem::take(&mut generations.young);
        }
        generations.young.insert(key.clone(), slot.clone());
        slot
    }
}

impl<V> Slot<V> {
    fn is_fresh(&self) -> bool {
        self.0.get().is_none_or(|kept| Instant::now() < kept.until)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    async fn ask(memory: &Memory<u32, u32>, asked: &AtomicUsize, key: u32, lifetime: Duration) {
        let value = memory
            .get_or_ask(&key, || {
                Box::pin(async {
                    asked.fetch_add(1, Ordering::Relaxed);
                    tokio::task::yield_now().await;
                    (key * 2, lifetime)
                })
            })
            .await;
        assert_eq!(value, key * 2);
    }

    #[tokio::test]
    async fn the_same_question_is_asked_once() {
        let (memory, asked) = (Memory::new(8), AtomicUsize::new(0));
        tokio::join!(ask(&memory, &asked, 1, LONG), ask(&memory, &asked, 1, LONG));
        ask(&memory, &asked, 1, LONG).await;
        assert_eq!(asked.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn what_is_over_is_asked_again() {
        let (memory, asked) = (Memory::new(8), AtomicUsize::new(0));
        ask(&memory, &asked, 1, Duration::ZERO).await;
        ask(&memory, &asked, 1, Duration::ZERO).await;
        assert_eq!(asked.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn another_takes_over_when_the_asker_gives_up() {
        let (memory, asked) = (Memory::new(8), AtomicUsize::new(0));
        let stuck = memory.get_or_ask(&1, || Box::pin(std::future::pending()));
        let follower = ask(&memory, &asked, 1, LONG);
        let gives_up = tokio::time::timeout(Duration::from_millis(10), stuck);
        let (given_up, ()) = tokio::join!(gives_up, follower);
        assert!(given_up.is_err());
        assert_eq!(asked.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn the_memory_stays_small_and_keeps_what_is_used() {
        let (memory, asked) = (Memory::new(8), AtomicUsize::new(0));
        for key in 1..=100 {
            ask(&memory, &asked, key, LONG).await;
            ask(&memory, &asked, 0, LONG).await;
        }
        assert_eq!(asked.load(Ordering::Relaxed), 101);
        let generations = memory.generations.lock().unwrap();
        assert!(generations.young.len() + generations.old.len() <= 8);
    }
}
