//! The company's product lines: the list, one line, and what a table of them would do.

use crate::desk::form::BoundForm;
use crate::desk::parts::{More, Paging};
use crate::desk::{DeskPage, frame, routes, texts};
use crate::ui::{
    ButtonLink, Choice, DataTable, EmptyState, ErrorSummary, Fact, Field, FileField, Link, PageHead, Pager,
    Panel, PostButton, Question, Range, Rank, SelectOption, Submit, TableColumn, TableRow, TextArea,
};
use leptos::prelude::*;

/// A product line in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductRow {
    /// Its place among all.
    pub at: usize,
    pub number: String,
    pub name: String,
    /// The metals that it needs, in words.
    pub metals: String,
    /// How many suppliers serve it.
    pub suppliers: u64,
}

/// The list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Products {
    /// What is searched for.
    pub search: BoundForm,
    pub rows: Vec<ProductRow>,
    pub range: Range,
    pub paging: Paging,
    /// The upload.
    pub upload: BoundForm,
}

/// What is said of a metal in a product line: its key and name in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnNeed {
    pub metal: String,
    pub name: String,
}

/// A product line as a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductPage {
    /// Its place among all; none for a new one.
    pub at: Option<usize>,
    pub title: String,
    pub metals: Vec<OwnNeed>,
    pub form: BoundForm,
}

/// What a table of products would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductImport {
    pub id: String,
    /// The file's name.
    pub file: String,
    pub version: i64,
    pub same: u64,
    /// Lines that are new: number and name.
    pub new: Vec<String>,
    pub more_new: u64,
    /// Lines that change: what, from, to.
    pub changed: Vec<[String; 3]>,
    pub more_changed: u64,
    /// What is wrong, as sentences.
    pub problems: Vec<String>,
    pub more_problems: u64,
    /// In how many rows they are.
    pub wrong_rows: u64,
    /// Headers that nobody knows.
    pub unknown: String,
}

impl DeskPage for Products {
    fn view(self) -> AnyView {
        view! { <ProductList page=self /> }.into_any()
    }
}

impl DeskPage for ProductPage {
    fn view(self) -> AnyView {
        view! { <OneProduct page=self /> }.into_any()
    }
}

impl DeskPage for ProductImport {
    fn view(self) -> AnyView {
        view! { <Preview page=self /> }.into_any()
    }
}

#[component]
fn ProductList(page: Products) -> impl IntoView {
    let t = texts();
    let above = Link::new(routes::own_data(), t.get("desk.report.own"));
    let columns = vec![
        TableColumn::new(t.get("desk.own.name")),
        TableColumn::new(t.get("desk.own.number")),
        TableColumn::new(t.get("desk.own.metals")),
        TableColumn::new(t.get("desk.own.suppliers")).number(true),
    ];
    let row = |it: ProductRow| {
        let name = if it.name.is_empty() { it.number.clone() } else { it.name };
        TableRow::new(vec![
            view! { <a href=routes::own_product(&it.at.to_string())>{name}</a> }.into_any(),
            it.number.into_any(),
            it.metals.into_any(),
            it.suppliers.to_string().into_any(),
        ])
    };
    let list = match page.rows.is_empty() {
        true => view! { <EmptyState text=t.get("desk.own.no_products") /> }.into_any(),
        false => {
            let rows = page.rows.into_iter().map(row).collect();
            let [previous, next] = page.paging.named();
            view! {
                <DataTable caption=t.get("desk.own.lines") columns rows wrap=true />
                <Pager label=t.get("desk.page.label") range=crate::desk::parts::range(t, &page.range) previous next />
            }
            .into_any()
        }
    };
    let writes = frame().can_manage();
    let acts = writes.then(|| {
        view! { <ButtonLink href=routes::new_own_product() label=t.get("desk.own.add_line") rank=Rank::Primary /> }
    });
    let upload = writes.then(|| {
        view! {
            <Panel id="upload" title=t.get("desk.own.import")>
                <ErrorSummary title=t.get("desk.form.wrong") errors=page.upload.errors.clone() />
                <form method="post" action=routes::import_own_products() enctype="multipart/form-data" class="form">
                    <FileField label=t.get("desk.refs.file") hint=t.get("desk.own.import_hint") accept=".csv,.txt,.xlsx,.xls" />
                    <div class="form-acts"><Submit label=t.get("desk.refs.look") rank=Rank::Primary /></div>
                </form>
            </Panel>
        }
    });
    view! {
        <PageHead title=t.get("desk.own.lines") above>{acts}</PageHead>
        <p class="hint">{t.get("desk.own.lines_hint")}</p>
        <form method="get" action=routes::own_products() class="form">
            <Field control=page.search.at("q") label=t.get("desk.own.search") kind="search" />
            <div class="form-acts">
                <Submit label=t.get("desk.refs.find") />
                <ButtonLink href=routes::own_products_csv() label=t.get("desk.own.file") />
            </div>
        </form>
        {list}
        {upload}
    }
}

