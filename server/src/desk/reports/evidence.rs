//! The evidence of a snapshot, as a file that is written while it is sent.

use super::super::session::{Desk, PageResult};
use crate::file_out::disposition;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse;
use hyper::body::Frame;
use service::{Result, ServiceError};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc::Receiver;

pub async fn take(desk: Desk, Path(id): Path<String>) -> PageResult {
    let evidence = desk.manager()?.take_evidence(&id).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&evidence.name)),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox; frame-ancestors 'none'".to_owned()),
    ];
    Ok((headers, Body::new(Pieces(evidence.pieces))).into_response())
}

/// Pieces as they come. A fault cuts the connection, so that nobody takes what there is for the whole.
struct Pieces(Receiver<Result<Vec<u8>>>);

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = ServiceError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>>>> {
        self.0.poll_recv(context).map(|piece| {
            piece.map(|piece| {
                let told = piece.inspect_err(|error| tracing::error!(%error, "the evidence is not whole"));
                told.map(|bytes| Frame::data(bytes.into()))
            })
        })
    }
}
