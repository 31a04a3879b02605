//! Texts that queries begin with: written once by the team, in each language that suppliers read, with places for what a
//! query is about.

use crate::access::{Manager, Viewer};
use crate::records::{FieldChange, Instant, QueryTemplate};
use crate::review::query_text::{Filled, LONGEST, PLACES, fill};
use crate::review::requests::Detail;
use crate::{FieldProblem, Result, ServiceError};
use domain::text::LANGUAGES;
use domain::text::embedded::texts;
use domain::{Location, Table, answer};
use std::collections::BTreeMap;

/// Most templates of a company.
const MOST: u32 = 200;
/// Longest name.
const NAME: usize = 80;
/// Names in braces that are no place.
fn strange(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        rest = &rest[at + 1..];
        let name = rest.split('}').next().filter(|name| name.len() < rest.len()).unwrap_or_default();
        if !PLACES.contains(&name) {
            return Some(name.chars().take(40).collect());
        }
    }
    None
}

impl QueryTemplate {
    /// The text in a language; in English where there is none in it.
    pub fn text(&self, language: &str) -> &str {
        let of = |language: &str| self.texts.get(language).map(String::as_str);
        of(language).or_else(|| of("en")).unwrap_or_default()
    }
}

impl Detail {
    /// A template's text as a query at a place begins with it: in the supplier's language, its places filled.
    pub fn filled(&self, template: &QueryTemplate, location: &str, finding: &str) -> Result<String> {
        let words = texts(self.supplier.spoken());
        let (mut smelter, mut rule) = (String::new(), String::new());
        if let Some((submission, document)) = self.latest()? {
            let found = self.findings(submission).into_iter().find(|f| f.key() == finding);
            rule = found.map_or(String::new(), |f| f.what(words));
            if let Ok(Location::Row { table, row, .. }) = location.parse()
                && table == Table::SMELTERS
            {
                let named = document.declaration.smelters.iter().find(|it| it.id == row);
                let names = named.map(|it| [&it.name, &it.lookup, &it.cid]);
                let names = names.into_iter().flatten();
                smelter = names.into_iter().find(|name| !answer::is_blank(name)).cloned().unwrap_or_default();
            }
        }
        let filled = Filled { supplier: &self.supplier.name, smelter: &smelter, rule: &rule };
        Ok(fill(template.text(words.language()), &filled).chars().take(LONGEST).collect())
    }
}

impl Viewer {
    /// The texts that queries begin with, by name.
    pub async fn query_templates(&self) -> Result<Vec<QueryTemplate>> {
        Ok(self.services().store.query_templates().await?)
    }

    /// One of them.
    pub async fn query_template(&self, id: &str) -> Result<QueryTemplate> {
        let all = self.query_templates().await?;
        all.into_iter().find(|template| template.id == id).ok_or(ServiceError::NotFound)
    }
}

/// A template as it was typed: cleaned, or what is wrong.
fn checked(name: &str, texts: &BTreeMap<String, String>) -> Result<(String, BTreeMap<String, String>)> {
    let name = answer::clean(name).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut problems = Vec::new();
    if name.is_empty() || name.chars().count() > NAME {
        problems.push(FieldProblem::new("name", "problem.template_name"));
    }
    let known = LANGUAGES.iter().map(|(code, _)| *code);
    let mut kept = BTreeMap::new();
    for language in known {
        let text = texts.get(language).map_or("", |text| answer::clean(text));
        let field = format!("text-{language}");
        if text.chars().count() > LONGEST || (language == "en" && text.is_empty()) {
            problems.push(FieldProblem::new(&field, "problem.query_text"));
        } else if let Some(name) = strange(text) {
            problems.push(FieldProblem::with(
                &field,
                "problem.template_place",
                "name",
                &format!("{{{name}}}"),
            ));
        } else if !text.is_empty() {
            kept.insert(language.to_owned(), text.to_owned());
        }
    }
    if problems.is_empty() { Ok((name, kept)) } else { Err(ServiceError::Invalid(problems)) }
}

impl Manager {
    /// Adds a template.
    pub async fn add_query_template(&self, name: &str, texts: &BTreeMap<String, String>) -> Result<()> {
        let (name, texts) = checked(name, texts)?;
        let template = QueryTemplate {
            id: self.services().new_id(),
            name,
            texts,
            saved_at: self.services().now(),
            saved_by: self.member().id.clone(),
        };
        let log = self.did(
            "query_template.added",
            "query_template",
            changes(&QueryTemplate::default(), &template)?,
        );
        Ok(self.services().store.put_query_template(template, None, MOST, log).await?)
    }

    /// Changes the one that was looked at, as it was saved then.
    pub async fn change_query_template(
        &self,
        id: &str,
        seen: Instant,
        name: &str,
        texts: &BTreeMap<String, String>,
    ) -> Result<()> {
        let (name, texts) = checked(name, texts)?;
        let before = self.query_template(id).await?;
        // Saved twice within a millisecond, the second is later all the same.
        let saved_at = self.services().now().max(before.saved_at + 1);
        let template =
            QueryTemplate { name, texts, saved_at, saved_by: self.member().id.clone(), ..before.clone() };
        let log = self.did("query_template.changed", "query_template", changes(&before, &template)?);
        Ok(self.services().store.put_query_template(template, Some(seen), MOST, log).await?)
    }

    /// Removes one. Queries that were written from it stay.
    pub async fn remove_query_template(&self, id: &str) -> Result<()> {
        let before = self.query_template(id).await?;
        let log = self.did(
            "query_template.removed",
            "query_template",
            changes(&before, &QueryTemplate::default())?,
        );
        Ok(self.services().store.remove_query_template(id, log).await?)
    }
}

/// What the log keeps of a change.
fn changes(before: &QueryTemplate, after: &QueryTemplate) -> Result<String> {
    let of = |field: &str, from: &str, to: &str| FieldChange {
        field: field.to_owned(),
        from: from.to_owned(),
        to: to.to_owned(),
    };
    let mut all = vec![of("name", &before.name, &after.name)];
    for (language, _) in LANGUAGES {
        let text = |t: &QueryTemplate| t.texts.get(*language).cloned().unwrap_or_default();
        all.push(of(&format!("text_{language}"), &text(before), &text(after)));
    }
    // Which one it was stands there even where its name stays.
    let kept = all.into_iter().filter(|c| c.field == "name" || c.from != c.to).collect::<Vec<_>>();
    serde_json::to_string(&kept).map_err(|e| ServiceError::Internal(e.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_in_english_at_least_and_has_no_strange_places() {
        let of = |en: &str, zh: &str| {
            let texts = [("en", en), ("zh", zh)].map(|(l, t)| (l.to_owned(), t.to_owned()));
            match checked(" Which  plant ", &BTreeMap::from(texts)) {
                Ok((name, texts)) => Ok((name, texts.len())),
                Err(ServiceError::Invalid(all)) => Err(all.into_iter().map(|p| p.text).collect::<Vec<_>>()),
                Err(other) => panic!("{other}"),
            }
        };
        assert_eq!(of("Which {smelter}?", ""), Ok(("Which plant".to_owned(), 1)));
        assert_eq!(of("Which {smelter}?", "{supplier}"), Ok(("Which plant".to_owned(), 2)));
        assert_eq!(of("", "x"), Err(vec!["problem.query_text".to_owned()]));
        assert_eq!(of("{name} {supplier}", ""), Err(vec!["problem.template_place".to_owned()]));
    }
}
