//! Plan, apply and undo. What is written is what was shown: the order comes back with the mark of
//! what the person saw, and where another thing would be written now, nothing is.

use std::sync::Arc;

use app::apply::{
    Job, Resumed, Started, UndoRefused, approve, carry_out, resume, start_undo, undo, unfinished,
};
use app::approval::Mark;
use app::ledger::{Revision, Step, StepId};
use app::people::Scope;
use app::plan::{Asked, Drawn, Planner, draw};
use protocols::answers::Answers;
use protocols::name::DomainName;

use super::Desk;
use super::runs::RunState;
use crate::cli::apply::{failed, failed_for};
use crate::cli::ledger;
use crate::cli::plan;
use crate::cli::resume::{Ended, TakenUp};
use crate::context::now;
use crate::failure::Failed;
use crate::places::AccessPlaces;
use crate::server::caller::Caller;
use crate::server::outside::Asker;

/// A plan as it is shown.
pub(crate) struct Proposal {
    /// The plan, and who serves the zone.
    pub(crate) drawn: Drawn,
    /// What was wanted when it was drawn.
    pub(crate) revision: Revision,
    /// What to approve it by.
    pub(crate) mark: Mark,
}

/// What became of an order to apply.
pub(crate) enum Applying {
    /// It was begun, now or by the same order before.
    Begun(Box<Begun>),
    /// Another plan is drawn now. Nothing was written.
    Stale(Box<Proposal>),
}

/// What an order to apply began.
pub(crate) struct Begun {
    /// The run; `None` where nothing was to be written now.
    pub(crate) run: Option<StepId>,
    /// What waits, each with its number in the journal.
    pub(crate) later: Vec<(StepId, Job)>,
    /// How many records became ours without a change.
    pub(crate) adopted: usize,
}

/// What taking a run back would do.
pub(crate) struct TakeBack {
    /// What would be written.
    pub(crate) job: Job,
    /// What cannot be taken back, and why.
    pub(crate) refused: Vec<UndoRefused>,
    /// What to approve it by.
    pub(crate) mark: Mark,
}

/// What became of an order to take a run back.
pub(crate) enum TakingBack {
    /// It was begun, now or by the same order before.
    Begun {
        /// Of which domain.
        domain: DomainName,
        /// The run that takes it back.
        run: StepId,
    },
    /// There is nothing to take back.
    Nothing(Box<TakeBack>),
    /// Another thing would be taken back now. Nothing was written.
    Stale(Box<TakeBack>),
}

impl Desk {
    /// What would change in the DNS for a domain.
    pub(crate) async fn plan(
        &self,
        caller: &Caller,
        domain: &DomainName,
        asked: Asked,
    ) -> Result<Proposal, Failed> {
        caller.may(Scope::Plan)?;
        self.draw(domain, asked).await
    }

    async fn draw(&self, domain: &DomainName, asked: Asked) -> Result<Proposal, Failed> {
        let planner = Planner::of(self.ledger(), domain, asked).await;
        let planner = planner.map_err(|error| plan::failed_for(error, domain))?;
        let _room = self.room().await;
        let asker = Asker::new(&self.means.outside)?;
        let mut answers = Answers::new();
        let ask = asker.for_one_domain();
        let drawn = draw(&planner, &ask, &mut answers, now()).await;
        let drawn = drawn.map_err(|error| plan::failed_for(error, domain))?;
        let revision = planner.revision();
        Ok(Proposal {
            mark: Mark::of_plan(&drawn.plan, revision),
            drawn,
            revision,
        })
    }

    /// Begins to write what was shown under this mark.
    pub(crate) async fn apply(
        self: &Arc<Self>,
        caller: &Caller,
        domain: &DomainName,
        asked: Asked,
        shown: &Mark,
    ) -> Result<Applying, Failed> {
        caller.may(Scope::Apply)?;
        let _turn = self.turns.of(domain).await;
        let before = self.runs.begun_by(domain, shown);
        if let Some(id) = before
            && matches!(self.runs.state(id), RunState::UnderWay)
        {
            return Ok(Applying::Begun(Box::new(Begun::again(id))));
        }
        let proposal = self.draw(domain, asked).await?;
        if !proposal.mark.is(shown) {
            // The same order came again and what it wrote stands: it is answered as the first time.
            return Ok(match before {
                Some(id) => Applying::Begun(Box::new(Begun::again(id))),
                None => Applying::Stale(Box::new(proposal)),
            });
        }
        let places = self.places().await?;
        let plan = &proposal.drawn.plan;
        let started = approve(self.ledger(), &places, (plan, proposal.revision), now()).await;
        let Started {
            now: at_once,
            later,
        } = started.map_err(|e| failed_for(e, domain))?;
        let run = at_once.map(|(id, job)| {
            self.runs.approved(domain, *shown, id);
            self.carry(id, job, places);
            id
        });
        Ok(Applying::Begun(Box::new(Begun {
            run,
            later,
            adopted: plan.adopted.len(),
        })))
    }

    /// What taking a run back would do. Nothing is written.
    pub(crate) async fn take_back(&self, caller: &Caller, id: StepId) -> Result<TakeBack, Failed> {
        caller.may(Scope::Plan)?;
        self.reversed(&self.places().await?, id).await
    }

    async fn reversed(&self, places: &AccessPlaces, id: StepId) -> Result<TakeBack, Failed> {
        let (job, refused) = undo(self.ledger(), places, id).await.map_err(failed)?;
        Ok(TakeBack {
            mark: Mark::of_job(&job),
            job,
            refused,
        })
    }

