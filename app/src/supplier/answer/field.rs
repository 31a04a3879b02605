//! One question: label, help, control, findings.

use crate::kit::el::{El, el};
use crate::kit::signals::*;
use crate::kit::textarea::area;
use crate::supplier::form::{Form, Mark, Say};
use domain::draft::field_path;
use domain::template::{Field, Input};
use domain::{Severity, answer};

/// What a control says about itself to assistive technology, and which texts describe it.
pub fn described(control: El, ids: &str, mark: Memo<Mark>) -> El {
    control
        .a("aria-describedby", ids.to_owned())
        .live("aria-required", move || yes(mark.with(|m| m.required)))
        .live("aria-invalid", move || yes(mark.with(|m| m.worst == Some(Severity::Error))))
}

/// The value of an ARIA attribute that holds; nothing otherwise.
pub fn yes(holds: bool) -> Option<String> {
    holds.then(|| "true".to_owned())
}

/// The paragraph that holds the findings of one control.
pub fn findings(id: &str, mark: Memo<Mark>) -> El {
    el("p;class=finding")
        .a("id", format!("e-{id}"))
        .live("data-mark", move || mark.with(|m| m.key().map(str::to_owned)))
        .hide(move || mark.with(|m| m.message.is_empty()))
        .text(move || mark.with(|m| m.message.clone()))
}

/// A box that is there only while its question is asked.
pub fn asked(class: &'static str, mark: Memo<Mark>) -> El {
    el("div").a("class", class).hide(move || mark.with(|m| !m.visible))
}

/// A question with everything that belongs to it.
pub fn question(form: Form, field: &'static Field) -> El {
    let mark = form.field_mark(field);
    let help = help(form, &field.key, &format!("field.{}.help", field.text));
    let ids = match help {
        Some(_) => format!("h-{0} e-{0}", field.key),
        None => format!("e-{}", field.key),
    };
    let optional = el("span;class=optional").hide(move || mark.with(|m| m.required));
    let label = el("span;class=label")
        .all(number(&field.number))
        .say(form, &format!("field.{}.label", field.text))
        .with(" ")
        .with(optional.say(form, "answer.optional"));
    let whole = asked("field", mark);
    let whole = match field.input {
        Input::Choice(_) => whole.with(choice(form, field, label, &ids, help, mark)),
        _ => whole.with(el("label").a("for", field.key.clone()).with(label)).all(help).with(described(
            line(form, field),
            &ids,
            mark,
        )),
    };
    whole.with(findings(&field.key, mark))
}

/// The help of a control, where there is one.
pub fn help(form: Form, id: &str, text: &str) -> Option<El> {
    form.has_text(text).then(|| el("p;class=help").a("id", format!("h-{id}")).say(form, text))
}

/// A printed number, where there is one.
pub fn number(number: &str) -> Option<El> {
    (!number.is_empty()).then(|| el("span;class=number").with(number.to_owned()))
}

/// A text control.
fn line(form: Form, field: &'static Field) -> El {
    let value = form.answer(&field.key);
    let name = field_path(&field.key);
    if field.input == Input::LongText {
        return area(&field.key, name, value, 3);
    }
    let (kind, complete) = match field.input {
        Input::Email => ("email", Some("email")),
        Input::Phone => ("tel", Some("tel")),
        // A date that cannot be read must stay as it was typed, and a date control would hide it.
        Input::Date if value.is_empty() || is_iso_date(&value) => ("date", None),
        _ => ("text", None),
    };
    let control = el("input").a("type", kind).a("id", field.key.clone()).a("name", name);
    // By this the style sheet tells an empty date, which WebKit shows as today's.
    let control = control.flag("required", kind == "date");
    control.a("value", value).opt("autocomplete", complete.map(str::to_owned))
}

fn is_iso_date(value: &str) -> bool {
    answer::parse_date(value).is_some_and(|d| answer::format_date(d) == value)
}

/// The fieldset of a choice, or a drop-down where there are many values.
pub fn choice(
    form: Form,
    field: &'static Field,
    legend: El,
    ids: &str,
    help: Option<El>,
    mark: Memo<Mark>,
) -> El {
    let value = form.answer(&field.key);
    let chosen = field.option(&value).map_or(value.clone(), str::to_owned);
    let name = field_path(&field.key);
    let mut options: Vec<String> = field.options().iter().map(|o| (*o).to_owned()).collect();
    // An answer outside the allowed values is shown as it stands until another is chosen.
    if !answer::is_blank(&value) && !options.contains(&chosen) {
        options.push(value);
    }
    // Beside many metals there is no room for buttons.
    let crowded = field.metal.is_some() && form.template().metals.len() > 4;
    if field.options().len() > 4 || crowded {
        let blank = el("option;value=").say(form, "answer.choose");
        let options = options.into_iter().map(|o| {
            let text = form.option(field, &o);
            el("option").flag("selected", o == chosen).a("value", o).with(text)
        });
        let control = el("select").a("id", field.key.clone()).a("name", name).with(blank).all(options);
        let label = el("label").a("for", field.key.clone()).with(legend);
        return el("div;class=field").with(label).all(help).with(described(control, ids, mark));
    }
    let long = options.iter().any(|o| o.len() > 8);
    let radios = options.into_iter().map(|o| {
        let text = form.option(field, &o);
        let radio = el("input;type=radio").a("name", name.clone()).flag("checked", o == chosen);
        el("label;class=pick").with(radio.a("value", o)).with(el("span").with(text))
    });
    let group = el("fieldset")
        .a("class", if long { "choice stack" } else { "choice segments" })
        .a("id", field.key.clone())
        .a("tabindex", "-1")
        .a("role", "radiogroup");
    described(group, ids, mark)
        .with(el("legend").with(legend))
        .all(help)
        .with(el("div;class=picks").all(radios))
}

/// The comment of a question, folded away while it is empty.
pub fn comment(form: Form, field: &'static Field) -> El {
    if field.input != Input::LongText {
        return question(form, field);
    }
    let mark = form.field_mark(field);
    let control = line(form, field).a("aria-label", form.label(field));
    el("details;class=comment")
        .flag("open", !answer::is_blank(&form.answer(&field.key)))
        .hide(move || mark.with(|m| !m.visible))
        .with(el("summary").say(form, "answer.comment"))
        .with(described(control, &format!("e-{}", field.key), mark))
        .with(findings(&field.key, mark))
}

/// A comment whose own heading is given, as in the table of the metals.
pub fn labelled_comment(form: Form, field: &'static Field, heading: String) -> El {
    let mark = form.field_mark(field);
    asked("field", mark)
        .with(el("label;class=label").a("for", field.key.clone()).with(heading))
        .with(described(line(form, field), &format!("e-{}", field.key), mark))
        .with(findings(&field.key, mark))
}
