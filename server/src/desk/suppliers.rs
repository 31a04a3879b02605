//! Suppliers: list, page, adding and changing by hand.

use super::campaigns::delivery;
use super::forms::{FormData, problems};
use super::list::{self, Asked, FILE_ROWS, ROWS};
use super::list_file::Kind;
use super::queue_filter::hundredths;
use super::requests::country_choice;
use super::session::{Desk, HandlerError, InScope, PageResult, done};
use super::views::with_views;
use super::{bulk, notes, timeline, view_models};
use crate::http_error::HttpError;
use crate::page_context::see_other;
use crate::routes::Route;
use app::desk::routes;
use app::desk::suppliers::{
    COLUMNS, CampaignToJoin, EditSupplier, Handover, Moved, SupplierPage, SupplierRequest, Suppliers,
};
use app::desk::{Area, BoundForm};
use app::ui::{Link, SelectOption};
use axum::extract::{Path, Query};
use service::records::{
    CampaignId, CampaignState, Relationship, Supplier, SupplierFilter, SupplierId, SupplierSort,
};
use service::suppliers::columns::Column;
use service::suppliers::directory::typed;
use service::survey::workdays::Delivery;
use service::{FieldProblem, ServiceError};

/// The routes of suppliers.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(routes::suppliers::PATH, show_list),
        Route::get(routes::suppliers_csv::PATH, csv),
        Route::get(routes::suppliers_xlsx::PATH, xlsx),
        Route::post(routes::suppliers_bulk::PATH, act_on_many),
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

/// What a list of suppliers is filtered by.
pub const FILTERS: [&str; 6] = ["q", "retired", "relationship", "country", "group", "spend"];

fn asked(sent: &FormData) -> Asked {
    Asked::of(sent, &FILTERS, &COLUMNS)
}

/// The order that a column gives; the list's own for one that gives none.
fn sort(column: &str) -> SupplierSort {
    order_of(column).unwrap_or_default()
}

fn order_of(column: &str) -> Option<SupplierSort> {
    Some(match column {
        "name" => SupplierSort::Name,
        "reference" => SupplierSort::Reference,
        "relationship" => SupplierSort::Relationship,
        "via" => SupplierSort::Via,
        "contact" => SupplierSort::ContactName,
        "email" => SupplierSort::Email,
        "language" => SupplierSort::Language,
        "country" => SupplierSort::Country,
        "spend" => SupplierSort::SpendShare,
        "parts" => SupplierSort::Parts,
        _ => return None,
    })
}

/// A page of suppliers as the address asks for it.
pub fn filter(asked: &Asked) -> SupplierFilter {
    let query = &asked.query;
    SupplierFilter {
        search: query.get("q").to_owned(),
        retired: !query.get("retired").is_empty(),
        relationship: Relationship::parse(query.get("relationship")),
        country: Some(query.get("country").to_owned()).filter(|country| !country.is_empty()),
        group: Some(query.get("group").to_owned()).filter(|group| !group.is_empty()),
        spend: hundredths(query.get("spend")),
        sort: sort(query.get("sort").trim_start_matches('-')),
        reversed: query.get("sort").starts_with('-'),
        after: asked.after.clone(),
        before: asked.before.clone(),
        limit: ROWS,
    }
}

async fn show_list(InScope(desk): InScope, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    let viewer = desk.viewer();
    let mut asked = asked(&FormData::from(query));
    asked.only("relationship", |key| Relationship::parse(key).is_some());
    asked.only("spend", |share| hundredths(share).is_some());
    let filter = filter(&asked);
    let page = viewer.suppliers(&filter).await?;
    let of = viewer.suppliers_found(&filter).await?;
    let campaigns = viewer.campaigns().await?.into_iter().filter(|c| c.state != CampaignState::Closed);
    let (active, retired) = viewer.supplier_counts().await?;
    let list =
        asked.listed(routes::suppliers(), [routes::suppliers_csv(), routes::suppliers_xlsx()], &page, of);
    let countries = viewer.supplier_countries().await?;
    let groups = viewer.supplier_groups().await?.into_iter();
    let body = Suppliers {
        groups: groups.map(|it| SelectOption { value: it.key, label: it.name }).collect(),
        active,
        retired,
        list: with_views(&desk, list).await?,
        countries: countries.into_iter().map(|code| country_choice(desk.texts(), code)).collect(),
        rows: page.rows.iter().map(view_models::supplier).collect(),
        campaigns: campaigns.map(|c| CampaignToJoin { id: c.id.into(), name: c.name }).collect(),
    };
    desk.page(desk.texts().get("desk.suppliers.title"), Area::Suppliers, body).await
}

