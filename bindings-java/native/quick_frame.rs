//! Calls of functions with facts whose data is small: registers and data lie in the call frame, which
//! Java has filled, and so does what comes back. Registered raw, as the calls without facts are.

use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::panic::{AssertUnwindSafe, catch_unwind};

use jni::sys::{JNIEnv, jclass, jint, jlong, jobject};
use sandbridge_interface::facts::Encoding;
use sandbridge_interface::plan::{Lift, Lifted, Program};
use sandbridge_interface::{Code, Error, GuestAddr, Result};
use sandbridge_runtime::{Entered, Frame, Slot};

use crate::Entry;
use crate::access::signed;
use crate::error::{panicked, throw_raw};
use crate::handle::Target;

/// The methods of `Native` that this file implements.
pub(crate) const ENTRIES: &[Entry] =
    &[(c"runFrame", c"(JIJ)Ljava/lang/Object;", run_frame as *mut c_void)];

/// What Java keeps small: more comes back in an array.
const SMALL: usize = 4096;
/// What C's `NULL` comes back as, in place of a length.
const NULL: i64 = -1;

/// `Native.runFrame`: calls with the registers in the frame's slots. The first `end` bytes of its
/// data area go to the guest; the registers whose bits `offsets` has are offsets into them. A number,
/// a handle or a length comes back in the first slot, and what has that length in the data area, or in
/// the array that is returned where it is larger.
extern "system" fn run_frame(
    env: *mut JNIEnv,
    _class: jclass,
    target: jlong,
    end: jint,
    offsets: jlong,
) -> jobject {
    // SAFETY: the handle is that of a `Function`, which is reachable while its method runs.
    let target = unsafe { Target::of(target) };
    let done = catch_unwind(AssertUnwindSafe(|| run(env, target, end as u32 as usize, offsets)));
    match done {
        Ok(Ok(object)) => object,
        Ok(Err(error)) => {
            throw_raw(env, error);
            std::ptr::null_mut()
        }
        Err(payload) => {
            throw_raw(env, panicked(payload.as_ref()));
            std::ptr::null_mut()
        }
    }
}

fn run(env: *mut JNIEnv, target: &Target, end: usize, offsets: jlong) -> Result<jobject> {
    let function = &target.function;
    let wrong = || Error::bug(format!("a wrong call of `{}`", function.plan.name));
    let program = function.plan.program.as_deref().ok_or_else(wrong)?;
    let count = program.registers as usize;
    if count > Frame::SLOTS || end > Frame::ROOM_MAX {
        return Err(wrong());
    }
    let frame = target.library.frame().as_ptr();
    let mut registers = [const { MaybeUninit::<Slot>::uninit() }; Frame::SLOTS];
    for (index, register) in registers[..count].iter_mut().enumerate() {
        // SAFETY: the count is at most the frame's number of slots, and the frame is aligned.
        register.write(Slot::bits(unsafe { frame.cast::<u64>().add(index).read() }));
    }
    // SAFETY: so many were just written.
    let registers = unsafe { registers[..count].assume_init_mut() };
    let mut entered = target.library.enter()?;
    let mark = entered.mark();
    let done = call(env, target, program, &mut entered, registers, (end, offsets));
    entered.release(mark);
    done
}

fn call(
    env: *mut JNIEnv,
    target: &Target,
    program: &Program,
    entered: &mut Entered<'_>,
    registers: &mut [Slot],
    (end, offsets): (usize, jlong),
) -> Result<jobject> {
    let frame = target.library.frame().as_ptr();
    if end > 0 {
        // SAFETY: the data area is larger, and Java's lock keeps others away from the frame.
        let data = unsafe { std::slice::from_raw_parts(frame.add(Frame::DATA), end) };
        let base = entered.put(data, 16)?;
        for (index, register) in registers.iter_mut().enumerate() {
            if offsets >> index & 1 != 0 {
                *register = Slot::u32(base.0.saturating_add(register.to_u32()));
            }
        }
    }
    entered.run(&target.function, registers, |entered, registers| {
        let bits = |at: u32| registers.get(at as usize).map_or(0, |slot| slot.to_bits());
        let Some(outcome) = program.outcomes.first() else { return Ok(std::ptr::null_mut()) };
        let (result, object) = match outcome.value {
            Lifted::Direct { register, .. } | Lifted::Handle { register, .. } => {
                (bits(register) as i64, std::ptr::null_mut())
            }
            Lifted::Bytes { address, length } | Lifted::Text { address, length, .. } => {
                let addr = GuestAddr(bits(address) as u32);
                let length = usize::try_from(bits(length)).unwrap_or(usize::MAX);
                give(env, target, entered, addr, length)?
            }
            _ => return Err(Error::bug("a result that the frame does not take")),
        };
        // SAFETY: the slot at 0 exists.
        unsafe { frame.cast::<i64>().write(result) };
        Ok(object)
    })
}

/// Copies bytes to the data area, or to an array where they are many; how many there are.
fn give(
    env: *mut JNIEnv,
    target: &Target,
    entered: &Entered<'_>,
    addr: GuestAddr,
    length: usize,
) -> Result<(i64, jobject)> {
    if addr.is_null() {
        return Ok((NULL, std::ptr::null_mut()));
    }
    let bytes = entered.read(addr, length)?;
    if length <= SMALL {
        let data = target.library.frame().as_ptr().wrapping_add(Frame::DATA);
        // SAFETY: the data area is larger, and lies outside the guest's memory.
        unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), data, length) };
        return Ok((length as i64, std::ptr::null_mut()));
    }
    let Ok(size) = jint::try_from(length) else {
        let message = format!("{length} bytes are more than a Java array can have");
        return Err(Error::new(Code::OutOfMemory, message));
    };
    // SAFETY: the environment is that of this thread.
    let array = unsafe { ((**env).v1_1.NewByteArray)(env, size) };
    if !array.is_null() {
        let bytes = signed(bytes).as_ptr();
        // SAFETY: the array was made with that many elements.
        unsafe { ((**env).v1_1.SetByteArrayRegion)(env, array, 0, size, bytes) };
    }
    // Without an array an `OutOfMemoryError` is pending.
    Ok((i64::from(size), array))
}

/// Whether Java may call a function so: which outcomes fit the frame.
pub(crate) fn fits(program: &Program) -> bool {
    let is_small = match program.outcomes.as_slice() {
        [] => true,
        [outcome] => matches!(
            outcome.value,
            Lifted::Direct { lift: Lift::Number { .. }, .. }
                | Lifted::Handle { .. }
                | Lifted::Bytes { .. }
                | Lifted::Text { encoding: Encoding::Utf8, .. }
        ),
        _ => false,
    };
    is_small && program.registers as usize <= Frame::SLOTS
}
