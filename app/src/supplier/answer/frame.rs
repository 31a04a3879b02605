//! Around the steps: who asks, how far one is, where the draft is kept, the way from step to step.

use super::{company, mend, metals, policy, review, summary, table};
use crate::supplier::form::{Form, SaveState};
use crate::supplier::model::Step;
use crate::supplier::paths;
use domain::Table;
use leptos::prelude::*;

/// Draws the form.
pub fn answer(form: Form) -> AnyView {
    view! {
        <a class="skip" href="#main">{form.t("answer.skip")}</a>
        {bar(form)}
        <p class="broken" role="alert">{form.t("answer.broken")}</p>
        <noscript><p class="noscript">{form.t("answer.noscript")}</p></noscript>
        <div class="layout">
            {steps(form)}
            <main id="main" tabindex="-1">
                {notice(form)}
                {conflicts(form)}
                {move || {
                    form.refresh.track();
                    body(form, form.step.get())
                }}
            </main>
        </div>
        {foot(form)}
    }
    .into_any()
}

fn bar(form: Form) -> AnyView {
    let (asks, title) = form.with(|d| {
        let r = &d.page.request;
        let year = r.year.to_string();
        (
            d.texts.fmt("answer.asks", &[("company", &r.company)]),
            d.texts.fmt("answer.campaign", &[("campaign", &r.campaign), ("year", &year), ("due", &r.due)]),
        )
    });
    let total = move || form.seen.with(|s| s.state.total());
    view! {
        <header class="bar">
            <div class="bar-in">
                <p class="who"><b>{asks}</b><span class="quiet">{title}</span></p>
                <p class="save" role="status" data-state=move || format!("{:?}", form.save.get())>
                    {move || saved(form)}
                </p>
            </div>
            <progress max=move || total().required.max(1) value=move || total().done
                aria-label=form.t("answer.progress")></progress>
        </header>
    }
    .into_any()
}

/// Where the draft is kept, in words.
fn saved(form: Form) -> String {
    let live = form.live.get();
    match (form.save.get(), form.saved_at.get()) {
        (SaveState::Saved, None) if live => form.t("save.new"),
        (SaveState::Saved, None) => form.t("save.form"),
        (SaveState::Saved, Some(at)) => form.tf("save.saved", &[("time", &clock(at, live))]),
        (state, _) => form.t(state.text()),
    }
}

/// The time of day: the reader's own once the browser can tell, UTC before.
fn clock(at: i64, _live: bool) -> String {
    #[cfg(feature = "supplier")]
    if _live {
        return crate::supplier::client::clock(at);
    }
    let minutes = at.div_euclid(60_000).rem_euclid(1440);
    format!("{:02}:{:02} UTC", minutes / 60, minutes % 60)
}

fn steps(form: Form) -> AnyView {
    let items: Vec<AnyView> = form.steps().into_iter().map(|s| step_link(form, s)).collect();
    view! {
        <nav class="steps" aria-label=form.t("answer.steps")><ol>{items}</ol></nav>
    }
    .into_any()
}

fn step_link(form: Form, step: Step) -> AnyView {
    let section = step.section();
    let idle = move || {
        section.is_some_and(|section| form.seen.with(|s| !s.state.is_relevant(section)))
    };
    let progress = move || section.map(|section| form.seen.with(|s| s.state.progress(section)));
    let state = move || match progress() {
        _ if idle() => "idle",
        Some(p) if p.done == p.required => "done",
        Some(_) => "open",
        None => "plain",
    };
    let text = move || match progress() {
        _ if idle() => form.t("answer.step.idle"),
        Some(p) if p.required > 0 => format!("{}/{}", p.done, p.required),
        _ => String::new(),
    };
    view! {
        <li>
            <a href=step.path() data-act="step" data-step=step.key() data-state=state
                aria-current=move || (form.step.get() == step).then_some("step")>
                <span>{step_title(form, step)}</span>
                <span class="count">{text}</span>
            </a>
        </li>
    }
    .into_any()
}

/// What a step is called.
pub fn step_title(form: Form, step: Step) -> String {
    match step.section() {
        Some(section) => form.t(&format!("section.{}", section.key())),
        None => form.t(&format!("answer.step.{}", step.key())),
    }
}

