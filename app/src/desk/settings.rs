//! Settings: the company, the team, the log.

use super::form::Form;
use super::frame::Frame;
use super::list::Listed;
use super::parts::{self, LogLine, log_table, number};
use super::{Page, T, list};
use crate::desk::routes;
use crate::ui::{
    Act, Badge, ButtonLink, Choice, Column, ErrorSummary, Fact, Field, PageHead, Question, Rank, Row, Submit,
    Table, TextArea, Tone,
};
use leptos::prelude::*;

pub(super) fn tabs(t: T, here: &str) -> AnyView {
    let tabs = [
        ("company", routes::settings(), "desk.settings.company"),
        ("team", routes::team(), "desk.settings.team"),
        ("mail", routes::mail(), "desk.settings.mail"),
        ("references", routes::references(), "desk.settings.references"),
        ("names", routes::names(), "desk.settings.names"),
        ("templates", routes::templates(), "desk.settings.templates"),
        ("log", routes::log(), "desk.settings.log"),
    ];
    let tabs: Vec<_> = tabs
        .into_iter()
        .map(|(key, href, label)| {
            let current = (key == here).then_some("page");
            view! { <a class="tab" href=href aria-current=current>{t.get(label)}</a> }
        })
        .collect();
    view! {
        <PageHead title=t.get("desk.settings.title") />
        <nav class="tabs" aria-label=t.get("desk.settings.title")>{tabs}</nav>
    }
    .into_any()
}

