//! The answers of a run as JSON: what `--save` writes and `--replay` reads. With the moment of the
//! run inside, a replay gives the same verdict.
//!
//! Octets that need not be text (TXT strings, certificates, bodies) are base64.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use protocols::answers::{
    Answer, Answers, CaaRecord, ChainTrust, Failure, Lookup, MxRecord, Outcome, PolicyFetch,
    Question, Security, SmtpProbe, StartTls, TlsSession, TlsaRecord, TxtRecord,
};
use protocols::name::DomainName;
use protocols::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The only version so far.
const SCHEMA: &str = "mailseal.answers/1";

/// A saved run.
pub(crate) struct Saved {
    /// When it was.
    pub(crate) now: Timestamp,
    /// What the world said.
    pub(crate) answers: Answers,
}

/// Writes a run.
pub(crate) fn write(saved: &Saved) -> String {
    super::document(&DocumentShape {
        schema: SCHEMA.to_string(),
        now: saved.now.0,
        answers: saved
            .answers
            .iter()
            .map(|(q, a)| EntryShape {
                question: q.into(),
                answer: a.into(),
            })
            .collect(),
    })
}

/// Reads a run. The error is in the words of the JSON reader, with line and column.
pub(crate) fn read(text: &str) -> Result<Saved, String> {
    let document: DocumentShape = serde_json::from_str(text).map_err(|e| e.to_string())?;
    if document.schema != SCHEMA {
        return Err(format!("schema {:?} is not {SCHEMA:?}", document.schema));
    }
    let mut answers = Answers::new();
    for entry in document.answers {
        let question = entry.question.read()?;
        let shown = format!("{question:?}");
        if !answers.add(question, entry.answer.read()?) {
            return Err(format!(
                "{shown} is there twice, or its answer is of another kind"
            ));
        }
    }
    Ok(Saved {
        now: Timestamp(document.now),
        answers,
    })
}

#[derive(Serialize, Deserialize)]
struct DocumentShape {
    schema: String,
    now: u64,
    answers: Vec<EntryShape>,
}

#[derive(Serialize, Deserialize)]
struct EntryShape {
    question: QuestionShape,
    answer: AnswerShape,
}

#[derive(Serialize, Deserialize)]
struct QuestionShape {
    r#type: String,
    name: String,
}

impl From<&Question> for QuestionShape {
    fn from(question: &Question) -> QuestionShape {
        let (kind, name) = super::names::question(question);
        QuestionShape {
            r#type: kind.to_string(),
            name,
        }
    }
}

