//! One change as one `batch`.

use app::zone::ZoneError;
use protocols::rrset::{RecordData, RrSetChange};
use serde_json::{Map, Value, json};

use super::shapes::RecordShape;
use crate::zone::change::{cannot_hold, changes_ttl};
use crate::zone::presentation::write_quoted;
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
        let (mut kept, mut replaced) = (Vec::new(), Vec::new());
        for record in records {
            let stays = |data: RecordData| change.after.as_ref().is_some_and(|a| a.has(&data));
            if record.data()?.is_some_and(stays) {
                kept.push(*record);
            } else {
                replaced.push(*record);
            }
        }
        let pairs = pair(change.added(), replaced);
        check_sizes(change, &kept)?;
        for (value, record) in pairs {
            match (value, record) {
                (Some(value), Some(record)) => {
                    let mut fields = fields(change, value);
                    fields.insert("id".to_owned(), json!(record.id));
                    if changes_ttl(change) {
                        fields.extend(ttl.map(|ttl| ("ttl".to_owned(), json!(ttl))));
                    }
                    batch.patches.push(Value::Object(fields));
                }
                (Some(value), None) => {
                    let mut fields = fields(change, value);
                    fields.extend(ttl.map(|ttl| ("ttl".to_owned(), json!(ttl))));
                    batch.posts.push(Value::Object(fields));
                }
                (None, Some(record)) => batch.deletes.push(json!({ "id": record.id })),
                (None, None) => {}
            }
        }
        // A set has one TTL (RFC 2181 §5.2); of a record that stays nothing else is sent.
        if let Some(ttl) = ttl.filter(|_| changes_ttl(change)) {
            let retimed = kept.iter().filter(|record| record.ttl != ttl);
            batch.patches.extend(retimed.map(|record| {
                json!({ "id": record.id, "type": record.kind, "name": record.name, "ttl": ttl })
            }));
        }
        let operations = batch.deletes.len() + batch.patches.len() + batch.posts.len();
        if operations > OPERATIONS_MAX {
            let why = format!("it needs {operations} operations, {OPERATIONS_MAX} are possible");
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

/// Which new value takes the place of which record: one that begins alike first, so that an SPF record
/// keeps the comment of an SPF record, then any.
fn pair<'a>(
    added: Vec<&'a RecordData>,
    mut replaced: Vec<&'a RecordShape>,
) -> Vec<(Option<&'a RecordData>, Option<&'a RecordShape>)> {
    let mut pairs: Vec<(Option<&RecordData>, Option<&RecordShape>)> = Vec::new();
    for value in &added {
        let alike = replaced.iter().position(|record| {
            let data = record.data().ok().flatten();
            data.is_some_and(|data| first_word(&data) == first_word(value))
        });
        pairs.push((Some(value), alike.map(|at| replaced.remove(at))));
    }
    let mut rest = replaced.into_iter();
    for (_, record) in pairs.iter_mut().filter(|(_, record)| record.is_none()) {
        *record = rest.next();
    }
    pairs.extend(rest.map(|record| (None, Some(record))));
    pairs
}

/// What a TXT begins with (`v=spf1`, `v=DKIM1`); empty for other types.
fn first_word(data: &RecordData) -> Vec<u8> {
    match data {
        RecordData::Txt(txt) => {
            let text = txt.joined();
            let ends = |octet: &u8| matches!(octet, b' ' | b';');
            text.split(ends).next().unwrap_or_default().to_vec()
        }
        RecordData::Cname(_) | RecordData::Mx(_) | RecordData::Tlsa(_) => Vec::new(),
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

fn check_sizes(change: &RrSetChange, kept: &[&RecordShape]) -> Result<(), ZoneError> {
    let mut sum = 0;
    for record in kept {
        if let Some(RecordData::Txt(txt)) = record.data()? {
            sum += txt.joined().len();
        }
    }
    for value in change.added() {
        let RecordData::Txt(txt) = value else {
            continue;
        };
        let length = txt.joined().len();
        // Each string has an octet for its length (RFC 1035 §3.3.14).
        let wire = length + txt.strings.len();
        if wire > TXT_WIRE_OCTETS_MAX {
            let why = format!("a record of {wire} octets is larger than {TXT_WIRE_OCTETS_MAX}");
            return Err(cannot_hold(&change.key, why));
        }
        sum += length;
    }
    if !change.added().is_empty() && sum > TXT_SUM_OCTETS_MAX {
        let why = format!("together {sum} octets are more than {TXT_SUM_OCTETS_MAX}");
        return Err(cannot_hold(&change.key, why));
    }
    Ok(())
}
