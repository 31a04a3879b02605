//! What may leave of what a list says, by the list's terms. Whoever writes a file asks here; the published table is written
//! from the same words.

use domain::smelters::LicenceClass;

/// What is taken from a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Number, name and country of a smelter in our own declaration.
    Name,
    /// An answer to Q3 or Q4 that follows from where a smelter takes its ore from.
    Answer,
    /// The status of a smelter, one by one, in a report or an annex.
    Status,
    /// A country of origin in a report.
    Origin,
    /// How many there are, in the files of figures.
    Count,
}

/// What becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    Leaves,
    /// It leaves where somebody else says the same: a public list, or a supplier's own row with number and name.
    WhereSaidElsewhere,
    /// It leaves, and nothing says what it rests on.
    WithoutSource,
    /// It leaves with its terms beside it, for whoever passes the file on.
    Marked,
    /// Nothing leaves before it is gone.
    Held,
}

impl Use {
    pub const ALL: [Use; 5] = [Use::Name, Use::Answer, Use::Status, Use::Origin, Use::Count];

    pub fn words(self) -> &'static str {
        match self {
            Use::Name => "number, name and country of a smelter in our declaration (workbook, JSON)",
            Use::Answer => "answer to Q3 or Q4 that follows from where a smelter takes its ore from",
            Use::Status => "status of each smelter (exhibit, web page, document, annexes)",
            Use::Origin => "country of origin (exhibit, web page, document, annexes)",
            Use::Count => "numbers of smelters (figures as CSV and JSON)",
        }
    }

    /// What these terms allow.
    pub fn under(self, class: LicenceClass) -> Allowed {
        if class.may_be_published() {
            return Allowed::Leaves;
        }
        match self {
            Use::Name => Allowed::WhereSaidElsewhere,
            Use::Answer => Allowed::WithoutSource,
            Use::Status | Use::Origin => Allowed::Held,
            Use::Count => Allowed::Marked,
        }
    }
}

impl Allowed {
    pub fn words(self) -> &'static str {
        match self {
            Allowed::Leaves => "leaves",
            Allowed::WhereSaidElsewhere => {
                "leaves where a public list, or a supplier's own row with number and name, says the same; else the file is held"
            }
            Allowed::WithoutSource => "the answer leaves; its comment does not say what it rests on",
            Allowed::Marked => "leaves with its terms beside it",
            Allowed::Held => "held: the file does not leave",
        }
    }
}