/// The controls of the company, also used at set-up.
pub(super) fn company_fields(t: T, f: &Form) -> AnyView {
    view! {
        <Field control=f.at("company_name") label=t.get("desk.company.name") required=true autocomplete="organization" />
        <Field control=f.at("domain") label=t.get("desk.company.domain") hint=t.get("desk.company.domain_hint") required=true />
        <TextArea control=f.at("why") label=t.get("desk.company.why") hint=t.get("desk.company.why_hint") required=true rows=4 />
        <Field control=f.at("contact_name") label=t.get("desk.company.contact_name") required=true />
        <Field control=f.at("contact_email") label=t.get("desk.company.contact_email") required=true kind="email" />
        <Field control=f.at("policy_url") label=t.get("desk.company.policy") hint=t.get("desk.company.policy_hint") kind="url" />
        <Field control=f.at("grievance") label=t.get("desk.company.grievance") hint=t.get("desk.company.grievance_hint") />
        <Field control=f.at("retention_months") label=t.get("desk.company.retention") hint=t.get("desk.company.retention_hint") required=true kind="number" short=true />
    }
    .into_any()
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompanySettings {
    pub form: Form,
}

impl Page for CompanySettings {
    fn draw(&self, t: T, frame: &Frame) -> AnyView {
        let p = self;
        let f = &p.form;
        let inner = if frame.is_admin() {
            view! {
                <ErrorSummary title=t.get("desk.form.wrong") errors=f.errors.clone() />
                <form method="post" action=routes::settings() class="form panel">
                    <p class="hint">{t.get("desk.setup.company_hint")}</p>
                    {company_fields(t, f)}
                    <div class="form-acts">
                        <Submit label=t.get("desk.save") rank=Rank::First />
                    </div>
                </form>
            }
            .into_any()
        } else {
            let known = |label, name: &str| {
                view! { <Fact label=t.get(label) value=parts::or_dash(f.get(name)) /> }.into_any()
            };
            view! {
                <p class="minor">{t.get("desk.settings.only_admin")}</p>
                <dl class="facts panel">
                    {known("desk.company.name", "company_name")}
                    {known("desk.company.domain", "domain")}
                    {known("desk.company.why", "why")}
                    {known("desk.company.contact_name", "contact_name")}
                    {known("desk.company.contact_email", "contact_email")}
                    {known("desk.company.policy", "policy_url")}
                    {known("desk.company.grievance", "grievance")}
                    {known("desk.company.retention", "retention_months")}
                </dl>
            }
            .into_any()
        };
        view! { {tabs(t, "company")}{inner} }.into_any()
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Team {
    pub members: Vec<MemberRow>,
    /// The form for a new one.
    pub form: Form,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberRow {
    pub id: String,
    pub name: String,
    pub email: String,
    /// Role key.
    pub role: String,
    /// Whether it is the reader.
    pub me: bool,
    /// Whether access was taken away.
    pub disabled: bool,
    /// Whether no password was chosen yet.
    pub invited: bool,
}

fn roles(t: T) -> Vec<(String, String)> {
    ["viewer", "reviewer", "administrator"].map(|r| (r.to_owned(), parts::role(t, r))).to_vec()
}

impl Page for Team {
    fn draw(&self, t: T, frame: &Frame) -> AnyView {
        let p = self;
        let admin = frame.is_admin();
        let rows: Vec<_> = p.members.iter().map(|m| member(t, m, admin)).collect();
        let columns = ["desk.member.name", "desk.member.email", "desk.member.role", "desk.team.acts"];
        let columns = columns.into_iter().take(if admin { 4 } else { 3 });
        let columns = columns.map(|key| Column::new(t.get(key))).collect::<Vec<_>>();
        let f = &p.form;
        let invite = admin.then(|| {
            view! {
                <section class="panel" aria-labelledby="invite">
                    <h2 id="invite">{t.get("desk.team.invite")}</h2>
                    <ErrorSummary title=t.get("desk.form.wrong") errors=f.errors.clone() />
                    <form method="post" action=routes::team() class="form">
                        <Field control=f.at("name") label=t.get("desk.member.name") required=true />
                        <Field control=f.at("email") label=t.get("desk.member.email") required=true kind="email" />
                        <Choice control=f.at("role") label=t.get("desk.member.role") hint=t.get("desk.member.role_hint") choices=roles(t) />
                        <div class="form-acts">
                            <Submit label=t.get("desk.team.send") rank=Rank::First />
                        </div>
                    </form>
                </section>
            }
        });
        view! {
            {tabs(t, "team")}
            <section class="panel" aria-labelledby="members">
                <h2 id="members">{t.get("desk.team.members")}</h2>
                <Table caption=t.get("desk.team.members") columns rows wrap=true />
            </section>
            {invite}
        }
        .into_any()
    }
}

fn member(t: T, m: &MemberRow, admin: bool) -> Row {
    let flag = if m.disabled {
        Some("desk.team.disabled")
    } else if m.invited {
        Some("desk.team.invited")
    } else if m.me {
        Some("desk.team.me")
    } else {
        None
    };
    let flag = flag.map(|key| view! { " "<Badge text=t.get(key) tone=Tone::Idle /> });
    let change = admin && !m.me;
    let role = if change { role_form(t, m) } else { parts::role(t, &m.role).into_any() };
    let acts = change.then(|| acts(t, m));
    let mut cells = vec![view! { {m.name.clone()}{flag} }.into_any(), m.email.clone().into_any(), role];
    cells.extend(admin.then(|| acts.into_any()));
    Row::new(cells)
}

fn role_form(t: T, m: &MemberRow) -> AnyView {
    let options: Vec<_> = roles(t)
        .into_iter()
        .map(|(k, label)| {
            let selected = k == m.role;
            view! { <option value=k selected=selected>{label}</option> }
        })
        .collect();
    let id = format!("role-{}", m.id);
    view! {
        <form class="in-row" method="post" action=routes::role(&m.id)>
            <label class="unseen" for=id.clone()>{t.fmt("desk.team.role_of", &[("name", &m.name)])}</label>
            <select id=id.clone() name="role">{options}</select>
            <Submit label=t.get("desk.team.set_role") rank=Rank::Quiet />
        </form>
    }
    .into_any()
}

fn acts(t: T, m: &MemberRow) -> AnyView {
    let ask = |key: &str| Question::new(t.fmt(key, &[("name", &m.name)]), t.get("desk.cancel"));
    let access = if m.disabled {
        view! { <Act to=routes::enable(&m.id) label=t.get("desk.team.enable") /> }.into_any()
    } else {
        view! { <Act to=routes::disable(&m.id) label=t.get("desk.team.disable") rank=Rank::Quiet ask=ask("desk.team.disable_ask") /> }.into_any()
    };
    view! {
        <div class="row-acts">
            <Act to=routes::reset(&m.id) label=t.get("desk.team.reset") rank=Rank::Quiet ask=ask("desk.team.reset_ask") />
            {access}
        </div>
    }
    .into_any()
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogPage {
    /// Its entries.
    pub lines: Vec<LogLine>,
    /// How many entries were checked, where that was asked for, and the first that does not fit.
    pub checked: Option<(u64, Option<i64>)>,
    /// By what they were chosen.
    pub filters: LogFilters,
    /// The list as it is looked at, the newest first.
    pub list: Listed,
}

/// From what one may choose: values with their words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFilters {
    /// Kinds of acts.
    pub kinds: Vec<(String, String)>,
    /// Who may have done it.
    pub people: Vec<(String, String)>,
    /// The name of the one object whose acts are shown.
    pub object_name: String,
}

fn log_filter(t: T, p: &LogPage) -> AnyView {
    let (f, look) = (&p.filters, &p.list.look);
    let choice = |all: &[(String, String)], chosen: &str| {
        let option = |(value, text): &(String, String)| {
            view! { <option value=value.clone() selected=value == chosen>{text.clone()}</option> }
        };
        all.iter().map(option).collect::<Vec<_>>()
    };
    let named = |all: &[(String, String)], chosen: &str| {
        all.iter().find(|(value, _)| value == chosen).map(|(_, name)| name.clone())
    };
    let day = |name: &str| Some(look.get(name).to_owned()).filter(|day| !day.is_empty());
    let object = (!look.get("object").is_empty()).then(|| f.object_name.clone());
    let on = vec![
        ("object", "desk.log.object", object),
        ("kind", "desk.log.what", named(&f.kinds, look.get("kind"))),
        ("who", "desk.log.who", named(&f.people, look.get("who"))),
        ("from", "desk.log.from", day("from")),
        ("until", "desk.log.until", day("until")),
        ("q", "desk.list.search", p.list.searched()),
    ];
    view! {
        <form class="filter" method="get" action=routes::log() role="search">
            {p.list.hidden(&["kind", "who", "from", "until", "q"])}
            <span class="pair"><label for="kind">{t.get("desk.log.what")}</label>
            <select id="kind" name="kind"><option value="">{t.get("desk.log.all")}</option>{choice(&f.kinds, look.get("kind"))}</select></span>
            <span class="pair"><label for="who">{t.get("desk.log.who")}</label>
            <select id="who" name="who"><option value="">{t.get("desk.log.all")}</option>{choice(&f.people, look.get("who"))}</select></span>
            <span class="pair"><label for="from">{t.get("desk.log.from")}</label>
            <input id="from" name="from" type="date" value=look.get("from").to_owned() /></span>
            <span class="pair"><label for="until">{t.get("desk.log.until")}</label>
            <input id="until" name="until" type="date" value=look.get("until").to_owned() /></span>
            <label class="unseen" for="q">{t.get("desk.log.search")}</label>
            <input id="q" name="q" type="search" placeholder=t.get("desk.log.search") value=look.get("q").to_owned() />
            <Submit label=t.get("desk.search") />
        </form>
        {p.list.filters(t, on)}
    }
    .into_any()
}

impl Page for LogPage {
    fn draw(&self, t: T, _frame: &Frame) -> AnyView {
        let p = self;
        let result = p.checked.map(|(n, bad)| match bad {
            None => view! { <p class="notice notice-good" role="status">{t.fmt("desk.log.whole", &[("n", &number(n))])}</p> }.into_any(),
            Some(seq) => {
                view! { <p class="notice notice-bad" role="alert">{t.fmt("desk.log.broken", &[("n", &seq.to_string())])}</p> }.into_any()
            }
        });
        view! {
            {tabs(t, "log")}
            <section class="panel" aria-labelledby="log">
                <div class="bar-line">
                    <h2 id="log">{t.get("desk.log.title")}</h2>
                    <ButtonLink href=routes::with(routes::log(), &[("check", "1")]) label=t.get("desk.log.check") />
                </div>
                <p class="hint">{t.get("desk.log.hint")}</p>
                {result}
                {log_filter(t, p)}
                {log_table(t, &p.lines)}
                {list::pager(t, &p.list)}
            </section>
        }
        .into_any()
    }
}