async fn csv(InScope(desk): InScope, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    file(desk, &FormData::from(query), Kind::Csv).await
}

async fn xlsx(InScope(desk): InScope, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    file(desk, &FormData::from(query), Kind::Xlsx).await
}

/// All that the list finds, in the columns that it shows, under headers that the import knows.
async fn file(desk: Desk, sent: &FormData, kind: Kind) -> PageResult {
    let (viewer, asked) = (desk.viewer(), asked(sent));
    let filter = SupplierFilter { before: None, limit: FILE_ROWS, ..filter(&asked) };
    let read = move |after| {
        let (viewer, filter) = (viewer.clone(), SupplierFilter { after, ..filter.clone() });
        async move { Ok(viewer.suppliers(&filter).await?.map(|s| view_models::supplier(&s))) }
    };
    list::file_of_pages(kind, "suppliers", desk.texts(), &COLUMNS, &asked.query, read).await
}

/// Does something to those that are ticked, or to all that the list finds, after a question.
async fn act_on_many(InScope(desk): InScope, sent: FormData) -> PageResult {
    let manager = desk.manager()?;
    if let Some(turned) = bulk::turn_page(&sent, &routes::suppliers()) {
        return turned;
    }
    let (act, query) = (sent.get("act"), asked(&sent).query);
    if !["retire", "restore", "add"].contains(&act) {
        return Err(HttpError::BAD.into());
    }
    let wanted = filter(&asked(&sent));
    let ids = bulk::meant(&sent, manager.supplier_ids(&wanted)).await?;
    if ids.is_empty() {
        return done(&query.address(routes::suppliers()), "not_ticked");
    }
    let campaign = match act {
        "add" => Some(manager.campaign(&CampaignId::from(sent.get("to"))).await?),
        _ => None,
    };
    let of = ids.len();
    if !bulk::is_confirmed(&sent, &ids) {
        let mut names = Vec::new();
        for id in ids.iter().take(bulk::NAMED) {
            names.push(manager.supplier(id).await?.name);
        }
        let mut ask = bulk::ask(&desk, &sent, act, &ids, names);
        ask.grave = act == "retire";
        if let Some(campaign) = campaign {
            ask.text = desk.texts().fmt("desk.bulk.add_text", &[("name", &campaign.name)]);
        }
        ask.list = Link::new(query.address(routes::suppliers()), desk.texts().get("desk.suppliers.title"));
        return bulk::show(desk, Area::Suppliers, ask).await;
    }
    let (said, count) = match campaign {
        Some(campaign) => ("bulk_added", manager.add_recipients(&campaign.id, ids).await?),
        None if act == "retire" => ("bulk_retired", manager.retire_suppliers(ids).await?),
        None => ("bulk_restored", manager.restore_suppliers(ids).await?),
    };
    bulk::said(&query, routes::suppliers(), said, count, of)
}

async fn show(
    InScope(desk): InScope,
    Path(id): Path<SupplierId>,
    Query(query): Query<Vec<(String, String)>>,
) -> PageResult {
    let viewer = desk.viewer();
    let supplier = viewer.supplier(&id).await?;
    let requests = viewer.requests_of(&id).await?;
    let (notes, members) = notes::lines(&desk, &id, None).await?;
    let body = SupplierPage {
        notes,
        members,
        timeline: timeline::page(&desk, &id, &FormData::from(query)).await?,
        version: supplier.version,
        requests: requests
            .iter()
            .map(|r| SupplierRequest {
                id: r.request.id.to_string(),
                campaign: r.campaign_name.clone(),
                state: r.request.state,
                since: r.request.state_at,
            })
            .collect(),
        supplier: view_models::supplier(&supplier),
    };
    desk.page(&supplier.name, Area::Suppliers, body).await
}

/// The address is right after all.
async fn free(InScope(desk): InScope, Path(id): Path<SupplierId>) -> PageResult {
    let mails = desk.manager()?.free_address(&id).await?;
    done(&routes::supplier(&id), &format!("address_freed&count={mails}"))
}

fn form_of(s: &Supplier) -> BoundForm {
    let columns = Column::ALL.iter().map(|column| (column.key(), column.get(s)));
    BoundForm::of(columns.chain([("version", s.version.to_string())]))
}

/// The supplier that a form describes.
fn supplier_of(id: SupplierId, sent: &FormData) -> Result<Supplier, Vec<FieldProblem>> {
    let version = sent.number("version").unwrap_or(0);
    typed(Supplier { id, version, ..Supplier::default() }, |column| sent.get(column.key()))
}

