//! What C leaves behind a call or gives to a host function, as JavaScript has it: texts and lists of
//! texts as values, bytes in the call frame where they fit. Numbers, pointers and handles are read from
//! the frame's slots by emitted code.

use std::ptr;

use napi_sys as sys;
use sandbridge_interface::facts::Encoding;
use sandbridge_interface::plan::{Lift, Lifted, Outcome};
use sandbridge_interface::{Code, Error, GuestAddr, Result};
use sandbridge_runtime::{Entered, Frame, Slot};

use crate::buffer::checked;
use crate::call::string;
use crate::memory::not_utf8;

/// The values of one call on their way.
pub(crate) struct Lifting<'a, 'e> {
    pub(crate) env: sys::napi_env,
    pub(crate) entered: &'a Entered<'e>,
    pub(crate) registers: &'a [Slot],
    /// The call frame where bytes may go there, and the next free byte of its data area.
    pub(crate) frame: Option<(*mut u8, usize)>,
    /// What does not go through the frame, in order.
    pub(crate) values: Vec<sys::napi_value>,
}

/// Whether emitted code gets the outcome as a value of its own, rather than from the frame.
pub(crate) fn is_text(outcome: &Outcome) -> bool {
    matches!(outcome.value, Lifted::Text { .. } | Lifted::Direct { lift: Lift::Text { .. }, .. })
}

/// Whether emitted code takes everything that the outcome is from the frame's slots.
pub(crate) fn is_in_slots(outcome: &Outcome) -> bool {
    match &outcome.value {
        Lifted::Direct { lift, .. } => !matches!(lift, Lift::Text { .. }),
        Lifted::Handle { .. } | Lifted::Leased { .. } => true,
        _ => false,
    }
}

impl Lifting<'_, '_> {
    /// Brings one outcome to JavaScript, unless it is in slots.
    pub(crate) fn lift(&mut self, outcome: &Outcome) -> Result<()> {
        match outcome.value {
            Lifted::Direct { lift: Lift::Text { .. }, register } => {
                let text = match self.address(register)? {
                    GuestAddr::NULL => self.null()?,
                    addr => self.text(self.entered.read_text(addr)?, Encoding::Utf8)?,
                };
                self.values.push(text);
            }
            Lifted::Direct { .. } | Lifted::Handle { .. } | Lifted::Leased { .. } => {}
            Lifted::Bytes { address, length } => {
                self.bytes(self.address(address)?, self.count(length)?)?;
            }
            Lifted::Elements { address, length, stride, .. } => {
                let size = self.count(length)?.saturating_mul(stride as usize);
                self.bytes(self.address(address)?, size)?;
            }
            Lifted::Object { address, layout, .. } => {
                self.bytes(self.address(address)?, layout.size as usize)?;
            }
            Lifted::Handles { address, length, .. } => {
                let size = self.count(length)?.saturating_mul(8);
                self.bytes(self.address(address)?, size)?;
            }
            Lifted::Text { address, length, encoding } => {
                let text = match self.address(address)? {
                    GuestAddr::NULL => self.null()?,
                    addr => {
                        let bytes = self.entered.read(addr, self.count(length)?)?;
                        self.text(bytes, encoding)?
                    }
                };
                self.values.push(text);
            }
            Lifted::Texts { address, length, encoding } => {
                let list = self.texts(self.address(address)?, self.count(length)?, encoding)?;
                self.values.push(list);
            }
        }
        Ok(())
    }

    fn get(&self, register: u32) -> Result<Slot> {
        let slot = self.registers.get(register as usize).copied();
        slot.ok_or_else(|| Error::bug("a program names no such register"))
    }

    fn address(&self, register: u32) -> Result<GuestAddr> {
        self.get(register).map(|slot| GuestAddr(slot.to_u32()))
    }

    fn count(&self, register: u32) -> Result<usize> {
        self.get(register).map(|slot| usize::try_from(slot.to_bits()).unwrap_or(usize::MAX))
    }

