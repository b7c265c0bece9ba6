//! The hot path: one built-in function per C function, its plan carried out on the arguments.

use std::cell::Cell;
use std::ffi::{CString, c_void};
use std::ptr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use pyo3::ffi;
use sandbridge_interface::plan::{Lift, Lower, Number};
use sandbridge_interface::{Code, Error, SignatureId};
use sandbridge_runtime::{Entered, Function, FunctionPointer, Slot};

use crate::error::{Failure, Result, guard};
use crate::library::Shared;
use crate::lower::Lowering;
use crate::object::{self, Class, Owned, body, deallocate, make_class, slot};
use crate::{lift, number};

static CLASS: Class = Class::new();

/// From this many bytes on other Python threads run meanwhile; letting them costs 40 to 75 ns.
const LARGE: usize = 64 << 10;
/// So do they when a call took this long before.
const LONG: Duration = Duration::from_micros(20);
/// One call in so many is timed, the first one included.
const SAMPLE: u32 = 128;
/// How many samples in a row must be short before a function counts as short again: one long call
/// may have been the machine's fault, and one short call the argument's.
const PATIENCE: u8 = 8;
/// Slots that need no allocation.
const FEW: usize = 8;

/// What a built-in function is bound to.
struct Callee {
    call: Call,
    /// What the interpreter knows of the function; it lives as long as the function does.
    method: ffi::PyMethodDef,
    _texts: (CString, CString),
}

/// A C function with what calling it takes.
pub(crate) struct Call {
    pub(crate) shared: Arc<Shared>,
    function: Arc<Function>,
    /// The parameters' forms, when all are numbers in slots of their own and so is the result:
    /// such calls need no scratch.
    numbers: Option<(Box<[Number]>, Option<Number>)>,
    /// Counts calls, to time some.
    calls: Cell<u32>,
    /// How many more samples must be short before it no longer counts as long.
    long: Cell<u8>,
    /// The function pointer to call through; such calls count as long, which is the slower way.
    pointer: Option<(FunctionPointer, SignatureId)>,
}

/// Makes the class.
pub(crate) fn register() -> Result<()> {
    let doc = c"What a C function of a library is bound to.";
    let slots = vec![
        slot(ffi::Py_tp_dealloc, deallocate::<Callee> as *const c_void),
        slot(ffi::Py_tp_doc, doc.as_ptr().cast()),
    ];
    let flags = ffi::Py_TPFLAGS_DISALLOW_INSTANTIATION | ffi::Py_TPFLAGS_IMMUTABLETYPE;
    let name = c"sandbridge.Function";
    // SAFETY: the functions fit their slots and the body.
    CLASS
        .set(unsafe { make_class(name, object::size::<Callee>(), flags, ptr::null_mut(), slots) }?);
    Ok(())
}

/// The built-in function that calls the C function at that position of the interface.
pub(crate) fn function(shared: &Arc<Shared>, index: usize) -> Result<Owned> {
    make(shared, shared.library.function_at(index)?)
}

/// The same under the name that the facts give it, where they say nothing else of it.
pub(crate) fn renamed(shared: &Arc<Shared>, index: usize) -> Result<Owned> {
    make(shared, shared.library.idiomatic_at(index)?)
}

fn make(shared: &Arc<Shared>, function: Arc<Function>) -> Result<Owned> {
    let texts = (c_string(&function.plan.name), c_string(&doc(shared, &function)));
    let method = ffi::PyMethodDef {
        ml_name: texts.0.as_ptr(),
        ml_meth: ffi::PyMethodDefPointer { PyCFunctionFast: call },
        ml_flags: ffi::METH_FASTCALL,
        ml_doc: texts.1.as_ptr(),
    };
    let module = Owned::text(shared.library.name())?;
    let numbers = numbers(&function);
    let (calls, long, shared) = (Cell::new(0), Cell::new(0), Arc::clone(shared));
    let call = Call { shared, function, numbers, calls, long, pointer: None };
    let callee = Callee { call, method, _texts: texts };
    // SAFETY: the class has this body.
    let callee = unsafe { object::allocate(CLASS.get(), callee) }?;
    // SAFETY: it was just made with this body.
    let method = unsafe { &raw const body::<Callee>(callee.as_ptr()).method };
    // SAFETY: the function keeps the callee, which keeps the method; the interpreter only reads it.
    unsafe {
        Owned::new(ffi::PyCFunction_NewEx(method.cast_mut(), callee.as_ptr(), module.as_ptr()))
    }
}

