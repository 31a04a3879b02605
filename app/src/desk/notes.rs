//! Notes of the team about a supplier or a request; no supplier sees them.

use super::parts::number;
use super::{frame, routes, texts};
use crate::islands::LocalTime;
use crate::kit::textarea::LongText;
use crate::ui::{Link, Panel, PostButton, Question, Rank, Submit};
use domain::Instant;
use leptos::prelude::*;

/// The longest note.
const LONGEST: &str = "4000";

/// A note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoteLine {
    pub id: String,
    /// Counts its changes.
    pub version: i64,
    /// Who wrote it, and when.
    pub by: String,
    pub at: Instant,
    /// What it says; blank where it was removed.
    pub text: String,
    /// When it was removed.
    pub removed: Option<Instant>,
    /// What it said before, with when that was written.
    pub earlier: Vec<(Instant, String)>,
    /// Whether the reader wrote it.
    pub own: bool,
    /// The request that it is about, where that is another page.
    pub of: Option<Link>,
}

/// The notes, and the form for another.
#[component]
pub fn Notes(
    notes: Vec<NoteLine>,
    /// Where another is sent.
    #[prop(into)]
    action: String,
    /// Members who can be told.
    members: Vec<String>,
) -> impl IntoView {
    let t = texts();
    let none = notes.is_empty().then(|| view! { <p class="minor">{t.get("desk.notes.none")}</p> });
    let lines = notes.into_iter().map(|note| view! { <OneNote note /> }).collect_view();
    let form = frame().can_write().then(|| {
        let names = members.iter().map(|name| format!("@{name}")).collect::<Vec<_>>().join(", ");
        let attrs = view! { <{..} maxlength=LONGEST required=true aria-describedby="note-hint" /> };
        view! {
            <form class="note-form" method="post" action=action>
                <label for="note">{t.get("desk.notes.new")}</label>
                <p class="hint" id="note-hint">{t.fmt("desk.notes.hint", &[("names", &names)])}</p>
                <LongText id="note".to_owned() name="note".to_owned() value=String::new() rows=3 attrs />
                <Submit label=t.get("desk.notes.add") />
            </form>
        }
    });
    view! {
        <Panel id="notes" title=t.get("desk.notes.title")>
            {none}<ul class="notes">{lines}</ul>{form}
        </Panel>
    }
}

#[component]
fn OneNote(note: NoteLine) -> impl IntoView {
    let t = texts();
    let of = note.of.map(|it| view! { " · "<a href=it.href>{it.label}</a> });
    let head = view! { <p class="note-head"><strong>{note.by}</strong>" "<span class="minor"><LocalTime at=note.at />{of}</span></p> };
    if let Some(at) = note.removed {
        return view! { <li class="note">{head}<p class="minor">{t.get("desk.notes.removed")}" "<LocalTime at /></p></li> }
            .into_any();
    }
    let earlier = (!note.earlier.is_empty()).then(|| {
        let label = t.fmt("desk.notes.earlier", &[("n", &number(note.earlier.len() as u64))]);
        let lines = note.earlier.into_iter().map(|(at, text)| {
            view! { <li><span class="minor"><LocalTime at /></span><p class="query-text">{text}</p></li> }
        });
        view! { <details><summary class="minor">{label}</summary><ul class="notes">{lines.collect_view()}</ul></details> }
    });
    let acts = (note.own && frame().can_write()).then(|| {
        let name = format!("note-{}", note.id);
        let attrs = view! { <{..} maxlength=LONGEST required=true /> };
        let ask = Question::new(t.get("desk.notes.remove_ask"), t.get("desk.cancel"));
        let seen = note.version.to_string();
        let fields = vec![("seen", seen.clone())];
        let to = routes::remove_note(&note.id);
        view! {
            <details class="query-edit">
                <summary class="minor">{t.get("desk.notes.change")}</summary>
                <form method="post" action=routes::note(&note.id)>
                    <label class="unseen" for=name.clone()>{t.get("desk.notes.new")}</label>
                    <input type="hidden" name="seen" value=seen />
                    <input type="hidden" name="field" value=name.clone() />
                    <LongText id=name.clone() name=name value=note.text.clone() rows=3 attrs />
                    <Submit label=t.get("desk.save") />
                </form>
                <PostButton to label=t.get("desk.notes.remove") rank=Rank::Secondary ask fields />
            </details>
        }
    });
    view! { <li class="note" id=format!("n-{}", note.id)>{head}<p class="query-text">{note.text}</p>{earlier}{acts}</li> }
        .into_any()
}

/// A note that names the reader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MentionLine {
    pub note: String,
    /// Where it stands.
    pub href: String,
    pub supplier: String,
    pub by: String,
    pub at: Instant,
    pub text: String,
}

/// Notes that name the reader, until they are marked as seen.
#[component]
pub fn Mentions(mentions: Vec<MentionLine>) -> impl IntoView {
    let t = texts();
    let line = |it: MentionLine| {
        view! {
            <li class="note">
                <p class="note-head"><a href=it.href>{it.supplier}</a>" "<span class="minor">{it.by}" · "<LocalTime at=it.at /></span></p>
                <p class="query-text">{it.text}</p>
                <PostButton to=routes::note_seen(&it.note) label=t.get("desk.notes.seen") rank=Rank::Secondary />
            </li>
        }
    };
    (!mentions.is_empty()).then(|| {
        let lines = mentions.into_iter().map(line).collect_view();
        view! { <Panel id="mentions" title=t.get("desk.notes.mentioned") ours=true><ul class="notes">{lines}</ul></Panel> }
    })
}
