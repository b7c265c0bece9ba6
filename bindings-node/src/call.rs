//! The entries through which emitted JavaScript calls a function, in raw Node-API: arguments and
//! result go through the call frame, so that an entry costs little more than the call itself.
//!
//! An entry returns `undefined` when the call went well (or the text that is its result), and an
//! array with the failure's JSON when it did not.

use std::ffi::c_void;
use std::ptr;
use std::sync::Arc;

use napi::bindgen_prelude::Env;
use napi_sys as sys;
use sandbridge_interface::plan::{Lift, Lower, Plan, SlotForm};
use sandbridge_interface::{Error, GuestAddr, Result, SignatureId};
use sandbridge_runtime::{Entered, Frame, Function, FunctionPointer, Library, Slot};

use crate::buffer::{checked, drop_with};
use crate::copy::Copy;
use crate::error::{caught, describe};
use crate::memory::not_utf8;

/// The forms of entries, as `lib/call.js` numbers them.
const FORMS: [sys::napi_callback; 4] = [Some(scalars), Some(data), Some(text), Some(bulk)];

/// The form with buffers too large for the frame, which is also that of function pointers.
pub(crate) const COPIES: u32 = 3;

/// What an entry finds behind its data pointer.
struct Target {
    library: Library,
    function: Arc<Function>,
    /// The type of the function pointers that it calls in place of an export.
    signature: Option<SignatureId>,
    /// The library's call frame.
    frame: *mut u8,
    /// The block that JavaScript fills in place of the frame, or null.
    mirror: *mut u8,
}

/// A JavaScript function that takes no arguments and calls `function` in the given form:
/// 0 with scalars only, 1 with data in the frame, 2 the same with a text result, 3 with buffers
/// that are too large for the frame, in an array `[slot, value, is written, alignment, …]`; it returns
/// text when it has a second argument.
pub(crate) fn entry(
    env: Env,
    form: u32,
    library: Library,
    function: Arc<Function>,
    signature: Option<SignatureId>,
    mirror: *mut u8,
) -> Result<sys::napi_value> {
    let Some(callback) = FORMS.get(form as usize) else {
        return Err(Error::bug(format!("there is no entry of form {form}")));
    };
    let frame = library.frame().as_ptr();
    let target = Box::new(Target { library, function, signature, frame, mirror });
    let data = ptr::from_ref(&*target).cast_mut().cast::<c_void>();
    let mut value = ptr::null_mut();
    // SAFETY: a null name is allowed; the target lives as long as the function, see below.
    let status = unsafe {
        sys::napi_create_function(env.raw(), ptr::null(), 0, *callback, data, &mut value)
    };
    checked("napi_create_function", status)?;
    drop_with(env, value, target)?;
    Ok(value)
}

unsafe extern "C" fn scalars(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    // SAFETY: Node passes what belongs to this very call.
    let target = unsafe { target_of(env, info) };
    finish(env, caught(|| target.call(|entered| entered.call_frame(&target.function, 0, 0..0))))
}

unsafe extern "C" fn data(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    // SAFETY: as above.
    let target = unsafe { target_of(env, info) };
    finish(env, caught(|| target.call(|entered| target.run(entered))))
}

unsafe extern "C" fn text(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    // SAFETY: as above.
    let target = unsafe { target_of(env, info) };
    let done = caught(|| {
        target.call(|entered| {
            target.run(entered)?;
            target.text(env, entered)
        })
    });
    done.unwrap_or_else(|error| failed(env, &error))
}

unsafe extern "C" fn bulk(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    let mut values = [ptr::null_mut(); 2];
    let mut given = values.len();
    let mut data = ptr::null_mut();
    // SAFETY: there is room for as many arguments as `given` says.
    unsafe {
        sys::napi_get_cb_info(
            env,
            info,
            &mut given,
            values.as_mut_ptr(),
            ptr::null_mut(),
            &mut data,
        );
    }
    // SAFETY: the data pointer is the target that `entry` set, alive as long as the function.
    let target = unsafe { &*data.cast::<Target>() };
    let done = caught(|| {
        let copies = Copy::list(env, values[0])?;
        target.call(|entered| {
            target.run_with(env, entered, &copies)?;
            if given > 1 { target.text(env, entered) } else { Ok(ptr::null_mut()) }
        })
    });
    done.unwrap_or_else(|error| failed(env, &error))
}

