//! What takes longer than a page may: it is begun once, goes on in the background, and pages show what
//! there is. The last value of each key is kept for a while.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use protocols::time::Timestamp;
use tokio::sync::watch;

use crate::failure::Failed;
use crate::server::House;

/// How long a page waits for what is under way.
const PATIENCE: Duration = Duration::from_secs(3);

/// Whether the world is being asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asking {
    /// It is.
    Yes,
    /// It is not.
    No,
}

/// A value that knows when it was made.
pub(crate) trait Dated {
    /// When.
    fn at(&self) -> Timestamp;
}

/// The last value or failure, and whether another is under way.
pub(crate) type Last<V> = (Option<Result<Arc<V>, Failed>>, Asking);

/// The last values.
pub(crate) struct Background<K, V> {
    house: House,
    /// Keys whose last value is kept; the oldest goes first.
    kept_max: usize,
    entries: Mutex<BTreeMap<K, Entry<V>>>,
}

struct Entry<V> {
    last: Option<Result<Arc<V>, Failed>>,
    /// Closed when what is under way is over.
    running: Option<watch::Receiver<()>>,
}

impl<V> Default for Entry<V> {
    fn default() -> Entry<V> {
        Entry {
            last: None,
            running: None,
        }
    }
}

impl<V> Entry<V> {
    /// One whose sender is gone is over, however it ended.
    fn running(&self) -> Option<&watch::Receiver<()>> {
        self.running.as_ref().filter(|r| r.has_changed().is_ok())
    }
}

impl<K, V> Background<K, V>
where
    K: Ord + Clone + Send + 'static,
    V: Dated + Send + Sync + 'static,
{
    /// Nothing yet. Each value held takes memory, so `kept_max` bounds them.
    pub(crate) fn new(house: &House, kept_max: usize) -> Arc<Background<K, V>> {
        Arc::new(Background {
            house: house.clone(),
            kept_max,
            entries: Mutex::default(),
        })
    }

    /// Begins the work of a key, unless it is under way or `will_do` says so of what is there, and waits a
    /// little for its end.
    pub(crate) async fn begin<W>(
        self: &Arc<Self>,
        key: &K,
        will_do: impl FnOnce(&V) -> bool,
        work: impl FnOnce() -> W,
    ) where
        W: Future<Output = Result<V, Failed>> + Send + 'static,
    {
        if let Some(mut running) = self.running(key, will_do, work) {
            // It ends by being closed; whoever waits too long sees what there was before.
            let ended = tokio::time::timeout(PATIENCE, running.changed());
            let (Ok(_) | Err(_)) = ended.await;
        }
    }

    fn running<W>(
        self: &Arc<Self>,
        key: &K,
        will_do: impl FnOnce(&V) -> bool,
        work: impl FnOnce() -> W,
    ) -> Option<watch::Receiver<()>>
    where
        W: Future<Output = Result<V, Failed>> + Send + 'static,
    {
        let mut entries = self.entries();
        let entry = entries.entry(key.clone()).or_default();
        if let Some(running) = entry.running() {
            return Some(running.clone());
        }
        if let Some(Ok(value)) = &entry.last
            && will_do(value)
        {
            return None;
        }
        let (ended, running) = watch::channel(());
        entry.running = Some(running.clone());
        let (background, key, work) = (self.clone(), key.clone(), work());
        let stop = self.house.stop.clone();
        self.house.tasks.spawn(async move {
            tokio::select! {
                () = stop.cancelled() => {}
                value = work => background.end(key, value.map(Arc::new)),
            }
            drop(ended);
        });
        Some(running)
    }

    fn end(&self, key: K, value: Result<Arc<V>, Failed>) {
        let mut entries = self.entries();
        let entry = entries.entry(key).or_default();
        entry.running = None;
        entry.last = Some(value);
        let over = entries.len().saturating_sub(self.kept_max);
        let age = |entry: &Entry<V>| match &entry.last {
            Some(Ok(value)) => value.at(),
            Some(Err(_)) | None => Timestamp(0),
        };
        let idle = entries
            .iter()
            .filter(|(_, entry)| entry.running().is_none());
        let mut oldest: Vec<(Timestamp, K)> =
            idle.map(|(key, entry)| (age(entry), key.clone())).collect();
        oldest.sort_unstable_by_key(|(at, _)| *at);
        for (_, key) in oldest.into_iter().take(over) {
            entries.remove(&key);
        }
    }

    /// What there is.
    pub(crate) fn last(&self, key: &K) -> Last<V> {
        let entries = self.entries();
        match entries.get(key) {
            None => (None, Asking::No),
            Some(entry) => {
                let asking = match entry.running() {
                    Some(_) => Asking::Yes,
                    None => Asking::No,
                };
                (entry.last.clone(), asking)
            }
        }
    }

    /// The keys whose last value is so, in their order.
    pub(crate) fn keys_where(&self, is: impl Fn(&V) -> bool) -> Vec<K> {
        let entries = self.entries();
        let found = entries.iter().filter(|(_, entry)| match &entry.last {
            Some(Ok(value)) => is(value),
            Some(Err(_)) | None => false,
        });
        found.map(|(key, _)| key.clone()).collect()
    }

    fn entries(&self) -> MutexGuard<'_, BTreeMap<K, Entry<V>>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
