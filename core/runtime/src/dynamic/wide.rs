//! Numbers that no host has as its own: `__int128`, `_BitInt`, `_Float16`, `long double`.

use sandbridge_interface::plan::Wide;
use sandbridge_interface::{Code, Error, Result};

use super::Value;
use super::number::mismatch;

/// Writes a wide number over all of `out`.
pub(super) fn store(wide: Wide, value: &Value, out: &mut [u8]) -> Result<()> {
    match wide {
        Wide::I128 => fill(out, integer(value, 128, true)?, true),
        Wide::U128 => fill(out, integer(value, 128, false)?, false),
        Wide::BitInt { bits, signed } => {
            if bits > 128 {
                return Err(too_wide(bits));
            }
            fill(out, integer(value, bits, signed)?, signed);
        }
        Wide::F16 => {
            let Some(value) = float(value) else { return Err(mismatch("a number", value)) };
            fill(out, narrow_half(value).into(), false);
        }
        Wide::F128 => match value {
            Value::Quad(bytes) => fill(out, u128::from_le_bytes(*bytes), false),
            _ => {
                let Some(value) = float(value) else { return Err(mismatch("a number", value)) };
                fill(out, widen_quad(value), false);
            }
        },
    }
    Ok(())
}

/// Reads a wide number of `bytes.len()` bytes.
pub(super) fn load(wide: Wide, bytes: &[u8]) -> Result<Value> {
    let mut low = [0; 16];
    let size = bytes.len().min(16);
    low[..size].copy_from_slice(&bytes[..size]);
    let raw = u128::from_le_bytes(low);
    Ok(match wide {
        Wide::I128 => Value::Int(raw as i128),
        Wide::U128 => Value::unsigned(raw),
        Wide::BitInt { bits, .. } if bits > 128 => return Err(too_wide(bits)),
        Wide::BitInt { bits, signed } => {
            // Bits beyond the width are padding.
            let unused = 128 - bits.clamp(1, 128);
            match signed {
                true => Value::Int(((raw << unused) as i128) >> unused),
                false => Value::unsigned((raw << unused) >> unused),
            }
        }
        Wide::F16 => Value::Float(widen_half(raw as u16)),
        Wide::F128 => Value::Quad(low),
    })
}

/// Two's complement of an integer that fits into so many bits.
fn integer(value: &Value, bits: u32, signed: bool) -> Result<u128> {
    let (fits, raw) = match *value {
        Value::Int(value) => {
            // How many bits it needs, its sign included when there is one.
            let magnitude = 128 - (if value < 0 { !value } else { value }).leading_zeros();
            let fits = if signed { magnitude < bits } else { value >= 0 && magnitude <= bits };
            (fits, value as u128)
        }
        Value::Uint(value) => (!signed && bits == 128, value),
        _ => return Err(mismatch("an integer", value)),
    };
    if fits {
        return Ok(raw);
    }
    let kind = if signed { "signed" } else { "unsigned" };
    let message = format!("expected a {kind} integer of {bits} bits, got {}", value.describe());
    Err(Error::new(Code::OutOfRange, message))
}

/// The value's low bytes, then its sign.
fn fill(out: &mut [u8], value: u128, signed: bool) {
    let sign = if signed && (value as i128) < 0 { 0xff } else { 0 };
    out.fill(sign);
    let size = out.len().min(16);
    out[..size].copy_from_slice(&value.to_le_bytes()[..size]);
}

fn float(value: &Value) -> Option<f64> {
    match *value {
        Value::Float(value) => Some(value),
        Value::Int(value) => Some(value as f64),
        _ => None,
    }
}

fn too_wide(bits: u32) -> Error {
    Error::new(Code::UnsupportedType, format!("`_BitInt({bits})` is wider than 128 bits"))
}

