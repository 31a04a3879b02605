//! Security headers on every answer, and the nonce of its content security policy.

use crate::app_state::AppState;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

/// What marks the scripts of this one answer as ours; in the request's extensions.
#[derive(Clone, Default)]
pub struct Nonce(pub String);

/// Draws the nonce, runs the rest, adds the headers that the handler did not set itself.
pub async fn secure(State(portal): State<AppState>, mut request: Request, next: Next) -> Response {
    let nonce = Nonce(draw());
    request.extensions_mut().insert(nonce.clone());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    // An immutable file needs nothing that only pages obey: every byte of the first view counts.
    let is_file = headers.get(header::CACHE_CONTROL).is_some_and(|v| v.as_bytes().ends_with(b"immutable"));
    let mut add = |name: HeaderName, value: &str| {
        if let (false, Ok(value)) = (headers.contains_key(&name), HeaderValue::from_str(value)) {
            headers.insert(name, value);
        }
    };
    add(header::CONTENT_SECURITY_POLICY, &policy(&nonce.0));
    add(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    add(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if portal.config.secure() {
        add(header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
    }
    if is_file {
        return response;
    }
    // Nothing goes to other sites. `no-referrer` would also hide a form's Origin from ourselves, and browsers that
    // send no Sec-Fetch-Site (any browser, over plain HTTP in a company's own network) could then post nothing.
    add(header::REFERRER_POLICY, "same-origin");
    add(header::X_FRAME_OPTIONS, "DENY");
    add(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    add(
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    );
    add(header::CACHE_CONTROL, "no-store");
    headers.append(header::VARY, HeaderValue::from_static("Sec-Fetch-Site, Origin"));
    response
}

fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
         worker-src 'self'; object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

fn draw() -> String {
    let mut bytes = [0u8; 18];
    // Without randomness nothing here is safe; the panic layer answers 500.
    getrandom::fill(&mut bytes).expect("the system's random source");
    STANDARD_NO_PAD.encode(bytes)
}
