//! The company's product lines: the list, one line, and tables of them.

use super::super::forms::{FormData, problems, say, upload};
use super::super::list_file::{self, Kind as TableFile};
use super::super::session::{Desk, HandlerError, PageResult, done};
use super::super::view_models;
use super::own::template;
use crate::http_error::HttpError;
use crate::page_context::see_other;
use crate::reader::{Job, UploadError};
use app::desk::parts::Paging;
use app::desk::reports::{OwnNeed, ProductImport, ProductPage, ProductRow, Products};
use app::desk::{Area, BoundForm, routes};
use axum::extract::{Multipart, Path, Query};
use domain::Texts;
use service::reports::own::OwnData;
use service::reports::products::{Column, LONGEST, Names, ProductPlan, to_key, to_of};
use service::reports::{Need, ProductLine};
use service::{FieldProblem, ServiceError};
use std::collections::BTreeSet;

/// Lines of a page of the list, and of a preview.
const ROWS: usize = 50;

fn title(desk: &Desk) -> &str {
    desk.texts().get("desk.own.lines")
}

async fn names(desk: &Desk) -> Result<Names, ServiceError> {
    Ok(Names::of(desk.viewer().all_suppliers().await?))
}

fn row(texts: &Texts, (at, line): (usize, &ProductLine)) -> ProductRow {
    let needs = line.metals.iter().filter(|need| need.to.is_some());
    let metals: Vec<String> =
        needs.map(|need| texts.get(&format!("metal.{}", need.metal.key())).to_owned()).collect();
    ProductRow {
        at,
        number: line.number.clone(),
        name: line.name.clone(),
        metals: metals.join(", "),
        suppliers: line.suppliers.len() as u64,
    }
}

fn listed(texts: &Texts, data: &OwnData, sent: &FormData, upload: BoundForm) -> Products {
    let wish = sent.get("q").to_lowercase();
    let fits = |line: &ProductLine| {
        [&line.number, &line.name, &line.requester_number, &line.requester_name]
            .iter()
            .any(|text| text.to_lowercase().contains(&wish))
    };
    let found: Vec<(usize, &ProductLine)> =
        data.own.lines.iter().enumerate().filter(|(_, line)| fits(line)).collect();
    let base = routes::with(routes::own_products(), &[("q", sent.get("q"))]);
    let (range, paging) = Paging::numbered(&base, sent.number("page").unwrap_or(1), ROWS, found.len());
    let start = range.from.saturating_sub(1) as usize;
    Products {
        rows: found.into_iter().skip(start).take(ROWS).map(|it| row(texts, it)).collect(),
        search: BoundForm::of([("q", sent.get("q"))]),
        range,
        paging,
        upload,
    }
}

pub async fn list(desk: Desk, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    let data = desk.viewer().own_data().await?;
    let body = listed(desk.texts(), &data, &FormData::from(query), BoundForm::default());
    desk.page(title(&desk), Area::Reports, body).await
}

/// All lines in the columns that the import reads.
pub async fn csv(desk: Desk) -> PageResult {
    let (data, names) = (desk.viewer().own_data().await?, names(&desk).await?);
    let columns = Column::all(&template().metals);
    let head = columns.iter().map(|column| column.header()).collect();
    let line = |line: &ProductLine| columns.iter().map(|column| column.text(line, &names)).collect();
    let rows = std::iter::once(head).chain(data.own.lines.iter().map(line)).collect();
    list_file::list_file(TableFile::Csv, "products", rows).await
}

fn form(version: i64, line: &ProductLine, names: &Names) -> BoundForm {
    let mut values = vec![
        ("version".to_owned(), version.to_string()),
        ("number".to_owned(), line.number.clone()),
        ("name".to_owned(), line.name.clone()),
        ("requester_number".to_owned(), line.requester_number.clone()),
        ("requester_name".to_owned(), line.requester_name.clone()),
        ("suppliers".to_owned(), names.called(&line.suppliers).join("\n")),
    ];
    for need in &line.metals {
        let metal = need.metal.key();
        values.push((format!("{metal}.to"), to_key(need.to).to_owned()));
        let remains = need.remains.map_or("", |remains| if remains { "yes" } else { "no" });
        values.push((format!("{metal}.remains"), remains.to_owned()));
        values.push((format!("{metal}.why"), need.why.clone()));
    }
    BoundForm::of(values)
}

