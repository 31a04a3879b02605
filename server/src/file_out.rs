//! A file that somebody put here, on its way out: to be kept, never to be shown by the browser.

use crate::app_state::AppState;
use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::Texts;
use futures::{Stream, StreamExt, stream};
use service::records::{Channel, KeptFile};
use std::io;

/// A body that comes in pieces. What packs it asks once more behind the end, which streams by themselves do not bear.
pub fn body_of<P>(pieces: impl Stream<Item = io::Result<P>> + Send + 'static) -> Body
where
    P: Into<Bytes> + 'static,
{
    Body::from_stream(pieces.fuse())
}

/// Sends it piece by piece under this name.
pub fn send(portal: &AppState, file: &KeptFile, name: &str) -> Response {
    let (services, kept) = (portal.services.clone(), file.clone());
    let pieces = stream::unfold((services, kept, 0), |(services, file, number)| async move {
        let piece = services.file_piece(&file, number).await.transpose()?;
        // What breaks off half-way must not look whole.
        Some((piece.map_err(io::Error::other), (services, file, number + 1)))
    });
    let headers = [
        (header::CONTENT_TYPE, file.is().content_type().to_owned()),
        (header::CONTENT_LENGTH, file.size.to_string()),
        (header::CONTENT_DISPOSITION, disposition(name)),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox; frame-ancestors 'none'".to_owned()),
    ];
    (headers, body_of(pieces)).into_response()
}

/// Whether it was scanned for viruses, and by what: never more than what happened.
pub fn scanned(texts: &Texts, file: &KeptFile) -> String {
    match file.scanned_at {
        Some(at) => {
            let day = service::day_of(at);
            texts.fmt("files.scanned", &[("scanner", &file.scanner), ("day", &day.to_string())])
        }
        None => texts.get("files.not_scanned").to_owned(),
    }
}

/// How something came that was not entered by the supplier, in words.
pub fn channel(texts: &Texts, channel: Channel) -> String {
    texts.get(&format!("channel.{}", channel.key())).to_owned()
}

/// The name twice: in letters that every browser takes, and whole. What no file system or header takes is left out.
pub fn disposition(name: &str) -> String {
    let kept = |c: char| if c.is_control() || "\"\\/:*?<>|%;".contains(c) { ' ' } else { c };
    let whole: String = name.chars().map(kept).collect();
    let whole = whole.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain: String = whole.chars().map(|c| if c.is_ascii() { c } else { '_' }).collect();
    if plain == whole {
        return format!("attachment; filename=\"{plain}\"");
    }
    let coded: String = whole
        .bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(b).to_string(),
            b => format!("%{b:02X}"),
        })
        .collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{coded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn desk_25_files_are_named_after_the_supplier_whatever_its_name() {
        assert_eq!(disposition("Alpha 2026-1.json"), "attachment; filename=\"Alpha 2026-1.json\"");
        assert_eq!(
            disposition("Müller / Söhne\r\n\"x\" 2026-1.json"),
            "attachment; filename=\"M_ller S_hne x 2026-1.json\"; filename*=UTF-8''M%C3%BCller%20S%C3%B6hne%20x%202026-1.json"
        );
    }
}
