//! A survey of invented suppliers: who is asked, what they answer, what lists say.

use crate::common::{TestApp, token};
use domain::smelters::list::{About, Entry};
use domain::smelters::marks::Mark;
use domain::smelters::{LicenceClass, ListKind, SmelterList};
use domain::{Draft, Metal, RowId, Smelter, SmelterRow, template};
use service::records::{Campaign, RequestFilter, RequestRow, Supplier};
use service::reports::counted::Counted;
use service::reports::freeze::Wanted;
use service::survey::campaigns::Choice;
use service::{Administrator, DAY, Services, day_of};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// A smelter by its number.
pub fn cid(at: usize) -> String {
    format!("CID9{at:05}")
}

fn metal(at: usize) -> Metal {
    template::CMRT_METALS[at % 4]
}

/// What a supplier says.
#[derive(Clone, Debug, Default)]
pub struct Says {
    /// The smelters that it names; without any it says that no metal is in its products.
    pub smelters: Vec<usize>,
    pub scope: Scope,
    /// Its answer stays where it came in.
    pub is_not_accepted: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    Company,
    #[default]
    Products,
    Own,
}

/// Of which smelters rows say that their ore comes from where.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    pub covered: Range<usize>,
    pub elsewhere: Range<usize>,
    pub scrap: Range<usize>,
}

pub struct Scene {
    pub portal: TestApp,
    pub desk: Administrator,
    pub campaign: Campaign,
    pub rows: Vec<RequestRow>,
    tokens: HashMap<String, String>,
    pub origins: Origins,
}

impl Scene {
    /// So many suppliers are known, the first of them are asked; all together have this share of the spend in percent.
    pub async fn new(asked: usize, others: usize, spend: i64) -> Scene {
        let portal = TestApp::new().await;
        let desk = portal.set_up().await;
        let mut ids = Vec::new();
        for at in 0..asked + others {
            let (part, of) = if at < asked { (spend * 100, asked) } else { ((100 - spend) * 100, others) };
            // The last takes what does not divide.
            let each = part / of as i64;
            let is_last = at + 1 == asked || at + 1 == asked + others;
            let supplier = Supplier {
                name: format!("Wendover Castings {at:03}"),
                reference: format!("W-{at:03}"),
                email: format!("w{at}@wendover.example"),
                country: "DE".into(),
                language: "en".into(),
                spend_share: Some(if is_last { part - each * (of as i64 - 1) } else { each }),
                ..Supplier::default()
            };
            ids.push(desk.save_supplier(supplier).await.unwrap().id);
        }
        ids.truncate(asked);
        let campaign = Campaign {
            name: "Minerals 2025".into(),
            year: 2025,
            template_version: "6.5".into(),
            due: day_of(portal.services.now() + 90 * DAY),
            cutoff: day_of(portal.services.now() + 120 * DAY),
            reminders: service::records::ReminderPlan::even(200, 200, 20),
            ..Campaign::default()
        };
        let campaign = desk.save_campaign(campaign).await.unwrap();
        desk.choose_recipients(&campaign.id, &Choice::Suppliers(ids)).await.unwrap();
        desk.launch(&campaign.id).await.unwrap();
        let mut filter =
            RequestFilter { campaign: Some(campaign.id.clone()), limit: 500, ..Default::default() };
        let mut rows = Vec::new();
        loop {
            let page = desk.requests(&filter).await.unwrap();
            rows.extend(page.rows);
            let Some(next) = page.next else { break };
            filter.after = Some(next);
        }
        rows.sort_by(|a, b| a.supplier_reference.cmp(&b.supplier_reference));
        let mails = portal.deliver().await;
        let tokens = mails.iter().map(|mail| (mail.to.clone(), token(mail))).collect();
        Scene { portal, desk, campaign, rows, tokens, origins: Origins::default() }
    }

