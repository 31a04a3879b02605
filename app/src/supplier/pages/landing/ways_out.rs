//! The ways out, folded away: another person, no concern, later.

use crate::kit::texts;
use crate::supplier::model::LandingForm;
use leptos::prelude::*;

/// So many days somebody may be left alone.
const LATER: [u8; 3] = [3, 7, 14];

/// All of them. What was sent with a fault stands in its fields again.
#[component]
pub fn WaysOut(
    /// Where they are posted to.
    path: String,
    sent: LandingForm,
) -> impl IntoView {
    let t = texts();
    let LandingForm { act, name, email, note, reason } = sent;
    let open = |way: &str| act == way;
    view! {
        <section class="ways">
            <h2>{t.get("landing.ways")}</h2>
            <WayOut path=path.clone() title=t.get("landing.other") text=t.get("landing.other.text") open=open("other")>
                <Line id="other-name" name="name" label=t.get("landing.other.name") value=name />
                <Line id="other-email" name="email" kind="email" label=t.get("landing.other.email") value=email />
                <Line id="other-note" name="note" label=t.get("landing.other.note") value=note optional=true />
                <button class="button" name="act" value="other">{t.get("landing.other.send")}</button>
            </WayOut>
            <WayOut path=path.clone() title=t.get("landing.decline") text=t.get("landing.decline.text") open=open("decline")>
                <Line id="decline-reason" name="reason" label=t.get("landing.decline.reason") value=reason />
                <button class="button" name="act" value="decline">{t.get("landing.decline.send")}</button>
            </WayOut>
            <WayOut path title=t.get("landing.later") text=t.get("landing.later.text") open=open("later")>
                <input type="hidden" name="act" value="later"/>
                <div class="acts">{LATER.map(|days| view! { <Later days /> }).collect_view()}</div>
            </WayOut>
        </section>
    }
}

/// One of them, with its form.
#[component]
fn WayOut(
    path: String,
    title: &'static str,
    text: &'static str,
    /// Whether it is unfolded.
    open: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <details class="panel" name="way" open=open>
            <summary>{title}</summary>
            <form method="post" action=path>
                <p class="quiet">{text}</p>
                {children()}
            </form>
        </details>
    }
}

/// The button that asks for so many days.
#[component]
fn Later(days: u8) -> impl IntoView {
    let label = texts().fmt("landing.later.days", &[("n", &days.to_string())]);
    view! { <button class="button" name="days" value=days>{label}</button> }
}

/// A line to fill in.
#[component]
fn Line(
    id: &'static str,
    name: &'static str,
    #[prop(default = "text")] kind: &'static str,
    label: &'static str,
    value: String,
    /// Whether it may stay blank.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    // The browser knows the person who sits before it, not the other one.
    let autocomplete = if kind == "email" { "off" } else { "on" };
    let may_stay_blank =
        optional.then(|| view! { " "<span class="optional">{texts().get("answer.optional")}</span> });
    view! {
        <div class="field">
            <label class="label" for=id>{label}{may_stay_blank}</label>
            <input type=kind id=id name=name required=!optional maxlength="500" value=value autocomplete=autocomplete/>
        </div>
    }
}
