//! The rules of a roll-up as a list: `docs/rollup.md` is written from it, and every cell that leaves names one of it.

use serde::Serialize;

macro_rules! rules {
    ($($variant:ident $code:literal $cell:literal { when $when:literal gives $gives:literal example $example:literal })*) => {
        /// By which rule a cell got what stands in it. Codes are never reused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum Rule { $(#[doc = $when] $variant,)* }

        impl Rule {
            pub const ALL: &[Rule] = &[$(Rule::$variant,)*];

            /// The stable code.
            pub fn code(self) -> &'static str { match self { $(Rule::$variant => $code,)* } }

            /// The cell that it fills.
            pub fn cell(self) -> &'static str { match self { $(Rule::$variant => $cell,)* } }

            /// In which case it holds.
            pub fn when(self) -> &'static str { match self { $(Rule::$variant => $when,)* } }

            /// What it writes.
            pub fn gives(self) -> &'static str { match self { $(Rule::$variant => $gives,)* } }

            pub fn example(self) -> &'static str { match self { $(Rule::$variant => $example,)* } }
        }
    };
}

rules! {
    UsedOwn "RU101" "Q1" {
        when "the company's product data say that the metal is necessary to the function or production of a product line that is answered for"
        gives "Yes"
        example "Line P-1 needs tin for its solder; all suppliers are silent."
    }
    UsedSupplier "RU102" "Q1" {
        when "at least one answer that counts says Yes in Q1"
        gives "Yes"
        example "One supplier of five says Yes for gold, one says No, three are silent."
    }
    UsedNone "RU103" "Q1" {
        when "every supplier in scope has an answer that counts, each says No in Q1, and no product line needs the metal; without suppliers in scope, every product line was looked at and none needs it"
        gives "No"
        example "All five suppliers say No for tungsten."
    }
    UsedOpen "RU104" "Q1" {
        when "no answer that counts says Yes, and not every supplier in scope says No"
        gives "left open: the company is asked. Silence is not No"
        example "Four suppliers say No for tungsten, one is silent."
    }
    UsedDecided "RU105" "Q1" {
        when "the rules leave it open and somebody of the company has answered"
        gives "that answer; who gave it and when is kept with it"
        example "Four No, one silent; the company answers No on 2 May."
    }
    RemainsOwn "RU201" "Q2" {
        when "the company's product data say that the metal remains in a product line that is answered for"
        gives "Yes"
        example "Line P-1 needs tin and it remains in it."
    }
    RemainsSupplier "RU202" "Q2" {
        when "at least one answer that counts says Yes in Q1 and in Q2"
        gives "Yes"
        example "One supplier says Yes and Yes for gold."
    }
    RemainsNone "RU203" "Q2" {
        when "Q1 is Yes, every supplier in scope has an answer that counts, each says No in Q1 or in Q2, and every line that needs the metal was looked at: it remains in none"
        gives "No"
        example "A catalyst: one supplier says Yes and No, the others No."
    }
    RemainsOpen "RU204" "Q2" {
        when "Q1 is Yes, no answer that counts says Yes in Q2, and not every supplier in scope says No"
        gives "left open: the company is asked"
        example "One supplier says Yes and No, another is silent."
    }
    RemainsDecided "RU205" "Q2" {
        when "the rules leave it open and somebody of the company has answered"
        gives "that answer"
        example "One Yes and No, one silent; the company answers Yes."
    }
    NotAsked "RU001" "Q2 to Q8" {
        when "the template does not ask: Q1 or Q2 is No"
        gives "nothing"
        example "Q1 of tungsten is No, so that Q2 to Q8 stay empty."
    }
    WaitsForScope "RU002" "Q2 to Q8" {
        when "Q1 or Q2 was left open"
        gives "left open until that is answered"
        example "Q1 of tungsten is open."
    }
    CoveredSupplier "RU301" "Q3" {
        when "at least one relevant supplier (Q1 and Q2 Yes) says Yes"
        gives "Yes"
        example "One of ten relevant suppliers says Yes, nine say No."
    }
    CoveredSmelter "RU302" "Q3" {
        when "a smelter that is written is known to source from a covered country, from a list or from the country of a mine in a row"
        gives "Yes"
        example "All say No, but a row names a mine in Rwanda."
    }
    CoveredNone "RU303" "Q3" {
        when "all relevant suppliers say No, Q6 is 100%, and no row says or may say otherwise"
        gives "No"
        example "Both relevant suppliers say No and nobody is silent."
    }
    CoveredUnknown "RU304" "Q3" {
        when "no supplier, list or row says Yes, and not all that a No needs is there"
        gives "Unknown"
        example "One says No, one is silent."
    }
    HighRiskCovered "RU401" "Q4" {
        when "Q3 is Yes"
        gives "Yes, by the template's own instruction"
        example "Q3 is Yes; all suppliers say No in Q4."
    }
    HighRiskSupplier "RU402" "Q4" {
        when "at least one relevant supplier says Yes"
        gives "Yes"
        example "One says Yes in Q4, none in Q3."
    }
    HighRiskSmelter "RU403" "Q4" {
        when "a smelter that is written is known to source from a country that the company's list calls conflict-affected or high-risk as a whole"
        gives "Yes"
        example "A row names a mine in a country of the list."
    }
    HighRiskNone "RU404" "Q4" {
        when "all relevant suppliers say No, Q6 is 100%, Q3 is No, and no row says or may say otherwise"
        gives "No"
        example "Both relevant suppliers say No and nobody is silent."
    }
    HighRiskUnknown "RU405" "Q4" {
        when "no supplier, list or row says Yes, and not all that a No needs is there"
        gives "Unknown"
        example "A row names a country of which only a region is on the list."
    }
    RecycledAll "RU501" "Q5" {
        when "there are relevant suppliers, all of them say Yes, and every row that is written says Yes in column P"
        gives "Yes"
        example "Two suppliers say Yes, their three rows too."
    }
    RecycledNot "RU502" "Q5" {
        when "a relevant supplier says No, or a row says that ore is mined for it (No in column P, or a country of a mine)"
        gives "No"
        example "One says Yes, one No."
    }
    RecycledUnknown "RU503" "Q5" {
        when "no supplier and no row says No, and not all of them say Yes"
        gives "Unknown"
        example "Both say Yes, one row is blank in column P."
    }
    Share "RU601" "Q6" {
        when "always: relevant direct suppliers with an answer that counts, of the direct suppliers believed to provide the metal, which are those in scope that have not answered No; silent ones count as believed"
        gives "100% for all, Greater than 90% for more than 9 of 10, Greater than 75% for more than 3 of 4, Greater than 50% for more than half, 50% or less, None; by whole numbers, never rounded"
        example "9 of 10 is exactly 90%, which is Greater than 75%."
    }
    IdentifiedAll "RU701" "Q7" {
        when "Q6 is 100%, all relevant suppliers say Yes, and every row names a smelter that the list knows"
        gives "Yes"
        example "Two of two answered Yes; all rows have a CID of the list."
    }
    IdentifiedNot "RU702" "Q7" {
        when "otherwise"
        gives "No"
        example "One row says Smelter not yet identified."
    }
    ReportedAll "RU801" "Q8" {
        when "no row of a declaration that counts is left out, but for exact duplicates, what is no smelter with evidence, and metals answered No"
        gives "Yes"
        example "Two duplicates are left out and nothing else."
    }
    ReportedNot "RU802" "Q8" {
        when "otherwise"
        gives "No, with the number of rows for each reason in the comment"
        example "One smelter was removed from the list as inoperative."
    }
    Policy "RU901" "A to H" {
        when "the company has answered, with name and day; suppliers' answers to A to H are never taken"
        gives "that answer with its comment"
        example "A is Yes, with the web address in the comment of B."
    }
    PolicyOpen "RU902" "A to H" {
        when "the company has not answered"
        gives "left open: the company is asked"
        example "Nobody has answered C."
    }
    SmelterListed "RU951" "Smelter list" {
        when "a row names a smelter of the list, by its number or by a name that the list or the team knows"
        gives "one row with number, standard name and country for each different mine and country, whoever named it; answers in column P that contradict each other give Unknown"
        example "Three suppliers name CID900001, one of them twice: one row."
    }
    SmelterUnlisted "RU952" "Smelter list" {
        when "the list does not have it, but it has a name"
        gives "Smelter not listed, with name and country; one row for names that are the same when folded, in the same country"
        example "Invented Metals Co., Ltd. and INVENTED METALS COMPANY LIMITED, both in Germany."
    }
    SmelterNotIdentified "RU953" "Smelter list" {
        when "a row says Smelter not yet identified, or gives no name"
        gives "Smelter not yet identified, once for each metal"
        example "Four suppliers say so for gold: one row."
    }
    SmelterSuccessor "RU954" "Smelter list" {
        when "the list names a successor of a smelter that was removed"
        gives "the successor; of several all of them, until a reviewer has chosen"
        example "CID900008 is an alias of CID900001."
    }
}

/// What a cell rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The key of the answer: `q3.tin`.
    pub key: String,
    /// What was written; blank where it was left open.
    pub value: String,
    pub rule: Rule,
    /// Suppliers whose answers speak for the value, those that speak against it, and those that say nothing.
    pub pro: Vec<u32>,
    pub contra: Vec<u32>,
    pub silent: Vec<u32>,
    /// Rows that it rests on.
    pub rows: Vec<u32>,
    /// Numbers of the product lines that it rests on.
    pub lines: Vec<String>,
    /// Whether the company is asked.
    pub is_open: bool,
}
