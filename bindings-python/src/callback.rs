//! Python functions that C calls: their places in the guest's table, and what runs when it does.

use std::ffi::c_void;
use std::mem::ManuallyDrop;
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicPtr, Ordering};
use std::sync::{Arc, Weak};

use pyo3::ffi;
use sandbridge_interface::plan::{self, CallbackPlan, Lift, Return};
use sandbridge_interface::{Code, Error, GuestAddr, SignatureId};
use sandbridge_runtime::{Entered, FunctionPointer, Slot};

use crate::error::{Failure, Result};
use crate::library::Shared;
use crate::object::Owned;
use crate::{access, function, lift, lower, number, wide};

/// Arguments that need no allocation.
const FEW: usize = 6;

/// What a trampoline of the guest's table runs.
struct Target {
    shared: Weak<Shared>,
    plan: Arc<CallbackPlan>,
    /// Null once released. Whoever registered it holds the reference.
    function: AtomicPtr<ffi::PyObject>,
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
        let function = AtomicPtr::new(function);
        let target = Arc::new(Target { shared: Arc::downgrade(shared), plan, function });
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
        let shared = ManuallyDrop::new(unsafe { Arc::from_raw(self.shared.as_ptr()) });
        let was_detached = shared.attach();
        let done = match self.run(&shared, entered, slots) {
            Ok(()) => Ok(()),
            Err(Failure::Error(error)) => {
                let library = shared.library.name();
                Err(error.context(format_args!("{library}: callback `{}`", self.plan.declaration)))
            }
            Err(Failure::Raised) => Err(raised()),
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
            let message = "the library called a function that the host has released";
            return Err(Error::new(Code::Released, message)
                .with_help("keep the callback alive for as long as the library holds it")
                .into());
        }
        // The function may release itself meanwhile.
        // SAFETY: whoever registered it keeps it until it is taken from the target.
        let function = unsafe { Owned::of(function) }?;
        shared.count_callback();
        let mut args = Arguments::new(self.plan.params.len());
        for param in &self.plan.params {
            let slot = match param.slots {
                2 => pair(slots, param.slot)?,
                _ => slots.get(param.slot as usize).copied().unwrap_or(Slot::i32(0)),
            };
            args.push(match &param.lift {
                Lift::Number { number, enumeration: None } => {
                    number::from_bits(*number, slot.to_bits())?
                }
                other => lift::result(shared, entered, other, slot, GuestAddr(slot.to_u32()))
                    .map_err(|failure| failure.context(format_args!("`{}`", param.spelling)))?,
            });
        }
        let result = args.call(&function)?;
        match &self.plan.result {
            Return::Nothing => Ok(()),
            Return::Number { number, .. } => {
                let bits = number::to_bits(*number, result.as_ptr()).map_err(at_result)?;
                put(slots, Slot::bits(bits))
            }
            other => give(shared, entered, other, result.as_ptr(), slots).map_err(at_result),
        }
    }
}

