//! The minerals that the reporting templates ask about.

use crate::{answer, word};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A mineral that suppliers are asked about: a word that a template or a list of smelters brings along. Which there are,
/// and in which order, the template says ([`crate::Template::metals`]).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Metal {
    key: &'static str,
    name: &'static str,
}

impl Metal {
    pub const TANTALUM: Metal = Metal { key: "tantalum", name: "Tantalum" };
    pub const TIN: Metal = Metal { key: "tin", name: "Tin" };
    pub const GOLD: Metal = Metal { key: "gold", name: "Gold" };
    pub const TUNGSTEN: Metal = Metal { key: "tungsten", name: "Tungsten" };

    /// The metal of this name, in whatever letter case. For definitions, lists and records; what somebody typed is
    /// looked up among the metals that are asked about ([`crate::Template::metal`]), so that it makes no new one.
    pub fn new(name: &str) -> Metal {
        let name = answer::clean(name);
        let known = [Metal::TANTALUM, Metal::TIN, Metal::GOLD, Metal::TUNGSTEN];
        if let Some(metal) = known.into_iter().find(|metal| metal.is(name)) {
            return metal;
        }
        let key = word::keep(&name.to_ascii_lowercase());
        let (first, rest) = key.split_at(key.chars().next().map_or(0, char::len_utf8));
        Metal { key, name: word::keep(&[&first.to_ascii_uppercase(), rest].concat()) }
    }

    /// The name as workbooks spell it.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// The part of a field key: `tantalum`.
    pub fn key(self) -> &'static str {
        self.key
    }

    /// Whether a text names it (letter case and surrounding space do not matter).
    pub fn is(self, text: &str) -> bool {
        answer::same(self.key, text)
    }

    /// The one of these that a text names.
    pub fn among(metals: impl IntoIterator<Item = Metal>, text: &str) -> Option<Metal> {
        metals.into_iter().find(|metal| metal.is(text))
    }
}

impl fmt::Debug for Metal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Serialize for Metal {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.key)
    }
}

impl<'de> Deserialize<'de> for Metal {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Metal, D::Error> {
        Ok(Metal::new(&String::deserialize(from)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_metal_is_its_name_in_whatever_case() {
        assert_eq!(Metal::new(" TIN "), Metal::TIN);
        assert_eq!(Metal::new("Tungsten"), Metal::TUNGSTEN);
        let soda = Metal::new("Soda ash");
        assert_eq!((soda.key(), soda.name()), ("soda ash", "Soda ash"));
        assert_eq!(Metal::new("SODA ASH"), soda);
        assert!(soda.is("soda Ash ") && !soda.is("Soda") && soda != Metal::TIN);
    }

    #[test]
    fn a_metal_is_written_as_its_key_and_read_back() {
        for (metal, written) in [(Metal::GOLD, "\"gold\""), (Metal::new("Cobalt"), "\"cobalt\"")] {
            assert_eq!(serde_json::to_string(&metal).unwrap(), written);
            assert_eq!(serde_json::from_str::<Metal>(written).unwrap(), metal);
        }
    }
}
