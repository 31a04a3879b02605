//! Who asks: the facts by which a supplier can tell that the request is genuine.

use super::parts::WebLink;
use crate::kit::texts;
use crate::supplier::model::Asker;
use crate::ui::Fact;
use domain::Day;
use leptos::prelude::*;

/// The lines of a `<dl class="facts">`.
#[component]
pub fn AskerFacts(asker: Asker) -> impl IntoView {
    let t = texts();
    let Asker { contact_name, contact_email, policy_url, grievance, retention_months, removed_from, .. } =
        asker;
    let policy_url = policy_url.trim().to_owned();
    let policy = (!policy_url.is_empty())
        .then(|| view! { <Fact label=t.get("page.policy") value=view! { <WebLink url=policy_url /> } /> });
    let grievance =
        (!grievance.is_empty()).then(|| view! { <Fact label=t.get("page.grievance") value=grievance /> });
    let retention =
        (retention_months > 0).then(|| view! { <Retention months=retention_months removed_from /> });
    view! {
        <Fact label=t.get("page.contact") value=view! { <Contact name=contact_name email=contact_email /> } />
        {policy}
        {grievance}
        {retention}
    }
}

/// The facts as a list of their own, where anybody may know who asks.
#[component]
pub fn AskerPanel(asker: Asker) -> impl IntoView {
    (!asker.company.is_empty()).then(|| {
        view! {
            <dl class="facts panel">
                <AskerFacts asker />
            </dl>
        }
    })
}

/// Whom to ask.
#[component]
fn Contact(name: String, email: String) -> impl IntoView {
    if email.is_empty() {
        return name.into_any();
    }
    view! { {name}" "<a href=format!("mailto:{email}")>{email.clone()}</a> }.into_any()
}

/// How long answers are kept.
#[component]
fn Retention(
    months: u32,
    /// The day from which these very answers are removed.
    #[prop(optional_no_strip)]
    removed_from: Option<Day>,
) -> impl IntoView {
    let t = texts();
    // In years where they are whole.
    let (key, n) = match months {
        12 => ("page.retention_years_one", 1),
        n if n % 12 == 0 => ("page.retention_years", n / 12),
        n => ("page.retention_months", n),
    };
    let kept = t.fmt(key, &[("n", &n.to_string())]);
    let removed = removed_from.map(|day| {
        let text = t.fmt("page.retention_on", &[("day", &day.to_string())]);
        view! { <br /><span class="minor">{text}</span> }
    });
    view! { <Fact label=t.get("page.retention") value=view! { {kept}{removed} } /> }
}
