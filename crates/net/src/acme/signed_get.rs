//! Fetches what an authority gives to the account alone: chains of certificates, of which the ACME
//! library shows only the first (RFC 8555 §6.3, §7.4.2).

use app::certificates::{Account, FailureKind};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http_body_util::Full;
use hyper::header::{CONTENT_TYPE, HeaderMap, LINK};
use hyper::{Method, Request};
use serde_json::json;

use super::wire::{Heard, NotHeard, Wire};

/// How often a nonce may not be liked.
const NONCES_MAX: usize = 12;
/// Other chains of one certificate.
const ALTERNATES_MAX: usize = 8;

/// Fetches from `url` with a request that the account signs.
pub(super) async fn signed_get(
    wire: &Wire,
    new_nonce: &str,
    account: &Account,
    url: &str,
) -> Result<Heard, NotHeard> {
    let mut nonce = None;
    for _ in 0..NONCES_MAX {
        let used = match nonce.take() {
            Some(nonce) => nonce,
            None => fresh_nonce(wire, new_nonce).await?,
        };
        let body = signed(account, url, &used)?;
        let request = Request::builder()
            .method(Method::POST)
            .uri(url)
            .header(CONTENT_TYPE, "application/jose+json")
            .body(Full::from(body));
        let request = request.map_err(|error| bad(&error.to_string()))?;
        match wire.send(request).await {
            Err(refused) if refused.bad_nonce => nonce = refused.nonce,
            other => return other,
        }
    }
    Err(NotHeard::of(
        FailureKind::ServerInternal,
        "it liked none of its own nonces",
    ))
}

async fn fresh_nonce(wire: &Wire, new_nonce: &str) -> Result<String, NotHeard> {
    let request = Request::builder().method(Method::HEAD).uri(new_nonce);
    let request = request.body(Full::default());
    let request = request.map_err(|error| bad(&error.to_string()))?;
    let heard = wire.send(request).await?;
    let nonce = heard.headers.get("replay-nonce");
    let nonce = nonce.and_then(|nonce| nonce.to_str().ok());
    nonce
        .map(str::to_owned)
        .ok_or_else(|| bad("it gave no nonce"))
}

/// RFC 8555 §6.3: a POST-as-GET has a payload of nothing.
fn signed(account: &Account, url: &str, nonce: &str) -> Result<String, NotHeard> {
    let head = json!({"alg": "ES256", "kid": account.uri, "nonce": nonce, "url": url});
    let head = URL_SAFE_NO_PAD.encode(head.to_string());
    let unsigned = |_| NotHeard::of(FailureKind::Store, "the key of the account does not sign");
    let pkcs8 = account.key.expose_pkcs8();
    let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8);
    let key = key.map_err(|_| unsigned(()))?;
    let signature = key.sign(&SystemRandom::new(), format!("{head}.").as_bytes());
    let signature = signature.map_err(|_| unsigned(()))?;
    let signature = URL_SAFE_NO_PAD.encode(signature.as_ref());
    Ok(json!({"protected": head, "payload": "", "signature": signature}).to_string())
}

fn bad(text: &str) -> NotHeard {
    NotHeard::of(FailureKind::BadAnswer, text)
}

/// The addresses of the other chains. RFC 8555 §7.4.2: 'Link: <https://…>;rel="alternate"'.
pub(super) fn alternates(headers: &HeaderMap) -> Vec<String> {
    let fields = headers.get_all(LINK).iter();
    let texts = fields.filter_map(|field| field.to_str().ok());
    let links = texts.flat_map(|text| text.split(','));
    let alternate = |link: &str| {
        let (target, parameters) = link.trim().split_once(';')?;
        let target = target.trim().strip_prefix('<')?.strip_suffix('>')?;
        let is_alternate = parameters.split(';').any(|parameter| {
            let parameter = parameter.replace([' ', '"'], "");
            parameter.eq_ignore_ascii_case("rel=alternate")
        });
        is_alternate.then(|| target.to_owned())
    };
    links.filter_map(alternate).take(ALTERNATES_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_other_chains() {
        let mut headers = HeaderMap::new();
        let mut add = |text: &'static str| headers.append(LINK, text.parse().unwrap());
        add(r#"<https://ca.example/dir>;rel="index""#);
        add(r#"<https://ca.example/1>;rel="alternate", <https://ca.example/2> ; REL = alternate"#);
        add("rubbish; rel=alternate");
        let found = alternates(&headers);
        assert_eq!(found, ["https://ca.example/1", "https://ca.example/2"]);
    }
}
