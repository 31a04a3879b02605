//! What the rules say, and the way to ask about it.

use super::queries::AskAbout;
use crate::desk::texts;
use domain::Severity;
use leptos::prelude::*;

/// A finding as the desk shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingView {
    pub key: String,
    /// The rule's code.
    pub code: String,
    pub severity: Severity,
    /// What is wrong.
    pub what: String,
    /// Why it matters.
    pub why: String,
    /// Where: location id.
    pub location: String,
    /// Where, in words.
    pub place: String,
    /// What the supplier said about it.
    pub explanation: String,
    /// A question about it in the supplier's language.
    pub proposal: String,
    /// Whether a query was raised from it already.
    pub asked: bool,
}

/// How a submission was checked later.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LaterCheck {
    pub at: i64,
    /// Why, and what changed.
    pub what: String,
}

/// A severity in classes.
pub(super) fn severity_key(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The word for a severity.
pub(super) fn severity_word(severity: Severity) -> &'static str {
    texts().get(match severity {
        Severity::Error => "desk.severity.error",
        Severity::Warning => "desk.severity.warning",
        Severity::Note => "desk.severity.note",
    })
}

/// The worst severity among findings in classes; `none` where there are none.
pub(super) fn worst(findings: &[FindingView]) -> &'static str {
    findings.iter().map(|it| it.severity).min().map_or("none", severity_key)
}

/// A finding where it belongs.
#[component]
pub(super) fn Finding(finding: FindingView) -> impl IntoView {
    let said = (!finding.explanation.is_empty()).then(|| {
        view! {
            <p class="explained">
                <span class="explained-by">{texts().get("desk.review.explained")}</span>" "{finding.explanation}
            </p>
        }
    });
    view! {
        <div class=format!("finding finding-{}", severity_key(finding.severity))>
            <p class="finding-what">
                <span class="finding-kind">{severity_word(finding.severity)}</span>" "{finding.what}" "
                <span class="code">{finding.code}</span>
            </p>
            <p class="finding-why">{finding.why}</p>
            {said}
            <AskAbout
                location=finding.location
                place=finding.place
                finding=finding.key
                text=finding.proposal
                again=finding.asked
            />
        </div>
    }
}

/// What the team asked about a place.
#[component]
pub(super) fn Asked(
    /// Of which of several answers.
    #[prop(optional, into)]
    metal: String,
    /// What was asked.
    text: String,
) -> impl IntoView {
    let metal = (!metal.is_empty()).then(|| view! { <strong>{metal}</strong>" " });
    view! { <p class="asked">{metal}<span class="asked-by">{texts().get("desk.query.asked")}</span>" "{text}</p> }
}
