//! The published schema, and that the test file has every key of it.

use std::collections::BTreeSet;

use expect_test::expect_file;
use sandbridge_extract::facts_schema;
use serde_json::Value;

/// A file with every key.
const FILE: &str = include_str!("every-key.facts.toml");

#[test]
fn the_published_schema_is_this_one() {
    expect_file!["../../../../../docs/facts.schema.json"].assert_eq(&facts_schema());
}

#[test]
fn every_key_of_the_schema_is_read_somewhere() {
    let schema: Value = serde_json::from_str(&facts_schema()).expect("JSON");
    let mut keys = BTreeSet::new();
    collect(&schema, &mut keys);
    assert!(keys.len() > 50, "{keys:?}");
    let words: BTreeSet<&str> =
        FILE.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '$').collect();
    let missing: Vec<&str> = keys.into_iter().filter(|key| !words.contains(key)).collect();
    assert!(missing.is_empty(), "the test file has no {missing:?}");
}

/// All keys that tables of the file may have.
fn collect<'a>(schema: &'a Value, keys: &mut BTreeSet<&'a str>) {
    match schema {
        Value::Object(entries) => {
            if let Some(Value::Object(properties)) = entries.get("properties") {
                keys.extend(properties.keys().map(String::as_str));
            }
            entries.values().for_each(|value| collect(value, keys));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, keys)),
        _ => {}
    }
}
