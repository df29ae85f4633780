//! Whose turn it is: every name's life, what the authority lets us order, and who goes first.

mod pause;
mod place;

use std::collections::{BTreeMap, BTreeSet};

use protocols::name::DomainName;
use protocols::time::Timestamp;

use super::authority::{AriId, Refused, Renewal};
use super::bucket::{Bucket, Rate};
use super::failure::{Failure, FailureKind, Scope};
use super::issue::Ended;
use super::life::{Draw, Held, Life, LifeState};
use super::renewal::Window;

use pause::Pause;
pub use place::Place;

/// From so many failures in a row a name, which is then tried daily, lets all others go first: what
/// nobody puts right must not use up what those need that can be served.
const FAILURES_UNTIL_LAST: u32 = 4;
/// Milliseconds an order is taken to need before one was seen to end.
const ORDER_MS_AT_FIRST: u64 = 10_000;

/// What may be done at once, and how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// New orders of the account. Those that replace a certificate by ARI do not count.
    pub orders: Rate,
    /// Failed validations of one name.
    pub validations: Rate,
    /// Orders under way at once.
    pub parallel: usize,
}

impl Default for Limits {
    /// Those of Let's Encrypt.
    fn default() -> Limits {
        Limits {
            orders: Rate {
                burst: 300,
                seconds: 3 * 3_600,
            },
            validations: Rate {
                burst: 5,
                seconds: 3_600,
            },
            parallel: 8,
        }
    }
}

/// What an order costs of the authority's limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paid {
    /// One order, when it goes out.
    Order,
    /// Nothing: it is under way already, or replaces a certificate by ARI.
    Nothing,
}

/// A name whose turn it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// The name.
    pub name: DomainName,
    /// What is known of it.
    pub life: Life,
    /// What its order will cost.
    pub paid: Paid,
}

/// Who goes first: those who do not always fail, those under whom the authority did not fail, those
/// who must be done earlier.
type Rank = (bool, u32, Timestamp);

/// A name whose order is under way.
#[derive(Debug, Clone, Copy)]
struct Running {
    began: Timestamp,
    /// An order is held for it that has not gone out yet.
    reserves: bool,
}

/// All names, and who may begin. It decides by the time it is told, and does nothing.
#[derive(Debug)]
pub struct Queue {
    limits: Limits,
    lives: BTreeMap<DomainName, Life>,
    /// Not yet due.
    waiting: BTreeSet<(Timestamp, DomainName)>,
    /// Due, and their order costs one.
    paying: BTreeSet<(Rank, DomainName)>,
    /// Due, and their order costs nothing.
    free: BTreeSet<(Rank, DomainName)>,
    running: BTreeMap<DomainName, Running>,
    /// When the authority is asked for each name's window.
    asks: BTreeSet<(Timestamp, DomainName)>,
    renewal: Renewal,
    taken: Bucket,
    pause: Pause,
    order_ms: u64,
}

impl Queue {
    /// A queue of no names, with so much of the orders taken already.
    pub fn new(limits: Limits, taken: Bucket) -> Queue {
        Queue {
            limits,
            lives: BTreeMap::new(),
            waiting: BTreeSet::new(),
            paying: BTreeSet::new(),
            free: BTreeSet::new(),
            running: BTreeMap::new(),
            asks: BTreeSet::new(),
            renewal: Renewal::Unsaid,
            taken,
            pause: Pause::default(),
            order_ms: ORDER_MS_AT_FIRST,
        }
    }

    /// Whether the authority suggests when to renew; until this is told nobody is asked for it.
    pub fn renewal_is(&mut self, renewal: Renewal) {
        self.renewal = renewal;
    }

    /// What is known of the names, by name.
    pub fn lives(&self) -> &BTreeMap<DomainName, Life> {
        &self.lives
    }

    /// How many orders are under way.
    pub fn running(&self) -> usize {
        self.running.len()
    }

    /// How many names are due.
    pub fn due(&self) -> usize {
        self.paying.len() + self.free.len()
    }

    /// Puts in what is known of a name, in place of what was known.
    pub fn put(&mut self, name: DomainName, life: Life) {
        self.take_out(&name);
        if !self.running.contains_key(&name) {
            self.waiting.insert((life.due(), name.clone()));
        }
        if let Some(held) = &life.held
            && held.id.is_some()
        {
            self.asks.insert((held.ask_at, name.clone()));
        }
        self.lives.insert(name, life);
    }

