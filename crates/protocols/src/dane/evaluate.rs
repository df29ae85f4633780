//! What a sender demands of an MX host by its TLSA records (§2.2), and whether a presented chain
//! meets it (§3).

use crate::answers::{Failure, Lookup, Outcome, Security, TlsaRecord};
use crate::certificate::{Certificate, CertificateFault};
use crate::limits::{CHAIN_CERTIFICATES_MAX, CHAIN_SIGNATURES_MAX};
use crate::name::DomainName;
use crate::time::Timestamp;

use super::record::{Association, Matching, Selector, Usage};

/// What a sender demands of a host (the four outcomes of §2.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HostDemand<'a> {
    /// A secure RRset with usable records: TLS, and the chain must match one of them.
    Authenticate(Vec<Association<'a>>),
    /// A secure RRset without a usable record: TLS, with any certificate.
    Encrypt,
    /// Insecure, or denied: TLS where it is offered.
    Opportunistic,
    /// A lookup error: 'falling back to the next SMTP server or delayed delivery'.
    Unreachable(Failure),
}

/// What a sender demands of a host, by the DNSSEC state of its addresses and the TLSA answer at its
/// TLSA base domain. [`Security::Unchecked`] is as good as insecure here: nobody validated.
///
/// §2.2.2: where the addresses are insecure 'the SMTP client SHOULD NOT proceed to search for any
/// associated TLSA records', so an error of that lookup does no harm there.
pub fn demand(addresses: Security, tlsa: &Lookup<TlsaRecord>) -> HostDemand<'_> {
    if addresses != Security::Secure {
        return HostDemand::Opportunistic;
    }
    let records = match (&tlsa.outcome, tlsa.security) {
        (Outcome::Failed(failure), _) => return HostDemand::Unreachable(*failure),
        (Outcome::Records(records), Security::Secure) => records,
        (Outcome::Records(_), Security::Insecure | Security::Unchecked)
        | (Outcome::NoData | Outcome::NxDomain, _) => return HostDemand::Opportunistic,
    };
    let usable = usable(records);
    if usable.is_empty() {
        HostDemand::Encrypt
    } else {
        HostDemand::Authenticate(usable)
    }
}

/// The records a sender uses, after digest agility.
///
/// RFC 7671 §9: of the records with one usage and selector only those with the strongest digest
/// count, besides those with the full data.
pub fn usable(records: &[TlsaRecord]) -> Vec<Association<'_>> {
    let all: Vec<Association<'_>> = records
        .iter()
        .filter_map(|r| Association::of(r).ok())
        .collect();
    let has_stronger = |weak: &Association<'_>| {
        weak.matching == Matching::Sha256
            && all.iter().any(|other| {
                other.matching == Matching::Sha512
                    && (other.usage, other.selector) == (weak.usage, weak.selector)
            })
    };
    all.iter().copied().filter(|a| !has_stronger(a)).collect()
}

/// Why a chain does not authenticate a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuthenticationFault {
    /// No certificate was presented, or the first does not parse.
    NoCertificate,
    /// No record matches.
    NoMatch,
    /// Only records of usage 2, and none matches a certificate above the leaf (§3.1.2: servers 'MUST
    /// include the TA certificate as part of the certificate chain').
    TrustAnchorNotPresented,
    /// A record of usage 2 matches a certificate that did not issue the leaf, nor any above it.
    TrustAnchorUnrelated,
    /// A record of usage 2 matches a certificate that signed the one below it and is no authority,
    /// so that it must not have (RFC 5280 §4.2.1.9).
    TrustAnchorNoAuthority,
    /// A record of usage 2 matches, but the leaf has none of the names (§3.2.2).
    WrongName,
    /// A record of usage 2 matches, but a certificate below the anchor is out of its time.
    Dates(CertificateFault),
}

