//! What one change needs where the interface has single records with ids.

use app::zone::{Why, ZoneError};
use protocols::name::DomainName;
use protocols::rrset::{RecordData, RecordKind, RrSet, RrSetChange, RrSetKey};

use super::change::{cannot_hold, changes_ttl};

/// A record that stands, as its interface lists it, and what it says.
#[derive(Debug, Clone)]
pub(crate) struct Standing<'a, R> {
    /// As it is listed.
    pub(crate) record: &'a R,
    /// What it says.
    pub(crate) data: RecordData,
    /// Its TTL as it is served, in seconds.
    pub(crate) ttl_seconds: u32,
}

/// The set that these records of one name and type are. One that is there twice is answered once.
pub(crate) fn set_of<R>(records: &[Standing<'_, R>]) -> Option<RrSet> {
    // RFC 2181 §5.2: where TTLs differ, the set is treated 'as though all TTLs in the RRSet had been
    // set to the value of the lowest TTL'.
    let ttl_seconds = records.iter().map(|standing| standing.ttl_seconds).min()?;
    let mut set = RrSet {
        ttl_seconds,
        values: Vec::new(),
    };
    for standing in records {
        if !set.has(&standing.data) {
            set.values.push(standing.data.clone());
        }
    }
    Some(set)
}

/// The steps from what stands to what shall stand. A record in none of them is not touched.
#[derive(Debug)]
pub(crate) struct Steps<'a, R> {
    /// Records that get another value, in place, so that there is neither a moment with none nor one
    /// with two.
    pub(crate) replaced: Vec<(&'a R, &'a RecordData)>,
    /// Values that get a record.
    pub(crate) added: Vec<&'a RecordData>,
    /// Records that stay and get another TTL.
    pub(crate) retimed: Vec<&'a R>,
    /// Records that go; after everything else.
    pub(crate) removed: Vec<&'a R>,
}

impl<'a, R> Steps<'a, R> {
    /// The steps of `change`, where these records of its name and type stand. `ttl_seconds` is what
    /// records shall have where the change asks for another TTL.
    pub(crate) fn of(
        change: &'a RrSetChange,
        records: &[Standing<'a, R>],
        ttl_seconds: u32,
    ) -> Steps<'a, R> {
        let stays = |data: &RecordData| change.after.as_ref().is_some_and(|set| set.has(data));
        let (kept, mut gone): (Vec<&Standing<'a, R>>, Vec<&Standing<'a, R>>) =
            records.iter().partition(|standing| stays(&standing.data));
        let mut steps = Steps {
            replaced: Vec::new(),
            added: Vec::new(),
            retimed: Vec::new(),
            removed: Vec::new(),
        };
        // One that begins alike first: what an interface keeps beside an SPF record stays beside one.
        for value in change.added() {
            let alike = gone
                .iter()
                .position(|standing| first_word(&standing.data) == first_word(value));
            match alike {
                Some(at) => steps.replaced.push((gone.remove(at).record, value)),
                None => steps.added.push(value),
            }
        }
        let mut rest = gone.into_iter();
        let unpaired = std::mem::take(&mut steps.added);
        for value in unpaired {
            match rest.next() {
                Some(standing) => steps.replaced.push((standing.record, value)),
                None => steps.added.push(value),
            }
        }
        steps.removed = rest.map(|standing| standing.record).collect();
        if changes_ttl(change) {
            let other = kept.iter().filter(|s| s.ttl_seconds != ttl_seconds);
            steps.retimed = other.map(|standing| standing.record).collect();
        }
        steps
    }

    /// How many records are touched.
    pub(crate) fn count(&self) -> usize {
        self.replaced.len() + self.added.len() + self.retimed.len() + self.removed.len()
    }
}

/// The TTL that is asked for, in seconds: where the change leaves it alone, the one that stands.
pub(crate) fn asked_ttl(change: &RrSetChange, standing: Option<&RrSet>) -> u32 {
    let asked = change.after.as_ref().map(|after| after.ttl_seconds);
    let stands = standing.map(|set| set.ttl_seconds);
    let ttl = if changes_ttl(change) {
        asked.or(stands)
    } else {
        stands.or(asked)
    };
    ttl.unwrap_or_default()
}

/// Refuses a change that would put something beside a CNAME, or a CNAME beside something. `aliases`
/// says of each record at the name whether it is one.
pub(crate) fn check_beside(
    change: &RrSetChange,
    mut aliases: impl Iterator<Item = bool>,
) -> Result<(), ZoneError> {
    let key = &change.key;
    if change.after.is_none() {
        return Ok(());
    }
    // RFC 1034 §3.6.2: 'If a CNAME RR is present at a node, no other data should be present'.
    match key.kind {
        RecordKind::Cname if aliases.any(|is_alias| !is_alias) => {
            Err(cannot_hold(key, Why::BesideOthers))
        }
        RecordKind::Txt | RecordKind::Mx | RecordKind::Tlsa if aliases.any(|is_alias| is_alias) => {
            Err(cannot_hold(key, Why::BesideAlias))
        }
        RecordKind::Cname | RecordKind::Txt | RecordKind::Mx | RecordKind::Tlsa => Ok(()),
    }
}

