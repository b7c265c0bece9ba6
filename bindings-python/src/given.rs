//! Arguments of which facts speak: buffers whose length C is told, text whose encoding is known,
//! handles, host functions.

use std::sync::Arc;

use pyo3::ffi;
use sandbridge_interface::facts::Encoding;
use sandbridge_interface::plan::{Access, Give, Pointee, PointerPlan};
use sandbridge_interface::{Code, Error};
use sandbridge_runtime::{FunctionPointer, Policy, Slot};

use crate::argument::bytes_of;
use crate::buffer::Buffer;
use crate::error::{Failure, Result, mismatch};
use crate::lower::Lowering;
use crate::tie::Held;
use crate::{array, function, handle_object, host_function, pointer, record, sequence, text};

/// Host functions that were made for a call.
#[derive(Default)]
pub(crate) struct Registered {
    /// For this call alone.
    pub(crate) temporary: Vec<FunctionPointer>,
    /// The library's own once the program runs.
    pub(crate) held: Vec<(FunctionPointer, Arc<Held>)>,
}

impl Lowering<'_, '_, '_> {
    /// Carries out one step; a failure comes with the argument that it is about.
    #[inline(always)]
    pub(crate) fn give(
        &mut self,
        give: &Give,
        registered: &mut Registered,
    ) -> Result<(), (Option<u32>, Failure)> {
        match give {
            Give::Handle { arg, register, handle, nullable } => {
                match self.handle(*arg, *register, *handle, *nullable) {
                    Ok(()) => Ok(()),
                    Err(failure) => Err((Some(*arg), failure)),
                }
            }
            Give::Text { arg, register, length, encoding, is_sized, nullable } => {
                let form = (*encoding, *is_sized, *nullable);
                match self.text(*arg, *register, *length, form) {
                    Ok(()) => Ok(()),
                    Err(failure) => Err((Some(*arg), failure)),
                }
            }
            Give::Data { arg, register, length, unit, pointer, nullable } => {
                match self.data(*arg, (*register, *length), *unit, pointer, *nullable) {
                    Ok(()) => Ok(()),
                    Err(failure) => Err((Some(*arg), failure)),
                }
            }
            Give::Callback { arg, .. } => {
                self.host_function(give, registered).map_err(|failure| (Some(*arg), failure))
            }
        }
    }

    #[inline(always)]
    fn handle(&mut self, arg: u32, register: u32, kind: u32, nullable: bool) -> Result<()> {
        let value = self.arg(arg)?;
        let id = match handle_object::of(value) {
            Some(given) => given.id_in(self.shared)?,
            None if nullable && is_none(value) => 0,
            None => {
                let class = self.shared.library.handle_name(kind);
                return Err(refused(&format!("a `{class}`"), nullable, value));
            }
        };
        self.put(register, Slot::bits(id))
    }

    #[inline(always)]
    fn text(
        &mut self,
        arg: u32,
        register: u32,
        length: u32,
        (encoding, is_sized, nullable): (Encoding, bool, bool),
    ) -> Result<()> {
        let value = self.arg(arg)?;
        // SAFETY: the argument is alive.
        let is_text = unsafe { ffi::PyUnicode_Check(value) } != 0;
        let (addr, units) = if is_text && encoding == Encoding::Utf8 {
            self.put_text(sequence::utf8(value)?, encoding, is_sized)?
        } else if is_text {
            let bytes = encode(value, encoding)?;
            self.put_text(&bytes, encoding, is_sized)?
        // SAFETY: as above.
        } else if unsafe { ffi::PyBytes_Check(value) } != 0 {
            self.put_text(bytes_of(value), encoding, is_sized)?
        } else if nullable && is_none(value) {
            (0, 0)
        } else {
            return Err(refused("a str, or bytes in its encoding", nullable, value));
        };
        self.put(length, Slot::bits(units))?;
        self.put(register, Slot::u32(addr))
    }

    /// A copy of text with a NUL behind it, and how many units precede that.
    #[inline(always)]
    fn put_text(&mut self, bytes: &[u8], encoding: Encoding, is_sized: bool) -> Result<(u32, u64)> {
        self.size += bytes.len();
        let unit = encoding.unit() as usize;
        let units = (bytes.len() / unit) as u64;
        if !is_sized && unit == 1 {
            return Ok((self.entered.put_text(bytes)?.0, units));
        }
        if !is_sized && bytes.chunks_exact(unit).any(|unit| unit.iter().all(|&byte| byte == 0)) {
            return Err(Error::new(Code::TextWithNul, "the text has a NUL")
                .with_help("C text ends at its first NUL")
                .into());
        }
        let too_long = || Error::new(Code::OutOfMemory, "the text is longer than 4 GiB");
        let size = u32::try_from(bytes.len() + unit).map_err(|_| too_long())?;
        let addr = self.entered.reserve(size, encoding.unit())?;
        let place = self.entered.read_mut(addr, size as usize)?;
        let (text, end) = place.split_at_mut(bytes.len());
        text.copy_from_slice(bytes);
        end.fill(0);
        Ok((addr.0, units))
    }

    #[inline(always)]
    fn data(
        &mut self,
        arg: u32,
        (register, length): (u32, u32),
        unit: u32,
        plan: &PointerPlan,
        nullable: bool,
    ) -> Result<()> {
        let value = self.arg(arg)?;
        let is_bytes = plan.is_const && matches!(plan.pointee, Pointee::Bytes);
        // SAFETY: the argument is alive.
        let (addr, count) = if is_bytes && unsafe { ffi::PyBytes_CheckExact(value) } != 0 {
            let bytes = bytes_of(value);
            (self.copy(bytes, 16)?, bytes.len() as u64)
        } else {
            self.copied(unit, plan, nullable, value)?
        };
        self.put(length, Slot::bits(count))?;
        self.put(register, Slot::u32(addr))
    }

    /// The address of a copy, or of what is in guest memory already, and how many elements it has.
    fn copied(
        &mut self,
        unit: u32,
        plan: &PointerPlan,
        nullable: bool,
        value: *mut ffi::PyObject,
    ) -> Result<(u32, u64)> {
        if is_none(value) {
            return match nullable {
                true => Ok((0, 0)),
                false => Err(refused("a buffer", false, value)),
            };
        }
        if let Some(given) = pointer::of(value) {
            let message = format!("a `{}` does not say how much it points to", given.type_name());
            return Err(Error::new(Code::ArgumentType, message)
                .with_help("give a buffer, or call the function of `lib.c` with a length")
                .into());
        }
        if handle_object::of(value).is_some() {
            return Err(refused("a buffer", false, value));
        }
        if matches!(plan.pointee, Pointee::Bytes)
            && array::of(value).is_none()
            && let Some(buffer) = Buffer::of(value, !plan.is_const)?
        {
            let count = buffer.as_bytes().len() as u64;
            return Ok((self.buffer(plan, buffer, 16)?, count));
        }
        let count = self.count(unit as usize, plan, value)?;
        Ok((self.pointer(plan, value)?, count as u64))
    }

    /// How many elements a value has that [`Lowering::pointer`] takes.
    fn count(&self, unit: usize, plan: &PointerPlan, value: *mut ffi::PyObject) -> Result<usize> {
        if let Some(given) = array::of(value) {
            return Ok(given.place.len() / unit.max(1));
        }
        // SAFETY: the argument is alive.
        if unsafe { ffi::PyUnicode_Check(value) } != 0 {
            let text = sequence::utf8(value)?;
            return Ok(match plan.wide_text {
                Some(2) => String::from_utf8_lossy(text).encode_utf16().count(),
                Some(_) => String::from_utf8_lossy(text).chars().count(),
                None => text.len(),
            });
        }
        if let Pointee::Elements { element: Access::Record { record }, .. } = &plan.pointee {
            // SAFETY: as above.
            if record::of(value).is_some() || unsafe { ffi::PyDict_Check(value) } != 0 {
                return Ok(1);
            }
            if let Some(items) = self.records(*record, value)? {
                return Ok(sequence::len(&items));
            }
        }
        if let Some(buffer) = Buffer::of(value, false)? {
            return Ok(buffer.as_bytes().len() / unit.max(1));
        }
        Ok(sequence::of(value)?.map_or(0, |items| sequence::len(&items)))
    }

    fn host_function(&mut self, give: &Give, registered: &mut Registered) -> Result<()> {
        let Give::Callback {
            arg,
            register,
            signature,
            callback,
            is_held,
            is_once,
            on_raise,
            nullable,
        } = give
        else {
            return Err(Error::bug("a step in the wrong place").into());
        };
        let value = self.arg(*arg)?;
        let is_known = function::any(self.shared, value)?.is_some();
        let index = if is_none(value) {
            match nullable {
                true => 0,
                false => return Err(refused("a callable", false, value)),
            }
        } else if is_known && *is_held {
            // The library would release at its end what somebody else has to.
            return Err(mismatch("a plain callable, which the library then keeps", value).into());
        } else if is_known {
            function::store(self.shared, *signature, value)?
        // SAFETY: the argument is alive.
        } else if unsafe { ffi::PyCallable_Check(value) } != 0 {
            let policy = Policy { on_raise: *on_raise, is_once: *is_once };
            let ty = (*signature, *callback);
            let made = host_function::register(self.shared, self.entered, ty, policy, value)?;
            let index = made.0.0;
            match is_held {
                true => registered.held.push(made),
                false => registered.temporary.push(made.0),
            }
            index
        } else {
            return Err(refused("a callable", *nullable, value));
        };
        self.put(*register, Slot::u32(index))
    }
}

