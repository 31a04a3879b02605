//! The invented lists of conformant and active smelters: every works of the demonstration that still runs is in one of them.

use super::declarations::smelters;
use crate::records::Instant;
use crate::{DAY, day_of};
use domain::smelters::list::{About, Audit, Entry};
use domain::smelters::{LicenceClass, ListKind, SmelterList};
use domain::{Metal, Smelter};

/// One in so many has committed to an assessment and not passed it yet.
const ACTIVE: usize = 5;
/// One in so many had done nothing yet the year before.
const NEW: usize = 7;

/// Of which survey the lists are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    Last,
    This,
}

/// The lists, as of forty days before a survey begins.
pub(super) fn all(begin: Instant, year: Year) -> [SmelterList; 3] {
    let about = |kind| About {
        kind,
        as_of: Some(day_of(begin - 40 * DAY)),
        source: "Invented list of the demonstration; no smelter in it exists".to_owned(),
        licence: "Free to use".to_owned(),
        // Whatever goes into a report that is filed, everybody may read.
        class: LicenceClass::Public,
    };
    let running = smelters().into_iter().filter(|s| s.removed.is_none()).enumerate();
    let audited = running.filter(|(n, _)| !(year == Year::Last && n % NEW == NEW - 1));
    let (active, conformant): (Vec<_>, Vec<_>) = audited.partition(|(n, _)| n % ACTIVE == ACTIVE - 1);
    let conformant = conformant.iter().filter_map(|(n, s)| entry(s, Some(audit(*n, s.metal?, begin))));
    let active = active.iter().filter_map(|(_, s)| entry(s, None));
    let of = |kind, entries: Vec<Entry>| SmelterList { entries, ..SmelterList::from(about(kind)) };
    [
        SmelterList::of_smelters(about(ListKind::Reference), &smelters()),
        of(ListKind::Conformant, conformant.collect()),
        of(ListKind::Active, active.collect()),
    ]
}

fn entry(smelter: &Smelter, audit: Option<Audit>) -> Option<Entry> {
    Some(Entry {
        cid: smelter.cid.clone(),
        metal: smelter.metal?,
        name: smelter.name.clone(),
        aliases: Vec::new(),
        country: smelter.country.clone(),
        city: String::new(),
        state: String::new(),
        old_ids: Vec::new(),
        audit,
    })
}

/// Some are past the day of their next assessment; gold refiners passed other programmes as well.
fn audit(n: usize, metal: Metal, now: Instant) -> Audit {
    let gold = metal == Metal::GOLD;
    Audit {
        last: Some(day_of(now - (100 + 40 * (n as i64 % 9)) * DAY)),
        cycle: Some(if n.is_multiple_of(4) { 3 } else { 1 }),
        under_way: n.is_multiple_of(2),
        lbma: gold && n.is_multiple_of(3),
        rjc: gold && n % 3 == 1,
    }
}
