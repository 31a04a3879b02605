//! What matching says of a smelter's name, and the form by which the team decides what it means.
//! Links and forms alone: the server draws them, no module links them.

use super::T;
use crate::desk::routes;
use crate::ui::Submit;
use domain::text::joined;
use leptos::prelude::*;

/// A name that the lists do not name for sure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Naming {
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

/// Draws what matching says. With `back` (the page and the place on it to come back to), where nothing is decided yet,
/// it is a form.
pub(crate) fn naming(t: T, n: &Naming, back: Option<(String, String)>) -> AnyView {
    let notes: Vec<_> = n.notes.iter().map(|note| view! { <p class="minor">{note.clone()}</p> }).collect();
    let band = view! { <p class="naming-band"><span class="tag">{n.band.clone()}</span></p> };
    match back.filter(|_| !n.decided && !n.metal.is_empty()) {
        Some(back) => {
            let wrong = (!n.typed.is_empty()).then(|| t.get("desk.said.not_smelter").to_owned());
            view! { <div class="naming">{band}{notes}{form(t, n, back, &n.typed, wrong)}</div> }.into_any()
        }
        None => {
            let items: Vec<_> =
                n.candidates.iter().map(|c| view! { <li>{candidate(t, c)}{reasons(t, c)}</li> }).collect();
            let list = (!items.is_empty()).then(|| view! { <ul class="naming-list">{items}</ul> });
            view! { <div class="naming">{band}{notes}{list}</div> }.into_any()
        }
    }
}

impl Naming {
    /// The likeliest smelter in a sentence; blank where there is none.
    pub(crate) fn likeliest(&self, t: T) -> String {
        self.candidates.first().map_or(String::new(), |c| {
            let args = [("name", &c.name as &str), ("cid", &c.cid), ("n", &c.score.to_string())];
            t.fmt("smelters.naming.likeliest", &args)
        })
    }
}

/// The same for a row of a declaration: in a line what is known, behind it the reasons and the form.
pub(crate) fn of_row(t: T, n: &Naming, back: Option<(String, String)>) -> AnyView {
    if n.decided {
        return naming(t, n, None);
    }
    let likeliest = n.likeliest(t);
    view! {
        <details open=!n.typed.is_empty()>
            <summary>{t.get("smelters.naming.smelter")}" "{joined(&n.band, &likeliest)}</summary>
            {naming(t, n, back)}
        </details>
    }
    .into_any()
}

fn candidate(t: T, c: &CandidateView) -> AnyView {
    let score = t.fmt("smelters.naming.score", &[("n", &c.score.to_string())]);
    let facts: Vec<String> =
        [c.cid.clone(), c.country.clone(), score].into_iter().filter(|s| !s.is_empty()).collect();
    view! { <span class="naming-name">{c.name.clone()}</span>" "<span class="minor">{facts.join(" · ")}</span> }
        .into_any()
}

fn sentences(all: &[String]) -> String {
    all.iter().fold(String::new(), |text, next| joined(&text, next))
}

fn reasons(t: T, c: &CandidateView) -> AnyView {
    let pro = (!c.pro.is_empty()).then(|| view! { <p class="minor">{sentences(&c.pro)}</p> });
    let contra = (!c.contra.is_empty()).then(|| {
        view! { <p class="minor naming-against"><strong>{t.get("smelters.naming.against")}</strong>" "{sentences(&c.contra)}</p> }
    });
    view! { {pro}{contra} }.into_any()
}

/// The form: one of the candidates, another number, or none. `typed` and `wrong` are what was typed for the number
/// and what is wrong with it.
pub(crate) fn form(
    t: T,
    n: &Naming,
    (page, place): (String, String),
    typed: &str,
    wrong: Option<String>,
) -> AnyView {
    let radio = |value: &str, i: usize| {
        let id = format!("{}-{i}", n.id);
        view! { <input type="radio" id=id name="choice" value=value.to_owned() required=true checked=i == 99 && !typed.is_empty() /> }
    };
    let candidates: Vec<_> = n
        .candidates
        .iter()
        .enumerate()
        .map(|(i, c)| {
            view! {
                <div class="naming-pick">
                    {radio(&c.cid, i)}
                    <div><label for=format!("{}-{i}", n.id)>{candidate(t, c)}</label>{reasons(t, c)}</div>
                </div>
            }
        })
        .collect();
    let (cid, note) = (format!("{}-cid", n.id), format!("{}-note", n.id));
    let invalid = wrong.is_some().then_some("true");
    let described = wrong.is_some().then(|| format!("{cid}-error"));
    let wrong = wrong.map(|w| view! { <p class="wrong" id=format!("{cid}-error")>{w}</p> });
    view! {
        <form method="post" action=routes::decisions() class="naming-form">
            <input type="hidden" name="metal" value=n.metal.clone() />
            <input type="hidden" name="name" value=n.name.clone() />
            <input type="hidden" name="replaces" value=n.replaces.clone() />
            <input type="hidden" name="back" value=page />
            <input type="hidden" name="place" value=place />
            <fieldset>
                <legend>{t.fmt("smelters.naming.which", &[("name", &n.name)])}</legend>
                {candidates}
                <div class="naming-pick">
                    {radio("other", 99)}
                    <div>
                        <label for=format!("{}-99", n.id)>{t.get("smelters.naming.other")}</label>
                        {wrong}
                        <input id=cid.clone() name="cid" class="naming-cid" value=typed.to_owned() autocomplete="off" maxlength="40"
                            aria-label=t.get("smelters.naming.cid") aria-invalid=invalid aria-describedby=described />
                    </div>
                </div>
                <div class="naming-pick">
                    {radio("none", 98)}
                    <div><label for=format!("{}-98", n.id)>{t.get("smelters.naming.none")}</label></div>
                </div>
            </fieldset>
            <div class="naming-end">
                <label for=note.clone()>{t.get("smelters.naming.note")}</label>
                <input id=note.clone() name="note" autocomplete="off" maxlength="500" />
                <Submit label=t.get("smelters.naming.decide") />
            </div>
        </form>
    }
    .into_any()
}
