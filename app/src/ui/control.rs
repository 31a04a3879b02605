use leptos::prelude::*;

/// A control of a form as it was sent: what was typed into it, and what is wrong with that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Control {
    /// Its name, which is its identifier on the page too.
    pub name: String,
    /// What was typed or chosen.
    pub value: String,
    /// What is wrong with it.
    pub error: Option<String>,
}

impl Control {
    /// The identifiers of what describes it: the error before the hint.
    pub(crate) fn described(&self, hint: &str) -> Option<String> {
        let error = self.error.as_ref().map(|_| format!("{}-error", self.name));
        let hint = (!hint.is_empty()).then(|| format!("{}-hint", self.name));
        let ids: Vec<String> = error.into_iter().chain(hint).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    pub(crate) fn invalid(&self) -> Option<&'static str> {
        self.error.is_some().then_some("true")
    }

    /// A control between its label, its hint and its error.
    pub(super) fn labelled(
        &self,
        label: String,
        hint: String,
        required: bool,
        short: bool,
        inner: AnyView,
    ) -> AnyView {
        let name = &self.name;
        let class = if short { "control control-short" } else { "control" };
        let required = required.then(|| view! { <span class="must" aria-hidden="true">" *"</span> });
        let hint = (!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> });
        let error = self.error.clone().map(|e| view! { <p class="wrong" id=format!("{name}-error")>{e}</p> });
        view! {
            <div class=class>
                <label for=name.clone()>{label}{required}</label>
                {hint}{error}{inner}
            </div>
        }
        .into_any()
    }
}
