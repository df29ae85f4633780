//! Route 53: batches that are bound to what was listed, routing policies, aliases, private zones.

use app::zone::{Zone, ZoneError};
use net::zone::api::Secret;
use net::zone::route53::{Route53Account, Route53Keys, Route53Zone};
use protocols::rrset::RecordKind;
use quick_xml::escape::{escape, unescape};
use serde_json::json;

use crate::contract::{
    APEX, NEW, Provider, Race, apex_txt, changes, contract, open, usual, usual_change,
};
use crate::standin::{Model, Reply, Seen, StandIn, change, key, quick, texts};
use crate::store::{Store, Stored};

const KEY_ID: &str = "AKIDEXAMPLE";
const SECRET: &str = "r53-s3cret-nobody-sees";
const SESSION: &str = "r53-sess1on-nobody-sees";
const ZONE: &str = "Z0123456789ABC";

struct Route53 {
    store: Store,
    private: bool,
}

fn xml(status: u16, body: &str) -> Reply {
    let text = format!("<?xml version=\"1.0\"?>\n{body}");
    Reply::Plain(status, ("content-type", "text/xml"), text)
}

fn refused(status: u16, code: &str, message: &str) -> Reply {
    let error = format!(
        "<ErrorResponse xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"><Error>\
         <Type>Sender</Type><Code>{code}</Code><Message>{}</Message></Error>\
         <RequestId>b25f48e8</RequestId></ErrorResponse>",
        escape(message)
    );
    xml(status, &error)
}

fn refusal(status: u16) -> Reply {
    refused(
        status,
        "SomeCode",
        &format!("refused for {SESSION} \u{1b}[2J"),
    )
}

/// The names' order there: by labels from the right.
fn place(name: &str) -> Vec<String> {
    let labels = name.trim_end_matches('.').to_ascii_lowercase();
    labels.split('.').rev().map(str::to_owned).collect()
}

impl Route53 {
    fn list(&self, seen: &Seen) -> Reply {
        let mut sets: Vec<&Stored> = self.store.sets.iter().collect();
        sets.sort_by_key(|set| (place(&set.owner), set.kind.clone()));
        let from = (
            place(seen.query("name").unwrap()),
            seen.query("type").unwrap_or_default().to_owned(),
        );
        sets.retain(|set| (place(&set.owner), set.kind.clone()) >= from);
        let mut body = String::new();
        for set in sets.iter().take(self.store.page) {
            let records: String = set.records.iter().map(|r| record(r)).collect();
            let inner = match set.beside["inner"].as_str() {
                Some(inner) => inner.to_owned(),
                None => format!(
                    "<TTL>{}</TTL><ResourceRecords>{records}</ResourceRecords>",
                    set.ttl
                ),
            };
            body.push_str(&format!(
                "<ResourceRecordSet><Name>{}.</Name><Type>{}</Type>{inner}</ResourceRecordSet>",
                set.owner, set.kind
            ));
        }
        let next = sets.get(self.store.page).map(|set| {
            format!(
                "<NextRecordName>{}.</NextRecordName><NextRecordType>{}</NextRecordType>",
                set.owner, set.kind
            )
        });
        let truncated = next.is_some();
        let next = next.unwrap_or_default();
        xml(
            200,
            &format!(
                "<ListResourceRecordSetsResponse xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\">\
                 <ResourceRecordSets>{body}</ResourceRecordSets><IsTruncated>{truncated}</IsTruncated>\
                 {next}<MaxItems>100</MaxItems></ListResourceRecordSetsResponse>"
            ),
        )
    }

