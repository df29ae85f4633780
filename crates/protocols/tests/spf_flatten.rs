//! Flattening, scenario by scenario: what is written out, what is refused, what it costs.

#![allow(clippy::unwrap_used)]

use protocols::answers::{Answers, Question};
use protocols::limits::PASSES_MAX;
use protocols::name::DomainName;
use protocols::published::PublishedData;
use protocols::spf::flatten;
use protocols::spf::flatten::{Flattened, NotFlattened};
use protocols::spf::ranges::{Family, Ranges};
use protocols::spf::verdict_map::Refusal;
use zonefile::{Zone, Zones};

/// Flattens the record of `example.com` in this world.
fn flattened(record: &str, zone: &str) -> Result<Flattened, NotFlattened> {
    let text = format!("$TTL 300\n$ORIGIN example.com.\n{zone}");
    let zones = Zones::of(vec![Zone::parse(&text, None, "case").unwrap()]);
    let domain: DomainName = "example.com".parse().unwrap();
    let mut answers = Answers::new();
    for _ in 0..PASSES_MAX {
        match flatten(&domain, record, &answers) {
            Err(NotFlattened::Need(need)) => {
                for question in need.questions() {
                    answers.add(question.clone(), zones.alone(question));
                }
            }
            end => return end,
        }
    }
    panic!("no end");
}

fn texts(flattened: &Flattened) -> Vec<String> {
    let publications = flattened.publications.iter();
    publications
        .map(|publication| match &publication.data {
            PublishedData::Txt(text) => format!("{} {text}", publication.owner),
            other => panic!("{other:?}"),
        })
        .collect()
}

const ZONE: &str = "
@    A    192.0.2.80
@    MX   10 m1
@    MX   20 m2
m1   A    192.0.2.1
m1   AAAA 2001:db8::1
m2   A    192.0.2.2
_p   TXT  \"v=spf1 ip4:198.51.100.0/25 ip4:198.51.100.128/25 -ip4:203.0.113.7 a:m1.example.com ~all\"
_r   TXT  \"v=spf1 mx ?all exp=why.example.com\"
_n   TXT  \"v=spf1 ip4:203.0.113.0/24\"
";

#[test]
fn hosts_and_includes_become_networks() {
    let flat = flattened("v=spf1 a mx include:_p.example.com -all", ZONE).unwrap();
    assert_eq!(
        texts(&flat),
        [
            "example.com v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 ip4:192.0.2.80 \
          ip4:198.51.100.0/24 ip6:2001:db8::1 -all"
        ]
    );
    assert_eq!((flat.lookups_before, flat.lookups_after), (4, 0));
    let frozen: Vec<&Question> = flat.frozen.iter().map(|f| &f.question).collect();
    assert!(frozen.contains(&&Question::Mx("example.com".parse().unwrap())));
    assert!(frozen.contains(&&Question::Txt("_p.example.com".parse().unwrap())));
    assert!(frozen.contains(&&Question::Aaaa("m2.example.com".parse().unwrap())));
    assert!(flat.frozen.iter().any(|f| f.ttl_seconds == 300));
}

/// What peers got wrong: the last network of a target that has no `all` was lost.
#[test]
fn an_include_without_all_loses_nothing() {
    let flat = flattened("v=spf1 include:_n.example.com -all", ZONE).unwrap();
    assert_eq!(texts(&flat), ["example.com v=spf1 ip4:203.0.113.0/24 -all"]);
}

/// And a redirect is no include: its end, and its explanation, become those of the record.
#[test]
fn a_redirect_brings_its_end() {
    let flat = flattened("v=spf1 ip4:192.0.2.99 redirect=_r.example.com", ZONE);
    // `mx` in the redirected record means that record's own name, which has no MX.
    let flat = flat.unwrap();
    assert_eq!(
        texts(&flat),
        ["example.com v=spf1 ip4:192.0.2.99 ?all exp=why.example.com"]
    );
}

