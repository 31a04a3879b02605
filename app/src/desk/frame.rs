//! The frame around every page of the desk: brand, navigation, who is signed in, what was just done.

use super::terms::Role;
use super::{T, frame, texts};
use crate::desk::routes;
use crate::ui::{Act, Flash, Rank};
use leptos::prelude::*;

/// Which part of the desk a page belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Area {
    /// Before signing in: no navigation.
    #[default]
    Auth,
    Overview,
    /// Requests and their review.
    Requests,
    Campaigns,
    Suppliers,
    Reports,
    /// Company, team, mail, reference list, log.
    Settings,
    /// The demonstration's mailbox.
    Mailbox,
    /// The member's own account.
    Account,
}

/// Who is signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    pub name: String,
    pub role: Role,
}

/// What a page says about the act that led to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlashMessage {
    pub text: String,
    /// Whether it is bad news.
    pub bad: bool,
}

/// What every page has around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The page's title.
    pub title: String,
    /// The company's name.
    pub company: String,
    /// Who is signed in.
    pub who: Option<Who>,
    /// Where we are.
    pub area: Area,
    /// The page's own path with its query, to come back to after choosing a language.
    pub path: String,
    /// What was just done.
    pub flash: Option<FlashMessage>,
    /// How many declarations wait for review.
    pub to_review: u64,
    /// Whether the demonstration's mailbox exists.
    pub demo: bool,
}

impl Frame {
    /// Whether the member may survey and review.
    pub fn can_write(&self) -> bool {
        self.who.as_ref().is_some_and(|w| match w.role {
            Role::Viewer => false,
            Role::Reviewer | Role::Administrator => true,
        })
    }

    /// Whether the member may change company and team.
    pub fn is_admin(&self) -> bool {
        self.who.as_ref().is_some_and(|w| w.role == Role::Administrator)
    }
}

/// The frame with the page in it.
#[component]
pub fn Layout(
    /// The page.
    children: Children,
) -> impl IntoView {
    let (t, f) = (texts(), frame());
    let flash = f.flash.clone().map(|s| view! { <Flash text=s.text bad=s.bad /> });
    if f.who.is_none() {
        return view! {
            <div class="desk desk-auth">
                <header class="auth-head">
                    <p class="brand"><span class="brand-mark" aria-hidden="true"></span>"Touchstone"</p>
                    {languages(t, &f)}
                </header>
                <main id="main" class="auth" tabindex="-1">{flash}{children()}</main>
            </div>
        }
        .into_any();
    }
    view! {
        <div class="desk">
            <a class="skip" href="#main">{t.get("desk.skip")}</a>
            <header class="rail">
                <p class="brand">
                    <span class="brand-mark" aria-hidden="true"></span>
                    <span class="brand-words">
                        "Touchstone"<span class="brand-company">{f.company.clone()}</span>
                    </span>
                </p>
                {navigation(t, &f)}
                {member(t, &f)}
            </header>
            <main id="main" class="page" tabindex="-1">{flash}{children()}</main>
        </div>
    }
    .into_any()
}

fn navigation(t: T, f: &Frame) -> AnyView {
    let mut items = vec![
        (Area::Overview, routes::home(), "overview"),
        (Area::Requests, routes::requests(), "requests"),
        (Area::Campaigns, routes::campaigns(), "campaigns"),
        (Area::Suppliers, routes::suppliers(), "suppliers"),
        (Area::Reports, routes::reports(), "reports"),
        (Area::Settings, routes::settings(), "settings"),
    ];
    if f.demo {
        items.push((Area::Mailbox, routes::mailbox(), "mailbox"));
    }
    let (area, waiting) = (f.area, f.to_review);
    let items: Vec<_> = items
        .into_iter()
        .map(|(at, href, key)| {
            let current = (at == area).then_some("page");
            let count = (at == Area::Requests && waiting > 0).then(|| {
                view! {
                    <span class="nav-count">
                        {waiting}<span class="unseen">" "{t.get("desk.nav.waiting")}</span>
                    </span>
                }
            });
            let label = t.get(nav_key(key)).to_owned();
            view! {
                <li>
                    <a href=href aria-current=current class=format!("nav nav-{key}")>
                        <span>{label}</span>{count}
                    </a>
                </li>
            }
        })
        .collect();
    view! { <nav aria-label=t.get("desk.nav.label")><ul class="nav-list">{items}</ul></nav> }.into_any()
}

fn nav_key(key: &str) -> &'static str {
    match key {
        "overview" => "desk.nav.overview",
        "requests" => "desk.nav.requests",
        "campaigns" => "desk.nav.campaigns",
        "suppliers" => "desk.nav.suppliers",
        "reports" => "desk.nav.reports",
        "settings" => "desk.nav.settings",
        _ => "desk.nav.mailbox",
    }
}

fn member(t: T, f: &Frame) -> AnyView {
    let Some(who) = f.who.clone() else { return ().into_any() };
    let role = t.get(who.role.text_key());
    let current = (f.area == Area::Account).then_some("page");
    view! {
        <div class="rail-foot">
            {languages(t, f)}
            <div class="me">
                <a class="me-name" href=routes::account() aria-current=current>
                    {who.name}<span class="me-role">{role}</span>
                </a>
                <Act to=routes::sign_out() label=t.get("desk.signout") rank=Rank::Quiet />
            </div>
        </div>
    }
    .into_any()
}

fn languages(t: T, f: &Frame) -> AnyView {
    let back = f.path.clone();
    let choices: Vec<_> = domain::text::LANGUAGES
        .iter()
        .map(|(code, name)| {
            let pressed = if *code == t.language() { "true" } else { "false" };
            view! {
                <button class="language" type="submit" name="language" value=*code lang=*code aria-pressed=pressed>
                    {*name}
                </button>
            }
        })
        .collect();
    view! {
        <form class="languages" method="post" action=routes::language() aria-label=t.get("desk.language")>
            <input type="hidden" name="back" value=back />
            {choices}
        </form>
    }
    .into_any()
}
