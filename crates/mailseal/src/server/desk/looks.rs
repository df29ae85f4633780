//! What only looks: at the world, or at a text. Nothing is written.

use app::check::{Job, check};
use app::ledger::Ledger;
use app::people::{Actor, Scope};
use app::spf_draft::{Choice, Draft, NoDraft, draft};
use net::Deadline;
use protocols::answers::Answers;
use protocols::dmarc::{Discovery, discover_policy};
use protocols::domain::{CheckOptions, Viewpoint};
use protocols::name::DomainName;
use protocols::spf::{SpfQuery, SpfVerdict, check_host, proposed};
use tokio::sync::SemaphorePermit;

use super::{Desk, OpenCheck};
use crate::cli::flatten::{Outcome, flattened};
use crate::context::now;
use crate::failure::Failed;
use crate::ignore::IgnoreList;
use crate::output::Report;
use crate::reason;
use crate::server::caller::Caller;
use crate::server::outside::DOMAIN_TIME;

/// What a check found, and everything the world said.
pub(crate) struct Looked {
    /// What is said of the domain.
    pub(crate) report: Report,
    /// The answers it rests on.
    pub(crate) answers: Answers,
}

impl Desk {
    /// Room for one more look; waits for it.
    pub(super) async fn room(&self) -> Option<SemaphorePermit<'_>> {
        // It is never closed.
        self.looks.acquire().await.ok()
    }

    /// Refuses whoever may not check domains, or checks too many.
    pub(crate) fn may_check(&self, caller: &Caller) -> Result<(), Failed> {
        match (&caller.actor, self.means.open_check) {
            (Actor::Stranger, OpenCheck::Yes) => Ok(()),
            (_, _) => caller.may(Scope::Read),
        }
    }

    /// Checks any domain; of one that was added, what is wanted counts too.
    pub(crate) async fn check(
        &self,
        caller: &Caller,
        domain: &DomainName,
        mut options: CheckOptions,
    ) -> Result<Looked, Failed> {
        self.may_check(caller)?;
        let stored = self.ledger().domain(domain).await;
        let stored = stored.map_err(crate::cli::ledger::failed)?;
        let job = Job {
            domain: domain.clone(),
            wanted: stored.map(|stored| stored.desired),
        };
        if self.means.outside.allows_private() {
            options.viewpoint = Viewpoint::Inside;
        }
        let _room = self.room().await;
        let network = self.means.outside.network()?;
        let ask = Deadline::new(&network, DOMAIN_TIME);
        let now = now();
        let checked = check(&ask, &job, &options, now).await.map_err(|error| {
            Failed::new("error-drive-domain")
                .text("domain", domain)
                .because(reason::of_drive(&error))
        })?;
        let answers = checked.answers.clone();
        let report = Report::of(domain, checked, &IgnoreList::default(), now);
        Ok(Looked { report, answers })
    }

    /// What SPF says of a sender; with `what_if` as if that record stood.
    pub(crate) async fn spf(
        &self,
        caller: &Caller,
        domain: &DomainName,
        query: &SpfQuery,
        what_if: Standing<'_>,
    ) -> Result<SpfVerdict, Failed> {
        caller.may(Scope::Read)?;
        let _room = self.room().await;
        let verdict = |answers: &Answers| match what_if {
            Standing::Proposed(record) => check_host(query, &proposed(domain, record, answers)),
            Standing::AsItIs => check_host(query, answers),
        };
        Ok(self.means.outside.look(verdict).await?.0)
    }

    /// Which DMARC policy applies to a name.
    pub(crate) async fn dmarc(
        &self,
        caller: &Caller,
        name: &DomainName,
    ) -> Result<Discovery, Failed> {
        caller.may(Scope::Read)?;
        let _room = self.room().await;
        let verdict = |answers: &Answers| discover_policy(name, answers);
        Ok(self.means.outside.look(verdict).await?.0)
    }

    /// The SPF record of a domain as its owner is putting it together. Nothing is stored.
    pub(crate) async fn spf_draft(
        &self,
        caller: &Caller,
        domain: &DomainName,
        choice: Option<&Choice>,
    ) -> Result<Draft, Failed> {
        caller.may(Scope::Read)?;
        let desired = self.known(domain).await?.desired;
        let _room = self.room().await;
        let look = |answers: &Answers| draft(&desired, choice, answers);
        let (drafted, _) = self.means.outside.look(look).await?;
        drafted.map_err(|why| no_draft(&why, domain))
    }

    /// An SPF record without its includes.
    pub(crate) async fn flatten(
        &self,
        caller: &Caller,
        domain: &DomainName,
        record: Standing<'_>,
    ) -> Result<Outcome, Failed> {
        caller.may(Scope::Read)?;
        let _room = self.room().await;
        let given = match record {
            Standing::AsItIs => None,
            Standing::Proposed(text) => Some(text),
        };
        let verdict = |answers: &Answers| flattened(domain, given, answers);
        Ok(self.means.outside.look(verdict).await?.0)
    }
}

/// Which record is looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Standing<'a> {
    /// The one that stands.
    AsItIs,
    /// This one, as if it stood.
    Proposed(&'a str),
}

/// Why there is nothing to put together.
fn no_draft(why: &NoDraft, domain: &DomainName) -> Failed {
    let key = match why {
        NoDraft::Parked => return Failed::new("error-change-parked").text("domain", domain),
        NoDraft::Broken => "reason-spf-draft-broken",
        NoDraft::Unseen(failure) => crate::render::question::failure_key(*failure),
    };
    Failed::new("error-spf-draft")
        .text("domain", domain)
        .because(Failed::new(key))
}
