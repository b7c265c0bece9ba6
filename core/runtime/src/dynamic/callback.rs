//! Host functions for C: plain ones that live for one call, and callback objects that live as long
//! as their last clone or until they are released.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sandbridge_interface::plan::{self, CallbackPlan, Lift, Return};
use sandbridge_interface::{Code, Error, GuestAddr, Result, SignatureId, spell};

use super::lift::lift;
use super::object::{self, Home};
use super::{Value, form, number, wide};
use crate::{Entered, FunctionPointer, HostFunction, Library, Slot};

/// What a host function gives: a value for C, or an error that unwinds C and reaches its caller.
pub type HostResult = std::result::Result<Value, Box<dyn std::error::Error + Send + Sync>>;

type Closure = dyn Fn(&[Value]) -> HostResult + Send + Sync;

/// A host function that C may call. Clones are the same function.
#[derive(Clone)]
pub struct Callable(Arc<Closure>);

impl Callable {
    /// Wraps a closure.
    pub fn new(function: impl Fn(&[Value]) -> HostResult + Send + Sync + 'static) -> Self {
        Self(Arc::new(function))
    }

    pub(super) fn run(&self, args: &[Value]) -> HostResult {
        (self.0)(args)
    }
}

impl fmt::Debug for Callable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<host function>")
    }
}

impl PartialEq for Callable {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// A host function as a function pointer that C may keep. It is released with [`Callback::release`]
/// or when the last clone is dropped.
#[derive(Clone)]
pub struct Callback(Arc<Held>);

struct Held {
    library: Library,
    generation: u32,
    signature: SignatureId,
    pointer: FunctionPointer,
    is_released: AtomicBool,
}

/// Makes `function` callable from C as a function of the type called `name`.
///
/// # Errors
/// [`Code::UnknownType`], [`Code::UnsupportedType`], and those of [`Entered::add_callback`].
pub fn callback(library: &Library, name: &str, function: Callable) -> Result<Callback> {
    let signature = library.signature_named(name)?;
    let mut entered = library.enter()?;
    let generation = entered.generation();
    let pointer = register(&mut entered, signature, function)
        .map_err(|error| error.context(library.name()))?;
    let (library, is_released) = (library.clone(), AtomicBool::new(false));
    Ok(Callback(Arc::new(Held { library, generation, signature, pointer, is_released })))
}

impl Callback {
    /// Takes the function back: C may keep the pointer, but calling it is an error. Twice is fine.
    pub fn release(&self) {
        self.0.release();
    }

    /// How C spells the pointer's type.
    pub fn type_name(&self) -> String {
        spell::function_pointer(self.0.library.interface(), self.0.signature)
    }

    /// Its library, life, type and index, for function pointers in general.
    pub(super) fn parts(&self) -> Result<(&Library, u32, SignatureId, FunctionPointer)> {
        let held = &*self.0;
        if held.is_released.load(Ordering::Relaxed) {
            let message = format!("the callback `{}` was released", self.type_name());
            return Err(Error::new(Code::Released, message)
                .with_help("release it once the library no longer uses it"));
        }
        Ok((&held.library, held.generation, held.signature, held.pointer))
    }
}

impl Held {
    fn release(&self) {
        if self.is_released.swap(true, Ordering::Relaxed) {
            return;
        }
        match self.library.try_enter() {
            Ok(Some(mut entered)) if entered.generation() == self.generation => {
                entered.remove_callback(self.pointer);
            }
            // Another thread is inside, or it ended with its life.
            _ => self.library.release_callback_later(self.generation, self.pointer),
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.release();
    }
}

impl fmt::Debug for Callback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<callback {} of {}>", self.type_name(), self.0.library.name())
    }
}

impl PartialEq for Callback {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Gives a host function a place in the guest's table.
pub(super) fn register(
    entered: &mut Entered<'_>,
    signature: SignatureId,
    function: Callable,
) -> Result<FunctionPointer> {
    let run = host_function(entered, signature, function)?;
    entered.add_callback(signature, run)
}

/// A host function in the form in which the guest's table takes it.
pub(super) fn host_function(
    entered: &Entered<'_>,
    signature: SignatureId,
    function: Callable,
) -> Result<HostFunction> {
    let plan = plan::callback_plan(entered.library().interface(), signature)?;
    Ok(Box::new(move |entered: &mut Entered<'_>, slots: &mut [Slot]| {
        let mark = entered.mark();
        let done = run(&plan, &function, entered, slots);
        entered.release(mark);
        done
    }))
}

/// C calls.
fn run(
    plan: &CallbackPlan,
    function: &Callable,
    entered: &mut Entered<'_>,
    slots: &mut [Slot],
) -> Result<()> {
    let library = entered.library();
    let home = Home { library, generation: entered.generation() };
    let here = |error: Error, what: &dyn fmt::Display| {
        error.context(format_args!("{}: callback `{}`: {what}", library.name(), plan.declaration))
    };
    let mut args = Vec::with_capacity(plan.params.len());
    for (index, param) in plan.params.iter().enumerate() {
        let start = param.slot as usize;
        let own = slots.get(start..start + param.slots as usize).unwrap_or_default();
        let area = match param.lift {
            Lift::Area { .. } => own.first().map(|slot| GuestAddr(slot.to_u32())),
            _ => None,
        };
        let value = lift(home, entered, &param.lift, own, area)
            .map_err(|error| here(error, &format_args!("argument {index} ({})", param.spelling)))?;
        args.push(value);
    }
    let value = function.run(&args).map_err(passed_on)?;
    give(home, entered, &plan.result, &value, slots).map_err(|error| here(error, &"result"))
}

/// An error of ours, from a call that the function made, goes on as it is.
pub(super) fn passed_on(error: Box<dyn std::error::Error + Send + Sync>) -> Error {
    match error.downcast::<Error>() {
        Ok(own) => *own,
        Err(other) => Error::raised(Arc::from(other)),
    }
}

/// Leaves the result where C finds it.
pub(super) fn give(
    home: Home<'_>,
    entered: &mut Entered<'_>,
    step: &Return,
    value: &Value,
    slots: &mut [Slot],
) -> Result<()> {
    let result = match step {
        Return::Nothing => return Ok(()),
        Return::Number { number, .. } => Slot::bits(number::to_bits(*number, value)?),
        Return::Pointer { pointer } => {
            Slot::u32(object::store_pointer(home, pointer.pointer, value)?.0)
        }
        Return::Callback { signature } => {
            Slot::u32(object::store_function(home, *signature, value)?)
        }
        Return::Wide { wide: kind } => {
            let size = match kind {
                plan::Wide::BitInt { bits, .. } if *bits > 32 => 8,
                plan::Wide::F16 => 2,
                _ => 4,
            };
            let mut image = vec![0; size];
            wide::store(*kind, value, &mut image)?;
            form::wide_slot(*kind, &image)?
        }
        Return::Single { record, layout, number } => {
            let access = plan::Access::Record { record: *record };
            let image = object::image(home, &access, *layout, value)?;
            form::to_slots(*number, &image)[0]
        }
        Return::Area { value: access, layout } => {
            let image = object::image(home, access, *layout, value)?;
            let addr = slots.first().map_or(GuestAddr::NULL, |slot| GuestAddr(slot.to_u32()));
            return entered.write(addr, &image);
        }
    };
    *slots.first_mut().ok_or_else(|| Error::bug("a result without a slot"))? = result;
    Ok(())
}