    /// What lists say from a day on: which smelters there are, which are conformant and active, and which the list took
    /// off on which day.
    pub async fn lists(
        &self,
        on: &str,
        all: Range<usize>,
        conformant: impl Fn(usize) -> bool,
        active: impl Fn(usize) -> bool,
        gone: (Range<usize>, &str),
    ) {
        let about = |kind| About {
            kind,
            as_of: on.parse().ok(),
            source: "Invented".into(),
            class: LicenceClass::Public,
            ..About::default()
        };
        let smelter = |at: usize| Smelter {
            cid: cid(at),
            metal: Some(metal(at)),
            name: format!("Ninefold Works {at}"),
            country: "GERMANY".into(),
            removed: gone.0.contains(&at).then(|| "no longer operating".to_owned()),
            removed_on: gone.0.contains(&at).then(|| gone.1.parse().unwrap()),
            ..Smelter::default()
        };
        let reference: Vec<Smelter> = all.clone().map(smelter).collect();
        self.import(SmelterList::of_smelters(about(ListKind::Reference), &reference)).await;
        let entry = |at: usize| Entry {
            cid: cid(at),
            metal: metal(at),
            name: format!("Ninefold Works {at}"),
            aliases: Vec::new(),
            country: "GERMANY".into(),
            city: String::new(),
            state: String::new(),
            old_ids: Vec::new(),
            audit: None,
        };
        let conformant: Vec<Entry> = all.clone().filter(|at| conformant(*at)).map(entry).collect();
        let active: Vec<Entry> = all.filter(|at| active(*at)).map(entry).collect();
        for (kind, entries) in [(ListKind::Conformant, conformant), (ListKind::Active, active)] {
            if !entries.is_empty() {
                self.import(SmelterList { entries, ..SmelterList::from(about(kind)) }).await;
            }
        }
    }

    /// The company's own list: classes in its own words.
    pub async fn classes(&self, on: &str, classes: &[(&str, Range<usize>)]) {
        let mark = |class: &str, at: usize| Mark { cid: cid(at), class: class.into(), ..Mark::default() };
        let marks = classes.iter().flat_map(|(class, of)| of.clone().map(move |at| mark(class, at)));
        let about = About {
            kind: ListKind::Own,
            as_of: on.parse().ok(),
            source: "Invented notes".into(),
            class: LicenceClass::Public,
            ..About::default()
        };
        self.import(SmelterList { marks: marks.collect(), ..SmelterList::from(about) }).await;
    }

    async fn import(&self, list: SmelterList) {
        self.desk.import_list(format!("{}-{}", list.kind.key(), list.as_of), list).await.unwrap();
    }

    /// The first suppliers answer so, side by side; the others stay silent.
    pub async fn answered(&self, says: Vec<Says>) {
        let mut side_by_side = tokio::task::JoinSet::new();
        for (row, says) in self.rows.iter().zip(says) {
            let (services, desk) = (self.portal.services.clone(), self.desk.clone());
            let (token, request) = (self.tokens[&row.email].clone(), row.request.id.clone());
            let draft = self.draft(&row.supplier_name, &says);
            side_by_side.spawn(async move {
                submit(&services, &token, draft).await;
                if !says.is_not_accepted {
                    desk.accept(&request).await.unwrap();
                }
            });
        }
        while let Some(done) = side_by_side.join_next().await {
            done.unwrap();
        }
    }

    /// The link of a supplier.
    pub fn token(&self, at: usize) -> &str {
        &self.tokens[&self.rows[at].email]
    }

