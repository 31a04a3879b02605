//! What the team can do with a request.

use crate::desk::form::BoundForm;
use crate::desk::parts::number;
use crate::desk::suppliers::SupplierRow;
use crate::desk::{frame, routes, texts};
use crate::ui::{ButtonLink, Lines, PostButton, Question, Rank, Submit};
use domain::workflow::RequestState;
use leptos::prelude::*;

/// What can be done with a request in its present state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Can {
    /// Take it up for review.
    pub take_up: bool,
    pub send_back: bool,
    pub accept: bool,
    pub reject: bool,
    /// Agree with a decline.
    pub agree: bool,
    /// Undo the decision, or ask again after a decline.
    pub undo: bool,
    /// Take the request back.
    pub withdraw: bool,
    /// Send a new link.
    pub new_link: bool,
}

#[component]
pub(super) fn Decide(
    /// The request's identifier.
    request: String,
    /// Counts its changes.
    version: i64,
    state: RequestState,
    supplier: SupplierRow,
    /// Whether a declaration came in.
    submitted: bool,
    /// How many queries were not sent yet.
    drafts: usize,
    can: Can,
    /// An act that was refused, with what was written and what is wrong.
    refused: BoundForm,
) -> impl IntoView {
    let t = texts();
    let seen = vec![("version", version.to_string())];
    let ask = |key: &str, name: &str, value: &str| {
        Question::new(t.fmt(key, &[(name, value)]), t.get("desk.cancel"))
    };
    let back = can.send_back.then(|| view! { <ToSendBack request=request.clone() drafts /> });
    let accept = can.accept.then(|| {
        let ask = ask("desk.act.accept_ask", "name", supplier.get("name"));
        let rank = if drafts == 0 { Rank::Primary } else { Rank::Usual };
        view! { <PostButton to=routes::accept(&request) label=t.get("desk.act.accept") rank ask fields=seen.clone() /> }
    });
    let take_up = can.take_up.then(
        || view! { <PostButton to=routes::take_up(&request) label=t.get("desk.act.take_up") fields=seen.clone() /> },
    );
    let undo = can.undo.then(|| {
        let [label, hint] = undo_texts(state, submitted);
        view! {
            <PostButton to=routes::undo(&request) label=t.get(label) fields=seen.clone() />
            <p class="minor">{t.get(hint)}</p>
        }
    });
    let manages = frame().can_manage();
    let link = (can.new_link && manages).then(|| {
        let ask = ask("desk.act.new_link_ask", "email", supplier.get("email"));
        view! { <PostButton to=routes::new_link(&request) label=t.get("desk.act.new_link") rank=Rank::Secondary ask fields=seen.clone() /> }
    });
    let reasoned = |may: bool, action: String, act: ReasonedAct| {
        may.then(|| view! { <WithReason action act version refused=refused.clone() /> })
    };
    view! {
        <section class="panel decide" aria-labelledby="decide">
            <h2 id="decide">{t.get("desk.review.decide")}</h2>
            <div class="decide-acts">
                {back}{accept}{take_up}
                {reasoned(can.agree, routes::out_of_scope(&request), ReasonedAct::OutOfScope)}
                {undo}{link}
                {reasoned(can.reject, routes::reject(&request), ReasonedAct::Reject)}
                {reasoned(can.withdraw && manages, routes::withdraw(&request), ReasonedAct::Withdraw)}
            </div>
        </section>
    }
}

/// The way to the mail that sends it back; without a query there is nothing to send.
#[component]
fn ToSendBack(request: String, drafts: usize) -> impl IntoView {
    let t = texts();
    let label = t.fmt("desk.act.send_back", &[("n", &number(drafts as u64))]);
    match drafts {
        0 => view! { <p class="minor">{t.get("desk.act.send_back_hint")}</p> }.into_any(),
        _ => view! { <ButtonLink href=routes::send_back(&request) label rank=Rank::Primary /> }.into_any(),
    }
}

/// What taking back the last decision is called, and what it does.
fn undo_texts(state: RequestState, submitted: bool) -> [&'static str; 2] {
    match state {
        RequestState::Withdrawn if submitted => ["desk.act.withdraw_undo", "desk.act.withdraw_undo_hint"],
        RequestState::Declined | RequestState::Withdrawn => ["desk.act.ask_again", "desk.act.ask_again_hint"],
        RequestState::OutOfScope => ["desk.act.scope_undo", "desk.act.scope_undo_hint"],
        _ => ["desk.act.undo", "desk.act.undo_hint"],
    }
}

/// An act that needs a reason.
#[derive(Clone, Copy)]
enum ReasonedAct {
    OutOfScope,
    Reject,
    Withdraw,
}

impl ReasonedAct {
    /// The control with its reason.
    fn control(self) -> &'static str {
        match self {
            ReasonedAct::OutOfScope => "reason-out-of-scope",
            ReasonedAct::Reject => "reason-reject",
            ReasonedAct::Withdraw => "reason-withdraw",
        }
    }

    /// What it is called and what it does, as text keys.
    fn texts(self) -> [&'static str; 2] {
        match self {
            ReasonedAct::OutOfScope => ["desk.act.out_of_scope", "desk.act.out_of_scope_hint"],
            ReasonedAct::Reject => ["desk.act.reject", "desk.act.reject_hint"],
            ReasonedAct::Withdraw => ["desk.act.withdraw", "desk.act.withdraw_hint"],
        }
    }
}

/// An act with its reason, folded away until wanted. A refused one comes back open, with what was written and what is
/// wrong with it.
#[component]
fn WithReason(action: String, act: ReasonedAct, version: i64, refused: BoundForm) -> impl IntoView {
    let t = texts();
    let name = act.control();
    let [label, hint] = act.texts().map(|key| t.get(key));
    let control = refused.at(name);
    let open = control.error.is_some();
    let error = format!("{name}-error");
    let described = if open { format!("{name}-hint {error}") } else { format!("{name}-hint") };
    let wrong = control.error.clone().map(|text| view! { <p class="wrong" id=error>{text}</p> });
    view! {
        <details class="reasoned" open=open>
            <summary>{label}</summary>
            <form method="post" action=action>
                <input type="hidden" name="version" value=version.to_string() />
                <input type="hidden" name="field" value=name />
                <label for=name>{t.get("desk.act.reason")}</label>
                <p class="hint" id=format!("{name}-hint")>{hint}</p>
                {wrong}
                <Lines control rows=3 described=Some(described) />
                <Submit label rank=Rank::Danger />
            </form>
        </details>
    }
}
