//! The reports of the demonstration: what the company says of itself, last year's report written and signed, and the
//! figures of this year so far beside it.

use super::time::SetClock;
use crate::access::Administrator;
use crate::records::{Campaign, Id, Instant};
use crate::reports::change::Change;
use crate::reports::draft::{self, Choice, DraftFile, Kind, Statement};
use crate::reports::filed::Brought;
use crate::reports::freeze::Wanted;
use crate::reports::own::OwnData;
use crate::reports::{FacilityRule, Necessary, Need, Own, OwnAnswer, ProductLine};
use crate::{DAY, Result, ServiceError, day_of};
use domain::{Metal, template};

/// What the operator writes into the report.
const PARTS: [(&str, &str); 12] = [
    (
        "company",
        "Halden Instruments designs measuring instruments and sensors for industry. Tin, tantalum and gold are \
         needed for what most of our products do: in solder, capacitors and contacts. We buy no ore, and we \
         have no contract with any smelter.",
    ),
    (
        "chain",
        "Five contract manufacturers build our products. Behind them, and beside them, stand about two hundred makers of \
         parts, most of which sell to our manufacturers and not to us. Between us and a mine there are many steps, so that \
         we depend on what our suppliers can learn from theirs.",
    ),
    (
        "scope",
        "We asked everybody whose parts or materials go into a product that we sold in the year: the manufacturers, those \
         that we buy from, and those that our manufacturers buy from on our order.",
    ),
    (
        "policy",
        "Our policy on minerals is public: https://halden.example/minerals-policy. It was sent to all suppliers with the \
         survey, and to customers that asked for it.",
    ),
    (
        "team",
        "A team of purchasing, quality, engineering and legal runs the program. It reports to the head of operations every \
         quarter.",
    ),
    (
        "records",
        "Answers, questions and decisions are kept for seven years, with the log of what was done when and by whom.",
    ),
    ("contracts", "New supply contracts and renewed ones oblige the supplier to answer this survey."),
    (
        "training",
        "Buyers and reviewers were shown how to read a declaration, and what to ask where it contradicts itself.",
    ),
    (
        "grievance",
        "Anybody can tell us of a wrong, without giving a name: integrity@halden.example. Whoever does so in good faith has \
         nothing to fear from us.",
    ),
    (
        "flags",
        "We look for answers that contradict each other, for smelters that no list knows, for lists that equal those of \
         another supplier, and for minerals from covered countries.",
    ),
    (
        "measures",
        "Suppliers whose answers had gaps were asked for the missing part, some of them several times. Where a supplier \
         cannot name its smelters, we ask it to press its own suppliers, and look for another source if nothing comes of it.",
    ),
    (
        "forward",
        "What we say of later years is what we intend today. Suppliers, lists and the law may change it.",
    ),
];

const PLANS: &str = "Ask for answers for products instead of whole companies | Purchasing | ";

/// What the company says of its own products and program.
pub(super) async fn own_data(administrator: &Administrator) -> Result<()> {
    let suppliers = administrator.all_suppliers().await?;
    let every = |n: usize| suppliers.iter().step_by(n).map(|s| s.id.to_string());
    let line = |number: &str, name: &str, metals: &[(Metal, &str)], suppliers: Vec<String>| ProductLine {
        number: number.into(),
        name: name.into(),
        metals: metals
            .iter()
            .map(|(metal, why)| Need {
                metal: *metal,
                to: Some(Necessary::Function),
                remains: Some(true),
                why: (*why).into(),
            })
            .collect(),
        suppliers,
        ..ProductLine::default()
    };
    let solder = (Metal::TIN, "solder");
    let lines = vec![
        line("L1", "Pressure instruments", &[solder, (Metal::GOLD, "contacts")], every(1).collect()),
        line("L2", "Temperature instruments", &[solder, (Metal::TANTALUM, "capacitors")], every(2).collect()),
        line("L3", "Cables and accessories", &[solder], every(3).collect()),
    ];
    let company = [
        ("company.name", "Halden Instruments"),
        ("company.scope", template::SCOPE_COMPANY),
        ("company.contact_name", "Ingrid Vale"),
        ("company.contact_email", "minerals@halden.example"),
        ("company.contact_phone", "+44 20 5550 0100"),
        ("company.authorizer_name", "Edda Holm"),
        ("company.authorizer_title", "Head of operations"),
        ("company.authorizer_email", "edda.holm@halden.example"),
    ];
    let answers = [
        ("a", "Yes", ""),
        ("b", "Yes", "https://halden.example/minerals-policy"),
        ("c", "No", ""),
        ("d", "Yes", ""),
        ("e", "Yes, in conformance with IPC1755 (e.g., CMRT)", ""),
        ("f", "Yes", ""),
        ("g", "Yes", ""),
        ("h", "Yes, with the SEC", ""),
        ("q1.tungsten", "No", "No part that we use is made with it."),
    ];
    let answer = |value: &str, comment: &str| OwnAnswer {
        value: value.into(),
        comment: comment.into(),
        ..OwnAnswer::default()
    };
    let own = Own {
        company: company.into_iter().map(|(key, text)| (key.to_owned(), text.to_owned())).collect(),
        lines,
        answers: answers
            .into_iter()
            .map(|(key, value, more)| (key.to_owned(), answer(value, more)))
            .collect(),
    };
    administrator.save_own_data(OwnData { version: 0, own }).await?;
    Ok(())
}

