//! JavaScript behind function pointers. All callbacks of a library go through one JavaScript
//! function, its dispatcher, which finds in the call frame whom C calls and with what.
//!
//! The dispatcher is held weakly: it belongs to the library's JavaScript half, which is on the
//! stack whenever C runs, so that a library that nobody uses any more can be collected.

use std::fmt;
use std::ptr;
use std::sync::Arc;

use napi::bindgen_prelude::{Env, sys};
use napi_derive::napi;
use sandbridge_interface::{Code, Error, Result, SignatureId};
use sandbridge_runtime::{Entered, Frame, Slot};

use crate::buffer::checked;
use crate::error::guard;
use crate::library::{NativeLibrary, at};

/// How a callback ended, as `lib/callback.js` writes it.
const RETURNED: u32 = 0;
/// A guest exception goes on through it.
const PASSING: u32 = 2;

/// What a callback threw, by the number under which JavaScript keeps it.
#[derive(Debug)]
pub(crate) struct Thrown(pub(crate) u32);

impl fmt::Display for Thrown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it threw an exception")
    }
}

impl std::error::Error for Thrown {}

/// The way from C to JavaScript.
pub(crate) struct Dispatcher {
    env: sys::napi_env,
    function: sys::napi_ref,
    frame: *mut u8,
    /// The block that stands for the frame in JavaScript, or null.
    mirror: *mut u8,
}

// SAFETY: a library of this package stays on the JavaScript thread that loaded it: only that
// thread enters it, calls back from it, and drops it.
unsafe impl Send for Dispatcher {}
// SAFETY: as above.
unsafe impl Sync for Dispatcher {}

impl Drop for Dispatcher {
    fn drop(&mut self) {
        // SAFETY: this is the thread of the environment, see above; the reference is dropped once.
        unsafe { sys::napi_delete_reference(self.env, self.function) };
    }
}

#[napi]
impl NativeLibrary {
    /// Sets the function that is called, without arguments, for every callback.
    #[napi]
    pub fn set_dispatcher(&self, env: Env, function: napi::Unknown<'_>) -> napi::Result<()> {
        guard(|| {
            let value = napi::JsValue::raw(&function);
            let mut reference = ptr::null_mut();
            // SAFETY: the value is an argument of the running call. A count of 0 holds it weakly.
            checked("napi_create_reference", unsafe {
                sys::napi_create_reference(env.raw(), value, 0, &mut reference)
            })?;
            let dispatcher = Dispatcher {
                env: env.raw(),
                function: reference,
                frame: self.library.frame().as_ptr(),
                mirror: self.mirror(),
            };
            let set = self.dispatcher.set(Arc::new(dispatcher));
            set.map_err(|_| Error::bug("a library with two dispatchers"))
        })
    }

    /// A C function pointer of that type, for the callback that the dispatcher knows by `id`. It
    /// stays until the end of the instance.
    #[napi]
    pub fn add_callback(&self, signature: u32, id: u32) -> napi::Result<u32> {
        guard(|| {
            at(&self.library.interface().signatures, signature, "function type")?;
            let dispatcher = self.dispatcher()?;
            let run = move |entered: &mut Entered<'_>, slots: &mut [Slot]| {
                dispatcher.run(id, entered, slots)
            };
            let added =
                self.library.enter()?.add_callback(SignatureId(signature), Box::new(run))?;
            Ok(added.0)
        })
    }

    pub(crate) fn dispatcher(&self) -> Result<Arc<Dispatcher>> {
        let dispatcher = self.dispatcher.get().map(Arc::clone);
        dispatcher.ok_or_else(|| Error::bug("there is no dispatcher"))
    }
}

impl Dispatcher {
    /// Runs the callback.
    pub(crate) fn run(&self, id: u32, entered: &mut Entered<'_>, slots: &mut [Slot]) -> Result<()> {
        let bits = self.dispatch(
            id,
            entered,
            slots,
            |_, _| Ok(ptr::null_mut()),
            |dispatcher, _, _| Ok(dispatcher.result()),
        )?;
        if let Some(result) = slots.first_mut() {
            *result = bits;
        }
        Ok(())
    }

