//! OpenDKIM: KeyTable, SigningTable and the lines that name them.
//!
//! OpenDKIM 2.11 has one `SignatureAlgorithm` for a process. A key of another algorithm in its table
//! does not just go unused: every message of that domain is deferred with `451`. So Ed25519 keys get
//! tables of their own, for a second process behind the first.

use protocols::dkim::KeyType;

use super::{Installed, Remarks, SignerFile, SignerKey, key_file_name, pem_file};

/// The files of one process.
struct Process {
    algorithm: KeyType,
    word: &'static str,
    key_table: &'static str,
    signing_table: &'static str,
    settings: &'static str,
    /// Settings that a process of its own needs.
    own: &'static str,
}

const PROCESSES: [Process; 2] = [
    Process {
        algorithm: KeyType::Rsa,
        word: "rsa-sha256",
        key_table: "KeyTable",
        signing_table: "SigningTable",
        settings: "mailseal-opendkim.conf",
        own: "",
    },
    Process {
        algorithm: KeyType::Ed25519,
        word: "ed25519-sha256",
        key_table: "KeyTable.ed25519",
        signing_table: "SigningTable.ed25519",
        settings: "mailseal-opendkim-ed25519.conf",
        own: "Socket                  inet:8892@localhost
PidFile                 /run/opendkim/opendkim-ed25519.pid
UserID                  opendkim
UMask                   007
Syslog                  yes
Mode                    s
",
    },
];

/// The files for these keys.
pub(crate) fn files(keys: &[SignerKey], at: &Installed, remarks: &Remarks) -> Vec<SignerFile> {
    let mut files: Vec<SignerFile> = keys.iter().map(pem_file).collect();
    for process in PROCESSES {
        let of_process = keys
            .iter()
            .filter(|key| key.handed.key.public.key_type() == process.algorithm);
        let of_process: Vec<&SignerKey> = of_process.collect();
        if of_process.is_empty() {
            continue;
        }
        files.push(SignerFile::open(
            process.key_table,
            table(&of_process, remarks, |key| key_line(key, at)),
        ));
        files.push(SignerFile::open(
            process.signing_table,
            table(&of_process, remarks, signing_line),
        ));
        files.push(SignerFile::open(
            process.settings,
            settings(&process, at, remarks),
        ));
    }
    files
}

fn table(keys: &[&SignerKey], remarks: &Remarks, line: impl Fn(&SignerKey) -> String) -> String {
    let lines = keys.iter().map(|key| remarks.lines(key, &line(key)));
    remarks.head() + &lines.collect::<String>()
}

/// `s1._domainkey.example.com`: the name of a key within the tables.
fn name(key: &SignerKey) -> String {
    format!("{}._domainkey.{}", key.handed.key.selector, key.domain)
}

fn key_line(key: &SignerKey, at: &Installed) -> String {
    let file = at.file(&key_file_name(key, "pem"));
    let (domain, selector) = (&key.domain, &key.handed.key.selector);
    format!("{} {domain}:{selector}:{file}\n", name(key))
}

fn signing_line(key: &SignerKey) -> String {
    format!("*@{} {}\n", key.domain, name(key))
}

fn settings(process: &Process, at: &Installed, remarks: &Remarks) -> String {
    format!(
        "{}{}KeyTable                file:{}
SigningTable            refile:{}
SignatureAlgorithm      {}
Canonicalization        relaxed/relaxed
OversignHeaders         From
",
        remarks.head(),
        process.own,
        at.file(process.key_table),
        at.file(process.signing_table),
        process.word,
    )
}
