//! Pictures of a campaign as it stands.

mod days;
mod smelters;

pub(super) use days::{Timeline, days, live};
pub(super) use smelters::{GROUPS, WIDER, group};

use super::rules::what;
use super::session::{Desk, PageResult};
use crate::routes::Route;
use app::desk::pictures::{BarGroup, Drawing, Picture, Pictures, PicturesOf, UpdateEntry};
use app::desk::queue::AGES;
use app::desk::{Area, routes};
use app::kit::number::number;
use app::ui::chart::{Bar, Pair, Shade, Tile};
use axum::extract::Path;
use domain::smelters::country::country_name_in;
use domain::workflow::Stage;
use domain::{Class, Day, Share, Texts};
use service::records::{CampaignId, CountryCount, RuleCount};
use service::survey::pictures::Pictured;
use service::{ServiceError, Viewer};

/// The routes of pictures.
pub fn routes() -> Vec<Route> {
    vec![Route::get(routes::campaign_pictures::PATH, show)]
}

async fn show(desk: Desk, Path(id): Path<CampaignId>) -> PageResult {
    let (viewer, texts) = (desk.viewer(), desk.texts());
    let of = viewer.pictured(&id).await?;
    let facilities = viewer.reported_facilities().await?;
    let mut pictures = vec![
        live(texts, &of),
        funnel(texts, &of),
        spend(texts, &of),
        smelters::live(texts, &facilities),
        scope(texts, &of),
        metals(texts, &of),
        findings(texts, &of.counted.rules, of.counted.declarations, "pictures.findings_note", &|by| {
            match by {
                // What no rule stands for any more is no filter of the list.
                ("class", "other") => None,
                ("class", _) => queue(&of, &[by, ("state", "all")]),
                _ => queue(&of, &[by]),
            }
        }),
        countries(texts, &of),
    ];
    pictures.extend(map(texts, &of));
    pictures.push(years(texts, &of));
    let name = of.campaign.name.clone();
    let page = Pictures {
        updates: updates(texts, &viewer, &id).await?,
        of: PicturesOf::Campaign { id: id.into(), name: name.clone() },
        pictures,
    };
    desk.page(&texts.fmt("pictures.of_campaign", &[("name", &name)]), Area::Campaigns, page).await
}

/// The updates about a campaign, as the page lists them.
pub(super) async fn updates(
    texts: &Texts,
    viewer: &Viewer,
    campaign: &CampaignId,
) -> Result<Vec<UpdateEntry>, ServiceError> {
    let entry = |(id, day, signature): (_, Day, Option<service::reports::update::Signature>)| UpdateEntry {
        id,
        day: day.to_string(),
        signed: signature.map_or(String::new(), |it| {
            texts.fmt("update.signed", &[("who", &it.by), ("day", &it.on.to_string())])
        }),
    };
    Ok(viewer.updates(campaign).await?.into_iter().map(entry).collect())
}

/// A picture under the heading of its id.
pub(super) fn picture(
    texts: &Texts,
    id: &'static str,
    says: String,
    note: &str,
    drawing: Drawing,
) -> Picture {
    Picture {
        id,
        title: texts.get(&format!("pictures.{id}")).to_owned(),
        says,
        note: if note.is_empty() { String::new() } else { texts.get(note).to_owned() },
        drawing,
    }
}

/// So many of so many, with percent that are floored.
pub(super) fn share(texts: &Texts, n: u64, of: u64) -> String {
    let Some(percent) = Share::new(n, of).printed_percent() else { return number(n) };
    texts.fmt("pictures.of", &[("n", &number(n)), ("of", &number(of)), ("p", &percent)])
}

/// The list of a campaign's requests with these filters.
fn queue(of: &Pictured, filters: &[(&str, &str)]) -> Option<String> {
    Some(routes::with(routes::with(routes::requests(), &[("campaign", &of.campaign.id)]), filters))
}

