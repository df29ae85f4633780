//! What the ledger writes: an entry's journal line and its changes, in one transaction.

use app::ledger::{
    Change, Entry, KeyState, LedgerError, Line, NewKey, OwnedValue, Revision, StepId, StepKind,
    StepState,
};
use protocols::dkim::Selector;
use protocols::domain::desired::Desired;
use protocols::name::DomainName;
use protocols::time::Timestamp;

use crate::desired_v1;
use crate::ledger::{SqlLedger, int};
use crate::seal::{KeyRow, MasterKey, SealError};
use crate::sql::{Arg, Backend, Row, Transaction};
use crate::text::Stored;

/// The ids of the master keys that something is sealed under.
pub(crate) const MASTER_KEYS_IN_USE: &str = "SELECT id FROM master_key WHERE EXISTS \
     (SELECT 1 FROM dkim_key WHERE dkim_key.master_key = master_key.id) OR EXISTS \
     (SELECT 1 FROM access WHERE access.master_key = master_key.id) OR EXISTS \
     (SELECT 1 FROM acme_account a WHERE a.master_key = master_key.id) OR EXISTS \
     (SELECT 1 FROM certificate c WHERE c.master_key = master_key.id) OR EXISTS \
     (SELECT 1 FROM certificate_order o WHERE o.master_key = master_key.id)";

pub(crate) const ADD_MASTER_KEY: &str =
    "INSERT INTO master_key (id) VALUES ($1) ON CONFLICT DO NOTHING";

/// How many rows are sealed anew at a time.
pub(crate) const RESEALED_AT_ONCE: u64 = 100;

impl<B: Backend> SqlLedger<B> {
    pub(crate) async fn write(&self, entry: Entry, now: Timestamp) -> Result<StepId, LedgerError> {
        let Entry {
            domain,
            line,
            changes,
        } = entry;
        let mut transaction = self.backend.begin().await?;
        let step = self
            .write_line(&mut transaction, &domain, line, now)
            .await?;
        for change in changes {
            self.apply(&mut transaction, &domain, change, now).await?;
        }
        transaction.commit().await?;
        Ok(step)
    }

    async fn write_line(
        &self,
        transaction: &mut B::Transaction,
        domain: &DomainName,
        line: Line,
        now: Timestamp,
    ) -> Result<StepId, LedgerError> {
        let (step, state, note) = match line {
            Line::Open {
                kind,
                payload,
                state,
            } => {
                if state == StepState::Started || kind == StepKind::Remove {
                    self.alone(transaction, domain, kind, StepId(0)).await?;
                }
                let statement = "INSERT INTO step (domain, kind, payload) VALUES ($1, $2, $3) \
                                 RETURNING id";
                let args = vec![
                    domain.as_str().into(),
                    kind.as_text().into(),
                    Arg::Text(payload),
                ];
                let rows = transaction.run(statement, args).await?;
                let id = self.decoded(rows, Row::number)?.into_iter().next();
                let id = id.ok_or_else(|| LedgerError::Bug("a step without id".to_owned()))?;
                if !state.is_final() {
                    let statement = "INSERT INTO unfinished_step (step) VALUES ($1)";
                    transaction.run(statement, vec![int(id)?]).await?;
                }
                (StepId(id), state, String::new())
            }
            Line::Advance { step, state, note } => {
                self.advance(transaction, domain, step, state).await?;
                (step, state, note)
            }
        };
        let statement = "INSERT INTO step_state (step, state, at, note) VALUES ($1, $2, $3, $4)";
        let args = vec![
            int(step.0)?,
            state.as_text().into(),
            int(now.0)?,
            Arg::Text(note),
        ];
        transaction.run(statement, args).await?;
        Ok(step)
    }

