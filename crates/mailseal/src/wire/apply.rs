//! What `apply`, `undo` and `resume` print for programs.

use app::apply::{Applied, End, Fate, Job, NoPlace, Resumed, UndoRefused, Visibility, Visible};
use app::ledger::StepId;
use app::zone::ZoneError;
use protocols::plan::WaitFor;
use protocols::plan::standing::Standing;
use serde_json::{Value as Json, json};

use super::{names, plan};
use crate::cli::apply::Outcome;
use crate::cli::resume::{Ended, TakenUp};
use crate::render::apply as words_of;
use crate::wording::Catalogue;

/// What became of every plan.
pub(crate) fn json(outcomes: &[Outcome], words: &Catalogue) -> String {
    let domains = outcomes.iter().map(|outcome| {
        let domain = outcome.plan.domain.to_string();
        match &outcome.applied {
            Ok(applied) => json!({
                "domain": domain,
                "job": applied.applied.as_ref().map(|(applied, seen)| job(applied, seen, words)),
                "waiting": applied
                    .later
                    .iter()
                    .map(|(id, job)| waiting(*id, job, None))
                    .collect::<Vec<Json>>(),
                "adopted": applied.adopted,
                "blocked": outcome.plan.blocked.iter().map(plan::blocked).collect::<Vec<Json>>(),
                "unknowns": outcome
                    .plan
                    .open_unknowns()
                    .map(plan::unknown)
                    .collect::<Vec<Json>>(),
            }),
            Err(failed) => json!({ "domain": domain, "error": failed.what(words) }),
        }
    });
    let domains: Vec<Json> = domains.collect();
    super::document(&json!({ "schema": "mailseal.apply/1", "domains": domains }))
}

/// What was taken back; `None` where there was nothing to do.
pub(crate) fn undone(
    carried: Option<&(Applied, Vec<Visibility>)>,
    refused: &[UndoRefused],
    words: &Catalogue,
) -> String {
    super::document(&json!({
        "schema": "mailseal.undo/1",
        "job": carried.map(|(applied, seen)| job(applied, seen, words)),
        "refused": refusals(refused, words),
    }))
}

pub(crate) fn refusals(refused: &[UndoRefused], words: &Catalogue) -> Json {
    let refused = refused.iter().map(|why| {
        let kind = match why {
            UndoRefused::Overtaken { .. } => "overtaken",
            UndoRefused::Unread(..) => "unread",
            UndoRefused::Signs(_) => "signs",
            UndoRefused::Signed(_) => "signed",
            UndoRefused::Announced => "announced",
            UndoRefused::NoPlace(_) => "no-access",
        };
        json!({ "why": kind, "words": words_of::refusal(why, words) })
    });
    refused.collect()
}

/// What became of everything that was not finished.
pub(crate) fn resumed(all: &[TakenUp], words: &Catalogue) -> String {
    let jobs: Vec<Json> = all.iter().map(|taken| taken_up(taken, words)).collect();
    super::document(&json!({ "schema": "mailseal.resume/1", "jobs": jobs }))
}

/// What became of one job.
pub(crate) fn taken_up(taken: &TakenUp, words: &Catalogue) -> Json {
    let ended =
        |end: &str| json!({ "step": taken.id.0, "domain": taken.domain.to_string(), "end": end });
    match &taken.end {
        Ok(Ended::Resumed(Resumed::CarriedOut(applied, seen))) => job(applied, seen, words),
        Ok(Ended::Resumed(Resumed::Waits { id, job, until })) => waiting(*id, job, Some(until)),
        Ok(Ended::Resumed(Resumed::Stale { .. })) => ended("stale"),
        Ok(Ended::Resumed(Resumed::Refused { refused, .. })) => {
            let mut shape = ended("refused");
            shape["refused"] = refusals(refused, words);
            shape
        }
        Ok(Ended::CalledOff) => ended("called-off"),
        Err(failed) => {
            let mut shape = ended("error");
            shape["error"] = json!(failed.what(words));
            shape
        }
    }
}

