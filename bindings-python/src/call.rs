//! The hot path: one built-in function per C function, its plan carried out on the arguments.

use std::ffi::{CString, c_void};
use std::ptr;
use std::sync::Arc;

use pyo3::ffi;
use sandbridge_interface::{Code, Error, SignatureId};
use sandbridge_runtime::{Entered, Function, FunctionPointer, Slot};

use crate::error::{Failure, Result, guard};
use crate::library::Shared;
use crate::lift;
use crate::lower::Lowering;
use crate::object::{self, Class, Owned, body, deallocate, make_class, slot};
use crate::pace::Pace;

mod quick;

use quick::Quick;

static CLASS: Class = Class::new();

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
    quick: Option<Quick>,
    pace: Pace,
    /// The function pointer to call through.
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
    let (quick, shared) = (Quick::of(&function), Arc::clone(shared));
    let call = Call { shared, function, quick, pace: Pace::default(), pointer: None };
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
            quick: None,
            pace: Pace::default(),
            pointer: Some((pointer, signature)),
        })
    }

    /// Converts the arguments, calls, and converts the result.
    #[inline(always)]
    pub(crate) fn run_with(&self, args: &[*mut ffi::PyObject]) -> Result<Owned> {
        if let Some(quick) = &self.quick
            && quick.takes(args)
        {
            return self.run_quick(quick, args);
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

    /// Calls, and lets other Python threads run meanwhile where that is worth it: what goes in is
    /// copied already, and what comes out stays in the guest.
    #[inline(always)]
    fn invoke(&self, entered: &mut Entered<'_>, slots: &mut [Slot], size: usize) -> Result<()> {
        let turn = self.pace.begin(&self.shared, size);
        let done = match self.pointer {
            None => entered.call(&self.function, slots),
            Some((pointer, signature)) => {
                entered.call_pointer(pointer, signature, &self.function, slots)
            }
        };
        self.pace.end(&self.shared, turn);
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
