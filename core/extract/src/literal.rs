//! Numbers, characters and strings as C spells them.

use sandbridge_interface::Scalar;

use crate::value::Value;

/// The value of a preprocessing number; `None` when it is none that C knows.
pub(crate) fn number(text: &str) -> Option<Value> {
    let digits: String = text.chars().filter(|c| *c != '\'').collect();
    let lower = digits.to_ascii_lowercase();
    let (radix, body) = match lower.as_bytes() {
        [b'0', b'x', ..] => (16, &lower[2..]),
        [b'0', b'b', ..] => (2, &lower[2..]),
        _ => (10, lower.as_str()),
    };
    let is_float = match radix {
        16 => body.contains(['.', 'p']),
        10 => body.contains(['.', 'e']),
        _ => false,
    };
    if is_float {
        return float(body, radix);
    }
    let end = body.find(|c: char| !c.is_digit(radix)).unwrap_or(body.len());
    let (body, suffix) = body.split_at(end);
    if body.is_empty() {
        return None;
    }
    let is_octal = radix == 10 && body.len() > 1 && body.starts_with('0');
    let value = i128::from(u64::from_str_radix(body, if is_octal { 8 } else { radix }).ok()?);
    let (rank, is_unsigned) = match suffix {
        "" => (0, false),
        "u" => (0, true),
        "l" => (1, false),
        "ul" | "lu" => (1, true),
        "ll" | "wb" => (2, false),
        "ull" | "llu" | "uwb" | "wbu" => (2, true),
        _ => return None,
    };
    let may_be_unsigned = is_unsigned || radix != 10 || is_octal;
    let candidates = [
        (0, Scalar::Int),
        (0, Scalar::UInt),
        (1, Scalar::Long),
        (1, Scalar::ULong),
        (2, Scalar::LongLong),
        (2, Scalar::ULongLong),
    ];
    let fitting = candidates.into_iter().find(|(candidate, scalar)| {
        let sign_fits = if scalar.is_signed() { !is_unsigned } else { may_be_unsigned };
        *candidate >= rank && sign_fits && Value::fits(value, *scalar)
    });
    // Decimal constants too large for `long long` are taken as unsigned, as compilers do.
    let scalar = fitting.map_or(Scalar::ULongLong, |(_, scalar)| scalar);
    Some(Value::Integer(value, scalar))
}

fn float(body: &str, radix: u32) -> Option<Value> {
    let trimmed = body.trim_end_matches(['f', 'l', 'q']);
    // In hexadecimal `f` is a digit unless an exponent precedes it.
    let trimmed = if radix == 16 && !body.contains('p') { body } else { trimmed };
    let suffix = &body[trimmed.len()..];
    let value = if radix == 16 { hex_float(trimmed)? } else { trimmed.parse::<f64>().ok()? };
    Some(match suffix {
        "" => Value::Float(value, Scalar::Double),
        // Narrowed as C does.
        "f" => Value::Float(f64::from(value as f32), Scalar::Float),
        "l" | "q" => Value::Float(value, Scalar::LongDouble),
        _ => return None,
    })
}

fn hex_float(text: &str) -> Option<f64> {
    let (mantissa, exponent) = text.split_once('p')?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut value = 0.0_f64;
    for digit in whole.chars().chain(fraction.chars()) {
        value = value * 16.0 + f64::from(digit.to_digit(16)?);
    }
    let exponent: i32 = exponent.parse().ok()?;
    let shift = i32::try_from(fraction.len()).ok()?.checked_mul(4)?;
    Some(value * 2.0_f64.powi(exponent.checked_sub(shift)?))
}

/// The value of a character constant with its quotes.
pub(crate) fn character(text: &str) -> Option<Value> {
    let (prefix, body) = text.split_once('\'')?;
    let body = body.strip_suffix('\'')?;
    let is_plain = prefix.is_empty();
    let units = unescape(body, !is_plain)?;
    let scalar = match prefix {
        "" | "L" => Scalar::Int,
        "u8" => Scalar::UChar,
        "u" => Scalar::UShort,
        _ => Scalar::UInt,
    };
    match (is_plain, units.as_slice()) {
        (_, []) => None,
        // A plain `char` is signed on wasm32.
        (true, [unit]) => Some(Value::Integer(i128::from(*unit as u8 as i8), Scalar::Int)),
        (true, many) if many.len() <= 4 => {
            let value = many.iter().fold(0u32, |value, unit| (value << 8) | (unit & 0xff));
            Some(Value::Integer(i128::from(value as i32), Scalar::Int))
        }
        (false, [unit]) => Some(Value::Integer(i128::from(*unit), scalar)),
        _ => None,
    }
}

/// The bytes of a plain or `u8` string literal with its quotes; `None` for wide ones.
pub(crate) fn text(literal: &str) -> Option<Vec<u8>> {
    let (prefix, body) = literal.split_once('"')?;
    if !matches!(prefix, "" | "u8") {
        return None;
    }
    let units = unescape(body.strip_suffix('"')?, false)?;
    units.into_iter().map(|unit| u8::try_from(unit).ok()).collect()
}

/// Code units: bytes, or characters when `wide`.
fn unescape(body: &str, wide: bool) -> Option<Vec<u32>> {
    let mut units = Vec::with_capacity(body.len());
    let push = |c: char, units: &mut Vec<u32>| {
        if wide {
            units.push(u32::from(c));
        } else {
            units.extend(c.encode_utf8(&mut [0; 4]).bytes().map(u32::from));
        }
    };
    let mut rest = body.chars().peekable();
    while let Some(c) = rest.next() {
        if c != '\\' {
            push(c, &mut units);
            continue;
        }
        let escape = rest.next()?;
        units.push(match escape {
            'n' => 10,
            't' => 9,
            'r' => 13,
            'a' => 7,
            'b' => 8,
            'f' => 12,
            'v' => 11,
            'e' => 27,
            '\n' => continue,
            'x' => {
                let mut value = 0u32;
                while let Some(digit) = rest.peek().and_then(|c| c.to_digit(16)) {
                    value = value.checked_mul(16)?.checked_add(digit)?;
                    rest.next();
                }
                value
            }
            'u' | 'U' => {
                let length = if escape == 'u' { 4 } else { 8 };
                let mut value = 0u32;
                for _ in 0..length {
                    value = value.checked_mul(16)?.checked_add(rest.next()?.to_digit(16)?)?;
                }
                push(char::from_u32(value)?, &mut units);
                continue;
            }
            '0'..='7' => {
                let mut value = escape.to_digit(8)?;
                for _ in 0..2 {
                    let Some(digit) = rest.peek().and_then(|c| c.to_digit(8)) else { break };
                    value = value * 8 + digit;
                    rest.next();
                }
                value
            }
            other => u32::from(other),
        });
    }
    Some(units)
}
