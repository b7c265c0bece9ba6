//! Text in units of 1, 2 or 4 bytes.

use sandbridge_interface::facts::Encoding;
use sandbridge_interface::plan::{Access, Number};
use sandbridge_interface::{Code, Error, Result};

use super::number::mismatch;
use super::path::Step;
use super::{Pointer, Value};

impl Pointer {
    /// The text that it points to, up to its final 0: UTF-8 behind pointers to bytes, UTF-16 and
    /// UTF-32 behind those to integers of 2 and 4.
    ///
    /// # Errors
    /// As for [`Pointer::get`]; [`Code::TextUnterminated`], [`Code::TextEncoding`], and
    /// [`Code::ArgumentType`] when it points to something else.
    pub fn text(&self) -> Result<String> {
        let entered = self.enter()?;
        let unit = match Access::of(self.library.interface(), self.to) {
            Access::Opaque => Some(1),
            element => unit(&element),
        };
        match unit {
            Some(1) => super::pointer::decode(entered.read_text(self.addr)?),
            Some(unit) => {
                let size = entered.memory_size().saturating_sub(self.addr.0 as usize);
                let rest = entered.read(self.addr, size.max(1))?;
                if !has_end(rest, unit) {
                    let message = format!("the text at {:#x} has no end in memory", self.addr.0);
                    return Err(Error::new(Code::TextUnterminated, message));
                }
                decode(rest, unit)
            }
            None => {
                let message = format!("a `{}` points to no text", self.type_name());
                Err(Error::new(Code::ArgumentType, message)
                    .with_help("cast it to `char` first when there is text"))
            }
        }
    }

    /// The text in the pointer or array that `path` leads to.
    ///
    /// # Errors
    /// As for [`Pointer::get`] and [`Pointer::text`].
    pub fn text_at(&self, path: &[Step<'_>]) -> Result<String> {
        let bytes = {
            let entered = self.enter()?;
            let place = self.place(&entered, path)?;
            place.check(&entered)?;
            let bytes = entered.read(place.addr, place.size)?;
            array_text(&place.access, bytes)
        };
        bytes.unwrap_or_else(|| of(&self.get(path)?))
    }
}

/// The text of a pointer.
pub(super) fn of(value: &Value) -> Result<String> {
    match value {
        Value::Pointer(pointer) => pointer.text(),
        _ => Err(mismatch("text", value)),
    }
}

/// The text in an array of character units, up to its first 0.
pub(super) fn array_text(access: &Access, bytes: &[u8]) -> Option<Result<String>> {
    match access {
        Access::Array { element, .. } => unit(element).map(|unit| decode(bytes, unit)),
        _ => None,
    }
}

/// Bytes of a character when the elements can be characters.
pub(super) fn unit(element: &Access) -> Option<usize> {
    match element {
        Access::Number { number: Number::I8 | Number::U8, .. } => Some(1),
        Access::Number { number: Number::I16 | Number::U16, .. } => Some(2),
        Access::Number { number: Number::I32 | Number::U32, .. } => Some(4),
        _ => None,
    }
}

/// The text's units in memory, without a final 0.
pub(super) fn encode(text: &str, unit: usize) -> Vec<u8> {
    match unit {
        2 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        4 => text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect(),
        _ => text.as_bytes().to_vec(),
    }
}

/// A text in the encoding of the facts, without a NUL of its own.
pub(super) fn encode_as(text: &str, encoding: Encoding) -> Result<Vec<u8>> {
    match encoding {
        Encoding::Utf8 => Ok(text.as_bytes().to_vec()),
        Encoding::Utf16 => Ok(encode(text, 2)),
        Encoding::Latin1 => {
            let bytes = text.chars().map(|c| u8::try_from(u32::from(c)));
            bytes.collect::<std::result::Result<_, _>>().map_err(|_| {
                Error::new(Code::TextEncoding, "the text has characters that Latin-1 lacks")
            })
        }
    }
}

/// All of the text, NULs included.
pub(super) fn decode_as(bytes: &[u8], encoding: Encoding) -> Result<String> {
    match encoding {
        Encoding::Utf8 => super::pointer::decode(bytes),
        Encoding::Latin1 => Ok(bytes.iter().map(|&byte| char::from(byte)).collect()),
        Encoding::Utf16 => {
            let units = bytes.as_chunks().0.iter().map(|unit| u16::from_le_bytes(*unit));
            let units: Vec<u16> = units.collect();
            String::from_utf16(&units).map_err(|_| damaged("UTF-16"))
        }
    }
}

/// The text in whole units up to the first 0, or to the end.
pub(super) fn decode(bytes: &[u8], unit: usize) -> Result<String> {
    match unit {
        2 => {
            let units = bytes.as_chunks().0.iter().map(|unit| u16::from_le_bytes(*unit));
            let units: Vec<u16> = units.take_while(|&unit| unit != 0).collect();
            String::from_utf16(&units).map_err(|_| damaged("UTF-16"))
        }
        4 => {
            let units = bytes.as_chunks().0.iter().map(|unit| u32::from_le_bytes(*unit));
            let text = units.take_while(|&unit| unit != 0).map(char::from_u32);
            text.collect::<Option<String>>().ok_or_else(|| damaged("UTF-32"))
        }
        _ => {
            let end = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
            super::pointer::decode(&bytes[..end])
        }
    }
}

/// Whether so many bytes hold a final 0.
pub(super) fn has_end(bytes: &[u8], unit: usize) -> bool {
    bytes.chunks_exact(unit).any(|unit| unit.iter().all(|&byte| byte == 0))
}

fn damaged(encoding: &str) -> Error {
    Error::new(Code::TextEncoding, format!("the text is not {encoding}"))
        .with_help("read it as bytes through a pointer")
}
