//! Certificates that are given as files: read at the start, and again when they change.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use protocols::certificate::{Certificate, CertificateFault, CertificateName};
use protocols::limits::CHAIN_CERTIFICATES_MAX;
use protocols::time::Timestamp;
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use tokio::time::sleep;
use zeroize::Zeroizing;

use super::limits::{CERTIFICATE_FILE_OCTETS_MAX, FILES_READ_EVERY};
use super::shelf::{Given, Shelf};
use crate::context::now;
use crate::failure::Failed;
use crate::reason;
use crate::server::config::CertificateFiles;
use crate::server::{House, log};

/// A certificate as its files have it.
#[derive(Debug, Clone)]
struct Loaded {
    files: CertificateFiles,
    names: Vec<CertificateName>,
    certificate: Arc<CertifiedKey>,
    date_fault: Option<CertificateFault>,
}

/// The certificates that are files, as they were read last.
pub(super) struct GivenFiles {
    loaded: Vec<Loaded>,
    /// What could not be read last time, so that it is told once.
    faults: Vec<Failed>,
}

impl GivenFiles {
    /// Reads all of them; the first that is no certificate for its names is told. One that is over
    /// is shown all the same: what a sender then says is clearer than silence.
    pub(super) fn read(files: &[CertificateFiles]) -> Result<GivenFiles, Failed> {
        let loaded: Result<Vec<Loaded>, Failed> = files.iter().map(|f| load(f, now())).collect();
        let given = GivenFiles {
            loaded: loaded?,
            faults: Vec::new(),
        };
        for loaded in &given.loaded {
            loaded.tell_dates();
        }
        Ok(given)
    }

    /// Puts them on the shelf.
    pub(super) fn shelve(&self, shelf: &Shelf) {
        let mut given = Given::default();
        for loaded in &self.loaded {
            for name in &loaded.names {
                let (map, name) = match name {
                    CertificateName::Host(name) => (&mut given.exact, name),
                    CertificateName::Wildcard(below) => (&mut given.below, below),
                };
                put_first(map, name, &loaded.certificate);
            }
        }
        shelf.give(given);
    }

    /// Reads them again from time to time, and at once when the configuration was read anew.
    pub(super) async fn go_on(mut self, house: House) {
        let mut config = house.config.clone();
        loop {
            tokio::select! {
                biased;
                () = house.stop.cancelled() => return,
                changed = config.changed() => if changed.is_err() { return },
                () = sleep(FILES_READ_EVERY) => {}
            }
            let files = config.borrow_and_update().policy_host.certificate.clone();
            let read = tokio::task::spawn_blocking(move || {
                self.read_again(files);
                self
            });
            self = match read.await {
                Ok(given) => given,
                Err(error) => {
                    tracing::error!(%error, "certificates given as files are not read any more");
                    return;
                }
            };
            self.shelve(&house.shelf);
        }
    }

    /// What cannot be read stays as it was: it may be replaced at this very moment.
    fn read_again(&mut self, files: Vec<CertificateFiles>) {
        let mut faults = Vec::new();
        let mut all = Vec::new();
        for files in files {
            let before = self.loaded.iter().find(|loaded| loaded.files == files);
            match load(&files, now()) {
                Ok(loaded) => {
                    if before.is_none_or(|before| before.differs(&loaded)) {
                        let chain = files.chain.display();
                        tracing::info!(%chain, "a certificate was read");
                        loaded.tell_dates();
                    }
                    all.push(loaded);
                }
                Err(fault) => {
                    all.extend(before.cloned());
                    faults.push(fault);
                }
            }
        }
        for fault in &faults {
            if !self.faults.contains(fault) {
                let reason = log::words(fault);
                tracing::error!(reason, "a certificate stays as it was");
            }
        }
        self.loaded = all;
        self.faults = faults;
    }
}

impl Loaded {
    fn differs(&self, other: &Loaded) -> bool {
        self.certificate.cert != other.certificate.cert || self.date_fault != other.date_fault
    }

    fn tell_dates(&self) {
        if let Some(fault) = &self.date_fault {
            let chain = self.files.chain.display();
            tracing::warn!(%chain, ?fault, "senders do not accept this certificate");
        }
    }
}

/// Of two for a name the first is shown.
fn put_first<K: Clone + Eq + std::hash::Hash>(
    map: &mut HashMap<K, Arc<CertifiedKey>>,
    name: &K,
    certificate: &Arc<CertifiedKey>,
) {
    map.entry(name.clone())
        .or_insert_with(|| Arc::clone(certificate));
}

