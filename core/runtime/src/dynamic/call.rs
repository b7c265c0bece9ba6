//! One call by name: lower the arguments, call, lift the result.

use sandbridge_interface::plan::{Lower, Plan};
use sandbridge_interface::{Code, Error, Result};

use super::Value;
use super::lift::lift;
use super::lower::Lowering;
use crate::{Function, Library};

/// Calls the function of that C name. Buffers, arrays and records in `args` that C may write are
/// updated, those behind `const` pointers are not.
///
/// # Errors
/// [`Code::UnknownName`], [`Code::ArgumentCount`], what converting an argument or the result ends
/// in (naming library, function, parameter and its C type), and what the call itself ends in.
pub fn call(library: &Library, name: &str, args: &mut [Value]) -> Result<Value> {
    let function = library.function(name)?;
    check_count(library, &function, args.len())?;
    let mut entered = library.enter()?;
    let mark = entered.mark();
    let mut lowering = Lowering::new(library, &function, &mut entered);
    let done = lowering.run(args).and_then(|mut lowered| {
        entered.call(&function, &mut lowered.slots)?;
        lowered.copy_back(&entered, args)?;
        lift(library, &function.plan, &entered, &lowered)
            .map_err(|error| error.context(format_args!("{}.{name}: result", library.name())))
    });
    entered.release(mark);
    done
}

fn check_count(library: &Library, function: &Function, given: usize) -> Result<()> {
    let Plan { name, prototype, args, .. } = &function.plan;
    if let Some(Lower::Variadic { .. }) = function.plan.lower.last() {
        let message = format!("{}.{name}: variadic functions cannot be called yet", library.name());
        return Err(Error::new(Code::UnsupportedType, message));
    }
    if given == args.len() {
        return Ok(());
    }
    let plural = if args.len() == 1 { "" } else { "s" };
    Err(Error::new(
        Code::ArgumentCount,
        format!("{}.{name} takes {} argument{plural}, got {given}", library.name(), args.len()),
    )
    .with_help(format!("its prototype is `{prototype}`")))
}
