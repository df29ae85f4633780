//! The `desired` block: what the owner of the checked domain wants, beginning with the usual first
//! state.

use protocols::answers::MxRecord;
use protocols::dkim::{Identities, KeyIntent, Selector, parse};
use protocols::domain::{Desired, DesiredKey, DesiredTlsa, KeyPlace, Purpose, ReportAddresses};
use protocols::lifecycle::Key;
use protocols::name::DomainName;
use protocols::report_uri::ReportUri;
use protocols::spf::Authorised;
use protocols::time::Timestamp;

use crate::document::Case;
use crate::fields::Fields;
use crate::life;
use crate::world::NOW;

const NAMES: [&str; 10] = [
    "parked",
    "mx",
    "key",
    "key-days",
    "key-state",
    "no-mta-sts",
    "policy-host",
    "tlsa",
    "reports",
    "spf",
];

/// What the block says: `parked: yes`; or `mx:` hosts, `key:` selector and record, `key-days:`
/// how long ago it was made, `key-state:` its state where we hold it, `no-mta-sts: yes`, `policy-host:` the target of the alias, `tlsa:` host and record, `reports:`
/// where DMARC reports go, `spf:` who else may send.
pub(crate) fn read(case: &Case, domain: &DomainName, place: &str) -> Option<Desired> {
    let block = case.blocks.iter().find(|block| block.info == "desired")?;
    let fields = Fields::read(block, &NAMES, place);
    let mut reports = ReportAddresses::of(domain);
    if let Some(addresses) = fields.get("reports") {
        let addresses = addresses.split_whitespace();
        reports.dmarc = addresses
            .map(|address| ReportUri::mailbox(address).unwrap())
            .collect();
    }
    if fields.get("parked").is_some() {
        return Some(Desired::parked(domain.clone(), Vec::new()));
    }
    let hosts = fields.get("mx").unwrap_or_default().split_whitespace();
    let mx = hosts.map(|host| MxRecord {
        preference: 10,
        exchange: Some(host.parse().unwrap()),
    });
    let keys = fields.get("key").map(|text| key(&fields, text));
    let mut desired = Desired::first(
        domain.clone(),
        mx.collect(),
        keys.into_iter().collect(),
        reports,
    );
    if let Purpose::Mail(intent) = &mut desired.purpose {
        let senders = fields.get("spf").unwrap_or_default().split_whitespace();
        intent.spf.senders.extend(senders.map(sender));
        if fields.get("no-mta-sts").is_some() {
            intent.mta_sts = None;
        }
        intent.policy_host = fields.get("policy-host").map(|name| name.parse().unwrap());
        intent.tlsa = fields
            .get("tlsa")
            .map(|text| tlsa(&fields, text))
            .into_iter()
            .collect();
    }
    Some(desired)
}

/// The keys that we hold of those that are wanted: none without `key-state:`.
pub(crate) fn held_keys(case: &Case, desired: &Desired, place: &str) -> Vec<Key> {
    let Some(block) = case.blocks.iter().find(|block| block.info == "desired") else {
        return Vec::new();
    };
    let fields = Fields::read(block, &NAMES, place);
    let (Some(state), Purpose::Mail(intent)) = (fields.get("key-state"), &desired.purpose) else {
        return Vec::new();
    };
    let state = life::key_state(state, place);
    let held = |key: &DesiredKey| {
        Some(Key {
            selector: key.selector.clone(),
            public: key.public()?.clone(),
            state,
            since: key.made,
        })
    };
    intent.keys.iter().filter_map(held).collect()
}

fn key(fields: &Fields<'_>, text: &str) -> DesiredKey {
    let (selector, record) = fields.pair("key", text);
    let record = parse(record)
        .record
        .unwrap_or_else(|| fields.refuse("key", text));
    let key = record
        .public_key()
        .cloned()
        .unwrap_or_else(|| fields.refuse("key", text));
    let days: u64 = fields
        .get("key-days")
        .map_or(0, |days| days.parse().unwrap());
    DesiredKey {
        selector: Selector::parse(selector).unwrap(),
        key: KeyIntent::Sign {
            key,
            identities: Identities::WithSubdomains,
        },
        made: Timestamp(NOW.0 - days * 86_400),
        place: KeyPlace::Selector,
    }
}

/// `include:NAME` or a network.
fn sender(term: &str) -> Authorised {
    match term.strip_prefix("include:") {
        Some(name) => Authorised::Include(name.parse().unwrap()),
        None => Authorised::Network(term.parse().unwrap()),
    }
}

fn tlsa(fields: &Fields<'_>, text: &str) -> DesiredTlsa {
    let (host, record) = fields.pair("tlsa", text);
    let record = protocols::dane::parse(record).record;
    DesiredTlsa {
        host: host.parse().unwrap(),
        record: record.unwrap_or_else(|| fields.refuse("tlsa", text)),
    }
}
