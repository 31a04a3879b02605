//! What matching says of a smelter's name, and the form by which the team decides what it means.
//! Links and forms alone: the server draws them, no module links them.

use super::{routes, texts};
use crate::ui::Submit;
use domain::text::joined;
use leptos::prelude::*;

/// A name that the lists do not name for sure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameMatch {
    /// Tells its controls from those of other names on the page.
    pub id: String,
    /// The key of the metal; blank where nothing can be decided, because metal or name is missing.
    pub metal: String,
    pub name: String,
    /// How sure the match is, in words.
    pub band: String,
    /// What is to be said of the row itself.
    pub notes: Vec<String>,
    /// Who may be meant, best first.
    pub candidates: Vec<CandidateView>,
    /// Whether the team has decided already.
    pub decided: bool,
    /// A number that was typed here and is no smelter's; blank otherwise.
    pub typed: String,
    /// The decision that another one would take the place of; blank where none stands.
    pub replaces: String,
}

/// A smelter that may be meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CandidateView {
    pub cid: String,
    /// Its standard name.
    pub name: String,
    /// Where it stands.
    pub country: String,
    /// How well it fits, of 100.
    pub score: u64,
    /// What speaks for it.
    pub pro: Vec<String>,
    /// What speaks against it.
    pub contra: Vec<String>,
}

/// Where to come back to after deciding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Back {
    pub page: String,
    /// The place on it; blank for its beginning.
    pub place: String,
}

impl NameMatch {
    /// How sure the match is, and the likeliest smelter where there is one.
    pub(super) fn in_short(&self) -> String {
        let likeliest = self.candidates.first().map_or(String::new(), |c| {
            let args = [("name", &c.name as &str), ("cid", &c.cid), ("n", &c.score.to_string())];
            texts().fmt("smelters.name_match.likeliest", &args)
        });
        joined(&self.band, &likeliest)
    }
}

/// What matching says: a form where a way back is given, something can be decided, and nothing is yet.
#[component]
pub(super) fn Match(
    /// The name.
    name_match: NameMatch,
    /// The way back of the form.
    back: Option<Back>,
) -> impl IntoView {
    let notes =
        name_match.notes.iter().map(|note| view! { <p class="minor">{note.clone()}</p> }).collect_view();
    let band = name_match.band.clone();
    let rest = match back.filter(|_| !name_match.decided && !name_match.metal.is_empty()) {
        Some(back) => {
            let typed = name_match.typed.clone();
            let wrong = (!typed.is_empty()).then(|| texts().get("desk.said.not_smelter").to_owned());
            view! { <DecisionForm name_match back typed wrong /> }.into_any()
        }
        None => view! { <Candidates candidates=name_match.candidates /> }.into_any(),
    };
    view! {
        <div class="name-match"><p class="name-match-band"><span class="tag">{band}</span></p>{notes}{rest}</div>
    }
}

/// The same for a row of a declaration: in a line what is known, behind it the reasons and the form.
#[component]
pub(super) fn RowMatch(
    /// The name.
    name_match: NameMatch,
    /// The way back of the form.
    back: Option<Back>,
) -> impl IntoView {
    if name_match.decided {
        return view! { <Match name_match back=None /> }.into_any();
    }
    let (open, in_short) = (!name_match.typed.is_empty(), name_match.in_short());
    view! {
        <details open=open>
            <summary>{texts().get("smelters.name_match.smelter")}" "{in_short}</summary>
            <Match name_match back />
        </details>
    }
    .into_any()
}

#[component]
fn Candidates(candidates: Vec<CandidateView>) -> impl IntoView {
    (!candidates.is_empty()).then(|| {
        let items = candidates.into_iter().map(|candidate| {
            view! { <li><CandidateName candidate=candidate.clone() /><Reasons candidate /></li> }
        });
        view! { <ul class="name-match-list">{items.collect_view()}</ul> }
    })
}

