//! Smelter lists: those in use beside those that were, and what was true of a smelter on a day.

use super::form::Form;
use super::mapping::Mapping;
use super::parts::{number, when};
use super::settings::tabs;
use super::{Frame, Page, T};
use crate::desk::routes;
use crate::ui::{
    Badge, ButtonLink, Choice, Column, EmptyState, ErrorSummary, Fact, Field, FileField, PageHead, Rank, Row,
    Submit, Table, Tone,
};
use leptos::prelude::*;

/// A list, without its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListLine {
    pub id: String,
    /// What kind it is, in words.
    pub kind: String,
    pub as_of: String,
    /// Where it came from.
    pub source: String,
    /// Its terms.
    pub licence: String,
    /// Smelters or revisions in it.
    pub size: u64,
    /// Rows left out or taken with a doubt.
    pub noise: u64,
    /// When it was imported.
    pub imported_at: i64,
    /// By whom.
    pub by: String,
    /// When and why it was retired.
    pub retired: Option<(i64, String)>,
    /// How many declarations are judged otherwise since it came or went.
    pub touched: u64,
    /// The first of them: request, supplier, findings more and fewer.
    pub touched_first: Vec<(String, String, i64, i64)>,
}

/// A smelter that a search found: number, metal, name, country, and whether it was in the list on that day.
pub type Found = (String, String, String, String, bool);

/// The page of the lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lists {
    /// The lists, the youngest first.
    pub lists: Vec<ListLine>,
    /// The search: `q` and `day`.
    pub search: Form,
    /// What it found; unset where nothing was searched for.
    pub found: Option<Vec<Found>>,
    /// The upload.
    pub form: Form,
}

impl Page for Lists {
    fn draw(&self, t: T, frame: &Frame) -> AnyView {
        let p = self;
        let (here, gone): (Vec<_>, Vec<_>) = p.lists.iter().partition(|l| l.retired.is_none());
        let admin = frame.is_admin();
        let empty = here.is_empty().then(|| view! { <EmptyState text=t.get("desk.refs.none") /> }.into_any());
        let in_use = (!here.is_empty()).then(|| lines(t, t.get("desk.refs.list"), &here, admin));
        let retired = (!gone.is_empty()).then(|| {
            view! {
                <section class="panel" aria-labelledby="retired">
                    <h2 id="retired">{t.get("desk.refs.retired")}</h2>
                    {lines(t, t.get("desk.refs.retired"), &gone, false)}
                </section>
            }
        });
        let upload = admin.then(|| {
            view! {
                <section class="panel" aria-labelledby="upload">
                    <h2 id="upload">{t.get("desk.refs.upload")}</h2>
                    <ErrorSummary title=t.get("desk.form.wrong") errors=p.form.errors.clone() />
                    <form method="post" action=routes::references() enctype="multipart/form-data" class="form">
                        <FileField label=t.get("desk.refs.file") hint=t.get("desk.refs.upload_hint") accept=".csv,.txt,.xlsx,.xls,.xml" />
                        <div class="form-acts">
                            <Submit label=t.get("desk.refs.look") rank=Rank::First />
                        </div>
                    </form>
                </section>
            }
        });
        view! {
            {tabs(t, "references")}
            <section class="panel" aria-labelledby="list">
                <h2 id="list">{t.get("desk.refs.list")}</h2>
                <p class="hint">{t.get("desk.refs.hint")}</p>
                {empty}{in_use}
            </section>
            {search(t, p)}
            {upload}
            {retired}
        }
        .into_any()
    }
}

fn lines(t: T, caption: &str, lists: &[&ListLine], admin: bool) -> AnyView {
    let columns = [
        "desk.refs.kind",
        "desk.refs.day",
        "desk.refs.source",
        "desk.refs.size",
        "desk.refs.remarks",
        "desk.refs.imported",
    ];
    let columns = columns
        .map(|key| Column::new(t.get(key)).number(matches!(key, "desk.refs.size" | "desk.refs.remarks")));
    let rows = lists.iter().map(|l| line(t, l, admin)).collect();
    view! { <Table caption=caption.to_owned() columns=columns.to_vec() rows wrap=true /> }.into_any()
}

