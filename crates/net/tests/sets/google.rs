//! Google Cloud DNS: changes that are bound to what was listed, claims, routing policies, private zones.

use std::sync::OnceLock;

use app::zone::{Why, Zone, ZoneError};
use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{KeyPair, RSA_PKCS1_2048_8192_SHA256, RsaKeyPair, UnparsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use net::zone::api::Secret;
use net::zone::google::{BadKeyFile, GoogleAccount, GoogleZone, ServiceAccount};
use serde_json::{Value, json};

use crate::contract::{
    APEX, NEW, Provider, Race, apex_txt, changes, contract, open, usual, usual_change,
};
use crate::standin::{Model, Reply, Seen, StandIn, change, quick, texts};
use crate::store::{Store, Stored};

const TOKEN: &str = "google-t0ken-nobody-sees";
const EMAIL: &str = "mailseal@project-1.iam.gserviceaccount.com";
const ZONE: &str = "example-com";

fn key() -> &'static RsaKeyPair {
    static KEY: OnceLock<RsaKeyPair> = OnceLock::new();
    KEY.get_or_init(|| RsaKeyPair::generate(KeySize::Rsa2048).unwrap())
}

fn key_file(base: &str) -> String {
    let der = AsDer::<aws_lc_rs::encoding::Pkcs8V1Der<'_>>::as_der(key()).unwrap();
    let pem = format!(
        "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
        STANDARD.encode(der.as_ref())
    );
    json!({"type": "service_account", "project_id": "project-1", "private_key_id": "kid1",
        "private_key": pem, "client_email": EMAIL, "client_id": "1",
        "token_uri": format!("{base}/token")})
    .to_string()
}

struct Google {
    store: Store,
    private: bool,
    /// Claims that were taken.
    claims: usize,
    /// Whether claims are refused.
    is_locked_out: bool,
}

impl Google {
    /// A token for a claim whose signature holds.
    fn token(&mut self, seen: &Seen) -> Reply {
        if self.is_locked_out {
            let assertion = seen.body_text.split("assertion=").nth(1).unwrap();
            let words = format!("Invalid grant: account not found {assertion}");
            return Reply::Json(
                400,
                json!({"error": "invalid_grant", "error_description": words}),
            );
        }
        let grant = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=";
        let claim = seen.body_text.strip_prefix(grant).unwrap();
        assert_eq!(
            seen.header["content-type"],
            "application/x-www-form-urlencoded"
        );
        let (text, signature) = claim.rsplit_once('.').unwrap();
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
        UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key().public_key().as_ref())
            .verify(text.as_bytes(), &signature)
            .unwrap();
        let part = |at: usize| -> Value {
            let part = text.split('.').nth(at).unwrap();
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
        };
        assert_eq!(
            part(0),
            json!({"alg": "RS256", "typ": "JWT", "kid": "kid1"})
        );
        let claims = part(1);
        assert_eq!(claims["iss"], EMAIL);
        assert!(claims["aud"].as_str().unwrap().ends_with("/token"));
        assert!(
            claims["scope"]
                .as_str()
                .unwrap()
                .ends_with("ndev.clouddns.readwrite")
        );
        self.claims += 1;
        Reply::Json(
            200,
            json!({"access_token": TOKEN, "expires_in": 3599, "token_type": "Bearer"}),
        )
    }

    fn list(&self, seen: &Seen) -> Reply {
        let name = seen.query("name").unwrap().trim_end_matches('.');
        let found: Vec<&Stored> = self
            .store
            .sets
            .iter()
            .filter(|set| set.owner == name)
            .collect();
        let from: usize = seen
            .query("pageToken")
            .map_or(0, |token| token.parse().unwrap());
        let of = |set: &&Stored| {
            let mut shape = json!({"kind": "dns#resourceRecordSet", "name": format!("{}.", set.owner),
                "type": set.kind, "ttl": set.ttl, "rrdatas": set.records, "signatureRrdatas": []});
            if let Some(policy) = set.beside.get("policy") {
                shape["routingPolicy"] = policy.clone();
                shape.as_object_mut().unwrap().remove("rrdatas");
            }
            shape
        };
        let page = self.store.page;
        let sets: Vec<Value> = found.iter().skip(from).take(page).map(of).collect();
        let mut body = json!({"kind": "dns#resourceRecordSetsListResponse", "rrsets": sets});
        if from + page < found.len() {
            body["nextPageToken"] = json!((from + page).to_string());
        }
        Reply::Json(200, body)
    }

    fn change(&mut self, seen: &Seen) -> Reply {
        if let Some(reply) = self.store.before_change(refusal) {
            return reply;
        }
        let sets = |name: &str| -> Vec<Stored> {
            seen.body[name]
                .as_array()
                .unwrap()
                .iter()
                .map(stored)
                .collect()
        };
        let (additions, deletions) = (sets("additions"), sets("deletions"));
        for set in &deletions {
            match self.store.find(&set.owner, &set.kind) {
                None => return refusal(404),
                Some(stands) if stands.ttl != set.ttl || stands.records != set.records => {
                    return refusal(412);
                }
                Some(_) => {}
            }
        }
        for set in &additions {
            if self.store.find(&set.owner, &set.kind).is_some() && deletions.is_empty() {
                return refusal(409);
            }
        }
        let of = additions.first().or(deletions.first()).unwrap().clone();
        self.store
            .put(additions.first().cloned(), &of.owner, &of.kind);
        let done = json!({"kind": "dns#change", "id": "7", "status": "pending"});
        self.store.after_change(Reply::Json(200, done))
    }
}

