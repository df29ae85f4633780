//! Accesses: what anybody may see of them as it is, their secrets sealed.

use std::collections::{BTreeMap, BTreeSet};

use app::access::{Access, AccessHead, AccessName, PlaceKind, Scope, Secret};
use app::ledger::{Damage, LedgerError};
use protocols::name::DomainName;
use zeroize::Zeroizing;

use crate::commit::{ADD_MASTER_KEY, MASTER_KEYS_IN_USE, RESEALED_AT_ONCE, found, not_sealed};
use crate::ledger::{SqlLedger, int};
use crate::seal::MasterKey;
use crate::sql::{Arg, Backend, Row, Transaction};

/// What stands in `zones` for all of them.
const ALL_ZONES: &str = "all";

impl<B: Backend> SqlLedger<B> {
    pub(crate) async fn access_heads(&self) -> Result<Vec<AccessHead>, LedgerError> {
        let statement = "SELECT name, kind, zones, settings FROM access ORDER BY name";
        self.read(statement, Vec::new(), head).await
    }

    pub(crate) async fn one_access(
        &self,
        name: &AccessName,
    ) -> Result<Option<Access>, LedgerError> {
        let statement = "SELECT name, kind, zones, settings, master_key, sealed FROM access \
                         WHERE name = $1";
        let rows = self
            .read(statement, vec![name.as_str().into()], |row| {
                Some((head(row)?, row.text()?, row.octets()?))
            })
            .await?;
        let Some((head, id, sealed)) = rows.into_iter().next() else {
            return Ok(None);
        };
        let plain = self.open_access(name, &id, &sealed)?;
        let secrets = unpacked(&plain).ok_or_else(|| self.no_access_opens(name))?;
        Ok(Some(Access { head, secrets }))
    }

    pub(crate) async fn write_access(&self, access: &Access) -> Result<(), LedgerError> {
        let AccessHead {
            name,
            kind,
            zones,
            settings,
        } = &access.head;
        let mut transaction = self.backend.begin().await?;
        let rows = transaction.run(MASTER_KEYS_IN_USE, Vec::new()).await?;
        let in_use = self.decoded(rows, Row::text)?;
        let master_key = self.master_keys.to_seal(&in_use)?.current();
        let sealed = master_key
            .seal_access(name, &packed(&access.secrets)?)
            .map_err(not_sealed)?;
        transaction
            .run(ADD_MASTER_KEY, vec![master_key.id().into()])
            .await?;
        let statement = "INSERT INTO access (name, kind, zones, settings, master_key, sealed) \
                         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (name) DO UPDATE SET \
                         kind = excluded.kind, zones = excluded.zones, \
                         settings = excluded.settings, master_key = excluded.master_key, \
                         sealed = excluded.sealed";
        let args = vec![
            name.as_str().into(),
            kind.word().into(),
            Arg::Text(zones_text(zones)?),
            Arg::Text(json(settings)?),
            master_key.id().into(),
            Arg::Octets(sealed),
        ];
        transaction.run(statement, args).await?;
        transaction.commit().await?;
        // What was sealed before may be there no longer.
        self.backend.scrub().await;
        Ok(())
    }

    pub(crate) async fn delete_access(&self, name: &AccessName) -> Result<(), LedgerError> {
        let mut transaction = self.backend.begin().await?;
        let statement = "DELETE FROM access WHERE name = $1 RETURNING name";
        let rows = transaction
            .run(statement, vec![name.as_str().into()])
            .await?;
        found(&rows, || LedgerError::NoAccess(name.clone()))?;
        transaction.commit().await?;
        self.backend.scrub().await;
        Ok(())
    }

    /// Seals the secrets of a few accesses anew; 0 when none is left under another master key.
    pub(crate) async fn reseal_some_accesses(
        &self,
        transaction: &mut B::Transaction,
        current: &MasterKey,
    ) -> Result<u64, LedgerError> {
        let statement = "SELECT name, master_key, sealed FROM access \
                         WHERE master_key <> $1 LIMIT $2";
        let args = vec![current.id().into(), int(RESEALED_AT_ONCE)?];
        let rows = transaction.run(statement, args).await?;
        let rows = self.decoded(rows, |row| Some((name(row)?, row.text()?, row.octets()?)))?;
        let mut count = 0;
        for (name, id, sealed) in rows {
            let plain = self.open_access(&name, &id, &sealed)?;
            let sealed = current.seal_access(&name, &plain).map_err(not_sealed)?;
            let statement = "UPDATE access SET master_key = $1, sealed = $2 WHERE name = $3";
            let args = vec![
                current.id().into(),
                Arg::Octets(sealed),
                name.as_str().into(),
            ];
            transaction.run(statement, args).await?;
            count += 1;
        }
        Ok(count)
    }

