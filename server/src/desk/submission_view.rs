//! A submission as the review page shows it: answers, rows, findings, differences.

use app::desk::review::{
    Answer, AnswerGroup, ChangeView, ChangedSmelter, ChangedSmelters, FindingGroup, FindingView, FurtherCell,
    MetalRows, Question, RowPage, RowView, SinceView,
};
use app::desk::routes;
use app::ui::Range;
use domain::finding::Finding;
use domain::references::{is_cid, normal_cid};
use domain::template::{Field, Section, option_text};
use domain::{Declaration, FormState, Location, RowId, SmelterRow, Table, Template, Texts};
use service::declarations::compare::smelter_name;
use service::declarations::submission::{Difference, Document};
use service::records::RequestId;
use service::review::compared::Since;
use service::review::questions::Concern;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Rows of a table's page.
pub const ROWS: usize = 100;
/// Most smelters, or answers, that are listed of a kind of change.
const CHANGED: usize = 100;

/// A submission with what is needed to draw it.
pub struct SubmissionView<'a> {
    texts: &'static Texts,
    template: &'static Template,
    document: &'a Document,
    state: FormState,
    findings: HashMap<String, Vec<FindingView>>,
    queries: HashMap<String, Vec<String>>,
    changed: BTreeSet<String>,
    rows: HashMap<(&'static str, u64), u64>,
}