fn line(t: T, l: &ListLine, admin: bool) -> Row {
    let noise = (l.noise > 0).then(|| view! { <a href=routes::list(&l.id)>{number(l.noise)}</a> });
    let licence = (!l.licence.is_empty())
        .then(|| view! { <p class="minor">{t.get("desk.refs.licence")}": "{l.licence.clone()}</p> });
    let retired = l.retired.clone().map(|(at, why)| {
        view! { <p class="minor">{t.get("desk.refs.retired_on")}" "{when(at)}": "{why}</p> }
    });
    let retire = admin.then(|| {
        let name = format!("why-{}", l.id);
        view! {
            <details class="reasoned">
                <summary>{t.get("desk.refs.retire")}</summary>
                <form method="post" action=routes::retire_list(&l.id)>
                    <label for=name.clone()>{t.get("desk.act.reason")}</label>
                    <input id=name.clone() name="why" required=true maxlength="500" autocomplete="off" />
                    <Submit label=t.get("desk.refs.retire") rank=Rank::Grave />
                </form>
            </details>
        }
    });
    let below = (licence.is_some() || retired.is_some() || retire.is_some() || l.touched > 0).then(|| {
        view! { {licence}{retired}<div class="row-details">{touched(t, l)}{retire}</div> }.into_any()
    });
    let cells = vec![
        l.kind.clone().into_any(),
        view! { <time>{l.as_of.clone()}</time> }.into_any(),
        l.source.clone().into_any(),
        number(l.size).into_any(),
        noise.into_any(),
        view! { {when(l.imported_at)}<span class="minor">{l.by.clone()}</span> }.into_any(),
    ];
    Row::new(cells).below(below)
}

/// Which declarations the list touched.
fn touched(t: T, l: &ListLine) -> AnyView {
    if l.touched == 0 {
        return ().into_any();
    }
    let rows: Vec<_> = l
        .touched_first
        .iter()
        .map(|(request, supplier, more, fewer)| {
            let args = [("more", more.to_string()), ("fewer", fewer.to_string())];
            let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
            let text = t.fmt("desk.refs.touched_one", &args);
            view! {
                <li class="line">
                    <a href=routes::request(request)>{supplier.clone()}</a><span class="minor">{text}</span>
                </li>
            }
        })
        .collect();
    let rest = l.touched.saturating_sub(l.touched_first.len() as u64);
    let rest =
        (rest > 0).then(|| view! { <p class="minor">{t.fmt("desk.more", &[("n", &number(rest))])}</p> });
    view! {
        <details>
            <summary>{t.fmt("desk.refs.touched", &[("n", &number(l.touched))])}</summary>
            <ul class="lines">{rows}</ul>
            {rest}
        </details>
    }
    .into_any()
}

fn search(t: T, p: &Lists) -> AnyView {
    let day = p.search.get("day").to_owned();
    let found = p.found.as_ref().map(|found| {
        if found.is_empty() {
            return view! { <EmptyState text=t.get("desk.refs.not_found") /> }.into_any();
        }
        let columns = ["desk.refs.name", "desk.refs.cid", "desk.refs.metal", "desk.refs.country"];
        let columns = columns.map(|key| Column::new(t.get(key))).to_vec();
        let row = |(cid, metal, name, country, listed): &Found| {
            let gone = (!listed).then(|| view! { " "<Badge text=t.get("desk.refs.not_listed") tone=Tone::Idle /> });
            let name = view! { <a href=routes::with(routes::smelter(cid), &[("day", &day)])>{name.clone()}</a>{gone} };
            let others = [cid, metal, country].map(|text| text.clone().into_any());
            Row::new(std::iter::once(name.into_any()).chain(others).collect())
        };
        let rows = found.iter().map(row).collect();
        view! { <Table caption=t.get("desk.refs.search") columns rows /> }.into_any()
    });
    view! {
        <section class="panel" aria-labelledby="search">
            <h2 id="search">{t.get("desk.refs.search")}</h2>
            <p class="hint">{t.get("desk.refs.search_hint")}</p>
            <form method="get" action=routes::references() class="form">
                <Field control=p.search.at("q") label=t.get("desk.refs.query") required=true />
                <Field control=p.search.at("day") label=t.get("desk.refs.day") kind="date" short=true />
                <div class="form-acts"><Submit label=t.get("desk.refs.find") /></div>
            </form>
            {found}
        </section>
    }
    .into_any()
}

