//! What every answer of the pages says to the browser about itself.

use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

/// Nothing but our own files; no script or style within a page, so no nonce and no hash either.
pub(super) const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
     img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";

const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// Sets them. What a page shows is its viewer's alone, so nothing is kept that does not say it may be.
pub(super) async fn secure(request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    secure_answer(&mut answer);
    answer
}

/// Sets them on one answer.
pub(super) fn secure_answer(answer: &mut Response) {
    let headers = answer.headers_mut();
    set(headers, CONTENT_SECURITY_POLICY, POLICY);
    set(headers, REFERRER_POLICY, "no-referrer");
    set(headers, OPENER_POLICY, "same-origin");
    set(headers, X_CONTENT_TYPE_OPTIONS, "nosniff");
    if !headers.contains_key(CACHE_CONTROL) {
        set(headers, CACHE_CONTROL, "no-store");
    }
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}