fn load(files: &CertificateFiles, now: Timestamp) -> Result<Loaded, Failed> {
    let chain = chain(&files.chain)?;
    let key = octets(&files.key)?;
    let key = PrivateKeyDer::from_pem_slice(&key)
        .map_err(|_| refused(&files.key, Failed::new("reason-certificate-no-key")))?;
    let leaf = chain.first().map(|leaf| Certificate::parse(leaf));
    let leaf = match leaf {
        Some(Ok(leaf)) => leaf,
        Some(Err(_)) | None => {
            return Err(refused(
                &files.chain,
                Failed::new("reason-certificate-no-pem"),
            ));
        }
    };
    let names = names(files, &leaf)?;
    let certificate = CertifiedKey::from_der(chain, key, &default_provider());
    let certificate = certificate.map_err(|error| {
        let why = match error {
            rustls::Error::InconsistentKeys(_) => {
                Failed::new("reason-certificate-another-key").text("chain", files.chain.display())
            }
            // `rustls::Error` is not ours.
            error => Failed::new("reason-net-tls").text("text", error),
        };
        refused(&files.key, why)
    })?;
    Ok(Loaded {
        files: files.clone(),
        names,
        certificate: Arc::new(certificate),
        date_fault: leaf.date_fault(now),
    })
}

/// The certificates of a file, the one with the key first.
fn chain(file: &Path) -> Result<Vec<CertificateDer<'static>>, Failed> {
    let pem = octets(file)?;
    let no_pem = || refused(file, Failed::new("reason-certificate-no-pem"));
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem)
        .take(CHAIN_CERTIFICATES_MAX + 1)
        .collect();
    let certificates = certificates.map_err(|_| no_pem())?;
    if certificates.len() > CHAIN_CERTIFICATES_MAX {
        let why = Failed::new("reason-certificate-too-many").count("limit", CHAIN_CERTIFICATES_MAX);
        return Err(refused(file, why));
    }
    Ok(certificates)
}

/// The names it is shown for: those that were named, which it must have, or all it has.
fn names(files: &CertificateFiles, leaf: &Certificate) -> Result<Vec<CertificateName>, Failed> {
    let has = |name: &CertificateName| match name {
        CertificateName::Host(host) => leaf.matches_name(host),
        CertificateName::Wildcard(_) => leaf.names.contains(name),
    };
    if let Some(name) = files.names.iter().find(|name| !has(name)) {
        let why = Failed::new("reason-certificate-not-for").text("name", name);
        return Err(refused(&files.chain, why));
    }
    if files.names.is_empty() && leaf.names.is_empty() {
        return Err(refused(
            &files.chain,
            Failed::new("reason-certificate-no-name"),
        ));
    }
    Ok(match files.names.is_empty() {
        true => leaf.names.clone(),
        false => files.names.clone(),
    })
}

/// A whole file, which may hold a key.
fn octets(file: &Path) -> Result<Zeroizing<Vec<u8>>, Failed> {
    let unreadable = |e: std::io::Error| refused(file, reason::of_io(&e));
    let mut octets = Zeroizing::new(Vec::new());
    let opened = File::open(file).map_err(unreadable)?;
    let mut limited = opened.take(CERTIFICATE_FILE_OCTETS_MAX + 1);
    limited.read_to_end(&mut octets).map_err(unreadable)?;
    if octets.len() as u64 > CERTIFICATE_FILE_OCTETS_MAX {
        return Err(refused(file, Failed::new("reason-certificate-no-pem")));
    }
    Ok(octets)
}

