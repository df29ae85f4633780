//! What is looked at before an order: whether the authority would come to us, and may issue.
//!
//! A look that fails says nothing: the authority looks for itself, so the order goes on then.

use std::collections::BTreeSet;
use std::net::IpAddr;

use protocols::answers::{Answers, Need, Outcome, both};
use protocols::domain::observe::caa::{self, Applicant, CaaRefusal};
use protocols::name::DomainName;

use super::authority::ChallengeKind;
use super::failure::{FailureKind, Said};

/// Where an authority must come to, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Where {
    /// The addresses that lead to us; empty where nobody said.
    pub addresses: BTreeSet<IpAddr>,
    /// The host whose addresses are ours, where the name is to be an alias of it.
    pub target: Option<DomainName>,
}

/// What was seen before an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Precheck {
    /// Nothing speaks against it; these challenges may be used, in the order they were given in.
    Go(Vec<ChallengeKind>),
    /// It would fail, for this reason; what was seen is in the words.
    Stop(FailureKind, Said),
}

/// Looks at a name before an order.
///
/// May ask: A and AAAA of the name and of the alias's target, CAA of the name and every name above.
pub fn precheck(
    name: &DomainName,
    place: &Where,
    applicant: &Applicant<'_>,
    answers: &Answers,
) -> Result<Precheck, Need> {
    let (addresses, caa) = both(addresses(name, place, answers), caa::observe(name, answers))?;
    if let Some((kind, said)) = addresses {
        return Ok(Precheck::Stop(kind, said));
    }
    Ok(match caa.admits(applicant) {
        Ok(methods) => {
            let kinds = methods.into_iter().filter_map(ChallengeKind::of_word);
            Precheck::Go(kinds.collect())
        }
        Err(refusal) => {
            let shown = caa.shown();
            let shown = shown.map(|(owner, records)| format!("{owner} CAA {records}"));
            Precheck::Stop(of_refusal(&refusal), Said::new(&shown.unwrap_or_default()))
        }
    })
}

fn of_refusal(refusal: &CaaRefusal) -> FailureKind {
    match refusal {
        CaaRefusal::CriticalUnknown(_) => FailureKind::CaaCritical,
        CaaRefusal::Authority => FailureKind::CaaAuthority,
        CaaRefusal::Account => FailureKind::CaaAccount,
        CaaRefusal::Method => FailureKind::CaaMethod,
    }
}

/// What is wrong with the addresses of the name, if anything.
fn addresses(
    name: &DomainName,
    place: &Where,
    answers: &Answers,
) -> Result<Option<(FailureKind, Said)>, Need> {
    let ours = match &place.target {
        Some(target) if place.addresses.is_empty() => of_host(target, answers),
        Some(_) | None => Ok(Found {
            addresses: place.addresses.clone(),
            complete: !place.addresses.is_empty(),
        }),
    };
    let (found, ours) = both(of_host(name, answers), ours)?;
    if found.addresses.is_empty() {
        let absent = (FailureKind::NoAddress, Said::default());
        return Ok(found.complete.then_some(absent));
    }
    // An authority picks any of them, so each must be ours: Let's Encrypt begins with IPv6.
    let mut strange = found.addresses.difference(&ours.addresses).peekable();
    if !ours.complete || ours.addresses.is_empty() || strange.peek().is_none() {
        return Ok(None);
    }
    let strange: Vec<String> = strange.map(IpAddr::to_string).collect();
    Ok(Some((
        FailureKind::Elsewhere,
        Said::new(&strange.join(", ")),
    )))
}

/// The addresses of a host that were found, and whether all of them were.
struct Found {
    addresses: BTreeSet<IpAddr>,
    complete: bool,
}