/// What Python calls.
unsafe extern "C" fn call(
    me: *mut ffi::PyObject,
    args: *mut *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
) -> *mut ffi::PyObject {
    guard(
        #[inline(always)]
        || {
            // SAFETY: the functions that this belongs to are bound to callees.
            let callee = unsafe { body::<Callee>(me) };
            let args = match count {
                1.. => {
                    // SAFETY: the interpreter passes so many live objects.
                    unsafe { std::slice::from_raw_parts(args.cast_const(), count as usize) }
                }
                _ => &[],
            };
            match callee.call.run_with(args) {
                Err(failure) => Err(callee.call.shared.own_failure(failure)),
                done => done,
            }
        },
    )
}

impl Call {
    /// A call of what a function pointer points to.
    pub(crate) fn through_pointer(
        shared: &Arc<Shared>,
        pointer: FunctionPointer,
        signature: SignatureId,
    ) -> Result<Self> {
        Ok(Self {
            shared: Arc::clone(shared),
            function: shared.function_type(signature)?,
            numbers: None,
            calls: Cell::new(0),
            long: Cell::new(u8::MAX),
            pointer: Some((pointer, signature)),
        })
    }

    /// Converts the arguments, calls, and converts the result.
    #[inline(always)]
    pub(crate) fn run_with(&self, args: &[*mut ffi::PyObject]) -> Result<Owned> {
        if let Some((params, result)) = &self.numbers {
            return self.call_with_numbers(params, *result, args);
        }
        let plan = &self.function.plan;
        if args.len() != plan.args.len() && !(plan.is_variadic && args.len() > plan.args.len()) {
            return Err(self.wrong_count(args.len()));
        }
        if self.function.width <= FEW {
            self.run(args, &mut [Slot::i32(0); FEW][..self.function.width])
        } else {
            self.run(args, &mut vec![Slot::i32(0); self.function.width])
        }
    }

    #[inline(always)]
    fn call_with_numbers(
        &self,
        params: &[Number],
        result: Option<Number>,
        args: &[*mut ffi::PyObject],
    ) -> Result<Owned> {
        let mut slots = [Slot::i32(0); FEW];
        if args.len() != params.len() || params.len() > FEW {
            return Err(self.wrong_count(args.len()));
        }
        for (index, number) in params.iter().enumerate() {
            match number::to_bits(*number, args[index]) {
                Ok(bits) => slots[index] = Slot::bits(bits),
                Err(failure) => return Err(self.at_parameter(Some(index as u32), failure)),
            }
        }
        let mut entered = self.shared.enter()?;
        self.invoke(&mut entered, &mut slots, 0)?;
        drop(entered);
        match result {
            Some(number) => number::from_bits(number, slots[0].to_bits()),
            None => Ok(Owned::none()),
        }
    }

    #[inline(always)]
    fn run(&self, args: &[*mut ffi::PyObject], slots: &mut [Slot]) -> Result<Owned> {
        let mut entered = self.shared.enter()?;
        let mark = entered.mark();
        let done = self.run_inside(&mut entered, args, slots);
        entered.release(mark);
        done
    }

    #[inline(always)]
    fn run_inside(
        &self,
        entered: &mut Entered<'_>,
        args: &[*mut ffi::PyObject],
        slots: &mut [Slot],
    ) -> Result<Owned> {
        let plan = &self.function.plan;
        let mut lowering = Lowering::new(&self.shared, entered, args, slots, plan.args.len());
        for step in &plan.lower {
            if let Err((arg, failure)) = lowering.step(step) {
                return Err(self.at_parameter(arg, failure));
            }
        }
        let (size, area, back) = lowering.finish();
        if let Err(failure) = self.invoke(entered, slots, size) {
            back.iter().for_each(|copy| copy.abandon(entered));
            return Err(failure);
        }
        for copy in &back {
            copy.take(entered)?;
        }
        lift::result(&self.shared, entered, &plan.lift, slots[0], area)
            .map_err(|failure| self.at_result(failure))
    }

    /// Calls, and lets other Python threads run meanwhile where that is worth it.
    #[inline(always)]
    fn invoke(&self, entered: &mut Entered<'_>, slots: &mut [Slot], size: usize) -> Result<()> {
        let turn = self.calls.get();
        self.calls.set(turn.wrapping_add(1));
        if size < LARGE && !turn.is_multiple_of(SAMPLE) && self.long.get() == 0 {
            return Ok(entered.call(&self.function, slots)?);
        }
        self.invoke_detached(entered, slots, size, turn.is_multiple_of(SAMPLE))
    }

