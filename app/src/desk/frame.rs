//! The frame around every page of the desk: brand, navigation, who is signed in, what was just done.

use super::parts::counted;
use super::{frame, routes, texts};
use crate::islands::Shortcuts;
use crate::ui::{Flash, PostButton, Rank};
use domain::terms::{Capability, Role};
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
    Smelters,
    Reports,
    Log,
    /// Company, team, mail, reference list.
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
    /// What the member works on; none where that is everything.
    pub scope: Option<ScopeNames>,
}

/// What a member works on, where that is not everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScopeNames {
    /// Whether it is groups of suppliers; else campaigns.
    pub of_groups: bool,
    /// Their names.
    pub names: Vec<String>,
}

/// What a page says about the act that led to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlashMessage {
    pub text: String,
    /// Whether it is bad news.
    pub bad: bool,
    /// How it is taken back.
    pub undo: Option<UndoAct>,
}

/// The act that takes back what was just done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UndoAct {
    /// The decision about a request, as it was at this version.
    Decision { request: String, version: i64 },
    /// So many that were accepted together, by this job.
    Together { job: String, count: u64 },
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
    /// How many requests wait for a decision of the team.
    pub for_us: u64,
    /// Whether the demonstration's mailbox exists.
    pub demo: bool,
}

impl Frame {
    /// Whether the member may review.
    pub fn can_write(&self) -> bool {
        self.can(Capability::Review)
    }

    /// Whether the member may survey: suppliers, campaigns, reminders, rules, reports.
    pub fn can_manage(&self) -> bool {
        self.can(Capability::Manage)
    }

    /// Whether the member may do so on the whole company: begin campaigns, import suppliers.
    pub fn can_run(&self) -> bool {
        self.can_manage() && !self.is_partial()
    }

    /// Whether the member may change suppliers, which all their requests follow.
    pub fn can_change_suppliers(&self) -> bool {
        let part = self.who.as_ref().and_then(|who| who.scope.as_ref());
        self.can_manage() && part.is_none_or(|part| part.of_groups)
    }

    /// Whether the member works on a part of the survey only.
    pub fn is_partial(&self) -> bool {
        self.who.as_ref().is_some_and(|who| who.scope.is_some())
    }

    /// Whether the member may read the log and who is in the team.
    pub fn can_audit(&self) -> bool {
        self.can(Capability::Audit)
    }

    /// Whether the member may change company and team.
    pub fn is_admin(&self) -> bool {
        self.can(Capability::Administer)
    }

    fn can(&self, capability: Capability) -> bool {
        self.who.as_ref().is_some_and(|who| who.role.has(capability))
    }
}

/// The frame with the page in it.
#[component]
pub fn Layout(
    /// The page.
    children: Children,
) -> impl IntoView {
    let frame = frame();
    let flash = frame.flash.clone().map(|it| {
        let undo = it.undo.filter(|_| frame.can_write()).map(|undo| {
            let (to, label, fields) = match undo {
                UndoAct::Decision { request, version } => {
                    let label = texts().get("desk.said.undo").to_owned();
                    (routes::undo(&request), label, vec![("version", version.to_string())])
                }
                UndoAct::Together { job, count } => {
                    (routes::undo_together(&job), counted(texts(), "desk.together.undo", count), Vec::new())
                }
            };
            view! { <PostButton to label rank=Rank::Secondary fields /> }
        });
        view! { <Flash text=it.text bad=it.bad>{undo}</Flash> }
    });
    let page = view! { {flash}{children()} };
    match frame.who.clone() {
        Some(who) => view! { <SignedIn who>{page}</SignedIn> }.into_any(),
        None => view! { <SignedOut>{page}</SignedOut> }.into_any(),
    }
}

#[component]
fn SignedOut(children: Children) -> impl IntoView {
    view! {
        <div class="desk desk-auth">
            <header class="auth-head">
                <p class="brand"><span class="brand-mark" aria-hidden="true"></span>"Touchstone"</p>
                <Languages />
            </header>
            <main id="main" class="auth" tabindex="-1">{children()}</main>
        </div>
    }
}

#[component]
fn SignedIn(who: Who, children: Children) -> impl IntoView {
    view! {
        <div class="desk">
            <a class="skip" href="#main">{texts().get("desk.skip")}</a>
            <header class="rail">
                <p class="brand">
                    <span class="brand-mark" aria-hidden="true"></span>
                    <span class="brand-words">
                        "Touchstone"<span class="brand-company">{frame().company.clone()}</span>
                    </span>
                </p>
                <Navigation />
                <Member who />
            </header>
            <main id="main" class="page" tabindex="-1">{children()}</main>
        </div>
    }
}

/// Where the navigation leads.
struct NavEntry {
    area: Area,
    href: String,
    /// What it is called, as a text key.
    label: &'static str,
    class: &'static str,
}

