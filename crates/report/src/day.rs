//! A day as a report has it.

use domain::Day;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `May 29, 2026`.
pub fn written(day: Day) -> String {
    let month = MONTHS[usize::from(day.month() - 1) % 12];
    format!("{month} {}, {:04}", day.of_month(), day.year())
}
