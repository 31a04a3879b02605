//! Invented smelters and hard pairs with their right answers: the labelled set that the repository may hold.
//! `TOUCHSTONE_WRITE=1 cargo test -p domain --test smelter_matching` writes it anew to `fixtures/smelters`.

use super::random::Random;
use domain::Metal;
use domain::smelters::{Facility, TypedSmelter};
use serde::{Deserialize, Serialize};

/// A question with its right answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// What makes it hard.
    pub kind: String,
    /// What was typed.
    pub typed: TypedSmelter,
    /// Which smelter is meant; none where no smelter of the list is.
    pub right: Option<String>,
}

struct City {
    name: &'static str,
    country: &'static str,
    eastern: &'static str,
    form: &'static str,
    eastern_form: &'static str,
}

const fn city(
    name: &'static str,
    country: &'static str,
    eastern: &'static str,
    form: &'static str,
    eastern_form: &'static str,
) -> City {
    City { name, country, eastern, form, eastern_form }
}

const CITIES: [City; 24] = [
    city("Nanxi", "CHINA", "南溪", "Co., Ltd.", "有限公司"),
    city("Dongpu", "CHINA", "东浦", "Co., Ltd.", "股份有限公司"),
    city("Ganhe", "CHINA", "赣河", "Co., Ltd.", "有限责任公司"),
    city("Yunling", "CHINA", "云岭", "Co., Ltd.", "有限公司"),
    city("Hengshui", "CHINA", "衡水", "Co., Ltd.", "有限公司"),
    city("Kamishiro", "JAPAN", "神城", "Co., Ltd.", "株式会社"),
    city("Minatogawa", "JAPAN", "湊川", "Corporation", "株式会社"),
    city("Onsong", "KOREA, REPUBLIC OF", "", "Co., Ltd.", ""),
    city("Lakeport", "UNITED STATES OF AMERICA", "", "Inc.", ""),
    city("Fairmount", "UNITED STATES OF AMERICA", "", "LLC", ""),
    city("Brodenhausen", "GERMANY", "", "GmbH & Co. KG", ""),
    city("Saint-Aubrac", "FRANCE", "", "S.A.S.", ""),
    city("Porto Verano", "BRAZIL", "", "Ltda.", ""),
    city("Monte Sereno", "BOLIVIA (PLURINATIONAL STATE OF)", "", "S.A.", ""),
    city("Pangkal Indah", "INDONESIA", "", "Tbk", ""),
    city("Vinh Son", "VIET NAM", "", "JSC", ""),
    city("Zelenograf", "RUSSIAN FEDERATION", "", "OJSC", ""),
    city("Arzano Nord", "ITALY", "", "S.p.A.", ""),
    city("Dubessa", "UNITED ARAB EMIRATES", "", "FZC", ""),
    city("Rajpura", "INDIA", "", "Pvt. Ltd.", ""),
    city("Kivulu", "RWANDA", "", "Ltd.", ""),
    city("Stormvik", "NORWAY", "", "AS", ""),
    city("Huarmey Alto", "PERU", "", "S.A.C.", ""),
    city("Gdovo", "POLAND", "", "Sp. z o.o.", ""),
];
const FAMILIES: [(&str, &str); 30] = [
    ("Xinghai", "兴海"),
    ("Jinrong", "金荣"),
    ("Hongyuan", "宏源"),
    ("Tianbao", "天宝"),
    ("Ruifeng", "瑞丰"),
    ("Asagiri", "朝霧"),
    ("Hinode", "日之出"),
    ("Kaiyo", "海陽"),
    ("Brightwater", ""),
    ("Calloway", ""),
    ("Ehrenfeld", ""),
    ("Montclair", ""),
    ("Oliveira", ""),
    ("Altamira", ""),
    ("Sentosa", ""),
    ("Truong An", ""),
    ("Severnaya", ""),
    ("Bellafonte", ""),
    ("Al Noor", ""),
    ("Shakti", ""),
    ("Umoja", ""),
    ("Fjordheim", ""),
    ("Inti Raymi", ""),
    ("Wisla", ""),
    ("Stargold", ""),
    ("Meridian", ""),
    ("Pinnacle", ""),
    ("Vanguard", ""),
    ("Polaris", ""),
    ("Everest", ""),
];

/// Trades of a metal: English, Chinese.
fn trades(metal: Metal) -> [(&'static str, &'static str); 3] {
    match metal {
        Metal::GOLD => [("Precious Metals", "贵金属"), ("Gold Refinery", "黄金冶炼"), ("Refining", "精炼")],
        Metal::TIN => {
            [("Tin Smelting", "锡冶炼"), ("Non-Ferrous Metals", "有色金属"), ("Tin Industry", "锡业")]
        }
        Metal::TANTALUM => {
            [("Tantalum & Niobium", "钽铌"), ("Rare Metals", "稀有金属"), ("Advanced Materials", "新材料")]
        }
        _ => [("Tungsten Products", "钨制品"), ("Tungsten Industry", "钨业"), ("Hard Alloys", "硬质合金")],
    }
}

