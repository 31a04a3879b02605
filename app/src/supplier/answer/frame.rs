//! Around the steps: who asks, how far one is, where the draft is kept, the way from step to step.

use super::host::{Host, use_host, utc_clock};
use super::leftovers::Leftovers;
use super::notices::{Conflicts, Ended, Notice};
use super::summary::Summary;
use super::{LanguageForm, LeaveForm, open_queries};
use crate::kit::text::text;
use crate::supplier::action::Action;
use crate::supplier::form::{Form, use_form};
use crate::supplier::model::{Step, titled};
use crate::supplier::paths;
use crate::supplier::saving::SaveState;
use domain::{Instant, Severity};
use leptos::prelude::*;

/// The form, with everything around it.
#[component]
pub fn Answer(
    form: Form,
    /// Where it is drawn.
    host: Host,
) -> impl IntoView {
    provide_context(form);
    provide_context(host);
    view! {
        <div class="page">
            <a class="skip" href="#main">{form.t("answer.skip")}</a>
            <Bar />
            <p class="broken" role="alert">{form.t("answer.broken")}</p>
            <p class="old" role="alert">{form.t("answer.old")}</p>
            <WithoutScripts />
            <div class="layout">
                <nav class="steps" aria-label=form.t("answer.steps")>
                    <ol>
                        {form.steps().into_iter().map(|step| view! { <li><StepLink step /></li> }).collect_view()}
                    </ol>
                </nav>
                <main id="main" tabindex="-1">
                    <Ended />
                    <Notice />
                    <Conflicts />
                    <div class="stack-of">
                        <For
                            each=move || [(form.step().get(), form.refresh().get())]
                            key=|(step, refresh)| (step.key(), *refresh)
                            let((step, _))
                        >
                            <Body step />
                        </For>
                    </div>
                </main>
            </div>
            <Foot />
        </div>
    }
}

/// What browsers without scripts say. To any other its content is text, and nothing to take over.
#[component]
fn WithoutScripts() -> impl IntoView {
    match use_host().scripts {
        true => view! { <noscript></noscript> }.into_any(),
        false => view! {
            <noscript>
                <p class="noscript">{use_form().t("answer.noscript")}</p>
            </noscript>
        }
        .into_any(),
    }
}

#[component]
fn Bar() -> impl IntoView {
    let form = use_form();
    let (supplier, campaign) = form.with(|d| {
        let r = &d.page.request;
        let campaign = titled(&r.campaign, r.year);
        let args = [
            ("company", r.company.as_str()),
            ("campaign", &campaign),
            ("due", &r.due),
            ("cutoff", &r.late_until),
        ];
        let title = if r.late_until.is_empty() { "answer.campaign" } else { "answer.campaign_late" };
        (r.supplier.clone(), d.texts.fmt(title, &args))
    });
    let clock = use_host().clock;
    let total = move || form.full_evaluation().with(|s| s.state.total());
    view! {
        <header class="bar">
            <div class="bar-in">
                <p class="who">
                    <b>{supplier}</b>
                    <span class="quiet">{campaign}</span>
                </p>
                <p
                    {..text(move || saved(form, clock))}
                    class="save"
                    role="status"
                    data-state=move || form.save().get().text()
                />
            </div>
            <progress
                aria-label=form.t("answer.progress")
                max=move || total().required.max(1).to_string()
                value=move || total().done.to_string()
            />
        </header>
    }
}

/// Where the draft is kept, in words. Until the form lives it says what the server drew.
fn saved(form: Form, own_clock: fn(Instant) -> String) -> String {
    let live = form.live().get();
    let clock = if live { own_clock } else { utc_clock };
    match (form.save().get(), form.saved_at().get()) {
        (SaveState::Saved, None) if live => form.t("save.new"),
        (SaveState::Saved, None) => form.t("save.form"),
        (SaveState::Saved, Some(at)) => form.tf("save.saved", &[("time", &clock(at))]),
        (state, _) => form.t(state.text()),
    }
}

/// The way to a step, and how far it is.
#[component]
fn StepLink(step: Step) -> impl IntoView {
    let form = use_form();
    let section = step.section();
    let idle =
        move || section.is_some_and(|section| form.full_evaluation().with(|s| !s.state.is_relevant(section)));
    let progress = move || section.map(|section| form.full_evaluation().with(|s| s.state.progress(section)));
    let is_bad =
        move |f: &domain::Finding| f.severity == Severity::Error && form.step_of(&f.location) == step;
    let blocked = move || form.full_evaluation().with(|s| s.report().findings.iter().any(is_bad));
    let queries = move || match step {
        Step::Corrections => Some((open_queries(form).len(), form.with(|d| d.page.queries.len()))),
        _ => None,
    };
    let state = Memo::new(move |_| match progress() {
        _ if queries().is_some_and(|(open, _)| open == 0) => "done",
        _ if queries().is_some() => "open",
        _ if idle() => "idle",
        // Everything is answered, and something of it cannot be submitted.
        Some(p) if p.done == p.required && blocked() => "bad",
        Some(p) if p.done == p.required => "done",
        Some(_) => "open",
        None => "plain",
    });
    let count = move || match progress() {
        _ if queries().is_some() => {
            let (open, all) = queries().unwrap_or_default();
            form.tf("answer.step.left", &[("n", &open.to_string()), ("all", &all.to_string())])
        }
        _ if idle() => form.t("answer.step.idle"),
        Some(p) if p.required > 0 => [p.done.to_string(), p.required.to_string()].join("/"),
        _ => String::new(),
    };
    view! {
        <a
            href=form.path(step)
            data-action=Action::Step.key()
            data-step=step.key()
            data-state=move || state.get()
            aria-current=move || (form.step().get() == step).then_some("step")
        >
            <span>{step_title(form, step)}</span>
            <span {..text(count)} class="count" />
            <span class="sr" hidden=move || state.get() != "bad">{form.t("answer.step.bad")}</span>
        </a>
    }
}

