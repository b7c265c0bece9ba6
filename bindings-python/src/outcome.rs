//! What a call with facts gives, on its way to Python.

use std::sync::Arc;

use pyo3::ffi;
use pyo3::prelude::*;
use sandbridge_interface::facts::Encoding;
use sandbridge_interface::plan::{Access, Lift, Lifted, Number};
use sandbridge_interface::{Code, Error, GuestAddr};
use sandbridge_runtime::{Entered, Slot};

use crate::error::{Failure, Result};
use crate::guest::to_bytes;
use crate::library::Shared;
use crate::object::Owned;
use crate::place::{Bytes, Place};
use crate::{access, buffer, handle_object, lift, pointer, record, text};

/// As many items as C may give in one list.
const MAX_LIST: usize = 1 << 26;

/// One value. `area` is where C put a result that has no slot; a lent handle is one that ends with
/// the callback which it is given to.
#[inline(always)]
pub(crate) fn lift(
    shared: &Arc<Shared>,
    entered: &Entered<'_>,
    value: &Lifted,
    registers: &[Slot],
    area: Option<GuestAddr>,
    is_lent: bool,
) -> Result<Owned> {
    let registers = Registers(registers);
    match value {
        Lifted::Direct { register, lift } => {
            let slot = registers.get(*register)?;
            let area = match lift {
                Lift::Area { .. } => area.unwrap_or(GuestAddr(slot.to_u32())),
                _ => GuestAddr::NULL,
            };
            lift::result(shared, entered, lift, slot, area)
        }
        Lifted::Bytes { address, length } => match registers.address(*address)? {
            GuestAddr::NULL => Ok(Owned::none()),
            addr => to_bytes(entered.read(addr, registers.count(*length)?)?),
        },
        Lifted::Text { address, length, encoding } => match registers.address(*address)? {
            GuestAddr::NULL => Ok(Owned::none()),
            addr => decode(entered.read(addr, registers.count(*length)?)?, *encoding),
        },
        Lifted::Handle { register, handle } => {
            let id = registers.get(*register)?.to_bits();
            handle_object::lift(shared, entered, *handle, id, is_lent)
        }
        other => rare(shared, entered, other, registers, is_lent),
    }
}

fn rare(
    shared: &Arc<Shared>,
    entered: &Entered<'_>,
    value: &Lifted,
    registers: Registers<'_>,
    is_lent: bool,
) -> Result<Owned> {
    match value {
        Lifted::Elements { address, length, element, stride } => {
            let addr = registers.address(*address)?;
            if addr.is_null() {
                return Ok(Owned::none());
            }
            let size = registers.count(*length)?.saturating_mul(*stride as usize);
            elements(shared, entered.read(addr, size)?, element, *stride as usize)
        }
        Lifted::Texts { address, length, encoding } => {
            let size = registers.count(*length)?.saturating_mul(4);
            let pointers = entered.read(registers.address(*address)?, size)?;
            list(pointers.chunks_exact(4).map(|pointer| match GuestAddr(word(pointer) as u32) {
                GuestAddr::NULL => Ok(Owned::none()),
                addr => decode(entered.read_text(addr)?, *encoding),
            }))
        }
        Lifted::Object { address, value, .. } => {
            let size = access::size(shared.interface(), value);
            object(shared, entered.read(registers.address(*address)?, size)?, value)
        }
        Lifted::Handles { address, length, handle } => {
            let size = registers.count(*length)?.saturating_mul(8);
            let ids = entered.read(registers.address(*address)?, size)?;
            let ids = ids.chunks_exact(8).map(word);
            list(ids.map(|id| handle_object::lift(shared, entered, *handle, id, is_lent)))
        }
        Lifted::Leased { address, lease, pointer, .. } => {
            let (addr, lease) = (registers.address(*address)?, registers.get(*lease)?.to_bits());
            pointer::lift_leased(shared, *pointer, addr.0, entered.generation(), lease)
        }
        Lifted::Direct { .. }
        | Lifted::Bytes { .. }
        | Lifted::Text { .. }
        | Lifted::Handle { .. } => Err(Error::bug("a result in the wrong place").into()),
    }
}

