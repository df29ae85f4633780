//! Azure DNS: etags, metadata, aliases, private zones, client credentials.

use app::zone::{Why, Zone, ZoneError};
use net::zone::api::Secret;
use net::zone::azure::{AzureAccount, AzureClient, AzurePlace, AzureZone};
use net::zone::presentation::{read_quoted, write_quoted};
use protocols::answers::TxtRecord;
use protocols::rrset::RecordKind;
use serde_json::{Value, json};

use crate::contract::{
    APEX, FOREIGN, NEW, OLD, Provider, Race, apex_txt, changes, contract, open, usual, usual_change,
};
use crate::standin::{Model, Reply, Seen, StandIn, change, key, quick, texts};
use crate::store::{Fault, Store, Stored};

const TOKEN: &str = "azure-t0ken-nobody-sees";
const SECRET: &str = "azure-s3cret-nobody-sees";
const TENANT: &str = "11111111-2222-3333-4444-555555555555";

struct Azure {
    store: Store,
    private: bool,
}

/// The etag of a set: its content, as far as it matters.
fn etag(set: &Stored) -> String {
    let sum: u32 = format!("{set:?}").bytes().map(u32::from).sum();
    format!("W/{sum}")
}

fn records_field(kind: &str) -> &'static str {
    match kind {
        "TXT" => "TXTRecords",
        "MX" => "MXRecords",
        "CNAME" => "CNAMERecord",
        "NS" => "NSRecords",
        "CAA" => "caaRecords",
        _ => "ARecords",
    }
}

/// A record in master-file spelling as Azure has it.
fn to_shape(kind: &str, record: &str) -> Value {
    match kind {
        "TXT" => {
            let strings = read_quoted(record).unwrap().strings;
            let texts = strings
                .iter()
                .map(|s| String::from_utf8(s.clone()).unwrap());
            json!({"value": texts.collect::<Vec<_>>()})
        }
        "MX" => {
            let (preference, host) = record.split_once(' ').unwrap_or(("10", record));
            let host = if host == "." {
                "."
            } else {
                host.trim_end_matches('.')
            };
            json!({"preference": preference.parse::<u16>().unwrap(), "exchange": host})
        }
        "CNAME" => json!({"cname": record.trim_end_matches('.')}),
        _ => json!({"ipv4Address": record}),
    }
}

fn from_shape(kind: &str, shape: &Value) -> String {
    let host = |name: &str| match shape[name].as_str().unwrap() {
        "." => ".".to_owned(),
        host => format!("{host}."),
    };
    match kind {
        "TXT" => {
            let strings = shape["value"].as_array().unwrap().iter();
            let strings: Vec<Vec<u8>> = strings.map(|s| s.as_str().unwrap().into()).collect();
            assert!(strings.iter().all(|string| string.len() <= 255));
            write_quoted(&TxtRecord { strings })
        }
        "MX" => format!("{} {}", shape["preference"], host("exchange")),
        "CNAME" => host("cname"),
        other => panic!("{other} is not written"),
    }
}

impl Azure {
    fn list(&self, seen: &Seen) -> Reply {
        let from: usize = seen
            .query("$skipToken")
            .map_or(0, |token| token.parse().unwrap());
        let of = |set: &Stored| {
            let name = match set.owner.strip_suffix(APEX).unwrap().trim_end_matches('.') {
                "" => "@",
                name => name,
            };
            let mut shapes: Vec<Value> = set
                .records
                .iter()
                .map(|record| to_shape(&set.kind, record))
                .collect();
            let records = match set.kind.as_str() {
                "CNAME" => shapes.remove(0),
                _ => json!(shapes),
            };
            let mut properties = json!({"fqdn": format!("{}.", set.owner), "TTL": set.ttl,
                "provisioningState": "Succeeded", "targetResource": {},
                records_field(&set.kind): records});
            for (name, value) in set.beside.as_object().unwrap() {
                properties[name] = value.clone();
            }
            json!({"id": format!("/subscriptions/s/x/{name}"), "name": name, "etag": etag(set),
                "type": format!("Microsoft.Network/dnszones/{}", set.kind), "properties": properties})
        };
        let page = self.store.page;
        let sets: Vec<Value> = self
            .store
            .sets
            .iter()
            .skip(from)
            .take(page)
            .map(of)
            .collect();
        let mut body = json!({"value": sets});
        if from + page < self.store.sets.len() {
            let token = from + page;
            body["nextLink"] = json!(format!(
                "https://elsewhere.example/all?x=1&%24skiptoken={token}"
            ));
        }
        Reply::Json(200, body)
    }

