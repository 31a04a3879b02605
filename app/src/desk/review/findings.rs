//! What the rules say: grouped by rule, and the way to ask about it.

use super::queries::AskAbout;
use super::view::{ReviewAt, ReviewView};
use crate::desk::parts::{More, number};
use crate::desk::{routes, texts};
use crate::islands::LocalTime;
use crate::ui::{Link, PostButton, Rank};
use domain::{Class, Instant, Severity};
use leptos::prelude::*;

/// A finding as the desk shows it at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingView {
    pub key: String,
    /// The rule's code.
    pub code: String,
    pub severity: Severity,
    /// What is wrong.
    pub what: String,
    /// Where: location id.
    pub location: String,
    /// Where, in words.
    pub place: String,
    /// What the supplier said about it.
    pub explanation: String,
    /// A question about it in the supplier's language.
    pub proposal: String,
}

/// The findings of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingGroup {
    /// By what it is asked about.
    pub key: String,
    /// The rule's code.
    pub code: String,
    pub severity: Severity,
    pub class: Class,
    /// What is wrong, in one sentence for all of them.
    pub what: String,
    /// Why it matters.
    pub why: String,
    /// The findings, each at its place.
    pub places: Vec<FindingView>,
    /// How many there are beyond those.
    pub more: u64,
    /// Whether a query was raised from it already.
    pub asked: bool,
    /// Other suppliers that it rests on, with the way to the evidence. Only the team sees it.
    pub twins: Vec<Link>,
}

/// How a submission was checked later.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LaterCheck {
    pub at: Instant,
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

/// The codes of findings at a place, each leading to what is said about it.
pub(super) fn worst_code(findings: &[FindingView]) -> impl IntoView + use<> {
    let at = expect_context::<ReviewAt>();
    let page = if at.view == ReviewView::Answers { String::new() } else { at.href(ReviewView::Answers) };
    let mut codes: Vec<(String, Severity)> = Vec::new();
    for finding in findings {
        if !codes.iter().any(|(code, _)| *code == finding.code) {
            codes.push((finding.code.clone(), finding.severity));
        }
    }
    let code = |(code, severity): (String, Severity)| {
        view! {
            <a class=format!("code-mark code-mark-{}", severity_key(severity)) href=format!("{page}#rule-{code}")>
                <span class="unseen">{severity_word(severity)}" "</span>{code.clone()}
            </a>
        }
    };
    codes.into_iter().map(code).collect_view()
}

/// All findings, a line to a rule.
#[component]
pub(super) fn Findings(
    /// Worst first.
    groups: Vec<FindingGroup>,
    checked_later: Vec<LaterCheck>,
) -> impl IntoView {
    let t = texts();
    let later = |it: LaterCheck| view! { <li class="minor"><LocalTime at=it.at />" · "{it.what}</li> };
    let later = (!checked_later.is_empty()).then(|| {
        view! { <ul class="checked-later">{checked_later.into_iter().map(later).collect_view()}</ul> }
    });
    if groups.is_empty() {
        return view! { <p class="notice notice-good">{t.get("desk.review.clean")}</p>{later} }.into_any();
    }
    let size = |group: &FindingGroup| group.places.len() as u64 + group.more;
    let n = number(groups.iter().map(size).sum());
    let classes = [
        (Class::Incomplete, "class.incomplete"),
        (Class::Inconsistent, "class.inconsistent"),
        (Class::Inaccurate, "class.inaccurate"),
    ];
    let classes = classes.into_iter().filter_map(|(class, key)| {
        let n: u64 = groups.iter().filter(|group| group.class == class).map(size).sum();
        (n > 0).then(|| format!("{} {}", t.get(key), number(n)))
    });
    let classes = classes.collect::<Vec<_>>().join(" · ");
    let mut named: Vec<String> = Vec::new();
    let lines = groups.into_iter().map(|group| {
        // A rule may speak of answers and of rows: its first line is what marks lead to.
        let id = (!named.contains(&group.code)).then(|| format!("rule-{}", group.code));
        named.push(group.code.clone());
        view! { <GroupLine id group /> }
    });
    let lines = lines.collect_view();
    view! {
        <section class="panel" aria-labelledby="findings">
            <div class="panel-line">
                <h2 id="findings">{t.fmt("desk.review.findings", &[("n", &n)])}</h2><span class="minor">{classes}</span>
            </div>
            <ul class="finding-groups">{lines}</ul>
            {later}
        </section>
    }
    .into_any()
}

