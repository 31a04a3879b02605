//! A draft as its page shows it: each part with its margin, and what its controls hold.

use super::words;
use app::desk::BoundForm;
use app::desk::reports::{
    DraftBlock, DraftPage, DraftPart, EditedPart, PartWork, Piece, ReadyLine, RestsOn, TableForm,
};
use app::ui::SelectOption;
use domain::Texts;
use service::reports::draft::{
    self, Block, Blocker, Choice, Dated, Drafted, Inline, Item, Kind, Level, Line, Look, Part, PartText,
    State, Target, Text, What, Whole,
};
use std::collections::BTreeMap;

fn keyed<T: serde::Serialize>(value: T) -> String {
    serde_json::to_value(value).ok().and_then(|v| Some(v.as_str()?.to_owned())).unwrap_or_default()
}

/// A block, whose lines are drawn like this.
pub fn block(block: &Block, line: &dyn Fn(&Line) -> Vec<Piece>) -> DraftBlock {
    match block {
        Block::Heading(level, text) => {
            DraftBlock::Heading { text: text.as_str().to_owned(), section: *level == Level::Section }
        }
        Block::Paragraph(of) => DraftBlock::Paragraph(line(of)),
        Block::Note(note) => DraftBlock::Paragraph(line(&note.text)),
        Block::List(items) => DraftBlock::List(items.iter().map(line).collect()),
        Block::Link(link) => {
            let words = format!("{}: {}", link.text.as_str(), link.address.words());
            DraftBlock::Paragraph(vec![Piece::Text(words)])
        }
        Block::Table(table) => DraftBlock::Table {
            title: table.title().as_str().to_owned(),
            columns: table.columns().iter().map(|c| (c.title.as_str().to_owned(), c.number)).collect(),
            rows: table.rows().iter().map(|row| row.cells.iter().map(line).collect()).collect(),
        },
    }
}

/// A line in which no figure and no table is named.
pub fn plain(line: &Line) -> Vec<Piece> {
    let text = |inline: &Inline| match inline {
        Inline::Text(text) | Inline::Emphasis(text) => Some(Piece::Text(text.as_str().to_owned())),
        Inline::Figure(_) | Inline::Reference(_) => None,
    };
    line.iter().filter_map(text).collect()
}

/// A draft as its page shows it.
struct Shown<'a> {
    texts: &'a Texts,
    drafted: &'a Drafted,
    /// How tables and notes are called.
    labels: BTreeMap<Target, String>,
}

