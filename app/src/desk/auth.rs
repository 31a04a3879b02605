//! The pages before and around signing in, and those that say that something cannot be done.

use super::form::BoundForm;
use super::parts::{Hidden, counted, or_dash};
use super::settings::{CompanyFields, RetentionField};
use super::{DeskPage, frame, texts};
use crate::desk::routes;
use crate::islands::LocalTime;
use crate::ui::{
    Badge, ButtonLink, DataTable, ErrorSummary, Field, Link, PageHead, PostButton, Question, Rank, Submit,
    TableColumn, TableRow, Tone,
};
use domain::Instant;
use leptos::prelude::*;

/// Something went wrong, is not there or is not allowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trouble {
    /// What happened.
    pub title: String,
    /// What it means and what to do.
    pub text: String,
    /// Where to go on.
    pub go: Option<Link>,
}

impl DeskPage for Trouble {
    fn view(self) -> AnyView {
        view! { <TroublePage page=self /> }.into_any()
    }
}

#[component]
fn TroublePage(page: Trouble) -> impl IntoView {
    let go = page.go.map(|it| view! { <p><ButtonLink href=it.href label=it.label /></p> });
    view! { <div class="panel narrow"><h1>{page.title}</h1><p>{page.text}</p>{go}</div> }
}

/// A form to fill in before one is signed in: what is wrong with it above, and its one button below.
#[component]
pub(super) fn AuthForm(
    /// Where it goes.
    action: String,
    /// What was typed.
    form: BoundForm,
    /// What is on the button.
    go: &'static str,
    /// The controls.
    children: Children,
) -> impl IntoView {
    view! {
        <ErrorSummary title=texts().get("desk.form.wrong") errors=form.errors />
        <form method="post" action=action class="form">
            {children()}
            <div class="form-acts">
                <Submit label=go rank=Rank::Primary />
            </div>
        </form>
    }
}

/// The address by which a member signs in.
#[component]
fn MemberEmail(form: BoundForm) -> impl IntoView {
    view! { <Field control=form.at("email") label=texts().get("desk.member.email") required=true kind="email" autocomplete="username" /> }
}

/// The password that a member has.
#[component]
fn PresentPassword(
    form: BoundForm,
    /// The control's name.
    name: &'static str,
    label: &'static str,
) -> impl IntoView {
    view! { <Field control=form.at(name) label required=true kind="password" autocomplete="current-password" /> }
}

/// A password to choose.
#[component]
fn NewPassword(form: BoundForm, label: &'static str) -> impl IntoView {
    view! { <Field control=form.at("password") label hint=texts().get("desk.password.hint") required=true kind="password" autocomplete="new-password" /> }
}

/// The same once more.
#[component]
fn PasswordAgain(form: BoundForm) -> impl IntoView {
    view! { <Field control=form.at("again") label=texts().get("desk.password.again") required=true kind="password" autocomplete="new-password" /> }
}

/// First set-up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setup {
    /// Where the form goes.
    pub action: String,
    pub form: BoundForm,
}

impl DeskPage for Setup {
    fn view(self) -> AnyView {
        view! { <SetupPage page=self /> }.into_any()
    }
}

