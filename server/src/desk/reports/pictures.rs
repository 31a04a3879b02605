//! Pictures of a snapshot: its figures, drawn. Each part leads to the rows of its figure.

use super::super::pictures::{GROUPS, Timeline, days, findings, group, mapped, picture, share, updates};
use super::super::session::{Desk, PageResult};
use super::super::smelters::metal_words;
use super::words;
use app::desk::pictures::{Drawing, Picture, PictureNumber, Pictures, PicturesOf};
use app::desk::{Area, routes};
use app::kit::number::number;
use app::ui::chart::{Bar, Pair, Shade, StackPart, StackRow, Tile};
use axum::extract::Path;
use domain::Texts;
use domain::smelters::StatusClass;
use domain::smelters::country::country_name_in;
use service::records::RuleCount;
use service::reports::counted::Counted;
use service::reports::pictures::{FrozenDays, OriginCount};
use service::reports::snapshot::FrozenRule;
use service::reports::{Difference, Figure, Value};

/// The figures that stand beside those of the snapshot before.
const YEARS: [&str; 9] = ["P4", "R1", "R2", "R6", "S1", "S3", "S5", "S6", "S8"];

pub async fn show(desk: Desk, Path(id): Path<String>) -> PageResult {
    let viewer = desk.viewer();
    let counted = viewer.counted(&id).await?;
    let before = viewer.days_before(&counted.opened.snapshot).await?;
    let (of, name) = (Frozen { texts: desk.texts(), counted: &counted }, counted.opened.head.name.clone());
    let mut pictures = vec![
        of.days(&before),
        of.funnel(),
        of.spend(),
        of.classes(),
        of.findings(),
        of.clean(),
        of.scope(),
        of.metals(),
        of.smelters(),
        of.years(),
        of.origins(),
    ];
    pictures.extend(of.map());
    let updates = match counted.opened.snapshot.campaigns.first() {
        Some(campaign) => updates(desk.texts(), &viewer, &campaign.id).await?,
        None => Vec::new(),
    };
    let page = Pictures { of: PicturesOf::Snapshot { id, name: name.clone() }, pictures, updates };
    desk.page(&name, Area::Reports, page).await
}

/// A snapshot as pictures take it.
struct Frozen<'a> {
    texts: &'static Texts,
    counted: &'a Counted,
}

