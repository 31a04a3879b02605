//! One request: the page that holds the decision.

use super::names::of_row;
use super::overview::summary;
use super::session::{Desk, HandlerError, InScope, PageResult};
use super::submission_view::{ROWS, SubmissionView, nothing};
use super::way::{self, CameFrom};
use super::{calls, files, logs, notes, reminding, smelters, twins, view_models};
use crate::file_out;
use crate::http_error::HttpError;
use crate::routes::Route;
use crate::supplier::files::{WORKBOOK, attachment};
use app::desk::parts::Paging;
use app::desk::review::{
    Ask, CONTACT_EMAIL, CONTACT_NAME, Can, LaterCheck, Proposal, QueryView, Review, ReviewAt, ReviewView,
    RowPage, RowStatus, SubmissionHead, TableSize,
};
use app::desk::routes;
use app::desk::{Area, BoundForm};
use app::ui::SelectOption;
use axum::extract::{Path, Query};
use domain::text::embedded;
use domain::workflow::{RequestState, Transition};
use domain::{Location, Report, SmelterRow, Table, Texts};
use serde::Deserialize;
use service::ServiceError;
use service::declarations::entered::Entered;
use service::declarations::submission::{Difference, Document};
use service::records::{Member, QueryState, RequestId, Submission};
use service::review::questions::concerns;
use service::review::recheck;
use service::review::requests::Detail;
use std::collections::HashMap;

/// How many findings and differences a page lists.
const LISTED: usize = 200;

/// The routes of the page.
pub fn routes() -> Vec<Route> {
    vec![Route::get(routes::request::PATH, show), Route::get(routes::submission::PATH, download)]
}

/// What the page is to show.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ReviewQuery {
    pub view: String,
    /// The list that one came from.
    pub from: String,
    pub metal: String,
    pub n: i64,
    pub page: usize,
    pub q: String,
    pub only: String,
    pub ask: String,
    pub finding: String,
    /// A row, and the number that was typed there and is no smelter's.
    pub row: String,
    pub cid: String,
}

async fn show(
    InScope(desk): InScope,
    Path(id): Path<RequestId>,
    Query(mut query): Query<ReviewQuery>,
    CameFrom(list): CameFrom,
) -> PageResult {
    query.from = if query.from.is_empty() { list } else { way::tidy(&query.from) };
    // Thousands of rows take a while: whoever asks for many such pages waits for himself alone.
    let _turn = desk.portal.locks.lock(&format!("desk:{}", desk.actor.member().id)).await;
    let detail = desk.viewer().request(&id).await?;
    let page = review(&desk, &detail, query, None).await?;
    let title = format!("{} · {}", detail.supplier.name, detail.campaign.name);
    desk.page(&title, Area::Requests, page).await
}

/// The differences of a submission to the one before.
fn changes(
    detail: &Detail,
    shown: Option<(&Submission, &Document)>,
) -> Result<Vec<Difference>, ServiceError> {
    let Some((submission, document)) = shown else { return Ok(Vec::new()) };
    match detail.submissions.iter().find(|s| s.number == submission.number - 1) {
        Some(before) => {
            let before = Document::read(&before.document)?;
            Ok(service::declarations::submission::difference(&before.declaration, &document.declaration))
        }
        None => Ok(Vec::new()),
    }
}

