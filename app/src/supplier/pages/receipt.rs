//! The receipt: what came in, when, and the hash by which it can be told later.

use super::parts::Eyebrow;
use crate::kit::texts;
use crate::supplier::model::{Receipt, titled};
use crate::ui::Fact;
use leptos::prelude::*;

#[component]
pub fn ReceiptPage(page: Receipt) -> impl IntoView {
    let t = texts();
    let (number, year) = (page.number.to_string(), page.year.to_string());
    let company = page.asker.company.as_str();
    let args = [("company", company), ("n", &number), ("year", &year), ("contact", &page.masked_contact)];
    let said = |key: &str| t.fmt(key, &args);
    let by_state = format!("receipt.state.{}", page.state);
    let state = said(if t.has(&by_state) { &by_state } else { "receipt.state" });
    let entered = page.entered.as_ref().map(|[sender, day, channel]| {
        let args = [("company", company), ("sender", sender), ("day", day), ("channel", channel)];
        view! { <p class="notice">{t.fmt("receipt.entered", &args)}</p> }
    });
    let mailed = (!page.masked_contact.is_empty()).then(|| view! { <p>{said("receipt.mailed")}</p> });
    let heading = said("receipt.heading");
    let [json, workbook] = page.downloads.clone();
    view! {
        <Eyebrow supplier=page.about.supplier.clone() campaign=titled(&page.about.campaign, page.year) />
        <h1>{heading}</h1>
        <p class="lead">{state}</p>
        {entered}
        <dl class="facts panel">
            <Fact label=t.get("landing.for") value=page.about.supplier.clone() />
            <Fact label=t.get("receipt.number") value=number.clone() />
            <Fact label=t.get("receipt.time") value=page.time.clone() />
            <Fact label=t.get("receipt.hash") value=view! { <code class="hash">{page.hash.clone()}</code> } />
        </dl>
        <p>{t.get("receipt.hash_text")}</p>
        {mailed}
        <p class="acts">
            <a class="button" href=workbook download="answers.xlsx">{t.get("receipt.download_workbook")}</a>
            <a class="button" href=json download="answers.json">{t.get("receipt.download")}</a>
            <a class="button" href=page.files.clone()>{t.get("receipt.files")}</a>
        </p>
        <p class="quiet">{t.get("receipt.next")}</p>
    }
}
