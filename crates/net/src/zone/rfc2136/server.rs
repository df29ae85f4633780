//! One zone at one server, as [`app::zone::Zone`] has it.

use std::fmt;
use std::time::Duration;

use app::zone::{Why, Written, Zone, ZoneError};
use protocols::name::DomainName;
use protocols::rrset::{RecordKind, RrSet, RrSetChange, RrSetKey, same_values};

use super::config::Rfc2136Config;
use super::read::{self, Standing};
use super::session::Session;
use super::tsig::Key;
use super::update::{self, Said, update_of};
use crate::dns::wire_name;
use crate::zone::steps::unread;

/// How long the server may take for a connection, and for one answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// A zone that is changed by dynamic updates.
///
/// Each call uses a connection of its own. A key is read with two questions at most, a change is
/// made with one update between two readings, and no answer is waited for longer than ten seconds.
pub struct Rfc2136 {
    config: Rfc2136Config,
    key: Key,
    patience: Duration,
}

impl fmt::Debug for Rfc2136 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.config.fmt(f)
    }
}

impl Rfc2136 {
    /// Asks nothing yet. Fails where the key's name does not fit the DNS.
    pub fn new(config: Rfc2136Config) -> Result<Rfc2136, ZoneError> {
        let name = wire_name(&config.key_name).ok_or_else(|| {
            let name = config.key_name.clone();
            ZoneError::Unauthorised(Why::UnfitName { name })
        })?;
        Ok(Rfc2136 {
            key: Key::new(name, config.algorithm, &config.secret),
            patience: PATIENCE,
            config,
        })
    }

    /// With another time for a connection and for one answer.
    pub fn with_patience(self, patience: Duration) -> Rfc2136 {
        Rfc2136 { patience, ..self }
    }

    fn session(&self) -> Session<'_> {
        Session::new(self.config.server, &self.key, self.patience)
    }
}

/// The apex of the zone that `config.zone` is in, as the server has it: for a domain whose zone is
/// not known. One question a label at most.
pub async fn find_apex(config: &Rfc2136Config) -> Result<DomainName, ZoneError> {
    let zone = Rfc2136::new(config.clone())?;
    read::find_apex(&mut zone.session(), &config.zone).await
}

impl Zone for Rfc2136 {
    fn apex(&self) -> &DomainName {
        &self.config.zone
    }

    async fn read(&self, keys: &[RrSetKey]) -> Result<Vec<Option<RrSet>>, ZoneError> {
        let mut session = self.session();
        let mut sets = Vec::with_capacity(keys.len());
        for key in keys {
            let standing = read::read_set(&mut session, self.apex(), key).await?;
            sets.push(standing.as_ref().map(Standing::set));
        }
        Ok(sets)
    }

    async fn write(&self, change: &RrSetChange) -> Result<Written, ZoneError> {
        let apex = self.apex();
        let cannot_hold = |why: Why| ZoneError::CannotHold {
            key: change.key.clone(),
            why,
        };
        let mut session = self.session();
        let standing = read::read_set(&mut session, apex, &change.key).await?;
        let set = standing.as_ref().map(Standing::set);
        if !same_values(set.as_ref(), change.before.as_ref()) {
            return Err(changed(change, set));
        }
        let update = update_of(apex, change, standing.as_ref()).map_err(cannot_hold)?;
        if update.steps.is_empty() {
            return Ok(written(change, set.as_ref()));
        }
        let zone = wire_name(apex).ok_or_else(|| ZoneError::NoZone(apex.clone()))?;
        let reply = session.send_once(update.message(zone)).await;
        match update::said(reply, &session, apex, change) {
            Said::Done => confirm(&mut session, apex, change).await,
            Said::NotAsRead => Err(self.not_as_read(&mut session, change).await),
            Said::Not(error) => Err(error),
        }
    }
}

impl Rfc2136 {
    /// Why a prerequisite did not hold.
    async fn not_as_read(&self, session: &mut Session<'_>, change: &RrSetChange) -> ZoneError {
        let Ok(standing) = read::read_set(session, self.apex(), &change.key).await else {
            return changed(change, None);
        };
        let standing = standing.as_ref().map(Standing::set);
        match same_values(standing.as_ref(), change.before.as_ref()) {
            false => changed(change, standing),
            true if change.before.is_none() => ZoneError::CannotHold {
                key: change.key.clone(),
                why: match change.key.kind {
                    RecordKind::Cname => Why::BesideOthers,
                    RecordKind::Txt | RecordKind::Mx | RecordKind::Tlsa => Why::BesideAlias,
                },
            },
            true => ZoneError::Refused(Why::Contradicts),
        }
    }
}

/// Reads what stands after an update that was accepted: a server may pass over a step in silence
/// (§3.4.2), and a secondary passes the update on (§6).
async fn confirm(
    session: &mut Session<'_>,
    apex: &DomainName,
    change: &RrSetChange,
) -> Result<Written, ZoneError> {
    let standing = read::read_set(session, apex, &change.key).await;
    let standing = standing.map_err(unread)?;
    let set = standing.as_ref().map(Standing::set);
    match same_values(set.as_ref(), change.after.as_ref()) {
        true => Ok(written(change, set.as_ref())),
        false => Err(ZoneError::NoAnswer(Why::Otherwise)),
    }
}

fn changed(change: &RrSetChange, standing: Option<RrSet>) -> ZoneError {
    ZoneError::Changed {
        key: change.key.clone(),
        standing,
    }
}

fn written(change: &RrSetChange, standing: Option<&RrSet>) -> Written {
    let asked = change.after.as_ref().map(|set| set.ttl_seconds);
    let stands = standing.map(|set| set.ttl_seconds);
    Written {
        visible_within_seconds: 0,
        ttl_seconds: stands.filter(|_| stands != asked),
    }
}
