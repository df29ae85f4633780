//! What the API offers, as a table: from it the routes are made, what a caller needs for each is
//! enforced, and the document that describes them is written. So none of the three can be without the
//! others.

use app::people::Scope;
use axum::http::StatusCode;
use axum::routing::MethodRouter;
use serde_json::{Value as Json, json};

use crate::server::door::Site;

/// One thing that can be asked for.
pub(super) struct Operation {
    /// Its name in the document; the same for ever.
    pub(super) id: &'static str,
    /// The method.
    pub(super) verb: Verb,
    /// The path below `/api/v1`.
    pub(super) path: &'static str,
    /// What a caller needs.
    pub(super) needs: Needs,
    /// What it does, in a sentence.
    pub(super) summary: &'static str,
    /// What it is told beside the body.
    pub(super) parameters: &'static [Parameter],
    /// The schema of the body, where it takes one.
    pub(super) body: Option<&'static str>,
    /// What it answers when it does what was asked.
    pub(super) replies: &'static [Reply],
    /// The problems it may have beside those that everything has.
    pub(super) problems: &'static [u16],
    /// Whoever does it.
    pub(super) handler: fn() -> MethodRouter<Site>,
}

/// A method of HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verb {
    Get,
    Post,
    Put,
    Delete,
}

impl Verb {
    /// As the document has it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Verb::Get => "get",
            Verb::Post => "post",
            Verb::Put => "put",
            Verb::Delete => "delete",
        }
    }
}

/// What a caller needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needs {
    /// Nothing: strangers may ask.
    Nothing,
    /// To be known: a person or a program.
    Somebody,
    /// To be a person who is signed in.
    Person,
    /// This scope.
    Scope(Scope),
}

/// Something that is told beside the body.
pub(super) struct Parameter {
    /// Its name.
    pub(super) name: &'static str,
    /// Where it stands.
    pub(super) place: Place,
    /// What it is for.
    pub(super) about: &'static str,
    /// What it may be.
    pub(super) schema: Schema,
}

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In the path; there it must be.
    Path,
    /// In the query.
    Query,
    /// In the query, where it must be.
    QueryRequired,
    /// In the head.
    Head,
}

/// What a parameter may be.
#[derive(Debug, Clone, Copy)]
pub(super) enum Schema {
    /// One of the document's schemas.
    Named(&'static str),
    /// A text of at most so many characters.
    Text(u32),
    /// A number between these.
    Number(u64, u64),
    /// `true` or `false`.
    Flag,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Some of these words, with commas between them.
    Words(&'static [&'static str]),
}

impl Schema {
    /// As the document has it.
    pub(super) fn json(self) -> Json {
        match self {
            Schema::Named(name) => reference(name),
            Schema::Text(max) => json!({ "type": "string", "minLength": 1, "maxLength": max }),
            Schema::Number(min, max) => {
                json!({ "type": "integer", "minimum": min, "maximum": max })
            }
            Schema::Flag => json!({ "type": "boolean" }),
            Schema::Word(words) => json!({ "type": "string", "enum": words }),
            Schema::Words(words) => json!({
                "type": "array",
                "items": { "type": "string", "enum": words },
                "minItems": 1,
                "maxItems": words.len(),
            }),
        }
    }
}

/// What it answers.
pub(super) struct Reply {
    /// The status.
    pub(super) status: StatusCode,
    /// What it means.
    pub(super) about: &'static str,
    /// What is in it.
    pub(super) content: Content,
    /// Fields of its head that say something.
    pub(super) head: &'static [(&'static str, &'static str)],
}

/// What is in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Nothing.
    Nothing,
    /// A document of this schema.
    Json(&'static str),
    /// A document of this schema, or a text in one of these media types.
    JsonOrText(&'static str, &'static [&'static str]),
}

impl Reply {
    /// 200 with a document.
    pub(super) const fn ok(schema: &'static str) -> Reply {
        Reply {
            status: StatusCode::OK,
            about: "As asked.",
            content: Content::Json(schema),
            head: &[],
        }
    }

    /// 204.
    pub(super) const fn done() -> Reply {
        Reply {
            status: StatusCode::NO_CONTENT,
            about: "Done.",
            content: Content::Nothing,
            head: &[],
        }
    }
}

/// Where a schema of the document is.
pub(super) fn reference(name: &str) -> Json {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}
