//! Settings and the log.

use super::auth::company_form;
use super::mailbox::mails;
use super::overview::alarm;
use super::{NOW, Sample, frame, listed, log, page, s};
use app::desk::audit_log::{LogCheck, LogPage};
use app::desk::mails::MailSettings;
use app::desk::settings::{CompanySettings, MemberRow, MemberState, QueryTemplates, Team, TemplateLine};
use app::desk::templates::{BlankLine, Templates};
use app::desk::{Area, BoundForm};
use app::ui::SelectOption;
use domain::terms::Role;

pub fn pages() -> Vec<Sample> {
    let member = |i: usize, role: Role, state: MemberState| MemberRow {
        id: format!("m{i}"),
        name: s(["Ines Okafor", "Tomasz Bell", "Yuki Hara"][i]),
        email: format!("m{i}@northlight.example"),
        role,
        state,
        factor: i == 0,
        me: i == 0,
    };
    vec![
        page("company", frame("Settings", Area::Settings), CompanySettings { form: company_form() }),
        page(
            "team",
            frame("Team", Area::Settings),
            Team {
                list: listed("/desk/settings/team", &[]),
                members: vec![
                    member(0, Role::Administrator, MemberState::Active),
                    member(1, Role::Reviewer, MemberState::Disabled),
                    member(2, Role::Viewer, MemberState::Invited),
                ],
                form: BoundForm::default(),
                demanded: true,
            },
        ),
        page(
            "mail",
            frame("Mail", Area::Settings),
            MailSettings {
                alarm: Some(alarm()),
                how: s("files in /var/lib/touchstone/mail"),
                real: false,
                list: listed("/desk/settings/mail", &[("q", "supplier"), ("state", "failed"), ("kind", "")]),
                kinds: vec![SelectOption { value: s("invitation"), label: s("Invitation") }],
                mails: mails(),
            },
        ),
        page(
            "templates",
            frame("Templates", Area::Settings),
            Templates {
                blanks: vec![BlankLine {
                    id: s("5f0c"),
                    version: s("6.5"),
                    file: s("template.xlsx"),
                    size: 812,
                    at: NOW,
                    by: s("Ines Okafor"),
                }],
                missing: vec![s("6.4")],
                form: BoundForm::default(),
            },
        ),
        page(
            "query-templates",
            frame("Queries", Area::Settings),
            QueryTemplates {
                templates: vec![TemplateLine {
                    id: "t1".to_owned(),
                    name: s("Which plants"),
                    texts: vec![("en".to_owned(), s("Which plants of {supplier}?"))],
                    form: BoundForm::of([
                        ("prefix", "t1-".to_owned()),
                        ("seen", "7".to_owned()),
                        ("t1-name", s("Which plants")),
                        ("t1-text-en", s("Which plants of {supplier}?")),
                    ]),
                }],
                form: BoundForm::of([("name", s("Another"))]),
            },
        ),
        page(
            "log",
            frame("Log", Area::Log),
            LogPage {
                lines: log(),
                checked: Some(LogCheck::Whole(912)),
                filters: Default::default(),
                list: listed("/desk/log", &[("q", "a"), ("kind", ""), ("who", "")]),
            },
        ),
    ]
}
