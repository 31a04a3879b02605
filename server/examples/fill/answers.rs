//! What the invented suppliers answer, and what becomes of it.

use domain::workflow::RequestState;
use domain::{Draft, Metal, RowId, SmelterRow, template};
use service::declarations::submission::{Document, RULES_VERSION};
use service::ports::Store;
use service::records::*;
use service::{DAY, HOUR, Services};
use std::sync::Arc;

/// As many as the real list has, and so many names that no list knows.
pub const LISTED: usize = 350;
const UNHEARD: usize = 2_000;
pub const COUNTRIES: [&str; 6] = ["CHINA", "JAPAN", "INDONESIA", "GERMANY", "BRAZIL", "MALAYSIA"];
const ORIGINS: [&str; 5] = ["PERU", "AUSTRALIA", "BRAZIL", "", ""];
/// How many are stored side by side: as many as go into one transaction.
const AT_ONCE: u32 = 250;

pub fn cid(at: usize) -> String {
    format!("CID9{at:05}")
}

pub fn metal(at: usize) -> Metal {
    template::CMRT_METALS[at % 4]
}

pub fn works(at: usize) -> String {
    format!("Listed Works {at}")
}

/// A number that looks drawn and is always the same.
fn drawn(a: usize, b: usize) -> usize {
    let mixed = (a as u64 * 1_000_003 + b as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 33) as usize
}

/// How far a supplier came.
fn state(supplier: usize, year: usize, last: bool) -> RequestState {
    use RequestState::*;
    let place = drawn(supplier, year) % 100;
    match (last, place) {
        (false, 0..50) => Accepted,
        (false, _) => Invited,
        (true, 0..12) => Opened,
        (true, 12..20) => Started,
        (true, 20..28) => Submitted,
        (true, 28..31) => InReview,
        (true, 31..60) => Accepted,
        (true, _) => Invited,
    }
}

fn answers(state: RequestState) -> bool {
    matches!(state, RequestState::Submitted | RequestState::InReview | RequestState::Accepted)
}

/// One year's survey.
pub struct Survey {
    pub store: Arc<dyn Store>,
    pub services: Services,
    pub campaign: CampaignId,
    pub year: usize,
    pub last: bool,
}

impl Survey {
    /// Lets everybody do what it does; says how many answered. So many rows come in all.
    pub async fn answer_all(
        self,
        suppliers: usize,
        rows: usize,
    ) -> Result<usize, Box<dyn std::error::Error + Send + Sync>> {
        let answering = (0..suppliers).filter(|s| answers(state(*s, self.year, self.last))).count();
        // A third has no metal of the four.
        let each = (rows * 3).div_ceil((answering * 2).max(1));
        let mut filter =
            RequestFilter { campaign: Some(self.campaign.clone()), limit: AT_ONCE, ..Default::default() };
        let survey = Arc::new(self);
        loop {
            let page = survey.store.requests(&Scope::Everything, &filter).await?;
            let mut side_by_side = tokio::task::JoinSet::new();
            for row in page.rows {
                let number: usize = row.supplier_reference.trim_start_matches("S-").parse()?;
                let survey = survey.clone();
                side_by_side.spawn(async move { survey.answer(row.request, number, each).await });
            }
            while let Some(done) = side_by_side.join_next().await {
                done??;
            }
            match page.next {
                Some(next) => filter.after = Some(next),
                None => return Ok(answering),
            }
        }
    }

