//! Who is at the desk, and the frame around every page.

use crate::app_state::AppState;
use crate::cookies::Cookie;
use crate::http_error::HttpError;
use crate::page_context::{PageContext, html, own_path, see_other};
use app::desk::routes;
use app::desk::{Area, DeskPage, FlashMessage, Frame, ScopeNames, UndoAct, Who, render};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::Texts;
use domain::workflow::Transition;
use service::records::Scope;
use service::{Actor, Administrator, Auditor, Manager, Reviewer, ServiceError, Viewer};

/// Why there is no page: a fault with the general page, or an answer of its own.
#[derive(Debug)]
pub enum HandlerError {
    /// A failure.
    Http(HttpError),
    /// An answer, for example the way to sign in.
    Response(Box<Response>),
}

impl From<HttpError> for HandlerError {
    fn from(fault: HttpError) -> HandlerError {
        HandlerError::Http(fault)
    }
}

impl From<ServiceError> for HandlerError {
    fn from(error: ServiceError) -> HandlerError {
        match error {
            ServiceError::Unauthenticated => sign_in("").into(),
            ServiceError::CodeAwaited => see_other(&routes::code()).into(),
            ServiceError::SecondFactorDemanded => see_other(&routes::second_factor()).into(),
            other => HandlerError::Http(other.into()),
        }
    }
}

impl From<Response> for HandlerError {
    fn from(response: Response) -> HandlerError {
        HandlerError::Response(Box::new(response))
    }
}

impl IntoResponse for HandlerError {
    fn into_response(self) -> Response {
        match self {
            HandlerError::Http(fault) => fault.into_response(),
            HandlerError::Response(response) => *response,
        }
    }
}

/// What a handler answers.
pub type PageResult = Result<Response, HandlerError>;

/// The way to sign in, and back afterwards.
pub fn sign_in(path: &str) -> Response {
    match own_path(path) {
        Some(path) if path != routes::home() => {
            see_other(&routes::with(routes::sign_in(), &[("next", path)]))
        }
        _ => see_other(&routes::sign_in()),
    }
}

/// A member at the desk.
pub struct Desk {
    /// Language, texts, nonce.
    pub context: PageContext,
    /// The member.
    pub actor: Actor,
    pub portal: AppState,
    path: String,
}

/// A member at the desk, wherever in the survey the member works. A handler that takes it heeds the member's scope; one
/// that takes [`Desk`] is for who works on everything.
pub struct InScope(pub Desk);

impl FromRequestParts<AppState> for Desk {
    type Rejection = HandlerError;

