//! What many pages of the desk say alike: states, roles, times, counts, the way through a list, the log.

use super::terms::{CampaignState, MailState, QueryState, Relationship, Role};
use super::{T, texts};
use crate::desk::routes;
use crate::islands::LocalTime;
use crate::ui::{Badge, ButtonLink, Column, EmptyState, Range, Row, Table, Tone};
use domain::workflow::RequestState;
use leptos::prelude::*;

/// Where a request stands: a word with a mark whose shape differs as well as its colour.
#[component]
pub fn StateBadge(
    /// The state.
    state: RequestState,
) -> impl IntoView {
    view! { <Badge text=texts().get(state_text(state)) tone=state_tone(state) /> }
}

/// The key of the text that names a request's state.
pub fn state_text(state: RequestState) -> &'static str {
    match state {
        RequestState::Planned => "state.planned",
        RequestState::Invited => "state.invited",
        RequestState::Opened => "state.opened",
        RequestState::Started => "state.started",
        RequestState::Submitted => "state.submitted",
        RequestState::InReview => "state.in_review",
        RequestState::SentBack => "state.sent_back",
        RequestState::Resubmitted => "state.resubmitted",
        RequestState::Accepted => "state.accepted",
        RequestState::Rejected => "state.rejected",
        RequestState::Declined => "state.declined",
        RequestState::OutOfScope => "state.out_of_scope",
        RequestState::Withdrawn => "state.withdrawn",
    }
}

/// The tone in which a request's state is drawn.
pub fn state_tone(state: RequestState) -> Tone {
    match state {
        RequestState::Invited | RequestState::Opened | RequestState::Started => Tone::Waiting,
        RequestState::Submitted | RequestState::InReview | RequestState::Resubmitted => Tone::Ours,
        RequestState::SentBack => Tone::Back,
        RequestState::Accepted => Tone::Good,
        RequestState::Rejected | RequestState::Declined => Tone::Bad,
        RequestState::Planned | RequestState::OutOfScope | RequestState::Withdrawn => Tone::Idle,
    }
}

/// Where a campaign stands.
#[component]
pub fn CampaignBadge(
    /// The state.
    state: CampaignState,
) -> impl IntoView {
    let tone = match state {
        CampaignState::Open => Tone::Ours,
        CampaignState::Planned | CampaignState::Closed => Tone::Idle,
    };
    view! { <Badge text=texts().get(state.text_key()) tone /> }
}

/// Where a query stands.
#[component]
pub fn QueryBadge(
    /// The state.
    state: QueryState,
) -> impl IntoView {
    let tone = match state {
        QueryState::Draft => Tone::Idle,
        QueryState::Open => Tone::Waiting,
        QueryState::Answered => Tone::Ours,
        QueryState::Closed => Tone::Good,
    };
    view! { <Badge text=texts().get(state.text_key()) tone /> }
}

/// Where a mail stands.
#[component]
pub fn MailBadge(
    /// The state.
    state: MailState,
) -> impl IntoView {
    let tone = match state {
        MailState::Failed => Tone::Bad,
        MailState::Queued | MailState::Sending | MailState::Sent | MailState::Dropped => Tone::Idle,
    };
    view! { <Badge text=texts().get(state.text_key()) tone /> }
}

/// A request's state by its key, for pages that keep keys.
pub fn state(_: T, key: &str) -> AnyView {
    RequestState::parse(key).map(|state| view! { <StateBadge state /> }).into_any()
}

/// The text key of a state by its key, for pages that keep keys.
pub fn state_key(key: &str) -> &'static str {
    RequestState::parse(key).map_or("state.overdue", state_text)
}

/// The tone of a state by its key, for pages that keep keys.
pub fn tone(key: &str) -> Tone {
    RequestState::parse(key).map_or(Tone::Bad, state_tone)
}

/// The name of a relationship by its key, for pages that keep keys.
pub fn relationship(t: T, key: &str) -> String {
    t.get(Relationship::parse(key).unwrap_or_default().text_key()).to_owned()
}

/// The name of a role by its key, for pages that keep keys.
pub fn role(t: T, key: &str) -> String {
    t.get(Role::parse(key).unwrap_or_default().text_key()).to_owned()
}

/// What goes with a form unseen.
#[component]
pub fn Hidden(
    /// Names and values.
    fields: Vec<(String, String)>,
) -> impl IntoView {
    let field = |(name, value)| view! { <input type="hidden" name=name value=value /> };
    fields.into_iter().map(field).collect_view()
}

/// How many there are beyond those that are listed, where there are any.
#[component]
pub fn More(
    /// How many.
    n: u64,
) -> impl IntoView {
    (n > 0).then(|| view! { <p class="minor">{texts().fmt("desk.more", &[("n", &number(n))])}</p> })
}

