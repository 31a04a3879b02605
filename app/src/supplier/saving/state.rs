//! Where the draft is kept, for people.

/// Where the draft is kept at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// On the server.
    Saved,
    /// On its way.
    Saving,
    /// Typed, not yet sent.
    Pending,
    /// The server could not be reached or refused; it is kept on this device and tried again.
    Kept,
    /// No connection; kept on this device.
    Offline,
    /// The server could not be reached, and this device does not keep it either: it is in this window alone.
    Nowhere,
    /// The rest is on the server; somebody else wrote otherwise, and the person has to say which text holds.
    Choose,
    /// The rest is on the server; something cannot be, as it stands.
    Refused,
    /// The declaration was submitted; no more answers are taken.
    Closed,
    /// The request takes no answers any more.
    Over,
    /// The session ended, or is that of another request.
    Expired,
}

impl SaveState {
    /// The key of its text.
    pub fn text(self) -> &'static str {
        match self {
            SaveState::Saved => "save.saved",
            SaveState::Saving => "save.saving",
            SaveState::Pending => "save.pending",
            SaveState::Kept => "save.kept",
            SaveState::Offline => "save.offline",
            SaveState::Nowhere => "save.nowhere",
            SaveState::Choose => "save.choose",
            SaveState::Refused => "save.refused",
            SaveState::Closed => "save.closed",
            SaveState::Over => "save.over",
            SaveState::Expired => "save.expired",
        }
    }
}
