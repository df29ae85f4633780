//! The ledger in the data directory, as the verbs use it.

use std::collections::BTreeMap;

use app::ledger::{Ledger, LedgerError, MasterKeyError, PAGE_ROWS_MAX, Page, StepId, StoredDomain};
use protocols::domain::Desired;
use protocols::name::DomainName;
use store::{MasterKeyPlace, SqliteLedger};

use crate::context::Context;
use crate::failure::Failed;
use crate::reason;

/// Opens the ledger; the data directory is made when it is not there.
pub(crate) async fn open(context: &Context) -> Result<SqliteLedger, Failed> {
    SqliteLedger::open(&context.data_dir, master_key(context))
        .await
        .map_err(failed)
}

/// Opens the ledger where there is one already: who only looks makes no files.
pub(crate) async fn find(context: &Context) -> Result<Option<SqliteLedger>, Failed> {
    SqliteLedger::find(&context.data_dir, master_key(context))
        .await
        .map_err(failed)
}

/// Where the master key is: named, handed over by the service manager, or with the data.
pub(crate) fn master_key(context: &Context) -> MasterKeyPlace {
    match (&context.master_key, &context.credential_key) {
        (Some(file), _) => MasterKeyPlace::File(file.clone()),
        (None, Some(file)) => MasterKeyPlace::Credential(file.clone()),
        (None, None) => MasterKeyPlace::DataDirectory,
    }
}

/// What is wanted of one domain; `None` where it was not added.
pub(crate) async fn wanted(
    domain: &DomainName,
    context: &Context,
) -> Result<Option<Desired>, Failed> {
    let Some(ledger) = find(context).await? else {
        return Ok(None);
    };
    let stored = ledger.domain(domain).await.map_err(failed)?;
    Ok(stored.map(|stored| stored.desired))
}

/// What is wanted of every domain.
pub(crate) async fn all_wanted(context: &Context) -> Result<BTreeMap<DomainName, Desired>, Failed> {
    let Some(ledger) = find(context).await? else {
        return Ok(BTreeMap::new());
    };
    let stored = all(&ledger).await?;
    Ok(stored
        .into_iter()
        .map(|stored| (stored.desired.domain.clone(), stored.desired))
        .collect())
}

/// Every domain, by name.
pub(crate) async fn all(ledger: &impl Ledger) -> Result<Vec<StoredDomain>, Failed> {
    let mut domains: Vec<StoredDomain> = Vec::new();
    loop {
        let page = match domains.last() {
            None => Page::first(PAGE_ROWS_MAX),
            Some(last) => Page::after(last.desired.domain.clone(), PAGE_ROWS_MAX),
        };
        let rows = ledger.domains(page).await.map_err(failed)?;
        if rows.is_empty() {
            return Ok(domains);
        }
        domains.extend(rows);
    }
}

/// One domain that must be there, and the ledger it is in.
pub(crate) async fn known(
    domain: &DomainName,
    context: &Context,
) -> Result<(SqliteLedger, StoredDomain), Failed> {
    let unknown = || Failed::new("error-unknown-domain").text("domain", domain);
    let ledger = find(context).await?.ok_or_else(unknown)?;
    let stored = ledger.domain(domain).await.map_err(failed)?;
    Ok((ledger, stored.ok_or_else(unknown)?))
}

/// The ledger's refusals in our words.
pub(crate) fn failed(error: LedgerError) -> Failed {
    match &error {
        LedgerError::DomainExists(domain) => {
            Failed::new("error-domain-exists").text("domain", domain)
        }
        LedgerError::NoDomain(domain) => Failed::new("error-unknown-domain").text("domain", domain),
        LedgerError::NewerSchema { place, .. } => {
            Failed::new("error-newer-schema").text("file", place)
        }
        LedgerError::MasterKey(error) => master_key_failed(error),
        LedgerError::Unusable { place, reason, .. } => Failed::new("error-data")
            .text("file", place)
            .because(reason::of_disk(reason)),
        LedgerError::ChangedMeanwhile(domain) => {
            Failed::new("error-changed-meanwhile").text("domain", domain)
        }
        LedgerError::SelectorInUse { domain, selector } => Failed::new("error-selector-in-use")
            .text("domain", domain)
            .text("selector", selector),
        LedgerError::NoKey { domain, selector } => Failed::new("error-no-key")
            .text("domain", domain)
            .text("selector", selector),
        LedgerError::NoAccess(name) => Failed::new("error-no-access").text("name", name),
        LedgerError::StepNotOpen(StepId(step)) => {
            Failed::new("error-step-not-open").count("step", *step)
        }
        LedgerError::Unfinished(domain, StepId(step)) => Failed::new("error-step-unfinished")
            .text("domain", domain)
            .count("step", *step),
        LedgerError::Damaged { place, what } => Failed::new("error-damaged")
            .text("file", place)
            .because(reason::of_damage(what)),
        LedgerError::Bug(text) => Failed::new("error-bug").text("text", text),
    }
}

