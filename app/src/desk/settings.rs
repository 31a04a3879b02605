//! Settings: the company, the team, mail, the reference list, the log.

use super::alarm::{Alarm, alarm};
use super::form::Form;
use super::frame::Frame;
use super::parts::{self, LogLine, Paging, log_lines, number, paging};
use super::suppliers::{MailRow, mails};
use super::{Page, T};
use crate::desk::routes;
use crate::ui::{
    Act, ButtonLink, Choice, ErrorSummary, Fact, Field, PageHead, Question, Rank, Submit, TextArea,
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

/// The company.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompanySettings {
    /// The form.
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
                view! { <Fact label=t.get(label) value=super::suppliers::or_dash(f.get(name)) /> }.into_any()
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

/// The team.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Team {
    /// Its members.
    pub members: Vec<MemberRow>,
    /// The form for a new one.
    pub form: Form,
}

/// A member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberRow {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Address.
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
                <ul class="members">{rows}</ul>
            </section>
            {invite}
        }
        .into_any()
    }
}

fn member(t: T, m: &MemberRow, admin: bool) -> AnyView {
    let flag = if m.disabled {
        Some("desk.team.disabled")
    } else if m.invited {
        Some("desk.team.invited")
    } else if m.me {
        Some("desk.team.me")
    } else {
        None
    };
    let flag = flag.map(|k| view! { <span class="state state-idle">{t.get(k)}</span> });
    let acts = (admin && !m.me).then(|| {
        let options: Vec<_> = roles(t)
            .into_iter()
            .map(|(k, label)| {
                let selected = k == m.role;
                view! { <option value=k selected=selected>{label}</option> }
            })
            .collect();
        let id = format!("role-{}", m.id);
        let access = if m.disabled {
            view! { <Act to=routes::enable(&m.id) label=t.get("desk.team.enable") /> }.into_any()
        } else {
            view! { <Act to=routes::disable(&m.id) label=t.get("desk.team.disable") rank=Rank::Quiet ask=Question::new(t.fmt("desk.team.disable_ask", &[("name", &m.name)]), t.get("desk.cancel")) /> }.into_any()
        };
        view! {
            <form class="in-row" method="post" action=routes::role(&m.id)>
                <label class="unseen" for=id.clone()>{t.fmt("desk.team.role_of", &[("name", &m.name)])}</label>
                <select id=id.clone() name="role">{options}</select>
                <Submit label=t.get("desk.team.set_role") />
            </form>
            <Act to=routes::reset(&m.id) label=t.get("desk.team.reset") rank=Rank::Quiet ask=Question::new(t.fmt("desk.team.reset_ask", &[("name", &m.name)]), t.get("desk.cancel")) />
            {access}
        }
    });
    let role = (!admin || m.me).then(|| view! { <span>{parts::role(t, &m.role)}</span> });
    view! {
        <li class="member">
            <div class="member-who"><strong>{m.name.clone()}</strong>{flag}<span class="minor">{m.email.clone()}</span></div>
            <div class="row-acts">{role}{acts}</div>
        </li>
    }
    .into_any()
}

/// Mail settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailSettings {
    /// How mail goes out, in words.
    pub how: String,
    /// Whether it really leaves the house.
    pub real: bool,
    /// What is wrong with it.
    pub alarm: Option<Alarm>,
    /// The newest mails.
    pub mails: Vec<MailRow>,
}

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
                <h2 id="mails">{t.get("desk.mail.newest")}</h2>
                {mails(t, &p.mails)}
            </section>
        }
        .into_any()
    }
}

/// The log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogPage {
    /// Its entries.
    pub lines: Vec<LogLine>,
    /// How many entries were checked, where that was asked for, and the first that does not fit.
    pub checked: Option<(u64, Option<i64>)>,
    /// By what they were chosen.
    pub filters: LogFilters,
    /// Where they are as a file.
    pub csv: String,
    /// Where it goes on.
    pub paging: Paging,
}

/// By what entries are chosen, and from what one may choose: values with their words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFilters {
    /// Kinds of acts.
    pub kinds: Vec<(String, String)>,
    /// Who may have done it.
    pub people: Vec<(String, String)>,
    /// The kind that was chosen.
    pub kind: String,
    /// Who was chosen.
    pub who: String,
    /// The one object whose acts are shown.
    pub object: String,
    /// Its name.
    pub object_name: String,
    /// From this day on.
    pub from: String,
    /// Up to this day.
    pub until: String,
    /// What is searched for.
    pub search: String,
}

fn log_filter(t: T, f: &LogFilters) -> AnyView {
    let choice = |all: &[(String, String)], chosen: &str| {
        let option = |(value, text): &(String, String)| {
            view! { <option value=value.clone() selected=value == chosen>{text.clone()}</option> }
        };
        all.iter().map(option).collect::<Vec<_>>()
    };
    let only = (!f.object.is_empty()).then(|| {
        view! {
            <input type="hidden" name="object" value=f.object.clone() />
            <p class="hint">{t.fmt("desk.log.only", &[("name", &f.object_name)])}" "<a href=routes::log()>{t.get("desk.log.all")}</a></p>
        }
    });
    view! {
        <form class="filter" method="get" action=routes::log() role="search">
            {only}
            <label for="kind">{t.get("desk.log.what")}</label>
            <select id="kind" name="kind"><option value="">{t.get("desk.log.all")}</option>{choice(&f.kinds, &f.kind)}</select>
            <label for="who">{t.get("desk.log.who")}</label>
            <select id="who" name="who"><option value="">{t.get("desk.log.all")}</option>{choice(&f.people, &f.who)}</select>
            <label for="from">{t.get("desk.log.from")}</label>
            <input id="from" name="from" type="date" value=f.from.clone() />
            <label for="until">{t.get("desk.log.until")}</label>
            <input id="until" name="until" type="date" value=f.until.clone() />
            <label for="q">{t.get("desk.log.search")}</label>
            <input id="q" name="q" type="search" value=f.search.clone() />
            <Submit label=t.get("desk.search") />
        </form>
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
                {log_filter(t, &p.filters)}
                {log_lines(t, &p.lines)}
                <ButtonLink href=p.csv.clone() label=t.get("desk.log.csv") />
                {paging(t, &p.paging)}
            </section>
        }
        .into_any()
    }
}