    pub fn draft(&self, name: &str, says: &Says) -> Draft {
        let mut d = Draft::default();
        let mut set = |key: &str, value: &str| d.declaration.set(key, value);
        for (key, text) in [
            ("company.name", name),
            ("company.contact_name", "A Person"),
            ("company.contact_email", "a@wendover.example"),
            ("company.contact_phone", "+1 555 0100"),
            ("company.authorizer_name", "B Person"),
            ("company.authorizer_email", "b@wendover.example"),
            ("company.effective_date", "2026-04-20"),
        ] {
            set(key, text);
        }
        let named = |metal: &Metal| says.smelters.iter().any(|at| self::metal(*at) == *metal);
        let covered = |metal: &Metal| {
            says.smelters.iter().any(|at| self::metal(*at) == *metal && self.origins.covered.contains(at))
        };
        for metal in template::CMRT_METALS {
            let answers = match (named(&metal), covered(&metal)) {
                (false, _) => vec!["No"],
                (true, true) => vec!["Yes", "Yes", "Yes", "Yes", "No", "100%", "Yes", "Yes"],
                (true, false) => vec!["Yes", "Yes", "No", "No", "No", "100%", "Yes", "Yes"],
            };
            (1..).zip(answers).for_each(|(q, value)| set(&format!("q{q}.{}", metal.key()), value));
        }
        if !says.smelters.is_empty() {
            for key in ["a", "b", "c", "d", "f", "g"] {
                set(key, "Yes");
            }
            set("b.comment", "https://wendover.example/minerals");
            set("e", "Yes, in conformance with IPC1755 (e.g., CMRT)");
            set("h", "No");
        }
        match says.scope {
            _ if says.smelters.is_empty() => set("company.scope", template::SCOPE_COMPANY),
            Scope::Company => set("company.scope", template::SCOPE_COMPANY),
            Scope::Products => set("company.scope", template::SCOPE_PRODUCTS),
            Scope::Own => {
                set("company.scope", template::SCOPE_USER);
                set("company.scope_description", "All castings of the northern plant");
            }
        }
        if says.scope == Scope::Products && !says.smelters.is_empty() {
            d.declaration.products.push(domain::ProductRow {
                id: RowId(900_000),
                order: 1,
                number: "P-1".into(),
                name: "Casting".into(),
                ..Default::default()
            });
        }
        d.declaration.smelters = says.smelters.iter().map(|at| self.row(*at)).collect();
        d
    }

    fn row(&self, at: usize) -> SmelterRow {
        let (covered, elsewhere) = (self.origins.covered.contains(&at), self.origins.elsewhere.contains(&at));
        let scrap = self.origins.scrap.contains(&at);
        SmelterRow {
            id: RowId(at as u64 + 1),
            order: at as u64 + 1,
            cid: cid(at),
            metal: metal(at).name().to_owned(),
            lookup: format!("Ninefold Works {at}"),
            name: format!("Ninefold Works {at}"),
            country: "GERMANY".into(),
            mine_country: if covered {
                "RWANDA"
            } else if elsewhere {
                "PERU"
            } else {
                ""
            }
            .to_owned(),
            recycled: if scrap { "Yes" } else { "" }.to_owned(),
            ..SmelterRow::default()
        }
    }

    /// What is frozen: all that came, with lists of this day.
    pub fn wanted(&self, name: &str, list_day: &str) -> Wanted {
        Wanted {
            name: name.into(),
            year: 2025,
            campaigns: vec![self.campaign.id.clone()],
            cutoff_day: day_of(self.portal.services.now() - DAY).to_string(),
            zone: "Z".into(),
            list_day: list_day.into(),
            template_version: "6.5".into(),
            ..Wanted::default()
        }
    }

    /// The figures of what is frozen.
    pub async fn counted(&self, wanted: Wanted) -> Arc<Counted> {
        let head = self.desk.freeze(wanted).await.unwrap();
        self.desk.counted(&head.id).await.unwrap()
    }
}

/// Submits as a supplier does, with an explanation for each warning.
pub async fn submit(services: &Services, token: &str, mut draft: Draft) {
    let key = services.start(token).await.unwrap();
    let desk = services.supplier_desk(&key).await.unwrap();
    let report = desk.check(&draft).await.unwrap();
    let errors: Vec<String> = report.errors().map(|finding| finding.key()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    for warning in report.warnings() {
        draft.explanations.insert(warning.key(), "We asked again and expect more next month.".into());
    }
    let stored = desk.draft().await.unwrap();
    let before = Draft::from_entries(stored.entries.iter().map(|(k, v)| (k.as_str(), v.as_str())));
    desk.save(stored.revision, "tab", before.changes_to(&draft), "company").await.unwrap();
    desk.submit().await.unwrap();
}

/// Suppliers that name these smelters between them, some of them twice, and others without any metal: together so many.
pub fn naming(answered: usize, smelters: Range<usize>) -> Vec<Says> {
    let naming = |of: usize| Says {
        smelters: smelters.clone().filter(|at| at % 3 == of % 3).collect(),
        ..Says::default()
    };
    (0..answered).map(|n| if n < 4 { naming(n) } else { Says::default() }).collect()
}