fn of_host(host: &DomainName, answers: &Answers) -> Result<Found, Need> {
    let (v4, v6) = both(answers.a(host), answers.aaaa(host))?;
    let mut found = Found {
        addresses: BTreeSet::new(),
        complete: true,
    };
    match &v4.outcome {
        Outcome::Records(records) => {
            found
                .addresses
                .extend(records.iter().map(|ip| IpAddr::V4(*ip)));
        }
        Outcome::NoData | Outcome::NxDomain => {}
        Outcome::Failed(_) => found.complete = false,
    }
    match &v6.outcome {
        Outcome::Records(records) => {
            found
                .addresses
                .extend(records.iter().map(|ip| IpAddr::V6(*ip)));
        }
        Outcome::NoData | Outcome::NxDomain => {}
        Outcome::Failed(_) => found.complete = false,
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use protocols::answers::{Answer, CaaRecord, Failure, Lookup, Question};

    use super::*;

    const HOST: &str = "mta-sts.example.com";

    fn name(text: &str) -> DomainName {
        text.parse().unwrap()
    }

    /// A world of these addresses, with nothing else in it; `fails` cannot be asked.
    fn world(hosts: &[(&str, &[&str])], caa: &[(&str, &str)], fails: &[Question]) -> Answers {
        let mut answers = Answers::new();
        // The first answer to a question stays.
        for question in fails {
            answers.add(question.clone(), Answer::failed(question, Failure::Timeout));
        }
        for host in [HOST, "target.example"] {
            let of_host = hosts.iter().filter(|(owner, _)| *owner == host);
            let all: Vec<IpAddr> = of_host
                .flat_map(|(_, ips)| ips.iter().map(|ip| ip.parse().unwrap()))
                .collect();
            let v4 = all.iter().filter_map(|ip| match ip {
                IpAddr::V4(ip) => Some(*ip),
                IpAddr::V6(_) => None,
            });
            let v6 = all.iter().filter_map(|ip| match ip {
                IpAddr::V4(_) => None,
                IpAddr::V6(ip) => Some(*ip),
            });
            let (v4, v6) = (outcome(v4.collect()), outcome(v6.collect()));
            answers.add(Question::A(name(host)), Answer::A(Lookup::plain(v4)));
            answers.add(Question::Aaaa(name(host)), Answer::Aaaa(Lookup::plain(v6)));
        }
        for owner in [HOST, "example.com", "com"] {
            let of_owner = caa.iter().filter(|(at, _)| *at == owner);
            let records = of_owner.map(|(_, value)| CaaRecord {
                critical: false,
                tag: "issue".to_owned(),
                value: (*value).to_owned(),
            });
            let found = Answer::Caa(Lookup::plain(outcome(records.collect())));
            answers.add(Question::Caa(name(owner)), found);
        }
        answers
    }

    fn outcome<T>(records: Vec<T>) -> Outcome<T> {
        if records.is_empty() {
            Outcome::NoData
        } else {
            Outcome::Records(records)
        }
    }

    fn look(place: &Where, answers: &Answers) -> Precheck {
        let applicant = Applicant {
            identifiers: &["ca.example".to_owned()],
            account_uri: Some("https://ca.example/acct/1"),
            methods: &["tls-alpn-01", "http-01"],
        };
        precheck(&name(HOST), place, &applicant, answers).unwrap()
    }

    fn ours(addresses: &[&str]) -> Where {
        Where {
            addresses: addresses.iter().map(|ip| ip.parse().unwrap()).collect(),
            target: None,
        }
    }

    fn alias() -> Where {
        Where {
            addresses: BTreeSet::new(),
            target: Some(name("target.example")),
        }
    }

    fn go() -> Precheck {
        Precheck::Go(vec![ChallengeKind::TlsAlpn01, ChallengeKind::Http01])
    }

    fn stop(kind: FailureKind, said: &str) -> Precheck {
        Precheck::Stop(kind, Said::new(said))
    }

    #[test]
    fn every_address_must_be_ours() {
        let one = world(&[(HOST, &["192.0.2.1"])], &[], &[]);
        assert_eq!(look(&ours(&["192.0.2.1", "2001:db8::1"]), &one), go());
        assert_eq!(
            look(&ours(&["192.0.2.2"]), &one),
            stop(FailureKind::Elsewhere, "192.0.2.1")
        );
        let two = world(&[(HOST, &["192.0.2.1", "2001:db8::9"])], &[], &[]);
        assert_eq!(
            look(&ours(&["192.0.2.1"]), &two),
            stop(FailureKind::Elsewhere, "2001:db8::9")
        );
        assert_eq!(
            look(&Where::default(), &one),
            go(),
            "nobody said what is ours"
        );
        let none = world(&[], &[], &[]);
        assert_eq!(
            look(&Where::default(), &none),
            stop(FailureKind::NoAddress, "")
        );
    }

    #[test]
    fn an_alias_has_the_addresses_of_its_target() {
        let there = ("target.example", &["192.0.2.1"][..]);
        let world_of = |host: &[&str]| world(&[(HOST, host), there], &[], &[]);
        assert_eq!(look(&alias(), &world_of(&["192.0.2.1"])), go());
        assert_eq!(
            look(&alias(), &world_of(&["192.0.2.7"])),
            stop(FailureKind::Elsewhere, "192.0.2.7")
        );
        // The target has no address: nothing can be compared, and the authority will say so.
        let nowhere = world(&[(HOST, &["192.0.2.7"])], &[], &[]);
        assert_eq!(look(&alias(), &nowhere), go());
    }

    #[test]
    fn what_could_not_be_asked_is_not_wrong() {
        let a = Question::A(name(HOST));
        let only_v6 = world(&[(HOST, &["2001:db8::1"])], &[], std::slice::from_ref(&a));
        assert_eq!(look(&ours(&["2001:db8::1"]), &only_v6), go());
        assert_eq!(
            look(&ours(&["2001:db8::2"]), &only_v6),
            stop(FailureKind::Elsewhere, "2001:db8::1"),
            "what was seen is wrong all the same"
        );
        let nothing = world(&[], &[], &[a]);
        assert_eq!(look(&Where::default(), &nothing), go());
        let caa = world(
            &[(HOST, &["192.0.2.1"])],
            &[("com", ";")],
            &[Question::Caa(name("example.com"))],
        );
        assert_eq!(look(&Where::default(), &caa), go());
        let target = Question::A(name("target.example"));
        let blind = world(&[(HOST, &["192.0.2.1"])], &[], &[target]);
        assert_eq!(look(&alias(), &blind), go());
    }

    #[test]
    fn caa_says_who_to_whom_and_how() {
        let at = |owner, value| {
            let answers = world(&[(HOST, &["192.0.2.1"])], &[(owner, value)], &[]);
            look(&Where::default(), &answers)
        };
        assert_eq!(at("example.com", "ca.example"), go());
        assert_eq!(
            at("example.com", "other.example"),
            stop(
                FailureKind::CaaAuthority,
                "example.com CAA 0 issue \"other.example\""
            )
        );
        let stopped = |precheck| match precheck {
            Precheck::Stop(kind, _) => Some(kind),
            Precheck::Go(_) => None,
        };
        let bound = at("com", "ca.example; accounturi=https://ca.example/acct/2");
        assert_eq!(stopped(bound), Some(FailureKind::CaaAccount));
        let dns = at(HOST, "ca.example; validationmethods=dns-01");
        assert_eq!(stopped(dns), Some(FailureKind::CaaMethod));
        assert_eq!(
            at(HOST, "ca.example; validationmethods=http-01"),
            Precheck::Go(vec![ChallengeKind::Http01])
        );
    }
}
