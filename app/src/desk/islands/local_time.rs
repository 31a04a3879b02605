use leptos::prelude::*;

/// A point in time: in UTC as the server draws it, and by the reader's own clock once scripts run.
#[island]
pub fn LocalTime(
    /// Milliseconds since 1970.
    at: i64,
) -> impl IntoView {
    let shown = RwSignal::new(utc(at));
    Effect::new(move |_| shown.set(local(at)));
    let machine = utc(at).replacen(' ', "T", 1).replace(" UTC", "Z");
    view! { <time datetime=machine>{move || shown.get()}</time> }
}

/// By the reader's clock, in the order that sorts.
fn local(at: i64) -> String {
    let d = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at as f64));
    format!(
        "{:04}-{:02}-{:02} {:02}:{:02}",
        d.get_full_year(),
        d.get_month() + 1,
        d.get_date(),
        d.get_hours(),
        d.get_minutes()
    )
}

/// `2026-05-31 09:05 UTC`.
pub fn utc(at: i64) -> String {
    let (day, minute) = (at.div_euclid(86_400_000), at.rem_euclid(86_400_000) / 60_000);
    let (y, m, d) = civil(day);
    format!("{y:04}-{m:02}-{d:02} {:02}:{:02} UTC", minute / 60, minute % 60)
}

/// Year, month and day of a count of days since 1970 (proleptic Gregorian; Hinnant's algorithm).
fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let m = if mp < 10 { mp + 3 } else { mp - 9 };
    (yoe + era * 400 + i64::from(m <= 2), m, doy - (153 * mp + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_the_calendar() {
        assert_eq!(utc(0), "1970-01-01 00:00 UTC");
        assert_eq!(utc(1_709_209_500_000), "2024-02-29 12:25 UTC");
        assert_eq!(utc(-60_000), "1969-12-31 23:59 UTC");
    }
}
