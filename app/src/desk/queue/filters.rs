//! By what the inbox is filtered.

use super::{Queue, QueueView};
use crate::desk::list::{ListFilter, ListFilters, ListMore, ListSearch, MoreFilter};
use crate::desk::texts;
use crate::ui::SelectOption;
use domain::workflow::RequestState;
use leptos::prelude::*;

/// Names of filters in the address, besides `campaign`, `state` and `q`, with the key of what each is called.
pub const FILTERS: [(&str, &str); 10] = [
    ("owner", "desk.queue.owner"),
    ("class", "desk.queue.class"),
    ("scope", "pictures.filter.scope"),
    ("metal", "pictures.filter.metal"),
    ("country", "pictures.filter.country"),
    ("spend", "desk.filter.spend"),
    ("age", "desk.queue.age"),
    ("rule", "pictures.filter.rule"),
    ("answered", "pictures.filter.answered"),
    ("other", "desk.queue.other"),
];

/// All that the form above the list sets.
const SETS: [&str; 8] = ["campaign", "state", "owner", "class", "scope", "metal", "country", "spend"];

/// A filter's value in words.
fn words(page: &Queue, name: &str, value: &str) -> String {
    let t = texts();
    let of =
        |options: &[SelectOption]| options.iter().find(|it| it.value == value).map(|it| it.label.clone());
    let key = match name {
        "scope" => format!("pictures.scope.{value}"),
        "class" => format!("pictures.class.{value}"),
        "age" => format!("desk.age.{value}"),
        "other" => "desk.yes".to_owned(),
        _ => format!("{name}.{value}"),
    };
    match name {
        "campaign" => of(&page.campaigns),
        "owner" => of(&page.people),
        "country" => of(&page.countries),
        "spend" => Some(format!("{value} %")),
        _ => t.has(&key).then(|| t.get(&key).to_owned()),
    }
    .unwrap_or_else(|| value.to_owned())
}

/// The search with the filters, and those that are on.
#[component]
pub fn QueueFilters(page: Queue) -> impl IntoView {
    let t = texts();
    let list = page.list.clone();
    let view = QueueView::of(&list.query);
    let named = |keys: &[&str], group: &str| -> Vec<SelectOption> {
        let option = |key: &&str| SelectOption {
            value: (*key).to_owned(),
            label: t.get(&format!("{group}.{key}")).to_owned(),
        };
        keys.iter().map(option).collect()
    };
    let views = QueueView::TABS.into_iter().chain(RequestState::ALL.map(QueueView::In));
    let views = views
        .map(|view| SelectOption { value: view.key().to_owned(), label: t.get(view.text_key()).to_owned() });
    let metals: Vec<&str> = domain::template::metals().into_iter().map(|metal| metal.key()).collect();
    let some = page.campaigns.len() > 1;
    let campaign =
        some.then(|| MoreFilter::choice("campaign", "desk.queue.campaign", page.campaigns.clone()));
    let others = [
        MoreFilter::choice("state", "desk.queue.state", views.collect()),
        MoreFilter::choice("owner", "desk.queue.owner", page.people.clone()),
        MoreFilter::choice(
            "class",
            "desk.queue.class",
            named(&["incomplete", "inconsistent", "inaccurate"], "pictures.class"),
        ),
        MoreFilter::choice("scope", "pictures.filter.scope", named(&["a", "b", "c"], "pictures.scope")),
        MoreFilter::choice("metal", "pictures.filter.metal", named(&metals, "metal")),
        MoreFilter::choice("country", "pictures.filter.country", page.countries.clone()),
        MoreFilter::number("spend", "desk.filter.spend"),
    ];
    let controls: Vec<MoreFilter> = campaign.into_iter().chain(others).collect();
    let state = match view {
        QueueView::In(_) | QueueView::At(_) | QueueView::Review => Some(t.get(view.text_key()).to_owned()),
        _ => None,
    };
    let mut filters = vec![ListFilter::new("state", "desk.queue.state", state)];
    let on = [("campaign", "desk.queue.campaign")].into_iter().chain(FILTERS);
    filters.extend(on.map(|(name, label)| {
        let value = Some(list.query.get(name)).filter(|value| !value.is_empty());
        ListFilter::new(name, label, value.map(|value| words(&page, name, value)))
    }));
    let of_more = list.clone();
    view! {
        <ListSearch list=list.clone() label=t.get("desk.suppliers.search") sets=&SETS>
            <ListMore list=of_more filters=controls />
        </ListSearch>
        <ListFilters list filters />
    }
}
