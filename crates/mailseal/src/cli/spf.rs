//! `mailseal spf DOMAIN IP`

use std::net::IpAddr;

use protocols::name::DomainName;
use protocols::spf::evaluate::{Receiver, Sender};
use protocols::spf::{SpfQuery, SpfResult, SpfVerdict, check_host, proposed};
use protocols::time::Timestamp;

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
    let session = Session {
        client: args.ip,
        mail_from: args.mail_from.as_deref(),
        helo: args.helo.as_deref(),
    };
    let query = query(&session, &domain, context.now);
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

/// What a session says of itself.
pub(crate) struct Session<'a> {
    /// The address of the client.
    pub(crate) client: IpAddr,
    /// The sender; without one the domain itself is what is asked about.
    pub(crate) mail_from: Option<&'a str>,
    /// The name it says; without one the domain.
    pub(crate) helo: Option<&'a str>,
}

/// What is asked of a domain's record about a session.
pub(crate) fn query(session: &Session<'_>, domain: &DomainName, now: Timestamp) -> SpfQuery {
    let helo = session.helo.unwrap_or(domain.as_str()).to_owned();
    let sender = match session.mail_from {
        Some(address) => Sender::mail_from(address, &helo),
        // Without a sender the domain itself is what is asked about.
        None => Sender::helo(domain.as_str()),
    };
    SpfQuery {
        client: session.client,
        sender,
        helo,
        receiver: Receiver::Unknown,
        now,
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
