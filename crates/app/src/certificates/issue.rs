//! One order, from its beginning, or from where a dead process left it, to the certificate.

mod next;

use std::time::Duration;

use protocols::answers::Answers;
use protocols::domain::observe::caa::Applicant;
use protocols::name::DomainName;
use protocols::time::Timestamp;

use crate::drive::{Ask, drive};
use crate::ledger::LedgerError;

use super::authority::{Account, Authority, ChallengeKind, Offer, Proof, Refused, Shows, Terms};
use super::bucket::Bucket;
use super::chain::{Chain, new_key};
use super::failure::{Failure, FailureKind, Said, Scope};
use super::life::{Draw, Held, Life};
use super::precheck::{Precheck, Where, precheck};
use super::store::{CertificateStore, Kept, Placed};

use next::{Next, choose, next};

/// The longest that is waited for an order in one go. What the authority has not done by then is gone on
/// with later.
const ORDER_TIME_MAX: Duration = Duration::from_secs(300);
/// How long is waited between two looks at an order: at first, and at most.
const LOOK_PAUSE: Duration = Duration::from_secs(1);
const LOOK_PAUSE_MAX: Duration = Duration::from_secs(10);

/// Whom an order has to do with.
#[derive(Debug)]
pub struct Means<'a, A, S, W, Q> {
    /// The authority.
    pub authority: &'a A,
    /// Where all is kept.
    pub store: &'a S,
    /// Whoever shows challenges' answers and certificates.
    pub shows: &'a W,
    /// Whoever answers questions of the DNS.
    pub ask: &'a Q,
    /// The moment it is.
    pub now: fn() -> Timestamp,
}

/// What is ordered.
#[derive(Debug, Clone)]
pub struct Issue<'a> {
    /// The name.
    pub name: &'a DomainName,
    /// What is known of it.
    pub life: &'a Life,
    /// Where the authority must come to.
    pub place: &'a Where,
    /// The account that orders.
    pub account: &'a Account,
    /// What the authority says of itself.
    pub terms: &'a Terms,
    /// The challenges that may be used, the preferred one first.
    pub challenges: &'a [ChallengeKind],
    /// Luck for the moment of the renewal.
    pub draw: Draw,
}

/// How an order ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// With a certificate, which is kept and shown.
    Issued(Held),
    /// With none.
    Failed {
        /// Why.
        failure: Failure,
        /// Seconds that the authority wants us to wait.
        retry_after: Option<u64>,
        /// Since when an order is under way that can be gone on with, where one is.
        ordered: Option<Timestamp>,
    },
}

/// Carries one order to its end. `take` is called right before an order goes out that counts, and gives
/// what is taken of the orders then.
///
/// It may be given up or killed at any moment: what was begun is in the store, and the next call for
/// this name goes on with it.
pub async fn issue<A, S, W, Q>(
    means: &Means<'_, A, S, W, Q>,
    what: &Issue<'_>,
    take: impl Fn() -> Bucket + Send,
) -> Ended
where
    A: Authority,
    S: CertificateStore,
    W: Shows,
    Q: Ask,
{
    let begun = match under_way(means, what).await {
        Ok(Some(begun)) => Ok(begun),
        Ok(None) => begin(means, what, take).await,
        Err(refused) => Err(refused),
    };
    let begun = match begun {
        Ok(begun) => begun,
        Err(refused) => return failed(refused, None, (means.now)()),
    };
    match carry(means, what, &begun).await {
        Ok(held) => Ended::Issued(held),
        // The order is as good as before: whoever failed was not the name.
        Err(refused) if is_order_left(refused.kind) => {
            failed(refused, Some(begun.since), (means.now)())
        }
        Err(refused) => match means.store.drop_order(what.name).await {
            Ok(()) => failed(refused, None, (means.now)()),
            Err(error) => failed(not_kept(&error), Some(begun.since), (means.now)()),
        },
    }
}

/// An order under way.
struct Begun {
    placed: Placed,
    since: Timestamp,
    /// The challenges that may be used.
    challenges: Vec<ChallengeKind>,
}

