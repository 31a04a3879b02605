//! The rules of a campaign: seen by everybody, tried and switched on by administrators.

use super::confirmed::password_given;
use super::forms::{FormData, problems, say};
use super::session::{Desk, HandlerError, PageResult, done};
use crate::routes::Route;
use app::desk::campaigns::{
    Affected, LimitRow, ProfileEntry, ProfileVersion, RuleDiff, RuleRow, Rules, Trial,
};
use app::desk::routes;
use app::desk::{Area, BoundForm};
use app::ui::FormError;
use axum::extract::Path;
use domain::rules::tuning::{LIMITS, level_key, tunable};
use domain::rules::{Profile, any_rule, rule};
use domain::terms::RuleLevel;
use domain::{Severity, Texts};
use service::records::{CampaignId, MemberId};
use service::review::profiles::DryRun;
use service::{FieldProblem, ServiceError};

pub fn routes() -> Vec<Route> {
    vec![Route::get(routes::rules::PATH, show), Route::post(routes::rules::PATH, switch_on)]
}

/// The profile that a form describes: whatever it says of rules and numbers, right or wrong.
fn profile_of(sent: &FormData) -> Profile {
    let codes = tunable().map(|(rule, _)| rule.code);
    let keys = codes.chain(LIMITS.iter().map(|(limit, _)| limit.key));
    let said = keys.map(|key| (key.to_owned(), sent.get(key).to_owned()));
    Profile(said.filter(|(_, value)| !value.is_empty()).collect())
}

/// What a rule says, with dots for what changes from case to case.
pub(super) fn what(texts: &Texts, code: &str) -> String {
    let key = format!("rule.{code}.what");
    let text = texts.get(&key);
    let mut parts = text.split('{');
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |said, part| said + "…" + part.split_once('}').map_or("", |(_, rest)| rest))
}

fn form_of(profile: &Profile) -> BoundForm {
    let levels = tunable().map(|(rule, _)| {
        (
            rule.code,
            level_key(profile.severity(rule).map(|s| if s == rule.severity { rule.built_in() } else { s }))
                .to_owned(),
        )
    });
    let numbers = LIMITS.iter().map(|(limit, _)| {
        let said = profile.0.get(limit.key).cloned();
        (limit.key, said.unwrap_or_else(|| limit.default.to_string()))
    });
    BoundForm::of(levels.chain(numbers))
}

fn level(severity: Option<Severity>) -> RuleLevel {
    match severity {
        Some(Severity::Error) => RuleLevel::Error,
        Some(Severity::Warning) => RuleLevel::Warning,
        Some(Severity::Note) => RuleLevel::Note,
        None => RuleLevel::Off,
    }
}

/// What a profile does otherwise than built in.
fn entries(profile: Profile) -> Vec<ProfileEntry> {
    profile.0.into_iter().map(|(key, value)| ProfileEntry { key, value }).collect()
}

fn rows(texts: &Texts, of_form: bool) -> Vec<RuleRow> {
    let fits = |code: &str| rule(code).is_some() == of_form;
    tunable()
        .filter(|(rule, _)| fits(rule.code))
        .map(|(rule, choices)| RuleRow {
            code: rule.code.to_owned(),
            what: what(texts, rule.code),
            built_in: level(Some(rule.built_in())),
            choices: choices.iter().copied().map(level).collect(),
        })
        .collect()
}

async fn page(
    desk: &Desk,
    id: &CampaignId,
    form: BoundForm,
    trial: Option<Trial>,
) -> Result<Rules, HandlerError> {
    let (viewer, texts) = (desk.viewer(), desk.texts());
    let (campaign, versions) = (viewer.campaign(id).await?, viewer.rule_profiles(id).await?);
    let members = viewer.members().await?;
    let name = |id: &MemberId| {
        let known = members.iter().find(|m| m.id == *id).map(|m| m.name.clone());
        known.unwrap_or_else(|| texts.get("desk.log.member").to_owned())
    };
    let limits = LIMITS.iter().map(|(limit, range)| LimitRow {
        key: limit.key.to_owned(),
        built_in: limit.default,
        least: *range.start(),
        most: *range.end(),
    });
    let history = versions.iter().map(|v| ProfileVersion {
        version: v.version,
        who: name(&v.member),
        at: v.at,
        why: v.why.clone(),
        entries: entries(v.profile.clone()),
    });
    Ok(Rules {
        id: id.to_string(),
        name: campaign.name,
        version: versions.first().map_or(0, |v| v.version),
        of_form: rows(texts, true),
        of_review: rows(texts, false),
        limits: limits.collect(),
        history: history.collect(),
        trial,
        form,
        judging: super::view_models::open_job(viewer.judging().await?),
    })
}

