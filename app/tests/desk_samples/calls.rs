//! Telephone calls.

use super::suppliers::supplier;
use super::{Sample, frame, page, s};
use app::desk::calls::{CallLine, RecordCall};
use app::desk::{Area, BoundForm};
use domain::terms::CallOutcome;

pub fn calls() -> Vec<CallLine> {
    let call = |outcome: CallOutcome| CallLine {
        on: s("2026-10-05"),
        person: s("Marta Lindqvist"),
        outcome,
        until: if outcome.has_day() { s("2026-10-12") } else { String::new() },
        words: s("She waits for two of her own suppliers."),
        by: s("Tomasz Bell"),
    };
    CallOutcome::ALL.iter().map(|outcome| call(*outcome)).collect()
}

pub fn pages() -> Vec<Sample> {
    let mut refused = BoundForm::of([("on", "2026-10-05"), ("outcome", "will_answer"), ("words", "Soon")]);
    refused.wrong("until", s("Say by which day."));
    let body = |form: BoundForm, calls: Vec<CallLine>| RecordCall {
        request: s("r1"),
        campaign: s("Minerals 2026"),
        supplier: supplier(3),
        form,
        calls,
        back: s("/desk/requests/r1"),
    };
    vec![
        page(
            "call",
            frame("Record a call", Area::Requests),
            body(BoundForm::of([("on", "2026-10-05")]), calls()),
        ),
        page("call-refused", frame("Record a call", Area::Requests), body(refused, Vec::new())),
    ]
}
