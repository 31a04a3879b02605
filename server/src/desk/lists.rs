//! Smelter lists: upload, look, confirm, retire; and what was true of a smelter on a day.

use super::confirmed::confirmed;
use super::forms::{FormData, problems, upload};
use super::session::{Desk, PageResult, done};
use super::{list_changes, view_models};
use crate::http_error::HttpError;
use crate::page_context::see_other;
use crate::reader::{Job, UploadError};
use crate::routes::{Route, UPLOAD};
use app::desk::mapping::FileColumn;
use app::desk::routes;
use app::desk::smelter_lists::{
    AffectedRequest, FoundSmelter, ListCount, ListedSmelter, RetiredList, SmelterListImport, SmelterListLine,
    SmelterLists,
};
use app::desk::{Area, BoundForm};
use app::ui::SelectOption;
use axum::extract::{Multipart, Path, Query};
use domain::smelters::country::country_in;
use domain::smelters::list::{About, ListColumn, ListIssue};
use domain::smelters::{LicenceClass, ListKind, SmelterList};
use domain::{Day, Metal, Texts, answer};
use service::records::ListHead;
use service::smelters::smelter_lists::{ListPreview, UploadedList, kind};
use service::{FieldProblem, ServiceError};
use sheets::lists::{Columns, ListFile};

/// How many remarks, and how many smelters, a page shows.
const LISTED: usize = 200;
const FIRST: usize = 12;

const PAGE: &str = routes::references::PATH;

/// The routes of the lists.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(routes::references::PATH, show),
        Route::post(routes::references::PATH, take).limit(UPLOAD),
        Route::get(routes::import_list::PATH, look),
        Route::post(routes::import_list::PATH, confirm),
        Route::get(routes::list::PATH, stored),
        Route::post(routes::retire_list::PATH, retire),
        Route::post(routes::ask_about_list::PATH, list_changes::ask),
    ]
}

fn title(desk: &Desk) -> &str {
    desk.texts().get("desk.settings.references")
}

fn kind_words(texts: &Texts, kind: ListKind) -> String {
    texts.get(&format!("smelters.kind.{}", kind.key())).to_owned()
}

fn metal(texts: &Texts, metal: Metal) -> String {
    texts.get(&format!("metal.{}", metal.key())).to_owned()
}

async fn lists(desk: &Desk, search: &FormData, form: BoundForm) -> Result<SmelterLists, ServiceError> {
    let (viewer, texts) = (desk.viewer(), desk.texts());
    let members = viewer.members().await?;
    let line = |head: ListHead| SmelterListLine {
        kind: kind_words(texts, head.kind),
        by: members.iter().find(|m| m.id == head.imported_by).map_or(String::new(), |m| m.name.clone()),
        id: head.id,
        as_of: head.as_of.to_string(),
        source: head.source,
        licence: head.licence,
        size: head.size,
        noise: head.noise,
        imported_at: head.imported_at,
        retired: head.retired_at.map(|at| RetiredList { at, why: head.retired_why }),
        affected: 0,
        affected_first: Vec::new(),
    };
    let day = day(desk, search.get("day"));
    let found = match search.get("q") {
        "" => None,
        query => {
            let found = viewer.find_smelters(query, day).await?;
            let shown = found.into_iter().map(|f| FoundSmelter {
                metal: f.metal.map_or(String::new(), |m| metal(texts, m)),
                listed: f.removed.is_none(),
                cid: f.cid,
                name: f.name,
                country: country_in(desk.texts().language(), &f.country).to_owned(),
            });
            Some(shown.collect())
        }
    };
    let mut lines: Vec<SmelterListLine> = viewer.smelter_lists().await?.into_iter().map(line).collect();
    for line in &mut lines {
        let (count, first) = viewer.affected_by_list(&line.id).await?;
        line.affected = count;
        let affected = first.into_iter().map(|t| AffectedRequest {
            request: t.request.into(),
            supplier: t.supplier,
            more: t.more,
            fewer: t.fewer,
        });
        line.affected_first = affected.collect();
    }
    Ok(SmelterLists {
        lists: lines,
        search: BoundForm::of([("q", search.get("q")), ("day", &day.to_string())]),
        found,
        form,
        placing: view_models::open_job(viewer.placing().await?),
        judging: view_models::open_job(viewer.judging().await?),
    })
}

/// The day that was asked about; today where that is no day.
fn day(desk: &Desk, asked: &str) -> Day {
    answer::parse_date(asked).unwrap_or_else(|| desk.portal.services.today())
}