    /// Checks that a step goes on to a state. States only rise, so an end comes once.
    async fn advance(
        &self,
        transaction: &mut B::Transaction,
        domain: &DomainName,
        step: StepId,
        state: StepState,
    ) -> Result<(), LedgerError> {
        let statement = "SELECT t.state FROM unfinished_step u JOIN step s ON s.id = u.step \
                         JOIN step_state t ON t.step = s.id WHERE s.id = $1 AND s.domain = $2";
        let args = vec![int(step.0)?, domain.as_str().into()];
        let rows = transaction.run(statement, args).await?;
        let passed: Vec<StepState> =
            self.decoded(rows, |row| StepState::from_text(&row.text()?))?;
        if state == StepState::Started {
            self.alone(transaction, domain, StepKind::Apply, step)
                .await?;
        }
        if passed.is_empty() || passed.iter().any(|earlier| *earlier >= state) {
            return Err(LedgerError::StepNotOpen(step));
        }
        if state.is_final() {
            let statement = "DELETE FROM unfinished_step WHERE step = $1";
            transaction.run(statement, vec![int(step.0)?]).await?;
        }
        Ok(())
    }

    /// Checks that no other step of the domain is writing to the DNS: of two at once each would be
    /// made for a world that the other one changes, and one of a domain that is gone would publish
    /// what nobody looks after.
    async fn alone(
        &self,
        transaction: &mut B::Transaction,
        domain: &DomainName,
        kind: StepKind,
        step: StepId,
    ) -> Result<(), LedgerError> {
        match kind {
            StepKind::Apply | StepKind::Undo | StepKind::Remove => {}
            StepKind::Add | StepKind::Change => return Ok(()),
        }
        let statement = "SELECT u.step FROM unfinished_step u JOIN step s ON s.id = u.step \
                         JOIN step_state t ON t.step = s.id WHERE s.domain = $1 AND u.step <> $2 \
                         AND s.kind IN ('apply', 'undo') AND t.state = 'started'";
        let args = vec![domain.as_str().into(), int(step.0)?];
        let rows = transaction.run(statement, args).await?;
        match self.decoded(rows, Row::number)?.into_iter().next() {
            None => Ok(()),
            Some(other) => Err(LedgerError::Unfinished(domain.clone(), StepId(other))),
        }
    }

    async fn apply(
        &self,
        transaction: &mut B::Transaction,
        domain: &DomainName,
        change: Change,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        match change {
            Change::Add(desired) => add(transaction, domain, &desired, now).await,
            Change::Desire { desired, read } => {
                desire(transaction, domain, &desired, read, now).await
            }
            Change::Remove => {
                let statement = "DELETE FROM domain WHERE name = $1 RETURNING name";
                let rows = transaction
                    .run(statement, vec![domain.as_str().into()])
                    .await?;
                found(&rows, || LedgerError::NoDomain(domain.clone()))
            }
            Change::AddKey(key) => self.add_key(transaction, domain, key, now).await,
            Change::SetKeyState { selector, state } => {
                set_key_state(transaction, domain, selector, state, now).await
            }
            Change::RemoveKey(selector) => {
                require(transaction, domain).await?;
                let statement = "DELETE FROM dkim_key WHERE domain = $1 AND selector = $2 \
                                 RETURNING selector";
                let args = vec![domain.as_str().into(), selector.as_str().into()];
                let rows = transaction.run(statement, args).await?;
                found(&rows, || no_key(domain, selector))
            }
            Change::Unchanged { read } => unchanged(transaction, domain, read).await,
            Change::Own(value) => own(transaction, domain, value).await,
            Change::Disown(value) => disown(transaction, domain, value).await,
        }
    }

    async fn add_key(
        &self,
        transaction: &mut B::Transaction,
        domain: &DomainName,
        key: NewKey,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        require(transaction, domain).await?;
        let rows = transaction.run(MASTER_KEYS_IN_USE, Vec::new()).await?;
        let in_use = self.decoded(rows, Row::text)?;
        let master_key = self.master_keys.to_seal(&in_use)?.current();
        let row = KeyRow {
            domain,
            selector: &key.selector,
        };
        let sealed = master_key.seal(row, &key.private).map_err(not_sealed)?;
        transaction
            .run(ADD_MASTER_KEY, vec![master_key.id().into()])
            .await?;
        let statement = "INSERT INTO dkim_key \
                         (domain, selector, public_key, state, since, master_key, sealed) \
                         VALUES ($1, $2, $3, $4, $5, $6, $7) \
                         ON CONFLICT DO NOTHING RETURNING selector";
        let args = vec![
            domain.as_str().into(),
            key.selector.as_str().into(),
            Arg::Octets(key.public.octets(key.public.usual_encoding())),
            KeyState::Created.as_text().into(),
            int(now.0)?,
            master_key.id().into(),
            Arg::Octets(sealed),
        ];
        let rows = transaction.run(statement, args).await?;
        found(&rows, || LedgerError::SelectorInUse {
            domain: domain.clone(),
            selector: key.selector,
        })
    }

