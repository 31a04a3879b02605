//! Whom a campaign asks.

use crate::desk::T;
use crate::desk::frame::Frame;
use crate::desk::parts::{self, Paging, act, go, go_first, head, nothing, number, paging};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The suppliers that a campaign may ask, a page at a time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recipients {
    /// The campaign.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many it asks.
    pub chosen: u64,
    /// How many active suppliers there are.
    pub suppliers: u64,
    /// What was searched for.
    pub search: String,
    /// This page of suppliers.
    pub rows: Vec<Recipient>,
    /// Where it goes on.
    pub paging: Paging,
    /// The page's own query, to come back to.
    pub here: String,
}

/// A supplier that may be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recipient {
    /// Supplier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Relationship key.
    pub relationship: String,
    /// Address.
    pub email: String,
    /// Country.
    pub country: String,
    /// Whether the campaign asks it.
    pub chosen: bool,
    /// State of its request: once invited it cannot be dropped here.
    pub state: Option<String>,
}

/// Draws the choice.
pub fn recipients(t: T, f: &Frame, p: &Recipients) -> AnyView {
    let own = format!("/desk/campaigns/{}", p.id);
    let base = format!("{own}/recipients");
    let above = Some((own.clone(), p.name.clone()));
    let write = f.can_write();
    let all = write.then(|| {
        view! {
            {act(base.clone(), t.get("desk.recipients.none_of")).quiet().with("all", "drop").view()}
            {act(base.clone(), t.get("desk.recipients.all")).with("all", "add").view()}
        }
    });
    let by_relationship = write.then(|| relationships(t, base.clone()));
    let next = (write && p.chosen > 0)
        .then(|| go_first(format!("{own}/preview"), t.get("desk.campaign.to_preview")));
    let list = if p.rows.is_empty() {
        nothing(t.get(if p.search.is_empty() { "desk.suppliers.none" } else { "desk.search.none" }))
    } else {
        choice(t, p, write, base.clone())
    };
    let so_far = t.fmt("desk.recipients.so_far", &[("n", &number(p.chosen)), ("of", &number(p.suppliers))]);
    view! {
        {head(t.get("desk.recipients.title"), above, next.into_any())}
        <div class="bar-line"><p class="lead">{so_far}</p><div class="row-acts">{all}</div></div>
        <form class="filter" method="get" action=base role="search">
            <label for="q">{t.get("desk.suppliers.search")}</label>
            <input id="q" name="q" type="search" value=p.search.clone() />
            <button class="button" type="submit">{t.get("desk.search")}</button>
        </form>
        {by_relationship}
        {list}
        {paging(t, &p.paging)}
    }
    .into_any()
}

/// Chooses by how suppliers stand to the company, whatever page is shown.
fn relationships(t: T, action: String) -> AnyView {
    let boxes: Vec<_> = ["direct", "contract_manufacturer", "indirect"]
        .into_iter()
        .map(|key| {
            let id = format!("relationship-{key}");
            view! {
                <input type="checkbox" id=id.clone() name="relationship" value=key />
                <label for=id>{parts::relationship(t, key)}</label>
            }
        })
        .collect();
    view! {
        <form class="filter" method="post" action=action aria-label=t.get("desk.recipients.by_relationship")>
            <input type="hidden" name="all" value="relationships" />
            {boxes}
            <button class="button button-quiet" type="submit">{t.get("desk.recipients.by_relationship")}</button>
        </form>
    }
    .into_any()
}

/// The rows with a box each. Ticked boxes are kept in signals, so that "all on this page" and the filter work at once
/// where the browser side runs.
fn choice(t: T, p: &Recipients, write: bool, action: String) -> AnyView {
    let ticks: Vec<(RwSignal<bool>, bool)> = p
        .rows
        .iter()
        .map(|r| (RwSignal::new(r.chosen), r.state.as_deref().is_some_and(|s| s != "planned")))
        .collect();
    let filter = RwSignal::new(String::new());
    let rows: Vec<_> = p
        .rows
        .iter()
        .zip(&ticks)
        .map(|(r, (ticked, fixed))| {
            let (ticked, fixed) = (*ticked, *fixed);
            let key = format!("{} {} {}", r.name, r.email, r.country).to_lowercase();
            let hidden = move || {
                let wish = filter.get();
                !wish.is_empty() && !key.contains(&wish)
            };
            let shown = (!fixed).then(|| view! { <input type="hidden" name="shown" value=r.id.clone() /> });
            let state = r.state.clone().map(|s| parts::state(t, &s));
            let id = format!("pick-{}", r.id);
            view! {
                <li class="pick" hidden=hidden>
                    {shown}
                    <input type="checkbox" id=id.clone() name="chosen" value=r.id.clone() checked=r.chosen
                        disabled=fixed || !write
                        prop:checked=move || ticked.get()
                        on:change=move |ev| ticked.set(event_target_checked(&ev)) />
                    <label for=id.clone()>
                        <span class="pick-name">{r.name.clone()}</span>
                        <span class="minor">{format!("{} · {}", parts::relationship(t, &r.relationship), r.email)}</span>
                    </label>
                    {state}
                </li>
            }
        })
        .collect();
    let for_all = ticks.clone();
    let set_all = move |on: bool| {
        for (ticked, fixed) in &for_all {
            if !fixed {
                ticked.set(on);
            }
        }
    };
    let (all, none) = (set_all.clone(), set_all);
    let count = move || {
        let n = ticks.iter().filter(|(ticked, _)| ticked.get()).count();
        t.fmt("desk.recipients.ticked", &[("n", &n.to_string()), ("of", &ticks.len().to_string())])
    };
    let save = write.then(|| {
        view! {
            <div class="form-acts sticky">
                <button class="button button-first" type="submit">{t.get("desk.recipients.save")}</button>
                {go(format!("/desk/campaigns/{}", p.id), t.get("desk.back"))}
            </div>
        }
    });
    view! {
        <form class="panel" method="post" action=action>
            <input type="hidden" name="here" value=p.here.clone() />
            <div class="comfort bar-line">
                <div class="control control-inline">
                    <label for="narrow">{t.get("desk.recipients.narrow")}</label>
                    <input id="narrow" type="search" autocomplete="off"
                        on:input=move |ev| filter.set(event_target_value(&ev).trim().to_lowercase()) />
                </div>
                <p class="minor" role="status">{count}</p>
                <div class="row-acts">
                    <button type="button" class="button button-quiet" on:click=move |_| all(true)>{t.get("desk.recipients.page_all")}</button>
                    <button type="button" class="button button-quiet" on:click=move |_| none(false)>{t.get("desk.recipients.page_none")}</button>
                </div>
            </div>
            <ul class="picks">{rows}</ul>
            {save}
        </form>
    }
    .into_any()
}
