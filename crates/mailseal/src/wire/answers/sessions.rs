//! Policy fetches and SMTP probes as JSON.

use std::net::IpAddr;

use protocols::answers::{
    ChainTrust, FamilyFetches, PolicyFetch, PolicyFetches, SmtpProbe, StartTls, TlsSession,
};
use serde::{Deserialize, Serialize};

use super::dns::{FailureShape, OutcomeShape, read_outcome, write_outcome};
use super::{base64, octets};
use crate::failure::Failed;

#[derive(Serialize, Deserialize)]
pub(super) struct TlsShape {
    version: String,
    trust: TrustShape,
    chain: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum TrustShape {
    Trusted,
    SelfSigned,
    UnknownIssuer,
    Unusable,
}

impl TlsShape {
    pub(super) fn of(tls: &TlsSession) -> TlsShape {
        TlsShape {
            version: tls.version.clone(),
            trust: match tls.trust {
                ChainTrust::Trusted => TrustShape::Trusted,
                ChainTrust::SelfSigned => TrustShape::SelfSigned,
                ChainTrust::UnknownIssuer => TrustShape::UnknownIssuer,
                ChainTrust::Unusable => TrustShape::Unusable,
            },
            chain: tls.chain.iter().map(|der| base64(der)).collect(),
        }
    }

    pub(super) fn read(self) -> Result<TlsSession, Failed> {
        Ok(TlsSession {
            version: self.version,
            trust: match self.trust {
                TrustShape::Trusted => ChainTrust::Trusted,
                TrustShape::SelfSigned => ChainTrust::SelfSigned,
                TrustShape::UnknownIssuer => ChainTrust::UnknownIssuer,
                TrustShape::Unusable => ChainTrust::Unusable,
            },
            chain: self
                .chain
                .iter()
                .map(|der| octets(der))
                .collect::<Result<_, _>>()?,
        })
    }
}

/// A fetch, or both under `by-family`.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum PoliciesShape {
    ByFamily {
        #[serde(rename = "by-family")]
        families: Box<FamiliesShape>,
    },
    Single(Box<PolicyShape>),
}

#[derive(Serialize, Deserialize)]
pub(super) struct FamiliesShape {
    v4: PolicyShape,
    v6: PolicyShape,
}

impl PoliciesShape {
    pub(super) fn of(fetches: &PolicyFetches) -> PoliciesShape {
        match fetches {
            PolicyFetches::Single(fetch) => PoliciesShape::Single(Box::new(PolicyShape::of(fetch))),
            PolicyFetches::ByFamily(fetches) => PoliciesShape::ByFamily {
                families: Box::new(FamiliesShape {
                    v4: PolicyShape::of(&fetches.v4),
                    v6: PolicyShape::of(&fetches.v6),
                }),
            },
        }
    }