impl Frozen<'_> {
    fn figure(&self, id: &str) -> Option<&Figure> {
        self.counted.figures.get(id)
    }

    /// How many a figure counts, and of how many.
    fn count(&self, id: &str) -> (u64, u64) {
        match self.figure(id).map(|figure| &figure.value) {
            Some(Value::Share { n, of }) => (n.count, of.count),
            Some(Value::Count(n)) => (n.count, 0),
            _ => (0, 0),
        }
    }

    fn rows(&self, id: &str) -> Option<String> {
        self.figure(id)?;
        Some(routes::report_figure(&self.counted.opened.head.id, id))
    }

    fn bar(&self, id: &str, label: String, shade: Shade) -> Bar {
        let (n, of) = self.count(id);
        Bar { label, href: self.rows(id), value: n, whole: None, printed: share(self.texts, n, of), shade }
    }

    fn words(&self, key: &str) -> String {
        self.texts.get(key).to_owned()
    }

    fn none(&self, id: &'static str, why: &str) -> Picture {
        picture(self.texts, id, String::new(), "", Drawing::Nothing(self.words(why)))
    }

    fn days(&self, before: &FrozenDays) -> Picture {
        let texts = self.texts;
        let frozen = self.counted.opened.snapshot.days();
        let Some(first) = frozen.first else { return self.none("days", "pictures.empty") };
        let reminded = self.counted.opened.snapshot.reminder_days();
        let (n, of) = self.count("R1");
        let rows = |_: &str| self.rows("R1").unwrap_or_default();
        let called = self.counted.opened.snapshot.before.as_ref().map_or(String::new(), |b| b.name.clone());
        let cutoff = service::reports::freeze::cutoff_day(&self.counted.opened.head);
        let timeline = Timeline {
            first,
            last: cutoff,
            over: cutoff,
            answers: &frozen.answers,
            reminders: reminded.as_ref(),
            before: before.first.map(|first| (&before.answers, first, called)),
            marks: vec![(cutoff, texts.fmt("pictures.mark_cutoff", &[("day", &cutoff.to_string())]))],
            whole: of,
            rows: &rows,
        };
        let says = texts.fmt("pictures.days_says", &[("n", &number(n)), ("of", &number(of))]);
        let drawing = Drawing::Days(Box::new(days(texts, &timeline)));
        let note = if reminded.is_some() {
            "pictures.days_frozen_note"
        } else {
            "pictures.days_frozen_no_reminders"
        };
        picture(texts, "days", says, note, drawing)
    }

    fn funnel(&self) -> Picture {
        let (asked, _) = self.count("P4");
        let bars = [("P1", Shade::Past), ("P4", Shade::Main), ("R1", Shade::Main), ("R2", Shade::Good)];
        let of = self.count("P1").0.max(asked);
        let bars = bars.map(|(id, shade)| self.bar(id, self.name(id), shade)).to_vec();
        let drawing = Drawing::Bars { bars, of: Some(of) };
        picture(self.texts, "funnel", String::new(), "pictures.funnel_frozen_note", drawing)
    }

    /// What a figure is called, with its id.
    fn name(&self, id: &str) -> String {
        let named = self.figure(id).map_or(String::new(), |figure| words::name(self.texts, figure));
        format!("{named} ({id})")
    }

    fn spend(&self) -> Picture {
        let weighed = |id: &&str| matches!(self.figure(id).map(|f| &f.value), Some(Value::Share { .. }));
        let ids: Vec<&str> = ["P5", "R5"].into_iter().filter(weighed).collect();
        if ids.is_empty() {
            return self.none("spend", "pictures.spend_frozen_none");
        }
        let bar = |id: &&str| {
            let (n, of) = self.count(id);
            let value = (u128::from(n) * 10_000).checked_div(u128::from(of)).unwrap_or(0) as u64;
            Bar {
                value,
                printed: format!("{}.{:02} %", value / 100, value % 100),
                ..self.bar(id, self.name(id), Shade::Main)
            }
        };
        let bars = ids.iter().map(bar).collect();
        picture(self.texts, "spend", String::new(), "", Drawing::Bars { bars, of: Some(10_000) })
    }

    fn classes(&self) -> Picture {
        let classes = [
            ("products", Shade::Good),
            ("company", Shade::Waiting),
            ("no_metal", Shade::Past),
            ("no_smelter", Shade::Open),
            ("declined", Shade::Unknown),
            ("silent", Shade::Bad),
        ];
        let bar = |(class, shade): (&str, Shade)| {
            self.bar(&format!("R8.{class}"), self.words(&format!("pictures.answer.{class}")), shade)
        };
        let drawing = Drawing::Bars { bars: classes.map(bar).to_vec(), of: Some(self.count("P4").0) };
        picture(self.texts, "classes", String::new(), "", drawing)
    }

    fn findings(&self) -> Picture {
        let Some(found) = &self.counted.opened.snapshot.found else {
            return self.none("findings", "pictures.findings_not_frozen");
        };
        let rule = |r: &FrozenRule| RuleCount {
            code: r.code.clone(),
            declarations: r.declarations,
            findings: r.findings,
        };
        let rules: Vec<RuleCount> = found.rules.iter().map(rule).collect();
        let here = routes::report_findings(&self.counted.opened.head.id);
        let rows = |by: (&str, &str)| Some(routes::with(here.clone(), &[by]));
        findings(self.texts, &rules, found.declarations, "pictures.findings_frozen_note", &rows)
    }

    fn clean(&self) -> Picture {
        let bars = ["R6", "R7"].map(|id| self.bar(id, self.name(id), Shade::Good)).to_vec();
        let of = self.count("R6").1.max(self.count("R7").1);
        picture(self.texts, "clean", String::new(), "", Drawing::Bars { bars, of: Some(of) })
    }

    fn scope(&self) -> Picture {
        let bar = |scope: &str| {
            self.bar(&format!("R9.{scope}"), self.words(&format!("pictures.scope.{scope}")), Shade::Main)
        };
        let drawing = Drawing::Bars { bars: ["a", "b", "c"].map(bar).to_vec(), of: Some(self.count("R9").0) };
        picture(self.texts, "scope", String::new(), "pictures.scope_frozen_note", drawing)
    }

    fn metals(&self) -> Picture {
        let metals = self.counted.template.metals.iter().map(|metal| metal.key());
        let bar = |key: &str| self.bar(&format!("M1.{key}"), metal_words(self.texts, key), Shade::Main);
        let drawing = Drawing::Bars { bars: metals.map(bar).collect(), of: Some(self.count("R2").0) };
        picture(self.texts, "metals", String::new(), "pictures.metals_frozen_note", drawing)
    }

    fn smelters(&self) -> Picture {
        if self.count("S3").0 == 0 {
            return self.none("smelters", "pictures.empty");
        }
        let of_group = |key: &str| {
            StatusClass::ALL.into_iter().filter(move |class| group(Some(*class)) == key).collect::<Vec<_>>()
        };
        let sum = |metal: &str, key: &str| -> u64 {
            of_group(key).iter().map(|class| self.count(&format!("S4.{metal}.{}", class.key())).0).sum()
        };
        let metals: Vec<&str> = self.counted.template.metals.iter().map(|metal| metal.key()).collect();
        let groups: Vec<(&str, Shade)> =
            GROUPS.into_iter().filter(|(key, _)| metals.iter().any(|metal| sum(metal, key) > 0)).collect();
        let row = |metal: &&str| {
            let part = |(key, _): &(&str, Shade)| {
                let n = sum(metal, key);
                // Of several statuses the figure of the one that there is; of more than one all of the metal.
                let there = of_group(key).into_iter().map(|class| format!("S4.{metal}.{}", class.key()));
                let there: Vec<String> = there.filter(|id| self.count(id).0 > 0).collect();
                let id = if there.len() == 1 { there[0].clone() } else { format!("S3.{metal}") };
                StackPart { value: n, printed: number(n), href: self.rows(&id) }
            };
            let total = number(self.count(&format!("S3.{metal}")).0);
            StackRow {
                label: metal_words(self.texts, metal),
                parts: groups.iter().map(part).collect(),
                total,
            }
        };
        let drawing = Drawing::Stacks {
            heads: ["pictures.metal", "pictures.status"].map(|key| self.words(key)),
            shades: groups
                .iter()
                .map(|(key, shade)| (*shade, self.words(&format!("pictures.group.{key}"))))
                .collect(),
            rows: metals.iter().map(row).collect(),
        };
        picture(self.texts, "smelters", String::new(), "pictures.smelters_frozen_note", drawing)
    }

    fn origins(&self) -> Picture {
        let all = self.counted.origins_by_country();
        if all.is_empty() {
            return self.none("origins", "pictures.empty");
        }
        let cell = |n: u64, id: &str| PictureNumber {
            printed: number(n),
            href: (n > 0).then(|| self.rows(id)).flatten(),
        };
        let row = |o: OriginCount| {
            let cells = vec![
                cell(o.declared, "O1.declared"),
                cell(o.listed, "O1.lists"),
                cell(o.members, "O1.members"),
            ];
            (country_name_in(self.texts.language(), &o.code).map_or(o.name, str::to_owned), cells)
        };
        let heads =
            ["country", "declared", "listed", "members"].map(|key| self.words(&format!("pictures.{key}")));
        let drawing = Drawing::Table { heads: heads.to_vec(), rows: all.into_iter().map(row).collect() };
        picture(self.texts, "origins", String::new(), "pictures.origins_note", drawing)
    }

    fn map(&self) -> Option<Picture> {
        let tile = |o: OriginCount| {
            let name = country_name_in(self.texts.language(), &o.code)?;
            let says = self.texts.fmt("pictures.tile", &[("country", name), ("n", &number(o.all))]);
            let sources = [(o.declared, "O1.declared"), (o.listed, "O1.lists"), (o.members, "O1.members")];
            let rows = sources.into_iter().find(|(n, _)| *n > 0).and_then(|(_, id)| self.rows(id));
            Some(Tile { code: o.code, says, value: o.all, href: rows })
        };
        mapped(
            self.texts,
            "origins_map",
            self.counted.origins_by_country().into_iter().filter_map(tile).collect(),
        )
    }

    fn years(&self) -> Picture {
        let snapshot = &self.counted.opened.snapshot;
        let Some(before) = &snapshot.before else { return self.none("years", "pictures.years_frozen_none") };
        let pair = |id: &str| {
            let beside = self.counted.beside.iter().find(|beside| beside.id == id)?;
            let (now, _) = self.count(id);
            let then = match beside.difference {
                Difference::By(by) => u64::try_from(i64::try_from(now).unwrap_or(i64::MAX) - by).ok(),
                _ => None,
            };
            Some(Pair {
                label: self.name(id),
                href: self.rows(id),
                now,
                now_printed: words::said(self.texts, &beside.now),
                then,
                then_printed: words::said(self.texts, &beside.then),
                difference: match beside.difference {
                    Difference::By(0) => self.words("update.no_change"),
                    Difference::By(by) => format!("{by:+}"),
                    Difference::DefinedOtherwise => self.words("update.defined_otherwise"),
                    Difference::NotThen | Difference::NoNumber => String::new(),
                },
            })
        };
        let pairs = YEARS.into_iter().filter_map(pair).collect();
        let times = [snapshot.name.clone(), before.name.clone()];
        picture(self.texts, "years", String::new(), "", Drawing::Pairs { times, pairs })
    }
}
