//! Mails: as lists show them, and the page of all of them.

use super::alarm::{MailAlarm, MailAlarmNotice};
use super::list::{
    self, ListColumn, ListColumns, ListFilter, ListFilters, ListSearch, ListWithActs, Listed, tick_box,
};
use super::parts::MailBadge;
use super::settings::{SettingsHead, SettingsPart};
use super::{DeskPage, frame, routes, texts};
use crate::islands::LocalTime;
use crate::ui::{
    DataTable, EmptyState, FilterChoice, Panel, PostButton, SelectOption, Submit, TableRow, Tick,
};
use domain::Instant;
use domain::terms::MailState;
use leptos::prelude::*;

/// A mail as lists show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailRow {
    pub id: String,
    /// What it is, as a name.
    pub kind: String,
    pub to: String,
    pub state: MailState,
    /// When it was queued; while it waits for a later hour, that hour.
    pub queued: Instant,
    /// When the server took it.
    pub sent: Option<Instant>,
    /// The last failure.
    pub error: Option<String>,
    /// How often sending was begun.
    pub attempts: i64,
}

pub static COLUMNS: [ListColumn<MailRow>; 7] = [
    ListColumn::new("to", "desk.mail.to", |_, m: &MailRow| m.to.clone()),
    ListColumn::new("kind", "desk.mail.kind", |_, m: &MailRow| m.kind.clone()).usual(),
    ListColumn::new("state", "desk.mail.state", |t, m: &MailRow| t.get(m.state.text_key()).to_owned())
        .usual()
        .drawn(|m| view! { <MailBadge state=m.state /> }.into_any()),
    ListColumn::new("error", "desk.mail.error", |_, m: &MailRow| m.trouble()).usual(),
    ListColumn::new("tries", "desk.mail.attempts", |_, m: &MailRow| m.attempts.to_string()).number(),
    ListColumn::new("when", "desk.mail.when", |_, m: &MailRow| m.at().utc())
        .usual()
        .drawn(|m| view! { <LocalTime at=m.at() /> }.into_any()),
    ListColumn::new("queued", "desk.mail.queued_at", |_, m: &MailRow| m.queued.utc())
        .drawn(|m| view! { <LocalTime at=m.queued /> }.into_any()),
];

impl MailRow {
    /// When the server took it, or when it goes out.
    pub fn at(&self) -> Instant {
        self.sent.unwrap_or(self.queued)
    }

    /// The last failure, where the mail has not gone out since.
    fn trouble(&self) -> String {
        self.error.clone().filter(|_| self.state != MailState::Sent).unwrap_or_default()
    }
}

/// The newest mails about something.
#[component]
pub fn MailTable(
    /// Newest first.
    mails: Vec<MailRow>,
) -> impl IntoView {
    let t = texts();
    if mails.is_empty() {
        return view! { <EmptyState text=t.get("desk.mail.none") /> }.into_any();
    }
    let list = Listed::default();
    let mut shown = list::shown(&COLUMNS, &list.query);
    // No column for errors where there are none.
    shown.retain(|it| it.key != "error" || mails.iter().any(|m| !it.text(t, m).is_empty()));
    let columns = shown.iter().map(|it| it.head(t, &list)).collect();
    let rows = mails.iter().map(|m| TableRow::new(shown.iter().map(|it| it.cell(t, m)).collect())).collect();
    view! { <DataTable caption=t.get("desk.supplier.mails") columns rows wrap=true /> }.into_any()
}

/// Mail settings, and all mails.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailSettings {
    /// How mail goes out, in words.
    pub how: String,
    /// Whether it really leaves the portal.
    pub real: bool,
    /// What is wrong with it.
    pub alarm: Option<MailAlarm>,
    /// The list as it is asked for: `q`, `state`, `kind`.
    pub list: Listed,
    /// Kinds of mails.
    pub kinds: Vec<SelectOption>,
    /// Mails, the newest first.
    pub mails: Vec<MailRow>,
}

impl DeskPage for MailSettings {
    fn view(self) -> AnyView {
        view! { <MailSettingsPage page=self /> }.into_any()
    }
}

#[component]
fn MailSettingsPage(page: MailSettings) -> impl IntoView {
    let t = texts();
    let unreal = (!page.real).then(|| view! { <p class="notice">{t.get("desk.mail.not_real")}</p> });
    let test =
        frame().is_admin().then(|| view! { <PostButton to=routes::mail() label=t.get("desk.mail.test") /> });
    view! {
        <SettingsHead open=SettingsPart::Mail />
        {page.alarm.map(|alarm| view! { <MailAlarmNotice alarm /> })}
        <Panel id="how" title=t.get("desk.mail.how")>
            <p><code>{page.how}</code></p>
            {unreal}
            <p class="hint">{t.get("desk.mail.how_hint")}</p>
            {test}
        </Panel>
        <Panel id="mails" title=t.get("desk.mail.all")>
            <MailFilters list=page.list.clone() kinds=page.kinds />
            <MailList list=page.list mails=page.mails />
        </Panel>
    }
}

/// By what the list is filtered and which columns it shows.
#[component]
fn MailFilters(list: Listed, kinds: Vec<SelectOption>) -> impl IntoView {
    let t = texts();
    let states = MailState::ALL.iter();
    let states = states.map(|it| SelectOption { value: it.key().into(), label: t.get(it.text_key()).into() });
    let states: Vec<_> = states.collect();
    let [state, kind] = ["state", "kind"].map(|name| list.query.get(name).to_owned());
    let named = |values: &[SelectOption], key: &str| {
        values.iter().find(|it| it.value == key).map(|it| it.label.clone())
    };
    let filters = vec![
        ListFilter::new("state", "desk.mail.state", named(&states, &state)),
        ListFilter::new("kind", "desk.mail.kind", named(&kinds, &kind)),
    ];
    view! {
        <div class="list-head">
            <ListSearch list=list.clone() label=t.get("desk.mail.to") sets=&["state", "kind"]>
                <FilterChoice name="state" label=t.get("desk.mail.state") every=t.get("desk.mail.every_state") values=states chosen=state />
                <FilterChoice name="kind" label=t.get("desk.mail.kind") every=t.get("desk.mail.every_kind") values=kinds chosen=kind />
            </ListSearch>
            <ListColumns list=list.clone() columns=&COLUMNS />
        </div>
        <ListFilters list filters />
    }
}

/// The mails, and what can be done to many of them.
#[component]
fn MailList(list: Listed, mails: Vec<MailRow>) -> impl IntoView {
    let t = texts();
    if mails.is_empty() {
        return view! { <EmptyState text=t.get("desk.mail.none") /> }.into_any();
    }
    let tick: fn(&MailRow) -> Tick = |mail| tick_box(&mail.id, &format!("{} {}", mail.kind, mail.to));
    let acts = move || view! { <Submit label=t.get("desk.bulk.again") says=("act", "again") /> };
    view! {
        <ListWithActs list caption=t.get("desk.mail.all") columns=&COLUMNS rows=mails tick action=routes::mails_bulk() acts />
    }
    .into_any()
}
