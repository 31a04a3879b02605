//! Campaigns.

use super::mailbox::shown_mail;
use super::overview::ahead;
use super::suppliers::supplier;
use super::{HOUR, NOW, Sample, frame, listed, log, page, paging, s};
use app::desk::campaigns::{
    CampaignPage, Campaigns, EditCampaign, Preview, PreviewRow, Recipient, Recipients, Skipped,
};
use app::desk::overview::Brief;
use app::desk::tally::Tally;
use app::desk::{Area, Form};
use domain::workflow::RequestState;

pub fn brief() -> Brief {
    Brief {
        id: s("c1"),
        name: s("Minerals 2026"),
        year: 2026,
        state: s("open"),
        due: s("2027-02-26"),
        cutoff: s("2027-03-31"),
    }
}

pub fn tally() -> Tally {
    let states = [
        ("planned", 0),
        ("invited", 58),
        ("opened", 21),
        ("started", 34),
        ("submitted", 11),
        ("in_review", 4),
        ("sent_back", 9),
        ("resubmitted", 2),
        ("accepted", 63),
        ("rejected", 1),
        ("declined", 5),
        ("withdrawn", 2),
    ];
    Tally {
        states: states.map(|(k, n)| (s(k), n)).to_vec(),
        overdue: 12,
        queue: s("/desk/requests?campaign=c1"),
    }
}

fn campaign_form() -> Form {
    let mut form = Form::of([
        ("name", "Minerals 2026"),
        ("year", "2026"),
        ("products", "All instruments of the Aurora series"),
        ("template_version", "6.5"),
        ("due", "2027-02-26"),
        ("cutoff", "2027-01-31"),
        ("first_after", "5"),
        ("every", "5"),
        ("cap", "4"),
        ("subject.invitation.en", "About the minerals in your parts"),
        ("body.invitation.en", "Dear {contact},\n\nplease tell us about {year}."),
    ]);
    form.wrong("cutoff", "The cut-off day is before the due day. Choose a later one.");
    form
}

pub fn pages() -> Vec<Sample> {
    vec![
        page("campaigns", frame("Campaigns", Area::Campaigns), Campaigns { rows: vec![(brief(), tally())] }),
        page(
            "campaign",
            frame("Minerals 2026", Area::Campaigns),
            CampaignPage {
                brief: brief(),
                products: s("All instruments"),
                template_version: s("6.5"),
                reminders: (5, 5, 4),
                launched_at: Some(NOW),
                tally: tally(),
                ahead: ahead(),
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
                paging: paging(),
            },
        ),
    ]
}
