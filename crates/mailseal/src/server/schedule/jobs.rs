//! Taking up what is not finished, as `mailseal resume` does.

use app::apply::{End, Patience, Places, Resumed, is_waiting, resume, unfinished};
use app::drive::Ask;
use app::ledger::{Ledger, Step};
use app::watch::change::{Change, JobEnd};
use protocols::name::DomainName;
use protocols::plan::WaitFor;
use protocols::time::Timestamp;

use crate::context::now;

/// A job that was begun this long ago, in seconds, and is not finished, was cut off: whoever carries one
/// out has a few minutes at the most, and tries are few.
const CUT_OFF_SECONDS: u64 = 900;

/// What came of it.
#[derive(Default)]
pub(super) struct TakenUp {
    /// What ended.
    pub(super) events: Vec<Change>,
    /// The next moment that is waited for.
    pub(super) wake: Option<Timestamp>,
}

/// Takes up the jobs of a domain that wait, or were cut off. One that cannot be taken up does not keep
/// the others from it.
pub(super) async fn take_up<A: Ask>(
    ledger: &impl Ledger,
    places: &impl Places,
    looker: impl Fn() -> A,
    domain: &DomainName,
    patience: Patience,
) -> TakenUp {
    let mut taken = TakenUp::default();
    let steps = match unfinished(ledger).await {
        Ok(steps) => steps,
        Err(error) => {
            tracing::error!(%domain, %error, "what waits could not be read");
            return taken;
        }
    };
    for step in steps.iter().filter(|step| step.domain == *domain) {
        if !is_waiting(step) && !is_cut_off(step, now()) {
            continue;
        }
        match resume(ledger, places, &looker, step, patience, now).await {
            Ok(resumed) => taken.note(step, &resumed),
            Err(error) => {
                tracing::warn!(%domain, step = step.id.0, %error, "a job could not be taken up");
            }
        }
    }
    taken
}

/// Whether nobody works on it any more.
fn is_cut_off(step: &Step, now: Timestamp) -> bool {
    let begun = step.moments.last().map_or(Timestamp(0), |last| last.at);
    now.0.saturating_sub(begun.0) >= CUT_OFF_SECONDS
}

impl TakenUp {
    fn note(&mut self, step: &Step, resumed: &Resumed) {
        let end = match resumed {
            Resumed::CarriedOut(applied, _) => match applied.end {
                End::Done => JobEnd::Done,
                End::GivenUp => JobEnd::GivenUp,
                // It goes on at the next look.
                End::Open => return,
            },
            Resumed::Waits { until, .. } => {
                let moments = until.iter().filter_map(|wait| match wait {
                    WaitFor::Moment(at) => Some(*at),
                    WaitFor::PolicyServed(_) | WaitFor::InPlace(_) => None,
                });
                self.wake = self.wake.into_iter().chain(moments).min();
                return;
            }
            Resumed::Stale { .. } | Resumed::Refused { .. } => JobEnd::Stale,
        };
        tracing::info!(domain = %step.domain, step = step.id.0, ?end, "a job was taken up");
        self.events.push(Change::Job { step: step.id, end });
    }
}