impl<'a> SubmissionView<'a> {
    /// Looks at a document in the reader's language; `theirs` is the supplier's, for proposed questions.
    pub fn new(
        texts: &'static Texts,
        template: &'static Template,
        document: &'a Document,
        changes: &[Difference],
    ) -> SubmissionView<'a> {
        let d = &document.declaration;
        // Worked out once: a list may have thousands of rows, each asked for many times.
        let of = |table: Table| {
            let mut next = 1;
            d.rows(table).iter().map(move |row| {
                let number = next;
                next += u64::from(!row.is_blank());
                ((table.key(), row.id().0), number)
            })
        };
        let rows = Table::all().into_iter().flat_map(of).collect();
        SubmissionView {
            texts,
            template,
            document,
            state: domain::evaluate(template, d),
            findings: HashMap::new(),
            queries: HashMap::new(),
            changed: changes.iter().map(|c| c.location.clone()).collect(),
            rows,
        }
    }

    /// Adds what the rules said: each finding is kept at its places, the worst first.
    pub fn with_findings(&mut self, findings: &[Finding], theirs: &Texts) {
        let mut all: Vec<(&Finding, FindingView)> =
            findings.iter().map(|f| (f, self.finding(f, theirs))).collect();
        all.sort_by_key(|(f, _)| f.severity);
        for (finding, view) in all {
            // Each row that it is about besides is a place of it too.
            for location in finding.rows.iter().map(domain::Location::id) {
                let here = FindingView { place: self.place(&location), location, ..view.clone() };
                self.findings.entry(owner(&here.location).to_owned()).or_default().push(here);
            }
            self.findings.entry(owner(&view.location).to_owned()).or_default().push(view);
        }
    }

    /// What the rules said, a group to a rule, each with `most` places at most.
    pub fn by_rule(&self, concerns: &[Concern], asked: &BTreeSet<String>, most: usize) -> Vec<FindingGroup> {
        let group = |concern: &Concern| {
            let findings = concern.findings();
            let first = &findings[0];
            let theirs = |f: &Finding| self.found(&f.key()).cloned();
            FindingGroup {
                key: concern.key(),
                code: first.code.clone(),
                severity: first.severity,
                class: first.class,
                what: concern.what(self.texts),
                why: first.why(self.texts),
                places: findings.iter().take(most).filter_map(theirs).collect(),
                more: findings.len().saturating_sub(most) as u64,
                asked: concern.is_asked(asked),
                twins: Vec::new(),
            }
        };
        concerns.iter().map(group).collect()
    }

    /// A finding by its key, at its own place.
    fn found(&self, key: &str) -> Option<&FindingView> {
        let (_, location) = key.split_once('@')?;
        self.findings.get(owner(location))?.iter().find(|f| f.key == key && f.location == location)
    }

    /// A question about a finding in the supplier's language; blank where there is none.
    pub fn proposal(&self, key: &str) -> String {
        self.found(key).map_or_else(String::new, |f| f.proposal.clone())
    }

    /// What changed since an earlier declaration.
    pub fn since(&self, since: &Since, own: &RequestId) -> SinceView {
        let t = self.texts;
        let number = since.number.to_string();
        let title = match &since.campaign {
            Some(campaign) => t.fmt("desk.since.year", &[("campaign", campaign)]),
            None => t.fmt("desk.since.round", &[("n", &number)]),
        };
        let request = if since.campaign.is_some() { &since.request } else { own };
        let smelter = |row: &SmelterRow| ChangedSmelter {
            metal: domain::template::metal(&row.metal).map_or_else(|| row.metal.clone(), |m| self.metal(m)),
            name: smelter_name(row).to_owned(),
            href: if is_cid(&row.cid) { routes::smelter(&normal_cid(&row.cid)) } else { String::new() },
            ..ChangedSmelter::default()
        };
        let one = |rows: &[SmelterRow]| changed(rows, smelter);
        let two = |rows: &[(SmelterRow, SmelterRow)], cell: fn(&SmelterRow) -> &str| {
            changed(rows, |(old, new)| ChangedSmelter {
                old: cell(old).to_owned(),
                new: cell(new).to_owned(),
                ..smelter(new)
            })
        };
        let of = &since.smelters;
        SinceView {
            title,
            href: routes::with(routes::request(request), &[("n", &number)]),
            new: one(&of.new),
            gone: one(&of.gone),
            renamed: two(&of.renamed, smelter_name),
            moved: two(&of.moved, |row| &row.country),
            answers: self.changes(&since.answers, CHANGED),
            more_answers: since.answers.len().saturating_sub(CHANGED) as u64,
        }
    }

    /// Adds the team's queries: location id and text.
    pub fn with_queries<'q>(&mut self, queries: impl IntoIterator<Item = (&'q str, &'q str)>) {
        for (location, text) in queries {
            self.queries.entry(owner(location).to_owned()).or_default().push(text.to_owned());
        }
    }

    fn finding(&self, f: &Finding, theirs: &Texts) -> FindingView {
        let (key, location) = (f.key(), f.location.id());
        FindingView {
            code: f.code.clone(),
            severity: f.severity,
            what: f.what(self.texts),
            place: self.place(&location),
            location,
            explanation: f
                .explanation(|key| self.document.explanations.get(key))
                .unwrap_or_default()
                .to_owned(),
            proposal: f.question(theirs),
            key,
        }
    }

    /// A place in words.
    pub fn place(&self, location: &str) -> String {
        let t = self.texts;
        let place = location.parse().unwrap_or(Location::Declaration);
        if let Some(row) = service::review::requests::row_label(&place, &self.document.declaration, t) {
            return row;
        }
        match (self.template.field(location), place.table()) {
            (Some(field), _) => self.field_name(field),
            (None, Some(table)) => t.get(&format!("section.{}", table.name())).to_owned(),
            (None, None) => t.get("desk.query.whole").to_owned(),
        }
    }

    fn field_name(&self, field: &Field) -> String {
        let label = format!("field.{}.label", field.text);
        let short = field.comment_of.is_none() && !field.number.is_empty();
        let name = if short { field.number.as_str() } else { self.texts.get(&label) };
        match field.metal {
            Some(metal) => format!("{name} · {}", self.metal(metal)),
            None => name.to_owned(),
        }
    }

    fn metal(&self, metal: domain::Metal) -> String {
        self.texts.get(&format!("metal.{}", metal.key())).to_owned()
    }

    /// The answers by section: only what was asked.
    pub fn groups(&self) -> Vec<AnswerGroup> {
        let sections = self.template.questions.iter().map(|def| def.section);
        sections
            .map(|section| AnswerGroup {
                key: section.key().to_owned(),
                title: self.title(section),
                questions: self.questions(section),
            })
            .filter(|group| !group.questions.is_empty())
            .collect()
    }

    /// What a section is called here: the form says "Your company" to the supplier.
    fn title(&self, section: Section) -> String {
        let own = format!("desk.section.{}", section.key());
        let key = if self.texts.has(&own) { own } else { format!("section.{}", section.key()) };
        self.texts.get(&key).to_owned()
    }

    fn questions(&self, section: Section) -> Vec<Question> {
        let mut out: Vec<(String, Question)> = Vec::new();
        let comments: BTreeMap<&str, &Field> =
            self.template.section(section).filter_map(|f| Some((f.comment_of.as_deref()?, f))).collect();
        for field in self.template.section(section).filter(|f| f.comment_of.is_none()) {
            if !self.state.field(&field.key).visible {
                continue;
            }
            let answer = self.answer(field, comments.get(field.key.as_str()).copied());
            match out.iter_mut().find(|(text, _)| *text == field.text) {
                Some((_, question)) => question.answers.push(answer),
                None => out.push((
                    field.text.clone(),
                    Question {
                        number: field.number.clone(),
                        label: self.texts.get(&format!("field.{}.label", field.text)).to_owned(),
                        answers: vec![answer],
                    },
                )),
            }
        }
        out.into_iter().map(|(_, question)| question).collect()
    }

    fn answer(&self, field: &Field, comment: Option<&Field>) -> Answer {
        let d = &self.document.declaration;
        let raw = d.answer(&field.key);
        let own = |key: &str| self.findings.get(key).into_iter().flatten().cloned();
        let asked = |key: &str| self.queries.get(key).into_iter().flatten().cloned();
        let comment_key = comment.map_or("", |c| c.key.as_str());
        Answer {
            key: field.key.clone(),
            metal: field.metal.map_or(String::new(), |m| self.metal(m)),
            place: self.field_name(field),
            value: field.option(raw).map_or(raw.to_owned(), |o| self.texts.get(&option_text(o)).to_owned()),
            comment: comment.map_or(String::new(), |c| d.answer(&c.key).to_owned()),
            changed: self.changed.contains(&field.key) || self.changed.contains(comment_key),
            findings: own(&field.key).chain(own(comment_key)).collect(),
            queries: asked(&field.key).chain(asked(comment_key)).collect(),
        }
    }

    /// A page of a table's rows, those with findings first.
    pub fn table(
        &self,
        table: Table,
        search: &str,
        metal: &str,
        only_findings: bool,
        page: usize,
    ) -> RowPage {
        let d = &self.document.declaration;
        let rows: Vec<(u64, Vec<(&str, &str)>)> =
            d.rows(table).iter().map(|r| (r.id().0, table.filled(r).collect())).collect();
        let wish = search.to_lowercase();
        let location = |id: u64| Location::row(table, RowId(id)).to_string();
        // The worst finding of a row. Those without come last.
        let rank = |id: u64| {
            let found = self.findings.get(&location(id)).and_then(|f| f.first()).map(|f| f.severity);
            (found.is_none(), found)
        };
        let has_findings = |id: u64| self.findings.contains_key(&location(id));
        let with = rows.iter().filter(|(id, _)| has_findings(*id)).count();
        let of = |cells: &[(&str, &str)]| {
            let typed = cells.iter().find(|(column, _)| *column == "metal").map_or("", |(_, text)| *text);
            domain::template::metal(typed).map_or(typed, |metal| metal.key()).to_owned()
        };
        let metals = self.metals(rows.iter().map(|(_, cells)| of(cells)));
        let mut fitting: Vec<_> = rows
            .iter()
            .filter(|(id, _)| !only_findings || has_findings(*id))
            .filter(|(_, cells)| metal.is_empty() || of(cells) == metal)
            .filter(|(_, cells)| {
                wish.is_empty() || cells.iter().any(|(_, c)| c.to_lowercase().contains(&wish))
            })
            .collect();
        fitting.sort_by_key(|(id, _)| rank(*id));
        let def = self.template.table(table);
        let has = |col: &&str| def.is_some_and(|def| def.letter(col).is_some());
        let main: Vec<&str> = table.brief().iter().copied().filter(has).collect();
        let main = main.as_slice();
        let start = (page.max(1) - 1) * ROWS;
        let shown: Vec<RowView> = fitting
            .iter()
            .skip(start)
            .take(ROWS)
            .map(|(id, cells)| self.row(table, *id, cells, main))
            .collect();
        RowPage {
            title: self.texts.get(&format!("desk.review.{}", table.name())).to_owned(),
            metals,
            metal: metal.to_owned(),
            columns: main.iter().map(|c| self.column(table, c)).collect(),
            with_findings: with as u64,
            range: Range {
                from: if shown.is_empty() { 0 } else { start as u64 + 1 },
                to: (start + shown.len()) as u64,
                of: Some(fitting.len() as u64),
            },
            rows: shown,
            only_findings,
            search: search.to_owned(),
            ..RowPage::default()
        }
    }

    /// How many rows are of each metal, in the template's order; rows without one are in no choice.
    fn metals(&self, rows: impl Iterator<Item = String>) -> Vec<MetalRows> {
        let mut counted: BTreeMap<String, u64> = BTreeMap::new();
        rows.filter(|key| !key.is_empty()).for_each(|key| *counted.entry(key).or_default() += 1);
        let order = |key: &str| domain::template::metals().iter().position(|metal| metal.key() == key);
        let mut all: Vec<_> = counted.into_iter().collect();
        all.sort_by_key(|(key, _)| (order(key).is_none(), order(key)));
        let named = |(key, rows): (String, u64)| MetalRows {
            name: domain::template::metal(&key).map_or_else(|| key.clone(), |metal| self.metal(metal)),
            key,
            rows,
        };
        all.into_iter().map(named).collect()
    }

    fn column(&self, table: Table, key: &str) -> String {
        self.texts.get(&format!("column.{}.{key}", table.key())).to_owned()
    }

    fn row(&self, table: Table, id: u64, cells: &[(&str, &str)], main: &[&str]) -> RowView {
        let location = Location::row(table, RowId(id)).to_string();
        let get = |key: &str| cells.iter().find(|(k, _)| *k == key).map_or("", |(_, v)| *v);
        // The name is what the supplier chose from the list, or else typed.
        let cell = |key: &str| match (key, get(key)) {
            ("name", "") if table == Table::SMELTERS => get("lookup").to_owned(),
            (_, text) => text.to_owned(),
        };
        let said = |key: &str, text: &str| key == "lookup" && text == cell("name");
        let further = cells
            .iter()
            .filter(|(k, v)| !main.contains(k) && !v.is_empty() && !said(k, v))
            .map(|(k, v)| FurtherCell { column: self.column(table, k), text: (*v).to_owned() })
            .collect();
        RowView {
            row: self.rows.get(&(table.key(), id)).copied().unwrap_or(0),
            place: self.place(&location),
            cells: main.iter().map(|k| cell(k)).collect(),
            further,
            findings: self.findings.get(&location).cloned().unwrap_or_default(),
            queries: self.queries.get(&location).cloned().unwrap_or_default(),
            name_match: None,
            link: None,
            status: None,
            changed: self.changed.contains(&location),
            location,
        }
    }

    /// Differences in words.
    pub fn changes(&self, changes: &[Difference], most: usize) -> Vec<ChangeView> {
        let value =
            |location: &str, raw: &str| match self.template.field(location).and_then(|f| f.option(raw)) {
                Some(option) => self.texts.get(&option_text(option)).to_owned(),
                None => raw.to_owned(),
            };
        changes
            .iter()
            .take(most)
            .map(|c| ChangeView {
                place: self.place(&c.location),
                old: value(&c.location, &c.old),
                new: value(&c.location, &c.new),
            })
            .collect()
    }

    /// What stands at a place now.
    pub fn value(&self, location: &str) -> String {
        service::declarations::submission::value_at(&self.document.declaration, location)
    }
}