    /// Seals every private key and the secrets of every access anew under the first master key of
    /// the file, where they are sealed under another one; gives how many. All or nothing. Afterwards
    /// the other lines of the file are no longer needed.
    pub async fn reseal(&self) -> Result<u64, LedgerError> {
        let mut transaction = self.backend.begin().await?;
        let rows = transaction.run(MASTER_KEYS_IN_USE, Vec::new()).await?;
        let in_use = self.decoded(rows, Row::text)?;
        let current = self.master_keys.to_seal(&in_use)?.current();
        transaction
            .run(ADD_MASTER_KEY, vec![current.id().into()])
            .await?;
        let mut count = 0;
        loop {
            match self.reseal_some(&mut transaction, current).await? {
                0 => break,
                some => count += some,
            }
        }
        loop {
            match self.reseal_some_accesses(&mut transaction, current).await? {
                0 => break,
                some => count += some,
            }
        }
        loop {
            let some = self.reseal_some_of_certificates(&mut transaction, current);
            match some.await? {
                0 => break,
                some => count += some,
            }
        }
        let statement = "DELETE FROM master_key WHERE id <> $1";
        transaction
            .run(statement, vec![current.id().into()])
            .await?;
        transaction.commit().await?;
        self.backend.scrub().await;
        Ok(count)
    }

    /// Seals a few private keys anew; 0 when none is left under another master key.
    async fn reseal_some(
        &self,
        transaction: &mut B::Transaction,
        current: &MasterKey,
    ) -> Result<u64, LedgerError> {
        let statement = "SELECT domain, selector, master_key, sealed FROM dkim_key \
                         WHERE master_key <> $1 LIMIT $2";
        let args = vec![current.id().into(), int(RESEALED_AT_ONCE)?];
        let rows = transaction.run(statement, args).await?;
        let rows = self.decoded(rows, |row| {
            let domain = DomainName::parse(&row.text()?).ok()?;
            let selector = Selector::parse(&row.text()?)?;
            Some((domain, selector, row.text()?, row.octets()?))
        })?;
        let mut count = 0;
        for (domain, selector, id, sealed) in rows {
            let row = KeyRow {
                domain: &domain,
                selector: &selector,
            };
            let private = self.open_sealed(row, &id, &sealed)?;
            let sealed = current.seal(row, &private).map_err(not_sealed)?;
            let statement = "UPDATE dkim_key SET master_key = $1, sealed = $2 \
                             WHERE domain = $3 AND selector = $4";
            let args = vec![
                current.id().into(),
                Arg::Octets(sealed),
                domain.as_str().into(),
                selector.as_str().into(),
            ];
            transaction.run(statement, args).await?;
            count += 1;
        }
        Ok(count)
    }
}

async fn add(
    transaction: &mut impl Transaction,
    domain: &DomainName,
    desired: &Desired,
    now: Timestamp,
) -> Result<(), LedgerError> {
    let statement = "INSERT INTO domain (name, desired, revision, added, changed) \
                     VALUES ($1, $2, 1, $3, $3) ON CONFLICT DO NOTHING RETURNING name";
    let args = vec![
        domain.as_str().into(),
        document(domain, desired)?,
        int(now.0)?,
    ];
    let rows = transaction.run(statement, args).await?;
    found(&rows, || LedgerError::DomainExists(domain.clone()))
}

