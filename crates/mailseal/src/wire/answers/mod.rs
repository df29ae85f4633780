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
use serde_json::error::Category;

use dns::{CaaShape, LookupShape, MxShape, TlsaShape, read_txt, write_lookup, write_txt};
use sessions::{PoliciesShape, SmtpShape};

use crate::failure::Failed;
use crate::reason;

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

/// Reads a run. The error is the reason for the words of a failure.
pub(crate) fn read(text: &str) -> Result<Saved, Failed> {
    let document: DocumentShape = serde_json::from_str(text).map_err(|e| not_ours(&e))?;
    if document.schema != SCHEMA {
        return Err(Failed::new("reason-answers-schema")
            .text("found", document.schema)
            .text("known", SCHEMA));
    }
    let mut answers = Answers::new();
    for (entry, number) in document.answers.into_iter().zip(1_u64..) {
        entry.read(&mut answers).map_err(|reason| {
            Failed::new("reason-answers-entry")
                .count("number", number)
                .because(reason)
        })?;
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

impl EntryShape {
    fn read(self, answers: &mut Answers) -> Result<(), Failed> {
        let QuestionShape { r#type, name } = &self.question;
        let refused = Failed::new("reason-answers-twice")
            .text("type", r#type)
            .text("name", name);
        let added = answers.add(self.question.read()?, self.answer.read()?);
        if added { Ok(()) } else { Err(refused) }
    }
}

/// What the JSON reader stumbled over; its own words are in one language only.
fn not_ours(error: &serde_json::Error) -> Failed {
    let key = match error.classify() {
        Category::Syntax | Category::Io => "reason-json-syntax",
        Category::Eof => "reason-json-cut",
        Category::Data => "reason-answers-shape",
    };
    Failed::new(key)
        .count("line", error.line())
        .count("column", error.column())
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
    fn read(&self) -> Result<Question, Failed> {
        if self.r#type == "PTR" {
            return self
                .name
                .parse()
                .map(Question::Ptr)
                .map_err(|_| Failed::new("reason-answers-address").text("address", &self.name));
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
            other => return Err(Failed::new("reason-answers-type").text("type", other)),
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
    fn read(self) -> Result<Answer, Failed> {
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

fn octets(text: &str) -> Result<Vec<u8>, Failed> {
    STANDARD
        .decode(text)
        .map_err(|_| Failed::new("reason-answers-base64"))
}

fn name(text: &str) -> Result<DomainName, Failed> {
    DomainName::parse(text).map_err(|e| {
        Failed::new("reason-bad-name")
            .text("name", text)
            .because(reason::of_name(&e))
    })
}

#[cfg(test)]
mod tests;