/// The registers of a call.
#[derive(Clone, Copy)]
struct Registers<'a>(&'a [Slot]);

impl Registers<'_> {
    #[inline(always)]
    fn get(self, register: u32) -> Result<Slot> {
        match self.0.get(register as usize) {
            Some(slot) => Ok(*slot),
            None => Err(Error::bug("a program names no such register").into()),
        }
    }

    #[inline(always)]
    fn address(self, register: u32) -> Result<GuestAddr> {
        Ok(GuestAddr(self.get(register)?.to_u32()))
    }

    #[inline(always)]
    fn count(self, register: u32) -> Result<usize> {
        Ok(usize::try_from(self.get(register)?.to_bits()).unwrap_or(usize::MAX))
    }
}

/// A little-endian number of up to 8 bytes.
fn word(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |sum, &byte| sum << 8 | u64::from(byte))
}

/// Text of so many bytes.
pub(crate) fn decode(bytes: &[u8], encoding: Encoding) -> Result<Owned> {
    match encoding {
        Encoding::Utf8 => text::decode(bytes),
        Encoding::Latin1 => {
            let (start, len) = (bytes.as_ptr().cast(), bytes.len() as isize);
            // SAFETY: pointer and length are a slice's; a new reference or null comes back.
            unsafe { Owned::new(ffi::PyUnicode_DecodeLatin1(start, len, std::ptr::null())) }
        }
        Encoding::Utf16 => {
            let units = bytes.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
            match char::decode_utf16(units).collect::<std::result::Result<String, _>>() {
                Ok(text) => Owned::text(&text),
                Err(_) => Err(Error::new(Code::TextEncoding, "the text is not UTF-16").into()),
            }
        }
    }
}

/// Numbers as an `array.array`, which shows them as a buffer; a list of everything else.
fn elements(shared: &Arc<Shared>, bytes: &[u8], element: &Access, stride: usize) -> Result<Owned> {
    if let Access::Number { number, enumeration: None } = element
        && *number != Number::Bool
        && number.size() as usize == stride
    {
        return array(*number, bytes);
    }
    let size = access::size(shared.interface(), element);
    let items = bytes.chunks_exact(stride.max(1));
    list(items.map(|item| object(shared, &item[..size.min(item.len())], element)))
}

/// A copy of an object in memory.
fn object(shared: &Arc<Shared>, bytes: &[u8], access: &Access) -> Result<Owned> {
    match access {
        Access::Record { record } => record::own(shared, *record, bytes),
        Access::Array { element, stride, .. } => elements(shared, bytes, element, *stride as usize),
        _ => {
            let place = Place::Own(Bytes::new(bytes, shared.generation()));
            access::load(shared, access, &place, 0, std::ptr::null_mut())
        }
    }
}

fn list(items: impl ExactSizeIterator<Item = Result<Owned>>) -> Result<Owned> {
    if items.len() > MAX_LIST {
        let message = format!("a list of {} items", items.len());
        return Err(Error::new(Code::FactsBroken, message).into());
    }
    // SAFETY: a new list or null comes back.
    let list = unsafe { Owned::new(ffi::PyList_New(items.len() as isize)) }?;
    for (index, item) in items.enumerate() {
        // SAFETY: the list has this place, which takes the reference over.
        unsafe { ffi::PyList_SetItem(list.as_ptr(), index as isize, item?.into_ptr()) };
    }
    Ok(list)
}

fn array(number: Number, bytes: &[u8]) -> Result<Owned> {
    Python::attach(|py| {
        let code = buffer::format_of(number).to_string_lossy().into_owned();
        let bytes = pyo3::types::PyBytes::new(py, bytes);
        let made = py.import("array")?.getattr("array")?.call1((code, bytes))?;
        // SAFETY: the object is alive.
        Ok(unsafe { Owned::of(made.as_ptr()) })
    })
    .map_err(|error: PyErr| Failure::from(error))?
}