/// Whether there is an order to go on with after this failure.
fn is_order_left(kind: FailureKind) -> bool {
    match kind.scope() {
        Scope::Name => false,
        // Orders go with their account.
        Scope::Authority => kind != FailureKind::AccountDoesNotExist,
    }
}

fn failed(refused: Refused, ordered: Option<Timestamp>, at: Timestamp) -> Ended {
    Ended::Failed {
        failure: Failure {
            at,
            kind: refused.kind,
            said: refused.said,
        },
        retry_after: refused.retry_after,
        ordered,
    }
}

fn not_kept(error: &LedgerError) -> Refused {
    Refused {
        said: Said::new(&error.to_string()),
        ..Refused::of(FailureKind::Store)
    }
}

/// The order that a dead process left, where it is one of this authority.
async fn under_way<A: Authority, S: CertificateStore, W, Q>(
    means: &Means<'_, A, S, W, Q>,
    what: &Issue<'_>,
) -> Result<Option<Begun>, Refused> {
    let kept = means.store.placed(what.name).await;
    let Some(placed) = kept.map_err(|error| not_kept(&error))? else {
        return Ok(None);
    };
    if placed.directory == means.authority.directory() {
        return Ok(Some(Begun {
            placed,
            since: what.life.ordered.unwrap_or((means.now)()),
            challenges: what.challenges.to_vec(),
        }));
    }
    let dropped = means.store.drop_order(what.name).await;
    dropped.map_err(|error| not_kept(&error))?;
    Ok(None)
}

/// Looks at the name, and orders.
async fn begin<A: Authority, S: CertificateStore, W, Q: Ask>(
    means: &Means<'_, A, S, W, Q>,
    what: &Issue<'_>,
    take: impl Fn() -> Bucket,
) -> Result<Begun, Refused> {
    let (store, authority) = (means.store, means.authority);
    let challenges = match looked_at(means, what).await {
        Precheck::Go(challenges) => challenges,
        Precheck::Stop(kind, said) => {
            return Err(Refused {
                said,
                ..Refused::of(kind)
            });
        }
    };
    let key = new_key().map_err(|error| Refused {
        said: Said::new(&error.to_string()),
        ..Refused::of(FailureKind::Store)
    })?;
    let directory = authority.directory();
    let replaces = what.life.replaces();
    if replaces.is_none() {
        let taken = store.take_order(directory, take()).await;
        taken.map_err(|error| not_kept(&error))?;
    }
    let url = authority.order(what.account, what.name, replaces).await?;
    let placed = Placed {
        directory: directory.to_owned(),
        url,
        key,
    };
    let now = (means.now)();
    let life = what.life.clone().began(now);
    let kept = store.place(what.name, &placed, &life).await;
    kept.map_err(|error| not_kept(&error))?;
    Ok(Begun {
        placed,
        since: now,
        challenges,
    })
}

async fn looked_at<A, S, W, Q: Ask>(means: &Means<'_, A, S, W, Q>, what: &Issue<'_>) -> Precheck {
    let methods: Vec<&str> = what.challenges.iter().map(|kind| kind.word()).collect();
    let applicant = Applicant {
        identifiers: &what.terms.caa_identities,
        account_uri: Some(&what.account.uri),
        methods: &methods,
    };
    // An authority that does not say by which names CAA records admit it cannot be looked for in them.
    let blind = what.terms.caa_identities.is_empty();
    let mut answers = Answers::new();
    let looked = drive(means.ask, &mut answers, |answers| {
        precheck(what.name, what.place, &applicant, answers)
    });
    match looked.await {
        Ok(Precheck::Stop(FailureKind::CaaAuthority, _)) if blind => {
            Precheck::Go(what.challenges.to_vec())
        }
        Ok(precheck) => precheck,
        // Nothing is known then, and the authority looks for itself.
        Err(_) => Precheck::Go(what.challenges.to_vec()),
    }
}

