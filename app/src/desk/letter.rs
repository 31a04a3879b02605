//! A mail as whoever gets it reads it.

use super::texts;
use leptos::prelude::*;

/// A mail as it will be sent, or would have been.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShownMail {
    /// The supplier it goes to, or the mail's own identifier.
    pub id: String,
    pub to: String,
    pub subject: String,
    /// Plain text.
    pub text: String,
    pub language: String,
}

/// The mail.
#[component]
pub fn Letter(
    /// What is in it.
    mail: ShownMail,
) -> impl IntoView {
    let t = texts();
    view! {
        <article class="letter" lang=mail.language>
            <dl class="letter-head" lang=t.language()>
                <div><dt>{t.get("desk.mail.to")}</dt><dd>{mail.to}</dd></div>
                <div><dt>{t.get("desk.words.subject")}</dt><dd>{mail.subject}</dd></div>
            </dl>
            <div class="letter-text">{mail.text}</div>
        </article>
    }
}