    fn change(&mut self, seen: &Seen, kind: &str, name: &str) -> Reply {
        if let Some(reply) = self.store.before_change(refusal) {
            return reply;
        }
        let owner = match name {
            "@" => APEX.to_owned(),
            name => format!("{name}.{APEX}"),
        };
        let standing = self.store.find(&owner, kind);
        let met = match (
            seen.header.get("if-match"),
            seen.header.get("if-none-match"),
        ) {
            (Some(asked), None) => standing.is_some_and(|set| etag(set) == *asked),
            (None, Some(star)) => star == "*" && standing.is_none(),
            other => panic!("no condition: {other:?}"),
        };
        if !met {
            return refusal(412);
        }
        let set = match seen.method.as_str() {
            "DELETE" => None,
            _ => {
                let properties = seen.body["properties"].as_object().unwrap();
                for answered in ["fqdn", "provisioningState"] {
                    assert!(!properties.contains_key(answered));
                }
                let field = records_field(kind);
                let shapes = match &properties[field] {
                    Value::Array(shapes) => shapes.clone(),
                    one => vec![one.clone()],
                };
                let mut beside = properties.clone();
                beside.retain(|name, _| name != "TTL" && name != field);
                Some(Stored {
                    owner: owner.clone(),
                    kind: kind.to_owned(),
                    ttl: properties["TTL"].as_u64().unwrap() as u32,
                    records: shapes.iter().map(|shape| from_shape(kind, shape)).collect(),
                    beside: Value::Object(beside),
                })
            }
        };
        self.store.put(set, &owner, kind);
        self.store.after_change(Reply::Json(200, json!({})))
    }

    fn token(seen: &Seen) -> Reply {
        let expected = format!(
            "grant_type=client_credentials&client_id=client-1&client_secret={SECRET}\
             &scope=https%3A%2F%2Fmanagement.azure.com%2F.default"
        );
        if seen.body_text != expected {
            let words = format!(
                "AADSTS7000215: Invalid client secret provided: {}",
                seen.body_text
            );
            return Reply::Json(
                401,
                json!({"error": "invalid_client", "error_description": words}),
            );
        }
        Reply::Json(
            200,
            json!({"token_type": "Bearer", "expires_in": 3599, "access_token": TOKEN}),
        )
    }
}

fn refusal(status: u16) -> Reply {
    let message = format!("refused for {TOKEN} \u{1b}[2J");
    Reply::Json(status, json!({"code": "SomeCode", "message": message}))
}

impl Model for Azure {
    fn answer(&mut self, seen: &Seen) -> Reply {
        let path: Vec<&str> = seen.path.iter().map(String::as_str).collect();
        if path == [TENANT, "oauth2", "v2.0", "token"] {
            return Azure::token(seen);
        }
        if seen.authorization != format!("Bearer {TOKEN}") {
            return refusal(401);
        }
        assert_eq!(seen.query("api-version"), Some("2018-05-01"));
        let [
            "subscriptions",
            "sub-1",
            "resourceGroups",
            "group-1",
            "providers",
            "Microsoft.Network",
            "dnsZones",
            zone,
            rest @ ..,
        ] = &path[..]
        else {
            panic!("a call that is not part of the interface: {path:?}");
        };
        if *zone != APEX {
            return refusal(404);
        }
        match (seen.method.as_str(), rest) {
            ("GET", []) => Reply::Json(
                200,
                json!({"name": APEX, "type": "Microsoft.Network/dnszones", "properties":
                    {"zoneType": if self.private { "Private" } else { "Public" }}}),
            ),
            ("GET", ["all"]) => self.store.listed(self.list(seen), refusal),
            ("PUT" | "DELETE", [kind, name]) => {
                let (kind, name) = ((*kind).to_owned(), (*name).to_owned());
                self.change(seen, &kind, &name)
            }
            other => panic!("a call that is not part of the interface: {other:?}"),
        }
    }
}

impl Provider for Azure {
    type Zone = AzureZone;
    const SECRET: &str = TOKEN;
    const RACE: Race = Race::Refused;
    const TTL_MIN: u32 = 1;
    const HAS_TLSA: bool = false;

