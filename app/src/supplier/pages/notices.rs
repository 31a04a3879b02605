//! Short pages that say one thing: thanks, a dead link, nothing to be done here, an error.

use super::{T, asker_facts};
use crate::supplier::model::{About, DeadLink, ErrorPage, Lost, Thanks};
use crate::supplier::paths;
use leptos::prelude::*;

/// Which declaration a page is about.
pub fn about(about: Option<&About>) -> AnyView {
    about.map(|a| view! { <p class="eyebrow">{a.supplier.clone()}" · "{a.campaign.clone()}</p> }).into_any()
}

/// Thanks for taking a way out, or for asking.
pub fn thanks(t: T, p: &Thanks) -> AnyView {
    let args: &[(&str, &str)] = &[("company", &p.asker.company)];
    view! {
        {about(p.about.as_ref())}
        <h1>{t.get(&format!("thanks.{}.title", p.kind))}</h1>
        <p class="lead">{t.fmt(&format!("thanks.{}.text", p.kind), args)}</p>
        {p.take_back.as_deref().map(|path| take_back(t, path, false))}
        <dl class="facts panel">{asker_facts(t, &p.asker)}</dl>
    }
    .into_any()
}

/// The button that takes a decline back.
pub fn take_back(t: T, path: &str, primary: bool) -> AnyView {
    let class = if primary { "button primary big" } else { "button" };
    view! {
        <form method="post" action=path.to_owned() class="start">
            <button class=class name="act" value="take-back">{t.get("landing.take_back")}</button>
        </form>
    }
    .into_any()
}

/// A link that opens nothing: the same page whether it never was, is over or was taken back.
pub fn dead(t: T, p: &DeadLink) -> AnyView {
    view! {
        <h1>{t.get("dead.title")}</h1>
        <p class="lead">{t.get("dead.text")}</p>
        {ask(t, p.path.clone(), "", "")}
        {(!p.asker.company.is_empty()).then(|| view! {
            <dl class="facts panel">{asker_facts(t, &p.asker)}</dl>
        })}
    }
    .into_any()
}

/// Where a link that was lost is asked for.
pub fn lost(t: T, p: &Lost) -> AnyView {
    view! {
        {p.notice.as_deref().map(|key| {
            let class = if key.starts_with("lost.fault") { "notice bad" } else { "notice" };
            view! { <p class=class role="alert">{t.get(key)}</p> }
        })}
        <h1>{t.get("lost.title")}</h1>
        <p class="lead">{t.get("lost.text")}</p>
        {ask(t, paths::LINK.to_owned(), &p.request, &p.email)}
        {(!p.asker.company.is_empty()).then(|| view! {
            <dl class="facts panel">{asker_facts(t, &p.asker)}</dl>
        })}
    }
    .into_any()
}

/// The form that asks for a link: for a request that is known by its address, or by e-mail address.
pub fn ask(t: T, path: String, request: &str, email: &str) -> AnyView {
    let field = match request.is_empty() {
        true => view! {
            <h2>{t.get("dead.ask")}</h2>
            <div class="field">
                <label class="label" for="email">{t.get("dead.email")}</label>
                <p class="help" id="h-email">{t.get("dead.email_help")}</p>
                <input type="email" id="email" name="email" required autocomplete="email" maxlength="254"
                    value=email.to_owned() aria-describedby="h-email"/>
            </div>
        }
        .into_any(),
        false => view! {
            <p>{t.get("lost.known")}</p>
            <input type="hidden" name="request" value=request.to_owned()/>
        }
        .into_any(),
    };
    view! {
        <form method="post" action=path class="panel">
            {field}
            <button class="button primary" name="act" value="link">{t.get("dead.send")}</button>
        </form>
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
    let (href, back) = match p.back.is_empty() {
        true => ("/".to_owned(), "error.front"),
        false => (p.back.clone(), "error.back"),
    };
    view! {
        <h1>{t.get("error.title")}</h1>
        <p class="lead">{t.get(key)}</p>
        <p><a class="button" href=href>{t.get(back)}</a></p>
        {(!p.reference.is_empty()).then(|| view! {
            <p class="quiet">{t.get("error.reference")}" "<code>{p.reference.clone()}</code></p>
        })}
    }
    .into_any()
}