/// The page with what it shows.
pub async fn review(
    desk: &Desk,
    detail: &Detail,
    query: ReviewQuery,
    ask: Option<Ask>,
) -> Result<Review, HandlerError> {
    let (viewer, texts) = (desk.viewer(), desk.texts());
    let (request, supplier) = (&detail.request, &detail.supplier);
    let wanted = detail.submissions.iter().find(|s| s.number == query.n);
    let submission = wanted.or(detail.submissions.last());
    let document = match submission {
        Some(s) => Document::read(&s.document)?,
        None => nothing(),
    };
    let template = match submission {
        Some(_) => document.definition()?,
        None => domain::template::named(&detail.campaign.template_version).ok_or(HttpError::OURS)?,
    };
    let differences = changes(detail, submission.map(|s| (s, &document)))?;
    let mut declared = SubmissionView::new(texts, template, &document, &differences);
    let live = detail.queries.iter().filter(|q| q.state != QueryState::Closed);
    let theirs = embedded::texts(supplier.spoken());
    let found = submission.map(|s| detail.findings(s)).unwrap_or_default();
    declared.with_findings(&found, theirs);
    declared.with_queries(live.map(|q| (q.location.as_str(), q.text.as_str())));

    let size = |table| TableSize { table, rows: document.declaration.rows(table).count() as u64 };
    let main_table = template.tables.first().map(|def| def.table);
    let view = match (submission, ReviewView::parse(&query.view).unwrap_or_default()) {
        (None, _) => ReviewView::History,
        (_, ReviewView::Rows(table)) if Some(table) == main_table => ReviewView::Answers,
        (_, ReviewView::Rows(table)) if template.table(table).is_none() => ReviewView::Answers,
        (_, known) => known,
    };
    let (notes, members) = notes::lines(desk, &supplier.id, Some(&request.id)).await?;
    let settled = request.state == RequestState::SentBack && viewer.supplier_acted(detail).await?;
    let ask = ask.unwrap_or_else(|| {
        let place = if query.ask.is_empty() { String::new() } else { declared.place(&query.ask) };
        let text = declared.proposal(&query.finding);
        Ask { location: query.ask.clone(), place, finding: query.finding.clone(), text, ..Ask::default() }
    });
    let templates = viewer.query_templates().await?.into_iter();
    let templates = templates.map(|it| SelectOption { value: it.id, label: it.name }).collect();
    let ask = Ask { templates, ..ask };
    let mut page = Review {
        at: ReviewAt {
            request: request.id.to_string(),
            view,
            number: submission.map_or(0, |s| s.number),
            can_ask: request.state.waits_for_review(),
            from: query.from.clone(),
            main_table,
        },
        version: request.version,
        removed: viewer.removal(&request.id).await?.map(|it| {
            (service::day_of(it.removed_at).to_string(), u32::try_from(it.months).unwrap_or_default())
        }),
        state: request.state,
        since_at: request.state_at,
        overdue: request.state.waits_for_supplier() && detail.campaign.due < desk.portal.services.today(),
        supplier: view_models::supplier(supplier),
        campaign: summary(&detail.campaign),
        reason: request.reason.clone(),
        accepted_by: viewer.member_name(&request.accepted_by).await?,
        scope_reason: request.scope_reason.clone(),
        proposed: detail.other_person.as_ref().map(|person| Proposal {
            note: person.note.clone(),
            form: BoundForm::of([(CONTACT_NAME, &person.name), (CONTACT_EMAIL, &person.email)]),
        }),
        reminding: reminding::of(desk, detail).await?,
        submissions: detail.submissions.iter().rev().map(|s| head(detail, s)).collect(),
        tables: template.tables.iter().map(|def| size(def.table)).collect(),
        changed: differences.len() as u64,
        queries: detail
            .queries
            .iter()
            .rev()
            .filter(|q| !set_aside(q))
            .map(|q| query_view(&declared, q))
            .collect(),
        ask,
        can: Can {
            // Nobody confirms what he accepted himself.
            accept: can(detail).accept && request.accepted_by != desk.actor.member().id,
            undo: can(detail).undo && !settled,
            ..can(detail)
        },
        files: files::lines(desk, detail).await?,
        notes,
        members,
        calls: calls::lines(desk, viewer.calls_about(vec![request.id.clone()]).await?).await?,
        ..Review::default()
    };
    let entered = viewer.entered(&request.id).await?;
    let team = if entered.is_empty() { Vec::new() } else { viewer.members().await? };
    for head in &mut page.submissions {
        let how = entered.iter().find(|(number, _)| *number == head.number).map(|(_, how)| how);
        head.entered = how.map_or_else(String::new, |how| entered_in_words(desk.texts(), &team, how));
    }
    match view {
        ReviewView::Answers => {
            page.groups = declared.groups();
            page.findings = declared.by_rule(&concerns(&found), &detail.asked(), LISTED);
            if page.findings.iter().any(|group| group.code == twins::RULE) {
                let twins = viewer.twins(detail, &document.declaration).await?;
                let groups = page.findings.iter_mut().filter(|group| group.code == twins::RULE);
                groups.for_each(|group| group.twins = twins::links(&request.id, &twins));
            }
            let since = viewer.changed_since(detail, page.at.number, &document.declaration).await?;
            page.since = since.iter().map(|since| declared.since(since, &request.id)).collect();
            if let Some(table) = main_table {
                page.rows = rows(desk, &declared, &document, &page, &query, table).await?;
            }
        }
        ReviewView::Rows(table) => {
            page.rows = rows(desk, &declared, &document, &page, &query, table).await?;
        }
        ReviewView::Changes => {
            page.changes = declared.changes(&differences, LISTED);
            page.more_changes = differences.len().saturating_sub(LISTED) as u64;
        }
        ReviewView::History => {
            let own = format!("request:{}", request.id);
            let entries = viewer.log_of(&own, 200).await?;
            page.log = logs::lines(texts, &entries, &logs::Names::of(&viewer, &entries).await?, &own);
            let mails = viewer.mails(Some(&supplier.id), 100).await?;
            let ours = mails.iter().filter(|m| m.mail.request.as_ref() == Some(&request.id));
            page.mails = ours.map(|m| view_models::mail(texts, m)).collect();
        }
    }
    page.checked_later = submission.map(|s| checked_later(texts, detail, s)).unwrap_or_default();
    page.next = way::next(desk, &query.from, &request.id).await?.map(|next| way::request(&next, &query.from));
    Ok(page)
}

