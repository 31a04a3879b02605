//! By what lists of requests are ordered.

use super::answered::{metals_of, scope_of};
use domain::Class;
use domain::workflow::RequestState;
use service::records::RequestSort;

/// Whether the key of an order is a text; else it is a number.
pub fn is_text(sort: RequestSort) -> bool {
    matches!(sort, RequestSort::Name | RequestSort::Owner | RequestSort::Scope | RequestSort::Country)
}

/// The codes of the rules of a class, for a statement.
pub fn codes(class: Class) -> String {
    let of_class = domain::rules::every_rule().filter(|rule| rule.class == class);
    of_class.map(|rule| format!("'{}'", rule.code)).collect::<Vec<_>>().join(", ")
}

/// The key of an order, for requests in one state or in any. Names and times have an index; what is counted is counted
/// for each row of the list.
pub fn key(sort: RequestSort, state: Option<RequestState>) -> String {
    let of_supplier = |column: &str, none: &str| {
        format!("coalesce((SELECT s.{column} FROM supplier s WHERE s.id = request.supplier_id), {none})")
    };
    match (sort, state) {
        (RequestSort::Name, _) => "name_key".to_owned(),
        // Whoever takes a declaration up does not make its supplier wait anew.
        (RequestSort::Waiting, Some(RequestState::InReview)) => "coalesce(submitted_at, state_at)".to_owned(),
        (RequestSort::Waiting, Some(_)) => "state_at".to_owned(),
        (RequestSort::Waiting, None) => {
            let taken_up = RequestState::InReview.key();
            format!("CASE state WHEN '{taken_up}' THEN coalesce(submitted_at, state_at) ELSE state_at END")
        }
        (RequestSort::Recent, _) => "changed_at".to_owned(),
        (RequestSort::State, _) => {
            let places = RequestState::ALL.iter().enumerate();
            let places: String =
                places.map(|(n, state)| format!("WHEN '{}' THEN {n} ", state.key())).collect();
            format!("CAST(CASE state {places}ELSE {} END AS BIGINT)", RequestState::ALL.len())
        }
        (RequestSort::Owner, _) => {
            "coalesce((SELECT lower(m.name) FROM member m WHERE m.id = request.owner), '')".to_owned()
        }
        (RequestSort::Findings(class), _) => format!(
            "(SELECT CAST(coalesce(sum(f.findings), 0) AS BIGINT) FROM judged_finding f \
             WHERE f.request_id = request.id AND f.code IN ({}))",
            codes(class)
        ),
        (RequestSort::Scope, _) => format!(
            "coalesce((SELECT {} FROM declared_answer a WHERE a.request_id = request.id \
             AND a.number = request.submissions AND a.field = 'company.scope' AND a.value <> ''), '')",
            scope_of("a.value")
        ),
        (RequestSort::Metals, _) => {
            format!("(SELECT count(*) FROM {})", metals_of("request.id", "request.submissions"))
        }
        (RequestSort::Country, _) => of_supplier("country", "''"),
        (RequestSort::Spend, _) => of_supplier("spend_share", "-1"),
    }
}
