//! Numbers of up to 64 bits: range checks on the way in, masking on the way out.

use sandbridge_interface::plan::Number;
use sandbridge_interface::{Code, Error, Result};

use super::Value;

/// The number's bits, sign- or zero-extended to 64; a `float` is in the low half.
pub(super) fn to_bits(number: Number, value: &Value) -> Result<u64> {
    let Some(range) = number.range() else { return float_bits(number, value) };
    match *value {
        Value::Bool(value) if number == Number::Bool => Ok(value.into()),
        Value::Int(value) if (range.0..=range.1).contains(&value) => Ok(value as u64),
        Value::Int(_) | Value::Uint(_) => Err(out_of_range(range, value)),
        _ => Err(mismatch(&integer(range), value)),
    }
}

fn float_bits(number: Number, value: &Value) -> Result<u64> {
    let value = match *value {
        Value::Float(value) => value,
        // C converts them the same way, rounding to nearest.
        Value::Int(_) | Value::Uint(_) | Value::Quad(_) => super::wide::float(value)?,
        _ => return Err(mismatch("a number", value)),
    };
    Ok(match number {
        Number::F32 => (value as f32).to_bits().into(),
        _ => value.to_bits(),
    })
}

/// The value in a slot's or an object's low bits; the others are garbage.
pub(super) fn from_bits(number: Number, bits: u64) -> Value {
    match number {
        Number::Bool => Value::Bool(bits as u8 != 0),
        Number::I8 => Value::Int((bits as i8).into()),
        Number::U8 => Value::Int((bits as u8).into()),
        Number::I16 => Value::Int((bits as i16).into()),
        Number::U16 => Value::Int((bits as u16).into()),
        Number::I32 => Value::Int((bits as i32).into()),
        Number::U32 => Value::Int((bits as u32).into()),
        Number::I64 => Value::Int((bits as i64).into()),
        Number::U64 => Value::Int(bits.into()),
        Number::F32 => Value::Float(f32::from_bits(bits as u32).into()),
        Number::F64 => Value::Float(f64::from_bits(bits)),
    }
}

/// The number in memory; missing bytes count as zero.
pub(super) fn load(number: Number, bytes: &[u8]) -> Value {
    let mut wide = [0; 8];
    let size = (number.size() as usize).min(bytes.len());
    wide[..size].copy_from_slice(&bytes[..size]);
    from_bits(number, u64::from_le_bytes(wide))
}

/// An integer of `width` bits, for bit-fields.
pub(super) fn check_width(width: u8, signed: bool, value: &Value) -> Result<u64> {
    let range = match signed {
        true => (-(1i128 << (width - 1)), (1i128 << (width - 1)) - 1),
        false => (0, (1i128 << width) - 1),
    };
    match *value {
        Value::Int(value) if (range.0..=range.1).contains(&value) => Ok(value as u64),
        Value::Int(_) | Value::Uint(_) => Err(out_of_range(range, value)),
        _ => Err(mismatch(&integer(range), value)),
    }
}

pub(super) fn mismatch(expected: &str, came: &Value) -> Error {
    Error::new(Code::ArgumentType, format!("expected {expected}, got {}", came.describe()))
}

fn integer((low, high): (i128, i128)) -> String {
    match (low, high) {
        (0, 1) => "a boolean".to_owned(),
        _ => format!("an integer from {low} to {high}"),
    }
}

fn out_of_range((low, high): (i128, i128), came: &Value) -> Error {
    let message = format!("expected an integer from {low} to {high}, got {}", came.describe());
    Error::new(Code::OutOfRange, message)
}
