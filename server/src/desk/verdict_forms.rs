//! What the team has said about a smelter, in words, and the forms for what else it may say.

use super::session::Desk;
use super::smelters::metal_words;
use app::desk::BoundForm;
use app::desk::smelters::facility::{SourcingForm, VerdictForm};
use app::ui::SelectOption;
use domain::smelters::LicenceClass;
use domain::smelters::country::country_name_in;
use domain::{Day, Texts};
use service::ServiceError;
use service::records::{Instant, SmelterSourcing, SmelterVerdict, Takes, VerdictKind};
use service::smelters::verdicts::{Attributed, TAKE_BACK};

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