fn trial(texts: &Texts, profile: Profile, differs: bool, run: DryRun) -> Trial {
    let affected = |list: Vec<service::review::profiles::Affected>| -> Vec<Affected> {
        let view = |one: service::review::profiles::Affected| Affected {
            request: one.request.into(),
            supplier: one.supplier,
            findings: one.findings as u64,
        };
        list.into_iter().map(view).collect()
    };
    let rules = run.rules.into_iter().map(|(code, diff)| RuleDiff {
        what: what(texts, any_rule(&code).map_or("", |rule| rule.code)),
        code,
        more: affected(diff.more),
        fewer: affected(diff.fewer),
        otherwise: affected(diff.severity_changed),
    });
    Trial {
        differs,
        entries: entries(profile),
        declarations: run.declarations as u64,
        rules: rules.collect(),
        blocked: affected(run.blocked),
    }
}

async fn draw(desk: Desk, rules: Rules) -> PageResult {
    let title = desk.texts().get("desk.rules.title");
    let refused = !rules.form.errors.is_empty();
    let body = rules;
    if refused {
        desk.refused(title, Area::Campaigns, body).await
    } else {
        desk.page(title, Area::Campaigns, body).await
    }
}

/// Tries a profile; the page that says what it would change, or what is wrong with it.
async fn tried(
    desk: &Desk,
    id: &CampaignId,
    profile: Profile,
    wrong: Vec<FieldProblem>,
    why: &str,
) -> Result<Rules, HandlerError> {
    let (_, holds) = desk.portal.services.profile_of(id).await?;
    let mut form = form_of(&profile);
    form.values.extend(profile.0.clone());
    form.values.insert("why".to_owned(), why.to_owned());
    form.errors = wrong.iter().map(|p| FormError::new(&p.field, say(desk.texts(), p))).collect();
    match desk.manager()?.try_profile(id, &profile).await {
        Ok(run) => {
            let tidy = profile.tidy().unwrap_or_default();
            let differs = tidy != holds;
            page(desk, id, form, Some(trial(desk.texts(), tidy, differs, run))).await
        }
        Err(error) => {
            let named: Vec<String> = form.errors.iter().map(|it| it.control.clone()).collect();
            let found = problems(error)?.into_iter().filter(|p| !named.contains(&p.field));
            let found: Vec<_> = found.map(|p| FormError::new(&p.field, say(desk.texts(), &p))).collect();
            form.errors.extend(found);
            page(desk, id, form, None).await
        }
    }
}

async fn show(desk: Desk, Path(id): Path<CampaignId>, sent: FormData) -> PageResult {
    if !sent.get("try").is_empty() {
        let rules = tried(&desk, &id, profile_of(&sent), Vec::new(), "").await?;
        return draw(desk, rules).await;
    }
    desk.viewer().campaign(&id).await?;
    let (_, holds) = desk.portal.services.profile_of(&id).await?;
    let rules = page(&desk, &id, form_of(&holds), None).await?;
    draw(desk, rules).await
}

async fn switch_on(desk: Desk, Path(id): Path<CampaignId>, sent: FormData) -> PageResult {
    let (profile, why) = (profile_of(&sent), sent.get("why").replace("\r\n", "\n"));
    let base: i64 = sent.number("base").unwrap_or(0);
    let own = routes::rules(&id);
    let manager = desk.manager()?;
    password_given(&desk, &sent, Area::Campaigns).await?;
    match manager.switch_profile(&id, base, &profile, &why).await {
        Ok(_) => done(&own, "rules_on"),
        Err(ServiceError::Conflict) => done(&own, "not_changed"),
        Err(error) => {
            let found = problems(error)?;
            let rules = tried(&desk, &id, profile, found, &why).await?;
            draw(desk, rules).await
        }
    }
}
