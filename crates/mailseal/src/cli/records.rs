//! `mailseal records DOMAIN`

use app::provider::{self, Provider, of_key, of_name_servers};
use app::records::to_publish;
use protocols::answers::{Failure, Needs};
use protocols::domain::{RecordsError, StandingRecords};
use protocols::name::DomainName;
use protocols::published::Publication;

use crate::cli::args::{RecordsArgs, RecordsFormat};
use crate::cli::world::evaluated;
use crate::cli::{Exit, ledger, runtime};
use crate::context::Context;
use crate::export;
use crate::failure::Failed;
use crate::input;
use crate::reason;
use crate::render;
use crate::wire;
use crate::wording::Arguments;

pub(crate) fn run(args: &RecordsArgs, context: &Context) -> Result<Exit, Failed> {
    let domain = input::domain(&args.domain)?;
    let asked = match &args.provider {
        None => None,
        Some(key) => Some(of_key(key).ok_or_else(|| no_such_provider(key))?),
    };
    let (_, stored) = runtime()?.block_on(ledger::known(&domain, context))?;
    let seen = seen(args, &domain, context)?;
    let standing = match seen.standing {
        Ok(standing) => standing,
        Err(failure) => {
            // Without a look at what stands, a second SPF record could come of it.
            let failure = context
                .catalogue
                .word(render::question::failure_key(failure));
            let arguments = Arguments::none()
                .text("domain", domain.as_str())
                .text("failure", failure);
            context.print_error(&format!(
                "{}\n",
                context.catalogue.say("records-not-seen", &arguments)
            ));
            StandingRecords::default()
        }
    };
    let publish = to_publish(&stored.desired, &standing).map_err(unmakeable)?;
    let records: Vec<Publication> = publish
        .records
        .iter()
        .map(|planned| planned.publication.clone())
        .collect();
    let provider = asked.or(seen.provider);
    let text = match args.format {
        RecordsFormat::Table => render::records::table(&domain, &publish, provider, context),
        RecordsFormat::Json => wire::records::json(&domain, &publish),
        RecordsFormat::Zone => export::zone::text(&records),
        RecordsFormat::Dnscontrol => export::dnscontrol::text(&domain, &records),
        RecordsFormat::Octodns => export::octodns::text(&domain, &records),
        RecordsFormat::Terraform => export::terraform::text(&domain, &records),
    };
    context.print(&text)?;
    Ok(Exit::Fine)
}

/// What the DNS says before anything is planned.
struct Seen {
    standing: Result<StandingRecords, Failure>,
    provider: Option<&'static Provider>,
}

/// Asks what stands at the domain and who serves its zone, at once.
fn seen(args: &RecordsArgs, domain: &DomainName, context: &Context) -> Result<Seen, Failed> {
    let mut world = args.world.clone();
    world.timeout = Some(world.timeout.unwrap_or(LOOK_SECONDS));
    evaluated(&world, context, |answers| {
        let mut needs = Needs::default();
        let standing = needs.take(StandingRecords::of(domain, answers));
        let servers = needs.take(answers.ns(domain));
        needs.settle()?;
        // Both are there once nothing is needed any more.
        let standing = standing.unwrap_or(Err(Failure::NotAsked));
        let servers = servers
            .and_then(|lookup| lookup.outcome.known().ok())
            .unwrap_or(&[]);
        Ok(Seen {
            standing,
            provider: of_name_servers(servers),
        })
    })
}

/// Seconds to look at what stands; printing records is no reason to wait longer.
const LOOK_SECONDS: u64 = 5;

/// Records that cannot be made of what is stored.
pub(crate) fn unmakeable(error: RecordsError) -> Failed {
    Failed::new("error-records").because(reason::of_records(&error))
}

fn no_such_provider(key: &str) -> Failed {
    let known: Vec<&str> = provider::PROVIDERS
        .iter()
        .map(|provider| provider.key)
        .collect();
    Failed::new("error-provider")
        .text("provider", key)
        .text("known", known.join(", "))
}
