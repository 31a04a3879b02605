//! Mails: as lists show them, and the page of all of them.

use super::alarm::{Alarm, alarm};
use super::list::{ListColumn, Listed};
use super::parts::when;
use super::settings::tabs;
use super::{Frame, Page, T, list};
use crate::desk::routes;
use crate::islands::utc;
use crate::ui::{Act, Badge, EmptyState, Row, Submit, Table, Tone};
use leptos::prelude::*;

/// A mail as lists show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailRow {
    pub id: String,
    /// What it is, as a name.
    pub kind: String,
    pub to: String,
    /// State key.
    pub state: String,
    /// When it was queued; while it waits for a later hour, that hour.
    pub queued: i64,
    /// When the server took it.
    pub sent: Option<i64>,
    /// The last failure.
    pub error: Option<String>,
    /// How often sending was begun.
    pub attempts: i64,
}

pub static COLUMNS: [ListColumn<MailRow>; 7] = [
    ListColumn::new("to", "desk.mail.to", |_, m: &MailRow| m.to.clone()),
    ListColumn::new("kind", "desk.mail.kind", |_, m: &MailRow| m.kind.clone()).usual(),
    ListColumn::new("state", "desk.mail.state", |t, m: &MailRow| mail_state(t, &m.state).to_owned())
        .usual()
        .drawn(|t, m| {
            let tone = if m.state == "failed" { Tone::Bad } else { Tone::Idle };
            view! { <Badge text=mail_state(t, &m.state) tone /> }.into_any()
        }),
    ListColumn::new("error", "desk.mail.error", |_, m: &MailRow| m.trouble()).usual(),
    ListColumn::new("tries", "desk.mail.attempts", |_, m: &MailRow| m.attempts.to_string()).number(),
    ListColumn::new("when", "desk.mail.when", |_, m: &MailRow| utc(m.at()))
        .usual()
        .drawn(|_, m| when(m.at())),
    ListColumn::new("queued", "desk.mail.queued_at", |_, m: &MailRow| utc(m.queued))
        .drawn(|_, m| when(m.queued)),
];

impl MailRow {
    /// When the server took it, or when it goes out.
    pub fn at(&self) -> i64 {
        self.sent.unwrap_or(self.queued)
    }

    /// The last failure, where the mail has not gone out since.
    fn trouble(&self) -> String {
        self.error.clone().filter(|_| self.state != "sent").unwrap_or_default()
    }
}

/// The name of a mail's state.
pub fn mail_state(t: T, key: &str) -> &'static str {
    match key {
        "queued" => t.get("desk.mail.queued"),
        "sending" => t.get("desk.mail.sending"),
        "sent" => t.get("desk.mail.sent"),
        "dropped" => t.get("desk.mail.dropped"),
        _ => t.get("desk.mail.failed"),
    }
}

/// Draws the newest mails about something.
pub fn mails(t: T, rows: &[MailRow]) -> AnyView {
    if rows.is_empty() {
        return view! { <EmptyState text=t.get("desk.mail.none") /> }.into_any();
    }
    let list = Listed::default();
    let mut shown = list::shown(&COLUMNS, &list.look);
    // No column for errors where there are none.
    shown.retain(|it| it.key != "error" || rows.iter().any(|m| !it.text(t, m).is_empty()));
    let columns = shown.iter().map(|it| it.head(t, &list)).collect();
    let rows = rows.iter().map(|m| Row::new(shown.iter().map(|it| it.cell(t, m)).collect())).collect();
    view! { <Table caption=t.get("desk.supplier.mails") columns rows wrap=true /> }.into_any()
}

/// Mail settings, and all mails.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailSettings {
    /// How mail goes out, in words.
    pub how: String,
    /// Whether it really leaves the house.
    pub real: bool,
    /// What is wrong with it.
    pub alarm: Option<Alarm>,
    /// The list as it is looked at: `q`, `state`, `kind`.
    pub list: Listed,
    /// Kinds of mails: key and name.
    pub kinds: Vec<(String, String)>,
    /// Mails, the newest first.
    pub mails: Vec<MailRow>,
}

