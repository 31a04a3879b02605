//! Why an answer does not count, and why a row is not in what leaves: two closed lists.

use serde::{Deserialize, Serialize};

macro_rules! reasons {
    ($(#[$about:meta])* $name:ident { $($(#[doc = $doc:literal])+ $variant:ident $key:literal $words:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[doc = $doc])+ $variant,)* }

        impl $name {
            pub const ALL: &[$name] = &[$($name::$variant,)*];

            /// The part of a figure's id.
            pub fn key(self) -> &'static str { match self { $($name::$variant => $key,)* } }

            /// As it is printed.
            pub fn words(self) -> &'static str { match self { $($name::$variant => $words,)* } }
        }
    };
}

reasons! {
    /// Why a supplier's answer does not count.
    NotCounted {
        /// Nothing came before the cut-off.
        NoAnswer "no_answer" "nothing came before the cut-off",
        /// The supplier is not to be asked, or the team agreed that this does not concern it.
        OutOfScope "out_of_scope" "the supplier is out of scope",
        /// It serves none of the product lines that are answered for.
        OtherProducts "other_products" "the supplier serves other product lines",
        /// The request is in a state that does not count.
        State "state" "its state does not count",
        /// It speaks of a day that is too long ago.
        TooOld "too_old" "its date is too old",
        /// It speaks of the company as a whole.
        CompanyLevel "company_level" "it is a company-level answer",
        /// It is for a scope of its own and names more smelters than are believed.
        TooWide "too_wide" "it is for a scope of its own and has too many rows",
        /// Another answer of the same supplier counts.
        AnotherAnswer "another_answer" "another answer of the same supplier counts",
    }
}

reasons! {
    /// Why a row that came is not in what leaves.
    LeftOut {
        /// The same supplier says exactly the same in another row.
        Duplicate "duplicate" "exact duplicate",
        /// Its declaration does not count.
        NotIncluded "not_included" "declaration not counted",
        /// Its declaration is for a company as a whole, or for a scope that is too wide, and such are left out.
        ScopeFilter "scope_filter" "company-level or too wide answers left out",
        /// The supplier, or the company, says that the metal is not in its products.
        MetalGatedNo "metal_gated_no" "metal answered No",
        /// The list took the smelter off because it no longer works, or a reviewer found so with evidence.
        Inoperative "removed_inoperative" "removed from the list or found by us as inoperative",
        /// The list took it off, or a reviewer found with evidence, that it is no smelter.
        NotASmelter "removed_not_a_smelter" "not a smelter",
        /// A reviewer rejected the name, with a note.
        Rejected "rejected" "name rejected by a reviewer",
        /// The list names a successor, which stands in its place.
        Succeeded "succeeded" "replaced by its successor",
        /// Held until a list of sanctions has been looked at.
        SanctionsHold "sanctions_hold" "held for a check of sanctions",
        /// Its text would name a supplier, a contact or an address. Beyond the list of the specification.
        NamesSupplier "names_supplier" "text names a business partner",
        /// No metal of the template. Beyond the list of the specification.
        NoMetal "no_metal" "no metal of this template",
    }
}

impl LeftOut {
    /// Whether Q8 may be Yes in spite of it.
    pub fn leaves_q8_yes(self) -> bool {
        matches!(self, LeftOut::Duplicate | LeftOut::NotASmelter | LeftOut::MetalGatedNo)
    }

    /// Whether the row came in a declaration that counts.
    pub fn is_of_included(self) -> bool {
        !matches!(self, LeftOut::NotIncluded | LeftOut::ScopeFilter)
    }
}
