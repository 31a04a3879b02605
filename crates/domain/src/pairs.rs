//! Texts by key, in the order of the keys.
//!
//! A B-tree would do, and it did: but every visitor waits for its code, which is several times that of a sorted list.
//! What is put in comes sorted nearly always, and then each goes behind the others.

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Texts by key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs(Vec<(String, String)>);

impl Pairs {
    /// None.
    pub const EMPTY: Pairs = Pairs(Vec::new());

    /// Where a key stands, or would.
    fn find(&self, key: &str) -> Result<usize, usize> {
        match self.0.last() {
            Some((last, _)) if last.as_str() < key => Err(self.0.len()),
            _ => {
                let at = self.0.partition_point(|(k, _)| k.as_str() < key);
                if self.0.get(at).is_some_and(|(k, _)| k == key) { Ok(at) } else { Err(at) }
            }
        }
    }

    /// The text of a key.
    pub fn get(&self, key: &str) -> Option<&String> {
        self.find(key).ok().map(|at| &self.0[at].1)
    }

    /// Whether there is a text of this key.
    pub fn contains_key(&self, key: &str) -> bool {
        self.find(key).is_ok()
    }

    /// Puts a text in, in place of an older one of the same key.
    pub fn insert(&mut self, key: String, text: String) {
        match self.find(&key) {
            Ok(at) => self.0[at].1 = text,
            Err(at) => self.0.insert(at, (key, text)),
        }
    }

    /// Takes a text out.
    pub fn remove(&mut self, key: &str) {
        if let Ok(at) = self.find(key) {
            self.0.remove(at);
        }
    }

    /// Keeps what passes.
    pub fn retain(&mut self, passes: impl Fn(&str, &str) -> bool) {
        self.0.retain(|(key, text)| passes(key, text));
    }

    /// Keys and texts.
    pub fn iter(&self) -> std::slice::Iter<'_, (String, String)> {
        self.0.iter()
    }

    /// The keys.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|(key, _)| key)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Extend<(String, String)> for Pairs {
    fn extend<T: IntoIterator<Item = (String, String)>>(&mut self, pairs: T) {
        for (key, text) in pairs {
            self.insert(key, text);
        }
    }
}

impl FromIterator<(String, String)> for Pairs {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(pairs: T) -> Pairs {
        let mut out = Pairs::default();
        out.extend(pairs);
        out
    }
}

impl IntoIterator for Pairs {
    type Item = (String, String);
    type IntoIter = std::vec::IntoIter<(String, String)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Pairs {
    type Item = &'a (String, String);
    type IntoIter = std::slice::Iter<'a, (String, String)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl Serialize for Pairs {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(key, text)| (key, text)))
    }
}

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Pairs, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Pairs;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object of texts")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut out = Pairs::default();
                while let Some((key, text)) = map.next_entry()? {
                    out.insert(key, text);
                }
                Ok(out)
            }
        }
        from.deserialize_map(Reader)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_found_replaced_and_taken_out_in_any_order() {
        let mut pairs = Pairs::default();
        for key in ["m", "c", "x", "a", "m", "z"] {
            let text = [key, if pairs.contains_key(key) { "2" } else { "1" }].concat();
            pairs.insert(key.to_owned(), text);
        }
        assert_eq!(pairs.keys().collect::<Vec<_>>(), ["a", "c", "m", "x", "z"]);
        assert_eq!(pairs.get("m").map(String::as_str), Some("m2"));
        assert_eq!((pairs.get("b"), pairs.get(""), pairs.get("zz")), (None, None, None));
        pairs.remove("c");
        pairs.remove("b");
        assert_eq!((pairs.len(), pairs.contains_key("c")), (4, false));
        let json = r#"{"a":"a1","m":"m2","x":"x1","z":"z1"}"#;
        assert_eq!(serde_json::to_string(&pairs).unwrap(), json);
        assert_eq!(serde_json::from_str::<Pairs>(r#"{"z":"z1","m":"m2","a":"a1","x":"x1"}"#).unwrap(), pairs);
    }
}
