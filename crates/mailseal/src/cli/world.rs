//! Where the answers come from: the live world, zone files over it or alone, or a saved run.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use app::drive::{Ask, drive};
use net::{Deadline, NetConfig, NetError, Network, Overlay, Upstream};
use protocols::answers::{Answer, Answers, Need, Question};
use zonefile::{Zone, Zones};

use crate::cli::args::WorldArgs;
use crate::cli::runtime;
use crate::context::Context;
use crate::failure::Failed;
use crate::input;
use crate::reason;
use crate::wire;
use crate::wire::answers::Saved;

/// Seconds that the questions of one domain may take, unless `--timeout` says otherwise.
const DOMAIN_SECONDS_DEFAULT: u64 = 30;

/// Whoever answers.
pub(crate) enum World {
    /// The live world.
    Live(Arc<Network>),
    /// Zone files over the live world, or alone.
    Files(Overlay),
}

impl World {
    /// From the options. Must be called within the runtime.
    pub(crate) fn of(args: &WorldArgs) -> Result<World, Failed> {
        let zones = zones(args)?;
        if args.offline {
            return Ok(World::Files(Overlay::offline(zones)));
        }
        let network = Arc::new(Network::new(config(args)?).map_err(|e| not_usable(&e))?);
        if args.zone.is_empty() {
            return Ok(World::Live(network));
        }
        Ok(World::Files(Overlay::over(zones, network)))
    }

    /// With a common end for the questions of one domain.
    pub(crate) fn for_one_domain<'a>(&'a self, args: &WorldArgs) -> Deadline<'a, World> {
        Deadline::new(
            self,
            Duration::from_secs(args.timeout.unwrap_or(DOMAIN_SECONDS_DEFAULT)),
        )
    }
}

impl Ask for World {
    async fn answer(&self, question: &Question) -> Answer {
        match self {
            World::Live(network) => network.answer(question).await,
            World::Files(overlay) => overlay.answer(question).await,
        }
    }
}

/// The run that `--replay` names.
pub(crate) fn replay(path: &Path) -> Result<Saved, Failed> {
    let text = input::file(path)?;
    wire::answers::read(&text)
        .map_err(|reason| Failed::new("error-answers-file").file(path).because(reason))
}

/// Writes the run where `--save` says.
pub(crate) fn save(path: &Path, saved: &Saved) -> Result<(), Failed> {
    std::fs::write(path, wire::answers::write(saved)).map_err(|e| {
        Failed::new("error-write")
            .file(path)
            .because(reason::of_io(&e))
    })
}

fn zones(args: &WorldArgs) -> Result<Zones, Failed> {
    let mut zones = Vec::new();
    for path in &args.zone {
        let text = input::file(path)?;
        let zone = Zone::parse(&text, None, &path.display().to_string());
        zones.push(zone.map_err(|e| {
            Failed::new("error-zone-file")
                .file(path)
                .count("line", e.line)
                .because(reason::of_zone(&e.fault))
        })?);
    }
    Ok(Zones::of(zones))
}

/// How the network is asked, from the options.
pub(crate) fn config(args: &WorldArgs) -> Result<NetConfig, Failed> {
    let mut config = NetConfig {
        authoritative: args.authoritative,
        allow_private: args.allow_private,
        ..NetConfig::default()
    };
    for server in &args.dns {
        // The parser's reason says no more than the forms there are, which the words name.
        let upstream = server
            .parse::<Upstream>()
            .map_err(|_| Failed::new("error-server").text("server", server))?;
        config.dns.push(upstream);
    }
    for path in &args.ca {
        config.extra_roots_pem.push(input::file(path)?.into_bytes());
    }
    if let Some(name) = host_name() {
        config.ehlo_name = name;
    }
    Ok(config)
}

/// Why there is no network to ask, in our words.
pub(crate) fn not_usable(error: &NetError) -> Failed {
    let key = match error {
        NetError::BadRoots(_) => "error-ca",
        NetError::NoResolver(_)
        | NetError::TooManyResolvers
        | NetError::ResolvConf(..)
        | NetError::ResolvConfSyntax(..)
        | NetError::EhloName(..)
        | NetError::Tls(_) => "error-network",
    };
    Failed::new(key).because(reason::of_net(error))
}

/// The machine's name for EHLO, where it is a full one (RFC 5321 §4.1.1.1).
pub(crate) fn host_name() -> Option<String> {
    let text = std::fs::read_to_string("/proc/sys/kernel/hostname").ok()?;
    let name = protocols::name::DomainName::parse(text.trim()).ok()?;
    (name.label_count() > 1 && name.is_host_name()).then(|| name.to_string())
}

/// Runs one verdict on the world that the options name; answers are saved and replayed as they say.
pub(crate) fn evaluated<T>(
    args: &WorldArgs,
    context: &Context,
    verdict: impl Fn(&Answers) -> Result<T, Need>,
) -> Result<T, Failed> {
    if let Some(path) = &args.replay {
        let saved = replay(path)?;
        return verdict(&saved.answers).map_err(|need| incomplete(path, &need, context));
    }
    runtime()?.block_on(async {
        let world = World::of(args)?;
        let mut answers = Answers::new();
        let reached = drive(&world.for_one_domain(args), &mut answers, verdict).await;
        if let Some(path) = &args.save {
            save(
                path,
                &Saved {
                    now: context.now,
                    answers,
                },
            )?;
        }
        reached.map_err(|e| Failed::new("error-drive").because(reason::of_drive(&e)))
    })
}

/// A saved run that does not hold what this one needs.
pub(crate) fn incomplete(path: &Path, need: &Need, context: &Context) -> Failed {
    let question = need.questions().next();
    let question = question.map(|q| crate::render::question::words(q, &context.catalogue));
    Failed::new("error-replay-incomplete")
        .file(path)
        .text("question", question.unwrap_or_default())
}
