//! `mailseal keys export DOMAIN`

use std::path::{Path, PathBuf};

use app::keys::{Choice, Role, hand_out};
use protocols::dkim::Selector;
use protocols::name::DomainName;

use crate::cli::args::{KeysArgs, KeysExportArgs, KeysVerb, SignerFormat};
use crate::cli::{Exit, ledger, runtime};
use crate::context::Context;
use crate::export::signers::{self, Installed, Remarks, SignerFile, SignerKey};
use crate::failure::Failed;
use crate::input;
use crate::private_files::{self, Standing};
use crate::reason;
use crate::render;
use crate::wording::Arguments;

pub(crate) fn run(args: &KeysArgs, context: &Context) -> Result<Exit, Failed> {
    match &args.verb {
        KeysVerb::Export(args) => export(args, context),
    }
}

fn export(args: &KeysExportArgs, context: &Context) -> Result<Exit, Failed> {
    let domains = domains(&args.domains)?;
    match args.format {
        SignerFormat::Postfix => return note("signer-postfix-note", &domains, context),
        SignerFormat::Exchange => return note("signer-exchange-note", &domains, context),
        SignerFormat::Pem | SignerFormat::Opendkim | SignerFormat::Rspamd => {}
    }
    let Some(out) = &args.out else {
        return Err(Failed::new("error-export-no-place"));
    };
    let choice = choice(args, &domains)?;
    let to_output = out == Path::new("-");
    if to_output && args.format != SignerFormat::Pem {
        return Err(Failed::new("error-export-pem-only"));
    }
    let keys = runtime()?.block_on(keys(&domains, &choice, context))?;
    context.print_error(&render::signers::warnings(&keys, context));
    if to_output {
        let pem = signers::pem(&keys);
        for file in &pem {
            context.print(&file.content)?;
        }
        return Ok(exit(&domains, &keys));
    }
    let files = files(args, out, &keys, context)?;
    let standing = if args.force {
        Standing::Replaced
    } else {
        Standing::Kept
    };
    private_files::write(out, &files, standing)?;
    let dir = installed_dir(args, out)?;
    let text = render::signers::exported(args.format, &dir, out, &files, &keys, context);
    context.print(&text)?;
    Ok(exit(&domains, &keys))
}

fn domains(texts: &[String]) -> Result<Vec<DomainName>, Failed> {
    let mut domains: Vec<DomainName> = Vec::new();
    for text in texts {
        let domain = input::domain(text)?;
        if !domains.contains(&domain) {
            domains.push(domain);
        }
    }
    Ok(domains)
}

fn choice(args: &KeysExportArgs, domains: &[DomainName]) -> Result<Choice, Failed> {
    let Some(text) = &args.selector else {
        return Ok(Choice::AllInUse);
    };
    if domains.len() > 1 {
        return Err(Failed::new("error-export-one-domain"));
    }
    let selector: Selector = input::selector(text)?;
    Ok(if args.unseen {
        Choice::OneUnseen(selector)
    } else {
        Choice::One(selector)
    })
}

async fn keys(
    domains: &[DomainName],
    choice: &Choice,
    context: &Context,
) -> Result<Vec<SignerKey>, Failed> {
    let mut keys = Vec::new();
    for domain in domains {
        let (ledger, _) = ledger::known(domain, context).await?;
        let handed_out = hand_out(&ledger, domain, choice).await;
        let handed_out = handed_out.map_err(ledger::failed)?;
        if handed_out.is_empty() {
            return Err(Failed::new("error-export-no-key").text("domain", domain));
        }
        keys.extend(handed_out.into_iter().map(|handed| SignerKey {
            domain: domain.clone(),
            handed,
        }));
    }
    Ok(keys)
}

/// A domain without a key to sign with is worth attention.
fn exit(domains: &[DomainName], keys: &[SignerKey]) -> Exit {
    let signs = |domain: &DomainName| {
        let mut own = keys.iter().filter(|key| key.domain == *domain);
        own.any(|key| key.handed.role == Role::Signs)
    };
    if domains.iter().all(signs) {
        Exit::Fine
    } else {
        Exit::Findings
    }
}

fn files(
    args: &KeysExportArgs,
    out: &Path,
    keys: &[SignerKey],
    context: &Context,
) -> Result<Vec<SignerFile>, Failed> {
    let dir = installed_dir(args, out)?;
    let words = &context.catalogue;
    let remarks = |head| Remarks {
        head: words.word(head),
        not_active: words.word("signer-file-not-active"),
    };
    let installed = || {
        Installed::new(&dir)
            .ok_or_else(|| Failed::new("error-export-path").text("file", dir.display()))
    };
    Ok(match args.format {
        SignerFormat::Opendkim => {
            let remarks = remarks("signer-opendkim-head");
            signers::opendkim::files(keys, &installed()?, &remarks)
        }
        SignerFormat::Rspamd => {
            let remarks = remarks("signer-rspamd-head");
            signers::rspamd::files(keys, &installed()?, &remarks)
        }
        SignerFormat::Pem | SignerFormat::Postfix | SignerFormat::Exchange => signers::pem(keys),
    })
}

/// Where the settings say that the files are.
fn installed_dir(args: &KeysExportArgs, out: &Path) -> Result<PathBuf, Failed> {
    let dir = args.installed.as_deref().unwrap_or(out);
    std::path::absolute(dir).map_err(|error| {
        Failed::new("error-write")
            .file(dir)
            .because(reason::of_io(&error))
    })
}

/// What is to be known of a server that is given no files.
fn note(key: &str, domains: &[DomainName], context: &Context) -> Result<Exit, Failed> {
    for domain in domains {
        // Only of domains that were added: a slip of the pen is told.
        runtime()?.block_on(ledger::known(domain, context))?;
    }
    let names: Vec<&str> = domains.iter().map(DomainName::as_str).collect();
    let arguments = Arguments::none().text("domain", names.join(", "));
    context.print(&format!("{}\n", context.catalogue.say(key, &arguments)))?;
    Ok(Exit::Fine)
}
