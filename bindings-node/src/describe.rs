//! What JavaScript is told of a library, as JSON: it writes its code from these.

use sandbridge_interface::plan::{self, Access, Refusal};
use sandbridge_interface::{
    Code, ConstantValue, EnumId, Error, Interface, RecordId, Result, Type, TypeId, layout, name,
    spell,
};
use sandbridge_runtime::Library;
use serde::Serialize;
use serde_json::{Value, json};

use crate::library::at;

/// Integers beyond it are not exact as a JavaScript number.
const MAX_SAFE: u128 = (1 << 53) - 1;

/// Name, functions, constants and names of types.
pub(crate) fn names(library: &Library) -> Result<String> {
    let it = library.interface();
    let functions: Vec<&str> = it.functions.iter().map(|one| one.name.as_str()).collect();
    let constants: Vec<Value> =
        it.constants.iter().map(|one| json!([one.name, constant(&one.value)])).collect();
    let aliases = it.type_names.iter().map(|one| one.name.as_str());
    let records = it.records.iter().filter_map(|one| one.name.as_deref());
    let enums = it.enums.iter().filter_map(|one| one.name.as_deref());
    let types: Vec<&str> = aliases.chain(records).chain(enums).collect();
    let variables: Vec<Value> =
        it.globals.iter().map(|one| json!([one.name, one.ty, one.is_const])).collect();
    text(&json!({
        "name": library.name(),
        "functions": functions,
        "constants": constants,
        "types": types,
        "variables": variables,
    }))
}

/// A number or text as it is; `{"integer": "…"}` and `{"bytes": […]}` for what JSON lacks.
fn constant(value: &ConstantValue) -> Value {
    match value {
        ConstantValue::Integer(value) => integer(*value),
        ConstantValue::Float(value) if value.is_finite() => json!(value),
        ConstantValue::Float(value) => json!({ "float": value.to_string() }),
        ConstantValue::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => json!(text),
            Err(_) => json!({ "bytes": bytes }),
        },
    }
}

fn integer(value: i128) -> Value {
    match i64::try_from(value) {
        Ok(small) if value.unsigned_abs() <= MAX_SAFE => json!(small),
        _ => json!({ "integer": value.to_string() }),
    }
}

/// A function's plan, or why it has none.
pub(crate) fn function(library: &Library, index: usize) -> Result<String> {
    let it = library.interface();
    let Some(declared) = it.functions.get(index) else {
        return Err(Error::bug(format!("there is no function {index}")));
    };
    let prototype = spell::prototype(it, declared);
    let (plan, failure) = match library.function_at(index) {
        Ok(function) => (json!(function.plan), Value::Null),
        // Calling it says why; asking for its documentation still works.
        Err(error) => (Value::Null, json!(crate::error::describe(&error))),
    };
    text(&json!({ "prototype": prototype, "plan": plan, "failure": failure }))
}

/// The type that C calls `name`.
pub(crate) fn type_named(library: &Library, wanted: &str) -> Result<String> {
    let it = library.interface();
    describe_type(it, library.type_named(wanted)?)
}

/// The type at that position.
pub(crate) fn type_at(library: &Library, id: u32) -> Result<String> {
    let it = library.interface();
    at(&it.types, id, "type")?;
    describe_type(it, TypeId(id))
}

pub(crate) fn describe_type(it: &Interface, id: TypeId) -> Result<String> {
    let resolved = it.resolve(id);
    let enumeration = match it.ty(resolved) {
        Type::Enum(id) => Some(id.0),
        _ => None,
    };
    let of = match *it.ty(resolved) {
        Type::Array { of, .. } => Some(of),
        _ => None,
    };
    text(&json!({
        "id": id,
        "of": of,
        "to": resolved,
        "spelling": spell::type_name(it, id),
        "pointer": spell::declare(it, id, "*"),
        "access": Access::of(it, id),
        "layout": layout::of(it, id),
        "enumeration": enumeration,
    }))
}

/// The type that a pointer type points to.
pub(crate) fn pointer(library: &Library, id: u32) -> Result<String> {
    let it = library.interface();
    at(&it.types, id, "type")?;
    match *it.resolved(TypeId(id)) {
        Type::Pointer { to, .. } => describe_type(it, to),
        _ => Err(Error::bug("the type asked for is no pointer")),
    }
}

/// A record's shape; `null` while it is only declared.
pub(crate) fn shape(library: &Library, id: u32) -> Result<String> {
    let it = library.interface();
    at(&it.records, id, "record")?;
    text(&plan::shape(it, RecordId(id)))
}

/// An enumeration's constants.
pub(crate) fn enumeration(library: &Library, id: u32) -> Result<String> {
    let it = library.interface();
    at(&it.enums, id, "enumeration")?;
    let variants: Vec<Value> = it
        .enumeration(EnumId(id))
        .variants
        .iter()
        .map(|one| json!([one.name, integer(one.value)]))
        .collect();
    text(&variants)
}

/// Whether a pointer to `given` may be passed for one to `wanted`.
pub(crate) fn may_point(library: &Library, wanted: u32, given: u32) -> Result<bool> {
    let it = library.interface();
    at(&it.types, wanted, "type")?;
    at(&it.types, given, "type")?;
    Ok(plan::may_point(it, TypeId(wanted), TypeId(given)))
}

/// The failure for a member that a record lacks.
pub(crate) fn unknown_member(library: &Library, id: u32, wanted: &str, context: &str) -> Error {
    let it = library.interface();
    let Some(shape) = it.records.get(id as usize).and_then(|_| plan::shape(it, RecordId(id)))
    else {
        return crate::library::no_such("record", id);
    };
    let error = Error::new(
        Code::UnknownMember,
        format!("{context}: `{}` has no member `{wanted}`", shape.name),
    );
    let names = || shape.members.iter().map(|member| member.name.as_str());
    match name::nearest(wanted, names()) {
        Some(near) => error.with_help(format!("did you mean `{near}`?")),
        None => error.with_help(format!("it has {}", names().collect::<Vec<_>>().join(", "))),
    }
}

pub(crate) fn text(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|error| Error::bug(format!("a description cannot be written: {error}")))
}

/// What the tag of a record refuses. `other` is the tag's value, or another member.
pub(crate) fn tag_refused(
    library: &Library,
    id: u32,
    what: &str,
    (member, other): (u32, f64),
) -> Error {
    let it = library.interface();
    let tag = it.records.get(id as usize).and_then(|_| plan::tag(it, RecordId(id)));
    let Some(tag) = tag else { return crate::library::no_such("tag of record", id) };
    let value = other as i128;
    let refusal = match what {
        "read" => Refusal::Read { member, value },
        "both" => Refusal::Both { one: member, other: other as u32 },
        _ => Refusal::Contradiction { member, value },
    };
    tag.refused(it, (library.name(), RecordId(id)), refusal)
}
