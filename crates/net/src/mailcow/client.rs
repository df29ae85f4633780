//! Calls mailcow.

use std::time::Duration;

use app::access::{Access, AccessError, PlaceKind};
use app::mailcow::{Mailcow, MailcowDomain, MailcowError, MailcowKey, PolicyRow, RowState};
use app::zone::Why;
use protocols::dkim::Selector;
use protocols::name::DomainName;
use serde_json::{Value, json};

use super::shapes::{self, Rows};
use crate::zone::OpenError;
use crate::zone::ZoneTerms;
use crate::zone::api::{Api, ApiError, ApiTerms, Call, Method, Pace, Secret};

/// A mailcow is one machine of the owner's, which sends mail at the same time.
const PACE: Pace = Pace {
    burst: 20,
    every: Duration::from_millis(200),
};

/// A mailcow.
#[derive(Debug, Clone)]
pub struct MailcowApi {
    api: Api,
}

impl MailcowApi {
    /// The mailcow of an access. Asks nothing yet.
    ///
    /// # Errors
    /// Where the access is not one of a mailcow, or cannot be used.
    pub fn open(access: &Access, terms: &ZoneTerms) -> Result<MailcowApi, OpenError> {
        access.check().map_err(OpenError::Access)?;
        let kind = access.head.kind;
        let missing = |name: &str| {
            let name = name.to_owned();
            OpenError::Access(AccessError::UnknownField { kind, name })
        };
        if kind != PlaceKind::Mailcow {
            return Err(missing("api-key"));
        }
        let url = access.setting("url").ok_or_else(|| missing("url"))?;
        let key = access.secret("api-key").ok_or_else(|| missing("api-key"))?;
        let terms = ApiTerms {
            extra_roots_pem: terms.extra_roots_pem.clone(),
            ..ApiTerms::new(PACE)
        };
        MailcowApi::new(url, key, terms)
    }

    /// The mailcow at this URL (`https://mail.example.com`), by this key.
    ///
    /// # Errors
    /// Where either cannot be used.
    pub fn new(url: &str, key: &Secret, terms: ApiTerms) -> Result<MailcowApi, OpenError> {
        let base = format!("{}/api/v1", url.trim_end_matches('/'));
        let api = Api::new(&base, &[("x-api-key", key.clone())], terms)?;
        Ok(MailcowApi { api })
    }

    async fn get(&self, path: &[&str]) -> Result<Value, MailcowError> {
        self.value(Call::new(Method::Get, path)).await
    }

    async fn post(&self, path: &[&str], body: &Value) -> Result<(), MailcowError> {
        let call = Call::new(Method::Post, path).json(body).map_err(error)?;
        let answer = self.value(call).await?;
        shapes::done(&answer)
    }

    async fn value(&self, call: Call) -> Result<Value, MailcowError> {
        let answer = self.api.call(call).await.map_err(error)?;
        let value: Value = answer.json().map_err(error)?;
        // Its words are shown, so what could steer a terminal, or the API key, is taken out of them here.
        Ok(told(value, &|text| answer.printable(text)))
    }
}

/// An answer whose messages are fit to be shown.
fn told(value: Value, printable: &impl Fn(&str) -> String) -> Value {
    match value {
        Value::Array(parts) => Value::Array(
            parts
                .into_iter()
                .map(|part| told(part, printable))
                .collect(),
        ),
        Value::Object(mut fields) => {
            if let Some(message) = fields.get_mut("msg") {
                *message = printed(message.take(), printable);
            }
            Value::Object(fields)
        }
        other => other,
    }
}

fn printed(message: Value, printable: &impl Fn(&str) -> String) -> Value {
    match message {
        Value::String(text) => Value::String(printable(&text)),
        Value::Array(parts) => {
            let parts = parts.into_iter().map(|part| printed(part, printable));
            Value::Array(parts.collect())
        }
        other => other,
    }
}

fn error(error: ApiError) -> MailcowError {
    match error {
        ApiError::Denied(words) => MailcowError::Denied(shapes::message(words)),
        ApiError::NotFound(words) | ApiError::Refused { words, .. } => {
            MailcowError::Refused(shapes::message(words))
        }
        ApiError::TooMany(seconds) => MailcowError::NotReached(Why::TooMany { seconds }),
        ApiError::NotSent(why) => MailcowError::NotReached(why),
        ApiError::NotReached(words) => MailcowError::NotReached(Why::NotReached { words }),
        ApiError::Unusable(why) => MailcowError::Unusable(why),
    }
}

/// The fields of a row, as both calls take them.
fn fields(row: &PolicyRow) -> Value {
    json!({
        "version": "stsv1",
        "mode": row.mode.to_string(),
        "mx": row.mx,
        "max_age": row.max_age_seconds.to_string(),
        "active": match row.state {
            RowState::Served => "1",
            RowState::Off => "0",
        },
    })
}

impl Mailcow for MailcowApi {
    async fn domains(&self) -> Result<Vec<MailcowDomain>, MailcowError> {
        let own = Rows {
            name: "domain_name",
            target: None,
        };
        let aliases = Rows {
            name: "alias_domain",
            target: Some("target_domain"),
        };
        let mut all = shapes::domains(&self.get(&["get", "domain", "all"]).await?, &own)?;
        let answer = self.get(&["get", "alias-domain", "all"]).await?;
        all.extend(shapes::domains(&answer, &aliases)?);
        all.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(all)
    }

    async fn key(&self, domain: &DomainName) -> Result<Option<MailcowKey>, MailcowError> {
        shapes::key(&self.get(&["get", "dkim", domain.as_str()]).await?)
    }

    async fn import_key(
        &self,
        domain: &DomainName,
        selector: &Selector,
        private_pem: &str,
    ) -> Result<(), MailcowError> {
        let body = json!({
            "private_key_file": private_pem,
            "domain": domain.as_str(),
            "dkim_selector": selector.as_str(),
            "overwrite_existing": 1,
        });
        self.post(&["add", "dkim_import"], &body).await
    }

    async fn add_policy(&self, domain: &DomainName, row: &PolicyRow) -> Result<(), MailcowError> {
        let mut body = fields(row);
        body["domain"] = Value::String(domain.to_string());
        self.post(&["add", "mta-sts"], &body).await
    }

    async fn edit_policy(&self, domain: &DomainName, row: &PolicyRow) -> Result<(), MailcowError> {
        let body = json!({ "items": [domain.as_str()], "attr": fields(row) });
        self.post(&["edit", "mta-sts"], &body).await
    }
}