    /// Runs the callback with these registers in the call frame and the value that `give` makes for
    /// JavaScript; `take` reads what became of it. The frame's header describes what the callers of C
    /// have; it is theirs again afterwards.
    pub(crate) fn dispatch<T>(
        &self,
        id: u32,
        entered: &mut Entered<'_>,
        registers: &[Slot],
        give: impl FnOnce(sys::napi_env, &Entered<'_>) -> Result<sys::napi_value>,
        take: impl FnOnce(&Self, &mut Entered<'_>, sys::napi_value) -> Result<T>,
    ) -> Result<T> {
        if registers.len() > Frame::SLOTS {
            return Err(Error::bug("a callback with more parameters than the frame has slots"));
        }
        let env = self.env;
        let mut scope = ptr::null_mut();
        // SAFETY: C only runs inside calls from JavaScript, so that the environment is at hand;
        // the scope is closed below.
        checked("napi_open_handle_scope", unsafe { sys::napi_open_handle_scope(env, &mut scope) })?;
        let done = self.dispatch_in_scope(id, entered, registers, give, take);
        // SAFETY: it is the scope opened last, and nothing made in it is used any more.
        unsafe { sys::napi_close_handle_scope(env, scope) };
        done
    }

    fn dispatch_in_scope<T>(
        &self,
        id: u32,
        entered: &mut Entered<'_>,
        registers: &[Slot],
        give: impl FnOnce(sys::napi_env, &Entered<'_>) -> Result<sys::napi_value>,
        take: impl FnOnce(&Self, &mut Entered<'_>, sys::napi_value) -> Result<T>,
    ) -> Result<T> {
        let given = give(self.env, entered)?;
        let outer = [Frame::BASE, Frame::ROOM].map(|offset| (offset, self.header(offset)));
        for (index, slot) in registers.iter().enumerate() {
            // SAFETY: the frame has as many slots, as was checked, and is aligned.
            unsafe { self.frame.cast::<u64>().add(index).write(slot.to_bits()) };
        }
        entered.publish_frame();
        self.set_header(Frame::FUNCTION, id);
        self.copy_mirror(true);
        let called = self.call(given);
        self.copy_mirror(false);
        for (offset, value) in outer {
            self.set_header(offset, value);
        }
        let value = called?;
        match self.header(Frame::OUTCOME) {
            RETURNED => take(self, entered, value),
            PASSING => Err(Error::new(
                Code::UncaughtException,
                "a longjmp or an exception of the library left a callback",
            )),
            // JavaScript keeps what was thrown under the number in the first slot.
            _ => Err(Error::raised(Arc::new(Thrown(self.result().to_u32())))),
        }
    }

    pub(crate) fn env(&self) -> sys::napi_env {
        self.env
    }

    /// What JavaScript left in the first slot.
    pub(crate) fn result(&self) -> Slot {
        // SAFETY: the slot at 0 exists; the frame is aligned.
        Slot::bits(unsafe { self.frame.cast::<u64>().read() })
    }

    /// Calls the dispatcher, with a value unless it is null. A handle scope is open.
    fn call(&self, given: sys::napi_value) -> Result<sys::napi_value> {
        let env = self.env;
        let mut function = ptr::null_mut();
        // SAFETY: the reference lives as long as this; a handle scope is open.
        checked("napi_get_reference_value", unsafe {
            sys::napi_get_reference_value(env, self.function, &mut function)
        })?;
        if function.is_null() {
            return Err(Error::bug("the dispatcher was collected"));
        }
        let count = usize::from(!given.is_null());
        let mut result = ptr::null_mut();
        // SAFETY: the function was just read, and stands for the receiver that it does not use;
        // there are as many arguments as the count says.
        let status =
            unsafe { sys::napi_call_function(env, function, function, count, &given, &mut result) };
        if status == sys::Status::napi_ok {
            return Ok(result);
        }
        // The dispatcher catches everything: only a thread without stack, or one that is being
        // stopped, gets here.
        let mut thrown = ptr::null_mut();
        // SAFETY: a handle scope is open.
        unsafe { sys::napi_get_and_clear_last_exception(env, &mut thrown) };
        Err(Error::new(Code::HostStack, "JavaScript has no stack left for a callback")
            .with_help("the library and its callbacks call each other too deeply"))
    }

    fn header(&self, offset: usize) -> u32 {
        // SAFETY: the offset is one of the frame's own, aligned for `u32`.
        unsafe { self.frame.add(offset).cast::<u32>().read() }
    }

    fn set_header(&self, offset: usize, value: u32) {
        // SAFETY: as above.
        unsafe { self.frame.add(offset).cast::<u32>().write(value) };
    }

    /// Slots and header; what is in the data area is not needed while C runs.
    fn copy_mirror(&self, outward: bool) {
        if self.mirror.is_null() {
            return;
        }
        let (frame, mirror) = (self.frame, self.mirror);
        let (from, to) = if outward { (frame, mirror) } else { (mirror, frame) };
        // SAFETY: both blocks have the frame's size and are apart.
        unsafe { ptr::copy_nonoverlapping(from, to, Frame::DATA) };
    }
}
