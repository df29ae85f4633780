//! The dependency graph as `cargo metadata` tells it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// How one crate depends on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// To be linked.
    Normal,
    /// To be built.
    Build,
    /// To be tested.
    Dev,
}

/// One crate of the graph.
#[derive(Debug, Clone)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    /// The SPDX expression, empty when there is none.
    pub(crate) licence: String,
    /// Ids of what it depends on.
    pub(crate) dependencies: Vec<(String, Kind)>,
}

/// All crates by id, and which are ours.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    pub(crate) packages: BTreeMap<String, Package>,
    pub(crate) members: Vec<String>,
}

impl Graph {
    /// Our crates.
    pub(crate) fn members(&self) -> impl Iterator<Item = &Package> {
        self.members.iter().filter_map(|id| self.packages.get(id))
    }

    /// The names of the crates that `package` depends on in this way.
    pub(crate) fn names(&self, package: &Package, kind: Kind) -> Vec<&str> {
        package
            .dependencies
            .iter()
            .filter(|(_, its)| *its == kind)
            .filter_map(|(id, _)| Some(self.packages.get(id)?.name.as_str()))
            .collect()
    }
}

/// Asks cargo for the graph of the workspace in `root`, for the platform it ships for.
pub(crate) fn read(root: &Path) -> Result<Graph, String> {
    let platform = ["--filter-platform", "x86_64-unknown-linux-gnu"];
    let output = cargo(
        root,
        &[&["metadata", "--format-version", "1"], &platform[..]].concat(),
    )?;
    let value =
        serde_json::from_slice(&output).map_err(|error| format!("cargo metadata: {error}"))?;
    graph(&value).ok_or_else(|| "cargo metadata has an unknown form".to_owned())
}

/// The names of all crates that are linked into `package`. Not taken from the graph: `cargo
/// metadata` also lists optional crates that only a weak feature names.
pub(crate) fn linked(root: &Path, package: &str) -> Result<BTreeSet<String>, String> {
    let form = ["--edges", "normal", "--prefix", "none", "--format", "{p}"];
    let output = cargo(root, &[&["tree", "--package", package], &form[..]].concat())?;
    let text = String::from_utf8_lossy(&output);
    let names = text
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    Ok(names.map(str::to_owned).collect())
}

fn cargo(root: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(arguments)
        .current_dir(root)
        .output();
    let output = output.map_err(|error| format!("cargo: {error}"))?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

fn graph(value: &Value) -> Option<Graph> {
    let mut graph = Graph::default();
    for package in value["packages"].as_array()? {
        let text = |key: &str| Some(package[key].as_str()?.to_owned());
        graph.packages.insert(
            text("id")?,
            Package {
                name: text("name")?,
                version: text("version")?,
                licence: text("license").unwrap_or_default(),
                dependencies: Vec::new(),
            },
        );
    }
    let mut used = Vec::new();
    for node in value["resolve"]["nodes"].as_array()? {
        let id = node["id"].as_str()?;
        used.push(id.to_owned());
        for dependency in node["deps"].as_array()? {
            let to = dependency["pkg"].as_str()?;
            for kind in dependency["dep_kinds"].as_array()? {
                let kind = match kind["kind"].as_str() {
                    None => Kind::Normal,
                    Some("build") => Kind::Build,
                    Some("dev") => Kind::Dev,
                    Some(_) => return None,
                };
                let package = graph.packages.get_mut(id)?;
                package.dependencies.push((to.to_owned(), kind));
            }
        }
    }
    // Packages for other platforms are listed, but not in the resolved graph.
    graph.packages.retain(|id, _| used.contains(id));
    for member in value["workspace_members"].as_array()? {
        graph.members.push(member.as_str()?.to_owned());
    }
    Some(graph)
}
