//! Suppliers: the list, one supplier, and adding or changing one by hand.

use super::form::Form;
use super::frame::Frame;
use super::parts::{self, LogLine, Paging, log_lines, number, when};
use super::{Page, T};
use crate::desk::routes;
use crate::ui::{
    Act, ActiveFilters, Badge, ButtonLink, Choice, Column, EmptyState, ErrorSummary, Fact, Field, Filter,
    Flag, PageHead, Pager, Question, Range, Rank, Submit, Tab, Table, Tabs, TextArea, Tone,
};
use leptos::prelude::*;

/// The list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suppliers {
    /// What was searched for.
    pub search: String,
    /// Whether retired suppliers are shown instead.
    pub retired: bool,
    /// How many are active and how many retired.
    pub counts: (u64, u64),
    /// The rows of this page.
    pub rows: Vec<SupplierRow>,
    /// Which rows they are.
    pub range: Range,
    /// Where it goes on.
    pub paging: Paging,
    /// The list as a CSV file.
    pub csv: String,
    /// The list as a workbook.
    pub xlsx: String,
}

/// A supplier as lists show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupplierRow {
    /// Identifier.
    pub id: String,
    /// The company's number for it.
    pub reference: String,
    /// Name.
    pub name: String,
    /// Relationship key.
    pub relationship: String,
    /// Through whom.
    pub via: String,
    /// Who answers.
    pub contact_name: String,
    /// Address.
    pub email: String,
    /// Language code.
    pub language: String,
    /// Country code.
    pub country: String,
    /// Share of spend, as shown.
    pub spend_share: String,
    /// Parts bought.
    pub parts: String,
    /// Why mail fails for good.
    pub mail_problem: Option<String>,
    /// When it was retired.
    pub retired_at: Option<i64>,
}

impl Page for Suppliers {
    fn draw(&self, t: T, f: &Frame) -> AnyView {
        let p = self;
        let acts = f.can_write().then(|| {
            view! {
                <ButtonLink href=routes::new_supplier() label=t.get("desk.suppliers.add") />
                <ButtonLink href=routes::import() label=t.get("desk.suppliers.import") rank=Rank::First />
            }
        });
        let tab = |retired: bool, label: &str, n: u64| Tab {
            href: routes::with(routes::suppliers(), &[("retired", if retired { "1" } else { "" })]),
            label: label.to_owned(),
            count: Some(number(n)),
            current: retired == p.retired,
        };
        let tabs = vec![
            tab(false, t.get("desk.suppliers.active"), p.counts.0),
            tab(true, t.get("desk.suppliers.retired"), p.counts.1),
        ];
        let searched = (!p.search.is_empty()).then(|| Filter {
            name: t.get("desk.list.search").to_owned(),
            value: p.search.clone(),
            without: routes::with(routes::suppliers(), &[("retired", if p.retired { "1" } else { "" })]),
        });
        let retired = p.retired.then(|| view! { <input type="hidden" name="retired" value="1" /> });
        view! {
            <PageHead title=t.get("desk.suppliers.title")>{acts}</PageHead>
            <Tabs label=t.get("desk.suppliers.title") tabs />
            <form class="filter" method="get" action=routes::suppliers() role="search">
                {retired}
                <label for="q">{t.get("desk.suppliers.search")}</label>
                <input id="q" name="q" type="search" value=p.search.clone() />
                <Submit label=t.get("desk.search") />
            </form>
            <ActiveFilters remove=t.get("desk.list.remove") filters=Vec::from_iter(searched) />
            {table(t, p)}
        }
        .into_any()
    }
}

fn table(t: T, p: &Suppliers) -> AnyView {
    if p.rows.is_empty() {
        let none = if p.search.is_empty() { "desk.suppliers.none" } else { "desk.search.none" };
        return view! { <EmptyState text=t.get(none) /> }.into_any();
    }
    let columns = [
        "desk.supplier.name",
        "desk.supplier.reference",
        "desk.supplier.relationship",
        "desk.supplier.contact",
        "desk.supplier.place",
    ];
    let columns = columns.map(|key| Column::new(t.get(key))).to_vec();
    let rows = p.rows.iter().map(|r| row(t, r)).collect();
    view! {
        <Table caption=t.get("desk.suppliers.title") columns rows />
        {pager(t, &p.range, &p.paging, [&p.csv, &p.xlsx])}
    }
    .into_any()
}

