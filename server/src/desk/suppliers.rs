//! Suppliers: list, page, adding and changing by hand.

use super::campaigns::delivery;
use super::forms::{Sent, problems};
use super::list_file::{Kind, list_file};
use super::logs;
use super::session::{Answer, Desk, Stop, done};
use super::shape::{self, Place};
use crate::look::see_other;
use crate::routes::Route;
use app::desk::parts;
use app::desk::routes;
use app::desk::suppliers::{EditSupplier, Moved, SupplierPage, Suppliers};
use app::desk::{Area, Form};
use axum::extract::{Path, Query};
use domain::Texts;
use serde::Deserialize;
use service::records::{Relationship, Supplier, SupplierFilter};
use service::survey::workdays::Delivery;
use service::{FieldProblem, ServiceError};

/// Rows of a page.
pub const ROWS: u32 = 50;
/// Rows that are read at a time for a file.
pub const FILE_ROWS: u32 = 500;

/// The routes of suppliers.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(routes::suppliers::PATH, list),
        Route::get(routes::suppliers_csv::PATH, csv),
        Route::get(routes::suppliers_xlsx::PATH, xlsx),
        Route::get(routes::new_supplier::PATH, new),
        Route::post(routes::new_supplier::PATH, add),
        Route::get(routes::supplier::PATH, show),
        Route::get(routes::edit_supplier::PATH, edit),
        Route::post(routes::edit_supplier::PATH, change),
        Route::post(routes::retire::PATH, retire),
        Route::post(routes::restore::PATH, restore),
        Route::post(routes::free::PATH, free),
    ]
}

/// How the list is looked through.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Look {
    /// What is searched for.
    q: String,
    /// Retired ones instead.
    retired: String,
}

impl Look {
    fn filter(&self, after: Option<String>, limit: u32) -> SupplierFilter {
        SupplierFilter { search: self.q.trim().to_owned(), retired: !self.retired.is_empty(), after, limit }
    }

    fn address(&self, list: String) -> String {
        routes::with(list, &[("q", self.q.trim()), ("retired", &self.retired)])
    }
}

async fn list(desk: Desk, Query(look): Query<Look>, Query(place): Query<Place>) -> Answer {
    let viewer = desk.viewer();
    let filter = look.filter(place.after.clone(), ROWS);
    let page = viewer.suppliers(&filter).await?;
    let counts = viewer.supplier_counts().await?;
    let of = if filter.retired { counts.1 } else { counts.0 };
    let of = filter.search.is_empty().then_some(of);
    let base = look.address(routes::suppliers());
    let (paging, range) = shape::listed(&base, &place, page.rows.len(), page.next.as_deref(), of);
    let body = Suppliers {
        counts,
        rows: page.rows.iter().map(shape::supplier).collect(),
        range,
        paging,
        csv: look.address(routes::suppliers_csv()),
        xlsx: look.address(routes::suppliers_xlsx()),
        search: filter.search,
        retired: filter.retired,
    };
    desk.page(desk.texts().get("desk.suppliers.title"), Area::Suppliers, body).await
}

async fn csv(desk: Desk, Query(look): Query<Look>) -> Answer {
    file(desk, look, Kind::Csv).await
}

async fn xlsx(desk: Desk, Query(look): Query<Look>) -> Answer {
    file(desk, look, Kind::Xlsx).await
}

/// What the list shows as a file, all of it, with the headers that the import knows.
async fn file(desk: Desk, look: Look, kind: Kind) -> Answer {
    let (viewer, texts) = (desk.viewer(), desk.texts());
    let headers = [
        "reference",
        "name",
        "relationship",
        "via",
        "contact",
        "email",
        "language",
        "country",
        "spend",
        "parts",
    ];
    let mut rows = vec![headers.map(|key| texts.get(&format!("desk.supplier.{key}")).to_owned()).to_vec()];
    let mut after = None;
    loop {
        let page = viewer.suppliers(&look.filter(after, FILE_ROWS)).await?;
        rows.extend(page.rows.iter().map(|s| cells(texts, s)));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    list_file(kind, "suppliers", rows).await
}

fn cells(texts: &'static Texts, s: &Supplier) -> Vec<String> {
    let s = shape::supplier(s);
    let relationship = parts::relationship(texts, &s.relationship);
    vec![
        s.reference,
        s.name,
        relationship,
        s.via,
        s.contact_name,
        s.email,
        s.language,
        s.country,
        s.spend_share,
        s.parts,
    ]
}

async fn show(desk: Desk, Path(id): Path<String>) -> Answer {
    let (viewer, texts) = (desk.viewer(), desk.texts());
    let supplier = viewer.supplier(&id).await?;
    let requests = viewer.requests_of(&id).await?;
    let own = format!("supplier:{id}");
    let entries = viewer.log_of_supplier(&id, 100).await?;
    let names = logs::Names::of(&viewer, &entries).await?;
    let body = SupplierPage {
        version: supplier.version,
        requests: requests
            .iter()
            .map(|r| {
                let (request, state) = (&r.request, r.request.state.key().to_owned());
                (request.id.clone(), r.campaign_name.clone(), state, request.state_at)
            })
            .collect(),
        mails: viewer.mails(Some(&id), 50).await?.iter().map(|m| shape::mail(texts, m)).collect(),
        log: logs::lines(texts, &entries, &names, &own),
        supplier: shape::supplier(&supplier),
    };
    desk.page(&supplier.name, Area::Suppliers, body).await
}

/// The address is right after all.
async fn free(desk: Desk, Path(id): Path<String>) -> Answer {
    let mails = desk.reviewer()?.free_address(&id).await?;
    done(&routes::supplier(&id), &format!("address_freed&count={mails}"))
}

fn form_of(s: &Supplier) -> Form {
    Form::of([
        ("version", s.version.to_string()),
        ("name", s.name.clone()),
        ("reference", s.reference.clone()),
        ("relationship", s.relationship.key().to_owned()),
        ("via", s.via.clone()),
        ("contact_name", s.contact_name.clone()),
        ("email", s.email.clone()),
        ("language", s.language.clone()),
        ("country", s.country.clone()),
        ("spend_share", s.spend_share.map_or(String::new(), shape::share)),
        ("parts", s.parts.clone()),
    ])
}

/// The supplier that a form describes. A share that cannot be read is out of range, so that the use case says so.
fn supplier_of(id: String, sent: &Sent) -> Supplier {
    let text = |name: &str| sent.get(name).to_owned();
    let share = sent.get("spend_share");
    Supplier {
        id,
        version: sent.number("version").unwrap_or(0),
        reference: text("reference"),
        name: text("name"),
        relationship: Relationship::parse(sent.get("relationship")).unwrap_or_default(),
        via: text("via"),
        contact_name: text("contact_name"),
        email: text("email"),
        language: text("language"),
        country: text("country"),
        spend_share: (!share.is_empty()).then(|| shape::parse_share(share).unwrap_or(-1)),
        parts: text("parts"),
        ..Supplier::default()
    }
}

fn title(desk: &Desk, id: &str) -> &'static str {
    desk.texts().get(if id.is_empty() { "desk.suppliers.add" } else { "desk.supplier.edit" })
}

