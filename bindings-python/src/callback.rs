//! Python functions that C calls: their places in the guest's table, and what runs when it does.

use std::mem::ManuallyDrop;
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicPtr, Ordering};
use std::sync::{Arc, Weak};

use pyo3::ffi;
use sandbridge_interface::plan::{self, CallbackParam, CallbackPlan, Lift, Return};
use sandbridge_interface::{Code, Error, GuestAddr, SignatureId};
use sandbridge_runtime::{Entered, FunctionPointer, Slot};

use crate::error::{Failure, Result};
use crate::function_call::{FEW, Few, Way, call_with_many};
use crate::library::Shared;
use crate::object::Owned;
use crate::raised::stash;
use crate::small_integer::Form;
use crate::{access, function, function_call, lift, lower, number, wide};

/// What a trampoline of the guest's table runs.
struct Target {
    shared: Weak<Shared>,
    /// Where that is; asking the weak reference takes longer.
    home: *const Shared,
    plan: Arc<CallbackPlan>,
    numbers: Option<Numbers>,
    /// How the function is called.
    way: Way,
    /// Null once released. Whoever registered it holds the reference.
    function: AtomicPtr<ffi::PyObject>,
}

// SAFETY: the pointer is followed only in calls, by the thread that makes them.
unsafe impl Send for Target {}
// SAFETY: as above.
unsafe impl Sync for Target {}

/// The forms of a function type of numbers alone, result and parameters: most callbacks.
struct Numbers {
    params: Box<[Form]>,
    result: Option<Form>,
}

/// A Python function in the guest's table, until dropped.
pub(crate) struct Registration {
    target: Arc<Target>,
    pub(crate) generation: u32,
    pub(crate) pointer: FunctionPointer,
    is_removed: AtomicBool,
}

impl Drop for Registration {
    fn drop(&mut self) {
        self.retire();
    }
}

impl Registration {
    /// Makes `function` callable from C; the caller keeps it alive for as long as this.
    pub(crate) fn new(
        shared: &Arc<Shared>,
        entered: &mut Entered<'_>,
        signature: SignatureId,
        function: *mut ffi::PyObject,
    ) -> Result<Self> {
        let plan = shared.callback_plan(signature)?;
        let (way, function) = (Way::of(function), AtomicPtr::new(function));
        let numbers = Numbers::of(&plan);
        let (home, shared) = (Arc::as_ptr(shared), Arc::downgrade(shared));
        let target = Arc::new(Target { shared, home, plan, numbers, way, function });
        let run = Arc::clone(&target);
        let pointer = entered
            .add_callback(signature, Box::new(move |entered, slots| run.called(entered, slots)))?;
        let (generation, is_removed) = (entered.generation(), AtomicBool::new(false));
        Ok(Self { target, generation, pointer, is_removed })
    }

    /// From now on C meets an error; the place in the table is taken back at the next call.
    pub(crate) fn retire(&self) {
        self.target.function.store(ptr::null_mut(), Ordering::Relaxed);
        if !self.is_removed.swap(true, Ordering::Relaxed)
            && let Some(shared) = self.target.shared.upgrade()
        {
            shared.library.release_callback_later(self.generation, self.pointer);
        }
    }

    pub(crate) fn is_released(&self) -> bool {
        self.target.function.load(Ordering::Relaxed).is_null()
    }

    /// The same at once.
    pub(crate) fn remove(&self, entered: &mut Entered<'_>) {
        self.target.function.store(ptr::null_mut(), Ordering::Relaxed);
        let is_here = self.generation == entered.generation();
        if is_here && !self.is_removed.swap(true, Ordering::Relaxed) {
            entered.remove_callback(self.pointer);
        }
    }
}

impl Target {
    /// C calls.
    fn called(
        &self,
        entered: &mut Entered<'_>,
        slots: &mut [Slot],
    ) -> sandbridge_interface::Result<()> {
        // Counting references would cost a fifth of a callback.
        // SAFETY: C runs only in calls, all of which are made through a reference to the library's
        // shared part that outlives them; this one is never dropped.
        let shared = ManuallyDrop::new(unsafe { Arc::from_raw(self.home) });
        let was_detached = shared.attach();
        let done = match self.run(&shared, entered, slots) {
            Ok(()) => Ok(()),
            Err(Failure::Error(error)) => {
                let library = shared.library.name();
                Err(error.context(format_args!("{library}: callback `{}`", self.plan.declaration)))
            }
            Err(Failure::Raised) => Err(raised(&shared, entered)),
        };
        if was_detached {
            shared.detach();
        }
        done
    }

    #[inline(always)]
    fn run(
        &self,
        shared: &Arc<Shared>,
        entered: &mut Entered<'_>,
        slots: &mut [Slot],
    ) -> Result<()> {
        let function = self.function.load(Ordering::Relaxed);
        if function.is_null() {
            return Err(released());
        }
        // The function may release itself meanwhile.
        // SAFETY: whoever registered it keeps it until it is taken from the target.
        let function = unsafe { Owned::of(function) }?;
        shared.count_callback();
        match &self.numbers {
            Some(numbers) => numbers.run(&function, self.way, slots),
            None => self.run_plan(shared, entered, &function, slots),
        }
    }

    fn run_plan(
        &self,
        shared: &Arc<Shared>,
        entered: &mut Entered<'_>,
        function: &Owned,
        slots: &mut [Slot],
    ) -> Result<()> {
        let params = self.plan.params.iter();
        let result = if params.len() <= FEW {
            let mut args = Few::new();
            for param in params {
                args.push(lift_param(shared, entered, param, slots)?);
            }
            args.call(function.as_ptr())?
        } else {
            let args = params.map(|param| lift_param(shared, entered, param, slots));
            call_with_many(function.as_ptr(), &args.collect::<Result<Vec<_>>>()?)?
        };
        give(shared, entered, &self.plan.result, result.as_ptr(), slots).map_err(at_result)
    }
}

