//! The last check of any domain: the page shows it for a while, to everybody who may see it, before the
//! world is asked anew.

use std::sync::Arc;

use protocols::dkim::{KnownSelector, Source};
use protocols::domain::{CheckOptions, Expectation};
use protocols::name::DomainName;
use protocols::time::Timestamp;

use crate::context::now;
use crate::failure::Failed;
use crate::input;
use crate::server::House;
use crate::server::caller::Caller;
use crate::server::desk::{Desk, Looked};

use super::background::{Asking, Background, Dated};

/// Checks that are kept; one holds a few hundred kilobytes at the most.
const CHECKS_KEPT_MAX: usize = 64;
/// What was found this long ago, in seconds, is shown without asking anew.
const FRESH_SECONDS: u64 = 120;
/// Selectors that may be named; each is a question more.
const SELECTORS_MAX: usize = 10;

/// What is checked, and as what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Subject {
    domain: DomainName,
    parked: Parked,
    selectors: Vec<String>,
}

/// Whether the domain is meant to have no mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Parked {
    /// It is.
    Meant,
    /// Nobody said so.
    Unstated,
}

/// One check.
pub(crate) struct Check {
    /// When.
    pub(crate) at: Timestamp,
    /// What was found.
    pub(crate) looked: Looked,
}

impl Dated for Check {
    fn at(&self) -> Timestamp {
        self.at
    }
}

impl Subject {
    /// A domain, with selectors as they are typed: between spaces or commas.
    pub(crate) fn of(
        domain: DomainName,
        parked: Parked,
        selectors: &str,
    ) -> Result<Subject, Failed> {
        let words = selectors.split([' ', ',']).filter(|word| !word.is_empty());
        let mut selectors: Vec<String> = Vec::new();
        for word in words.take(SELECTORS_MAX) {
            input::selector(word)?;
            selectors.push(word.to_owned());
        }
        Ok(Subject {
            domain,
            parked,
            selectors,
        })
    }

    /// The domain.
    pub(crate) fn domain(&self) -> &DomainName {
        &self.domain
    }

    fn options(&self) -> Result<CheckOptions, Failed> {
        let mut options = CheckOptions::default();
        if self.parked == Parked::Meant {
            options.expectation = Expectation::Parked;
        }
        for text in &self.selectors {
            options.selectors.known.push(KnownSelector {
                selector: input::selector(text)?,
                source: Source::Asked,
            });
        }
        Ok(options)
    }
}

/// The last checks.
pub(crate) struct Checks(Arc<Background<Subject, Check>>);

impl Checks {
    /// None yet.
    pub(crate) fn new(house: &House) -> Arc<Checks> {
        Arc::new(Checks(Background::new(house, CHECKS_KEPT_MAX)))
    }

    /// The check of a subject: what there is after a short wait, and whether another is under way.
    pub(crate) async fn of(
        &self,
        desk: &Arc<Desk>,
        caller: &Caller,
        subject: &Subject,
    ) -> Result<(Option<Arc<Check>>, Asking), Failed> {
        let options = subject.options()?;
        let will_do = |check: &Check| now().0.saturating_sub(check.at.0) < FRESH_SECONDS;
        let work = || {
            let (desk, caller) = (desk.clone(), caller.clone());
            let domain = subject.domain.clone();
            async move {
                let looked = desk.check(&caller, &domain, options).await?;
                Ok(Check { at: now(), looked })
            }
        };
        self.0.begin(subject, will_do, work).await;
        match self.0.last(subject) {
            (Some(Ok(check)), asking) => Ok((Some(check), asking)),
            (Some(Err(failed)), Asking::No) => Err(failed),
            (Some(Err(_)) | None, asking) => Ok((None, asking)),
        }
    }
}
