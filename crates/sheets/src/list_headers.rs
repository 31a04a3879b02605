//! Headers of lists: which columns they name, and those of files that have none.

use domain::answer;
use domain::smelters::list::ListColumn;

/// What a column of the file means: its number in the header, from 0.
pub type Columns = Vec<(ListColumn, usize)>;

/// Headers by which a column is known, the surest first; letter case, `_`, `-` and `/` make no difference.
const HEADERS: [(ListColumn, &[&str]); 27] = [
    (ListColumn::Standard, &["standard smelter name", "standard smelter names", "standard name"]),
    (ListColumn::OldId, &["old smelter id", "old id"]),
    (
        ListColumn::Cid,
        &["smelter id", "new smelter id", "cid", "smelter identification", "smelter identification number"],
    ),
    (
        ListColumn::Name,
        &[
            "smelter reference",
            "smelter look up",
            "smelter look up *",
            "alias",
            "smelter name",
            "known alias",
            "name",
            "sdn name",
            "facility name",
            "company name",
        ],
    ),
    (ListColumn::Metal, &["metal", "metal *", "mineral"]),
    (
        ListColumn::Country,
        &[
            "country",
            "country iso2",
            "country location",
            "smelter facility location country",
            "smelter country",
            "facility location",
            "facility country",
        ],
    ),
    (ListColumn::City, &["city", "smelter city", "town"]),
    (
        ListColumn::State,
        &[
            "state province",
            "state province region",
            "company state province region",
            "smelter facility location state province",
            "state",
            "province",
        ],
    ),
    (ListColumn::Basis, &["basis for revision", "basis", "revision"]),
    (ListColumn::Details, &["details", "reason", "remarks", "alt remarks"]),
    (ListColumn::Date, &["revision date", "date of revision"]),
    (ListColumn::AuditDate, &["last audit date", "audit date"]),
    (ListColumn::AuditCycle, &["audit cycle"]),
    (ListColumn::Reaudit, &["reaudit in progress", "re audit in progress"]),
    (ListColumn::Lbma, &["lbma rg", "lbma"]),
    (ListColumn::Rjc, &["rjc"]),
    (ListColumn::Class, &["class", "own class"]),
    (ListColumn::Source, &["source url", "source"]),
    (ListColumn::From, &["valid from", "from"]),
    (ListColumn::To, &["valid to", "until", "to"]),
    (ListColumn::RegionCode, &["region code", "iso 3166 2"]),
    (ListColumn::Region, &["region name", "region"]),
    (ListColumn::Status, &["status"]),
    (ListColumn::Number, &["ent num", "entity number", "reference number"]),
    (ListColumn::Type, &["sdn type", "entity type"]),
    (ListColumn::Programme, &["program", "programme"]),
    (ListColumn::Alias, &["alt name", "alternate name"]),
];

/// What the columns of a header mean, as far as their names tell.
pub(crate) fn guess(header: &[String]) -> Columns {
    let plain = |h: &String| {
        let lower = h.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric() && c != '*').filter(|w| !w.is_empty());
        words.take(12).collect::<Vec<_>>().join(" ")
    };
    let header: Vec<String> = header.iter().take(64).map(plain).collect();
    let mut columns: Columns = Vec::new();
    for (column, names) in HEADERS {
        let free = |at: &usize| !columns.iter().any(|(_, taken)| taken == at);
        let found = names.iter().find_map(|name| header.iter().position(|h| h == name).filter(free));
        if let Some(at) = found {
            columns.push((column, at));
        }
    }
    // A list with one column of names has standard names, whatever it calls them.
    columns
}

/// The header of a file of the American list of sanctions, which has none: of names, or of other names; by its first row.
pub(crate) fn of_sanctions(first: &[String]) -> Option<Vec<String>> {
    let is_number = |at: usize| first.get(at).is_some_and(|t| t.trim().parse::<u32>().is_ok());
    let kind = first.get(2).map(|t| answer::clean(t).to_ascii_lowercase()).unwrap_or_default();
    let header: &[&str] = match kind.as_str() {
        "-0-" | "individual" | "vessel" | "aircraft" if is_number(0) => &[
            "ent_num",
            "SDN_Name",
            "SDN_Type",
            "Program",
            "Title",
            "Call_Sign",
            "Vess_type",
            "Tonnage",
            "GRT",
            "Vess_flag",
            "Vess_owner",
            "Remarks",
        ],
        "aka" | "fka" | "nka" if is_number(0) && is_number(1) => {
            &["ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks"]
        }
        _ => return None,
    };
    Some(header.iter().map(|h| (*h).to_owned()).collect())
}