#[component]
fn SetupPage(page: Setup) -> impl IntoView {
    let t = texts();
    let form = page.form;
    view! {
        <div class="auth-wide">
            <h1>{t.get("desk.setup.title")}</h1>
            <p class="lead">{t.get("desk.setup.lead")}</p>
            <AuthForm action=page.action form=form.clone() go=t.get("desk.setup.go")>
                <fieldset class="panel">
                    <legend>{t.get("desk.setup.company")}</legend>
                    <p class="hint">{t.get("desk.setup.company_hint")}</p>
                    <CompanyFields form=form.clone() />
                    <RetentionField form=form.clone() />
                </fieldset>
                <fieldset class="panel">
                    <legend>{t.get("desk.setup.first")}</legend>
                    <p class="hint">{t.get("desk.setup.first_hint")}</p>
                    <Field control=form.at("name") label=t.get("desk.member.name") required=true autocomplete="name" />
                    <MemberEmail form=form.clone() />
                    <NewPassword form=form.clone() label=t.get("desk.password.choose") />
                </fieldset>
            </AuthForm>
        </div>
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignIn {
    /// The company, once set up.
    pub company: String,
    /// Where to go afterwards: a path of this site.
    pub next: String,
    pub form: BoundForm,
}

impl DeskPage for SignIn {
    fn view(self) -> AnyView {
        view! { <SignInPage page=self /> }.into_any()
    }
}

#[component]
fn SignInPage(page: SignIn) -> impl IntoView {
    let t = texts();
    let form = page.form;
    let not_set_up = page.company.is_empty();
    view! {
        <div class="panel narrow">
            {(!not_set_up).then(|| view! { <p class="above">{page.company}</p> })}
            <h1>{t.get("desk.signin.title")}</h1>
            {not_set_up.then(|| view! { <p class="notice">{t.get("desk.signin.not_set_up")}</p> })}
            <AuthForm action=routes::sign_in() form=form.clone() go=t.get("desk.signin.go")>
                <input type="hidden" name="next" value=page.next />
                <MemberEmail form=form.clone() />
                <PresentPassword form name="password" label=t.get("desk.password") />
            </AuthForm>
            <p><a href=routes::forgot()>{t.get("desk.signin.forgot")}</a></p>
        </div>
    }
}

/// Who has forgotten the password.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forgot {
    /// Whether the link was asked for.
    pub sent: bool,
    pub form: BoundForm,
}

impl DeskPage for Forgot {
    fn view(self) -> AnyView {
        view! { <ForgotPage page=self /> }.into_any()
    }
}

#[component]
fn ForgotPage(page: Forgot) -> impl IntoView {
    let t = texts();
    view! {
        <div class="panel narrow">
            <h1>{t.get("desk.forgot.title")}</h1>
            {page.sent.then(|| view! { <p class="notice notice-good" role="status">{t.get("desk.forgot.sent")}</p> })}
            {(!page.sent).then(|| view! { <AskForLink form=page.form /> })}
            <p><a href=routes::sign_in()>{t.get("desk.forgot.back")}</a></p>
        </div>
    }
}

#[component]
fn AskForLink(form: BoundForm) -> impl IntoView {
    let t = texts();
    view! {
        <p>{t.get("desk.forgot.lead")}</p>
        <AuthForm action=routes::forgot() form=form.clone() go=t.get("desk.forgot.go")>
            <MemberEmail form />
        </AuthForm>
    }
}

/// An act that asks for the password again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Confirm {
    /// Where the act goes.
    pub action: String,
    /// What was sent with it: names and values.
    pub fields: Vec<(String, String)>,
    pub form: BoundForm,
}

impl DeskPage for Confirm {
    fn view(self) -> AnyView {
        view! { <ConfirmPage page=self /> }.into_any()
    }
}

#[component]
fn ConfirmPage(page: Confirm) -> impl IntoView {
    let t = texts();
    view! {
        <div class="panel narrow">
            <h1>{t.get("desk.confirm.title")}</h1>
            <p>{t.get("desk.confirm.lead")}</p>
            <AuthForm action=page.action form=page.form.clone() go=t.get("desk.confirm.go")>
                <Hidden fields=page.fields />
                <PresentPassword form=page.form name="confirm_password" label=t.get("desk.password") />
            </AuthForm>
        </div>
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
    pub form: BoundForm,
}

impl DeskPage for Join {
    fn view(self) -> AnyView {
        view! { <JoinPage page=self /> }.into_any()
    }
}

#[component]
fn JoinPage(page: Join) -> impl IntoView {
    let t = texts();
    let [title, lead, go] = match page.again {
        true => ["desk.reset.title", "desk.reset.lead", "desk.reset.go"],
        false => ["desk.join.title", "desk.join.lead", "desk.join.go"],
    };
    view! {
        <div class="panel narrow">
            <h1>{t.get(title)}</h1>
            <p>{t.fmt(lead, &[("company", &page.company)])}</p>
            <AuthForm action=page.action form=page.form.clone() go=t.get(go)>
                <NewPassword form=page.form.clone() label=t.get("desk.password.choose") />
                <PasswordAgain form=page.form />
            </AuthForm>
        </div>
    }
}

/// The member's own account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// The form for another password.
    pub form: BoundForm,
    /// The second factor, if there is one: since when, and how many recovery codes are left.
    pub factor: Option<(Instant, usize)>,
    /// Whether the company demands one.
    pub demanded: bool,
    /// Where the member is signed in.
    pub sessions: Vec<SessionRow>,
}

