//! `mailseal show DOMAIN`

use app::ledger::Ledger;
use app::records::to_publish;
use protocols::domain::StandingRecords;

use crate::cli::args::{PlainFormat, ShowArgs};
use crate::cli::{Exit, ledger, records, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::input;
use crate::render;
use crate::wire;

pub(crate) fn run(args: &ShowArgs, context: &Context) -> Result<Exit, Failed> {
    let domain = input::domain(&args.domain)?;
    let (stored, keys) = runtime()?.block_on(async {
        let (ledger, stored) = ledger::known(&domain, context).await?;
        let keys = ledger.keys(&domain).await.map_err(ledger::failed)?;
        Ok((stored, keys))
    })?;
    let publish = to_publish(&stored.desired, &StandingRecords::default());
    let publish = publish.map_err(records::unmakeable)?;
    let text = match args.format {
        PlainFormat::Text => render::stored::show(&stored, &keys, &publish, context),
        PlainFormat::Json => wire::stored::show(&stored, &keys, &publish),
    };
    context.print(&text)?;
    Ok(Exit::Fine)
}
