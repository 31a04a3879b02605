//! Before signing in, and the own account.

use super::{Sample, frame, page, s};
use app::desk::auth::{Account, Join, Setup, SignIn, Trouble};
use app::desk::{Area, BoundForm};
use app::ui::Link;

pub fn company_form() -> BoundForm {
    BoundForm::of([
        ("company_name", "Northlight Instruments"),
        ("domain", "northlight.example"),
        (
            "why",
            "We make measuring instruments.\nThe law asks us where the tin, tantalum, tungsten and gold in them come from.",
        ),
        ("contact_name", "Ines Okafor"),
        ("contact_email", "minerals@northlight.example"),
        ("policy_url", "https://northlight.example/minerals"),
        ("grievance", "speakup@northlight.example"),
        ("retention_months", "72"),
    ])
}

pub fn pages() -> Vec<Sample> {
    let mut wrong = BoundForm::of([("email", "ines@northlight.example")]);
    wrong.wrong("", "E-mail or password is not right.");
    vec![
        page(
            "trouble",
            frame("Not found", Area::Auth),
            Trouble {
                title: s("There is nothing here"),
                text: s("The link may be old."),
                go: Some(Link::new(s("/desk"), s("To the overview"))),
            },
        ),
        page("setup", frame("Set up", Area::Auth), Setup { action: s("/setup/x"), form: company_form() }),
        page(
            "signin",
            frame("Sign in", Area::Auth),
            SignIn { company: s("Northlight Instruments"), next: s("/desk"), form: wrong.clone() },
        ),
        page(
            "join",
            frame("Join", Area::Auth),
            Join {
                action: s("/member/x"),
                company: s("Northlight Instruments"),
                again: false,
                form: BoundForm::default(),
            },
        ),
        page("account", frame("Account", Area::Account), Account { form: BoundForm::default() }),
    ]
}
