//! Text between C and Python, narrow and wide, and the `repr` of parts.

use pyo3::exceptions::PyBufferError;
use pyo3::ffi;
use sandbridge_interface::plan::{Access, Number};
use sandbridge_interface::{Code, Error};

use crate::error::{Failure, Result};
use crate::object::Owned;

/// What `repr` gives.
pub(crate) fn repr(value: *mut ffi::PyObject) -> Result<String> {
    // SAFETY: the object is alive; a new `str` or null comes back.
    let text = unsafe { Owned::new(ffi::PyObject_Repr(value)) }?;
    Ok(String::from_utf8_lossy(crate::sequence::utf8(text.as_ptr())?).into_owned())
}

/// Text from the guest as `str`.
pub(crate) fn decode(bytes: &[u8]) -> Result<Owned> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Owned::text(text),
        Err(error) => {
            let at = error.valid_up_to();
            let message = format!("the text is not UTF-8 from byte {at} on");
            Err(Error::new(Code::TextEncoding, message)
                .with_help("read it as bytes through a pointer")
                .into())
        }
    }
}

/// A `str` as C's wide text, in units of 2 bytes (UTF-16) or 4 (UTF-32), with a final 0.
pub(crate) fn encode_wide(value: *mut ffi::PyObject, unit: u8) -> Result<Vec<u8>> {
    let text = String::from_utf8_lossy(crate::sequence::utf8(value)?);
    if let Some(at) = text.chars().position(|letter| letter == '\0') {
        let message = format!("the text has a NUL at character {at}");
        return Err(Error::new(Code::TextWithNul, message)
            .with_help("C text ends at its first NUL: pass a buffer and its length instead")
            .into());
    }
    Ok(wide_units(&text, unit))
}

/// Bytes of a character when such objects can be some; else 0.
pub(crate) fn unit(access: &Access) -> usize {
    match access {
        Access::Number { number: Number::I8 | Number::U8, .. } => 1,
        Access::Number { number: Number::I16 | Number::U16, .. } => 2,
        Access::Number { number: Number::I32 | Number::U32, .. } => 4,
        _ => 0,
    }
}

/// The units of wide text with a final 0.
pub(crate) fn wide_units(text: &str, unit: u8) -> Vec<u8> {
    match unit {
        2 => text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect(),
        _ => text.chars().map(u32::from).chain([0]).flat_map(u32::to_le_bytes).collect(),
    }
}

/// The wide text in guest memory or an array, up to its 0 or its end.
pub(crate) fn decode_wide(bytes: &[u8], unit: usize) -> Result<Owned> {
    let text = match unit {
        2 => {
            let units = bytes.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
            let units: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
            String::from_utf16(&units).ok()
        }
        _ => {
            let units = bytes.chunks_exact(4);
            let units = units.map(|unit| u32::from_le_bytes([unit[0], unit[1], unit[2], unit[3]]));
            units.take_while(|unit| *unit != 0).map(char::from_u32).collect()
        }
    };
    match text {
        Some(text) => Owned::text(&text),
        None => Err(Error::new(Code::TextEncoding, "the wide text is not valid Unicode")
            .with_help("read it as bytes through a pointer")
            .into()),
    }
}

/// What the buffer protocol raises.
pub(crate) fn buffer_error(message: &'static str) -> Failure {
    PyBufferError::new_err(message).into()
}