fn row(t: T, r: &SupplierRow) -> Vec<AnyView> {
    let via = (!r.via.is_empty())
        .then(|| view! { <span class="minor">{t.fmt("desk.supplier.through", &[("name", &r.via)])}</span> });
    let problem = r.mail_problem.is_some().then(|| view! { <Flag text=t.get("desk.mail.fails") /> });
    let relationship = parts::relationship(t, &r.relationship);
    vec![
        view! { <a href=routes::supplier(&r.id)>{r.name.clone()}</a> }.into_any(),
        r.reference.clone().into_any(),
        view! { {relationship}{via} }.into_any(),
        view! { {problem}{r.contact_name.clone()}<span class="minor">{r.email.clone()}</span> }.into_any(),
        view! { {r.country.clone()}<span class="minor">{parts::language(&r.language)}</span> }.into_any(),
    ]
}

/// The way through a list, and the list as a CSV file and as a workbook.
pub(crate) fn pager(t: T, range: &Range, paging: &Paging, files: [&str; 2]) -> AnyView {
    let names = ["desk.list.csv", "desk.list.xlsx"].map(|key| t.get(key).to_owned());
    let files = files.map(str::to_owned).into_iter().zip(names).collect();
    let link = |href: &Option<String>, key| href.clone().map(|href| (href, t.get(key).to_owned()));
    view! {
        <Pager
            label=t.get("desk.page.label")
            range=parts::range(t, range)
            previous=link(&paging.first, "desk.page.first")
            next=link(&paging.next, "desk.page.next")
            files
        />
    }
    .into_any()
}

/// One supplier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupplierPage {
    /// Its values.
    pub supplier: SupplierRow,
    /// Counts changes.
    pub version: i64,
    /// Its requests: identifier, campaign, state key, since when.
    pub requests: Vec<(String, String, String, i64)>,
    /// Mails to it, newest first.
    pub mails: Vec<MailRow>,
    /// Its log.
    pub log: Vec<LogLine>,
}

/// A mail as lists show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailRow {
    /// What it is, as a name.
    pub kind: String,
    /// Address.
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

impl Page for SupplierPage {
    fn draw(&self, t: T, f: &Frame) -> AnyView {
        let p = self;
        let s = &p.supplier;
        let retired = s.retired_at.is_some();
        let acts = f.can_write().then(|| {
            let version = vec![("version", p.version.to_string())];
            let retire = if retired {
                view! { <Act to=routes::restore(&s.id) label=t.get("desk.supplier.restore") fields=version /> }.into_any()
            } else {
                let ask = Question::new(t.fmt("desk.supplier.retire_ask", &[("name", &s.name)]), t.get("desk.cancel"));
                view! { <Act to=routes::retire(&s.id) label=t.get("desk.supplier.retire") rank=Rank::Quiet ask fields=version /> }
                    .into_any()
            };
            view! {
                {retire}
                <ButtonLink href=routes::edit_supplier(&s.id) label=t.get("desk.edit") />
            }
        });
        let above = Some((routes::suppliers(), t.get("desk.suppliers.title").to_owned()));
        let gone = retired.then(|| view! { <p class="notice">{t.get("desk.supplier.is_retired")}</p> });
        let problem = s.mail_problem.clone().map(|why| {
            let free = f.can_write().then(|| view! { <Act to=routes::free(&s.id) label=t.get("desk.mail.free") /> }.into_any());
            view! { <div class="notice notice-bad"><strong>{t.get("desk.mail.fails")}</strong>" "{why}{free}</div> }
        });
        view! {
            <PageHead title=s.name.clone() above>{acts}</PageHead>
            {gone}{problem}
            <section class="panel" aria-labelledby="about">
                <h2 id="about">{t.get("desk.supplier.about")}</h2>
                <dl class="facts">
                    <Fact label=t.get("desk.supplier.reference") value=or_dash(&s.reference) />
                    <Fact label=t.get("desk.supplier.relationship") value=parts::relationship(t, &s.relationship) />
                    <Fact label=t.get("desk.supplier.via") value=or_dash(&s.via) />
                    <Fact label=t.get("desk.supplier.contact") value=or_dash(&s.contact_name) />
                    <Fact label=t.get("desk.supplier.email") value=or_dash(&s.email) />
                    <Fact label=t.get("desk.supplier.language") value=parts::language(&s.language) />
                    <Fact label=t.get("desk.supplier.country") value=or_dash(&s.country) />
                    <Fact label=t.get("desk.supplier.spend") value=or_dash(&s.spend_share) />
                    <Fact label=t.get("desk.supplier.parts") value=or_dash(&s.parts) />
                </dl>
            </section>
            <section class="panel" aria-labelledby="requests">
                <h2 id="requests">{t.get("desk.supplier.requests")}</h2>
                {requests(t, &p.requests)}
            </section>
            <section class="panel" aria-labelledby="mails">
                <h2 id="mails">{t.get("desk.supplier.mails")}</h2>
                {mails(t, &p.mails)}
            </section>
            <section class="panel" aria-labelledby="log">
                <h2 id="log">{t.get("desk.history")}</h2>
                {log_lines(t, &p.log)}
            </section>
        }
        .into_any()
    }
}