#[component]
fn GroupLine(
    /// Where marks lead.
    id: Option<String>,
    group: FindingGroup,
) -> impl IntoView {
    let t = texts();
    let severity = severity_key(group.severity);
    let many = group.places.len() > 1 || group.more > 0;
    let ask = view! { <AskGroup group=group.clone() /> };
    let twins = (!group.twins.is_empty()).then(|| {
        let line = |twin: Link| view! { <li><a href=twin.href>{twin.label}</a></li> };
        view! {
            <p class="minor">{t.get("desk.review.same_list")}</p>
            <ul class="twins">{group.twins.into_iter().map(line).collect_view()}</ul>
        }
    });
    let only = (!many).then(|| group.places.first().cloned()).flatten();
    let place = only.clone().map(|only| view! { <PlaceLink location=only.location place=only.place /> });
    let explained = only.filter(|only| !only.explanation.is_empty());
    let explained = explained.map(|only| view! { <Explained text=only.explanation /> });
    let places = many.then(|| {
        let n = number(group.places.len() as u64 + group.more);
        let lines = group.places.into_iter().map(|finding| view! { <PlaceLine finding /> }).collect_view();
        view! {
            <details class="finding-places">
                <summary>{t.fmt("desk.review.places", &[("n", &n)])}</summary>
                <ul>{lines}</ul><More n=group.more />
            </details>
        }
    });
    view! {
        <li class=format!("finding-group finding-group-{severity}") id=id>
            <div class="finding-line">
                <span class=format!("finding-kind finding-kind-{severity}")>{severity_word(group.severity)}</span>
                <span class="finding-what">{place}" "{group.what}" "<span class="code">{group.code}</span></span>
                {ask}
            </div>
            {explained}{places}
            <details class="finding-why"><summary>{t.get("desk.review.why")}</summary><p>{group.why}</p></details>
            {twins}
        </li>
    }
}

/// One press asks about all of it; what is asked can be changed until it is sent.
#[component]
fn AskGroup(group: FindingGroup) -> impl IntoView {
    let t = texts();
    let at = expect_context::<ReviewAt>();
    if !at.can_ask {
        return ().into_any();
    }
    if group.asked {
        return view! { <span class="minor asked-mark">{t.get("desk.query.asked_already")}</span> }
            .into_any();
    }
    let many = group.places.len() > 1 || group.more > 0;
    let label = t.get(if many { "desk.query.ask_once" } else { "desk.query.ask_each" });
    let fields = vec![("concern", group.key), ("from", at.from.clone())];
    view! { <PostButton to=routes::queries(&at.request) label rank=Rank::Secondary fields /> }.into_any()
}

#[component]
fn Explained(text: String) -> impl IntoView {
    view! {
        <p class="explained">
            <span class="explained-by">{texts().get("desk.review.explained")}</span>" "{text}
        </p>
    }
}

/// The way to a place: on this page, where it is shown here.
#[component]
fn PlaceLink(location: String, place: String) -> impl IntoView {
    let at = expect_context::<ReviewAt>();
    let table = location.parse().ok().and_then(|place: domain::Location| place.table());
    // A cell is shown in its row.
    let row = location
        .match_indices('.')
        .nth(1)
        .filter(|_| table.is_some())
        .map(|(end, _)| location[..end].to_owned());
    let page = match table {
        Some(table) if Some(table) != at.main_table => at.href(ReviewView::Rows(table)),
        _ => String::new(),
    };
    view! { <a href=format!("{page}#{}", row.unwrap_or(location))>{place}</a> }
}

#[component]
fn PlaceLine(finding: FindingView) -> impl IntoView {
    let said = (!finding.explanation.is_empty()).then(|| view! { <Explained text=finding.explanation /> });
    view! {
        <li>
            <PlaceLink location=finding.location.clone() place=finding.place.clone() />" "
            <span class="minor">{finding.what}</span>" "
            <AskAbout location=finding.location place=finding.place finding=finding.key text=finding.proposal again=false />
            {said}
        </li>
    }
}

/// What the team asked about a place.
#[component]
pub(super) fn Asked(
    /// What was asked.
    text: String,
) -> impl IntoView {
    view! { <p class="asked"><span class="asked-by">{texts().get("desk.query.asked")}</span>" "{text}</p> }
}
