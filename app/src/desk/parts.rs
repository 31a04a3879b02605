//! What many pages of the desk say alike: states, roles, times, counts, the way through a list, the log.

use super::T;
use crate::desk::routes;
use crate::islands::LocalTime;
use crate::ui::{Badge, ButtonLink, Column, EmptyState, Range, Row, Table, Tone};
use leptos::prelude::*;

/// A request's state, as a word with a mark whose shape differs as well as its colour.
pub fn state(t: T, key: &str) -> AnyView {
    view! { <Badge text=t.get(state_key(key)) tone=tone(key) /> }.into_any()
}

/// The text key of a state.
pub fn state_key(key: &str) -> &'static str {
    match key {
        "planned" => "state.planned",
        "invited" => "state.invited",
        "opened" => "state.opened",
        "started" => "state.started",
        "submitted" => "state.submitted",
        "in_review" => "state.in_review",
        "sent_back" => "state.sent_back",
        "resubmitted" => "state.resubmitted",
        "accepted" => "state.accepted",
        "rejected" => "state.rejected",
        "declined" => "state.declined",
        "out_of_scope" => "state.out_of_scope",
        "withdrawn" => "state.withdrawn",
        _ => "state.overdue",
    }
}

/// The tone in which a state is drawn.
pub fn tone(state: &str) -> Tone {
    match state {
        "invited" | "opened" | "started" => Tone::Waiting,
        "submitted" | "in_review" | "resubmitted" => Tone::Ours,
        "sent_back" => Tone::Back,
        "accepted" => Tone::Good,
        "rejected" | "declined" | "overdue" => Tone::Bad,
        _ => Tone::Idle,
    }
}

/// The name of a role.
pub fn role(t: T, key: &str) -> String {
    let key = match key {
        "administrator" => "desk.role.administrator",
        "reviewer" => "desk.role.reviewer",
        _ => "desk.role.viewer",
    };
    t.get(key).to_owned()
}

/// The name of a relationship.
pub fn relationship(t: T, key: &str) -> String {
    let key = match key {
        "contract_manufacturer" => "desk.relationship.contract_manufacturer",
        "indirect" => "desk.relationship.indirect",
        _ => "desk.relationship.direct",
    };
    t.get(key).to_owned()
}

/// A language by the name that its speakers use.
pub fn language(code: &str) -> String {
    let known = domain::text::TEMPLATE_LANGUAGES.iter().find(|(c, _)| *c == code);
    known.map_or(code, |(_, name)| name).to_owned()
}

/// A point in time: in UTC as it is drawn, in the reader's own time once scripts run.
pub fn when(at: i64) -> AnyView {
    view! { <LocalTime at /> }.into_any()
}

/// A point in time, or a dash.
pub fn when_or_dash(at: Option<i64>) -> AnyView {
    at.map_or_else(|| view! { <span>"–"</span> }.into_any(), when)
}

/// A text, or a dash where there is none.
pub fn or_dash(text: &str) -> String {
    if text.is_empty() { "–".to_owned() } else { text.to_owned() }
}

/// A count with its thousands kept apart.
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// Where a list goes on, and back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paging {
    /// Address of the page before, where there is one.
    pub previous: Option<String>,
    /// Address of the next page, where there is one.
    pub next: Option<String>,
}

impl Paging {
    /// The way through a list by the number of its page, and which rows page `at` of `of` rows shows.
    pub fn numbered(base: &str, at: usize, rows: usize, of: usize) -> (Range, Paging) {
        let last = of.div_ceil(rows).max(1);
        let at = at.clamp(1, last);
        let page = |n: usize| {
            routes::with(base, &[("page", if n == 1 { String::new() } else { n.to_string() }.as_str())])
        };
        let range = Range {
            from: ((at - 1) * rows + 1).min(of) as u64,
            to: (at * rows).min(of) as u64,
            of: Some(of as u64),
        };
        (range, Paging { previous: (at > 1).then(|| page(at - 1)), next: (at < last).then(|| page(at + 1)) })
    }
}

/// A sentence about a number: one of its own for one, where the language has one.
pub fn counted(t: T, key: &str, n: u64) -> String {
    let one = format!("{key}_one");
    let key = if n == 1 && t.has(&one) { &one } else { key };
    t.fmt(key, &[("n", &number(n))])
}

/// Which rows are shown, as a sentence.
pub fn range(t: T, range: &Range) -> String {
    let args = [("from", number(range.from)), ("to", number(range.to))];
    let [from, to] = args.each_ref().map(|(name, n)| (*name, n.as_str()));
    match range.of {
        Some(of) => t.fmt("desk.list.range", &[from, to, ("of", &number(of))]),
        None => t.fmt("desk.list.range_open", &[from, to]),
    }
}

