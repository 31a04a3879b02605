//! What each figure says: `docs/figures-of-a-report.md` is written from it, and a definition that changes is another figure.

/// A figure, or a family of figures whose ids begin alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    pub id: &'static str,
    pub name: &'static str,
    /// What is counted.
    pub n: &'static str,
    /// Of what; blank for what is no share.
    pub of: &'static str,
    /// How its parts are told apart.
    pub by: &'static str,
}

impl Definition {
    /// In one text.
    pub fn text(&self) -> String {
        let mut out = format!("{}: {}", self.name, self.n);
        for (word, text) in [("of", self.of), ("by", self.by)] {
            if !text.is_empty() {
                out.push_str(&format!("; {word} {text}"));
            }
        }
        out
    }
}

/// The definition of an id: that of the family it belongs to.
pub(super) fn of(id: &str) -> Option<&'static Definition> {
    let whole = id.split('/').next().unwrap_or(id);
    let first = whole.split('.').next().unwrap_or(whole);
    let exact = DEFINITIONS.iter().find(|d| d.id == whole);
    exact.or_else(|| DEFINITIONS.iter().find(|d| d.id == first))
}

macro_rules! definitions {
    ($($id:literal $name:literal { $n:literal of $of:literal by $by:literal })*) => {
        /// Every definition, in the order of the figures.
        pub const DEFINITIONS: &[Definition] =
            &[$(Definition { id: $id, name: $name, n: $n, of: $of, by: $by },)*];
    };
}