/// 320 smelters.
pub fn facilities() -> Vec<Facility> {
    let mut random = Random(20_140_409);
    let mut out: Vec<Facility> = Vec::new();
    while out.len() < 320 {
        let city = &CITIES[random.below(CITIES.len())];
        let (family, eastern_family) = FAMILIES[random.below(FAMILIES.len())];
        let metal = domain::template::CMRT_METALS[random.below(4)];
        let (trade, eastern_trade) = trades(metal)[random.below(3)];
        let core = if random.below(2) == 0 {
            format!("{} {family} {trade}", city.name)
        } else {
            format!("{family} {trade} ({})", city.name)
        };
        let family_there =
            |f: &Facility| f.metal == Some(metal) && f.city == city.name && f.name.contains(family);
        if out.iter().any(family_there) {
            continue;
        }
        let n = out.len();
        let mut aliases = Vec::new();
        if !city.eastern.is_empty() && !eastern_family.is_empty() {
            aliases.push(format!("{}{eastern_family}{eastern_trade}{}", city.eastern, city.eastern_form));
        }
        if random.below(2) == 0 {
            // The name before it was sold; nothing of it is in today's.
            let before =
                ["Old Kestrel", "Blue Heron", "Gran Condor", "Iron Bridge", "White Stag", "Three Oaks"];
            aliases.push(format!(
                "{} {} Works",
                before[random.below(6)],
                ["East", "West", "Upper", "Lower"][random.below(4)]
            ));
        }
        let metal_digit = match metal {
            Metal::GOLD => 1,
            Metal::TIN => 2,
            Metal::TANTALUM => 3,
            _ => 4,
        };
        out.push(Facility {
            cid: format!("CID9{n:05}"),
            metal: Some(metal),
            name: format!("{core} {}", city.form),
            aliases,
            country: city.country.to_owned(),
            city: city.name.to_owned(),
            old_ids: if random.below(2) == 0 { vec![format!("{metal_digit}XYZ{n:03}")] } else { Vec::new() },
            removed: None,
        });
    }
    out
}

/// Two kinds of hard pairs: those with a right answer, and those without.
pub fn pairs(all: &[Facility]) -> Vec<Pair> {
    let mut random = Random(1_502);
    let mut out = Vec::new();
    for kind in [
        "writing",
        "company form",
        "order",
        "slip",
        "two slips",
        "full width",
        "beside Latin",
        "eastern only",
        "old name",
        "old id",
        "number",
        "cut short",
        "spacing",
        "initials",
        "no country",
        "number with a slip",
        "word left out",
        "abbreviated",
        "another trade",
        "family only",
        "sold twice",
        "listed nowhere",
        "look-alike",
        "other metal",
        "other country",
        "number of another",
        "metal of another",
    ] {
        let wanted =
            if matches!(kind, "slip" | "two slips" | "company form" | "look-alike" | "listed nowhere") {
                45
            } else {
                25
            };
        let (mut made, mut tried) = (0, 0);
        while made < wanted && tried < 4_000 {
            tried += 1;
            let of = &all[random.below(all.len())];
            if let Some(pair) = pair(kind, of, all, &mut random) {
                out.push(pair);
                made += 1;
            }
        }
    }
    out
}

fn bare(name: &str) -> String {
    let forms = CITIES.iter().map(|c| c.form).find(|form| name.ends_with(form));
    forms.map_or(name, |form| name[..name.len() - form.len()].trim_end()).to_owned()
}

