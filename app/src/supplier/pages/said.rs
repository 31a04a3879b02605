//! Short pages that say one thing: thanks, a dead link, an error.

use super::{T, asker_facts};
use crate::supplier::model::{DeadLink, ErrorPage, Thanks};
use leptos::prelude::*;

/// Thanks for taking a way out, or for asking.
pub fn thanks(t: T, p: &Thanks) -> AnyView {
    let args: &[(&str, &str)] = &[("company", &p.asker.company)];
    view! {
        <h1>{t.get(&format!("thanks.{}.title", p.kind))}</h1>
        <p class="lead">{t.fmt(&format!("thanks.{}.text", p.kind), args)}</p>
        <dl class="facts panel">{asker_facts(t, &p.asker)}</dl>
    }
    .into_any()
}

/// A link that opens nothing: the same page whether it never was, is over or was taken back.
pub fn dead(t: T, p: &DeadLink) -> AnyView {
    view! {
        <h1>{t.get("dead.title")}</h1>
        <p class="lead">{t.get("dead.text")}</p>
        <form method="post" action=p.path.clone() class="panel">
            <h2>{t.get("dead.ask")}</h2>
            <div class="field">
                <label class="label" for="email">{t.get("dead.email")}</label>
                <p class="help" id="h-email">{t.get("dead.email_help")}</p>
                <input type="email" id="email" name="email" required autocomplete="email" maxlength="254"
                    aria-describedby="h-email"/>
            </div>
            <button class="button primary" name="act" value="link">{t.get("dead.send")}</button>
        </form>
        {(!p.asker.company.is_empty()).then(|| view! {
            <dl class="facts panel">{asker_facts(t, &p.asker)}</dl>
        })}
    }
    .into_any()
}

/// Something went wrong.
pub fn error(t: T, p: &ErrorPage) -> AnyView {
    let by_status = format!("error.{}", p.status);
    let key = match &p.text {
        Some(key) => key.as_str(),
        None if t.0.has(&by_status) => &by_status,
        None => "error.text",
    };
    view! {
        <h1>{t.get("error.title")}</h1>
        <p class="lead">{t.get(key)}</p>
        <p><a class="button" href="/answer">{t.get("error.back")}</a></p>
        {(!p.reference.is_empty()).then(|| view! {
            <p class="quiet">{t.get("error.reference")}" "<code>{p.reference.clone()}</code></p>
        })}
    }
    .into_any()
}
