//! Which crate of ours may know which: the table of ARCHITECTURE.md. Tests may use more.

use crate::Faults;
use crate::metadata::{Graph, Kind};

/// One row of the table.
struct Row {
    name: &'static str,
    /// The crates of ours that it may depend on.
    ours: &'static [&'static str],
    /// Beginnings of other crates' names that it must not depend on.
    never: &'static [&'static str],
}

const PROTOCOLS: &str = "mailseal-protocols";
const ZONEFILE: &str = "mailseal-zonefile";
const APP: &str = "mailseal-app";
const NET: &str = "mailseal-net";
const STORE: &str = "mailseal-store";

const TABLE: &[Row] = &[
    Row {
        name: PROTOCOLS,
        ours: &[],
        never: &[
            "tokio", "hickory", "async", "futures", "axum", "sqlx", "rustls", "clap", "rand",
        ],
    },
    Row {
        name: ZONEFILE,
        ours: &[PROTOCOLS],
        never: &[
            "tokio",
            "hickory-net",
            "hickory-resolver",
            "axum",
            "sqlx",
            "rustls",
            "clap",
        ],
    },
    Row {
        name: APP,
        ours: &[PROTOCOLS],
        never: &["tokio-rustls", "hickory", "axum", "sqlx", "rustls", "clap"],
    },
    Row {
        name: NET,
        ours: &[APP, PROTOCOLS, ZONEFILE],
        never: &["sqlx", "rusqlite", "axum", "clap"],
    },
    Row {
        name: STORE,
        ours: &[APP, PROTOCOLS],
        never: &["hickory", "rustls", "axum", "clap"],
    },
    Row {
        name: "mailseal",
        ours: &[APP, NET, PROTOCOLS, STORE, ZONEFILE],
        never: &[],
    },
    Row {
        name: "mailseal-peers",
        ours: &[],
        never: &["tokio", "hickory"],
    },
    Row {
        name: "xtask",
        ours: &[],
        never: &["tokio"],
    },
];

pub(crate) fn check(graph: &Graph) -> Faults {
    let ours: Vec<&str> = graph.members().map(|member| member.name.as_str()).collect();
    let mut faults = Faults::new();
    for member in graph.members() {
        let Some(row) = TABLE.iter().find(|row| row.name == member.name) else {
            faults.push(format!("{} has no row in the table of arrows", member.name));
            continue;
        };
        let mut dependencies = graph.names(member, Kind::Normal);
        dependencies.extend(graph.names(member, Kind::Build));
        faults.extend(
            dependencies
                .into_iter()
                .filter(|name| match ours.contains(name) {
                    true => !row.ours.contains(name),
                    false => row.never.iter().any(|start| name.starts_with(start)),
                })
                .map(|name| format!("{} must not depend on {name}", member.name)),
        );
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::Package;

    #[test]
    fn this_workspace() {
        let graph = crate::metadata::read(&crate::root()).unwrap();
        assert_eq!(check(&graph), Vec::<String>::new());
    }

    #[test]
    fn forbidden_arrows_are_found() {
        let package = |name: &str, dependencies: &[(&str, Kind)]| Package {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            licence: "MIT".to_owned(),
            dependencies: dependencies
                .iter()
                .map(|(name, kind)| ((*name).to_owned(), *kind))
                .collect(),
        };
        let packages = [
            package(PROTOCOLS, &[("tokio", Kind::Normal), (ZONEFILE, Kind::Dev)]),
            package(ZONEFILE, &[(PROTOCOLS, Kind::Normal)]),
            package(STORE, &[(APP, Kind::Normal), (NET, Kind::Normal)]),
            package(NET, &[("mailseal-peers", Kind::Build)]),
            package(APP, &[]),
            package("mailseal-peers", &[]),
            package("mailseal-extra", &[]),
            package("tokio", &[]),
        ];
        let graph = Graph {
            members: packages
                .iter()
                .map(|package| package.name.clone())
                .filter(|name| name.starts_with("mailseal"))
                .collect(),
            packages: packages
                .into_iter()
                .map(|package| (package.name.clone(), package))
                .collect(),
        };
        assert_eq!(
            check(&graph),
            [
                "mailseal-protocols must not depend on tokio",
                "mailseal-store must not depend on mailseal-net",
                "mailseal-net must not depend on mailseal-peers",
                "mailseal-extra has no row in the table of arrows",
            ]
        );
    }
}
