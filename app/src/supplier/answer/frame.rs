//! Around the steps: who asks, how far one is, where the draft is kept, the way from step to step.

use super::{company, leftovers, mend, metals, open_queries, policy, review, summary, table};
use crate::kit::el::{El, Node, el};
use crate::kit::signals::*;
use crate::supplier::form::{Form, Say};
use crate::supplier::model::{Step, titled};
use crate::supplier::paths;
use crate::supplier::saving::SaveState;
use domain::Severity;
use domain::template::Section;

/// Draws the form.
pub fn answer(form: Form) -> El {
    let body = move || {
        form.refresh().track();
        let step = form.step().get();
        untrack(|| body(form, step)).into_iter().map(Node::El).collect()
    };
    let main = el("main;id=main;tabindex=-1");
    el("div;class=page")
        .with(el("a;class=skip;href=#main").say(form, "answer.skip"))
        .with(bar(form))
        .with(el("p;class=broken;role=alert").say(form, "answer.broken"))
        .with(el("p;class=old;role=alert").say(form, "answer.old"))
        .with(el("noscript").with(el("p;class=noscript").say(form, "answer.noscript")))
        .with(
            el("div;class=layout")
                .with(el("nav;class=steps").a("aria-label", form.t("answer.steps")).with(steps(form)))
                .with(
                    main.with(ended(form))
                        .with(notice(form))
                        .with(conflicts(form))
                        .with(el("div;class=stack-of").nest(body)),
                ),
        )
        .with(foot(form))
}

fn bar(form: Form) -> El {
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
    let total = move || form.settled().with(|s| s.state.total());
    let who = el("p;class=who").with(el("b").with(supplier)).with(el("span;class=quiet").with(campaign));
    let save = el("p;class=save;role=status")
        .live("data-state", move || Some(form.save().get().text().to_owned()))
        .text(move || saved(form));
    let progress = el("progress")
        .a("aria-label", form.t("answer.progress"))
        .live("max", move || Some(total().required.max(1).to_string()))
        .live("value", move || Some(total().done.to_string()));
    el("header;class=bar").with(el("div;class=bar-in").with(who).with(save)).with(progress)
}

