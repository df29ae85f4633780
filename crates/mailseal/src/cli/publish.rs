//! What the verbs share that write to the DNS.

use std::time::Duration;

use app::apply::{Applied, End, Patience};
use app::drive::Ask;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use net::zone::ZoneTerms;
use protocols::answers::{Answer, Failure, Question};
use store::SqliteLedger;

use crate::cli::Exit;
use crate::cli::args::{LiveArgs, WorldArgs};
use crate::cli::world::World;
use crate::context::{Context, Detail};
use crate::failure::Failed;
use crate::input;
use crate::places::{AccessPlaces, PlaceTerms};

/// Domains looked at or written at once. How fast a server is asked is up to whoever asks it; this only
/// bounds what is under way.
pub(crate) const PARALLEL: usize = 16;

/// Whoever writes: the places, and the eyes that look for what was written.
pub(crate) struct Publisher {
    /// The places.
    pub(crate) places: AccessPlaces,
    /// How long to try and to look.
    pub(crate) patience: Patience,
    world: WorldArgs,
}

impl Publisher {
    /// With the accesses that are stored or named. Must be called within the runtime.
    pub(crate) async fn new(
        args: &LiveArgs,
        ledger: &SqliteLedger,
        context: &Context,
    ) -> Result<Publisher, Failed> {
        let world = args.world();
        // Whatever is wrong with the options shows here, before anything is written.
        World::of(&world)?;
        let mut patience = Patience::default();
        if let Some(seconds) = args.wait {
            patience.visible_within = Duration::from_secs(seconds);
        }
        let mut terms = ZoneTerms::default();
        for path in &world.ca {
            terms.extra_roots_pem.push(input::file(path)?.into_bytes());
        }
        Ok(Publisher {
            places: AccessPlaces::of(Some(ledger), PlaceTerms::of(context, terms)).await?,
            patience,
            world,
        })
    }

    /// Whoever asks the authoritative servers, with nothing in memory: an answer that was kept would
    /// only say what stood before.
    pub(crate) fn looker(&self) -> Looker<World> {
        Looker(World::of(&self.world).ok())
    }
}

/// See [`Publisher::looker`].
pub(crate) struct Looker<A>(pub(crate) Option<A>);

impl<A: Ask> Ask for Looker<A> {
    async fn answer(&self, question: &Question) -> Answer {
        match &self.0 {
            Some(world) => world.answer(question).await,
            // The options were good a moment ago, so a file they name went since.
            None => Answer::failed(question, Failure::NotAsked),
        }
    }
}

/// How the command ends for one job.
pub(crate) fn exit_of(applied: &Applied) -> Exit {
    match applied.end {
        End::Done => Exit::Fine,
        End::Open => Exit::Unknown,
        End::GivenUp => Exit::Findings,
    }
}

/// A line on a terminal while domains are looked at or written, in these words; nothing elsewhere.
pub(crate) fn progress(words: &str, total: usize, context: &Context) -> ProgressBar {
    if context.detail == Detail::Quiet {
        return ProgressBar::hidden();
    }
    let total = u64::try_from(total).unwrap_or(u64::MAX);
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr_with_hz(5));
    let bar = match ProgressStyle::with_template("{spinner} {msg} {pos}/{len} {elapsed}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    };
    bar.set_message(context.catalogue.word(words));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
