//! The pages before and around signing in, and those that say that something cannot be done.

use super::form::Form;
use super::frame::Frame;
use super::{Page, T, settings};
use crate::desk::routes;
use crate::ui::{Act, ErrorSummary, Field, PageHead, Rank, Submit};
use leptos::prelude::*;

/// Something went wrong, is not there or is not allowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trouble {
    /// What happened.
    pub title: String,
    /// What it means and what to do.
    pub text: String,
    /// Where to go on: address and label.
    pub go: Option<(String, String)>,
}

impl Page for Trouble {
    fn draw(&self, _t: T, _: &Frame) -> AnyView {
        let p = self;
        let go = p.go.clone().map(|(href, label)| view! { <p><a class="button" href=href>{label}</a></p> });
        view! { <div class="panel narrow"><h1>{p.title.clone()}</h1><p>{p.text.clone()}</p>{go}</div> }
            .into_any()
    }
}

/// First set-up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setup {
    /// Where the form goes.
    pub action: String,
    pub form: Form,
}

impl Page for Setup {
    fn draw(&self, t: T, _: &Frame) -> AnyView {
        let p = self;
        let f = &p.form;
        view! {
            <div class="auth-wide">
                <h1>{t.get("desk.setup.title")}</h1>
                <p class="lead">{t.get("desk.setup.lead")}</p>
                <ErrorSummary title=t.get("desk.form.wrong") errors=f.errors.clone() />
                <form method="post" action=p.action.clone() class="form">
                    <fieldset class="panel">
                        <legend>{t.get("desk.setup.company")}</legend>
                        <p class="hint">{t.get("desk.setup.company_hint")}</p>
                        {settings::company_fields(t, f)}
                    </fieldset>
                    <fieldset class="panel">
                        <legend>{t.get("desk.setup.first")}</legend>
                        <p class="hint">{t.get("desk.setup.first_hint")}</p>
                        <Field control=f.at("name") label=t.get("desk.member.name") required=true autocomplete="name" />
                        <Field control=f.at("email") label=t.get("desk.member.email") required=true kind="email" autocomplete="username" />
                        {password(t, f, "password", "desk.password.choose")}
                    </fieldset>
                    <div class="form-acts">
                        <Submit label=t.get("desk.setup.go") rank=Rank::First />
                    </div>
                </form>
            </div>
        }
        .into_any()
    }
}

fn password(t: T, f: &Form, name: &str, label: &'static str) -> AnyView {
    view! { <Field control=f.at(name) label=t.get(label) hint=t.get("desk.password.hint") required=true kind="password" autocomplete="new-password" /> }.into_any()
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignIn {
    /// The company, once set up.
    pub company: String,
    /// Where to go afterwards: a path of this site.
    pub next: String,
    pub form: Form,
}

impl Page for SignIn {
    fn draw(&self, t: T, _: &Frame) -> AnyView {
        let p = self;
        let f = &p.form;
        let company = (!p.company.is_empty()).then(|| view! { <p class="above">{p.company.clone()}</p> });
        view! {
            <div class="panel narrow">
                {company}
                <h1>{t.get("desk.signin.title")}</h1>
                {p.company.is_empty().then(|| view! { <p class="notice">{t.get("desk.signin.not_set_up")}</p> })}
                <ErrorSummary title=t.get("desk.form.wrong") errors=f.errors.clone() />
                <form method="post" action=routes::sign_in() class="form">
                    <input type="hidden" name="next" value=p.next.clone() />
                    <Field control=f.at("email") label=t.get("desk.member.email") required=true kind="email" autocomplete="username" />
                    <Field control=f.at("password") label=t.get("desk.password") required=true kind="password" autocomplete="current-password" />
                    <div class="form-acts">
                        <Submit label=t.get("desk.signin.go") rank=Rank::First />
                    </div>
                </form>
                <p><a href=routes::forgot()>{t.get("desk.signin.forgot")}</a></p>
            </div>
        }
        .into_any()
    }
}

/// Who has forgotten the password.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forgot {
    /// Whether the link was asked for.
    pub sent: bool,
    pub form: Form,
}

