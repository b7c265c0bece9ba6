//! Which functions are called directly, without putting the call together argument by argument.

use sandbridge_interface::plan::{Give, Lift, Lifted, Lower, Plan, Pointee};

/// Numbers that a call takes as they are: without facts, and with them.
const MAX_NUMBERS: usize = 6;
/// Slots of a call with one or two pointers.
const MAX_SLOTS: u32 = 8;
/// What the frame of small data is aligned to.
const MAX_ALIGN: u32 = 16;

/// A way to call without putting the call together.
pub(super) enum Quick {
    /// Numbers and handles are bits.
    Numbers,
    /// One or two pointers come first as objects, then each slot's bits.
    Pointers {
        /// The arguments that are pointers.
        pointers: Vec<usize>,
        /// The argument of each slot that is a number.
        slots: Vec<Option<usize>>,
    },
}

/// The way for a plan; `None` where the call has to be put together.
pub(super) fn quick(plan: &Plan) -> Option<Quick> {
    if plan.is_variadic || plan.args.len() > MAX_SLOTS as usize {
        return None;
    }
    match &plan.program {
        Some(program) => {
            let numbers = plan.lower.iter().all(|step| matches!(step, Lower::Number { .. }));
            let handles = program.given.iter().all(|give| matches!(give, Give::Handle { .. }));
            let is_simple = match program.outcomes.as_slice() {
                [] => true,
                [one] => matches!(
                    one.value,
                    Lifted::Direct { lift: Lift::Number { .. }, .. } | Lifted::Handle { .. }
                ),
                _ => false,
            };
            let fits = plan.args.len() <= MAX_NUMBERS;
            (numbers && handles && is_simple && fits).then_some(Quick::Numbers)
        }
        None => without_facts(plan),
    }
}

fn without_facts(plan: &Plan) -> Option<Quick> {
    if !matches!(plan.lift, Lift::Number { .. } | Lift::Nothing) || plan.slots > MAX_SLOTS {
        return None;
    }
    let mut pointers = Vec::new();
    let mut slots = vec![None; MAX_SLOTS as usize];
    for step in &plan.lower {
        match step {
            Lower::Number { arg, slot, .. } => slots[*slot as usize] = Some(*arg as usize),
            Lower::Pointer { arg, pointer, .. } => {
                pointers.push(*arg as usize);
                if let Pointee::Elements { layout, .. } = &pointer.pointee
                    && layout.align > MAX_ALIGN
                {
                    return None;
                }
            }
            _ => return None,
        }
    }
    match pointers.len() {
        0 if plan.args.len() <= MAX_NUMBERS => Some(Quick::Numbers),
        1 | 2 => Some(Quick::Pointers { pointers, slots }),
        _ => None,
    }
}
