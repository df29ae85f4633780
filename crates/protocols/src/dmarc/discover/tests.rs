use proptest::prelude::*;

use super::*;
use crate::dmarc::world::{World, name};

fn discover(author: &str, world: &World) -> Discovery {
    world.settle(|answers| discover_policy(&name(author), answers))
}

fn targets(start: &str) -> Vec<String> {
    walk_targets(&name(start))
        .iter()
        .map(ToString::to_string)
        .collect()
}

/// `applied by=tag at=domain`, or the state's name.
fn policy_of(author: &str, world: &World) -> String {
    match discover(author, world).policy {
        PolicyState::Applies(policy) => {
            let basis = match policy.basis {
                PolicyBasis::Tag(tag) => tag.as_str(),
                PolicyBasis::NoValidPolicy => "nothing valid",
            };
            format!("{} by {basis} at {}", policy.applied, policy.found.domain)
        }
        PolicyState::NoRecord => "no record".to_string(),
        PolicyState::NoProcessing(_) => "no processing".to_string(),
        PolicyState::TempError(_) => "temperror".to_string(),
    }
}

fn organization_of(author: &str, world: &World) -> String {
    match discover(author, world).organizational_domain {
        Ok(organizational) => organizational.domain.to_string(),
        Err(_) => "unknown".to_string(),
    }
}

#[test]
fn the_names_of_a_walk() {
    assert_eq!(targets("com"), ["com"]);
    assert_eq!(
        targets("mail.example.com"),
        ["mail.example.com", "example.com", "com"]
    );
    // Eight labels are the last that are walked without a gap.
    assert_eq!(targets("a.b.c.d.e.f.g.h").len(), 8);
    assert_eq!(targets("a.b.c.d.e.f.g.h")[1], "b.c.d.e.f.g.h");
    assert_eq!(targets("a.b.c.d.e.f.g.h.i")[1], "c.d.e.f.g.h.i");
    // The example of §4.10.
    assert_eq!(
        targets("a.b.c.d.e.f.g.h.i.j.mail.example.com"),
        [
            "a.b.c.d.e.f.g.h.i.j.mail.example.com",
            "g.h.i.j.mail.example.com",
            "h.i.j.mail.example.com",
            "i.j.mail.example.com",
            "j.mail.example.com",
            "mail.example.com",
            "example.com",
            "com"
        ]
    );
}

#[test]
fn a_walk_asks_everything_at_once() {
    let world = World::new().txt("_dmarc.example.com", &["v=DMARC1; p=reject; np=none"]);
    let passes = |author: &str| {
        let author = name(author);
        world
            .settle_counting(|answers| discover_policy(&author, answers))
            .1
    };
    assert_eq!(passes("example.com"), [2]);
    // The second pass asks whether the Author Domain exists.
    assert_eq!(passes("mail.example.com"), [3, 1]);
    assert_eq!(passes("a.b.c.d.e.f.g.h.i.j.mail.example.com"), [8, 1]);
}

#[test]
fn the_own_record_wins() {
    let world = World::new()
        .txt("_dmarc.example.com", &["v=DMARC1; p=reject; sp=quarantine"])
        .txt("_dmarc.mail.example.com", &["v=DMARC1; p=none; sp=reject"]);
    assert_eq!(
        policy_of("mail.example.com", &world),
        "none by p at mail.example.com"
    );
    assert_eq!(organization_of("mail.example.com", &world), "example.com");
    // The record in between is neither the author's nor the organization's.
    let world = world.exists("a.mail.example.com");
    assert_eq!(
        policy_of("a.mail.example.com", &world),
        "quarantine by sp at example.com"
    );
}

#[test]
fn names_that_exist_and_names_that_do_not() {
    let world = World::new()
        .txt(
            "_dmarc.example.com",
            &["v=DMARC1; p=quarantine; sp=none; np=reject"],
        )
        .exists("there.example.com")
        .exists("below.empty.example.com");
    let at = "at example.com";
    assert_eq!(
        policy_of("example.com", &world),
        format!("quarantine by p {at}")
    );
    assert_eq!(
        policy_of("there.example.com", &world),
        format!("none by sp {at}")
    );
    // A name with nothing but names below it exists (NODATA, A.4).
    assert_eq!(
        policy_of("empty.example.com", &world),
        format!("none by sp {at}")
    );
    assert_eq!(
        policy_of("nowhere.example.com", &world),
        format!("reject by np {at}")
    );
}

