//! `mailseal check DOMAIN…`

use std::collections::BTreeSet;
use std::path::Path;

use app::check::{Checked, Job, Order, check, check_many};
use app::drive::DriveError;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use protocols::assessment::ProtectionKind;
use protocols::dkim::{KnownSelector, Source};
use protocols::domain::{CheckOptions, Expectation, Rooms, Viewpoint, assess};
use protocols::name::DomainName;
use protocols::time::Timestamp;

use crate::cli::args::{CheckArgs, CheckAskedArgs, CheckFormat, PartArg};
use crate::cli::ledger;
use crate::cli::verdict::exit_of;
use crate::cli::world::{self, World};
use crate::cli::{Exit, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::ignore::IgnoreList;
use crate::input;
use crate::output::{Output, Report};
use crate::reason;
use crate::wire::answers::Saved;
use crate::wording::Arguments;

/// Domains checked at once, unless `--parallel` says otherwise.
const PARALLEL_DEFAULT: u64 = 64;

pub(crate) fn run(args: &CheckArgs, context: &Context) -> Result<Exit, Failed> {
    let ignore = match &args.ignore {
        Some(path) => IgnoreList::read(path, context.now)?,
        None => IgnoreList::default(),
    };
    let domains = once(domains(args)?, context);
    let mut tally = Tally {
        args,
        context,
        ignore,
        exit: Exit::Fine,
        output: Output::new(args, context),
        now: context.now,
    };
    if let Some(path) = &args.world.replay {
        let (checked, now) = replayed(args, path, &domains, context)?;
        tally.now = now;
        tally.add(&checked.domain.clone(), Ok(checked))?;
    } else {
        runtime()?.block_on(async {
            let jobs = jobs(domains, context).await?;
            live(args, jobs, context, &mut tally).await
        })?;
    }
    tally.output.finish()?;
    Ok(tally.exit)
}

/// What was found so far.
struct Tally<'a> {
    args: &'a CheckArgs,
    context: &'a Context,
    ignore: IgnoreList,
    exit: Exit,
    output: Output<'a>,
    /// When the answers were given: now, or when they were saved.
    now: Timestamp,
}

impl Tally<'_> {
    fn add(
        &mut self,
        domain: &DomainName,
        checked: Result<Checked, DriveError>,
    ) -> Result<(), Failed> {
        let checked = match checked {
            Ok(checked) => checked,
            Err(reason) => {
                // One domain that leads us round in circles does not end the check of the others.
                let failed = Failed::new("error-drive-domain")
                    .text("domain", domain)
                    .because(reason::of_drive(&reason));
                self.context
                    .print_error(&failed.words(&self.context.catalogue));
                self.exit = worse(self.exit, Exit::Unknown);
                return Ok(());
            }
        };
        let report = Report::of(domain, checked, &self.ignore, self.now);
        let exit = exit_of(
            &report.assessment.findings,
            report.assessment.open_unknowns().count(),
            self.args.fail_on,
        );
        self.exit = worse(self.exit, exit);
        self.output.add(report)
    }
}

/// Findings weigh more than what could not be checked.
pub(crate) fn worse(one: Exit, other: Exit) -> Exit {
    let weight = |exit| match exit {
        Exit::Fine => 0,
        Exit::Unknown => 1,
        Exit::Findings => 2,
        Exit::Usage => 3,
    };
    if weight(other) > weight(one) {
        other
    } else {
        one
    }
}

async fn live(
    args: &CheckArgs,
    jobs: Vec<Job>,
    context: &Context,
    tally: &mut Tally<'_>,
) -> Result<(), Failed> {
    let world = World::of(&args.world)?;
    let options = options_of(args)?;
    if let Some(path) = &args.world.save {
        return saved(args, path, jobs, &world, &options, context, tally).await;
    }
    let total = jobs.len();
    let progress = progress(args, total, context);
    let parallel = args.parallel.unwrap_or(PARALLEL_DEFAULT);
    let parallel = usize::try_from(parallel).unwrap_or(usize::MAX);
    let order = if args.from.is_some() {
        Order::AsFinished
    } else {
        Order::AsGiven
    };
    let ask_of = || world.for_one_domain(&args.world);
    let mut done = 0_usize;
    let each = |domain: &DomainName, checked| {
        done += 1;
        if !progress.is_hidden() {
            let counts = Arguments::none().count("done", done).count("total", total);
            progress.set_message(context.catalogue.say("progress-checked", &counts));
        }
        progress.inc(1);
        progress.suspend(|| tally.add(domain, checked))
    };
    check_many(
        jobs.into_iter(),
        parallel,
        order,
        ask_of,
        &options,
        context.now,
        each,
    )
    .await?;
    progress.finish_and_clear();
    Ok(())
}

