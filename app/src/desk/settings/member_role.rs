//! What a member may do, and on what.

use crate::desk::form::BoundForm;
use crate::desk::{DeskPage, routes, texts};
use crate::ui::{ButtonLink, Choice, ErrorSummary, Link, PageHead, Rank, SelectOption, Submit};
use domain::terms::Role;
use leptos::prelude::*;

/// A member's role and scope, to be changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberRole {
    pub id: String,
    pub name: String,
    /// `role` and `scope`, which is `everything`, `campaigns` or `groups`.
    pub form: BoundForm,
    pub campaigns: Vec<ScopeChoice>,
    pub groups: Vec<ScopeChoice>,
}

/// A campaign or a group that may be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScopeChoice {
    pub key: String,
    pub name: String,
    pub chosen: bool,
}

impl DeskPage for MemberRole {
    fn view(self) -> AnyView {
        view! { <MemberRolePage page=self /> }.into_any()
    }
}

#[component]
fn MemberRolePage(page: MemberRole) -> impl IntoView {
    let t = texts();
    let MemberRole { id, name, form, campaigns, groups } = page;
    let roles: Vec<_> =
        Role::ALL.iter().map(|it| SelectOption::new(it.key(), t.get(it.text_key()))).collect();
    let scope = form.get("scope").to_owned();
    let is = |key: &str| scope == key;
    view! {
        <PageHead title=t.fmt("desk.works_on.title", &[("name", &name)]) above=Link::new(routes::team(), t.get("desk.settings.team")) />
        <ErrorSummary title=t.get("desk.form.wrong") errors=form.errors.clone() />
        <form method="post" action=routes::role(&id) class="form panel">
            <Choice control=form.at("role") label=t.get("desk.member.role") choices=roles />
            <fieldset class="panel" id="scope">
                <legend>{t.get("desk.works_on.legend")}</legend>
                <p class="hint">{t.get("desk.works_on.hint")}</p>
                <Way key="everything" chosen=is("everything") text="desk.works_on.everything" />
                <Way key="campaigns" chosen=is("campaigns") text="desk.works_on.campaigns" />
                <p class="hint">{t.get("desk.works_on.campaigns_hint")}</p>
                <Choices name="campaign" label="desk.works_on.which_campaigns" choices=campaigns none="desk.campaigns.none" />
                <Way key="groups" chosen=is("groups") text="desk.works_on.groups" />
                <p class="hint">{t.get("desk.works_on.groups_hint")}</p>
                <Choices name="group" label="desk.works_on.which_groups" choices=groups none="desk.works_on.no_groups" />
            </fieldset>
            <p class="hint">{t.get("desk.works_on.signed_out")}</p>
            <div class="form-acts">
                <Submit label=t.get("desk.save") rank=Rank::Primary />
                <ButtonLink href=routes::team() label=t.get("desk.cancel") />
            </div>
        </form>
    }
}

/// One of the ways to say on what somebody works.
#[component]
fn Way(key: &'static str, chosen: bool, text: &'static str) -> impl IntoView {
    view! {
        <label class="tick">
            <input type="radio" name="scope" value=key checked=chosen required=true />
            {texts().get(text)}
        </label>
    }
}

#[component]
fn Choices(
    name: &'static str,
    label: &'static str,
    choices: Vec<ScopeChoice>,
    /// What is said where there are none.
    none: &'static str,
) -> impl IntoView {
    let t = texts();
    if choices.is_empty() {
        return view! { <p class="minor">{t.get(none)}</p> }.into_any();
    }
    let boxes = choices.into_iter().map(|it| {
        view! {
            <label class="tick">
                <input type="checkbox" name=name value=it.key checked=it.chosen />
                {it.name}
            </label>
        }
    });
    view! { <fieldset class="ticks"><legend>{t.get(label)}</legend>{boxes.collect_view()}</fieldset> }
        .into_any()
}
