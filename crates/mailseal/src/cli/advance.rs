//! `mailseal advance DOMAIN`

use std::collections::BTreeSet;

use app::advance::{Status, advance, status};
use app::keys::SystemKeys;
use app::rotate::come_back;
use protocols::answers::MxRecord;
use protocols::dmarc::{DmarcIntent, LadderStep};
use protocols::domain::Purpose;
use protocols::lifecycle::mta_sts::MtaStsGoal;
use protocols::lifecycle::{Aim, Confirmed, Request};
use protocols::mta_sts::PolicyMode;
use protocols::name::DomainName;
use store::SqliteLedger;

use crate::cli::args::{AdvanceArgs, ConfirmArg, PlainFormat, StageArg};
use crate::cli::look::{self, Look};
use crate::cli::{Exit, add, ledger, rotate, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::input;
use crate::render;
use crate::wire;

pub(crate) fn run(args: &AdvanceArgs, context: &Context) -> Result<Exit, Failed> {
    let domain = input::domain(&args.domain)?;
    let request = request(args)?;
    let status = runtime()?.block_on(async {
        let (ledger, stored) = ledger::known(&domain, context).await?;
        let look = Look::of(&args.look)?;
        let is_parked = matches!(stored.desired.purpose, Purpose::Parked { .. });
        let moved = match (is_parked, request.aim) {
            (true, Some(Aim::Mail)) => mail_again(&ledger, &look, &domain, &request, context).await,
            (_, _) => {
                let ask = look.for_one_domain();
                let moved = advance(&ledger, &ask, &domain, &request, context.now).await;
                moved.map_err(look::failed)
            }
        };
        // So that a copy of the one file is a whole backup.
        ledger.close().await;
        moved
    })?;
    let text = match args.format {
        PlainFormat::Text => render::lifecycle::advanced(&status, context),
        PlainFormat::Json => wire::lifecycle::advanced(&status),
    };
    context.print(&text)?;
    Ok(look::exit(&status, !is_reached(&status, args.to)))
}

/// A parked domain is taken in anew.
async fn mail_again(
    ledger: &SqliteLedger,
    look: &Look,
    domain: &DomainName,
    request: &Request,
    context: &Context,
) -> Result<Status, Failed> {
    let mx: Vec<MxRecord> = request.mx.clone().unwrap_or_default();
    if mx.is_empty() {
        return Err(Failed::new("error-advance-mx").text("domain", domain));
    }
    let ask = look.for_one_domain();
    let back = come_back(ledger, &ask, &SystemKeys, domain, mx, context.now);
    back.await.map_err(rotate::failed)?;
    status(ledger, &look.for_one_domain(), domain, context.now)
        .await
        .map_err(look::failed)
}

fn request(args: &AdvanceArgs) -> Result<Request, Failed> {
    let confirmed: BTreeSet<Confirmed> = args.confirm.iter().map(|word| confirmed(*word)).collect();
    let mx = match args.mx.as_slice() {
        [] => None,
        hosts => Some(add::given_mx(hosts)?),
    };
    Ok(Request {
        aim: args.to.map(aim),
        confirmed,
        mx,
        ..Request::plain()
    })
}

fn confirmed(word: ConfirmArg) -> Confirmed {
    match word {
        ConfirmArg::Signing => Confirmed::Signing,
        ConfirmArg::Aligned => Confirmed::Aligned,
        ConfirmArg::Mailboxes => Confirmed::Mailboxes,
        ConfirmArg::CleanTls => Confirmed::CleanTls,
        ConfirmArg::NoMail => Confirmed::NoMail,
        ConfirmArg::Early => Confirmed::Early,
    }
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
    }
}
