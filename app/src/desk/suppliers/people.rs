//! The people whom a supplier is known by: its contact, a second one, and the company's own buyer.

use super::{SupplierRow, column_name};
use crate::desk::parts;
use crate::ui::Fact;
use leptos::prelude::*;

/// Name, address, telephone and language of one of them, by their columns.
struct Person([&'static str; 4]);

const PEOPLE: [Person; 3] = [
    Person(["contact_name", "email", "phone", "language"]),
    Person(["second_name", "second_email", "second_phone", "second_language"]),
    Person(["buyer_name", "buyer_email", "buyer_phone", "buyer_language"]),
];

/// Whether a column is about one of the people.
pub(super) fn is_of_people(column: &str) -> bool {
    PEOPLE.iter().any(|person| person.0.contains(&column))
}

/// All of them, each a fact.
#[component]
pub fn People(supplier: SupplierRow) -> impl IntoView {
    let facts = PEOPLE.map(|Person(columns)| {
        let [name, email, phone, language] = columns.map(|column| supplier.get(column).to_owned());
        let nobody = name.is_empty() && email.is_empty() && phone.is_empty();
        let value = if nobody {
            view! { <span class="minor">"–"</span> }.into_any()
        } else {
            let spoken = (!language.is_empty()).then(|| parts::language(&language));
            view! { <div>{name}</div><div>{email}</div><PhoneNumber number=phone /><div class="minor">{spoken}</div> }.into_any()
        };
        view! { <Fact label=column_name(columns[0]) value /> }
    });
    view! { <dl class="facts">{facts.into_iter().collect_view()}</dl> }
}

/// A telephone number that can be dialled by a press.
#[component]
pub fn PhoneNumber(#[prop(into)] number: String) -> impl IntoView {
    let digits: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    (!number.is_empty()).then(|| view! { <div><a href=format!("tel:{digits}")>{number}</a></div> })
}
