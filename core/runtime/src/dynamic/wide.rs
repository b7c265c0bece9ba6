//! Numbers that no host has as its own: `__int128`, `_BitInt`, `_Float16`, `long double`.

use sandbridge_interface::plan::Wide;
use sandbridge_interface::wide::{self, Integer};
use sandbridge_interface::{Code, Error, Result};

use super::Value;
use super::number::mismatch;

/// Writes a wide number over all of `out`.
pub(super) fn store(form: Wide, value: &Value, out: &mut [u8]) -> Result<()> {
    match form {
        Wide::F16 => {
            let value = float(value)?;
            fill(out, &wide::half_from_f64(value).to_le_bytes());
        }
        Wide::F128 => fill(out, &quad(value)?),
        Wide::I128 | Wide::U128 | Wide::BitInt { .. } => {
            let image = wide::integer_image(form, integer(value)?);
            fill(out, &image.ok_or_else(|| unfit(form, value))?);
        }
    }
    Ok(())
}

/// Reads a wide number of `bytes.len()` bytes.
pub(super) fn load(form: Wide, bytes: &[u8]) -> Result<Value> {
    match form {
        Wide::F16 => {
            let bits = bytes.first_chunk().copied().map(u16::from_le_bytes).unwrap_or_default();
            Ok(Value::Float(wide::half_to_f64(bits)))
        }
        Wide::F128 => bytes
            .first_chunk()
            .copied()
            .map(Value::Quad)
            .ok_or_else(|| Error::bug("a long double of less than 16 bytes")),
        Wide::I128 | Wide::U128 | Wide::BitInt { .. } => match wide::integer(form, bytes) {
            Some(Integer::Signed(value)) => Ok(Value::Int(value)),
            Some(Integer::Large(value)) => Ok(Value::Uint(value)),
            None => Err(too_wide(form)),
        },
    }
}

/// A number as the image of a `long double`.
pub(super) fn quad(value: &Value) -> Result<[u8; 16]> {
    match *value {
        Value::Quad(image) => Ok(image),
        Value::Float(value) => Ok(wide::quad_from_f64(value)),
        Value::Int(_) | Value::Uint(_) => integer(value).map(wide::quad_from_integer),
        _ => Err(mismatch("a number", value)),
    }
}

/// A number as the nearest double.
pub(super) fn float(value: &Value) -> Result<f64> {
    match *value {
        Value::Float(value) => Ok(value),
        Value::Int(value) => Ok(value as f64),
        Value::Uint(value) => Ok(value as f64),
        Value::Quad(image) => Ok(wide::quad_to_f64(image)),
        _ => Err(mismatch("a number", value)),
    }
}

fn integer(value: &Value) -> Result<Integer> {
    match *value {
        Value::Int(value) => Ok(Integer::Signed(value)),
        Value::Uint(value) => Ok(Integer::unsigned(value)),
        _ => Err(mismatch("an integer", value)),
    }
}

fn unfit(form: Wide, value: &Value) -> Error {
    match wide::range(form) {
        Some((low, high)) => {
            let came = value.describe();
            let message = format!("expected an integer from {low} to {high}, got {came}");
            Error::new(Code::OutOfRange, message)
        }
        None => too_wide(form),
    }
}

fn fill(out: &mut [u8], image: &[u8]) {
    out.fill(0);
    let size = out.len().min(image.len());
    out[..size].copy_from_slice(&image[..size]);
}

fn too_wide(form: Wide) -> Error {
    let what = match form {
        Wide::BitInt { bits, .. } => format!("`_BitInt({bits})` is wider than 128 bits"),
        _ => "a wide number is no integer".to_owned(),
    };
    Error::new(Code::UnsupportedType, what)
}