    fn change(&mut self, seen: &Seen) -> Reply {
        if let Some(reply) = self.store.before_change(refusal) {
            return reply;
        }
        let (mut standing, mut created) = (None, None);
        for part in seen.body_text.split("<Change>").skip(1) {
            let set = stored(part);
            let stands = self.store.find(&set.owner, &set.kind);
            match field(part, "Action").as_str() {
                "DELETE" => {
                    let is_it =
                        stands.is_some_and(|s| s.ttl == set.ttl && s.records == set.records);
                    if !is_it {
                        return refused(
                            400,
                            "InvalidChangeBatch",
                            "the values provided do not match",
                        );
                    }
                    standing = Some(set);
                }
                "CREATE" => {
                    if stands.is_some() && standing.is_none() {
                        return refused(400, "InvalidChangeBatch", "but it already exists");
                    }
                    created = Some(set);
                }
                other => panic!("an action that is not used: {other}"),
            }
        }
        let of = created.clone().or(standing).unwrap();
        self.store.put(created, &of.owner, &of.kind);
        self.store
            .after_change(xml(200, "<ChangeResourceRecordSetsResponse/>"))
    }
}

fn record(value: &str) -> String {
    format!(
        "<ResourceRecord><Value>{}</Value></ResourceRecord>",
        escape(value)
    )
}

fn field(part: &str, name: &str) -> String {
    let (_, rest) = part.split_once(&format!("<{name}>")).unwrap();
    let (text, _) = rest.split_once(&format!("</{name}>")).unwrap();
    unescape(text).unwrap().into_owned()
}

fn stored(part: &str) -> Stored {
    let values = part.split("<ResourceRecord>").skip(1);
    Stored {
        owner: field(part, "Name").trim_end_matches('.').to_owned(),
        kind: field(part, "Type"),
        ttl: field(part, "TTL").parse().unwrap(),
        records: values.map(|value| field(value, "Value")).collect(),
        beside: json!({}),
    }
}

impl Model for Route53 {
    fn answer(&mut self, seen: &Seen) -> Reply {
        let credential = format!("AWS4-HMAC-SHA256 Credential={KEY_ID}/");
        let is_signed = seen.authorization.starts_with(&credential)
            && seen
                .authorization
                .contains("/us-east-1/route53/aws4_request, ")
            && seen.header.contains_key("x-amz-date")
            && seen.header["x-amz-security-token"] == SESSION;
        if !is_signed {
            return refused(403, "SignatureDoesNotMatch", "no");
        }
        let path: Vec<&str> = seen.path.iter().map(String::as_str).collect();
        match (seen.method.as_str(), path.as_slice()) {
            ("GET", ["2013-04-01", "hostedzone", ZONE]) => xml(
                200,
                &format!(
                    "<GetHostedZoneResponse xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\">\
                     <HostedZone><Id>/hostedzone/{ZONE}</Id><Name>{APEX}.</Name><Config><PrivateZone>{}\
                     </PrivateZone></Config></HostedZone></GetHostedZoneResponse>",
                    self.private
                ),
            ),
            ("GET", ["2013-04-01", "hostedzone", _]) => refused(404, "NoSuchHostedZone", "none"),
            ("GET", ["2013-04-01", "hostedzone", ZONE, "rrset"]) => {
                self.store.listed(self.list(seen), refusal)
            }
            ("POST", ["2013-04-01", "hostedzone", ZONE, "rrset", ""]) => self.change(seen),
            other => panic!("a call that is not part of the interface: {other:?}"),
        }
    }
}

impl Provider for Route53 {
    type Zone = Route53Zone;
    const SECRET: &str = SESSION;
    const RACE: Race = Race::Refused;
    const TTL_MIN: u32 = 0;

    fn new(store: Store) -> Route53 {
        Route53 {
            store,
            private: false,
        }
    }

    fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    async fn open(standin: &StandIn<Route53>) -> Result<Route53Zone, ZoneError> {
        opened(standin, ZONE, APEX, KEY_ID).await
    }

    fn is_change(seen: &Seen) -> bool {
        seen.method != "GET"
    }
}

async fn opened(
    standin: &StandIn<Route53>,
    zone_id: &str,
    apex: &str,
    key_id: &str,
) -> Result<Route53Zone, ZoneError> {
    let keys = Route53Keys {
        key_id: key_id.to_owned(),
        secret: Secret::new(SECRET),
        session: Some(Secret::new(SESSION)),
        region: Route53Account::REGION.to_owned(),
        zone_id: zone_id.to_owned(),
    };
    let account = Route53Account::new(&standin.base, keys, quick()).unwrap();
    let shown = format!("{account:?}");
    assert!(
        !shown.contains(SECRET) && !shown.contains(SESSION),
        "{shown}"
    );
    Route53Zone::open(account, apex.parse().unwrap()).await
}

