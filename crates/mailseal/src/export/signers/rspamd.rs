//! rspamd: `dkim_signing.conf`, with every key of a domain, so that RSA and Ed25519 both sign.
//!
//! rspamd reads an Ed25519 key as the base64 of its seed; a PEM file of one is taken for RSA and
//! refused when the first message is to be signed.

use app::keys::export_ed25519_seed;
use protocols::name::DomainName;

use super::{Installed, Remarks, Secrecy, SignerFile, SignerKey, key_file_name, pem_file};

/// The name of the settings, below rspamd's `local.d`.
pub(crate) const SETTINGS: &str = "dkim_signing.conf";

/// The files for these keys, whose domains stand together.
pub(crate) fn files(keys: &[SignerKey], at: &Installed, remarks: &Remarks) -> Vec<SignerFile> {
    let key_files: Vec<SignerFile> = keys.iter().map(key_file).collect();
    // The names that rspamd looks up are those of the From field; with `use_esld` it would look
    // for the registered domain above a subdomain, and with the fallback for keys that nobody has.
    let mut settings = remarks.head();
    settings.push_str("use_domain = \"header\";\nuse_esld = false;\ntry_fallback = false;\n");
    settings.push_str("domain {\n");
    for domain in domains(keys) {
        settings.push_str(&format!("  \"{domain}\" {{\n    selectors [\n"));
        let own = keys.iter().zip(&key_files);
        for (key, file) in own.filter(|(key, _)| key.domain == *domain) {
            let path = at.file(&file.name);
            let selector = &key.handed.key.selector;
            let line = format!("      {{ selector = \"{selector}\"; path = \"{path}\"; }},\n");
            settings.push_str(&remarks.lines(key, &line));
        }
        settings.push_str("    ]\n  }\n");
    }
    settings.push_str("}\n");
    key_files
        .into_iter()
        .chain([SignerFile::open(SETTINGS, settings)])
        .collect()
}

/// Each domain once.
fn domains(keys: &[SignerKey]) -> Vec<&DomainName> {
    let mut domains: Vec<&DomainName> = keys.iter().map(|key| &key.domain).collect();
    domains.dedup();
    domains
}

fn key_file(key: &SignerKey) -> SignerFile {
    match export_ed25519_seed(&key.handed.private) {
        Some(seed) => SignerFile {
            name: key_file_name(key, "key"),
            content: seed,
            secrecy: Secrecy::Private,
        },
        None => pem_file(key),
    }
}