fn wanted(name: String, campaign: &Campaign, now: Instant) -> Wanted {
    Wanted {
        name,
        year: campaign.year,
        campaigns: vec![campaign.id.clone()],
        cutoff_day: day_of(now - DAY).to_string(),
        zone: "Z".into(),
        list_day: day_of(now).to_string(),
        template_version: campaign.template_version.clone(),
        ..Wanted::default()
    }
}

/// Freezes what came, writes the report, signs what only a person can sign, and keeps what was filed of it. Gives the
/// snapshot.
pub(super) async fn last_year(
    administrator: &Administrator,
    clock: &SetClock,
    campaign: &Campaign,
) -> Result<Id> {
    let now = clock.at();
    let head = administrator.freeze(wanted(format!("Report {}", campaign.year), campaign, now)).await?;
    let mut changes: Vec<Change> = PARTS
        .into_iter()
        .map(|(part, text)| Change::Write { part: part.into(), text: text.into() })
        .collect();
    changes.push(Change::Plan { steps: format!("{PLANS}{}", day_of(now + 300 * DAY)) });
    for metal in template::CMRT_METALS {
        let of = || Some(metal.name().to_owned());
        if metal == Metal::TUNGSTEN {
            changes.push(sign(Statement::Contained, of(), Choice::DoNotContain));
            continue;
        }
        changes.push(sign(Statement::Contained, of(), Choice::Contain));
        changes.push(sign(Statement::Inquiry, of(), Choice::MayBeCovered));
    }
    for (statement, choice) in [
        (Statement::Oecd, Choice::FollowsOecd),
        (Statement::Audit, Choice::NoAudit),
        (Statement::AllIdentified, Choice::NotAllIdentified),
        (Statement::OwnOrigin, Choice::OriginUnknown),
        (Statement::Conflict, Choice::Undeterminable),
    ] {
        changes.push(sign(statement, None, choice));
    }
    for (version, change) in (0..).zip(changes) {
        clock.set(clock.at() + crate::MINUTE);
        administrator.change_draft(&head.id, Kind::Sec, version, change).await?;
    }
    clock.set(clock.at() + 20 * DAY);
    file(administrator, &head.id, day_of(clock.at()).to_string()).await?;
    Ok(head.id)
}

/// The one word that counsel changed before the report was filed.
const COUNSEL: (&str, &str) = ("press", "urge");

/// Brings back what was filed, as whoever files it does.
async fn file(administrator: &Administrator, snapshot: &str, on: String) -> Result<()> {
    let drafted = administrator.draft(snapshot, Kind::Sec).await?;
    let exhibit = drafted.file(DraftFile::Exhibit, draft::paper(Kind::Sec))?;
    let exhibit = String::from_utf8_lossy(&exhibit).into_owned();
    let (ours, theirs) = COUNSEL;
    if exhibit.matches(ours).count() != 1 {
        return Err(ServiceError::Internal(format!("the report does not say “{ours}” once").into()));
    }
    let brought = Brought {
        report: draft::key(Kind::Sec).into(),
        name: "ex1-01.htm".into(),
        bytes: exhibit.replace(ours, theirs).into_bytes(),
        published_on: on,
        address: "https://halden.example/filings/ex1-01.htm".into(),
        note: "Counsel changed one word in what is done about gaps.".into(),
    };
    administrator.keep_filed(snapshot, brought).await?;
    Ok(())
}

fn sign(statement: Statement, metal: Option<String>, choice: Choice) -> Change {
    Change::Sign { statement, metal, choice, auditor: String::new(), audited_on: String::new() }
}

/// What has come this year so far, beside last year's. Facilities that the list took off in the year count from now on:
/// those figures are defined otherwise than they were.
pub(super) async fn so_far(
    administrator: &Administrator,
    campaign: &Campaign,
    now: Instant,
    before: Id,
) -> Result<()> {
    let interim = Wanted {
        before: Some(before),
        facilities: FacilityRule::InTheYear,
        ..wanted(format!("{} so far", campaign.year), campaign, now)
    };
    administrator.freeze(interim).await?;
    Ok(())
}
