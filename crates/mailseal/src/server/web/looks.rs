//! What is known of a domain from the last look at it: pages show that, and ask for a new one in the
//! background. A page never waits long for the world.

use std::sync::Arc;

use app::advance::Status;
use app::ledger::{Page, Revision, StepId, Steps};
use app::overview::{Looked, Summary};
use app::plan::Asked;
use protocols::domain::CheckOptions;
use protocols::name::DomainName;
use protocols::time::Timestamp;

use crate::context::now;
use crate::failure::Failed;
use crate::output::Report;
use crate::server::House;
use crate::server::caller::Caller;
use crate::server::desk::{Desk, Proposal};
use crate::wording::{Catalogue, Language};

pub(crate) use super::background::Asking;
use super::background::{Background, Dated};

/// Domains whose last look is kept; the oldest goes first. One holds a few hundred kilobytes at the most.
const LOOKS_KEPT_MAX: usize = 256;
/// What was seen this long ago, in seconds, is shown without asking anew.
const FRESH_SECONDS: u64 = 300;

/// One look at a domain.
pub(crate) struct Look {
    /// When.
    pub(crate) at: Timestamp,
    /// What the check says.
    pub(crate) report: Report,
    /// What would change, or why no plan can be drawn.
    pub(crate) proposal: Result<Proposal, Failed>,
    /// Where its machines stand, or why that is not known.
    pub(crate) status: Result<Status, Failed>,
    rests_on: Basis,
}

/// What a look rests on beside the world: when it changed, what was seen is of no use any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Basis {
    revision: Revision,
    last_step: Option<(StepId, usize)>,
}

/// What there is to show.
pub(crate) enum Seen {
    /// A look; a new one may be under way.
    Look {
        /// It.
        look: Arc<Look>,
        /// Whether a new one is under way.
        asking: Asking,
    },
    /// The first look is under way.
    Nothing,
    /// The look failed.
    Failed(Failed),
}

/// Whether what was seen lately will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Want {
    /// It will.
    Recent,
    /// The person asked for a new look.
    New,
}

/// The last looks.
pub(crate) struct Looks(Arc<Background<DomainName, Look>>);

impl Dated for Look {
    fn at(&self) -> Timestamp {
        self.at
    }
}

impl Looks {
    /// None yet.
    pub(crate) fn new(house: &House) -> Arc<Looks> {
        Arc::new(Looks(Background::new(house, LOOKS_KEPT_MAX)))
    }

    /// What there is to show of a domain that is looked after.
    pub(crate) async fn of(
        &self,
        desk: &Arc<Desk>,
        domain: &DomainName,
        want: Want,
    ) -> Result<Seen, Failed> {
        let basis = basis(desk, domain).await?;
        let will_do = |look: &Look| {
            let is_fresh = now().0.saturating_sub(look.at.0) < FRESH_SECONDS;
            want == Want::Recent && look.rests_on == basis && is_fresh
        };
        let work = || {
            let (desk, domain) = (desk.clone(), domain.clone());
            async move { look(&desk, &domain, basis).await }
        };
        self.0.begin(domain, will_do, work).await;
        Ok(match self.0.last(domain) {
            // Of another state of what is wanted: a plan of it would be refused.
            (Some(Ok(look)), Asking::Yes) if look.rests_on.revision != basis.revision => {
                Seen::Nothing
            }
            (Some(Ok(look)), asking) => Seen::Look { look, asking },
            (Some(Err(failed)), Asking::No) => Seen::Failed(failed),
            (Some(Err(_)) | None, _) => Seen::Nothing,
        })
    }

    /// The last look at a domain, however old.
    pub(crate) fn last(&self, domain: &DomainName) -> Option<Arc<Look>> {
        self.0.last(domain).0?.ok()
    }

    /// The domains whose last look has a finding of this rule, by name.
    pub(crate) fn having(&self, rule_id: &str) -> Vec<DomainName> {
        self.0.keys_where(|look| {
            let mut findings = look.report.assessment.findings.iter();
            findings.any(|finding| finding.rule.id == rule_id)
        })
    }
}

/// Pages ask for themselves; who may see what is decided where it is shown.
async fn look(desk: &Arc<Desk>, domain: &DomainName, rests_on: Basis) -> Result<Look, Failed> {
    let caller = Caller::schedule();
    let at = now();
    let (looked, proposal, status) = tokio::join!(
        desk.check(&caller, domain, CheckOptions::default()),
        desk.plan(&caller, domain, Asked::default()),
        desk.status(&caller, domain),
    );
    let look = Look {
        at,
        report: looked?.report,
        proposal,
        status,
        rests_on,
    };
    keep_line(desk, domain, &look).await;
    Ok(look)
}

/// Keeps the domain's line of the list. That it could not be kept takes nothing from what was seen.
async fn keep_line(desk: &Desk, domain: &DomainName, look: &Look) {
    let Ok(status) = &look.status else {
        return;
    };
    let summary = Summary::of(
        &Looked {
            desired: &status.stored.desired,
            assessment: &look.report.assessment,
            plan: look
                .proposal
                .as_ref()
                .ok()
                .map(|proposal| &proposal.drawn.plan),
            lives: Some(&status.next),
        },
        look.at,
    );
    if let Err(failed) = desk.keep_summary(&summary).await {
        let error = failed.what(Catalogue::shared(Language::English));
        tracing::warn!(%domain, error, "the line of a domain in the list was not kept");
    }
}

async fn basis(desk: &Desk, domain: &DomainName) -> Result<Basis, Failed> {
    let caller = Caller::schedule();
    let shown = desk.domain(&caller, domain).await?;
    let steps = desk
        .history(&caller, Steps::Of(domain.clone()), Page::first(1))
        .await?;
    Ok(Basis {
        revision: shown.stored.revision,
        last_step: steps.first().map(|step| (step.id, step.moments.len())),
    })
}
