//! Before signing in, and the own account.

use super::{Sample, frame, page, s};
use app::desk::auth::{Account, Join, SessionRow, Setup, SignIn, Trouble};
use app::desk::second_factor::{EnterCode, RecoveryCodes, SetUpFactor, Squares};
use app::desk::{Area, BoundForm};
use app::ui::Link;
use domain::Instant;

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
        page("account", frame("Account", Area::Account), Account::default()),
        page(
            "account_factor",
            frame("Account", Area::Account),
            Account {
                factor: Some((Instant::from_millis(1_700_000_000_000), 1)),
                sessions: vec![session(true), session(false)],
                ..Account::default()
            },
        ),
        page("code", frame("Code", Area::Auth), EnterCode { next: s("/desk"), form: wrong.clone() }),
        page(
            "second_factor",
            frame("Second factor", Area::Auth),
            SetUpFactor {
                picture: Some(Squares { units: 2, path: s("M0 0h1v1h-1z") }),
                secret: s("GEZD GNBV"),
                demanded: true,
                form: BoundForm::default(),
            },
        ),
        page(
            "recovery_codes",
            frame("Second factor", Area::Auth),
            RecoveryCodes { codes: vec![s("GEZD GNBV GY3T QOJQ"); 10] },
        ),
    ]
}

fn session(this: bool) -> SessionRow {
    SessionRow {
        id: s("5e55"),
        browser: if this { s("Firefox, Windows") } else { String::new() },
        address: s("192.0.2.1"),
        begun: Instant::from_millis(1_700_000_000_000),
        seen: Instant::from_millis(1_700_000_900_000),
        this,
    }
}
