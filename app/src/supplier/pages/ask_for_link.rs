//! The form that asks for a link.

use crate::kit::texts;
use leptos::prelude::*;

/// Asks for the link of a request that is known by its address, or by e-mail address.
#[component]
pub fn AskForLink(
    /// Where it is posted to.
    path: String,
    /// The request; blank where it is not known.
    #[prop(optional)]
    request: String,
    /// The address as it was typed.
    #[prop(optional)]
    email: String,
) -> impl IntoView {
    let t = texts();
    let known = !request.is_empty();
    let field = match known {
        true => view! {
            <p>{t.get("lost.known")}</p>
            <input type="hidden" name="request" value=request/>
        }
        .into_any(),
        false => view! {
            <h2>{t.get("dead.ask")}</h2>
            <div class="field">
                <label class="label" for="email">{t.get("dead.email")}</label>
                <p class="help" id="h-email">{t.get("dead.email_help")}</p>
                <input type="email" id="email" name="email" required autocomplete="email" maxlength="254"
                    value=email aria-describedby="h-email"/>
            </div>
        }
        .into_any(),
    };
    view! {
        <form method="post" action=path class="panel">
            {field}
            <button class="button primary" name="act" value="link">{t.get("dead.send")}</button>
        </form>
    }
}
