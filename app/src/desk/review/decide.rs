//! What the team can do with a request: the decision, always in reach, and what is seldom done behind it.

use super::view::ReviewAt;
use crate::desk::form::BoundForm;
use crate::desk::parts::number;
use crate::desk::suppliers::SupplierRow;
use crate::desk::{frame, routes, texts};
use crate::ui::{Lines, PostButton, Question, Rank, Submit};
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

/// The decision. It stays in view; on a phone at the lower edge.
#[component]
pub(super) fn Decide(
    /// Counts its changes.
    version: i64,
    state: RequestState,
    supplier: SupplierRow,
    /// Whether a declaration came in.
    submitted: bool,
    /// How many queries were not sent yet.
    drafts: usize,
    can: Can,
    /// Whether a member has accepted it, and another has to confirm.
    confirms: bool,
    /// The next that waits.
    next: Option<String>,
    /// An act that was refused, with what was written and what is wrong.
    refused: BoundForm,
) -> impl IntoView {
    let t = texts();
    let ReviewAt { request, from, .. } = expect_context::<ReviewAt>();
    let seen = vec![("version", version.to_string()), ("from", from.clone())];
    // An accidental press is undone by the button on top of the next page.
    let accept = can.accept.then(|| {
        let rank = if drafts == 0 { "button button-primary" } else { "button" };
        let label = if confirms { "desk.act.confirm_accept" } else { "desk.act.accept" };
        view! {
            <form class="act" method="post" action=routes::accept(&request)>
                <input type="hidden" name="version" value=version.to_string() />
                <input type="hidden" name="from" value=from.clone() />
                <button type="submit" class=rank data-key="a">{t.get(label)}</button>
            </form>
        }
    });
    let back = can.send_back.then(|| {
        let rank = if drafts == 0 { "button" } else { "button button-primary" };
        let label = match drafts {
            0 => t.get("desk.act.send_back_first").to_owned(),
            n => t.fmt("desk.act.send_back", &[("n", &number(n as u64))]),
        };
        let href = routes::with(routes::send_back(&request), &[("from", &from)]);
        view! { <a class=rank data-key="s" href=href>{label}</a> }
    });
    let next = next.map(|href| view! { <a class="button button-secondary" data-key="n" href=href>{t.get("desk.review.next")}" →"</a> });
    let undo = can.undo.then(|| {
        let [label, hint] = undo_texts(state, submitted);
        view! {
            <PostButton to=routes::undo(&request) label=t.get(label) fields=seen.clone() />
            <p class="minor">{t.get(hint)}</p>
        }
    });
    let unconfirm = confirms.then(|| {
        view! { <PostButton to=routes::undo(&request) label=t.get("desk.act.unaccept") rank=Rank::Secondary fields=seen.clone() /> }
    });
    let take_up = can.take_up.then(
        || view! { <PostButton to=routes::take_up(&request) label=t.get("desk.act.take_up") fields=seen.clone() /> },
    );
    let manages = frame().can_manage();
    let link = (can.new_link && manages).then(|| {
        let ask = t.fmt("desk.act.new_link_ask", &[("email", supplier.get("email"))]);
        let ask = Question::new(ask, t.get("desk.cancel"));
        view! { <PostButton to=routes::new_link(&request) label=t.get("desk.act.new_link") rank=Rank::Secondary ask fields=seen.clone() /> }
    });
    let wrong = |act: ReasonedAct| refused.at(act.control()).error.is_some();
    let open = [ReasonedAct::OutOfScope, ReasonedAct::Reject, ReasonedAct::Withdraw].into_iter().any(wrong);
    let agree = can.agree.then(|| {
        view! { <WithReason action=routes::out_of_scope(&request) act=ReasonedAct::OutOfScope version refused=refused.clone() /> }
    });
    let reject = can.reject.then(|| {
        view! { <WithReason action=routes::reject(&request) act=ReasonedAct::Reject version refused=refused.clone() /> }
    });
    let withdraw = (can.withdraw && manages).then(|| {
        view! { <WithReason action=routes::withdraw(&request) act=ReasonedAct::Withdraw version refused=refused.clone() /> }
    });
    let seldom = can.take_up || can.reject || (manages && (can.new_link || can.withdraw));
    let more = seldom.then(|| {
        view! {
            <details class="decide-more" open=open>
                <summary class="button button-secondary">{t.get("desk.review.more_acts")}</summary>
                <div class="decide-menu">{take_up}{link}{reject}{withdraw}</div>
            </details>
        }
    });
    view! {
        <section class="decide" aria-labelledby="decide">
            <h2 id="decide" class="unseen">{t.get("desk.review.decide")}</h2>
            {accept}{back}{undo}{unconfirm}{next}{more}{agree}
        </section>
    }
}

/// What taking back the last decision is called, and what it does.
fn undo_texts(state: RequestState, submitted: bool) -> [&'static str; 2] {
    match state {
        RequestState::Withdrawn if submitted => ["desk.act.withdraw_undo", "desk.act.withdraw_undo_hint"],
        RequestState::Declined | RequestState::Withdrawn => ["desk.act.ask_again", "desk.act.ask_again_hint"],
        RequestState::OutOfScope => ["desk.act.scope_undo", "desk.act.scope_undo_hint"],
        RequestState::SentBack => ["desk.act.send_back_undo", "desk.act.send_back_undo_hint"],
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
    let from = expect_context::<ReviewAt>().from;
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
                <input type="hidden" name="from" value=from />
                <label for=name>{t.get("desk.act.reason")}</label>
                <p class="hint" id=format!("{name}-hint")>{hint}</p>
                {wrong}
                <Lines control rows=3 described=Some(described) />
                <Submit label rank=Rank::Danger />
            </form>
        </details>
    }
}