    #[inline(never)]
    fn invoke_detached(
        &self,
        entered: &mut Entered<'_>,
        slots: &mut [Slot],
        size: usize,
        is_sample: bool,
    ) -> Result<()> {
        if let Some((pointer, signature)) = self.pointer {
            return Ok(entered.call_pointer(pointer, signature, &self.function, slots)?);
        }
        let start = is_sample.then(|| (Instant::now(), self.shared.callbacks()));
        let done = if size >= LARGE || self.long.get() > 0 {
            // What goes in is copied already, and what comes out stays in the guest.
            self.shared.detach();
            let done = entered.call(&self.function, slots);
            self.shared.attach();
            done
        } else {
            entered.call(&self.function, slots)
        };
        if let Some((start, before)) = start {
            // Other threads have their turns in callbacks: what counts is how far apart those are.
            let parts = self.shared.callbacks().wrapping_sub(before).saturating_add(1);
            match start.elapsed() / parts >= LONG {
                true => self.long.set(PATIENCE),
                false => self.long.set(self.long.get().saturating_sub(1)),
            }
        }
        Ok(done?)
    }

    #[cold]
    fn at_parameter(&self, arg: Option<u32>, failure: Failure) -> Failure {
        let plan = &self.function.plan;
        let name = format!("{}.{}", self.shared.library.name(), plan.name);
        let failure = match failure {
            Failure::Error(error) if error.help().is_none() => {
                error.with_help(format!("its prototype is `{}`", plan.prototype)).into()
            }
            failure => failure,
        };
        match arg.and_then(|arg| plan.args.get(arg as usize)) {
            Some(arg) => {
                failure.context(format_args!("{name}: parameter `{}` ({})", arg.name, arg.spelling))
            }
            None => failure.context(name),
        }
    }

    #[cold]
    fn at_result(&self, failure: Failure) -> Failure {
        let (library, plan) = (self.shared.library.name(), &self.function.plan);
        failure.context(format_args!("{library}.{}: result", plan.name))
    }

    #[cold]
    fn wrong_count(&self, given: usize) -> Failure {
        let (library, plan) = (self.shared.library.name(), &self.function.plan);
        let least = if plan.is_variadic { "at least " } else { "" };
        let plural = if plan.args.len() == 1 { "" } else { "s" };
        let message = format!(
            "{library}.{} takes {least}{} argument{plural}, got {given}",
            plan.name,
            plan.args.len()
        );
        Error::new(Code::ArgumentCount, message)
            .with_help(format!("its prototype is `{}`", plan.prototype))
            .into()
    }
}

/// The forms of a function that takes and gives numbers alone.
fn numbers(function: &Function) -> Option<(Box<[Number]>, Option<Number>)> {
    let plan = &function.plan;
    let result = match plan.lift {
        Lift::Nothing => None,
        Lift::Number { number, enumeration: None } => Some(number),
        _ => return None,
    };
    let in_order = (0u32..).zip(&plan.lower).map(|(index, step)| match step {
        Lower::Number { arg, slot, number, .. } if *arg == index && *slot == index => Some(*number),
        _ => None,
    });
    let params = in_order.collect::<Option<Box<[Number]>>>()?;
    (params.len() <= FEW && params.len() == plan.args.len() && !plan.is_variadic)
        .then_some((params, result))
}

/// A signature for editors, then the prototype, then the header's comment.
fn doc(shared: &Shared, function: &Function) -> String {
    let plan = &function.plan;
    let mut params: Vec<String> = plan.args.iter().map(|arg| parameter(&arg.name)).collect();
    if !params.is_empty() {
        params.push("/".to_owned());
    }
    if plan.is_variadic {
        params.push("*args".to_owned());
    }
    let c_name = shared.interface().functions.get(function.index);
    let comment = c_name.and_then(|it| shared.library.docs().0.get(&it.name));
    let comment = comment.map_or_else(String::new, |comment| format!("\n\n{comment}"));
    format!("{}({})\n--\n\n{}{comment}", plan.name, params.join(", "), plan.prototype)
}

/// Names that Python reserves get the underscore that its own style guide gives them.
pub(crate) fn parameter(name: &str) -> String {
    const RESERVED: &[&str] = &[
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class",
        "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global",
        "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return",
        "try", "while", "with", "yield",
    ];
    match RESERVED.contains(&name) {
        true => format!("{name}_"),
        false => name.to_owned(),
    }
}

fn c_string(text: &str) -> CString {
    CString::new(text.replace('\0', " ")).unwrap_or_default()
}
