//! The page of Form SD, filled in and read.

use super::super::forms::{FormData, problems};
use super::super::session::{Desk, PageResult, done};
use super::draft_page::{block, plain};
use app::desk::reports::FormPage;
use app::desk::{Area, BoundForm, routes};
use axum::extract::Path;
use domain::Texts;
use service::reports::form::{FormDraft, FormStop, Registrant, Typed};
use service::{FieldProblem, ServiceError};

fn stop(texts: &Texts, stop: &FormStop) -> String {
    let said = |key: &str, args: &[(&str, &str)]| texts.fmt(&format!("desk.form_sd.stop.{key}"), args);
    match stop {
        FormStop::Held => said("held", &[]),
        FormStop::Open(words) => said("open", &[("words", words)]),
        FormStop::Named(name) => said("named", &[("name", name)]),
        FormStop::ReportNeeded(metal) => {
            let metal = texts.get(&format!("metal.{}", metal.to_lowercase())).to_owned();
            said("report_needed", &[("metal", &metal)])
        }
    }
}

/// What the controls hold before anybody types.
fn values(drafted: &FormDraft) -> BoundForm {
    let of = &drafted.form.registrant;
    let signed = |of: fn(&service::reports::form::Officer) -> String| {
        drafted.form.registrant.signed.as_ref().map_or(String::new(), of)
    };
    let inquiry: Vec<&str> = drafted.form.inquiry.iter().map(|text| text.as_str()).collect();
    BoundForm::of([
        ("version", drafted.version.to_string()),
        ("company", of.company.clone()),
        ("state", of.state.clone()),
        ("file_number", of.file_number.clone()),
        ("ein", of.ein.clone()),
        ("address", of.address.clone()),
        ("contact", of.contact.clone()),
        ("phone", of.phone.clone()),
        ("web_address", of.web_address.clone()),
        ("report", if drafted.form.report { "yes" } else { "no" }.to_owned()),
        ("inquiry", inquiry.join("\n")),
        ("signed_name", signed(|it| it.name.clone())),
        ("signed_title", signed(|it| it.title.clone())),
        ("signed_on", signed(|it| it.on.to_string())),
    ])
}

fn page(texts: &Texts, drafted: &FormDraft, form: BoundForm) -> Result<FormPage, ServiceError> {
    let blocks = drafted.blocks()?.iter().map(|it| block(it, &plain)).collect();
    Ok(FormPage {
        id: drafted.counted.opened.head.id.clone(),
        name: drafted.counted.opened.head.name.clone(),
        blocks,
        stops: drafted.stops.iter().map(|it| stop(texts, it)).collect(),
        form,
    })
}

pub async fn show(desk: Desk, Path(id): Path<String>) -> PageResult {
    let drafted = desk.viewer().form_sd(&id).await?;
    let body = page(desk.texts(), &drafted, values(&drafted))?;
    desk.page(&drafted.counted.opened.head.name, Area::Reports, body).await
}

pub async fn save(desk: Desk, Path(id): Path<String>, sent: FormData) -> PageResult {
    let manager = desk.manager()?;
    let get = |name: &str| sent.get(name).to_owned();
    let typed = Typed {
        registrant: Registrant {
            company: get("company"),
            state: get("state"),
            file_number: get("file_number"),
            ein: get("ein"),
            address: get("address"),
            contact: get("contact"),
            phone: get("phone"),
            web_address: get("web_address"),
            signed: None,
        },
        report: sent.get("report") != "no",
        inquiry: get("inquiry"),
        signed_name: get("signed_name"),
        signed_title: get("signed_title"),
        signed_on: get("signed_on"),
    };
    // A form that does not say what it saw is none of ours.
    let saved = match sent.number("version") {
        Some(version) => manager.save_form_sd(&id, version, typed).await,
        None => Err(ServiceError::Conflict),
    };
    match saved {
        Ok(()) => done(&routes::report_form(&id), "saved"),
        Err(error) => {
            let problems = match error {
                ServiceError::Conflict => vec![FieldProblem::new("version", "problem.changed_meanwhile")],
                other => problems(other)?,
            };
            let drafted = desk.viewer().form_sd(&id).await?;
            let body = page(desk.texts(), &drafted, sent.again(desk.texts(), &problems))?;
            desk.refused(&drafted.counted.opened.head.name, Area::Reports, body).await
        }
    }
}
