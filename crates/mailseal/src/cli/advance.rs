//! `mailseal advance DOMAIN`

use std::collections::BTreeSet;

use app::advance::{Status, advance, status};
use app::drive::Ask;
use app::keys::SystemKeys;
use app::ledger::StoredDomain;
use app::rotate::come_back;
use protocols::answers::MxRecord;
use protocols::dmarc::{DmarcIntent, LadderStep};
use protocols::domain::Purpose;
use protocols::lifecycle::mta_sts::MtaStsGoal;
use protocols::lifecycle::{Aim, Confirmed, Request};
use protocols::mta_sts::PolicyMode;
use protocols::name::DomainName;
use protocols::time::Timestamp;
use store::SqliteLedger;

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
        let moved = moved(&ledger, ask_of, &stored, &request, context.now).await;
        // So that a copy of the one file is a whole backup.
        ledger.close().await;
        moved
    })?;
    let text = match args.format {
        PlainFormat::Text => render::lifecycle::advanced(&status, context),
        PlainFormat::Json => wire::lifecycle::advanced(&status),
    };
    context.print(&text)?;
    Ok(look::exit(&status, !is_reached(&status, args.asked.to)))
}

/// Moves a domain as far as it may go.
pub(crate) async fn moved<A: Ask>(
    ledger: &SqliteLedger,
    ask_of: impl Fn() -> A,
    stored: &StoredDomain,
    request: &Request,
    now: Timestamp,
) -> Result<Status, Failed> {
    let domain = &stored.desired.domain;
    let is_parked = matches!(stored.desired.purpose, Purpose::Parked { .. });
    match (is_parked, request.aim) {
        (true, Some(Aim::Mail)) => mail_again(ledger, ask_of, domain, request, now).await,
        (_, _) => {
            let moved = advance(ledger, &ask_of(), domain, request, now).await;
            moved.map_err(look::failed)
        }
    }
}

/// A parked domain is taken in anew.
async fn mail_again<A: Ask>(
    ledger: &SqliteLedger,
    ask_of: impl Fn() -> A,
    domain: &DomainName,
    request: &Request,
    now: Timestamp,
) -> Result<Status, Failed> {
    let mx: Vec<MxRecord> = request.mx.clone().unwrap_or_default();
    if mx.is_empty() {
        return Err(Failed::new("error-advance-mx").text("domain", domain));
    }
    let ask = ask_of();
    let back = come_back(ledger, &ask, &SystemKeys, domain, mx, now);
    back.await.map_err(rotate::failed)?;
    status(ledger, &ask_of(), domain, now)
        .await
        .map_err(look::failed)
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

/// Whether the domain stands where it was asked to go.
fn is_reached(status: &Status, to: Option<StageArg>) -> bool {
    let desired = &status.next.desired;
    let Some(aim) = to.map(aim) else {
        return true;
    };
    let Purpose::Mail(intent) = &desired.purpose else {
        return aim == Aim::Parked;
    };
    let mode = intent.mta_sts.as_ref().map(|policy| policy.mode);
    match aim {
        Aim::Dmarc(step) => match &intent.dmarc {
            DmarcIntent::Sending { step: at, .. } => *at == step,
            DmarcIntent::Parked { .. } => false,
        },
        Aim::MtaSts(MtaStsGoal::Testing) => mode == Some(PolicyMode::Testing),
        Aim::MtaSts(MtaStsGoal::Enforce) => mode == Some(PolicyMode::Enforce),
        Aim::MtaSts(MtaStsGoal::Leave) => {
            mode.is_none() && desired.remembered.mta_sts.leaving.is_none()
        }
        Aim::MtaSts(MtaStsGoal::Forward) => true,
        Aim::Parked => false,
        Aim::Mail => desired.remembered.parking.is_none(),
        Aim::Stay => desired.remembered.departure.is_none(),
    }
}
