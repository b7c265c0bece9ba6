//! Values as people and programs read them.

use sandbridge_interface::plan::{Access, Number, members};
use sandbridge_interface::{Interface, wide};
use sandbridge_runtime::dynamic::{Step, Value};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Elements of a list beyond this many are not shown to people.
const ELEMENTS_SHOWN: usize = 64;

/// Bytes beyond this many are not shown to people.
const BYTES_SHOWN: usize = 256;

/// Characters of what may be text behind a pointer.
const PREVIEW: usize = 200;

/// A value with all that its type says of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum View {
    /// `NULL`, or nothing.
    Null,
    Bool(bool),
    Int(i128),
    Uint(u128),
    /// A number of an enumeration, with its constant.
    Named(i128, String),
    /// A number with the shortest digits that mean it.
    Float(f64, String),
    Complex(f64, f64),
    Text(String),
    Bytes(Vec<u8>),
    List(Vec<View>),
    Members(Vec<(String, View)>),
    /// What means something to the library alone: its type, and what may be text behind it.
    Opaque(String, Option<String>),
}

/// What a value is; `access` is the form of the C object that it was.
pub(super) fn view(interface: &Interface, access: Option<&Access>, value: &Value) -> View {
    match value {
        Value::Null => View::Null,
        Value::Bool(is) => View::Bool(*is),
        Value::Int(number) => match variant(interface, access, *number) {
            Some(name) => View::Named(*number, name),
            None => View::Int(*number),
        },
        Value::Uint(number) => View::Uint(*number),
        Value::Float(number) => {
            let is_single = matches!(access, Some(Access::Number { number: Number::F32, .. }));
            let digits = match is_single {
                true => (*number as f32).to_string(),
                false => number.to_string(),
            };
            View::Float(*number, digits)
        }
        Value::Quad(image) => {
            let number = wide::quad_to_f64(*image);
            View::Float(number, number.to_string())
        }
        Value::Complex(re, im) => View::Complex(*re, *im),
        Value::Text(text) => View::Text(text.clone()),
        Value::Bytes(bytes) | Value::Buffer(bytes) => View::Bytes(bytes.clone()),
        Value::Array(array) => {
            let element = Access::Number { number: array.number(), enumeration: None };
            let items = array.values();
            View::List(items.iter().map(|item| view(interface, Some(&element), item)).collect())
        }
        Value::List(items) => list(interface, access, items),
        Value::Members(given) => {
            let one =
                |(name, value): &(String, Value)| (name.clone(), view(interface, None, value));
            View::Members(given.iter().map(one).collect())
        }
        Value::Record(record) => {
            let id = match access {
                Some(Access::Record { record }) => Some(*record),
                _ => None,
            };
            let known = id.map(|id| members(interface, id)).unwrap_or_default();
            let one = |member: &sandbridge_interface::plan::Member| {
                let value = record.get(&[Step::Member(&member.name)]).unwrap_or(Value::Null);
                (member.name.clone(), view(interface, Some(&member.access), &value))
            };
            let shown = record.shown();
            let known = known.iter().filter(|member| shown.contains(&member.name));
            View::Members(known.map(one).collect())
        }
        Value::Pointer(pointer) => {
            let is_text = pointer.type_name().replace("const ", "") == "char *";
            let text = is_text.then(|| pointer.text().ok()).flatten();
            let spelled = format!("({}) {:#x}", pointer.type_name(), pointer.addr().0);
            View::Opaque(spelled, text)
        }
        Value::CFunction(function) => {
            View::Opaque(format!("a C function `{}`", function.type_name()), None)
        }
        Value::Handle(handle) => {
            View::Opaque(format!("a {}, closed as this command ends", handle.class()), None)
        }
        Value::Function(_) | Value::Callback(_) | Value::Typed(..) => {
            View::Opaque(value.describe(), None)
        }
    }
}

/// Elements, each by the form that they share; an array of `char` is text more often than numbers.
fn list(interface: &Interface, access: Option<&Access>, items: &[Value]) -> View {
    let lane;
    let element = match access {
        Some(Access::Array { element, .. }) => Some(&**element),
        Some(Access::Vector { number, .. }) => {
            lane = Access::Number { number: *number, enumeration: None };
            Some(&lane)
        }
        _ => None,
    };
    if let Some(Access::Number { number: Number::I8, .. }) = element {
        let unit = |item: &Value| match item {
            Value::Int(unit) => Some(*unit as u8),
            _ => None,
        };
        let units: Option<Vec<u8>> = items.iter().map(unit).collect();
        let text = units.and_then(|units| {
            let end = units.iter().position(|unit| *unit == 0).unwrap_or(units.len());
            String::from_utf8(units[..end].to_vec()).ok()
        });
        if let Some(text) = text {
            return View::Text(text);
        }
    }
    View::List(items.iter().map(|item| view(interface, element, item)).collect())
}

fn variant(interface: &Interface, access: Option<&Access>, value: i128) -> Option<String> {
    let (Access::Number { enumeration, .. } | Access::Bits { enumeration, .. }) = access? else {
        return None;
    };
    let of = interface.enums.get((*enumeration)? as usize)?;
    let variant = of.variants.iter().find(|variant| variant.value == value)?;
    Some(variant.name.clone())
}

