//! Reference lists: which smelters exist, under which names, as of a date. Imported by the operator, never shipped.

use crate::smelters::name_words;
#[cfg(feature = "review")]
use crate::smelters::{Facility, Matcher};
use crate::{Day, Metal, answer};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

/// One facility of a reference list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Smelter {
    /// Its identification number, for example `CID900001`.
    pub cid: String,
    /// The one metal that it smelts or refines.
    pub metal: Option<Metal>,
    /// Its standard name.
    pub name: String,
    /// Other names under which suppliers know it.
    pub aliases: Vec<String>,
    /// The country where it stands, as the list spells it.
    pub country: String,
    /// Unset while listed; otherwise why it was removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removed: Option<String>,
    /// The day on which it was removed, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removed_on: Option<Day>,
    /// The CID that took its place, where the list names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub successor: Option<String>,
}

/// A dated list of smelters with the look-ups that the rules need.
#[derive(Clone, Debug, Default)]
pub struct References {
    /// Where the list came from, in the operator's words.
    pub source: String,
    /// The list's day, where it has one.
    pub as_of: Option<Day>,
    smelters: Vec<Smelter>,
    by_cid: HashMap<String, usize>,
    by_name: HashMap<(Metal, String), Vec<usize>>,
    /// By the folded name, made when it is first asked for.
    folded: OnceLock<HashMap<(Metal, String), Vec<usize>>>,
    /// By what is left of the name without company forms, likewise.
    by_core: OnceLock<HashMap<(Metal, String), Vec<usize>>>,
    #[cfg(feature = "review")]
    matcher: OnceLock<Matcher>,
}

impl References {
    /// Builds the look-ups.
    pub fn new(
        source: impl Into<String>,
        as_of: impl Into<Option<Day>>,
        smelters: Vec<Smelter>,
    ) -> References {
        // Of a CID that the list has twice, the later entry counts.
        let by_cid = smelters.iter().map(|s| normal_cid(&s.cid)).zip(0..).collect();
        let by_name = by_key(&smelters, normal_name);
        References {
            source: source.into(),
            as_of: as_of.into(),
            smelters,
            by_cid,
            by_name,
            folded: OnceLock::new(),
            by_core: OnceLock::new(),
            #[cfg(feature = "review")]
            matcher: OnceLock::new(),
        }
    }

    /// Whether no list was imported: then nothing can be said to be unknown.
    pub fn is_empty(&self) -> bool {
        self.smelters.is_empty()
    }

    /// Every facility, in the list's order.
    pub fn smelters(&self) -> &[Smelter] {
        &self.smelters
    }

    /// The facility with this CID (letter case, space and full-width forms do not matter).
    pub fn by_cid(&self, cid: &str) -> Option<&Smelter> {
        let plain = cid.bytes().all(|b| b.is_ascii_graphic() && !b.is_ascii_lowercase());
        let normal = if plain { Cow::Borrowed(cid) } else { Cow::Owned(normal_cid(cid)) };
        self.by_cid.get(normal.as_ref()).map(|i| &self.smelters[*i])
    }

    /// The facilities known under this name for this metal however its letters are written: what [`References::by_name`]
    /// finds as the workbook does, and what only people take for the same name.
    pub fn known_as(&self, metal: Metal, name: &str) -> Vec<&Smelter> {
        self.found(self.folded.get_or_init(|| by_key(&self.smelters, folded_name)), metal, folded_name(name))
    }

    /// Whether a smelter of the metal is known under this name in letters other than Latin ones, however they are written.
    pub(crate) fn has_foreign(&self, metal: Metal, name: &str) -> bool {
        let by_core = self.by_core.get_or_init(|| by_key(&self.smelters, core_name));
        !self.found(by_core, metal, core_name(name)).is_empty()
    }

    /// The matching of names with the smelters that are listed, made when it is first asked for.
    #[cfg(feature = "review")]
    pub(crate) fn matcher(&self) -> &Matcher {
        let facility = |s: &Smelter| Facility {
            cid: s.cid.clone(),
            metal: s.metal,
            name: s.name.clone(),
            aliases: s.aliases.clone(),
            country: s.country.clone(),
            ..Facility::default()
        };
        let listed = || self.smelters.iter().filter(|s| s.removed.is_none());
        self.matcher.get_or_init(|| Matcher::new(listed().map(facility).collect(), &[]))
    }

