//! Is this request genuine? The company says so, in public.

use super::{T, asker_facts, fact, link};
use crate::supplier::model::Asker;
use leptos::prelude::*;

pub fn verify(t: T, p: &Asker) -> AnyView {
    let args: &[(&str, &str)] = &[("company", &p.company), ("domain", &p.domain)];
    view! {
        <h1>{t.fmt("verify.heading", args)}</h1>
        <p class="lead">{t.fmt("verify.text", args)}</p>
        {(!p.why.trim().is_empty()).then(|| view! { <blockquote class="why">{p.why.clone()}</blockquote> })}
        <dl class="facts panel">
            {fact(t.get("verify.domain"), link(&format!("https://{}", p.domain)).filter(|_| !p.domain.is_empty()))}
            {asker_facts(t, p)}
        </dl>
        <section class="panel">
            <h2>{t.get("verify.tell")}</h2>
            <ul>
                <li>{t.fmt("verify.tell.domain", args)}</li>
                <li>{t.get("verify.tell.never")}</li>
                <li>{t.get("verify.tell.doubt")}</li>
            </ul>
        </section>
    }
    .into_any()
}
