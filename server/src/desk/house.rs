//! Settings: the log, filtered and searched, on the page and as a file.

use super::logs::{self, Names};
use super::session::{Answer, Desk};
use crate::routes::Route;
use crate::supplier::files::attachment;
use app::desk::Area;
use app::desk::parts::Paging;
use app::desk::routes::{self, percent};
use app::desk::settings::{LogFilters, LogPage};
use axum::extract::Query;
use serde::Deserialize;
use service::audit::log::Verdict;
use service::records::LogFilter;
use service::{DAY, ServiceError, Viewer};

/// Log entries of a page.
const ENTRIES: u32 = 100;
/// Most entries of a file.
const FILE: u32 = 20_000;

/// Kinds of acts that can be asked for: the beginnings of their names, each with a text.
const KINDS: &[&str] = &[
    "supplier.",
    "suppliers.imported",
    "campaign.",
    "request.",
    "request.submitted",
    "request.accepted",
    "request.rejected",
    "request.sent_back",
    "request.declined",
    "query.",
    "references.",
    "smelter.",
    "template.",
    "member.",
    "company.",
];

/// The routes of the log.
pub fn routes() -> Vec<Route> {
    vec![Route::get(routes::log::PATH, show_log), Route::get(routes::log_csv::PATH, file)]
}

/// What of the log is shown.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Look {
    before: Option<String>,
    check: Option<String>,
    kind: String,
    who: String,
    object: String,
    from: String,
    until: String,
    q: String,
}

impl Look {
    fn filter(&self, limit: u32) -> LogFilter {
        let day = |text: &str| service::start_of(text.trim());
        LogFilter {
            action: self.kind.clone(),
            actor: self.who.clone(),
            objects: (!self.object.is_empty()).then(|| self.object.clone()).into_iter().collect(),
            search: self.q.clone(),
            from: day(&self.from),
            until: day(&self.until).map(|at| at + DAY),
            before: self.before.as_deref().and_then(|seq| seq.parse().ok()),
            limit,
        }
    }

    /// The address of a page with this filter.
    fn address(&self, page: &str) -> String {
        let parts = [
            ("kind", &self.kind),
            ("who", &self.who),
            ("object", &self.object),
            ("from", &self.from),
            ("until", &self.until),
            ("q", &self.q),
        ];
        let set = parts.iter().filter(|(_, value)| !value.is_empty());
        let query: Vec<String> = set.map(|(name, value)| format!("{name}={}", percent(value))).collect();
        if query.is_empty() { page.to_owned() } else { format!("{page}?{}", query.join("&")) }
    }
}

async fn show_log(desk: Desk, Query(look): Query<Look>) -> Answer {
    let (viewer, texts) = (desk.viewer(), desk.texts());
    let mut entries = viewer.log_found(&look.filter(ENTRIES + 1)).await?;
    let more = entries.len() > ENTRIES as usize;
    entries.truncate(ENTRIES as usize);
    let names = Names::of(&viewer, &entries).await?;
    let checked = match look.check {
        None => None,
        Some(_) => Some(match viewer.verify_log().await? {
            Verdict::Whole { entries, .. } => (entries as u64, None),
            Verdict::Broken { seq, .. } => (0, Some(seq)),
        }),
    };
    let here = look.address(&routes::log());
    let next = entries.last().filter(|_| more).map(|last| {
        let join = if here.contains('?') { '&' } else { '?' };
        format!("{here}{join}before={}", last.seq)
    });
    let body = LogPage {
        lines: logs::lines(texts, &entries, &names, ""),
        checked,
        filters: filters(&viewer, texts, &look, &names).await?,
        csv: look.address(&routes::log_csv()),
        paging: Paging { first: look.before.as_ref().map(|_| here.clone()), next },
    };
    desk.page(texts.get("desk.settings.log"), Area::Settings, body).await
}

async fn filters(
    viewer: &Viewer,
    texts: &domain::Texts,
    look: &Look,
    names: &Names,
) -> Result<LogFilters, ServiceError> {
    let kinds = KINDS.iter().map(|kind| {
        let key = format!("desk.log.kind.{}", kind.trim_end_matches('.'));
        let text = if texts.has(&key) { texts.get(&key).to_owned() } else { logs::action(texts, kind) };
        ((*kind).to_owned(), text)
    });
    let mut people: Vec<(String, String)> =
        viewer.members().await?.into_iter().map(|m| (format!("member:{}", m.id), m.name)).collect();
    people.push(("supplier:".to_owned(), texts.get("desk.log.suppliers").to_owned()));
    people.push(("operator".to_owned(), texts.get("desk.log.operator").to_owned()));
    people.push(("system".to_owned(), texts.get("desk.log.system").to_owned()));
    let object = (!look.object.is_empty()).then(|| match names.object(&look.object).0 {
        name if name.is_empty() => look.object.clone(),
        name => name,
    });
    Ok(LogFilters {
        kinds: kinds.collect(),
        people,
        kind: look.kind.clone(),
        who: look.who.clone(),
        object: look.object.clone(),
        object_name: object.unwrap_or_default(),
        from: look.from.clone(),
        until: look.until.clone(),
        search: look.q.clone(),
    })
}

/// The entries that fit as a table for a spreadsheet.
async fn file(desk: Desk, Query(look): Query<Look>) -> Answer {
    let (viewer, texts) = (desk.viewer(), desk.texts());
    let entries = viewer.log_found(&look.filter(FILE)).await?;
    let names = Names::of(&viewer, &entries).await?;
    let header = "seq,time,actor,actor_name,action,action_name,object,object_name,detail,hash";
    let header: Vec<String> = header.split(',').map(str::to_owned).collect();
    let rows = entries.iter().map(|e| {
        let act = &e.entry;
        let (actor, action) = (names.actor(texts, &act.actor), logs::action(texts, &act.action));
        let object = names.object(&act.object).0;
        let key = str::to_owned;
        vec![
            e.seq.to_string(),
            service::time_of(act.at),
            key(&act.actor),
            actor,
            key(&act.action),
            action,
            key(&act.object),
            object,
            key(&act.detail),
            key(&e.hash),
        ]
    });
    let table = service::csv::table(std::iter::once(header).chain(rows));
    Ok(attachment("text/csv; charset=utf-8", "log.csv", table))
}
