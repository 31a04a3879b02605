//! Findings grouped by their rule, and the questions that come of them: one for many rows, one to each answer.

use crate::access::{Reviewer, Viewer};
use crate::declarations::submission::{Document, value_at};
use crate::mail::messages::Rendered;
use crate::records::{LogDraft, MemberId, Query, QueryState, Request, RequestCommit, RequestId, Submission};
use crate::review::query_text::LONGEST;
use crate::review::recheck;
use crate::review::requests::{Detail, row_label};
use crate::{Result, ServiceError};
use domain::location::FindingKey;
use domain::text::embedded::texts;
use domain::text::joined;
use domain::{Declaration, Finding, Location, Severity, Texts};
use std::collections::BTreeSet;

/// Most characters of the rows that a question names; the others are counted.
const ROWS: usize = 1_200;

/// Findings of one rule of one severity in one table, or of answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concern {
    /// At least one.
    findings: Vec<Finding>,
}

/// Groups findings by rule, the worst first, those of many places before those of few.
pub fn concerns(findings: &[Finding]) -> Vec<Concern> {
    let mut out: Vec<Concern> = Vec::new();
    for finding in findings {
        let alike = |c: &&mut Concern| {
            let first = c.first();
            (&first.code, first.severity) == (&finding.code, finding.severity)
                && first.group_key() == finding.group_key()
        };
        match out.iter_mut().find(alike) {
            Some(concern) => concern.findings.push(finding.clone()),
            None => out.push(Concern { findings: vec![finding.clone()] }),
        }
    }
    out.sort_by_key(|c| (c.first().severity, std::cmp::Reverse(c.findings.len()), c.first().code.clone()));
    out
}

impl Concern {
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    fn first(&self) -> &Finding {
        &self.findings[0]
    }

    pub fn severity(&self) -> Severity {
        self.first().severity
    }

    /// By what it is told from others: a finding's key, or that of all that say the same in a table.
    pub fn key(&self) -> String {
        let first = self.first();
        let group = || match first.group_key() {
            Some(key) => key,
            None => FindingKey { code: first.code.clone(), location: Location::Declaration }.to_string(),
        };
        if self.findings.len() == 1 { first.key() } else { group() }
    }

    /// What is wrong: the finding's own words, or a sentence about all of them.
    pub fn what(&self, words: &Texts) -> String {
        let (first, n) = (self.first(), self.findings.len());
        if n == 1 {
            return first.what(words);
        }
        first.group(words, n).unwrap_or_else(|| {
            let args = [("what", first.what(words)), ("n", (n - 1).to_string())];
            let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
            words.fmt(if n == 2 { "finding.group_one" } else { "finding.group" }, &args)
        })
    }

    /// Whether the supplier has explained all of it.
    pub fn is_explained(&self, document: &Document) -> bool {
        self.findings.iter().all(|f| f.explanation(|key| document.explanations.get(key)).is_some())
    }

    /// Whether it was asked about, by the findings of the queries that stand.
    pub fn is_asked(&self, asked: &BTreeSet<String>) -> bool {
        asked.contains(&self.key()) || self.findings.iter().all(|f| asked.contains(&f.key()))
    }

    /// The question in the supplier's language. Of many rows it names each.
    pub fn question(&self, declaration: &Declaration, theirs: &Texts) -> String {
        let first = self.first();
        if self.findings.len() == 1 {
            return first.question(theirs);
        }
        let mut text = self.what(theirs);
        let (mut named, mut left) = (0, ROWS);
        for finding in &self.findings {
            let Some(row) = row_label(&whole_row(&finding.location), declaration, theirs) else { continue };
            let line = format!("\n– {row}");
            let Some(rest) = left.checked_sub(line.chars().count()) else { break };
            (left, named) = (rest, named + 1);
            text.push_str(&line);
        }
        let more = self.findings.len() - named;
        if named > 0 && more > 0 {
            text.push_str(&format!("\n– {}", theirs.fmt("desk.more", &[("n", &more.to_string())])));
        }
        let todo = first.todo(theirs);
        let text = if named > 0 { format!("{text}\n{todo}") } else { joined(&text, &todo) };
        text.chars().take(LONGEST).collect()
    }