/// # Safety
/// Both come from Node and belong to the running call of an entry.
#[inline(always)]
unsafe fn target_of<'a>(env: sys::napi_env, info: sys::napi_callback_info) -> &'a Target {
    let mut data = ptr::null_mut();
    let (no_count, no_values, no_this) = (ptr::null_mut(), ptr::null_mut(), ptr::null_mut());
    // SAFETY: null means that arguments and receiver are not wanted.
    unsafe { sys::napi_get_cb_info(env, info, no_count, no_values, no_this, &mut data) };
    // SAFETY: the data pointer is the target that `entry` set, alive as long as the function.
    unsafe { &*data.cast::<Target>() }
}

#[inline(always)]
fn finish(env: sys::napi_env, done: Result<()>) -> sys::napi_value {
    match done {
        Ok(()) => ptr::null_mut(),
        Err(error) => failed(env, &error),
    }
}

#[cold]
pub(crate) fn failed(env: sys::napi_env, error: &Error) -> sys::napi_value {
    let mut list = ptr::null_mut();
    let json = describe(error);
    if let Ok(text) = string(env, json.as_bytes()) {
        // SAFETY: the result is a place of this function.
        unsafe { sys::napi_create_array_with_length(env, 1, &mut list) };
        // SAFETY: both values were just made in this call's handle scope.
        unsafe { sys::napi_set_element(env, list, 0, text) };
    }
    list
}

