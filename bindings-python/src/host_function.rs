//! Python functions that C calls where facts speak of them: with texts, lists, handles and rooms in
//! place of pointers, for as long as the facts say.

use std::mem::ManuallyDrop;
use std::sync::{Arc, Weak};

use pyo3::ffi;
use sandbridge_interface::plan::{CallbackPlan, IdiomaticCallback, Outcome, Return, RoomReturn};
use sandbridge_interface::{Error, SignatureId};
use sandbridge_runtime::{CallbackFrame, Entered, FunctionPointer, Policy, Slot};

use crate::buffer::Buffer;
use crate::callback::{give, lift_param, raised, released};
use crate::error::{Failure, Result, mismatch};
use crate::function_call::{FEW, Few, call_with_many};
use crate::library::Shared;
use crate::object::Owned;
use crate::outcome;
use crate::raised::{attached, stash};
use crate::tie::Held;

/// What a trampoline of the guest's table runs. The core owns it, and drops it when its time is over.
struct HostFunction {
    shared: Weak<Shared>,
    /// Where that is; asking the weak reference takes longer.
    home: *const Shared,
    held: Arc<Held>,
    form: Form,
    /// Whether C goes on when it raises.
    is_continued: bool,
}

/// How C's arguments become Python's.
enum Form {
    /// As C has them.
    Plain(Arc<CallbackPlan>),
    /// As the facts say.
    Known(Arc<IdiomaticCallback>),
}

// SAFETY: the pointers are followed only by the thread inside the library while it is attached.
unsafe impl Send for HostFunction {}
// SAFETY: as above.
unsafe impl Sync for HostFunction {}

impl Drop for HostFunction {
    fn drop(&mut self) {
        attached(&self.shared, || self.held.let_go());
    }
}

/// Makes `function` callable from C until the core or the caller removes it. What holds it is for
/// the handle that it is given to.
pub(crate) fn register(
    shared: &Arc<Shared>,
    entered: &mut Entered<'_>,
    (signature, facts): (SignatureId, Option<u32>),
    policy: Policy,
    function: *mut ffi::PyObject,
) -> Result<(FunctionPointer, Arc<Held>)> {
    let form = match facts {
        Some(position) => Form::Known(shared.library.idiomatic_callback(position)?),
        None => Form::Plain(shared.callback_plan(signature)?),
    };
    let held = Arc::new(Held::new(function));
    let (home, weak) = (Arc::as_ptr(shared), Arc::downgrade(shared));
    let is_continued = policy.on_raise.is_some();
    let run = HostFunction { shared: weak, home, held: Arc::clone(&held), form, is_continued };
    let run = move |entered: &mut Entered<'_>, slots: &mut [Slot]| run.called(entered, slots);
    Ok((entered.add_callback_with(signature, policy, Box::new(run))?, held))
}

impl HostFunction {
    /// C calls.
    fn called(
        &self,
        entered: &mut Entered<'_>,
        slots: &mut [Slot],
    ) -> sandbridge_interface::Result<()> {
        // SAFETY: C runs only in calls, all of which are made through a reference to the library's
        // shared part that outlives them; this one is never dropped.
        let shared = ManuallyDrop::new(unsafe { Arc::from_raw(self.home) });
        let was_detached = shared.attach();
        shared.count_callback();
        let done = match self.run(&shared, entered, slots) {
            Ok(()) => Ok(()),
            Err(Failure::Error(error)) => Err(self.placed(&shared, error)),
            Err(Failure::Raised) if self.is_continued => Err(stash(&shared)),
            Err(Failure::Raised) => Err(raised(&shared, entered)),
        };
        if was_detached {
            shared.detach();
        }
        done
    }

    fn run(
        &self,
        shared: &Arc<Shared>,
        entered: &mut Entered<'_>,
        slots: &mut [Slot],
    ) -> Result<()> {
        let function = self.held.get();
        if function.is_null() {
            return Err(released());
        }
        // It may be taken away meanwhile, but not this reference.
        // SAFETY: what holds it has a reference until it is null.
        let function = unsafe { Owned::of(function) }?;
        match &self.form {
            Form::Plain(plan) => {
                let args = plan.params.iter();
                let args = args.map(|param| lift_param(shared, entered, param, slots));
                let result = call(&function, plan.params.len(), args)?;
                give(shared, entered, &plan.result, result.as_ptr(), slots)
                    .map_err(|failure| failure.context("result"))
            }
            Form::Known(known) => {
                let frame = entered.begin_callback(&known.program, slots)?;
                let done = run_known(known, shared, entered, &function, (&frame, slots));
                entered.end_callback(frame);
                done
            }
        }
    }

    #[cold]
    fn placed(&self, shared: &Shared, error: Error) -> Error {
        let declaration = match &self.form {
            Form::Plain(plan) => &plan.declaration,
            Form::Known(known) => &known.plan.declaration,
        };
        error.context(format_args!("{}: callback `{declaration}`", shared.library.name()))
    }
}

fn run_known(
    known: &IdiomaticCallback,
    shared: &Arc<Shared>,
    entered: &mut Entered<'_>,
    function: &Owned,
    (frame, slots): (&CallbackFrame, &mut [Slot]),
) -> Result<()> {
    let given = known.program.given.iter();
    let args = given.map(|one| lift(shared, entered, one, frame));
    let result = call(function, known.program.given.len(), args)?;
    let at_result = |failure: Failure| failure.context("result");
    match known.program.room {
        Some(room) => {
            let count = fill(entered, room, frame, result.as_ptr()).map_err(at_result)?;
            if let (Return::Number { .. }, Some(slot)) = (&known.plan.result, slots.first_mut()) {
                *slot = Slot::i64(count.into());
            }
            Ok(())
        }
        None => {
            give(shared, entered, &known.plan.result, result.as_ptr(), slots).map_err(at_result)
        }
    }
}

fn lift(
    shared: &Arc<Shared>,
    entered: &Entered<'_>,
    one: &Outcome,
    frame: &CallbackFrame,
) -> Result<Owned> {
    outcome::lift(shared, entered, &one.value, frame.registers(), None, true)
        .map_err(|failure| failure.context(format_args!("`{}`", one.name)))
}

/// Calls with arguments that are made one by one; without a tuple where there are few.
fn call(
    function: &Owned,
    count: usize,
    mut args: impl Iterator<Item = Result<Owned>>,
) -> Result<Owned> {
    if count > FEW {
        return call_with_many(function.as_ptr(), &args.collect::<Result<Vec<_>>>()?);
    }
    let mut few = Few::new();
    args.try_for_each(|arg| arg.map(|arg| few.push(arg)))?;
    few.call(function.as_ptr())
}

/// Copies what the function returned to the room that C gave.
fn fill(
    entered: &mut Entered<'_>,
    room: RoomReturn,
    frame: &CallbackFrame,
    value: *mut ffi::PyObject,
) -> Result<u32> {
    match Buffer::of(value, false)? {
        Some(buffer) => Ok(entered.fill_room(room, frame, buffer.as_bytes())?),
        None => Err(mismatch("bytes or another buffer", value).into()),
    }
}
