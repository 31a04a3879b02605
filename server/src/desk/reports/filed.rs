//! What was filed and published: brought back, downloaded, set beside the draft and beside last year's.

use super::super::forms::{problems, upload};
use super::super::session::{Desk, PageResult, done};
use crate::http_error::HttpError;
use crate::supplier::files::attachment;
use app::desk::reports::{ComparePage, ComparedBlock, ComparedWords, FiledLine, FiledPage, Outcome};
use app::desk::{Area, BoundForm, routes};
use app::ui::SelectOption;
use axum::extract::{Multipart, Path, Query};
use domain::Texts;
use serde::Deserialize;
use service::ServiceError;
use service::records::{PublicationHead, SnapshotHead};
use service::reports::filed::{Beside, Brought, Compared, FileKind, Side, Words, differences};

/// The reports that can be filed, as they are kept.
const REPORTS: [&str; 3] = ["sec", "form_sd", "eu"];
/// How many blocks of a comparison a page shows.
const BLOCKS: usize = 1_000;

fn report(texts: &Texts, key: &str) -> String {
    texts.get(&format!("desk.report.{key}")).to_owned()
}

/// The draft as it stood when a file was kept.
fn draft_of(file: &PublicationHead) -> String {
    match file.draft_version {
        0 => file.report.clone(),
        version => format!("{}@{version}", file.report),
    }
}

async fn head(desk: &Desk, id: &str) -> Result<SnapshotHead, ServiceError> {
    let found = desk.viewer().snapshots().await?.into_iter().find(|head| head.id == id);
    found.ok_or(ServiceError::NotFound)
}

async fn page(desk: &Desk, head: &SnapshotHead, form: BoundForm) -> Result<FiledPage, ServiceError> {
    let (texts, viewer) = (desk.texts(), desk.viewer());
    let (members, before) = (viewer.members().await?, viewer.filed_before(&head.id).await?);
    let line = |file: PublicationHead| {
        let new = format!("file:{}", file.id);
        let compare =
            |old: &str| routes::with(routes::report_compare(&head.id), &[("old", old), ("new", &new)]);
        let is_read = is_read(&file);
        let mut beside = Vec::new();
        if is_read {
            beside.push((texts.get("desk.filed.from_draft").to_owned(), compare(&draft_of(&file))));
            let last = before.iter().find(|(_, it)| it.report == file.report && self::is_read(it));
            beside.extend(last.map(|(name, it)| {
                let says = texts.fmt("desk.filed.from_last", &[("name", name)]);
                (says, compare(&format!("file:{}", it.id)))
            }));
        }
        FiledLine {
            report: report(texts, &file.report),
            day: file.published_on.to_string(),
            address: file.address,
            note: file.note,
            size: file.size,
            hash: file.hash,
            kept_at: file.kept_at,
            by: members.iter().find(|m| m.id == file.kept_by).map_or(String::new(), |m| m.name.clone()),
            file: file.file,
            id: file.id,
            beside,
        }
    };
    let files = viewer.filed(&head.id).await?.into_iter().map(line).collect();
    let reports = REPORTS.iter().map(|key| SelectOption::new(*key, report(texts, key))).collect();
    Ok(FiledPage { id: head.id.clone(), name: head.name.clone(), files, reports, form })
}

/// Whether a file's words can be read, by its ending, which says what it is.
fn is_read(file: &PublicationHead) -> bool {
    let name = file.file.to_lowercase();
    let kinds = [FileKind::Html, FileKind::Text];
    kinds.iter().flat_map(|kind| kind.endings()).any(|ending| name.ends_with(ending))
}

pub async fn show(desk: Desk, Path(id): Path<String>) -> PageResult {
    let head = head(&desk, &id).await?;
    let body = page(&desk, &head, BoundForm::default()).await?;
    desk.page(&head.name, Area::Reports, body).await
}