    async fn from_request_parts(parts: &mut Parts, portal: &AppState) -> Result<Desk, HandlerError> {
        let InScope(desk) = InScope::from_request_parts(parts, portal).await?;
        match desk.actor.everything() {
            Ok(_) => Ok(desk),
            Err(ServiceError::OutOfScope) => {
                Err(HttpError::FORBIDDEN.text(why_whole(parts.uri.path())).into())
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// Why a page is for who works on everything.
fn why_whole(path: &str) -> &'static str {
    let areas = [
        (routes::reports::PATH, "desk.trouble.scope_reports"),
        (routes::smelters::PATH, "desk.trouble.scope_smelters"),
        (routes::import::PATH, "desk.trouble.scope_import"),
        (routes::settings::PATH, "desk.trouble.scope_settings"),
    ];
    let area = areas.iter().find(|(begins, _)| path.starts_with(begins));
    area.map_or("desk.trouble.scope", |(_, text)| text)
}

impl FromRequestParts<AppState> for InScope {
    type Rejection = HandlerError;

    async fn from_request_parts(parts: &mut Parts, portal: &AppState) -> Result<InScope, HandlerError> {
        let Ok(context) = PageContext::from_request_parts(parts, portal).await;
        let path = parts.uri.path_and_query().map_or(routes::home::PATH, |p| p.as_str()).to_owned();
        // After signing in, a page can be shown again; an act cannot be done again.
        let back = if parts.method == Method::POST { "" } else { &path };
        let secret = Cookie::Desk.read(&parts.headers, portal.config.secure());
        let secret = secret.ok_or_else(|| sign_in(back))?;
        match portal.services.actor(secret).await {
            Ok(actor) => {
                tracing::Span::current().record("member", actor.member().id.as_str());
                Ok(InScope(Desk { context, actor, portal: portal.clone(), path }))
            }
            Err(ServiceError::Unauthenticated) => Err(sign_in(back).into()),
            Err(other) => Err(other.into()),
        }
    }
}

impl Desk {
    /// The texts of the page's language.
    pub fn texts(&self) -> &'static Texts {
        self.context.texts()
    }

    /// The path that was called, with its query.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Reading.
    pub fn viewer(&self) -> Viewer {
        self.actor.as_viewer()
    }

    /// Reading the log and the team's settings.
    pub fn auditor(&self) -> Result<Auditor, HandlerError> {
        Ok(self.actor.as_auditor()?)
    }

    /// Surveying.
    pub fn manager(&self) -> Result<Manager, HandlerError> {
        Ok(self.actor.as_manager()?)
    }

    /// Reviewing.
    pub fn reviewer(&self) -> Result<Reviewer, HandlerError> {
        Ok(self.actor.as_reviewer()?)
    }

    /// Company and team.
    pub fn administrator(&self) -> Result<Administrator, HandlerError> {
        Ok(self.actor.as_administrator()?)
    }

    /// A page with its frame.
    pub async fn page(&self, title: &str, area: Area, page: impl DeskPage) -> PageResult {
        self.page_with(StatusCode::OK, title, area, page).await
    }

    /// A form that was not accepted.
    pub async fn refused(&self, title: &str, area: Area, page: impl DeskPage) -> PageResult {
        self.page_with(StatusCode::UNPROCESSABLE_ENTITY, title, area, page).await
    }

    async fn page_with(
        &self,
        status: StatusCode,
        title: &str,
        area: Area,
        page: impl DeskPage,
    ) -> PageResult {
        let member = self.actor.member();
        let frame = Frame {
            title: title.to_owned(),
            company: self.viewer().company().await?.name,
            who: Some(Who { name: member.name.clone(), role: member.role, scope: self.scope_names().await? }),
            area,
            path: if status == StatusCode::OK { self.path.clone() } else { routes::home() },
            flash: self.flash().await?,
            for_us: self.viewer().counts(None).await?.for_us(),
            demo: self.portal.config.demo,
        };
        Ok(html(status, render(&frame, page, &self.context.shell())))
    }
}

impl Desk {
    /// What the member works on, by name; none where that is everything.
    async fn scope_names(&self) -> Result<Option<ScopeNames>, HandlerError> {
        let names = match self.actor.scope() {
            Scope::Everything => return Ok(None),
            Scope::Campaigns(_) => self.viewer().campaigns().await?.into_iter().map(|of| of.name).collect(),
            Scope::Groups(keys) => {
                let all = self.viewer().supplier_groups().await?.into_iter();
                all.filter(|of| keys.contains(&of.key)).map(|of| of.name).collect()
            }
        };
        Ok(Some(ScopeNames { of_groups: matches!(self.actor.scope(), Scope::Groups(_)), names }))
    }

    /// What was just done; of a decision, about whom it was and the way to undo it.
    async fn flash(&self) -> Result<Option<FlashMessage>, HandlerError> {
        let texts = self.texts();
        let Some(said) = flash(texts, &self.path) else { return Ok(None) };
        let query = self.path.split_once('?').map_or("", |(_, query)| query);
        let value = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        if let Some(job) = value("undo_all") {
            return Ok(Some(FlashMessage { undo: self.undo_together(job).await?, ..said }));
        }
        let decided = value("undo");
        let Some(id) = decided else { return Ok(Some(said)) };
        let Some((request, name)) = self.viewer().request_named(&id.into()).await? else {
            return Ok(Some(said));
        };
        let may = request.state.after(Transition::Undo).is_some() && self.actor.as_reviewer().is_ok();
        let undo = may.then(|| UndoAct::Decision { request: id.to_owned(), version: request.version });
        let text = texts.fmt("desk.said.about", &[("name", &name), ("text", &said.text)]);
        Ok(Some(FlashMessage { text, undo, ..said }))
    }
}

impl Desk {
    /// The way to take back what was accepted together; none where nothing of it can be.
    async fn undo_together(&self, job: &str) -> Result<Option<UndoAct>, HandlerError> {
        match self.viewer().together(job).await {
            Ok(found) if self.actor.as_reviewer().is_ok() => {
                Ok(found.undoable().map(|count| UndoAct::Together { job: job.to_owned(), count }))
            }
            Ok(_) | Err(ServiceError::NotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// A page for whoever is not signed in.
pub fn auth_page(
    context: &PageContext,
    status: StatusCode,
    title: &str,
    path: &str,
    page: impl DeskPage,
) -> Response {
    let frame = Frame {
        title: title.to_owned(),
        path: path.to_owned(),
        flash: flash(context.texts(), path),
        ..Frame::default()
    };
    html(status, render(&frame, page, &context.shell()))
}

/// What the query says was just done: `said=<key>` with an optional number `count=`, and of how many, `of=`. Only
/// sentences of ours.
fn flash(texts: &Texts, path: &str) -> Option<FlashMessage> {
    let query = path.split_once('?')?.1;
    let value = |name: &str| query.split('&').find_map(|p| p.strip_prefix(name)?.strip_prefix('='));
    let name = value("said")?;
    let number = |name| value(name).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0).to_string();
    let key = format!("desk.said.{name}");
    texts.has(&key).then(|| FlashMessage {
        text: texts.fmt(&key, &[("n", &number("count")), ("of", &number("of"))]),
        bad: name.starts_with("not_"),
        undo: None,
    })
}

/// After an act: there, saying what was done.
pub fn done(path: &str, flash: &str) -> PageResult {
    let join = if path.contains('?') { '&' } else { '?' };
    Ok(see_other(&format!("{path}{join}said={flash}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_only_what_we_wrote() {
        let texts = domain::text::embedded::texts("en");
        let text = |query: &str| flash(texts, &format!("{}{query}", routes::home())).map(|s| s.text);
        assert!(text("?said=launched&count=208").unwrap().contains("208"));
        assert!(!text("?said=launched&count=<b>").unwrap().contains('<'));
        assert_eq!(text("?said=pay+now"), None);
        assert_eq!(text(""), None);
    }

    #[test]
    fn each_area_says_why_it_is_for_who_works_on_everything() {
        let texts = domain::text::embedded::texts("en");
        let areas = [
            routes::reports(),
            routes::smelters(),
            routes::settings(),
            routes::import(),
            routes::new_campaign(),
        ];
        let said = areas.map(|path| texts.get(why_whole(&path)).to_owned());
        assert!(said.iter().all(|text| text.contains("Ask an administrator")), "{said:?}");
        assert_eq!(said.iter().collect::<std::collections::BTreeSet<_>>().len(), 5);
    }

    #[test]
    fn whoever_is_not_signed_in_comes_back_to_this_site_only() {
        let place = |path: &str| sign_in(path).headers()["location"].to_str().unwrap().to_owned();
        let there = place(&routes::with(routes::suppliers(), &[("q", "a")]));
        assert_eq!(there, routes::sign_in() + "?next=%2Fdesk%2Fsuppliers%3Fq%3Da");
        assert_eq!(place("//evil.example"), routes::sign_in());
        assert_eq!(place(&routes::home()), routes::sign_in());
    }
}
