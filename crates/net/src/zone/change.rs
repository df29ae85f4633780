//! What every client holds a change against, before it is made and after.

use app::zone::{Why, ZoneError};
use protocols::name::DomainName;
use protocols::rrset::{RecordData, RrSet, RrSetChange, RrSetKey, same_values};

use super::presentation::endangered_octet;

/// The owner's name without the zone, `@` for the apex. Names are lower-case and without the last dot
/// everywhere here, so that no spelling of one can be doubled.
///
/// # Errors
/// [`ZoneError::CannotHold`] where the name is not of this zone.
pub(crate) fn relative_owner(apex: &DomainName, key: &RrSetKey) -> Result<String, ZoneError> {
    if key.owner == *apex {
        return Ok("@".to_owned());
    }
    // `strip_suffix` alone has no label boundary: `badexample.com` ends with `example.com`.
    let relative = key
        .owner
        .is_at_or_below(apex)
        .then(|| key.owner.as_str().strip_suffix(apex.as_str()))
        .flatten()
        .and_then(|front| front.strip_suffix('.'));
    match relative {
        Some(relative) => Ok(relative.to_owned()),
        None => Err(cannot_hold(key, Why::OutsideZone { zone: apex.clone() })),
    }
}

/// Characters of an id or a name from outside that are told.
const SHOWN_CHARS_MAX: usize = 64;

/// An id or a name from outside, fit for a message.
pub(crate) fn shown(text: &str) -> String {
    let start = text.chars().take(SHOWN_CHARS_MAX);
    start.flat_map(char::escape_default).collect()
}

/// The value does not fit, for that reason.
pub(crate) fn cannot_hold(key: &RrSetKey, why: Why) -> ZoneError {
    ZoneError::CannotHold {
        key: key.clone(),
        why,
    }
}

/// Refuses a change whose new values are of another type, or hold octets that interfaces are known to
/// change on their way.
pub(crate) fn check_added(change: &RrSetChange) -> Result<(), ZoneError> {
    let key = &change.key;
    if change
        .after
        .as_ref()
        .is_some_and(|after| after.values.is_empty())
    {
        return Err(cannot_hold(key, Why::EmptySet));
    }
    for value in change.added() {
        if value.kind() != key.kind {
            return Err(cannot_hold(key, Why::OtherType { kind: value.kind() }));
        }
        let RecordData::Txt(txt) = value else {
            continue;
        };
        if let Some(octet) = endangered_octet(&txt.joined()) {
            let shown = char::from(octet).escape_default().to_string();
            return Err(cannot_hold(key, Why::Octet { octet, shown }));
        }
    }
    Ok(())
}

/// Refuses a change that was made for something else than what stands.
pub(crate) fn check_standing(
    change: &RrSetChange,
    standing: Option<&RrSet>,
) -> Result<(), ZoneError> {
    if same_values(change.before.as_ref(), standing) {
        return Ok(());
    }
    Err(ZoneError::Changed {
        key: change.key.clone(),
        standing: standing.cloned(),
    })
}

/// Whether what stands now has what was added and lacks what was removed. More is not asked: somebody
/// else may have added to the set in the same moment, and that stays theirs.
pub(crate) fn check_effect(change: &RrSetChange, now: Option<&RrSet>) -> Result<(), ZoneError> {
    let stands = |value: &&RecordData| now.is_some_and(|set| set.has(value));
    let missing = change.added().iter().filter(|v| !stands(v)).count();
    let left = change.removed().iter().filter(|v| stands(v)).count();
    if missing == 0 && left == 0 {
        return Ok(());
    }
    Err(ZoneError::NoAnswer(Why::NotThere { missing, left }))
}

/// Whether the records that stay are still there, for interfaces where they are sent again.
pub(crate) fn check_kept(change: &RrSetChange, now: Option<&RrSet>) -> Result<(), ZoneError> {
    let stands = |value: &&RecordData| now.is_some_and(|set| set.has(value));
    let missing = change.kept().iter().filter(|v| !stands(v)).count();
    if missing == 0 {
        return Ok(());
    }
    Err(ZoneError::NoAnswer(Why::Lost { missing }))
}

/// Whether the change asks for another TTL.
pub(crate) fn changes_ttl(change: &RrSetChange) -> bool {
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => before.ttl_seconds != after.ttl_seconds,
        (None, Some(_)) => true,
        (_, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use protocols::answers::TxtRecord;
    use protocols::rrset::RecordKind;

    use super::*;

    fn key(owner: &str) -> RrSetKey {
        RrSetKey {
            owner: owner.parse().unwrap(),
            kind: RecordKind::Txt,
        }
    }

    fn set(values: &[&str]) -> Option<RrSet> {
        let txt = |text: &&str| RecordData::Txt(TxtRecord::of(text));
        Some(RrSet {
            ttl_seconds: 300,
            values: values.iter().map(txt).collect(),
        })
    }

    fn change(before: Option<RrSet>, after: Option<RrSet>) -> RrSetChange {
        RrSetChange {
            key: key("example.com"),
            before,
            after,
        }
    }

    #[test]
    fn no_name_is_doubled_or_taken_for_another_zone() {
        let apex: DomainName = "Example.com.".parse().unwrap();
        let relative = |owner| relative_owner(&apex, &key(owner)).ok();
        assert_eq!(relative("example.com").as_deref(), Some("@"));
        assert_eq!(relative("EXAMPLE.COM.").as_deref(), Some("@"));
        assert_eq!(relative("_DMARC.Example.com").as_deref(), Some("_dmarc"));
        assert_eq!(
            relative("s1._domainkey.example.com").as_deref(),
            Some("s1._domainkey")
        );
        assert_eq!(
            relative("example.com.example.com").as_deref(),
            Some("example.com")
        );
        assert_eq!(relative("badexample.com"), None);
        assert_eq!(relative("example.org"), None);
        assert_eq!(relative("com"), None);
    }

    #[test]
    fn values_that_would_not_come_through_are_refused_before_anything() {
        for bad in ["a\"b", "a\\;b", "grün", " a", "a "] {
            assert!(check_added(&change(None, set(&[bad]))).is_err(), "{bad}");
            // A foreign one that stays is not sent, so it is no reason to refuse.
            let beside = change(set(&[bad]), set(&[bad, "v=spf1 -all"]));
            assert_eq!(check_added(&beside), Ok(()), "{bad}");
        }
        assert!(check_added(&change(None, set(&[]))).is_err());
    }

    #[test]
    fn somebody_elses_addition_is_theirs() {
        let change = change(set(&["old"]), set(&["new"]));
        let effect = |now: Option<RrSet>| check_effect(&change, now.as_ref());
        assert_eq!(effect(set(&["new", "theirs"])), Ok(()));
        assert!(effect(set(&["new", "old"])).is_err());
        assert!(effect(set(&["old"])).is_err());
        assert!(effect(None).is_err());
    }
}
