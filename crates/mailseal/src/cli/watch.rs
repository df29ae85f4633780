//! `mailseal watch …`: looking at once, and trying whether somebody can be told.

use std::time::{Duration, Instant};

use app::ledger::Page;
use app::watch::store::{Entry, EntryId, Stored, Timeline, WatchStore};
use app::watch::visit::{Manner, Tidings, VisitError, visit};
use protocols::domain::{CheckOptions, Viewpoint};
use protocols::name::DomainName;
use store::SqliteLedger;

use crate::cli::args::{PlainFormat, WatchNowArgs, WatchTestTellArgs, WatchVerb};
use crate::cli::{Exit, ledger, runtime};
use crate::context::{Context, now};
use crate::failure::Failed;
use crate::server::config::{self, Config};
use crate::server::lock;
use crate::server::outside::{Asker, Outside};
use crate::server::schedule::{self, Post, SystemDice, lives};
use crate::wording::Arguments;
use crate::{input, render, wire};

/// How long a server that runs may take to look: a look has 30 s, and others may be before it.
const SERVER_MAX: Duration = Duration::from_secs(120);
/// How often is asked whether it has.
const POLL: Duration = Duration::from_millis(200);

pub(crate) fn run(verb: &WatchVerb, context: &Context) -> Result<Exit, Failed> {
    match verb {
        WatchVerb::Now(args) => look_now(args, context),
        WatchVerb::TestTell(args) => test_tell(args, context),
    }
}

fn look_now(args: &WatchNowArgs, context: &Context) -> Result<Exit, Failed> {
    let domain = input::domain(&args.domain)?;
    let config = config::read(args.config.as_deref())?;
    let (entries, stored) = runtime()?.block_on(async {
        let (ledger, _) = ledger::known(&domain, context).await?;
        let looked = looked(&ledger, &domain, &config, context).await;
        // So that a copy of the one file is a whole backup.
        ledger.close().await;
        looked
    })?;
    let watched = Some((&domain, stored.as_ref()));
    let text = match args.format {
        PlainFormat::Text if entries.is_empty() => {
            let domain = Arguments::none().text("domain", domain.as_str());
            format!("{}\n", context.catalogue.say("watch-now-nothing", &domain))
        }
        PlainFormat::Text => render::timeline::text(&entries, watched, true, context),
        PlainFormat::Json => wire::watch::timeline(&entries, watched, true),
    };
    context.print(&text)?;
    Ok(Exit::Fine)
}

/// What is new in the timeline after a look.
async fn looked(
    ledger: &SqliteLedger,
    domain: &DomainName,
    config: &Config,
    context: &Context,
) -> Result<(Vec<Entry>, Option<Stored>), Failed> {
    ledger
        .enrol(&[(domain.clone(), now())])
        .await
        .map_err(ledger::failed)?;
    let last = newest(ledger, domain).await?;
    match lock::take(&context.data_dir) {
        // No server runs, and none begins while we look.
        Ok(_lock) => by_ourselves(ledger, domain, config).await?,
        Err(failed) if failed.is("error-already-serving") => by_the_server(ledger, domain).await?,
        Err(failed) => return Err(failed),
    }
    let of = Timeline {
        domain: Some(domain.clone()),
        ..Timeline::default()
    };
    let entries = ledger.timeline(&of, Page::first(100)).await;
    let mut entries = entries.map_err(ledger::failed)?;
    entries.retain(|entry| last.is_none_or(|last| entry.id > last));
    let stored = ledger.watch(domain).await.map_err(ledger::failed)?;
    Ok((entries, stored))
}

async fn newest(ledger: &SqliteLedger, domain: &DomainName) -> Result<Option<EntryId>, Failed> {
    let of = Timeline {
        domain: Some(domain.clone()),
        ..Timeline::default()
    };
    let entries = ledger.timeline(&of, Page::first(1)).await;
    let entries = entries.map_err(ledger::failed)?;
    Ok(entries.first().map(|entry| entry.id))
}

/// The server is asked to look, and waited for.
async fn by_the_server(ledger: &SqliteLedger, domain: &DomainName) -> Result<(), Failed> {
    let revision = async || {
        let stored = ledger.watch(domain).await.map_err(ledger::failed)?;
        Ok::<_, Failed>(stored.map_or(0, |stored| stored.revision))
    };
    let before = revision().await?;
    ledger
        .bring_forward(domain, now())
        .await
        .map_err(ledger::failed)?;
    let end = Instant::now() + SERVER_MAX;
    while revision().await? == before {
        if Instant::now() > end {
            return Err(Failed::new("error-watch-no-look").text("domain", domain));
        }
        tokio::time::sleep(POLL).await;
    }
    Ok(())
}

async fn by_ourselves(
    ledger: &SqliteLedger,
    domain: &DomainName,
    config: &Config,
) -> Result<(), Failed> {
    let outside = Outside::of(&config.world)?;
    let asker = Asker::new(&outside)?;
    let ask = asker.for_one_domain();
    let keeper = lives::Keeper {
        ledger,
        ask: &ask,
        may: lives::May::Look,
        rotate_after_seconds: None,
    };
    let lived = keeper.look_after(domain, now()).await;
    let recipients: Vec<_> = config.tell.iter().map(|tell| tell.recipient()).collect();
    let manner = Manner {
        terms: config.watch.terms(),
        pace: config.watch.pace(),
        recipients: &recipients,
        options: CheckOptions {
            viewpoint: match outside.allows_private() {
                true => Viewpoint::Inside,
                false => Viewpoint::Outside,
            },
            ..CheckOptions::default()
        },
    };
    let tidings = Tidings {
        lives: lived.lives,
        events: lived.events,
        wake: lived.wake,
    };
    let ask = asker.for_one_domain();
    let visited = visit(
        ledger,
        &ask,
        domain,
        &manner,
        (tidings, &mut SystemDice),
        now,
    )
    .await;
    match visited {
        Ok(_) => Ok(()),
        Err(VisitError::Overtaken) => {
            Err(Failed::new("error-watch-meanwhile").text("domain", domain))
        }
        Err(VisitError::NotWatched) => {
            Err(Failed::new("error-unknown-domain").text("domain", domain))
        }
        Err(VisitError::Ledger(error)) => Err(ledger::failed(error)),
    }
}

fn test_tell(args: &WatchTestTellArgs, context: &Context) -> Result<Exit, Failed> {
    let config = config::read(Some(&args.config))?;
    let known: Vec<&str> = config.tell.iter().map(|tell| tell.name.as_str()).collect();
    let tell = config.tell.iter().find(|tell| tell.name == args.name);
    let tell = tell.ok_or_else(|| {
        Failed::new("error-tell-unknown")
            .text("name", &args.name)
            .text("known", known.join(", "))
    })?;
    runtime()?.block_on(async {
        let post = Post::of(tell, &schedule::surroundings(&config)?)?;
        let delivered = schedule::deliver_test(&tell.name, &post, context.now).await;
        delivered.map_err(|error| {
            Failed::new("error-tell-not-delivered")
                .text("name", &tell.name)
                .because(Failed::new("reason-said").text("text", &error.why))
        })
    })?;
    let name = Arguments::none().text("name", &tell.name);
    let text = context.catalogue.say("watch-test-sent", &name);
    context.print(&format!("{text}\n"))?;
    Ok(Exit::Fine)
}