fn nav_entries(demo: bool) -> Vec<NavEntry> {
    let entry = |area, href, label, class| NavEntry { area, href, label, class };
    let all = [
        entry(Area::Overview, routes::home(), "desk.nav.home", "nav nav-home"),
        entry(Area::Requests, routes::requests(), "desk.nav.inbox", "nav nav-inbox"),
        entry(Area::Suppliers, routes::suppliers(), "desk.nav.suppliers", "nav nav-suppliers"),
        entry(Area::Campaigns, routes::campaigns(), "desk.nav.campaigns", "nav nav-campaigns"),
        entry(Area::Smelters, routes::smelters(), "desk.nav.smelters", "nav nav-smelters"),
        entry(Area::Reports, routes::reports(), "desk.nav.reports", "nav nav-reports"),
        entry(Area::Log, routes::log(), "desk.nav.log", "nav nav-log"),
        entry(Area::Settings, routes::settings(), "desk.nav.settings", "nav nav-settings"),
        entry(Area::Mailbox, routes::mailbox(), "desk.nav.mailbox", "nav nav-mailbox"),
    ];
    all.into_iter().filter(|it| demo || it.area != Area::Mailbox).collect()
}

#[component]
fn Navigation() -> impl IntoView {
    let t = texts();
    let frame = frame();
    let of_part = [Area::Overview, Area::Requests, Area::Suppliers, Area::Campaigns, Area::Log];
    let mails = frame.is_partial().then(|| NavEntry {
        area: Area::Settings,
        href: routes::mail(),
        label: "desk.settings.mail",
        class: "nav nav-settings",
    });
    let open = nav_entries(frame.demo)
        .into_iter()
        .filter(|it| it.area != Area::Log || frame.can_audit())
        .filter(|it| !frame.is_partial() || of_part.contains(&it.area))
        .chain(mails);
    let items = open.map(|it| {
        // Where something waits.
        let waiting = if it.area == Area::Requests { frame.for_us } else { 0 };
        let current = it.area == frame.area;
        view! { <NavItem href=it.href label=t.get(it.label) class=it.class current waiting /> }
    });
    let items = items.collect_view();
    view! { <nav aria-label=t.get("desk.nav.label")><ul class="nav-list">{items}</ul></nav> }
}

#[component]
fn NavItem(
    href: String,
    label: &'static str,
    class: &'static str,
    /// Whether we are there.
    current: bool,
    /// How many requests wait there.
    waiting: u64,
) -> impl IntoView {
    let count = (waiting > 0).then(|| {
        view! {
            <span class="nav-count">
                {waiting}<span class="unseen">" "{texts().get("desk.nav.waiting")}</span>
            </span>
        }
    });
    view! {
        <li>
            <a href=href aria-current=current.then_some("page") class=class><span>{label}</span>{count}</a>
        </li>
    }
}

#[component]
fn Member(who: Who) -> impl IntoView {
    let t = texts();
    let current = (frame().area == Area::Account).then_some("page");
    let part = who.scope.map(|part| {
        let names = part.names.join(", ");
        view! { <p class="me-scope">{t.fmt("desk.works_on.are", &[("names", &names)])}</p> }
    });
    view! {
        <div class="rail-foot">
            <Keys />
            <Languages />
            <div class="me">
                <a class="me-name" href=routes::account() aria-current=current>
                    {who.name}<span class="me-role">{t.get(who.role.text_key())}</span>
                </a>
                <PostButton to=routes::sign_out() label=t.get("desk.signout") rank=Rank::Secondary />
            </div>
            {part}
        </div>
    }
}

/// The keys that do something, each of which a link or a button does as well.
#[component]
fn Keys() -> impl IntoView {
    let t = texts();
    let keys = [
        ("/", "desk.keys.search"),
        ("j", "desk.keys.next_row"),
        ("k", "desk.keys.previous_row"),
        ("Enter", "desk.keys.open"),
        ("a", "desk.keys.accept"),
        ("s", "desk.keys.send_back"),
        ("n", "desk.keys.next"),
        ("?", "desk.keys.list"),
    ];
    let keys = keys.map(|(key, text)| (key.to_owned(), t.get(text).to_owned())).to_vec();
    view! {
        <Shortcuts label=t.get("desk.keys.title").to_owned() keys switch=t.get("desk.keys.switch").to_owned() close=t.get("desk.keys.close").to_owned() />
    }
}

/// The choice of language, which comes back to the page.
#[component]
fn Languages() -> impl IntoView {
    let t = texts();
    let choice = |(code, name): &(&'static str, &'static str)| {
        let pressed = if *code == t.language() { "true" } else { "false" };
        view! {
            <button class="language" type="submit" name="language" value=*code lang=*code aria-pressed=pressed>
                {*name}
            </button>
        }
    };
    view! {
        <form class="languages" method="post" action=routes::language() aria-label=t.get("desk.language")>
            <input type="hidden" name="back" value=frame().path.clone() />
            {domain::text::LANGUAGES.iter().map(choice).collect_view()}
        </form>
    }
}