pub async fn keep(desk: Desk, Path(id): Path<String>, parts: Multipart) -> PageResult {
    let manager = desk.manager()?;
    let head = head(&desk, &id).await?;
    let _room = desk.portal.reader.room().await.map_err(|_| HttpError::BUSY)?;
    let sent = upload(parts).await?;
    let get = |name: &str| sent.fields.get(name).to_owned();
    let brought = Brought {
        report: get("report"),
        name: sent.name.clone(),
        published_on: get("published_on"),
        address: get("address"),
        note: get("note"),
        bytes: sent.bytes,
    };
    match manager.keep_filed(&id, brought).await {
        Ok(_) => done(&routes::report_filed(&id), "filed"),
        Err(error) => {
            let form = sent.fields.again(desk.texts(), &problems(error)?);
            let body = page(&desk, &head, form).await?;
            desk.refused(&head.name, Area::Reports, body).await
        }
    }
}

/// The file as it came, whatever it holds: it is never shown, only kept.
pub async fn file(desk: Desk, Path((id, file)): Path<(String, String)>) -> PageResult {
    let found = desk.viewer().filed_file(&id, &file).await?;
    Ok(attachment("application/octet-stream", &found.head.file, found.bytes))
}

/// What is set beside what.
#[derive(Deserialize)]
pub struct Sides {
    #[serde(default)]
    old: String,
    #[serde(default)]
    new: String,
}

pub async fn compare(desk: Desk, Path(id): Path<String>, Query(asked): Query<Sides>) -> PageResult {
    let (texts, viewer, head) = (desk.texts(), desk.viewer(), head(&desk, &id).await?);
    let mut sides: Vec<SelectOption> = REPORTS
        .iter()
        .map(|key| {
            SelectOption::new(*key, texts.fmt("desk.compare.draft", &[("report", &report(texts, key))]))
        })
        .collect();
    let filed = viewer.filed(&id).await?;
    let file = |name: &str, it: &PublicationHead| {
        let args = [("name", name), ("file", it.file.as_str()), ("day", &it.published_on.to_string())];
        SelectOption::new(format!("file:{}", it.id), texts.fmt("desk.compare.file", &args))
    };
    for it in filed.iter().filter(|it| is_read(it)) {
        sides.push(file(&head.name, it));
        let (stood, version) = (draft_of(it), it.draft_version.to_string());
        if it.draft_version > 0 && !sides.iter().any(|side| side.value == stood) {
            let args = [("report", report(texts, &it.report)), ("n", version)];
            let args: Vec<_> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
            sides.push(SelectOption::new(stood, texts.fmt("desk.compare.version", &args)));
        }
    }
    let before = viewer.filed_before(&id).await?;
    sides.extend(before.iter().filter(|(_, it)| is_read(it)).map(|(name, it)| file(name, it)));
    let outcome = match (Side::parse(&asked.old), Side::parse(&asked.new)) {
        _ if asked.old.is_empty() && asked.new.is_empty() => Outcome::Nothing,
        (Some(old), Some(new)) => came(viewer.beside(&id, &old, &new).await?),
        _ => return Err(HttpError::NOT_FOUND.into()),
    };
    let form = BoundForm::of([("old", asked.old), ("new", asked.new)]);
    let body = ComparePage { id, name: head.name.clone(), sides, outcome, form };
    desk.page(&head.name, Area::Reports, body).await
}

fn came(beside: Beside) -> Outcome {
    let compared = match beside {
        Beside::Compared(compared) => compared,
        Beside::NotRead => return Outcome::Cannot("desk.compare.not_read"),
        Beside::TooLong => return Outcome::Cannot("desk.compare.too_long"),
        Beside::Unfinished => return Outcome::Cannot("desk.compare.unfinished"),
    };
    let word = |words: Words| match words {
        Words::Same(text) => ComparedWords::Same(text),
        Words::Gone(text) => ComparedWords::Gone(text),
        Words::New(text) => ComparedWords::New(text),
    };
    let block = |block: Compared| match block {
        Compared::Same(n) => ComparedBlock::Same(n as u64),
        Compared::Gone(text) => ComparedBlock::Words(vec![ComparedWords::Gone(text)]),
        Compared::New(text) => ComparedBlock::Words(vec![ComparedWords::New(text)]),
        Compared::Rewritten(words) => ComparedBlock::Words(words.into_iter().map(word).collect()),
    };
    Outcome::Compared {
        differ: differences(&compared) as u64,
        more: compared.len().saturating_sub(BLOCKS) as u64,
        blocks: compared.into_iter().take(BLOCKS).map(block).collect(),
    }
}
