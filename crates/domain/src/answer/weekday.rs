//! The day of the week beside a date, which says nothing more: `Tuesday, March 31, 2026`, `2026年3月31日（火）`.

/// In the template's languages that write words, without marks: whole and short.
const DAYS: &str = "\
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun \
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so \
    lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim \
    lunes martes miercoles jueves viernes sabado domingo mie jue vie sab dom \
    lunedi martedi mercoledi giovedi venerdi sabato domenica gio \
    segunda terca quarta quinta sexta feira seg ter qua qui sex \
    pazartesi sali carsamba persembe cuma cumartesi pazar";

/// Whether a word, in lower case and without marks, is a day of the week. (`mar` is a month first of all.)
pub fn is_one(word: &str) -> bool {
    DAYS.split_ascii_whitespace().any(|name| name == word)
}

/// The text without a day of the week in Chinese, Japanese or Korean, whose signs would be read as numbers and marks.
pub fn without(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        match length(&chars[at..]) {
            0 => {
                out.push(chars[at]);
                at += 1;
            }
            n => at += n,
        }
    }
    out
}

/// How many characters of a day of the week stand here.
fn length(chars: &[char]) -> usize {
    let is_day = |c: char| "一二三四五六日天月火水木金土월화수목금토일".contains(c);
    match *chars {
        ['星', '期', day, ..] | ['礼', '拜', day, ..] | ['禮', '拜', day, ..] if is_day(day) => 3,
        ['周' | '週', day, ..] if is_day(day) => 2,
        [day, '曜', '日', ..] | [day, '요', '일', ..] if is_day(day) => 3,
        // In brackets, short.
        ['(' | '（', day, ')' | '）', ..] if is_day(day) => 3,
        ['(' | '（', ..] => match length(&chars[1..]) {
            0 => 0,
            n if matches!(chars.get(n + 1), Some(')' | '）')) => n + 2,
            _ => 0,
        },
        _ => 0,
    }
}