impl QuestionShape {
    fn read(&self) -> Result<Question, String> {
        if self.r#type == "PTR" {
            return self
                .name
                .parse()
                .map(Question::Ptr)
                .map_err(|e| format!("{}: {e}", self.name));
        }
        let name = name(&self.name)?;
        Ok(match self.r#type.as_str() {
            "TXT" => Question::Txt(name),
            "A" => Question::A(name),
            "AAAA" => Question::Aaaa(name),
            "MX" => Question::Mx(name),
            "TLSA" => Question::Tlsa(name),
            "NS" => Question::Ns(name),
            "CAA" => Question::Caa(name),
            "SPF" => Question::Spf(name),
            "CNAME" => Question::Cname(name),
            "POLICY" => Question::Policy(name),
            "SMTP" => Question::Smtp(name),
            other => return Err(format!("no question type {other:?}")),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum AnswerShape {
    Txt(LookupShape<Vec<String>>),
    A(LookupShape<Ipv4Addr>),
    Aaaa(LookupShape<Ipv6Addr>),
    Mx(LookupShape<MxShape>),
    Ptr(LookupShape<String>),
    Tlsa(LookupShape<TlsaShape>),
    Ns(LookupShape<String>),
    Caa(LookupShape<CaaShape>),
    Spf(LookupShape<Vec<String>>),
    Cname(LookupShape<String>),
    Policy(PolicyShape),
    Smtp(SmtpShape),
}

impl From<&Answer> for AnswerShape {
    fn from(answer: &Answer) -> AnswerShape {
        match answer {
            Answer::Txt(lookup) => AnswerShape::Txt(write_lookup(lookup, write_txt)),
            Answer::A(lookup) => AnswerShape::A(write_lookup(lookup, |a| *a)),
            Answer::Aaaa(lookup) => AnswerShape::Aaaa(write_lookup(lookup, |a| *a)),
            Answer::Mx(lookup) => AnswerShape::Mx(write_lookup(lookup, MxShape::of)),
            Answer::Ptr(lookup) => AnswerShape::Ptr(write_lookup(lookup, ToString::to_string)),
            Answer::Tlsa(lookup) => AnswerShape::Tlsa(write_lookup(lookup, TlsaShape::of)),
            Answer::Ns(lookup) => AnswerShape::Ns(write_lookup(lookup, ToString::to_string)),
            Answer::Caa(lookup) => AnswerShape::Caa(write_lookup(lookup, CaaShape::of)),
            Answer::Spf(lookup) => AnswerShape::Spf(write_lookup(lookup, write_txt)),
            Answer::Cname(lookup) => AnswerShape::Cname(write_lookup(lookup, ToString::to_string)),
            Answer::Policy(fetch) => AnswerShape::Policy(PolicyShape::of(fetch)),
            Answer::Smtp(probe) => AnswerShape::Smtp(SmtpShape::of(probe)),
        }
    }
}

impl AnswerShape {
    fn read(self) -> Result<Answer, String> {
        Ok(match self {
            AnswerShape::Txt(lookup) => Answer::Txt(lookup.read(read_txt)?),
            AnswerShape::A(lookup) => Answer::A(lookup.read(Ok)?),
            AnswerShape::Aaaa(lookup) => Answer::Aaaa(lookup.read(Ok)?),
            AnswerShape::Mx(lookup) => Answer::Mx(lookup.read(MxShape::read)?),
            AnswerShape::Ptr(lookup) => Answer::Ptr(lookup.read(|text| name(&text))?),
            AnswerShape::Tlsa(lookup) => Answer::Tlsa(lookup.read(TlsaShape::read)?),
            AnswerShape::Ns(lookup) => Answer::Ns(lookup.read(|text| name(&text))?),
            AnswerShape::Caa(lookup) => Answer::Caa(lookup.read(|caa| Ok(caa.read()))?),
            AnswerShape::Spf(lookup) => Answer::Spf(lookup.read(read_txt)?),
            AnswerShape::Cname(lookup) => Answer::Cname(lookup.read(|text| name(&text))?),
            AnswerShape::Policy(fetch) => Answer::Policy(fetch.read()?),
            AnswerShape::Smtp(probe) => Answer::Smtp(probe.read()?),
        })
    }
}

#[derive(Serialize, Deserialize)]
struct LookupShape<T> {
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
struct ServerShape<T> {
    server: String,
    outcome: OutcomeShape<T>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum OutcomeShape<T> {
    Records(Vec<T>),
    NoData,
    NxDomain,
    Failed(FailureShape),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum SecurityShape {
    Secure,
    Insecure,
    Unchecked,
}

#[derive(Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[derive(Clone)]
struct FailureShape(Failure);

impl From<FailureShape> for String {
    fn from(shape: FailureShape) -> String {
        super::names::failure(shape.0).to_string()
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
            Failure::Malformed,
            Failure::Guarded,
            Failure::NotAsked,
        ];
        let found = all
            .into_iter()
            .find(|failure| super::names::failure(*failure) == text);
        found
            .map(FailureShape)
            .ok_or_else(|| format!("no failure {text:?}"))
    }
}

fn write_lookup<T, S>(lookup: &Lookup<T>, shape: impl Fn(&T) -> S) -> LookupShape<S> {
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

fn write_outcome<T, S>(outcome: &Outcome<T>, shape: impl Fn(&T) -> S) -> OutcomeShape<S> {
    match outcome {
        Outcome::Records(records) => OutcomeShape::Records(records.iter().map(shape).collect()),
        Outcome::NoData => OutcomeShape::NoData,
        Outcome::NxDomain => OutcomeShape::NxDomain,
        Outcome::Failed(failure) => OutcomeShape::Failed(FailureShape(*failure)),
    }
}

fn read_outcome<S, T>(
    outcome: OutcomeShape<S>,
    read: &impl Fn(S) -> Result<T, String>,
) -> Result<Outcome<T>, String> {
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
    fn read<T>(self, read: impl Fn(S) -> Result<T, String>) -> Result<Lookup<T>, String> {
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

fn write_txt(record: &TxtRecord) -> Vec<String> {
    record.strings.iter().map(|octets| base64(octets)).collect()
}

fn read_txt(strings: Vec<String>) -> Result<TxtRecord, String> {
    let strings = strings
        .iter()
        .map(|text| octets(text))
        .collect::<Result<_, _>>()?;
    Ok(TxtRecord { strings })
}

#[derive(Serialize, Deserialize)]
struct MxShape {
    preference: u16,
    exchange: Option<String>,
}

impl MxShape {
    fn of(mx: &MxRecord) -> MxShape {
        MxShape {
            preference: mx.preference,
            exchange: mx.exchange.as_ref().map(ToString::to_string),
        }
    }

    fn read(self) -> Result<MxRecord, String> {
        let exchange = self.exchange.as_deref().map(name).transpose()?;
        Ok(MxRecord {
            preference: self.preference,
            exchange,
        })
    }
}

#[derive(Serialize, Deserialize)]
struct TlsaShape {
    usage: u8,
    selector: u8,
    matching: u8,
    data: String,
}

impl TlsaShape {
    fn of(tlsa: &TlsaRecord) -> TlsaShape {
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

    fn read(self) -> Result<TlsaRecord, String> {
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
struct CaaShape {
    critical: bool,
    tag: String,
    value: String,
}

impl CaaShape {
    fn of(caa: &CaaRecord) -> CaaShape {
        CaaShape {
            critical: caa.critical,
            tag: caa.tag.clone(),
            value: caa.value.clone(),
        }
    }

    fn read(self) -> CaaRecord {
        CaaRecord {
            critical: self.critical,
            tag: self.tag,
            value: self.value,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct TlsShape {
    version: String,
    trust: TrustShape,
    chain: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum TrustShape {
    Trusted,
    SelfSigned,
    UnknownIssuer,
    Unusable,
}

impl TlsShape {
    fn of(tls: &TlsSession) -> TlsShape {
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

    fn read(self) -> Result<TlsSession, String> {
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

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum PolicyShape {
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
    fn of(fetch: &PolicyFetch) -> PolicyShape {
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

    fn read(self) -> Result<PolicyFetch, String> {
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
enum SmtpShape {
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
enum StartTlsShape {
    NotOffered,
    Refused(String),
    Failed(String),
    Broken(FailureShape),
    Session(TlsShape),
}

impl SmtpShape {
    fn of(probe: &SmtpProbe) -> SmtpShape {
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

    fn read(self) -> Result<SmtpProbe, String> {
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
    fn of(starttls: &StartTls) -> StartTlsShape {
        match starttls {
            StartTls::NotOffered => StartTlsShape::NotOffered,
            StartTls::Refused(reply) => StartTlsShape::Refused(reply.clone()),
            StartTls::Failed(reason) => StartTlsShape::Failed(reason.clone()),
            StartTls::Broken(failure) => StartTlsShape::Broken(FailureShape(*failure)),
            StartTls::Session(tls) => StartTlsShape::Session(TlsShape::of(tls)),
        }
    }

    fn read(self) -> Result<StartTls, String> {
        Ok(match self {
            StartTlsShape::NotOffered => StartTls::NotOffered,
            StartTlsShape::Refused(reply) => StartTls::Refused(reply),
            StartTlsShape::Failed(reason) => StartTls::Failed(reason),
            StartTlsShape::Broken(failure) => StartTls::Broken(failure.0),
            StartTlsShape::Session(tls) => StartTls::Session(tls.read()?),
        })
    }
}

fn base64(octets: &[u8]) -> String {
    STANDARD.encode(octets)
}

fn octets(text: &str) -> Result<Vec<u8>, String> {
    STANDARD.decode(text).map_err(|e| format!("base64: {e}"))
}

fn name(text: &str) -> Result<DomainName, String> {
    DomainName::parse(text).map_err(|e| format!("{text:?}: {e}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(question: Question, answer: Answer) {
        let mut answers = Answers::new();
        assert!(answers.add(question, answer));
        let text = write(&Saved {
            now: Timestamp(1_795_000_000),
            answers: answers.clone(),
        });
        let read = read(&text).unwrap_or_else(|e| panic!("{e}\n{text}"));
        assert_eq!(read.answers, answers);
        assert_eq!(write(&read), text, "a replay saves the same octets");
    }

    fn example() -> DomainName {
        name("example.com").unwrap()
    }

    #[test]
    fn every_outcome_comes_back() {
        let txt = |outcome| Answer::Txt(Lookup::plain(outcome));
        let octets = TxtRecord {
            strings: vec![vec![0, 0xff, b'"'], Vec::new()],
        };
        round(
            Question::Txt(example()),
            txt(Outcome::Records(vec![octets])),
        );
        round(Question::Txt(example()), txt(Outcome::NoData));
        round(Question::Txt(example()), txt(Outcome::NxDomain));
        round(
            Question::Txt(example()),
            txt(Outcome::Failed(Failure::Bogus)),
        );
    }

    #[test]
    fn everything_about_a_lookup_comes_back() {
        let mut lookup = Lookup::plain(Outcome::Records(vec![MxRecord {
            preference: 0,
            exchange: None,
        }]));
        lookup.security = Security::Secure;
        lookup.ttl_seconds = 300;
        lookup.aliases = vec![name("alias.example").unwrap()];
        lookup.server = "192.0.2.1:53".to_string();
        lookup.by_server = vec![(
            "192.0.2.2:53".to_string(),
            Outcome::Failed(Failure::Timeout),
        )];
        round(Question::Mx(example()), Answer::Mx(lookup));
    }

    #[test]
    fn sessions_come_back() {
        let tls = TlsSession {
            version: "TLSv1.3".to_string(),
            chain: vec![vec![0x30, 0x00]],
            trust: ChainTrust::UnknownIssuer,
        };
        let fetch = PolicyFetch::Response {
            tls: tls.clone(),
            status: 200,
            content_type: Some("text/plain".to_string()),
            location: None,
            body: b"version: STSv1\r\n".to_vec(),
            cut: false,
            milliseconds: 12,
        };
        round(Question::Policy(example()), Answer::Policy(fetch));
        let probe = SmtpProbe::Greeted {
            address: "192.0.2.1".parse().unwrap(),
            greeting: "mx.example.com".to_string(),
            extensions: vec!["STARTTLS".to_string()],
            starttls: StartTls::Session(tls),
        };
        round(Question::Smtp(example()), Answer::Smtp(probe));
    }

    #[test]
    fn a_file_that_is_none_says_where() {
        let error = |text: &str| read(text).err().unwrap();
        assert!(error("{").contains("line 1"));
        assert!(error(r#"{"schema":"x","now":0,"answers":[]}"#).contains("schema"));
    }
}