impl View {
    /// As C would initialise it, in one line but for bytes.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Null => "NULL".to_owned(),
            Self::Bool(is) => is.to_string(),
            Self::Int(number) => number.to_string(),
            Self::Uint(number) => number.to_string(),
            Self::Named(number, name) => format!("{name} ({number})"),
            Self::Float(_, digits) => digits.clone(),
            Self::Complex(re, im) => format!("{re} + {im}i"),
            Self::Text(text) => format!("\"{}\"", text.escape_debug()),
            Self::Bytes(bytes) => dump(bytes),
            Self::List(items) => {
                let shown: Vec<String> =
                    items.iter().take(ELEMENTS_SHOWN).map(Self::text).collect();
                let more = match items.len().saturating_sub(ELEMENTS_SHOWN) {
                    0 => String::new(),
                    more => format!(", and {more} more"),
                };
                match shown.is_empty() {
                    true => "{ }".to_owned(),
                    false => format!("{{ {}{more} }}", shown.join(", ")),
                }
            }
            Self::Members(members) => {
                let shown: Vec<String> = members
                    .iter()
                    .map(|(name, value)| format!(".{name} = {}", value.text()))
                    .collect();
                format!("{{ {} }}", shown.join(", "))
            }
            Self::Opaque(spelled, Some(text)) => {
                let start: String = text.chars().take(PREVIEW).collect();
                format!("{spelled} \"{}\"", start.escape_debug())
            }
            Self::Opaque(spelled, None) => spelled.clone(),
        }
    }
}

/// How many bytes, and the first of them in rows of 16.
fn dump(bytes: &[u8]) -> String {
    let plural = if bytes.len() == 1 { "" } else { "s" };
    let mut text = format!("{} byte{plural}", bytes.len());
    for (row, chunk) in bytes[..bytes.len().min(BYTES_SHOWN)].chunks(16).enumerate() {
        let digits: Vec<String> = chunk
            .chunks(8)
            .map(|half| half.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" "))
            .collect();
        let letter = |byte: &u8| match byte {
            b' '..=b'~' => char::from(*byte),
            _ => '.',
        };
        let letters: String = chunk.iter().map(letter).collect();
        text.push_str(&format!("\n  {:04x}  {:<48}  {letters}", row * 16, digits.join("  ")));
    }
    if bytes.len() > BYTES_SHOWN {
        text.push_str("\n  …     -o FILE writes all of them");
    }
    text
}

/// Numbers that JSON readers would round are text, and so are those that JSON lacks.
impl Serialize for View {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => to.serialize_unit(),
            Self::Bool(is) => to.serialize_bool(*is),
            Self::Int(number) | Self::Named(number, _) => match i64::try_from(*number) {
                Ok(number) => to.serialize_i64(number),
                Err(_) => match u64::try_from(*number) {
                    Ok(number) => to.serialize_u64(number),
                    Err(_) => to.collect_str(number),
                },
            },
            Self::Uint(number) => to.collect_str(number),
            Self::Float(number, _) if number.is_finite() => to.serialize_f64(*number),
            Self::Float(_, digits) => to.serialize_str(digits),
            Self::Complex(re, im) => [re, im].serialize(to),
            Self::Text(text) => to.serialize_str(text),
            Self::Bytes(bytes) => {
                let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                let mut map = to.serialize_map(Some(1))?;
                map.serialize_entry("hex", &digits)?;
                map.end()
            }
            Self::List(items) => to.collect_seq(items),
            Self::Members(members) => {
                to.collect_map(members.iter().map(|(name, value)| (name, value)))
            }
            Self::Opaque(spelled, text) => match text {
                Some(text) => to.collect_map([("pointer", spelled), ("text", text)]),
                None => to.collect_map([("pointer", spelled)]),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(access: Option<&Access>, value: Value, text: &str, json: &str) {
        let view = view(&Interface::default(), access, &value);
        assert_eq!(view.text(), text);
        assert_eq!(serde_json::to_string(&view).expect("JSON"), json);
    }

    #[test]
    fn numbers_are_exact() {
        check(None, Value::Int(i128::MIN), &i128::MIN.to_string(), &format!("\"{}\"", i128::MIN));
        check(None, Value::Int(u64::MAX.into()), "18446744073709551615", "18446744073709551615");
        check(None, Value::Float(f64::NAN), "NaN", "\"NaN\"");
        let single = Access::Number { number: Number::F32, enumeration: None };
        check(Some(&single), Value::Float(0.1f32.into()), "0.1", "0.10000000149011612");
    }

    #[test]
    fn bytes_are_shown_in_rows() {
        let text = "17 bytes\n  0000  61 62 63 64 65 66 67 68  69 6a 6b 6c 6d 6e 00 ff  abcdefghijklmn..\n  \
                    0010  7a                                                z";
        let bytes = b"abcdefghijklmn\0\xffz".to_vec();
        check(None, Value::Bytes(bytes), text, "{\"hex\":\"6162636465666768696a6b6c6d6e00ff7a\"}");
        let view = view(&Interface::default(), None, &Value::Bytes(vec![0; 300]));
        assert!(
            view.text().starts_with("300 bytes") && view.text().ends_with("writes all of them")
        );
    }

    #[test]
    fn arrays_of_char_are_text() {
        let element = Box::new(Access::Number { number: Number::I8, enumeration: None });
        let array = Access::Array { element, count: 4, stride: 1 };
        let units = |units: [i128; 4]| Value::List(units.map(Value::Int).to_vec());
        check(Some(&array), units([97, 98, 0, 120]), "\"ab\"", "\"ab\"");
        check(Some(&array), units([-1, 0, 0, 0]), "{ -1, 0, 0, 0 }", "[-1,0,0,0]");
    }
}
