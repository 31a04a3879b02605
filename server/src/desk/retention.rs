//! Retention: the rule at work, legal holds, runs.

use super::confirmed::confirmed;
use super::forms::{FormData, problems};
use super::session::{Desk, HandlerError, PageResult, done};
use crate::routes::Route;
use app::desk::job::OpenJob;
use app::desk::settings::{DueCampaign, HoldRow, KindCounts, Retention, RunRetention, RunRow};
use app::desk::{Area, BoundForm, routes};
use app::ui::SelectOption;
use axum::extract::Path;
use service::records::{
    Campaign, CampaignId, Company, HoldScope, Instant, Job, LegalHold, Member, RemovedCounts, RetentionRun,
};
use service::retention::{Agreed, WantedHold};
use service::{ServiceError, Viewer};

/// What a hold on one supplier is called in the form.
const SUPPLIER: &str = "supplier";

/// The routes of retention.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(routes::retention::PATH, show),
        Route::post(routes::retention::PATH, place),
        Route::post(routes::retention_rule::PATH, change_rule),
        Route::post(routes::lift_hold::PATH, lift),
        Route::get(routes::run_retention::PATH, ask),
        Route::post(routes::run_retention::PATH, run),
    ]
}

fn kinds(counts: &RemovedCounts) -> KindCounts {
    counts.each().to_vec()
}

/// Whether a run is planned and not begun.
fn waits(job: &Job, now: Instant) -> bool {
    job.lease == 0 && job.job.created_at > now
}

/// Who it was, as the log calls them.
fn who(desk: &Desk, members: &[Member], actor: &str) -> String {
    let id = actor.strip_prefix("member:").unwrap_or(actor);
    match members.iter().find(|m| m.id.as_str() == id) {
        Some(member) => member.name.clone(),
        None if actor == "operator" => desk.texts().get("desk.log.operator").to_owned(),
        None => desk.texts().get("desk.log.system").to_owned(),
    }
}

async fn hold_row(
    desk: &Desk,
    campaigns: &[Campaign],
    members: &[Member],
    hold: LegalHold,
) -> Result<HoldRow, ServiceError> {
    let texts = desk.texts();
    let what = match &hold.scope {
        HoldScope::All => texts.get("desk.retention.scope_all").to_owned(),
        HoldScope::Campaign(id) => {
            campaigns.iter().find(|c| c.id == *id).map_or_else(|| id.to_string(), |c| c.name.clone())
        }
        HoldScope::Supplier(id) => desk.viewer().supplier(id).await?.name,
    };
    Ok(HoldRow {
        what,
        by: who(desk, members, &hold.placed_by),
        at: hold.placed_at,
        lifted: hold.lifted_at.map(|at| (at, who(desk, members, &hold.lifted_by))),
        id: hold.id,
        reason: hold.reason,
    })
}

/// The page; with the form for a hold, or the one for the rule, as it was sent.
async fn page(desk: &Desk, form: BoundForm, rule: Option<BoundForm>) -> Result<Retention, HandlerError> {
    let auditor = desk.auditor()?;
    let (members, campaigns) = (auditor.members().await?, auditor.campaigns().await?);
    let plan = auditor.retention_plan().await?;
    let jobs = auditor.retention_jobs().await?;
    let now = desk.portal.services.now();
    let mut holds = Vec::new();
    for hold in auditor.legal_holds().await? {
        holds.push(hold_row(desk, &campaigns, &members, hold).await?);
    }
    let run_row = |run: RetentionRun| RunRow {
        at: run.started_at,
        by: who(desk, &members, &run.started_by),
        months: u32::try_from(run.months).unwrap_or_default(),
        removed: kinds(&run.counts),
        finished: run.finished_at,
        // Whoever was at it is gone, and it is nobody's job.
        interrupted: run.finished_at.is_none() && jobs.iter().all(|job| job.job.id != run.id),
    };
    let due = plan.campaigns.into_iter().map(|c| DueCampaign {
        id: c.id.to_string(),
        name: c.name,
        due_on: c.due_on.to_string(),
        going: kinds(&c.going),
        held: c.held,
    });
    let texts = desk.texts();
    let mut scopes = vec![
        SelectOption::new(SUPPLIER, texts.get("desk.retention.scope_supplier")),
        SelectOption::new("all", texts.get("desk.retention.scope_all")),
    ];
    scopes.extend(campaigns.iter().map(|c| SelectOption::new(format!("campaign:{}", c.id), &c.name)));
    let rule = rule.unwrap_or_else(|| BoundForm::of([("retention_months", plan.months.to_string())]));
    Ok(Retention {
        rule,
        months: plan.months,
        due: due.collect(),
        suppliers: kinds(&plan.suppliers),
        next: plan.next.map(|(day, campaign)| (day.to_string(), campaign)),
        planned: jobs.iter().find(|job| waits(job, now)).map(|job| job.job.created_at),
        job: jobs.iter().find(|job| !waits(job, now)).map(|job| OpenJob {
            done: job.progress.done,
            total: job.progress.total,
            failed: !job.error.is_empty(),
        }),
        holds,
        runs: auditor.retention_runs().await?.into_iter().map(run_row).collect(),
        scopes,
        form,
    })
}