    /// Copies bytes to the frame, or to a `Uint8Array` where they are too many; emitted code reckons
    /// the same. Nothing for `NULL`.
    fn bytes(&mut self, addr: GuestAddr, len: usize) -> Result<()> {
        if addr.is_null() {
            if self.frame.is_none() {
                let null = self.null()?;
                self.values.push(null);
            }
            return Ok(());
        }
        let bytes = self.entered.read(addr, len)?;
        if let Some((frame, at)) = self.frame
            && at.saturating_add(len) <= Frame::ROOM_MAX
        {
            // SAFETY: the range ends within the frame's data area, and the guest's memory is apart.
            unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), frame.add(Frame::DATA + at), len) };
            self.frame = Some((frame, (at + len).next_multiple_of(16)));
            return Ok(());
        }
        let value = self.array(bytes)?;
        self.values.push(value);
        Ok(())
    }

    /// A `Uint8Array` with a copy of the bytes.
    fn array(&self, bytes: &[u8]) -> Result<sys::napi_value> {
        let (env, len) = (self.env, bytes.len());
        let (mut buffer, mut data, mut value) = (ptr::null_mut(), ptr::null_mut(), ptr::null_mut());
        // SAFETY: the results are places of this function.
        let status = unsafe { sys::napi_create_arraybuffer(env, len, &mut data, &mut buffer) };
        checked("napi_create_arraybuffer", status)?;
        if len > 0 {
            // SAFETY: the buffer was made with room for so many bytes.
            unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), data.cast(), len) };
        }
        let kind = sys::TypedarrayType::uint8_array;
        // SAFETY: the buffer was just made and has so many bytes.
        let status = unsafe { sys::napi_create_typedarray(env, kind, len, buffer, 0, &mut value) };
        checked("napi_create_typedarray", status)?;
        Ok(value)
    }

    fn texts(&self, addr: GuestAddr, count: usize, encoding: Encoding) -> Result<sys::napi_value> {
        let pointers = self.entered.read(addr, count.saturating_mul(4))?;
        let mut texts = Vec::with_capacity(count);
        for pointer in pointers.chunks_exact(4) {
            let addr = pointer.iter().rev().fold(0, |sum, &byte| sum << 8 | u32::from(byte));
            texts.push(match GuestAddr(addr) {
                GuestAddr::NULL => self.null()?,
                addr => self.text(self.entered.read_text(addr)?, encoding)?,
            });
        }
        list(self.env, &texts)
    }

    fn text(&self, bytes: &[u8], encoding: Encoding) -> Result<sys::napi_value> {
        let mut value = ptr::null_mut();
        match encoding {
            Encoding::Utf8 => {
                std::str::from_utf8(bytes).map_err(|error| not_utf8(&error))?;
                return string(self.env, bytes);
            }
            Encoding::Latin1 => {
                let (start, len) = (bytes.as_ptr().cast(), bytes.len() as isize);
                // SAFETY: so many bytes are there, of which each is a character.
                let status =
                    unsafe { sys::napi_create_string_latin1(self.env, start, len, &mut value) };
                checked("napi_create_string_latin1", status)?;
            }
            Encoding::Utf16 => {
                let units =
                    bytes.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
                let units: Vec<u16> = units.collect();
                if char::decode_utf16(units.iter().copied()).any(|unit| unit.is_err()) {
                    let message = "the library's text has a surrogate without its other half";
                    return Err(Error::new(Code::TextEncoding, message));
                }
                let len = units.len() as isize;
                // SAFETY: so many units are there.
                let status = unsafe {
                    sys::napi_create_string_utf16(self.env, units.as_ptr(), len, &mut value)
                };
                checked("napi_create_string_utf16", status)?;
            }
        }
        Ok(value)
    }

    fn null(&self) -> Result<sys::napi_value> {
        let mut value = ptr::null_mut();
        // SAFETY: the result is a place of this function.
        checked("napi_get_null", unsafe { sys::napi_get_null(self.env, &mut value) })?;
        Ok(value)
    }
}

/// An array of these values, with holes for those that are null.
pub(crate) fn list(env: sys::napi_env, values: &[sys::napi_value]) -> Result<sys::napi_value> {
    let mut list = ptr::null_mut();
    // SAFETY: the result is a place of this function.
    let status = unsafe { sys::napi_create_array_with_length(env, values.len(), &mut list) };
    checked("napi_create_array_with_length", status)?;
    for (index, &value) in (0u32..).zip(values).filter(|(_, value)| !value.is_null()) {
        // SAFETY: both values were made in this call's handle scope.
        let status = unsafe { sys::napi_set_element(env, list, index, value) };
        checked("napi_set_element", status)?;
    }
    Ok(list)
}
