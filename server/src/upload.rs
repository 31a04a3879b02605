//! Forms with a file in them.

use crate::fault::Fault;
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

/// Reads a form. The route limits its size; of a file that is too large, no more is held than shows that it is.
pub async fn read(parts: Multipart) -> Result<Upload, Fault> {
    take(parts, sheets::limits::FILE_BYTES + 1).await
}

/// Reads the fields of a form and passes over its file.
pub async fn fields(parts: Multipart) -> Result<Vec<(String, String)>, Fault> {
    Ok(take(parts, 0).await?.fields)
}

async fn take(mut parts: Multipart, most: usize) -> Result<Upload, Fault> {
    let mut out = Upload::default();
    while let Some(part) = parts.next_field().await.map_err(bad)? {
        let name = part.name().unwrap_or("").to_owned();
        if name == "file" {
            out.name = part.file_name().unwrap_or("").to_owned();
            out.bytes = file(part, most).await.map_err(bad)?;
        } else {
            let value = part.text().await.map_err(bad)?;
            out.fields.push((name, value));
        }
    }
    Ok(out)
}

async fn file(mut part: Field<'_>, most: usize) -> Result<Vec<u8>, MultipartError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await? {
        bytes.extend_from_slice(&chunk[..chunk.len().min(most - bytes.len())]);
    }
    Ok(bytes)
}

fn bad(error: MultipartError) -> Fault {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Fault::of(StatusCode::PAYLOAD_TOO_LARGE),
        _ => Fault::BAD,
    }
}
