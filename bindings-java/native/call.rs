//! Calls: the entries that a call costs. Scalars come as 64-bit slots; what needs memory lies in
//! the call frame, which Java has filled.

use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};

use jni::sys::{JNIEnv, jclass, jint, jlong};
use sandbridge_interface::Result;
use sandbridge_runtime::Slot;

use crate::Entry;
use crate::error::{panicked, throw_raw};
use crate::handle::Target;

/// The methods of `Native` that this file implements.
pub(crate) const ENTRIES: &[Entry] = &[
    (c"call0", c"(J)J", call0 as *mut c_void),
    (c"call1", c"(JJ)J", call1 as *mut c_void),
    (c"call2", c"(JJJ)J", call2 as *mut c_void),
    (c"call3", c"(JJJJ)J", call3 as *mut c_void),
    (c"call4", c"(JJJJJ)J", call4 as *mut c_void),
    (c"call5", c"(JJJJJJ)J", call5 as *mut c_void),
    (c"call6", c"(JJJJJJJ)J", call6 as *mut c_void),
    (c"call7", c"(JJJJJJJJ)J", call7 as *mut c_void),
    (c"call8", c"(JJJJJJJJJ)J", call8 as *mut c_void),
    (c"callFrame", c"(JIII)J", call_frame as *mut c_void),
];

macro_rules! entries {
    ($($name:ident($($arg:ident),*);)*) => { $(
        extern "system" fn $name(
            env: *mut JNIEnv,
            _class: jclass,
            target: jlong,
            $($arg: jlong,)*
        ) -> jlong {
            guarded(env, || call(env, target, [$($arg),*]))
        }
    )* };
}

entries! {
    call0();
    call1(a);
    call2(a, b);
    call3(a, b, c);
    call4(a, b, c, d);
    call5(a, b, c, d, e);
    call6(a, b, c, d, e, f);
    call7(a, b, c, d, e, f, g);
    call8(a, b, c, d, e, f, g, h);
}

/// Runs an entry: failures and panics are thrown, and 0 is returned, which nobody looks at.
#[inline(always)]
pub(crate) fn guarded(env: *mut JNIEnv, run: impl FnOnce() -> Result<jlong>) -> jlong {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(value)) => value,
        Ok(Err(error)) => {
            throw_raw(env, error);
            0
        }
        Err(payload) => {
            throw_raw(env, panicked(payload.as_ref()));
            0
        }
    }
}

#[inline(always)]
fn call<const N: usize>(env: *mut JNIEnv, target: jlong, args: [jlong; N]) -> Result<jlong> {
    // SAFETY: the handle is that of a `Function`, which is reachable while its method runs.
    let target = unsafe { Target::of(target) };
    let mut entered = target.library.enter()?;
    let _running = target.arrival.running(env);
    // A function without parameters needs room for its result.
    if N == 0 {
        let mut result = [Slot::i32(0)];
        entered.call(&target.function, &mut result)?;
        return Ok(result[0].to_bits() as jlong);
    }
    let mut slots = args.map(|arg| Slot::bits(arg as u64));
    entered.call(&target.function, &mut slots)?;
    Ok(slots[0].to_bits() as jlong)
}

extern "system" fn call_frame(
    env: *mut JNIEnv,
    _class: jclass,
    target: jlong,
    input: jint,
    output_start: jint,
    output_end: jint,
) -> jlong {
    guarded(env, || {
        // SAFETY: the handle is that of a `Function`, which is reachable while its method runs.
        let target = unsafe { Target::of(target) };
        let output = output_start as u32..output_end as u32;
        let mut entered = target.library.enter()?;
        let _running = target.arrival.running(env);
        entered.call_frame(&target.function, input as u32, output)?;
        let frame = target.library.frame();
        // SAFETY: the result is in the frame's first slot, and Java's lock keeps others away.
        Ok(unsafe { frame.as_ptr().cast::<jlong>().read() })
    })
}
