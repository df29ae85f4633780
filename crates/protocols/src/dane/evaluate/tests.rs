use super::*;
use crate::certificate::{sha256, sha512};
use crate::dane::build::tlsa_311;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    date_time_ymd,
};

/// 2026-06-01 and 2028-06-01; the certificates hold from 2026 to 2027.
const NOW: Timestamp = Timestamp(1_780_272_000);
const LATER: Timestamp = Timestamp(1_843_430_400);

fn name(text: &str) -> DomainName {
    DomainName::parse(text).unwrap()
}

fn params(names: &[&str], subject: &str) -> CertificateParams {
    let names: Vec<String> = names.iter().map(|n| n.to_string()).collect();
    let mut params = CertificateParams::new(names).unwrap();
    params.distinguished_name.push(DnType::CommonName, subject);
    params.not_before = date_time_ymd(2026, 1, 1);
    params.not_after = date_time_ymd(2027, 1, 1);
    params
}

/// A leaf for mx.example.com, and the authority that issued it.
fn chain() -> Vec<Vec<u8>> {
    let ca_key = KeyPair::generate().unwrap();
    let mut ca = params(&[], "authority");
    ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let ca_der = ca.self_signed(&ca_key).unwrap().der().to_vec();
    let issuer = Issuer::new(ca, ca_key);
    let key = KeyPair::generate().unwrap();
    let leaf = params(&["mx.example.com"], "leaf");
    let leaf = leaf.signed_by(&key, &issuer).unwrap();
    vec![leaf.der().to_vec(), ca_der]
}

fn record(usage: u8, selector: u8, matching: u8, der: &[u8]) -> TlsaRecord {
    let certificate = Certificate::parse(der).unwrap();
    let part = match selector {
        0 => certificate.der,
        _ => certificate.public_key_der,
    };
    TlsaRecord {
        usage,
        selector,
        matching,
        data: match matching {
            0 => part,
            1 => sha256(&part),
            _ => sha512(&part),
        },
    }
}

fn verdict(
    records: &[TlsaRecord],
    chain: &[Vec<u8>],
    names: &[&str],
    now: Timestamp,
) -> Result<(), AuthenticationFault> {
    let names: Vec<DomainName> = names.iter().map(|n| name(n)).collect();
    let names: Vec<&DomainName> = names.iter().collect();
    authenticate(&usable(records), chain, &names, now)
}

#[test]
fn every_form_of_a_record_matches() {
    let chain = chain();
    for selector in [0, 1] {
        for matching in [0, 1, 2] {
            let end_entity = record(3, selector, matching, &chain[0]);
            assert_eq!(verdict(&[end_entity], &chain, &[], LATER), Ok(()));
            let anchor = record(2, selector, matching, &chain[1]);
            assert_eq!(verdict(&[anchor], &chain, &["mx.example.com"], NOW), Ok(()));
        }
    }
    let built = tlsa_311(&Certificate::parse(&chain[0]).unwrap());
    assert_eq!(built, record(3, 1, 1, &chain[0]));
}

#[test]
fn a_trust_anchor_needs_name_date_and_presence() {
    let chain = chain();
    let anchor = [record(2, 0, 1, &chain[1])];
    let leaf = &chain[..1];
    let host = ["example.com", "mx.example.com"];
    assert_eq!(verdict(&anchor, &chain, &host, NOW), Ok(()));
    assert_eq!(
        verdict(&anchor, &chain, &["example.com"], NOW),
        Err(AuthenticationFault::WrongName)
    );
    assert!(matches!(
        verdict(&anchor, &chain, &host, LATER),
        Err(AuthenticationFault::Dates(CertificateFault::Expired { .. }))
    ));
    assert_eq!(
        verdict(&anchor, leaf, &host, NOW),
        Err(AuthenticationFault::TrustAnchorNotPresented)
    );
    // The full certificate in the DNS stands in for the one that was not presented.
    assert_eq!(
        verdict(&[record(2, 0, 0, &chain[1])], leaf, &host, NOW),
        Ok(())
    );
    // The bare key does not, for many a sender (RFC 7671 §5.2.3).
    let bare_key = [record(2, 1, 0, &chain[1])];
    assert_eq!(
        verdict(&bare_key, leaf, &host, NOW),
        Err(AuthenticationFault::TrustAnchorNotPresented)
    );
    assert_eq!(verdict(&bare_key, &chain, &host, NOW), Ok(()));
}

#[test]
fn an_anchor_that_issued_nothing_is_none() {
    let (chain, other) = (chain(), chain());
    let presented = [chain[0].clone(), other[1].clone()];
    assert_eq!(
        verdict(
            &[record(2, 0, 1, &other[1])],
            &presented,
            &["mx.example.com"],
            NOW
        ),
        Err(AuthenticationFault::TrustAnchorUnrelated)
    );
    // The leaf is no anchor of its own.
    assert_eq!(
        verdict(
            &[record(2, 1, 1, &chain[0])],
            &chain,
            &["mx.example.com"],
            NOW
        ),
        Err(AuthenticationFault::TrustAnchorNotPresented)
    );
}

