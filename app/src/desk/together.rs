//! One act on many requests, as a job: how far it is, and what came of it.

use super::job::{JobProgress, OpenJob};
use super::parts::{counted, number};
use super::{DeskPage, frame, routes, texts};
use crate::islands::LocalTime;
use crate::ui::{Link, PageHead, Panel, PostButton, Question, Rank};
use domain::Instant;
use leptos::prelude::*;

/// A job as lists name it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TogetherLine {
    pub href: String,
    /// What it does to how many.
    pub title: String,
    /// When it was started.
    pub at: Instant,
    /// By whom.
    pub by: String,
    /// How far it is, while it is not over.
    pub open: Option<OpenJob>,
}

/// One that was left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftLine {
    pub href: String,
    pub supplier: String,
    /// Why, in words.
    pub why: String,
}

/// A job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TogetherPage {
    pub id: String,
    pub head: TogetherLine,
    /// What came of it so far, a sentence each.
    pub told: Vec<String>,
    /// What is asked, by language.
    pub asks: Vec<(String, String)>,
    /// Those that were left: the first of them.
    pub left: Vec<LeftLine>,
    /// How many more there are.
    pub more: u64,
    /// Whether it ends behind what is under way.
    pub stopping: bool,
    /// How many can be taken back.
    pub undo: Option<u64>,
    /// The job that it takes back.
    pub of: Option<String>,
    /// The list that they were chosen from.
    pub list: Link,
}

impl DeskPage for TogetherPage {
    fn view(self) -> AnyView {
        view! { <Together page=self /> }.into_any()
    }
}

#[component]
fn Together(page: TogetherPage) -> impl IntoView {
    let t = texts();
    let may = frame().can_write();
    let told = page.told.into_iter().map(|said| view! { <li>{said}</li> }).collect_view();
    let over = page.head.open.is_none();
    let progress = page.head.open.map(|job| {
        let stop = (may && !page.stopping).then(|| {
            view! { <PostButton to=routes::stop_together(&page.id) label=t.get("desk.together.stop") rank=Rank::Secondary /> }
        });
        view! {
            <JobProgress text=t.get(if page.stopping { "desk.together.stopping" } else { "desk.together.goes_on" }) job />
            <p class="form-acts"><a class="button button-primary" href=page.head.href.clone()>{t.get("desk.together.look_again")}</a>{stop}</p>
        }
    });
    let undo = page.undo.filter(|_| may).map(|n| {
        let ask = Question::new(counted(t, "desk.together.undo_ask", n), t.get("desk.cancel"));
        view! {
            <div class="form-acts">
                <PostButton to=routes::undo_together(&page.id) label=counted(t, "desk.together.undo", n) rank=Rank::Secondary ask />
                <span class="minor">{t.get("desk.together.undo_hint")}</span>
            </div>
        }
    });
    let asks = page.asks.into_iter();
    let asks = asks.map(|(lang, text)| view! { <p class="query-text" lang=lang>{text}</p> }).collect_view();
    let of = page.of.map(|href| view! { <p><a href=href>{t.get("desk.together.of")}</a></p> });
    let lines =
        page.left.into_iter().map(|it| view! { <li><a href=it.href>{it.supplier}</a>": "{it.why}</li> });
    let lines: Vec<_> = lines.collect();
    let left = (!lines.is_empty()).then(|| {
        let more =
            (page.more > 0).then(|| view! { <li>{t.fmt("desk.more", &[("n", &number(page.more))])}</li> });
        view! {
            <Panel id="left" title=t.get("desk.together.left")>
                <ul class="left-lines">{lines}{more}</ul>
            </Panel>
        }
    });
    let title = if over { "desk.together.result" } else { "desk.together.so_far" };
    view! {
        <PageHead title=page.head.title above=page.list />
        <p class="minor">{page.head.by}" · "<LocalTime at=page.head.at /></p>
        {progress}
        <Panel id="result" title=t.get(title)>
            {asks}
            <ul>{told}</ul>
            {of}{undo}
        </Panel>
        {left}
    }
}

/// Jobs, each with the way to it; how far those are that go on.
#[component]
pub fn TogetherLines(jobs: Vec<TogetherLine>) -> impl IntoView {
    let line = |it: TogetherLine| {
        let open = it.open.map(|job| {
            let args = [("done", number(job.done)), ("total", number(job.total))];
            let args = args.each_ref().map(|(name, n)| (*name, n.as_str()));
            format!(" · {}", texts().fmt("desk.job.done_of", &args))
        });
        view! { <li><a href=it.href>{it.title}</a><span class="minor">" · "{it.by}" · "<LocalTime at=it.at />{open}</span></li> }
    };
    view! { <ul class="together-lines">{jobs.into_iter().map(line).collect_view()}</ul> }
}
