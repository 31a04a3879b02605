//! Settings: the reference list and the log.

use super::forms::{problems, upload};
use super::session::{Answer, Desk, done};
use super::shape;
use crate::fault::Fault;
use crate::reader::{Job, Refusal};
use crate::routes::{Route, UPLOAD};
use app::desk::parts::Paging;
use app::desk::settings::{LogPage, ReferenceSettings};
use app::desk::{Area, Body, Form};
use axum::extract::{Multipart, Query};
use domain::Metal;
use serde::Deserialize;
use service::log::Verdict;
use service::{FieldProblem, ServiceError, Viewer};

/// Log entries of a page.
const ENTRIES: i64 = 100;

/// The routes of the reference list and the log.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/desk/settings/references", show_references),
        Route::post("/desk/settings/references", import_references).limit(UPLOAD),
        Route::get("/desk/settings/log", show_log),
    ]
}

async fn references(desk: &Desk, form: Form) -> Result<Body, ServiceError> {
    let facts = desk.viewer().reference_list().await?;
    let list = desk.portal.services.references().await?;
    let count = |metal: Metal| {
        let of = list.smelters().iter().filter(|s| s.metal == Some(metal) && s.removed.is_none());
        (desk.texts().get(&format!("metal.{}", metal.key())).to_owned(), of.count() as u64)
    };
    Ok(Body::References(ReferenceSettings {
        metals: if facts.is_some() { Metal::ALL.into_iter().map(count).collect() } else { Vec::new() },
        removed: list.smelters().iter().filter(|s| s.removed.is_some()).count() as u64,
        list: facts.map(|f| (f.source, f.as_of, f.imported_at)),
        form,
    }))
}

async fn show_references(desk: Desk) -> Answer {
    let body = references(&desk, Form::default()).await?;
    desk.page(desk.texts().get("desk.settings.references"), Area::Settings, body).await
}

async fn import_references(desk: Desk, parts: Multipart) -> Answer {
    let admin = desk.administrator()?;
    let _room = desk.portal.reader.room().await.map_err(|_| Fault::BUSY)?;
    let (sent, texts) = (upload(parts).await?, desk.texts());
    let imported = match desk.portal.reader.read(Job::References, &sent.name, sent.bytes).await {
        Ok(smelters) => {
            admin.import_references(sent.fields.get("source"), sent.fields.get("as_of"), smelters).await
        }
        Err(Refusal::Busy) => return Err(Fault::BUSY.into()),
        Err(why) => {
            Err(ServiceError::Invalid(vec![FieldProblem::new("file", &shape::unreadable(texts, &why))]))
        }
    };
    match imported {
        Ok(()) => done("/desk/settings/references", "references"),
        Err(error) => {
            let form = sent.fields.again(texts, &problems(error)?);
            let body = references(&desk, form).await?;
            desk.refused(texts.get("desk.settings.references"), Area::Settings, body).await
        }
    }
}

/// What of the log is shown.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Look {
    after: Option<i64>,
    check: Option<String>,
}

/// The number of the newest entry. Entries have no gaps, so that doubling and halving find it in a few steps.
async fn newest(viewer: &Viewer) -> Result<i64, ServiceError> {
    let (mut low, mut high) = (0, 1);
    while !viewer.log_after(high - 1, 1).await?.is_empty() {
        (low, high) = (high, high * 2);
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if viewer.log_after(middle - 1, 1).await?.is_empty() { high = middle } else { low = middle }
    }
    Ok(low)
}

async fn show_log(desk: Desk, Query(look): Query<Look>) -> Answer {
    let viewer = desk.viewer();
    let newest = newest(&viewer).await?;
    // Pages go from the newest back: a page ends at `end` and begins a hundred entries before it.
    let end = look.after.unwrap_or(newest).clamp(0, newest);
    let start = (end - ENTRIES).max(0);
    let mut entries = viewer.log_after(start, (end - start) as u32).await?;
    entries.reverse();
    let checked = match look.check {
        None => None,
        Some(_) => Some(match viewer.verify_log().await? {
            Verdict::Whole { entries, .. } => (entries as u64, None),
            Verdict::Broken { seq, .. } => (newest as u64, Some(seq)),
        }),
    };
    let body = Body::Log(LogPage {
        lines: shape::log(desk.texts(), &entries, &viewer.members().await?, ""),
        checked,
        paging: Paging {
            first: (end < newest).then(|| "/desk/settings/log".to_owned()),
            next: (start > 0).then(|| format!("/desk/settings/log?after={start}")),
        },
    });
    desk.page(desk.texts().get("desk.settings.log"), Area::Settings, body).await
}