/// A name below the apex that is delegated, at or above this one.
pub(crate) fn not_below(delegations: &[DomainName], key: &RrSetKey) -> Result<(), ZoneError> {
    let mut cuts = delegations.iter();
    match cuts.find(|cut| key.owner.is_at_or_below(cut)) {
        None => Ok(()),
        Some(cut) => Err(delegated(cut)),
    }
}

/// The name belongs to other name servers.
pub(crate) fn delegated(cut: &DomainName) -> ZoneError {
    ZoneError::Unreadable(Why::Delegated { cut: cut.clone() })
}

/// What an error means after an earlier step of the same change was made: not "nothing was changed".
pub(crate) fn after_a_step(error: ZoneError) -> ZoneError {
    let error = Box::new(error);
    ZoneError::NoAnswer(Why::AfterPart { error })
}

/// That reading back fails must not be taken for "nothing was changed".
pub(crate) fn unread(error: ZoneError) -> ZoneError {
    let error = Box::new(error);
    ZoneError::NoAnswer(Why::Unread { error })
}

/// What a TXT begins with (`v=spf1`, `v=DKIM1`); empty for other types.
fn first_word(data: &RecordData) -> Vec<u8> {
    match data {
        RecordData::Txt(txt) => {
            let text = txt.joined();
            let ends = |octet: &u8| matches!(octet, b' ' | b';');
            text.split(ends).next().unwrap_or_default().to_vec()
        }
        RecordData::Cname(_) | RecordData::Mx(_) | RecordData::Tlsa(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocols::answers::TxtRecord;

    fn set(values: &[&str], ttl_seconds: u32) -> Option<RrSet> {
        let txt = |text: &&str| RecordData::Txt(TxtRecord::of(text));
        (!values.is_empty()).then(|| RrSet {
            ttl_seconds,
            values: values.iter().map(txt).collect(),
        })
    }

    #[track_caller]
    fn check(before: &[&str], after: &[&str], after_ttl: u32, expect: &str) {
        let change = RrSetChange {
            key: RrSetKey {
                owner: "example.com".parse().unwrap(),
                kind: RecordKind::Txt,
            },
            before: set(before, 300),
            after: set(after, after_ttl),
        };
        let records: Vec<Standing<'_, &str>> = before
            .iter()
            .map(|text| Standing {
                record: text,
                data: RecordData::Txt(TxtRecord::of(text)),
                ttl_seconds: 300,
            })
            .collect();
        let steps = Steps::of(&change, &records, after_ttl);
        let text = |value: &RecordData| String::from_utf8(value.identity()).unwrap();
        let mut all: Vec<String> = Vec::new();
        all.extend(
            steps
                .replaced
                .iter()
                .map(|(r, v)| format!("{r}>{}", text(v))),
        );
        all.extend(steps.added.iter().map(|v| format!("+{}", text(v))));
        all.extend(steps.retimed.iter().map(|r| format!("~{r}")));
        all.extend(steps.removed.iter().map(|r| format!("-{r}")));
        assert_eq!(all.join(" | "), expect);
        assert_eq!(steps.count(), all.len());
    }

    #[test]
    fn the_fewest_records_are_touched() {
        check(&[], &["a"], 300, "+a");
        check(&["a"], &["a", "b"], 300, "+b");
        check(&["a", "b"], &["a"], 300, "-b");
        check(&["a"], &[], 300, "-a");
        check(&["a", "b"], &["a", "c"], 300, "b>c");
        check(&["a", "b"], &["a", "b"], 60, "~a | ~b");
        check(&["a", "b"], &["a", "b"], 300, "");
        check(&["a", "b"], &["a", "c", "d"], 60, "b>c | +d | ~a");
    }

    #[test]
    fn an_spf_record_takes_the_place_of_one() {
        let standing = ["MS=1", "v=spf1 mx -all", "v=spf1 a -all"];
        let merged = ["MS=2", "v=spf1 a mx -all"];
        let expect = "v=spf1 mx -all>v=spf1 a mx -all | MS=1>MS=2 | -v=spf1 a -all";
        check(&standing, &merged, 300, expect);
    }

    #[test]
    fn one_value_twice_is_one_value() {
        let twice = ["a", "a"].map(|text| Standing {
            record: &(),
            data: RecordData::Txt(TxtRecord::of(text)),
            ttl_seconds: 60,
        });
        assert_eq!(set_of(&twice), set(&["a"], 60));
        assert_eq!(set_of::<()>(&[]), None);
    }
}
