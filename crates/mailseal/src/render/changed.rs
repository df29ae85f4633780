//! What `change` says: each record that is wanted otherwise, as where nothing stands, and what goes out
//! of one that does.

use app::change::Changed;
use app::records::to_publish;
use protocols::domain::{Desired, Purpose, StandingRecords};
use protocols::published::Publication;
use protocols::spf::record::Mechanism;

use crate::cli::records::unmakeable;
use crate::context::Context;
use crate::export::{kind, one_string};
use crate::failure::Failed;
use crate::render::style::{BOLD, DIM, paint};
use crate::wording::{Arguments, escape};

/// A record that is wanted otherwise.
pub(crate) struct Difference {
    /// Its name.
    pub(crate) owner: String,
    /// Its type.
    pub(crate) kind: &'static str,
    /// Its value before, on its own; `None` for a new one.
    pub(crate) before: Option<String>,
    /// Its value now; `None` for one that is not wanted any more.
    pub(crate) after: Option<String>,
}

/// The whole of it.
pub(crate) fn text(changed: &Changed, context: &Context) -> Result<String, Failed> {
    let words = &context.catalogue;
    let domain = || Arguments::none().text("domain", changed.after.domain.as_str());
    if changed.before == changed.after {
        return Ok(format!("{}\n", words.say("change-nothing", &domain())));
    }
    let mut out = format!("{}\n", paint(BOLD, words.say("change-done", &domain())));
    for difference in differences(changed)? {
        let Difference { owner, kind, .. } = &difference;
        out.push_str(&format!("  {owner} {kind}\n"));
        for (sign, value) in [("-", &difference.before), ("+", &difference.after)] {
            if let Some(value) = value {
                out.push_str(&format!("    {sign} {}\n", escape(value)));
            }
        }
    }
    for term in newly_dropped(changed) {
        let term = Arguments::none().text("term", escape(&term.to_string()));
        out.push_str(&format!("  {}\n", words.say("change-drops", &term)));
    }
    out.push_str(&format!(
        "{}\n",
        paint(DIM, words.say("change-next", &domain()))
    ));
    Ok(out)
}

/// The records that are wanted otherwise, as where nothing stands.
pub(crate) fn differences(changed: &Changed) -> Result<Vec<Difference>, Failed> {
    let (before, after) = (records(&changed.before)?, records(&changed.after)?);
    let same = |one: &Publication, other: &Publication| {
        one.owner == other.owner && kind(&one.data) == kind(&other.data)
    };
    let value = |record: &Publication| one_string(&record.data);
    let mut out = Vec::new();
    for record in &before {
        let now = after.iter().find(|other| same(record, other));
        if now.map(value) != Some(value(record)) {
            out.push(Difference {
                owner: record.owner.to_string(),
                kind: kind(&record.data),
                before: Some(value(record)),
                after: now.map(value),
            });
        }
    }
    let new = after
        .iter()
        .filter(|record| !before.iter().any(|b| same(b, record)));
    out.extend(new.map(|record| Difference {
        owner: record.owner.to_string(),
        kind: kind(&record.data),
        before: None,
        after: Some(value(record)),
    }));
    Ok(out)
}

/// The terms that go out of a record that stands, and did not before.
pub(crate) fn newly_dropped(changed: &Changed) -> Vec<&Mechanism> {
    let known = dropped(&changed.before);
    let now = dropped(&changed.after).iter();
    now.filter(|term| !known.contains(term)).collect()
}

fn dropped(desired: &Desired) -> &[Mechanism] {
    match &desired.purpose {
        Purpose::Mail(intent) => &intent.spf.standing.dropped,
        Purpose::Parked { .. } => &[],
    }
}

fn records(desired: &Desired) -> Result<Vec<Publication>, Failed> {
    let publish = to_publish(desired, &StandingRecords::default()).map_err(unmakeable)?;
    let records = publish.records.into_iter();
    Ok(records.map(|record| record.publication).collect())
}
