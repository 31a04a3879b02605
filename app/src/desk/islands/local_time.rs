use domain::Instant;
use leptos::prelude::*;

/// A point in time: in UTC as the server draws it, and by the reader's own clock once scripts run.
#[island]
pub fn LocalTime(at: Instant) -> impl IntoView {
    let shown = RwSignal::new(at.utc());
    Effect::new(move |_| shown.set(local(at)));
    view! { <time datetime=at.rfc3339()>{move || shown.get()}</time> }
}

/// By the reader's clock, in the order that sorts.
fn local(at: Instant) -> String {
    let d = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at.millis() as f64));
    format!(
        "{:04}-{:02}-{:02} {:02}:{:02}",
        d.get_full_year(),
        d.get_month() + 1,
        d.get_date(),
        d.get_hours(),
        d.get_minutes()
    )
}
