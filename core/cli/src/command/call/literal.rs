//! Numbers and bytes as a command line has them.

use sandbridge_interface::plan::Number;
use sandbridge_interface::{ConstantValue, Interface};
use sandbridge_runtime::dynamic::Value;

/// A whole number as a value: as [`integer`], and beyond its range.
pub(super) fn whole(interface: &Interface, word: &str) -> Option<Value> {
    let value = integer(interface, word)?;
    // Above the signed range lies the upper half of `unsigned __int128`.
    let is_upper =
        value < 0 && !word.starts_with('-') && interface.idiomatic_constant(word).is_none();
    Some(if is_upper { Value::Uint(value as u128) } else { Value::Int(value) })
}

/// A whole number: decimal, `0x`, `0o`, `0b`, a character `'a'`, `true`, or a constant's name.
pub(super) fn integer(interface: &Interface, word: &str) -> Option<i128> {
    if let Some(constant) = interface.idiomatic_constant(word) {
        return match constant.value {
            ConstantValue::Integer(value) => Some(value),
            ConstantValue::Float(_) | ConstantValue::Text(_) => None,
        };
    }
    if let Some(inner) = word.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        let mut chars = inner.chars();
        return match (chars.next(), chars.next()) {
            (Some(only), None) if only.is_ascii() => Some(i128::from(u32::from(only))),
            _ => None,
        };
    }
    let (negative, digits) = match word.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, word.strip_prefix('+').unwrap_or(word)),
    };
    let (radix, digits) = match digits.get(..2).map(str::to_ascii_lowercase).as_deref() {
        Some("0x") => (16, &digits[2..]),
        Some("0o") => (8, &digits[2..]),
        Some("0b") => (2, &digits[2..]),
        _ => (10, digits),
    };
    match digits {
        "true" => Some(1),
        "false" => Some(0),
        _ if digits.starts_with(['+', '-']) => None,
        _ if negative => i128::from_str_radix(&format!("-{digits}"), radix).ok(),
        // Above the signed range lies the upper half of `unsigned __int128`.
        _ => u128::from_str_radix(digits, radix).ok().map(|value| value as i128),
    }
}

/// A floating number, or a constant's name.
pub(super) fn float(interface: &Interface, word: &str) -> Option<f64> {
    match interface.idiomatic_constant(word).map(|constant| &constant.value) {
        Some(ConstantValue::Float(value)) => Some(*value),
        Some(ConstantValue::Integer(value)) => Some(*value as f64),
        Some(ConstantValue::Text(_)) => None,
        None => word.parse().ok().or_else(|| integer(interface, word).map(|value| value as f64)),
    }
}

/// The values of a number type, for an error.
pub(super) fn wanted(number: Number) -> String {
    match number.range() {
        Some((low, high)) => format!("a whole number from {low} to {high}"),
        None => "a number".to_owned(),
    }
}

/// The little-endian bytes of a number, `None` when the word is none or does not fit.
pub(super) fn bytes(interface: &Interface, word: &str, number: Number) -> Option<Vec<u8>> {
    let Some((low, high)) = number.range() else {
        let value = float(interface, word)?;
        return Some(match number {
            Number::F32 => (value as f32).to_le_bytes().to_vec(),
            _ => value.to_le_bytes().to_vec(),
        });
    };
    let value = integer(interface, word).filter(|value| (low..=high).contains(value))?;
    Some(value.to_le_bytes()[..number.size() as usize].to_vec())
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(digits: &str) -> Option<Vec<u8>> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let digits: Vec<u32> = digits.as_bytes().iter().map(digit).collect::<Option<_>>()?;
    let (pairs, rest) = digits.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| (high << 4 | low) as u8).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_have_many_forms() {
        let it = Interface::default();
        for (word, value) in [
            ("42", 42),
            ("-0x10", -16),
            ("+7", 7),
            ("0b101", 5),
            ("'a'", 97),
            ("true", 1),
            ("18446744073709551615", u64::MAX.into()),
        ] {
            assert_eq!(integer(&it, word), Some(value), "{word}");
        }
        for word in ["", "-", "--1", "1.5", "'ab'", "0x", "crc"] {
            assert_eq!(integer(&it, word), None, "{word}");
        }
    }

    #[test]
    fn bytes_are_pairs_of_digits() {
        assert_eq!(hex("00fF7a"), Some(vec![0, 255, 0x7a]));
        assert_eq!(hex(""), Some(Vec::new()));
        assert_eq!([hex("0"), hex("0g"), hex("+1")], [None, None, None]);
    }

    #[test]
    fn the_upper_half_of_128_bits_is_not_negative() {
        let it = Interface::default();
        assert_eq!(
            whole(&it, "340282366920938463463374607431768211455"),
            Some(Value::Uint(u128::MAX))
        );
        assert_eq!(whole(&it, "-1"), Some(Value::Int(-1)));
    }

    #[test]
    fn numbers_that_do_not_fit_are_refused() {
        let it = Interface::default();
        assert_eq!(bytes(&it, "-1", Number::I16), Some(vec![0xff, 0xff]));
        assert_eq!(bytes(&it, "-1", Number::U16), None);
        assert_eq!(bytes(&it, "256", Number::U8), None);
        assert_eq!(bytes(&it, "1.5", Number::F32), Some(1.5f32.to_le_bytes().to_vec()));
    }
}