/// A page of a table's rows, those of smelters with what the lists say.
async fn rows(
    desk: &Desk,
    declared: &SubmissionView<'_>,
    document: &Document,
    page: &Review,
    query: &ReviewQuery,
    table: Table,
) -> Result<RowPage, HandlerError> {
    let only = query.only == "findings";
    let mut shown = declared.table(table, query.q.trim(), &query.metal, only, query.page);
    (shown.here, shown.paging) = row_paging(page, &shown, query);
    if table == Table::SMELTERS {
        name_smelters(desk, document, &mut shown).await?;
        let at_row = shown.rows.iter_mut().find(|r| r.location == query.row);
        if let Some(name_match) = at_row.and_then(|r| r.name_match.as_mut()) {
            name_match.typed = query.cid.clone();
        }
    }
    Ok(shown)
}

/// What the rules say of a submission, as it was checked last.
fn latest_report(detail: &Detail, submission: &Submission) -> Report {
    Report { findings: detail.findings(submission), ..Report::default() }
}

/// How the submission that is shown was checked later: when, why, how many findings came and went.
fn checked_later(texts: &Texts, detail: &Detail, s: &Submission) -> Vec<LaterCheck> {
    let count = recheck::findings(s, None).len().to_string();
    let what = texts.fmt("desk.review.checked_first", &[("n", &count)]);
    let first = LaterCheck { at: s.submitted_at, what };
    let of_it: Vec<_> = detail.rechecks.iter().filter(|j| j.number == s.number).collect();
    let first = (!of_it.is_empty()).then_some(first);
    let later = of_it.into_iter().map(|j| {
        let kind = j.cause.split(':').next().unwrap_or_default();
        let args = [("more", j.more.to_string()), ("fewer", j.fewer.to_string())];
        let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
        LaterCheck { at: j.at, what: texts.fmt(&format!("desk.review.rechecked.{kind}"), &args) }
    });
    first.into_iter().chain(later).collect()
}

/// Says of the rows that are shown which smelter they mean, where the lists do not say so for sure.
async fn name_smelters(desk: &Desk, document: &Document, shown: &mut RowPage) -> Result<(), HandlerError> {
    let of: HashMap<String, &SmelterRow> =
        document.declaration.smelters.iter().map(|r| (format!("smelter.{}", r.id.0), r)).collect();
    let rows: Vec<SmelterRow> =
        shown.rows.iter().filter_map(|r| of.get(&r.location).map(|row| (*row).clone())).collect();
    let standings = desk.viewer().current_statuses(rows.clone()).await?;
    let matched = desk.viewer().match_rows(rows).await?;
    let named = shown.rows.iter_mut().filter(|r| of.contains_key(&r.location));
    // The number leads to the smelter; where none was written, the name does.
    let brief = Table::SMELTERS.brief();
    let column = |key: &str| brief.iter().position(|col| *col == key);
    for ((row, matched), standing) in named.zip(matched).zip(standings) {
        row.name_match = matched.map(|m| of_row(desk.texts(), &row.location.replace('.', "-"), &m));
        let filled = |at: &usize| row.cells.get(*at).is_some_and(|cell| !cell.is_empty());
        let at = column("cid").filter(filled).or(column("name").filter(filled));
        row.link = standing.as_ref().and_then(|standing| Some((at?, routes::smelter(&standing.cid))));
        let class = standing.map(|standing| standing.class);
        row.status = Some(RowStatus {
            text: smelters::status_words(desk.texts(), class),
            mark: smelters::mark(class),
        });
    }
    shown.has_status = true;
    Ok(())
}