/// A text, or a dash where there is none.
pub fn or_dash(text: &str) -> String {
    if text.is_empty() { "–".to_owned() } else { text.to_owned() }
}

fn requests(t: T, rows: &[(String, String, String, i64)]) -> AnyView {
    if rows.is_empty() {
        return view! { <EmptyState text=t.get("desk.supplier.no_requests") /> }.into_any();
    }
    let rows: Vec<_> = rows
        .iter()
        .map(|(id, campaign, state, at)| {
            view! {
                <li class="line">
                    <a href=routes::request(id)>{campaign.clone()}</a>
                    {parts::state(t, state)}
                    <span class="minor">{when(*at)}</span>
                </li>
            }
        })
        .collect();
    view! { <ul class="lines">{rows}</ul> }.into_any()
}

/// The name of a mail's state.
fn mail_state(t: T, key: &str) -> String {
    let key = match key {
        "queued" => "desk.mail.queued",
        "sending" => "desk.mail.sending",
        "sent" => "desk.mail.sent",
        "dropped" => "desk.mail.dropped",
        _ => "desk.mail.failed",
    };
    t.get(key).to_owned()
}

/// Draws mails as a table.
pub fn mails(t: T, rows: &[MailRow]) -> AnyView {
    if rows.is_empty() {
        return view! { <EmptyState text=t.get("desk.mail.none") /> }.into_any();
    }
    let (to, state, at) = (t.get("desk.mail.to"), t.get("desk.mail.state"), t.get("desk.mail.when"));
    let rows: Vec<_> = rows
        .iter()
        .map(|m| {
            let tone = if m.state == "failed" { Tone::Bad } else { Tone::Idle };
            let error = m.error.clone().filter(|_| m.state != "sent").map(|e| {
                let tries = t.fmt("desk.mail.tries", &[("n", &m.attempts.to_string())]);
                view! { <span class="minor">{e}" · "{tries}</span> }
            });
            view! {
                <tr>
                    <th scope="row">{m.kind.clone()}</th>
                    <td data-label=to>{m.to.clone()}</td>
                    <td data-label=state><Badge text=mail_state(t, &m.state) tone />{error}</td>
                    <td data-label=at>{when(m.sent.unwrap_or(m.queued))}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="table-wrap">
            <table class="cards">
                <caption class="unseen">{t.get("desk.supplier.mails")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.get("desk.mail.kind")}</th>
                        <th scope="col">{to}</th>
                        <th scope="col">{state}</th>
                        <th scope="col">{at}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A supplier to add or to change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditSupplier {
    /// Identifier; empty for a new one.
    pub id: String,
    /// The form.
    pub form: Form,
    /// What a changed address would do, to be confirmed.
    pub moved: Option<Moved>,
}

/// A changed address: who loses access, and who is invited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// The old address; may be empty.
    pub old: String,
    /// The new address; may be empty.
    pub new: String,
    /// The requests: campaign's name, and when the new person is invited (unset where nobody is).
    pub requests: Vec<(String, Option<i64>)>,
    /// Whether an invitation waits for working hours.
    pub later: bool,
}

/// Draws what a changed address would do.
fn moved(t: T, m: &Moved) -> AnyView {
    let who = |address: &str| match address {
        "" => t.get("desk.moved.nobody").to_owned(),
        known => known.to_owned(),
    };
    let (old, new) = (who(&m.old), who(&m.new));
    let rows: Vec<_> = m
        .requests
        .iter()
        .map(|(campaign, at)| {
            let ends = t.fmt("desk.moved.ends", &[("old", &old)]);
            let then = match at {
                Some(at) => {
                    view! { <p>{t.fmt("desk.moved.invited", &[("new", &new)])}" "{when(*at)}</p> }.into_any()
                }
                None => view! { <p>{t.get("desk.moved.not_invited")}</p> }.into_any(),
            };
            view! { <li class="query"><strong>{campaign.clone()}</strong><p>{ends}</p>{then}</li> }
        })
        .collect();
    view! {
        <section class="panel panel-ours" id="moved" aria-labelledby="moved-title">
            <h2 id="moved-title">{t.get("desk.moved.title")}</h2>
            <p>{t.get("desk.moved.lead")}</p>
            <ul class="lines">{rows}</ul>
        </section>
    }
    .into_any()
}

impl Page for EditSupplier {
    fn draw(&self, t: T, _: &Frame) -> AnyView {
        let p = self;
        let f = &p.form;
        let (title, action, back) = if p.id.is_empty() {
            (t.get("desk.suppliers.add"), routes::new_supplier(), routes::suppliers())
        } else {
            let own = routes::supplier(&p.id);
            (t.get("desk.supplier.edit"), routes::edit_supplier(&p.id), own)
        };
        let relations = ["direct", "contract_manufacturer", "indirect"]
            .map(|k| (k.to_owned(), parts::relationship(t, k)))
            .to_vec();
        // A wish for a language that the portal does not speak yet is kept.
        let languages = domain::text::TEMPLATE_LANGUAGES
            .iter()
            .map(|(code, name)| {
                let spoken = domain::text::pick_language(code);
                let known = code.starts_with(spoken);
                let label = if known {
                    (*name).to_owned()
                } else {
                    t.fmt("desk.supplier.language_later", &[("name", name)])
                };
                ((*code).to_owned(), label)
            })
            .collect();
        let above = Some((routes::suppliers(), t.get("desk.suppliers.title").to_owned()));
        let confirmed = p.moved.as_ref().map(|m| {
            view! { <input type="hidden" name="confirmed" value=format!("{} > {}", m.old, m.new) /> }
        });
        let save = match &p.moved {
            None => view! { <Submit label=t.get("desk.save") rank=Rank::First /> }.into_any(),
            Some(m) => {
                let now = m.later.then(|| {
                    view! { <button class="button" type="submit" name="when" value="now">{t.get("desk.moved.now")}</button> }
                });
                view! {
                    <button class="button button-first" type="submit" name="when" value="hours">{t.get("desk.moved.save")}</button>
                    {now}
                }
                .into_any()
            }
        };
        view! {
            <PageHead title=title above />
            <ErrorSummary title=t.get("desk.form.wrong") errors=f.errors.clone() />
            {p.moved.as_ref().map(|m| moved(t, m))}
            <form method="post" action=action class="form panel">
                <input type="hidden" name="version" value=f.get("version").to_owned() />
                {confirmed}
                <Field control=f.at("name") label=t.get("desk.supplier.name") required=true />
                <Field control=f.at("reference") label=t.get("desk.supplier.reference") hint=t.get("desk.supplier.reference_hint") short=true />
                <Choice control=f.at("relationship") label=t.get("desk.supplier.relationship") choices=relations />
                <Field control=f.at("via") label=t.get("desk.supplier.via") hint=t.get("desk.supplier.via_hint") />
                <Field control=f.at("contact_name") label=t.get("desk.supplier.contact") />
                <Field control=f.at("email") label=t.get("desk.supplier.email") hint=t.get("desk.supplier.email_hint") kind="email" />
                <Choice control=f.at("language") label=t.get("desk.supplier.language") hint=t.get("desk.supplier.language_hint") choices=languages />
                <Field control=f.at("country") label=t.get("desk.supplier.country") hint=t.get("desk.supplier.country_hint") short=true />
                <Field control=f.at("spend_share") label=t.get("desk.supplier.spend") hint=t.get("desk.supplier.spend_hint") short=true />
                <TextArea control=f.at("parts") label=t.get("desk.supplier.parts") rows=2 />
                <div class="form-acts">
                    {save}
                    <ButtonLink href=back label=t.get("desk.cancel") />
                </div>
            </form>
        }
        .into_any()
    }
}
