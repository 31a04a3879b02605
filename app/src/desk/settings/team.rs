//! The team: who is in it, in which role, and inviting another.

use super::{SettingsHead, SettingsPart};
use crate::desk::form::BoundForm;
use crate::desk::list::{ListColumn, ListPager, Listed};
use crate::desk::{DeskPage, frame, routes, texts};
use crate::ui::{
    Badge, Choice, DataTable, ErrorSummary, Fact, Field, Panel, PostButton, Question, Rank, SelectOption,
    Submit, TableColumn, TableRow, Tone,
};
use domain::Texts;
use domain::terms::Role;
use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Team {
    /// Where the list is, and its files.
    pub list: Listed,
    pub members: Vec<MemberRow>,
    /// The form for a new one.
    pub form: BoundForm,
    /// Whether every member must have a second factor.
    pub demanded: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberRow {
    pub id: String,
    pub name: String,
    pub email: String,
    pub role: Role,
    /// On what the member works; blank for everything.
    pub works_on: String,
    pub state: MemberState,
    /// Whether the member has a second factor.
    pub factor: bool,
    /// Whether it is the reader.
    pub me: bool,
}

impl MemberRow {
    /// On what the member works.
    fn scope_name(&self, t: &Texts) -> String {
        if self.works_on.is_empty() {
            t.get("desk.works_on.everything").to_owned()
        } else {
            self.works_on.clone()
        }
    }
}

/// Whether a member can sign in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MemberState {
    #[default]
    Active,
    /// No password was chosen yet.
    Invited,
    /// Access was taken away.
    Disabled,
}

impl MemberState {
    /// The key of the text that names it.
    fn text_key(self) -> &'static str {
        match self {
            MemberState::Active => "desk.team.active",
            MemberState::Invited => "desk.team.invited",
            MemberState::Disabled => "desk.team.disabled",
        }
    }
}

/// The columns of the team's files.
pub static TEAM_COLUMNS: [ListColumn<MemberRow>; 5] = [
    ListColumn::new("name", "desk.member.name", |_, m: &MemberRow| m.name.clone()).usual(),
    ListColumn::new("email", "desk.member.email", |_, m: &MemberRow| m.email.clone()).usual(),
    ListColumn::new("role", "desk.member.role", |t, m: &MemberRow| t.get(m.role.text_key()).to_owned())
        .usual(),
    ListColumn::new("works_on", "desk.works_on.column", |t, m: &MemberRow| m.scope_name(t)).usual(),
    ListColumn::new("state", "desk.team.state", |t, m: &MemberRow| t.get(m.state.text_key()).to_owned())
        .usual(),
];

impl DeskPage for Team {
    fn view(self) -> AnyView {
        view! { <TeamPage page=self /> }.into_any()
    }
}

#[component]
fn TeamPage(page: Team) -> impl IntoView {
    let t = texts();
    let admin = frame().is_admin();
    let columns = ["desk.member.name", "desk.member.email", "desk.member.role", "desk.team.acts"];
    let columns = columns.into_iter().take(if admin { 4 } else { 3 });
    let columns = columns.map(|key| TableColumn::new(t.get(key))).collect::<Vec<_>>();
    let rows = page.members.into_iter().map(|it| member(it, admin)).collect::<Vec<_>>();
    view! {
        <SettingsHead open=SettingsPart::Team />
        <Panel id="members" title=t.get("desk.team.members")>
            <DataTable caption=t.get("desk.team.members") columns rows wrap=true />
            <ListPager list=page.list />
        </Panel>
        {admin.then(|| view! { <Invite form=page.form /> <Demand demanded=page.demanded /> })}
    }
}

