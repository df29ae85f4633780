//! What `keys export` prints: which keys went where, and what to do with them. Never a private key.

use std::path::Path;

use app::keys::Role;
use app::ledger::KeyState;

use crate::cli::args::SignerFormat;
use crate::context::Context;
use crate::export::signers::{Secrecy, SignerFile, SignerKey};
use crate::render::style::{BOLD, CARE, DIM, paint};
use crate::wire::names;
use crate::wording::{Arguments, escape};

/// A line for each key that does not sign, with what to do about it.
pub(crate) fn warnings(keys: &[SignerKey], context: &Context) -> String {
    let words = &context.catalogue;
    let mut out = String::new();
    for key in keys {
        let message = match (key.handed.role, is_seen(key.handed.key.state)) {
            (Role::Signs, true) => continue,
            (Role::Signs, false) => "signer-unseen",
            (Role::NotVisible, _) => "signer-not-visible",
            (Role::Replaced, _) => "signer-replaced",
            (Role::Over, _) => "signer-over",
        };
        let arguments = Arguments::none()
            .text("domain", key.domain.as_str())
            .text("selector", key.handed.key.selector.as_str());
        let text = words.say(message, &arguments);
        out.push_str(&format!("{}\n", paint(CARE, text)));
    }
    out
}

/// Whether the record of a key was ever seen everywhere.
fn is_seen(state: KeyState) -> bool {
    match state {
        KeyState::Created | KeyState::Published => false,
        KeyState::Visible | KeyState::Active | KeyState::Retiring | KeyState::Retired => true,
    }
}

/// The keys, the files, and the next steps.
pub(crate) fn exported(
    format: SignerFormat,
    installed: &Path,
    out: &Path,
    files: &[SignerFile],
    keys: &[SignerKey],
    context: &Context,
) -> String {
    let words = &context.catalogue;
    let mut text = String::new();
    for key in keys {
        let state = words.word(names::key_state_word(key.handed.key.state));
        let standing = match (key.handed.role, key.handed.key.state) {
            (Role::Signs, KeyState::Active) => state,
            (Role::Signs, _) => format!("{} ({state})", words.word("signer-role-signs")),
            (Role::NotVisible | Role::Replaced | Role::Over, _) => {
                format!("{} ({state})", words.word("signer-role-waits"))
            }
        };
        text.push_str(&format!(
            "{}  {}  {}  {standing}\n",
            paint(BOLD, key.domain.to_unicode()),
            key.handed.key.selector,
            key.handed.key.public.name(),
        ));
    }
    text.push_str(&format!("\n{}\n", words.word("signer-files")));
    for file in files {
        let path = escape(&out.join(&file.name).display().to_string()).to_string();
        text.push_str(&match file.secrecy {
            Secrecy::Private => {
                format!(
                    "  {path}  {}\n",
                    paint(DIM, words.word("signer-file-private"))
                )
            }
            Secrecy::Open => format!("  {path}\n"),
        });
    }
    let next = match format {
        SignerFormat::Opendkim => opendkim_next(files),
        SignerFormat::Rspamd => &["signer-rspamd-next"][..],
        SignerFormat::Pem | SignerFormat::Postfix | SignerFormat::Exchange => {
            &["signer-pem-next"][..]
        }
    };
    let domain = keys.first().map_or("", |key| key.domain.as_str());
    let arguments = Arguments::none()
        .text("dir", installed.display().to_string())
        .text("domain", domain);
    for key in next.iter().chain(&["signer-then"]) {
        text.push_str(&format!("\n{}\n", words.say(key, &arguments)));
    }
    text
}

/// Ed25519 needs a process of its own, which is told where there is such a key.
fn opendkim_next(files: &[SignerFile]) -> &'static [&'static str] {
    let has = |name| files.iter().any(|file| file.name == name);
    match (has("KeyTable"), has("KeyTable.ed25519")) {
        (true, true) => &["signer-opendkim-next", "signer-opendkim-ed25519-next"],
        (false, true) => &["signer-opendkim-ed25519-next"],
        (true | false, false) => &["signer-opendkim-next"],
    }
}
