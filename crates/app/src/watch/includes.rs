//! What the SPF records of others, which the domain's own one includes, let in.

use std::collections::{BTreeMap, BTreeSet};

use protocols::answers::{Answers, Question};
use protocols::name::DomainName;
use protocols::spf::ranges::{Family, Ranges};
use protocols::spf::record::{Mechanism, Qualifier};
use protocols::spf::survey::{FaultKind, Survey};
use protocols::spf::tree::{Tree, TreeTerm};
use protocols::spf::verdict_map::{Limits, verdict_map};

use super::limits::{INCLUDES_MAX, TERMS_MAX};
use super::part::{Addresses, IncludeSeen, sha256_hex};

/// The records that a record leads to.
#[derive(Debug, Default)]
pub(super) struct Includes {
    /// What is known of each; `None` where there is no SPF record.
    pub(super) known: BTreeMap<DomainName, Option<IncludeSeen>>,
    /// Those that could not be asked.
    pub(super) unknown: BTreeSet<DomainName>,
}

/// Every record below a surveyed one.
pub(super) fn of(survey: &Survey, answers: &Answers) -> Includes {
    let mut includes = Includes::default();
    includes.walk(&survey.tree, answers);
    for fault in &survey.faults {
        if let FaultKind::WithoutRecord { target, .. } = &fault.kind {
            includes.known.insert(target.clone(), None);
        }
    }
    for (question, _) in &survey.unknowns {
        if let Question::Txt(name) = question {
            includes.unknown.insert(name.clone());
        }
    }
    includes
}

impl Includes {
    /// A tree has as many records as the survey followed terms.
    fn walk(&mut self, tree: &Tree, answers: &Answers) {
        for term in &tree.terms {
            let Some(branch) = &term.branch else { continue };
            if self.known.len() >= INCLUDES_MAX {
                return;
            }
            let seen = include(term, branch, answers);
            self.known.insert(branch.domain.clone(), Some(seen));
            self.walk(branch, answers);
        }
    }
}

fn include(term: &TreeTerm, branch: &Tree, answers: &Answers) -> IncludeSeen {
    let map = |family| verdict_map(&branch.domain, family, Limits::Lifted, answers).ok();
    let maps = (map(Family::Ip4), map(Family::Ip6));
    let passes_all = |pass: &Ranges, family| *pass == Ranges::every(family);
    let is_open = match &maps {
        (Some(ip4), Some(ip6)) => {
            passes_all(&ip4.pass, Family::Ip4) || passes_all(&ip6.pass, Family::Ip6)
        }
        // What hangs on the message is read as it is written.
        (_, _) => ends_in_pass(branch),
    };
    let addresses = match maps {
        (Some(ip4), Some(ip6)) => Some(Addresses {
            ip4: u64::try_from(ip4.pass.count()).unwrap_or(u64::MAX),
            ip6_networks: u64::try_from(ip6.pass.count() >> 64).unwrap_or(u64::MAX),
        }),
        (_, _) => None,
    };
    IncludeSeen {
        digest: sha256_hex(branch.text.as_bytes()),
        terms: terms(branch),
        lookups: term.nested,
        is_open,
        addresses,
    }
}

fn ends_in_pass(tree: &Tree) -> bool {
    let record = protocols::spf::parse(&tree.text).record;
    let all = record.as_ref().and_then(|record| record.all());
    matches!(all, Some((_, Qualifier::Pass)))
}

/// What a record names, in the order of the alphabet and without qualifiers, so that a record whose
/// terms are only turned round names the same.
fn terms(tree: &Tree) -> Vec<String> {
    let Some(record) = protocols::spf::parse(&tree.text).record else {
        return Vec::new();
    };
    let named = record
        .directives()
        .filter(|(_, directive)| directive.mechanism != Mechanism::All)
        .filter_map(|(span, _)| tree.text.get(span.start..span.end));
    let redirect = record.redirect();
    let redirect = redirect.and_then(|(span, _)| tree.text.get(span.start..span.end));
    let mut terms: Vec<String> = named
        .chain(redirect)
        .map(|term| {
            term.trim_start_matches(['+', '-', '~', '?'])
                .to_ascii_lowercase()
        })
        .collect();
    terms.sort();
    terms.dedup();
    terms.truncate(TERMS_MAX);
    terms
}