fn refused(file: &Path, why: Failed) -> Failed {
    Failed::new("error-certificate-file")
        .file(file)
        .because(why)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use peers::{Authority, Fault, Leaf};
    use tempfile::TempDir;

    use super::*;
    use crate::wording::{Catalogue, Language};

    struct Place(TempDir);

    impl Place {
        fn new() -> Place {
            Place(TempDir::new().unwrap())
        }

        fn puts(&self, leaf: &Leaf, names: &[&str]) -> CertificateFiles {
            let chain = self.0.path().join("chain.pem");
            let key = self.0.path().join("key.pem");
            fs::write(&chain, &leaf.certificate_pem).unwrap();
            fs::write(&key, &leaf.key_pem).unwrap();
            let names = names
                .iter()
                .map(|name| CertificateName::parse(name).unwrap());
            CertificateFiles {
                names: names.collect(),
                chain,
                key,
            }
        }
    }

    fn leaf(names: &[&str]) -> Leaf {
        Authority::new("test").leaf(names, Fault::None)
    }

    fn shown(given: &GivenFiles, name: &str) -> bool {
        let shelf = Shelf::default();
        given.shelve(&shelf);
        shelf.certificate(name).is_some()
    }

    /// What is told of files, without the directory.
    fn told(files: &CertificateFiles) -> String {
        let Err(failed) = GivenFiles::read(std::slice::from_ref(files)) else {
            panic!("it is read");
        };
        let told = failed.what(&Catalogue::of(Language::English));
        let directory = files.key.parent().unwrap().display().to_string();
        told.replace(&format!("{directory}/"), "")
    }

    #[test]
    fn a_certificate_is_shown_for_its_names() {
        let place = Place::new();
        let files = place.puts(&leaf(&["mta-sts.example.com", "*.example.net"]), &[]);
        let given = GivenFiles::read(&[files]).unwrap();
        assert!(shown(&given, "mta-sts.example.com"));
        assert!(shown(&given, "mta-sts.example.net"));
        assert!(!shown(&given, "mta-sts.a.example.net"));
        let files = place.puts(&leaf(&["a.example", "*.b.example"]), &["x.b.example"]);
        let given = GivenFiles::read(&[files]).unwrap();
        assert!(shown(&given, "x.b.example"));
        assert!(!shown(&given, "a.example"));
    }

    #[test]
    fn what_is_wrong_with_files_is_told() {
        let place = Place::new();
        let leaf = leaf(&["mta-sts.example.com"]);
        let files = place.puts(&leaf, &["mta-sts.example.org"]);
        assert_eq!(
            told(&files),
            "chain.pem: the certificate is not for mta-sts.example.org"
        );
        let files = place.puts(&leaf, &["*.example.com"]);
        assert_eq!(
            told(&files),
            "chain.pem: the certificate is not for *.example.com"
        );
        let files = place.puts(&leaf, &[]);
        fs::write(&files.key, &super::tests::leaf(&["other.example"]).key_pem).unwrap();
        assert_eq!(
            told(&files),
            "key.pem: this is not the key of the certificate in chain.pem"
        );
        fs::write(&files.key, &leaf.certificate_pem).unwrap();
        assert_eq!(
            told(&files),
            "key.pem: there is no private key in PEM in it"
        );
        fs::write(&files.chain, &leaf.key_pem).unwrap();
        fs::write(&files.key, &leaf.key_pem).unwrap();
        assert_eq!(
            told(&files),
            "chain.pem: there is no certificate in PEM in it"
        );
        fs::write(&files.chain, leaf.certificate_pem.repeat(11)).unwrap();
        assert_eq!(
            told(&files),
            "chain.pem: there are more than 10 certificates in it"
        );
        fs::remove_file(&files.key).unwrap();
        fs::write(&files.chain, &leaf.certificate_pem).unwrap();
        assert_eq!(told(&files), "key.pem: it is not there");
    }

    #[test]
    fn one_that_is_being_replaced_stays_until_its_files_go_together() {
        let place = Place::new();
        let files = place.puts(&leaf(&["a.example"]), &[]);
        let mut given = GivenFiles::read(std::slice::from_ref(&files)).unwrap();
        let new = leaf(&["a.example", "b.example"]);
        fs::write(&files.chain, &new.certificate_pem).unwrap();
        given.read_again(vec![files.clone()]);
        assert_eq!(given.faults.len(), 1);
        assert!(shown(&given, "a.example") && !shown(&given, "b.example"));
        fs::write(&files.key, &new.key_pem).unwrap();
        given.read_again(vec![files]);
        assert!(given.faults.is_empty());
        assert!(shown(&given, "b.example"));
        given.read_again(Vec::new());
        assert!(
            !shown(&given, "a.example"),
            "it is not in the configuration any more"
        );
    }

    #[test]
    fn one_that_is_over_is_shown() {
        let place = Place::new();
        let over = Authority::new("test").leaf(&["a.example"], Fault::Expired);
        let given = GivenFiles::read(&[place.puts(&over, &[])]).unwrap();
        assert!(given.loaded[0].date_fault.is_some());
        assert!(shown(&given, "a.example"));
    }
}