fn master_key_failed(error: &MasterKeyError) -> Failed {
    match error {
        MasterKeyError::Missing { path } => {
            Failed::new("error-master-key-missing").text("file", path)
        }
        MasterKeyError::WidePermissions { path, .. } => {
            Failed::new("error-master-key-permissions").text("file", path)
        }
        MasterKeyError::Malformed { path, line } => Failed::new("error-master-key-malformed")
            .text("file", path)
            .count("line", *line),
        MasterKeyError::Wrong { path, wanted } => Failed::new("error-master-key-wrong")
            .text("file", path)
            .text("wanted", wanted),
    }
}

#[cfg(test)]
mod tests {
    use app::ledger::{Damage, DiskFault};
    use protocols::dkim::Selector;

    use super::*;
    use crate::wording::{Catalogue, Language};

    fn check(error: LedgerError, english: &str, german: &str) {
        for (language, expected) in [(Language::English, english), (Language::German, german)] {
            let words = failed(error.clone()).words(&Catalogue::of(language));
            assert_eq!(words.lines().next(), Some(expected));
        }
    }

    #[test]
    fn what_only_two_commands_at_once_or_a_failing_disk_bring_about() {
        let domain: DomainName = "a.example".parse().unwrap();
        let selector = Selector::parse("s1").unwrap();
        check(
            LedgerError::ChangedMeanwhile(domain.clone()),
            "error: another command changed a.example meanwhile",
            "Fehler: ein anderer Befehl hat a.example inzwischen geändert",
        );
        check(
            LedgerError::SelectorInUse {
                domain: domain.clone(),
                selector: selector.clone(),
            },
            "error: a.example has a key on the selector s1 already",
            "Fehler: a.example hat zum Selektor s1 schon einen Schlüssel",
        );
        check(
            LedgerError::NoKey {
                domain: domain.clone(),
                selector: selector.clone(),
            },
            "error: a.example has no key on the selector s1",
            "Fehler: a.example hat zum Selektor s1 keinen Schlüssel",
        );
        check(
            LedgerError::StepNotOpen(StepId(7)),
            "error: step 7 is finished already",
            "Fehler: Schritt 7 ist schon abgeschlossen",
        );
        check(
            LedgerError::Unfinished(domain.clone(), StepId(7)),
            "error: step 7 of a.example writes to the DNS and is not finished",
            "Fehler: Schritt 7 von a.example schreibt ins DNS und ist nicht abgeschlossen",
        );
        let damaged = |what| LedgerError::Damaged {
            place: "m.db".to_string(),
            what,
        };
        check(
            damaged(Damage::Key {
                domain: domain.clone(),
                selector,
            }),
            "error: m.db is damaged: the private key s1 of a.example cannot be decrypted",
            "Fehler: m.db ist beschädigt: der private Schlüssel s1 von a.example lässt sich nicht \
             entschlüsseln",
        );
        check(
            damaged(Damage::Desired(domain, "missing field".to_string())),
            "error: m.db is damaged: what is stored of a.example is not readable",
            "Fehler: m.db ist beschädigt: was zu a.example gespeichert ist, ist nicht lesbar",
        );
        check(
            LedgerError::Unusable {
                place: "m.db".to_string(),
                action: "write to",
                reason: DiskFault::Full,
            },
            "error: m.db cannot be used: there is no space left",
            "Fehler: m.db ist nicht zu gebrauchen: es ist kein Platz mehr frei",
        );
        check(
            LedgerError::Bug("a step without id".to_string()),
            "error: this is a bug in mailseal: a step without id",
            "Fehler: das ist ein Fehler in mailseal: a step without id",
        );
    }
}
