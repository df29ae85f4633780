//! The policies as files that another web server serves.
//!
//! `<directory>/<domain>/.well-known/mta-sts.txt` is written for every domain; what is not wanted any
//! more is removed. Nothing that others put there is touched: what was written is remembered in a file
//! of its own ([`Remembered`]), before it is written, so that a crash leaves no file without an owner.

mod disk;
mod remembered;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hyper::body::Bytes;
use protocols::mta_sts::fetch::HOST_PREFIX;
use protocols::mta_sts::record::PolicyId;
use protocols::mta_sts::{id, policy};
use protocols::name::DomainName;
use tokio::time::sleep;

use super::limits::FILES_TRIED_EVERY;
use super::policies::Policies;
use crate::failure::Failed;
use crate::server::{House, log};
use disk::unwritable;
use remembered::Remembered;

/// The file of a policy below the directory of its domain (RFC 8461 §3.2).
const WELL_KNOWN: &str = ".well-known";
const FILE: &str = "mta-sts.txt";

/// Writes policies below a directory.
pub(super) struct Files {
    directory: PathBuf,
    remembered: Remembered,
    /// What is known to stand in a host's file.
    standing: HashMap<DomainName, Bytes>,
    /// What went wrong last time, so that it is told once.
    faults: Vec<Failed>,
}

/// What stands where the policy of a host is to be.
#[derive(Debug, PartialEq, Eq)]
enum Stands {
    Nothing,
    /// A policy just as we write them.
    Policy(Bytes, PolicyId),
    /// Something else.
    Foreign,
}

/// What is done with the file of a host.
#[derive(Debug, PartialEq, Eq)]
enum Work {
    Write(Bytes, PolicyId),
    Remove,
}

impl Files {
    /// Takes up what was written before. Makes the directory where it is not there.
    pub(super) fn open(directory: &Path) -> Result<Files, Failed> {
        disk::make_directory(directory).map_err(|e| unwritable(directory, &e))?;
        Ok(Files {
            directory: directory.to_owned(),
            remembered: Remembered::read(directory)?,
            standing: HashMap::new(),
            faults: Vec::new(),
        })
    }

    /// Writes what changes until the house stops, and tries again what could not be written.
    pub(super) async fn go_on(mut self, policies: Arc<Policies>, house: House) {
        let mut changes = policies.changes();
        loop {
            changes.mark_unchanged();
            let wanted = policies.all();
            let written = tokio::task::spawn_blocking(move || {
                self.write_all(wanted);
                self
            });
            self = match written.await {
                Ok(files) => files,
                Err(error) => {
                    tracing::error!(%error, "policies are not written to files any more");
                    return;
                }
            };
            tokio::select! {
                biased;
                () = house.stop.cancelled() => return,
                // The sender lives as long as the policies, which we hold.
                _ = changes.changed() => {}
                // Somebody may have removed one.
                () = sleep(FILES_TRIED_EVERY) => self.standing.clear(),
            }
        }
    }

    /// Makes the files as they are wanted, as far as that goes, and tells what went wrong for the
    /// first time.
    pub(super) fn write_all(&mut self, wanted: Vec<(DomainName, Bytes)>) {
        let faults = match self.make_so(wanted) {
            Ok(faults) => faults,
            Err(fault) => vec![fault],
        };
        for fault in &faults {
            if !self.faults.contains(fault) {
                let reason = log::words(fault);
                tracing::error!(reason, "a policy is not in its file");
            }
        }
        self.faults = faults;
    }

