//! Views of lists under a name.

use super::forms::{FormData, problems};
use super::session::{Desk, InScope, PageResult, done};
use crate::http_error::HttpError;
use crate::routes::Route;
use app::desk::list::{Listed, SavedLink, SavedViews};
use app::desk::routes;
use app::desk::views::{ViewLine, Views};
use app::desk::{Area, BoundForm};
use axum::extract::Path;
use service::records::SavedView;
use service::team::views::NewView;
use service::{FieldProblem, ServiceError};

/// The lists that have views: what each is called where they are kept, its address, and the key of its name.
const LISTS: [(&str, &str, &str); 4] = [
    ("inbox", routes::requests::PATH, "desk.queue.title"),
    ("suppliers", routes::suppliers::PATH, "desk.suppliers.title"),
    ("smelters", routes::smelters::PATH, "desk.nav.smelters"),
    ("log", routes::log::PATH, "desk.log.title"),
];

/// The routes of views.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(routes::views::PATH, show),
        Route::post(routes::views::PATH, save),
        Route::post(routes::rename_view::PATH, rename),
        Route::post(routes::remove_view::PATH, remove),
    ]
}

/// The views of the list that has this address.
pub async fn with_views(desk: &Desk, list: Listed) -> Result<Listed, ServiceError> {
    let Some((key, ..)) = LISTS.into_iter().find(|(_, address, _)| *address == list.address) else {
        return Ok(list);
    };
    let of_list = desk.viewer().views().await?.into_iter().filter(|view| view.list == key);
    let link = |view: SavedView| SavedLink { name: view.name, query: view.query, team: view.owner.is_none() };
    Ok(Listed { saved: SavedViews { list: key, links: of_list.map(link).collect() }, ..list })
}

async fn page(desk: &Desk, form: BoundForm) -> Result<Views, ServiceError> {
    let (viewer, texts) = (desk.viewer(), desk.texts());
    let members = viewer.members().await?;
    let (mut own, mut team) = (Vec::new(), Vec::new());
    for view in viewer.views().await? {
        let Some((_, address, name)) = LISTS.into_iter().find(|(key, ..)| *key == view.list) else {
            continue;
        };
        let by = || members.iter().find(|m| m.id == view.saved_by).map_or(String::new(), |m| m.name.clone());
        let line = ViewLine {
            id: view.id.clone(),
            name: view.name.clone(),
            list: texts.get(name).to_owned(),
            href: format!("{address}?{}", view.query),
            by: if view.owner.is_none() { by() } else { String::new() },
        };
        if view.owner.is_none() { team.push(line) } else { own.push(line) }
    }
    Ok(Views { own, team, form })
}

async fn show(InScope(desk): InScope) -> PageResult {
    let body = page(&desk, BoundForm::default()).await?;
    desk.page(desk.texts().get("desk.view.title"), Area::Account, body).await
}

/// What came of a form: back to the list, or the page of views with what is wrong.
async fn answer(
    desk: &Desk,
    sent: &FormData,
    found: Result<(), ServiceError>,
    to: &str,
    said: &str,
) -> PageResult {
    match found {
        Ok(()) => done(to, said),
        Err(ServiceError::Conflict) => done(routes::views::PATH, "not_view_full"),
        Err(error) => {
            // On that page every view has a control of its own.
            let wrong: Vec<_> = problems(error)?;
            let wrong: Vec<_> =
                wrong.into_iter().map(|it| FieldProblem { field: String::new(), ..it }).collect();
            let form = sent.again(desk.texts(), &wrong);
            let body = page(desk, form).await?;
            desk.refused(desk.texts().get("desk.view.title"), Area::Account, body).await
        }
    }
}

async fn save(InScope(desk): InScope, sent: FormData) -> PageResult {
    let list = LISTS.into_iter().find(|(key, ..)| *key == sent.get("list"));
    let (list, address, _) = list.ok_or(HttpError::BAD)?;
    let query = sent.get("query").to_owned();
    let new = NewView { list: list.to_owned(), name: sent.get("name").to_owned(), query: query.clone() };
    let saved = match sent.get("for") {
        "team" => desk.reviewer()?.save_team_view(new).await,
        _ => desk.viewer().save_own_view(new).await,
    };
    answer(&desk, &sent, saved, &format!("{address}?{query}"), "view_saved").await
}

/// Whether a view is the team's; it is not found where it is somebody else's.
async fn is_team(desk: &Desk, id: &str) -> Result<bool, ServiceError> {
    let views = desk.viewer().views().await?;
    views.iter().find(|view| view.id == id).map(|view| view.owner.is_none()).ok_or(ServiceError::NotFound)
}

async fn rename(InScope(desk): InScope, Path(id): Path<String>, sent: FormData) -> PageResult {
    let renamed = match is_team(&desk, &id).await? {
        true => desk.reviewer()?.rename_team_view(&id, sent.get("name")).await,
        false => desk.viewer().rename_own_view(&id, sent.get("name")).await,
    };
    answer(&desk, &sent, renamed, routes::views::PATH, "saved").await
}

async fn remove(InScope(desk): InScope, Path(id): Path<String>, sent: FormData) -> PageResult {
    let removed = match is_team(&desk, &id).await? {
        true => desk.reviewer()?.remove_team_view(&id).await,
        false => desk.viewer().remove_own_view(&id).await,
    };
    answer(&desk, &sent, removed, routes::views::PATH, "view_removed").await
}
