//! One change as one `batch`.

use app::zone::{Why, ZoneError};
use protocols::rrset::{RecordData, RrSetChange};
use serde_json::{Map, Value, json};

use super::shapes::RecordShape;
use crate::zone::change::{cannot_hold, changes_ttl};
use crate::zone::presentation::write_quoted;
use crate::zone::steps::{Standing, Steps};
use crate::zone::tlsa_text;

/// The TTLs that every plan takes, in seconds.
const TTL_SECONDS_MIN: u32 = 60;
const TTL_SECONDS_MAX: u32 = 86_400;
/// Octets of one TXT record on the wire, and of all the text of one name and type.
const TXT_WIRE_OCTETS_MAX: usize = 4_096;
const TXT_SUM_OCTETS_MAX: usize = 8_192;
/// Operations of one batch that every plan takes.
const OPERATIONS_MAX: usize = 200;

/// What a change needs.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Batch {
    deletes: Vec<Value>,
    patches: Vec<Value>,
    posts: Vec<Value>,
    /// The TTL that was set where another was asked for.
    pub(super) other_ttl_seconds: Option<u32>,
}

impl Batch {
    /// The batch that makes `change` of what stands. `records` are of its name and type.
    pub(super) fn of(change: &RrSetChange, records: &[&RecordShape]) -> Result<Batch, ZoneError> {
        let mut batch = Batch::default();
        let ttl = match &change.after {
            Some(after) => batch.ttl(change, after.ttl_seconds, records),
            None => None,
        };
        check_sizes(change)?;
        let mut standing = Vec::new();
        for record in records {
            standing.extend(record.data()?.map(|data| Standing {
                record: *record,
                data,
                ttl_seconds: record.ttl,
            }));
        }
        let steps = Steps::of(change, &standing, ttl.unwrap_or_default());
        let with_ttl = |mut fields: Map<String, Value>| {
            fields.extend(ttl.map(|ttl| ("ttl".to_owned(), json!(ttl))));
            fields
        };
        for (record, value) in steps.replaced {
            let mut fields = fields(change, value);
            fields.insert("id".to_owned(), json!(record.id));
            if changes_ttl(change) {
                fields = with_ttl(fields);
            }
            batch.patches.push(Value::Object(fields));
        }
        for value in steps.added {
            let fields = with_ttl(fields(change, value));
            batch.posts.push(Value::Object(fields));
        }
        // A set has one TTL (RFC 2181 §5.2); of a record that stays nothing else is sent.
        for record in steps.retimed {
            batch.patches.push(
                json!({ "id": record.id, "type": record.kind, "name": record.name, "ttl": ttl }),
            );
        }
        for record in steps.removed {
            batch.deletes.push(json!({ "id": record.id }));
        }
        let count = batch.deletes.len() + batch.patches.len() + batch.posts.len();
        if count > OPERATIONS_MAX {
            let most = OPERATIONS_MAX;
            let why = Why::TooManyOperations { count, most };
            return Err(cannot_hold(&change.key, why));
        }
        Ok(batch)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.deletes.is_empty() && self.patches.is_empty() && self.posts.is_empty()
    }

    /// The body to send.
    pub(super) fn body(self) -> Value {
        let lists = [
            ("deletes", self.deletes),
            ("patches", self.patches),
            ("posts", self.posts),
        ];
        let filled = lists.into_iter().filter(|(_, list)| !list.is_empty());
        filled
            .map(|(name, list)| (name.to_owned(), Value::Array(list)))
            .collect::<Map<_, _>>()
            .into()
    }

    /// The TTL to send: where none is asked for, the one that stands, "automatic" included.
    fn ttl(&mut self, change: &RrSetChange, asked: u32, records: &[&RecordShape]) -> Option<u32> {
        if !changes_ttl(change) {
            return records.first().map(|record| record.ttl);
        }
        let ttl = asked.clamp(TTL_SECONDS_MIN, TTL_SECONDS_MAX);
        self.other_ttl_seconds = (ttl != asked).then_some(ttl);
        Some(ttl)
    }
}

/// The fields of a new value.
fn fields(change: &RrSetChange, value: &RecordData) -> Map<String, Value> {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("type", json!(change.key.kind.word()));
    put("name", json!(change.key.owner.as_str()));
    match value {
        RecordData::Txt(txt) => {
            put("content", json!(write_quoted(txt)));
        }
        RecordData::Cname(target) => {
            put("content", json!(target.as_str()));
            // Through the proxy nobody would see the alias.
            put("proxied", json!(false));
        }
        RecordData::Mx(mx) => {
            let host = mx.exchange.as_ref().map_or(".", |host| host.as_str());
            put("content", json!(host));
            put("priority", json!(mx.preference));
        }
        RecordData::Tlsa(tlsa) => {
            let data = json!({
                "usage": tlsa.usage,
                "selector": tlsa.selector,
                "matching_type": tlsa.matching,
                "certificate": tlsa_text::hex(&tlsa.data),
            });
            put("data", data);
        }
    }
    fields
}

fn check_sizes(change: &RrSetChange) -> Result<(), ZoneError> {
    let mut sum = 0;
    for value in change.kept() {
        if let RecordData::Txt(txt) = value {
            sum += txt.joined().len();
        }
    }
    for value in change.added() {
        let RecordData::Txt(txt) = value else {
            continue;
        };
        let length = txt.joined().len();
        // Each string has an octet for its length (RFC 1035 §3.3.14).
        let octets = length + txt.strings.len();
        if octets > TXT_WIRE_OCTETS_MAX {
            let most = TXT_WIRE_OCTETS_MAX;
            let why = Why::RecordTooLarge { octets, most };
            return Err(cannot_hold(&change.key, why));
        }
        sum += length;
    }
    if !change.added().is_empty() && sum > TXT_SUM_OCTETS_MAX {
        let (octets, most) = (sum, TXT_SUM_OCTETS_MAX);
        let why = Why::SetTooLarge { octets, most };
        return Err(cannot_hold(&change.key, why));
    }
    Ok(())
}