/// A language by the name that its speakers use.
pub fn language(code: &str) -> String {
    let known = domain::text::TEMPLATE_LANGUAGES.iter().find(|(c, _)| *c == code);
    known.map_or(code, |(_, name)| name).to_owned()
}

/// A point in time, or a dash where there is none.
#[component]
pub fn TimeOrDash(
    /// Milliseconds since 1970.
    at: Option<i64>,
) -> impl IntoView {
    match at {
        Some(at) => view! { <LocalTime at /> }.into_any(),
        None => view! { <span>"–"</span> }.into_any(),
    }
}

/// A point in time, for pages that are no components yet.
pub fn when(at: i64) -> AnyView {
    view! { <LocalTime at /> }.into_any()
}

/// A point in time or a dash, for pages that are no components yet.
pub fn when_or_dash(at: Option<i64>) -> AnyView {
    view! { <TimeOrDash at /> }.into_any()
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

/// The way to the page before and to the next.
#[component]
pub fn PageLinks(
    /// Where they are.
    paging: Paging,
) -> impl IntoView {
    let t = texts();
    let link = |href: Option<String>, key| href.map(|href| view! { <ButtonLink href label=t.get(key) /> });
    (paging != Paging::default()).then(|| {
        view! {
            <nav class="paging" aria-label=t.get("desk.page.label")>
                {link(paging.previous, "desk.page.previous")}{link(paging.next, "desk.page.next")}
            </nav>
        }
    })
}

/// The way through a list, for pages that are no components yet.
pub fn paging(_: T, p: &Paging) -> AnyView {
    view! { <PageLinks paging=p.clone() /> }.into_any()
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

/// What an act changed, as words: `E-mail: a@x.example → b@x.example`.
#[component]
fn LogChanges(changes: Vec<LogChange>, note: String) -> impl IntoView {
    let change = |c: LogChange| match c.from.is_empty() {
        true => format!("{}: {}", c.field, or_dash(&c.to)),
        false => format!("{}: {} → {}", c.field, c.from, or_dash(&c.to)),
    };
    let note = Some(note).filter(|note| !note.is_empty());
    let all =
        changes.into_iter().map(change).chain(note).map(|text| view! { <li>{text}</li> }).collect_view();
    (!all.is_empty()).then(|| view! { <ul class="log-changes">{all}</ul> })
}

/// Entries of the log as a table.
#[component]
pub fn LogTable(
    /// The entries.
    lines: Vec<LogLine>,
) -> impl IntoView {
    let t = texts();
    if lines.is_empty() {
        return view! { <EmptyState text=t.get("desk.log.none") /> }.into_any();
    }
    let columns = ["desk.log.what", "desk.log.object", "desk.log.changes", "desk.log.who", "desk.log.when"];
    let columns = columns.map(|key| Column::new(t.get(key))).to_vec();
    let row = |l: LogLine| {
        let object = match l.href {
            Some(href) => view! { <a href=href>{l.object}</a> }.into_any(),
            None => l.object.into_any(),
        };
        let changes = view! { <LogChanges changes=l.changes note=l.note /> }.into_any();
        let at = view! { <LocalTime at=l.at /> }.into_any();
        Row::new(vec![l.action.into_any(), object, changes, l.actor.into_any(), at])
    };
    let rows = lines.into_iter().map(row).collect();
    view! { <Table caption=t.get("desk.log.title") columns rows wrap=true /> }.into_any()
}

/// Entries of the log as a list, newest as given.
#[component]
pub fn LogLines(
    /// The entries.
    lines: Vec<LogLine>,
) -> impl IntoView {
    if lines.is_empty() {
        return view! { <EmptyState text=texts().get("desk.log.none") /> }.into_any();
    }
    let lines = lines.into_iter().map(|line| view! { <LogEntry line /> }).collect_view();
    view! { <ol class="log">{lines}</ol> }.into_any()
}

#[component]
fn LogEntry(line: LogLine) -> impl IntoView {
    let name = line.object;
    let object = match line.href {
        _ if name.is_empty() => ().into_any(),
        Some(href) => view! { ": "<a href=href>{name}</a> }.into_any(),
        None => view! { ": "{name} }.into_any(),
    };
    view! {
        <li class="log-line">
            <span class="log-what">{line.action}{object}</span>
            <span class="log-who">{line.actor}</span>
            <span class="log-when"><LocalTime at=line.at /></span>
            <LogChanges changes=line.changes note=line.note />
        </li>
    }
}

/// Entries of the log as a list, for pages that are no components yet.
pub fn log_lines(_: T, lines: &[LogLine]) -> AnyView {
    view! { <LogLines lines=lines.to_vec() /> }.into_any()
}

/// Entries of the log as a table, for pages that are no components yet.
pub fn log_table(_: T, lines: &[LogLine]) -> AnyView {
    view! { <LogTable lines=lines.to_vec() /> }.into_any()
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
