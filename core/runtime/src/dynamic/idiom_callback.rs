//! Host functions whose parameters have facts.

use std::sync::Arc;

use sandbridge_interface::plan::{IdiomaticCallback, Return};
use sandbridge_interface::{Error, GuestAddr, Result, SignatureId};

use super::Value;
use super::callback::{self, Callable, give, passed_on};
use super::idiom::lift_outcome;
use super::number;
use super::object::Home;
use crate::{CallbackFrame, Entered, FunctionPointer, Policy, Slot};

/// Gives a host function a place in the guest's table, with what facts say of its type.
pub(super) fn register(
    entered: &mut Entered<'_>,
    (signature, facts): (SignatureId, Option<u32>),
    policy: Policy,
    function: Callable,
) -> Result<FunctionPointer> {
    let Some(facts) = facts else {
        let run = callback::host_function(entered, signature, function)?;
        return entered.add_callback_with(signature, policy, run);
    };
    let plan = entered.library().idiomatic_callback(facts)?;
    let run = move |entered: &mut Entered<'_>, slots: &mut [Slot]| {
        let frame = entered.begin_callback(&plan.program, slots)?;
        let done = run(&plan, &function, entered, &frame, slots);
        entered.end_callback(frame);
        done
    };
    entered.add_callback_with(signature, policy, Box::new(run))
}

/// C calls.
fn run(
    plan: &Arc<IdiomaticCallback>,
    function: &Callable,
    entered: &mut Entered<'_>,
    frame: &CallbackFrame,
    slots: &mut [Slot],
) -> Result<()> {
    let library = entered.library();
    let here = |error: Error, what: &str| {
        let declaration = &plan.plan.declaration;
        error.context(format_args!("{}: callback `{declaration}`: {what}", library.name()))
    };
    let mut args = Vec::with_capacity(plan.program.given.len());
    for outcome in &plan.program.given {
        let area = frame.registers().first().map(|slot| GuestAddr(slot.to_u32()));
        let value = lift_outcome(library, entered, outcome, frame.registers(), area);
        args.push(value.map_err(|error| here(error, &outcome.name))?);
    }
    let value = function.run(&args).map_err(passed_on)?;
    let Some(room) = plan.program.room else {
        let home = Home { library, generation: entered.generation() };
        return give(home, entered, &plan.plan.result, &value, slots)
            .map_err(|error| here(error, "result"));
    };
    let (Value::Bytes(bytes) | Value::Buffer(bytes)) = &value else {
        return Err(here(number::mismatch("bytes", &value), "result"));
    };
    let count = entered.fill_room(room, frame, bytes).map_err(|error| here(error, "result"))?;
    if let (Return::Number { .. }, Some(slot)) = (&plan.plan.result, slots.first_mut()) {
        *slot = Slot::i64(count.into());
    }
    Ok(())
}
