use super::Control;
use leptos::prelude::*;

/// A line to type into, with its label, its hint and what is wrong with it.
#[component]
pub fn Field(
    /// What was typed.
    control: Control,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// How to answer.
    #[prop(optional, into)]
    hint: String,
    /// Whether it may not stay blank.
    #[prop(optional)]
    required: bool,
    /// The type of input.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Whether few characters are expected.
    #[prop(optional)]
    short: bool,
) -> impl IntoView {
    // A password is never sent back.
    let value = (kind != "password").then(|| control.value.clone());
    let inner = view! {
        <input id=control.name.clone() name=control.name.clone() type=kind value=value
            required=required autocomplete=autocomplete
            aria-invalid=control.invalid() aria-describedby=control.described(&hint) />
    };
    control.labelled(label, hint, required, short, inner.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_says_what_describes_it_and_keeps_no_password() {
        let html = Owner::new().with(|| {
            let control =
                Control { name: "pw".into(), value: "\"secret".into(), error: Some("Too short".into()) };
            view! { <Field control label="Password" hint="12 letters" required=true kind="password" /> }
                .to_html()
        });
        assert!(
            html.contains("aria-describedby=\"pw-error pw-hint\"") && html.contains("aria-invalid=\"true\"")
        );
        assert!(html.contains("for=\"pw\"") && html.contains("required"));
        assert!(!html.contains("secret"));
    }
}
