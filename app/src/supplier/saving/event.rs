//! What happens to a window, and what is to be done about it.

use super::SaveState;
use crate::supplier::model::{Conflict, SaveReply};
use domain::Change;

/// What happens.
pub enum Event {
    /// Entries were changed here.
    Typed(Vec<String>),
    /// Something was taken out: what found no room in the draft is tried again, behind that.
    RetryFull,
    /// The time to save has come, or somebody pressed a button that saves.
    Save,
    /// The time to keep a copy has come.
    Keep,
    /// The device keeps a copy now, or could not.
    Kept(bool),
    /// The server is asked how the draft stands; nothing is written before it has answered.
    Hold,
    /// It has answered, or could not.
    Release,
    /// The server answered: to a save, or to a poll, which carries nothing.
    Answered {
        /// What it said.
        reply: SaveReply,
        /// Whether nothing was sent but the question.
        poll: bool,
    },
    /// It refused, or could not be reached.
    Failed {
        /// How it refused; 0 where it could not be reached.
        status: u16,
        /// Whether this device has a connection at all.
        online: bool,
        /// Whether nothing was sent but the question.
        poll: bool,
    },
    /// The person has to choose between these.
    Ask(Vec<Conflict>),
    /// The person chose at this path.
    Chosen(String),
    /// Something is to be done once everything is saved.
    Then(Then),
}

/// What waits until everything is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// The declaration goes.
    Submit,
    /// The person signs out.
    Leave,
    /// The answers are downloaded.
    Download,
}

/// What is to be done.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    /// Sends what stands at these paths.
    Send(Vec<String>),
    /// Tells [`Event::Save`] after so many milliseconds, and not at an earlier time that was set.
    SaveIn(u32),
    /// Tells [`Event::Keep`] after so many milliseconds.
    KeepIn(u32),
    /// Keeps what is [`super::Saving::unsaved`] on this device, and tells [`Event::Kept`].
    Keep,
    /// Everything is on the server: the copy goes.
    DropCopy,
    /// Puts into the draft what others wrote, and says so.
    Take(Vec<Change>),
    Say(News),
    /// Moves the focus to what is to be chosen.
    ShowConflicts,
    /// Everything is saved.
    Do(Then),
}

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// Something cannot be saved as it stands.
    Refused,
    /// Nothing can be saved any more.
    Ended,
    /// What was said of that holds no more.
    Again,
}

/// What it means that the server will take nothing more from this window.
pub fn over(status: u16) -> Option<SaveState> {
    match status {
        409 => Some(SaveState::Closed),
        410 => Some(SaveState::Over),
        401 | 403 | 404 => Some(SaveState::Expired),
        _ => None,
    }
}