#[test]
fn a_dangling_alias_exists() {
    let author = name("alias.example.com");
    let world = World::new().txt("_dmarc.example.com", &["v=DMARC1; p=none; np=reject"]);
    let mut answers = crate::answers::Answers::new();
    for target in walk_targets(&author) {
        let owner = target.child("_dmarc").unwrap();
        let lookup = crate::answers::Lookup::plain(world.answer(&owner));
        answers.add(Question::Txt(owner), crate::answers::Answer::Txt(lookup));
    }
    let mut lookup = crate::answers::Lookup::plain(Outcome::NxDomain);
    lookup.aliases = vec![name("gone.example.net")];
    answers.add(
        Question::Txt(author.clone()),
        crate::answers::Answer::Txt(lookup),
    );
    let found = discover_policy(&author, &answers).unwrap();
    assert!(matches!(found.policy, PolicyState::Applies(p) if p.applied == Policy::None));
}

#[test]
fn fallbacks_of_the_subdomain_policies() {
    let with = |tags: &str| {
        let record = format!("v=DMARC1; {tags}");
        let world = World::new().txt("_dmarc.example.com", &[record.as_str()]);
        policy_of("nowhere.example.com", &world)
    };
    assert_eq!(with("p=reject"), "reject by p at example.com");
    assert_eq!(with("p=reject; sp=none"), "none by sp at example.com");
    assert_eq!(with("p=reject; np=none"), "none by np at example.com");
}

#[test]
fn testing_takes_one_level_off() {
    let with = |tags: &str| {
        let record = format!("v=DMARC1; {tags}; t=y");
        let world = World::new().txt("_dmarc.example.com", &[record.as_str()]);
        policy_of("example.com", &world)
    };
    assert_eq!(with("p=reject"), "quarantine by p at example.com");
    assert_eq!(with("p=quarantine"), "none by p at example.com");
    assert_eq!(with("p=none"), "none by p at example.com");
}

#[test]
fn records_beyond_use() {
    let with = |record: &str| {
        let world = World::new().txt("_dmarc.example.com", &[record]);
        policy_of("example.com", &world)
    };
    assert_eq!(with("v=DMARC1; sp=reject"), "no processing");
    assert_eq!(
        with("v=DMARC1; p=reject; sp=bad; rua=mailto:d@example.com"),
        "none by nothing valid at example.com"
    );
    assert_eq!(with("v=spf1 -all"), "no record");
}

#[test]
fn several_records_are_none_and_the_walk_goes_on() {
    let world = World::new()
        .txt(
            "_dmarc.mail.example.com",
            &["v=DMARC1; p=none", "v=DMARC1; p=reject"],
        )
        .txt("_dmarc.example.com", &["v=DMARC1; p=quarantine"])
        .exists("mail.example.com");
    assert_eq!(
        policy_of("mail.example.com", &world),
        "quarantine by p at example.com"
    );
    // Other texts beside the record do not count.
    let world = World::new().txt("_dmarc.example.com", &["v=spf1 -all", "v=DMARC1; p=none"]);
    assert_eq!(policy_of("example.com", &world), "none by p at example.com");
}

#[test]
fn psd_n_ends_the_walk() {
    let world = World::new()
        .txt("_dmarc.example.com", &["v=DMARC1; p=none"])
        .txt("_dmarc.dep.example.com", &["v=DMARC1; p=reject; psd=n"]);
    assert_eq!(
        policy_of("a.dep.example.com", &world),
        "reject by p at dep.example.com"
    );
    assert_eq!(
        organization_of("a.dep.example.com", &world),
        "dep.example.com"
    );
    let steps = discover("a.dep.example.com", &world).walk.steps;
    assert_eq!(steps.len(), 2);
}

#[test]
fn psd_y_makes_the_domain_below_the_organization() {
    let world = World::new().txt("_dmarc.bank.example", &["v=DMARC1; p=reject; psd=y"]);
    let found = discover("mail.giant.bank.example", &world);
    assert_eq!(
        found.organizational_domain.unwrap(),
        OrganizationalDomain {
            domain: name("giant.bank.example"),
            reason: OrganizationalReason::BelowPsd(name("bank.example")),
        }
    );
    // With no record at the organization the suffix's is used.
    assert!(matches!(
        found.policy,
        PolicyState::Applies(policy) if policy.source == PolicySource::PublicSuffixDomain
    ));
    // The suffix itself is an author like any other.
    assert_eq!(organization_of("bank.example", &world), "bank.example");
    assert_eq!(
        policy_of("bank.example", &world),
        "reject by p at bank.example"
    );
    // The Organizational Domain's record keeps the suffix's out.
    let world = world.txt("_dmarc.giant.bank.example", &["v=DMARC1; p=none"]);
    assert_eq!(
        policy_of("mail.giant.bank.example", &world),
        "none by p at giant.bank.example"
    );
}

