//! Which column of an uploaded table is which fact about a supplier: guessed from the header, correctable.

use crate::suppliers::columns::Column;

/// For each column of the table, the fact that it holds.
pub type Mapping = Vec<Option<Column>>;

fn plain(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Guesses the mapping from the header. Each fact is given to one column at most: the best match first.
pub fn guess(header: &[String]) -> Mapping {
    let mut headers: Vec<String> = header.iter().map(|h| plain(h)).collect();
    // Exports of SAP call the number "Vendor" (or "Supplier", "Kreditor") and the name "Name 1".
    if headers.iter().any(|h| h == "name1") {
        for head in &mut headers {
            match head.as_str() {
                "vendor" | "supplier" | "lieferant" | "customer" => *head = "vendornumber".to_owned(),
                "name1" => *head = "suppliername".to_owned(),
                // The second line of a name, a street, a search term: nothing of ours.
                "name2" | "name3" | "name4" | "searchterm" => head.clear(),
                _ => {}
            }
        }
    }
    // "Supplier" beside "Supplier Name" is the number as well, where no other column is.
    let numbered = headers.iter().any(|head| Column::Reference.words().contains(&head.as_str()));
    for (bare, named) in
        [("supplier", "suppliername"), ("vendor", "vendorname"), ("lieferant", "lieferantenname")]
    {
        if !numbered && headers.iter().any(|head| head == named) {
            headers
                .iter_mut()
                .filter(|head| *head == bare)
                .for_each(|head| *head = "vendornumber".to_owned());
        }
    }
    let mut hits: Vec<(usize, usize, Column)> = Vec::new();
    for (i, head) in headers.iter().enumerate() {
        for &column in Column::ALL {
            for (rank, word) in column.words().iter().enumerate() {
                if head == word {
                    hits.push((rank, i, column));
                } else if word.chars().count() >= 4 && head.contains(word) {
                    hits.push((100 + rank, i, column));
                }
            }
        }
    }
    hits.sort();
    let mut mapping: Mapping = vec![None; header.len()];
    for (_, i, column) in hits {
        if mapping[i].is_none() && !mapping.contains(&Some(column)) {
            mapping[i] = Some(column);
        }
    }
    mapping
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(header: &[&str]) -> Vec<&'static str> {
        let header: Vec<String> = header.iter().map(|h| (*h).to_owned()).collect();
        guess(&header).into_iter().map(|c| c.map_or("-", Column::key)).collect()
    }

    #[test]
    fn common_headers_are_understood() {
        assert_eq!(
            guessed(&["Supplier No.", "Supplier Name", "Contact", "E-mail", "Country", "Remarks"]),
            ["reference", "name", "contact_name", "email", "country", "-"]
        );
        assert_eq!(
            guessed(&["供应商编号", "供应商名称", "联系人", "邮箱"]),
            ["reference", "name", "contact_name", "email"]
        );
        assert_eq!(guessed(&["Contact e-mail", "Contact name", "Vendor"]), ["email", "contact_name", "name"]);
    }

    #[test]
    fn desk_19_exports_of_sap_are_understood() {
        assert_eq!(
            guessed(&["Vendor", "Name 1", "Name 2", "City", "Cty", "E-Mail Address"]),
            ["reference", "name", "-", "-", "country", "email"]
        );
        assert_eq!(guessed(&["Lieferant", "Name 1", "Land"]), ["reference", "name", "country"]);
        assert_eq!(guessed(&["Kreditor", "Name 1"]), ["reference", "name"]);
        assert_eq!(guessed(&["Vendor", "Contact"]), ["name", "contact_name"]);
        assert_eq!(
            guessed(&["Vendor", "Name 1", "SMTP Address", "Cntry"]),
            ["reference", "name", "email", "country"]
        );
        assert_eq!(guessed(&["Supplier", "Supplier Name", "Email Address"]), ["reference", "name", "email"]);
        assert_eq!(guessed(&["Supplier No.", "Supplier", "Supplier Name"]), ["reference", "-", "name"]);
    }

    #[test]
    fn a_fact_is_given_to_one_column_only() {
        assert_eq!(guessed(&["Name", "Name"]), ["name", "-"]);
    }
}