/// Smelters that changed alike, so many of them.
fn changed<R>(rows: &[R], smelter: impl Fn(&R) -> ChangedSmelter) -> ChangedSmelters {
    ChangedSmelters {
        shown: rows.iter().take(CHANGED).map(smelter).collect(),
        more: rows.len().saturating_sub(CHANGED) as u64,
    }
}

/// The row that a cell belongs to; any other place is its own.
fn owner(location: &str) -> &str {
    let table = location.starts_with("smelter.") || location.starts_with("product.");
    match location.match_indices('.').nth(1) {
        Some((at, _)) if table => &location[..at],
        _ => location,
    }
}

/// An empty declaration, where nothing was submitted yet.
pub fn nothing() -> Document {
    Document {
        schema: 1,
        template: String::new(),
        version: String::new(),
        declaration: Declaration::default(),
        explanations: BTreeMap::new(),
        entered: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DESK-15: a row's number is its place in the list, wherever a workbook had it, with the smelter's name beside it.
    #[test]
    fn desk_15_a_row_has_one_number() {
        use domain::{RowId, SmelterRow};
        let row = |id: u64, name: &str, sheet_row: u32| SmelterRow {
            id: RowId(id),
            metal: "Tin".into(),
            name: name.into(),
            sheet_row: Some(sheet_row),
            ..SmelterRow::default()
        };
        let mut document = nothing();
        document.declaration.smelters = vec![row(70, "First Works", 5), row(72, "Ore Works", 11)];
        let texts = domain::text::embedded::texts("en");
        let template = domain::template::named("6.5").unwrap();
        let declared = SubmissionView::new(texts, template, &document, &[]);
        assert_eq!(declared.place("smelter.72"), "Smelter 2 (Ore Works)");
        assert!(declared.place("smelter.72.country").starts_with("Smelter 2 (Ore Works) · "));
        let rows = declared.table(Table::SMELTERS, "", "", false, 1).rows;
        let numbers: Vec<(u64, &str)> = rows.iter().map(|r| (r.row, r.place.as_str())).collect();
        assert_eq!(numbers, [(1, "Smelter 1 (First Works)"), (2, "Smelter 2 (Ore Works)")]);
    }

    #[test]
    fn a_cell_belongs_to_its_row() {
        assert_eq!(owner("smelter.17.cid"), "smelter.17");
        assert_eq!(owner("smelter.17"), "smelter.17");
        assert_eq!(owner("q1.tin.comment"), "q1.tin.comment");
        assert_eq!(owner("smelters"), "smelters");
    }
}