definitions! {
    "P1" "Suppliers known" { "suppliers in the snapshot" of "" by "relationship" }
    "P2" "Suppliers in scope" { "suppliers that nobody excluded" of "P1" by "relationship" }
    "P3" "Suppliers excluded" { "suppliers that were excluded, each with a reason" of "P1" by "reason, relationship" }
    "P4" "Suppliers surveyed" { "suppliers with a request that was sent and not withdrawn before the cut-off; suppliers, not letters" of "P1" by "relationship" }
    "P4.inquiries" "Inquiries" { "requests that were sent and not withdrawn before the cut-off" of "" by "" }
    "P5" "Spend covered" { "spend with surveyed suppliers, as the operator states it" of "spend with suppliers in scope (P2)" by "relationship" }
    "R1" "Response rate" { "surveyed suppliers from which an answer came before the cut-off" of "P4" by "relationship" }
    "R1L" "Answers after the cut-off" { "surveyed suppliers whose first answer came after the cut-off; not in R1" of "P4" by "" }
    "R2" "Acceptance rate" { "surveyed suppliers whose last answer from before the cut-off is accepted when the snapshot is taken" of "P4" by "relationship" }
    "R3" "Response rate of those that mail reaches" { "as R1" of "P4 without suppliers that no mail reaches and for which no other contact is known" by "" }
    "R4" "Response rate of important suppliers" { "as R1, of those flagged" of "P4, of those flagged" by "" }
    "R5" "Response rate by spend" { "spend with suppliers of R1" of "spend with suppliers of P4" by "" }
    "R6" "Quality rate" { "suppliers accepted without an open warning, and without one that was explained" of "R1" by "" }
    "R7" "First time right" { "suppliers accepted at their first submission" of "R2" by "" }
    "R8" "Answers by class" { "surveyed suppliers, each in exactly one class by its last answer before the cut-off" of "P4" by "class: no metal; smelters for products; smelters for the company or a scope of its own; a metal (or none ruled out) and no smelter; declined or waived; silent" }
    "R9" "Scope of answers" { "accepted suppliers with a metal in scope" of "the same" by "scope A, B, C" }
    "R10.reminders" "Reminders" { "reminders that were sent" of "" by "" }
    "R10.rounds" "Rounds for each supplier" { "letters to a surveyed supplier: the first and its reminders" of "" by "" }
    "R10.sent_back" "Sent back" { "times that an answer was sent back" of "" by "" }
    "R10.calls" "Calls" { "entries of calls" of "" by "" }
    "M1" "Use of a metal" { "accepted suppliers with Yes in Q1 and Q2" of "R2" by "metal" }
    "M2" "Answers to Q3" { "accepted suppliers giving a value" of "accepted suppliers that had to answer" by "metal, value" }
    "M3" "Answers to Q4" { "accepted suppliers giving a value" of "accepted suppliers that had to answer" by "metal, value" }
    "M4" "Answers to Q5" { "accepted suppliers giving a value" of "accepted suppliers that had to answer" by "metal, value" }
    "M5" "Answers to Q6" { "accepted suppliers giving a value" of "accepted suppliers that had to answer" by "metal, value" }
    "M6" "Answers to Q7" { "accepted suppliers giving a value" of "accepted suppliers that had to answer" by "metal, value" }
    "M7" "Answers to Q8" { "accepted suppliers giving a value" of "accepted suppliers that had to answer" by "metal, value" }
    "M8" "Answers to A to H" { "accepted suppliers giving a value" of "accepted suppliers that had to answer" by "question, value" }
    "S1" "Rows reported" { "rows of declarations that count" of "" by "" }
    "S2" "Distinct entries" { "smelters by metal and CID, or by metal, folded name and country; without rows of metals answered No and without those not yet identified" of "" by "" }
    "S3" "Facilities" { "entries that the lists know and that count as facilities" of "S2" by "metal" }
    "S4" "Facilities by status" { "facilities with a status on the day of the lists; nothing is downgraded by a date" of "S3" by "metal, status" }
    "S5" "Facilities that take part" { "facilities that are conformant or active" of "S3 without the inoperative" by "metal" }
    "S6" "Facilities sourcing from covered countries" { "facilities known to source there, by a list, by what the company itself found out, or by the country of a mine in a row; never by where they stand" of "S3" by "metal" }
    "S6.members" "The same by data for members" { "facilities of S6 by data that may not be published" of "S3" by "" }
    "S6.lists" "The same by the operator's lists" { "facilities of S6 by another list" of "S3" by "" }
    "S6.declared" "The same by suppliers' rows" { "facilities of S6 by the country of a mine in a row" of "S3" by "" }
    "S6.taking_part" "The same that take part" { "facilities of S6 that are conformant or active" of "S6" by "" }
    "S7" "Recycled only" { "facilities of which every row says so, or the operator's list, or what the company found out" of "S3" by "metal" }
    "S8" "Facilities sourcing elsewhere" { "facilities with a known origin, or found to take nothing from covered countries, where none is or may be covered" of "S3" by "metal" }
    "S8.none" "Facilities of no known origin" { "facilities of neither S6 nor S8" of "S3" by "" }
    "S9.new" "New facilities" { "facilities that the snapshot before did not have" of "S3" by "" }
    "S9.dropped" "Facilities no longer reported" { "facilities of the snapshot before that are none now" of "" by "" }
    "S9.changed" "Facilities of another status" { "facilities of both snapshots whose status differs" of "S3" by "" }
    "S9.since_year_end" "Status changed since the year ended" { "facilities whose status on the last day of the year was another one" of "S3" by "" }
    "S10" "Rows left out" { "rows that came and are not written, each with one reason" of "rows that came before the cut-off" by "reason" }
    "S11" "Entries that the list took off" { "entries that the reference list no longer has and that do not count as facilities" of "S2" by "why" }
    "S12" "Facilities that do not take part" { "facilities that are neither conformant nor active" of "S3" by "origin: covered, elsewhere, unknown" }
    "S13" "Facilities of low risk" { "facilities that take part, or take nothing but scrap, or source elsewhere only" of "S3" by "" }
    "S14" "Facilities by the operator's own class" { "facilities that the operator's own lists put into a class; those in none are a class" of "S3" by "class" }
    "O1.members" "Countries by data for members" { "countries of origin of reported smelters, by data that may not be published" of "" by "" }
    "O1.lists" "Countries by the operator's lists" { "countries of origin that other lists know" of "" by "" }
    "O1.declared" "Countries that suppliers declare" { "countries of mines in rows" of "" by "" }
    "O1.unknown" "Origins that nobody can read" { "rows that say something of a mine's country that is none" of "S1" by "" }
    "K1" "Actions on risks" { "" of "" by "" }
    "K2" "Suppliers by risk" { "" of "" by "" }
    "K3" "Grievances" { "" of "" by "" }
    "G1" "What this rests on" { "cut-off, freeze, approver, lists, versions, records" of "" by "" }
}
