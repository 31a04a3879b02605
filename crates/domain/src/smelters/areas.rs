//! Countries and regions that a list calls conflict-affected or of high risk.
//!
//! Where a smelter stands is not where its ore comes from: an area tells of the place that was asked about, no more.

use super::country::country_code;
use super::history::History;
use super::kind::ListKind;
use super::name_words;
use super::row::{ListColumn, ListRow};
use crate::Day;
use serde::{Deserialize, Serialize};

/// A country, or a region of one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Area {
    /// ISO 3166 code.
    pub country: String,
    /// ISO 3166-2 code; empty where the list says it of the country, or gives a name alone.
    pub region_code: String,
    pub region: String,
    /// What the list calls it: conflict-affected, of high risk.
    pub status: String,
    /// Where that is said.
    pub source: String,
}

impl Area {
    /// Whether the list says it of the whole country.
    pub fn is_country(&self) -> bool {
        self.region_code.is_empty() && self.region.is_empty()
    }
}

/// How an area fits a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// The list names the whole country.
    Country,
    /// It names the region that was asked about.
    Region,
    /// It names a region of the country, and nobody said in which region the place is.
    SomeRegion,
}

/// Reads a row; otherwise the column that is wrong.
pub(super) fn area(row: &ListRow) -> Result<Area, (&'static str, ListColumn)> {
    use ListColumn::*;
    let country = country_code(row.get(Country)).ok_or(("country", Country))?;
    let code = row.get(RegionCode).to_ascii_uppercase();
    if !code.is_empty() && code.split_once('-').is_none_or(|(of, rest)| of != country || rest.is_empty()) {
        return Err(("region", RegionCode));
    }
    if row.get(Status).is_empty() {
        return Err(("class", Status));
    }
    Ok(Area {
        country: country.to_owned(),
        region_code: code,
        region: row.get(Region).to_owned(),
        status: row.get(Status).to_owned(),
        source: row.get(Source).to_owned(),
    })
}

impl History {
    /// The areas of the list of a day in which a place lies or may lie.
    pub fn areas(&self, country: &str, region: &str, day: Day) -> Vec<(&Area, Fit)> {
        let (Some(code), Some(list)) = (country_code(country), self.list_on(ListKind::Areas, day)) else {
            return Vec::new();
        };
        let key = |name: &str| name_words::words(name).concat();
        let fit = |area: &Area| {
            if area.is_country() {
                Some(Fit::Country)
            } else if region.trim().is_empty() {
                Some(Fit::SomeRegion)
            } else {
                let named = region.split([',', ';', '/']).any(|part| key(part) == key(&area.region));
                let coded =
                    !area.region_code.is_empty() && area.region_code.eq_ignore_ascii_case(region.trim());
                (named || coded).then_some(Fit::Region)
            }
        };
        let of_country = list.areas.iter().filter(|area| area.country == code);
        of_country.filter_map(|area| Some((area, fit(area)?))).collect()
    }
}
