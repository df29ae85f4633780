//! `mailseal rotate DOMAIN`

use app::keys::{KeyKind, NotMade, SystemKeys};
use app::rotate::{NewSelector, RotateError, RotateRequest, abort, rotate};
use protocols::answers::Failure;
use protocols::dkim::{Selector, lint_selector};

use crate::cli::args::{AlgorithmArg, PlainFormat, RotateArgs, RotateAskedArgs};
use crate::cli::look::{self, Look};
use crate::cli::{Exit, ledger, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::input;
use crate::render;
use crate::render::question::failure_key;
use crate::wire;

pub(crate) fn run(args: &RotateArgs, context: &Context) -> Result<Exit, Failed> {
    let domain = input::domain(&args.domain)?;
    let request = request(&args.asked)?;
    let text = runtime()?.block_on(async {
        let (ledger, _) = ledger::known(&domain, context).await?;
        let text = if args.asked.abort {
            let called_off = abort(&ledger, &domain, context.now).await;
            called_off.map(|called_off| match args.format {
                PlainFormat::Text => render::lifecycle::called_off(&called_off, context),
                PlainFormat::Json => wire::lifecycle::called_off(&called_off),
            })
        } else {
            let look = Look::of(&args.look)?;
            let ask = look.for_one_domain();
            let made = rotate(&ledger, &ask, &SystemKeys, &domain, &request, context.now).await;
            made.map(|made| match args.format {
                PlainFormat::Text => render::lifecycle::rotated(&domain, &made, context),
                PlainFormat::Json => wire::lifecycle::rotated(&domain, &made),
            })
        };
        // So that a copy of the one file is a whole backup.
        ledger.close().await;
        text.map_err(failed)
    })?;
    context.print(&text)?;
    Ok(Exit::Fine)
}

/// What was typed.
pub(crate) fn request(args: &RotateAskedArgs) -> Result<RotateRequest, Failed> {
    let kinds = args.algorithm.iter().map(|algorithm| match algorithm {
        AlgorithmArg::Rsa2048 => KeyKind::Rsa2048,
        AlgorithmArg::Rsa3072 => KeyKind::Rsa3072,
        AlgorithmArg::Rsa4096 => KeyKind::Rsa4096,
        AlgorithmArg::Ed25519 => KeyKind::Ed25519,
    });
    let selector = match args.selector.as_deref() {
        None => NewSelector::ByMonth,
        Some(text) => match Selector::parse(text) {
            Some(selector) if lint_selector(text).is_empty() => NewSelector::Given(selector),
            Some(_) | None => return Err(Failed::new("error-selector").text("selector", text)),
        },
    };
    Ok(RotateRequest {
        kinds: kinds.collect(),
        selector,
    })
}

/// An error of the use case in our words.
pub(crate) fn failed(error: RotateError) -> Failed {
    match error {
        RotateError::Ledger(error) => ledger::failed(error),
        RotateError::Drive(error) => look::not_driven(error),
        RotateError::Parked => Failed::new("error-rotate-parked"),
        RotateError::NotParked => Failed::new("error-rotate-not-parked"),
        RotateError::Leaving => Failed::new("error-leaving"),
        RotateError::Parking => Failed::new("error-rotate-parking"),
        RotateError::UnderWay(selector) => {
            Failed::new("error-rotate-under-way").text("selector", selector)
        }
        RotateError::NothingUnderWay => Failed::new("error-rotate-nothing"),
        RotateError::OneSelector => Failed::new("error-rotate-one-selector"),
        RotateError::SelectorTaken(selector) => {
            Failed::new("error-rotate-taken").text("selector", selector)
        }
        RotateError::NotSeen(selector, Failure::NotAsked) => {
            Failed::new("error-rotate-offline").text("selector", selector)
        }
        RotateError::NotSeen(selector, failure) => Failed::new("error-rotate-not-seen")
            .text("selector", selector)
            .because(Failed::new(failure_key(failure))),
        RotateError::NoName => Failed::new("error-rotate-no-name"),
        RotateError::Key(NotMade) => Failed::new("error-key-not-made"),
    }
}