/// IEEE 754 binary64 to binary128: exact.
fn widen_quad(value: f64) -> u128 {
    let bits = value.to_bits();
    let sign = u128::from(bits >> 63) << 127;
    let exponent = (bits >> 52 & 0x7ff) as u32;
    let mantissa = u128::from(bits & ((1 << 52) - 1));
    let (exponent, mantissa) = match (exponent, mantissa) {
        (0, 0) => (0, 0),
        (0, _) => {
            // Subnormal: its first bit becomes the implicit one.
            let shift = mantissa.leading_zeros() - (127 - 52);
            (16383 - 1023 + 1 - shift, (mantissa << shift) & ((1 << 52) - 1))
        }
        (0x7ff, _) => (0x7fff, mantissa),
        _ => (exponent + 16383 - 1023, mantissa),
    };
    sign | u128::from(exponent) << 112 | mantissa << (112 - 52)
}

/// IEEE 754 binary16 to binary64: exact.
fn widen_half(bits: u16) -> f64 {
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    let exponent = i32::from(bits >> 10 & 0x1f);
    let mantissa = f64::from(bits & 0x3ff);
    sign * match exponent {
        0 => mantissa * 2f64.powi(-24),
        0x1f if mantissa == 0.0 => f64::INFINITY,
        0x1f => f64::NAN,
        _ => (1024.0 + mantissa) * 2f64.powi(exponent - 25),
    }
}

/// IEEE 754 binary64 to binary16, to nearest, ties to even.
fn narrow_half(value: f64) -> u16 {
    let sign = ((value.to_bits() >> 63) as u16) << 15;
    if value.is_nan() {
        return sign | 0x7e00;
    }
    let magnitude = value.abs();
    // From here on everything rounds to infinity.
    if magnitude >= 65520.0 {
        return sign | 0x7c00;
    }
    let exponent = ((magnitude.to_bits() >> 52 & 0x7ff) as i32 - 1023).max(-14);
    // In units of the last place; a carry moves into the exponent by itself.
    let units = (magnitude * 2f64.powi(10 - exponent)).round_ties_even() as u16;
    sign | (((exponent + 14) as u16) << 10).wrapping_add(units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_round_trip() {
        for bits in 0..=u16::MAX {
            let value = widen_half(bits);
            if !value.is_nan() {
                assert_eq!(narrow_half(value), bits, "{bits:#x} is {value}");
            }
        }
        assert_eq!(narrow_half(65519.9), 0x7bff);
        assert_eq!(narrow_half(65520.0), 0x7c00);
        assert_eq!(narrow_half(2f64.powi(-25)), 0);
        assert_eq!(narrow_half(2f64.powi(-25) * 1.1), 1);
    }

    #[test]
    fn doubles_widen_exactly() {
        assert_eq!(widen_quad(1.0), 0x3fff << 112);
        assert_eq!(widen_quad(-2.5), 0xc0004 << 108);
        assert_eq!(widen_quad(f64::INFINITY), 0x7fff << 112);
        assert_eq!(widen_quad(f64::from_bits(1)) >> 112, 16383 - 1074);
        assert_eq!(widen_quad(f64::MIN_POSITIVE / 2.0) >> 112, 16383 - 1023);
        assert_eq!(widen_quad(-0.0), 1 << 127);
    }

    #[test]
    fn integers_are_checked_against_their_width() {
        assert!(integer(&Value::Int(i128::MAX), 128, true).is_ok());
        assert!(integer(&Value::Int(i128::MIN), 128, true).is_ok());
        assert!(integer(&Value::Uint(u128::MAX), 128, true).is_err());
        assert!(integer(&Value::Uint(u128::MAX), 128, false).is_ok());
        assert!(integer(&Value::Int(-1), 128, false).is_err());
        assert!(integer(&Value::Int(3), 3, true).is_ok());
        assert!(integer(&Value::Int(4), 3, true).is_err());
        assert!(integer(&Value::Int(-4), 3, true).is_ok());
        assert!(integer(&Value::Int(7), 3, false).is_ok());
    }
}
