//! `mailseal spf DOMAIN IP`

use protocols::answers::{Answer, Answers, Lookup, Outcome, Question, TxtRecord};
use protocols::name::DomainName;
use protocols::spf::evaluate::{Receiver, Sender};
use protocols::spf::{SpfQuery, SpfResult, SpfVerdict, check_host};

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
    let given = match &args.what_if {
        Some(record) => published_as(&domain, record),
        None => Answers::new(),
    };
    let verdict: SpfVerdict = evaluated(&args.world, given, context, |answers| {
        check_host(&query, answers)
    })?;
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

/// The answer that the DNS would give if this record stood alone at the domain.
fn published_as(domain: &DomainName, record: &str) -> Answers {
    let mut answers = Answers::new();
    let lookup = Lookup::plain(Outcome::Records(vec![TxtRecord::of(record)]));
    answers.add(Question::Txt(domain.clone()), Answer::Txt(lookup));
    answers
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