pub(super) fn funnel(texts: &Texts, of: &Pictured) -> Picture {
    let asked = of.counts.at(Stage::Asked);
    let bar = |stage: Stage| {
        let n = of.counts.at(stage);
        Bar {
            label: texts.get(&format!("pictures.stage.{}", stage.key())).to_owned(),
            href: queue(of, &[("state", stage.key())]),
            value: n,
            whole: None,
            printed: if stage == Stage::Asked { number(n) } else { share(texts, n, asked) },
            shade: if stage == Stage::Accepted { Shade::Good } else { Shade::Main },
        }
    };
    let drawing = Drawing::Bars { bars: Stage::ALL.map(bar).to_vec(), of: Some(asked) };
    picture(texts, "funnel", String::new(), "pictures.funnel_note", drawing)
}

/// Hundredths of a percent as they are printed.
fn percent(n: u64) -> String {
    format!("{}.{:02} %", n / 100, n % 100)
}

fn spend(texts: &Texts, of: &Pictured) -> Picture {
    let spend = of.counted.spend;
    if spend.stated == 0 {
        let why = texts.get("pictures.spend_none").to_owned();
        return picture(texts, "spend", String::new(), "", Drawing::Nothing(why));
    }
    let all =
        [(Stage::Asked, spend.asked), (Stage::Answered, spend.answered), (Stage::Accepted, spend.accepted)];
    let bar = |(stage, n): (Stage, u64)| Bar {
        label: texts.get(&format!("pictures.spend.{}", stage.key())).to_owned(),
        href: queue(of, &[("state", stage.key())]),
        value: n,
        whole: None,
        printed: percent(n),
        shade: if stage == Stage::Accepted { Shade::Good } else { Shade::Main },
    };
    let (n, asked) = (number(spend.stated), number(of.counts.at(Stage::Asked)));
    let says = texts.fmt("pictures.spend_says", &[("n", &n), ("of", &asked)]);
    picture(texts, "spend", says, "", Drawing::Bars { bars: all.map(bar).to_vec(), of: Some(10_000) })
}

/// The classes of findings, by their keys.
pub(super) const CLASSES: [(Class, &str); 3] = [
    (Class::Incomplete, "incomplete"),
    (Class::Inconsistent, "inconsistent"),
    (Class::Inaccurate, "inaccurate"),
];

/// Groups of findings, with how they are drawn.
const DRAWN: [(Option<Class>, &str, Shade); 4] = [
    (Some(Class::Incomplete), "incomplete", Shade::Waiting),
    (Some(Class::Inconsistent), "inconsistent", Shade::Open),
    (Some(Class::Inaccurate), "inaccurate", Shade::Bad),
    (None, "other", Shade::Unknown),
];

/// What the rules find in so many declarations, by class; `href` leads to the rows of a `rule`, or of a `class`.
pub(super) fn findings(
    texts: &Texts,
    rules: &[RuleCount],
    declarations: u64,
    note: &str,
    href: &dyn Fn((&str, &str)) -> Option<String>,
) -> Picture {
    if rules.is_empty() {
        return picture(texts, "findings", String::new(), "", empty(texts));
    }
    let class_of = |rule: &RuleCount| domain::rules::any_rule(&rule.code).map(|rule| rule.class);
    let group = |(class, key, shade): (Option<Class>, &str, Shade)| {
        let mut rules: Vec<&RuleCount> = rules.iter().filter(|r| class_of(r) == class).collect();
        rules.sort_by(|a, b| (b.declarations, &a.code).cmp(&(a.declarations, &b.code)));
        let bar = |rule: &&RuleCount| {
            let known = texts.has(&format!("rule.{}.what", rule.code));
            let says = if known {
                format!("{} · {}", rule.code, what(texts, &rule.code))
            } else {
                rule.code.clone()
            };
            let (n, m) = (number(rule.declarations), number(rule.findings));
            Bar {
                label: says,
                href: href(("rule", &rule.code)),
                value: rule.declarations,
                whole: None,
                printed: texts.fmt("pictures.findings_of", &[("n", &n), ("m", &m)]),
                shade,
            }
        };
        let bars: Vec<Bar> = rules.iter().map(bar).collect();
        (!bars.is_empty()).then(|| BarGroup {
            name: texts.get(&format!("pictures.class.{key}")).to_owned(),
            href: href(("class", key)),
            bars,
        })
    };
    let groups = DRAWN.into_iter().filter_map(group).collect();
    let says = app::desk::parts::counted(texts, "pictures.findings_says", declarations);
    picture(texts, "findings", says, note, Drawing::Groups(groups))
}

