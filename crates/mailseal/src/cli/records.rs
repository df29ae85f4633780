//! `mailseal records DOMAIN`

use app::provider::{self, Provider, of_key, of_name_servers};
use app::records::{ToPublish, to_publish};
use protocols::answers::{Answers, Failure, Need, Needs};
use protocols::domain::compare::{Standing, standing};
use protocols::domain::{Desired, RecordsError, StandingRecords, StandingSpf};
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
        Some(key) => Some(provider_of(key)?),
    };
    let (_, stored) = runtime()?.block_on(ledger::known(&domain, context))?;
    let seen = seen(args, &domain, &stored.desired, context)?;
    let merged_with = match seen.records {
        Ok(records) => records,
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
    let publish = to_publish(&stored.desired, &merged_with).map_err(unmakeable)?;
    let records: Vec<Publication> = publish
        .records
        .iter()
        .map(|planned| planned.publication.clone())
        .collect();
    let provider = asked.or(seen.provider);
    let text = match args.format {
        RecordsFormat::Table => {
            render::records::table(&domain, &publish, &seen.standing, provider, context)
        }
        RecordsFormat::Json => wire::records::json(&domain, &publish),
        RecordsFormat::Zone => export::zone::text(&records),
        RecordsFormat::Dnscontrol => export::dnscontrol::text(&domain, &records),
        RecordsFormat::Octodns => export::octodns::text(&domain, &records),
        RecordsFormat::Terraform => export::terraform::text(&domain, &records),
    };
    context.print(&text)?;
    Ok(Exit::Fine)
}

/// What the DNS says of a domain whose records are to be published.
pub(crate) struct Seen {
    /// What is merged with what is wanted.
    pub(crate) records: Result<StandingRecords, Failure>,
    /// What stands where each record goes, in their order.
    pub(crate) standing: Vec<Standing>,
    /// Who serves the zone.
    pub(crate) provider: Option<&'static Provider>,
}

/// Asks what stands at the domain and who serves its zone, at once.
fn seen(
    args: &RecordsArgs,
    domain: &DomainName,
    desired: &Desired,
    context: &Context,
) -> Result<Seen, Failed> {
    let mut world = args.world.clone();
    world.timeout = Some(world.timeout.unwrap_or(LOOK_SECONDS));
    evaluated(&world, context, |answers| seen_in(domain, desired, answers))
}

/// What answers say of what stands at the domain, and who serves its zone.
pub(crate) fn seen_in(
    domain: &DomainName,
    desired: &Desired,
    answers: &Answers,
) -> Result<Seen, Need> {
    let mut needs = Needs::default();
    let records = needs.take(StandingRecords::of(domain, answers));
    let servers = needs.take(answers.ns(domain));
    // Both are there once nothing is needed any more.
    let records = records.unwrap_or(Err(Failure::NotAsked));
    let standing = match to_publish(desired, records.as_ref().unwrap_or(&NOTHING_STANDS)) {
        Ok(publish) => needs.take(all_standing(&publish, answers)),
        // The caller finds the same and says it.
        Err(_) => None,
    };
    needs.settle()?;
    let servers = servers
        .and_then(|lookup| lookup.outcome.known().ok())
        .unwrap_or(&[]);
    Ok(Seen {
        records,
        standing: standing.unwrap_or_default(),
        provider: of_name_servers(servers),
    })
}

fn all_standing(publish: &ToPublish, answers: &Answers) -> Result<Vec<Standing>, Need> {
    let mut needs = Needs::default();
    let planned = publish.records.iter();
    let standing = planned.filter_map(|planned| needs.take(standing(planned, answers)));
    let standing = standing.collect();
    needs.settle()?;
    Ok(standing)
}

const NOTHING_STANDS: StandingRecords = StandingRecords {
    spf: StandingSpf::Absent,
};

/// Seconds to look at what stands; printing records is no reason to wait longer.
pub(crate) const LOOK_SECONDS: u64 = 5;

/// Records that cannot be made of what is stored.
pub(crate) fn unmakeable(error: RecordsError) -> Failed {
    Failed::new("error-records").because(reason::of_records(&error))
}

/// A provider by its name.
pub(crate) fn provider_of(key: &str) -> Result<&'static Provider, Failed> {
    of_key(key).ok_or_else(|| no_such_provider(key))
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