/// Where the draft is kept, in words.
fn saved(form: Form) -> String {
    let live = form.live().get();
    match (form.save().get(), form.saved_at().get()) {
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

fn steps(form: Form) -> El {
    el("ol").all(form.steps().into_iter().map(|step| el("li").with(step_link(form, step))))
}

fn step_link(form: Form, step: Step) -> El {
    let section = step.section();
    let idle = move || section.is_some_and(|section| form.settled().with(|s| !s.state.is_relevant(section)));
    let progress = move || section.map(|section| form.settled().with(|s| s.state.progress(section)));
    let is_bad = move |form: Form, f: &domain::Finding| {
        f.severity == Severity::Error && form.step_of(&f.location) == step
    };
    let blocked = move || form.settled().with(|s| s.report().findings.iter().any(|f| is_bad(form, f)));
    let queries = move || match step {
        Step::Mend => Some((open_queries(form).len(), form.with(|d| d.page.queries.len()))),
        _ => None,
    };
    let state = move || match progress() {
        _ if queries().is_some_and(|(open, _)| open == 0) => "done",
        _ if queries().is_some() => "open",
        _ if idle() => "idle",
        // Everything is answered, and something of it cannot be submitted.
        Some(p) if p.done == p.required && blocked() => "bad",
        Some(p) if p.done == p.required => "done",
        Some(_) => "open",
        None => "plain",
    };
    let text = move || match progress() {
        _ if queries().is_some() => {
            let (open, all) = queries().unwrap_or_default();
            form.tf("answer.step.left", &[("n", &open.to_string()), ("all", &all.to_string())])
        }
        _ if idle() => form.t("answer.step.idle"),
        Some(p) if p.required > 0 => [p.done.to_string(), p.required.to_string()].join("/"),
        _ => String::new(),
    };
    el("a")
        .a("href", form.path(step))
        .a("data-act", "step")
        .a("data-step", step.key())
        .live("data-state", move || Some(state().to_owned()))
        .live("aria-current", move || (form.step().get() == step).then(|| "step".to_owned()))
        .with(el("span").with(step_title(form, step)))
        .with(el("span;class=count").text(text))
        .with(el("span;class=sr").hide(move || state() != "bad").say(form, "answer.step.bad"))
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

fn notice(form: Form) -> El {
    let offer =
        move || form.offer().get().map_or(String::new(), |act| form.t(&format!("answer.offer.{act}")));
    let button = |class: &'static str, act: &'static str| {
        el("button").a("class", class).a("type", "button").a("data-act", act)
    };
    el("div;class=notice;role=status")
        .hide(move || form.notice().with(String::is_empty))
        .with(el("p").text(move || form.notice().get()))
        .with(button("button small", "offer").hide(move || form.offer().get().is_none()).text(offer))
        .with(button("button small plain", "dismiss").hide(form.without_script()).say(form, "answer.dismiss"))
}

/// Says that this window can save nothing any more, and what to do.
fn ended(form: Form) -> El {
    let why = move || match form.save().get() {
        SaveState::Expired => Some("answer.ended.expired"),
        SaveState::Closed => Some("answer.ended.closed"),
        SaveState::Over => Some("answer.ended.over"),
        _ => None,
    };
    let expired = move || form.save().get() == SaveState::Expired;
    let lost = form.with(|d| [paths::LINK, "?request=", &d.page.request.id].concat());
    el("div;class=notice bad;role=alert;id=ended")
        .hide(move || why().is_none())
        .with(el("p").text(move || why().map_or(String::new(), |key| form.t(key))))
        .with(
            // In a window of its own: what was typed stays in this one.
            el("a;class=button small;target=_blank;rel=noopener")
                .a("href", lost)
                .hide(move || !expired())
                .say(form, "answer.ended.link"),
        )
        .with(
            el("a;class=button small")
                .a("href", form.at(paths::ANSWER))
                .hide(expired)
                .say(form, "answer.ended.look"),
        )
}

fn conflicts(form: Form) -> El {
    let cards = move || {
        let list = form.conflicts().get();
        let cards = list.into_iter().map(|c| {
            let text = |v: &Option<String>| match v {
                Some(text) => form.readable(text),
                None => form.t("answer.blank"),
            };
            let button = |act: &'static str, label: &str| {
                let button = el("button;class=button;type=button").a("data-act", act);
                button.a("value", c.path.clone()).say(form, label)
            };
            let card = el("li;class=conflict")
                .with(el("b").with(form.place(&mend::location_of_path(&c.path))))
                .with(
                    el("dl")
                        .with(el("dt").say(form, "answer.conflict.theirs"))
                        .with(el("dd").with(text(&c.theirs)))
                        .with(el("dt").say(form, "answer.conflict.mine"))
                        .with(el("dd").with(text(&c.mine))),
                )
                .with(
                    el("div;class=acts")
                        .hide(form.without_script())
                        .with(button("mine", "answer.conflict.keep"))
                        .with(button("theirs", "answer.conflict.take")),
                );
            Node::El(card)
        });
        cards.collect()
    };
    el("section;class=panel conflicts;aria-labelledby=conflicts-title")
        .hide(move || form.conflicts().with(Vec::is_empty))
        .with(el("h2;id=conflicts-title;tabindex=-1").say(form, "answer.conflict.title"))
        .with(el("p").say(form, "answer.conflict.lead"))
        .with(el("ul").nest(cards))
}

/// A step.
fn body(form: Form, step: Step) -> Vec<El> {
    let content = match step {
        Step::Mend => mend::mend(form),
        Step::Of(Section::Company) => company::company(form),
        Step::Of(Section::Metals) => metals::metals(form),
        Step::Of(Section::Policy) => policy::policy(form),
        Step::Of(Section::Rows(table)) => table::table(form, table),
        Step::Review => review::review(form),
    };
    let lead_key = match step.section() {
        Some(section) => format!("section.{}.intro", section.key()),
        None => format!("answer.lead.{}", step.key()),
    };
    let lead = form.has_text(&lead_key).then(|| el("p;class=lead").say(form, &lead_key));
    let action = if step == Step::Review { form.at(paths::SUBMIT) } else { form.path(step) };
    let go = form.t(if step == Step::Review { "answer.submit" } else { "answer.next" });
    let button = |class: &'static str, then: &'static str| {
        el("button").a("class", class).a("name", "then").a("value", then)
    };
    let revision = form.with(|d| d.page.revision).to_string();
    // The first submit button is the one that Enter presses: it must not be one that deletes.
    let first =
        button("sr", "stay").a("tabindex", "-1").a("aria-hidden", "true").a("formaction", form.path(step));
    let stay = button("button", "stay").a("formaction", form.path(step)).hide(move || form.live().get());
    let acts = el("div;class=acts final")
        .with(button("button primary", "next").a("data-act", "next").with(go))
        .with(stay.say(form, "answer.save"));
    let hidden = el("input;type=hidden;name=revision").a("value", revision);
    // Otherwise browsers put back what stood here before, over what a colleague wrote since.
    let whole = el("form;method=post;autocomplete=off")
        .a("action", action)
        .a("id", "form")
        .flag("novalidate", true)
        .with(first)
        .with(hidden)
        .all((step == Step::default() || step.table().is_some()).then(|| upload(form, step)))
        .all((step != Step::Mend).then(|| leftovers::leftovers(form, step)))
        .with(content)
        .with(acts);
    let mut out = vec![el("h1;tabindex=-1;id=title").with(step_title(form, step))];
    out.extend(lead);
    out.push(el("div").nest(move || import(form, step)));
    out.extend(step.section().map(|_| summary::summary(form, step)));
    out.push(whole);
    out
}

/// Where a workbook is uploaded as long as no script can read it. What was typed on the page goes with it.
fn upload(form: Form, step: Step) -> El {
    let choose = el("input;type=file;id=upload;name=file;accept=.xlsx,.xlsm;aria-describedby=upload-hint");
    let send = el("button;class=button;name=step;formenctype=multipart/form-data");
    el("div;class=drop")
        .hide(move || form.live().get())
        .with(el("label;for=upload").say(form, "drop.title"))
        .with(choose)
        .with(send.a("value", step.key()).a("formaction", form.at(paths::UPLOAD)).say(form, "drop.upload"))
        .with(el("p;class=help;id=upload-hint").say(form, "drop.upload_hint"))
}

/// The place to drop a workbook, once there is something that can read it.
fn import(_form: Form, _step: Step) -> Vec<Node> {
    #[cfg(feature = "supplier")]
    if _form.live().get() {
        return crate::supplier::client::import_view(_form, _step);
    }
    Vec::new()
}

fn foot(form: Form) -> El {
    let (name, mail) =
        form.with(|d| (d.page.request.contact_name.clone(), d.page.request.contact_email.clone()));
    let link = |href: String, text: String| el("a").a("href", href).with(text);
    el("footer;class=foot")
        .with(
            el("p")
                .say(form, "answer.help")
                .with(" ")
                .with(name)
                .with(" ")
                .with(link(format!("mailto:{mail}"), mail)),
        )
        .with(
            el("p").with(link(paths::VERIFY.to_owned(), form.t("answer.verify"))).with(" · ").with(
                link(form.at(paths::WORKBOOK), form.t("answer.download")).a("download", "answers.xlsx"),
            ),
        )
        .with(super::leave_form(form.at(paths::LEAVE), form.t("answer.leave")))
        .with(
            form.with(|d| super::language_form(&d.texts, form.at(paths::LANGUAGE), &form.at(paths::ANSWER))),
        )
}