async fn show(desk: Desk, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    let body = lists(&desk, &FormData::from(query), BoundForm::default()).await?;
    desk.page(title(&desk), Area::Settings, body).await
}

async fn take(desk: Desk, parts: Multipart) -> PageResult {
    let admin = desk.administrator()?;
    let _room = desk.portal.reader.room().await.map_err(|_| HttpError::BUSY)?;
    let (sent, texts) = (upload(parts).await?, desk.texts());
    let kept = match desk.portal.reader.read::<ListFile>(Job::List, &sent.name, sent.bytes).await {
        Ok(file) => {
            let name = sent.name.chars().take(200).collect();
            admin.upload_list(UploadedList { name, file }).await
        }
        Err(UploadError::Busy) => return Err(HttpError::BUSY.into()),
        Err(why) => {
            Err(ServiceError::Invalid(vec![FieldProblem::new("file", &view_models::unreadable(texts, &why))]))
        }
    };
    match kept {
        Ok(batch) => Ok(see_other(&format!("{PAGE}/import/{batch}"))),
        Err(error) => {
            let form = sent.fields.again(texts, &problems(error)?);
            let body = lists(&desk, &FormData::default(), form).await?;
            desk.refused(title(&desk), Area::Settings, body).await
        }
    }
}

fn column_key(column: ListColumn) -> String {
    serde_json::to_value(column).ok().and_then(|v| Some(v.as_str()?.to_owned())).unwrap_or_default()
}

fn column_words(texts: &Texts, column: ListColumn) -> String {
    texts.get(&format!("desk.refs.column.{}", column_key(column))).to_owned()
}

/// What was said of the list and its columns; nothing where nothing was said.
fn said(sent: &FormData) -> Option<(About, Columns)> {
    sent.under("column.").next()?;
    let about = About {
        kind: kind(sent.get("kind")).unwrap_or_default(),
        as_of: sent.day("as_of"),
        source: sent.get("source").to_owned(),
        licence: sent.get("licence").to_owned(),
        class: LicenceClass::of(sent.get("class")),
    };
    let mut columns = Columns::new();
    for (at, key) in sent.under("column.") {
        let column = ListColumn::ALL.into_iter().find(|c| column_key(*c) == key);
        if let (Ok(at), Some(column)) = (at.parse(), column)
            // What two columns claim is taken from the first.
            && !columns.iter().any(|(c, _)| *c == column)
        {
            columns.push((column, at));
        }
    }
    Some((about, columns))
}

