//! The pages around the form. They are plain HTML from the server and need no script.

mod landing;
mod receipt;
mod said;
mod verify;

use super::answer::language_form;
use super::model::{Asker, SupplierPage};
use crate::kit::shell::{Document, Shell, document};
use domain::Texts;
use leptos::prelude::*;

/// What the views of these pages share.
#[derive(Clone, Copy)]
struct T<'a>(&'a Texts);

impl T<'_> {
    fn get(self, key: &str) -> String {
        self.0.get(key).to_owned()
    }

    fn fmt(self, key: &str, args: &[(&str, &str)]) -> String {
        self.0.fmt(key, args)
    }
}

/// Renders one of these pages as a document.
pub fn document_of(page: &SupplierPage, shell: &Shell) -> String {
    let t = T(shell.texts);
    let (title, view, back) = match page {
        SupplierPage::Landing(p) => (t.get("landing.title"), landing::landing(t, p), p.path.clone()),
        SupplierPage::Receipt(p) => {
            (t.get("receipt.title"), receipt::receipt(t, p), "/answer/receipt".into())
        }
        SupplierPage::Thanks(p) => {
            (t.get(&format!("thanks.{}.title", p.kind)), said::thanks(t, p), String::new())
        }
        SupplierPage::DeadLink(p) => (t.get("dead.title"), said::dead(t, p), p.path.clone()),
        SupplierPage::Error(p) => (t.get("error.title"), said::error(t, p), String::new()),
        SupplierPage::Verify(p) => (t.get("verify.title"), verify::verify(t, p), "/verify".into()),
        SupplierPage::Answer(_) => unreachable!("the form has its own document"),
    };
    let body = view! {
        <a class="skip" href="#main">{t.get("answer.skip")}</a>
        <main id="main" class="sheet" tabindex="-1">{view}</main>
        <footer class="foot">
            <p class="mark">{t.get("page.product")}</p>
            {(!back.is_empty()).then(|| language_form(shell.texts, &back))}
        </footer>
    };
    let doc = Document { title: &title, class: "around", body: body.to_html(), module: None };
    document(shell, &["supplier.css"], &doc)
}

/// Who asks: the facts by which a supplier can tell that the request is genuine.
fn asker_facts(t: T, asker: &Asker) -> AnyView {
    let contact = if asker.contact_email.is_empty() {
        asker.contact_name.clone().into_any()
    } else {
        let mail = asker.contact_email.clone();
        view! { {asker.contact_name.clone()}" "<a href=format!("mailto:{mail}")>{mail.clone()}</a> }
            .into_any()
    };
    let policy = fact(t.get("page.policy"), link(&asker.policy_url));
    let grievance = fact(t.get("page.grievance"), Some(asker.grievance.clone().into_any()))
        .filter(|_| !asker.grievance.is_empty());
    let months = asker.retention_months.to_string();
    view! {
        {fact(t.get("page.contact"), Some(contact))}
        {policy}
        {grievance}
        {(asker.retention_months > 0).then(|| {
            let kept = t.fmt("page.retention_months", &[("n", &months)]);
            fact(t.get("page.retention"), Some(kept.into_any()))
        })}
    }
    .into_any()
}

/// A line of a definition list; nothing where there is nothing to say.
fn fact(label: String, value: Option<AnyView>) -> Option<AnyView> {
    value.map(|value| view! { <div><dt>{label}</dt><dd>{value}</dd></div> }.into_any())
}

/// A link to a web address that somebody typed: only http and https become links.
fn link(url: &str) -> Option<AnyView> {
    let url = url.trim().to_owned();
    let lower = url.to_ascii_lowercase();
    match url.is_empty() {
        true => None,
        false if lower.starts_with("https://") || lower.starts_with("http://") => {
            Some(view! { <a href=url.clone() rel="noreferrer noopener">{url.clone()}</a> }.into_any())
        }
        false => Some(url.into_any()),
    }
}
