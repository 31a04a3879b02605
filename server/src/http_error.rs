//! What went wrong, as an answer: handlers return a [`HttpError`], and a layer draws the page.

use crate::app_state::AppState;
use crate::cookies::AnswerCookie;
use crate::layers::headers::Nonce;
use crate::layers::trace::RequestId;
use crate::page_context::{PageContext, html};
use crate::supplier::Held;
use app::desk::Frame;
use app::desk::auth::Trouble;
use app::supplier::model::ErrorPage;
use app::supplier::{SupplierPage, paths};
use app::ui::Link;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use service::ServiceError;
use service::ports::StoreError;

/// Why there is no page to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HttpError {
    pub status: StatusCode,
    /// The text key of what happened and what to do; without one, a general text by status.
    pub text: Option<&'static str>,
}

impl HttpError {
    /// No such thing, or none of the caller's: both look the same.
    pub const NOT_FOUND: HttpError = HttpError::of(StatusCode::NOT_FOUND);
    /// The caller's role does not allow it.
    pub const FORBIDDEN: HttpError = HttpError::of(StatusCode::FORBIDDEN);
    /// Somebody was faster.
    pub const CONFLICT: HttpError = HttpError::of(StatusCode::CONFLICT);
    /// What was sent cannot be understood.
    pub const BAD: HttpError = HttpError::of(StatusCode::BAD_REQUEST);
    /// Too many tries.
    pub const TOO_MANY: HttpError = HttpError::of(StatusCode::TOO_MANY_REQUESTS);
    /// Storage is away; nothing was stored.
    pub const BUSY: HttpError = HttpError::of(StatusCode::SERVICE_UNAVAILABLE);
    /// A fault of ours.
    pub const OURS: HttpError = HttpError::of(StatusCode::INTERNAL_SERVER_ERROR);

    /// A fault with the general text of its status.
    pub const fn of(status: StatusCode) -> HttpError {
        HttpError { status, text: None }
    }

    /// The same with a text of its own.
    pub const fn text(self, key: &'static str) -> HttpError {
        HttpError { text: Some(key), ..self }
    }
}

impl From<ServiceError> for HttpError {
    fn from(error: ServiceError) -> HttpError {
        match error {
            ServiceError::NotFound => HttpError::NOT_FOUND,
            ServiceError::Forbidden => {
                tracing::warn!("refused: the role does not allow it");
                HttpError::FORBIDDEN
            }
            ServiceError::OutOfScope => HttpError::FORBIDDEN.text("desk.trouble.scope"),
            ServiceError::Unauthenticated
            | ServiceError::CodeAwaited
            | ServiceError::SecondFactorDemanded => HttpError::of(StatusCode::UNAUTHORIZED),
            ServiceError::NotNow("placing") => HttpError::CONFLICT.text("desk.trouble.placing"),
            ServiceError::Conflict | ServiceError::NotNow(_) => HttpError::CONFLICT,
            ServiceError::Invalid(_) | ServiceError::Rejected(_) | ServiceError::Unanswered(_) => {
                HttpError::BAD
            }
            ServiceError::Throttled => HttpError::TOO_MANY,
            ServiceError::Unavailable(why) => {
                tracing::error!(%why, "unavailable; nothing was stored");
                HttpError::BUSY
            }
            ServiceError::Internal(why) => {
                tracing::error!(%why, "a fault of ours");
                HttpError::OURS
            }
        }
    }
}

impl From<StoreError> for HttpError {
    fn from(error: StoreError) -> HttpError {
        ServiceError::from(error).into()
    }
}

impl IntoResponse for HttpError {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Where no route leads.
pub async fn nothing_here() -> HttpError {
    HttpError::NOT_FOUND
}

/// Draws a page for every failure that has none yet: ours, axum's own (405, 413, 415, 422) and panics.
pub async fn draw(State(portal): State<AppState>, request: Request, next: Next) -> Response {
    let nonce = request.extensions().get::<Nonce>().cloned().unwrap_or_default();
    let reference = request.extensions().get::<RequestId>().map_or(String::new(), |id| id.0.clone());
    let context = PageContext::new(nonce, request.headers(), &portal);
    let wants_json = request.headers().get(header::CONTENT_TYPE).is_some_and(|v| v == "application/json");
    let path = request.uri().path().to_owned();
    let at_desk = !is_suppliers(&path);
    let held = Held::of(request.headers(), request_in(&path), &portal);
    let response = next.run(request).await;
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    let drawn = kind.starts_with("text/html") || kind.starts_with("application/json");
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) || drawn {
        return response;
    }
    let text = response.extensions().get::<HttpError>().and_then(|error| error.text);
    let allow = response.headers().get(header::ALLOW).cloned();
    let mut page = if wants_json {
        let body = serde_json::json!({ "status": status.as_u16(), "error": text, "reference": reference });
        (status, axum::Json(body)).into_response()
    } else if at_desk {
        html(status, desk_page(&context, status, text, &reference))
    } else if status == StatusCode::UNAUTHORIZED {
        crate::supplier::expired(&portal, &context, held, Vec::new(), String::new()).await
    } else {
        let back = match request_in(&path) {
            "" => String::new(),
            request => paths::of(paths::ANSWER, request),
        };
        let model = ErrorPage { status: status.as_u16(), text: text.map(str::to_owned), reference, back };
        html(status, app::supplier::render(SupplierPage::Error(model), &context.shell()))
    };
    if let Some(allow) = allow {
        page.headers_mut().insert(header::ALLOW, allow);
    }
    if status == StatusCode::SERVICE_UNAVAILABLE || status == StatusCode::TOO_MANY_REQUESTS {
        page.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    page
}

/// Where a supplier's addresses begin.
const SUPPLIERS: [&str; 4] = ["/answer", "/r/", "/verify", "/link"];

/// Whether a page at this address speaks to suppliers.
pub fn is_suppliers(path: &str) -> bool {
    path == "/" || SUPPLIERS.iter().any(|part| path.starts_with(part))
}

/// The request in the address of a form; empty elsewhere.
fn request_in(path: &str) -> &str {
    let id = path.strip_prefix("/answer/").and_then(|rest| rest.split('/').next()).unwrap_or("");
    AnswerCookie::of(id).map_or("", |_| id)
}

/// What the team reads.
fn desk_page(context: &PageContext, status: StatusCode, text: Option<&str>, reference: &str) -> String {
    let texts = context.texts();
    let by_status = format!("desk.trouble.{}", status.as_u16());
    let key = text.filter(|key| texts.has(key)).unwrap_or(&by_status);
    let key = if texts.has(key) { key } else { "desk.trouble.other" };
    let title = if status == StatusCode::FORBIDDEN { "desk.trouble.title_403" } else { "desk.trouble.title" };
    let title = texts.get(title).to_owned();
    let trouble = Trouble {
        title: title.clone(),
        text: texts.fmt(key, &[("reference", reference)]),
        go: Some(Link::new("/desk", texts.get("desk.trouble.go"))),
    };
    let frame = Frame { title, path: "/desk".to_owned(), ..Frame::default() };
    app::desk::render(&frame, trouble, &context.shell())
}
