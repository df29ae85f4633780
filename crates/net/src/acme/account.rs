//! Accounts at an authority.

use app::certificates::{Account, FailureKind, Refused, Registration, Said, Scope};
use app::ledger::PrivateKey;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use instant_acme::{ExternalAccountKey, NewAccount};

use super::again;
use super::wire::{Wire, of_library};

/// Makes an account at the authority with this directory.
pub(super) async fn register(
    wire: &Wire,
    directory: &str,
    registration: &Registration,
) -> Result<Account, Refused> {
    let contact: Vec<&str> = registration.contact.iter().map(String::as_str).collect();
    let wanted = NewAccount {
        contact: &contact,
        terms_of_service_agreed: true,
        only_return_existing: false,
    };
    let binding = match &registration.binding {
        None => None,
        Some(binding) => {
            let key = binding_key(binding.hmac_key.expose());
            let key = key.ok_or_else(|| Refused {
                said: Said::new("the key of the binding is no base64url"),
                ..Refused::of(FailureKind::AccountRefused)
            })?;
            Some(ExternalAccountKey::new(binding.key_id.clone(), &key))
        }
    };
    // The key is made by the library together with the account. A process that dies in between
    // leaves an account behind that nobody uses; authorities do not mind.
    let made = again(|| async {
        let builder = instant_acme::Account::builder_with_http(Box::new(wire.clone()));
        let made = builder.create(&wanted, directory.to_owned(), binding.as_ref());
        made.await.map_err(of_library)
    });
    let made = made.await.map_err(|error| of_account(error.refused));
    let (account, credentials) = made?;
    let key = credentials.private_key().secret_pkcs8_der().to_vec();
    Ok(Account {
        uri: account.id().to_owned(),
        key: PrivateKey::from_pkcs8(key),
    })
}

/// The key of a binding: RFC 8555 §7.3.4 has it in base64url; some authorities show it in base64.
fn binding_key(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=');
    let url_safe = URL_SAFE_NO_PAD.decode(text);
    url_safe.or_else(|_| STANDARD_NO_PAD.decode(text)).ok()
}

/// What is wrong with an account is never a name's fault.
fn of_account(mut refused: Refused) -> Refused {
    refused.kind = match (refused.kind, refused.kind.scope()) {
        (FailureKind::RateLimited, _) => FailureKind::AccountRateLimited,
        (_, Scope::Name) => FailureKind::AccountRefused,
        (kind, Scope::Authority) => kind,
    };
    refused
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_bindings() {
        let octets = [0xfb, 0xff, 0xfe, 0x01];
        for text in ["-__-AQ", "-__-AQ==", "+//+AQ", "+//+AQ=="] {
            assert_eq!(binding_key(text).as_deref(), Some(&octets[..]), "{text}");
        }
        assert_eq!(binding_key("not a key"), None);
    }

    #[test]
    fn an_accounts_refusal_is_no_names() {
        let of = |kind| of_account(Refused::of(kind)).kind;
        assert_eq!(of(FailureKind::Unauthorized), FailureKind::AccountRefused);
        assert_eq!(
            of(FailureKind::RateLimited),
            FailureKind::AccountRateLimited
        );
        assert_eq!(of(FailureKind::Unreachable), FailureKind::Unreachable);
    }
}
