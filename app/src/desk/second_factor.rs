//! A second factor: giving its code, setting it up, and the codes for when it is lost.

use super::auth::AuthForm;
use super::form::BoundForm;
use super::{DeskPage, routes, texts};
use crate::ui::{ButtonLink, Field, Rank, Submit};
use leptos::prelude::*;

/// The code of the second step of signing in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EnterCode {
    /// Where to go afterwards: a path of this site.
    pub next: String,
    pub form: BoundForm,
}

impl DeskPage for EnterCode {
    fn view(self) -> AnyView {
        view! { <EnterCodePage page=self /> }.into_any()
    }
}

#[component]
fn EnterCodePage(page: EnterCode) -> impl IntoView {
    let t = texts();
    let form = page.form;
    view! {
        <div class="panel narrow">
            <h1>{t.get("desk.code.title")}</h1>
            <p>{t.get("desk.code.lead")}</p>
            <AuthForm action=routes::code() form=form.clone() go=t.get("desk.code.go")>
                <input type="hidden" name="next" value=page.next />
                <Code form label=t.get("desk.code.code") hint=t.get("desk.code.hint") />
            </AuthForm>
            <p><a href=routes::sign_in()>{t.get("desk.code.back")}</a></p>
        </div>
    }
}

#[component]
fn Code(form: BoundForm, label: &'static str, hint: &'static str) -> impl IntoView {
    view! { <Field control=form.at("code") label hint required=true autocomplete="one-time-code" /> }
}

/// A picture made of squares, as one path in a square of so many units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Squares {
    pub units: i32,
    pub path: String,
}

/// Setting an authenticator app up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetUpFactor {
    /// The address that the app reads, as a picture; none where it is too long for one.
    pub picture: Option<Squares>,
    /// The secret, to be typed.
    pub secret: String,
    /// Whether the company demands it: there is no way around the page then.
    pub demanded: bool,
    pub form: BoundForm,
}

impl DeskPage for SetUpFactor {
    fn view(self) -> AnyView {
        view! { <SetUpFactorPage page=self /> }.into_any()
    }
}

#[component]
fn SetUpFactorPage(page: SetUpFactor) -> impl IntoView {
    let t = texts();
    let form = page.form;
    let picture = page.picture.map(|it| view! { <Picture squares=it /> });
    let way_out = match page.demanded {
        true => view! {
            <form method="post" action=routes::sign_out()>
                <Submit label=t.get("desk.signout") rank=Rank::Secondary />
            </form>
        }
        .into_any(),
        false => view! { <a href=routes::account()>{t.get("desk.cancel")}</a> }.into_any(),
    };
    view! {
        <div class="panel narrow">
            <h1>{t.get("desk.factor.title")}</h1>
            {page.demanded.then(|| view! { <p class="notice">{t.get("desk.factor.demanded")}</p> })}
            <ol class="steps-list">
                <li>{t.get("desk.factor.step_app")}</li>
                <li>{t.get("desk.factor.step_scan")}{picture}
                    <p class="hint">{t.get("desk.factor.type_it")}</p>
                    <p class="secret-code"><code>{page.secret}</code></p>
                </li>
                <li>{t.get("desk.factor.step_code")}</li>
            </ol>
            <AuthForm action=routes::second_factor() form=form.clone() go=t.get("desk.factor.go")>
                <Code form label=t.get("desk.factor.code") hint=t.get("desk.factor.code_hint") />
            </AuthForm>
            {way_out}
        </div>
    }
}

/// Dark on light with a border of four units, whatever the page's colours: what cameras can read.
#[component]
fn Picture(squares: Squares) -> impl IntoView {
    let all = squares.units + 8;
    let view_box = format!("-4 -4 {all} {all}");
    view! {
        <svg class="qr" viewBox=view_box role="img" aria-label=texts().get("desk.factor.picture") shape-rendering="crispEdges">
            <rect class="qr-light" x="-4" y="-4" width=all height=all />
            <path class="qr-dark" d=squares.path />
        </svg>
    }
}

/// The recovery codes, shown once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecoveryCodes {
    pub codes: Vec<String>,
}

impl DeskPage for RecoveryCodes {
    fn view(self) -> AnyView {
        view! { <RecoveryCodesPage page=self /> }.into_any()
    }
}

#[component]
fn RecoveryCodesPage(page: RecoveryCodes) -> impl IntoView {
    let t = texts();
    let codes = page.codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view();
    view! {
        <div class="panel narrow">
            <h1>{t.get("desk.factor.on")}</h1>
            <p>{t.get("desk.factor.codes_lead")}</p>
            <ul class="recovery-codes">{codes}</ul>
            <p class="notice">{t.get("desk.factor.codes_once")}</p>
            <p><ButtonLink href=routes::home() label=t.get("desk.factor.codes_done") rank=Rank::Primary /></p>
        </div>
    }
}
