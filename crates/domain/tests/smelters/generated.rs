//! Generated names and queries: 6,000 names of four words each, and 500 queries with one right answer. 35 %
//! are full names with one or two slips, 25 % first words with a slip, 20 % words in another order, 20 %
//! beginnings.

use super::random::Random;

const PLACES: [&str; 48] = [
    "Arnholm", "Belvar", "Caldera", "Dongzhao", "Estrela", "Fenwick", "Ganlin", "Harrow", "Isarel",
    "Jinhuai", "Kestrel", "Lianhu", "Marvik", "Nanyue", "Orsova", "Pemba", "Quinto", "Rosental", "Sanhe",
    "Tarkwell", "Umbria", "Varden", "Westmar", "Xinglu", "Yantang", "Zelmont", "Altamar", "Brenner",
    "Corvina", "Dalby", "Eastmoor", "Fushan", "Granja", "Hokuto", "Ilmen", "Jasper", "Kowari", "Lindau",
    "Mirador", "Norvest", "Ostrava", "Pinnacle", "Rivera", "Shengtai", "Tengyue", "Uralsk", "Vistula",
    "Wuling",
];
const FAMILIES: [&str; 40] = [
    "Aurora",
    "Brightwater",
    "Chenxing",
    "Delgado",
    "Everline",
    "Fortuna",
    "Guangda",
    "Hexagon",
    "Imperial",
    "Junhao",
    "Keystone",
    "Longteng",
    "Meridian",
    "Northstar",
    "Olympia",
    "Pacific",
    "Quanxin",
    "Redstone",
    "Sunrise",
    "Titan",
    "Unity",
    "Vanguard",
    "Wanfeng",
    "Xiangrui",
    "Yongxin",
    "Zenith",
    "Atlas",
    "Boreal",
    "Cobre",
    "Dynamo",
    "Evergreen",
    "Falcon",
    "Golden Gate",
    "Huaxia",
    "Inca",
    "Jupiter",
    "Kunlun",
    "Lotus",
    "Matsuda",
    "Nobel",
];
const TRADES: [&str; 12] = [
    "Nonferrous",
    "Precious",
    "Tungsten",
    "Tantalum",
    "Tin",
    "Gold",
    "Mining",
    "Smelting",
    "Refining",
    "Resources",
    "Recycling",
    "Alloys",
];
const ENDS: [&str; 10] = [
    "Metals",
    "Works",
    "Industry",
    "Refinery",
    "Group",
    "Materials",
    "Technology",
    "Smelter",
    "Holdings",
    "Plant",
];

/// So many different names.
pub fn names(count: usize) -> Vec<String> {
    let mut random = Random(20_261_122);
    let mut seen = std::collections::HashSet::new();
    let mut out = Vec::with_capacity(count);
    while out.len() < count {
        let mut name =
            [random.pick(&PLACES), random.pick(&FAMILIES), random.pick(&TRADES), random.pick(&ENDS)]
                .join(" ");
        // More names than these words allow get a number, as works of one company do.
        if count > 20_000 {
            name += &format!(" {}", random.below(count / 5_000));
        }
        if seen.insert(name.clone()) {
            out.push(name);
        }
    }
    out
}

/// So many queries, each with the number of the name that is meant.
pub fn queries(names: &[String], count: usize) -> Vec<(String, usize)> {
    let mut random = Random(4_711);
    let mut out = Vec::with_capacity(count);
    for i in 0..count {
        let of = random.below(names.len());
        let name = &names[of];
        let query = match i * 100 / count {
            0..35 => {
                let once = random.slip(name);
                if random.below(2) == 0 { random.slip(&once) } else { once }
            }
            35..60 => {
                let words: Vec<&str> = name.split(' ').collect();
                random.slip(&words[..words.len() - 1].join(" "))
            }
            60..80 => random.shuffle(name),
            _ => name.chars().take(name.chars().count() * (35 + random.below(35)) / 100).collect(),
        };
        out.push((query, of));
    }
    out
}
