//! Sealing: AES-256-GCM under a master key, bound to the row it is for.

use app::access::AccessName;
use app::ledger::PrivateKey;
use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::digest::{SHA256, digest};
use protocols::dkim::Selector;
use protocols::name::DomainName;
use zeroize::Zeroizing;

/// Octets of a master key.
pub(crate) const MASTER_KEY_OCTETS: usize = 32;

/// The first octet of what is sealed: the form it has. Form 1 is this octet, the nonce, the
/// ciphertext with its tag.
const FORM: u8 = 1;

/// A key that seals others.
#[derive(Clone)]
pub(crate) struct MasterKey {
    id: String,
    octets: Zeroizing<[u8; MASTER_KEY_OCTETS]>,
}

/// The row that something is sealed for. It opens for no other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KeyRow<'a> {
    pub(crate) domain: &'a DomainName,
    pub(crate) selector: &'a Selector,
}

/// Another row that a private key is sealed for. It opens for no other.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sealed<'a> {
    /// An account at an authority.
    Account { directory: &'a str, uri: &'a str },
    /// The certificate of a name.
    Certificate { name: &'a DomainName },
    /// The order that is under way for a name.
    Order { name: &'a DomainName, url: &'a str },
}

/// AES-GCM failed. Sealing fails only without randomness or memory; opening fails when key, row or
/// octets are not those it was sealed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SealError;

impl MasterKey {
    /// The key of these octets.
    pub(crate) fn new(octets: Zeroizing<[u8; MASTER_KEY_OCTETS]>) -> MasterKey {
        // 64 bits of a hash tell keys apart and say nothing about 256 random bits.
        let hash = digest(
            &SHA256,
            &[b"mailseal master key id\0".as_slice(), &octets[..]].concat(),
        );
        let id = hash.as_ref()[..8]
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect();
        MasterKey { id, octets }
    }

    /// Its id: 16 hexadecimal digits.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Seals a private key for a row.
    pub(crate) fn seal(&self, row: KeyRow<'_>, key: &PrivateKey) -> Result<Vec<u8>, SealError> {
        self.seal_octets(self.key_row(row), key.expose_pkcs8())
    }

    /// Opens what was sealed for a row.
    pub(crate) fn open(&self, row: KeyRow<'_>, sealed: &[u8]) -> Result<PrivateKey, SealError> {
        let plain = self.open_octets(self.key_row(row), sealed)?;
        Ok(PrivateKey::from_pkcs8(plain.to_vec()))
    }

    /// Seals the secrets of an access.
    pub(crate) fn seal_access(
        &self,
        name: &AccessName,
        plain: &[u8],
    ) -> Result<Vec<u8>, SealError> {
        self.seal_octets(self.access_row(name), plain)
    }

