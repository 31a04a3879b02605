//! The desk of the compliance team: a page is a model that the server fills, and a view that both sides draw.
//!
//! Everything works by links and plain form posts. What the browser adds is comfort: questions before grave acts,
//! filters of lists that are on the page already, texts put into a form by a click.

pub mod alarm;
pub mod campaigns;
pub mod door;
pub mod form;
pub mod frame;
pub mod import;
#[cfg(feature = "ssr")]
pub mod lists;
pub mod mailbox;
#[cfg(feature = "ssr")]
pub mod names;
#[cfg(feature = "ssr")]
pub mod naming;
pub mod overview;
pub mod parts;
pub mod queue;
pub mod review;
pub mod settings;
pub mod suppliers;
pub mod tally;
#[cfg(feature = "ssr")]
pub mod templates;

#[cfg(feature = "hydrate")]
mod comfort;
#[cfg(feature = "ssr")]
mod render;

#[cfg(feature = "hydrate")]
pub use comfort::start;
pub use form::Form;
pub use frame::{Area, Frame, Said, Who};
#[cfg(feature = "ssr")]
pub use render::render;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The texts that a page is drawn with.
pub type T = &'static domain::Texts;

/// Keys of the texts that the browser side needs.
pub const TEXTS: &[&str] = &["desk.", "state."];

/// A page of the desk.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DeskPage {
    /// What is around it.
    pub frame: Frame,
    /// What is on it.
    pub body: Body,
}

/// What is on a page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(tag = "page", content = "of", rename_all = "snake_case")]
#[allow(clippy::large_enum_variant, reason = "one value lives per page view")]
pub enum Body {
    /// Nothing but the frame.
    #[default]
    Blank,
    /// Something went wrong, or is not there, or is not allowed.
    Trouble(door::Trouble),
    /// First set-up.
    Setup(door::Setup),
    /// Sign-in.
    SignIn(door::SignIn),
    /// A member chooses a password.
    Join(door::Join),
    /// Who has forgotten the password.
    #[cfg(feature = "ssr")]
    Forgot(door::Forgot),
    /// An act that asks for the password again.
    #[cfg(feature = "ssr")]
    Confirm(door::Confirm),
    /// The member's own account.
    Account(Form),
    /// The overview.
    Overview(overview::Overview),
    /// Suppliers.
    Suppliers(suppliers::Suppliers),
    /// One supplier.
    Supplier(suppliers::SupplierPage),
    /// A supplier to add or to change.
    EditSupplier(suppliers::EditSupplier),
    /// An upload of suppliers.
    Upload(import::Upload),
    /// What an upload would do.
    Import(import::ImportPreview),
    /// Campaigns.
    Campaigns(campaigns::Campaigns),
    /// One campaign.
    Campaign(campaigns::CampaignPage),
    /// A campaign to add or to change.
    EditCampaign(campaigns::EditCampaign),
    /// The rules of a campaign.
    #[cfg(feature = "ssr")]
    Rules(campaigns::Rules),
    /// Whom a campaign asks.
    Recipients(campaigns::Recipients),
    /// What each recipient would get.
    Preview(campaigns::Preview),
    /// The review queue.
    Queue(queue::Queue),
    /// One request.
    Review(review::Review),
    /// The mail that sends a declaration back, before it goes.
    SendBack(review::SendBack),
    /// Company settings.
    Company(settings::CompanySettings),
    /// The team.
    Team(settings::Team),
    /// Mail settings.
    Mail(settings::MailSettings),
    /// Smelter lists.
    #[cfg(feature = "ssr")]
    Lists(lists::Lists),
    /// A smelter list before it is stored, or its noise afterwards.
    #[cfg(feature = "ssr")]
    ListImport(lists::ListImport),
    /// One smelter as of a day.
    #[cfg(feature = "ssr")]
    Smelter(lists::SmelterPage),
    /// Names of smelters: to decide about, and decided.
    #[cfg(feature = "ssr")]
    Names(names::Names),
    /// Official blank templates.
    #[cfg(feature = "ssr")]
    Templates(templates::Templates),
    /// The log.
    Log(settings::LogPage),
    /// The demonstration's mailbox.
    Mailbox(mailbox::Mailbox),
}

#[cfg(feature = "ssr")]
impl Body {
    /// Whether the page is links and forms alone: then it comes without a module, and no module links it.
    pub fn is_plain(&self) -> bool {
        use Body::{Confirm, Forgot, ListImport, Lists, Names, Rules, Smelter, Templates};
        matches!(
            self,
            Confirm(_)
                | Forgot(_)
                | Lists(_)
                | ListImport(_)
                | Names(_)
                | Rules(_)
                | Smelter(_)
                | Templates(_)
        )
    }
}

/// Draws a page with its frame.
pub fn desk(t: T, page: &DeskPage) -> AnyView {
    let f = &page.frame;
    let inner = match &page.body {
        Body::Blank => ().into_any(),
        Body::Trouble(p) => door::trouble(t, p),
        Body::Setup(p) => door::setup(t, p),
        Body::SignIn(p) => door::sign_in(t, p),
        Body::Join(p) => door::join(t, p),
        #[cfg(feature = "ssr")]
        Body::Forgot(p) => door::forgot(t, p),
        #[cfg(feature = "ssr")]
        Body::Confirm(p) => door::confirm(t, p),
        Body::Account(p) => door::account(t, f, p),
        Body::Overview(p) => overview::overview(t, f, p),
        Body::Suppliers(p) => suppliers::suppliers(t, f, p),
        Body::Supplier(p) => suppliers::supplier(t, f, p),
        Body::EditSupplier(p) => suppliers::edit(t, p),
        Body::Upload(p) => import::upload(t, p),
        Body::Import(p) => import::preview(t, p),
        Body::Campaigns(p) => campaigns::campaigns(t, f, p),
        Body::Campaign(p) => campaigns::campaign(t, f, p),
        #[cfg(feature = "ssr")]
        Body::Rules(p) => campaigns::rules(t, f, p),
        Body::EditCampaign(p) => campaigns::edit(t, p),
        Body::Recipients(p) => campaigns::recipients(t, f, p),
        Body::Preview(p) => campaigns::preview(t, f, p),
        Body::Queue(p) => queue::queue(t, p),
        Body::Review(p) => review::review(t, f, p),
        Body::SendBack(p) => review::send_back(t, p),
        Body::Company(p) => settings::company(t, f, p),
        Body::Team(p) => settings::team(t, f, p),
        Body::Mail(p) => settings::mail(t, f, p),
        #[cfg(feature = "ssr")]
        Body::Lists(p) => lists::lists(t, f, p),
        #[cfg(feature = "ssr")]
        Body::ListImport(p) => lists::import(t, p),
        #[cfg(feature = "ssr")]
        Body::Smelter(p) => lists::smelter(t, p),
        #[cfg(feature = "ssr")]
        Body::Names(p) => names::names(t, f, p),
        #[cfg(feature = "ssr")]
        Body::Templates(p) => templates::templates(t, f, p),
        Body::Log(p) => settings::log(t, f, p),
        Body::Mailbox(p) => mailbox::mailbox(t, p),
    };
    frame::frame(t, f, inner)
}
