//! Adding a supplier by hand, or changing one, and what a changed address would do.

use crate::desk::form::BoundForm;
use crate::desk::{DeskPage, routes, texts};
use crate::islands::LocalTime;
use crate::ui::{
    ButtonLink, Choice, ErrorSummary, Field, Link, PageHead, Panel, Rank, SelectOption, Submit, TextArea,
};
use domain::Instant;
use domain::terms::Relationship;
use leptos::prelude::*;

/// A supplier to add or to change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditSupplier {
    /// Identifier; empty for a new one.
    pub id: String,
    pub form: BoundForm,
    /// What a changed address would do, to be confirmed.
    pub moved: Option<Moved>,
}

/// A changed address: who loses access, and who is invited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// The old address; may be empty.
    pub old: String,
    /// The new address; may be empty.
    pub new: String,
    pub requests: Vec<Handover>,
    /// Whether an invitation waits for working hours.
    pub later: bool,
}

/// A request that goes from the old address to the new one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handover {
    /// The campaign's name.
    pub campaign: String,
    /// When the new person is invited, if anybody is.
    pub invited_at: Option<Instant>,
}

impl DeskPage for EditSupplier {
    fn view(self) -> AnyView {
        view! { <EditSupplierPage page=self /> }.into_any()
    }
}

#[component]
fn EditSupplierPage(page: EditSupplier) -> impl IntoView {
    let t = texts();
    let EditSupplier { id, form, moved } = page;
    let (title, action, back) = if id.is_empty() {
        ("desk.suppliers.add", routes::new_supplier(), routes::suppliers())
    } else {
        ("desk.supplier.edit", routes::edit_supplier(&id), routes::supplier(&id))
    };
    let above = Link::new(routes::suppliers(), t.get("desk.suppliers.title"));
    let errors = form.errors.clone();
    let version = form.get("version").to_owned();
    view! {
        <PageHead title=t.get(title) above />
        <ErrorSummary title=t.get("desk.form.wrong") errors />
        {moved.clone().map(|moved| view! { <MovedPanel moved /> })}
        <form method="post" action=action class="form panel">
            <input type="hidden" name="version" value=version />
            {moved.as_ref().map(|it| {
                view! { <input type="hidden" name="confirmed" value=format!("{} > {}", it.old, it.new) /> }
            })}
            <SupplierFields form />
            <div class="form-acts">
                <Save moved=moved.is_some() later=moved.is_some_and(|it| it.later) />
                <ButtonLink href=back label=t.get("desk.cancel") />
            </div>
        </form>
    }
}

#[component]
fn SupplierFields(form: BoundForm) -> impl IntoView {
    let t = texts();
    let relations = Relationship::ALL.iter().map(|it| SelectOption::new(it.key(), t.get(it.text_key())));
    let relations: Vec<_> = relations.collect();
    view! {
        <Field control=form.at("name") label=t.get("desk.supplier.name") required=true />
        <Field control=form.at("reference") label=t.get("desk.supplier.reference") hint=t.get("desk.supplier.reference_hint") short=true />
        <Choice control=form.at("relationship") label=t.get("desk.supplier.relationship") choices=relations />
        <Field control=form.at("via") label=t.get("desk.supplier.via") hint=t.get("desk.supplier.via_hint") />
        <Field control=form.at("contact_name") label=t.get("desk.supplier.contact_name") />
        <Field control=form.at("email") label=t.get("desk.supplier.email") hint=t.get("desk.supplier.email_hint") kind="email" />
        <Field control=form.at("phone") label=t.get("desk.supplier.phone") kind="tel" />
        <Choice control=form.at("language") label=t.get("desk.supplier.language") hint=t.get("desk.supplier.language_hint") choices=languages() />
        <Field control=form.at("second_name") label=t.get("desk.supplier.second_name") hint=t.get("desk.supplier.second_name_hint") />
        <Field control=form.at("second_email") label=t.get("desk.supplier.second_email") kind="email" />
        <Field control=form.at("second_phone") label=t.get("desk.supplier.second_phone") kind="tel" />
        <Choice control=form.at("second_language") label=t.get("desk.supplier.second_language") choices=other_languages("desk.supplier.language_of_contact") />
        <Field control=form.at("buyer_name") label=t.get("desk.supplier.buyer_name") hint=t.get("desk.supplier.buyer_name_hint") />
        <Field control=form.at("buyer_email") label=t.get("desk.supplier.buyer_email") kind="email" />
        <Field control=form.at("buyer_phone") label=t.get("desk.supplier.buyer_phone") kind="tel" />
        <Choice control=form.at("buyer_language") label=t.get("desk.supplier.buyer_language") choices=other_languages("desk.supplier.language_not_said") />
        <Field control=form.at("country") label=t.get("desk.supplier.country") hint=t.get("desk.supplier.country_hint") short=true />
        <Field control=form.at("spend_share") label=t.get("desk.supplier.spend_share") hint=t.get("desk.supplier.spend_share_hint") short=true />
        <TextArea control=form.at("parts") label=t.get("desk.supplier.parts") rows=2 />
        <Field control=form.at("important") label=t.get("desk.supplier.important") hint=t.get("desk.supplier.important_hint") />
        <Field control=form.at("excluded") label=t.get("desk.supplier.excluded") hint=t.get("desk.supplier.excluded_hint") />
        <Field control=form.at("groups") label=t.get("desk.supplier.groups") hint=t.get("desk.supplier.groups_hint") />
    }
}