/// One's own session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionRow {
    pub id: String,
    /// Browser and system.
    pub browser: String,
    /// Network address.
    pub address: String,
    pub begun: Instant,
    pub seen: Instant,
    /// Whether it is the reader's.
    pub this: bool,
}

impl DeskPage for Account {
    fn view(self) -> AnyView {
        view! { <AccountPage page=self /> }.into_any()
    }
}

#[component]
fn AccountPage(page: Account) -> impl IntoView {
    let t = texts();
    let form = page.form;
    let who = frame().who.clone().unwrap_or_default();
    view! {
        <PageHead title=t.get("desk.account.title") />
        <p class="lead">{format!("{} · {}", who.name, t.get(who.role.text_key()))}</p>
        <section class="panel">
            <h2>{t.get("desk.account.password")}</h2>
            <AuthForm action=routes::account() form=form.clone() go=t.get("desk.account.change")>
                <PresentPassword form=form.clone() name="old_password" label=t.get("desk.password.present") />
                <NewPassword form=form.clone() label=t.get("desk.password.new") />
                <PasswordAgain form />
            </AuthForm>
        </section>
        <section class="panel">
            <h2>{t.get("desk.factor.head")}</h2>
            <Factor since=page.factor demanded=page.demanded />
        </section>
        <section class="panel">
            <h2>{t.get("desk.account.sessions")}</h2>
            <Sessions rows=page.sessions />
            <p class="spaced">{t.get("desk.account.sessions_text")}</p>
            <PostButton to=routes::sign_out_everywhere() label=t.get("desk.account.everywhere") />
        </section>
    }
}

/// Whether there is a second factor, and what to do about it.
#[component]
fn Factor(since: Option<(Instant, usize)>, demanded: bool) -> impl IntoView {
    let t = texts();
    let Some((since, codes)) = since else {
        return view! {
            <p>{t.get("desk.factor.none")}</p>
            <p class="spaced"><ButtonLink href=routes::second_factor() label=t.get("desk.factor.set_up") /></p>
        }
        .into_any();
    };
    let off = Question::new(t.get("desk.factor.off_ask"), t.get("desk.cancel"));
    let left = counted(t, "desk.factor.codes_left", codes as u64);
    view! {
        <p>{t.get("desk.factor.since")}" "<LocalTime at=since />". "{left}</p>
        <div class="row-acts">
            <ButtonLink href=routes::second_factor() label=t.get("desk.factor.anew") />
            {(!demanded).then(|| view! {
                <PostButton to=routes::give_up_second_factor() label=t.get("desk.factor.off") rank=Rank::Secondary ask=off />
            })}
        </div>
    }
    .into_any()
}

#[component]
fn Sessions(rows: Vec<SessionRow>) -> impl IntoView {
    let t = texts();
    let columns = ["browser", "address", "begun", "seen", "acts"];
    let columns = columns.map(|it| TableColumn::new(t.get(&format!("desk.session.{it}")))).to_vec();
    let rows = rows.into_iter().map(session).collect::<Vec<_>>();
    view! { <DataTable caption=t.get("desk.account.sessions") columns rows wrap=true /> }
}

fn session(row: SessionRow) -> TableRow {
    let t = texts();
    let browser = if row.browser.is_empty() { t.get("desk.session.unknown").to_owned() } else { row.browser };
    let this = row.this.then(|| view! { " "<Badge text=t.get("desk.session.this") tone=Tone::Idle /> });
    let end = (!row.this).then(|| {
        view! { <PostButton to=routes::end_session(&row.id) label=t.get("desk.session.end") rank=Rank::Secondary /> }
    });
    TableRow::new(vec![
        view! { {browser}{this} }.into_any(),
        or_dash(&row.address).into_any(),
        view! { <LocalTime at=row.begun /> }.into_any(),
        view! { <LocalTime at=row.seen /> }.into_any(),
        end.into_any(),
    ])
}
