//! Names of countries from CLDR, with our additions: one table for server, and of it what a browser needs.
//!
//! `cargo xtask gen` installs the package whose version `xtask/names/package-lock.json` pins; `gen --check` needs no
//! network: it compares the digest of what the tables were made from, and the tables themselves where the package is there.

use crate::files::{read, write_if_changed};
use crate::run::{Result, output, root, target};
use crate::site::tools::npm_ci;
use domain::country::words;
use domain::text::LANGUAGES;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The ten languages of the template, and Chinese as it is written in Taiwan and Hong Kong.
const LOCALES: [&str; 11] = ["en", "zh", "zh-Hant", "ja", "ko", "fr", "pt", "de", "es", "it", "tr"];
/// What CLDR names that is no country (ISO 3166 has no such code).
const NO_COUNTRY: [&str; 9] = ["EU", "EZ", "UN", "XA", "XB", "QO", "ZZ", "AC", "TA"];
/// Regions of the world by their UN codes: no country, though written as one.
const REGIONS: [&str; 21] = [
    "001", "002", "003", "005", "009", "011", "013", "014", "015", "018", "019", "021", "030", "034", "035",
    "142", "145", "150", "155", "419", "EU",
];

/// The packages where `npm ci` puts them.
pub fn installed() -> PathBuf {
    target().join("names")
}

fn folder() -> PathBuf {
    root().join("crates/domain/src/country")
}

/// Writes the tables, or compares them with what is there.
pub fn generate(check: bool) -> Result {
    let (from, additions) = (root().join("xtask/names"), read(&folder().join("additions.txt"))?);
    let lock = read(&from.join("package-lock.json"))?;
    let made_by = [read(&from.join("words.txt"))?, read(&from.join("readings.mjs"))?];
    let digest = digest(&[&additions, &lock, &made_by[0], &made_by[1]]);
    if !check {
        // Who adds a rule needs no Node: the tables are made anew where what they are made of has changed.
        if read(&folder().join("names.txt"))?.contains(&digest) {
            return Ok(());
        }
        npm_ci(&from, &installed())?;
    }
    let package = installed().join("node_modules");
    // A package of another lockfile says nothing about these tables.
    let is_there = std::fs::read_to_string(package.join(".installed")).is_ok_and(|stamp| stamp == lock);
    if check && !is_there {
        let head = read(&folder().join("names.txt"))?;
        return match head.contains(&digest) {
            true => Ok(()),
            false => Err("run `cargo xtask gen`; stale: crates/domain/src/country/names.txt".into()),
        };
    }
    if !check {
        let script = from.join("readings.mjs");
        let read = output(Command::new("node").arg(script).arg(&package).arg(from.join("words.txt")))?;
        let head = "# Written by `cargo xtask gen` from xtask/names; syllables from pinyin-pro (MIT).\n";
        write_if_changed(&root().join("public/readings.txt"), [head, read.trim(), "\n"].concat().as_bytes())?;
    }
    for (path, text) in tables(&package, &additions, &digest)? {
        if check && std::fs::read_to_string(&path).ok().as_ref() != Some(&text) {
            return Err(format!("run `cargo xtask gen`; stale: {}", path.display()).into());
        }
        if !check {
            write_if_changed(&path, text.as_bytes())?;
        }
    }
    Ok(())
}

fn digest(parts: &[&str]) -> String {
    crate::files::hex(&Sha256::digest(parts.concat())[..8])
}

fn json(path: &Path) -> Result<Value> {
    Ok(serde_json::from_str(&read(path)?)?)
}

