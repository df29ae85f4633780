//! What was written into the directory of the policies, and so may be changed and removed.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use protocols::mta_sts::record::PolicyId;
use protocols::name::DomainName;

use super::disk::{self, unwritable};
use crate::failure::Failed;

/// The file it is kept in: a line for every policy, its id and its host.
const FILE: &str = ".mailseal-policies";

/// The policies that may stand in the file of each host; two while one takes the place of another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Remembered(BTreeMap<DomainName, Vec<PolicyId>>);

impl Remembered {
    /// What is remembered in a directory; nothing where nothing was written yet.
    pub(super) fn read(directory: &Path) -> Result<Remembered, Failed> {
        let path = directory.join(FILE);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Remembered::default());
            }
            Err(error) => return Err(unwritable(&path, &error)),
        };
        let mut remembered = Remembered::default();
        for (index, line) in text.lines().enumerate() {
            let read = line
                .split_once(' ')
                .and_then(|(id, host)| Some((PolicyId::parse(id)?, DomainName::parse(host).ok()?)));
            let Some((id, host)) = read else {
                return Err(Failed::new("error-policy-files-remembered")
                    .file(&path)
                    .count("line", index + 1));
            };
            remembered.add(&host, &id);
        }
        Ok(remembered)
    }

    /// Keeps it in a directory.
    pub(super) fn write(&self, directory: &Path) -> Result<(), Failed> {
        let path = directory.join(FILE);
        let mut text = String::new();
        for (host, ids) in &self.0 {
            for id in ids {
                text.push_str(&format!("{id} {host}\n"));
            }
        }
        disk::write(&path, text.as_bytes()).map_err(|error| unwritable(&path, &error))
    }

    /// The hosts that something was written for.
    pub(super) fn hosts(&self) -> Vec<DomainName> {
        self.0.keys().cloned().collect()
    }

    pub(super) fn has(&self, host: &DomainName, id: &PolicyId) -> bool {
        self.0.get(host).is_some_and(|ids| ids.contains(id))
    }

    pub(super) fn add(&mut self, host: &DomainName, id: &PolicyId) {
        let ids = self.0.entry(host.clone()).or_default();
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }

    pub(super) fn keep_only(&mut self, host: &DomainName, id: PolicyId) {
        self.0.insert(host.clone(), vec![id]);
    }

    pub(super) fn forget(&mut self, host: &DomainName) {
        self.0.remove(host);
    }
}