impl Shown<'_> {
    fn line(&self, line: &Line) -> Vec<Piece> {
        line.iter()
            .map(|inline| match inline {
                Inline::Text(text) | Inline::Emphasis(text) => Piece::Text(text.as_str().to_owned()),
                Inline::Figure(id) => {
                    let printed = self.drafted.facts.printed(id).unwrap_or_default();
                    // What the portal puts together of several has no rows of its own.
                    match self.drafted.counted.figures.get(id).is_some() {
                        true => Piece::Figure { id: id.clone(), printed },
                        false => Piece::Text(printed),
                    }
                }
                Inline::Reference(target) => Piece::Text(self.label(target)),
            })
            .collect()
    }

    fn label(&self, target: &Target) -> String {
        self.labels.get(target).cloned().unwrap_or_else(|| target.id().to_owned())
    }

    fn block(&self, of: &Block) -> DraftBlock {
        let titled = |target: Target, text: &str| format!("{}. {text}", self.label(&target));
        match block(of, &|line| self.line(line)) {
            DraftBlock::Table { title, columns, rows } => {
                let Block::Table(table) = of else { unreachable!("a table is drawn as one") };
                let title = titled(Target::Table(table.id().to_owned()), &title);
                DraftBlock::Table { title, columns, rows }
            }
            DraftBlock::Paragraph(mut pieces) => {
                if let Block::Note(note) = of {
                    pieces.insert(0, Piece::Text(titled(Target::Note(note.id.clone()), "")));
                }
                DraftBlock::Paragraph(pieces)
            }
            other => other,
        }
    }

    fn work(&self, what: What, state: &State) -> PartWork {
        let (texts, drafted) = (self.texts, self.drafted);
        match what {
            What::Heading(..) | What::Operator(..) => PartWork::Written,
            What::Audits => PartWork::Audited,
            What::Plans => PartWork::Planned,
            What::Auto(_) => PartWork::Automatic {
                edited: match state {
                    State::Edited { by, would_say, unchanged } => Some(EditedPart {
                        by: by.clone(),
                        would_say: would_say.clone(),
                        unchanged: *unchanged,
                    }),
                    _ => None,
                },
            },
            What::Signed(statement) => {
                let metals = if statement.by_metal() { drafted.facts.metals.clone() } else { Vec::new() };
                let metal_words =
                    |metal: &String| texts.get(&format!("metal.{}", metal.to_lowercase())).to_owned();
                let choice = |choice: &Choice| {
                    let key = keyed(*choice);
                    let words = texts.get(&format!("desk.draft.choice.{key}")).to_owned();
                    SelectOption::new(key, words)
                };
                let signed = drafted.draft.signed().iter().filter(|s| s.statement() == statement).map(|s| {
                    let metal =
                        s.metal().map_or(String::new(), |m| format!("{}: ", metal_words(&m.to_owned())));
                    let args = [("who", s.by()), ("day", &s.on().to_string())];
                    format!("{metal}{} ({})", choice(&s.choice()).label, texts.fmt("desk.own.by", &args))
                });
                PartWork::Signed {
                    statement: keyed(statement),
                    metals: metals.iter().map(|m| SelectOption::new(m.clone(), metal_words(m))).collect(),
                    choices: statement.choices().iter().map(choice).collect(),
                    signed: signed.collect(),
                }
            }
        }
    }

    fn part(&self, part: &Part, item: &Item) -> DraftPart {
        let texts = self.texts;
        let written: Vec<&str> = item.texts().map(|text| text.as_str()).collect();
        let written = written.join("\n");
        let warnings = draft::warnings(&written).into_iter();
        let blocks: Vec<DraftBlock> = part.blocks.iter().map(|of| self.block(of)).collect();
        DraftPart {
            rests_on: self.rests_on(&blocks),
            blocks,
            hint: part.plan.hint(texts).unwrap_or_default(),
            reason: match &part.state {
                State::NotHere => {
                    texts.fmt("desk.draft.not_here", &[("reason", &part.plan.when.reason(texts))])
                }
                State::Bare(text) => texts.fmt("desk.draft.bare", &[("text", text)]),
                _ => String::new(),
            },
            open: part.state == State::Open,
            taken_out: part.state == State::TakenOut,
            work: self.work(part.plan.what, &part.state),
            notes: self.part_text(&part.id).notes.into_iter().map(|(id, _)| id).collect(),
            table: self.drafted.table(&part.id).map(|(whole, look)| self.table(&whole, look)),
            warnings: warnings.map(|w| (w.word.to_owned(), w.reason(texts))).collect(),
            id: part.id.clone(),
        }
    }

    /// The figures of a part, each once, by what they count.
    fn rests_on(&self, blocks: &[DraftBlock]) -> Vec<RestsOn> {
        let counted = &self.drafted.counted;
        let mut out: Vec<RestsOn> = Vec::new();
        for id in blocks.iter().flat_map(DraftBlock::figures) {
            let Some(figure) = counted.figures.get(id) else { continue };
            // What it counts begins with what it is called.
            let name = figure.family().to_owned();
            let at = out.iter().position(|it| it.name == name).unwrap_or_else(|| {
                let definition = words::definition(self.texts, figure, &counted.opened.snapshot);
                out.push(RestsOn { name, definition, figures: Vec::new() });
                out.len() - 1
            });
            let rows = figure.value.n().map_or(0, |n| n.refs().len() as u64);
            if !out[at].figures.iter().any(|(known, _)| known == id) {
                out[at].figures.push((id.to_owned(), rows));
            }
        }
        out
    }

    fn part_text(&self, part: &str) -> PartText {
        draft::part_text(&self.drafted.draft, part, &self.drafted.facts).unwrap_or_default()
    }

    fn table(&self, whole: &Whole, look: Option<&Look>) -> TableForm {
        let texts = self.texts;
        let columns = whole.columns.iter();
        let has_day = whole.columns.iter().any(|it| it.key == "status") && whole.free;
        let day = |dated: Dated| {
            let key = keyed(dated);
            SelectOption::new(key.clone(), texts.get(&format!("desk.draft.dated.{key}")))
        };
        TableForm {
            columns: columns.map(|it| SelectOption::new(it.key, it.column.title.as_str())).collect(),
            places: if whole.free { draft::MOST_COLUMNS } else { whole.columns.len() },
            labels: whole.labels(),
            free: whole.free,
            dated: if has_day { Dated::ALL.map(day).into() } else { Vec::new() },
            by: look.map_or(String::new(), |look| {
                texts.fmt("desk.own.by", &[("who", look.by.as_str()), ("day", &look.on.to_string())])
            }),
        }
    }

    /// What the controls of a part hold before anybody types.
    fn values(&self, item: &Item, what: What) -> Vec<(String, String)> {
        let (drafted, id) = (self.drafted, &item.id);
        let joined = |texts: &[Text]| texts.iter().map(|text| text.as_str()).collect::<Vec<_>>().join("\n");
        let said = self.part_text(id);
        let text = match (what, &item.edited) {
            (What::Plans, _) => drafted.draft.plans().iter().map(|s| s.line()).collect::<Vec<_>>().join("\n"),
            (What::Audits, _) => {
                let line = |a: &draft::Audit| {
                    [a.smelter.as_str(), a.auditor.as_str(), &a.on.to_string(), a.scheme.as_str()].join(" | ")
                };
                drafted.draft.audits().iter().map(line).collect::<Vec<_>>().join("\n")
            }
            (What::Auto(_), None) => said.words.join("\n"),
            (What::Auto(_), Some(edited)) => joined(&edited.text),
            _ => joined(&item.text),
        };
        let mut out = vec![(format!("text.{id}"), text)];
        for (note, text) in said.notes {
            let edited = item.edited.iter().flat_map(|it| &it.notes).find(|(id, _)| *id == note);
            let text = edited.map_or(text, |(_, text)| text.as_str().to_owned());
            out.push((format!("note.{note}.{id}"), text));
        }
        if let Some((whole, look)) = drafted.table(id) {
            out.push((format!("title.{id}"), look.map_or("", |look| look.title.as_str()).to_owned()));
            out.push((format!("dated.{id}"), keyed(look.map_or(Dated::default(), |look| look.dated))));
            for (n, usual) in (1..).zip(whole.labels()) {
                let own = look.and_then(|look| look.labels.iter().find(|it| it.usual == usual));
                out.push((format!("label.{n}.{id}"), own.map_or("", |it| it.own.as_str()).to_owned()));
            }
            for (n, (at, _)) in (1..).zip(whole.columns(look)) {
                let key = whole.columns[at].key;
                let own = look.and_then(|look| look.columns.iter().find(|it| it.key == key));
                out.push((format!("col.{n}.{id}"), key.to_owned()));
                out.push((format!("head.{n}.{id}"), own.map_or("", |it| it.title.as_str()).to_owned()));
            }
        }
        out
    }
}

