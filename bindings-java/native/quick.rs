//! Calls of functions whose facts need no memory of Java's: handles and numbers in, at most one
//! number or handle out. Registered raw, as the calls without facts are.

use std::ffi::c_void;

use jni::sys::{JNIEnv, jclass, jlong};
use sandbridge_interface::plan::{Give, Lifted, Lower, Plan};
use sandbridge_interface::{Error, Result};
use sandbridge_runtime::Slot;

use crate::Entry;
use crate::call::guarded;
use crate::handle::Target;

/// The methods of `Native` that this file implements.
pub(crate) const ENTRIES: &[Entry] = &[
    (c"run0", c"(J)J", run0 as *mut c_void),
    (c"run1", c"(JJ)J", run1 as *mut c_void),
    (c"run2", c"(JJJ)J", run2 as *mut c_void),
    (c"run3", c"(JJJJ)J", run3 as *mut c_void),
    (c"run4", c"(JJJJJ)J", run4 as *mut c_void),
    (c"run5", c"(JJJJJJ)J", run5 as *mut c_void),
    (c"run6", c"(JJJJJJJ)J", run6 as *mut c_void),
];

/// As many registers as fit the native stack; programs with more have them on the heap.
const FEW: usize = 32;

macro_rules! entries {
    ($($name:ident($($arg:ident),*);)*) => { $(
        extern "system" fn $name(
            env: *mut JNIEnv,
            _class: jclass,
            target: jlong,
            $($arg: jlong,)*
        ) -> jlong {
            guarded(env, || run(target, &[$($arg),*]))
        }
    )* };
}

entries! {
    run0();
    run1(a);
    run2(a, b);
    run3(a, b, c);
    run4(a, b, c, d);
    run5(a, b, c, d, e);
    run6(a, b, c, d, e, f);
}

/// Where the arguments go and where the outcome is.
pub(crate) struct Quick {
    places: Vec<u32>,
    registers: usize,
    outcome: Option<u32>,
}

impl Quick {
    /// The way for a plan; `None` where it needs memory.
    pub(crate) fn of(plan: &Plan) -> Option<Self> {
        let program = plan.program.as_deref()?;
        let mut places = vec![None; plan.args.len()];
        for step in &plan.lower {
            let Lower::Number { arg, slot, .. } = step else { return None };
            *places.get_mut(*arg as usize)? = Some(*slot);
        }
        for give in &program.given {
            let Give::Handle { arg, register, .. } = give else { return None };
            *places.get_mut(*arg as usize)? = Some(*register);
        }
        let outcome = match program.outcomes.as_slice() {
            [] => None,
            [outcome] => Some(match outcome.value {
                Lifted::Direct { register, .. } | Lifted::Handle { register, .. } => register,
                _ => return None,
            }),
            _ => return None,
        };
        let registers = program.registers as usize;
        Some(Self { places: places.into_iter().collect::<Option<_>>()?, registers, outcome })
    }

    fn run(&self, target: &Target, registers: &mut [Slot], args: &[jlong]) -> Result<jlong> {
        for (&place, &arg) in self.places.iter().zip(args) {
            let register = registers.get_mut(place as usize);
            *register.ok_or_else(|| Error::bug("a program names no such register"))? =
                Slot::bits(arg as u64);
        }
        let mut entered = target.library.enter()?;
        let mark = entered.mark();
        let done = entered.run(&target.function, registers, |_, registers| {
            let outcome = self.outcome.and_then(|at| registers.get(at as usize));
            Ok::<_, Error>(outcome.map_or(0, |slot| slot.to_bits()) as jlong)
        });
        entered.release(mark);
        done
    }
}

fn run(target: jlong, args: &[jlong]) -> Result<jlong> {
    // SAFETY: the handle is that of a `Function`, which is reachable while its method runs.
    let target = unsafe { Target::of(target) };
    let Some(quick) = &target.quick else {
        return Err(Error::bug(format!("`{}` needs memory", target.function.plan.name)));
    };
    if args.len() != quick.places.len() {
        return Err(Error::bug(format!("a wrong call of `{}`", target.function.plan.name)));
    }
    match quick.registers {
        0..=FEW => {
            let mut registers = [Slot::bits(0); FEW];
            quick.run(target, &mut registers[..quick.registers], args)
        }
        many => quick.run(target, &mut vec![Slot::bits(0); many], args),
    }
}
