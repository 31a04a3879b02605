//! Telephone calls.

use super::suppliers::supplier;
use super::{Sample, frame, listed, page, s};
use app::desk::call_list::{CallList, CallRow};
use app::desk::calls::{CallLine, RecordCall};
use app::desk::{Area, BoundForm};
use app::ui::SelectOption;
use domain::terms::CallOutcome;
use domain::workflow::RequestState;

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
    let row = |at: usize| CallRow {
        id: s("r1"),
        supplier: s("Harbour Castings"),
        reference: s("V-1000"),
        country: s("DE"),
        spend: s("1.25 %"),
        campaign: s("Minerals 2026"),
        state: RequestState::Opened,
        overdue: at == 1,
        due: s("2026-11-01"),
        unreachable: at == 0,
        paused: at == 1,
        days: 38,
        contact: s("Marta Lindqvist"),
        phone: s("+49 30 5550 0100"),
        second: s("Jonas Brandt"),
        second_phone: s("+49 30 5550 0101"),
        buyer: s("Ola Berg"),
        buyer_phone: s("+47 5550 0102"),
        calls: at,
        last: calls().into_iter().nth(1).filter(|_| at > 0),
        owner: s("Tomasz Bell"),
    };
    let option = |value: &str, label: &str| SelectOption { value: s(value), label: s(label) };
    let list = CallList {
        list: listed("/desk/calls", &[("q", "a"), ("campaign", "c1"), ("owner", ""), ("called", "no")]),
        campaigns: vec![option("c1", "Minerals 2026")],
        owners: vec![option("m1", "Tomasz Bell")],
        rows: (0..3).map(row).collect(),
    };
    vec![
        page("call-list", frame("Call list", Area::Requests), list),
        page(
            "call",
            frame("Record a call", Area::Requests),
            body(BoundForm::of([("on", "2026-10-05")]), calls()),
        ),
        page("call-refused", frame("Record a call", Area::Requests), body(refused, Vec::new())),
    ]
}
