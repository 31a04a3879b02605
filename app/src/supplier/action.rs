//! What buttons and links of the form do in the browser. Views write it into the markup, and the browser's side reads it
//! there. Without scripts the button posts the form, and the link leads on.

use std::str::FromStr;

macro_rules! actions {
    ($($(#[$doc:meta])+ $name:ident = $key:literal,)+) => {
        /// What a button or a link does, as its `data-action` says.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Action {
            $($(#[$doc])+ $name,)+
        }

        impl Action {
            /// The value of `data-action`.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Action::$name => $key,)+
                }
            }
        }

        impl FromStr for Action {
            type Err = UnknownAction;

            fn from_str(key: &str) -> Result<Action, UnknownAction> {
                match key {
                    $($key => Ok(Action::$name),)+
                    _ => Err(UnknownAction),
                }
            }
        }
    };
}

/// A `data-action` that no view writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownAction;

actions! {
    /// Shows the step in `data-step`.
    Step = "step",
    /// Goes to the place in `data-to`.
    Go = "go",
    /// Leads on from a step; submits on the last one.
    Next = "next",
    /// Adds a row to the table in `data-table`.
    Add = "add",
    /// Opens the sheet of the row around it.
    Edit = "edit",
    /// Doubles that row.
    Duplicate = "duplicate",
    /// Removes that row.
    Delete = "delete",
    /// Closes the sheet of a row.
    Close = "close",
    /// Signs out.
    Leave = "leave",
    /// Downloads the answers.
    Download = "download",
    /// Does what the notice offers.
    Offer = "offer",
    /// Puts the notice away.
    Dismiss = "dismiss",
    /// Writes its value into the entry that is its name.
    Write = "write",
    /// Takes out what would not be sent: in the section that is its value, or everywhere.
    Clear = "clear",
    /// Keeps this window's text at the path that is its value.
    Mine = "mine",
    /// Takes the stored text there.
    Theirs = "theirs",
    /// Fills in what a workbook says.
    Fill = "fill",
    /// Puts away what a workbook says.
    Cancel = "cancel",
}

/// What a notice offers to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Puts back what this device kept.
    Restore,
    /// Puts back the row that was removed.
    Undo,
    /// Has the page loaded from the server.
    Page,
}

impl Offer {
    /// The key of what its button says.
    pub fn text(self) -> &'static str {
        match self {
            Offer::Restore => "answer.offer.restore",
            Offer::Undo => "answer.offer.undo",
            Offer::Page => "answer.offer.page",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_view_writes_is_read_as_the_same() {
        for action in [Action::Step, Action::Write, Action::Theirs, Action::Cancel] {
            assert_eq!(action.key().parse(), Ok(action));
        }
        assert_eq!("steps".parse::<Action>(), Err(UnknownAction));
    }
}