/// A member: administrators change all but themselves.
fn member(member: MemberRow, admin: bool) -> TableRow {
    let t = texts();
    let flag = match member.state {
        MemberState::Active => member.me.then_some("desk.team.me"),
        other => Some(other.text_key()),
    };
    let flag = flag.map(|key| view! { " "<Badge text=t.get(key) tone=Tone::Idle /> });
    let factor = match member.factor {
        true => view! { " "<Badge text=t.get("desk.team.factor") tone=Tone::Good /> }.into_any(),
        false => ().into_any(),
    };
    let changes = admin && !member.me;
    let part =
        (!member.works_on.is_empty()).then(|| view! { <span class="minor">{member.works_on.clone()}</span> });
    let way = changes.then(|| {
        let label = t.fmt("desk.works_on.change", &[("name", &member.name)]);
        view! { " "<a href=routes::role(&member.id) aria-label=label>{t.get("desk.edit")}</a> }
    });
    let role = view! { {t.get(member.role.text_key())}{way}" "{part} }.into_any();
    let name = view! { {member.name.clone()}{flag}{factor} }.into_any();
    let mut cells = vec![name, member.email.clone().into_any(), role];
    cells.extend(admin.then(|| changes.then(|| view! { <MemberActs member /> }).into_any()));
    TableRow::new(cells)
}

#[component]
fn MemberActs(member: MemberRow) -> impl IntoView {
    let t = texts();
    let id = &member.id;
    let ask = |key: &str| Question::new(t.fmt(key, &[("name", &member.name)]), t.get("desk.cancel"));
    let access = match member.state {
        MemberState::Disabled => {
            view! { <PostButton to=routes::enable(id) label=t.get("desk.team.enable") /> }.into_any()
        }
        MemberState::Active | MemberState::Invited => {
            let ask = ask("desk.team.disable_ask");
            view! { <PostButton to=routes::disable(id) label=t.get("desk.team.disable") rank=Rank::Secondary ask /> }
                .into_any()
        }
    };
    let take = member.factor.then(|| {
        let ask = ask("desk.team.take_factor_ask");
        view! { <PostButton to=routes::take_factor(id) label=t.get("desk.team.take_factor") rank=Rank::Secondary ask /> }
    });
    view! {
        <div class="row-acts">
            {take}
            <PostButton to=routes::reset(id) label=t.get("desk.team.reset") rank=Rank::Secondary ask=ask("desk.team.reset_ask") />
            {access}
        </div>
    }
}

#[component]
fn Invite(form: BoundForm) -> impl IntoView {
    let t = texts();
    let roles =
        Role::ALL.iter().map(|it| SelectOption::new(it.key(), t.get(it.text_key()))).collect::<Vec<_>>();
    view! {
        <Panel id="invite" title=t.get("desk.team.invite")>
            <ErrorSummary title=t.get("desk.form.wrong") errors=form.errors.clone() />
            <form method="post" action=routes::team() class="form">
                <Field control=form.at("name") label=t.get("desk.member.name") required=true />
                <Field control=form.at("email") label=t.get("desk.member.email") required=true kind="email" />
                <Choice control=form.at("role") label=t.get("desk.member.role") choices=roles />
                <RolesExplained />
                <div class="form-acts">
                    <Submit label=t.get("desk.team.send") rank=Rank::Primary />
                </div>
            </form>
        </Panel>
    }
}

/// What each role may do.
#[component]
fn RolesExplained() -> impl IntoView {
    let t = texts();
    let role = |role: &Role| {
        let (about, name) = (role.about_key(), t.get(role.text_key()));
        view! { <Fact label=name value=t.get(&about).to_owned() /> }
    };
    view! { <dl class="facts">{Role::ALL.iter().map(role).collect_view()}</dl> }
}

/// Whether everybody needs a second factor.
#[component]
fn Demand(demanded: bool) -> impl IntoView {
    let t = texts();
    let [text, label] = match demanded {
        true => ["desk.team.demanded", "desk.team.demand_no_more"],
        false => ["desk.team.not_demanded", "desk.team.demand"],
    };
    let says = ("demanded", if demanded { "no" } else { "yes" });
    view! {
        <Panel id="second-factor" title=t.get("desk.factor.head")>
            <p>{t.get(text)}</p>
            <form method="post" action=routes::demand_factor()>
                <Submit label=t.get(label) says=says />
            </form>
        </Panel>
    }
}