#[test]
fn the_organization_below_a_suffix_may_lie_in_the_gap() {
    // Nine labels: the walk goes from nine to seven, and the suffix has seven.
    let suffix = "c.d.e.f.g.h.i";
    let world = World::new().txt(&format!("_dmarc.{suffix}"), &["v=DMARC1; p=none; psd=y"]);
    assert_eq!(
        organization_of("a.b.c.d.e.f.g.h.i", &world),
        "b.c.d.e.f.g.h.i"
    );
}

#[test]
fn a_record_in_the_gap_is_never_found() {
    // §5.1.8, with the names of its example.
    let author = "mail.a.b.c.d.e.f.g.example.com";
    let world = World::new()
        .txt("_dmarc.example.com", &["v=DMARC1; p=none"])
        .txt(
            "_dmarc.b.c.d.e.f.g.example.com",
            &["v=DMARC1; p=reject; psd=n"],
        )
        .exists(author);
    assert_eq!(policy_of(author, &world), "none by p at example.com");
}

#[test]
fn a_failure_is_no_absence() {
    let timeout = Failure::Timeout;
    // The own record is found: the policy is known, the organization is not.
    let world = World::new()
        .txt("_dmarc.example.com", &["v=DMARC1; p=reject"])
        .fails("_dmarc.com", timeout);
    assert_eq!(
        policy_of("example.com", &world),
        "reject by p at example.com"
    );
    assert_eq!(organization_of("example.com", &world), "unknown");
    assert_eq!(policy_of("mail.example.com", &world), "temperror");
    // Behind a stop nothing matters.
    let world = World::new()
        .txt("_dmarc.example.com", &["v=DMARC1; p=reject; psd=n"])
        .fails("_dmarc.com", timeout);
    assert_eq!(
        policy_of("mail.example.com", &world),
        "reject by p at example.com"
    );
    let world = World::new().fails("_dmarc.example.com", timeout);
    assert_eq!(policy_of("example.com", &world), "temperror");
    // Whether the name exists matters only where it makes a difference.
    let world = World::new()
        .txt("_dmarc.example.com", &["v=DMARC1; p=none; np=reject"])
        .fails("mail.example.com", timeout);
    assert_eq!(policy_of("mail.example.com", &world), "temperror");
    let world = World::new()
        .txt("_dmarc.example.com", &["v=DMARC1; p=reject"])
        .fails("mail.example.com", timeout);
    assert_eq!(
        policy_of("mail.example.com", &world),
        "reject by p at example.com"
    );
}

#[test]
fn a_name_too_long_for_a_record() {
    let author = vec!["a"; 127].join(".");
    let world = World::new();
    let found = discover(&author, &world);
    assert_eq!(found.walk.steps[0].found, Found::NoSuchName);
    assert_eq!(found.policy, PolicyState::NoRecord);
}

/// The standard once more, as plainly as it can be written and sharing nothing with the code above:
/// names are vectors of labels, records are looked up one by one.
mod naive {
    use super::World;
    use crate::answers::Outcome;

    #[derive(Clone, Debug, PartialEq)]
    pub(super) struct Seen {
        pub(super) labels: Vec<String>,
        pub(super) tags: Vec<(String, String)>,
    }

    impl Seen {
        fn get(&self, tag: &str) -> Option<&str> {
            let found = self.tags.iter().find(|(name, _)| name == tag);
            found.map(|(_, value)| value.as_str())
        }
    }

    fn query(labels: &[String], world: &World) -> Option<Seen> {
        let owner = format!("_dmarc.{}", labels.join("."));
        let Outcome::Records(records) = world.answer(&owner.parse().unwrap()) else {
            return None;
        };
        let mut found = Vec::new();
        for record in records {
            let text = record.text();
            let tags: Vec<(String, String)> = text
                .split("; ")
                .filter_map(|pair| pair.split_once('='))
                .map(|(name, value)| (name.to_string(), value.to_string()))
                .collect();
            if tags[0] == ("v".to_string(), "DMARC1".to_string()) {
                let labels = labels.to_vec();
                found.push(Seen { labels, tags });
            }
        }
        if found.len() == 1 { found.pop() } else { None }
    }

