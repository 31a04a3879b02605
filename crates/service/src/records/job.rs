//! Long work that is done in pieces.

use super::{Id, Instant};

/// What a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobKind {
    /// Says of every reported smelter which one it is, by the lists and decisions of today.
    PlaceSmelters,
    /// Checks submissions again by the lists, profiles and rules that hold now.
    JudgeAnew,
    /// Accepts declarations that show nothing above the bar.
    AcceptRequests,
    /// Takes back what such a job accepted.
    UndoAcceptances,
    /// Asks many suppliers one question.
    AskRequests,
    /// Removes what the retention rule says.
    Retention,
}

impl JobKind {
    pub const ALL: [JobKind; 6] = [
        JobKind::PlaceSmelters,
        JobKind::JudgeAnew,
        JobKind::AcceptRequests,
        JobKind::UndoAcceptances,
        JobKind::AskRequests,
        JobKind::Retention,
    ];

    /// The key used in storage and texts.
    pub fn key(self) -> &'static str {
        match self {
            JobKind::PlaceSmelters => "place_smelters",
            JobKind::JudgeAnew => "judge_anew",
            JobKind::AcceptRequests => "accept_requests",
            JobKind::UndoAcceptances => "undo_acceptances",
            JobKind::AskRequests => "ask_requests",
            JobKind::Retention => "retention",
        }
    }

    pub fn parse(key: &str) -> Option<JobKind> {
        JobKind::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// A job to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJob {
    pub id: Id,
    pub kind: JobKind,
    /// Of the open jobs with this key there is one.
    pub key: String,
    /// What it is to do, in the words of its kind.
    pub argument: String,
    /// How many things that is, as far as one knows.
    pub total: u64,
    pub created_at: Instant,
    /// The member that wants it; blank where nobody does.
    pub created_by: String,
}

/// A job and how far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    pub job: NewJob,
    /// How far it is.
    pub progress: Progress,
    /// Counts up with each taker: who has an older one has lost it.
    pub lease: i64,
    /// How often in a row it was taken without being given back in order; whoever has it counts.
    pub attempts: i64,
    /// Why the last piece failed; blank where it did not, and while it is tried again.
    pub error: String,
    /// Whether it is to end.
    pub stopping: bool,
    /// When it was over.
    pub finished_at: Option<Instant>,
}

/// How far a job is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Where it goes on, in the words of its kind; blank at the beginning.
    pub position: String,
    /// How many things are done.
    pub done: u64,
    /// Of how many.
    pub total: u64,
}
