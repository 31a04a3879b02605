//! Rows of smelter lists, small enough for a million of them.

use super::pool::{Pool, Text};
use domain::smelters::{TypedSmelter, matching};
use domain::{SmelterRow, answer};
use std::collections::HashMap;

/// What a row calls its smelter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Called {
    pub metal: Text,
    pub cid: Text,
    pub identification: Text,
    pub lookup: Text,
    pub name: Text,
    /// Where it stands.
    pub country: Text,
    /// What it is called: what was chosen from the look-up, or else typed; blank where neither is a name.
    pub named: Text,
}

impl Called {
    pub(super) fn of(row: &SmelterRow, pool: &mut Pool) -> Called {
        let (lookup, name) = (pool.add(&row.lookup), pool.add(&row.name));
        Called {
            metal: pool.add(&row.metal),
            cid: pool.add(&row.cid),
            identification: pool.add(&row.identification),
            lookup,
            name,
            country: pool.add(&row.country),
            named: pool.add(matching::named(&TypedSmelter::from(row)).unwrap_or_default()),
        }
    }
}

/// Whether all that a smelter takes in is recycled or scrap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recycled {
    #[default]
    Blank,
    Yes,
    No,
    Unknown,
}

impl Recycled {
    pub(super) fn parse(text: &str) -> Recycled {
        match text {
            text if answer::is_blank(text) => Recycled::Blank,
            text if answer::same(text, "Yes") => Recycled::Yes,
            text if answer::same(text, "No") => Recycled::No,
            _ => Recycled::Unknown,
        }
    }

    /// As the template spells it.
    pub fn text(self) -> &'static str {
        match self {
            Recycled::Blank => "",
            Recycled::Yes => "Yes",
            Recycled::No => "No",
            Recycled::Unknown => "Unknown",
        }
    }
}

/// A row of somebody's smelter list.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Which of [`super::Survey::requests`].
    pub request: u32,
    /// The number that people see for it, from 1.
    pub line: u32,
    /// Which of [`super::Survey::called`].
    pub called: u32,
    pub mine: Text,
    /// Where the ore was mined, never where the smelter stands.
    pub mine_country: Text,
    pub recycled: Recycled,
}

/// What rows call smelters, each once: lists repeat each other, so that there are far fewer than rows.
#[derive(Clone, Debug, Default)]
pub(super) struct CalledPool {
    all: Vec<Called>,
    places: HashMap<Called, u32>,
}

impl CalledPool {
    pub(super) fn add(&mut self, called: Called) -> u32 {
        *self.places.entry(called).or_insert_with(|| {
            self.all.push(called);
            self.all.len() as u32 - 1
        })
    }

    pub(super) fn all(&self) -> &[Called] {
        &self.all
    }
}