#[component]
fn OneProduct(page: ProductPage) -> impl IntoView {
    let t = texts();
    let above = Link::new(routes::own_products(), t.get("desk.own.lines"));
    let form = page.form;
    let write = frame().can_manage();
    let (action, remove) = match page.at {
        None => (routes::new_own_product(), None),
        Some(at) => {
            let at = at.to_string();
            let ask =
                Question::new(t.fmt("desk.own.remove_ask", &[("name", &page.title)]), t.get("desk.cancel"));
            let fields = vec![("version", form.get("version").to_owned())];
            let to = routes::remove_own_product(&at);
            let remove = write.then(|| {
                view! { <PostButton to label=t.get("desk.own.remove") rank=Rank::Secondary ask fields /> }
            });
            (routes::own_product(&at), remove)
        }
    };
    let metals = page.metals.into_iter().map(|metal| view! { <Metal metal form=form.clone() /> });
    let acts = write.then(|| {
        view! { <div class="form-acts"><Submit label=t.get("desk.own.save") rank=Rank::Primary /></div> }
    });
    let title = if page.title.is_empty() { t.get("desk.own.new_line").to_owned() } else { page.title };
    let fields = view! {
        <ErrorSummary title=t.get("desk.form.wrong") errors=form.errors.clone() />
        <input type="hidden" name="version" value=form.get("version").to_owned() />
        <Field control=form.at("number") label=t.get("desk.own.number") short=true required=true />
        <Field control=form.at("name") label=t.get("desk.own.name") />
        <Field control=form.at("requester_number") label=t.get("desk.own.requester_number") hint=t.get("desk.own.requester_hint") short=true />
        <Field control=form.at("requester_name") label=t.get("desk.own.requester_name") />
        <div class="own-metals">{metals.collect_view()}</div>
        <TextArea control=form.at("suppliers") label=t.get("desk.own.suppliers") hint=t.get("desk.own.suppliers_hint") rows=6 />
        {acts}
    };
    // Whoever only reads gets nothing that is sent, not even by the key Enter.
    let form = match write {
        true => view! { <form method="post" action=action class="form panel">{fields}</form> }.into_any(),
        false => view! { <div class="form panel">{fields}</div> }.into_any(),
    };
    view! { <PageHead title above>{remove}</PageHead>{form} }
}

#[component]
fn Metal(metal: OwnNeed, form: BoundForm) -> impl IntoView {
    let t = texts();
    let at = |name: &str| form.at(&format!("{}.{name}", metal.metal));
    let necessary = [
        ("", "desk.own.not_looked_at"),
        ("none", "desk.own.not_necessary"),
        ("function", "desk.own.function"),
        ("production", "desk.own.production"),
        ("both", "desk.own.both"),
    ]
    .map(|(value, key)| SelectOption::new(value, t.get(key)))
    .to_vec();
    let remains =
        [("", "desk.own.not_looked_at"), ("yes", "desk.own.remains"), ("no", "desk.own.remains_not")]
            .map(|(value, key)| SelectOption::new(value, t.get(key)))
            .to_vec();
    view! {
        <fieldset class="own-metal">
            <legend>{metal.name.clone()}</legend>
            <Choice control=at("to") label=t.get("desk.own.to") choices=necessary />
            <Choice control=at("remains") label=t.get("desk.own.remains_label") choices=remains />
            <Field control=at("why") label=t.get("desk.own.why") />
        </fieldset>
    }
}

/// Sentences under a heading, where there are any.
#[component]
fn Lines(id: &'static str, title: &'static str, lines: Vec<String>, more: u64) -> impl IntoView {
    (!lines.is_empty()).then(|| {
        let lines = lines.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
        view! { <Panel id title><ul>{lines}</ul><More n=more /></Panel> }
    })
}

#[component]
fn Preview(page: ProductImport) -> impl IntoView {
    let t = texts();
    let above = Link::new(routes::own_products(), t.get("desk.own.lines"));
    let does_something = frame().can_manage() && !(page.new.is_empty() && page.changed.is_empty());
    let counts = [
        ("desk.own.import_new", page.new.len() as u64 + page.more_new),
        ("desk.own.import_changed", page.changed.len() as u64 + page.more_changed),
        ("desk.own.import_same", page.same),
        ("desk.own.import_wrong", page.wrong_rows),
    ];
    let counts = counts.map(|(key, n)| view! { <Fact label=t.get(key) value=n.to_string() /> });
    let unknown = (!page.unknown.is_empty()).then(
        || view! { <p class="notice">{t.fmt("desk.own.import_unknown", &[("columns", &page.unknown)])}</p> },
    );
    let changed = page.changed.into_iter().map(|[what, from, to]| format!("{what}: {from} → {to}")).collect();
    let confirm = match does_something {
        false => view! { <p>{t.get("desk.own.import_nothing")}</p> }.into_any(),
        true => view! {
            <form method="post" action=routes::import_own_preview(&page.id)>
                <input type="hidden" name="version" value=page.version.to_string() />
                <div class="form-acts">
                    <Submit label=t.get("desk.own.import_go") rank=Rank::Primary />
                    <ButtonLink href=routes::own_products() label=t.get("desk.cancel") />
                </div>
            </form>
        }
        .into_any(),
    };
    view! {
        <PageHead title=page.file above />
        <p class="hint">{t.get("desk.own.import_keeps")}</p>
        {unknown}
        <Panel id="counts" title=t.get("desk.own.import_does")>
            <dl class="facts">{counts.into_iter().collect_view()}</dl>
            {confirm}
        </Panel>
        <Lines id="problems" title=t.get("desk.own.import_wrong") lines=page.problems more=page.more_problems />
        <Lines id="changed" title=t.get("desk.own.import_changed") lines=changed more=page.more_changed />
        <Lines id="new" title=t.get("desk.own.import_new") lines=page.new more=page.more_new />
    }
}