/// The record's own explanation stays as it is written: its macros mean the same there.
#[test]
fn an_explanation_with_a_macro_is_kept() {
    let flat = flattened("v=spf1 mx -all exp=why.%{d}", ZONE).unwrap();
    assert_eq!(
        texts(&flat),
        ["example.com v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 ip6:2001:db8::1 -all exp=why.%{d}"]
    );
}

#[test]
fn order_matters_between_qualifiers() {
    let record = "v=spf1 -ip4:192.0.2.1 mx ?include:_p.example.com ~all";
    let flat = flattened(record, ZONE).unwrap();
    assert_eq!(
        texts(&flat),
        [
            "example.com v=spf1 -ip4:192.0.2.1 ip4:192.0.2.2 ip6:2001:db8::1 \
          ?ip4:198.51.100.0/24 ~all"
        ]
    );
}

#[test]
fn a_record_over_the_limit_is_repaired() {
    let hosts: Vec<String> = (1..=12).map(|h| format!("h{h} A 192.0.2.{h}")).collect();
    let terms: Vec<String> = (1..=12).map(|h| format!("a:h{h}.example.com")).collect();
    let record = format!("v=spf1 {} -all", terms.join(" "));
    let flat = flattened(&record, &hosts.join("\n")).unwrap();
    assert_eq!(flat.lookups_before, 12);
    assert!(flat.repaired.contains("192.0.2.11".parse().unwrap()));
    assert!(!flat.repaired.contains("192.0.2.10".parse().unwrap()));
    // Over IPv6 the third host without an address is one too many, so nobody gets an answer today.
    assert_eq!(flat.repaired.ip6, Ranges::every(Family::Ip6));
}

#[test]
fn a_long_record_is_split_over_names() {
    let nets: Vec<String> = (0..80)
        .map(|n| format!("ip4:198.51.{}.0/24", 2 * n))
        .collect();
    let halves = [&nets[..40], &nets[40..]].map(|half| half.join(" "));
    let zone = format!(
        "_a TXT \"v=spf1 {}\" \" {} -all\"\n",
        &nets[..10].join(" "),
        &nets[10..20].join(" ")
    );
    let record = format!(
        "v=spf1 include:_a.example.com {} ?{} ~all",
        halves[1], "ip4:203.0.113.9"
    );
    let flat = flattened(&record, &zone).unwrap();
    let texts = texts(&flat);
    assert_eq!(
        texts[0],
        "example.com v=spf1 include:_flat1.example.com include:_flat2.example.com \
         include:_flat3.example.com ?include:_flat4.example.com ~all"
    );
    assert!(texts.iter().all(|text| text.len() <= 450), "{texts:?}");
    assert_eq!(flat.lookups_after, 4);
}

#[test]
fn what_is_refused() {
    let refused = |record: &str| match flattened(record, ZONE) {
        Err(NotFlattened::Refused(refusal)) => refusal,
        other => panic!("{record}: {other:?}"),
    };
    assert!(matches!(
        refused("v=spf1 exists:%{i}.example.com -all"),
        Refusal::Exists(_)
    ));
    assert!(matches!(refused("v=spf1 ptr -all"), Refusal::Ptr(_)));
    assert!(matches!(refused("v=spf1 a:%{d} -all"), Refusal::Macro(_)));
    assert!(matches!(
        refused("v=spf1 redirect=%{d}.example.com"),
        Refusal::Macro(_)
    ));
    assert!(matches!(
        refused("v=spf1 include:gone.example.com -all"),
        Refusal::Target(_)
    ));
    assert!(matches!(
        refused("v=spf1 ip:192.0.2.1 -all"),
        Refusal::Unsound(_)
    ));
    assert!(matches!(
        refused("v=spf1 redirect=example.com"),
        Refusal::Loop(_)
    ));
    let everybody_first = "v=spf1 ip4:0.0.0.0/0 ip6:::/0 redirect=example.com";
    assert!(matches!(refused(everybody_first), Refusal::Loop(_)));
}