    /// §4.10 steps 1 to 7.
    pub(super) fn walk(start: &[String], world: &World) -> Vec<Seen> {
        let mut list = Vec::new();
        let mut target = start.to_vec();
        loop {
            if let Some(seen) = query(&target, world) {
                let psd = seen.get("psd").unwrap_or("u").to_string();
                list.push(seen);
                if psd != "u" {
                    break;
                }
            }
            let x = target.len();
            target = if x < 8 {
                target[1..].to_vec()
            } else {
                target[x - 7..].to_vec()
            };
            if target.is_empty() {
                break;
            }
        }
        list
    }

    /// §4.10.2.
    pub(super) fn organization(start: &[String], world: &World) -> Vec<String> {
        let list = walk(start, world);
        for seen in &list {
            if seen.get("psd") == Some("n") {
                return seen.labels.clone();
            }
            if seen.get("psd") == Some("y") && seen.labels != start {
                return start[start.len() - seen.labels.len() - 1..].to_vec();
            }
        }
        match list.iter().min_by_key(|seen| seen.labels.len()) {
            Some(seen) => seen.labels.clone(),
            None => start.to_vec(),
        }
    }

    /// §4.10.1: the policy with its domain.
    pub(super) fn policy(author: &[String], world: &World) -> Option<(String, Vec<String>)> {
        if let Some(own) = query(author, world) {
            return Some((own.get("p").unwrap().to_string(), own.labels));
        }
        let list = walk(author, world);
        let organization = organization(author, world);
        let at_organization = list.iter().find(|seen| seen.labels == organization);
        let at_suffix = list.iter().find(|seen| seen.get("psd") == Some("y"));
        let seen = at_organization.or(at_suffix)?;
        let exists = world.answer(&author.join(".").parse().unwrap()) != Outcome::NxDomain;
        let order: &[&str] = if exists {
            &["sp", "p"]
        } else {
            &["np", "sp", "p"]
        };
        let policy = order.iter().find_map(|tag| seen.get(tag)).unwrap();
        Some((policy.to_string(), seen.labels.clone()))
    }
}

fn labels(text: &str) -> Vec<String> {
    text.split('.').map(str::to_string).collect()
}

fn record() -> impl Strategy<Value = String> {
    let policy = || prop::sample::select(vec!["none", "quarantine", "reject"]);
    let psd = prop::sample::select(vec!["", "; psd=y", "; psd=n", "; psd=u"]);
    (
        policy(),
        prop::option::of(policy()),
        prop::option::of(policy()),
        psd,
    )
        .prop_map(|(p, sp, np, psd)| {
            let tag = |name: &str, value: Option<&str>| {
                value.map_or(String::new(), |value| format!("; {name}={value}"))
            };
            format!("v=DMARC1; p={p}{}{}{psd}", tag("sp", sp), tag("np", np))
        })
}

/// A deep name and, for every name on the way up, what stands there: nothing, something else, one
/// record or two. The name itself may exist.
fn tree() -> impl Strategy<Value = (String, World)> {
    let texts = prop_oneof![
        4 => Just(Vec::new()),
        1 => Just(vec!["v=spf1 -all".to_string()]),
        3 => prop::collection::vec(record(), 1),
        1 => prop::collection::vec(record(), 2),
    ];
    let levels = prop::collection::vec(texts, 1..12);
    (levels, any::<bool>()).prop_map(|(levels, exists)| {
        let all: Vec<String> = (0..levels.len()).map(|i| format!("l{i}")).collect();
        let start = all.join(".");
        let mut world = World::new();
        for (index, texts) in levels.iter().enumerate() {
            if !texts.is_empty() {
                let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
                world = world.txt(&format!("_dmarc.{}", all[index..].join(".")), &texts);
            }
        }
        if exists {
            world = world.exists(&start);
        }
        (start, world)
    })
}

proptest! {
    #[test]
    fn the_walk_is_the_plain_one((start, world) in tree()) {
        let found = discover(&start, &world);
        let expected = naive::walk(&labels(&start), &world);
        let records: Vec<_> = found.walk.records().map(|r| labels(r.domain.as_str())).collect();
        let wanted: Vec<_> = expected.iter().map(|seen| seen.labels.clone()).collect();
        prop_assert_eq!(records, wanted);
        prop_assert_eq!(
            labels(organization_of(&start, &world).as_str()),
            naive::organization(&labels(&start), &world)
        );
        let policy = match found.policy {
            PolicyState::Applies(policy) => Some((
                policy.applied.to_string(),
                labels(policy.found.domain.as_str()),
            )),
            PolicyState::NoRecord => None,
            other => panic!("{other:?}"),
        };
        prop_assert_eq!(policy, naive::policy(&labels(&start), &world));
    }
}