fn pair(kind: &str, of: &Facility, all: &[Facility], random: &mut Random) -> Option<Pair> {
    let metal = of.metal?;
    let core = bare(&of.name);
    let eastern = of.aliases.iter().find(|a| !a.is_ascii());
    let mut typed = TypedSmelter {
        metal: metal.name().to_owned(),
        country: of.country.clone(),
        ..TypedSmelter::default()
    };
    let mut right = Some(of.cid.clone());
    match kind {
        "writing" => typed.name = of.name.to_uppercase().replace(['.', ','], " ").replace('-', " "),
        "company form" => {
            typed.name = format!(
                "{core} {}",
                ["Limited", "Company", "Corp.", "AG", "S.A.", "Pte. Ltd."][random.below(6)]
            );
        }
        "order" => typed.name = random.shuffle(&core.replace(['(', ')'], "")),
        "slip" => typed.name = random.slip(&core),
        "two slips" => {
            let once = random.slip(&core);
            typed.name = random.slip(&once);
        }
        "full width" => {
            let wide = |c: char| {
                if ('!'..='~').contains(&c) { char::from_u32(c as u32 + 0xfee0).unwrap() } else { c }
            };
            typed.name = of.name.chars().map(wide).collect();
        }
        "beside Latin" => typed.name = format!("{} {core}", eastern?),
        "eastern only" => typed.name = eastern?.clone(),
        "old name" => typed.name = random.slip(of.aliases.iter().find(|a| a.is_ascii())?),
        "old id" => typed.cid = of.old_ids.first()?.to_lowercase(),
        "number" => typed.cid = format!(" cid {} ", &of.cid[3..]),
        "cut short" => typed.name = core.split(' ').take(2).collect::<Vec<_>>().join(" "),
        "spacing" => typed.name = core.replace([' ', '(', ')'], ""),
        "initials" => {
            typed.name = core
                .split([' ', '(', '-'])
                .filter_map(|w| w.chars().next())
                .filter(char::is_ascii_alphabetic)
                .collect();
        }
        "no country" => {
            typed.name = random.slip(&core);
            typed.country.clear();
        }
        "number with a slip" => typed.cid = of.cid.replacen('0', "O", 1).to_lowercase(),
        // Without the country from here on: the name is all there is.
        "word left out" => {
            let mut words: Vec<&str> = core.split(' ').collect();
            words.remove(random.below(words.len()));
            typed.name = words.join(" ");
            typed.country.clear();
        }
        "abbreviated" => {
            let short = |w: &str| {
                if w.len() > 5 { format!("{}.", &w[..w.ceil_char_boundary(4)]) } else { w.to_owned() }
            };
            typed.name = core.split(' ').map(short).collect::<Vec<_>>().join(" ");
            typed.country.clear();
        }
        "another trade" => {
            let other = ["Recycling", "Mining and Metallurgy", "Chemical Works", "Trading"][random.below(4)];
            let trade = trades(metal).into_iter().find(|(t, _)| core.contains(t))?.0;
            typed.name = core.replace(trade, other);
            typed.country.clear();
        }
        // The family and the kind of ore, as a buyer would say it; the country is known.
        "family only" => {
            let (family, _) = FAMILIES.iter().find(|(f, _)| of.name.contains(f))?;
            typed.name = format!("{} {}", random.slip(family), metal.name());
        }
        // The number of one and the name of another of the same metal: nobody may be sure.
        "number of another" => {
            let other =
                all.iter().find(|f| f.metal == of.metal && f.cid > of.cid && f.country != of.country)?;
            typed.name = other.name.clone();
            typed.cid = of.cid.clone();
        }
        "metal of another" => {
            typed.cid = of.cid.clone();
            typed.metal = domain::template::CMRT_METALS.into_iter().find(|m| *m != metal)?.name().to_owned();
        }
        // A name that two smelters of the metal have had.
        "sold twice" => {
            let alias = of.aliases.iter().find(|a| a.is_ascii())?;
            all.iter().find(|f| f.metal == of.metal && f.cid != of.cid && f.aliases.contains(alias))?;
            typed.name = alias.clone();
            typed.country.clear();
        }
        "listed nowhere" => {
            typed.name = format!(
                "{} {} {}",
                ["Quillborough", "Tamsui", "Ostermoor", "Verkhoyan"][random.below(4)],
                ["Lodestar", "Zhenhua", "Kirishima", "Drachenfels"][random.below(4)],
                trades(metal)[random.below(3)].0
            );
            right = None;
        }
        // The same city and trade, another family, one or two letters away or not.
        "look-alike" => {
            let (family, _) = FAMILIES.iter().find(|(f, _)| of.name.contains(f))?;
            let near = family.replacen(&family[1..2], if &family[1..2] == "u" { "o" } else { "u" }, 1);
            let other = if random.below(2) == 0 { near } else { "Zhonghua".to_owned() };
            typed.name = of.name.replace(family, &other);
            if all.iter().any(|f| f.name == typed.name) {
                return None;
            }
            right = None;
        }
        "other metal" => {
            let other = domain::template::CMRT_METALS
                .into_iter()
                .find(|m| *m != metal && !all.iter().any(|f| f.metal == Some(*m) && f.name == of.name))?;
            typed.metal = other.name().to_owned();
            typed.name = of.name.clone();
            right = None;
        }
        "other country" => {
            typed.country = CITIES[random.below(CITIES.len())].country.to_owned();
            if typed.country == of.country {
                return None;
            }
            typed.name = of.name.clone();
            right = None;
        }
        _ => return None,
    }
    Some(Pair { kind: kind.to_owned(), typed, right })
}
