//! The pages around the form. They are plain HTML from the server and need no script.

mod files;
mod front;
mod landing;
mod notices;
mod receipt;
mod stopped;
mod typed_form;
mod verify;
mod workbook;

use super::answer::{LanguageForm, LeaveForm};
use super::model::{About, Asker, Landing, SupplierPage};
use super::paths;
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
    let (view, back) = match page {
        SupplierPage::Landing(p) => (landing::landing(t, p), p.path.clone()),
        SupplierPage::Workbook(p) => (workbook::workbook(t, p), String::new()),
        SupplierPage::Attachments(p) => (files::files(t, p), paths::of(paths::FILES, &p.about.request)),
        SupplierPage::Receipt(p) => (receipt::receipt(t, p), paths::of(paths::RECEIPT, &p.about.request)),
        SupplierPage::Thanks(p) => (notices::thanks(t, p), String::new()),
        SupplierPage::Stopped(p) => (stopped::stopped(t, p), String::new()),
        SupplierPage::DeadLink(p) => (notices::dead(t, p), p.path.clone()),
        SupplierPage::Lost(p) => (notices::lost(t, p), paths::LINK.into()),
        SupplierPage::Front(p) => (front::front(t, p), "/".into()),
        SupplierPage::Error(p) => (notices::error(t, p), String::new()),
        SupplierPage::Verify(p) => (verify::verify(t, p), paths::VERIFY.into()),
        SupplierPage::Answer(_) => unreachable!("the form has its own document"),
    };
    let title = title(t, page);
    // Whoever is signed in can sign out, and chooses the language for the mails too.
    let signed_in = match page {
        SupplierPage::Workbook(p) => Some(p.about.request.as_str()),
        SupplierPage::Attachments(p) => Some(p.about.request.as_str()),
        SupplierPage::Receipt(p) => Some(p.about.request.as_str()),
        SupplierPage::Stopped(p) => p.about.as_ref().map(|about| about.request.as_str()),
        _ => None,
    };
    let leave = signed_in.map(|request| {
        view! { <LeaveForm action=paths::of(paths::LEAVE, request) label=t.get("answer.leave") /> }
    });
    let action = match signed_in {
        Some(request) => paths::of(paths::LANGUAGE, request),
        None => paths::ANY_LANGUAGE.to_owned(),
    };
    let language = (!back.is_empty()).then(|| {
        let (language, label) = (shell.texts.language().to_owned(), t.get("page.language"));
        view! { <LanguageForm language label action back /> }
    });
    let body = view! {
        <a class="skip" href="#main">{t.get("answer.skip")}</a>
        <main id="main" class="sheet" tabindex="-1">{view}</main>
        <footer class="foot">
            <p class="mark">{t.get("page.product")}</p>
            {leave}
            {language}
        </footer>
    };
    let doc = Document { title: &title, class: "around", body: body.to_html(), ..Document::default() };
    document(shell, &["supplier.css"], &doc)
}

/// What the window is called: what the page is, and which declaration it is about.
fn title(t: T, page: &SupplierPage) -> String {
    let own = match page {
        SupplierPage::Landing(_) => t.get("landing.title"),
        SupplierPage::Workbook(p) => t.get(workbook::title(p)),
        SupplierPage::Attachments(_) => t.get("files.title"),
        SupplierPage::Receipt(_) => t.get("receipt.title"),
        SupplierPage::Thanks(p) => t.get(&format!("thanks.{}.title", p.kind)),
        SupplierPage::Stopped(p) => t.get(&format!("stopped.{}.title", p.kind)),
        SupplierPage::DeadLink(_) => t.get("dead.title"),
        SupplierPage::Lost(_) => t.get("lost.title"),
        SupplierPage::Front(_) => t.get("front.title"),
        SupplierPage::Verify(_) => t.get("verify.title"),
        SupplierPage::Error(_) | SupplierPage::Answer(_) => t.get("error.title"),
    };
    let landing = |p: &Landing| About {
        supplier: p.supplier.clone(),
        campaign: p.campaign.clone(),
        ..About::default()
    };
    let about = match page {
        SupplierPage::Landing(p) => Some(landing(p)),
        SupplierPage::Workbook(p) => Some(p.about.clone()),
        SupplierPage::Attachments(p) => Some(p.about.clone()),
        SupplierPage::Receipt(p) => Some(p.about.clone()),
        SupplierPage::Thanks(p) => p.about.clone(),
        SupplierPage::Stopped(p) => p.about.clone(),
        _ => None,
    };
    match about {
        Some(about) => [own, about.supplier, about.campaign].join(" · "),
        None => own,
    }
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
    view! {
        {fact(t.get("page.contact"), Some(contact))}
        {policy}
        {grievance}
        {(asker.retention_months > 0).then(|| {
            let kept = kept(t, asker.retention_months);
            let removed = asker.removed_from.map(|day| {
                view! { <br /><span class="minor">{t.fmt("page.retention_on", &[("day", &day.to_string())])}</span> }
            });
            fact(t.get("page.retention"), Some(view! { {kept}{removed} }.into_any()))
        })}
    }
    .into_any()
}

/// How long answers are kept, in years where they are whole.
fn kept(t: T, months: u32) -> String {
    let (key, n) = match months {
        12 => ("page.retention_years_one", 1),
        n if n % 12 == 0 => ("page.retention_years", n / 12),
        n => ("page.retention_months", n),
    };
    t.fmt(key, &[("n", &n.to_string())])
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
