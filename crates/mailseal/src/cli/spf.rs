//! `mailseal spf DOMAIN IP`

use protocols::name::DomainName;
use protocols::spf::evaluate::{Receiver, Sender};
use protocols::spf::{SpfQuery, SpfResult, SpfVerdict, check_host, proposed};

use crate::cli::Exit;
use crate::cli::args::{PlainFormat, SpfArgs};
use crate::cli::world::evaluated;
use crate::context::Context;
use crate::failure::Failed;
use crate::input;
use crate::render;
use crate::wire;

pub(crate) fn run(args: &SpfArgs, context: &Context) -> Result<Exit, Failed> {
    let domain = input::domain(&args.domain)?;
    let query = query(args, &domain, context);
    let verdict: SpfVerdict = evaluated(&args.world, context, |answers| match &args.what_if {
        Some(record) => check_host(&query, &proposed(&domain, record, answers)),
        None => check_host(&query, answers),
    })?;
    // A sender of another domain is judged by that domain's record.
    let domain = query.sender.domain().unwrap_or(domain);
    let text = match args.format {
        PlainFormat::Text => render::spf::text(&domain, &query, &verdict, context),
        PlainFormat::Json => wire::spf::json(&domain, &query, &verdict, &context.catalogue),
    };
    context.print(&text)?;
    Ok(exit_of(verdict.result))
}

fn query(args: &SpfArgs, domain: &DomainName, context: &Context) -> SpfQuery {
    let helo = args.helo.clone().unwrap_or_else(|| domain.to_string());
    let sender = match args.mail_from.as_deref() {
        Some(address) => Sender::mail_from(address, &helo),
        // Without a sender the domain itself is what is asked about.
        None => Sender::helo(domain.as_str()),
    };
    SpfQuery {
        client: args.ip,
        sender,
        helo,
        receiver: Receiver::Unknown,
        now: context.now,
    }
}

fn exit_of(result: SpfResult) -> Exit {
    match result {
        SpfResult::Pass => Exit::Fine,
        SpfResult::None
        | SpfResult::Neutral
        | SpfResult::Fail
        | SpfResult::SoftFail
        | SpfResult::PermError => Exit::Findings,
        SpfResult::TempError => Exit::Unknown,
    }
}
