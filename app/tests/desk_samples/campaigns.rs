//! Campaigns.

use super::mailbox::shown_mail;
use super::overview::upcoming;
use super::suppliers::supplier;
use super::{HOUR, NOW, Sample, frame, listed, log, page, paging, s};
use app::desk::campaigns::{
    Affected, CampaignPage, CampaignSummary, CampaignWithCounts, Campaigns, EditCampaign, LaunchDay,
    LimitRow, Preview, PreviewRow, ProfileEntry, ProfileVersion, Recipient, Recipients, ReminderPlan,
    RuleDiff, RuleRow, Rules, Skipped, Trial,
};
use app::desk::status_counts::{StatusCount, StatusCounts};
use app::desk::{Area, BoundForm};
use app::ui::Range;
use domain::terms::{CampaignState, RuleLevel};
use domain::workflow::RequestState;

pub fn summary() -> CampaignSummary {
    CampaignSummary {
        id: s("c1"),
        name: s("Minerals 2026"),
        year: 2026,
        state: CampaignState::Open,
        due: s("2027-02-26"),
        cutoff: s("2027-03-31"),
    }
}

pub fn counts() -> StatusCounts {
    let states = [
        (RequestState::Planned, 0),
        (RequestState::Invited, 58),
        (RequestState::Opened, 21),
        (RequestState::Started, 34),
        (RequestState::Submitted, 11),
        (RequestState::InReview, 4),
        (RequestState::SentBack, 9),
        (RequestState::Resubmitted, 2),
        (RequestState::Accepted, 63),
        (RequestState::Rejected, 1),
        (RequestState::Declined, 5),
        (RequestState::Withdrawn, 2),
    ];
    StatusCounts {
        states: states.map(|(state, count)| StatusCount { state, count }).to_vec(),
        overdue: 12,
        queue: s("/desk/requests?campaign=c1"),
    }
}

fn campaign_form() -> BoundForm {
    let mut form = BoundForm::of([
        ("name", "Minerals 2026"),
        ("year", "2026"),
        ("products", "All instruments of the Aurora series"),
        ("template_version", "6.5"),
        ("due", "2027-02-26"),
        ("cutoff", "2027-01-31"),
        ("days.1.not_opened", "5"),
        ("days.1.unfinished", "3"),
        ("days.1.not_fixed", "5"),
        ("days.2.not_opened", "5"),
        ("days.2.unfinished", "a week"),
        ("subject.invitation.en", "About the minerals in your parts"),
        ("body.invitation.en", "Dear {contact},\n\nplease tell us about {year}."),
    ]);
    form.wrong("days.2.unfinished", "Give 0 to 250 working days.");
    form.wrong("cutoff", "The cut-off day is before the due day. Choose a later one.");
    form
}

fn rules() -> Rules {
    let rule = |code: &str, choices: &[RuleLevel]| RuleRow {
        code: s(code),
        what: s("… suppliers answered, and all smelters are said to be named."),
        built_in: RuleLevel::Error,
        choices: choices.to_vec(),
    };
    let affected = || vec![Affected { request: s("r1"), supplier: s("Harbour Castings"), findings: 2 }];
    let entries = || vec![ProfileEntry { key: s("RSP012"), value: s("warning") }];
    Rules {
        id: s("c1"),
        name: s("Minerals 2026"),
        version: 2,
        of_form: vec![
            rule("RSP012", &[RuleLevel::Error, RuleLevel::Warning]),
            rule("CMP001", &[RuleLevel::Error]),
        ],
        of_review: vec![rule("HIS003", &[RuleLevel::Note, RuleLevel::Off])],
        limits: vec![LimitRow { key: s("months"), built_in: 12, least: 1, most: 60 }],
        history: vec![ProfileVersion {
            version: 2,
            who: s("Ines Okafor"),
            at: NOW,
            why: s("The auditor asked for it."),
            entries: entries(),
        }],
        trial: Some(Trial {
            differs: true,
            entries: entries(),
            declarations: 63,
            rules: vec![RuleDiff {
                code: s("RSP012"),
                what: s("All smelters are said to be named."),
                more: affected(),
                fewer: Vec::new(),
                otherwise: affected(),
            }],
            blocked: affected(),
        }),
        form: BoundForm::of([("RSP012", "warning"), ("CMP001", "error"), ("HIS003", "note")]),
        judging: None,
    }
}

pub fn pages() -> Vec<Sample> {
    vec![
        page("rules", frame("Rules", Area::Campaigns), rules()),
        page(
            "campaigns",
            frame("Campaigns", Area::Campaigns),
            Campaigns { campaigns: vec![CampaignWithCounts { campaign: summary(), counts: counts() }] },
        ),
        page(
            "campaign",
            frame("Minerals 2026", Area::Campaigns),
            CampaignPage {
                summary: summary(),
                products: s("All instruments"),
                template_version: s("6.5"),
                reminders: ReminderPlan {
                    not_opened: vec![5, 5, 5],
                    unfinished: vec![3, 3],
                    not_fixed: vec![],
                },
                launched_at: Some(NOW),
                counts: counts(),
                upcoming: upcoming(),
                log: log(),
            },
        ),
        page(
            "edit-campaign",
            frame("Edit campaign", Area::Campaigns),
            EditCampaign {
                id: s("c1"),
                versions: ["6.4", "6.5", "6.6"].map(s).to_vec(),
                languages: vec![s("en"), s("zh")],
                launched: false,
                form: campaign_form(),
            },
        ),
        page(
            "recipients",
            frame("Recipients", Area::Campaigns),
            Recipients {
                id: s("c1"),
                name: s("Minerals 2026"),
                chosen: 206,
                suppliers: 210,
                list: listed("/desk/campaigns/c1/recipients", &[("q", "a"), ("relationship", "")]),
                rows: (0..9)
                    .map(|i| {
                        let r = supplier(i);
                        Recipient {
                            id: r.id.clone(),
                            name: s(r.get("name")),
                            reference: s(r.get("reference")),
                            relationship: r.relationship,
                            email: s(r.get("email")),
                            country: s(r.get("country")),
                            excluded: if i == 4 { s("Sells no goods") } else { s("") },
                            chosen: i != 4,
                            state: (i == 0).then_some(RequestState::Invited),
                        }
                    })
                    .collect(),
                here: s(""),
            },
        ),
        page(
            "preview",
            frame("Review and launch", Area::Campaigns),
            Preview {
                id: s("c1"),
                name: s("Minerals 2026"),
                count: 208,
                later: 120,
                launch_day: Some(LaunchDay {
                    on: s("2026-12-07"),
                    by: s("Mona Keller"),
                    ..LaunchDay::default()
                }),
                rows: (0..6)
                    .map(|i| {
                        let r = supplier(i);
                        PreviewRow {
                            href: format!("/desk/campaigns/c1/preview?show={}", r.id),
                            id: r.id.clone(),
                            name: s(r.get("name")),
                            contact: s(r.get("contact_name")),
                            email: s(r.get("email")),
                            language: s(r.get("language")),
                            at: (i % 2 == 0).then_some(NOW + HOUR),
                        }
                    })
                    .collect(),
                skipped: vec![Skipped {
                    id: s("s9"),
                    name: s("Ostwind Lötmittel"),
                    why: s("Mail to its address fails for good: put the address right first."),
                }],
                mail: Some(shown_mail()),
                range: Range { from: 51, to: 100, of: Some(208) },
                paging: paging(),
            },
        ),
    ]
}