/// What happened to a record of others that the domain includes: whoever may send in its name
/// changed without a word of its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IncludeChange {
    /// There is no SPF record any more: a permerror for all mail (RFC 7208 §5.2).
    Vanished,
    /// There is one again.
    Returned,
    /// It passes everybody.
    Opened,
    /// It no longer passes everybody.
    Closed,
    /// Nothing is left of what it named: as after the name was sold, or taken.
    Replaced,
    /// It passes far more addresses than before.
    Widened {
        /// Before.
        before: Addresses,
        /// Now.
        after: Addresses,
    },
    /// It costs more lookups.
    Grew {
        /// Before.
        before: u32,
        /// Now.
        after: u32,
    },
    /// Something else.
    Edited,
}

/// A set of addresses has widened when there are four times as many, and a /16 of IPv4 more, or a
/// /32 of IPv6: large senders add networks all the time, and seldom that many.
const WIDER_TIMES: u64 = 4;
/// See [`WIDER_TIMES`]: addresses in a /16.
const WIDER_IP4: u64 = 1 << 16;
/// See [`WIDER_TIMES`]: networks of 64 bits in a /32.
const WIDER_IP6_NETWORKS: u64 = 1 << 32;

/// What happened to an included record; `None` where its own text is the same, and what it leads to
/// is told of by itself.
pub(super) fn compare(
    before: Option<&IncludeSeen>,
    after: Option<&IncludeSeen>,
) -> Option<IncludeChange> {
    let (before, after) = match (before, after) {
        (None, None) => return None,
        (Some(_), None) => return Some(IncludeChange::Vanished),
        (None, Some(after)) if after.is_open => return Some(IncludeChange::Opened),
        (None, Some(_)) => return Some(IncludeChange::Returned),
        (Some(before), Some(after)) => (before, after),
    };
    if before.digest == after.digest {
        return None;
    }
    Some(match (before.is_open, after.is_open) {
        (false, true) => IncludeChange::Opened,
        (true, false) => IncludeChange::Closed,
        (true, true) | (false, false) => within(before, after),
    })
}

fn within(before: &IncludeSeen, after: &IncludeSeen) -> IncludeChange {
    let stays = |term: &String| after.terms.contains(term);
    if !before.terms.is_empty() && !before.terms.iter().any(stays) && !is_moved_only(before, after)
    {
        return IncludeChange::Replaced;
    }
    if let (Some(old), Some(new)) = (before.addresses, after.addresses)
        && is_wider(old, new)
    {
        return IncludeChange::Widened {
            before: old,
            after: new,
        };
    }
    if after.lookups > before.lookups {
        return IncludeChange::Grew {
            before: before.lookups,
            after: after.lookups,
        };
    }
    IncludeChange::Edited
}

/// Whether the record only leads elsewhere, as large senders do who renumber their parts: the same
/// number of addresses behind other names.
fn is_moved_only(before: &IncludeSeen, after: &IncludeSeen) -> bool {
    let leads = |seen: &IncludeSeen| seen.terms.iter().all(|term| !term.starts_with("ip"));
    leads(before)
        && leads(after)
        && before.addresses.is_some()
        && before.addresses == after.addresses
}

fn is_wider(before: Addresses, after: Addresses) -> bool {
    let grows = |old: u64, new: u64, least: u64| {
        new >= old.saturating_mul(WIDER_TIMES) && new - old.min(new) >= least
    };
    grows(before.ip4, after.ip4, WIDER_IP4)
        || grows(before.ip6_networks, after.ip6_networks, WIDER_IP6_NETWORKS)
}

#[cfg(test)]
mod tests {
    use protocols::answers::{Answer, Lookup, Outcome, TxtRecord};
    use protocols::spf::survey;

    use super::*;

    fn name(text: &str) -> DomainName {
        text.parse().unwrap()
    }

    /// The includes of a record of `a.example`, with these other records.
    fn resolved(text: &str, others: &[(&str, &str)]) -> Includes {
        let mut answers = Answers::new();
        for (owner, text) in others {
            let outcome = match *text {
                "" => Outcome::NxDomain,
                text => Outcome::Records(vec![TxtRecord::of(text)]),
            };
            let question = Question::Txt(name(owner));
            answers.add(question, Answer::Txt(Lookup::plain(outcome)));
        }
        of(
            &survey(&name("a.example"), text, &answers).unwrap(),
            &answers,
        )
    }

    fn one(record: &str) -> IncludeSeen {
        let all = resolved("v=spf1 include:x.example -all", &[("x.example", record)]);
        all.known[&name("x.example")].clone().unwrap()
    }

    fn check(before: &str, after: &str, expect: Option<IncludeChange>) {
        let found = compare(Some(&one(before)), Some(&one(after)));
        assert_eq!(found, expect, "{before} -> {after}");
    }

