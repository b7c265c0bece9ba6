//! From the vectors' notation to what a Rust host gives.

use sandbridge_interface::plan::Number;
use sandbridge_interface::{Code, Error, Result};
use sandbridge_runtime::Library;
use sandbridge_runtime::dynamic::{Array, Record, Value};
use serde_json::{Map, Value as Json};

use crate::host;
use crate::load::unfit;
use crate::world::World;

/// The value that `json` stands for.
pub(crate) fn value(world: &World, library: &Library, json: &Json) -> Result<Value> {
    let given = match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => Value::Int(
            number.as_i64().ok_or_else(|| unfit("plain numbers are whole and of 64 bits"))?.into(),
        ),
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(items) => Value::List(
            items.iter().map(|item| value(world, library, item)).collect::<Result<_>>()?,
        ),
        Json::Object(object) if object.contains_key("callback") => {
            host::function(world, library, json)?
        }
        Json::Object(object) => typed(world, library, object)?,
    };
    if let Some(name) = json.get("as").and_then(Json::as_str) {
        world.keep(name, given.clone());
    }
    Ok(given)
}

fn typed(world: &World, library: &Library, object: &Map<String, Json>) -> Result<Value> {
    let get = |key: &str| object.get(key);
    Ok(if let Some(name) = get("ref").and_then(Json::as_str) {
        world.kept(name)?
    } else if let Some(digits) = get("int").and_then(Json::as_str) {
        integer(digits)?
    } else if let Some(text) = get("float").and_then(Json::as_str) {
        Value::Float(float(text)?)
    } else if let Some(image) = get("f128") {
        Value::Quad(quad(image)?)
    } else if let Some([re, im]) = get("complex").and_then(Json::as_array).map(Vec::as_slice) {
        Value::Complex(part(re)?, part(im)?)
    } else if let Some(name) = get("typed").and_then(Json::as_str) {
        let value = value(world, library, object.get("value").unwrap_or(&Json::Null))?;
        Value::Typed(name.to_owned(), Box::new(value))
    } else if let Some(spec) = get("text") {
        Value::Text(text(spec)?)
    } else if let Some(units) = get("utf16") {
        utf16(&hex(units)?)?
    } else if let Some(spec) = get("bytes") {
        Value::Bytes(hex(spec)?)
    } else if let Some(spec) = get("buffer") {
        Value::Buffer(hex(spec)?)
    } else if let Some(kind) = get("array").and_then(Json::as_str) {
        let values = get("values").and_then(Json::as_array).ok_or_else(|| unfit("no values"))?;
        Value::Array(array(kind, values)?)
    } else if let Some(name) = get("record").and_then(Json::as_str) {
        let init = match (get("members"), get("values")) {
            (Some(members), _) => self::members(world, library, members)?,
            (None, Some(values)) => value(world, library, values)?,
            (None, None) => Value::Null,
        };
        Value::Record(Record::new(library, name, &init)?)
    } else if let Some(given) = get("members") {
        members(world, library, given)?
    } else {
        return Err(unfit(&format!("{object:?} is no value")));
    })
}

fn members(world: &World, library: &Library, json: &Json) -> Result<Value> {
    let members = json.as_object().ok_or_else(|| unfit("members are an object"))?;
    let pairs = members
        .iter()
        .map(|(name, json)| value(world, library, json).map(|value| (name.clone(), value)));
    pairs.collect::<Result<_>>().map(Value::Members)
}

/// An integer of any width.
pub(crate) fn integer(digits: &str) -> Result<Value> {
    match (digits.parse(), digits.parse()) {
        (Ok(value), _) => Ok(Value::Int(value)),
        (_, Ok(value)) => Ok(Value::Uint(value)),
        _ => Err(unfit(&format!("`{digits}` is no integer"))),
    }
}

/// A floating number, `nan`, `inf`, `-inf` and `-0` included.
pub(crate) fn float(text: &str) -> Result<f64> {
    text.parse().map_err(|_| unfit(&format!("`{text}` is no floating number")))
}

/// The 16 bytes of a `long double`.
pub(crate) fn quad(json: &Json) -> Result<[u8; 16]> {
    hex(json)?.try_into().map_err(|_| unfit("a long double has 16 bytes"))
}

/// A part of a complex number.
pub(crate) fn part(json: &Json) -> Result<f64> {
    match (json.as_i64(), json["float"].as_str()) {
        (Some(whole), _) => Ok(whole as f64),
        (None, Some(text)) => float(text),
        _ => Err(unfit("a part is a number")),
    }
}

/// Bytes: hex digits, or such repeated.
pub(crate) fn hex(json: &Json) -> Result<Vec<u8>> {
    if let Some(repeated) = json.get("repeat") {
        let times = json["times"].as_u64().ok_or_else(|| unfit("`times` is missing"))?;
        return Ok(hex(repeated)?.repeat(times as usize));
    }
    let digits = json.as_str().ok_or_else(|| unfit("bytes are hex digits"))?;
    let pairs = digits.as_bytes().chunks(2).map(|pair| {
        std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok())
    });
    pairs.collect::<Option<_>>().ok_or_else(|| unfit("bytes are hex digits"))
}

/// Text, or text repeated.
pub(crate) fn text(json: &Json) -> Result<String> {
    let part = json.get("repeat").unwrap_or(json);
    let times = json.get("times").and_then(Json::as_u64).unwrap_or(1);
    let part = part.as_str().ok_or_else(|| unfit("text is a string"))?;
    Ok(part.repeat(times as usize))
}

/// Rust's strings hold no unpaired surrogate, so that making one is already the failure.
fn utf16(bytes: &[u8]) -> Result<Value> {
    let units: Vec<u16> =
        bytes.chunks_exact(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]])).collect();
    String::from_utf16(&units)
        .map(Value::Text)
        .map_err(|_| Error::new(Code::TextEncoding, "a surrogate stands alone"))
}

/// A typed array of plain or wide numbers.
pub(crate) fn array(kind: &str, values: &[Json]) -> Result<Array> {
    let number = match kind {
        "i8" => Number::I8,
        "u8" => Number::U8,
        "i16" => Number::I16,
        "u16" => Number::U16,
        "i32" => Number::I32,
        "u32" => Number::U32,
        "i64" => Number::I64,
        "u64" => Number::U64,
        "f32" => Number::F32,
        "f64" => Number::F64,
        _ => return Err(unfit(&format!("there is no array of `{kind}`"))),
    };
    let mut bytes = Vec::new();
    for json in values {
        let raw = match (json.as_i64(), json["int"].as_str(), json["float"].as_str()) {
            (Some(value), ..) => value as u64,
            (_, Some(digits), _) => match integer(digits)? {
                Value::Int(value) => value as u64,
                _ => return Err(unfit("an element is too wide")),
            },
            (_, _, Some(text)) if number == Number::F32 => (float(text)? as f32).to_bits().into(),
            (_, _, Some(text)) => float(text)?.to_bits(),
            _ => return Err(unfit("an element is no number")),
        };
        bytes.extend_from_slice(&raw.to_le_bytes()[..number.size() as usize]);
    }
    Ok(Array::from_bytes(number, bytes))
}
