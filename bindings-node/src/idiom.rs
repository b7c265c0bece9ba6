//! The entry through which emitted JavaScript calls a function that has facts. It fills registers in the
//! call frame, the core runs the program around the call, and what came of it goes back the same way.
//!
//! The entry returns `undefined` when everything is in the frame, the text that is the only result, or an
//! array whose elements behind the first are what does not fit there; a failure is an array with its JSON
//! alone.

use std::ffi::c_void;
use std::ptr;
use std::sync::Arc;

use napi::bindgen_prelude::Env;
use napi_sys as sys;
use sandbridge_interface::plan::{Give, Lift, Lifted, Lower, Program, SlotForm};
use sandbridge_interface::{Error, GuestAddr, Result};
use sandbridge_runtime::{Entered, Frame, Function, FunctionPointer, Library, Slot};

use crate::buffer::{checked, drop_with};
use crate::call::failed;
use crate::copy::Copy;
use crate::error::caught;
use crate::lifting::{Lifting, is_in_slots, is_text, list};

/// What an entry finds behind its data pointer.
struct Target {
    library: Library,
    function: Arc<Function>,
    /// How many registers a call has.
    registers: usize,
    /// The registers with host functions that the library keeps.
    held: Vec<u32>,
    /// Whether the one text among the outcomes is what the entry returns.
    gives_text: bool,
    /// Whether the result is a vector in its slot.
    gives_vector: bool,
    frame: *mut u8,
    /// The block that JavaScript fills in place of the frame, or null.
    mirror: *mut u8,
}

/// What a call brought to the guest.
struct Brought {
    /// Where the frame's data is.
    base: GuestAddr,
    /// Where each buffer is that did not go through the frame.
    places: Vec<(GuestAddr, usize)>,
}

/// A JavaScript function that calls `function`. It takes nothing, or an array
/// `[register, value, is written, alignment, …]` of what is too large for the frame.
pub(crate) fn entry(
    env: Env,
    library: Library,
    function: Arc<Function>,
    mirror: *mut u8,
) -> Result<sys::napi_value> {
    let program = function.plan.program.as_deref();
    let program = program.ok_or_else(|| Error::bug("a function without a program"))?;
    let registers = function.registers();
    if registers > Frame::SLOTS {
        return Err(Error::bug("a program with more registers than the frame has slots"));
    }
    let frame = library.frame().as_ptr();
    let target = Box::new(Target {
        registers,
        held: held(program),
        gives_text: gives_text(program),
        gives_vector: gives_vector(&function),
        library,
        function,
        frame,
        mirror,
    });
    let data = ptr::from_ref(&*target).cast_mut().cast::<c_void>();
    let mut value = ptr::null_mut();
    // SAFETY: a null name is allowed; the target lives as long as the function, see below.
    let status = unsafe {
        sys::napi_create_function(env.raw(), ptr::null(), 0, Some(run), data, &mut value)
    };
    checked("napi_create_function", status)?;
    drop_with(env, value, target)?;
    Ok(value)
}

fn held(program: &Program) -> Vec<u32> {
    let held = program.given.iter().filter_map(|give| match give {
        Give::Callback { register, is_held: true, .. } => Some(*register),
        _ => None,
    });
    held.collect()
}

/// Whether one text is all that is not in slots, as emitted code decides too.
fn gives_text(program: &Program) -> bool {
    let mut others = program.outcomes.iter().filter(|outcome| !is_in_slots(outcome));
    others.next().is_some_and(is_text) && others.next().is_none()
}

fn gives_vector(function: &Function) -> bool {
    let has_area = matches!(function.plan.lower.first(), Some(Lower::Area { .. }));
    let outcomes = function.plan.program.iter().flat_map(|program| &program.outcomes);
    outcomes.into_iter().any(|outcome| match &outcome.value {
        Lifted::Direct { lift: Lift::Area { .. }, .. } => !has_area,
        Lifted::Direct { lift: Lift::Single { number, .. }, .. } => *number == SlotForm::V128,
        _ => false,
    })
}

unsafe extern "C" fn run(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    let mut values = [ptr::null_mut(); 1];
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
        let copies = if given == 0 { Vec::new() } else { Copy::list(env, values[0])? };
        target.call(env, &copies)
    });
    done.unwrap_or_else(|error| failed(env, &error))
}

impl Target {
    fn call(&self, env: sys::napi_env, copies: &[Copy]) -> Result<sys::napi_value> {
        let mut entered = self.library.enter()?;
        self.copy_mirror(true);
        let mark = entered.mark();
        let done = self.perform(env, &mut entered, copies);
        entered.release(mark);
        self.copy_mirror(false);
        done
    }

    fn perform(
        &self,
        env: sys::napi_env,
        entered: &mut Entered<'_>,
        copies: &[Copy],
    ) -> Result<sys::napi_value> {
        let mut registers = [Slot::bits(0); Frame::SLOTS];
        let registers = &mut registers[..self.registers];
        for (index, register) in registers.iter_mut().enumerate() {
            // SAFETY: there are at most as many as the frame has slots; the frame is aligned.
            *register = Slot::bits(unsafe { self.frame.cast::<u64>().add(index).read() });
        }
        let (input, start, end) = (
            self.header(Frame::INPUT),
            self.header(Frame::OUTPUT_START),
            self.header(Frame::OUTPUT_END),
        );
        let brought = match self.bring_in(env, entered, copies, registers, (input, start, end)) {
            Ok(brought) => brought,
            Err(error) => {
                self.let_go(entered, registers);
                return Err(error);
            }
        };
        entered.run(&self.function, registers, |entered, registers| {
            self.bring_back(env, entered, copies, &brought, (start, end))?;
            self.lift(env, entered, registers, input.max(end))
        })
    }

