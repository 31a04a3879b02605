//! What a figure counts, by name: for whoever opens it.

use super::counted::Counted;
use crate::records::Id;
use domain::Metal;
use rollup::figures::{Figure, Ref};
use std::collections::HashSet;

/// Something that a figure counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CountedThing {
    Supplier {
        id: Id,
        name: String,
    },
    Request {
        id: Id,
        supplier: String,
    },
    /// A declaration: the request, and which of its submissions.
    Revision {
        request: Id,
        number: u32,
        supplier: String,
    },
    /// A row of a declaration's list of smelters.
    Row {
        request: Id,
        number: u32,
        supplier: String,
        line: u32,
        metal: String,
        name: String,
        cid: String,
    },
    /// A smelter as declarations name it; without a number where it is known by none.
    Smelter {
        metal: Metal,
        cid: Option<String>,
        name: String,
    },
    /// By its ISO 3166 code.
    Country(String),
}

/// What a figure counts, with all of which it is a share.
pub struct CountedRows {
    pub of: Vec<(Ref, bool)>,
}

impl Counted {
    /// The things of a figure, those that are counted first; each with whether it is counted, or only in the base.
    pub fn things(&self, figure: &Figure) -> CountedRows {
        let refs = |set: Option<&rollup::figures::Set>| set.map_or(Vec::new(), |set| set.refs().to_vec());
        let counted = refs(figure.value.n());
        let known: HashSet<Ref> = counted.iter().copied().collect();
        let others = refs(figure.value.of()).into_iter().filter(|r| !known.contains(r)).map(|r| (r, false));
        let mut of: Vec<(Ref, bool)> = counted.into_iter().map(|r| (r, true)).collect();
        of.extend(others);
        CountedRows { of }
    }

    /// What a reference names.
    pub fn thing(&self, of: Ref) -> CountedThing {
        let survey = &self.opened.survey;
        let number = |request: usize| survey.requests[request].answer.as_ref().map_or(0, |a| a.revision);
        let supplier = |request: usize| survey.supplier_of(request as u32).name.clone();
        match of {
            Ref::Supplier(at) => {
                let supplier = &survey.suppliers[at as usize];
                CountedThing::Supplier { id: supplier.id.clone(), name: supplier.name.clone() }
            }
            Ref::Request(at) => {
                let id = survey.requests[at as usize].id.clone();
                CountedThing::Request { id, supplier: supplier(at as usize) }
            }
            Ref::Revision(at) => {
                let (at, request) = (at as usize, survey.requests[at as usize].id.clone());
                CountedThing::Revision { request, number: number(at), supplier: supplier(at) }
            }
            Ref::Row(at) => {
                let row = &survey.rows()[at as usize];
                let (called, request) = (&survey.called()[row.called as usize], row.request as usize);
                let name = [called.name, called.lookup].into_iter().find(|text| !text.is_blank());
                CountedThing::Row {
                    request: survey.requests[request].id.clone(),
                    number: number(request),
                    supplier: supplier(request),
                    line: row.line,
                    metal: survey.text(called.metal).to_owned(),
                    name: name.map_or("", |text| survey.text(text)).to_owned(),
                    cid: survey.text(called.cid).to_owned(),
                }
            }
            Ref::Smelter(at) => self.smelter(at as usize),
            Ref::Earlier(at) => {
                let before = self.opened.snapshot.before.as_ref();
                match before.and_then(|before| before.smelters.get(at as usize)) {
                    Some(smelter) => CountedThing::Smelter {
                        metal: smelter.metal,
                        name: self.listed_name(&smelter.cid),
                        cid: Some(smelter.cid.clone()),
                    },
                    None => CountedThing::Country(String::new()),
                }
            }
            Ref::Country(code) => CountedThing::Country(String::from_utf8_lossy(&code).into_owned()),
        }
    }

    fn smelter(&self, at: usize) -> CountedThing {
        let smelter = &self.rollup.merged.smelters[at];
        let cid = smelter.key.cid().map(str::to_owned);
        let typed = || {
            let most = smelter.names.iter().max_by_key(|(_, times)| **times);
            most.map_or(String::new(), |(name, _)| self.opened.survey.text(*name).to_owned())
        };
        let listed = cid.as_deref().map_or(String::new(), |cid| self.listed_name(cid));
        let name = if listed.is_empty() { typed() } else { listed };
        CountedThing::Smelter { metal: self.template.metals[smelter.key.metal], cid, name }
    }

    fn listed_name(&self, cid: &str) -> String {
        self.opened.lists.known(cid).map_or(String::new(), |known| known.name.clone())
    }
}
