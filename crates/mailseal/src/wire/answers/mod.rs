//! The answers of a run as JSON: what `--save` writes and `--replay` reads. With the moment of the
//! run inside, a replay gives the same verdict.
//!
//! Octets that need not be text (TXT strings, certificates, bodies) are base64.

mod dns;
mod sessions;

use std::net::{Ipv4Addr, Ipv6Addr};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use protocols::answers::{Answer, Answers, Question};
use protocols::name::DomainName;
use protocols::time::Timestamp;
use serde::{Deserialize, Serialize};

use dns::{CaaShape, LookupShape, MxShape, TlsaShape, read_txt, write_lookup, write_txt};
use sessions::{PoliciesShape, SmtpShape};

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
    crate::wire::document(&DocumentShape {
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
        let (kind, name) = crate::wire::names::question(question);
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
    Policy(PoliciesShape),
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
            Answer::Policy(fetch) => AnswerShape::Policy(PoliciesShape::of(fetch)),
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
mod tests;
