//! Macros with a value, and enumerations.

use sandbridge_interface::{Code, ConstantValue, Error, Result, Type};

use super::Value;
use crate::Library;

/// The value of a macro or enumeration constant, by its C name or the one that facts give it.
///
/// # Errors
/// [`Code::UnknownName`] with the nearest name.
pub fn constant(library: &Library, name: &str) -> Result<Value> {
    let Some(constant) = library.interface().idiomatic_constant(name) else {
        return Err(library.unknown_name(name));
    };
    Ok(match &constant.value {
        ConstantValue::Integer(value) => Value::Int(*value),
        ConstantValue::Float(value) => Value::Float(*value),
        ConstantValue::Text(bytes) => match String::from_utf8(bytes.clone()) {
            Ok(text) => Value::Text(text),
            Err(_) => Value::Bytes(bytes.clone()),
        },
    })
}

/// The constants of an enumeration in declaration order.
///
/// # Errors
/// [`Code::UnknownType`] when there is no enumeration of that name.
pub fn enumeration(library: &Library, name: &str) -> Result<Vec<(String, i128)>> {
    let id = library.type_named(name)?;
    let Type::Enum(id) = *library.interface().resolved(id) else {
        let message = format!("{}: `{name}` is no enumeration", library.name());
        return Err(Error::new(Code::UnknownType, message));
    };
    let variants = &library.interface().enumeration(id).variants;
    Ok(variants.iter().map(|variant| (variant.name.clone(), variant.value)).collect())
}
