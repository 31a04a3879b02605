//! A counted snapshot as the writer of reports takes it: figures as they are printed, tables as rows.

use super::counted::Counted;
use domain::Metal;
use domain::smelters::StatusClass;
use domain::text::embedded;
use report::facts::{Facility, Facts, Figure, List, Origin, Product, Programme, Status, TakenOff};
use rollup::terms::{Allowed, Use};
use std::collections::BTreeMap;

/// A status in the words of a report, which is in English: the words of the pages.
fn status(class: StatusClass) -> String {
    embedded::texts("en").get(&format!("smelters.class.{}", class.key())).to_owned()
}

fn programme(class: StatusClass) -> Programme {
    match class {
        StatusClass::ConformantRmap => Programme::Own,
        other if other.is_conformant() => Programme::CrossRecognised,
        _ => Programme::None,
    }
}

impl Counted {
    /// What a report is written from.
    pub fn facts(&self) -> Facts {
        let snapshot = &self.opened.snapshot;
        let name = |metal: &Metal| metal.name().to_owned();
        let own = snapshot.own.company.get("company.name");
        Facts {
            company: own.unwrap_or(&snapshot.company).clone(),
            year: self.year(),
            snapshot: self.opened.head.hash.clone(),
            freeze: snapshot.settings.frozen_on.unwrap_or_default(),
            list_day: snapshot.list_day,
            metals: self.template.metals.iter().map(name).collect(),
            figures: self.figures_of_facts(),
            statuses: self.statuses(),
            facilities: self.facilities(),
            origins: self.origins(),
            products: self.products(),
            lists: snapshot
                .lists
                .iter()
                .map(|list| List { name: list.source.clone(), day: list.as_of })
                .collect(),
            taken_off: self.taken_off(),
            declared: self.declared(),
            unnamed: snapshot.suppliers.iter().map(|s| s.name.clone()).collect(),
        }
    }

    /// What the own declaration answers to Q1, where it does.
    fn declared(&self) -> BTreeMap<String, bool> {
        let answer = |metal: &Metal| {
            let says = self.rollup.declaration.answer(&format!("q1.{}", metal.key()));
            let is = ["No", "Yes"].iter().position(|it| *it == says)?;
            Some((metal.name().to_owned(), is == 1))
        };
        self.template.metals.iter().filter_map(answer).collect()
    }

    fn figures_of_facts(&self) -> Vec<Figure> {
        let beside: BTreeMap<&str, _> = self.beside.iter().map(|b| (b.id.as_str(), b)).collect();
        let figure = |f: &rollup::figures::Figure| Figure {
            printed: f.value.printed(),
            definition: f.definition.clone(),
            n: f.value.n().map(|n| n.count),
            of: f.value.of().map(|of| of.count),
            last_year: beside.get(f.id.as_str()).and_then(|b| match b.is_comparable() {
                true => Some(b.then.clone()),
                false if b.then.is_empty() => Some(b.printed()),
                false => None,
            }),
            id: f.id.clone(),
        };
        self.figures.all().iter().map(figure).collect()
    }

    fn statuses(&self) -> Vec<Status> {
        let mut counts: BTreeMap<(usize, StatusClass), u64> = BTreeMap::new();
        for row in &self.annex {
            let metal = self.template.metals.iter().position(|m| *m == row.metal).unwrap_or_default();
            *counts.entry((metal, row.status)).or_default() += 1;
        }
        let status = |((metal, class), facilities): ((usize, StatusClass), u64)| Status {
            metal: self.template.metals[metal].name().to_owned(),
            status: status(class),
            facilities,
        };
        counts.into_iter().map(status).collect()
    }

    /// Whether only members may see the status of a smelter.
    fn is_members_only(&self, cid: &str) -> bool {
        let known = self.opened.lists.known(cid);
        known.is_some_and(|known| Use::Status.under(known.status_terms) == Allowed::Held)
    }