async fn new(desk: Desk) -> Answer {
    desk.reviewer()?;
    let form = Form::of([("language", desk.look.language())]);
    let body = EditSupplier { form, ..EditSupplier::default() };
    desk.page(title(&desk, ""), Area::Suppliers, body).await
}

async fn edit(desk: Desk, Path(id): Path<String>) -> Answer {
    let form = form_of(&desk.reviewer()?.supplier(&id).await?);
    let page_title = title(&desk, &id);
    desk.page(page_title, Area::Suppliers, EditSupplier { id, form, moved: None }).await
}

async fn add(desk: Desk, sent: Sent) -> Answer {
    store(desk, String::new(), sent).await
}

async fn change(desk: Desk, Path(id): Path<String>, sent: Sent) -> Answer {
    store(desk, id, sent).await
}

async fn store(desk: Desk, id: String, sent: Sent) -> Answer {
    let reviewer = desk.reviewer()?;
    let wanted = supplier_of(id.clone(), &sent);
    if let Some(moved) = moved(&desk, &wanted, sent.get("confirmed")).await? {
        let form = sent.again(desk.texts(), &[]);
        let body = EditSupplier { id, form, moved: Some(moved) };
        return desk.page(desk.texts().get("desk.moved.title"), Area::Suppliers, body).await;
    }
    match reviewer.save_supplier_by(wanted, delivery(&sent)).await {
        Ok(supplier) => done(&routes::supplier(&supplier.id), "saved"),
        Err(error) => {
            let found = match error {
                ServiceError::Conflict => vec![FieldProblem::new("", "desk.form.conflict")],
                other => problems(other)?,
            };
            let form = sent.again(desk.texts(), &found);
            let page_title = title(&desk, &id);
            let body = EditSupplier { id, form, moved: None };
            desk.refused(page_title, Area::Suppliers, body).await
        }
    }
}

/// What a changed address would do to open requests, where that was not shown and confirmed yet.
async fn moved(desk: &Desk, wanted: &Supplier, confirmed: &str) -> Result<Option<Moved>, Stop> {
    // What cannot be stored is refused before anything is asked.
    let Ok(wanted) = service::suppliers::directory::tidy(wanted.clone()) else { return Ok(None) };
    if wanted.id.is_empty() {
        return Ok(None);
    }
    let old = desk.viewer().supplier(&wanted.id).await?;
    let same = service::suppliers::contacts::same_address(&old.email, &wanted.email);
    if same || confirmed == format!("{} > {}", old.email, wanted.email) {
        return Ok(None);
    }
    let wanted = Supplier { retired_at: old.retired_at, ..wanted };
    let handovers = desk.viewer().handovers(&wanted, Delivery::WorkingHours).await?;
    if handovers.is_empty() {
        return Ok(None);
    }
    let now = desk.portal.services.now();
    Ok(Some(Moved {
        later: handovers.iter().any(|h| h.invited_at.is_some_and(|at| at > now)),
        requests: handovers.into_iter().map(|h| (h.campaign, h.invited_at)).collect(),
        old: old.email,
        new: wanted.email,
    }))
}

async fn retire(desk: Desk, Path(id): Path<String>) -> Answer {
    desk.reviewer()?.retire_supplier(&id).await?;
    Ok(see_other(&routes::supplier(&id)))
}

async fn restore(desk: Desk, Path(id): Path<String>) -> Answer {
    desk.reviewer()?.restore_supplier(&id).await?;
    Ok(see_other(&routes::supplier(&id)))
}