/// Whether a presented chain satisfies one of `associations`.
///
/// `names` are the reference identifiers for usage 2 (§3.2.2): the TLSA base domain, and where MX is
/// secure the next-hop domain. Usage 3 looks at neither names nor dates (§3.1.1).
pub fn authenticate(
    associations: &[Association<'_>],
    chain: &[Vec<u8>],
    names: &[&DomainName],
    now: Timestamp,
) -> Result<(), AuthenticationFault> {
    let presented = read(chain).ok_or(AuthenticationFault::NoCertificate)?;
    let mut worst = None;
    for association in associations {
        match satisfies(association, &presented, names, now) {
            Ok(()) => return Ok(()),
            Err(fault) => worst = Some(more_telling(worst, fault)),
        }
    }
    Err(worst.unwrap_or(AuthenticationFault::NoMatch))
}

/// The certificates of a chain that parse, the leaf first; `None` when the leaf does not.
pub(super) fn read(chain: &[Vec<u8>]) -> Option<Vec<Certificate>> {
    let (leaf, above) = chain.split_first()?;
    let mut presented = vec![Certificate::parse(leaf).ok()?];
    let above = above.iter().take(CHAIN_CERTIFICATES_MAX);
    presented.extend(above.filter_map(|der| Certificate::parse(der).ok()));
    Some(presented)
}

/// Of two faults the one that says more: a match that fails by something else is nearer to working.
fn more_telling(
    one: Option<AuthenticationFault>,
    other: AuthenticationFault,
) -> AuthenticationFault {
    let rank = |fault: &AuthenticationFault| match fault {
        AuthenticationFault::NoCertificate => 0,
        AuthenticationFault::TrustAnchorNotPresented => 1,
        AuthenticationFault::NoMatch => 2,
        AuthenticationFault::TrustAnchorUnrelated => 3,
        AuthenticationFault::TrustAnchorNoAuthority => 4,
        AuthenticationFault::WrongName => 5,
        AuthenticationFault::Dates(_) => 6,
    };
    match one {
        Some(one) if rank(&one) >= rank(&other) => one,
        Some(_) | None => other,
    }
}

/// Whether a chain satisfies one record; `presented` begins with the leaf.
pub(super) fn satisfies(
    association: &Association<'_>,
    presented: &[Certificate],
    names: &[&DomainName],
    now: Timestamp,
) -> Result<(), AuthenticationFault> {
    let Some((leaf, above)) = presented.split_first() else {
        return Err(AuthenticationFault::NoCertificate);
    };
    match association.usage {
        // §3.1.1: 'The expiration date of the server certificate MUST be ignored', and so are names.
        Usage::EndEntity if association.fits(leaf) => Ok(()),
        Usage::EndEntity => Err(AuthenticationFault::NoMatch),
        Usage::TrustAnchor => {
            let paths = paths_to_anchor(association, leaf, above)?;
            if !names.iter().any(|name| leaf.matches_name(name)) {
                return Err(AuthenticationFault::WrongName);
            }
            // One good path is enough, whatever else was presented: an expired cross-signed
            // certificate often stands beside the one that took its place.
            let mut first = None;
            for path in paths {
                match path.iter().find_map(|below| below.date_fault(now)) {
                    Some(fault) => first = first.or(Some(AuthenticationFault::Dates(fault))),
                    None => return Ok(()),
                }
            }
            Err(first.unwrap_or(AuthenticationFault::TrustAnchorUnrelated))
        }
    }
}

/// Every path from the leaf up to the anchor, without it; at least one. Each certificate is signed
/// by the next, which must be an authority (RFC 7671 §5.2 leaves the rest of the path to RFC 5280).
/// After [`CHAIN_SIGNATURES_MAX`] signatures what was found counts.
fn paths_to_anchor<'c>(
    association: &Association<'_>,
    leaf: &'c Certificate,
    above: &'c [Certificate],
) -> Result<Vec<Vec<&'c Certificate>>, AuthenticationFault> {
    // RFC 7671 §5.2.2: only a full certificate (2 0 0) may be missing from the chain. That a bare key
    // (2 1 0) signed the topmost certificate is not looked at: RFC 7671 §5.2.3: 'Such a check […]
    // cannot be expected to be supported by all clients. […] Servers employing "2 1 0" TLSA records MUST
    // include the corresponding TA certificate in their certificate chain', and an owner is to hear of
    // one that does not.
    let published = match (association.selector, association.matching) {
        (Selector::Certificate, Matching::Full) => Certificate::parse(association.data).ok(),
        (Selector::Certificate | Selector::PublicKey, _) => None,
    };
    let issuers: Vec<&Certificate> = above.iter().chain(published.as_ref()).collect();
    let authorities: Vec<bool> = issuers.iter().map(|issuer| issuer.may_issue()).collect();
    let mut signatures = 0;
    let mut complete = Vec::new();
    let mut plain_issuer_fits = false;
    // Places among the issuers; the leaf is before all of them.
    let mut open: Vec<Vec<usize>> = vec![Vec::new()];
    while let Some(path) = open.pop() {
        let last = path.last().map_or(leaf, |place| issuers[*place]);
        // The first presented is tried first.
        for (place, issuer) in issuers.iter().enumerate().rev() {
            if path.contains(&place) || *issuer == leaf || issuer.subject != last.issuer {
                continue;
            }
            if signatures == CHAIN_SIGNATURES_MAX {
                open.clear();
                break;
            }
            signatures += 1;
            if !last.is_issued_by(issuer) {
                continue;
            }
            let fits = association.fits(issuer);
            match (authorities[place], fits) {
                (true, true) => complete.push(path.clone()),
                (true, false) => open.push([path.as_slice(), &[place]].concat()),
                (false, fits) => plain_issuer_fits |= fits,
            }
        }
    }
    if !complete.is_empty() {
        let above_leaf = |path: Vec<usize>| {
            let places = path.into_iter().filter_map(|place| above.get(place));
            std::iter::once(leaf).chain(places).collect()
        };
        return Ok(complete.into_iter().map(above_leaf).collect());
    }
    if plain_issuer_fits {
        Err(AuthenticationFault::TrustAnchorNoAuthority)
    } else if above
        .iter()
        .any(|certificate| association.fits(certificate))
    {
        Err(AuthenticationFault::TrustAnchorUnrelated)
    } else {
        Err(AuthenticationFault::TrustAnchorNotPresented)
    }
}

#[cfg(test)]
mod tests;
