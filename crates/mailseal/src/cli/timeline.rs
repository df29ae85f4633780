//! `mailseal timeline [DOMAIN]`

use app::ledger::Page;
use app::watch::change::Side;
use app::watch::store::{EntryId, Timeline, WatchStore};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use protocols::name::DomainName;
use protocols::time::Timestamp;

use crate::cli::args::{PlainFormat, SideArg, TimelineArgs};
use crate::cli::{Exit, ledger, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::input;
use crate::render;
use crate::wire;

pub(crate) fn run(args: &TimelineArgs, context: &Context) -> Result<Exit, Failed> {
    let domain = args.domain.as_deref().map(input::domain).transpose()?;
    let of = Timeline {
        domain: domain.clone(),
        since: args.since.as_deref().map(moment).transpose()?,
        until: args.until.as_deref().map(moment).transpose()?,
        side: args.side.map(side),
    };
    let rows = usize::from(args.limit);
    let page = match args.before {
        Some(entry) => Page::after(EntryId(entry), rows),
        None => Page::first(rows),
    };
    let (entries, stored) = runtime()?.block_on(async {
        let Some(ledger) = ledger::find(context).await? else {
            return Ok((Vec::new(), None));
        };
        let entries = ledger.timeline(&of, page).await.map_err(ledger::failed)?;
        let stored = match &domain {
            Some(domain) => ledger.watch(domain).await.map_err(ledger::failed)?,
            None => None,
        };
        Ok((entries, stored))
    })?;
    let is_whole = entries.len() < rows;
    let watched = domain
        .as_ref()
        .map(|domain: &DomainName| (domain, stored.as_ref()));
    let text = match args.format {
        PlainFormat::Text => render::timeline::text(&entries, watched, is_whole, context),
        PlainFormat::Json => wire::watch::timeline(&entries, watched, is_whole),
    };
    context.print(&text)?;
    Ok(Exit::Fine)
}

fn side(side: SideArg) -> Side {
    match side {
        SideArg::Ours => Side::Ours,
        SideArg::Others => Side::Others,
        SideArg::Alarm => Side::Alarm,
        SideArg::Gap => Side::Gap,
    }
}

/// A day, which begins in UTC, or a moment of RFC 3339.
fn moment(text: &str) -> Result<Timestamp, Failed> {
    let at = match text.parse::<Date>() {
        Ok(date) if !text.contains(':') => TimeZone::UTC
            .to_timestamp(date.to_datetime(jiff::civil::Time::midnight()))
            .ok(),
        Ok(_) | Err(_) => text.parse::<jiff::Timestamp>().ok(),
    };
    at.and_then(|at| u64::try_from(at.as_second()).ok())
        .map(Timestamp)
        .ok_or_else(|| Failed::new("error-date").text("text", text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_moments() {
        let at = |text| moment(text).ok().map(|at| at.0);
        assert_eq!(at("2026-11-24"), Some(1_795_478_400));
        assert_eq!(at("2026-11-24T12:00:00Z"), Some(1_795_521_600));
        assert_eq!(at("2026-11-24T12:00:00+01:00"), Some(1_795_518_000));
        for none in ["", "yesterday", "2026-13-01", "1960-01-01"] {
            assert_eq!(at(none), None, "{none}");
        }
    }
}