    fn open_access(
        &self,
        name: &AccessName,
        master_key: &str,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, LedgerError> {
        let opened = self.master_keys.key(master_key)?.open_access(name, sealed);
        opened.map_err(|_| self.no_access_opens(name))
    }

    fn no_access_opens(&self, name: &AccessName) -> LedgerError {
        self.damaged(Damage::Access(name.clone()))
    }
}

fn name(row: &mut Row) -> Option<AccessName> {
    AccessName::parse(&row.text()?).ok()
}

fn head(row: &mut Row) -> Option<AccessHead> {
    Some(AccessHead {
        name: name(row)?,
        kind: PlaceKind::of_word(&row.text()?)?,
        zones: zones(&row.text()?)?,
        settings: serde_json::from_str(&row.text()?).ok()?,
    })
}

fn zones_text(zones: &Scope) -> Result<String, LedgerError> {
    match zones {
        Scope::All => json(&ALL_ZONES),
        Scope::Zones(zones) => json(&zones.iter().map(DomainName::as_str).collect::<Vec<_>>()),
    }
}

fn zones(text: &str) -> Option<Scope> {
    if serde_json::from_str::<String>(text).is_ok_and(|word| word == ALL_ZONES) {
        return Some(Scope::All);
    }
    let names: Vec<String> = serde_json::from_str(text).ok()?;
    let names = names.iter().map(|name| DomainName::parse(name).ok());
    Some(Scope::Zones(names.collect::<Option<BTreeSet<_>>>()?))
}

fn json(value: &impl serde::Serialize) -> Result<String, LedgerError> {
    serde_json::to_string(value).map_err(|error| LedgerError::Bug(format!("an access: {error}")))
}

/// Names and values in turn, each with a NUL behind it. JSON would leave copies behind while it
/// grows and escapes; this is made in one piece.
fn packed(secrets: &BTreeMap<String, Secret>) -> Result<Zeroizing<Vec<u8>>, LedgerError> {
    let parts = || {
        secrets
            .iter()
            .flat_map(|(name, secret)| [name.as_str(), secret.expose()])
    };
    let octets = parts().map(|part| part.len() + 1).sum();
    let mut packed = Zeroizing::new(Vec::with_capacity(octets));
    for part in parts() {
        if part.contains('\0') {
            return Err(LedgerError::Bug("a secret with a NUL".to_owned()));
        }
        packed.extend_from_slice(part.as_bytes());
        packed.push(0);
    }
    Ok(packed)
}

fn unpacked(packed: &[u8]) -> Option<BTreeMap<String, Secret>> {
    let mut secrets = BTreeMap::new();
    let text = std::str::from_utf8(packed).ok()?;
    let mut parts = text.split_terminator('\0');
    while let Some(name) = parts.next() {
        secrets.insert(name.to_owned(), Secret::new(parts.next()?));
    }
    Some(secrets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_is_unpacked() {
        for given in [
            vec![],
            vec![("token", "t")],
            vec![("a", "ä\n{\"x\": 1}"), ("b", "c")],
        ] {
            let given: BTreeMap<_, _> = given
                .into_iter()
                .map(|(name, value)| (name.to_owned(), Secret::new(value)))
                .collect();
            let packed = packed(&given).unwrap();
            assert_eq!(packed.len(), packed.capacity());
            assert_eq!(unpacked(&packed), Some(given));
        }
        assert_eq!(unpacked(b"name\0"), None);
        assert_eq!(unpacked(b"\xff\0a\0"), None);
    }

    #[test]
    fn zones_are_all_or_named() {
        let named: BTreeSet<_> = ["b.example", "a.example"]
            .map(|name| DomainName::parse(name).unwrap())
            .into();
        for scope in [Scope::All, Scope::Zones(named)] {
            assert_eq!(zones(&zones_text(&scope).unwrap()), Some(scope));
        }
        for bad in ["", "\"some\"", "[\"\"]", "{}"] {
            assert_eq!(zones(bad), None, "{bad}");
        }
    }
}
