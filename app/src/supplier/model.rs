//! What the supplier's pages show: plain data that the server fills in and the browser reads again.

mod pages;
mod save;
mod step;

use domain::rules::Profile;
use domain::{Day, Instant, Report, Smelter, Template};
pub use pages::*;
pub use save::*;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
pub use step::Step;

/// A page of the supplier's side.
#[derive(Clone, Debug)]
pub enum SupplierPage {
    /// A link was opened; nothing was done yet.
    Landing(Box<Landing>),
    Answer(Box<AnswerPage>),
    /// What an uploaded workbook says.
    #[cfg(feature = "ssr")]
    Workbook(Box<Workbook>),
    /// Files that are attached.
    #[cfg(feature = "ssr")]
    Attachments(Attachments),
    /// A declaration came in.
    Receipt(Box<Receipt>),
    /// The supplier took one of the ways out, or asked for something.
    Thanks(Thanks),
    /// Nothing can be done here: nobody is signed in, or the request takes no answers.
    Stopped(Box<Stopped>),
    /// A link that opens nothing (any more).
    DeadLink(DeadLink),
    /// Where a link that was lost is asked for.
    Lost(Lost),
    /// Where everybody arrives who types the portal's bare address.
    Front(Asker),
    /// Something went wrong.
    Error(ErrorPage),
    /// Is this request genuine?
    Verify(Asker),
}

/// The company that asks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asker {
    pub company: String,
    /// Its web domain.
    pub domain: String,
    /// Who asks and why, in its own words.
    pub why: String,
    /// Whom to ask.
    pub contact_name: String,
    /// Where to write to.
    pub contact_email: String,
    /// Address of its policy.
    pub policy_url: String,
    /// How to raise a grievance.
    pub grievance: String,
    /// How many months answers are kept.
    pub retention_months: u32,
    /// The day from which these very answers are removed; none where the page is about none.
    pub removed_from: Option<Day>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerPage {
    /// What is asked, of whom, by whom.
    pub request: RequestInfo,
    /// The definition of what is asked. The browser knows no template but this.
    pub template: Cow<'static, Template>,
    /// What is shown.
    pub step: Step,
    /// The draft, by path.
    pub entries: BTreeMap<String, String>,
    /// Counts saves.
    pub revision: i64,
    /// When the draft was saved last.
    pub saved_at: Option<Instant>,
    /// Today, `2026-05-31`.
    pub today: String,
    /// What the campaign wants of the rules otherwise than built in.
    pub profile: Profile,
    /// What the rules say on the server, which knows the reference list.
    pub report: Report,
    /// Where the reference list can be fetched; unset where there is none.
    pub references: Option<String>,
    /// What was sent back.
    pub queries: Vec<QueryItem>,
    /// Without JavaScript: which page of a table's rows, from 0.
    pub page: u32,
    /// Without JavaScript: the row whose every column is shown.
    pub row: Option<u64>,
    /// Whether answers that are missing count as findings already.
    pub show_missing: bool,
    /// A random number below 2^52 from which new rows take their names.
    pub fresh: u64,
    /// Edits that were not saved because somebody else had changed the same place.
    pub conflicts: Vec<Conflict>,
    /// Entries that were sent and cannot be saved as they stand.
    pub refused: Vec<RefusedChange>,
    /// The text key of a notice to be shown above, for example `answer.notice.saved`.
    pub notice: Option<String>,
}

/// What is asked, of whom, by whom.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RequestInfo {
    /// Identifier; stands in every address, and names the copy on this device.
    pub id: String,
    pub supplier: String,
    /// The company that asks.
    pub company: String,
    pub campaign: String,
    /// Reporting year.
    pub year: i64,
    /// The day by which answers are wanted.
    pub due: String,
    /// Where the day has passed: until when answers are taken all the same. Empty otherwise.
    pub late_until: String,
    /// The state's key ([`domain::workflow::RequestState::key`]).
    pub state: String,
    /// The template that is answered.
    pub template_version: String,
    /// Whom to ask.
    pub contact_name: String,
    /// Where to write to.
    pub contact_email: String,
    /// Number of the last submission; 0 before the first.
    pub submissions: i64,
    /// Where the team looks after the request, for a member who fills it in; empty for the supplier.
    pub team: String,
}

/// A campaign's name with its year, which most names hold already.
pub fn titled(campaign: &str, year: i64) -> String {
    let year = year.to_string();
    if campaign.contains(&year) { campaign.to_owned() } else { [campaign, &year].join(" · ") }
}

/// One question of the reviewer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QueryItem {
    pub id: String,
    /// What it is about ([`domain::Location::id`]).
    pub location: String,
    /// The key of the finding that it was raised from; empty for a free question.
    pub finding: String,
    /// What the reviewer asks.
    pub text: String,
    /// The answer when it was raised. For a row: the whole row as JSON.
    pub old_value: String,
    /// `open` or `answered`.
    pub state: String,
}

/// The reference list as the browser fetches it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ReferenceFile {
    /// Where it came from.
    pub source: String,
    #[serde(with = "domain::day::or_blank")]
    pub as_of: Option<Day>,
    /// The facilities.
    pub smelters: Vec<Smelter>,
}
