//! One question: label, help, control, findings.

use crate::kit::textarea::{TextArea, textarea};
use crate::supplier::form::{Form, Mark};
use domain::draft::field_path;
use domain::template::{Field, Input};
use domain::{Severity, answer};
use leptos::prelude::*;

/// Whether a mark says that the answer cannot stay as it is.
pub fn invalid(mark: Memo<Mark>) -> Signal<bool> {
    Signal::derive(move || mark.with(|m| m.worst == Some(Severity::Error)))
}

/// The paragraph that holds the findings of one control.
pub fn findings(id: &str, mark: Memo<Mark>) -> AnyView {
    view! {
        <p class="finding" id=format!("e-{id}") data-mark=move || mark.with(Mark::key)
            hidden=move || mark.with(|m| m.message.is_empty())>
            {move || mark.with(|m| m.message.clone())}
        </p>
    }
    .into_any()
}

/// A question with everything that belongs to it.
pub fn question(form: Form, field: &'static Field) -> AnyView {
    let mark = form.field_mark(field);
    let help_key = format!("field.{}.help", field.text);
    let help = form.has_text(&help_key).then(|| {
        view! { <p class="help" id=format!("h-{}", field.key)>{form.t(&help_key)}</p> }.into_any()
    });
    let number = (!field.number.is_empty()).then(|| {
        view! { <span class="number">{field.number.clone()}</span> }.into_any()
    });
    let optional = view! {
        <span class="optional" hidden=move || mark.with(|m| m.required)>{form.t("answer.optional")}</span>
    }
    .into_any();
    let label = form.t(&format!("field.{}.label", field.text));
    let described = match help {
        Some(_) => format!("h-{0} e-{0}", field.key),
        None => format!("e-{}", field.key),
    };
    if matches!(field.input, Input::Choice(_)) {
        let head = view! { <span class="label">{number}{label}" "{optional}</span> }.into_any();
        return view! {
            <div class="field" hidden=move || mark.with(|m| !m.visible)>
                {choice(form, field, head, described, help, mark)}
                {findings(&field.key, mark)}
            </div>
        }
        .into_any();
    }
    view! {
        <div class="field" hidden=move || mark.with(|m| !m.visible)>
            <label for=field.key.clone() class="label">{number}{label}" "{optional}</label>
            {help}
            {line(form, field, described, mark, None)}
            {findings(&field.key, mark)}
        </div>
    }
    .into_any()
}

/// A text control.
fn line(
    form: Form,
    field: &'static Field,
    described: String,
    mark: Memo<Mark>,
    label: Option<String>,
) -> AnyView {
    let value = form.answer(&field.key);
    let name = field_path(&field.key);
    if field.input == Input::LongText {
        let area = TextArea {
            id: field.key.clone(),
            name,
            value,
            describedby: described,
            label,
            rows: 3,
            invalid: invalid(mark),
        };
        return textarea(area);
    }
    let (kind, complete) = match field.input {
        Input::Email => ("email", "email"),
        Input::Phone => ("tel", "tel"),
        // A date that cannot be read must stay as it was typed, and a date control would hide it.
        Input::Date if value.is_empty() || is_iso_date(&value) => ("date", "off"),
        _ => ("text", "on"),
    };
    view! {
        <input type=kind id=field.key.clone() name=name value=value autocomplete=complete aria-label=label
            aria-describedby=described aria-required=move || mark.with(|m| m.required.then_some("true"))
            aria-invalid=move || invalid(mark).get().then_some("true")/>
    }
    .into_any()
}

fn is_iso_date(value: &str) -> bool {
    answer::parse_date(value).is_some_and(|d| answer::format_date(d) == value)
}

/// The fieldset of a choice, or a drop-down where there are many values.
pub fn choice(
    form: Form,
    field: &'static Field,
    legend: AnyView,
    described: String,
    help: Option<AnyView>,
    mark: Memo<Mark>,
) -> AnyView {
    let value = form.answer(&field.key);
    let chosen = field.option(&value);
    let name = field_path(&field.key);
    // An answer outside the allowed values is shown as it stands until another is chosen.
    let stray = (chosen.is_none() && !answer::is_blank(&value)).then(|| value.clone());
    let options = field.options().iter().map(|o| ((*o).to_owned(), form.option(field, o)));
    let options: Vec<(String, String)> = options.chain(stray.map(|s| (s.clone(), s))).collect();
    let value = chosen.map_or(value.clone(), str::to_owned);
    if field.options().len() > 4 {
        let blank = form.t("answer.choose");
        let options: Vec<AnyView> = std::iter::once((String::new(), blank))
            .chain(options)
            .map(|(o, text)| view! { <option value=o.clone() selected=o == value>{text}</option> }.into_any())
            .collect();
        return view! {
            <label for=field.key.clone()>{legend}</label>
            {help}
            <select id=field.key.clone() name=name aria-describedby=described
                aria-required=move || mark.with(|m| m.required.then_some("true"))
                aria-invalid=move || invalid(mark).get().then_some("true")>
                {options}
            </select>
        }
        .into_any();
    }
    let long = options.iter().any(|(o, _)| o.len() > 8);
    let radios: Vec<AnyView> = options
        .into_iter()
        .map(|(o, text)| {
            view! {
                <label class="pick">
                    <input type="radio" name=name.clone() value=o.clone() checked=o == value/>
                    <span>{text}</span>
                </label>
            }
            .into_any()
        })
        .collect();
    view! {
        <fieldset id=field.key.clone() tabindex="-1" role="radiogroup" aria-describedby=described
            class=if long { "choice stack" } else { "choice segments" }
            aria-required=move || mark.with(|m| m.required.then_some("true"))
            aria-invalid=move || invalid(mark).get().then_some("true")>
            <legend>{legend}</legend>
            {help}
            <div class="picks">{radios}</div>
        </fieldset>
    }
    .into_any()
}

/// The comment of a question, folded away while it is empty.
pub fn comment(form: Form, field: &'static Field) -> AnyView {
    if field.input != Input::LongText {
        return question(form, field);
    }
    let mark = form.field_mark(field);
    let open = !answer::is_blank(&form.answer(&field.key));
    let label = form.label(field);
    view! {
        <details class="comment" open=open hidden=move || mark.with(|m| !m.visible)>
            <summary>{form.t("answer.comment")}</summary>
            {line(form, field, format!("e-{}", field.key), mark, Some(label))}
            {findings(&field.key, mark)}
        </details>
    }
    .into_any()
}

/// A comment whose own heading is given, as in the table of the metals.
pub fn labelled_comment(form: Form, field: &'static Field, heading: String) -> AnyView {
    let mark = form.field_mark(field);
    view! {
        <div class="field" hidden=move || mark.with(|m| !m.visible)>
            <label class="label" for=field.key.clone()>{heading}</label>
            {line(form, field, format!("e-{}", field.key), mark, None)}
            {findings(&field.key, mark)}
        </div>
    }
    .into_any()
}
