//! Settings: company and team.

use super::auth::company;
use super::confirmed::confirmed;
use super::forms::{FormData, problems};
use super::list;
use super::list_file::Kind;
use super::scopes::Scopes;
use super::session::{Desk, HandlerError, PageResult, done};
use crate::http_error::HttpError;
use crate::routes::Route;
use app::desk::list::{ListQuery, Listed};
use app::desk::routes;
use app::desk::settings::{CompanySettings, MemberRow, MemberState, TEAM_COLUMNS, Team};
use app::desk::{Area, BoundForm};
use app::ui::Range;
use axum::extract::Path;
use service::ServiceError;
use service::records::{CampaignId, Company, Member, MemberId, Role, Scope};

/// The routes of settings.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(routes::settings::PATH, show_company),
        Route::post(routes::settings::PATH, save_company),
        Route::get(routes::team::PATH, show_team),
        Route::get(routes::team_csv::PATH, csv),
        Route::get(routes::team_xlsx::PATH, xlsx),
        Route::post(routes::team::PATH, invite),
        Route::get(routes::role::PATH, show_role),
        Route::post(routes::role::PATH, set_role),
        Route::post(routes::demand_factor::PATH, demand_factor),
        Route::post(routes::take_factor::PATH, take_factor),
        Route::post(routes::disable::PATH, disable),
        Route::post(routes::enable::PATH, enable),
        Route::post(routes::reset::PATH, reset),
    ]
}

fn form_of(c: &Company) -> BoundForm {
    BoundForm::of([
        ("company_name", c.name.clone()),
        ("domain", c.domain.clone()),
        ("why", c.why.clone()),
        ("contact_name", c.contact_name.clone()),
        ("contact_email", c.contact_email.clone()),
        ("policy_url", c.policy_url.clone()),
        ("grievance", c.grievance.clone()),
        ("retention_months", c.retention_months.to_string()),
        ("zone", c.zone.clone()),
    ])
}

async fn show_company(desk: Desk) -> PageResult {
    let form = form_of(&desk.viewer().company().await?);
    let body = CompanySettings { form };
    desk.page(desk.texts().get("desk.settings.title"), Area::Settings, body).await
}

async fn save_company(desk: Desk, sent: FormData) -> PageResult {
    let admin = confirmed(&desk, &sent).await?;
    // How long answers are kept is changed on its own page.
    let Company { retention_months, .. } = admin.company().await?;
    match admin.save_company(Company { retention_months, ..company(&sent) }).await {
        Ok(()) => done(&routes::settings(), "saved"),
        Err(error) => {
            let form = sent.again(desk.texts(), &problems(error)?);
            let body = CompanySettings { form };
            desk.refused(desk.texts().get("desk.settings.title"), Area::Settings, body).await
        }
    }
}

async fn members(desk: &Desk) -> Result<Vec<MemberRow>, HandlerError> {
    let (auditor, me) = (desk.auditor()?, &desk.actor.member().id);
    let with_factor = auditor.members_with_second_factor().await?;
    let scopes = Scopes::of(&auditor).await?;
    let members = auditor.members().await?.into_iter();
    let members = members
        .map(|m| MemberRow {
            me: m.id == *me,
            role: m.role,
            works_on: scopes.names(&m.scope),
            state: if m.disabled_at.is_some() {
                MemberState::Disabled
            } else if m.password_hash.starts_with('$') {
                MemberState::Active
            } else {
                MemberState::Invited
            },
            factor: with_factor.contains(&m.id),
            id: m.id.to_string(),
            name: m.name,
            email: m.email,
        })
        .collect();
    Ok(members)
}

async fn team(desk: &Desk, form: BoundForm) -> Result<Team, HandlerError> {
    let members = members(desk).await?;
    let all = members.len() as u64;
    let list = Listed {
        address: routes::team(),
        range: Range { from: 1, to: all, of: Some(all) },
        files: [routes::team_csv(), routes::team_xlsx()],
        ..Listed::default()
    };
    Ok(Team { list, members, form, demanded: desk.viewer().demands_second_factor().await? })
}

async fn csv(desk: Desk) -> PageResult {
    file(desk, Kind::Csv).await
}

async fn xlsx(desk: Desk) -> PageResult {
    file(desk, Kind::Xlsx).await
}

async fn file(desk: Desk, kind: Kind) -> PageResult {
    let rows = members(&desk).await?;
    list::file(kind, "team", desk.texts(), &TEAM_COLUMNS, &ListQuery::default(), &rows).await
}