impl Target {
    /// Enters the library and does `act`, with the mirror's content where there is a mirror.
    #[inline(always)]
    fn call<T>(&self, act: impl FnOnce(&mut Entered<'_>) -> Result<T>) -> Result<T> {
        let mut entered = self.library.enter()?;
        if self.mirror.is_null() {
            return act(&mut entered);
        }
        self.copy_mirror(true);
        let done = act(&mut entered);
        self.copy_mirror(false);
        done
    }

    #[cold]
    fn copy_mirror(&self, inward: bool) {
        let frame = self.frame;
        let (from, to) = if inward { (self.mirror, frame) } else { (frame, self.mirror) };
        // SAFETY: both blocks have the frame's size; the mirror is an `ArrayBuffer` that the
        // emitted code refers to, and does not move.
        unsafe { ptr::copy_nonoverlapping(from, to, Frame::SIZE) };
    }

    /// One of the lengths in the frame's header.
    #[inline(always)]
    fn header(&self, offset: usize) -> u32 {
        // SAFETY: the offset is one of the frame's own, aligned for `u32`.
        unsafe { self.frame.add(offset).cast::<u32>().read() }
    }

    #[inline(always)]
    fn run(&self, entered: &mut Entered<'_>) -> Result<()> {
        let output = self.header(Frame::OUTPUT_START)..self.header(Frame::OUTPUT_END);
        entered.call_frame(&self.function, self.header(Frame::INPUT), output)
    }

    /// Makes the call's result, a guest address in the first slot, a string.
    fn text(&self, env: sys::napi_env, entered: &Entered<'_>) -> Result<sys::napi_value> {
        let mut value = ptr::null_mut();
        let address = GuestAddr(self.header(0));
        if address.is_null() {
            // SAFETY: the result is a place of this function.
            checked("napi_get_null", unsafe { sys::napi_get_null(env, &mut value) })?;
            return Ok(value);
        }
        let in_function = |error: Error| {
            error.context(format_args!("{}.{}", self.library.name(), self.function.plan.name))
        };
        let bytes = entered.read_text(address).map_err(in_function)?;
        std::str::from_utf8(bytes).map_err(|error| in_function(not_utf8(&error)))?;
        string(env, bytes)
    }

    /// Whether the result is a vector in the slot itself, or a record that is one.
    fn gives_vector(&self) -> bool {
        let Plan { lift, lower, .. } = &self.function.plan;
        match lift {
            Lift::Area { .. } => !matches!(lower.first(), Some(Lower::Area { .. })),
            Lift::Single { number, .. } => *number == SlotForm::V128,
            _ => false,
        }
    }

    /// Like `run`, with `copies` between JavaScript's buffers and guest memory.
    fn run_with(
        &self,
        env: sys::napi_env,
        entered: &mut Entered<'_>,
        copies: &[Copy],
    ) -> Result<()> {
        let mark = entered.mark();
        let done = self.run_between_copies(env, entered, copies);
        entered.release(mark);
        done
    }

    fn run_between_copies(
        &self,
        env: sys::napi_env,
        entered: &mut Entered<'_>,
        copies: &[Copy],
    ) -> Result<()> {
        let frame = self.frame;
        let output = self.header(Frame::OUTPUT_START)..self.header(Frame::OUTPUT_END);
        let (input, width) = (self.header(Frame::INPUT), self.function.width);
        let used = input.max(output.end);
        if used as usize > Frame::ROOM_MAX || output.start > output.end || width > Frame::SLOTS {
            return Err(Error::bug("a call frame is used beyond its end"));
        }
        // The frame's data first: its addresses are those that JavaScript reckons with.
        let base = entered.reserve(used, 16)?;
        let place = entered.read_mut(base, input as usize)?;
        // SAFETY: the frame's data area and the place both have `input` bytes.
        unsafe {
            ptr::copy_nonoverlapping(frame.add(Frame::DATA), place.as_mut_ptr(), place.len());
        }
        let mut slots = [Slot::i32(0); Frame::SLOTS];
        for (index, slot) in slots[..width].iter_mut().enumerate() {
            // SAFETY: the width is at most the frame's number of slots; the frame is aligned.
            *slot = Slot::bits(unsafe { frame.cast::<u64>().add(index).read() });
        }
        let mut places = Vec::with_capacity(copies.len());
        for copy in copies {
            let slot = slots.get_mut(copy.slot() as usize);
            let slot = slot.ok_or_else(|| Error::bug("a buffer for a slot that is not there"))?;
            if let Some(vector) = copy.vector(env)? {
                *slot = Slot::v128(vector);
                places.push((GuestAddr::NULL, 0));
                continue;
            }
            let (address, len) = copy.bring_in(env, entered)?;
            *slot = Slot::u32(address.0);
            places.push((address, len));
        }
        match self.signature {
            None => entered.call(&self.function, &mut slots[..width])?,
            Some(signature) => {
                let pointer = FunctionPointer(self.header(Frame::FUNCTION));
                entered.call_pointer(pointer, signature, &self.function, &mut slots[..width])?;
            }
        }
        match self.gives_vector() {
            // SAFETY: the first two slots exist; the frame is aligned.
            true => unsafe { frame.cast::<u128>().write(slots[0].to_v128()) },
            // SAFETY: the slot at 0 exists.
            false => unsafe { frame.cast::<u64>().write(slots[0].to_bits()) },
        }
        if let Some(start) = base.checked_add(output.start) {
            let written = entered.read(start, output.len())?;
            // SAFETY: the range ends within the frame's data area, as was checked.
            unsafe {
                let to = frame.add(Frame::DATA + output.start as usize);
                ptr::copy_nonoverlapping(written.as_ptr(), to, written.len());
            }
        }
        for (copy, (address, len)) in copies.iter().zip(places) {
            copy.bring_back(env, entered, address, len)?;
        }
        Ok(())
    }
}

pub(crate) fn string(env: sys::napi_env, bytes: &[u8]) -> Result<sys::napi_value> {
    let mut value = ptr::null_mut();
    // SAFETY: the pointer and length are those of `bytes`, which are UTF-8.
    let status = unsafe {
        sys::napi_create_string_utf8(env, bytes.as_ptr().cast(), bytes.len() as isize, &mut value)
    };
    checked("napi_create_string_utf8", status)?;
    Ok(value)
}