    /// Opens the secrets of an access.
    pub(crate) fn open_access(
        &self,
        name: &AccessName,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, SealError> {
        self.open_octets(self.access_row(name), sealed)
    }

    /// Seals a private key for a row.
    pub(crate) fn seal_private(
        &self,
        row: Sealed<'_>,
        key: &PrivateKey,
    ) -> Result<Vec<u8>, SealError> {
        self.seal_octets(self.sealed_row(row), key.expose_pkcs8())
    }

    /// Opens what was sealed for a row.
    pub(crate) fn open_private(
        &self,
        row: Sealed<'_>,
        sealed: &[u8],
    ) -> Result<PrivateKey, SealError> {
        let plain = self.open_octets(self.sealed_row(row), sealed)?;
        Ok(PrivateKey::from_pkcs8(plain.to_vec()))
    }

    fn seal_octets(&self, row: Aad<Vec<u8>>, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        // The plaintext is overwritten by the ciphertext; room for the tag is there from the start,
        // so that no copy is left behind by growing.
        let mut text = Zeroizing::new(Vec::with_capacity(plain.len() + AES_256_GCM.tag_len()));
        text.extend_from_slice(plain);
        let nonce = self
            .cipher()?
            .seal_in_place_append_tag(row, &mut *text)
            .map_err(|_| SealError)?;
        Ok([&[FORM], nonce.as_ref().as_slice(), &text].concat())
    }

    fn open_octets(
        &self,
        row: Aad<Vec<u8>>,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let rest = sealed.strip_prefix(&[FORM]).ok_or(SealError)?;
        let (nonce, text) = rest.split_first_chunk::<NONCE_LEN>().ok_or(SealError)?;
        let mut text = Zeroizing::new(text.to_vec());
        let plain = self
            .cipher()?
            .open_in_place(Nonce::from(nonce), row, &mut text)
            .map_err(|_| SealError)?
            .len();
        // What is cut off stays in the buffer and is wiped with it.
        text.truncate(plain);
        Ok(text)
    }

    fn cipher(&self) -> Result<RandomizedNonceKey, SealError> {
        RandomizedNonceKey::new(&AES_256_GCM, &self.octets[..]).map_err(|_| SealError)
    }

    /// No part can hold a NUL, so no two rows give the same octets.
    fn key_row(&self, row: KeyRow<'_>) -> Aad<Vec<u8>> {
        let KeyRow { domain, selector } = row;
        Aad::from(format!("mailseal dkim key\0{}\0{domain}\0{selector}", self.id).into_bytes())
    }

    /// URLs come from headers and files of configuration; with a NUL in it one could be two parts.
    fn sealed_row(&self, row: Sealed<'_>) -> Aad<Vec<u8>> {
        let id = &self.id;
        let text = match row {
            Sealed::Account { directory, uri } => {
                let (directory, uri) = (directory.escape_default(), uri.escape_default());
                format!("mailseal acme account\0{id}\0{directory}\0{uri}")
            }
            Sealed::Certificate { name } => format!("mailseal certificate\0{id}\0{name}"),
            Sealed::Order { name, url } => {
                let url = url.escape_default();
                format!("mailseal certificate order\0{id}\0{name}\0{url}")
            }
        };
        Aad::from(text.into_bytes())
    }

    fn access_row(&self, name: &AccessName) -> Aad<Vec<u8>> {
        Aad::from(format!("mailseal access\0{}\0{name}", self.id).into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
    use proptest::sample::Index;

    use super::*;

    fn name(text: &str) -> DomainName {
        DomainName::parse(text).unwrap()
    }

    fn selector(text: &str) -> Selector {
        Selector::parse(text).unwrap()
    }

    fn master(octet: u8) -> MasterKey {
        MasterKey::new(Zeroizing::new([octet; MASTER_KEY_OCTETS]))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn opens_what_it_sealed(
            plain in any::<Vec<u8>>(),
            domain in "[a-z0-9]{1,20}\\.[a-z]{2,9}",
            selected in "[a-z0-9]{1,9}",
        ) {
            let (domain, selector) = (name(&domain), selector(&selected));
            let row = KeyRow { domain: &domain, selector: &selector };
            let sealed = master(1).seal(row, &PrivateKey::from_pkcs8(plain.clone())).unwrap();
            let opened = master(1).open(row, &sealed).unwrap();
            prop_assert_eq!(opened.expose_pkcs8(), &plain[..]);
        }

        #[test]
        fn a_changed_bit_is_noticed(plain in any::<Vec<u8>>(), bit in any::<Index>()) {
            let (domain, selector) = (name("example.com"), selector("s1"));
            let row = KeyRow { domain: &domain, selector: &selector };
            let mut sealed = master(1).seal(row, &PrivateKey::from_pkcs8(plain)).unwrap();
            let bit = bit.index(sealed.len() * 8);
            sealed[bit / 8] ^= 1 << (bit % 8);
            prop_assert_eq!(master(1).open(row, &sealed).err(), Some(SealError));
        }

        #[test]
        fn a_cut_is_noticed(plain in any::<Vec<u8>>(), length in any::<Index>()) {
            let (domain, selector) = (name("example.com"), selector("s1"));
            let row = KeyRow { domain: &domain, selector: &selector };
            let sealed = master(1).seal(row, &PrivateKey::from_pkcs8(plain)).unwrap();
            let cut = &sealed[..length.index(sealed.len())];
            prop_assert_eq!(master(1).open(row, cut).err(), Some(SealError));
        }
    }

    #[test]
    fn opens_in_no_other_row_and_under_no_other_key() {
        let (domain, selector) = (name("example.com"), selector("s1"));
        let row = KeyRow {
            domain: &domain,
            selector: &selector,
        };
        let sealed = master(1)
            .seal(row, &PrivateKey::from_pkcs8(b"key".to_vec()))
            .unwrap();
        let elsewhere = [
            ("example.com", "s2"),
            ("example.net", "s1"),
            ("s1", "example.com"),
        ];
        for (domain, selector) in elsewhere {
            let (domain, selector) = (name(domain), Selector::parse(selector).unwrap());
            let row = KeyRow {
                domain: &domain,
                selector: &selector,
            };
            assert_eq!(master(1).open(row, &sealed).err(), Some(SealError));
        }
        assert_eq!(master(2).open(row, &sealed).err(), Some(SealError));
    }

    #[test]
    fn never_the_same_twice() {
        let (domain, selector) = (name("example.com"), selector("s1"));
        let row = KeyRow {
            domain: &domain,
            selector: &selector,
        };
        let key = PrivateKey::from_pkcs8(b"key".to_vec());
        assert_ne!(
            master(1).seal(row, &key).unwrap(),
            master(1).seal(row, &key).unwrap()
        );
    }
}
