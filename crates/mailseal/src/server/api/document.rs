//! The table as an OpenAPI document. Schemas are in `api/schemas.json` of the crate; a test drives the
//! server with what they allow and refuses any answer they do not.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::{Map, Value as Json, json};

use super::PATH;
use super::operations;
use super::problem::PROBLEM;
use super::table::{Content, Needs, Operation, Parameter, Place, Reply, Verb, reference};

/// The schemas.
const SCHEMAS: &str = include_str!("../../../api/schemas.json");

/// The document.
pub(super) fn openapi() -> Json {
    let mut paths: Map<String, Json> = Map::new();
    for operation in operations::all() {
        let path = paths
            .entry(format!("{PATH}{}", operation.path))
            .or_insert_with(|| json!({}));
        path[operation.verb.word()] = described(operation);
    }
    // It is compiled in, and a test reads it.
    let schemas: Json = serde_json::from_str(SCHEMAS).unwrap_or(Json::Null);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "mailseal",
            "version": "1",
            "description": "Seals mail domains: SPF, DKIM, DMARC, MTA-STS, TLS-RPT and DANE. Texts are in the \
                            language of Accept-Language, English or German; everything else is in none. Times \
                            are seconds since 1970 in UTC, names are A-labels without the trailing dot.",
            "license": { "name": "Apache-2.0 OR MIT", "identifier": "Apache-2.0 OR MIT" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A token of `mailseal token add` or of POST /tokens.",
                },
                "session": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": "mailseal",
                    "description": "A person who signed in. What changes something carries the `csrf` of \
                                    /me in X-CSRF-Token. Behind https the cookie is __Host-mailseal.",
                },
            },
            "schemas": schemas,
        },
    })
}

fn described(operation: &Operation) -> Json {
    let mut shape = json!({
        "operationId": operation.id,
        "summary": operation.summary,
        "security": security(operation.needs),
        "responses": responses(operation),
    });
    if let Needs::Scope(scope) = operation.needs {
        shape["x-scope"] = json!(scope.word());
    }
    if !operation.parameters.is_empty() {
        let parameters = operation.parameters.iter().map(parameter);
        shape["parameters"] = parameters.collect();
    }
    if let Some(body) = operation.body {
        shape["requestBody"] = json!({
            "required": true,
            "content": { "application/json": { "schema": reference(body) } },
        });
    }
    shape
}

fn security(needs: Needs) -> Json {
    match needs {
        Needs::Nothing => json!([{}, { "token": [] }, { "session": [] }]),
        Needs::Somebody | Needs::Scope(_) => json!([{ "token": [] }, { "session": [] }]),
        Needs::Person => json!([{ "session": [] }]),
    }
}

fn parameter(parameter: &Parameter) -> Json {
    let (place, required) = match parameter.place {
        Place::Path => ("path", true),
        Place::Query => ("query", false),
        Place::QueryRequired => ("query", true),
        Place::Head => ("header", false),
    };
    let mut shape = json!({
        "name": parameter.name,
        "in": place,
        "required": required,
        "description": parameter.about,
        "schema": parameter.schema.json(),
    });
    if shape["schema"]["type"] == "array" {
        shape["style"] = json!("form");
        shape["explode"] = json!(false);
    }
    shape
}

fn responses(operation: &Operation) -> Json {
    let mut responses = Map::new();
    for reply in operation.replies {
        responses.insert(reply.status.as_u16().to_string(), answer(reply));
    }
    for status in problems(operation) {
        let problem = json!({
            "description": meaning(status),
            "content": { PROBLEM: { "schema": reference("Problem") } },
        });
        responses.insert(status.to_string(), problem);
    }
    Json::Object(responses)
}

/// The problems of an operation: its own, and those that follow from what it takes and needs.
fn problems(operation: &Operation) -> BTreeSet<u16> {
    let mut problems: BTreeSet<u16> = operation.problems.iter().copied().collect();
    // A host that is not ours, or a token that is worth nothing or shown in another form.
    problems.extend([400, 401, 421]);
    match operation.needs {
        Needs::Nothing => {}
        Needs::Somebody | Needs::Person | Needs::Scope(_) => {
            problems.insert(403);
        }
    }
    if operation.verb != Verb::Get {
        // A page of another site, or a session without its mark.
        problems.insert(403);
    }
    if operation.body.is_some() {
        problems.extend([400, 413, 415, 422]);
    }
    let in_query =
        |parameter: &Parameter| matches!(parameter.place, Place::Query | Place::QueryRequired);
    if operation.parameters.iter().any(in_query) {
        problems.insert(422);
    }
    problems
}

fn meaning(status: u16) -> String {
    let status = StatusCode::from_u16(status).ok();
    let reason = status.and_then(|status| status.canonical_reason());
    format!("{}.", reason.unwrap_or("A problem"))
}

fn answer(reply: &Reply) -> Json {
    let mut shape = json!({ "description": reply.about });
    match reply.content {
        Content::Nothing => {}
        Content::Json(schema) => {
            shape["content"] = json!({ "application/json": { "schema": reference(schema) } });
        }
        Content::JsonOrText(schema, kinds) => {
            shape["content"] = json!({ "application/json": { "schema": reference(schema) } });
            for kind in kinds {
                shape["content"][*kind] = json!({ "schema": { "type": "string" } });
            }
        }
    }
    for (name, about) in reply.head {
        shape["headers"][*name] = json!({
            "description": about,
            "required": true,
            "schema": { "type": "string" },
        });
    }
    shape
}