    /// What is asked: of rows one question about their table, of answers one about each, where its control is.
    fn questions(&self, declaration: &Declaration, theirs: &Texts) -> Vec<Question> {
        let first = self.first();
        if self.findings.len() > 1
            && let Some(table) = first.location.table()
        {
            let location = Location::Table { table }.to_string();
            return vec![Question {
                location,
                finding: self.key(),
                text: self.question(declaration, theirs),
            }];
        }
        let of =
            |f: &Finding| Question { location: f.location.id(), finding: f.key(), text: f.question(theirs) };
        self.findings.iter().map(of).collect()
    }
}

/// The row of a cell.
fn whole_row(location: &Location) -> Location {
    match location {
        Location::Row { table, row, .. } => Location::row(*table, *row),
        other => other.clone(),
    }
}

/// A question before it is a query.
struct Question {
    location: String,
    finding: String,
    text: String,
}

impl Detail {
    /// What the rules say of a submission, as it was checked last.
    pub fn findings(&self, submission: &Submission) -> Vec<Finding> {
        recheck::findings(submission, self.checked_later(submission.number))
    }

    /// What there is to ask about the last submission, grouped, and its document.
    pub fn concerns(&self) -> Result<Option<(Vec<Concern>, Document)>> {
        let Some((submission, document)) = self.latest()? else { return Ok(None) };
        Ok(Some((concerns(&self.findings(submission)), document)))
    }

    /// The findings that queries which stand came from.
    pub fn asked(&self) -> BTreeSet<String> {
        let live = self.queries.iter().filter(|q| q.state != QueryState::Closed);
        live.map(|q| q.finding.clone()).collect()
    }
}

impl Viewer {
    /// Exactly what the supplier would get if the request were sent back now with these concerns asked about besides.
    pub async fn preview_asking(&self, id: &RequestId, keys: &[String]) -> Result<Rendered> {
        let mut detail = self.request(id).await?;
        let fresh = self.drafts(&detail, keys)?;
        detail.queries.extend(fresh);
        self.preview_of(&detail).await
    }

    /// Queries about these concerns of the last submission; those that were asked about are left out.
    fn drafts(&self, detail: &Detail, keys: &[String]) -> Result<Vec<Query>> {
        let Some((all, document)) = detail.concerns()? else { return Ok(Vec::new()) };
        let (asked, words) = (detail.asked(), texts(detail.supplier.spoken()));
        let d = &document.declaration;
        let wanted = all.iter().filter(|c| keys.contains(&c.key()) && !c.is_asked(&asked));
        let questions = wanted.flat_map(|c| c.questions(d, words)).filter(|q| !asked.contains(&q.finding));
        let query = |q: Question| Query {
            id: self.services().new_id(),
            request: detail.request.id.clone(),
            submission: detail.request.submissions,
            old_value: value_at(d, &q.location),
            location: q.location,
            finding: q.finding,
            text: q.text,
            reply: String::new(),
            state: QueryState::Draft,
            member: self.member().id.clone(),
            created_at: self.services().now(),
            was: None,
        };
        Ok(questions.map(query).collect())
    }
}

impl Reviewer {
    /// Asks about concerns in one act; the queries go out with the next sending back. How many there are: where all was
    /// asked already, none.
    pub async fn ask_about(&self, id: &RequestId, keys: &[String]) -> Result<usize> {
        let detail = self.request(id).await?;
        let queries = self.drafts(&detail, keys)?;
        if queries.is_empty() {
            return Ok(0);
        }
        let (count, log) = (queries.len(), self.raised(&detail, &queries)?);
        let mut commit = RequestCommit::of(detail.request);
        self.take_up_with(&mut commit)?;
        (commit.queries, commit.log) = (queries, log);
        self.services().store.commit(commit).await?;
        Ok(count)
    }

