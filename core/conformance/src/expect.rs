//! Whether a result is what a vector says.

use sandbridge_interface::{Error, Result};
use sandbridge_runtime::dynamic::{Step, Value};
use serde_json::Value as Json;

use crate::given;
use crate::load::unfit;
use crate::world::World;

/// `None` when `seen` is what `expected` stands for, else what is different.
pub(crate) fn difference(world: &World, expected: &Json, seen: &Value) -> Result<Option<String>> {
    let same = match expected {
        Json::Null => *seen == Value::Null,
        Json::Bool(value) => *seen == Value::Bool(*value),
        Json::Number(number) => {
            number.as_i64().is_some_and(|value| *seen == Value::Int(value.into()))
        }
        Json::String(text) => *seen == Value::Text(text.clone()),
        Json::Array(items) => return elements(world, items, seen),
        Json::Object(object) => {
            if let Some(results) = object.get("results") {
                return self::results(world, results, seen);
            }
            if let Some(members) = object.get("members") {
                return self::members(world, members, seen);
            }
            typed(world, expected, seen)?
        }
    };
    Ok((!same).then(|| format!("expected {expected}, got {seen:?}")))
}

fn typed(world: &World, expected: &Json, seen: &Value) -> Result<bool> {
    let get = |key: &str| expected.get(key);
    Ok(if let Some(name) = get("ref").and_then(Json::as_str) {
        world.kept(name)? == *seen
    } else if let Some(digits) = get("int").and_then(Json::as_str) {
        given::integer(digits)? == *seen
    } else if let Some(text) = get("float").and_then(Json::as_str) {
        let wanted = given::float(text)?;
        let seen = match *seen {
            Value::Float(seen) => seen,
            Value::Quad(image) => sandbridge_interface::wide::quad_to_f64(image),
            _ => return Ok(false),
        };
        seen.to_bits() == wanted.to_bits() || seen.is_nan() && wanted.is_nan()
    } else if let Some(image) = get("f128") {
        *seen == Value::Quad(given::quad(image)?)
    } else if let Some([re, im]) = get("complex").and_then(Json::as_array).map(Vec::as_slice) {
        let wanted = [given::part(re)?, given::part(im)?].map(f64::to_bits);
        matches!(seen, Value::Complex(re, im) if [re.to_bits(), im.to_bits()] == wanted)
    } else if let Some(class) = get("handle").and_then(Json::as_str) {
        matches!(seen, Value::Handle(handle) if handle.class() == class)
    } else if let Some(spelling) = get("function").and_then(Json::as_str) {
        matches!(seen, Value::CFunction(function) if function.type_name() == spelling)
    } else if let Some(spec) = get("text") {
        *seen == Value::Text(given::text(spec)?)
    } else if let Some(spec) = get("bytes").or_else(|| get("buffer")) {
        let wanted = given::hex(spec)?;
        matches!(seen, Value::Bytes(seen) | Value::Buffer(seen) if *seen == wanted)
    } else if let Some(kind) = get("array").and_then(Json::as_str) {
        let values = get("values").and_then(Json::as_array).ok_or_else(|| unfit("no values"))?;
        *seen == Value::Array(given::array(kind, values)?)
    } else if let Some(spelling) = get("pointer").and_then(Json::as_str) {
        matches!(seen, Value::Pointer(pointer) if pointer.type_name() == spelling)
    } else {
        return Err(unfit(&format!("{expected} is no value")));
    })
}

fn elements(world: &World, expected: &[Json], seen: &Value) -> Result<Option<String>> {
    let Value::List(items) = seen else {
        return Ok(Some(format!("expected {} elements, got {seen:?}", expected.len())));
    };
    if items.len() != expected.len() {
        return Ok(Some(format!("expected {} elements, got {}", expected.len(), items.len())));
    }
    for (index, (expected, item)) in expected.iter().zip(items).enumerate() {
        if let Some(what) = difference(world, expected, item)? {
            return Ok(Some(format!("element {index}: {what}")));
        }
    }
    Ok(None)
}

/// Several results, by name and in order.
fn results(world: &World, expected: &Json, seen: &Value) -> Result<Option<String>> {
    let Value::Members(all) = seen else {
        return Ok(Some(format!("expected several results, got {seen:?}")));
    };
    let pairs = expected.as_array().ok_or_else(|| unfit("results are a list of pairs"))?;
    if pairs.len() != all.len() {
        return Ok(Some(format!("expected {} results, got {all:?}", pairs.len())));
    }
    for (pair, (name, value)) in pairs.iter().zip(all) {
        if pair[0].as_str() != Some(name) {
            return Ok(Some(format!("expected a result {}, got `{name}`", pair[0])));
        }
        if let Some(what) = difference(world, &pair[1], value)? {
            return Ok(Some(format!("result `{name}`: {what}")));
        }
    }
    Ok(None)
}

/// Of a record the members that are named, of a mapping all.
fn members(world: &World, expected: &Json, seen: &Value) -> Result<Option<String>> {
    let expected = expected.as_object().ok_or_else(|| unfit("members are an object"))?;
    if let Value::Members(all) = seen
        && all.len() != expected.len()
    {
        return Ok(Some(format!("expected {} members, got {}", expected.len(), all.len())));
    }
    for (name, expected) in expected {
        let member = match seen {
            Value::Record(record) => record.get(&[Step::Member(name)])?,
            Value::Members(all) => match all.iter().find(|(other, _)| other == name) {
                Some((_, value)) => value.clone(),
                None => return Ok(Some(format!("there is no `{name}`"))),
            },
            _ => return Ok(Some(format!("expected members, got {seen:?}"))),
        };
        if let Some(what) = difference(world, expected, &member)? {
            return Ok(Some(format!("member `{name}`: {what}")));
        }
    }
    Ok(None)
}

/// `None` when the error is the one that `step` wants, else what is different.
pub(crate) fn error_difference(step: &Json, error: &Error) -> Option<String> {
    let wanted = &step["error"];
    let is_it = |json: &Json| json.as_str() == Some(error.code().as_str());
    if !is_it(wanted) && !wanted.as_array().into_iter().flatten().any(is_it) {
        return Some(format!("expected the error {wanted}, got: {error}"));
    }
    let text = error.to_string();
    let parts = step["error_has"].as_array().into_iter().flatten().filter_map(Json::as_str);
    for part in parts {
        if !text.contains(part) {
            return Some(format!("the error does not name `{part}`: {text}"));
        }
    }
    if let Some(wanted) = step.get("failure")
        && let Some(what) = failure_difference(wanted, error)
    {
        return Some(what);
    }
    let guest = error.guest().cloned().unwrap_or_default();
    let frames = step["frames_has"].as_array().into_iter().flatten().filter_map(Json::as_str);
    for part in frames {
        if !guest.frames.iter().any(|frame| frame.contains(part)) {
            return Some(format!("no guest frame has `{part}`: {:?}", guest.frames));
        }
    }
    match step["stderr_has"].as_str() {
        Some(part) if !guest.stderr.contains(part) => {
            Some(format!("the guest's stderr lacks `{part}`: {:?}", guest.stderr))
        }
        _ => None,
    }
}

fn failure_difference(wanted: &Json, error: &Error) -> Option<String> {
    let Some(failure) = error.failure() else {
        return Some(format!("the error is not the library's own: {error}"));
    };
    let is_it = wanted["class"].as_str() == Some(&failure.class)
        && wanted["status"].as_i64() == Some(failure.status)
        && wanted["name"].as_str() == failure.name.as_deref();
    (!is_it).then(|| format!("expected the failure {wanted}, got {failure:?}"))
}
