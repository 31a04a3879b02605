//! From stored records to what pages show.

use app::supplier::model::{
    About, AnswerPage, Asker, Conflict, Landing, LandingForm, QueryItem, Receipt, RefusedChange, RequestInfo,
    Step,
};
use domain::{Day, Draft, Location, Report, Template};
use service::declarations::submission::Document;
use service::records::{Campaign, Company, Query, QueryState, Request, StoredDraft, Submission, Supplier};
use service::retention::campaign_due_on;
use std::borrow::Cow;

/// Everything around one request.
pub struct Case<'a> {
    /// The company that asks.
    pub company: &'a Company,
    /// The survey.
    pub campaign: &'a Campaign,
    /// Who is asked.
    pub supplier: &'a Supplier,
    pub request: &'a Request,
    pub queries: &'a [Query],
    /// Where the team looks after the request, for a member who fills it in; empty for the supplier.
    pub team: String,
}

/// Who asks, as everybody may know it.
pub fn asker(company: &Company) -> Asker {
    Asker {
        company: company.name.clone(),
        domain: company.domain.clone(),
        why: company.why.clone(),
        contact_name: company.contact_name.clone(),
        contact_email: company.contact_email.clone(),
        policy_url: company.policy_url.clone(),
        grievance: company.grievance.clone(),
        retention_months: company.retention_months,
        removed_from: None,
    }
}

/// The same with the day from which the answers of a campaign are removed.
fn asker_of(company: &Company, campaign: &Campaign) -> Asker {
    let removed_from = campaign_due_on(campaign, company.retention_months);
    Asker { removed_from, ..asker(company) }
}

/// Which declaration a page is about.
pub fn about(request: &Request, supplier: &Supplier, campaign: &Campaign) -> About {
    About {
        request: request.id.to_string(),
        supplier: supplier.name.clone(),
        campaign: campaign.name.clone(),
    }
}

/// An address that its owner recognises and nobody else learns: `a•••@example.com`.
pub fn masked(email: &str) -> String {
    let (name, domain) = email.rsplit_once('@').unwrap_or((email, ""));
    let first: String = name.chars().take(1).collect();
    format!("{first}•••@{domain}")
}

