//! The built site, embedded: every file under a name that holds the hash of its content.

use app::kit::shell::Assets;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

/// Where the files are served.
pub const PREFIX: &str = "/assets/";

/// What scripts may do that run as workers: a worker has the policy of its own file, not of the page.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

struct File {
    name: &'static str,
    path: &'static str,
    /// Packed with brotli where that makes it smaller: every browser of today takes it so, and the binary holds each file once.
    embedded: &'static [u8],
    is_packed: bool,
}

static FILES: &[File] = include!(concat!(env!("OUT_DIR"), "/site.rs"));

/// A file, and what is in it once somebody asks who cannot unpack it.
struct Served {
    file: &'static File,
    unpacked: OnceLock<Vec<u8>>,
}

static BY_PATH: LazyLock<HashMap<&'static str, Served>> = LazyLock::new(|| {
    FILES.iter().map(|file| (file.path, Served { file, unpacked: OnceLock::new() })).collect()
});

impl Served {
    fn plain(&self) -> &[u8] {
        if !self.file.is_packed {
            return self.file.embedded;
        }
        self.unpacked.get_or_init(|| {
            let mut out = Vec::new();
            if let Err(error) = brotli::BrotliDecompress(&mut { self.file.embedded }, &mut out) {
                unreachable!("the site build packed {}: {error}", self.file.name);
            }
            out
        })
    }
}

/// The files, by the names that pages know them by.
pub fn assets() -> Assets {
    let styles = BY_PATH.values().filter(|it| it.file.name.ends_with(".css"));
    Assets {
        addresses: FILES
            .iter()
            .map(|file| (file.name.to_owned(), format!("{PREFIX}{}", file.path)))
            .collect(),
        styles: styles
            .filter_map(|it| Some((it.file.name.to_owned(), std::str::from_utf8(it.plain()).ok()?)))
            .collect(),
    }
}

/// Serves a file.
pub async fn serve(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let Some(served) = BY_PATH.get(path.as_str()) else { return StatusCode::NOT_FOUND.into_response() };
    let file = served.file;
    let packed = file.is_packed && accepts_brotli(&headers);
    let etag = format!("\"{}{}\"", file.path, if packed { ".br" } else { "" });
    let mut out = HeaderMap::new();
    let mut set = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            out.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, content_type(file.path));
    set(header::CACHE_CONTROL, "public, max-age=31536000, immutable");
    set(header::VARY, "Accept-Encoding");
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::ETAG, &etag);
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|v| v.to_str().ok());
    if known.flat_map(|v| v.split(',')).any(|v| v.trim().trim_start_matches("W/") == etag) {
        return (StatusCode::NOT_MODIFIED, out).into_response();
    }
    if packed {
        set(header::CONTENT_ENCODING, "br");
    }
    (out, Body::from(if packed { file.embedded } else { served.plain() })).into_response()
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    let wishes = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|v| v.to_str().ok());
    wishes.flat_map(|v| v.split(',')).any(|wish| {
        let (coding, weight) = wish.split_once(';').unwrap_or((wish, ""));
        let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0f32));
        coding.trim().eq_ignore_ascii_case("br") && !refused
    })
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or("") {
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "json" | "webmanifest" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
