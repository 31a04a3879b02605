//! What the supplier's pages show: plain data that the server fills in and the browser reads again.

use super::paths;
use domain::rules::Profile;
use domain::template::Section;
use domain::workflow::RequestState;
use domain::{Change, Location, Report, Smelter, Table, Template};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

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
    Receipt(Receipt),
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
}

/// What a person sees who opened a link, before pressing Start.
#[derive(Clone, Debug, Default)]
pub struct Landing {
    /// Who asks.
    pub asker: Asker,
    /// The address of this very page; every act is a POST to it.
    pub path: String,
    /// The supplier's name.
    pub supplier: String,
    /// To whom the link was sent, masked: `a•••@example.com`.
    pub masked_contact: String,
    /// The campaign's name.
    pub campaign: String,
    /// Reporting year.
    pub year: i64,
    /// Which products it is about.
    pub products: String,
    /// The day by which answers are wanted, `2026-05-31`.
    pub due: String,
    /// The template that is answered, `6.5`.
    pub template_version: String,
    /// Where the request stands.
    pub state: Option<RequestState>,
    /// Where the day has passed: until when the form stays open all the same. Empty otherwise.
    pub late_until: String,
    /// How many queries wait to be answered.
    pub open_queries: u32,
    /// Whether the campaign still takes answers.
    pub open: bool,
    /// The text key of a fault in what was sent, to be shown above (`landing.fault.email`).
    pub fault: Option<String>,
    /// What was sent, where it has a fault: it stands in its fields again.
    pub sent: LandingForm,
}

/// What somebody sent who took one of the ways out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LandingForm {
    /// Which way: `other`, `decline`, `later`.
    pub act: String,
    /// The other person's name.
    pub name: String,
    /// The other person's address.
    pub email: String,
    /// Anything else about that person.
    pub note: String,
    /// Why it does not concern the supplier.
    pub reason: String,
}

/// Which declaration a page is about: every page of a supplier names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The request's identifier.
    pub request: String,
    /// The supplier that is answered for.
    pub supplier: String,
    /// The campaign's name.
    pub campaign: String,
}

/// Where a person is in the form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "&'static str", from = "String")]
pub enum Step {
    /// What was sent back.
    Corrections,
    /// A section of the template.
    Of(Section),
    /// What the company will get, and the submit button.
    #[default]
    Review,
}

impl From<Step> for &'static str {
    fn from(step: Step) -> &'static str {
        step.key()
    }
}

/// As the server names it to the browser.
impl From<String> for Step {
    fn from(key: String) -> Step {
        Step::own(&key).unwrap_or_else(|| Step::Of(Section::new(&key)))
    }
}

impl Step {
    /// Those of a template, in the order of the form.
    pub fn all(template: &Template) -> Vec<Step> {
        let mut out = vec![Step::Corrections];
        out.extend(template.sections().into_iter().map(Step::Of));
        out.push(Step::Review);
        out
    }

    /// Where one begins: the first section.
    pub fn first(template: &Template) -> Step {
        template.sections().first().map_or(Step::Review, |section| Step::Of(*section))
    }

    /// The key used in addresses and texts.
    pub fn key(self) -> &'static str {
        match self {
            Step::Of(section) => section.key(),
            Step::Corrections => "corrections",
            Step::Review => "review",
        }
    }

    /// Those that every form has.
    fn own(key: &str) -> Option<Step> {
        [Step::Corrections, Step::Review].into_iter().find(|step| step.key() == key)
    }

    /// Finds a step of a template's form by its key.
    pub fn find(key: &str, template: &Template) -> Option<Step> {
        Step::own(key).or_else(|| template.find_section(key).map(Step::Of))
    }

    /// The section of the template that it shows.
    pub fn section(self) -> Option<Section> {
        if let Step::Of(section) = self { Some(section) } else { None }
    }

    /// The table that it shows.
    pub fn table(self) -> Option<Table> {
        self.section().and_then(Section::table)
    }

    /// The step in which a place is corrected.
    pub fn at(location: &Location, template: &Template) -> Step {
        match location {
            Location::Declaration => Step::Review,
            Location::Field { key } => {
                template.field(key).map_or(Step::first(template), |f| Step::Of(f.section))
            }
            Location::Table { table } | Location::Row { table, .. } => Step::Of(Section::of(*table)),
        }
    }

    /// Its address in the form of a request.
    pub fn path(self, request: &str) -> String {
        [&paths::of(paths::ANSWER, request), "/", self.key()].concat()
    }
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
    /// When the draft was saved last (milliseconds since 1970).
    pub saved_at: Option<i64>,
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
    pub refused: Vec<Refusal>,
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
    /// The state's key ([`RequestState::key`]).
    pub state: String,
    /// The template that is answered.
    pub template_version: String,
    /// Whom to ask.
    pub contact_name: String,
    /// Where to write to.
    pub contact_email: String,
    /// Number of the last submission; 0 before the first.
    pub submissions: i64,
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

/// An edit that was not saved because somebody else had changed the same place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// Which entry.
    pub path: String,
    /// What is stored.
    pub theirs: Option<String>,
    /// What was to be saved.
    pub mine: Option<String>,
}

/// What the browser sends to save.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SaveCall {
    /// The revision that this tab has seen.
    pub base_revision: i64,
    /// Names the tab: its own earlier saves are no conflict.
    pub tab: String,
    /// The step in which it was written.
    pub section: String,
    /// What to write.
    pub changes: Vec<Change>,
}

