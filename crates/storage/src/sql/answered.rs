//! What a submission answers about itself, as parts of statements.

/// The two letters with which the scope of a template begins.
pub const SCOPES: [(&str, &str); 2] = [("a", "A."), ("b", "B.")];

/// The key of a scope that is written out in this column.
pub fn scope_of(value: &str) -> String {
    let [(a, begins_a), (b, begins_b)] = SCOPES;
    format!(
        "CASE substr({value}, 1, 2) WHEN '{begins_a}' THEN '{a}' WHEN '{begins_b}' THEN '{b}' ELSE 'c' END"
    )
}

/// The metals that are needed by a submission (Yes in Q1 and Q2), as `a`.
pub fn metals_of(request: &str, number: &str) -> String {
    format!(
        "declared_answer a JOIN declared_answer b ON b.request_id = a.request_id AND b.number = a.number \
         AND b.field = 'q2.' || substr(a.field, 4) AND b.value = 'Yes' \
         WHERE a.request_id = {request} AND a.number = {number} AND a.field LIKE 'q1.%' AND a.value = 'Yes'"
    )
}
