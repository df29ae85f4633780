//! Which mechanism a misspelt name was meant to be.

const MECHANISMS: [&str; 8] = ["all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists"];

/// Names that are no typing mistakes but belong to other worlds.
const ALIASES: [(&str, &str); 10] = [
    ("ipv4", "ip4"),
    ("ip-v4", "ip4"),
    ("ipv6", "ip6"),
    ("ip-v6", "ip6"),
    ("inc", "include"),
    ("incl", "include"),
    ("includes", "include"),
    ("aaaa", "a"),
    ("host", "a"),
    ("exist", "exists"),
];

/// Longer names are never compared: no mechanism is that long.
const NAME_OCTETS_MAX: usize = 12;

/// The nearest known mechanism, where one is near enough.
pub(super) fn nearest_mechanism(name: &str) -> Option<&'static str> {
    if name.is_empty() || name.len() > NAME_OCTETS_MAX || !name.is_ascii() {
        return None;
    }
    let name = name.to_ascii_lowercase();
    if let Some((_, right)) = ALIASES.iter().find(|(alias, _)| *alias == name) {
        return Some(right);
    }
    // Digits that look like letters: `a11`.
    let letters = name.replace('1', "l").replace('0', "o");
    let bare = letters.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    if let Some(exact) = MECHANISMS.iter().find(|m| **m == bare) {
        return Some(exact);
    }
    let allowed = if name.len() <= 3 { 1 } else { 2 };
    MECHANISMS
        .iter()
        .filter(|m| m.len() > 1)
        .map(|m| (distance(&name, m), common_prefix(&name, m), *m))
        .filter(|(distance, common, _)| *distance <= allowed && *common > 0)
        .min_by_key(|(distance, common, m)| (*distance, usize::MAX - common, usize::MAX - m.len()))
        .map(|(_, _, m)| m)
}

/// Whether a modifier's name is a misspelt `redirect`.
pub(super) fn is_nearly_redirect(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.len() <= NAME_OCTETS_MAX && name != "redirect" && distance(&name, "redirect") <= 2
}

/// Whether this is a known mechanism's name, in any case.
pub(super) fn is_mechanism(name: &str) -> bool {
    MECHANISMS.iter().any(|m| m.eq_ignore_ascii_case(name))
}

fn common_prefix(one: &str, other: &str) -> usize {
    one.bytes()
        .zip(other.bytes())
        .take_while(|(a, b)| a == b)
        .count()
}

/// Insertions, deletions, replacements and swaps of neighbours between two short ASCII texts.
fn distance(one: &str, other: &str) -> usize {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let replace = last[j] + usize::from(a != b);
            let mut best = replace.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                best = best.min(before_last[j - 1] + 1);
            }
            row.push(best);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant() {
        for (typed, meant) in [
            ("inlcude", "include"),
            ("incude", "include"),
            ("inculde", "include"),
            ("ipv4", "ip4"),
            ("IP6.", "ip6"),
            ("a11", "all"),
            ("al", "all"),
            ("alll", "all"),
            ("all\"", "all"),
            ("mxx", "mx"),
            ("prt", "ptr"),
            ("exsits", "exists"),
        ] {
            assert_eq!(nearest_mechanism(typed), Some(meant), "{typed}");
        }
        for typed in ["moo", "spf", "b", "example", "", "includeinclude"] {
            assert_eq!(nearest_mechanism(typed), None, "{typed}");
        }
    }
}
