//! Objects as JSON on a command line.

use sandbridge_interface::plan::{Access, members};
use sandbridge_interface::{Code, Error, Interface, RecordId, Result, name, spell};
use sandbridge_runtime::dynamic::Value;
use serde_json::Value as Json;

use super::argument::unfit;
use super::literal;

/// The JSON that a word is: an object or an array.
pub(super) fn parse(word: &str) -> Option<Json> {
    let is_json = word.starts_with(['{', '[']);
    is_json.then(|| serde_json::from_str(word).ok()).flatten()
}

/// An object by value.
pub(super) fn argument(interface: &Interface, access: &Access, word: &str) -> Result<Value> {
    let wanted = match access {
        Access::Record { record } => spell::record_name(interface, *record),
        Access::Complex { .. } => "complex number".to_owned(),
        _ => "list of numbers".to_owned(),
    };
    match parse(word) {
        Some(json) => value(interface, access, &json),
        None => Err(unfit(&format!("a `{wanted}` as JSON"), word).with_help(match access {
            Access::Record { record } => example(interface, *record),
            _ => "write it as a list: [1, 2]".to_owned(),
        })),
    }
}

/// JSON as a value for an object of that form. Text stands for the constant of that name where a
/// number is wanted.
pub(super) fn value(interface: &Interface, access: &Access, json: &Json) -> Result<Value> {
    let wrong = |wanted: &str| unfit(wanted, &json.to_string());
    match (access, json) {
        (_, Json::Null) => Ok(Value::Null),
        (Access::Number { .. } | Access::Wide { .. } | Access::Bits { .. }, Json::Bool(is)) => {
            Ok(match access {
                Access::Number { number: sandbridge_interface::plan::Number::Bool, .. }
                | Access::Bits { is_bool: true, .. } => Value::Bool(*is),
                _ => Value::Int((*is).into()),
            })
        }
        (Access::Number { .. } | Access::Wide { .. } | Access::Bits { .. }, _) => {
            let word = match json {
                Json::String(word) => word.clone(),
                Json::Number(number) => number.to_string(),
                _ => return Err(wrong("a number")),
            };
            let float = || literal::float(interface, &word).map(Value::Float);
            literal::whole(interface, &word).or_else(float).ok_or_else(|| wrong("a number"))
        }
        (Access::Complex { .. }, Json::Array(parts)) => match parts.as_slice() {
            [re, im] => match (re.as_f64(), im.as_f64()) {
                (Some(re), Some(im)) => Ok(Value::Complex(re, im)),
                _ => Err(wrong("two numbers")),
            },
            _ => Err(wrong("two numbers")),
        },
        (Access::Vector { number, .. }, Json::Array(items)) => {
            let lane = Access::Number { number: *number, enumeration: None };
            list(interface, &lane, items)
        }
        (Access::Array { element, .. }, Json::Array(items)) => list(interface, element, items),
        (Access::Record { record }, Json::Object(given)) => {
            let known = members(interface, *record);
            let member = |(key, json): (&String, &Json)| {
                let member = known.iter().find(|member| member.name == *key);
                let member = member.ok_or_else(|| unknown(interface, *record, key))?;
                let value = value(interface, &member.access, json)
                    .map_err(|error| error.context(format_args!("member `{key}`")))?;
                Ok((key.clone(), value))
            };
            given.iter().map(member).collect::<Result<_>>().map(Value::Members)
        }
        (Access::Record { record }, Json::Array(items)) => {
            let known = members(interface, *record);
            let pairs = items.iter().zip(known.iter().map(|member| &member.access));
            let mut values: Vec<Value> = pairs
                .map(|(json, access)| value(interface, access, json))
                .collect::<Result<_>>()?;
            // More than there are is refused by the call, which says how many there are.
            values.resize(items.len(), Value::Null);
            Ok(Value::List(values))
        }
        // An array of `char`, or one of the pointers of a `char **`.
        (Access::Array { .. } | Access::Pointer { .. }, Json::String(text)) => {
            Ok(Value::Text(text.clone()))
        }
        (Access::Pointer { .. } | Access::Callback { .. }, _) => Err(wrong("null")),
        (Access::Record { record }, _) => {
            Err(wrong("an object with members").with_help(example(interface, *record)))
        }
        (Access::Array { .. } | Access::Vector { .. } | Access::Complex { .. }, _) => {
            Err(wrong("a list"))
        }
        (Access::Opaque, _) => Err(wrong("null")),
    }
}

fn list(interface: &Interface, element: &Access, items: &[Json]) -> Result<Value> {
    let one = |(index, json): (usize, &Json)| {
        value(interface, element, json)
            .map_err(|error| error.context(format_args!("element {index}")))
    };
    items.iter().enumerate().map(one).collect::<Result<_>>().map(Value::List)
}

fn unknown(interface: &Interface, record: RecordId, key: &str) -> Error {
    let known = members(interface, record);
    let record_name = spell::record_name(interface, record);
    let message = format!("`{record_name}` has no member `{key}`");
    let error = Error::new(Code::UnknownMember, message);
    match name::nearest(key, known.iter().map(|member| member.name.as_str())) {
        Some(near) => error.with_help(format!("did you mean `{near}`?")),
        None => error.with_help(example(interface, record)),
    }
}

/// What a user may write, with the record's own members.
fn example(interface: &Interface, record: RecordId) -> String {
    let known = members(interface, record);
    let shown: Vec<String> =
        known.iter().take(4).map(|member| format!("\"{}\": …", member.name)).collect();
    let more = if known.len() > shown.len() { ", …" } else { "" };
    format!("write its members: {{{}{more}}}; those left out are zero", shown.join(", "))
}