fn stop(texts: &Texts, stop: &Blocker) -> String {
    let said = |key: &str, args: &[(&str, &str)]| texts.fmt(&format!("desk.draft.stop.{key}"), args);
    match stop {
        Blocker::Open(part) => said("open", &[("part", part)]),
        Blocker::NoLongerAllowed(statement, metal, refusal) => {
            let of = metal.clone().unwrap_or_default();
            let reason = refusal.reason(texts);
            said("not_allowed", &[("statement", &keyed(*statement)), ("metal", &of), ("reason", &reason)])
        }
        Blocker::MembersOnly(rows) => said("members_only", &[("n", &rows.to_string())]),
        Blocker::Named(part, name) => said("named", &[("part", part), ("name", name)]),
        Blocker::Disagree(metal, sum, listed) => {
            said("disagree", &[("metal", metal), ("sum", &sum.to_string()), ("listed", &listed.to_string())])
        }
        Blocker::Sum(part, it) => said(
            "sum",
            &[
                ("part", part),
                ("table", &it.table),
                ("of", &it.of),
                ("parts", &it.parts),
                ("total", &it.total),
            ],
        ),
        Blocker::Unresolved(what) => said("unresolved", &[("what", &format!("{what:?}"))]),
    }
}

/// A draft as a page, with what was typed and refused.
pub fn page(texts: &Texts, drafted: &Drafted, kind: Kind, refused: BoundForm) -> DraftPage {
    let shown = Shown { texts, drafted, labels: drafted.report.labels() };
    let items: Vec<_> = drafted.draft.parts().collect();
    let mut form = BoundForm::of(items.iter().flat_map(|(item, plan)| shown.values(item, plan.what)));
    form.values.insert("text.title".to_owned(), drafted.draft.title());
    form.values.extend(refused.values);
    form.errors = refused.errors;
    let parts = drafted.report.parts.iter().zip(&items).map(|(part, (item, _))| shown.part(part, item));
    let annex = |part: &str| (part.to_owned(), texts.get(&format!("desk.draft.annex.{part}")).to_owned());
    let ready = draft::readiness::readiness(&drafted.report, &drafted.draft, &drafted.facts);
    DraftPage {
        id: drafted.counted.opened.head.id.clone(),
        name: drafted.counted.opened.head.name.clone(),
        kind: draft::key(kind).to_owned(),
        version: drafted.version,
        parts: parts.collect(),
        ready: ready
            .into_iter()
            .map(|point| ReadyLine {
                what: point.what(texts),
                earns: point.earns(texts),
                who: point.who.name(texts).to_owned(),
                earned: point.earned,
                part: point.place.to_owned(),
            })
            .collect(),
        stops: drafted.stops().iter().map(|it| stop(texts, it)).collect(),
        held: !drafted.may_leave(),
        annexes: drafted.annexes().into_iter().map(annex).collect(),
        carried: drafted.carried.clone().unwrap_or_default(),
        form,
    }
}