    /// Begins to take a run back, as it was shown under this mark.
    pub(crate) async fn undo(
        self: &Arc<Self>,
        caller: &Caller,
        id: StepId,
        shown: &Mark,
    ) -> Result<TakingBack, Failed> {
        caller.may(Scope::Apply)?;
        let domain = self.step(id).await?.domain;
        let _turn = self.turns.of(&domain).await;
        let before = self.runs.begun_by(&domain, shown);
        if let Some(id) = before
            && matches!(self.runs.state(id), RunState::UnderWay)
        {
            return Ok(TakingBack::Begun { domain, run: id });
        }
        let places = self.places().await?;
        let back = self.reversed(&places, id).await?;
        if !back.mark.is(shown) {
            return Ok(match before {
                Some(id) => TakingBack::Begun { domain, run: id },
                None => TakingBack::Stale(Box::new(back)),
            });
        }
        if back.job.changes.is_empty() {
            return Ok(TakingBack::Nothing(Box::new(back)));
        }
        let id = start_undo(self.ledger(), &back.job, now()).await;
        let id = id.map_err(failed)?;
        self.runs.approved(&domain, *shown, id);
        self.carry(id, back.job, places);
        Ok(TakingBack::Begun { domain, run: id })
    }

    /// Takes up what is not finished, of one domain or of all, each under its number. What is being
    /// carried out is left alone.
    pub(crate) async fn resume(
        self: &Arc<Self>,
        caller: &Caller,
        which: Unfinished<'_>,
    ) -> Result<Vec<StepId>, Failed> {
        caller.may(Scope::Apply)?;
        let steps = self.unfinished(which).await?;
        let mut taken = Vec::new();
        for step in steps {
            let _turn = self.turns.of(&step.domain).await;
            if matches!(self.runs.state(step.id), RunState::UnderWay) {
                continue;
            }
            taken.push(step.id);
            let places = self.places().await?;
            self.take_up(step, places);
        }
        Ok(taken)
    }

    /// Ends what is not finished, as it stands; nothing is written.
    pub(crate) async fn give_up(
        &self,
        caller: &Caller,
        domain: &DomainName,
    ) -> Result<Vec<TakenUp>, Failed> {
        caller.may(Scope::Apply)?;
        let mut ended = Vec::new();
        for step in self.unfinished(Unfinished::Of(domain)).await? {
            let _turn = self.turns.of(&step.domain).await;
            if matches!(self.runs.state(step.id), RunState::UnderWay) {
                return Err(Failed::new("error-step-unfinished")
                    .text("domain", domain)
                    .count("step", step.id.0));
            }
            let end = app::apply::give_up(self.ledger(), &step, now()).await;
            let end = end.map(|()| Ended::CalledOff).map_err(ledger::failed);
            ended.push(taken_up(&step, end));
        }
        Ok(ended)
    }

    async fn unfinished(&self, which: Unfinished<'_>) -> Result<Vec<Step>, Failed> {
        let mut steps = unfinished(self.ledger()).await.map_err(ledger::failed)?;
        match which {
            Unfinished::All => {}
            Unfinished::Of(domain) => steps.retain(|step| step.domain == *domain),
        }
        Ok(steps)
    }

    /// Carries a job out; nobody waits for it but the house.
    fn carry(self: &Arc<Self>, id: StepId, job: Job, places: AccessPlaces) {
        self.runs.begin(id);
        let desk = self.clone();
        self.house.tasks.spawn(async move {
            let domain = job.domain.clone();
            let looker = || desk.looker();
            let (ledger, patience) = (desk.ledger(), desk.patience);
            let carried = carry_out(ledger, &places, looker, id, job, patience, now).await;
            let end = match carried {
                Ok((applied, seen)) => Ok(Ended::Resumed(Resumed::CarriedOut(applied, seen))),
                Err(error) => Err(failed(error)),
            };
            desk.ended(TakenUp { id, domain, end });
        });
    }

    /// As [`Desk::carry`], for what was left.
    fn take_up(self: &Arc<Self>, step: Step, places: AccessPlaces) {
        self.runs.begin(step.id);
        let desk = self.clone();
        self.house.tasks.spawn(async move {
            let looker = || desk.looker();
            let (ledger, patience) = (desk.ledger(), desk.patience);
            let end = resume(ledger, &places, looker, &step, patience, now).await;
            desk.ended(taken_up(&step, end.map(Ended::Resumed).map_err(failed)));
        });
    }

    fn ended(&self, taken: TakenUp) {
        match &taken.end {
            Ok(_) => tracing::info!(run = taken.id.0, domain = %taken.domain, "a run ended"),
            Err(error) => {
                let error = error.in_english();
                tracing::warn!(run = taken.id.0, domain = %taken.domain, error, "a run failed");
            }
        }
        self.runs.end(taken);
    }
}

/// What of that which is not finished.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Unfinished<'a> {
    /// All of it.
    All,
    /// That of one domain.
    Of(&'a DomainName),
}

impl Begun {
    /// The same order once more.
    fn again(id: StepId) -> Begun {
        Begun {
            run: Some(id),
            later: Vec::new(),
            adopted: 0,
        }
    }
}

fn taken_up(step: &Step, end: Result<Ended, Failed>) -> TakenUp {
    TakenUp {
        id: step.id,
        domain: step.domain.clone(),
        end,
    }
}