fn stored(shape: &Value) -> Stored {
    let records = shape["rrdatas"].as_array().unwrap().iter();
    Stored {
        owner: shape["name"]
            .as_str()
            .unwrap()
            .strip_suffix('.')
            .unwrap()
            .to_owned(),
        kind: shape["type"].as_str().unwrap().to_owned(),
        ttl: shape["ttl"].as_u64().unwrap() as u32,
        records: records.map(|r| r.as_str().unwrap().to_owned()).collect(),
        beside: json!({}),
    }
}

fn refusal(status: u16) -> Reply {
    let message = format!("refused for {TOKEN} \u{1b}[2J");
    Reply::Json(
        status,
        json!({"error": {"code": status, "message": message}}),
    )
}

impl Model for Google {
    fn answer(&mut self, seen: &Seen) -> Reply {
        let path: Vec<&str> = seen.path.iter().map(String::as_str).collect();
        if path == ["token"] {
            return self.token(seen);
        }
        if seen.authorization != format!("Bearer {TOKEN}") {
            return refusal(401);
        }
        let [
            "dns",
            "v1",
            "projects",
            "project-1",
            "managedZones",
            zone,
            rest @ ..,
        ] = &path[..]
        else {
            panic!("a call that is not part of the interface: {path:?}");
        };
        match (seen.method.as_str(), rest) {
            ("GET", []) if *zone == ZONE => Reply::Json(
                200,
                json!({"name": ZONE, "dnsName": format!("{APEX}."),
                    "visibility": if self.private { "private" } else { "public" }}),
            ),
            ("GET", []) => refusal(404),
            ("GET", ["rrsets"]) => self.store.listed(self.list(seen), refusal),
            ("POST", ["changes"]) => self.change(seen),
            other => panic!("a call that is not part of the interface: {other:?}"),
        }
    }
}

impl Provider for Google {
    type Zone = GoogleZone;
    const SECRET: &str = TOKEN;
    const RACE: Race = Race::Refused;
    const TTL_MIN: u32 = 0;

    fn new(store: Store) -> Google {
        Google {
            store,
            private: false,
            claims: 0,
            is_locked_out: false,
        }
    }

    fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    async fn open(standin: &StandIn<Google>) -> Result<GoogleZone, ZoneError> {
        opened(standin, ZONE, APEX).await
    }

    fn is_change(seen: &Seen) -> bool {
        seen.method != "GET" && seen.path != ["token"]
    }
}

async fn opened(
    standin: &StandIn<Google>,
    zone: &str,
    apex: &str,
) -> Result<GoogleZone, ZoneError> {
    let base = format!("{}/dns/v1", standin.base);
    let file = Secret::new(key_file(&standin.base));
    let service = ServiceAccount::read(&file).unwrap();
    assert_eq!(format!("{service:?}"), format!("ServiceAccount({EMAIL:?})"));
    let account = GoogleAccount::new(&base, "project-1", zone, service, quick()).unwrap();
    assert!(!format!("{account:?}").contains("PRIVATE"));
    GoogleZone::open(account, apex.parse().unwrap()).await
}

contract!(Google);

#[tokio::test]
async fn one_claim_for_many_calls() {
    let (standin, zone) = open::<Google>(usual()).await;
    zone.write(&usual_change()).await.unwrap();
    zone.read(&[apex_txt()]).await.unwrap();
    assert_eq!(standin.model().claims, 1);
}

#[tokio::test]
async fn a_claim_that_is_refused_is_shown_to_nobody() {
    let standin = StandIn::start(Google::new(usual())).await;
    standin.model().is_locked_out = true;
    let error = opened(&standin, ZONE, APEX).await.unwrap_err();
    assert!(
        matches!(&error, ZoneError::Unauthorised(Why::Words { words }) if words.contains("invalid_grant [")
            || words.contains("account not found [credential]")),
        "{error:?}"
    );
}

#[tokio::test]
async fn trap_10_only_the_public_zone_of_this_name() {
    let standin = StandIn::start(Google::new(Store::new())).await;
    for (zone, apex) in [
        ("other", APEX),
        (ZONE, "badexample.com"),
        (ZONE, "sub.example.com"),
    ] {
        let none = ZoneError::NoZone(apex.parse().unwrap());
        assert_eq!(opened(&standin, zone, apex).await.unwrap_err(), none);
    }
    standin.model().private = true;
    let error = opened(&standin, ZONE, APEX).await.unwrap_err();
    assert!(error.to_string().contains("private"), "{error}");
    for bad in ["", "{}", "{\"type\": \"authorized_user\"}"] {
        let account = ServiceAccount::read(&Secret::new(bad));
        assert_eq!(account.err(), Some(BadKeyFile), "{bad}");
    }
}

#[tokio::test]
async fn trap_10_routing_policies_are_left_alone() {
    let mut store = usual();
    store.sets[0].beside = json!({"policy": {"wrr": {"items": []}}});
    let (standin, zone) = open::<Google>(store).await;
    let read = zone.read(&[apex_txt()]).await;
    assert!(
        matches!(&read, Err(ZoneError::Unreadable(Why::SetRouting { .. }))),
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
