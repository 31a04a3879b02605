//! Is this request genuine? The company says so, in public.

use super::asker_facts::AskerFacts;
use super::parts::WebLink;
use crate::kit::texts;
use crate::supplier::model::Asker;
use crate::ui::Fact;
use leptos::prelude::*;

#[component]
pub fn VerifyPage(asker: Asker) -> impl IntoView {
    let t = texts();
    let args = [("company", asker.company.as_str()), ("domain", &asker.domain)];
    let said = |key: &str| t.fmt(key, &args);
    let why = (!asker.why.trim().is_empty())
        .then(|| view! { <blockquote class="why">{asker.why.clone()}</blockquote> });
    let domain = (!asker.domain.is_empty()).then(|| {
        let url = format!("https://{}", asker.domain);
        view! { <Fact label=t.get("verify.domain") value=view! { <WebLink url /> } /> }
    });
    view! {
        <h1>{said("verify.heading")}</h1>
        <p class="lead">{said("verify.text")}</p>
        {why}
        <dl class="facts panel">
            {domain}
            <AskerFacts asker=asker.clone() />
        </dl>
        <section class="panel">
            <h2>{t.get("verify.tell")}</h2>
            <ul>
                <li>{said("verify.tell.domain")}</li>
                <li>{t.get("verify.tell.never")}</li>
                <li>{t.get("verify.tell.doubt")}</li>
            </ul>
        </section>
    }
}
