//! A file that somebody put here, on its way out: to be kept, never to be shown by the browser.

use crate::app_state::AppState;
use crate::supplier::files::disposition;
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