fn title(desk: &Desk, id: &str) -> &'static str {
    desk.texts().get(if id.is_empty() { "desk.suppliers.add" } else { "desk.supplier.edit" })
}

async fn new(desk: Desk) -> PageResult {
    desk.manager()?;
    let form = BoundForm::of([("language", desk.context.language())]);
    let body = EditSupplier { form, ..EditSupplier::default() };
    desk.page(title(&desk, ""), Area::Suppliers, body).await
}

async fn edit(InScope(desk): InScope, Path(id): Path<SupplierId>) -> PageResult {
    let form = form_of(&desk.manager()?.supplier(&id).await?);
    let page_title = title(&desk, &id);
    desk.page(page_title, Area::Suppliers, EditSupplier { id: id.into(), form, moved: None }).await
}

async fn add(desk: Desk, sent: FormData) -> PageResult {
    store(desk, SupplierId::default(), sent).await
}

async fn change(InScope(desk): InScope, Path(id): Path<SupplierId>, sent: FormData) -> PageResult {
    store(desk, id, sent).await
}

async fn store(desk: Desk, id: SupplierId, sent: FormData) -> PageResult {
    let manager = desk.manager()?;
    let wanted = match supplier_of(id.clone(), &sent) {
        Ok(wanted) => wanted,
        Err(found) => return refuse(&desk, id, &sent, &found).await,
    };
    if let Some(moved) = moved(&desk, &wanted, sent.get("confirmed")).await? {
        let form = sent.again(desk.texts(), &[]);
        let body = EditSupplier { id: id.into(), form, moved: Some(moved) };
        return desk.page(desk.texts().get("desk.moved.title"), Area::Suppliers, body).await;
    }
    match manager.save_supplier_by(wanted, delivery(&sent)).await {
        Ok(supplier) => done(&routes::supplier(&supplier.id), "saved"),
        Err(ServiceError::Conflict) => {
            refuse(&desk, id, &sent, &[FieldProblem::new("", "desk.form.conflict")]).await
        }
        Err(other) => refuse(&desk, id, &sent, &problems(other)?).await,
    }
}

/// The form once more, with what is wrong.
async fn refuse(desk: &Desk, id: SupplierId, sent: &FormData, found: &[FieldProblem]) -> PageResult {
    let form = sent.again(desk.texts(), found);
    let page_title = title(desk, &id);
    desk.refused(page_title, Area::Suppliers, EditSupplier { id: id.into(), form, moved: None }).await
}

/// What a changed address would do to open requests, where that was not shown and confirmed yet.
async fn moved(desk: &Desk, wanted: &Supplier, confirmed: &str) -> Result<Option<Moved>, HandlerError> {
    if wanted.id.is_empty() {
        return Ok(None);
    }
    let old = desk.viewer().supplier(&wanted.id).await?;
    let same = service::suppliers::contacts::same_address(&old.email, &wanted.email);
    if same || confirmed == format!("{} > {}", old.email, wanted.email) {
        return Ok(None);
    }
    let wanted = Supplier { retired_at: old.retired_at, ..wanted.clone() };
    let handovers = desk.viewer().handovers(&wanted, Delivery::WorkingHours).await?;
    if handovers.is_empty() {
        return Ok(None);
    }
    let now = desk.portal.services.now();
    Ok(Some(Moved {
        later: handovers.iter().any(|h| h.invited_at.is_some_and(|at| at > now)),
        requests: handovers
            .into_iter()
            .map(|h| Handover { campaign: h.campaign, invited_at: h.invited_at })
            .collect(),
        old: old.email,
        new: wanted.email,
    }))
}

async fn retire(InScope(desk): InScope, Path(id): Path<SupplierId>) -> PageResult {
    desk.manager()?.retire_supplier(&id).await?;
    Ok(see_other(&routes::supplier(&id)))
}

async fn restore(InScope(desk): InScope, Path(id): Path<SupplierId>) -> PageResult {
    desk.manager()?.restore_supplier(&id).await?;
    Ok(see_other(&routes::supplier(&id)))
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, order_of};

    /// What a header offers and the list does not know would show an arrow over another order.
    #[test]
    fn every_column_that_sorts_gives_an_order_of_its_own() {
        let keys = COLUMNS.iter().flat_map(|column| column.sorts()).filter(|key| !key.is_empty());
        let keys: std::collections::BTreeSet<&str> = keys.map(|key| key.trim_start_matches('-')).collect();
        let mut orders = Vec::new();
        for key in &keys {
            let order = order_of(key).unwrap_or_else(|| panic!("{key} gives no order"));
            assert!(!orders.contains(&order), "{key}");
            orders.push(order);
        }
        assert!(keys.len() > 5);
    }
}
