//! The audit log, filtered and searched, on the page and as a file.

use super::forms::FormData;
use super::list;
use super::list_file::{Kind, list_file};
use super::logs::{self, Names};
use super::session::{Desk, InScope, PageResult};
use super::views::with_views;
use crate::routes::Route;
use app::desk::Area;
use app::desk::audit_log::{LogCheck, LogFilters, LogPage};
use app::desk::list::{ListQuery, Listed};
use app::desk::parts::Paging;
use app::desk::routes;
use app::ui::{Range, SelectOption};
use axum::extract::Query;
use service::audit::log::Verdict;
use service::records::{LogEntry, LogFilter};
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
    vec![
        Route::get(routes::log::PATH, show_log),
        Route::get(routes::log_csv::PATH, csv),
        Route::get(routes::log_xlsx::PATH, xlsx),
    ]
}

/// What the log is filtered by.
const FILTERS: [&str; 6] = ["kind", "who", "object", "from", "until", "q"];

/// The same with what stands beside them in the address.
const KNOWN: [&str; 7] = ["kind", "who", "object", "from", "until", "q", "check"];

fn list_query(sent: &FormData) -> ListQuery {
    let values = FILTERS.map(|name| (name, sent.get(name).to_owned())).to_vec();
    ListQuery { values, ..ListQuery::default() }
}

fn filter(query: &ListQuery, sent: &FormData, limit: u32) -> LogFilter {
    let day = |name: &str| query.get(name).parse().ok().map(service::start_of);
    let object = query.get("object");
    LogFilter {
        action: query.get("kind").to_owned(),
        actor: query.get("who").to_owned(),
        objects: (!object.is_empty()).then(|| object.to_owned()).into_iter().collect(),
        search: query.get("q").to_owned(),
        from: day("from"),
        until: day("until").map(|at| at + DAY),
        before: sent.number("before"),
        after: sent.number("after"),
        limit,
    }
}

async fn show_log(InScope(desk): InScope, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    let (auditor, texts, sent) = (desk.auditor()?, desk.texts(), FormData::from(query));
    let query = list_query(&sent);
    let filter = filter(&query, &sent, ENTRIES + 1);
    let whole = desk.actor.scope().is_everything();
    let mut entries = auditor.log_found(&filter).await?;
    let more = entries.len() > ENTRIES as usize;
    if filter.after.is_some() && more {
        // Going back, what is one too many is the newest.
        entries.remove(0);
    }
    entries.truncate(ENTRIES as usize);
    let names = Names::of(&auditor, &entries).await?;
    let checked = match sent.get("check") {
        "" => None,
        // The chain goes through what the whole company did.
        _ if !whole => None,
        _ => Some(match auditor.verify_log().await? {
            Verdict::Whole { entries, .. } => LogCheck::Whole(entries as u64),
            Verdict::Broken { seq, .. } => LogCheck::Broken(seq),
        }),
    };
    let here = query.address(routes::log());
    let place = |name: &str, entry: Option<&LogEntry>| {
        Some(routes::with(here.clone(), &[(name, &entry?.seq.to_string())]))
    };
    let back = filter.after.is_some();
    let paging = Paging {
        previous: place(
            "after",
            entries.first().filter(|_| if back { more } else { filter.before.is_some() }),
        ),
        next: place("before", entries.last().filter(|_| back || more)),
    };
    // Entries are numbered from the first on: what is not filtered is counted from the newest.
    let all = whole && query.pairs().is_empty();
    let range = match (all, entries.first(), entries.last()) {
        (true, Some(first), Some(last)) => {
            let of = auditor.log_length().await?;
            let nth = |entry: &LogEntry| of.saturating_sub(entry.seq.unsigned_abs()) + 1;
            Range { from: nth(first), to: nth(last), of: Some(of) }
        }
        _ => Range { from: u64::from(!entries.is_empty()), to: entries.len() as u64, of: None },
    };
    let list = Listed {
        address: routes::log(),
        files: [routes::log_csv(), routes::log_xlsx()].map(|file| query.address(file)),
        unknown: list::unknown(&sent, &KNOWN),
        query: query.clone(),
        range,
        paging,
        ..Listed::default()
    };
    let body = LogPage {
        lines: logs::lines(texts, &entries, &names, ""),
        checked,
        filters: filters(&auditor, texts, query.get("object"), &names).await?,
        list: with_views(&desk, list).await?,
    };
    desk.page(texts.get("desk.log.title"), Area::Log, body).await
}

async fn filters(
    viewer: &Viewer,
    texts: &domain::Texts,
    object: &str,
    names: &Names,
) -> Result<LogFilters, ServiceError> {
    let kinds = KINDS.iter().map(|kind| {
        let key = format!("desk.log.kind.{}", kind.trim_end_matches('.'));
        let label = if texts.has(&key) { texts.get(&key).to_owned() } else { logs::action(texts, kind) };
        SelectOption { value: (*kind).to_owned(), label }
    });
    let others = [
        ("supplier:", "desk.log.suppliers"),
        ("operator", "desk.log.operator"),
        ("system", "desk.log.system"),
    ];
    let others =
        others.map(|(key, text)| SelectOption { value: key.to_owned(), label: texts.get(text).to_owned() });
    let members = viewer.members().await?.into_iter();
    let members = members.map(|m| SelectOption { value: format!("member:{}", m.id), label: m.name });
    let people = members.chain(others).collect();
    let object_name = match names.object(object).0 {
        name if name.is_empty() => object.to_owned(),
        name => name,
    };
    Ok(LogFilters { kinds: kinds.collect(), people, object_name })
}

async fn csv(InScope(desk): InScope, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    file(desk, FormData::from(query), Kind::Csv).await
}

async fn xlsx(InScope(desk): InScope, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    file(desk, FormData::from(query), Kind::Xlsx).await
}

/// The entries that fit as a table for a spreadsheet.
async fn file(desk: Desk, sent: FormData, kind: Kind) -> PageResult {
    let (auditor, texts) = (desk.auditor()?, desk.texts());
    let entries = auditor.log_found(&filter(&list_query(&sent), &sent, FILE)).await?;
    let names = Names::of(&auditor, &entries).await?;
    let header = "seq,time,actor,actor_name,action,action_name,object,object_name,detail,hash";
    let header: Vec<String> = header.split(',').map(str::to_owned).collect();
    let rows = entries.iter().map(|e| {
        let act = &e.entry;
        let (actor, action) = (names.actor(texts, &act.actor), logs::action(texts, &act.action));
        let object = names.object(&act.object).0;
        let key = str::to_owned;
        vec![
            e.seq.to_string(),
            act.at.rfc3339(),
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
    list_file(kind, "log", std::iter::once(header).chain(rows).collect()).await
}