    /// Puts the frame's data and `copies` into the guest.
    fn bring_in(
        &self,
        env: sys::napi_env,
        entered: &mut Entered<'_>,
        copies: &[Copy],
        registers: &mut [Slot],
        (input, start, end): (u32, u32, u32),
    ) -> Result<Brought> {
        let used = input.max(end);
        if used as usize > Frame::ROOM_MAX || start > end {
            return Err(Error::bug("a call frame is used beyond its end"));
        }
        let mut base = GuestAddr::NULL;
        if used > 0 {
            // Its addresses are those that JavaScript reckons with.
            base = entered.reserve(used, 16)?;
            let place = entered.read_mut(base, input as usize)?;
            // SAFETY: the frame's data area and the place both have `input` bytes.
            unsafe {
                let from = self.frame.add(Frame::DATA);
                ptr::copy_nonoverlapping(from, place.as_mut_ptr(), place.len());
            }
        }
        let mut places = Vec::with_capacity(copies.len());
        for copy in copies {
            let register = registers.get_mut(copy.slot() as usize);
            let register = register.ok_or_else(|| Error::bug("a buffer for no register"))?;
            if let Some(vector) = copy.vector(env)? {
                *register = Slot::v128(vector);
                places.push((GuestAddr::NULL, 0));
                continue;
            }
            let (address, len) = copy.bring_in(env, entered)?;
            *register = Slot::u32(address.0);
            places.push((address, len));
        }
        Ok(Brought { base, places })
    }

    /// Host functions that the library would keep are released, for the call was not made.
    fn let_go(&self, entered: &mut Entered<'_>, registers: &[Slot]) {
        for &register in &self.held {
            if let Some(slot) = registers.get(register as usize) {
                entered.remove_callback(FunctionPointer(slot.to_u32()));
            }
        }
    }

    /// Copies what C may have written to where it came from.
    fn bring_back(
        &self,
        env: sys::napi_env,
        entered: &Entered<'_>,
        copies: &[Copy],
        brought: &Brought,
        (start, end): (u32, u32),
    ) -> Result<()> {
        if end > start {
            let from = brought.base.checked_add(start);
            let from = from.ok_or_else(|| Error::bug("a call frame beyond memory"))?;
            let written = entered.read(from, (end - start) as usize)?;
            // SAFETY: the range ends within the frame's data area, as was checked.
            unsafe {
                let to = self.frame.add(Frame::DATA + start as usize);
                ptr::copy_nonoverlapping(written.as_ptr(), to, written.len());
            }
        }
        for (copy, &(address, len)) in copies.iter().zip(&brought.places) {
            copy.bring_back(env, entered, address, len)?;
        }
        Ok(())
    }

    /// Puts the registers and what they point to where emitted code finds it; `used` bytes of the data
    /// area are taken.
    fn lift(
        &self,
        env: sys::napi_env,
        entered: &Entered<'_>,
        registers: &[Slot],
        used: u32,
    ) -> Result<sys::napi_value> {
        for (index, register) in registers.iter().enumerate() {
            // SAFETY: there are at most as many as the frame has slots; the frame is aligned.
            unsafe { self.frame.cast::<u64>().add(index).write(register.to_bits()) };
        }
        let plan = &self.function.plan;
        let program = plan.program.as_deref().ok_or_else(|| Error::bug("no program"))?;
        if self.gives_vector {
            let slot = registers.get(program.result.register as usize);
            let vector = slot.map_or(0, |slot| slot.to_v128());
            // SAFETY: the first two slots exist; the frame is aligned.
            unsafe { self.frame.cast::<u128>().write(vector) };
        }
        let frame = Some((self.frame, (used as usize).next_multiple_of(16)));
        let values = Vec::new();
        let mut lifting = Lifting { env, entered, registers, frame, values };
        for outcome in &program.outcomes {
            lifting.lift(outcome).map_err(|error| {
                let library = self.library.name();
                error.context(format_args!("{library}.{}: `{}`", plan.name, outcome.name))
            })?;
        }
        match lifting.values.as_slice() {
            [] => Ok(ptr::null_mut()),
            [text] if self.gives_text => Ok(*text),
            values => list(env, &[&[ptr::null_mut()], values].concat()),
        }
    }

    /// One of the lengths in the frame's header.
    fn header(&self, offset: usize) -> u32 {
        // SAFETY: the offset is one of the frame's own, aligned for `u32`.
        unsafe { self.frame.add(offset).cast::<u32>().read() }
    }

    fn copy_mirror(&self, inward: bool) {
        if self.mirror.is_null() {
            return;
        }
        let (from, to) = if inward { (self.mirror, self.frame) } else { (self.frame, self.mirror) };
        // SAFETY: both blocks have the frame's size; the mirror is an `ArrayBuffer` that the
        // emitted code refers to, and does not move.
        unsafe { ptr::copy_nonoverlapping(from, to, Frame::SIZE) };
    }
}
