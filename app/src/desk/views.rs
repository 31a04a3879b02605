//! Views of lists under a name: where they are renamed and removed.

use super::{BoundForm, DeskPage, frame, routes, texts};
use crate::ui::{EmptyState, ErrorSummary, PageHead, Panel, PostButton, Question, Rank, Submit};
use leptos::prelude::*;

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Views {
    pub own: Vec<ViewLine>,
    pub team: Vec<ViewLine>,
    /// What was sent and not taken.
    pub form: BoundForm,
}

/// A view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewLine {
    pub id: String,
    pub name: String,
    /// The list, in words.
    pub list: String,
    pub href: String,
    /// Who saved it.
    pub by: String,
}

impl DeskPage for Views {
    fn view(self) -> AnyView {
        view! { <ViewsPage page=self /> }.into_any()
    }
}

#[component]
fn ViewsPage(page: Views) -> impl IntoView {
    let t = texts();
    let Views { own, team, form } = page;
    let may = frame().can_write();
    view! {
        <PageHead title=t.get("desk.view.title") />
        <ErrorSummary title=t.get("desk.form.wrong") errors=form.errors />
        <p class="lead">{t.get("desk.view.lead")}</p>
        <Panel id="own" title=t.get("desk.view.own")><Lines lines=own may=true /></Panel>
        <Panel id="team" title=t.get("desk.view.teams")><Lines lines=team may /></Panel>
    }
}

#[component]
fn Lines(lines: Vec<ViewLine>, may: bool) -> impl IntoView {
    if lines.is_empty() {
        return view! { <EmptyState text=texts().get("desk.view.none") /> }.into_any();
    }
    let lines = lines.into_iter().map(|line| view! { <Line line may /> });
    view! { <ul class="lines">{lines.collect_view()}</ul> }.into_any()
}

#[component]
fn Line(line: ViewLine, may: bool) -> impl IntoView {
    let t = texts();
    let about = match line.by.is_empty() {
        true => line.list,
        false => format!("{} · {}", line.list, line.by),
    };
    let acts = may.then(|| {
        let control = format!("name-{}", line.id);
        let ask = Question::new(t.fmt("desk.view.remove_ask", &[("name", &line.name)]), t.get("desk.cancel"));
        view! {
            <details class="rename-view">
                <summary>{t.get("desk.view.rename")}<span class="unseen">" "{line.name.clone()}</span></summary>
                <form class="in-row" method="post" action=routes::rename_view(&line.id)>
                    <label class="unseen" for=control.clone()>{t.get("desk.view.name")}</label>
                    <input id=control name="name" value=line.name.clone() required=true maxlength="60" autocomplete="off" />
                    <Submit label=t.get("desk.save") />
                </form>
            </details>
            <PostButton to=routes::remove_view(&line.id) label=t.get("desk.view.remove") rank=Rank::Secondary ask />
        }
    });
    view! {
        <li class="line view-line">
            <a href=line.href>{line.name}</a><span class="minor">{about}</span>{acts}
        </li>
    }
}
