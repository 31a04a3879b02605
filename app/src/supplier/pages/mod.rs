//! The pages around the form. They are plain HTML from the server and need no script: each is a component in a file of its
//! own, with its texts from the context.

mod ask_for_link;
mod asker_facts;
mod attachments;
mod control_label;
mod dead_link;
mod error;
mod frame;
mod front;
mod landing;
mod lost;
mod parts;
mod receipt;
mod stopped;
mod thanks;
mod typed_form;
mod verify;
mod workbook;

use super::model::{About, SupplierPage};
use super::paths;
use crate::kit::shell::{Document, Shell, document};
use attachments::AttachmentsPage;
use dead_link::DeadLinkPage;
use domain::Texts;
use domain::text::embedded;
use error::ErrorNotice;
use frame::Frame;
use front::FrontPage;
use landing::LandingPage;
use leptos::prelude::*;
use lost::LostPage;
use receipt::ReceiptPage;
use stopped::StoppedPage;
use thanks::ThanksPage;
use verify::VerifyPage;
use workbook::WorkbookPage;

/// Renders one of these pages as a document.
pub fn document_of(page: SupplierPage, shell: &Shell) -> String {
    let texts = embedded::texts(shell.language);
    provide_context(texts);
    let around = Around::of(&page, texts);
    let title = around.title();
    let body = view! {
        <Frame signed_in_to=around.signed_in_to back=around.back>
            {view(page)}
        </Frame>
    };
    let doc = Document { title: &title, class: "around", body: body.to_html(), ..Document::default() };
    document(shell, &["supplier.css"], &doc)
}

/// The component of a page.
fn view(page: SupplierPage) -> AnyView {
    match page {
        SupplierPage::Landing(page) => view! { <LandingPage page=*page /> }.into_any(),
        SupplierPage::Workbook(page) => view! { <WorkbookPage page=*page /> }.into_any(),
        SupplierPage::Attachments(page) => view! { <AttachmentsPage page /> }.into_any(),
        SupplierPage::Receipt(page) => view! { <ReceiptPage page=*page /> }.into_any(),
        SupplierPage::Thanks(page) => view! { <ThanksPage page /> }.into_any(),
        SupplierPage::Stopped(page) => view! { <StoppedPage page=*page /> }.into_any(),
        SupplierPage::DeadLink(page) => view! { <DeadLinkPage page /> }.into_any(),
        SupplierPage::Lost(page) => view! { <LostPage page /> }.into_any(),
        SupplierPage::Front(asker) => view! { <FrontPage company=asker.company /> }.into_any(),
        SupplierPage::Error(page) => view! { <ErrorNotice page /> }.into_any(),
        SupplierPage::Verify(asker) => view! { <VerifyPage asker /> }.into_any(),
        SupplierPage::Answer(_) => unreachable!("the form has its own document"),
    }
}

/// What the document around a page has to know of it.
#[derive(Default)]
struct Around {
    /// What the page is called.
    name: String,
    /// Which declaration it is about, where whoever reads it may know that.
    about: Option<About>,
    /// The request that the person is signed in to, and can sign out of.
    signed_in_to: Option<String>,
    /// Where the choice of a language comes back to; none where the page cannot be asked for again.
    back: Option<String>,
}

impl Around {
    fn of(page: &SupplierPage, texts: &Texts) -> Around {
        let named = |key: &str| Around { name: texts.get(key).to_owned(), ..Around::default() };
        let of_request = |key: &str, about: &About| Around {
            about: Some(about.clone()),
            signed_in_to: Some(about.request.clone()),
            ..named(key)
        };
        match page {
            SupplierPage::Landing(page) => {
                let (supplier, campaign) = (page.supplier.clone(), page.campaign.clone());
                let about = Some(About { supplier, campaign, ..About::default() });
                Around { about, back: Some(page.path.clone()), ..named("landing.title") }
            }
            SupplierPage::Workbook(page) => of_request(workbook::title(page), &page.about),
            SupplierPage::Attachments(page) => Around {
                back: Some(paths::of(paths::FILES, &page.about.request)),
                ..of_request("files.title", &page.about)
            },
            SupplierPage::Receipt(page) => Around {
                back: Some(paths::of(paths::RECEIPT, &page.about.request)),
                ..of_request("receipt.title", &page.about)
            },
            SupplierPage::Thanks(page) => {
                Around { about: page.about.clone(), ..named(&format!("thanks.{}.title", page.kind)) }
            }
            SupplierPage::Stopped(page) => {
                let key = format!("stopped.{}.title", page.kind);
                page.about.as_ref().map_or_else(|| named(&key), |about| of_request(&key, about))
            }
            SupplierPage::DeadLink(page) => Around { back: Some(page.path.clone()), ..named("dead.title") },
            SupplierPage::Lost(_) => Around { back: Some(paths::LINK.to_owned()), ..named("lost.title") },
            SupplierPage::Front(_) => Around { back: Some("/".to_owned()), ..named("front.title") },
            SupplierPage::Verify(_) => {
                Around { back: Some(paths::VERIFY.to_owned()), ..named("verify.title") }
            }
            SupplierPage::Error(_) | SupplierPage::Answer(_) => named("error.title"),
        }
    }

    /// What the window is called: what the page is, and which declaration it is about.
    fn title(&self) -> String {
        match &self.about {
            Some(about) => [&self.name, &about.supplier, &about.campaign].map(String::as_str).join(" · "),
            None => self.name.clone(),
        }
    }
}