fn job(applied: &Applied, seen: &[Visibility], words: &Catalogue) -> Json {
    let changes = applied.job.changes.iter().zip(&applied.fates).enumerate();
    let changes = changes.map(|(index, (change, fate))| {
        let mut shape = plan::step(&change.step);
        let (kind, error) = fate_of(fate, words);
        shape["fate"] = json!(kind);
        if let Some(error) = error {
            shape["error"] = json!(error);
        }
        if let Some(seen) = seen.get(index) {
            shape["seen"] = visibility(seen);
        }
        shape
    });
    json!({
        "step": applied.id.0,
        "domain": applied.job.domain.to_string(),
        "end": match applied.end {
            End::Done => "done",
            End::Open => "open",
            End::GivenUp => "given-up",
        },
        "changes": changes.collect::<Vec<Json>>(),
    })
}

fn fate_of(fate: &Fate, words: &Catalogue) -> (&'static str, Option<String>) {
    match fate {
        Fate::Stood => ("stood", None),
        Fate::Written(_) => ("written", None),
        Fate::NotWritten(error) => {
            let kind = match error {
                ZoneError::Unauthorised(_) => "unauthorised",
                ZoneError::NoZone(_) => "no-zone",
                ZoneError::Unreadable(_) => "unreadable",
                ZoneError::Changed { .. } => "changed",
                ZoneError::CannotHold { .. } => "cannot-hold",
                ZoneError::Refused(_) => "refused",
                ZoneError::TooMany(_) => "too-many",
                ZoneError::NoAnswer(_) => "no-answer",
            };
            (kind, Some(words_of::what(&error.cause(), words)))
        }
        Fate::NoPlace(error) => {
            let kind = match error {
                NoPlace::NoAccess(_) => "no-access",
                NoPlace::Unusable { .. } => "access-unusable",
            };
            (kind, Some(words_of::what(&error.cause(), words)))
        }
        Fate::NotReached => ("not-reached", None),
    }
}

fn visibility(seen: &Visibility) -> Json {
    let (everywhere, servers, lagging) = match &seen.seen {
        Visible::Everywhere { servers } => (true, Some(*servers), Vec::new()),
        Visible::Lagging(servers) => {
            let servers = servers
                .iter()
                .map(|(server, standing)| json!({ "server": server, "says": says(standing) }));
            (false, None, servers.collect())
        }
        Visible::Unknown(failure) => {
            let failure = json!({ "failure": names::failure(*failure) });
            (
                false,
                None,
                vec![json!({ "server": null, "says": failure })],
            )
        }
    };
    json!({
        "everywhere": everywhere,
        "servers": servers,
        "lagging": lagging,
        "old_for_seconds": seen.old_for_seconds,
    })
}

fn says(standing: &Standing) -> Json {
    match standing {
        Standing::Set(None) => json!([]),
        Standing::Set(Some(set)) => set.values.iter().map(plan::value).collect(),
        Standing::Alias(target) => json!({ "alias": target.to_string() }),
        Standing::Failed(failure) => json!({ "failure": names::failure(*failure) }),
    }
}

/// A job that waits: for what it was shown to wait, or for what is left of that.
pub(crate) fn waiting(id: StepId, job: &Job, until: Option<&[WaitFor]>) -> Json {
    let changes = job.changes.iter().map(|change| plan::step(&change.step));
    let shown = job
        .changes
        .iter()
        .filter_map(|change| change.waits.as_ref());
    let until: Vec<Json> = match until {
        Some(until) => until.iter().map(plan::until).collect(),
        None => shown.map(plan::until).collect(),
    };
    json!({
        "step": id.0,
        "domain": job.domain.to_string(),
        "end": "waiting",
        "changes": changes.collect::<Vec<Json>>(),
        "until": until,
    })
}
