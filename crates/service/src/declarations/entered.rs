//! Who of the team entered a declaration, and how it had come.

use crate::records::{Channel, Day, EntryWriter, FileKind, KeptFile, MemberId, Side, TeamEntry};
use serde::{Deserialize, Serialize};

/// How a declaration came that the supplier did not enter itself. It stands in the declaration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    /// The member who entered it.
    pub by: MemberId,
    pub channel: Channel,
    /// Who sent or told it.
    pub sender: String,
    /// The day on which it came, where somebody said.
    pub on: Option<Day>,
}

impl Entered {
    /// From a workbook as it was received.
    pub fn from_file(file: &KeptFile) -> Option<Entered> {
        let received = file.side == Side::Team && file.kind == FileKind::Declaration;
        let channel = file.channel.filter(|_| received)?;
        Some(Entered { by: file.put_by.clone(), channel, sender: file.sender.clone(), on: file.received_on })
    }

    /// From what was told.
    pub fn told(entry: &TeamEntry) -> Entered {
        let TeamEntry { member, channel, sender, received_on, .. } = entry.clone();
        Entered { by: member, channel, sender, on: Some(received_on) }
    }
}

/// The member who writes on a supplier's desk.
#[derive(Clone, Debug)]
pub(crate) struct Writer {
    pub entry: TeamEntry,
    /// As the log calls the member.
    pub actor: String,
}

impl Writer {
    pub fn mark(&self) -> EntryWriter {
        EntryWriter { entry: self.entry.id.clone(), actor: self.actor.clone() }
    }
}