    /// Takes out a name that is no longer wanted; an order that is under way is carried to its end.
    pub fn remove(&mut self, name: &DomainName) {
        self.take_out(name);
        self.lives.remove(name);
    }

    /// Somebody wants a new certificate of this name now. `None` for a name that is not wanted.
    pub fn ask_for(&mut self, name: &DomainName, now: Timestamp) -> Option<&Life> {
        let life = self.lives.get(name)?.clone();
        self.put(name.clone(), life.asked_for(now, self.limits.validations));
        self.lives.get(name)
    }

    /// The name that may begin now, if there is one. It is under way from then on, until
    /// [`Queue::ended`].
    pub fn start(&mut self, now: Timestamp) -> Option<Start> {
        self.settle(now);
        let parallel = self.pause.parallel(now, self.limits.parallel);
        if self.running.len() >= parallel {
            return None;
        }
        let (name, paid) = if let Some((_, name)) = self.free.first().cloned() {
            (name, Paid::Nothing)
        } else if self.pause.allows_paying(now) && self.orders_free(now) > 0 {
            let (_, name) = self.paying.first().cloned()?;
            (name, Paid::Order)
        } else {
            return None;
        };
        let life = self.lives.get(&name)?.clone();
        self.take_out_of_turn(&name, &life);
        let running = Running {
            began: now,
            reserves: paid == Paid::Order,
        };
        self.running.insert(name.clone(), running);
        Some(Start { name, life, paid })
    }

    /// The order of a name is about to go out. Gives what is taken of the orders then.
    pub fn take_order(&mut self, name: &DomainName, now: Timestamp) -> Bucket {
        if let Some(running) = self.running.get_mut(name)
            && running.reserves
        {
            running.reserves = false;
            self.taken = self.taken.taken(self.limits.orders, now);
        }
        self.taken
    }

    /// How it ended with a name that was under way. Gives what is known of it now; `None` where it is no
    /// longer wanted.
    pub fn ended(
        &mut self,
        name: &DomainName,
        ended: Ended,
        now: Timestamp,
        draw: Draw,
    ) -> Option<&Life> {
        if let Some(running) = self.running.remove(name) {
            let took = now.0.saturating_sub(running.began.0).saturating_mul(1_000);
            // Three parts of what was known, one of what was seen.
            self.order_ms = (self.order_ms.saturating_mul(3).saturating_add(took)) / 4;
        }
        let life = self.lives.get(name)?.clone();
        let life = match ended {
            Ended::Issued(held) => {
                self.pause.works();
                life.issued(held)
            }
            Ended::Failed {
                failure,
                retry_after,
                ordered,
            } => {
                let life = Life { ordered, ..life };
                self.failed(name, life, failure, retry_after, draw)
            }
        };
        self.put(name.clone(), life);
        self.lives.get(name)
    }

    fn failed(
        &mut self,
        name: &DomainName,
        life: Life,
        failure: Failure,
        retry_after: Option<u64>,
        draw: Draw,
    ) -> Life {
        match (failure.kind.scope(), failure.kind) {
            (Scope::Authority, _) => {
                self.pause.fails(&failure, retry_after, draw);
                return life.let_down(failure);
            }
            (Scope::Name, FailureKind::RateLimited) => {
                self.pause.limits(name, failure.at, retry_after, draw);
            }
            // What we saw ourselves says nothing of the authority.
            (Scope::Name, kind) if kind.is_of_precheck() => {}
            (Scope::Name, _) => self.pause.works(),
        }
        let kind = failure.kind;
        let mut life = life.failed(failure, retry_after, self.limits.validations, draw);
        if let Some(held) = &mut life.held
            && kind == FailureKind::AlreadyReplaced
        {
            // RFC 9773 §5: a certificate is replaced once; the next order goes without.
            held.id = None;
        }
        life
    }

    /// A name whose window the authority is to be asked for now. It is not named again before
    /// [`Queue::suggested`].
    pub fn ask(&mut self, now: Timestamp) -> Option<(DomainName, AriId)> {
        loop {
            let (at, name) = self.asks.first()?.clone();
            if self.renewal == Renewal::Unsaid || at > now || self.pause.is_down(now) {
                return None;
            }
            self.asks.pop_first();
            let life = self.lives.get(&name);
            if let Some(id) = life.and_then(|life| life.held.as_ref()?.id.clone()) {
                return Some((name, id));
            }
        }
    }