    async fn answer(&self, request: Request, supplier: usize, rows: usize) -> service::Result<()> {
        let reached = state(supplier, self.year, self.last);
        if reached == RequestState::Invited {
            return Ok(());
        }
        let at = self.services.now() + DAY * (drawn(supplier, 7) % 20) as i64 + HOUR * (supplier % 9) as i64;
        let act = |action: &str, at: Instant| LogDraft {
            actor: format!("supplier:{}", request.id),
            action: action.into(),
            object: format!("request:{}", request.id),
            detail: "{}".into(),
            at,
        };
        let opened = Request { state: reached, state_at: at, opened_at: Some(at - HOUR), ..request.clone() };
        let mut commit = RequestCommit::of(opened);
        commit.log.push(act("request.opened", at - HOUR));
        if answers(reached) {
            let draft = Draft { declaration: declaration(supplier, self.year, rows), ..Draft::default() };
            let template = template::named("6.5").expect("a template");
            let report = self.services.check(&draft, template).await?;
            let document = Document {
                schema: 1,
                template: template.kind.to_string(),
                version: "6.5".into(),
                declaration: draft.declaration,
                explanations: Default::default(),
                entered: None,
            };
            let (json, hash) = document.seal();
            commit.request.submitted_at = Some(at);
            commit.request.submissions = 1;
            commit.request.next_reminder_at = None;
            commit.request.warnings = i64::try_from(report.warnings().count()).unwrap_or_default();
            commit.log.push(act("request.submitted", at));
            if reached == RequestState::Accepted {
                commit.request.state_at = at + HOUR;
                commit.log.push(LogDraft { actor: "system".into(), ..act("request.accepted", at + HOUR) });
            }
            commit.declared = Some(Declared::of(&request.id, 1, &document));
            commit.submission = Some(Submission {
                request: request.id.clone(),
                number: 1,
                document: json,
                hash,
                report,
                rules_version: RULES_VERSION.to_owned(),
                review: ReviewResult::default(),
                submitted_at: at,
            });
        }
        self.store.commit(commit).await?;
        Ok(())
    }
}

fn row(supplier: usize, year: usize, number: usize) -> SmelterRow {
    // A little changes from year to year.
    let n = drawn(supplier * 64 + number, if number.is_multiple_of(5) { year } else { 0 });
    let at = n % LISTED / 2 * 2 + supplier % 2;
    let mut row = SmelterRow {
        id: RowId(number as u64 + 1),
        order: number as u64 + 1,
        metal: metal(at).name().to_owned(),
        country: COUNTRIES[at % COUNTRIES.len()].into(),
        ..SmelterRow::default()
    };
    if n.is_multiple_of(9) {
        row.lookup = domain::declaration::NOT_LISTED.into();
        row.name = format!("Unheard Works {}", n / 9 % UNHEARD);
    } else {
        row.cid = cid(at);
        row.lookup = works(at);
        row.name = works(at);
    }
    if n.is_multiple_of(3) {
        row.mine_country = ORIGINS[n / 3 % ORIGINS.len()].into();
    }
    row
}

/// Two metals of the four, or none.
fn declaration(supplier: usize, year: usize, rows: usize) -> domain::Declaration {
    let mut d = domain::Declaration::default();
    for (key, text) in [
        ("company.name", format!("Supplier {supplier}")),
        ("company.scope", template::SCOPE_COMPANY.to_owned()),
        ("company.contact_name", format!("Contact {supplier}")),
        ("company.contact_email", format!("minerals@supplier{supplier}.example")),
        ("company.contact_phone", "+44 20 5550 0100".to_owned()),
        ("company.authorizer_name", "Robin Ashdown".to_owned()),
        ("company.authorizer_email", format!("quality@supplier{supplier}.example")),
        ("company.effective_date", "2026-03-01".to_owned()),
    ] {
        d.set(key, text);
    }
    let has_metals = !supplier.is_multiple_of(3);
    for (at, metal) in template::CMRT_METALS.into_iter().enumerate() {
        if !has_metals || at % 2 != supplier % 2 {
            d.set(&format!("q1.{}", metal.key()), "No");
            continue;
        }
        let share = if supplier.is_multiple_of(5) { "Greater than 90%" } else { "100%" };
        for (q, value) in (1..).zip(["Yes", "Yes", "Unknown", "Unknown", "No", share, "No", "Yes"]) {
            d.set(&format!("q{q}.{}", metal.key()), value);
        }
    }
    if has_metals {
        for key in ["a", "d", "f", "g"] {
            d.set(key, "Yes");
        }
        let extra = drawn(supplier, 3) % (rows.max(1));
        d.smelters = (0..rows / 2 + extra).map(|number| row(supplier, year, number)).collect();
    }
    d
}
