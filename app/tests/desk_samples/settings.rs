//! Settings and the log.

use super::auth::company_form;
use super::mailbox::mails;
use super::overview::alarm;
use super::{NOW, Sample, frame, listed, log, page, s};
use app::desk::audit_log::{LogCheck, LogPage};
use app::desk::job::OpenJob;
use app::desk::mails::MailSettings;
use app::desk::settings::{
    CompanySettings, DueCampaign, HoldRow, MemberRole, MemberRow, MemberState, QueryTemplates, Retention,
    RunRetention, RunRow, ScopeChoice, Team, TemplateLine,
};
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
        works_on: if i == 1 { s("East Asia, Plating") } else { String::new() },
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
        page("retention", frame("Retention", Area::Settings), retention()),
        page(
            "retention_run",
            frame("Retention", Area::Settings),
            RunRetention {
                months: 60,
                ids: vec![s("c1")],
                going: vec![("requests", 12), ("files", 1)],
                campaigns: vec![s("Minerals 2020")],
                changed: true,
            },
        ),
        page(
            "member-role",
            frame("Role and part of Tomasz Bell", Area::Settings),
            MemberRole {
                id: s("m1"),
                name: s("Tomasz Bell"),
                form: BoundForm::of([("role", "reviewer"), ("scope", "groups")]),
                campaigns: vec![ScopeChoice { key: s("c1"), name: s("Minerals 2026"), chosen: false }],
                groups: vec![
                    ScopeChoice { key: s("east asia"), name: s("East Asia"), chosen: true },
                    ScopeChoice { key: s("plating"), name: s("Plating"), chosen: false },
                ],
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

fn retention() -> Retention {
    let going = vec![("requests", 12), ("submissions", 14), ("files", 1), ("log_entries", 60)];
    let hold = |id: &str, lifted| HoldRow {
        id: s(id),
        what: s("Minerals 2021"),
        reason: s("A lawsuit about tin"),
        by: s("Ines Okafor"),
        at: NOW,
        lifted,
    };
    Retention {
        months: 60,
        rule: BoundForm::of([("retention_months", "60")]),
        due: vec![DueCampaign {
            id: s("c1"),
            name: s("Minerals 2020"),
            due_on: s("2026-01-01"),
            going: going.clone(),
            held: 3,
        }],
        suppliers: vec![("contacts", 2)],
        next: Some((s("2027-01-01"), s("Minerals 2021"))),
        planned: Some(NOW),
        job: Some(OpenJob { done: 3, total: 12, failed: true }),
        holds: vec![hold("h1", None), hold("h2", Some((NOW, s("Tomasz Bell"))))],
        runs: vec![RunRow {
            at: NOW,
            by: s("Ines Okafor"),
            months: 18,
            removed: going,
            finished: None,
            interrupted: true,
        }],
        scopes: vec![SelectOption { value: s("all"), label: s("Everything") }],
        form: BoundForm::default(),
    }
}
