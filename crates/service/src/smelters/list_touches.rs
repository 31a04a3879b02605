//! What a list touches: which figures, which suppliers and declarations, and what each supplier is asked about it.

use crate::access::{Reviewer, Viewer};
use crate::declarations::submission::{Document, value_at};
use crate::records::{Id, NamingRequest, Query, QueryState, ReportedRow, RequestId, StoredList};
use crate::review::ask_many::left;
use crate::review::requests::Detail;
use crate::review::together::Left;
use crate::smelters::decisions::in_background;
use crate::{Result, ServiceError};
use domain::smelters::difference::What;
use domain::smelters::{Difference, History, SmelterList, StatusClass, difference};
use domain::text::{embedded::texts, joined};
use domain::{Day, Location, Table, Texts};
use std::collections::{BTreeMap, HashMap};

/// A figure of the next report that a list moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TouchedFigure {
    /// The family: `S3`, `S4`, `S5`.
    pub figure: &'static str,
    /// The key of the metal.
    pub metal: String,
    /// How many reported facilities move.
    pub facilities: usize,
    /// From which class to which, and how many; only where classes change.
    pub moves: Vec<(StatusClass, StatusClass, usize)>,
}

/// What a list touches.
#[derive(Clone, Debug, Default)]
pub struct ListTouches {
    pub difference: Difference,
    pub figures: Vec<TouchedFigure>,
    /// The requests whose last declarations name a smelter about which something changes, by supplier and campaign.
    pub requests: Vec<NamingRequest>,
    /// The smelter that a row means, by [`ReportedRow::reported`]; only those about which something changes.
    pub cids: HashMap<Id, String>,
    /// The list, where it is in use.
    pub list: Id,
    /// The day of a later list of its kind and source, by which what this one says is out of date.
    pub later: Option<Day>,
    /// Of a list in use: its day, and whether what it says may be told.
    pub told: Option<(String, bool)>,
}

impl ListTouches {
    /// What a supplier is asked about a row, in its language. What a list says that may not be passed on is not told.
    pub fn question(&self, words: &Texts, cid: &str) -> String {
        let Some((day, may_be_told)) = &self.told else { return String::new() };
        let changes: Vec<_> = self.difference.changes.iter().filter(|c| c.cid == cid).collect();
        let class = |class: &StatusClass| words.get(&format!("smelters.class.{}", class.key())).to_owned();
        let says = |what: &What| match what {
            What::Status { from, to } => {
                words.fmt("list_query.status", &[("day", day), ("from", &class(from)), ("to", &class(to))])
            }
            What::Removed { successors } if successors.is_empty() => {
                words.fmt("list_query.removed", &[("day", day)])
            }
            What::Removed { successors } => {
                words.fmt("list_query.replaced", &[("day", day), ("successors", &successors.join(", "))])
            }
            What::Renamed { .. } | What::Added | What::Recast { .. } => {
                words.fmt("list_query.renamed", &[("day", day)])
            }
        };
        let mut parts: Vec<String> = match may_be_told {
            true => changes.iter().map(|change| says(&change.what)).collect(),
            false => vec![words.get("list_query.untold").to_owned()],
        };
        parts.dedup();
        parts.push(words.get("list_query.todo").to_owned());
        parts.iter().fold(String::new(), |said, part| joined(&said, part))
    }
}

impl Viewer {
    /// What a difference touches.
    pub(crate) async fn touched(&self, difference: Difference) -> Result<ListTouches> {
        let (touches, entries) = self.meant_by(difference).await?;
        let requests = self.services().store.requests_naming(entries).await?;
        Ok(ListTouches { requests, ..touches })
    }

    /// What a difference is about, without the requests; and the entries that it touches.
    async fn meant_by(&self, difference: Difference) -> Result<(ListTouches, Vec<Id>)> {
        let (entries, written) = self.reported_of(&difference.cids()).await?;
        let facts = entries.iter().map(|entry| &entry.facts);
        let metals: HashMap<&str, &str> = facts.map(|f| (f.id.as_str(), f.metal.as_str())).collect();
        let figures = figures(&difference, &metals);
        let cids: HashMap<Id, String> = written.into_iter().map(|(cid, one)| (one.id, cid)).collect();
        let ids = entries.iter().map(|entry| entry.facts.id.clone()).collect();
        Ok((ListTouches { difference, figures, cids, ..ListTouches::default() }, ids))
    }

    /// The rows of these requests that are touched.
    pub async fn touched_rows(
        &self,
        touches: &ListTouches,
        requests: Vec<RequestId>,
    ) -> Result<Vec<ReportedRow>> {
        let rows = self.services().store.rows_of_requests(requests).await?;
        Ok(rows.into_iter().filter(|row| touches.cids.contains_key(&row.reported)).collect())
    }

    /// What a list in use changed beside the others, and whom that touches; nothing for one that is retired.
    pub async fn touched_by(&self, list: &str) -> Result<ListTouches> {
        let (touches, entries) = self.changed_by(list).await?;
        if touches.later.is_some() {
            return Ok(touches);
        }
        let requests = self.services().store.requests_naming(entries).await?;
        Ok(ListTouches { requests, ..touches })
    }

    /// What a list in use changed, and what is told of it: nobody is looked for.
    pub(crate) async fn told_by(&self, list: &str) -> Result<ListTouches> {
        Ok(self.changed_by(list).await?.0)
    }