/// In how many declarations there is something of each class.
pub(super) fn by_class(texts: &Texts, of: &Pictured, counts: [u64; 3]) -> Picture {
    let counting = of.counts.by_state.iter().filter(|(state, _)| state.has_declaration());
    let declarations: u64 = counting.map(|(_, n)| n).sum();
    if declarations == 0 {
        return picture(texts, "by_class", String::new(), "", empty(texts));
    }
    let bar = |((_, key), n): ((Class, &str), u64)| Bar {
        label: texts.get(&format!("pictures.class.{key}")).to_owned(),
        href: queue(of, &[("class", key), ("state", "all")]),
        value: n,
        whole: None,
        printed: share(texts, n, declarations),
        shade: DRAWN.iter().find(|(_, drawn, _)| *drawn == key).map_or(Shade::Main, |(.., shade)| *shade),
    };
    let bars = CLASSES.into_iter().zip(counts).map(bar).collect();
    let drawing = Drawing::Bars { bars, of: Some(declarations) };
    picture(texts, "by_class", String::new(), "pictures.by_class_note", drawing)
}

/// How long what waits for the team has waited, by how many days.
pub(super) fn age(texts: &Texts, of: &Pictured, counts: [u64; 5]) -> Picture {
    if counts.iter().all(|n| *n == 0) {
        let none = Drawing::Nothing(texts.get("desk.queue.nothing_waits").to_owned());
        return picture(texts, "age", String::new(), "", none);
    }
    let bar = |((key, least, _), n): ((&str, i64, Option<i64>), u64)| Bar {
        label: texts.get(&format!("desk.age.{key}")).to_owned(),
        href: queue(of, &[("age", key), ("state", "us")]),
        value: n,
        whole: None,
        printed: number(n),
        shade: match least {
            0..8 => Shade::Main,
            8..31 => Shade::Open,
            _ => Shade::Bad,
        },
    };
    let bars = AGES.into_iter().zip(counts).map(bar).collect();
    picture(texts, "age", String::new(), "", Drawing::Bars { bars, of: None })
}

fn empty(texts: &Texts) -> Drawing {
    Drawing::Nothing(texts.get("pictures.empty").to_owned())
}

fn scope(texts: &Texts, of: &Pictured) -> Picture {
    let all = of.counted.declarations;
    if all == 0 {
        return picture(texts, "scope", String::new(), "", empty(texts));
    }
    let bar = |scope: &str| {
        let n = of.counted.scopes.iter().find(|(key, _)| key == scope).map_or(0, |(_, n)| *n);
        Bar {
            label: texts.get(&format!("pictures.scope.{scope}")).to_owned(),
            href: queue(of, &[("scope", scope)]),
            value: n,
            whole: None,
            printed: share(texts, n, all),
            shade: Shade::Main,
        }
    };
    let drawing = Drawing::Bars { bars: ["a", "b", "c"].map(bar).to_vec(), of: Some(all) };
    picture(texts, "scope", String::new(), "", drawing)
}

fn metals(texts: &Texts, of: &Pictured) -> Picture {
    let all = of.counted.declarations;
    let template = domain::template::named(&of.campaign.template_version);
    let Some(template) = template.filter(|_| all > 0) else {
        return picture(texts, "metals", String::new(), "", empty(texts));
    };
    let bar = |key: &str| {
        let n = of.counted.metals.iter().find(|(metal, _)| metal == key).map_or(0, |(_, n)| *n);
        Bar {
            label: super::smelters::metal_words(texts, key),
            href: queue(of, &[("metal", key)]),
            value: n,
            whole: None,
            printed: share(texts, n, all),
            shade: Shade::Main,
        }
    };
    let bars = template.metals.iter().map(|metal| bar(metal.key())).collect();
    picture(texts, "metals", String::new(), "pictures.metals_note", Drawing::Bars { bars, of: Some(all) })
}