/// What became of a save.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SaveReply {
    /// The revision after it.
    pub revision: i64,
    /// When it was saved (milliseconds since 1970).
    pub saved_at: i64,
    /// What was not written.
    #[serde(default)]
    pub conflicts: Vec<Conflict>,
    /// What others wrote meanwhile.
    #[serde(default)]
    pub others: Vec<Change>,
    /// What was not written because no draft can have it, or this one has no room for it.
    #[serde(default)]
    pub refused: Vec<Refusal>,
}

/// An entry that was not saved; saving it again unchanged is of no use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Which entry.
    pub path: String,
    /// Why, in the supplier's language.
    pub why: String,
    /// Whether it may well be saved once there is room: it is the draft that is full.
    #[serde(default)]
    pub room: bool,
}

/// The reference list as the browser fetches it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ReferenceFile {
    /// Where it came from.
    pub source: String,
    pub as_of: String,
    /// The facilities.
    pub smelters: Vec<Smelter>,
}

/// What a workbook says that was uploaded where no scripts run, before and after it is filled in.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, Default)]
pub struct Workbook {
    /// Which declaration.
    pub about: About,
    /// The step that it was uploaded from.
    pub step: Step,
    /// The draft that it was compared with.
    pub revision: i64,
    /// What it says, or why it cannot be read.
    pub read: reader::model::Read,
    /// Whether it was filled in, so that only what became of its answers is of interest.
    pub filled: bool,
    /// What was typed beside the file, where not all of it could be saved: it is asked about next.
    pub typed: Vec<(String, String)>,
    /// What of it somebody else had changed.
    pub conflicts: Vec<Conflict>,
}

/// A file at a request, for its supplier.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, Default)]
pub struct Attached {
    pub id: String,
    pub name: String,
    /// Who put it there.
    pub from: String,
    /// When, in UTC.
    pub time: String,
    /// Kilobytes.
    pub size: u64,
    /// Whether it was scanned for viruses, in words.
    pub scanned: String,
    /// Whether the supplier may remove it.
    pub removable: bool,
}

/// What is attached to a declaration.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, Default)]
pub struct Attachments {
    /// Which declaration.
    pub about: About,
    /// Oldest first.
    pub files: Vec<Attached>,
    /// Most megabytes of a file, and of all together.
    pub most: [u64; 2],
    /// Whether more can be attached now.
    pub open: bool,
    /// Why a file was not kept.
    pub error: String,
}

/// A declaration came in.
#[derive(Clone, Debug, Default)]
pub struct Receipt {
    /// Who asked.
    pub asker: Asker,
    /// Which declaration.
    pub about: About,
    /// Reporting year.
    pub year: i64,
    /// Number of the submission.
    pub number: i64,
    /// When, in UTC: `2026-05-31 14:05 UTC`.
    pub time: String,
    /// SHA-256 of the document.
    pub hash: String,
    /// Where the answers can be downloaded: as JSON, and as a workbook.
    pub downloads: [String; 2],
    /// The address that a copy of the receipt went to, masked.
    pub masked_contact: String,
    /// Where the request stands ([`RequestState::key`]).
    pub state: String,
    /// From whom and on which day the company received what it entered; unset where the supplier submitted.
    pub entered: Option<[String; 2]>,
    /// Where the attached files are.
    pub files: String,
}

/// A word of thanks.
#[derive(Clone, Debug, Default)]
pub struct Thanks {
    /// Who asked.
    pub asker: Asker,
    /// Which: `declined`, `other`, `later`, `link`.
    pub kind: String,
    /// Which declaration; unset where nobody may learn it.
    pub about: Option<About>,
    /// Where it is taken back, if it can be.
    pub take_back: Option<String>,
}

/// Nothing can be done here, and why. What was typed stands here once more.
#[derive(Clone, Debug, Default)]
pub struct Stopped {
    /// Who asks, as far as anybody may know it.
    pub asker: Asker,
    /// Why: `expired` (no session, or that of another request), `submitted`, `declined`, `over`.
    pub kind: String,
    /// The request in the address; empty where there is none, as in the addresses of old.
    pub request: String,
    /// Which declaration; unset where nobody is signed in.
    pub about: Option<About>,
    /// What was sent, by the names of its controls.
    pub typed: Vec<(String, String)>,
    /// Where it can be sent once more; empty where it cannot be.
    pub again: String,
}

/// Where a link that was lost is asked for.
#[derive(Clone, Debug, Default)]
pub struct Lost {
    /// Who asks.
    pub asker: Asker,
    /// The text key of what is said above, if anything.
    pub notice: Option<String>,
    /// The request, where the address of its form led here; it is asked for without an e-mail address.
    pub request: String,
    /// The address as it was typed.
    pub email: String,
}

/// A link that opens nothing: expired, revoked and unknown look the same.
#[derive(Clone, Debug, Default)]
pub struct DeadLink {
    /// Who asked, as far as anybody may know it.
    pub asker: Asker,
    /// Where the form "send me a new link" posts to.
    pub path: String,
}

/// Something went wrong.
#[derive(Clone, Debug, Default)]
pub struct ErrorPage {
    /// The HTTP status.
    pub status: u16,
    /// The text key of what happened and what to do (`error.busy`); without one, a general text by status.
    pub text: Option<String>,
    /// Identifies the request in the log.
    pub reference: String,
    /// The form that it happened in; empty elsewhere.
    pub back: String,
}
