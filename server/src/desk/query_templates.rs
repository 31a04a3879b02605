//! Texts that queries begin with: looked at by all, kept by whoever surveys.

use super::forms::{FormData, problems};
use super::session::{Desk, HandlerError, PageResult, done};
use crate::routes::Route;
use app::desk::settings::{QueryTemplates, TemplateLine};
use app::desk::{Area, BoundForm, routes};
use axum::extract::Path;
use domain::text::LANGUAGES;
use service::records::{Instant, QueryTemplate};
use service::{FieldProblem, ServiceError};
use std::collections::BTreeMap;

const PAGE: &str = routes::query_templates::PATH;

/// The routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(PAGE, show),
        Route::post(PAGE, add),
        Route::post(routes::query_template::PATH, change),
        Route::post(routes::remove_query_template::PATH, remove),
    ]
}

/// What stands before the names of the controls of a template.
fn prefix(id: &str) -> String {
    format!("{id}-")
}

fn line(template: QueryTemplate, refused: Option<(&str, &BoundForm)>) -> TemplateLine {
    let prefix = prefix(&template.id);
    let mut form =
        BoundForm::of([("prefix", prefix.clone()), ("seen", template.saved_at.millis().to_string())]);
    form.values.insert(format!("{prefix}name"), template.name.clone());
    for (language, text) in &template.texts {
        form.values.insert(format!("{prefix}text-{language}"), text.clone());
    }
    if let Some((_, typed)) = refused.filter(|(id, _)| *id == template.id) {
        form.values.extend(typed.values.clone());
        form.errors = typed.errors.clone();
    }
    TemplateLine { id: template.id, name: template.name, texts: template.texts.into_iter().collect(), form }
}

async fn page(
    desk: &Desk,
    new: BoundForm,
    refused: Option<(&str, &BoundForm)>,
) -> Result<QueryTemplates, HandlerError> {
    let all = desk.viewer().query_templates().await?;
    Ok(QueryTemplates { templates: all.into_iter().map(|it| line(it, refused)).collect(), form: new })
}

async fn show(desk: Desk) -> PageResult {
    let body = page(&desk, BoundForm::default(), None).await?;
    desk.page(desk.texts().get("desk.query_template.title"), Area::Settings, body).await
}

/// Name and texts as they were typed.
fn typed(sent: &FormData, prefix: &str) -> (String, BTreeMap<String, String>) {
    let texts = LANGUAGES.iter().map(|(code, _)| {
        ((*code).to_owned(), sent.raw(&format!("{prefix}text-{code}")).replace("\r\n", "\n"))
    });
    (sent.get(&format!("{prefix}name")).to_owned(), texts.collect())
}

async fn add(desk: Desk, sent: FormData) -> PageResult {
    let (name, texts) = typed(&sent, "");
    match desk.manager()?.add_query_template(&name, &texts).await {
        Ok(()) => done(PAGE, "saved"),
        Err(ServiceError::Conflict) => done(PAGE, "not_template_full"),
        Err(error) => {
            let form = sent.again(desk.texts(), &problems(error)?);
            let body = page(&desk, form, None).await?;
            desk.refused(desk.texts().get("desk.query_template.title"), Area::Settings, body).await
        }
    }
}

async fn change(desk: Desk, Path(id): Path<String>, sent: FormData) -> PageResult {
    let (manager, prefix) = (desk.manager()?, prefix(&id));
    let (name, texts) = typed(&sent, &prefix);
    let seen = Instant::from_millis(sent.number("seen").unwrap_or_default());
    match manager.change_query_template(&id, seen, &name, &texts).await {
        Ok(()) => done(PAGE, "saved"),
        Err(ServiceError::Conflict) => done(PAGE, "not_changed"),
        Err(error) => {
            let named = problems(error)?.into_iter();
            let named: Vec<_> =
                named.map(|p| FieldProblem { field: format!("{prefix}{}", p.field), ..p }).collect();
            let form = sent.again(desk.texts(), &named);
            let body = page(&desk, BoundForm::default(), Some((&id, &form))).await?;
            desk.refused(desk.texts().get("desk.query_template.title"), Area::Settings, body).await
        }
    }
}

async fn remove(desk: Desk, Path(id): Path<String>) -> PageResult {
    desk.manager()?.remove_query_template(&id).await?;
    done(PAGE, "query_template_removed")
}
