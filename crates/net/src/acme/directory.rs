//! What an authority's directory says (RFC 8555 §7.1.1).

use app::certificates::{FailureKind, Renewal, Terms};
use serde::Deserialize;

use super::wire::NotHeard;

/// Names by which CAA records may admit one authority.
const IDENTITIES_MAX: usize = 32;
/// Profiles of one authority that are told of.
const PROFILES_MAX: usize = 64;

/// A directory, as far as the ACME library does not look at it itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Directory {
    pub(super) terms: Terms,
    pub(super) new_nonce: String,
    pub(super) renewal_info: Option<String>,
    pub(super) profiles: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    new_nonce: String,
    #[serde(default)]
    renewal_info: Option<String>,
    #[serde(default)]
    meta: Meta,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Meta {
    #[serde(default)]
    terms_of_service: Option<String>,
    #[serde(default)]
    caa_identities: Vec<String>,
    #[serde(default)]
    external_account_required: bool,
    #[serde(default)]
    profiles: serde_json::Map<String, serde_json::Value>,
}

impl Directory {
    pub(super) fn read(body: &[u8]) -> Result<Directory, NotHeard> {
        let document: Document = serde_json::from_slice(body).map_err(|error| {
            let text = format!("this is no directory of ACME: {error}");
            NotHeard::of(FailureKind::BadAnswer, &text)
        })?;
        let meta = document.meta;
        let profiles = meta.profiles.into_iter().map(|(name, _)| name);
        let identities = meta.caa_identities.into_iter();
        Ok(Directory {
            terms: Terms {
                terms_of_service: meta.terms_of_service,
                caa_identities: identities.take(IDENTITIES_MAX).collect(),
                external_account_required: meta.external_account_required,
                renewal: match document.renewal_info {
                    Some(_) => Renewal::Suggested,
                    None => Renewal::Unsaid,
                },
            },
            new_nonce: document.new_nonce,
            renewal_info: document.renewal_info,
            profiles: profiles.take(PROFILES_MAX).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_large_and_of_a_small_authority() {
        let large = br#"{
            "keyChange": "https://ca.example/key", "newAccount": "https://ca.example/account",
            "newNonce": "https://ca.example/nonce", "newOrder": "https://ca.example/order",
            "renewalInfo": "https://ca.example/renewal", "aBc": "random",
            "meta": {"caaIdentities": ["ca.example"], "termsOfService": "https://ca.example/terms",
                "profiles": {"classic": "The usual", "shortlived": "A week"},
                "website": "https://ca.example"}}"#;
        let directory = Directory::read(large).unwrap();
        assert_eq!(directory.terms.caa_identities, ["ca.example"]);
        assert_eq!(directory.terms.renewal, Renewal::Suggested);
        assert_eq!(directory.profiles, ["classic", "shortlived"]);
        let small = Directory::read(br#"{"newNonce": "https://ca.example/nonce"}"#).unwrap();
        assert_eq!(small.terms, Terms::default());
        for bad in ["", "{}", "<html>", r#"{"newNonce": 7}"#] {
            assert!(Directory::read(bad.as_bytes()).is_err(), "{bad}");
        }
    }
}
