//! What the address of the inbox asks for.

use crate::desk::forms::FormData;
use crate::desk::list::{Asked, ROWS};
use crate::desk::pictures::CLASSES;
use crate::desk::session::Desk;
use app::desk::list::ListQuery;
use app::desk::queue::{AGES, COLUMNS, FILTERS, QueueView};
use app::desk::routes;
use domain::Day;
use domain::workflow::RequestState;
use service::DAY;
use service::records::{CampaignId, Having, Instant, MemberId, RequestFilter, RequestSort};

/// Who asks, and when: what "mine" and "since" mean.
pub struct Now {
    pub me: MemberId,
    pub today: Day,
    pub at: Instant,
}

impl Now {
    pub fn of(desk: &Desk) -> Now {
        let services = &desk.portal.services;
        Now { me: desk.actor.member().id.clone(), today: services.today(), at: services.now() }
    }
}

/// The value of the filter `owner` that means nobody.
pub const NOBODY: &str = "nobody";

/// Leaves out what an address asks for that there is not, so that it is said.
pub fn only_known(asked: &mut Asked) {
    asked.only("state", |key| QueueView::parse(key).is_some());
    asked.only("class", |key| CLASSES.iter().any(|(_, of)| *of == key));
    asked.only("scope", |key| ["a", "b", "c"].contains(&key));
    asked.only("metal", |key| domain::template::metals().iter().any(|metal| metal.key() == key));
    asked.only("age", |key| AGES.iter().any(|(of, ..)| *of == key));
    asked.only("spend", |share| hundredths(share).is_some());
}

/// What each request has to have. Findings, scopes and metals are of declarations that count; whether any of those is
/// asked for is said as well.
fn having(query: &ListQuery, now: &Now) -> (Vec<Having>, bool) {
    let get = |name: &str| Some(query.get(name).to_owned()).filter(|value| !value.is_empty());
    let class = get("class").and_then(|key| CLASSES.into_iter().find(|(_, of)| *of == key));
    let of_declaration = [
        get("rule").map(Having::Finding),
        class.map(|(class, _)| Having::Class(class)),
        get("scope").map(Having::Scope),
        get("metal").map(Having::Metal),
    ];
    let mut having: Vec<Having> = of_declaration.into_iter().flatten().collect();
    let of_declarations = !having.is_empty();
    let owner = get("owner").map(|id| Having::Owner((id != NOBODY).then(|| id.into())));
    let view_of = QueueView::of(query);
    let view = match view_of {
        QueueView::Mine => Some(Having::Owner(Some(now.me.clone()))),
        QueueView::Nobody => Some(Having::Owner(None)),
        _ => None,
    };
    let day = get("answered").and_then(|day| day.parse().ok()).map(service::start_of);
    let age = get("age").and_then(|age| AGES.into_iter().find(|(key, ..)| *key == age));
    let others = [
        owner,
        view,
        get("country").map(Having::Country),
        get("spend").and_then(|share| hundredths(&share)).map(Having::Spend),
        day.map(|at| Having::FirstAnswer(at, at + DAY)),
        age.map(|age| waits(age, now.at)),
        get("other").map(|_| Having::OtherContact),
        view_of.of_open_campaigns().then_some(Having::OpenCampaign),
    ];
    having.extend(others.into_iter().flatten());
    (having, of_declarations)
}

/// So many days of waiting, seen from now.
pub fn waits((_, least, most): (&str, i64, Option<i64>), now: Instant) -> Having {
    Having::Waits(now - least * DAY, most.map_or(Instant::MIN, |most| now - (most + 1) * DAY))
}

/// The states of declarations that count.
pub fn counting() -> Vec<RequestState> {
    RequestState::ALL.into_iter().filter(|state| state.has_declaration()).collect()
}

/// A share that somebody wrote in percent, in hundredths of a percent.
pub fn hundredths(share: &str) -> Option<i64> {
    let percent: f64 = share.replace(',', ".").parse().ok()?;
    (0.0..=100.0).contains(&percent).then(|| (percent * 100.0).round() as i64)
}

/// The order that a column gives, and whether it is turned round.
fn sort(asked: &str) -> (RequestSort, bool) {
    let sort = match asked.trim_start_matches('-') {
        "" | "recent" => return (RequestSort::Waiting, asked == "recent"),
        "name" => RequestSort::Name,
        "state" => RequestSort::State,
        "scope" => RequestSort::Scope,
        "metals" => RequestSort::Metals,
        "owner" => RequestSort::Owner,
        "country" => RequestSort::Country,
        "spend" => RequestSort::Spend,
        class => match CLASSES.into_iter().find(|(_, key)| *key == class) {
            Some((class, _)) => RequestSort::Findings(class),
            None => RequestSort::Waiting,
        },
    };
    (sort, asked.starts_with('-'))
}

/// The inbox as its address asks for it.
pub fn asked(sent: &FormData) -> Asked {
    let names: Vec<&'static str> =
        ["campaign", "state", "q"].into_iter().chain(FILTERS.map(|(name, _)| name)).collect();
    Asked::of(sent, &names, &COLUMNS)
}

/// What a view finds that nothing else narrows.
pub fn of_view(view: QueueView, campaign: Option<&CampaignId>, now: &Now) -> RequestFilter {
    let query = ListQuery { values: vec![("state", view.key().to_owned())], ..ListQuery::default() };
    RequestFilter {
        campaign: campaign.cloned(),
        states: view.states(),
        having: having(&query, now).0,
        overdue_on: (view == QueueView::Overdue).then_some(now.today),
        ..RequestFilter::default()
    }
}

/// A page of the inbox as the address asks for it.
pub fn filter(asked: &Asked, now: &Now) -> RequestFilter {
    let query = &asked.query;
    let (sort, reversed) = sort(query.get("sort"));
    let view = QueueView::of(query);
    let (having, of_declarations) = having(query, now);
    RequestFilter {
        campaign: Some(query.get("campaign")).filter(|c| !c.is_empty()).map(CampaignId::from),
        states: match view {
            QueueView::All if of_declarations => counting(),
            view => view.states(),
        },
        having,
        overdue_on: (view == QueueView::Overdue).then_some(now.today),
        search: query.get("q").to_owned(),
        sort,
        reversed,
        after: asked.after.clone(),
        before: asked.before.clone(),
        limit: ROWS,
        ..RequestFilter::default()
    }
}

/// What a list that is filtered so finds.
pub fn filter_of(desk: &Desk, sent: &FormData) -> RequestFilter {
    filter(&asked(sent), &Now::of(desk))
}

/// The address of the list that a form was sent from.
pub fn address_of(sent: &FormData) -> String {
    asked(sent).query.address(routes::requests())
}
