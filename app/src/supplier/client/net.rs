//! Talking to the server: one request, one answer, one callback.

use wasm_bindgen::prelude::*;
use web_sys::XmlHttpRequest;

/// Sends a request; a body makes it a POST of JSON. The callback gets the text of a good answer, or the status of a
/// bad one (0 where the server could not be reached).
pub fn send(url: &str, body: Option<&str>, then: impl FnOnce(Result<String, u16>) + 'static) {
    let Ok(xhr) = XmlHttpRequest::new() else { return };
    let _ = xhr.open(if body.is_some() { "POST" } else { "GET" }, url);
    if body.is_some() {
        let _ = xhr.set_request_header("content-type", "application/json");
    }
    // A line that died without a word must not hold up every later save.
    xhr.set_timeout(30_000);
    let done = xhr.clone();
    let finish = Closure::once_into_js(move || {
        let status = done.status().unwrap_or(0);
        then(match done.response_text() {
            Ok(Some(text)) if (200..300).contains(&status) => Ok(text),
            _ => Err(status),
        });
    });
    xhr.set_onloadend(Some(finish.unchecked_ref()));
    let _ = xhr.send_with_opt_str(body);
}
