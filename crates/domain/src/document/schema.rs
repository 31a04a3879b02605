//! The JSON Schema of the file, made from the same lists as the code that reads and writes it.

use super::{FORMAT, VERSION};
use crate::Table;
use crate::template::{self, Input};
use crate::text::embedded::texts;
use serde_json::{Map, Value, json};

/// `docs/declaration.schema.json`.
pub fn schema() -> String {
    let text = texts("en");
    let versions: Vec<&str> = template::versions().iter().map(|t| t.version.as_str()).collect();
    let mut kinds: Vec<&str> = template::versions().iter().map(|t| t.kind.as_str()).collect();
    kinds.dedup();
    let mut answers = Map::new();
    for template in template::versions() {
        for field in &template.fields {
            let mut entry = Map::new();
            entry.insert("type".into(), "string".into());
            let label = text.get(&format!("field.{}.label", field.text)).to_owned();
            let of = field.metal.map_or(String::new(), |m| format!(" ({})", m.name()));
            let number = format!("{} ", field.number);
            let cell = format!("Declaration!{}", field.cell);
            let what = match &field.comment_of {
                Some(key) => format!("Comment to `{key}`, {cell}."),
                None => format!("{number}{label}{of}, {cell}."),
            };
            entry.insert("description".into(), what.trim_start().into());
            match &field.input {
                // Suppliers write other things too; those are findings, not faults of the file.
                Input::Choice(options) => drop(entry.insert("examples".into(), json!(options))),
                Input::Date => drop(entry.insert("examples".into(), json!(["2026-03-31"]))),
                _ => {}
            }
            answers.entry(field.key.clone()).or_insert(entry.into());
        }
    }
    let mut value = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Declaration",
        "description": "The answers of one supplier to one conflict minerals reporting template. All answers are texts \
            as written; what is wrong with them is said by the rules. Written by `touchstone read`, read by \
            `touchstone fill`.",
        "type": "object",
        "additionalProperties": false,
        "required": ["format", "version", "template"],
        "properties": {
            "$schema": { "type": "string" },
            "format": { "const": FORMAT },
            "version": { "const": VERSION, "description": "Of this form. A newer one is refused." },
            "template": {
                "type": "object",
                "required": ["kind", "version"],
                "properties": { "kind": { "enum": kinds }, "version": { "enum": versions } },
            },
            "answers": { "type": "object", "additionalProperties": false, "properties": answers },
        },
    });
    let asked = |table: &Table| template::versions().iter().any(|v| v.table(*table).is_some());
    for table in Table::all().into_iter().filter(asked) {
        value["properties"][table.name()] = rows(table);
    }
    format!("{value:#}\n")
}

/// Where a column stands: its letter, or its letters and from which version on each.
fn letters(table: Table, key: &str) -> String {
    let mut out: Vec<(&str, &str)> = Vec::new();
    for template in template::versions() {
        if let Some(letter) = template.table(table).and_then(|t| t.letter(key))
            && out.last().is_none_or(|(last, _)| *last != letter)
        {
            out.push((letter, &template.version));
        }
    }
    let told = out.iter().enumerate().map(|(i, (letter, from))| match i {
        0 => (*letter).to_owned(),
        _ => format!("{letter} from {from}"),
    });
    told.collect::<Vec<_>>().join(", or ")
}

fn rows(table: Table) -> Value {
    let mut properties = Map::new();
    let first = table.first_row();
    properties.insert(
        "sheet_row".into(),
        json!({ "type": "integer", "minimum": 1, "description": format!("The row in a workbook, from {first} on.") }),
    );
    for key in table.columns() {
        let label = format!("column.{}.{key}", table.key());
        let what = format!("{}, column {}.", texts("en").get(&label), letters(table, key));
        properties.insert((*key).to_owned(), json!({ "type": "string", "description": what }));
    }
    json!({
        "type": "array",
        "description": format!("Sheet `{}`, in order.", table.sheet()),
        "items": { "type": "object", "additionalProperties": false, "properties": properties },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_schema_is_this_one() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/declaration.schema.json");
        let published = std::fs::read_to_string(path).unwrap_or_default();
        assert!(published == schema(), "run `cargo xtask gen`: docs/declaration.schema.json is stale");
    }

    #[test]
    fn every_key_that_is_written_is_described() {
        let schema: Value = serde_json::from_str(&schema()).unwrap();
        let has = |place: &str, key: &str| schema.pointer(place).unwrap()["properties"].get(key).is_some();
        for def in template::versions().iter().flat_map(|t| &t.tables) {
            for key in def.keys() {
                assert!(has(&format!("/properties/{}/items", def.table.name()), key), "{key}");
            }
        }
        for field in template::versions().iter().flat_map(|t| &t.fields) {
            assert!(has("/properties/answers", &field.key), "{}", field.key);
        }
        let undescribed =
            schema.to_string().matches("column.").count() + schema.to_string().matches("field.").count();
        assert_eq!(undescribed, 0, "every label has its text");
    }
}