async fn show(desk: Desk) -> PageResult {
    let body = page(&desk, BoundForm::default(), None).await?;
    desk.page(desk.texts().get("desk.settings.retention"), Area::Settings, body).await
}

/// Changes how long answers are kept.
async fn change_rule(desk: Desk, sent: FormData) -> PageResult {
    let admin = confirmed(&desk, &sent).await?;
    let months = sent.number("retention_months").unwrap_or_default();
    let company = Company { retention_months: months, ..admin.company().await? };
    match admin.save_company(company).await {
        Ok(()) => done(&routes::retention(), "saved"),
        Err(error) => {
            let rule = sent.again(desk.texts(), &problems(error)?);
            let body = page(&desk, BoundForm::default(), Some(rule)).await?;
            desk.refused(desk.texts().get("desk.settings.retention"), Area::Settings, body).await
        }
    }
}

/// What a hold is to cover; a supplier is named by its number or its whole name.
async fn scope(viewer: &Viewer, sent: &FormData) -> Result<HoldScope, ServiceError> {
    match sent.get("scope") {
        "all" => Ok(HoldScope::All),
        SUPPLIER => Ok(HoldScope::Supplier(viewer.supplier_called(sent.get("supplier")).await?)),
        other => {
            let id = other.strip_prefix("campaign:").ok_or(ServiceError::NotFound)?;
            Ok(HoldScope::Campaign(id.to_owned().into()))
        }
    }
}

async fn place(desk: Desk, sent: FormData) -> PageResult {
    let admin = confirmed(&desk, &sent).await?;
    let placed = match scope(&desk.viewer(), &sent).await {
        Ok(scope) => admin.place_hold(WantedHold { scope, reason: sent.get("reason").to_owned() }).await,
        Err(error) => Err(error),
    };
    match placed {
        Ok(_) => done(&routes::retention(), "hold_placed"),
        Err(error) => {
            let form = sent.again(desk.texts(), &problems(error)?);
            let body = page(&desk, form, None).await?;
            desk.refused(desk.texts().get("desk.settings.retention"), Area::Settings, body).await
        }
    }
}

async fn lift(desk: Desk, Path(id): Path<String>, sent: FormData) -> PageResult {
    confirmed(&desk, &sent).await?.lift_hold(&id).await?;
    done(&routes::retention(), "hold_lifted")
}

/// What goes, and what is agreed to by pressing.
async fn question(desk: &Desk, changed: bool) -> Result<RunRetention, HandlerError> {
    let plan = desk.auditor()?.retention_plan().await?;
    let agreed = plan.agreed();
    Ok(RunRetention {
        months: agreed.months,
        ids: agreed.campaigns.into_iter().map(|id| id.to_string()).collect(),
        going: kinds(&plan.total()),
        campaigns: plan.campaigns.into_iter().filter(|c| c.going.requests > 0).map(|c| c.name).collect(),
        changed,
    })
}

async fn ask(desk: Desk) -> PageResult {
    desk.administrator()?;
    let body = question(&desk, false).await?;
    desk.page(desk.texts().get("desk.settings.retention"), Area::Settings, body).await
}

async fn run(desk: Desk, sent: FormData) -> PageResult {
    let admin = confirmed(&desk, &sent).await?;
    let agreed = Agreed {
        months: sent.number("months").unwrap_or_default(),
        campaigns: sent.all("campaign").into_iter().map(CampaignId::from).collect(),
    };
    let said = match admin.run_retention(&agreed).await {
        Ok(job) if job.finished_at.is_some() => "retention_done",
        Ok(_) => "retention_goes_on",
        Err(ServiceError::Conflict) => {
            let body = question(&desk, true).await?;
            return desk.refused(desk.texts().get("desk.settings.retention"), Area::Settings, body).await;
        }
        Err(error) => return Err(error.into()),
    };
    done(&routes::retention(), said)
}