fn notice(form: Form) -> AnyView {
    view! {
        <div class="notice" role="status" hidden=move || form.notice.with(String::is_empty)>
            <p>{move || form.notice.get()}</p>
            <button class="button small" type="button" data-act="offer"
                hidden=move || form.offer.with(Option::is_none)>
                {move || form.offer.get().map_or(String::new(), |act| form.t(&format!("answer.offer.{act}")))}
            </button>
            <button class="button small plain" type="button" data-act="dismiss"
                hidden=move || !form.live.get()>{form.t("answer.dismiss")}</button>
        </div>
    }
    .into_any()
}

fn conflicts(form: Form) -> AnyView {
    let cards = move || {
        let conflicts = form.conflicts.get();
        let cards = conflicts.into_iter().map(|c| {
            let text = |v: &Option<String>| v.clone().unwrap_or_else(|| form.t("answer.blank"));
            let place = form.place(&super::mend::location_of_path(&c.path));
            view! {
                <li class="conflict">
                    <b>{place}</b>
                    <dl>
                        <dt>{form.t("answer.conflict.theirs")}</dt><dd>{form.readable(&text(&c.theirs))}</dd>
                        <dt>{form.t("answer.conflict.mine")}</dt><dd>{form.readable(&text(&c.mine))}</dd>
                    </dl>
                    <div class="acts" hidden=!form.live.get()>
                        <button class="button" type="button" data-act="mine" value=c.path.clone()>
                            {form.t("answer.conflict.keep")}
                        </button>
                        <button class="button" type="button" data-act="theirs" value=c.path>
                            {form.t("answer.conflict.take")}
                        </button>
                    </div>
                </li>
            }
            .into_any()
        });
        cards.collect::<Vec<AnyView>>()
    };
    view! {
        <section class="panel conflicts" aria-labelledby="conflicts-title"
            hidden=move || form.conflicts.with(Vec::is_empty)>
            <h2 id="conflicts-title" tabindex="-1">{form.t("answer.conflict.title")}</h2>
            <p>{form.t("answer.conflict.lead")}</p>
            <ul>{cards}</ul>
        </section>
    }
    .into_any()
}

/// A step.
fn body(form: Form, step: Step) -> AnyView {
    let content = match step {
        Step::Mend => mend::mend(form),
        Step::Company => company::company(form),
        Step::Metals => metals::metals(form),
        Step::Policy => policy::policy(form),
        Step::Smelters => table::table(form, Table::Smelters),
        Step::Products => table::table(form, Table::Products),
        Step::Review => review::review(form),
    };
    let lead_key = match step.section() {
        Some(section) => format!("section.{}.intro", section.key()),
        None => format!("answer.lead.{}", step.key()),
    };
    let lead = form.has_text(&lead_key).then(|| view! { <p class="lead">{form.t(&lead_key)}</p> }.into_any());
    let action = if step == Step::Review { paths::SUBMIT.to_owned() } else { step.path() };
    let go = form.t(if step == Step::Review { "answer.submit" } else { "answer.next" });
    let revision = form.with(|d| d.page.revision);
    view! {
        <h1 tabindex="-1" id="title">{step_title(form, step)}</h1>
        {lead}
        {move || import(form, step)}
        {summary::summary(form, step)}
        <form method="post" action=action id="form" novalidate data-step=step.key()>
            // The first submit button is the one that Enter presses: it must not be one that deletes.
            <button class="sr" name="then" value="stay" tabindex="-1" aria-hidden="true"
                formaction=step.path()></button>
            <input type="hidden" name="revision" value=revision/>
            {content}
            <div class="acts final">
                <button class="button primary" name="then" value="next" data-act="next">{go}</button>
                <button class="button" name="then" value="stay" formaction=step.path()
                    hidden=move || form.live.get()>{form.t("answer.save")}</button>
            </div>
        </form>
    }
    .into_any()
}

/// The place to drop a workbook, once there is something that can read it.
fn import(_form: Form, _step: Step) -> Option<AnyView> {
    #[cfg(feature = "supplier")]
    if _form.live.get() {
        return crate::supplier::client::import_view(_form, _step);
    }
    None
}

fn foot(form: Form) -> AnyView {
    let (name, mail) =
        form.with(|d| (d.page.request.contact_name.clone(), d.page.request.contact_email.clone()));
    view! {
        <footer class="foot">
            <p>
                {form.t("answer.help")}" "{name}" "
                <a href=format!("mailto:{mail}")>{mail.clone()}</a>
            </p>
            <p>
                <a href=paths::VERIFY>{form.t("answer.verify")}</a>" · "
                <a href=paths::DOWNLOAD download="answers.json">{form.t("answer.download")}</a>
            </p>
            {super::language_form(form.with(|d| d.texts.clone()), "/answer")}
        </footer>
    }
    .into_any()
}
