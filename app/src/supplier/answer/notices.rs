//! Above the step: what this window can no longer do, what is to be said once, where two people wrote.

use super::corrections;
use super::host::use_host;
use crate::kit::text::text;
use crate::supplier::action::Action;
use crate::supplier::form::use_form;
use crate::supplier::model::Conflict;
use crate::supplier::paths;
use crate::supplier::saving::SaveState;
use leptos::prelude::*;

/// A sentence that is said once, and what may be done about it.
#[component]
pub fn Notice() -> impl IntoView {
    let form = use_form();
    let offer = move || form.offer().get().map_or(String::new(), |offer| form.t(offer.text()));
    view! {
        <div class="notice" role="status" hidden=move || form.notice().with(String::is_empty)>
            <p {..text(move || form.notice().get())} />
            <button
                {..text(offer)}
                class="button small"
                type="button"
                data-action=Action::Offer.key()
                hidden=move || form.offer().get().is_none()
            />
            <button class="button small plain" type="button" data-action=Action::Dismiss.key() hidden=form.without_script()>
                {form.t("answer.dismiss")}
            </button>
        </div>
    }
}

/// Says that this window can save nothing any more, and what to do.
#[component]
pub fn Ended() -> impl IntoView {
    let form = use_form();
    let team = form.with(|d| !d.page.request.team.is_empty());
    let why = move || match form.save().get() {
        SaveState::Expired if team => Some("answer.ended.entry"),
        SaveState::Expired => Some("answer.ended.expired"),
        SaveState::Closed => Some("answer.ended.closed"),
        SaveState::Over => Some("answer.ended.over"),
        _ => None,
    };
    let expired = move || form.save().get() == SaveState::Expired;
    let lost = form.with(|d| match d.page.request.team.as_str() {
        "" => [paths::LINK, "?request=", &d.page.request.id].concat(),
        team => team.to_owned(),
    });
    view! {
        <div class="notice bad" role="alert" id="ended" hidden=move || why().is_none()>
            <p {..text(move || why().map_or(String::new(), |key| form.t(key)))} />
            // In a window of its own: what was typed stays in this one.
            <a class="button small" target="_blank" rel="noopener" href=lost hidden=move || !expired()>
                {form.t(if team { "answer.entry.back" } else { "answer.ended.link" })}
            </a>
            <a class="button small" href=form.at(paths::ANSWER) hidden=expired>
                {form.t("answer.ended.look")}
            </a>
        </div>
    }
}

/// What two people wrote in one place.
#[component]
pub fn Conflicts() -> impl IntoView {
    let (form, draw) = (use_form(), use_host().conflict);
    view! {
        <section
            class="panel conflicts"
            aria-labelledby="conflicts-title"
            hidden=move || form.conflicts().with(Vec::is_empty)
        >
            <h2 id="conflicts-title" tabindex="-1">{form.t("answer.conflict.title")}</h2>
            <p>{form.t("answer.conflict.lead")}</p>
            <ul>
                <For
                    each=move || form.conflicts().get()
                    key=|c| (c.path.clone(), c.theirs.clone(), c.mine.clone())
                    let(conflict)
                >
                    {draw(conflict)}
                </For>
            </ul>
        </section>
    }
}

/// What two people wrote in one place.
pub fn conflict(conflict: Conflict) -> AnyView {
    view! { <ConflictCard conflict /> }.into_any()
}

#[component]
fn ConflictCard(conflict: Conflict) -> impl IntoView {
    let form = use_form();
    let Conflict { path, theirs, mine } = conflict;
    let words = |text: Option<String>| match text {
        Some(text) => form.readable(&text),
        None => form.t("answer.blank"),
    };
    view! {
        <li class="conflict">
            <b>{form.place(&corrections::location_of_path(&path))}</b>
            <dl>
                <dt>{form.t("answer.conflict.theirs")}</dt>
                <dd>{words(theirs)}</dd>
                <dt>{form.t("answer.conflict.mine")}</dt>
                <dd>{words(mine)}</dd>
            </dl>
            <div class="acts" hidden=form.without_script()>
                <button class="button" type="button" data-action=Action::Mine.key() value=path.clone()>
                    {form.t("answer.conflict.keep")}
                </button>
                <button class="button" type="button" data-action=Action::Theirs.key() value=path>
                    {form.t("answer.conflict.take")}
                </button>
            </div>
        </li>
    }
}
