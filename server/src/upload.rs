//! Forms with a file in them.

use crate::http_error::HttpError;
use crate::routes::{DRAFT, FILLED, FORM};
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;

/// A form with a file in it.
#[derive(Default)]
pub struct Upload {
    /// The file's name, as the browser says.
    pub name: String,
    /// Its bytes, up to one more than a file may have.
    pub bytes: Vec<u8>,
    /// The other fields, in order.
    pub fields: Vec<(String, String)>,
}

/// Reads a form. Of a file that is too large, no more is held than shows that it is.
pub async fn read(parts: Multipart) -> Result<Upload, HttpError> {
    take(parts, sheets::limits::FILE_BYTES + 1, DRAFT).await
}

/// Reads the fields of a form without a file.
pub async fn fields(parts: Multipart) -> Result<Vec<(String, String)>, HttpError> {
    Ok(take(parts, 0, FILLED).await?.fields)
}

/// Reads what a stranger typed, as far as a plain form may hold it, and passes over the file.
pub async fn typed(parts: Multipart) -> Result<Vec<(String, String)>, HttpError> {
    Ok(take(parts, 0, FORM).await?.fields)
}

/// Reads a form with so much of its file and so much text at most. The route limits all of it.
async fn take(mut parts: Multipart, most: usize, text: usize) -> Result<Upload, HttpError> {
    let mut out = Upload::default();
    let mut left = text;
    while let Some(part) = parts.next_field().await.map_err(bad)? {
        let name = part.name().unwrap_or("").to_owned();
        if name == "file" {
            out.name = part.file_name().unwrap_or("").to_owned();
            out.bytes = first(part, most).await.map_err(bad)?;
            continue;
        }
        let value = first(part, left + 1).await.map_err(bad)?;
        let size = name.len() + value.len();
        left = left.checked_sub(size).ok_or(HttpError::of(StatusCode::PAYLOAD_TOO_LARGE))?;
        out.fields.push((name, String::from_utf8(value).map_err(|_| HttpError::BAD)?));
    }
    Ok(out)
}

/// The first bytes of a part; the rest is passed over.
async fn first(mut part: Field<'_>, most: usize) -> Result<Vec<u8>, MultipartError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await? {
        bytes.extend_from_slice(&chunk[..chunk.len().min(most - bytes.len())]);
    }
    Ok(bytes)
}

fn bad(error: MultipartError) -> HttpError {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => HttpError::of(StatusCode::PAYLOAD_TOO_LARGE),
        _ => HttpError::BAD,
    }
}
