//! E-mail addresses as people write them, and whether mail can be sent to one.

use super::clean;

/// The address that is meant, free of what programs and habits put around it: `mailto:`, a name (`Name <a@b.c>`),
/// brackets and quotes, full-width letters, punctuation behind it. What does not hold exactly one address stays as it
/// was, so that nobody is written to by guess; whether it is an address says [`is_email`].
pub fn normal_email(raw: &str) -> String {
    // A link as Access writes it: `title#mailto:a@b.c#`.
    let text: String = clean(raw).replace("#mailto:", " ").chars().filter_map(plain).collect();
    let text = text.trim_end_matches('#');
    let mut candidates = text.split(is_around).map(stripped).filter(|word| is_email(word));
    match (candidates.next(), candidates.next()) {
        // A second @ would be a second address, or a part of one.
        (Some(address), None) if text.matches('@').count() == 1 => address.to_owned(),
        (Some(address), Some(again))
            if address.eq_ignore_ascii_case(again) && text.matches('@').count() == 2 =>
        {
            address.to_owned()
        }
        _ => clean(raw).to_owned(),
    }
}

/// Whether the text is one e-mail address as mail takes it (a local part, one `@`, a domain with a dot), with nothing
/// around it but space.
pub fn is_email(raw: &str) -> bool {
    let text = clean(raw);
    let Some((local, host)) = text.rsplit_once('@') else { return false };
    let dotted = |part: &str| part.split('.').all(|l| !l.is_empty());
    // Letters of every script are allowed; wide ones are those of a keyboard that stood wrong.
    let letter = |c: char| match c {
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        '\u{ff00}'..='\u{ffef}' => false,
        c => super::is_word(c),
    };
    let label = |l: &str| {
        l.len() <= 63 && l.chars().all(|c| letter(c) || c == '-') && !l.starts_with('-') && !l.ends_with('-')
    };
    let top = host.rsplit('.').next().unwrap_or("");
    text.len() <= 254
        && local.len() <= 64
        && dotted(local)
        && local.chars().all(|c| letter(c) || "!#$%&'*+-/=?^_`{|}~.".contains(c))
        && host.contains('.')
        && dotted(host)
        && host.split('.').all(label)
        && top.chars().count() >= 2
        && !top.bytes().all(|b| b.is_ascii_digit())
}

/// The character as a plain keyboard gives it; none for one that nobody sees.
fn plain(c: char) -> Option<char> {
    Some(match c {
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => return None,
        '﹫' => '@',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '。' | '｡' => '.',
        c if c.is_whitespace() => ' ',
        c => c,
    })
}

/// What stands around an address and is no part of it.
fn is_around(c: char) -> bool {
    matches!(
        c,
        ' ' | '<'
            | '>'
            | '('
            | ')'
            | '['
            | ']'
            | '"'
            | '`'
            | ','
            | ';'
            | '“'
            | '”'
            | '„'
            | '«'
            | '»'
            | '「'
            | '」'
            | '、'
            | '，'
            | '；'
    )
}

fn stripped(word: &str) -> &str {
    let word = word.trim_matches('\'');
    // `mailto:`, and what people put in its place: `E-mail:`.
    let word = match word.rsplit_once(':') {
        Some((before, after)) if !before.contains('@') => after,
        _ => word,
    };
    let word = match word.split_once('?') {
        Some((address, query)) if address.contains('@') && query.contains('=') => address,
        _ => word,
    };
    word.trim_start_matches("//").trim_matches(['.', ':', '!', '?', '\'', '/', '|'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn email_needs_a_local_part_and_a_dotted_host() {
        for text in
            [" a.b+c@example.co.jp ", "o'neil@example.com", "李@例子.中国", "a_b-c@sub.example.museum"]
        {
            assert!(is_email(text), "{text}");
        }
        for text in
            ["", "a", "@example.com", "a@b", "a b@example.com", "a@example.com;b@example.com", "a@b@c.de"]
        {
            assert!(!is_email(text), "{text}");
        }
    }

    #[test]
    fn case_9_what_stands_around_an_address_is_no_part_of_it() {
        for text in [
            "mailto:a.b@example.com",
            "MAILTO:a.b@example.com?subject=Hello",
            "ａ．ｂ＠ｅｘａｍｐｌｅ．ｃｏｍ",
            "Ann Bee <a.b@example.com>",
            "\"Bee, Ann\" <a.b@example.com>",
            "<a.b@example.com>",
            "a.b@example.com (Ann Bee)",
            "a.b@example.com.",
            "a.b@example.com;",
            "a.b@example.com,",
            "'a.b@example.com'",
            "E-mail: a.b@example.com",
            "邮箱：a.b@example.com",
            "a.b\u{200b}@example.com",
            "\u{a0}a.b@example.com\u{3000}",
            "a.b@example。com",
            "a.b@example.com <mailto:a.b@example.com>",
            "a.b@example.com#mailto:a.b@example.com#",
            "`a.b@example.com`",
            "a.b﹫example.com",
        ] {
            assert_eq!(normal_email(text), "a.b@example.com", "{text}");
            let bare = clean(text) == "a.b@example.com";
            assert!(bare || !is_email(text), "{text} is not one as it stands");
        }
    }

    #[test]
    fn case_9_nobody_is_written_to_by_guess() {
        for text in [
            "a@example.com; b@example.com",
            "a@example.com/b@example.com",
            "a at example.com",
            "a@b",
            "n/a",
            "a@ example.com",
        ] {
            assert_eq!(normal_email(text), text);
            assert!(!is_email(text), "{text}");
        }
        for text in
            ["a:b@example.com", ".a@example.com", "a..b@example.com", "a@example.123", "a@exa_mple.com"]
        {
            assert!(!is_email(text), "{text}");
        }
    }
}