async fn desire(
    transaction: &mut impl Transaction,
    domain: &DomainName,
    desired: &Desired,
    read: Revision,
    now: Timestamp,
) -> Result<(), LedgerError> {
    require(transaction, domain).await?;
    let statement = "UPDATE domain SET desired = $1, revision = revision + 1, changed = $2 \
                     WHERE name = $3 AND revision = $4 RETURNING name";
    let args = vec![
        document(domain, desired)?,
        int(now.0)?,
        domain.as_str().into(),
        int(read.0)?,
    ];
    let rows = transaction.run(statement, args).await?;
    found(&rows, || LedgerError::ChangedMeanwhile(domain.clone()))
}

async fn unchanged(
    transaction: &mut impl Transaction,
    domain: &DomainName,
    read: Revision,
) -> Result<(), LedgerError> {
    require(transaction, domain).await?;
    let statement = "SELECT name FROM domain WHERE name = $1 AND revision = $2";
    let args = vec![domain.as_str().into(), int(read.0)?];
    let rows = transaction.run(statement, args).await?;
    found(&rows, || LedgerError::ChangedMeanwhile(domain.clone()))
}

async fn set_key_state(
    transaction: &mut impl Transaction,
    domain: &DomainName,
    selector: Selector,
    state: KeyState,
    now: Timestamp,
) -> Result<(), LedgerError> {
    require(transaction, domain).await?;
    let statement = "UPDATE dkim_key SET state = $1, since = $2 \
                     WHERE domain = $3 AND selector = $4 RETURNING selector";
    let args = vec![
        state.as_text().into(),
        int(now.0)?,
        domain.as_str().into(),
        selector.as_str().into(),
    ];
    let rows = transaction.run(statement, args).await?;
    found(&rows, || no_key(domain, selector))
}

async fn own(
    transaction: &mut impl Transaction,
    domain: &DomainName,
    value: OwnedValue,
) -> Result<(), LedgerError> {
    require(transaction, domain).await?;
    let statement = "INSERT INTO owned_value (domain, owner, kind, digest) \
                     VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    transaction
        .run(statement, owned_args(domain, value))
        .await?;
    Ok(())
}

async fn disown(
    transaction: &mut impl Transaction,
    domain: &DomainName,
    value: OwnedValue,
) -> Result<(), LedgerError> {
    let statement = "DELETE FROM owned_value \
                     WHERE domain = $1 AND owner = $2 AND kind = $3 AND digest = $4";
    transaction
        .run(statement, owned_args(domain, value))
        .await?;
    Ok(())
}

fn owned_args(domain: &DomainName, value: OwnedValue) -> Vec<Arg> {
    vec![
        domain.as_str().into(),
        value.owner.as_str().into(),
        value.kind.as_text().into(),
        Arg::Octets(value.digest.to_vec()),
    ]
}

/// Refuses a change of a domain that is not there.
async fn require(
    transaction: &mut impl Transaction,
    domain: &DomainName,
) -> Result<(), LedgerError> {
    let statement = "SELECT name FROM domain WHERE name = $1";
    let rows = transaction
        .run(statement, vec![domain.as_str().into()])
        .await?;
    found(&rows, || LedgerError::NoDomain(domain.clone()))
}

fn document(domain: &DomainName, desired: &Desired) -> Result<Arg, LedgerError> {
    if desired.domain != *domain {
        let what = format!("the desired state of {} for {domain}", desired.domain);
        return Err(LedgerError::Bug(what));
    }
    match desired_v1::write(desired) {
        Ok(text) => Ok(Arg::Text(text)),
        Err(error) => Err(LedgerError::Bug(format!("a desired state: {error:?}"))),
    }
}

pub(crate) fn found(
    rows: &[Row],
    otherwise: impl FnOnce() -> LedgerError,
) -> Result<(), LedgerError> {
    if rows.is_empty() {
        Err(otherwise())
    } else {
        Ok(())
    }
}

fn no_key(domain: &DomainName, selector: Selector) -> LedgerError {
    LedgerError::NoKey {
        domain: domain.clone(),
        selector,
    }
}

pub(crate) fn not_sealed(_: SealError) -> LedgerError {
    LedgerError::Bug("a secret could not be sealed".to_owned())
}
