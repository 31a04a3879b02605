//! Findings in lists: where, what, why, what to do. A line is data first, so that it is drawn anew when it says something
//! else, and else stays as it is.

use crate::kit::words::beside;
use crate::supplier::action::Action;
use crate::supplier::form::{Form, severity_key, use_form};
use crate::supplier::model::Step;
use domain::draft::why_path;
use domain::{Finding, Location, Severity};
use leptos::prelude::*;

/// Most findings that a list names before it counts the rest.
pub const MOST: usize = 60;
/// Most rows that a line names.
const NAMED: usize = 12;

/// A link to the control that a location names.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Place {
    href: String,
    to: String,
    text: String,
}

impl Place {
    /// The link to a location, by its name or by another text.
    pub fn of(form: Form, location: &Location, text: String) -> Place {
        let path = form.path(form.step_of(location));
        let to = location.id();
        let href = match location {
            Location::Row { row, .. } => format!("{path}?row={}", row.0),
            _ => format!("{path}#{to}"),
        };
        Place { href, to, text }
    }
}

#[component]
pub fn Go(place: Place) -> impl IntoView {
    view! { <a href=place.href data-action=Action::Go.key() data-to=place.to>{place.text}</a> }
}

/// A finding in a list; equal ones are said once.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Line {
    severity: &'static str,
    place: Place,
    says: String,
    why: Option<String>,
    /// The other rows.
    others: Vec<Place>,
    /// How many rows are not named.
    more: usize,
}

impl Line {
    /// What is said of a group of equal findings; `full` says why it matters, too.
    pub fn of(form: Form, group: &[&Finding], full: bool) -> Line {
        let finding = group[0];
        let what = form.with(|d| {
            let all = if group.len() > 1 { finding.group(&d.texts, group.len()) } else { None };
            all.unwrap_or_else(|| finding.what(&d.texts))
        });
        let (todo, why) = form.with(|d| (finding.todo(&d.texts), finding.why(&d.texts)));
        let others = group[1..].iter().take(NAMED).map(|finding| {
            let row = match &finding.location {
                Location::Row { table, row, .. } => form.row_number(*table, *row).to_string(),
                _ => String::new(),
            };
            Place::of(form, &finding.location, row)
        });
        Line {
            severity: severity_key(finding.severity),
            place: Place::of(form, &finding.location, form.place(&finding.location)),
            says: beside(&what, &todo),
            why: full.then_some(why),
            others: others.collect(),
            more: group.len().saturating_sub(1 + NAMED),
        }
    }
}

/// Draws a line; what may be done about it stands in it.
#[component]
pub fn FindingLine(line: Line, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    let form = use_form();
    let others = (!line.others.is_empty()).then(|| {
        let links = line.others.into_iter().map(|place| view! { " " <Go place /> }).collect_view();
        let more =
            (line.more > 0).then(|| view! { " " {form.tf("answer.more", &[("n", &line.more.to_string())])} });
        view! { <span class="others">{form.t("answer.same_rows")} {links} {more}</span> }
    });
    view! {
        <li data-status=line.severity>
            <Go place=line.place />
            " "
            <span>{line.says}</span>
            {others}
            {line.why.map(|why| view! { <span class="why">{why}</span> })}
            {children.map(|children| children())}
        </li>
    }
}

/// How many are not named.
#[component]
pub fn Rest(count: Memo<usize>) -> impl IntoView {
    let form = use_form();
    let more = move || form.tf("answer.more", &[("n", &count.get().saturating_sub(MOST).to_string())]);
    view! { <p {..crate::kit::text::text(more)} class="quiet" hidden=move || count.get() <= MOST /> }
}

/// The key of the explanation that a group of warnings asks for.
pub fn explained_by(form: Form, group: &[&Finding]) -> String {
    let shared = group[0].group_key().filter(|key| {
        group.len() > 1 || form.with(|d| d.draft.explanations.get(key).is_some_and(|t| !t.trim().is_empty()))
    });
    shared.unwrap_or_else(|| group[0].key())
}

/// One press that says why all of a group are right.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Keep {
    name: String,
    value: String,
    path: String,
    label: String,
}

impl Keep {
    /// For a group, where there is a sentence for it.
    pub fn of(form: Form, group: &[&Finding], step: Step) -> Option<Keep> {
        let explained = group.iter().all(|f| form.is_explained(f));
        if group[0].severity != Severity::Warning || explained {
            return None;
        }
        let value = form.text(&["rule.", &group[0].code, ".keep"].concat())?;
        let label = match group.len() {
            1 => form.t("answer.keep.one"),
            n => form.tf("answer.keep.all", &[("n", &n.to_string())]),
        };
        let name = why_path(&explained_by(form, group));
        Some(Keep { name, value, path: form.path(step), label })
    }
}

#[component]
pub fn KeepButton(keep: Keep) -> impl IntoView {
    view! {
        <button
            class="button small"
            form="form"
            data-action=Action::Write.key()
            name=keep.name
            value=keep.value
            formaction=keep.path
        >
            {keep.label}
        </button>
    }
}
