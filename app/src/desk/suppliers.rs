//! Suppliers: the list, one supplier, and adding or changing one by hand.

use super::form::Form;
use super::frame::Frame;
use super::list::{ListColumn, Listed};
use super::mails::{MailRow, mails};
use super::parts::{self, LogLine, log_lines, number, or_dash, when};
use super::{Page, T, list};
use crate::desk::routes;
use crate::ui::{
    Act, ButtonLink, Choice, EmptyState, ErrorSummary, Fact, Field, Flag, PageHead, Question, Rank, Submit,
    Tab, Tabs, TextArea,
};
use leptos::prelude::*;

/// The list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suppliers {
    /// The list as it is looked at: `q`, `retired`, `relationship`, `sort`.
    pub list: Listed,
    /// How many are active and how many retired.
    pub counts: (u64, u64),
    /// The rows of this page.
    pub rows: Vec<SupplierRow>,
    /// Campaigns that may ask more: identifier and name.
    pub campaigns: Vec<(String, String)>,
}

/// The columns of the list.
pub static COLUMNS: [ListColumn<SupplierRow>; 10] = [
    ListColumn::new("name", "desk.supplier.name", |_, r: &SupplierRow| r.get("name").to_owned())
        .sort("", "-name")
        .drawn(|_, r| view! { <a href=routes::supplier(&r.id)>{r.get("name").to_owned()}</a> }.into_any()),
    ListColumn::new("reference", "desk.list.reference", |_, r: &SupplierRow| r.get("reference").to_owned())
        .usual(),
    ListColumn::new("relationship", "desk.supplier.relationship", |t, r: &SupplierRow| {
        r.shown(t, "relationship")
    })
    .usual(),
    ListColumn::new("via", "desk.supplier.via", |_, r: &SupplierRow| r.get("via").to_owned()),
    ListColumn::new("contact", "desk.supplier.contact_name", |_, r: &SupplierRow| {
        r.get("contact_name").to_owned()
    })
    .usual(),
    ListColumn::new("email", "desk.supplier.email", |_, r: &SupplierRow| r.get("email").to_owned())
        .usual()
        .drawn(email),
    ListColumn::new("language", "desk.supplier.language", |_, r: &SupplierRow| r.get("language").to_owned())
        .drawn(|_, r| parts::language(r.get("language")).into_any()),
    ListColumn::new("country", "desk.supplier.country", |_, r: &SupplierRow| r.get("country").to_owned())
        .usual(),
    ListColumn::new("spend", "desk.supplier.spend_share", |_, r: &SupplierRow| {
        r.get("spend_share").to_owned()
    })
    .number(),
    ListColumn::new("parts", "desk.supplier.parts", |_, r: &SupplierRow| r.get("parts").to_owned()),
];

fn email(t: T, r: &SupplierRow) -> AnyView {
    let problem = r.mail_problem.is_some().then(|| view! { <Flag text=t.get("desk.mail.fails_short") /> });
    view! { {problem}{r.get("email").to_owned()} }.into_any()
}

/// The filter by relationship, of a form around it.
pub(crate) fn relationship_filter(t: T, chosen: &str) -> AnyView {
    let options: Vec<_> = ["direct", "contract_manufacturer", "indirect"]
        .into_iter()
        .map(|key| view! { <option value=key selected=key == chosen>{parts::relationship(t, key)}</option> })
        .collect();
    view! {
        <label class="unseen" for="relationship">{t.get("desk.supplier.relationship")}</label>
        <select id="relationship" name="relationship">
            <option value="">{t.get("desk.suppliers.every_relationship")}</option>
            {options}
        </select>
    }
    .into_any()
}

/// The words for a relationship that is filtered by, where one is.
pub(crate) fn related(t: T, key: &str) -> Option<String> {
    (!key.is_empty()).then(|| parts::relationship(t, key))
}

/// A supplier as lists show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupplierRow {
    pub id: String,
    /// What is known of it: column and text, in their order.
    pub columns: Vec<(&'static str, String)>,
    /// Why mail fails for good.
    pub mail_problem: Option<String>,
    /// When it was retired.
    pub retired_at: Option<i64>,
}

impl SupplierRow {
    /// The text of a column.
    pub fn get(&self, column: &str) -> &str {
        self.columns.iter().find(|(key, _)| *key == column).map_or("", |(_, text)| text)
    }

    /// A column's text in the reader's words, or a dash where there is none.
    pub fn shown(&self, t: T, column: &str) -> String {
        match column {
            "relationship" => parts::relationship(t, self.get(column)),
            "language" => parts::language(self.get(column)),
            _ => or_dash(self.get(column)),
        }
    }
}

/// The text key of a column.
pub fn column_key(column: &str) -> String {
    format!("desk.supplier.{column}")
}