/// The address of this page of rows, and the way on.
fn row_paging(page: &Review, shown: &RowPage, query: &ReviewQuery) -> (String, Paging) {
    let only = if shown.only_findings { "findings" } else { "" };
    let filter = [("q", shown.search.as_str()), ("only", only), ("metal", &shown.metal)];
    let base = routes::with(page.at.href(page.at.view), &filter);
    let at = query.page.max(1);
    let (_, paging) = Paging::numbered(&base, at, ROWS, shown.range.of.unwrap_or_default() as usize);
    (routes::with(&base, &[("page", &at.to_string())]), paging)
}

fn head(detail: &Detail, s: &Submission) -> SubmissionHead {
    let report = latest_report(detail, s);
    SubmissionHead {
        number: s.number,
        at: s.submitted_at,
        hash: s.hash.clone(),
        errors: report.errors().count() as u64,
        warnings: report.warnings().count() as u64,
        entered: String::new(),
    }
}

/// Who entered a declaration for the supplier, and how it came.
fn entered_in_words(texts: &Texts, members: &[Member], how: &Entered) -> String {
    let name = members.iter().find(|m| m.id == how.by).map_or("", |m| m.name.as_str());
    let channel = file_out::channel(texts, how.channel);
    let day = how.on.map_or_else(String::new, |day| day.to_string());
    let args =
        [("name", name), ("channel", channel.as_str()), ("sender", how.sender.as_str()), ("day", &day)];
    texts.fmt("desk.review.entered", &args)
}

/// Whether a query was never sent, and a decision put it away.
fn set_aside(q: &service::records::Query) -> bool {
    q.state == QueryState::Closed && q.was == Some(QueryState::Draft)
}

fn query_view(declared: &SubmissionView, q: &service::records::Query) -> QueryView {
    let now = declared.value(&q.location);
    let whole = matches!(q.location.parse(), Ok(Location::Table { .. } | Location::Declaration));
    let sent = !whole && !matches!(q.state, QueryState::Draft | QueryState::Open);
    QueryView {
        id: q.id.clone(),
        state: q.state,
        location: q.location.clone(),
        place: declared.place(&q.location),
        text: q.text.clone(),
        old_value: q.old_value.clone(),
        new_value: (sent && now != q.old_value).then_some(now),
        reply: q.reply.clone(),
        submission: q.submission,
    }
}

fn can(detail: &Detail) -> Can {
    let state = detail.request.state;
    let possible = |act: Transition| state.after(act).is_some();
    Can {
        take_up: possible(Transition::TakeUp) && state != RequestState::InReview,
        send_back: possible(Transition::SendBack),
        accept: possible(Transition::Accept),
        reject: possible(Transition::Reject),
        agree: possible(Transition::Agree),
        undo: possible(Transition::Undo),
        withdraw: possible(Transition::Withdraw),
        new_link: state.waits_for_supplier() && !detail.supplier.email.is_empty(),
    }
}

async fn download(InScope(desk): InScope, Path((id, file)): Path<(RequestId, String)>) -> PageResult {
    let (number, kind) = file.split_once('.').ok_or(HttpError::NOT_FOUND)?;
    let number: i64 = number.parse().map_err(|_| HttpError::NOT_FOUND)?;
    let (kind, bytes) = match kind {
        "json" => {
            let detail = desk.viewer().request(&id).await?;
            let found = detail.submissions.into_iter().find(|s| s.number == number);
            ("application/json", found.ok_or(HttpError::NOT_FOUND)?.document.into_bytes())
        }
        "xlsx" => {
            let language = desk.texts().language();
            (WORKBOOK, desk.viewer().submission_workbook(&id, number, language).await?)
        }
        _ => return Err(HttpError::NOT_FOUND.into()),
    };
    let detail = desk.viewer().request(&id).await?;
    let name = format!("{} {} {file}", detail.supplier.name, detail.campaign.year);
    Ok(attachment(kind, &name, bytes))
}