/// What an upload would bring, or what a stored list was imported with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListImport {
    /// The upload; blank for a list that is stored.
    pub id: String,
    /// The file's or the list's name.
    pub name: String,
    /// The columns of the file: header, what it is taken for (blank when ignored), a few of its values.
    pub columns: Vec<(String, String, Vec<String>)>,
    /// What a column may mean: key and words.
    pub meanings: Vec<(String, String)>,
    /// What a list may be: key and words.
    pub kinds: Vec<(String, String)>,
    /// What is said of the list: `kind`, `as_of`, `source`, `licence`.
    pub form: Form,
    /// Counts: words and number.
    pub counts: Vec<(String, u64)>,
    /// What was wrong, row by row, as sentences.
    pub noise: Vec<String>,
    /// Sentences beyond those.
    pub more_noise: u64,
    /// The first smelters: number, metal, name, country.
    pub first: Vec<(String, String, String, String)>,
    /// Columns that are missing, in words.
    pub missing: Vec<String>,
    /// Whether the same list is there already.
    pub same: bool,
}

impl Page for ListImport {
    fn draw(&self, t: T, _: &Frame) -> AnyView {
        let p = self;
        let above = Some((routes::references(), t.get("desk.settings.references").to_owned()));
        let counts: Vec<_> = p
            .counts
            .iter()
            .map(|(label, n)| view! { <Fact label=label value=number(*n) /> }.into_any())
            .collect();
        let missing = (!p.missing.is_empty()).then(|| {
            let columns = p.missing.join(", ");
            view! { <p class="notice notice-bad" role="alert">{t.fmt("desk.refs.missing", &[("columns", &columns)])}</p> }
        });
        let same = p.same.then(|| view! { <p class="notice">{t.get("desk.refs.same")}</p> });
        let first: Vec<_> = p
            .first
            .iter()
            .map(|(cid, metal, name, country)| {
                view! { <li class="line"><span>{name.clone()}</span><span class="minor">{format!("{cid} · {metal} · {country}")}</span></li> }
            })
            .collect();
        let first = (!first.is_empty()).then(|| {
            view! {
                <section class="panel" aria-labelledby="first">
                    <h2 id="first">{t.get("desk.refs.first")}</h2>
                    <ul class="lines lines-many">{first}</ul>
                </section>
            }
        });
        let noise: Vec<_> = p.noise.iter().map(|line| view! { <li>{line.clone()}</li> }).collect();
        let noise = (!noise.is_empty()).then(|| {
            let more = (p.more_noise > 0).then(
                || view! { <p class="minor">{t.fmt("desk.more", &[("n", &number(p.more_noise))])}</p> },
            );
            view! {
                <section class="panel" aria-labelledby="noise">
                    <h2 id="noise">{t.get("desk.refs.noise")}</h2>
                    <ul>{noise}</ul>
                    {more}
                </section>
            }
        });
        let brings = (!counts.is_empty()).then(|| {
            view! {
                <section class="panel" aria-labelledby="brings">
                    <h2 id="brings">{t.get("desk.refs.brings")}</h2>
                    <dl class="facts">{counts}</dl>
                </section>
            }
        });
        view! {
            <PageHead title=p.name.clone() above />
            {missing}{same}
            {(!p.id.is_empty()).then(|| about(t, p))}
            {brings}
            {noise}
            {first}
        }
        .into_any()
    }
}

