//! What happened with a supplier over the years, in one list.

use crate::desk::parts::{LogLine, LogLines, Paging, number, range};
use crate::desk::{routes, texts};
use crate::ui::{Pager, Panel, Range, Tab, Tabs};
use domain::terms::TimelineKind;
use leptos::prelude::*;

/// A page of the timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Only this kind.
    pub kind: Option<TimelineKind>,
    /// How many entries there are of each kind.
    pub counts: Vec<(TimelineKind, u64)>,
    /// The youngest first.
    pub lines: Vec<LogLine>,
    pub range: Range,
    pub paging: Paging,
}

/// The address of a supplier's timeline, all of it or one kind.
pub fn timeline_href(supplier: &str, kind: Option<TimelineKind>) -> String {
    routes::with(routes::supplier(supplier), &[("kind", kind.map_or("", TimelineKind::key))])
}

#[component]
pub(super) fn TimelinePanel(supplier: String, timeline: Timeline) -> impl IntoView {
    let t = texts();
    let Timeline { kind, counts, lines, range: shown, paging } = timeline;
    let all = counts.iter().map(|(_, n)| n).sum();
    let tab = |of: Option<TimelineKind>, n: u64| Tab {
        href: format!("{}#timeline", timeline_href(&supplier, of)),
        label: t.get(of.map_or("desk.timeline.all", TimelineKind::text_key)).to_owned(),
        count: Some(number(n)),
        current: of == kind,
    };
    let kinds = counts.iter().filter(|(of, n)| *n > 0 || Some(*of) == kind);
    let tabs = std::iter::once(tab(None, all)).chain(kinds.map(|(of, n)| tab(Some(*of), *n))).collect();
    let pager = (paging != Paging::default()).then(|| {
        let [previous, next] = paging.named();
        view! { <Pager label=t.get("desk.page.label") range=range(t, &shown) previous next /> }
    });
    view! {
        <Panel id="timeline" title=t.get("desk.timeline.title")>
            <Tabs label=t.get("desk.timeline.kinds") tabs />
            <LogLines lines />
            {pager}
        </Panel>
    }
}
