//! The company's own words for the mails of a campaign.

use crate::FieldProblem;
use crate::records::Campaign;
use std::collections::BTreeMap;

/// Adds the company's own words of a campaign for its invitation in one language.
pub fn add_own_words(values: &mut BTreeMap<String, String>, campaign: &Campaign, language: &str) {
    add(values, campaign, &format!("invitation.{language}"));
}

/// The same for a reminder behind `sent` others: words for this one, and where a part of them is blank, those for all.
pub fn add_reminder_words(
    values: &mut BTreeMap<String, String>,
    campaign: &Campaign,
    sent: i64,
    language: &str,
) {
    add(values, campaign, &format!("reminder.{language}"));
    add(values, campaign, &format!("reminder{}.{language}", sent + 1));
}

fn add(values: &mut BTreeMap<String, String>, campaign: &Campaign, key: &str) {
    let Some(words) = campaign.words.get(key) else { return };
    for (name, text) in [("own_subject", &words.subject), ("own_body", &words.body)] {
        if !domain::answer::is_blank(text) {
            values.insert(name.to_owned(), text.clone());
        }
    }
}

/// What the company's own words may name; `{link}` in the text alone.
const NAMES: [&str; 10] =
    ["contact", "supplier", "company", "campaign", "year", "products", "due", "asker", "asker_email", LINK];
pub(crate) const LINK: &str = "link";

/// The names in braces in a text.
pub(crate) fn names_in(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0))
}

/// What is wrong with the company's own words of a campaign: they name what is not there, which would go out as it
/// stands.
pub(crate) fn words_problems(campaign: &Campaign) -> Vec<FieldProblem> {
    let mut out = Vec::new();
    for (key, words) in &campaign.words {
        for (part, text, known) in
            [("subject", &words.subject, &NAMES[..NAMES.len() - 1]), ("body", &words.body, &NAMES[..])]
        {
            if let Some(name) = names_in(text).find(|name| !known.contains(name)) {
                let mut problem = FieldProblem::new(&format!("{part}.{key}"), "problem.placeholder");
                let list: Vec<String> = known.iter().map(|n| format!("{{{n}}}")).collect();
                problem.args =
                    vec![("name".to_owned(), format!("{{{name}}}")), ("known".to_owned(), list.join(", "))];
                out.push(problem);
            }
        }
    }
    out
}