async fn look(
    desk: Desk,
    Path(batch): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> PageResult {
    let (about, columns) = said(&FormData::from(query)).unzip();
    let preview = desk.administrator()?.preview_list(&batch, about, columns).await?;
    let body = shown(desk.texts(), batch, preview, None);
    desk.page(title(&desk), Area::Settings, body).await
}

async fn confirm(desk: Desk, Path(batch): Path<String>, sent: FormData) -> PageResult {
    let admin = confirmed(&desk, &sent).await?;
    let (about, columns) = said(&sent).ok_or(HttpError::BAD)?;
    match admin.confirm_list(&batch, about.clone(), columns.clone()).await {
        // On its own page stands what it changed, and who is to be asked.
        Ok(()) => match desk.viewer().touched_by(&batch).await?.requests.is_empty() {
            true => done(PAGE, "references"),
            false => done(&routes::list(&batch), "references"),
        },
        Err(error) => {
            let form = sent.again(desk.texts(), &problems(error)?);
            let preview = admin.preview_list(&batch, Some(about), Some(columns)).await?;
            let body = shown(desk.texts(), batch, preview, Some(form));
            desk.refused(title(&desk), Area::Settings, body).await
        }
    }
}

fn shown(texts: &Texts, id: String, p: ListPreview, form: Option<BoundForm>) -> SmelterListImport {
    let file = &p.upload.file;
    let columns = file.header.iter().enumerate().map(|(i, header)| {
        let meaning = file.columns.iter().find(|(_, at)| *at == i).map(|(c, _)| column_key(*c));
        let values = file.rows.iter().filter_map(|row| row.cells.get(i)).filter(|v| !answer::is_blank(v));
        let values = values.take(3).map(|v| v.chars().take(40).collect()).collect();
        FileColumn { header: header.clone(), meaning: meaning.unwrap_or_default(), sample: values }
    });
    let about = &p.about;
    let form = form.unwrap_or_else(|| {
        let kind = about.kind.key();
        BoundForm::of([
            ("kind", kind),
            ("as_of", &about.as_of.map_or_else(String::new, |day| day.to_string())),
            ("source", &about.source),
            ("licence", &about.licence),
            ("class", about.class.key()),
        ])
    });
    SmelterListImport {
        id,
        name: p.upload.name.clone(),
        columns: columns.collect(),
        meanings: ListColumn::ALL
            .into_iter()
            .map(|c| SelectOption { value: column_key(c), label: column_words(texts, c) })
            .collect(),
        kinds: ListKind::ALL.into_iter().map(|k| SelectOption::new(k.key(), kind_words(texts, k))).collect(),
        form,
        classes: LicenceClass::ALL
            .into_iter()
            .map(|c| SelectOption::new(c.key(), texts.get(&format!("smelters.licence.{}", c.key()))))
            .collect(),
        changes: list_changes::changes(texts, &p.touches),
        missing: p.missing.iter().map(|c| column_words(texts, *c)).collect(),
        same: p.same.is_some(),
        ..contents(texts, &p.list, Some(file))
    }
}

/// What a list holds and what was wrong with it.
fn contents(texts: &Texts, list: &SmelterList, file: Option<&ListFile>) -> SmelterListImport {
    let words = |key: &str| texts.get(key).to_owned();
    let count = |label: String, n: usize| ListCount { label, n: n as u64 };
    let mut counts = vec![count(words("desk.refs.smelters_n"), list.entries.len())];
    for m in domain::template::metals() {
        counts.push(count(metal(texts, m), list.entries.iter().filter(|e| e.metal == m).count()));
    }
    counts.push(count(words("desk.refs.revisions_n"), list.revisions.len()));
    counts.push(count(words("desk.refs.other_minerals"), list.other_minerals));
    counts.push(count(words("desk.refs.marks_n"), list.marks.len()));
    counts.push(count(words("desk.refs.areas_n"), list.areas.len()));
    counts.push(count(words("desk.refs.sanctioned_n"), list.sanctioned.len()));
    counts.push(count(words("desk.refs.no_companies"), list.no_companies));
    counts.retain(|it| it.n > 0);
    let said = |n: &ListIssue| {
        let row = n.row.to_string();
        let args = [("row", row.as_str()), ("text", &n.text), ("other", &n.other)];
        let said = texts.fmt(&format!("smelters.noise.{}", n.code), &args);
        // Where the file is at hand, the cell is named as a spreadsheet names it.
        match n.column.and_then(|column| file?.place(column)) {
            Some((letter, header)) => format!("{letter}{row} ({header}) · {said}"),
            None => said,
        }
    };
    let entries = list.entries.iter().map(|e| (&e.cid, e.metal, &e.name, &e.country));
    let revisions = list.revisions.iter().map(|r| (&r.cid, r.metal, &r.name, &r.country));
    SmelterListImport {
        counts,
        issues: list.issues.iter().take(LISTED).map(said).collect(),
        more_issues: list.issues.len().saturating_sub(LISTED) as u64,
        first: entries
            .chain(revisions)
            .take(FIRST)
            .map(|(cid, m, name, country)| ListedSmelter {
                cid: cid.clone(),
                metal: metal(texts, m),
                name: name.clone(),
                country: country.clone(),
            })
            .collect(),
        ..SmelterListImport::default()
    }
}

async fn stored(desk: Desk, Path(id): Path<String>) -> PageResult {
    let stored = desk.viewer().smelter_list(&id).await?;
    let kind = kind_words(desk.texts(), stored.head.kind);
    let name = format!("{kind} · {}", stored.head.as_of);
    let touches = desk.viewer().touched_by(&id).await?;
    let mut changes = list_changes::changes(desk.texts(), &touches);
    list_changes::with_questions(&desk, &id, &touches, &mut changes).await?;
    let placing = view_models::open_job(desk.viewer().placing().await?);
    let body = SmelterListImport { name, changes, placing, ..contents(desk.texts(), &stored.list, None) };
    desk.page(title(&desk), Area::Settings, body).await
}

async fn retire(desk: Desk, Path(id): Path<String>, sent: FormData) -> PageResult {
    match confirmed(&desk, &sent).await?.retire_list(&id, sent.get("why")).await {
        Ok(()) => done(PAGE, "references_retired"),
        Err(ServiceError::Conflict) => done(PAGE, "references_gone"),
        Err(ServiceError::Invalid(_)) => done(PAGE, "not_reason"),
        Err(other) => Err(other.into()),
    }
}
