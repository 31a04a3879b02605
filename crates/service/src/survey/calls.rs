//! Telephone calls about requests: what came of each is kept for good. A wrong one is put right by another.

use crate::access::{Reviewer, Viewer};
use crate::records::{Call, CallOutcome, CampaignId, Day, Id, RequestId, SupplierId};
use crate::suppliers::columns::{LONGEST_LINE, LONGEST_TEXT};
use crate::{FieldProblem, Result, ServiceError};
use domain::answer;

/// A call as somebody notes it.
#[derive(Clone, Debug, Default)]
pub struct Called {
    /// What it is kept under, so that it is kept once however often it is sent.
    pub id: Id,
    pub on: String,
    pub person: String,
    pub outcome: Option<CallOutcome>,
    pub until: String,
    pub words: String,
}

impl Called {
    /// The day of the call, and the one that belongs to what came of it; else what is wrong, control by control.
    fn checked(&self, today: Day) -> std::result::Result<(Day, Option<Day>, CallOutcome), Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let mut wrong = |name: &str, text: &str| problems.push(FieldProblem::new(name, text));
        let day = |text: &str| answer::parse_date(text);
        let on = day(&self.on);
        match on {
            None => wrong("on", "problem.date"),
            // It may be tomorrow already where somebody is.
            Some(on) if on > today.plus(1) => wrong("on", "problem.call_ahead"),
            Some(_) => {}
        }
        if self.outcome.is_none() {
            wrong("outcome", "problem.required");
        }
        let until = day(&self.until);
        let blank = answer::is_blank(&self.until);
        match self.outcome {
            Some(CallOutcome::WillAnswer) if blank => wrong("until", "problem.call_until"),
            Some(outcome) if !blank && !outcome.has_day() => wrong("until", "problem.call_no_until"),
            _ if !blank && until.is_none() => wrong("until", "problem.date"),
            _ if until.zip(on).is_some_and(|(until, on)| until < on) => wrong("until", "problem.call_until"),
            _ => {}
        }
        if self.outcome == Some(CallOutcome::Other) && answer::is_blank(&self.words) {
            wrong("words", "problem.required");
        }
        for (name, text, most) in
            [("person", &self.person, LONGEST_LINE), ("words", &self.words, LONGEST_TEXT)]
        {
            if text.chars().count() > most {
                wrong(name, "problem.too_long");
            }
        }
        match (on, self.outcome) {
            (Some(on), Some(outcome)) if problems.is_empty() => Ok((on, until, outcome)),
            _ => Err(problems),
        }
    }
}

impl Viewer {
    /// The calls about a supplier's requests, the youngest first.
    pub async fn calls(&self, supplier: &SupplierId) -> Result<Vec<Call>> {
        Ok(self.services().store.calls(self.scope(), supplier).await?)
    }

    /// The calls about these requests, the youngest first.
    pub async fn calls_about(&self, requests: Vec<RequestId>) -> Result<Vec<Call>> {
        Ok(self.services().store.calls_about(self.scope(), requests).await?)
    }

    /// How many there were in a campaign.
    pub(crate) async fn calls_counted(&self, campaign: &CampaignId) -> Result<u64> {
        Ok(self.services().store.calls_counted(self.scope(), campaign).await?)
    }
}

impl Reviewer {
    /// Keeps a call about a request. The log tells what came of it, not with whom one spoke.
    pub async fn record_call(&self, request: &RequestId, called: Called) -> Result<()> {
        let services = self.services();
        let found = services.store.request(self.scope(), request).await?.ok_or(ServiceError::NotFound)?;
        let (on, until, outcome) =
            called.checked(services.company_today().await?).map_err(ServiceError::Invalid)?;
        let is_id = called.id.len() == 32 && called.id.bytes().all(|b| b.is_ascii_hexdigit());
        let call = Call {
            id: if is_id { called.id } else { services.new_id() },
            supplier: found.supplier,
            request: found.id,
            on,
            person: answer::clean(&called.person).to_owned(),
            outcome,
            until,
            words: answer::clean(&called.words).to_owned(),
            by: self.member().id.clone(),
            at: services.now(),
        };
        let until = until.map(|day| day.to_string());
        let detail = serde_json::json!({ "outcome": outcome.key(), "until": until, "on": on.to_string() });
        let log = self.did("request.called", format!("request:{request}"), detail.to_string());
        services.store.put_call(call, log).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_belongs_to_a_promise_and_comes_behind_the_call() {
        let today: Day = "2026-10-05".parse().unwrap();
        let called = |on: &str, outcome: CallOutcome, until: &str| {
            let called = Called {
                on: on.into(),
                outcome: Some(outcome),
                until: until.into(),
                words: "x".into(),
                ..Called::default()
            };
            called
                .checked(today)
                .err()
                .unwrap_or_default()
                .into_iter()
                .map(|p| (p.field, p.text))
                .collect::<Vec<_>>()
        };
        let one = |field: &str, text: &str| vec![(field.to_owned(), text.to_owned())];
        use CallOutcome::{CallBack, NotReached, WillAnswer};
        assert_eq!(called("2026-10-05", WillAnswer, "2026-10-12"), []);
        assert_eq!(called("2026-10-06", NotReached, ""), [], "tomorrow it is elsewhere");
        assert_eq!(called("2026-10-05", CallBack, ""), []);
        assert_eq!(called("2026-10-07", NotReached, ""), one("on", "problem.call_ahead"));
        assert_eq!(called("soon", NotReached, ""), one("on", "problem.date"));
        assert_eq!(called("2026-10-05", WillAnswer, ""), one("until", "problem.call_until"));
        assert_eq!(called("2026-10-05", WillAnswer, "2026-10-04"), one("until", "problem.call_until"));
        assert_eq!(called("2026-10-05", CallBack, "Monday"), one("until", "problem.date"));
        assert_eq!(called("2026-10-05", NotReached, "2026-10-12"), one("until", "problem.call_no_until"));
        let other =
            Called { on: "2026-10-05".into(), outcome: Some(CallOutcome::Other), ..Called::default() };
        assert_eq!(other.checked(today).unwrap_err()[0].field, "words");
    }
}