/// Draws the way through a list.
pub fn paging(t: T, p: &Paging) -> AnyView {
    if p.previous.is_none() && p.next.is_none() {
        return ().into_any();
    }
    let link = |href: &Option<String>, key| {
        href.clone().map(|href| view! { <ButtonLink href label=t.get(key) /> }.into_any())
    };
    let (previous, next) = (link(&p.previous, "desk.page.previous"), link(&p.next, "desk.page.next"));
    view! { <nav class="paging" aria-label=t.get("desk.page.label")>{previous}{next}</nav> }.into_any()
}

/// An entry of the log as pages show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogLine {
    pub seq: i64,
    pub at: i64,
    /// Who, as a name.
    pub actor: String,
    /// What, as a sentence or, where there is none, its key.
    pub action: String,
    /// To what, by its name; blank where the page is about it.
    pub object: String,
    /// Where that is.
    pub href: Option<String>,
    pub changes: Vec<LogChange>,
    /// What else was noted.
    pub note: String,
    /// The beginning of its hash.
    pub hash: String,
}

/// A value that an act changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogChange {
    pub field: String,
    /// What it was; blank for something new.
    pub from: String,
    pub to: String,
}

/// To what it was done.
fn log_object(l: &LogLine) -> AnyView {
    let name = l.object.clone();
    match l.href.clone() {
        _ if name.is_empty() => ().into_any(),
        Some(href) => view! { ": "<a href=href>{name}</a> }.into_any(),
        None => view! { ": "{name} }.into_any(),
    }
}

/// What an act changed, as words: `E-mail: a@x.example → b@x.example`.
fn log_changes(l: &LogLine) -> Vec<String> {
    let said = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
    let change = |c: &LogChange| match c.from.is_empty() {
        true => format!("{}: {}", c.field, said(&c.to)),
        false => format!("{}: {} → {}", c.field, c.from, said(&c.to)),
    };
    let note = Some(l.note.clone()).filter(|note| !note.is_empty());
    l.changes.iter().map(change).chain(note).collect()
}

fn log_change_list(l: &LogLine) -> AnyView {
    let all: Vec<_> = log_changes(l).into_iter().map(|text| view! { <li>{text}</li> }).collect();
    (!all.is_empty()).then(|| view! { <ul class="log-changes">{all}</ul> }).into_any()
}

/// Draws log entries as a table.
pub fn log_table(t: T, lines: &[LogLine]) -> AnyView {
    if lines.is_empty() {
        return view! { <EmptyState text=t.get("desk.log.none") /> }.into_any();
    }
    let columns = ["desk.log.what", "desk.log.object", "desk.log.changes", "desk.log.who", "desk.log.when"];
    let columns = columns.map(|key| Column::new(t.get(key))).to_vec();
    let row = |l: &LogLine| {
        let object = match l.href.clone() {
            Some(href) => view! { <a href=href>{l.object.clone()}</a> }.into_any(),
            None => l.object.clone().into_any(),
        };
        Row::new(vec![
            l.action.clone().into_any(),
            object,
            log_change_list(l),
            l.actor.clone().into_any(),
            when(l.at),
        ])
    };
    let rows = lines.iter().map(row).collect();
    view! { <Table caption=t.get("desk.log.title") columns rows wrap=true /> }.into_any()
}

/// Draws log entries as a list, newest as given.
pub fn log_lines(t: T, lines: &[LogLine]) -> AnyView {
    if lines.is_empty() {
        return view! { <EmptyState text=t.get("desk.log.none") /> }.into_any();
    }
    let rows: Vec<_> = lines
        .iter()
        .map(|l| {
            view! {
                <li class="log-line">
                    <span class="log-what">{l.action.clone()}{log_object(l)}</span>
                    <span class="log-who">{l.actor.clone()}</span>
                    <span class="log-when">{when(l.at)}</span>
                    {log_change_list(l)}
                </li>
            }
        })
        .collect();
    view! { <ol class="log">{rows}</ol> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_numbered_from_the_first_to_the_last() {
        let (range, paging) = Paging::numbered("/x?q=a", 2, 20, 45);
        assert_eq!(range, Range { from: 21, to: 40, of: Some(45) });
        assert_eq!(paging.previous.as_deref(), Some("/x?q=a"), "the first page is the list itself");
        assert_eq!(paging.next.as_deref(), Some("/x?q=a&page=3"));
        let (range, paging) = Paging::numbered("/x", 9, 20, 45);
        assert_eq!((range.from, range.to, paging.next), (41, 45, None));
        let (range, paging) = Paging::numbered("/x", 1, 20, 0);
        assert_eq!((range.from, range.to, paging), (0, 0, Paging::default()));
    }

    #[test]
    fn thousands_are_kept_apart() {
        assert_eq!(
            [0, 999, 1000, 1_234_567].map(number),
            ["0", "999", "1,000", "1,234,567"].map(String::from)
        );
    }
}