fn countries(texts: &Texts, of: &Pictured) -> Picture {
    let mut all = of.counted.countries.clone();
    if all.is_empty() {
        return picture(texts, "countries", String::new(), "", empty(texts));
    }
    all.sort_by(|a, b| (b.asked, &a.country).cmp(&(a.asked, &b.country)));
    let most = all.iter().map(|c| c.asked).max();
    let bar = |c: &CountryCount| Bar {
        label: match country_name_in(texts.language(), &c.country) {
            _ if c.country.is_empty() => texts.get("pictures.no_country").to_owned(),
            Some(name) => format!("{name} ({})", c.country),
            None => c.country.clone(),
        },
        href: answered_in(of, c).filter(|_| !c.country.is_empty()),
        value: c.answered,
        whole: Some(c.asked),
        printed: share(texts, c.answered, c.asked),
        shade: Shade::Main,
    };
    let says = texts.get("pictures.countries_says").to_owned();
    picture(texts, "countries", says, "", Drawing::Bars { bars: all.iter().map(bar).collect(), of: most })
}

/// The answers from a country.
fn answered_in(of: &Pictured, c: &CountryCount) -> Option<String> {
    queue(of, &[("state", Stage::Answered.key()), ("country", &c.country)])
}

fn map(texts: &Texts, of: &Pictured) -> Option<Picture> {
    let tile = |c: &CountryCount| {
        let name = country_name_in(texts.language(), &c.country)?;
        let said = share(texts, c.answered, c.asked);
        let says = texts.fmt("pictures.tile", &[("country", name), ("n", &said)]);
        Some(Tile { code: c.country.clone(), says, value: c.answered, href: answered_in(of, c) })
    };
    mapped(texts, "countries_map", of.counted.countries.iter().filter_map(tile).collect())
}

/// Countries as squares, below the table that says the same; where that is empty, no map either.
pub(super) fn mapped(texts: &Texts, id: &'static str, tiles: Vec<Tile>) -> Option<Picture> {
    if tiles.is_empty() {
        return None;
    }
    let says = texts.get("pictures.map_says").to_owned();
    Some(picture(texts, id, says, "pictures.map_note", Drawing::Map(tiles)))
}

fn years(texts: &Texts, of: &Pictured) -> Picture {
    let (Some(before), Some(launched)) = (&of.before, of.launched) else {
        let why = texts.get("pictures.years_none").to_owned();
        return picture(texts, "years", String::new(), "", Drawing::Nothing(why));
    };
    let days = launched.days_until(of.today);
    let pair = |label: &str, stage: Stage, now: u64, then: u64| Pair {
        label: texts.get(label).to_owned(),
        href: queue(of, &[("state", stage.key())]),
        now,
        now_printed: number(now),
        then: Some(then),
        then_printed: number(then),
        difference: match now as i64 - then as i64 {
            0 => texts.get("update.no_change").to_owned(),
            by => format!("{by:+}"),
        },
    };
    let at = |stage: Stage| (of.counts.at(stage), before.counts.at(stage));
    let ((asked, asked_then), (accepted, accepted_then)) = (at(Stage::Asked), at(Stage::Accepted));
    let pairs = vec![
        pair("pictures.stage.all_asked", Stage::Asked, asked, asked_then),
        pair(
            "pictures.answered_by",
            Stage::Answered,
            of.counts.at(Stage::Answered),
            before.answered_by(days),
        ),
        pair("pictures.stage.all_accepted", Stage::Accepted, accepted, accepted_then),
    ];
    let says = texts.fmt("pictures.years_note", &[("n", &days.to_string())]);
    let times = [of.campaign.name.clone(), before.campaign.name.clone()];
    picture(texts, "years", says, "pictures.years_end", Drawing::Pairs { times, pairs })
}
