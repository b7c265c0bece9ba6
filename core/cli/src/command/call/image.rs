//! The bytes of a C object as text.

use sandbridge_interface::plan::{Access, Number, Wide, members};
use sandbridge_interface::{Interface, RecordId};

/// Elements of an array beyond this many are not shown.
const ELEMENTS_SHOWN: usize = 64;

/// An object's image as C would initialise it: `{ .next_in = NULL, .avail_in = 0 }`.
pub(super) fn show(interface: &Interface, access: &Access, bytes: &[u8]) -> String {
    match access {
        Access::Number { number, enumeration } => {
            number_text(interface, *number, *enumeration, bytes)
        }
        Access::Bits { shift, width, signed, .. } => {
            let raw = unsigned(bytes.get(..9).unwrap_or(bytes)) >> shift;
            let unused = 128 - u32::from(*width).clamp(1, 128);
            let value = (raw << unused) as i128;
            match signed {
                true => (value >> unused).to_string(),
                false => ((value as u128) >> unused).to_string(),
            }
        }
        Access::Wide { wide, size } => {
            wide_text(*wide, bytes.get(..*size as usize).unwrap_or(bytes))
        }
        Access::Complex { part } => {
            let part = *part as usize;
            let number = if part == 4 { Number::F32 } else { Number::F64 };
            if part > 8 {
                return hex(bytes);
            }
            let texts = [0, part].map(|at| scalar(number, bytes.get(at..).unwrap_or_default()));
            format!("{} + {}i", texts[0], texts[1])
        }
        Access::Vector { number, lanes } => {
            let element = Access::Number { number: *number, enumeration: None };
            array(interface, &element, *lanes as usize, number.size() as usize, bytes)
        }
        Access::Pointer { .. } => match unsigned(bytes.get(..4).unwrap_or_default()) {
            0 => "NULL".to_owned(),
            addr => format!("{addr:#x}"),
        },
        Access::Callback { .. } => match unsigned(bytes.get(..4).unwrap_or_default()) {
            0 => "NULL".to_owned(),
            index => format!("function {index}"),
        },
        Access::Record { record } => record_text(interface, *record, bytes),
        Access::Array { element, count, stride } => {
            array(interface, element, *count as usize, *stride as usize, bytes)
        }
        Access::Opaque => hex(bytes),
    }
}

/// As [`show`], for `count` elements side by side.
pub(super) fn array(
    interface: &Interface,
    element: &Access,
    count: usize,
    stride: usize,
    bytes: &[u8],
) -> String {
    let chunks = bytes.chunks(stride.max(1)).take(count);
    if let Access::Number { number: Number::I8, .. } = element {
        // An array of `char` is text more often than numbers.
        let text: Vec<u8> = bytes[..count.min(bytes.len())].to_vec();
        let end = text.iter().position(|byte| *byte == 0).unwrap_or(text.len());
        return format!("\"{}\"", text[..end].escape_ascii());
    }
    let shown: Vec<String> =
        chunks.take(ELEMENTS_SHOWN).map(|chunk| show(interface, element, chunk)).collect();
    let more = if count > ELEMENTS_SHOWN { ", ..." } else { "" };
    format!("{{ {}{more} }}", shown.join(", "))
}

fn record_text(interface: &Interface, record: RecordId, bytes: &[u8]) -> String {
    let shown: Vec<String> = members(interface, record)
        .iter()
        .map(|member| {
            let image = bytes.get(member.offset as usize..).unwrap_or_default();
            format!(".{} = {}", member.name, show(interface, &member.access, image))
        })
        .collect();
    format!("{{ {} }}", shown.join(", "))
}

fn number_text(
    interface: &Interface,
    number: Number,
    enumeration: Option<u32>,
    bytes: &[u8],
) -> String {
    let text = scalar(number, bytes);
    let enumeration = enumeration.and_then(|index| interface.enums.get(index as usize));
    let variants = enumeration.map_or(&[][..], |enumeration| &enumeration.variants);
    match variants.iter().find(|variant| variant.value.to_string() == text) {
        Some(variant) => format!("{} ({text})", variant.name),
        None => text,
    }
}

fn scalar(number: Number, bytes: &[u8]) -> String {
    let raw = unsigned(bytes.get(..number.size() as usize).unwrap_or(bytes)) as u64;
    match number {
        Number::Bool => (raw & 1 != 0).to_string(),
        Number::I8 => (raw as i8).to_string(),
        Number::I16 => (raw as i16).to_string(),
        Number::I32 => (raw as i32).to_string(),
        Number::I64 => (raw as i64).to_string(),
        Number::U8 | Number::U16 | Number::U32 | Number::U64 => raw.to_string(),
        Number::F32 => f32::from_bits(raw as u32).to_string(),
        Number::F64 => f64::from_bits(raw).to_string(),
    }
}

fn wide_text(wide: Wide, bytes: &[u8]) -> String {
    match wide {
        Wide::I128 => (unsigned(bytes) as i128).to_string(),
        Wide::U128 => unsigned(bytes).to_string(),
        Wide::BitInt { bits: bits @ 1..=128, signed } => {
            let value = (unsigned(bytes) << (128 - bits)) as i128;
            match signed {
                true => (value >> (128 - bits)).to_string(),
                false => ((value as u128) >> (128 - bits)).to_string(),
            }
        }
        Wide::BitInt { .. } | Wide::F128 | Wide::F16 => hex(bytes),
    }
}

/// The first 16 bytes at most as a little-endian number.
fn unsigned(bytes: &[u8]) -> u128 {
    bytes.iter().take(16).rev().fold(0, |value, byte| value << 8 | u128::from(*byte))
}

fn hex(bytes: &[u8]) -> String {
    let digits: String = bytes.iter().rev().map(|byte| format!("{byte:02x}")).collect();
    format!("0x{digits}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(access: Access, bytes: &[u8], text: &str) {
        assert_eq!(show(&Interface::default(), &access, bytes), text);
    }

    #[test]
    fn numbers_are_read_by_their_width_and_sign() {
        let number = |number| Access::Number { number, enumeration: None };
        check(number(Number::I16), &[0xfe, 0xff, 1], "-2");
        check(number(Number::U16), &[0xfe, 0xff, 1], "65534");
        check(number(Number::F64), &1.5f64.to_le_bytes(), "1.5");
        check(Access::Wide { wide: Wide::I128, size: 16 }, &[0xff; 16], "-1");
    }

    #[test]
    fn bit_fields_may_straddle_bytes() {
        let bits = |shift, width, signed| Access::Bits {
            shift,
            width,
            signed,
            is_bool: false,
            enumeration: None,
        };
        check(bits(6, 4, false), &[0b1100_0000, 0b10], "11");
        check(bits(6, 4, true), &[0b1100_0000, 0b10], "-5");
        check(
            bits(7, 64, false),
            &[0x80, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
            "18446744073709551615",
        );
    }

    #[test]
    fn arrays_of_char_are_text() {
        let element = Box::new(Access::Number { number: Number::I8, enumeration: None });
        check(Access::Array { element, count: 4, stride: 1 }, b"ab\0x", "\"ab\"");
    }
}