/// One domain, its answers kept.
async fn saved(
    args: &CheckArgs,
    path: &Path,
    mut jobs: Vec<Job>,
    world: &World,
    options: &CheckOptions,
    context: &Context,
    tally: &mut Tally<'_>,
) -> Result<(), Failed> {
    let Some(job) = jobs.pop().filter(|_| jobs.is_empty()) else {
        return Err(Failed::new("error-save-several"));
    };
    let ask = world.for_one_domain(&args.world);
    let checked = check(&ask, &job, options, context.now).await;
    if let Ok(checked) = &checked {
        world::save(
            path,
            &Saved {
                now: context.now,
                answers: checked.answers.clone(),
            },
        )?;
    }
    tally.add(&job.domain, checked)
}

fn replayed(
    args: &CheckArgs,
    path: &Path,
    domains: &[DomainName],
    context: &Context,
) -> Result<(Checked, Timestamp), Failed> {
    let [domain] = domains else {
        return Err(Failed::new("error-save-several"));
    };
    let Saved { now, answers } = world::replay(path)?;
    let wanted = runtime()?.block_on(ledger::wanted(domain, context))?;
    let assessment = assess(domain, wanted.as_ref(), &options_of(args)?, &answers, now);
    let assessment = assessment.map_err(|need| world::incomplete(path, &need, context))?;
    let checked = Checked {
        domain: domain.clone(),
        assessment,
        answers,
    };
    Ok((checked, now))
}

fn options_of(args: &CheckArgs) -> Result<CheckOptions, Failed> {
    let mut options = options(&args.asked)?;
    if args.world.allow_private {
        options.viewpoint = Viewpoint::Inside;
    }
    Ok(options)
}

/// What was typed. From where the check looks is for whoever makes it to say.
pub(crate) fn options(args: &CheckAskedArgs) -> Result<CheckOptions, Failed> {
    let mut options = CheckOptions::default();
    if args.parked {
        options.expectation = Expectation::Parked;
    } else if args.mailboxes {
        options.expectation = Expectation::Mailboxes;
    }
    if !args.only.is_empty() {
        options.rooms = Rooms::only(args.only.iter().map(|part| match part {
            PartArg::Spf => ProtectionKind::Spf,
            PartArg::Dkim => ProtectionKind::Dkim,
            PartArg::Dmarc => ProtectionKind::Dmarc,
            PartArg::MtaSts => ProtectionKind::MtaSts,
            PartArg::TlsRpt => ProtectionKind::TlsRpt,
            PartArg::Dane => ProtectionKind::Dane,
            PartArg::Mail => ProtectionKind::Mail,
        }));
    }
    for text in &args.selector {
        options.selectors.known.push(KnownSelector {
            selector: input::selector(text)?,
            source: Source::Asked,
        });
    }
    Ok(options)
}

/// What the ledger wants of each domain, where there is one.
async fn jobs(domains: Vec<DomainName>, context: &Context) -> Result<Vec<Job>, Failed> {
    let mut wanted = ledger::all_wanted(context).await?;
    let job = |domain: DomainName| Job {
        wanted: wanted.remove(&domain),
        domain,
    };
    Ok(domains.into_iter().map(job).collect())
}

fn domains(args: &CheckArgs) -> Result<Vec<DomainName>, Failed> {
    let Some(path) = &args.from else {
        return args
            .domains
            .iter()
            .map(|text| input::domain(text))
            .collect();
    };
    let text = input::file(path)?;
    let mut domains = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        domains.push(input::name(line).map_err(|reason| {
            Failed::new("error-domain-list")
                .file(path)
                .count("line", index + 1)
                .text("domain", line)
                .because(reason)
        })?);
    }
    Ok(domains)
}

/// Every domain once, in the order in which it was first named; those named again are told of.
fn once(domains: Vec<DomainName>, context: &Context) -> Vec<DomainName> {
    let mut seen = BTreeSet::new();
    let mut again = BTreeSet::new();
    let mut left = Vec::new();
    for domain in domains {
        if seen.insert(domain.clone()) {
            left.push(domain);
        } else {
            again.insert(domain);
        }
    }
    for domain in again {
        let domain = Arguments::none().text("domain", domain.as_str());
        let note = context.catalogue.say("check-named-twice", &domain);
        context.print_error(&format!("{note}\n"));
    }
    left
}

/// A line on a terminal for long work; nothing elsewhere.
fn progress(args: &CheckArgs, total: usize, context: &Context) -> ProgressBar {
    let quiet = context.detail == crate::context::Detail::Quiet;
    if args.from.is_none() || quiet || args.format == CheckFormat::Text && total < 2 {
        return ProgressBar::hidden();
    }
    let total = u64::try_from(total).unwrap_or(u64::MAX);
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr_with_hz(5));
    match ProgressStyle::with_template("{bar:30} {msg} {eta}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
