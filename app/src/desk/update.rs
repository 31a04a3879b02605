//! The update to senior management: one page that prints, the words that go with its figures, and the mail.

use super::form::BoundForm;
use super::{DeskPage, frame, routes, texts};
use crate::ui::{Control, ErrorSummary, Lines, Link, PageHead, Panel, Rank, Submit, TextArea};
use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpdatePage {
    pub id: String,
    /// The version that was seen.
    pub version: i64,
    /// The pictures that it stands beside, and what they are of.
    pub above: Link,
    pub company: String,
    /// What it tells of, and as of when.
    pub source: String,
    /// With what it is compared.
    pub against: String,
    pub parts: Vec<UpdatePart>,
    /// Who signed it and when; blank for a draft.
    pub signed: String,
    /// The members of the team: identifier, name, whether ticked.
    pub team: Vec<(String, String, bool)>,
    /// The words, or the addresses, as they were sent.
    pub form: BoundForm,
}

/// A part of it: figures and words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpdatePart {
    /// Its name among the words.
    pub key: &'static str,
    pub title: String,
    pub lines: Vec<UpdateLine>,
    /// What the operator says.
    pub words: String,
}

/// A figure now and last time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpdateLine {
    pub name: String,
    pub now: String,
    pub then: String,
    pub difference: String,
}

impl DeskPage for UpdatePage {
    fn view(self) -> AnyView {
        view! { <OneUpdate page=self /> }.into_any()
    }
}

#[component]
fn OneUpdate(page: UpdatePage) -> impl IntoView {
    let t = texts();
    let write = frame().can_manage();
    let draft = page.signed.is_empty();
    let words = (write && draft).then(|| {
        view! { <WordsForm id=page.id.clone() version=page.version parts=page.parts.clone() form=page.form.clone() /> }
    });
    let mail = (write && !draft).then(|| {
        view! { <MailForm id=page.id.clone() team=page.team.clone() form=page.form.clone() /> }
    });
    let errors = page.form.errors.clone();
    let errors =
        (!errors.is_empty()).then(|| view! { <ErrorSummary title=t.get("desk.form.wrong") errors /> });
    view! {
        <div class="no-print"><PageHead title=t.get("update.title") above=page.above.clone() /></div>
        {errors}
        <Sheet page />
        {words}{mail}
    }
}

/// The page that is printed.
#[component]
fn Sheet(page: UpdatePage) -> impl IntoView {
    let t = texts();
    let against = match page.against.is_empty() {
        true => t.get("update.against_none").to_owned(),
        false => t.fmt("update.against", &[("name", &page.against)]),
    };
    let signed = if page.signed.is_empty() { t.get("update.unsigned").to_owned() } else { page.signed };
    // Where there was no last time, nothing is said of it; the heads are seen once.
    let compared = !page.against.is_empty();
    let parts = page.parts.into_iter().enumerate();
    let parts = parts.map(|(at, part)| view! { <Part part compared headed=at == 0 /> }).collect_view();
    view! {
        <article class="panel update-sheet" aria-labelledby="update-title">
            <header>
                <p class="minor">{page.company}</p>
                <h2 id="update-title">{t.get("update.title")}</h2>
                <p>{page.source}</p>
                <p class="minor">{against}</p>
            </header>
            {parts}
            <p class="update-signed">{signed}</p>
            <p class="minor no-print">{t.get("update.print_hint")}</p>
        </article>
    }
}

#[component]
fn Part(
    part: UpdatePart,
    /// Whether there was a last time.
    compared: bool,
    /// Whether its heads are seen.
    headed: bool,
) -> impl IntoView {
    let t = texts();
    let row = |it: UpdateLine| {
        view! {
            <tr>
                <th scope="row">{it.name}</th>
                <td class="update-now">{it.now}</td>
                {compared.then(|| view! { <td>{it.then}</td><td>{it.difference}</td> })}
            </tr>
        }
    };
    let table = (!part.lines.is_empty()).then(|| {
        let heads = ["update.figure", "update.now", "update.then", "update.difference"];
        let heads = heads.iter().take(if compared { 4 } else { 2 });
        let head = (!headed || !compared).then_some("unseen");
        let heads = heads.map(|key| view! { <th scope="col">{t.get(key)}</th> }).collect_view();
        view! {
            <table>
                <caption class="unseen">{part.title.clone()}</caption>
                <colgroup><col class="update-name" /></colgroup>
                <thead class=head><tr>{heads}</tr></thead>
                <tbody>{part.lines.into_iter().map(row).collect_view()}</tbody>
            </table>
        }
    });
    let words = part.words.split('\n').map(str::trim).filter(|line| !line.is_empty());
    let words = words.map(|line| view! { <p class="update-words">{line.to_owned()}</p> }).collect_view();
    // A part without figures and words says nothing.
    let shown = table.is_some() || !part.words.trim().is_empty();
    shown.then(|| view! { <section><h3>{part.title}</h3>{table}{words}</section> })
}

#[component]
fn WordsForm(id: String, version: i64, parts: Vec<UpdatePart>, form: BoundForm) -> impl IntoView {
    let t = texts();
    let field = |part: UpdatePart| {
        let label = t.fmt("update.words_of", &[("part", &part.title)]);
        view! { <TextArea control=form.at(part.key) label rows=2 /> }
    };
    view! {
        <form class="panel form no-print" method="post" action=routes::update(&id)>
            <h2>{t.get("update.write")}</h2>
            <p class="hint">{t.get("update.words_hint")}</p>
            <input type="hidden" name="version" value=version.to_string() />
            {parts.into_iter().map(field).collect_view()}
            <p class="hint">{t.get("update.sign_hint")}</p>
            <div class="form-acts">
                <Submit label=t.get("update.save") rank=Rank::Primary says=("act", "save") />
                <Submit label=t.get("update.sign") says=("act", "sign") />
            </div>
        </form>
    }
}

#[component]
fn MailForm(id: String, team: Vec<(String, String, bool)>, form: BoundForm) -> impl IntoView {
    let t = texts();
    let tick = |(id, name, checked): (String, String, bool)| {
        view! { <label class="tick"><input type="checkbox" name="members" value=id checked=checked />{name}</label> }
    };
    let control: Control = form.at("to");
    let error = control.error.clone().map(|text| view! { <p class="error" id="to-error">{text}</p> });
    let described = error.is_some().then(|| "to-error".to_owned());
    view! {
        <div class="no-print">
            <Panel id="mail" title=t.get("update.mail")>
                <p class="hint">{t.get("update.mail_hint")}</p>
                <form class="form" method="post" action=routes::mail_update(&id)>
                    <fieldset class="ticks">
                        <legend>{t.get("update.mail_team")}</legend>
                        {team.into_iter().map(tick).collect_view()}
                    </fieldset>
                    <div>
                        <label for="to">{t.get("update.mail_to")}</label>
                        {error}
                        <Lines control rows=3 described />
                    </div>
                    <div class="form-acts"><Submit label=t.get("update.mail_go") rank=Rank::Primary /></div>
                </form>
            </Panel>
        </div>
    }
}