    /// Fails where nothing can be written at all; else gives what went wrong with single files.
    fn make_so(&mut self, wanted: Vec<(DomainName, Bytes)>) -> Result<Vec<Failed>, Failed> {
        let mut faults = Vec::new();
        let mut work = Vec::new();
        let wanted: HashMap<DomainName, Bytes> = wanted.into_iter().collect();
        for (host, text) in &wanted {
            if self.standing.get(host) == Some(text) {
                continue;
            }
            match self.to_write(host, text) {
                Ok(Some(next)) => work.push((host.clone(), next)),
                Ok(None) => {
                    self.standing.insert(host.clone(), text.clone());
                }
                Err(fault) => faults.push(fault),
            }
        }
        for host in self.remembered.hosts() {
            if !wanted.contains_key(&host) {
                work.push((host, Work::Remove));
            }
        }
        if work.is_empty() {
            return Ok(faults);
        }
        work.sort_by(|(one, _), (other, _)| one.cmp(other));
        for (host, next) in &work {
            if let Work::Write(_, id) = next {
                self.remembered.add(host, id);
            }
        }
        self.remembered.write(&self.directory)?;
        for (host, next) in work {
            if let Err(fault) = self.carry_out(&host, next) {
                faults.push(fault);
            }
        }
        self.remembered.write(&self.directory)?;
        Ok(faults)
    }

    /// What is to be done so that a host's file holds this text; nothing where it does.
    fn to_write(&self, host: &DomainName, text: &Bytes) -> Result<Option<Work>, Failed> {
        let path = self.path(host)?;
        // What is served was written by `Policy` itself.
        let id = as_we_write(text).ok_or_else(|| of_others(&path))?;
        let write = Work::Write(text.clone(), id);
        match stands(&path)? {
            Stands::Nothing => Ok(Some(write)),
            // Also one that somebody else wrote: it is as it is wanted.
            Stands::Policy(standing, _) if standing == *text => Ok(None),
            Stands::Policy(_, id) if self.remembered.has(host, &id) => Ok(Some(write)),
            Stands::Policy(..) | Stands::Foreign => Err(of_others(&path)),
        }
    }

    fn carry_out(&mut self, host: &DomainName, work: Work) -> Result<(), Failed> {
        let path = self.path(host)?;
        match work {
            Work::Write(text, id) => {
                disk::write(&path, &text).map_err(|e| unwritable(&path, &e))?;
                self.remembered.keep_only(host, id);
                self.standing.insert(host.clone(), text);
            }
            Work::Remove => {
                match stands(&path)? {
                    Stands::Policy(_, id) if self.remembered.has(host, &id) => {
                        fs::remove_file(&path).map_err(|e| unwritable(&path, &e))?;
                    }
                    // Somebody replaced it: it is theirs now.
                    Stands::Policy(..) | Stands::Foreign | Stands::Nothing => {}
                }
                self.remembered.forget(host);
                self.standing.remove(host);
            }
        }
        Ok(())
    }

    /// The file of a host. No name that could lead elsewhere has one.
    fn path(&self, host: &DomainName) -> Result<PathBuf, Failed> {
        let domain = host.as_str().strip_prefix(HOST_PREFIX);
        let domain = domain.and_then(|rest| rest.strip_prefix('.'));
        match domain {
            Some(domain) if host.is_host_name() => {
                Ok(self.directory.join(domain).join(WELL_KNOWN).join(FILE))
            }
            Some(_) | None => Err(Failed::new("error-policy-file-name").text("host", host)),
        }
    }
}

fn stands(path: &Path) -> Result<Stands, Failed> {
    let octets = disk::read(path).map_err(|error| unwritable(path, &error))?;
    Ok(match octets {
        None => Stands::Nothing,
        Some(octets) => match as_we_write(&octets) {
            Some(id) => Stands::Policy(octets.into(), id),
            None => Stands::Foreign,
        },
    })
}

/// The id of a policy, where these are the octets that we write for it.
fn as_we_write(octets: &[u8]) -> Option<PolicyId> {
    let text = std::str::from_utf8(octets).ok()?;
    let policy = policy::parse(text).parsed.record?;
    (policy.to_string() == text).then(|| id::of(&policy))
}

fn of_others(path: &Path) -> Failed {
    Failed::new("error-policy-file-of-others").file(path)
}

#[cfg(test)]
mod tests;
