//! What was begun, under its number in the journal. While the process lives it is known how each
//! change ended; afterwards the journal tells that it ended.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use app::approval::Mark;
use app::ledger::{Ledger, Page, Step, StepId, StepKind, Steps};
use protocols::name::DomainName;

use super::Desk;
use crate::cli::ledger;
use crate::cli::resume::TakenUp;
use crate::failure::Failed;
use crate::server::caller::Caller;
use app::people::Scope;

/// Ends that are kept in memory; the oldest goes first. Each holds the changes of one job.
const RUNS_KEPT_MAX: usize = 512;

/// One run: its line of the journal, and what more is known of it.
pub(crate) struct Run {
    /// The journal's line.
    pub(crate) step: Step,
    /// What this process knows.
    pub(crate) state: RunState,
}

/// How far a run is.
#[derive(Clone)]
pub(crate) enum RunState {
    /// It is being carried out.
    UnderWay,
    /// It came to this end while this process was running.
    Ended(Arc<TakenUp>),
    /// Only the journal knows.
    InJournal,
}

#[derive(Default)]
pub(super) struct Runs(Mutex<Known>);

#[derive(Default)]
struct Known {
    states: BTreeMap<StepId, RunState>,
    /// The last run of a domain that began with an approval, and its mark.
    begun: BTreeMap<DomainName, (Mark, StepId)>,
}

impl Runs {
    /// A run begins.
    pub(super) fn begin(&self, id: StepId) {
        let mut known = self.known();
        known.states.insert(id, RunState::UnderWay);
    }

    /// By which approval the last run of a domain began.
    pub(super) fn approved(&self, domain: &DomainName, mark: Mark, id: StepId) {
        let mut known = self.known();
        if known.begun.len() >= RUNS_KEPT_MAX {
            let Known { states, begun } = &mut *known;
            begun.retain(|_, (_, id)| states.contains_key(id));
        }
        known.begun.insert(domain.clone(), (mark, id));
    }

    /// The last run of a domain, where it began with this approval.
    pub(super) fn begun_by(&self, domain: &DomainName, mark: &Mark) -> Option<StepId> {
        let known = self.known();
        let (by, id) = known.begun.get(domain)?;
        by.is(mark).then_some(*id)
    }

    /// A run came to an end.
    pub(super) fn end(&self, taken: TakenUp) {
        let mut known = self.known();
        known
            .states
            .insert(taken.id, RunState::Ended(Arc::new(taken)));
        let over = known.states.len().saturating_sub(RUNS_KEPT_MAX);
        let ended = known
            .states
            .iter()
            .filter(|(_, state)| matches!(state, RunState::Ended(_)));
        let oldest: Vec<StepId> = ended.map(|(id, _)| *id).take(over).collect();
        for id in oldest {
            known.states.remove(&id);
        }
    }

    pub(super) fn state(&self, id: StepId) -> RunState {
        let known = self.known();
        known
            .states
            .get(&id)
            .cloned()
            .unwrap_or(RunState::InJournal)
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk {
    /// One run.
    pub(crate) async fn run(&self, caller: &Caller, id: StepId) -> Result<Run, Failed> {
        caller.may(Scope::Read)?;
        // Before the journal: a run that ends in between has its end there.
        let state = self.runs.state(id);
        let step = self.step(id).await?;
        Ok(Run { step, state })
    }

    /// Steps of the journal, newest first.
    pub(crate) async fn history(
        &self,
        caller: &Caller,
        of: Steps,
        page: Page<StepId>,
    ) -> Result<Vec<Step>, Failed> {
        caller.may(Scope::Read)?;
        self.ledger().steps(of, page).await.map_err(ledger::failed)
    }

    /// A step that wrote to the DNS.
    pub(super) async fn step(&self, id: StepId) -> Result<Step, Failed> {
        // The journal is read from the newest down, so this page begins at the step, if there is one.
        let page = Page::after(StepId(id.0.saturating_add(1)), 1);
        let steps = self.ledger().steps(Steps::All, page).await;
        let step = steps.map_err(ledger::failed)?.into_iter().next();
        let writes = |step: &Step| matches!(step.kind, StepKind::Apply | StepKind::Undo);
        step.filter(|step| step.id == id && writes(step))
            .ok_or_else(|| Failed::new("error-no-job").count("step", id.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(id: u64) -> TakenUp {
        TakenUp {
            id: StepId(id),
            domain: "a.example".parse().unwrap(),
            end: Err(Failed::new("error-nothing-stored")),
        }
    }

    #[test]
    fn the_oldest_end_is_forgotten_and_what_runs_is_not() {
        let runs = Runs::default();
        runs.begin(StepId(1));
        for id in 2..=(RUNS_KEPT_MAX as u64 + 2) {
            runs.end(ended(id));
        }
        assert!(matches!(runs.state(StepId(1)), RunState::UnderWay));
        assert!(matches!(runs.state(StepId(2)), RunState::InJournal));
        assert!(matches!(runs.state(StepId(4)), RunState::Ended(_)));
    }
}