contract!(Route53);

#[tokio::test]
async fn trap_10_only_the_public_zone_of_this_name() {
    let standin = StandIn::start(Route53::new(Store::new())).await;
    let none = |apex: &str| ZoneError::NoZone(apex.parse().unwrap());
    for (zone_id, apex) in [
        ("Z9", APEX),
        (ZONE, "example.org"),
        (ZONE, "sub.example.com"),
    ] {
        assert_eq!(
            opened(&standin, zone_id, apex, KEY_ID).await.unwrap_err(),
            none(apex)
        );
    }
    let denied = opened(&standin, ZONE, APEX, "other").await.unwrap_err();
    assert!(matches!(denied, ZoneError::Unauthorised(_)), "{denied:?}");
    let written = format!("/hostedzone/{ZONE}");
    assert!(opened(&standin, &written, APEX, KEY_ID).await.is_ok());
    standin.model().private = true;
    let error = opened(&standin, ZONE, APEX, KEY_ID).await.unwrap_err();
    assert!(error.to_string().contains("private"), "{error}");
    assert!(!Route53Account::is_zone_id("Z1/../Z2") && !Route53Account::is_zone_id(""));
}

#[tokio::test]
async fn trap_10_routing_policies_and_aliases_are_left_alone() {
    let simple = "<TTL>300</TTL><ResourceRecords><ResourceRecord><Value>\"v=spf1 mx -all\"</Value>\
                  </ResourceRecord></ResourceRecords>";
    for (inner, code) in [
        (
            format!("<SetIdentifier>eu</SetIdentifier><Weight>1</Weight>{simple}"),
            "why-set-routing",
        ),
        (
            "<AliasTarget><HostedZoneId>Z1</HostedZoneId><DNSName>x.example.com.</DNSName>\
             <EvaluateTargetHealth>false</EvaluateTargetHealth></AliasTarget>"
                .to_owned(),
            "why-set-alias",
        ),
        (
            format!("{simple}<HealthCheckId>h</HealthCheckId>"),
            "why-set-health",
        ),
    ] {
        let mut store = usual();
        store.sets[0].beside = json!({ "inner": inner });
        let (standin, zone) = open::<Route53>(store).await;
        let read = zone.read(&[apex_txt()]).await;
        assert!(
            matches!(&read, Err(ZoneError::Unreadable(why)) if why.cause().code == code),
            "{read:?}"
        );
        assert!(zone.write(&usual_change()).await.is_err());
        let creation = change(&apex_txt(), None, texts(300, &[NEW]));
        assert!(zone.write(&creation).await.is_err());
        assert!(changes(&standin).is_empty());
        // Others at the same name are not touched by it.
        let mx = key(APEX, RecordKind::Mx);
        assert!(zone.read(&[mx]).await.is_ok());
    }
}

#[tokio::test]
async fn too_much_is_said_with_another_status_there() {
    struct Throttled(Route53);
    impl Model for Throttled {
        fn answer(&mut self, seen: &Seen) -> Reply {
            match seen.path.len() {
                4.. => refused(400, "Throttling", "Rate exceeded"),
                _ => self.0.answer(seen),
            }
        }
    }
    let standin = StandIn::start(Throttled(Route53::new(Store::new()))).await;
    let keys = Route53Keys {
        key_id: KEY_ID.to_owned(),
        secret: Secret::new(SECRET),
        session: Some(Secret::new(SESSION)),
        region: Route53Account::REGION.to_owned(),
        zone_id: ZONE.to_owned(),
    };
    let account = Route53Account::new(&standin.base, keys, quick()).unwrap();
    let zone = Route53Zone::open(account, APEX.parse().unwrap())
        .await
        .unwrap();
    assert_eq!(zone.read(&[apex_txt()]).await, Err(ZoneError::TooMany(2)));
}
