//! The minerals that the reporting templates ask about.

use crate::answer;
use serde::{Deserialize, Serialize};

macro_rules! metals {
    ($($(#[$doc:meta])* $name:ident $key:literal,)*) => {
        /// A mineral that suppliers are asked about. Which of them a template asks about, and in which order, its
        /// definition says ([`crate::Template::metals`]); this is the list of words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub enum Metal { $($(#[$doc])* $name,)* }

        impl Metal {
            /// Every word.
            pub const ALL: &[Metal] = &[$(Metal::$name,)*];

            /// The name exactly as workbooks spell it.
            pub fn name(self) -> &'static str { match self { $(Metal::$name => stringify!($name),)* } }

            /// The part of a field key: `tantalum`.
            pub fn key(self) -> &'static str { match self { $(Metal::$name => $key,)* } }
        }
    };
}

metals! {
    /// Asked about by CMRT.
    Tantalum "tantalum",
    /// Asked about by CMRT.
    Tin "tin",
    /// Asked about by CMRT.
    Gold "gold",
    /// Asked about by CMRT.
    Tungsten "tungsten",
    /// Asked about by EMRT.
    Cobalt "cobalt",
    /// Asked about by EMRT.
    Copper "copper",
    /// Asked about by EMRT.
    Graphite "graphite",
    /// Asked about by EMRT.
    Lithium "lithium",
    /// Asked about by EMRT.
    Mica "mica",
    /// Asked about by EMRT.
    Nickel "nickel",
}

impl Metal {
    /// Reads a word as written in a cell (letter case and surrounding space do not matter).
    pub fn parse(text: &str) -> Option<Metal> {
        Metal::ALL.iter().copied().find(|m| answer::same(m.name(), text))
    }
}
