//! Another contact that somebody who opened the link named.

use crate::desk::form::BoundForm;
use crate::desk::{frame, routes, texts};
use crate::ui::{Field, Panel, PostButton, Rank, Submit};
use leptos::prelude::*;

/// The control with the proposed contact's name.
pub const CONTACT_NAME: &str = "contact-name";
/// The control with the proposed contact's address.
pub const CONTACT_EMAIL: &str = "contact-email";

/// Another contact that somebody who opened the link named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// What was written with it.
    pub note: String,
    /// Name and address, which the team may correct before it agrees.
    pub form: BoundForm,
}

#[component]
pub(super) fn ProposedContact(request: String, version: i64, proposal: Proposal) -> impl IntoView {
    let t = texts();
    let Proposal { note, form } = proposal;
    let note = (!note.is_empty()).then(|| view! { <blockquote class="letter-text">{note}</blockquote> });
    let person = match frame().can_change_suppliers() {
        true => view! { <AgreeOrKeep request version form /> }.into_any(),
        false => {
            view! { <p>{format!("{} <{}>", form.get(CONTACT_NAME), form.get(CONTACT_EMAIL))}</p> }.into_any()
        }
    };
    view! {
        <Panel id="contact" title=t.get("desk.contact.title") ours=true>
            <p>{t.get("desk.contact.text")}</p>
            {note}{person}
        </Panel>
    }
}

/// Agrees with the contact that was named, or keeps the one there is.
#[component]
fn AgreeOrKeep(request: String, version: i64, form: BoundForm) -> impl IntoView {
    let t = texts();
    let own = routes::contact(&request);
    let version = version.to_string();
    let keep = vec![("version", version.clone()), ("take", "no".to_owned())];
    view! {
        <form method="post" action=own.clone()>
            <input type="hidden" name="version" value=version />
            <input type="hidden" name="take" value="yes" />
            <Field control=form.at(CONTACT_NAME) label=t.get("desk.supplier.contact_name") />
            <Field control=form.at(CONTACT_EMAIL) label=t.get("desk.supplier.email") kind="email" required=true />
            <Submit label=t.get("desk.contact.take") rank=Rank::Primary />
        </form>
        <PostButton to=own label=t.get("desk.contact.keep") rank=Rank::Secondary fields=keep />
    }
}