/// The languages of the template. A wish for one that the portal does not speak yet is kept.
fn languages() -> Vec<SelectOption> {
    let t = texts();
    let language = |(code, name): &(&str, &str)| {
        let spoken = domain::text::pick_language(code);
        if *code == spoken {
            return SelectOption::new(*code, *name);
        }
        let now = domain::text::LANGUAGES.iter().find(|(known, _)| *known == spoken);
        let now = now.map_or("", |(_, name)| *name);
        let later = t.fmt("desk.supplier.language_later", &[("name", name), ("now", now)]);
        SelectOption::new(*code, later)
    };
    domain::text::TEMPLATE_LANGUAGES.iter().map(language).collect()
}

/// The same for somebody of whom it may stay open, and what holds then.
fn other_languages(open: &'static str) -> Vec<SelectOption> {
    let open = SelectOption::new("", texts().get(open));
    std::iter::once(open).chain(languages()).collect()
}

/// The buttons that save. Where an address changes, one says when the new person is invited.
#[component]
fn Save(moved: bool, later: bool) -> impl IntoView {
    let t = texts();
    if !moved {
        return view! { <Submit label=t.get("desk.save") rank=Rank::Primary /> }.into_any();
    }
    view! {
        <Submit label=t.get("desk.moved.save") rank=Rank::Primary says=("when", "hours") />
        {later.then(|| view! { <Submit label=t.get("desk.moved.now") says=("when", "now") /> })}
    }
    .into_any()
}

/// What a changed address would do.
#[component]
fn MovedPanel(moved: Moved) -> impl IntoView {
    let t = texts();
    let who =
        |address: String| if address.is_empty() { t.get("desk.moved.nobody").to_owned() } else { address };
    let (old, new) = (who(moved.old), who(moved.new));
    let line = |it: Handover| view! { <HandoverLine handover=it old=old.clone() new=new.clone() /> };
    let lines = moved.requests.into_iter().map(line).collect_view();
    view! {
        <Panel id="moved" title=t.get("desk.moved.title") ours=true>
            <p>{t.get("desk.moved.lead")}</p>
            <ul class="lines">{lines}</ul>
        </Panel>
    }
}

#[component]
fn HandoverLine(handover: Handover, old: String, new: String) -> impl IntoView {
    let t = texts();
    let invited = match handover.invited_at {
        Some(at) => {
            let invited = t.fmt("desk.moved.invited", &[("new", &new)]);
            view! { <p>{invited}" "<LocalTime at /></p> }.into_any()
        }
        None => view! { <p>{t.get("desk.moved.not_invited")}</p> }.into_any(),
    };
    view! {
        <li class="query">
            <strong>{handover.campaign}</strong>
            <p>{t.fmt("desk.moved.ends", &[("old", &old)])}</p>
            {invited}
        </li>
    }
}
