//! Settings: the company, the team, and the head that all pages of the settings have.

mod company;
mod member_role;
mod query_templates;
mod retention;
mod team;

pub use company::CompanySettings;
pub use company::{CompanyFields, RetentionField};
pub use member_role::{MemberRole, ScopeChoice};
pub use query_templates::{QueryTemplates, TemplateLine};
pub use retention::{DueCampaign, HoldRow, KindCounts, Retention, RunRetention, RunRow};
pub use team::{MemberRow, MemberState, TEAM_COLUMNS, Team};

use super::{frame, routes, texts};
use crate::ui::{PageHead, Tab, Tabs};
use leptos::prelude::*;

/// A part of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingsPart {
    Company,
    Team,
    Mail,
    References,
    Templates,
    QueryTemplates,
    Retention,
}

impl SettingsPart {
    const ALL: [SettingsPart; 7] = [
        SettingsPart::Company,
        SettingsPart::Team,
        SettingsPart::Mail,
        SettingsPart::References,
        SettingsPart::Templates,
        SettingsPart::QueryTemplates,
        SettingsPart::Retention,
    ];

    /// Its address, and the key of the text that names it.
    fn link(self) -> (String, &'static str) {
        match self {
            SettingsPart::Company => (routes::settings(), "desk.settings.company"),
            SettingsPart::Team => (routes::team(), "desk.settings.team"),
            SettingsPart::Mail => (routes::mail(), "desk.settings.mail"),
            SettingsPart::References => (routes::references(), "desk.settings.references"),
            SettingsPart::Templates => (routes::templates(), "desk.settings.templates"),
            SettingsPart::QueryTemplates => (routes::query_templates(), "desk.settings.queries"),
            SettingsPart::Retention => (routes::retention(), "desk.settings.retention"),
        }
    }
}

/// The title of the settings, and the way to each part.
#[component]
pub fn SettingsHead(
    /// The part that is open.
    open: SettingsPart,
) -> impl IntoView {
    let t = texts();
    let tab = |part: SettingsPart| {
        let (href, label) = part.link();
        Tab { href, label: t.get(label).to_owned(), count: None, current: part == open }
    };
    let audits = frame().can_audit();
    let open_to =
        |part: &SettingsPart| audits || !matches!(part, SettingsPart::Team | SettingsPart::Retention);
    // Of the settings, who works on a part of the survey has its mails.
    let whole = |part: &SettingsPart| !frame().is_partial() || *part == SettingsPart::Mail;
    let tabs = SettingsPart::ALL.into_iter().filter(open_to).filter(whole).map(tab).collect::<Vec<_>>();
    view! {
        <PageHead title=t.get("desk.settings.title") />
        <Tabs label=t.get("desk.settings.title") tabs />
    }
}