async fn show_team(desk: Desk) -> PageResult {
    let body = team(&desk, BoundForm::of([("role", "reviewer")])).await?;
    desk.page(desk.texts().get("desk.settings.team"), Area::Settings, body).await
}

fn role(sent: &FormData) -> Role {
    Role::parse(sent.get("role")).unwrap_or(Role::Viewer)
}

async fn invite(desk: Desk, sent: FormData) -> PageResult {
    let admin = confirmed(&desk, &sent).await?;
    let language = desk.context.language();
    match admin.invite_member(sent.get("name"), sent.get("email"), role(&sent), language).await {
        Ok(_) => done(&routes::team(), "invited"),
        Err(error) => {
            let form = sent.again(desk.texts(), &problems(error)?);
            let body = team(&desk, form).await?;
            desk.refused(desk.texts().get("desk.settings.team"), Area::Settings, body).await
        }
    }
}

/// What became of a change to a member: the last administrator cannot be taken away, and nobody does it to himself.
fn changed(result: service::Result<()>) -> PageResult {
    match result {
        Ok(()) => done(&routes::team(), "saved"),
        Err(ServiceError::NotNow("yourself")) => done(&routes::team(), "not_yourself"),
        Err(ServiceError::Conflict) => done(&routes::team(), "not_last_administrator"),
        Err(other) => Err(other.into()),
    }
}

async fn show_role(desk: Desk, Path(id): Path<MemberId>) -> PageResult {
    let administrator = desk.administrator()?;
    let member = administrator.members().await?.into_iter().find(|member| member.id == id);
    let member = member.ok_or(HttpError::NOT_FOUND)?;
    let way = match member.scope {
        Scope::Everything => "everything",
        Scope::Campaigns(_) => "campaigns",
        Scope::Groups(_) => "groups",
    };
    let form = BoundForm::of([("role", member.role.key()), ("scope", way)]);
    let page = Scopes::of(&administrator).await?.page(&member, &member.scope, form);
    desk.page(&title(&desk, &member), Area::Settings, page).await
}

fn title(desk: &Desk, member: &Member) -> String {
    desk.texts().fmt("desk.works_on.title", &[("name", &member.name)])
}

/// The scope that a form describes.
fn scope(sent: &FormData) -> Result<Scope, HttpError> {
    match sent.get("scope") {
        "everything" => Ok(Scope::Everything),
        "campaigns" => Ok(Scope::Campaigns(sent.all("campaign").into_iter().map(CampaignId::from).collect())),
        "groups" => Ok(Scope::Groups(sent.all("group"))),
        _ => Err(HttpError::BAD),
    }
}

async fn set_role(desk: Desk, Path(id): Path<MemberId>, sent: FormData) -> PageResult {
    let administrator = desk.administrator()?;
    let scope = scope(&sent)?;
    confirmed(&desk, &sent).await?;
    match administrator.set_role(&id, role(&sent), scope.clone()).await {
        Err(error @ ServiceError::Invalid(_)) => {
            let member = administrator.members().await?.into_iter().find(|member| member.id == id);
            let member = member.ok_or(HttpError::NOT_FOUND)?;
            let form = sent.again(desk.texts(), &problems(error)?);
            let page = Scopes::of(&administrator).await?.page(&member, &scope, form);
            desk.refused(&title(&desk, &member), Area::Settings, page).await
        }
        other => changed(other),
    }
}

async fn demand_factor(desk: Desk, sent: FormData) -> PageResult {
    confirmed(&desk, &sent).await?.demand_second_factor(sent.get("demanded") == "yes").await?;
    done(&routes::team(), "saved")
}

async fn take_factor(desk: Desk, Path(id): Path<MemberId>, sent: FormData) -> PageResult {
    changed(confirmed(&desk, &sent).await?.take_second_factor(&id, desk.context.language()).await)
}

async fn disable(desk: Desk, Path(id): Path<MemberId>, sent: FormData) -> PageResult {
    changed(confirmed(&desk, &sent).await?.set_disabled(&id, true).await)
}

async fn enable(desk: Desk, Path(id): Path<MemberId>, sent: FormData) -> PageResult {
    changed(confirmed(&desk, &sent).await?.set_disabled(&id, false).await)
}

async fn reset(desk: Desk, Path(id): Path<MemberId>, sent: FormData) -> PageResult {
    match confirmed(&desk, &sent).await?.reset_member(&id, desk.context.language()).await {
        Ok(()) => done(&routes::team(), "invited"),
        other => changed(other),
    }
}
