//! A campaign in a few lines of text: see the head of `cases.txt`.

use crate::lists::{DAY, day, lists, metal};
use domain::smelters::{LicenceClass, StatusClass};
use domain::workflow::RequestState;
use domain::{Declaration, RowId, SmelterRow, Template};
use rollup::figures::{Earlier, FacilityRule, Facts, Figures, Snapshot, figures};
use rollup::lists::{AliasDecision, Sourcing, Takes, Verdict, VerdictKind};
use rollup::own::{Necessary, Need, OwnAnswer, ProductLine};
use rollup::settings::CompanyLevel;
use rollup::survey::{Arrival, Relationship, Request, Supplier};
use rollup::{Lists, Own, Rollup, Settings, Survey};

pub fn template() -> &'static Template {
    domain::template::cmrt("6.5").expect("a template")
}

/// What stands in a campaign, before anything is made of it.
pub struct Scene {
    pub survey: Survey,
    pub documents: Vec<(Option<Arrival>, Declaration)>,
    pub own: Own,
    pub lists: Lists,
    pub settings: Settings,
    pub facts: Facts,
    pub earlier: Vec<Earlier>,
}

impl Scene {
    pub fn new() -> Scene {
        let mut own = Own::default();
        for (key, text) in [
            ("name", "Invented Devices"),
            ("scope", "A. Company"),
            ("contact_name", "Robin Vale"),
            ("contact_email", "robin@devices.example"),
            ("contact_phone", "+00 555 0100"),
            ("authorizer_name", "Sascha Quill"),
            ("authorizer_email", "sascha@devices.example"),
        ] {
            own.company.insert(format!("company.{key}"), text.into());
        }
        Scene {
            survey: Survey::default(),
            documents: Vec::new(),
            own,
            lists: lists(),
            settings: Settings { frozen_on: Some(day(DAY)), ..Settings::default() },
            facts: Facts {
                cutoff_on: Some(day("2026-03-31")),
                year_from: Some(day("2025-01-01")),
                ..Facts::default()
            },
            earlier: Vec::new(),
        }
    }

    /// Puts the documents in, and says what was made.
    pub fn survey(&self) -> Survey {
        let mut survey = self.survey.clone();
        for (i, (arrival, document)) in self.documents.iter().enumerate() {
            if let Some(arrival) = arrival {
                survey.answered(i, arrival.clone(), document);
            }
        }
        survey
    }

    pub fn rolled_up(&self) -> (Survey, Rollup) {
        let survey = self.survey();
        let rolled = rollup::rollup(&survey, &self.own, &self.lists, &self.settings, template());
        (survey, rolled)
    }

    /// Works the figures out, and hands the snapshot over to a judge.
    pub fn figured<T>(&self, judge: impl FnOnce(&Snapshot, &Figures) -> T) -> T {
        let (survey, rolled) = self.rolled_up();
        let snapshot = Snapshot {
            survey: &survey,
            own: &self.own,
            lists: &self.lists,
            year_end: None,
            settings: &self.settings,
            template: template(),
            rollup: &rolled,
            facts: &self.facts,
            earlier: (!self.earlier.is_empty()).then_some(&self.earlier),
        };
        judge(&snapshot, &figures(&snapshot))
    }

