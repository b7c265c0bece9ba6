//! Buffers and text that are too large for the call frame: they go straight between JavaScript's
//! memory and the guest's, copied once in each direction.

use std::ptr;

use napi_sys as sys;
use sandbridge_interface::{Code, Error, GuestAddr, Result};
use sandbridge_runtime::Entered;

use crate::buffer::{bytes_of, checked};

/// What `lib/lower.js` says of a buffer that C may write, and of a vector.
const WRITTEN: u32 = 1;
const VECTOR: u32 = 2;

/// A buffer or text that goes straight between JavaScript and guest memory.
pub(crate) struct Copy {
    slot: u32,
    value: sys::napi_value,
    is_text: bool,
    is_written: bool,
    /// The slot takes its 16 bytes rather than the address of a copy.
    is_vector: bool,
    align: u32,
}

impl Copy {
    /// Reads `[slot, value, is written, alignment, …]`.
    pub(crate) fn list(env: sys::napi_env, list: sys::napi_value) -> Result<Vec<Self>> {
        let mut len = 0;
        // SAFETY: the value is an argument of the running call.
        checked("napi_get_array_length", unsafe {
            sys::napi_get_array_length(env, list, &mut len)
        })?;
        (0..len / 4)
            .map(|index| {
                let value = element(env, list, index * 4 + 1)?;
                let mut kind = 0;
                // SAFETY: the value was just read in this call's handle scope.
                checked("napi_typeof", unsafe { sys::napi_typeof(env, value, &mut kind) })?;
                let way = number(env, element(env, list, index * 4 + 2)?)?;
                Ok(Self {
                    slot: number(env, element(env, list, index * 4)?)?,
                    value,
                    is_text: kind == sys::ValueType::napi_string,
                    is_written: way == WRITTEN,
                    is_vector: way == VECTOR,
                    align: number(env, element(env, list, index * 4 + 3)?)?.max(1),
                })
            })
            .collect()
    }

    /// Which slot takes its address.
    pub(crate) fn slot(&self) -> u32 {
        self.slot
    }

    /// What its slot takes when it is a vector.
    pub(crate) fn vector(&self, env: sys::napi_env) -> Result<Option<u128>> {
        if !self.is_vector {
            return Ok(None);
        }
        let (data, len) = bytes_of(env, self.value)?;
        if len != size_of::<u128>() {
            return Err(Error::bug("a vector without 16 bytes"));
        }
        // SAFETY: so many bytes are there.
        Ok(Some(unsafe { data.cast::<u128>().read_unaligned() }))
    }

    /// Copies it to the guest, for the time of the call.
    pub(crate) fn bring_in(
        &self,
        env: sys::napi_env,
        entered: &mut Entered<'_>,
    ) -> Result<(GuestAddr, usize)> {
        if self.is_text {
            return self.bring_text(env, entered);
        }
        let (_, len) = bytes_of(env, self.value)?;
        let address = entered.reserve(size(len)?, self.align)?;
        let place = entered.read_mut(address, len)?;
        // Asked only now: the guest's `malloc` may have called a function that let go of the buffer.
        let (data, now) = bytes_of(env, self.value)?;
        let len = len.min(now);
        // SAFETY: `place` has `len` bytes; the buffer may be a view of the same memory.
        unsafe { ptr::copy(data, place.as_mut_ptr(), len) };
        Ok((address, len))
    }

    fn bring_text(
        &self,
        env: sys::napi_env,
        entered: &mut Entered<'_>,
    ) -> Result<(GuestAddr, usize)> {
        let mut len = 0;
        // SAFETY: without a buffer it only says the length.
        let status = unsafe {
            sys::napi_get_value_string_utf8(env, self.value, ptr::null_mut(), 0, &mut len)
        };
        checked("napi_get_value_string_utf8", status)?;
        let address = entered.reserve(size(len)?.saturating_add(1), 1)?;
        let place = entered.read_mut(address, len + 1)?;
        // SAFETY: there is room for the text and its NUL, which is written too.
        let status = unsafe {
            let to = place.as_mut_ptr().cast();
            sys::napi_get_value_string_utf8(env, self.value, to, len + 1, &mut len)
        };
        checked("napi_get_value_string_utf8", status)?;
        Ok((address, len))
    }

    /// Copies what the callee may have written back.
    pub(crate) fn bring_back(
        &self,
        env: sys::napi_env,
        entered: &Entered<'_>,
        address: GuestAddr,
        len: usize,
    ) -> Result<()> {
        if !self.is_written {
            return Ok(());
        }
        let written = entered.read(address, len)?;
        let (data, now) = bytes_of(env, self.value)?;
        // SAFETY: no more is written than the buffer has now; it may be a view of guest memory.
        unsafe { ptr::copy(written.as_ptr(), data, len.min(now)) };
        Ok(())
    }
}

fn size(len: usize) -> Result<u32> {
    u32::try_from(len).map_err(|_| {
        Error::new(
            Code::OutOfMemory,
            format!("{len} bytes are more than the 4 GiB that a library can address"),
        )
    })
}

fn element(env: sys::napi_env, list: sys::napi_value, index: u32) -> Result<sys::napi_value> {
    let mut value = ptr::null_mut();
    // SAFETY: the list is an argument of the running call.
    let status = unsafe { sys::napi_get_element(env, list, index, &mut value) };
    checked("napi_get_element", status)?;
    Ok(value)
}

fn number(env: sys::napi_env, value: sys::napi_value) -> Result<u32> {
    let mut number = 0;
    // SAFETY: the value was read in this call's handle scope.
    let status = unsafe { sys::napi_get_value_uint32(env, value, &mut number) };
    checked("napi_get_value_uint32", status)?;
    Ok(number)
}
