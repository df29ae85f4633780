//! What comes in: names in paths, words in queries, documents in bodies. What cannot be read is refused
//! with the reason, and nothing is ignored: a field that we do not know is a slip of the pen.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_TYPE, IF_MATCH};
use axum::http::request::Parts;
use axum::response::Response;
use protocols::name::DomainName;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

use app::ledger::{Revision, StepId};

use super::problem;
use crate::failure::Failed;
use crate::input;
use crate::server::caller::Caller;
use crate::server::door::{Failure, Identity, Site};

/// Who asks, and the request to fail: what every operation begins with.
pub(super) struct Call {
    /// Who.
    pub(super) caller: Caller,
    number: String,
    parts: Parts,
    path: Vec<(String, String)>,
}

impl FromRequestParts<Site> for Call {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Call, Failure> {
        let identity = Identity::from_request_parts(parts, site).await?;
        let params = RawPathParams::from_request_parts(parts, site).await;
        // What is no UTF-8 names nothing of ours.
        let path = params.map_or_else(
            |_| Vec::new(),
            |params| {
                let params = params.iter();
                params
                    .map(|(name, value)| (name.to_owned(), value.to_owned()))
                    .collect()
            },
        );
        Ok(Call {
            caller: identity.caller,
            number: identity.number,
            parts: parts.clone(),
            path,
        })
    }
}

impl Call {
    /// As an answer.
    pub(super) fn failed(&self, failed: Failed) -> Failure {
        Failure::of_parts(&self.parts, failed)
    }

    /// A problem that says more than its words.
    pub(super) fn problem(&self, failed: &Failed, more: Map<String, Json>) -> Response {
        problem::answer_with(failed, self.caller.words(), &self.number, more)
    }

    /// The head of the request.
    pub(super) fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// What a part of the path says, or the problem.
    pub(super) fn part<T>(
        &self,
        name: &str,
        read: impl Fn(&str) -> Result<T, Failed>,
    ) -> Result<T, Failure> {
        let mut pairs = self.path.iter();
        let text = pairs.find_map(|(known, value)| (known == name).then_some(value.as_str()));
        read(text.unwrap_or_default()).map_err(|failed| self.failed(failed))
    }

    /// The domain that the path names.
    pub(super) fn domain(&self) -> Result<DomainName, Failure> {
        self.part("domain", input::domain)
    }

    /// The run that the path names. What is no number is no run.
    pub(super) fn run(&self) -> Result<StepId, Failure> {
        self.part("run", |text| {
            let number = text.parse::<u64>().ok().filter(|number| *number > 0);
            // The journal's numbers are those of the database.
            let number = number.filter(|number| i64::try_from(*number).is_ok());
            number.map(StepId).ok_or_else(|| {
                Failed::new("error-no-job").count("step", text.parse::<u64>().unwrap_or(0))
            })
        })
    }

    /// The revision that must still stand, where the caller names one (RFC 9110 §13.1.1).
    pub(super) fn if_match(&self, stands: Revision) -> Result<(), Failure> {
        let Some(field) = self.parts.headers.get(IF_MATCH) else {
            return Ok(());
        };
        let tags = field.to_str().unwrap_or_default();
        let stands = tag(stands);
        match tags
            .split(',')
            .any(|tag| matches!(tag.trim(), "*") || tag.trim() == stands)
        {
            true => Ok(()),
            false => Err(self.failed(Failed::new("error-if-match"))),
        }
    }
}

/// The mark of a revision.
pub(super) fn tag(revision: Revision) -> String {
    format!("\"r{}\"", revision.0)
}

/// What the query says.
pub(super) struct Query<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequestParts<Site> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Query<T>, Failure> {
        match axum::extract::Query::<T>::try_from_uri(&parts.uri) {
            Ok(axum::extract::Query(query)) => Ok(Query(query)),
            Err(error) => {
                let failed = Failed::new("error-query").text("what", error.body_text());
                Err(Failure::of_parts(parts, failed))
            }
        }
    }
}

/// The document in the body.
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<Site> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, site: &Site) -> Result<Body<T>, Failure> {
        let fail = |key| Failure::of(&request, Failed::new(key));
        let kind = request.headers().get(CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            return Err(fail("error-media-type"));
        }
        let (parts, body) = request.into_parts();
        let request = Request::from_parts(parts.clone(), body);
        let octets = Bytes::from_request(request, site).await;
        let octets =
            octets.map_err(|_| Failure::of_parts(&parts, Failed::new("error-too-large-body")))?;
        serde_json::from_slice(&octets).map(Body).map_err(|error| {
            let key = match error.classify() {
                serde_json::error::Category::Data => "error-body",
                serde_json::error::Category::Syntax
                | serde_json::error::Category::Eof
                | serde_json::error::Category::Io => "error-json",
            };
            Failure::of_parts(&parts, Failed::new(key).text("what", error))
        })
    }
}