    /// What the authority said of the window of a certificate. Gives what is known of the name now.
    pub fn suggested(
        &mut self,
        name: &DomainName,
        id: &AriId,
        said: Result<(Window, Option<u64>), Refused>,
        now: Timestamp,
        draw: Draw,
    ) -> Option<&Life> {
        let mut life = self.lives.get(name)?.clone();
        // Meanwhile it may have been replaced by another.
        if let Some(held) = life.held.take_if(|held| held.id.as_ref() == Some(id)) {
            life.held = Some(match said {
                Ok((window, retry_after)) => held.suggested(window, retry_after, now, draw),
                Err(refused) => held.not_suggested(refused.retry_after, now, draw),
            });
        }
        self.put(name.clone(), life);
        self.lives.get(name)
    }

    /// When something is to be done next, if nothing happens before.
    pub fn wake(&self, now: Timestamp) -> Option<Timestamp> {
        let waiting = self.waiting.first().map(|(at, _)| *at);
        // With no place left, the next thing is that one of those under way ends.
        let full = self.running.len() >= self.pause.parallel(now, self.limits.parallel);
        let idle = !full || self.pause.is_down(now);
        let paying = self.paying.first().filter(|_| idle);
        let paying = paying.map(|_| self.turn(0, now));
        let free = self.free.first().filter(|_| idle);
        let free = free.map(|_| self.pause.free_at(now));
        let asks = match self.renewal {
            Renewal::Suggested => self.asks.first().map(|(at, _)| *at),
            Renewal::Unsaid => None,
        };
        let asks = asks.map(|at| at.max(self.pause.down_until(now)));
        [waiting, paying, free, asks].into_iter().flatten().min()
    }

    /// How many names are in each state.
    pub fn states(&self, now: Timestamp) -> [(LifeState, usize); LifeState::ALL.len()] {
        let mut counts = LifeState::ALL.map(|state| (state, 0));
        for life in self.lives.values() {
            let state = life.state(now);
            for (of, count) in &mut counts {
                *count += usize::from(*of == state);
            }
        }
        counts
    }

    /// The certificate that runs out first.
    pub fn first_to_expire(&self) -> Option<(&DomainName, &Held)> {
        self.lives
            .iter()
            .filter_map(|(name, life)| Some((name, life.held.as_ref()?)))
            .min_by_key(|(_, held)| held.lifetime.not_after)
    }

    /// Orders that may go out now, beside those that are held for names under way.
    fn orders_free(&self, now: Timestamp) -> u32 {
        let reserved = self.running.values().filter(|running| running.reserves);
        let reserved = u32::try_from(reserved.count()).unwrap_or(u32::MAX);
        let free = self.taken.free(self.limits.orders, now);
        free.saturating_sub(reserved)
    }

    /// Those whose time has come are due.
    fn settle(&mut self, now: Timestamp) {
        while let Some((at, name)) = self.waiting.first().cloned() {
            if at > now {
                return;
            }
            self.waiting.pop_first();
            let Some(life) = self.lives.get(&name) else {
                continue;
            };
            let rank = rank(life);
            match costs(life) {
                Paid::Order => self.paying.insert((rank, name)),
                Paid::Nothing => self.free.insert((rank, name)),
            };
        }
    }

    fn take_out(&mut self, name: &DomainName) {
        let Some(life) = self.lives.get(name).cloned() else {
            return;
        };
        self.take_out_of_turn(name, &life);
        if let Some(held) = &life.held {
            self.asks.remove(&(held.ask_at, name.clone()));
        }
    }

    fn take_out_of_turn(&mut self, name: &DomainName, life: &Life) {
        self.waiting.remove(&(life.due(), name.clone()));
        let ranked = (rank(life), name.clone());
        self.paying.remove(&ranked);
        self.free.remove(&ranked);
    }
}

fn rank(life: &Life) -> Rank {
    let last = life.trouble.failures >= FAILURES_UNTIL_LAST;
    (last, life.trouble.strikes, life.deadline())
}

fn costs(life: &Life) -> Paid {
    match (life.ordered, life.replaces()) {
        (None, None) => Paid::Order,
        (Some(_), _) | (None, Some(_)) => Paid::Nothing,
    }
}
