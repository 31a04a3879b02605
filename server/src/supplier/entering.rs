//! The form in the hands of a member who fills in what the supplier told.

use crate::file_out;
use crate::http_error::HttpError;
use crate::page_context::{PageContext, see_other};
use app::desk::routes;
use app::kit::shell::Banner;
use axum::response::Response;
use domain::Texts;
use service::records::{RequestId, TeamEntry};
use service::{Reviewer, ServiceError, SupplierDesk};

/// The desk of a supplier, for the member who fills it in, and the page's context with a banner that says so; none where the
/// member does not.
pub async fn open(
    reviewer: &Reviewer,
    request: &RequestId,
    context: &PageContext,
) -> Result<Option<(SupplierDesk, PageContext)>, HttpError> {
    let desk = match reviewer.entering(request).await {
        Ok(desk) => desk,
        Err(ServiceError::Unauthenticated | ServiceError::NotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let banner = desk.entry().map(|entry| ours(context.texts(), &desk, entry, &reviewer.member().name));
    let mut context = context.clone();
    context.banner = banner;
    Ok(Some((desk, context)))
}

/// Stops filling in, and leads back to the request; none where the member does not fill it in.
pub async fn leave(reviewer: &Reviewer, request: &RequestId) -> Result<Option<Response>, HttpError> {
    match reviewer.entry(request).await {
        Ok(Some(_)) => {
            reviewer.leave_entry(request).await?;
            Ok(Some(see_other(&routes::with(routes::request(request), &[("said", "entry_left")]))))
        }
        Ok(None) | Err(ServiceError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Where a member goes once the declaration is submitted.
pub fn submitted(request: &RequestId) -> Response {
    see_other(&routes::with(routes::request(request), &[("said", "entered")]))
}

fn ours(texts: &Texts, desk: &SupplierDesk, entry: &TeamEntry, name: &str) -> Banner {
    let channel = file_out::channel(texts, entry.channel);
    let day = entry.received_on.to_string();
    let args = [
        ("supplier", desk.supplier().name.as_str()),
        ("name", name),
        ("sender", &entry.sender),
        ("channel", &channel),
        ("day", &day),
    ];
    let go = (routes::enter(&entry.request), texts.get("answer.entry.back").to_owned());
    Banner { text: texts.fmt("answer.entry.ours", &args), go: Some(go) }
}

/// What a supplier is told of what the team has filled in, and it has not yet submitted.
pub fn told(texts: &Texts, company: &str, entries: &[TeamEntry]) -> Option<Banner> {
    let last = entries.last()?;
    let channel = file_out::channel(texts, last.channel);
    let day = last.received_on.to_string();
    let args = [("company", company), ("sender", last.sender.as_str()), ("channel", &channel), ("day", &day)];
    Some(Banner { text: texts.fmt("answer.entry.told", &args), go: None })
}
