use super::*;
use crate::answers::Failure;
use crate::dmarc::world::{World, name};

fn spf(domain: &str, result: MechanismResult) -> Identifier {
    Identifier {
        mechanism: Mechanism::Spf,
        domain: name(domain),
        result,
    }
}

fn dkim(domain: &str, result: MechanismResult) -> Identifier {
    Identifier {
        mechanism: Mechanism::Dkim,
        ..spf(domain, result)
    }
}

fn verdict(author: &str, identifiers: Vec<Identifier>, world: &World) -> DmarcVerdict {
    let message = Message {
        author: name(author),
        identifiers,
    };
    world.settle(|answers| evaluate(&message, answers))
}

/// The result in A-R's word, with the aligned passes.
fn result(author: &str, identifiers: Vec<Identifier>, world: &World) -> String {
    match verdict(author, identifiers, world).result {
        DmarcResult::None => "none".to_string(),
        DmarcResult::Fail => "fail".to_string(),
        DmarcResult::TempError(_) => "temperror".to_string(),
        DmarcResult::PermError => "permerror".to_string(),
        DmarcResult::Pass(passes) => {
            let names: Vec<_> = passes
                .iter()
                .map(|pass| pass.identifier().domain.to_string())
                .collect();
            format!("pass {}", names.join(" "))
        }
    }
}

use MechanismResult::{NoPass, Pass, TempError};

#[test]
fn an_organization_with_a_signing_subdomain() {
    // RFC 9989 B.4.1: both names have a record, the suffix has none.
    let world = World::new()
        .txt("_dmarc.example.com", &["v=DMARC1; p=reject"])
        .txt("_dmarc.signing.example.com", &["v=DMARC1; p=none"]);
    let both = vec![spf("example.com", Pass), dkim("signing.example.com", Pass)];
    assert_eq!(
        result("example.com", both, &world),
        "pass example.com signing.example.com"
    );
    let neither = vec![
        spf("example.com", NoPass),
        dkim("signing.example.com", NoPass),
    ];
    let found = verdict("example.com", neither, &world);
    assert_eq!(found.result, DmarcResult::Fail);
    assert_eq!(found.policy().unwrap().found.domain, name("example.com"));
}

#[test]
fn a_deep_author_domain() {
    // RFC 9989 B.4.2: the walk leaps over the middle and still ends at the same organization.
    let world = World::new()
        .txt("_dmarc.example.com", &["v=DMARC1; p=quarantine"])
        .txt("_dmarc.signing.example.com", &["v=DMARC1; p=none"]);
    let author = "a.b.c.d.e.f.g.h.i.j.k.example.com";
    let found = verdict(
        author,
        vec![
            spf("example.com", NoPass),
            dkim("signing.example.com", Pass),
        ],
        &world,
    );
    assert!(matches!(&found.result, DmarcResult::Pass(passes) if passes.len() == 1));
    assert_eq!(found.discovery.walk.steps.len(), 8);
    assert_eq!(found.policy().unwrap().found.domain, name("example.com"));
}

#[test]
fn two_banks_below_one_suffix() {
    // RFC 9989 B.4.3: `psd=y` keeps the banks apart.
    let world = World::new()
        .txt("_dmarc.bank.example", &["v=DMARC1; p=reject; psd=y"])
        .txt("_dmarc.giant.bank.example", &["v=DMARC1; p=reject"]);
    let found = verdict(
        "giant.bank.example",
        vec![
            spf("mail.giant.bank.example", Pass),
            dkim("mail.mega.bank.example", Pass),
        ],
        &world,
    );
    let alignments: Vec<_> = found.identifiers.iter().map(|(_, a)| a.clone()).collect();
    assert_eq!(alignments, [Alignment::Aligned, Alignment::NotAligned]);
    assert!(matches!(found.result, DmarcResult::Pass(passes) if passes.len() == 1));
}

#[test]
fn strict_is_identical() {
    // RFC 9989 B.1: what relaxed lets pass.
    let relaxed = World::new().txt("_dmarc.example.com", &["v=DMARC1; p=reject"]);
    let strict = World::new().txt(
        "_dmarc.example.com",
        &["v=DMARC1; p=reject; adkim=s; aspf=s"],
    );
    let child = || vec![spf("child.example.com", Pass)];
    assert_eq!(
        result("example.com", child(), &relaxed),
        "pass child.example.com"
    );
    assert_eq!(result("example.com", child(), &strict), "fail");
    let same = || vec![dkim("example.com", Pass)];
    assert_eq!(result("example.com", same(), &strict), "pass example.com");
    let other = || vec![dkim("example.net", Pass), spf("badexample.com", Pass)];
    assert_eq!(result("example.com", other(), &relaxed), "fail");
}

#[test]
fn no_record_and_no_use_of_one() {
    let pass = || vec![dkim("example.com", Pass)];
    assert_eq!(result("example.com", pass(), &World::new()), "none");
    let broken = World::new().txt("_dmarc.example.com", &["v=DMARC1; p=nix"]);
    assert_eq!(result("example.com", pass(), &broken), "permerror");
}

#[test]
fn failures_count_only_without_a_pass() {
    let world = World::new()
        .txt("_dmarc.example.com", &["v=DMARC1; p=reject"])
        .fails("_dmarc.com", Failure::ServFail);
    // The organization is unknown, but identical names are aligned whatever it is.
    assert_eq!(
        result("example.com", vec![dkim("example.com", Pass)], &world),
        "pass example.com"
    );
    assert_eq!(
        result("example.com", vec![dkim("mail.example.com", Pass)], &world),
        "temperror"
    );
    assert_eq!(
        result("example.com", vec![dkim("other.example", Pass)], &world),
        "fail"
    );
    let clean = World::new().txt("_dmarc.example.com", &["v=DMARC1; p=reject"]);
    let with = |identifiers| result("example.com", identifiers, &clean);
    assert_eq!(with(vec![spf("example.com", TempError)]), "temperror");
    assert_eq!(with(vec![spf("other.example", TempError)]), "fail");
    assert_eq!(
        with(vec![
            spf("example.com", TempError),
            dkim("example.com", Pass)
        ]),
        "pass example.com"
    );
    let down = World::new().fails("_dmarc.example.com", Failure::Timeout);
    assert_eq!(
        result("example.com", vec![dkim("example.com", Pass)], &down),
        "temperror"
    );
}

#[test]
fn a_flood_of_signatures_is_bounded() {
    let world = World::new().txt("_dmarc.example.com", &["v=DMARC1; p=reject"]);
    let many: Vec<Identifier> = (0..1000)
        .map(|i| dkim(&format!("s{i}.example.com"), Pass))
        .collect();
    let message = Message {
        author: name("example.com"),
        identifiers: many,
    };
    let (found, passes) = world.settle_counting(|answers| evaluate(&message, answers));
    assert!(passes.iter().sum::<usize>() <= 2 + DMARC_IDENTIFIERS_MAX);
    assert!(matches!(found.result, DmarcResult::Pass(passes) if passes.len() == 16));
    assert_eq!(found.identifiers[999].1, Alignment::BeyondLimit);
}