impl Case<'_> {
    fn open_queries(&self) -> impl Iterator<Item = &Query> {
        self.queries.iter().filter(|q| matches!(q.state, QueryState::Open | QueryState::Answered))
    }

    /// Where the day has passed and answers are still taken: until when.
    fn late_until(&self, today: Day) -> String {
        let Campaign { due, cutoff, .. } = self.campaign;
        let late = self.request.state.is_writable() && *due < today && today <= *cutoff;
        if late { cutoff.to_string() } else { String::new() }
    }

    /// The page behind a link.
    pub fn landing(
        &self,
        path: String,
        today: Day,
        open: bool,
        paused: bool,
        fault: Option<&str>,
        sent: LandingForm,
    ) -> Landing {
        Landing {
            asker: asker_of(self.company, self.campaign),
            path,
            supplier: self.supplier.name.clone(),
            masked_contact: masked(&self.supplier.email),
            campaign: self.campaign.name.clone(),
            year: self.campaign.year,
            products: self.campaign.products.clone(),
            due: self.campaign.due.to_string(),
            late_until: self.late_until(today),
            template_version: self.campaign.template_version.clone(),
            state: Some(self.request.state),
            open_queries: u32::try_from(self.open_queries().count()).unwrap_or(u32::MAX),
            open,
            paused,
            fault: fault.map(str::to_owned),
            sent,
        }
    }

    fn info(&self, today: Day) -> RequestInfo {
        RequestInfo {
            id: self.request.id.to_string(),
            supplier: self.supplier.name.clone(),
            company: self.company.name.clone(),
            campaign: self.campaign.name.clone(),
            year: self.campaign.year,
            due: self.campaign.due.to_string(),
            late_until: self.late_until(today),
            state: self.request.state.key().to_owned(),
            template_version: self.campaign.template_version.clone(),
            contact_name: self.company.contact_name.clone(),
            contact_email: self.company.contact_email.clone(),
            submissions: self.request.submissions,
            team: self.team.clone(),
        }
    }

    /// Where somebody who comes back goes on: what was sent back, else the section they were in.
    pub fn first_step(&self) -> Step {
        if self.request.state == domain::workflow::RequestState::SentBack
            && self.open_queries().next().is_some()
        {
            return Step::Corrections;
        }
        let Some(template) = domain::template::named(&self.campaign.template_version) else {
            return Step::Review;
        };
        let last = Step::find(&self.request.last_section, template);
        last.filter(|step| *step != Step::Corrections).unwrap_or(Step::first(template))
    }

    pub fn form(
        &self,
        template: &'static Template,
        draft: StoredDraft,
        report: Report,
        view: View,
        submissions: &[Submission],
    ) -> AnswerPage {
        AnswerPage {
            request: self.info(view.today),
            template: Cow::Borrowed(template),
            step: view.step,
            entries: draft.entries.into_iter().collect(),
            revision: draft.revision,
            saved_at: draft.saved_at,
            today: view.today.to_string(),
            profile: view.profile,
            report,
            references: view.references,
            queries: self.open_queries().map(|q| query_item(q, submissions)).collect(),
            page: view.page,
            row: view.row,
            show_missing: view.show_missing || self.request.submissions > 0,
            fresh: view.fresh,
            conflicts: view.conflicts,
            refused: view.refused,
            notice: view.notice.map(str::to_owned),
        }
    }

    /// What came in.
    pub fn receipt(
        &self,
        submission: &Submission,
        downloads: [String; 2],
        entered: Option<[String; 3]>,
    ) -> Receipt {
        Receipt {
            asker: asker_of(self.company, self.campaign),
            about: about(self.request, self.supplier, self.campaign),
            year: self.campaign.year,
            number: submission.number,
            time: submission.submitted_at.utc(),
            hash: submission.hash.clone(),
            downloads,
            masked_contact: masked(&self.supplier.email),
            state: self.request.state.key().to_owned(),
            entered,
            files: app::supplier::paths::of(app::supplier::paths::FILES, &self.request.id),
        }
    }
}

/// What of the form is shown, and how.
#[derive(Default)]
pub struct View {
    pub step: Step,
    /// Which page of rows.
    pub page: u32,
    /// The row shown whole.
    pub row: Option<u64>,
    /// Whether missing answers count already.
    pub show_missing: bool,
    pub today: Day,
    /// What the campaign wants of the rules.
    pub profile: domain::rules::Profile,
    /// Where the reference list is.
    pub references: Option<String>,
    /// For the names of new rows.
    pub fresh: u64,
    /// What was not saved.
    pub conflicts: Vec<Conflict>,
    /// What cannot be saved, and why.
    pub refused: Vec<RefusedChange>,
    /// The same, as it was sent, by path.
    pub unsaved: Vec<(String, String)>,
    /// What is said above.
    pub notice: Option<&'static str>,
}

fn query_item(query: &Query, submissions: &[Submission]) -> QueryItem {
    let row = old_row(query, submissions);
    QueryItem {
        id: query.id.clone(),
        location: query.location.clone(),
        finding: query.finding.clone(),
        text: query.text.clone(),
        old_value: row.unwrap_or_else(|| query.old_value.clone()),
        state: query.state.key().to_owned(),
    }
}

/// The whole row that a query is about, as a draft stores it: with it the page tells whether it was corrected.
fn old_row(query: &Query, submissions: &[Submission]) -> Option<String> {
    let Ok(Location::Row { table, row, col: None }) = query.location.parse() else { return None };
    let submission = submissions.iter().find(|s| s.number == query.submission)?;
    let declaration = Document::read(&submission.document).ok()?.declaration;
    let index = declaration.rows(table).position(row)?;
    Draft { declaration, ..Draft::default() }.row_change(table, index)?.value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_masked_but_recognised() {
        assert_eq!(masked("wang@supplier.example"), "w•••@supplier.example");
        assert_eq!(masked("王@x.example"), "王•••@x.example");
        assert_eq!(masked(""), "•••@");
    }
}
