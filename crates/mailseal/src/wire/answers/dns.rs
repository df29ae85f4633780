//! DNS answers as JSON.

use protocols::answers::{
    CaaRecord, Failure, Lookup, MxRecord, Outcome, Security, TlsaRecord, TxtRecord,
};
use serde::{Deserialize, Serialize};

use super::{base64, name, octets};
use crate::failure::Failed;

#[derive(Serialize, Deserialize)]
pub(super) struct LookupShape<T> {
    outcome: OutcomeShape<T>,
    security: SecurityShape,
    ttl: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    server: String,
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    by_server: Vec<ServerShape<T>>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct ServerShape<T> {
    server: String,
    outcome: OutcomeShape<T>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum OutcomeShape<T> {
    Records(Vec<T>),
    NoData,
    NxDomain,
    Failed(FailureShape),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum SecurityShape {
    Secure,
    Insecure,
    Unchecked,
}

#[derive(Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[derive(Clone)]
pub(super) struct FailureShape(pub(super) Failure);

impl From<FailureShape> for String {
    fn from(shape: FailureShape) -> String {
        crate::wire::names::failure(shape.0).to_string()
    }
}

impl TryFrom<String> for FailureShape {
    type Error = String;
    fn try_from(text: String) -> Result<FailureShape, String> {
        let all = [
            Failure::ServFail,
            Failure::Refused,
            Failure::Timeout,
            Failure::Bogus,
            Failure::Unreachable,
            Failure::NoRoute,
            Failure::Malformed,
            Failure::Guarded,
            Failure::NotAsked,
        ];
        let found = all
            .into_iter()
            .find(|failure| crate::wire::names::failure(*failure) == text);
        found
            .map(FailureShape)
            .ok_or_else(|| format!("no failure {text:?}"))
    }
}

pub(super) fn write_lookup<T, S>(lookup: &Lookup<T>, shape: impl Fn(&T) -> S) -> LookupShape<S> {
    LookupShape {
        outcome: write_outcome(&lookup.outcome, &shape),
        security: match lookup.security {
            Security::Secure => SecurityShape::Secure,
            Security::Insecure => SecurityShape::Insecure,
            Security::Unchecked => SecurityShape::Unchecked,
        },
        ttl: lookup.ttl_seconds,
        aliases: lookup.aliases.iter().map(ToString::to_string).collect(),
        server: lookup.server.clone(),
        by_server: lookup
            .by_server
            .iter()
            .map(|(server, outcome)| ServerShape {
                server: server.clone(),
                outcome: write_outcome(outcome, &shape),
            })
            .collect(),
    }
}

pub(super) fn write_outcome<T, S>(
    outcome: &Outcome<T>,
    shape: impl Fn(&T) -> S,
) -> OutcomeShape<S> {
    match outcome {
        Outcome::Records(records) => OutcomeShape::Records(records.iter().map(shape).collect()),
        Outcome::NoData => OutcomeShape::NoData,
        Outcome::NxDomain => OutcomeShape::NxDomain,
        Outcome::Failed(failure) => OutcomeShape::Failed(FailureShape(*failure)),
    }
}

pub(super) fn read_outcome<S, T>(
    outcome: OutcomeShape<S>,
    read: &impl Fn(S) -> Result<T, Failed>,
) -> Result<Outcome<T>, Failed> {
    Ok(match outcome {
        OutcomeShape::Records(records) => {
            Outcome::Records(records.into_iter().map(read).collect::<Result<_, _>>()?)
        }
        OutcomeShape::NoData => Outcome::NoData,
        OutcomeShape::NxDomain => Outcome::NxDomain,
        OutcomeShape::Failed(failure) => Outcome::Failed(failure.0),
    })
}

impl<S> LookupShape<S> {
    pub(super) fn read<T>(
        self,
        read: impl Fn(S) -> Result<T, Failed>,
    ) -> Result<Lookup<T>, Failed> {
        let mut by_server = Vec::new();
        for one in self.by_server {
            by_server.push((one.server, read_outcome(one.outcome, &read)?));
        }
        Ok(Lookup {
            outcome: read_outcome(self.outcome, &read)?,
            security: match self.security {
                SecurityShape::Secure => Security::Secure,
                SecurityShape::Insecure => Security::Insecure,
                SecurityShape::Unchecked => Security::Unchecked,
            },
            ttl_seconds: self.ttl,
            aliases: self
                .aliases
                .iter()
                .map(|text| name(text))
                .collect::<Result<_, _>>()?,
            server: self.server,
            by_server,
        })
    }
}

pub(super) fn write_txt(record: &TxtRecord) -> Vec<String> {
    record.strings.iter().map(|octets| base64(octets)).collect()
}

pub(super) fn read_txt(strings: Vec<String>) -> Result<TxtRecord, Failed> {
    let strings = strings
        .iter()
        .map(|text| octets(text))
        .collect::<Result<_, _>>()?;
    Ok(TxtRecord { strings })
}

#[derive(Serialize, Deserialize)]
pub(super) struct MxShape {
    preference: u16,
    exchange: Option<String>,
}

impl MxShape {
    pub(super) fn of(mx: &MxRecord) -> MxShape {
        MxShape {
            preference: mx.preference,
            exchange: mx.exchange.as_ref().map(ToString::to_string),
        }
    }

    pub(super) fn read(self) -> Result<MxRecord, Failed> {
        let exchange = self.exchange.as_deref().map(name).transpose()?;
        Ok(MxRecord {
            preference: self.preference,
            exchange,
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct TlsaShape {
    usage: u8,
    selector: u8,
    matching: u8,
    data: String,
}

impl TlsaShape {
    pub(super) fn of(tlsa: &TlsaRecord) -> TlsaShape {
        let TlsaRecord {
            usage,
            selector,
            matching,
            data,
        } = tlsa;
        TlsaShape {
            usage: *usage,
            selector: *selector,
            matching: *matching,
            data: base64(data),
        }
    }

    pub(super) fn read(self) -> Result<TlsaRecord, Failed> {
        let TlsaShape {
            usage,
            selector,
            matching,
            data,
        } = self;
        Ok(TlsaRecord {
            usage,
            selector,
            matching,
            data: octets(&data)?,
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct CaaShape {
    critical: bool,
    tag: String,
    value: String,
}

impl CaaShape {
    pub(super) fn of(caa: &CaaRecord) -> CaaShape {
        CaaShape {
            critical: caa.critical,
            tag: caa.tag.clone(),
            value: caa.value.clone(),
        }
    }

    pub(super) fn read(self) -> CaaRecord {
        CaaRecord {
            critical: self.critical,
            tag: self.tag,
            value: self.value,
        }
    }
}