impl Page for Forgot {
    fn draw(&self, t: T, _: &Frame) -> AnyView {
        let p = self;
        let f = &p.form;
        let inner = if p.sent {
            view! { <p class="notice notice-good" role="status">{t.get("desk.forgot.sent")}</p> }.into_any()
        } else {
            view! {
                <p>{t.get("desk.forgot.lead")}</p>
                <ErrorSummary title=t.get("desk.form.wrong") errors=f.errors.clone() />
                <form method="post" action=routes::forgot() class="form">
                    <Field control=f.at("email") label=t.get("desk.member.email") required=true kind="email" autocomplete="username" />
                    <div class="form-acts">
                        <Submit label=t.get("desk.forgot.go") rank=Rank::First />
                    </div>
                </form>
            }
            .into_any()
        };
        view! {
            <div class="panel narrow">
                <h1>{t.get("desk.forgot.title")}</h1>
                {inner}
                <p><a href=routes::sign_in()>{t.get("desk.forgot.back")}</a></p>
            </div>
        }
        .into_any()
    }
}

/// An act that asks for the password again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Confirm {
    /// Where the act goes.
    pub action: String,
    /// What was sent with it.
    pub fields: Vec<(String, String)>,
    pub form: Form,
}

impl Page for Confirm {
    fn draw(&self, t: T, _: &Frame) -> AnyView {
        let p = self;
        let f = &p.form;
        let fields: Vec<_> = p
            .fields
            .iter()
            .map(|(name, value)| view! { <input type="hidden" name=name.clone() value=value.clone() /> })
            .collect();
        view! {
            <div class="panel narrow">
                <h1>{t.get("desk.confirm.title")}</h1>
                <p>{t.get("desk.confirm.lead")}</p>
                <ErrorSummary title=t.get("desk.form.wrong") errors=f.errors.clone() />
                <form method="post" action=p.action.clone() class="form">
                    {fields}
                    <Field control=f.at("confirm_password") label=t.get("desk.password") required=true kind="password" autocomplete="current-password" />
                    <div class="form-acts">
                        <Submit label=t.get("desk.confirm.go") rank=Rank::First />
                    </div>
                </form>
            </div>
        }
        .into_any()
    }
}

/// A new member chooses a password.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Join {
    /// Where the form goes.
    pub action: String,
    pub company: String,
    /// Whether the member had a password before.
    pub again: bool,
    pub form: Form,
}

impl Page for Join {
    fn draw(&self, t: T, _: &Frame) -> AnyView {
        let p = self;
        let f = &p.form;
        let (title, go) =
            if p.again { ("desk.reset.title", "desk.reset.go") } else { ("desk.join.title", "desk.join.go") };
        let lead = if p.again { "desk.reset.lead" } else { "desk.join.lead" };
        view! {
            <div class="panel narrow">
                <h1>{t.get(title)}</h1>
                <p>{t.fmt(lead, &[("company", &p.company)])}</p>
                <ErrorSummary title=t.get("desk.form.wrong") errors=f.errors.clone() />
                <form method="post" action=p.action.clone() class="form">
                    {password(t, f, "password", "desk.password.choose")}
                    {password_again(t, f)}
                    <div class="form-acts">
                        <Submit label=t.get(go) rank=Rank::First />
                    </div>
                </form>
            </div>
        }
        .into_any()
    }
}

fn password_again(t: T, f: &Form) -> AnyView {
    view! { <Field control=f.at("again") label=t.get("desk.password.again") required=true kind="password" autocomplete="new-password" /> }.into_any()
}

/// The member's own account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// The form for another password.
    pub form: Form,
}

impl Page for Account {
    fn draw(&self, t: T, frame: &Frame) -> AnyView {
        let f = &self.form;
        let who = frame.who.clone().unwrap_or_default();
        view! {
            <PageHead title=t.get("desk.account.title") />
            <p class="lead">{format!("{} · {}", who.name, t.get(who.role.text_key()))}</p>
            <section class="panel">
                <h2>{t.get("desk.account.password")}</h2>
                <ErrorSummary title=t.get("desk.form.wrong") errors=f.errors.clone() />
                <form method="post" action=routes::account() class="form">
                    <Field control=f.at("old_password") label=t.get("desk.password.present") required=true kind="password" autocomplete="current-password" />
                    {password(t, f, "password", "desk.password.new")}
                    {password_again(t, f)}
                    <div class="form-acts">
                        <Submit label=t.get("desk.account.change") rank=Rank::First />
                    </div>
                </form>
            </section>
            <section class="panel">
                <h2>{t.get("desk.account.sessions")}</h2>
                <p>{t.get("desk.account.sessions_text")}</p>
                <Act to=routes::sign_out_everywhere() label=t.get("desk.account.everywhere") />
            </section>
        }
        .into_any()
    }
}
