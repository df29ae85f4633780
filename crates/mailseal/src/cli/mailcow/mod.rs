//! `mailseal mailcow`: beside a mailcow, by its interface.

mod adopt;
mod detect;
mod import_key;
mod list;
mod policy;

pub(crate) use list::Listed;

use app::access::{Access, AccessHead, Choice, PlaceKind, choose};
use app::ledger::Ledger;
use app::mailcow::MailcowError;
use net::mailcow::MailcowApi;
use net::zone::ZoneTerms;
use protocols::name::DomainName;

use crate::access_file;
use crate::cli::args::{MailcowServerArgs, MailcowVerb};
use crate::cli::{Exit, ledger};
use crate::context::Context;
use crate::failure::Failed;
use crate::input;
use crate::reason;

pub(crate) fn run(verb: &MailcowVerb, context: &Context) -> Result<Exit, Failed> {
    match verb {
        MailcowVerb::List(args) => list::run(args, context),
        MailcowVerb::Adopt(args) => adopt::run(args, context),
        MailcowVerb::ImportKey(args) => import_key::run(args, context),
        MailcowVerb::MtaSts(args) => policy::run(args, context),
        MailcowVerb::Detect(args) => detect::run(args, context),
    }
}

/// What a verb is about, which decides between several mailcows.
enum About<'a> {
    /// A domain: the access that names it closest.
    Domain(&'a DomainName),
    /// All that a mailcow has.
    Everything,
}

/// The mailcow that is meant: the one that is named, or the only one, or the one for the domain.
async fn server(
    args: &MailcowServerArgs,
    about: About<'_>,
    context: &Context,
) -> Result<MailcowApi, Failed> {
    let found = accesses(context).await?;
    let chosen = match (&args.server, about, found.as_slice()) {
        (Some(name), _, _) => found.iter().find(|a| a.head.name.to_string() == *name),
        (None, _, [only]) => Some(only),
        (None, About::Domain(domain), _) => closest(&found, domain),
        (None, About::Everything, []) => None,
        (None, About::Everything, _) => return Err(Failed::new("error-mailcow-which")),
    };
    let access = chosen.ok_or_else(|| Failed::new("error-mailcow-no-access"))?;
    let mut terms = ZoneTerms::default();
    for path in &args.api_ca {
        terms.extra_roots_pem.push(input::file(path)?.into_bytes());
    }
    MailcowApi::open(access, &terms).map_err(|error| {
        Failed::new("error-mailcow-access")
            .text("name", &access.head.name)
            .because(reason::of_open(&error))
    })
}

fn closest<'a>(found: &'a [Access], domain: &DomainName) -> Option<&'a Access> {
    let heads = found.iter().map(|access| &access.head);
    match choose(heads, domain) {
        Choice::One(head) => found.iter().find(|access| access.head.name == head.name),
        Choice::None | Choice::Equal(_, _) => None,
    }
}

/// Every access to a mailcow; one of the file stands before one of the same name in the ledger.
async fn accesses(context: &Context) -> Result<Vec<Access>, Failed> {
    let is_mailcow = |head: &AccessHead| match head.kind {
        PlaceKind::Mailcow => true,
        PlaceKind::Rfc2136
        | PlaceKind::Cloudflare
        | PlaceKind::Hetzner
        | PlaceKind::Ionos
        | PlaceKind::Ovh
        | PlaceKind::PowerDns
        | PlaceKind::Google
        | PlaceKind::Azure
        | PlaceKind::Route53
        | PlaceKind::Desec => false,
    };
    let mut found = match &context.access_file {
        Some(path) => access_file::read(path)?,
        None => Vec::new(),
    };
    if let Some(ledger) = ledger::find(context).await? {
        for head in ledger.accesses().await.map_err(ledger::failed)? {
            if !is_mailcow(&head) || found.iter().any(|access| access.head.name == head.name) {
                continue;
            }
            found.extend(ledger.access(&head.name).await.map_err(ledger::failed)?);
        }
    }
    found.retain(|access| is_mailcow(&access.head));
    Ok(found)
}

/// What mailcow said, in our words.
fn failed(error: &MailcowError) -> Failed {
    let said = |key, words| Failed::new(key).text("words", words);
    match error {
        MailcowError::Denied(words) => said("error-mailcow-denied", words),
        MailcowError::Refused(words) | MailcowError::Exists(words) => {
            said("error-mailcow-refused", words)
        }
        MailcowError::NotReached(why) => {
            Failed::new("error-mailcow-not-reached").because(Failed::of(&why.cause()))
        }
        MailcowError::Unusable(why) => {
            Failed::new("error-mailcow-unusable").because(Failed::of(&why.cause()))
        }
    }
}