    #[test]
    fn what_an_include_leads_to() {
        let all = resolved(
            "v=spf1 include:x.example include:gone.example -all",
            &[
                (
                    "x.example",
                    "v=spf1 ip4:192.0.2.0/24 include:y.example -all",
                ),
                (
                    "y.example",
                    "v=spf1 ip4:198.51.100.0/24 ip6:2001:db8::/48 ~all",
                ),
                ("gone.example", ""),
            ],
        );
        assert_eq!(all.known[&name("gone.example")], None);
        let x = all.known[&name("x.example")].clone().unwrap();
        assert_eq!(x.terms, ["include:y.example", "ip4:192.0.2.0/24"]);
        assert_eq!(x.lookups, 1);
        let both = Addresses {
            ip4: 512,
            ip6_networks: 1 << 16,
        };
        assert_eq!(x.addresses, Some(both));
        assert!(!x.is_open);
        assert_eq!(all.known.len(), 3);
    }

    #[test]
    fn a_record_that_lets_everybody_in() {
        check(
            "v=spf1 ip4:192.0.2.0/24 -all",
            "v=spf1 ip4:192.0.2.0/24 +all",
            Some(IncludeChange::Opened),
        );
        // Without saying so.
        check(
            "v=spf1 ip4:192.0.2.0/24 -all",
            "v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all",
            Some(IncludeChange::Opened),
        );
        check(
            "v=spf1 exists:%{i}.x.example -all",
            "v=spf1 exists:%{i}.x.example +all",
            Some(IncludeChange::Opened),
        );
    }

    #[test]
    fn a_record_that_is_another_owners() {
        check(
            "v=spf1 ip4:192.0.2.0/24 ip4:198.51.100.0/24 -all",
            "v=spf1 ip4:203.0.113.0/24 -all",
            Some(IncludeChange::Replaced),
        );
        check(
            "v=spf1 ip4:192.0.2.0/24 ip4:198.51.100.0/24 -all",
            "v=spf1 ip4:203.0.113.0/24 ip4:198.51.100.0/24 -all",
            Some(IncludeChange::Edited),
        );
        // Turned round, and with another qualifier: the same is named.
        check(
            "v=spf1 ip4:192.0.2.0/24 ip4:198.51.100.0/24 -all",
            "v=spf1 +ip4:198.51.100.0/24 ip4:192.0.2.0/24 ~all",
            Some(IncludeChange::Edited),
        );
    }

    #[test]
    fn a_record_that_passes_far_more() {
        check(
            "v=spf1 ip4:192.0.2.0/24 -all",
            "v=spf1 ip4:192.0.2.0/24 ip4:10.0.0.0/8 -all",
            Some(IncludeChange::Widened {
                before: Addresses {
                    ip4: 256,
                    ip6_networks: 0,
                },
                after: Addresses {
                    ip4: 256 + (1 << 24),
                    ip6_networks: 0,
                },
            }),
        );
        // Four times as many, but few.
        check(
            "v=spf1 ip4:192.0.2.0/26 -all",
            "v=spf1 ip4:192.0.2.0/26 ip4:198.51.100.0/24 -all",
            Some(IncludeChange::Edited),
        );
        // Many, but not for whoever had many.
        check(
            "v=spf1 ip4:10.0.0.0/8 -all",
            "v=spf1 ip4:10.0.0.0/8 ip4:11.0.0.0/8 -all",
            Some(IncludeChange::Edited),
        );
        check(
            "v=spf1 ip4:10.0.0.0/8 -all",
            "v=spf1 ip4:10.0.0.0/8 -all",
            None,
        );
    }

    #[test]
    fn a_record_that_costs_more() {
        let others = |x: &str| {
            let all = [
                ("x.example", x),
                ("y.example", "v=spf1 ip4:192.0.2.0/24 -all"),
                ("z.example", "v=spf1 ip4:198.51.100.0/24 -all"),
            ];
            let all = resolved("v=spf1 include:x.example -all", &all);
            all.known[&name("x.example")].clone()
        };
        let before = others("v=spf1 include:y.example -all");
        let after = others("v=spf1 include:y.example include:z.example -all");
        let grew = IncludeChange::Grew {
            before: 1,
            after: 2,
        };
        assert_eq!(compare(before.as_ref(), after.as_ref()), Some(grew));
        // The names of its parts changed, and what they pass did not.
        let moved = others("v=spf1 include:z.example -all");
        assert_eq!(
            compare(before.as_ref(), moved.as_ref()),
            Some(IncludeChange::Edited)
        );
        assert_eq!(
            compare(before.as_ref(), None),
            Some(IncludeChange::Vanished)
        );
    }
}