    /// Reads a line that describes the campaign; otherwise tells that it does not.
    pub fn read(&mut self, line: &str) -> bool {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[0] {
            "supplier" => self.supplier(line),
            "row" => self.row(&words),
            "setting" => words[1..].iter().for_each(|word| self.setting(word)),
            "own" => self.line(&words),
            "answer" => {
                let (key, rest) = words[1].split_once('=').expect("key=value");
                let comment = words.get(2).map_or(String::new(), |w| spaced(w));
                let own = OwnAnswer { value: spaced(rest), comment, by: "Robin".into(), on: Some(day(DAY)) };
                self.own.answers.insert(key.into(), own);
            }
            "company" => {
                let (key, text) = words[1].split_once('=').expect("key=value");
                self.own.company.insert(format!("company.{key}"), spaced(text));
            }
            "verdict" => {
                let (key, cid) = words[3].split_once('=').unwrap_or((words[3], ""));
                let named = |name: &str| {
                    let text = words.iter().find_map(|w| w.strip_prefix(name)?.strip_prefix('='));
                    text.map(day)
                };
                self.lists.verdicts.push(Verdict {
                    smelter: spaced(words[2]),
                    metal: metal(words[1]),
                    kind: VerdictKind::of(key, cid).expect("a verdict"),
                    from: named("from"),
                    to: named("to"),
                    note: words.get(4).map_or(String::new(), |w| spaced(w)),
                    by: "Robin".into(),
                    on: day(DAY),
                });
            }
            "means" => self.lists.learnt.push(AliasDecision {
                text: spaced(words[2]),
                metal: metal(words[1]),
                cid: Some(words[3].into()),
                who: "Robin".into(),
                when: day(DAY),
            }),
            "sourcing" => {
                let (takes, countries): (Vec<&str>, Vec<&str>) =
                    words[2..].iter().partition(|w| Takes::of(w).is_some());
                self.lists.sourcing.push(Sourcing {
                    cid: words[1].into(),
                    takes: takes.first().and_then(|w| Takes::of(w)).unwrap_or_default(),
                    countries: countries.into_iter().map(str::to_owned).collect(),
                    class: LicenceClass::Member,
                    ..Sourcing::default()
                });
            }
            "high_risk" => _ = self.lists.high_risk.insert(words[1].into()),
            "high_risk_in_part" => _ = self.lists.high_risk_in_part.insert(words[1].into()),
            "class" => _ = self.lists.classes.insert(words[1].into(), spaced(words[2])),
            "recycler" => _ = self.lists.recyclers.insert(words[1].into()),
            "earlier" => {
                let status = StatusClass::ALL.into_iter().find(|s| s.key() == words[3]).expect("a status");
                self.earlier.push(Earlier { metal: metal(words[1]), cid: words[2].into(), status });
            }
            "fact" => match words[1].split_once('=').expect("key=value") {
                ("cutoff", text) => self.facts.cutoff_on = Some(day(text)),
                ("facilities", "year") => self.facts.facilities = FacilityRule::InTheYear,
                ("important", percent) => self.facts.important = percent.parse().ok(),
                ("approver", name) => self.facts.approver = spaced(name),
                (other, _) => panic!("no fact {other}"),
            },
            "no_list" => self.lists = Lists::default(),
            _ => return false,
        }
        true
    }

    fn supplier(&mut self, line: &str) {
        let (head, answers) = line.split_once('|').unwrap_or((line, ""));
        let words: Vec<&str> = head.split_whitespace().collect();
        let id = words[1];
        let known = self.survey.suppliers.iter().position(|s| s.id == id);
        let at = known.unwrap_or_else(|| {
            self.survey.suppliers.push(Supplier {
                id: id.into(),
                name: format!("Supplier {} Industries", id.to_uppercase()),
                contacts: vec![format!("{id}@{id}parts.example")],
                ..Supplier::default()
            });
            self.survey.suppliers.len() - 1
        });
        let mut request =
            Request::new(format!("r{}", self.survey.requests.len() + 1), at as u32, RequestState::Accepted);
        request.sent_on = Some(day("2026-01-10"));
        let mut d = Declaration::default();
        d.set("company.scope", "C. User defined [Specify in 'Description of scope']");
        d.set("company.effective_date", "2026-03-01");
        let mut arrival =
            Arrival { revision: 1, received_on: day("2026-03-02"), hash: id.into(), ..Arrival::default() };
        for word in &words[2..] {
            let supplier = &mut self.survey.suppliers[at];
            match word.split_once('=').unwrap_or((word, "")) {
                ("direct", _) => supplier.relationship = Relationship::Direct,
                ("indirect", _) => supplier.relationship = Relationship::Indirect,
                ("manufacturer", _) => supplier.relationship = Relationship::ContractManufacturer,
                ("A", _) => d.set("company.scope", "A. Company"),
                ("B", _) => d.set("company.scope", "B. Product (or List of Products)"),
                ("silent", _) => request.state = RequestState::Invited,
                ("excluded", why) => supplier.excluded = Some(spaced(why)),
                ("priority", _) => supplier.priority = true,
                ("undeliverable", _) => request.undeliverable = true,
                ("late", _) => request.late = true,
                ("empty", _) => {}
                ("spend", n) => supplier.spend = n.parse().ok(),
                ("name", name) => supplier.name = spaced(name),
                ("contact", text) => supplier.contacts.push(spaced(text)),
                ("effective", day) => d.set("company.effective_date", spaced(day)),
                ("received", text) => arrival.received_on = day(text),
                ("revision", n) => arrival.revision = n.parse().expect("a number"),
                ("warnings", n) => arrival.open_warnings = n.parse().expect("a number"),
                ("explained", n) => arrival.explained = n.parse().expect("a number"),
                ("reminders", n) => request.reminders = n.parse().expect("a number"),
                ("calls", n) => request.calls = Some(n.parse().expect("a number")),
                ("sent_back", n) => request.sent_back = n.parse().expect("a number"),
                ("a" | "b" | "c" | "d" | "e" | "f" | "g" | "h", text) => {
                    d.set(word.split_once('=').expect("key=value").0, spaced(text));
                }
                (state, _) => request.state = RequestState::parse(state).expect("a state"),
            }
        }
        for of_metal in answers.split(';').map(str::trim).filter(|a| !a.is_empty()) {
            let (name, values) = of_metal.split_once(' ').expect("a metal and its answers");
            for (value, question) in values.split('/').zip(1..) {
                if value.trim() != "-" {
                    d.set(&format!("q{question}.{}", metal(name).key()), value.trim());
                }
            }
        }
        let silent = answers.trim().is_empty() && !words.contains(&"empty");
        self.documents.push(((!silent).then_some(arrival), d));
        self.survey.requests.push(request);
    }