    async fn changed_by(&self, list: &str) -> Result<(ListTouches, Vec<Id>)> {
        let lists = self.services().smelters_in_force().await?;
        if !lists.history.lists().iter().any(|l| l.id == list) {
            return Ok(Default::default());
        }
        let StoredList { list, head } = self.smelter_list(list).await?;
        let is_later =
            |l: &&SmelterList| l.kind == list.kind && l.source == list.source && l.as_of > list.as_of;
        let later = lists.history.lists().iter().filter(is_later).map(|l| l.as_of).max();
        let (day, id) = (self.services().today(), list.id.clone());
        let made = move || {
            let others = lists.history.lists().iter().filter(|l| l.id != list.id).cloned().collect();
            difference(&History::new(others), &list, day)
        };
        let (touches, entries) = self.meant_by(in_background(made).await?).await?;
        // About what is out of date nobody is asked.
        let told = later.is_none().then(|| (head.as_of.to_string(), head.class.may_be_published()));
        Ok((ListTouches { told, list: id, later, ..touches }, entries))
    }
}

/// What moves in the next report, by figure and metal.
fn figures(difference: &Difference, metals: &HashMap<&str, &str>) -> Vec<TouchedFigure> {
    let mut classes: BTreeMap<&str, BTreeMap<(StatusClass, StatusClass), usize>> = BTreeMap::new();
    for change in &difference.changes {
        // What a list has besides moves no figure: a smelter that all lists together class as before is counted as before.
        if let (Some(metal), What::Status { from, to }) = (metals.get(change.cid.as_str()), &change.what) {
            *classes.entry(metal).or_default().entry((*from, *to)).or_default() += 1;
        }
    }
    let takes_part = |class: StatusClass| class.is_conformant() || class == StatusClass::Active;
    let is_counted = |class: StatusClass| takes_part(class) || class == StatusClass::Listed;
    let mut out = Vec::new();
    for (metal, moves) in &classes {
        let mut add = |figure, facilities, moves| {
            if facilities > 0 {
                out.push(TouchedFigure { figure, metal: (*metal).to_owned(), facilities, moves });
            }
        };
        let crossing = |is: &dyn Fn(StatusClass) -> bool| -> usize {
            moves.iter().filter(|((from, to), _)| is(*from) != is(*to)).map(|(_, n)| n).sum()
        };
        add("S3", crossing(&is_counted), Vec::new());
        let all = moves.iter().map(|((from, to), n)| (*from, *to, *n)).collect();
        add("S4", moves.values().sum(), all);
        add("S5", crossing(&takes_part), Vec::new());
    }
    out
}

impl Reviewer {
    /// Asks one about what a list changed; why not, where it was left.
    pub(crate) async fn ask_of_list(
        &self,
        touches: &ListTouches,
        id: &RequestId,
        job: &str,
    ) -> Result<Option<Left>> {
        let detail = match self.request(id).await {
            Err(ServiceError::NotFound) => return Ok(Some(Left::Changed)),
            other => other?,
        };
        if touches.told.is_none() {
            return Ok(Some(Left::Changed));
        }
        let about = format!("list:{}", touches.list);
        let finding = format!("{about}:{job}");
        // The job did it before its process died.
        if detail.queries.iter().any(|q| q.finding == finding) {
            return Ok(None);
        }
        let of_list =
            |finding: &str| finding.strip_prefix(&about).is_some_and(|r| r.is_empty() || r.starts_with(':'));
        if detail.queries.iter().any(|q| of_list(&q.finding)) {
            return Ok(Some(Left::Asked));
        }
        if let Some(why) = left(&detail.request, &detail.supplier.email, &detail.campaign, true) {
            return Ok(Some(why));
        }
        let Some((submission, document)) = detail.latest()? else { return Ok(Some(Left::Nothing)) };
        let number = submission.number;
        let rows = self.touched_rows(touches, vec![id.clone()]).await?;
        let queries = self.queries((touches, &rows), &finding, &detail, number, &document);
        if queries.is_empty() {
            return Ok(Some(Left::NotNamed));
        }
        match self.send_back_with(detail, queries).await {
            Ok(_) => Ok(None),
            Err(ServiceError::NotNow(_) | ServiceError::Conflict) => Ok(Some(Left::Changed)),
            Err(error) => Err(error),
        }
    }

    fn queries(
        &self,
        (touches, rows): (&ListTouches, &[ReportedRow]),
        finding: &str,
        detail: &Detail,
        submission: i64,
        document: &Document,
    ) -> Vec<Query> {
        let words = texts(detail.supplier.spoken());
        let declared: Vec<_> =
            document.declaration.rows(Table::SMELTERS).iter().filter(|row| !row.is_blank()).collect();
        let touched = rows.iter().filter(|row| row.number == submission);
        let query = |row: &ReportedRow| {
            let cid = touches.cids.get(&row.reported)?;
            let at = usize::try_from(row.line).ok()?.checked_sub(1)?;
            let location = Location::Row { table: Table::SMELTERS, row: declared.get(at)?.id(), col: None };
            let location = location.to_string();
            Some(Query {
                id: self.services().new_id(),
                request: detail.request.id.clone(),
                submission,
                old_value: value_at(&document.declaration, &location),
                location,
                finding: finding.to_owned(),
                text: touches.question(words, cid),
                reply: String::new(),
                state: QueryState::Draft,
                member: self.member().id.clone(),
                created_at: self.services().now(),
                was: None,
            })
        };
        touched.filter_map(query).collect()
    }
}