/// The title of the window: the step, and which declaration it is of.
pub fn title(form: Form, step: Step) -> String {
    let mut parts = vec![step_title(form, step)];
    form.with(|d| {
        let r = &d.page.request;
        parts.extend([&r.supplier, &r.campaign, &r.company].into_iter().cloned());
    });
    parts.join(" · ")
}

/// What a step is called.
pub fn step_title(form: Form, step: Step) -> String {
    match step.section() {
        Some(section) => form.t(&format!("section.{}", section.key())),
        None => form.t(&format!("answer.step.{}", step.key())),
    }
}

/// A step.
#[component]
fn Body(step: Step) -> impl IntoView {
    let form = use_form();
    let host = use_host();
    let content = (host.step)(step);
    let lead = form.text(&match step.section() {
        Some(section) => format!("section.{}.intro", section.key()),
        None => format!("answer.lead.{}", step.key()),
    });
    let (action, go) = match step {
        Step::Review => (form.at(paths::SUBMIT), form.t("answer.submit")),
        _ => (form.path(step), form.t("answer.next")),
    };
    let path = form.path(step);
    // Without `autocomplete=off`, browsers put back what stood here before, over what a colleague wrote since.
    view! {
        <h1 tabindex="-1" id="title">{step_title(form, step)}</h1>
        {lead.map(|lead| view! { <p class="lead">{lead}</p> })}
        <div>{move || form.live().get().then(|| (host.import)(form, step)).flatten()}</div>
        {step.section().map(|_| view! { <Summary step /> })}
        <form method="post" autocomplete="off" action=action id="form" novalidate>
            // The first submit button is the one that Enter presses: it must not be one that deletes.
            <button class="sr" name="then" value="stay" tabindex="-1" aria-hidden="true" formaction=path.clone()></button>
            <input type="hidden" name="revision" value=form.with(|d| d.page.revision.to_string()) />
            {(step == Step::first(form.template()) || step.table().is_some()).then(|| view! { <Upload step /> })}
            {(step != Step::Corrections).then(|| view! { <Leftovers step /> })}
            {content}
            <div class="acts final">
                <button class="button primary" name="then" value="next" data-action=Action::Next.key()>{go}</button>
                <button class="button" name="then" value="stay" formaction=path hidden=move || form.live().get()>
                    {form.t("answer.save")}
                </button>
            </div>
        </form>
    }
}

/// Where a workbook is uploaded as long as no script can read it. What was typed on the page goes with it.
#[component]
fn Upload(step: Step) -> impl IntoView {
    let form = use_form();
    view! {
        <div class="drop" hidden=move || form.live().get()>
            <label for="upload">{form.t("drop.title")}</label>
            <input
                type="file"
                id="upload"
                name="file"
                accept=".xlsx,.xlsm"
                aria-describedby="upload-hint"
            />
            <button
                class="button"
                name="step"
                formenctype="multipart/form-data"
                value=step.key()
                formaction=form.at(paths::UPLOAD)
            >
                {form.t("drop.upload")}
            </button>
            <p class="help" id="upload-hint">{form.t("drop.upload_hint")}</p>
        </div>
    }
}

#[component]
fn Foot() -> impl IntoView {
    let form = use_form();
    let (name, mail) =
        form.with(|d| (d.page.request.contact_name.clone(), d.page.request.contact_email.clone()));
    let (language, label) =
        form.with(|d| (d.texts.language().to_owned(), d.texts.get("page.language").to_owned()));
    view! {
        <footer class="foot">
            <p>
                {form.t("answer.help")} " " {name} " "
                <a href=format!("mailto:{mail}")>{mail.clone()}</a>
            </p>
            <p>
                <a href=paths::VERIFY>{form.t("answer.verify")}</a>
                " · "
                <a href=form.at(paths::WORKBOOK) download="answers.xlsx" data-action=Action::Download.key()>{form.t("answer.download")}</a>
            </p>
            <LeaveForm action=form.at(paths::LEAVE) label=form.t("answer.leave") />
            <LanguageForm language label action=form.at(paths::LANGUAGE) back=form.at(paths::ANSWER) />
        </footer>
    }
}