    fn row(&mut self, words: &[&str]) {
        let of = |r: &Request| self.survey.suppliers[r.supplier as usize].id == words[1];
        let request = self.survey.requests.iter().rposition(of).expect("a supplier");
        let d = &mut self.documents[request].1;
        let number = d.smelters.len() as u64 + 1;
        let mut row = SmelterRow { id: RowId(number), order: number, ..SmelterRow::default() };
        if words[2] != "-" {
            row.metal = spaced(words[2]);
        }
        for word in &words[3..] {
            match word.split_once('=') {
                None if *word == "?" => row.lookup = domain::declaration::NOT_IDENTIFIED.into(),
                None => row.cid = (*word).into(),
                Some(("name", text)) => {
                    row.lookup = domain::declaration::NOT_LISTED.into();
                    row.name = spaced(text);
                }
                Some(("lookup", text)) => row.lookup = spaced(text),
                Some(("id", text)) => row.identification = spaced(text),
                Some(("country", text)) => row.country = spaced(text),
                Some(("mine", text)) => row.mine = spaced(text),
                Some(("origin", text)) => row.mine_country = spaced(text),
                Some(("p", text)) => row.recycled = spaced(text),
                Some(("comment", text)) => row.comment = spaced(text),
                Some(("contact", text)) => row.contact = spaced(text),
                Some((other, _)) => panic!("no column {other}"),
            }
        }
        d.smelters.push(row);
    }

    fn setting(&mut self, word: &str) {
        let (key, value) = word.split_once('=').expect("key=value");
        let settings = &mut self.settings;
        match key {
            "states" => {
                settings.states =
                    value.split(',').map(|s| RequestState::parse(s).expect("a state")).collect();
            }
            "company_level" => {
                settings.company_level = match value {
                    "keep" => CompanyLevel::Keep,
                    "drop" => CompanyLevel::Drop,
                    _ => CompanyLevel::DropWhereProductLevel,
                };
            }
            "widest" => settings.widest = value.parse().ok(),
            "lines" => settings.lines = Some(value.split(',').map(str::to_owned).collect()),
            "not_before" => settings.not_before = Some(day(value)),
            "direct" => settings.direct = vec![Relationship::Direct],
            other => panic!("no setting {other}"),
        }
    }

    fn line(&mut self, words: &[&str]) {
        let mut line = ProductLine {
            number: words[1].into(),
            name: format!("Line {}", words[1]),
            ..ProductLine::default()
        };
        for word in &words[2..] {
            let (key, value) = word.split_once('=').expect("key=value");
            if key == "suppliers" {
                line.suppliers = value.split(',').map(str::to_owned).collect();
                continue;
            }
            let says = |what| value.split(',').any(|v| v == what);
            let to = match () {
                () if says("function") && says("production") => Some(Necessary::Both),
                () if says("function") => Some(Necessary::Function),
                () if says("production") => Some(Necessary::Production),
                () => None,
            };
            let remains = if says("remains") { Some(true) } else { says("gone").then_some(false) };
            line.metals.push(Need { metal: metal(key), to, remains, why: "looked at".into() });
        }
        self.own.lines.push(line);
    }
}

/// Lines of text have no spaces within a value.
pub fn spaced(word: &str) -> String {
    word.replace('_', " ")
}
