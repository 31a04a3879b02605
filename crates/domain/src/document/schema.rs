//! The JSON Schema of the file, made from the same lists as the code that reads and writes it.

use super::{FORMAT, VERSION};
use crate::template::{self, Input};
use crate::text::embedded::texts;
use crate::{ProductCol, SmelterCol, Table};
use serde_json::{Map, Value, json};

/// `docs/declaration.schema.json`.
pub fn schema() -> String {
    let text = texts("en");
    let versions: Vec<&str> = template::versions().iter().map(|t| t.version).collect();
    let mut answers = Map::new();
    for template in template::versions() {
        for field in &template.fields {
            let mut entry = Map::new();
            entry.insert("type".into(), "string".into());
            let label = text.get(&format!("field.{}.label", field.text)).to_owned();
            let of = field.metal.map_or(String::new(), |m| format!(" ({})", m.name()));
            let number = [field.number.as_str(), " "].concat();
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
    let smelters =
        SmelterCol::ALL.iter().map(|c| (c.key(), c.letter(), format!("column.smelter.{}", c.key())));
    let products = ProductCol::ALL.iter().map(|c| {
        let narrow =
            template::versions().first().is_some_and(|t| t.product_columns.iter().any(|(p, _)| p == c));
        let letter = if narrow && *c == ProductCol::Comment { "D, or F from 6.6" } else { c.letter() };
        (c.key(), letter, format!("column.product.{}", c.key()))
    });
    let value = json!({
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
                "properties": { "kind": { "const": "CMRT" }, "version": { "enum": versions } },
            },
            "answers": { "type": "object", "additionalProperties": false, "properties": answers },
            "smelters": table(Table::Smelters, smelters),
            "products": table(Table::Products, products),
        },
    });
    format!("{value:#}\n")
}

fn table<'a>(table: Table, columns: impl Iterator<Item = (&'a str, &'a str, String)>) -> Value {
    let mut properties = Map::new();
    let first = table.first_row();
    properties.insert(
        "sheet_row".into(),
        json!({ "type": "integer", "minimum": 1, "description": format!("The row in a workbook, from {first} on.") }),
    );
    for (key, letter, label) in columns {
        let what = format!("{}, column {letter}.", texts("en").get(&label));
        properties.insert(key.to_owned(), json!({ "type": "string", "description": what }));
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
        for key in super::super::smelter_keys() {
            assert!(has("/properties/smelters/items", key), "{key}");
        }
        for key in super::super::product_keys() {
            assert!(has("/properties/products/items", key), "{key}");
        }
        for field in template::versions().iter().flat_map(|t| &t.fields) {
            assert!(has("/properties/answers", &field.key), "{}", field.key);
        }
        let undescribed =
            schema.to_string().matches("column.").count() + schema.to_string().matches("field.").count();
        assert_eq!(undescribed, 0, "every label has its text");
    }
}