/// What issued a leaf without being an authority: senders do not take it as one.
#[test]
fn an_issuer_must_be_an_authority() {
    let host = ["mx.example.com"];
    let with_issuer = |is_ca: IsCa, usages: Vec<KeyUsagePurpose>| {
        let (issuer_key, key) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
        let mut issuer = params(&[], "issuer");
        issuer.is_ca = is_ca;
        issuer.key_usages = usages;
        let issuer_der = issuer.self_signed(&issuer_key).unwrap().der().to_vec();
        let issuer = Issuer::new(issuer, issuer_key);
        let leaf = params(&["mx.example.com"], "leaf");
        let leaf = leaf.signed_by(&key, &issuer).unwrap().der().to_vec();
        vec![leaf, issuer_der]
    };
    let ca = || IsCa::Ca(BasicConstraints::Unconstrained);
    let sign = vec![KeyUsagePurpose::KeyCertSign];
    let other = vec![KeyUsagePurpose::DigitalSignature];
    for (chain, expected) in [
        (with_issuer(ca(), Vec::new()), Ok(())),
        (with_issuer(ca(), sign.clone()), Ok(())),
        (
            with_issuer(ca(), other),
            Err(AuthenticationFault::TrustAnchorNoAuthority),
        ),
        (
            with_issuer(IsCa::NoCa, Vec::new()),
            Err(AuthenticationFault::TrustAnchorNoAuthority),
        ),
        (
            with_issuer(IsCa::ExplicitNoCa, Vec::new()),
            Err(AuthenticationFault::TrustAnchorNoAuthority),
        ),
    ] {
        assert_eq!(
            verdict(&[record(2, 0, 1, &chain[1])], &chain, &host, NOW),
            expected
        );
        let full = [record(2, 0, 0, &chain[1])];
        assert_eq!(verdict(&full, &chain[..1], &host, NOW), expected);
    }
}

/// Two certificates of one intermediate key and name: the first leads to an authority that nobody
/// pinned, or is over; the second leads to the pinned one.
#[test]
fn every_possible_issuer_is_tried() {
    let root = |subject: &str| {
        let key = KeyPair::generate().unwrap();
        let mut root = params(&[], subject);
        root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let der = root.self_signed(&key).unwrap().der().to_vec();
        (der, Issuer::new(root, key))
    };
    let ((old_der, old), (new_der, new)) = (root("old"), root("new"));
    let intermediate_key = KeyPair::generate().unwrap();
    let mut intermediate = params(&[], "intermediate");
    intermediate.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let by_old = intermediate.signed_by(&intermediate_key, &old).unwrap();
    let by_new = intermediate.signed_by(&intermediate_key, &new).unwrap();
    let mut expired = intermediate.clone();
    expired.not_after = date_time_ymd(2026, 2, 1);
    let expired = expired.signed_by(&intermediate_key, &new).unwrap();
    let key = KeyPair::generate().unwrap();
    let issuer = Issuer::new(intermediate, intermediate_key);
    let leaf = params(&["mx.example.com"], "leaf");
    let leaf = leaf.signed_by(&key, &issuer).unwrap();
    let der = |certificate: &rcgen::Certificate| certificate.der().to_vec();
    let anchor = [record(2, 0, 1, &new_der)];
    let host = ["mx.example.com"];
    for above in [
        [der(&by_old), old_der.clone(), der(&by_new), new_der.clone()],
        [der(&by_new), new_der.clone(), der(&by_old), old_der.clone()],
        [
            der(&expired),
            der(&by_new),
            new_der.clone(),
            old_der.clone(),
        ],
    ] {
        let chain = [&[der(&leaf)][..], &above].concat();
        assert_eq!(verdict(&anchor, &chain, &host, NOW), Ok(()));
    }
    let chain = [der(&leaf), der(&expired), new_der];
    assert!(matches!(
        verdict(&anchor, &chain, &host, NOW),
        Err(AuthenticationFault::Dates(_))
    ));
}

#[test]
fn one_match_is_enough() {
    let (chain, other) = (chain(), chain());
    let records = [record(3, 1, 1, &other[0]), record(3, 1, 1, &chain[0])];
    assert_eq!(verdict(&records, &chain, &[], NOW), Ok(()));
    assert_eq!(
        verdict(&records[..1], &chain, &[], NOW),
        Err(AuthenticationFault::NoMatch)
    );
    assert_eq!(
        verdict(&records, &[], &[], NOW),
        Err(AuthenticationFault::NoCertificate)
    );
}

#[test]
fn the_stronger_digest_is_the_one_that_counts() {
    let (chain, other) = (chain(), chain());
    let records = [record(3, 1, 1, &chain[0]), record(3, 1, 2, &other[0])];
    assert_eq!(
        verdict(&records, &chain, &[], NOW),
        Err(AuthenticationFault::NoMatch)
    );
    let records = [record(3, 1, 1, &chain[0]), record(3, 0, 2, &other[0])];
    assert_eq!(verdict(&records, &chain, &[], NOW), Ok(()));
}

#[test]
fn what_a_sender_demands() {
    let chain = chain();
    let answer = |outcome, security| Lookup {
        security,
        ..Lookup::plain(outcome)
    };
    let usable = || Outcome::Records(vec![record(3, 1, 1, &chain[0])]);
    let pkix = || Outcome::Records(vec![record(1, 1, 1, &chain[0])]);
    let secure = Security::Secure;
    assert!(matches!(
        demand(secure, &answer(usable(), secure)),
        HostDemand::Authenticate(_)
    ));
    assert_eq!(demand(secure, &answer(pkix(), secure)), HostDemand::Encrypt);
    for lookup in [
        answer(usable(), Security::Insecure),
        answer(usable(), Security::Unchecked),
        answer(Outcome::NxDomain, secure),
        answer(Outcome::NoData, secure),
    ] {
        assert_eq!(demand(secure, &lookup), HostDemand::Opportunistic);
    }
    let bogus = answer(Outcome::Failed(Failure::Bogus), Security::Insecure);
    assert_eq!(
        demand(secure, &bogus),
        HostDemand::Unreachable(Failure::Bogus)
    );
    assert_eq!(
        demand(Security::Insecure, &bogus),
        HostDemand::Opportunistic
    );
    assert_eq!(
        demand(Security::Insecure, &answer(usable(), secure)),
        HostDemand::Opportunistic
    );
}