/// The exception that Python code left, on its way through the guest. A guest exception
/// (`longjmp`) that a nested call met goes on as what it is.
#[cold]
fn raised() -> Error {
    if crate::error::take_if(Code::UncaughtException) {
        let message = "a longjmp or an exception of the library left a call by the host";
        return Error::new(Code::UncaughtException, message);
    }
    Error::new(Code::HostRaised, "a callback raised")
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
fn give(
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

type Vectorcall = unsafe extern "C" fn(
    *mut ffi::PyObject,
    *const *mut ffi::PyObject,
    usize,
    *mut ffi::PyObject,
) -> *mut ffi::PyObject;

/// `PyObject_Vectorcall`, which every interpreter since 3.9 has, but the stable interface names only
/// since 3.12; a tenth of a callback quicker than what it names before.
#[inline(always)]
fn vectorcall() -> Option<Vectorcall> {
    static KNOWN: AtomicPtr<c_void> = AtomicPtr::new(ptr::null_mut());
    let mut found = KNOWN.load(Ordering::Relaxed);
    if found.is_null() {
        found = find_vectorcall();
        KNOWN.store(found, Ordering::Relaxed);
    }
    if found == NOT_THERE {
        return None;
    }
    // SAFETY: the symbol of that name is a function of this type.
    Some(unsafe { std::mem::transmute::<*mut c_void, Vectorcall>(found) })
}

const NOT_THERE: *mut c_void = ptr::without_provenance_mut(1);

#[cold]
fn find_vectorcall() -> *mut c_void {
    #[cfg(unix)]
    {
        unsafe extern "C" {
            fn dlsym(handle: *mut c_void, name: *const std::ffi::c_char) -> *mut c_void;
        }
        // SAFETY: a null handle searches what the process has loaded; the name is terminated.
        let found = unsafe { dlsym(ptr::null_mut(), c"PyObject_Vectorcall".as_ptr()) };
        if !found.is_null() {
            return found;
        }
    }
    NOT_THERE
}

/// The arguments of one call of a Python function.
struct Arguments {
    few: [*mut ffi::PyObject; FEW],
    more: Vec<*mut ffi::PyObject>,
    len: usize,
}

impl Drop for Arguments {
    fn drop(&mut self) {
        for &item in self.few.iter().take(self.len).chain(&self.more) {
            // SAFETY: `push` took the reference over.
            unsafe { ffi::Py_DECREF(item) };
        }
    }
}

impl Arguments {
    #[inline(always)]
    fn new(count: usize) -> Self {
        let more = if count > FEW { Vec::with_capacity(count - FEW) } else { Vec::new() };
        Self { few: [ptr::null_mut(); FEW], more, len: 0 }
    }

    #[inline(always)]
    fn push(&mut self, value: Owned) {
        match self.few.get_mut(self.len) {
            Some(place) => {
                *place = value.into_ptr();
                self.len += 1;
            }
            None => self.more.push(value.into_ptr()),
        }
    }

    /// Calls without making a tuple where there are few.
    #[inline(always)]
    fn call(&self, function: &Owned) -> Result<Owned> {
        let f = function.as_ptr();
        if self.more.is_empty()
            && let Some(vectorcall) = vectorcall()
        {
            // SAFETY: so many live arguments are there; a new reference or null comes back.
            return unsafe {
                Owned::new(vectorcall(f, self.few.as_ptr(), self.len, ptr::null_mut()))
            };
        }
        let end = ptr::null_mut::<ffi::PyObject>();
        let [a, b, c, d, e, g] = self.few;
        // The list of arguments ends with the first null, which is where `few` is not filled.
        // SAFETY: all are alive, and the list is terminated; a new reference or null comes back.
        unsafe {
            Owned::new(match self.len {
                0 => ffi::PyObject_CallNoArgs(f),
                _ if self.more.is_empty() => {
                    ffi::PyObject_CallFunctionObjArgs(f, a, b, c, d, e, g, end)
                }
                _ => return self.call_with_many(function),
            })
        }
    }

    #[cold]
    fn call_with_many(&self, function: &Owned) -> Result<Owned> {
        let count = self.len + self.more.len();
        // SAFETY: a new tuple or null comes back.
        let tuple = unsafe { Owned::new(ffi::PyTuple_New(count as isize)) }?;
        for (index, &item) in (0..).zip(self.few.iter().chain(&self.more)) {
            // SAFETY: the item is alive.
            let item = unsafe { Owned::of(item) }?.into_ptr();
            // SAFETY: the tuple is new and has this place; it takes the reference over.
            unsafe { ffi::PyTuple_SetItem(tuple.as_ptr(), index, item) };
        }
        // SAFETY: both are alive.
        unsafe {
            Owned::new(ffi::PyObject_Call(function.as_ptr(), tuple.as_ptr(), ptr::null_mut()))
        }
    }
}