    /// The entries of S11, in the order of metal and name.
    fn taken_off(&self) -> Vec<TakenOff> {
        let counted = self.figures.get("S11").and_then(|f| f.value.n());
        let smelters = counted.into_iter().flat_map(|set| set.refs()).filter_map(|of| match of {
            rollup::figures::Ref::Smelter(at) => self.rollup.merged.smelters.get(*at as usize),
            _ => None,
        });
        let mut all: Vec<(usize, TakenOff)> = smelters
            .filter_map(|smelter| {
                let cid = smelter.key.cid()?;
                let known = self.opened.lists.known(cid)?;
                let off = TakenOff {
                    metal: self.template.metals[smelter.key.metal].name().to_owned(),
                    name: known.name.clone(),
                    country: known.country.clone(),
                    number: cid.to_owned(),
                    status: status(known.status),
                    members_only: self.is_members_only(cid),
                };
                Some((smelter.key.metal, off))
            })
            .collect();
        all.sort_by(|(m, a), (n, b)| (m, &a.name, &a.number).cmp(&(n, &b.name, &b.number)));
        all.into_iter().map(|(_, off)| off).collect()
    }

    fn facilities(&self) -> Vec<Facility> {
        let counted = |id: &str, smelter: u32| {
            let set = self.figures.get(id).and_then(|f| f.value.n());
            set.is_some_and(|set| set.refs().contains(&rollup::figures::Ref::Smelter(smelter)))
        };
        let facility = |row: &rollup::figures::AnnexRow| Facility {
            covered: counted("S6", row.smelter),
            recycled_only: counted("S7", row.smelter),
            metal: row.metal.name().to_owned(),
            name: row.name.clone(),
            country: row.country.clone(),
            number: row.cid.clone(),
            status: status(row.status),
            programme: programme(row.status),
            members_only: self.is_members_only(&row.cid),
        };
        self.annex.iter().map(facility).collect()
    }

    /// Countries of origin of the facilities, by who says so.
    fn origins(&self) -> Vec<Origin> {
        let mut by_country: BTreeMap<(String, &'static str, bool), Vec<&'static str>> = BTreeMap::new();
        let mut add = |code: &str, source, members_only, metal: Metal| {
            let metals = by_country.entry((code.to_owned(), source, members_only)).or_default();
            if !metals.contains(&metal.name()) {
                metals.push(metal.name());
            }
        };
        for smelter in &self.rollup.merged.smelters {
            let metal = self.template.metals[smelter.key.metal];
            for code in &smelter.declared_origins {
                add(code, "declared by a supplier", false, metal);
            }
            let cid = smelter.key.cid().unwrap_or_default();
            for source in self.opened.lists.sourcing_of(cid) {
                for code in &source.countries {
                    add(
                        code,
                        "found out by the company",
                        Use::Origin.under(source.class) == Allowed::Held,
                        metal,
                    );
                }
            }
        }
        let origin = |((code, source, members_only), metals): ((String, &str, bool), Vec<&str>)| Origin {
            country: domain::smelters::country::country_name(&code).map_or(code, str::to_owned),
            metals: metals.join(", "),
            source: source.to_owned(),
            members_only,
        };
        by_country.into_iter().map(origin).collect()
    }

    fn products(&self) -> Vec<Product> {
        let product = |line: &rollup::own::ProductLine| {
            let needs: Vec<_> = line.metals.iter().filter(|need| need.to.is_some()).collect();
            let metals: Vec<&str> = needs.iter().map(|need| need.metal.name()).collect();
            let mut why: Vec<&str> =
                needs.iter().map(|need| need.why.as_str()).filter(|w| !w.is_empty()).collect();
            why.dedup();
            Product { name: line.name.clone(), metals: metals.join(", "), why: why.join("; ") }
        };
        // A line that needs none of the metals is not in scope.
        let in_scope = |product: &Product| !product.metals.is_empty();
        self.opened.snapshot.own.lines.iter().map(product).filter(in_scope).collect()
    }
}
