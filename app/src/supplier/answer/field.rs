//! One question: label, help, control, findings.

use crate::kit::text::text;
use crate::kit::textarea::LongText;
use crate::supplier::form::{FieldStatus, use_form};
use domain::draft::field_path;
use domain::template::{Field, Input};
use domain::{Day, Severity, answer};
use leptos::attr::Attribute;
use leptos::prelude::*;

/// What a control says about itself to assistive technology, and which texts describe it.
pub fn described(ids: String, status: Memo<FieldStatus>) -> impl Attribute {
    view! {
        <{..}
            aria-describedby=ids
            aria-required=move || status.with(|m| m.required).then_some("true")
            aria-invalid=move || status.with(|m| m.worst == Some(Severity::Error)).then_some("true")
        />
    }
}

/// The paragraph that holds the findings of one control.
#[component]
pub fn Findings(
    /// The control's `id`.
    id: String,
    status: Memo<FieldStatus>,
) -> impl IntoView {
    view! {
        <p
            {..text(move || status.with(|m| m.message.clone()))}
            class="finding"
            id=format!("e-{id}")
            data-status=move || status.with(|m| m.key())
            hidden=move || status.with(|m| m.message.is_empty())
        />
    }
}

/// A box that is there only while its question is asked.
#[component]
pub fn Asked(status: Memo<FieldStatus>, children: Children) -> impl IntoView {
    view! {
        <div class="field" hidden=move || status.with(|m| !m.visible)>
            {children()}
        </div>
    }
}

/// A question with everything that belongs to it.
#[component]
pub fn Question(field: &'static Field) -> impl IntoView {
    let form = use_form();
    let status = form.field_status(field);
    let help = form.text(&format!("field.{}.help", field.text));
    let ids = match help {
        Some(_) => format!("h-{0} e-{0}", field.key),
        None => format!("e-{}", field.key),
    };
    let label = view! {
        <span class="label">
            <Number number=field.number.clone() />
            {form.t(&format!("field.{}.label", field.text))}
            " "
            <span class="optional" hidden=move || status.with(|m| m.required)>
                {form.t("answer.optional")}
            </span>
        </span>
    };
    let control = match field.input {
        Input::Choice(_) => view! {
            <Choice field ids help status>
                {label}
            </Choice>
        }
        .into_any(),
        _ => view! {
            <label for=field.key.clone()>{label}</label>
            <Help id=field.key.clone() help />
            <Line field attrs=described(ids, status) />
        }
        .into_any(),
    };
    view! {
        <Asked status>
            {control}
            <Findings id=field.key.clone() status />
        </Asked>
    }
}

/// The help of a control, where there is one.
#[component]
pub fn Help(
    /// The control's `id`.
    id: String,
    help: Option<String>,
) -> impl IntoView {
    help.map(|help| view! { <p class="help" id=format!("h-{id}")>{help}</p> })
}

/// A printed number, where there is one.
#[component]
pub fn Number(number: String) -> impl IntoView {
    (!number.is_empty()).then(|| view! { <span class="number">{number}</span> })
}

/// A text control.
#[component]
fn Line<A: Attribute>(
    field: &'static Field,
    /// What else it says about itself.
    attrs: A,
) -> impl IntoView {
    let value = use_form().answer(&field.key);
    let (id, name) = (field.key.clone(), field_path(&field.key));
    if field.input == Input::LongText {
        return view! { <LongText id name value rows=3 attrs /> }.into_any();
    }
    let (kind, complete) = match field.input {
        Input::Email => ("email", Some("email")),
        Input::Phone => ("tel", Some("tel")),
        // A date that cannot be read must stay as it was typed, and a date control would hide it.
        Input::Date if value.is_empty() || value.parse::<Day>().is_ok() => ("date", None),
        _ => ("text", None),
    };
    // By `required` the style sheet tells an empty date, which WebKit shows as today's.
    let date = kind == "date";
    view! { <input {..attrs} type=kind id=id name=name required=date value=value autocomplete=complete /> }
        .into_any()
}

/// A choice: buttons, or a drop-down where there are many values. What it is called stands in it.
#[component]
pub fn Choice(
    field: &'static Field,
    /// The ids of what describes it.
    ids: String,
    help: Option<String>,
    status: Memo<FieldStatus>,
    children: Children,
) -> impl IntoView {
    let form = use_form();
    let value = form.answer(&field.key);
    let chosen = field.option(&value).map_or(value.clone(), str::to_owned);
    let (id, name) = (field.key.clone(), field_path(&field.key));
    let mut options: Vec<String> = field.options().to_vec();
    // An answer outside the allowed values is shown as it stands until another is chosen.
    if !answer::is_blank(&value) && !options.contains(&chosen) {
        options.push(value);
    }
    // Beside many metals there is no room for buttons.
    let crowded = field.metal.is_some() && form.template().metals.len() > 4;
    if field.options().len() > 4 || crowded {
        let options = options.into_iter().map(|option| {
            let (here, text) = (option == chosen, form.option(field, &option));
            view! { <option selected=here value=option>{text}</option> }
        });
        return view! {
            <div class="field">
                <label for=id.clone()>{children()}</label>
                <Help id=id.clone() help />
                <select {..described(ids, status)} id=id name=name>
                    <option value="">{form.t("answer.choose")}</option>
                    {options.collect_view()}
                </select>
            </div>
        }
        .into_any();
    }
    let long = options.iter().any(|o| o.len() > 8);
    let radios = options.into_iter().map(|option| {
        let (here, text) = (option == chosen, form.option(field, &option));
        view! {
            <label class="pick">
                <input type="radio" name=name.clone() checked=here value=option />
                <span>{text}</span>
            </label>
        }
    });
    view! {
        <fieldset
            {..described(ids, status)}
            class=if long { "choice stack" } else { "choice segments" }
            id=id
            tabindex="-1"
            role="radiogroup"
        >
            <legend>{children()}</legend>
            <Help id=field.key.clone() help />
            <div class="picks">{radios.collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

/// The comment of a question, folded away while it is empty.
#[component]
pub fn Comment(field: &'static Field) -> impl IntoView {
    if field.input != Input::LongText {
        return view! { <Question field /> }.into_any();
    }
    let form = use_form();
    let status = form.field_status(field);
    let attrs =
        (view! { <{..} aria-label=form.label(field) /> }, described(format!("e-{}", field.key), status));
    view! {
        <details
            class="comment"
            open=!answer::is_blank(&form.answer(&field.key))
            hidden=move || status.with(|m| !m.visible)
        >
            <summary>{form.t("answer.comment")}</summary>
            <Line field attrs />
            <Findings id=field.key.clone() status />
        </details>
    }
    .into_any()
}

/// A comment whose own heading is given, as in the table of the metals.
#[component]
pub fn LabelledComment(field: &'static Field, heading: String) -> impl IntoView {
    let status = use_form().field_status(field);
    view! {
        <Asked status>
            <label class="label" for=field.key.clone()>{heading}</label>
            <Line field attrs=described(format!("e-{}", field.key), status) />
            <Findings id=field.key.clone() status />
        </Asked>
    }
}