/// What the list is and what its columns mean, in one form: looking again changes nothing, the other button stores it.
fn about(t: T, p: &ListImport) -> AnyView {
    let f = &p.form;
    let own = routes::import_list(&p.id);
    view! {
        <form method="post" action=own class="form panel">
            <ErrorSummary title=t.get("desk.form.wrong") errors=f.errors.clone() />
            <Choice control=f.at("kind") label=t.get("desk.refs.kind") required=true choices=p.kinds.clone() />
            <Field control=f.at("as_of") label=t.get("desk.refs.as_of") hint=t.get("desk.refs.as_of_hint") required=true kind="date" short=true />
            <Field control=f.at("source") label=t.get("desk.refs.source") hint=t.get("desk.refs.source_hint") required=true />
            <Field control=f.at("licence") label=t.get("desk.refs.licence") hint=t.get("desk.refs.licence_hint") />
            <Mapping t=t columns=p.columns.clone() meanings=p.meanings.clone() />
            <div class="form-acts">
                <Submit label=t.get("desk.refs.go") rank=Rank::First />
                <button class="button" type="submit" formmethod="get" formnovalidate=true>{t.get("desk.import.again")}</button>
                <ButtonLink href=routes::references() label=t.get("desk.cancel") />
            </div>
        </form>
    }
    .into_any()
}

/// What was true of a smelter on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SmelterPage {
    pub cid: String,
    /// Its name on that day.
    pub name: String,
    /// Facts: words and text.
    pub facts: Vec<(String, String)>,
    /// Other names.
    pub names: Vec<String>,
    /// The day, as a form.
    pub form: Form,
    /// Smelters that took its place.
    pub successors: Vec<String>,
    /// The lists that this rests on, as sentences.
    pub evidence: Vec<String>,
    /// What was revised: day and sentence.
    pub revisions: Vec<(String, String)>,
}

impl Page for SmelterPage {
    fn draw(&self, t: T, _: &Frame) -> AnyView {
        let p = self;
        let above = Some((routes::references(), t.get("desk.settings.references").to_owned()));
        let facts: Vec<_> = p
            .facts
            .iter()
            .map(|(label, text)| view! { <Fact label=label value=text.clone() /> }.into_any())
            .collect();
        let day = p.form.get("day").to_owned();
        let successors: Vec<_> = p
            .successors
            .iter()
            .map(|cid| view! { <li><a href=routes::with(routes::smelter(cid), &[("day", &day)])>{cid.clone()}</a></li> })
            .collect();
        let part = |id: &'static str, title: &str, items: Vec<AnyView>| {
            (!items.is_empty()).then(|| {
                view! {
                    <section class="panel" aria-labelledby=id>
                        <h2 id=id>{title.to_owned()}</h2>
                        <ul>{items}</ul>
                    </section>
                }
            })
        };
        let items = |all: &[String]| {
            all.iter().map(|s| view! { <li>{s.clone()}</li> }.into_any()).collect::<Vec<_>>()
        };
        let revisions = p
            .revisions
            .iter()
            .map(|(day, text)| view! { <li>{day.clone()}" · "{text.clone()}</li> }.into_any());
        view! {
            <PageHead title={format!("{} · {}", p.cid, p.name)} above />
            <section class="panel" aria-labelledby="standing">
                <h2 id="standing">{t.fmt("desk.refs.standing", &[("day", &day)])}</h2>
                <dl class="facts">{facts}</dl>
                {(!successors.is_empty()).then(|| view! { <p>{t.get("desk.refs.successors")}</p><ul>{successors}</ul> })}
                <form method="get" action=routes::smelter(&p.cid) class="form">
                    <Field control=p.form.at("day") label=t.get("desk.refs.day") kind="date" short=true />
                    <div class="form-acts"><Submit label=t.get("desk.refs.on_day") /></div>
                </form>
            </section>
            {part("evidence", t.get("desk.refs.evidence"), items(&p.evidence))}
            {part("revisions", t.get("desk.refs.revisions"), revisions.collect())}
            {part("names", t.get("desk.refs.names"), items(&p.names))}
        }
        .into_any()
    }
}