impl Page for Suppliers {
    fn draw(&self, t: T, f: &Frame) -> AnyView {
        let p = self;
        let look = &p.list.look;
        let retired = !look.get("retired").is_empty();
        let acts = f.can_write().then(|| {
            view! {
                <ButtonLink href=routes::new_supplier() label=t.get("desk.suppliers.add") />
                <ButtonLink href=routes::import() label=t.get("desk.suppliers.import") rank=Rank::First />
            }
        });
        let tab = |of_retired: bool, label: &str, n: u64| Tab {
            href: routes::with(routes::suppliers(), &[("retired", if of_retired { "1" } else { "" })]),
            label: label.to_owned(),
            count: Some(number(n)),
            current: of_retired == retired,
        };
        let tabs = vec![
            tab(false, t.get("desk.suppliers.active"), p.counts.0),
            tab(true, t.get("desk.suppliers.retired"), p.counts.1),
        ];
        let filters = vec![
            ("q", "desk.list.search", p.list.searched()),
            ("relationship", "desk.supplier.relationship", related(t, look.get("relationship"))),
        ];
        view! {
            <PageHead title=t.get("desk.suppliers.title")>{acts}</PageHead>
            <div class="list-head">
                <Tabs label=t.get("desk.suppliers.title") tabs />
                <form class="filter" method="get" action=routes::suppliers() role="search">
                    {p.list.hidden(&["q", "relationship"])}
                    {relationship_filter(t, look.get("relationship"))}
                    <label class="unseen" for="q">{t.get("desk.suppliers.search")}</label>
                    <input id="q" name="q" type="search" placeholder=t.get("desk.suppliers.search") value=look.get("q").to_owned() />
                    <Submit label=t.get("desk.search") />
                </form>
                {list::column_choice(t, &p.list, &COLUMNS)}
            </div>
            {p.list.filters(t, filters)}
            {table(t, p, f.can_write(), retired)}
        }
        .into_any()
    }
}

fn table(t: T, p: &Suppliers, write: bool, retired: bool) -> AnyView {
    if p.rows.is_empty() {
        let all = p.list.searched().is_none() && p.list.look.get("relationship").is_empty();
        let none = if all { "desk.suppliers.none" } else { "desk.search.none" };
        return view! { <EmptyState text=t.get(none) /> }.into_any();
    }
    let tick: fn(T, &SupplierRow) -> _ = |t, r| list::tick(t, &r.id, r.get("name"));
    let caption = t.get("desk.suppliers.title");
    let table = list::table(t, &p.list, caption, &COLUMNS, &p.rows, write.then_some(tick));
    let table = match write {
        true => list::bulk(t, &p.list, routes::suppliers_bulk(), table, bulk_acts(t, p, retired)),
        false => table,
    };
    view! { {table}{list::pager(t, &p.list)} }.into_any()
}

fn bulk_acts(t: T, p: &Suppliers, retired: bool) -> AnyView {
    if retired {
        return view! { <Submit label=t.get("desk.bulk.restore") says=("act", "restore") /> }.into_any();
    }
    let options: Vec<_> = p
        .campaigns
        .iter()
        .map(|(id, name)| view! { <option value=id.clone()>{name.clone()}</option> })
        .collect();
    let add = (!p.campaigns.is_empty()).then(|| {
        view! {
            <label class="unseen" for="to">{t.get("desk.queue.campaign")}</label>
            <select id="to" name="to">{options}</select>
            <Submit label=t.get("desk.bulk.add") says=("act", "add") />
        }
    });
    view! { {add}<Submit label=t.get("desk.bulk.retire") says=("act", "retire") /> }.into_any()
}

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
    pub log: Vec<LogLine>,
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
                let ask = Question::new(t.fmt("desk.supplier.retire_ask", &[("name", s.get("name"))]), t.get("desk.cancel"));
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
        let facts = s.columns.iter().filter(|(column, _)| *column != "name").map(|(column, _)| {
            view! { <Fact label=t.get(&column_key(column)) value=s.shown(t, column) /> }
        });
        view! {
            <PageHead title=s.get("name").to_owned() above>{acts}</PageHead>
            {gone}{problem}
            <section class="panel" aria-labelledby="about">
                <h2 id="about">{t.get("desk.supplier.about")}</h2>
                <dl class="facts">
                    {facts.collect_view()}
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

/// A supplier to add or to change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditSupplier {
    /// Identifier; empty for a new one.
    pub id: String,
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
                let now = domain::text::LANGUAGES.iter().find(|(known, _)| *known == spoken);
                let label = if *code == spoken {
                    (*name).to_owned()
                } else {
                    let now = now.map_or("", |(_, name)| *name);
                    t.fmt("desk.supplier.language_later", &[("name", name), ("now", now)])
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
                <Field control=f.at("contact_name") label=t.get("desk.supplier.contact_name") />
                <Field control=f.at("email") label=t.get("desk.supplier.email") hint=t.get("desk.supplier.email_hint") kind="email" />
                <Choice control=f.at("language") label=t.get("desk.supplier.language") hint=t.get("desk.supplier.language_hint") choices=languages />
                <Field control=f.at("country") label=t.get("desk.supplier.country") hint=t.get("desk.supplier.country_hint") short=true />
                <Field control=f.at("spend_share") label=t.get("desk.supplier.spend_share") hint=t.get("desk.supplier.spend_share_hint") short=true />
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