fn page(texts: &Texts, at: Option<usize>, title: &str, form: BoundForm) -> ProductPage {
    let metal = |m: &domain::Metal| OwnNeed {
        metal: m.key().to_owned(),
        name: texts.get(&format!("metal.{}", m.key())).to_owned(),
    };
    ProductPage { at, title: title.to_owned(), metals: template().metals.iter().map(metal).collect(), form }
}

/// What a line is called.
fn called(line: &ProductLine) -> String {
    [line.number.as_str(), &line.name].join(" ").trim().to_owned()
}

fn line_at(data: &OwnData, at: &str) -> Result<(usize, ProductLine), HandlerError> {
    let at: usize = at.parse().map_err(|_| HttpError::NOT_FOUND)?;
    Ok((at, data.own.lines.get(at).cloned().ok_or(HttpError::NOT_FOUND)?))
}

pub async fn show(desk: Desk, Path(at): Path<String>) -> PageResult {
    let data = desk.viewer().own_data().await?;
    let (at, line) = line_at(&data, &at)?;
    let form = form(data.version, &line, &names(&desk).await?);
    let body = page(desk.texts(), Some(at), &called(&line), form);
    desk.page(title(&desk), Area::Reports, body).await
}

pub async fn new(desk: Desk) -> PageResult {
    desk.manager()?;
    let version = desk.viewer().own_data().await?.version;
    let body = page(desk.texts(), None, "", BoundForm::of([("version", version.to_string())]));
    desk.page(title(&desk), Area::Reports, body).await
}

pub async fn add(desk: Desk, sent: FormData) -> PageResult {
    put(desk, None, ProductLine::default(), sent).await
}

pub async fn save(desk: Desk, Path(at): Path<String>, sent: FormData) -> PageResult {
    desk.manager()?;
    let data = desk.viewer().own_data().await?;
    let (at, line) = line_at(&data, &at)?;
    put(desk, Some(at), line, sent).await
}

/// What was sent, over what the line said: what the form does not show stays.
fn read(sent: &FormData, was: ProductLine, names: &Names) -> Result<ProductLine, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let mut get = |name: &str| {
        let text = sent.get(name).to_owned();
        if text.chars().count() > LONGEST {
            problems.push(FieldProblem::new(name, "problem.too_long"));
        }
        text
    };
    let (number, name) = (get("number"), get("name"));
    let (requester_number, requester_name) = (get("requester_number"), get("requester_name"));
    let template = template();
    let mut metals: Vec<Need> = Vec::new();
    for metal in &template.metals {
        let of = |name: &str| format!("{}.{name}", metal.key());
        let (why, remains) = (get(&of("why")), sent.get(&of("remains")));
        let remains = match remains {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        // Nobody has looked where nothing is chosen.
        if let Some(to) = to_of(sent.get(&of("to"))) {
            metals.push(Need { metal: *metal, to, remains, why });
        }
    }
    metals.extend(was.metals.iter().filter(|need| !template.metals.contains(&need.metal)).cloned());
    if number.is_empty() {
        problems.push(FieldProblem::new("number", "problem.required"));
    }
    let suppliers = names.read(sent.get("suppliers").lines(), &was.suppliers, "suppliers", &mut problems);
    let line = ProductLine { number, name, requester_number, requester_name, metals, suppliers };
    if problems.is_empty() { Ok(line) } else { Err(problems) }
}

async fn put(desk: Desk, at: Option<usize>, was: ProductLine, sent: FormData) -> PageResult {
    let manager = desk.manager()?;
    let name = called(&was);
    let saved = match (read(&sent, was, &names(&desk).await?), sent.number("version")) {
        (Ok(line), Some(version)) => manager.save_product(version, at, line).await,
        (Ok(_), None) => Err(ServiceError::Conflict),
        (Err(problems), _) => Err(ServiceError::Invalid(problems)),
    };
    match saved {
        Ok(_) => done(&routes::own_products(), "own_data"),
        Err(error) => {
            let problems = match error {
                // Somebody else was faster: what was typed stays, and says so.
                ServiceError::Conflict => vec![FieldProblem::new("version", "problem.changed_meanwhile")],
                other => problems(other)?,
            };
            let body = page(desk.texts(), at, &name, sent.again(desk.texts(), &problems));
            desk.refused(title(&desk), Area::Reports, body).await
        }
    }
}