const STATES: [&str; 5] = ["queued", "sending", "sent", "failed", "dropped"];

impl Page for MailSettings {
    fn draw(&self, t: T, frame: &Frame) -> AnyView {
        let p = self;
        let warn = (!p.real).then(|| view! { <p class="notice">{t.get("desk.mail.not_real")}</p> });
        let test = frame
            .is_admin()
            .then(|| view! { <Act to=routes::mail() label=t.get("desk.mail.test") /> }.into_any());
        view! {
            {tabs(t, "mail")}
            {alarm(t, frame, &p.alarm)}
            <section class="panel" aria-labelledby="how">
                <h2 id="how">{t.get("desk.mail.how")}</h2>
                <p><code>{p.how.clone()}</code></p>
                {warn}
                <p class="hint">{t.get("desk.mail.how_hint")}</p>
                {test}
            </section>
            <section class="panel" aria-labelledby="mails">
                <h2 id="mails">{t.get("desk.mail.all")}</h2>
                {listed(t, p, frame.can_write())}
            </section>
        }
        .into_any()
    }
}

fn listed(t: T, p: &MailSettings, write: bool) -> AnyView {
    let look = &p.list.look;
    let option = |value: &str, name: String, chosen: &str| {
        view! { <option value=value.to_owned() selected=value == chosen>{name}</option> }
    };
    let states: Vec<_> =
        STATES.into_iter().map(|key| option(key, mail_state(t, key).to_owned(), look.get("state"))).collect();
    let kinds: Vec<_> =
        p.kinds.iter().map(|(key, name)| option(key, name.clone(), look.get("kind"))).collect();
    let state = (!look.get("state").is_empty()).then(|| mail_state(t, look.get("state")).to_owned());
    let kind = p.kinds.iter().find(|(key, _)| key == look.get("kind")).map(|(_, name)| name.clone());
    let filters = vec![
        ("state", "desk.mail.state", state),
        ("kind", "desk.mail.kind", kind),
        ("q", "desk.list.search", p.list.searched()),
    ];
    view! {
        <div class="list-head">
            <form class="filter" method="get" action=routes::mail() role="search">
                {p.list.hidden(&["q", "state", "kind"])}
                <label class="unseen" for="state">{t.get("desk.mail.state")}</label>
                <select id="state" name="state"><option value="">{t.get("desk.mail.every_state")}</option>{states}</select>
                <label class="unseen" for="kind">{t.get("desk.mail.kind")}</label>
                <select id="kind" name="kind"><option value="">{t.get("desk.mail.every_kind")}</option>{kinds}</select>
                <label class="unseen" for="q">{t.get("desk.mail.to")}</label>
                <input id="q" name="q" type="search" placeholder=t.get("desk.mail.to") value=look.get("q").to_owned() />
                <Submit label=t.get("desk.search") />
            </form>
            {list::column_choice(t, &p.list, &COLUMNS)}
        </div>
        {p.list.filters(t, filters)}
        {rows(t, p, write)}
    }
    .into_any()
}

fn rows(t: T, p: &MailSettings, write: bool) -> AnyView {
    if p.mails.is_empty() {
        return view! { <EmptyState text=t.get("desk.mail.none") /> }.into_any();
    }
    let tick: fn(T, &MailRow) -> _ = |t, m| list::tick(t, &m.id, &format!("{} {}", m.kind, m.to));
    let table = list::table(t, &p.list, t.get("desk.mail.all"), &COLUMNS, &p.mails, write.then_some(tick));
    let again = view! { <Submit label=t.get("desk.bulk.again") says=("act", "again") /> }.into_any();
    let table = match write {
        true => list::bulk(t, &p.list, routes::mails_bulk(), table, again),
        false => table,
    };
    view! { {table}{list::pager(t, &p.list)} }.into_any()
}
