//! `mailseal access add NAME`

use std::collections::{BTreeMap, BTreeSet};

use app::access::{Access, AccessHead, PlaceKind, Scope, Unwritten};
use app::ledger::Ledger;
use net::zone::{Accounts, OpenError};
use protocols::name::DomainName;

use crate::cli::args::{AccessAddArgs, PlainFormat};
use crate::cli::{Exit, ledger, runtime};
use crate::context::Context;
use crate::credential::Source;
use crate::failure::Failed;
use crate::input;
use crate::reason;
use crate::render;
use crate::wire;

pub(crate) fn run(args: &AccessAddArgs, context: &Context) -> Result<Exit, Failed> {
    let access = access(args)?;
    runtime()?.block_on(async {
        usable(&access)?;
        let ledger = ledger::open(context).await?;
        let name = &access.head.name;
        let heads = ledger.accesses().await.map_err(ledger::failed)?;
        if !args.replace && heads.iter().any(|head| head.name == *name) {
            return Err(Failed::new("error-access-exists").text("name", name));
        }
        let stored = ledger.set_access(&access).await;
        // So that a copy of the one file is a whole backup.
        ledger.close().await;
        stored.map_err(ledger::failed)
    })?;
    let text = match args.format {
        PlainFormat::Text => render::access::added(&access.head, context),
        PlainFormat::Json => wire::access::one(&access.head),
    };
    context.print(&text)?;
    Ok(Exit::Fine)
}

fn access(args: &AccessAddArgs) -> Result<Access, Failed> {
    let name = super::name(&args.name)?;
    let kind = kind(&args.provider)?;
    let head = AccessHead {
        name,
        kind,
        zones: zones(args)?,
        settings: settings(&args.set)?,
    };
    let mut access = Access {
        head,
        secrets: BTreeMap::new(),
    };
    let sources = sources(&args.secret)?;
    for (field, source) in sources {
        access.secrets.insert(field, source.read()?);
    }
    access
        .check()
        .map_err(|error| wrong(&access, reason::of_access(&error)))?;
    Ok(access)
}

/// The kind of place that a word means.
pub(crate) fn kind(provider: &str) -> Result<PlaceKind, Failed> {
    let unknown = || {
        if let Some(unwritten) = Unwritten::of_word(provider) {
            return Failed::new("error-provider-unwritten")
                .text("provider", unwritten.word)
                .because(Failed::new(unwritten.why.words()));
        }
        let known = PlaceKind::ALL.map(PlaceKind::word).join(", ");
        Failed::new("error-provider")
            .text("provider", provider)
            .text("known", known)
    };
    PlaceKind::of_word(provider).ok_or_else(unknown)
}

/// An access whose fields are those of its kind, and that could be used. Nothing is asked. Within the
/// runtime.
pub(crate) fn checked(access: Access) -> Result<Access, Failed> {
    access
        .check()
        .map_err(|error| wrong(&access, reason::of_access(&error)))?;
    usable(&access)?;
    Ok(access)
}

fn zones(args: &AccessAddArgs) -> Result<Scope, Failed> {
    if args.all_zones {
        return Ok(Scope::All);
    }
    let zones = args.zone.iter().map(|zone| input::domain(zone));
    Ok(Scope::Zones(zones.collect::<Result<BTreeSet<_>, _>>()?))
}

/// What stands before and behind the first `=`. Nothing of another form is repeated: it may be a
/// credential.
fn pair<'a>(given: &'a str, key: &'static str) -> Result<(&'a str, &'a str), Failed> {
    given
        .split_once('=')
        .filter(|(name, value)| !name.is_empty() && !value.is_empty())
        .ok_or_else(|| Failed::new(key))
}

fn settings(given: &[String]) -> Result<BTreeMap<String, String>, Failed> {
    let mut settings = BTreeMap::new();
    for text in given {
        let (name, value) = pair(text, "error-setting-form")?;
        if settings
            .insert(name.to_owned(), value.trim().to_owned())
            .is_some()
        {
            return Err(Failed::new("error-field-twice").text("name", name));
        }
    }
    Ok(settings)
}

fn sources(given: &[String]) -> Result<BTreeMap<String, Source>, Failed> {
    let form = "error-secret-form";
    let mut sources: BTreeMap<String, Source> = BTreeMap::new();
    for text in given {
        let (name, source) = pair(text, form)?;
        let source = Source::parse(source).ok_or_else(|| Failed::new(form))?;
        let taken = sources
            .values()
            .any(|other| *other == Source::StandardInput);
        if source == Source::StandardInput && taken {
            return Err(Failed::new("error-secret-stdin"));
        }
        if sources.insert(name.to_owned(), source).is_some() {
            return Err(Failed::new("error-field-twice").text("name", name));
        }
    }
    Ok(sources)
}

/// Refuses what could never be used. Nothing is asked.
fn usable(access: &Access) -> Result<(), Failed> {
    let apex = match &access.head.zones {
        Scope::Zones(zones) => zones.first().cloned(),
        // Any name serves to read the fields.
        Scope::All => DomainName::parse("example.com").ok(),
    };
    let Some(apex) = apex else {
        return Ok(());
    };
    match Accounts::default().zone(access, &apex) {
        Ok(_) | Err(OpenError::NoZones(_)) => Ok(()),
        Err(error) => Err(wrong(access, reason::of_open(&error))),
    }
}

fn wrong(access: &Access, reason: Failed) -> Failed {
    let fields = access.head.kind.fields().iter();
    let fields: Vec<&str> = fields.map(|field| field.name).collect();
    Failed::new("error-access-fields")
        .text("name", &access.head.name)
        .text("provider", access.head.kind)
        .text("known", fields.join(", "))
        .because(reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_misplaced_credential_is_repeated() {
        for given in [
            "canary",
            "token=canary",
            "canary=",
            "=canary",
            "token=file:",
            "token=",
        ] {
            let error = sources(&[given.to_owned()]).unwrap_err();
            assert!(!format!("{error:?}").contains("canary"), "{error:?}");
        }
        let error = settings(&["canary".to_owned()]).unwrap_err();
        assert!(!format!("{error:?}").contains("canary"), "{error:?}");
    }

    #[test]
    fn standard_input_serves_once() {
        let given = ["a=-", "b=-"].map(str::to_owned);
        assert_eq!(sources(&given), Err(Failed::new("error-secret-stdin")));
        let given = ["a=env:A", "a=env:B"].map(str::to_owned);
        assert!(sources(&given).is_err());
    }
}
