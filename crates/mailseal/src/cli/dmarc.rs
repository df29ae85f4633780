//! `mailseal dmarc NAME`

use protocols::dmarc::{PolicyState, discover_policy};

use crate::cli::Exit;
use crate::cli::args::{DmarcArgs, PlainFormat};
use crate::cli::world::evaluated;
use crate::context::Context;
use crate::failure::Failed;
use crate::input;
use crate::render;
use crate::wire;

pub(crate) fn run(args: &DmarcArgs, context: &Context) -> Result<Exit, Failed> {
    let name = input::domain(&args.name)?;
    let discovery = evaluated(&args.world, context, |answers| {
        discover_policy(&name, answers)
    })?;
    let text = match args.format {
        PlainFormat::Text => render::dmarc::text(&discovery, context),
        PlainFormat::Json => wire::dmarc::json(&discovery),
    };
    context.print(&text)?;
    Ok(match &discovery.policy {
        PolicyState::Applies(_) => Exit::Fine,
        PolicyState::NoRecord | PolicyState::NoProcessing(_) => Exit::Findings,
        PolicyState::TempError(_) => Exit::Unknown,
    })
}
