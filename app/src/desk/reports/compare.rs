//! Two texts of a report beside each other: what is gone, what is new, and word by word what was rewritten.

use super::{ReportHead, ReportPart};
use crate::desk::form::BoundForm;
use crate::desk::parts::{More, counted};
use crate::desk::{DeskPage, routes, texts};
use crate::ui::{Choice, Panel, Rank, SelectOption, Submit};
use leptos::prelude::*;

/// Words in a row: in both, in the first alone, in the second alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ComparedWords {
    Same(String),
    Gone(String),
    New(String),
}

/// A block of both texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ComparedBlock {
    /// So many that stand in both.
    Same(u64),
    Words(Vec<ComparedWords>),
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing was asked for yet.
    #[default]
    Nothing,
    /// How many blocks differ, and the first of all blocks.
    Compared { differ: u64, blocks: Vec<ComparedBlock>, more: u64 },
    /// Why it cannot be compared: a key of the texts.
    Cannot(&'static str),
}

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComparePage {
    pub id: String,
    pub name: String,
    /// What can be compared.
    pub sides: Vec<SelectOption>,
    pub outcome: Outcome,
    /// The controls `old` and `new`.
    pub form: BoundForm,
}

impl DeskPage for ComparePage {
    fn view(self) -> AnyView {
        view! { <Compare page=self /> }.into_any()
    }
}

#[component]
fn Compare(page: ComparePage) -> impl IntoView {
    let t = texts();
    let action = routes::report_compare(&page.id);
    view! {
        <ReportHead id=page.id name=page.name open=ReportPart::Filed />
        <Panel id="sides" title=t.get("desk.compare.title")>
            <form method="get" action=action class="form">
                <Choice control=page.form.at("old") label=t.get("desk.compare.old") choices=page.sides.clone() />
                <Choice control=page.form.at("new") label=t.get("desk.compare.new") choices=page.sides />
                <div class="form-acts"><Submit label=t.get("desk.compare.go") rank=Rank::Primary /></div>
            </form>
        </Panel>
        <Came outcome=page.outcome />
    }
}

#[component]
fn Came(outcome: Outcome) -> impl IntoView {
    let t = texts();
    match outcome {
        Outcome::Nothing => ().into_any(),
        Outcome::Cannot(why) => view! { <p class="notice" role="status">{t.get(why)}</p> }.into_any(),
        Outcome::Compared { differ: 0, .. } => {
            view! { <p class="notice notice-good" role="status">{t.get("desk.compare.same")}</p> }.into_any()
        }
        Outcome::Compared { differ, blocks, more } => {
            let text = counted(t, "desk.compare.differ", differ);
            let blocks: Vec<_> = blocks.into_iter().map(|block| view! { <Block block /> }).collect();
            view! {
                <Panel id="differences" title=text>
                    <p class="hint">{t.get("desk.compare.hint")}</p>
                    <ol class="compared">{blocks}</ol>
                    <More n=more />
                </Panel>
            }
            .into_any()
        }
    }
}

#[component]
fn Block(block: ComparedBlock) -> impl IntoView {
    let t = texts();
    let word = |words: ComparedWords| match words {
        ComparedWords::Same(text) => view! { {text}" " }.into_any(),
        ComparedWords::Gone(text) => view! { <del>{text}</del>" " }.into_any(),
        ComparedWords::New(text) => view! { <ins>{text}</ins>" " }.into_any(),
    };
    match block {
        ComparedBlock::Same(n) => {
            view! { <li class="minor">{counted(t, "desk.compare.unchanged", n)}</li> }.into_any()
        }
        ComparedBlock::Words(words) => {
            let words: Vec<_> = words.into_iter().map(word).collect();
            view! { <li>{words}</li> }.into_any()
        }
    }
}