    /// Sends a submission back with its queries and with what these concerns ask, in one mail.
    pub async fn send_back_asking(&self, id: &RequestId, keys: &[String]) -> Result<Request> {
        let mut detail = self.request(id).await?;
        let fresh = self.drafts(&detail, keys)?;
        let log = self.raised(&detail, &fresh)?;
        detail.queries.extend(fresh);
        self.send_back_as(detail, log).await
    }

    fn raised(&self, detail: &Detail, queries: &[Query]) -> Result<Vec<LogDraft>> {
        let object = format!("request:{}", detail.request.id);
        queries.iter().map(|q| Ok(self.did("query.raised", object.clone(), detail.told_of(q)?))).collect()
    }

    /// Whoever asks has taken it up.
    pub(crate) fn take_up_with(&self, commit: &mut RequestCommit) -> Result<()> {
        use domain::workflow::Transition;
        if !commit.request.state.waits_for_review() {
            return Err(ServiceError::NotNow("state"));
        }
        // Whatever is asked after an acceptance speaks against it.
        commit.request.accepted_by = MemberId::default();
        let next = commit.request.state.after(Transition::TakeUp);
        if let Some(next) = next.filter(|next| *next != commit.request.state) {
            commit.request.state = next;
            commit.request.state_at = self.services().now();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Class, RowId, SmelterCol, SmelterRow};

    fn finding(code: &str, severity: Severity, location: Location) -> Finding {
        let args = vec![("cid".to_owned(), "CID900001".into())];
        Finding { code: code.into(), class: Class::Inaccurate, severity, location, args, rows: vec![] }
    }

    #[test]
    fn seventeen_rows_are_one_question_and_answers_one_each() {
        let row = |n: u64| Location::smelter(RowId(n), SmelterCol::Cid);
        let rows = (1..=17).map(|n| finding("REV007", Severity::Warning, row(n)));
        let fields = ["a", "b"].map(|key| finding("REV004", Severity::Warning, Location::field(key)));
        let note = finding("REV013", Severity::Note, row(1));
        let all: Vec<Finding> = [note].into_iter().chain(rows).chain(fields).collect();
        let concerns = concerns(&all);
        let keys: Vec<String> = concerns.iter().map(Concern::key).collect();
        assert_eq!(keys, ["REV007@smelters", "REV004@declaration", "REV013@smelter.1.cid"]);

        let name = |n: u64| SmelterRow { id: RowId(n), name: format!("Works {n}"), ..SmelterRow::default() };
        let d = Declaration { smelters: (1..=17).map(name).collect(), ..Declaration::default() };
        let words = texts("en");
        let asked = concerns[0].questions(&d, words);
        assert_eq!((asked.len(), asked[0].location.as_str()), (1, "smelters"));
        assert!(asked[0].text.contains(": 17."), "{}", asked[0].text);
        assert!(asked[0].text.contains("Smelter 17 (Works 17)"), "{}", asked[0].text);
        let places: Vec<String> = concerns[1].questions(&d, words).into_iter().map(|q| q.location).collect();
        assert_eq!(places, ["a", "b"]);

        let of = |keys: &[&str]| concerns[0].is_asked(&keys.iter().map(|k| (*k).to_owned()).collect());
        assert!(of(&["REV007@smelters"]) && !of(&["REV007@smelter.1.cid"]) && !of(&[]));
    }

    #[test]
    fn a_question_about_many_rows_is_short_enough_to_be_one() {
        let row = |n: u64| Location::smelter(RowId(n), SmelterCol::Cid);
        let all: Vec<Finding> = (1..=900).map(|n| finding("REV007", Severity::Warning, row(n))).collect();
        let name = |n: u64| SmelterRow { id: RowId(n), name: format!("Works {n}"), ..SmelterRow::default() };
        let d = Declaration { smelters: (1..=900).map(name).collect(), ..Declaration::default() };
        for (language, _) in domain::text::LANGUAGES {
            let text = concerns(&all)[0].question(&d, texts(language));
            assert!(text.chars().count() < LONGEST && text.contains("900"), "{text}");
        }
    }
}