#[component]
fn CandidateName(candidate: CandidateView) -> impl IntoView {
    let score = texts().fmt("smelters.name_match.score", &[("n", &candidate.score.to_string())]);
    let facts = [candidate.cid, candidate.country, score].into_iter().filter(|fact| !fact.is_empty());
    let facts = facts.collect::<Vec<_>>().join(" · ");
    view! { <span class="name-match-name">{candidate.name}</span>" "<span class="minor">{facts}</span> }
}

/// What speaks for a smelter, and what against it.
#[component]
fn Reasons(candidate: CandidateView) -> impl IntoView {
    let sentences = |all: Vec<String>| all.iter().fold(String::new(), |text, next| joined(&text, next));
    let pro = (!candidate.pro.is_empty()).then(|| view! { <p class="minor">{sentences(candidate.pro)}</p> });
    let contra = (!candidate.contra.is_empty()).then(|| {
        view! {
            <p class="minor name-match-against">
                <strong>{texts().get("smelters.name_match.against")}</strong>" "{sentences(candidate.contra)}
            </p>
        }
    });
    view! { {pro}{contra} }
}

/// The form: one of the candidates, another number, or none.
#[component]
pub(super) fn DecisionForm(
    /// The name.
    name_match: NameMatch,
    /// The way back.
    back: Back,
    /// What was typed for the number.
    #[prop(optional)]
    typed: String,
    /// What is wrong with that.
    #[prop(optional_no_strip)]
    wrong: Option<String>,
) -> impl IntoView {
    let t = texts();
    let NameMatch { id, metal, name, candidates, replaces, .. } = name_match;
    let candidates = candidates.into_iter().enumerate().map(|(i, candidate)| {
        let own = format!("{id}-{i}");
        view! {
            <Pick id=own.clone() value=candidate.cid.clone()>
                <label for=own><CandidateName candidate=candidate.clone() /></label>
                <Reasons candidate />
            </Pick>
        }
    });
    let candidates = candidates.collect_view();
    let (other, none, note) = (format!("{id}-99"), format!("{id}-98"), format!("{id}-note"));
    view! {
        <form method="post" action=routes::decisions() class="name-match-form">
            <input type="hidden" name="metal" value=metal />
            <input type="hidden" name="name" value=name.clone() />
            <input type="hidden" name="replaces" value=replaces />
            <input type="hidden" name="back" value=back.page />
            <input type="hidden" name="place" value=back.place />
            <fieldset>
                <legend>{t.fmt("smelters.name_match.which", &[("name", &name)])}</legend>
                {candidates}
                <Pick id=other.clone() value="other" checked=!typed.is_empty()>
                    <label for=other>{t.get("smelters.name_match.other")}</label>
                    <OtherNumber id=format!("{id}-cid") typed wrong />
                </Pick>
                <Pick id=none.clone() value="none"><label for=none>{t.get("smelters.name_match.none")}</label></Pick>
            </fieldset>
            <div class="name-match-end">
                <label for=note.clone()>{t.get("smelters.name_match.note")}</label>
                <input id=note name="note" autocomplete="off" maxlength="500" />
                <Submit label=t.get("smelters.name_match.decide") />
            </div>
        </form>
    }
}

/// What may be chosen, with what is said of it.
#[component]
fn Pick(
    id: String,
    #[prop(into)] value: String,
    #[prop(optional)] checked: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="name-match-pick">
            <input type="radio" id=id name="choice" value=value required=true checked=checked />
            <div>{children()}</div>
        </div>
    }
}

/// A number that is none of the candidates'.
#[component]
fn OtherNumber(id: String, typed: String, wrong: Option<String>) -> impl IntoView {
    let error = format!("{id}-error");
    let invalid = wrong.is_some().then_some("true");
    let described = wrong.is_some().then(|| error.clone());
    view! {
        {wrong.map(|wrong| view! { <p class="wrong" id=error>{wrong}</p> })}
        <input id=id name="cid" class="name-match-cid" value=typed autocomplete="off" maxlength="40"
            aria-label=texts().get("smelters.name_match.cid") aria-invalid=invalid aria-describedby=described />
    }
}
