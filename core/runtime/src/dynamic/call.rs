//! One call: lower the arguments, call, lift the result.

use sandbridge_interface::plan::Plan;
use sandbridge_interface::{Code, Error, Result, SignatureId};

use super::Value;
use super::lift::lift;
use super::lower::Lowering;
use super::object::Home;
use crate::{Entered, Function, FunctionPointer, Library, Slot};

/// Calls the function of that C name. Buffers, arrays and records in `args` that C may write are
/// updated, those behind `const` pointers are not.
///
/// # Errors
/// [`Code::UnknownName`], [`Code::ArgumentCount`], what converting an argument or the result ends
/// in (naming library, function, parameter and its C type), and what the call itself ends in. An
/// error of a host function that C called is its [`cause`](Error::cause).
pub fn call(library: &Library, name: &str, args: &mut [Value]) -> Result<Value> {
    call_function(library, &*library.function(name)?, args)
}

/// The same for a function that was found.
pub(super) fn call_function(
    library: &Library,
    function: &Function,
    args: &mut [Value],
) -> Result<Value> {
    perform(library, function, args, |entered, slots| entered.call(function, slots))
}

/// The same through a function pointer of that type.
pub(super) fn call_pointer(
    library: &Library,
    pointer: FunctionPointer,
    signature: SignatureId,
    args: &mut [Value],
) -> Result<Value> {
    let function = library.function_type(signature)?;
    perform(library, &function, args, |entered, slots| {
        entered.call_pointer(pointer, signature, &function, slots)
    })
}

fn perform(
    library: &Library,
    function: &Function,
    args: &mut [Value],
    invoke: impl FnOnce(&mut Entered<'_>, &mut [Slot]) -> Result<()>,
) -> Result<Value> {
    check_count(library, function, args.len())?;
    let mut entered = library.enter()?;
    let mark = entered.mark();
    let mut lowering = Lowering::new(library, function, &mut entered);
    let lowered = lowering.run(args);
    let temporary = lowering.into_temporary();
    let done = lowered.and_then(|mut lowered| {
        invoke(&mut entered, &mut lowered.slots)?;
        lowered.copy_back(&entered, args)?;
        let home = Home { library, generation: lowered.generation };
        let slots = lowered.slots.get(..1).unwrap_or_default();
        lift(home, &entered, &function.plan.lift, slots, lowered.area).map_err(|error| {
            error.context(format_args!("{}.{}: result", library.name(), function.plan.name))
        })
    });
    for callback in temporary {
        entered.remove_callback(callback);
    }
    entered.release(mark);
    done
}

pub(super) fn check_count(library: &Library, function: &Function, given: usize) -> Result<()> {
    let Plan { name, prototype, args, is_variadic, .. } = &function.plan;
    if given == args.len() || *is_variadic && given > args.len() {
        return Ok(());
    }
    let plural = if args.len() == 1 { "" } else { "s" };
    let least = if *is_variadic { "at least " } else { "" };
    let (own, count) = (library.name(), args.len());
    Err(Error::new(
        Code::ArgumentCount,
        format!("{own}.{name} takes {least}{count} argument{plural}, got {given}"),
    )
    .with_help(format!("its prototype is `{prototype}`")))
}