/// Goes on with an order until its certificate is kept.
async fn carry<A: Authority, S: CertificateStore, W: Shows, Q>(
    means: &Means<'_, A, S, W, Q>,
    what: &Issue<'_>,
    begun: &Begun,
) -> Result<Held, Refused> {
    let placed = &begun.placed;
    let (authority, account, url) = (means.authority, what.account, &placed.url);
    let mut shown = Shown::nothing(what.name, means.shows);
    let end = tokio::time::Instant::now() + ORDER_TIME_MAX;
    let mut pause = LOOK_PAUSE;
    loop {
        match next(authority.look(account, url).await?) {
            Next::Prove(offers) => {
                let failures = what.life.trouble.failures;
                let offer = choose(&offers, &begun.challenges, failures)
                    .ok_or_else(|| Refused::of(FailureKind::NoChallenge))?;
                // Once: Let's Encrypt leaves a challenge pending while it looks, and would look again.
                let new = shown.show(offer, || authority.proof(what.name, offer))?;
                if new == Change::Shown && next::is_to_be_told(offer) {
                    authority.answered(account, url, offer.kind).await?;
                }
            }
            Next::Finalize => {
                authority
                    .finalize(account, url, what.name, &placed.key)
                    .await?;
                // Most authorities issue within a moment.
                pause = LOOK_PAUSE;
            }
            Next::Wait => {}
            Next::Fetch => return fetch(means, what, placed).await,
            Next::GiveUp(refused) => return Err(refused),
        }
        if tokio::time::Instant::now() + pause > end {
            return Err(Refused::of(FailureKind::TooSlow));
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LOOK_PAUSE_MAX);
    }
}

/// Fetches the certificate, shows and keeps it.
async fn fetch<A: Authority, S: CertificateStore, W: Shows, Q>(
    means: &Means<'_, A, S, W, Q>,
    what: &Issue<'_>,
    placed: &Placed,
) -> Result<Held, Refused> {
    let der = means.authority.certificate(what.account, &placed.url);
    let der = der.await?;
    let now = (means.now)();
    let chain = Chain::read(der).and_then(|chain| {
        chain.check(what.name, &placed.key, now)?;
        Ok(chain)
    });
    let chain = chain.map_err(|error| Refused {
        said: Said::new(&error.to_string()),
        ..Refused::of(FailureKind::WrongCertificate)
    })?;
    means.shows.present(what.name, &chain, &placed.key)?;
    let held = Held::new(chain.lifetime, chain.id.clone(), now, what.draw);
    let kept = Kept {
        directory: placed.directory.clone(),
        chain,
        key: placed.key.clone(),
    };
    let life = what.life.clone().issued(held.clone());
    let stored = means.store.keep(what.name, &kept, &life).await;
    stored.map_err(|error| not_kept(&error))?;
    Ok(held)
}

/// Whether something new is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Shown,
    Unchanged,
}

/// What is shown of a challenge, withdrawn when the order ends, however it ends.
struct Shown<'a, W: Shows> {
    name: &'a DomainName,
    shows: &'a W,
    proof: Option<(Offer, Proof)>,
}

impl<'a, W: Shows> Shown<'a, W> {
    fn nothing(name: &'a DomainName, shows: &'a W) -> Self {
        Shown {
            name,
            shows,
            proof: None,
        }
    }

    fn show(
        &mut self,
        offer: &Offer,
        proof: impl FnOnce() -> Result<Proof, Refused>,
    ) -> Result<Change, Refused> {
        let is_shown = |(shown, _): &(Offer, _)| {
            shown.kind == offer.kind && shown.key_authorization == offer.key_authorization
        };
        if self.proof.as_ref().is_some_and(is_shown) {
            return Ok(Change::Unchanged);
        }
        self.withdraw();
        let proof = proof()?;
        self.shows.prove(self.name, &proof)?;
        self.proof = Some((offer.clone(), proof));
        Ok(Change::Shown)
    }

    fn withdraw(&mut self) {
        if let Some((_, proof)) = self.proof.take() {
            self.shows.withdraw(self.name, &proof);
        }
    }
}

impl<W: Shows> Drop for Shown<'_, W> {
    fn drop(&mut self) {
        self.withdraw();
    }
}
