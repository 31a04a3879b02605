//! What the team says about smelters: verdicts, and where they take their ore from.

use super::forms::{FormData, problems};
use super::session::{Desk, HandlerError, PageResult, done};
use super::smelter;
use super::smelters::metal_words;
use crate::http_error::HttpError;
use crate::routes::Route;
use app::desk::smelters::facility::{NamedPage, SourcingForm, VerdictForm};
use app::desk::{Area, BoundForm, routes};
use app::ui::SelectOption;
use axum::extract::{Path, Query};
use domain::references::is_cid;
use domain::smelters::LicenceClass;
use domain::smelters::country::country_name_in;
use domain::{Day, Texts};
use service::ServiceError;
use service::records::{Instant, SmelterSourcing, SmelterVerdict, Takes, VerdictKind};
use service::smelters::verdicts::{Attributed, SourcingWanted, TAKE_BACK, VerdictWanted};

/// The routes of what the team says.
pub fn routes() -> Vec<Route> {
    vec![
        Route::post(routes::judge_smelter::PATH, judge),
        Route::post(routes::smelter_sourcing::PATH, sourcing),
        Route::get(routes::named_smelter::PATH, named),
    ]
}

/// From when until when something holds, as words; blank where it always does.
fn period(texts: &Texts, from: Option<Day>, to: Option<Day>) -> String {
    let of = |key: &str, day: Option<Day>| Some(texts.fmt(key, &[("day", &day?.to_string())]));
    [of("desk.verdict.since", from), of("desk.verdict.until", to)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

fn sentence(texts: &Texts, parts: [String; 4], who: &str, at: Instant) -> String {
    let said = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    texts.fmt("desk.verdict.said", &[("said", &said), ("who", who), ("when", &at.utc())])
}

fn verdict(texts: &Texts, said: &Attributed<SmelterVerdict>) -> String {
    let v = &said.what;
    let key = v.kind.as_ref().map_or(TAKE_BACK, VerdictKind::key);
    let is = texts.get(&format!("desk.verdict.kind.{key}")).to_owned();
    let other = v.kind.as_ref().and_then(VerdictKind::other).unwrap_or_default().to_owned();
    sentence(texts, [is, other, period(texts, v.from, v.to), v.note.clone()], &said.who, v.at)
}

fn origin(texts: &Texts, said: &Attributed<SmelterSourcing>) -> String {
    let s = &said.what;
    let kind = format!("desk.sourcing.kind.{}", s.takes.map_or(TAKE_BACK, Takes::key));
    let takes = texts.get(&kind).to_owned();
    let names = s.countries.iter().map(|code| country_name_in(texts.language(), code).unwrap_or(code));
    let countries = names.collect::<Vec<_>>().join(", ");
    let terms = texts.get(&format!("smelters.terms.{}", s.class.key())).to_owned();
    let rests = format!("{} ({terms})", s.source);
    sentence(texts, [takes, countries, period(texts, s.from, s.to), rests], &said.who, s.at)
}

/// What was decided about a smelter of these metals, and what may be; the form as it was sent, where it was.
pub async fn verdicts(
    desk: &Desk,
    smelter: &str,
    metals: &[&str],
    form: Option<BoundForm>,
) -> Result<VerdictForm, ServiceError> {
    let texts = desk.texts();
    let said = desk.viewer().verdicts_on(smelter).await?;
    let some = (!said.is_empty()).then_some(TAKE_BACK);
    let kinds = VerdictKind::KEYS.into_iter().chain(some);
    let metal = |key: &str| SelectOption::new(key, metal_words(texts, key));
    let metals: Vec<SelectOption> = match metals {
        [] => domain::template::metals().iter().map(|m| metal(m.key())).collect(),
        some => some.iter().copied().map(metal).collect(),
    };
    let kind = |key: &str| SelectOption::new(key, texts.get(&format!("desk.verdict.kind.{key}")));
    let nothing = SelectOption::new("", texts.get("desk.verdict.choose"));
    Ok(VerdictForm {
        smelter: smelter.to_owned(),
        said: said.iter().map(|v| verdict(texts, v)).collect(),
        metals,
        kinds: std::iter::once(nothing).chain(kinds.map(kind)).collect(),
        form: form.unwrap_or_default(),
    })
}

/// What was said of where a smelter takes its ore from, and what may be.
pub async fn origins(desk: &Desk, cid: &str, form: Option<BoundForm>) -> Result<SourcingForm, ServiceError> {
    let texts = desk.texts();
    let said = desk.viewer().sourcing_of(cid).await?;
    let some = (!said.is_empty()).then_some(TAKE_BACK);
    let kinds = Takes::ALL.into_iter().map(Takes::key).chain(some);
    let option = |key: &str| SelectOption::new(key, texts.get(&format!("desk.sourcing.kind.{key}")));
    let class =
        |c: LicenceClass| SelectOption::new(c.key(), texts.get(&format!("smelters.licence.{}", c.key())));
    let nothing = || SelectOption::new("", texts.get("desk.verdict.choose"));
    Ok(SourcingForm {
        said: said.iter().map(|s| origin(texts, s)).collect(),
        kinds: std::iter::once(nothing()).chain(kinds.map(option)).collect(),
        classes: std::iter::once(nothing()).chain(LicenceClass::ALL.map(class)).collect(),
        form: form.unwrap_or_default(),
    })
}

async fn judge(desk: Desk, sent: FormData) -> PageResult {
    let reviewer = desk.reviewer()?;
    let text = |name: &str| sent.get(name).to_owned();
    let smelter_said = text("smelter");
    let wanted = VerdictWanted {
        smelter: text("smelter"),
        metal: text("metal"),
        is: text("is"),
        other: text("other"),
        from: text("from"),
        to: text("to"),
        note: text("note"),
    };
    let today = desk.portal.services.today();
    let by_number = is_cid(&smelter_said) && desk.viewer().smelter(&smelter_said, today).await?.is_some();
    let named = [("metal", sent.get("metal")), ("name", smelter_said.as_str())];
    let own = match by_number {
        true => routes::smelter(&smelter_said),
        false => routes::with(routes::named_smelter(), &named),
    };
    match reviewer.judge_smelter(wanted).await {
        Ok(()) => done(&own, "judged"),
        Err(error) => {
            let form = sent.again(desk.texts(), &problems(error)?);
            match by_number {
                true => smelter::refused(desk, &smelter_said, Some(form), None).await,
                false => {
                    let page = named_page(&desk, &smelter_said, sent.get("metal"), Some(form)).await?;
                    let title = page.name.clone();
                    desk.refused(&title, Area::Smelters, page).await
                }
            }
        }
    }
}

async fn sourcing(desk: Desk, Path(cid): Path<String>, sent: FormData) -> PageResult {
    let reviewer = desk.reviewer()?;
    let text = |name: &str| sent.get(name).to_owned();
    let wanted = SourcingWanted {
        cid: cid.clone(),
        takes: text("takes"),
        countries: text("countries"),
        class: text("class"),
        source: text("source"),
        from: text("since"),
        to: text("until"),
    };
    match reviewer.say_sourcing(wanted).await {
        Ok(()) => done(&routes::smelter(&cid), "sourcing"),
        Err(error) => {
            let form = sent.again(desk.texts(), &problems(error)?);
            smelter::refused(desk, &cid, None, Some(form)).await
        }
    }
}

async fn named_page(
    desk: &Desk,
    name: &str,
    metal: &str,
    form: Option<BoundForm>,
) -> Result<NamedPage, HandlerError> {
    let known = domain::template::metal(metal).ok_or(HttpError::NOT_FOUND)?;
    let rows = desk.viewer().rows_of_name(known, name).await?;
    let verdicts = verdicts(desk, name, &[metal], form).await?;
    if rows.is_empty() && verdicts.said.is_empty() {
        return Err(HttpError::NOT_FOUND.into());
    }
    let (reported, more_reported) = smelter::reported(&rows);
    Ok(NamedPage {
        name: name.to_owned(),
        metal: metal_words(desk.texts(), metal),
        verdicts,
        reported,
        more_reported,
    })
}

async fn named(desk: Desk, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    let sent = FormData::from(query);
    let page = named_page(&desk, sent.get("name"), sent.get("metal"), None).await?;
    let title = page.name.clone();
    desk.page(&title, Area::Smelters, page).await
}
