//! Names that are also in a list of sanctions: a signal, until a person says whether the same company is meant.

use crate::access::{Reviewer, Viewer};
use crate::records::Screening;
use crate::{Result, ServiceError};
use domain::answer;
use domain::smelters::sanctions::Signal;

/// Longest note, in characters.
const NOTE: usize = 500;

/// A signal, and what a person said of it last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screened {
    pub signal: Signal,
    pub said: Option<Screening>,
    /// Who said it.
    pub who: String,
}

impl Viewer {
    /// These signals, each with the last word on it.
    pub(crate) async fn screened(&self, signals: Vec<Signal>) -> Result<Vec<Screened>> {
        if signals.is_empty() {
            return Ok(Vec::new());
        }
        let (all, names) = (self.services().store.screenings().await?, self.services().member_names().await?);
        let of = |signal: Signal| {
            let said = all.iter().find(|s| s.ours == signal.ours && s.number == signal.number).cloned();
            let who = said.as_ref().and_then(|s| names.get(&s.by)).cloned().unwrap_or_default();
            Screened { signal, said, who }
        };
        Ok(signals.into_iter().map(of).collect())
    }
}

impl Reviewer {
    /// Says whether a smelter's name and the one in a list of sanctions mean the same company, and why.
    pub async fn screen(&self, cid: &str, ours: &str, number: &str, meant: bool, note: &str) -> Result<()> {
        self.everything()?;
        if answer::is_blank(note) {
            return Err(ServiceError::field("note", "problem.required"));
        }
        let services = self.services();
        let found = self.smelter(cid, services.today()).await?.ok_or(ServiceError::NotFound)?;
        let signal = found.signals.into_iter().map(|s| s.signal);
        let signal = signal.into_iter().find(|s| s.ours == ours && s.number == number);
        let signal = signal.ok_or(ServiceError::NotFound)?;
        let said = Screening {
            id: services.new_id(),
            number: signal.number,
            ours: signal.ours,
            theirs: signal.theirs,
            meant,
            note: answer::clean(note).chars().take(NOTE).collect(),
            at: services.now(),
            by: self.member().id.clone(),
        };
        let detail = serde_json::json!({
            "ours": said.ours, "theirs": said.theirs, "number": said.number, "meant": meant, "why": said.note,
        });
        let log = self.did("smelter.screened", format!("smelter:{cid}"), detail.to_string());
        Ok(services.store.put_screening(said, log).await?)
    }
}