    pub(super) fn read(self) -> Result<PolicyFetches, Failed> {
        Ok(match self {
            PoliciesShape::Single(fetch) => PolicyFetches::Single(fetch.read()?),
            PoliciesShape::ByFamily { families } => {
                let (v4, v6) = (families.v4.read()?, families.v6.read()?);
                PolicyFetches::ByFamily(Box::new(FamilyFetches { v4, v6 }))
            }
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum PolicyShape {
    NoAddress(OutcomeShape<IpAddr>),
    NoConnection(FailureShape),
    NoTls {
        reason: String,
    },
    Response {
        tls: TlsShape,
        status: u16,
        content_type: Option<String>,
        location: Option<String>,
        body: String,
        cut: bool,
        milliseconds: u64,
    },
    NoResponse {
        tls: TlsShape,
        failure: FailureShape,
    },
}

impl PolicyShape {
    pub(super) fn of(fetch: &PolicyFetch) -> PolicyShape {
        match fetch {
            PolicyFetch::NoAddress(outcome) => {
                PolicyShape::NoAddress(write_outcome(outcome, |a| *a))
            }
            PolicyFetch::NoConnection(failure) => PolicyShape::NoConnection(FailureShape(*failure)),
            PolicyFetch::NoTls { reason } => PolicyShape::NoTls {
                reason: reason.clone(),
            },
            PolicyFetch::Response {
                tls,
                status,
                content_type,
                location,
                body,
                cut,
                milliseconds,
            } => PolicyShape::Response {
                tls: TlsShape::of(tls),
                status: *status,
                content_type: content_type.clone(),
                location: location.clone(),
                body: base64(body),
                cut: *cut,
                milliseconds: *milliseconds,
            },
            PolicyFetch::NoResponse { tls, failure } => PolicyShape::NoResponse {
                tls: TlsShape::of(tls),
                failure: FailureShape(*failure),
            },
        }
    }

    pub(super) fn read(self) -> Result<PolicyFetch, Failed> {
        Ok(match self {
            PolicyShape::NoAddress(outcome) => PolicyFetch::NoAddress(read_outcome(outcome, &Ok)?),
            PolicyShape::NoConnection(failure) => PolicyFetch::NoConnection(failure.0),
            PolicyShape::NoTls { reason } => PolicyFetch::NoTls { reason },
            PolicyShape::Response {
                tls,
                status,
                content_type,
                location,
                body,
                cut,
                milliseconds,
            } => {
                let (tls, body) = (tls.read()?, octets(&body)?);
                PolicyFetch::Response {
                    tls,
                    status,
                    content_type,
                    location,
                    body,
                    cut,
                    milliseconds,
                }
            }
            PolicyShape::NoResponse { tls, failure } => PolicyFetch::NoResponse {
                tls: tls.read()?,
                failure: failure.0,
            },
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum SmtpShape {
    NoAddress(OutcomeShape<IpAddr>),
    NoConnection(FailureShape),
    NoGreeting {
        address: IpAddr,
        failure: FailureShape,
        reply: Option<String>,
    },
    Greeted {
        address: IpAddr,
        greeting: String,
        extensions: Vec<String>,
        starttls: StartTlsShape,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum StartTlsShape {
    NotOffered,
    Refused(String),
    Failed(String),
    Broken(FailureShape),
    Session(TlsShape),
}

impl SmtpShape {
    pub(super) fn of(probe: &SmtpProbe) -> SmtpShape {
        match probe {
            SmtpProbe::NoAddress(outcome) => SmtpShape::NoAddress(write_outcome(outcome, |a| *a)),
            SmtpProbe::NoConnection(failure) => SmtpShape::NoConnection(FailureShape(*failure)),
            SmtpProbe::NoGreeting {
                address,
                failure,
                reply,
            } => SmtpShape::NoGreeting {
                address: *address,
                failure: FailureShape(*failure),
                reply: reply.clone(),
            },
            SmtpProbe::Greeted {
                address,
                greeting,
                extensions,
                starttls,
            } => SmtpShape::Greeted {
                address: *address,
                greeting: greeting.clone(),
                extensions: extensions.clone(),
                starttls: StartTlsShape::of(starttls),
            },
        }
    }

    pub(super) fn read(self) -> Result<SmtpProbe, Failed> {
        Ok(match self {
            SmtpShape::NoAddress(outcome) => SmtpProbe::NoAddress(read_outcome(outcome, &Ok)?),
            SmtpShape::NoConnection(failure) => SmtpProbe::NoConnection(failure.0),
            SmtpShape::NoGreeting {
                address,
                failure,
                reply,
            } => SmtpProbe::NoGreeting {
                address,
                failure: failure.0,
                reply,
            },
            SmtpShape::Greeted {
                address,
                greeting,
                extensions,
                starttls,
            } => SmtpProbe::Greeted {
                address,
                greeting,
                extensions,
                starttls: starttls.read()?,
            },
        })
    }
}

impl StartTlsShape {
    pub(super) fn of(starttls: &StartTls) -> StartTlsShape {
        match starttls {
            StartTls::NotOffered => StartTlsShape::NotOffered,
            StartTls::Refused(reply) => StartTlsShape::Refused(reply.clone()),
            StartTls::Failed(reason) => StartTlsShape::Failed(reason.clone()),
            StartTls::Broken(failure) => StartTlsShape::Broken(FailureShape(*failure)),
            StartTls::Session(tls) => StartTlsShape::Session(TlsShape::of(tls)),
        }
    }

    pub(super) fn read(self) -> Result<StartTls, Failed> {
        Ok(match self {
            StartTlsShape::NotOffered => StartTls::NotOffered,
            StartTlsShape::Refused(reply) => StartTls::Refused(reply),
            StartTlsShape::Failed(reason) => StartTls::Failed(reason),
            StartTlsShape::Broken(failure) => StartTls::Broken(failure.0),
            StartTlsShape::Session(tls) => StartTls::Session(tls.read()?),
        })
    }
}
