//! Names that are also in a list of sanctions, and what people said of them.

use crate::desk::{frame, routes, texts};
use crate::ui::{Panel, Rank, Submit};
use leptos::prelude::*;

/// A name of the smelter that a list of sanctions has too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScreenedName {
    /// As it is written here.
    pub ours: String,
    /// As the list writes it.
    pub theirs: String,
    /// The list's number of whom that means.
    pub number: String,
    /// The list, as a sentence.
    pub list: String,
    /// What a person said of it, as a sentence; blank where nobody did.
    pub said: String,
}

/// Both spellings, and the question whether the same company is meant.
#[component]
pub fn ScreenedNames(cid: String, names: Vec<ScreenedName>) -> impl IntoView {
    let t = texts();
    let writes = frame().can_write();
    (!names.is_empty()).then(|| {
        let ours = names.iter().any(|name| name.said.is_empty());
        let items = names.into_iter().enumerate().map(|(at, it)| {
            let spelled = t.fmt("desk.smelter.spelled", &[("ours", &it.ours), ("theirs", &it.theirs)]);
            let said = (!it.said.is_empty()).then(|| view! { <p>{it.said.clone()}</p> });
            let form = writes.then(|| view! { <Verdict cid=cid.clone() at name=it.clone() /> });
            view! { <li><p>{spelled}</p><p class="minor">{it.list.clone()}</p>{said}{form}</li> }
        });
        let items = items.collect_view();
        view! {
            <Panel id="sanctions" title=t.get("desk.smelter.sanctions") ours>
                <p class="hint">{t.get("desk.smelter.sanctions_hint")}</p>
                <ul>{items}</ul>
            </Panel>
        }
    })
}

#[component]
fn Verdict(cid: String, at: usize, name: ScreenedName) -> impl IntoView {
    let t = texts();
    let control = format!("note-{at}");
    view! {
        <form method="post" action=routes::screen(&cid)>
            <input type="hidden" name="ours" value=name.ours />
            <input type="hidden" name="number" value=name.number />
            <label for=control.clone()>{t.get("desk.act.reason")}</label>
            <input id=control name="note" required=true maxlength="500" autocomplete="off" />
            <Submit label=t.get("desk.smelter.other") says=("meant", "no") />
            <Submit label=t.get("desk.smelter.same") says=("meant", "yes") rank=Rank::Danger />
        </form>
    }
}
