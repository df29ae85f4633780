//! deSEC: trap 10, and an account that is not ours.

use app::zone::ZoneError;
use net::zone::api::Secret;
use net::zone::desec::DesecZone;
use net::zone::presentation::read_quoted;
use serde_json::{Value, json};

use crate::contract::{APEX, Provider, Race, contract};
use crate::standin::{Model, Reply, Seen, StandIn, quick};
use crate::store::{Store, Stored};

const TOKEN: &str = "desec-t0ken-nobody-sees";

struct Desec {
    store: Store,
    domain: &'static str,
}

impl Desec {
    fn list(&self, seen: &Seen) -> Reply {
        let page = self.store.page;
        let cursor = seen
            .query("cursor")
            .expect("a list needs a cursor above 500");
        let from: usize = cursor.trim_start_matches("p=").parse().unwrap_or(0);
        let of = |set: &Stored| {
            let subname = set.owner.strip_suffix(APEX).unwrap().trim_end_matches('.');
            json!({"created": "2026-01-01T00:00:00Z", "domain": APEX, "subname": subname,
                "name": format!("{}.", set.owner), "type": set.kind, "ttl": set.ttl,
                "records": set.records, "touched": "2026-01-01T00:00:00Z"})
        };
        let sets: Vec<Value> = self
            .store
            .sets
            .iter()
            .skip(from)
            .take(page)
            .map(of)
            .collect();
        let mut link = "<https://desec.io/x?cursor=>; rel=\"first\"".to_owned();
        if from + page < self.store.sets.len() {
            let next = from + page;
            link.push_str(&format!(
                ", <https://desec.io/x?cursor=p%3D{next}>; rel=\"next\""
            ));
        }
        // The header's name is one of a few that the stand-in knows.
        Reply::Plain(
            200,
            ("link", Box::leak(link.into_boxed_str())),
            json!(sets).to_string(),
        )
    }

    fn change(&mut self, seen: &Seen, rest: &[&str]) -> Reply {
        if let Some(reply) = self.store.before_change(refusal) {
            return reply;
        }
        let records = || -> Vec<String> {
            let records = seen.body["records"].as_array().unwrap().iter();
            records.map(|r| r.as_str().unwrap().to_owned()).collect()
        };
        let owner = |subname: &str| match subname {
            "" | "@" => APEX.to_owned(),
            name => format!("{name}.{APEX}"),
        };
        let ttl = |standing: u32| seen.body["ttl"].as_u64().map_or(standing, |t| t as u32);
        let (set, owner, kind) = match (seen.method.as_str(), rest) {
            ("POST", [""]) => {
                let owner = owner(seen.body["subname"].as_str().unwrap());
                let kind = seen.body["type"].as_str().unwrap().to_owned();
                if self.store.find(&owner, &kind).is_some() {
                    return refusal(400);
                }
                let set = Stored {
                    owner: owner.clone(),
                    kind: kind.clone(),
                    ttl: ttl(0),
                    records: records(),
                    beside: json!({}),
                };
                (Some(set), owner, kind)
            }
            ("PATCH", [subname, kind, ""]) => {
                let Some(standing) = self.store.find(&owner(subname), kind) else {
                    return refusal(404);
                };
                let set = Stored {
                    ttl: ttl(standing.ttl),
                    records: records(),
                    ..standing.clone()
                };
                (Some(set), owner(subname), (*kind).to_owned())
            }
            ("DELETE", [subname, kind, ""]) => (None, owner(subname), (*kind).to_owned()),
            other => panic!("a call that is not part of the interface: {other:?}"),
        };
        let is_text = |set: &Stored| set.kind == "TXT";
        for set in set.iter().filter(|set| is_text(set)) {
            let strings = set.records.iter().map(|record| read_quoted(record));
            assert!(strings.into_iter().all(|record| record.is_ok()), "{set:?}");
        }
        self.store.put(set, &owner, &kind);
        self.store.after_change(Reply::Json(200, json!({})))
    }
}

fn refusal(status: u16) -> Reply {
    Reply::Json(
        status,
        json!({"detail": format!("refused for {TOKEN} \u{1b}[2J")}),
    )
}

impl Model for Desec {
    fn answer(&mut self, seen: &Seen) -> Reply {
        if seen.authorization != format!("Token {TOKEN}") {
            return refusal(401);
        }
        let path: Vec<&str> = seen.path.iter().map(String::as_str).collect();
        match (seen.method.as_str(), path.as_slice()) {
            ("GET", ["domains", name, ""]) if *name == self.domain => Reply::Json(
                200,
                json!({"name": APEX, "minimum_ttl": 3600, "published": null, "keys": []}),
            ),
            ("GET", ["domains", _, ""]) => refusal(404),
            ("GET", ["domains", APEX, "rrsets", ""]) => self.store.listed(self.list(seen), refusal),
            (_, ["domains", APEX, "rrsets", rest @ ..]) => self.change(seen, rest),
            other => panic!("a call that is not part of the interface: {other:?}"),
        }
    }
}

impl Provider for Desec {
    type Zone = DesecZone;
    const SECRET: &str = TOKEN;
    const RACE: Race = Race::RefusedAtCreation;
    const TTL_MIN: u32 = 3_600;

    fn new(store: Store) -> Desec {
        Desec {
            store,
            domain: APEX,
        }
    }

    fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    async fn open(standin: &StandIn<Desec>) -> Result<DesecZone, ZoneError> {
        opened(standin, TOKEN).await
    }

    fn is_change(seen: &Seen) -> bool {
        seen.method != "GET"
    }
}

async fn opened(standin: &StandIn<Desec>, token: &str) -> Result<DesecZone, ZoneError> {
    let api = DesecZone::account(&standin.base, &Secret::new(token), quick()).unwrap();
    DesecZone::open(api, APEX.parse().unwrap()).await
}

contract!(Desec);

#[tokio::test]
async fn trap_10_only_a_domain_of_the_account() {
    let mut model = Desec::new(Store::new());
    model.domain = "example.org";
    let standin = StandIn::start(model).await;
    let none = ZoneError::NoZone(APEX.parse().unwrap());
    assert_eq!(opened(&standin, TOKEN).await.unwrap_err(), none);
    let denied = opened(&standin, "wrong").await.unwrap_err();
    assert!(matches!(denied, ZoneError::Unauthorised(_)), "{denied:?}");
}