/// All tables by their file: `names.txt`, `covered.txt`, `regions.txt`, and `countries.txt` of each language.
fn tables(package: &Path, additions: &str, digest: &str) -> Result<Vec<(PathBuf, String)>> {
    // By code: names in the order in which they are met, ours first.
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in additions.lines() {
        let (code, names) = line.split_once('|').ok_or("a line of additions.txt has no name")?;
        all.insert(code.to_owned(), names.split('|').map(str::to_owned).collect());
    }
    let codes = json(&package.join("cldr-core/supplemental/codeMappings.json"))?;
    let mut regions = BTreeSet::new();
    for locale in LOCALES {
        let file = territories(package, locale)?;
        let names = &file["main"][locale]["localeDisplayNames"]["territories"];
        for (key, name) in names.as_object().ok_or("a locale has no territories")? {
            let (code, name) = (key.split('-').next().unwrap_or(key), name.as_str().unwrap_or_default());
            if REGIONS.contains(&code) {
                regions.insert(words(name));
            }
            if code.len() != 2
                || NO_COUNTRY.contains(&code)
                || (key.ends_with("alt-short") && words(name).len() < 3)
            {
                continue;
            }
            all.entry(code.to_owned()).or_default().push(name.to_owned());
        }
    }
    for (code, names) in &mut all {
        names.extend(codes["supplemental"]["codeMappings"][code]["_alpha3"].as_str().map(str::to_owned));
    }
    let mut owner: BTreeMap<String, String> = BTreeMap::new();
    let (mut listed, mut covered) = (String::new(), BTreeMap::new());
    listed.push_str(&format!(
        "# Written by `cargo xtask gen` from additions.txt and CLDR (cldr-localenames-full, Unicode-3.0); inputs {digest}.\n"
    ));
    for (code, names) in &all {
        let mut line = code.clone();
        for name in names {
            let (plain, likely) = (name.trim_start_matches('?'), name.starts_with('?'));
            let key = words(plain);
            if domain::country::COVERED.contains(&code.as_str()) && plain.len() > 2 {
                covered
                    .entry(key.clone())
                    .or_insert_with(|| format!("{}{code}", if likely { "?" } else { "" }));
            }
            match owner.get(&key.replace(' ', "")) {
                Some(other) if other == code => continue,
                Some(other) => return Err(format!("“{plain}” is {other} and {code}").into()),
                None => owner.insert(key.replace(' ', ""), code.clone()),
            };
            if !likely {
                line.push('|');
                line.push_str(plain);
            }
        }
        listed.push_str(&line);
        listed.push('\n');
    }
    regions.extend(OUR_REGIONS.iter().map(|name| words(name)));
    // What a country is called as well is a country.
    regions.retain(|name| !owner.contains_key(&name.replace(' ', "")));
    let lines = |set: BTreeSet<String>| set.into_iter().map(|line| line + "\n").collect();
    let mut out = vec![
        (folder().join("names.txt"), listed),
        (
            folder().join("covered.txt"),
            lines(covered.into_iter().map(|(name, code)| format!("{name}|{code}")).collect()),
        ),
        (folder().join("regions.txt"), lines(regions)),
    ];
    // In English they are called as in the lists.
    for (language, _) in LANGUAGES.iter().filter(|(language, _)| *language != "en") {
        let path = root().join(format!("crates/domain/texts/{language}/countries.txt"));
        out.push((path, on_pages(package, language, all.keys())?));
    }
    Ok(out)
}

fn territories(package: &Path, locale: &str) -> Result<Value> {
    json(&package.join(format!("cldr-localenames-full/main/{locale}/territories.json")))
}

/// How countries are called on pages in a language: in short where CLDR knows a short name.
fn on_pages<'a>(package: &Path, language: &str, codes: impl Iterator<Item = &'a String>) -> Result<String> {
    let file = territories(package, language)?;
    let names = &file["main"][language]["localeDisplayNames"]["territories"];
    let mut out =
        "# Written by `cargo xtask gen` from CLDR (cldr-localenames-full, Unicode-3.0).\n".to_owned();
    for code in codes {
        let name = [format!("{code}-alt-short"), code.clone()].iter().find_map(|key| names[key].as_str());
        let name = name.ok_or_else(|| format!("CLDR has no name of {code} in {language}"))?;
        out.push_str(&format!("{code}|{name}\n"));
    }
    Ok(out)
}

/// Regions and words for "everywhere" as trade writes them.
const OUR_REGIONS: &[&str] = &[
    "Worldwide",
    "World wide",
    "Global",
    "Globally",
    "International",
    "Various countries",
    "Several countries",
    "Multiple countries",
    "Many countries",
    "Other countries",
    "Overseas",
    "Abroad",
    "APAC",
    "Asia Pacific",
    "EMEA",
    "LATAM",
    "EU",
    "E.U.",
    "Far East",
    "Middle East",
    "Near East",
    "Naher Osten",
    "African",
    "Asian",
    "European",
    "Sub-Saharan Africa",
    "Great Lakes",
    "Benelux",
    "Nordic",
    "Nordics",
    "GCC",
    "Everywhere",
    "Foreign",
    "East Asia",
    "South Asia",
    "South East Asia",
    "SE Asia",
    "North Asia",
    "Central Asia",
    "West Africa",
    "East Africa",
    "South of Africa",
    "Europe and Asia",
    "Asia and Europe",
    "Western Europe",
    "Eastern Europe",
    "Central Europe",
    "Scandinavia",
    "Balkans",
    "CIS",
    "ASEAN",
    "The Americas",
    "South America",
    "North America",
    "Latin America",
    "Americas",
    "Antarctica continent",
    "Third countries",
    "Non EU",
    "Outside EU",
    "Outside Europe",
    "European countries",
    "Asian countries",
    "African countries",
    "海外",
    "全球",
    "全世界",
    "国外",
    "國外",
    "境外",
    "国际",
    "各国",
    "亚太",
    "亚太地区",
    "欧美",
    "中东",
    "远东",
    "东南亚地区",
    "アジア太平洋",
    "中東",
    "海外各国",
    "欧州",
    "北米",
    "南米",
    "東南アジア",
    "해외",
    "유럽연합",
    "중동",
    "Weltweit",
    "Ausland",
    "Übersee",
    "Monde entier",
    "Étranger",
    "Mundial",
    "Global mundial",
    "Todo el mundo",
    "Extranjero",
    "Estero",
    "Tutto il mondo",
    "Yurt dışı",
    "Tüm dünya",
    "Avrupa",
    "Fernost",
    "Nahost",
    "Moyen-Orient",
    "Oriente Medio",
    "Medio Oriente",
    "Orta Doğu",
    "Uzak Doğu",
];
