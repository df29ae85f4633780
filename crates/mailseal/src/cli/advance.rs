//! `mailseal advance DOMAIN`

use std::collections::BTreeSet;

use app::keys::SystemKeys;
use app::lives::{GoError, go_on, has_reached};
use protocols::dmarc::LadderStep;
use protocols::lifecycle::mta_sts::MtaStsGoal;
use protocols::lifecycle::{Aim, Confirmed, Request};

use crate::cli::args::{AdvanceArgs, AdvanceAskedArgs, ConfirmArg, PlainFormat, StageArg};
use crate::cli::look::{self, Look};
use crate::cli::{Exit, add, ledger, rotate, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::input;
use crate::render;
use crate::wire;

pub(crate) fn run(args: &AdvanceArgs, context: &Context) -> Result<Exit, Failed> {
    let domain = input::domain(&args.domain)?;
    let request = request(&args.asked)?;
    let status = runtime()?.block_on(async {
        let (ledger, stored) = ledger::known(&domain, context).await?;
        let look = Look::of(&args.look)?;
        let ask_of = || look.for_one_domain();
        let asked = (&request, context.now);
        let moved = go_on(&ledger, ask_of, &SystemKeys, &stored, asked).await;
        // So that a copy of the one file is a whole backup.
        ledger.close().await;
        moved.map_err(failed)
    })?;
    let text = match args.format {
        PlainFormat::Text => render::lifecycle::advanced(&status, context),
        PlainFormat::Json => wire::lifecycle::advanced(&status),
    };
    context.print(&text)?;
    let is_reached = |aim| has_reached(&status.next.desired, aim);
    let reached = request.aim.is_none_or(is_reached);
    Ok(look::exit(&status, !reached))
}

/// An error of the use case in our words.
pub(crate) fn failed(error: GoError) -> Failed {
    match error {
        GoError::NoMailHosts(domain) => Failed::new("error-advance-mx").text("domain", domain),
        GoError::ComeBack(error) => rotate::failed(error),
        GoError::Advance(error) => look::failed(error),
    }
}

/// What was typed.
pub(crate) fn request(args: &AdvanceAskedArgs) -> Result<Request, Failed> {
    let mx = match args.mx.as_slice() {
        [] => None,
        hosts => Some(add::given_mx(hosts)?),
    };
    Ok(Request {
        aim: args.to.map(aim),
        confirmed: confirmed(&args.confirm),
        mx,
        ..Request::plain()
    })
}

/// What the owner says.
pub(super) fn confirmed(words: &[ConfirmArg]) -> BTreeSet<Confirmed> {
    let words = words.iter().map(|word| match word {
        ConfirmArg::Signing => Confirmed::Signing,
        ConfirmArg::Aligned => Confirmed::Aligned,
        ConfirmArg::Mailboxes => Confirmed::Mailboxes,
        ConfirmArg::CleanTls => Confirmed::CleanTls,
        ConfirmArg::NoMail => Confirmed::NoMail,
        ConfirmArg::Unused => Confirmed::Unused,
        ConfirmArg::Early => Confirmed::Early,
    });
    words.collect()
}

fn aim(stage: StageArg) -> Aim {
    match stage {
        StageArg::None => Aim::Dmarc(LadderStep::Monitoring),
        StageArg::QuarantineTest => Aim::Dmarc(LadderStep::QuarantineTesting),
        StageArg::Quarantine => Aim::Dmarc(LadderStep::Quarantine),
        StageArg::RejectTest => Aim::Dmarc(LadderStep::RejectTesting),
        StageArg::Reject => Aim::Dmarc(LadderStep::Reject),
        StageArg::Testing => Aim::MtaSts(MtaStsGoal::Testing),
        StageArg::Enforce => Aim::MtaSts(MtaStsGoal::Enforce),
        StageArg::NoMtaSts => Aim::MtaSts(MtaStsGoal::Leave),
        StageArg::Parked => Aim::Parked,
        StageArg::Mail => Aim::Mail,
    }
}
