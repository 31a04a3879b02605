//! The pages beside the form.

use super::Asker;
#[cfg(feature = "ssr")]
use super::{Conflict, Step};
use domain::workflow::RequestState;

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
    /// Whether no reminders are sent for the time being.
    pub paused: bool,
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
    /// From whom, on which day and how the company received what it entered; unset where the supplier submitted.
    pub entered: Option<[String; 3]>,
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