    /// The facilities known under this name for this metal; several where the name is ambiguous.
    pub fn by_name(&self, metal: Metal, name: &str) -> Vec<&Smelter> {
        self.found(&self.by_name, metal, normal_name(name))
    }

    fn found(&self, by: &HashMap<(Metal, String), Vec<usize>>, metal: Metal, name: String) -> Vec<&Smelter> {
        by.get(&(metal, name)).into_iter().flatten().map(|i| &self.smelters[*i]).collect()
    }
}

/// Which smelters of a metal have a name, all their names read alike.
fn by_key(smelters: &[Smelter], key: fn(&str) -> String) -> HashMap<(Metal, String), Vec<usize>> {
    let mut all: HashMap<_, Vec<usize>> = HashMap::new();
    for (i, s) in smelters.iter().enumerate() {
        let Some(metal) = s.metal else { continue };
        for name in std::iter::once(&s.name).chain(&s.aliases).filter(|name| !answer::is_blank(name)) {
            let of = all.entry((metal, key(name))).or_default();
            if of.last() != Some(&i) {
                of.push(i);
            }
        }
    }
    all
}

/// A CID as it would be printed: upper case, plain ASCII forms, no space.
pub fn normal_cid(raw: &str) -> String {
    answer::clean(raw)
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{200b}')
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            c => c,
        })
        .collect::<String>()
        .to_ascii_uppercase()
}

/// Whether the text is shaped like a CID: `CID` and six digits.
pub fn is_cid(raw: &str) -> bool {
    if raw.len() == 9 && raw.starts_with("CID") && raw.as_bytes()[3..].iter().all(u8::is_ascii_digit) {
        return true;
    }
    let cid = normal_cid(raw);
    cid.len() == 9 && cid.starts_with("CID") && cid.as_bytes()[3..].iter().all(u8::is_ascii_digit)
}

/// Whether the text is written as a workbook would find it: letter case apart, nothing but the CID itself.
pub fn is_plain_cid(raw: &str) -> bool {
    let plain = |b: &u8| b.is_ascii_graphic();
    // Nearly every CID is plain ASCII, so nothing is built for it.
    raw.as_bytes().iter().all(plain) || answer::same_in_sheet(raw, &normal_cid(raw))
}

fn folded_name(raw: &str) -> String {
    name_words::words(raw).join(" ")
}

fn core_name(raw: &str) -> String {
    name_words::core(&name_words::words(raw)).join(" ")
}

fn normal_name(raw: &str) -> String {
    let words = answer::clean(raw).split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().map(answer::lower).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cid_is_found_however_it_is_written() {
        let smelter = Smelter { cid: "CID900001".into(), metal: Some(Metal::TIN), ..Smelter::default() };
        let list = References::new("invented", Day::EPOCH, vec![smelter]);
        for cid in
            ["CID900001", "cid900001", " CID900001 ", "CID 900001", "ＣＩＤ９００００１", "CID900001\u{200b}"]
        {
            assert!(list.by_cid(cid).is_some() && is_cid(cid), "{cid}");
        }
        for cid in ["", "CID900002", "CID9000011", "90000l"] {
            assert!(list.by_cid(cid).is_none(), "{cid}");
        }
    }

    #[test]
    fn only_letter_case_may_differ_from_what_the_workbook_finds() {
        assert!(is_plain_cid("cid900001") && is_plain_cid("CID900001"));
        for cid in [" CID900001", "CID900001\u{a0}", "CID 900001", "ＣＩＤ９００００１"] {
            assert!(!is_plain_cid(cid), "{cid}");
        }
    }

    #[test]
    fn a_name_may_belong_to_several_smelters_of_a_metal() {
        let named = |cid: &str, metal, aliases: &[&str]| Smelter {
            cid: cid.into(),
            metal: Some(metal),
            name: format!("Works {cid}"),
            aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
            ..Smelter::default()
        };
        let list = vec![
            named("CID900001", Metal::GOLD, &["Invented  Refinery"]),
            named("CID900002", Metal::GOLD, &["invented refinery"]),
            named("CID900003", Metal::TIN, &["Invented Refinery"]),
        ];
        let list = References::new("invented", Day::EPOCH, list);
        assert_eq!(list.by_name(Metal::GOLD, " Invented Refinery").len(), 2);
        assert_eq!(list.by_name(Metal::TIN, "INVENTED REFINERY").len(), 1);
        assert!(list.by_name(Metal::TUNGSTEN, "Invented Refinery").is_empty());
    }
}