fn is_none(value: *mut ffi::PyObject) -> bool {
    // SAFETY: `None` is always alive.
    value == unsafe { ffi::Py_None() }
}

#[cold]
fn refused(wanted: &str, nullable: bool, value: *mut ffi::PyObject) -> Failure {
    let or_none = if nullable { " or None" } else { "" };
    mismatch(&format!("{wanted}{or_none}"), value).into()
}

/// A `str` in another encoding than UTF-8.
fn encode(value: *mut ffi::PyObject, encoding: Encoding) -> Result<Vec<u8>> {
    let given = String::from_utf8_lossy(sequence::utf8(value)?);
    match encoding {
        Encoding::Utf8 => Ok(given.into_owned().into_bytes()),
        Encoding::Utf16 => {
            let mut units = text::wide_units(&given, 2);
            // Without the NUL that goes with wide text.
            units.truncate(units.len().saturating_sub(2));
            Ok(units)
        }
        Encoding::Latin1 => {
            let bytes = given.chars().map(|letter| u8::try_from(u32::from(letter)));
            bytes.collect::<std::result::Result<_, _>>().map_err(|_| {
                let letter = given.chars().find(|letter| u32::from(*letter) > 255);
                let letter = letter.unwrap_or_default();
                Error::new(Code::TextEncoding, format!("Latin-1 has no {letter:?}")).into()
            })
        }
    }
}
