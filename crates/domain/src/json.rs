//! A small JSON reader and writer for what the browser reads and writes.
//!
//! Every byte of the supplier's module is waited for by somebody on a slow line, and serde_json with what it derives
//! is a tenth of it. Rows, texts and page models need little: this reads any JSON into a value to pick from, and
//! writes strings. The server uses the same code for the same things, so that both read alike; everything else on
//! the server is serde's.

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as written.
    Number(String),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object, in the order in which it is written.
    Map(Vec<(String, Json)>),
}

static NULL: Json = Json::Null;

/// Deepest nesting that is read: what is deeper is no data of ours.
const DEEPEST: u32 = 32;

impl Json {
    /// Reads a text that is one JSON value.
    pub fn parse(text: &str) -> Option<Json> {
        let mut reader = Reader { text, at: 0 };
        let value = reader.value(DEEPEST)?;
        reader.blank();
        (reader.at == text.len()).then_some(value)
    }

    /// The value under a name; null where there is none. Of a name given twice, the last counts.
    pub fn at(&self, name: &str) -> &Json {
        match self {
            Json::Map(map) => map.iter().rev().find(|(key, _)| key == name).map_or(&NULL, |(_, value)| value),
            _ => &NULL,
        }
    }

    /// The string.
    pub fn text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number.
    pub fn number<N: std::str::FromStr>(&self) -> Option<N> {
        match self {
            Json::Number(number) => number.parse().ok(),
            _ => None,
        }
    }

    /// The items of an array; none of anything else.
    pub fn list(&self) -> &[Json] {
        match self {
            Json::List(list) => list,
            _ => &[],
        }
    }

    /// The members of an object; none of anything else.
    pub fn map(&self) -> &[(String, Json)] {
        match self {
            Json::Map(map) => map,
            _ => &[],
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn blank(&mut self) {
        while matches!(self.peek(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
    }

    /// Steps over a character that must be there, and over space before it.
    fn take(&mut self, byte: u8) -> Option<()> {
        self.blank();
        (self.peek() == byte).then(|| self.at += 1)
    }

    fn word(&mut self, word: &str, value: Json) -> Option<Json> {
        self.text[self.at..].starts_with(word).then(|| {
            self.at += word.len();
            value
        })
    }

    fn value(&mut self, depth: u32) -> Option<Json> {
        let depth = depth.checked_sub(1)?;
        self.blank();
        match self.peek() {
            b'"' => self.string().map(Json::Text),
            b'{' => {
                let mut map = Vec::new();
                self.items(b'}', |r| {
                    r.blank();
                    let key = r.string()?;
                    r.take(b':')?;
                    map.push((key, r.value(depth)?));
                    Some(())
                })?;
                Some(Json::Map(map))
            }
            b'[' => {
                let mut list = Vec::new();
                self.items(b']', |r| {
                    list.push(r.value(depth)?);
                    Some(())
                })?;
                Some(Json::List(list))
            }
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            b'n' => self.word("null", Json::Null),
            b'-' | b'0'..=b'9' => self.digits(),
            _ => None,
        }
    }

    /// What stands between an opening bracket and `end`, separated by commas.
    fn items(&mut self, end: u8, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.at += 1;
        self.blank();
        if self.peek() == end {
            self.at += 1;
            return Some(());
        }
        loop {
            item(self)?;
            self.blank();
            let next = self.peek();
            self.at += 1;
            if next == end {
                return Some(());
            }
            if next != b',' {
                return None;
            }
        }
    }

    /// A number. Its parts are only taken apart as far as needed to know where it ends.
    fn digits(&mut self) -> Option<Json> {
        let start = self.at;
        while matches!(self.peek(), b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9') {
            self.at += 1;
        }
        Some(Json::Number(self.text[start..self.at].to_owned()))
    }

    fn string(&mut self) -> Option<String> {
        if self.peek() != b'"' {
            return None;
        }
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.bytes().position(|b| b == b'"' || b == b'\\' || b < b' ')?;
            out.push_str(&rest[..plain]);
            self.at += plain + 1;
            match rest.as_bytes()[plain] {
                b'"' => return Some(out),
                b'\\' => out.push(self.escape()?),
                _ => return None,
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        let byte = self.peek();
        self.at += 1;
        Some(match byte {
            b'"' | b'\\' | b'/' => byte as char,
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.hex()?;
                if !(0xd800..0xdc00).contains(&first) {
                    return char::from_u32(first);
                }
                // Two of them make one character beyond the first plane.
                self.text[self.at..].starts_with("\\u").then(|| self.at += 2)?;
                let second = self.hex()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
                char::from_u32(0x10000 + ((first - 0xd800) << 10) + second)?
            }
            _ => return None,
        })
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
    }
}

/// Writes a string with its quotes.
pub fn push_text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            c if c < ' ' => {
                out.push_str("\\u00");
                for digit in [c as u32 >> 4, c as u32 & 15] {
                    out.push(char::from_digit(digit, 16).unwrap_or('0'));
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Writes `"name":` and, unless it is the first in its object, a comma before it.
pub fn push_name(out: &mut String, name: &str) {
    if !out.ends_with('{') {
        out.push(',');
    }
    push_text(out, name);
    out.push(':');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn as_serde(json: &Json) -> Value {
        match json {
            Json::Null => Value::Null,
            Json::Bool(b) => Value::Bool(*b),
            Json::Number(n) => serde_json::from_str(n).unwrap(),
            Json::Text(t) => Value::String(t.clone()),
            Json::List(l) => l.iter().map(as_serde).collect(),
            Json::Map(m) => m.iter().map(|(k, v)| (k.clone(), as_serde(v))).collect(),
        }
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<String>().prop_map(Value::String),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
                prop::collection::vec((any::<String>(), inner), 0..6)
                    .prop_map(|m| Value::Object(m.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_serde_writes_is_read_alike(value in any_value()) {
            for text in [serde_json::to_string(&value).unwrap(), serde_json::to_string_pretty(&value).unwrap()] {
                prop_assert_eq!(as_serde(&Json::parse(&text).unwrap()), value.clone());
            }
        }

        #[test]
        fn a_text_is_written_as_serde_does(text in any::<String>()) {
            let mut out = String::new();
            push_text(&mut out, &text);
            prop_assert_eq!(out, serde_json::to_string(&text).unwrap());
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in any::<String>(), cut in 0..100usize, value in any_value()) {
            let _ = Json::parse(&text);
            let whole = serde_json::to_string(&value).unwrap();
            let cut = (0..=whole.len().min(cut)).rev().find(|i| whole.is_char_boundary(*i)).unwrap();
            if cut < whole.len() && !whole.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
                prop_assert_eq!(Json::parse(&whole[..cut]), None);
            }
        }
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in [
            "",
            "{",
            "[1,]",
            "{\"a\"}",
            "\"\\ud800\"",
            "\"\\u12g4\"",
            "\"\u{1}\"",
            "nul",
            "1 2",
            "{\"a\":1,}",
        ] {
            assert_eq!(Json::parse(text), None, "{text}");
        }
        assert_eq!(Json::parse(&"[".repeat(10_000)), None, "deep nesting");
    }

    #[test]
    fn pairs_of_escapes_make_one_character() {
        assert_eq!(Json::parse(r#""\ud83d\ude00\/""#), Some(Json::Text("\u{1f600}/".into())));
    }
}