    fn new(store: Store) -> Azure {
        Azure {
            store,
            private: false,
        }
    }

    fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    async fn open(standin: &StandIn<Azure>) -> Result<AzureZone, ZoneError> {
        opened(standin, APEX, SECRET).await
    }

    fn is_change(seen: &Seen) -> bool {
        matches!(seen.method.as_str(), "PUT" | "DELETE")
    }
}

async fn opened(
    standin: &StandIn<Azure>,
    apex: &str,
    secret: &str,
) -> Result<AzureZone, ZoneError> {
    let client = AzureClient {
        tenant: TENANT.to_owned(),
        id: "client-1".to_owned(),
        secret: Secret::new(secret),
    };
    let place = AzurePlace {
        subscription: "sub-1".to_owned(),
        resource_group: "group-1".to_owned(),
    };
    let base = &standin.base;
    let account = AzureAccount::new(base, base, client, place, quick()).unwrap();
    assert!(!format!("{account:?}").contains(secret));
    AzureZone::open(account, apex.parse().unwrap()).await
}

contract!(Azure);

#[tokio::test]
async fn trap_10_only_a_public_zone_of_this_name() {
    let standin = StandIn::start(Azure::new(Store::new())).await;
    for apex in ["example.org", "sub.example.com"] {
        let none = ZoneError::NoZone(apex.parse().unwrap());
        assert_eq!(opened(&standin, apex, SECRET).await.unwrap_err(), none);
    }
    let wrong = "wr0ng-s3cret";
    let error = opened(&standin, APEX, wrong).await.unwrap_err();
    assert!(
        matches!(&error, ZoneError::Unauthorised(Why::Words { words })
            if words.contains("invalid_client") && !words.contains(wrong)),
        "{error:?}"
    );
    standin.model().private = true;
    let error = opened(&standin, APEX, SECRET).await.unwrap_err();
    assert!(error.to_string().contains("private"), "{error}");
}

#[tokio::test]
async fn trap_10_aliases_of_resources_are_left_alone() {
    let mut store = usual();
    store.sets[0].beside = json!({"targetResource": {"id": "/subscriptions/s/x"}});
    let (standin, zone) = open::<Azure>(store).await;
    let read = zone.read(&[apex_txt()]).await;
    assert!(
        matches!(&read, Err(ZoneError::Unreadable(Why::SetAlias { .. }))),
        "{read:?}"
    );
    for change in [
        usual_change(),
        change(&apex_txt(), None, texts(300, &[NEW])),
    ] {
        assert!(zone.write(&change).await.is_err());
    }
    assert!(changes(&standin).is_empty());
}

#[tokio::test]
async fn trap_11_metadata_stays() {
    let mut store = usual();
    store.sets[0].beside = json!({"metadata": {"owner": "web team", "cost": "7"}});
    let (standin, zone) = open::<Azure>(store).await;
    zone.write(&usual_change()).await.unwrap();
    let metadata = json!({"metadata": {"owner": "web team", "cost": "7"}});
    assert_eq!(standin.model().store().sets[0].beside, metadata);
}

#[tokio::test]
async fn a_set_without_a_record_is_none_and_is_filled_under_its_etag() {
    let (standin, zone) = open::<Azure>(Store::new().with(APEX, "TXT", 3_600, &[])).await;
    assert_eq!(zone.read(&[apex_txt()]).await.unwrap(), [None]);
    let creation = change(&apex_txt(), None, texts(3_600, &[OLD, FOREIGN]));
    zone.write(&creation).await.unwrap();
    assert!(changes(&standin)[0].header.contains_key("if-match"));
    standin.model().store().fault = Some(Fault::Meanwhile("\"late\""));
    let removal = change(&apex_txt(), texts(3_600, &[OLD, FOREIGN]), None);
    let late = zone.write(&removal).await;
    assert!(matches!(late, Err(ZoneError::Changed { .. })), "{late:?}");
}

#[tokio::test]
async fn tlsa_that_newer_versions_made_is_not_taken_for_none() {
    let store = Store::new().with("_25._tcp.mail.example.com", "TLSA", 3_600, &["3 1 1 ab"]);
    let (_standin, zone) = open::<Azure>(store).await;
    let tlsa = key("_25._tcp.mail.example.com", RecordKind::Tlsa);
    let read = zone.read(&[tlsa]).await;
    assert!(matches!(read, Err(ZoneError::Unreadable(_))), "{read:?}");
}