impl Numbers {
    /// The forms of a function type of few numbers, each in a slot of its own.
    fn of(plan: &CallbackPlan) -> Option<Self> {
        let result = match plan.result {
            Return::Nothing => None,
            Return::Number { number, .. } => Some(Form::new(number)),
            _ => return None,
        };
        let in_order = (0u32..).zip(&plan.params).map(|(index, param)| match param.lift {
            Lift::Number { number, enumeration: None } if param.slot == index => {
                Some(Form::new(number))
            }
            _ => None,
        });
        let params = in_order.collect::<Option<Box<[Form]>>>()?;
        (params.len() <= FEW).then_some(Self { params, result })
    }

    #[inline(always)]
    fn run(&self, function: &Owned, way: Way, slots: &mut [Slot]) -> Result<()> {
        // Written one by one and read only by the callee: what moved them would wait for each.
        let mut places = function_call::places();
        let mut made = 0;
        for (form, slot) in self.params.iter().zip(slots.iter()) {
            match form.lift(slot.to_bits()) {
                Ok(value) => places[1 + made].write(value.into_ptr()),
                Err(failure) => {
                    // SAFETY: so many were written.
                    unsafe { function_call::end(&places, made) };
                    return Err(failure);
                }
            };
            made += 1;
        }
        // SAFETY: so many were written.
        let result = unsafe { function_call::call(&mut places, made, function.as_ptr(), way) };
        // SAFETY: as above.
        unsafe { function_call::end(&places, made) };
        let result = result?;
        match self.result {
            None => Ok(()),
            Some(form) => match form.lower(result.as_ptr()) {
                Ok(bits) => put(slots, Slot::bits(bits)),
                Err(failure) => Err(at_result(failure)),
            },
        }
    }
}

pub(crate) fn lift_param(
    shared: &Arc<Shared>,
    entered: &Entered<'_>,
    param: &CallbackParam,
    slots: &[Slot],
) -> Result<Owned> {
    let slot = match param.slots {
        2 => pair(slots, param.slot)?,
        _ => slots.get(param.slot as usize).copied().unwrap_or(Slot::i32(0)),
    };
    let addr = GuestAddr(slot.to_u32());
    let value = match &param.lift {
        Lift::Area { value, .. } => lift::at_address(shared, entered, value, addr),
        other => lift::result(shared, entered, other, slot, GuestAddr::NULL),
    };
    value.map_err(|failure| failure.context(format_args!("`{}`", param.spelling)))
}

#[cold]
pub(crate) fn released() -> Failure {
    let message = "the library called a function that the host has released";
    Error::new(Code::Released, message)
        .with_help("keep the callback alive for as long as the library holds it")
        .into()
}

/// The exception that Python code left, on its way through the guest: it is not set meanwhile, for C
/// may call Python again before it arrives, and nobody may hear of it where a finalizer is run. A
/// guest exception (`longjmp`) that a nested call met goes on as what it is.
#[cold]
pub(crate) fn raised(shared: &Arc<Shared>, entered: &Entered<'_>) -> Error {
    if entered.has_guest_exception() && crate::error::take_if(Code::UncaughtException) {
        let message = "a longjmp or an exception of the library left a call by the host";
        return Error::new(Code::UncaughtException, message);
    }
    stash(shared)
}

#[cold]
fn at_result(failure: Failure) -> Failure {
    failure.context("result")
}

fn pair(slots: &[Slot], first: u32) -> Result<Slot> {
    match slots.get(first as usize..first as usize + 2) {
        Some([low, high]) => {
            Ok(Slot::v128(u128::from(low.to_bits()) | u128::from(high.to_bits()) << 64))
        }
        _ => Err(Error::bug("a callback without its slots").into()),
    }
}

#[inline(always)]
fn put(slots: &mut [Slot], value: Slot) -> Result<()> {
    match slots.first_mut() {
        Some(place) => {
            *place = value;
            Ok(())
        }
        None => Err(Error::bug("a callback without a slot for its result").into()),
    }
}

/// Results that are no plain number.
pub(crate) fn give(
    shared: &Arc<Shared>,
    entered: &mut Entered<'_>,
    form: &Return,
    value: *mut ffi::PyObject,
    slots: &mut [Slot],
) -> Result<()> {
    match form {
        Return::Nothing => Ok(()),
        Return::Number { number, .. } => put(slots, Slot::bits(number::to_bits(*number, value)?)),
        Return::Pointer { pointer } => {
            put(slots, Slot::u32(access::store_pointer(shared, pointer.pointer, value)?))
        }
        Return::Callback { signature } => {
            put(slots, Slot::u32(function::store(shared, *signature, value)?))
        }
        Return::Wide { wide } => put(slots, wide::to_slot(*wide, value)?),
        Return::Single { record, layout, number } => {
            let record = plan::Access::Record { record: *record };
            let image = lower::single_image(shared, &record, *layout, value)?;
            put(slots, lower::single_slot(*number, layout.size, image))
        }
        Return::Area { value: form, .. } => {
            let mut image = vec![0; access::size(shared.interface(), form)];
            access::store(shared, form, value, &mut image)?;
            let area = slots.first().map_or(0, |slot| slot.to_u32());
            Ok(entered.write(GuestAddr(area), &image)?)
        }
    }
}
