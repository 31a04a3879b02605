//! The receipt: what came in, when, and the hash by which it can be told later.

use super::{T, fact};
use crate::supplier::model::{Receipt, titled};
use leptos::prelude::*;

pub fn receipt(t: T, p: &Receipt) -> AnyView {
    let number = p.number.to_string();
    let year = p.year.to_string();
    let args: &[(&str, &str)] =
        &[("company", &p.asker.company), ("n", &number), ("year", &year), ("contact", &p.masked_contact)];
    let state_key = format!("receipt.state.{}", p.state);
    let state = if t.0.has(&state_key) { t.fmt(&state_key, args) } else { t.fmt("receipt.state", args) };
    let entered = p.entered.as_ref().map(|[sender, day]| {
        let args = [("company", p.asker.company.as_str()), ("sender", sender), ("day", day)];
        view! { <p class="notice">{t.fmt("receipt.entered", &args)}</p> }
    });
    view! {
        <p class="eyebrow">{p.about.supplier.clone()}" · "{titled(&p.about.campaign, p.year)}</p>
        <h1>{t.fmt("receipt.heading", args)}</h1>
        <p class="lead">{state}</p>
        {entered}
        <dl class="facts panel">
            {fact(t.get("landing.for"), Some(p.about.supplier.clone().into_any()))}
            {fact(t.get("receipt.number"), Some(number.clone().into_any()))}
            {fact(t.get("receipt.time"), Some(p.time.clone().into_any()))}
            {fact(
                t.get("receipt.hash"),
                Some(view! { <code class="hash">{p.hash.clone()}</code> }.into_any()),
            )}
        </dl>
        <p>{t.get("receipt.hash_text")}</p>
        {(!p.masked_contact.is_empty()).then(|| view! { <p>{t.fmt("receipt.mailed", args)}</p> })}
        <p class="acts">
            <a class="button" href=p.downloads[1].clone() download="answers.xlsx">{t.get("receipt.download_workbook")}</a>
            <a class="button" href=p.downloads[0].clone() download="answers.json">{t.get("receipt.download")}</a>
            <a class="button" href=p.files.clone()>{t.get("receipt.files")}</a>
        </p>
        <p class="quiet">{t.get("receipt.next")}</p>
    }
    .into_any()
}