pub async fn remove(desk: Desk, Path(at): Path<String>, sent: FormData) -> PageResult {
    let manager = desk.manager()?;
    let at = at.parse().map_err(|_| HttpError::NOT_FOUND)?;
    match manager.remove_product(sent.number("version").unwrap_or(-1), at).await {
        Ok(_) => done(&routes::own_products(), "own_data"),
        Err(ServiceError::Conflict) => done(&routes::own_products(), "not_changed_meanwhile"),
        Err(other) => Err(other.into()),
    }
}

async fn refuse(desk: &Desk, why: String) -> PageResult {
    let mut form = BoundForm::default();
    form.wrong("file", why);
    let data = desk.viewer().own_data().await?;
    let body = listed(desk.texts(), &data, &FormData::default(), form);
    desk.refused(title(desk), Area::Reports, body).await
}

/// Takes a table of products; nothing is stored before it was looked at.
pub async fn take(desk: Desk, parts: Multipart) -> PageResult {
    let manager = desk.manager()?;
    let _room = desk.portal.reader.room().await.map_err(|_| HttpError::BUSY)?;
    let sent = upload(parts).await?;
    let file = match desk.portal.reader.read::<sheets::TableFile>(Job::Table, &sent.name, sent.bytes).await {
        Ok(file) => file,
        Err(UploadError::Busy) => return Err(HttpError::BUSY.into()),
        Err(why) => return refuse(&desk, view_models::no_table(desk.texts(), &why)).await,
    };
    let batch = manager.upload_products(file).await?;
    match manager.preview_products(&batch, template()).await {
        Ok(_) => Ok(see_other(&routes::import_own_preview(&batch))),
        Err(error) => {
            let found = problems(error)?;
            refuse(&desk, found.first().map_or(String::new(), |p| say(desk.texts(), p))).await
        }
    }
}

/// What changes of a line, by column.
fn changes(names: &Names, before: &ProductLine, after: &ProductLine) -> Vec<[String; 3]> {
    let columns = Column::all(&template().metals);
    let differ = columns.iter().map(|c| (c.header(), c.text(before, names), c.text(after, names)));
    let differ = differ.filter(|(_, from, to)| from != to);
    differ.map(|(what, from, to)| [format!("{} · {what}", before.number), from, to]).collect()
}

fn preview(texts: &Texts, id: String, plan: &ProductPlan, names: &Names) -> ProductImport {
    let changed: Vec<[String; 3]> =
        plan.changed.iter().flat_map(|c| changes(names, &c.before, &c.after)).collect();
    let more = |n: usize| n.saturating_sub(ROWS) as u64;
    let row = |n: u64| texts.fmt("desk.own.import_row", &[("row", &n.to_string())]);
    let wrong = plan.problems.iter().map(|p| format!("{}: {}", row(p.row), say(texts, &p.problem)));
    ProductImport {
        id,
        file: plan.file.clone(),
        version: plan.version,
        same: plan.same as u64,
        new: plan.new.iter().take(ROWS).map(called).collect(),
        more_new: more(plan.new.len()),
        more_changed: more(changed.len()),
        changed: changed.into_iter().take(ROWS).collect(),
        problems: wrong.take(ROWS).collect(),
        more_problems: more(plan.problems.len()),
        wrong_rows: plan.problems.iter().map(|p| p.row).collect::<BTreeSet<_>>().len() as u64,
        unknown: plan.unknown.join(", "),
    }
}

pub async fn look(desk: Desk, Path(batch): Path<String>) -> PageResult {
    let plan = desk.manager()?.preview_products(&batch, template()).await?;
    let body = preview(desk.texts(), batch, &plan, &names(&desk).await?);
    desk.page(title(&desk), Area::Reports, body).await
}

pub async fn confirm(desk: Desk, Path(batch): Path<String>, sent: FormData) -> PageResult {
    let manager = desk.manager()?;
    let version = sent.number("version").unwrap_or(-1);
    match manager.confirm_products(&batch, version, template()).await {
        Ok((new, changed)) => done(&routes::own_products(), &format!("products&count={new}&of={changed}")),
        // Somebody changed the products since: what it would do now is shown again.
        Err(ServiceError::Conflict) => done(&routes::import_own_preview(&batch), "not_changed_meanwhile"),
        Err(other) => Err(other.into()),
    }
}
