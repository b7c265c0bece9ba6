//! What each parameter takes, in either layer: a plan without its slots and registers.

use std::borrow::Cow;
use std::collections::BTreeMap;

use sandbridge_interface::plan::{Access, Give, Lower, Number, Plan, PointerPlan};

/// What a parameter takes.
pub(super) enum Taken<'a> {
    /// A number of at most 64 bits.
    Number(Number),
    /// A number that not every language has.
    Wide,
    /// Memory as in C: text has a final NUL.
    Pointer(&'a PointerPlan),
    /// Memory whose length facts know.
    Data(&'a PointerPlan),
    /// Text in an encoding that facts know.
    Text,
    /// A host function.
    Function,
    /// An object by value.
    Object(Cow<'a, Access>),
    /// An object of the library's.
    Handle,
    /// A value of an empty type.
    Nothing,
}

/// What each parameter takes, by its position.
pub(super) fn taken(plan: &Plan) -> BTreeMap<u32, Taken<'_>> {
    let lowered = plan.lower.iter().filter_map(|step| {
        Some(match step {
            Lower::Number { arg, number, .. } => (*arg, Taken::Number(*number)),
            Lower::Wide { arg, .. } => (*arg, Taken::Wide),
            Lower::Pointer { arg, pointer, .. } => (*arg, Taken::Pointer(pointer)),
            Lower::Callback { arg, .. } => (*arg, Taken::Function),
            Lower::Image { arg, value, .. } | Lower::Lanes { arg, value, .. } => {
                (*arg, Taken::Object(Cow::Borrowed(value)))
            }
            Lower::Single { arg, record, .. } => {
                (*arg, Taken::Object(Cow::Owned(Access::Record { record: *record })))
            }
            Lower::Nothing { arg } => (*arg, Taken::Nothing),
            Lower::Area { .. } | Lower::Variadic { .. } => return None,
        })
    });
    let given = plan.program.iter().flat_map(|program| &program.given).map(|give| match give {
        Give::Handle { arg, .. } => (*arg, Taken::Handle),
        Give::Data { arg, pointer, .. } => (*arg, Taken::Data(pointer)),
        Give::Text { arg, .. } => (*arg, Taken::Text),
        Give::Callback { arg, .. } => (*arg, Taken::Function),
    });
    lowered.chain(given).collect()
}
