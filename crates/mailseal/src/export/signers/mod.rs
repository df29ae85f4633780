//! Keys and settings in the forms that mail servers sign with.
//!
//! What is written here is run: tests let the real programs sign with these files, as they are.

pub(crate) mod opendkim;
pub(crate) mod rspamd;

use std::path::{Path, PathBuf};

use app::keys::{HandedOut, Role, export_pem};
use protocols::name::DomainName;
use zeroize::Zeroizing;

/// A key with the domain it signs for.
#[derive(Debug)]
pub(crate) struct SignerKey {
    /// The domain.
    pub(crate) domain: DomainName,
    /// The key.
    pub(crate) handed: HandedOut,
}

/// Who may read a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Secrecy {
    /// Its owner: a private key is in it.
    Private,
    /// Everybody.
    Open,
}

/// A file for a mail server. What it holds may be a private key.
pub(crate) struct SignerFile {
    /// Its name, without a directory.
    pub(crate) name: String,
    /// What it holds. Overwritten when dropped.
    pub(crate) content: Zeroizing<String>,
    /// Who may read it.
    pub(crate) secrecy: Secrecy,
}

impl SignerFile {
    fn open(name: &str, content: String) -> SignerFile {
        SignerFile {
            name: name.to_owned(),
            content: Zeroizing::new(content),
            secrecy: Secrecy::Open,
        }
    }
}

/// The words of the comments in a file.
#[derive(Debug)]
pub(crate) struct Remarks {
    /// What the file is; each line is a comment of its own.
    pub(crate) head: String,
    /// What stands above a key that does not sign.
    pub(crate) not_active: String,
}

impl Remarks {
    /// The head as comments.
    fn head(&self) -> String {
        self.head
            .lines()
            .map(|line| format!("# {line}\n"))
            .collect()
    }

    /// The lines of a key, which are comments where it does not sign.
    fn lines(&self, key: &SignerKey, lines: &str) -> String {
        match key.handed.role {
            Role::Signs => lines.to_owned(),
            Role::NotVisible | Role::Replaced | Role::Over => {
                let lines: String = lines.lines().map(|line| format!("#{line}\n")).collect();
                format!("# {}\n{lines}", self.not_active)
            }
        }
    }
}

/// The keys alone, each as a PEM file.
pub(crate) fn pem(keys: &[SignerKey]) -> Vec<SignerFile> {
    keys.iter().map(pem_file).collect()
}

/// One key as a PEM file.
fn pem_file(key: &SignerKey) -> SignerFile {
    SignerFile {
        name: key_file_name(key, "pem"),
        content: export_pem(&key.handed.private),
        secrecy: Secrecy::Private,
    }
}

/// `example.com.s1.pem`.
fn key_file_name(key: &SignerKey, extension: &str) -> String {
    format!("{}.{}.{extension}", key.domain, key.handed.key.selector)
}

/// A directory on the mail server, in which the settings say that the files are: an absolute path that
/// needs no quoting in any of the forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Installed(PathBuf);

impl Installed {
    /// This directory; `None` where its path is not absolute or has a character that one of the forms
    /// reads as its own, such as the colon of a KeyTable or the dollar sign of rspamd.
    pub(crate) fn new(dir: &Path) -> Option<Installed> {
        let text = dir.to_str()?;
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '+');
        (dir.is_absolute() && text.chars().all(plain)).then(|| Installed(dir.to_owned()))
    }

    /// The path of a file there.
    fn file(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_needs_no_quoting() {
        let check = |path: &str| Installed::new(Path::new(path)).is_some();
        assert!(check("/etc/dkimkeys"));
        assert!(check("/srv/mail-1/keys_2/a.b+c"));
        for bad in [
            "keys", "/a b", "/a:b", "/a%b", "/$a", "/a\"b", "/a\nb", "/ä",
        ] {
            assert!(!check(bad), "{bad}");
        }
    }
}
