//! The JSON Schema of facts files, written from the vocabulary.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::key::{FILE, Form, Section};

/// The schema as text.
///
/// ```
/// let schema: serde_json::Value = serde_json::from_str(&sandbridge_extract::facts_schema())?;
/// assert_eq!(schema["properties"]["prefix"]["anyOf"][0]["type"], "string");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn facts_schema() -> String {
    let mut definitions = BTreeMap::new();
    let Value::Object(file) = section(&FILE, &mut definitions) else { return String::new() };
    let mut schema = Map::new();
    schema.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".into(), json!("Sandbridge facts"));
    schema.insert(
        "description".into(),
        json!("What C's types cannot say of a library. Written by `sandbridge facts --schema`."),
    );
    schema.extend(file);
    schema.insert("$defs".into(), json!(definitions));
    let text = serde_json::to_string_pretty(&Value::Object(schema)).unwrap_or_default();
    format!("{text}\n")
}

fn section(section: &Section, definitions: &mut BTreeMap<String, Value>) -> Value {
    let mut properties = Map::new();
    for key in section.keys {
        properties.insert(key.name.into(), described(form(&key.form, definitions), key.doc));
    }
    let others = match section.others {
        Some((others, doc)) => described(form(others, definitions), doc),
        None => json!(false),
    };
    let mut schema = Map::new();
    schema.insert("type".into(), json!("object"));
    if !properties.is_empty() {
        schema.insert("properties".into(), Value::Object(properties));
    }
    schema.insert("additionalProperties".into(), others);
    if !section.required.is_empty() {
        schema.insert("required".into(), json!(section.required));
    }
    Value::Object(schema)
}

fn form(form: &Form, definitions: &mut BTreeMap<String, Value>) -> Value {
    match form {
        Form::Flag => json!({ "type": "boolean" }),
        Form::Text => json!({ "type": "string" }),
        Form::Word(words) => json!({ "enum": words }),
        Form::Expression => json!({ "type": ["string", "integer"] }),
        Form::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Form::Scope => json!({
            "type": "string",
            "pattern": "^(call|once|destroy|forever|handle|until:.+)$",
        }),
        Form::Table(table) => reference(table, definitions),
        Form::Tables(table) => {
            json!({ "type": "array", "items": reference(table, definitions) })
        }
        Form::Either(forms) => {
            let any: Vec<Value> = forms.iter().map(|one| self::form(one, definitions)).collect();
            json!({ "anyOf": any })
        }
    }
}

fn reference(table: &Section, definitions: &mut BTreeMap<String, Value>) -> Value {
    if !definitions.contains_key(table.name) {
        // Held while it is written, should a table ever hold itself.
        definitions.insert(table.name.to_owned(), Value::Null);
        let schema = section(table, definitions);
        definitions.insert(table.name.to_owned(), schema);
    }
    json!({ "$ref": format!("#/$defs/{}", table.name) })
}

fn described(mut schema: Value, doc: &str) -> Value {
    if let Value::Object(schema) = &mut schema {
        schema.insert("description".into(), json!(doc));
    }
    schema
}
