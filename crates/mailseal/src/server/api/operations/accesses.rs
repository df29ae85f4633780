//! How zones are written.

use std::collections::{BTreeMap, BTreeSet};

use app::access::{Access, AccessHead, AccessName, Scope as Zones, Secret};
use app::people::Scope;
use axum::extract::State;
use axum::routing::{delete, get, post, put};
use protocols::name::DomainName;
use serde::Deserialize;

use crate::cli::access;
use crate::failure::Failed;
use crate::input;
use crate::server::api::extract::{Body, Call, Query};
use crate::server::api::reply::Answer;
use crate::server::api::table::{Needs, Operation, Parameter, Place, Reply, Schema, Verb};
use crate::server::desk::Tried;
use crate::server::door::{Failure, Site};
use crate::wire;

const NAME: Parameter = Parameter {
    name: "access",
    place: Place::Path,
    about: "What the access is called.",
    schema: Schema::Named("AccessName"),
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        id: "listAccesses",
        verb: Verb::Get,
        path: "/accesses",
        needs: Needs::Scope(Scope::Read),
        summary: "The accesses to zones, without their secrets.",
        parameters: &[],
        body: None,
        replies: &[Reply::ok("Accesses")],
        problems: &[],
        handler: || get(list),
    },
    Operation {
        id: "setAccess",
        verb: Verb::Put,
        path: "/accesses/{access}",
        needs: Needs::Scope(Scope::Admin),
        summary: "Stores an access, its secrets sealed, in place of one of the same name. Nothing is asked.",
        parameters: &[NAME],
        body: Some("NewAccess"),
        replies: &[Reply::ok("Access")],
        problems: &[422],
        handler: || put(set),
    },
    Operation {
        id: "removeAccess",
        verb: Verb::Delete,
        path: "/accesses/{access}",
        needs: Needs::Scope(Scope::Admin),
        summary: "Removes an access and its secrets for good.",
        parameters: &[NAME],
        body: None,
        replies: &[Reply::done()],
        problems: &[404, 422],
        handler: || delete(remove),
    },
    Operation {
        id: "testAccess",
        verb: Verb::Post,
        path: "/accesses/{access}/test",
        needs: Needs::Scope(Scope::Plan),
        summary: "Reads the zones of an access. Nothing is written.",
        parameters: &[
            NAME,
            Parameter {
                name: "zone",
                place: Place::Query,
                about: "Which zone; without it, those the access names.",
                schema: Schema::Named("DomainName"),
            },
        ],
        body: None,
        replies: &[Reply::ok("AccessTest")],
        problems: &[404, 409, 422],
        handler: || post(test),
    },
];

fn name(call: &Call) -> Result<AccessName, Failure> {
    call.part("access", access::name)
}

async fn list(State(site): State<Site>, call: Call) -> Result<Answer, Failure> {
    let heads = site.desk.accesses(&call.caller).await;
    let heads = heads.map_err(|failed| call.failed(failed))?;
    Ok(Answer::ok(wire::access::list(&heads)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewAccess {
    provider: String,
    zones: Reach,
    #[serde(default)]
    settings: BTreeMap<String, String>,
    #[serde(default)]
    secrets: BTreeMap<String, String>,
}

/// Which zones.
#[derive(Deserialize)]
#[serde(untagged)]
enum Reach {
    Named(BTreeSet<String>),
    All(AllZones),
}

#[derive(Deserialize)]
enum AllZones {
    #[serde(rename = "all")]
    All,
}

impl NewAccess {
    fn read(self, name: AccessName) -> Result<Access, Failed> {
        let secrets = self.secrets.into_iter();
        let zones = match self.zones {
            Reach::All(AllZones::All) => Zones::All,
            Reach::Named(names) => {
                let names = names.iter().map(|name| input::domain(name));
                Zones::Zones(names.collect::<Result<BTreeSet<DomainName>, _>>()?)
            }
        };
        let access = Access {
            head: AccessHead {
                name,
                kind: access::kind(&self.provider)?,
                zones,
                settings: self.settings,
            },
            secrets: secrets
                .map(|(name, value)| (name, Secret::new(value)))
                .collect(),
        };
        access::checked(access)
    }
}

async fn set(
    State(site): State<Site>,
    call: Call,
    Body(new): Body<NewAccess>,
) -> Result<Answer, Failure> {
    let name = name(&call)?;
    let access = new.read(name).map_err(|failed| call.failed(failed))?;
    let stored = site.desk.set_access(&call.caller, &access).await;
    stored.map_err(|failed| call.failed(failed))?;
    Ok(Answer::ok(wire::access::one(&access.head)))
}

async fn remove(State(site): State<Site>, call: Call) -> Result<Answer, Failure> {
    let name = name(&call)?;
    let removed = site.desk.remove_access(&call.caller, &name).await;
    removed.map_err(|failed| call.failed(failed))?;
    Ok(Answer::done())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TestAsked {
    zone: Option<String>,
}

async fn test(
    State(site): State<Site>,
    call: Call,
    Query(asked): Query<TestAsked>,
) -> Result<Answer, Failure> {
    let name = name(&call)?;
    let zone = asked.zone.as_deref().map(input::domain).transpose();
    let tried = match zone.map_err(|failed| call.failed(failed))? {
        Some(zone) => Tried::One(zone),
        None => Tried::AllNamed,
    };
    let tested = site.desk.test_access(&call.caller, &name, tried).await;
    let (head, tested) = tested.map_err(|failed| call.failed(failed))?;
    let words = call.caller.words();
    Ok(Answer::ok(wire::access::tested(&head, &tested, words)))
}
