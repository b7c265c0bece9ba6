//! What a function takes and gives, in the terms that the languages' signatures have in common:
//! a plan without its slots.

use sandbridge_interface::plan::{
    Access, Arg, CallbackPlan, Lift, Lower, Number, Plan, Pointee, PointerPlan, Return, Wide,
    callback_plan, pointer_plan,
};
use sandbridge_interface::{Interface, RecordId, Scalar, SignatureId, Type, TypeId};

/// What the caller gives for one parameter.
#[derive(Debug, Clone)]
pub(crate) enum Taken<'a> {
    /// A number of at most 64 bits.
    Number(Number),
    /// A number that not every language has.
    Wide(Wide),
    /// Memory.
    Pointer(&'a PointerPlan),
    /// A function.
    Callback(SignatureId),
    /// An object by value.
    Value(Access),
    /// A value of an empty type, by its C name.
    Empty(&'a str),
}

/// What comes back: a function's result, or an argument of a host function.
#[derive(Debug, Clone)]
pub(crate) enum Given {
    /// Nothing.
    Nothing,
    /// A number of at most 64 bits.
    Number(Number),
    /// A number that not every language has.
    Wide(Wide),
    /// Text, or null.
    Text,
    /// A typed pointer, or null.
    Pointer,
    /// A C function, or null.
    Callback,
    /// An object by value.
    Value(Access),
}

/// What memory behind a pointer parameter may be given as, beside typed pointers and null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Memory<'a> {
    /// Bytes of any kind; untyped when C has `void`.
    Bytes {
        /// Whether C has `void *`.
        is_untyped: bool,
    },
    /// A list of text, as `char **`.
    Texts,
    /// One record, or several.
    Record(RecordId),
    /// Elements of one kind.
    Elements(&'a Access),
    /// Nothing that could be copied.
    Opaque,
}

/// The parameters in order, with what is given for each.
pub(crate) fn parameters(plan: &Plan) -> impl Iterator<Item = (&Arg, Taken<'_>)> {
    plan.lower.iter().filter_map(|step| {
        let (arg, taken) = match step {
            Lower::Number { arg, number, .. } => (arg, Taken::Number(*number)),
            Lower::Wide { arg, wide, .. } => (arg, Taken::Wide(*wide)),
            Lower::Pointer { arg, pointer, .. } => (arg, Taken::Pointer(pointer)),
            Lower::Callback { arg, signature, .. } => (arg, Taken::Callback(*signature)),
            Lower::Image { arg, value, .. } | Lower::Lanes { arg, value, .. } => {
                (arg, Taken::Value(value.clone()))
            }
            Lower::Single { arg, record, .. } => {
                (arg, Taken::Value(Access::Record { record: *record }))
            }
            Lower::Nothing { arg } => {
                (arg, Taken::Empty(bare(&plan.args.get(*arg as usize)?.spelling)))
            }
            Lower::Area { .. } | Lower::Variadic { .. } => return None,
        };
        Some((plan.args.get(*arg as usize)?, taken))
    })
}

/// What a call gives.
pub(crate) fn result(lift: &Lift) -> Given {
    match lift {
        Lift::Nothing => Given::Nothing,
        Lift::Number { number, .. } => Given::Number(*number),
        Lift::Text { .. } => Given::Text,
        Lift::Pointer { .. } => Given::Pointer,
        Lift::Callback { .. } => Given::Callback,
        Lift::Wide { wide } => Given::Wide(*wide),
        Lift::Single { record, .. } => Given::Value(Access::Record { record: *record }),
        Lift::Area { value, .. } => object(value),
    }
}

/// A host function's arguments and result; `None` where C has a function type that no host
/// function can have.
pub(crate) fn callback(
    interface: &Interface,
    signature: SignatureId,
) -> Option<(Vec<Given>, Given)> {
    let CallbackPlan { params, result: back, .. } = callback_plan(interface, signature).ok()?;
    let back = match back {
        Return::Nothing => Given::Nothing,
        Return::Number { number, .. } => Given::Number(number),
        Return::Pointer { .. } => Given::Pointer,
        Return::Callback { .. } => Given::Callback,
        Return::Wide { wide } => Given::Wide(wide),
        Return::Single { record, .. } => Given::Value(Access::Record { record }),
        Return::Area { value, .. } => object(&value),
    };
    Some((params.iter().map(|param| result(&param.lift)).collect(), back))
}

/// What may be given for memory.
pub(crate) fn memory<'a>(interface: &Interface, plan: &'a PointerPlan) -> Memory<'a> {
    match &plan.pointee {
        Pointee::Bytes => Memory::Bytes { is_untyped: *interface.resolved(plan.to) == Type::Void },
        Pointee::Elements { element: Access::Pointer { pointer }, .. }
            if points_to_text(interface, *pointer) =>
        {
            Memory::Texts
        }
        Pointee::Elements { element: Access::Record { record }, .. } => Memory::Record(*record),
        Pointee::Elements { element, .. } => Memory::Elements(element),
        Pointee::Opaque => Memory::Opaque,
    }
}

/// What a user calls a record: its `typedef` name, or its tag where it has none.
pub(crate) fn record_name(interface: &Interface, id: RecordId) -> &str {
    let mut names = interface.type_names.iter();
    names
        .find(|entry| *interface.resolved(entry.ty) == Type::Record(id))
        .map(|entry| entry.name.as_str())
        .or(interface.record(id).name.as_deref())
        .unwrap_or("Record")
}

/// The element of the innermost of arrays of arrays, and how deep they are.
pub(crate) fn innermost(mut access: &Access) -> (&Access, usize) {
    let mut depth = 0;
    while let Access::Array { element, .. } = access {
        access = element;
        depth += 1;
    }
    (access, depth)
}

fn object(value: &Access) -> Given {
    match value {
        Access::Wide { wide, .. } => Given::Wide(*wide),
        value => Given::Value(value.clone()),
    }
}

fn points_to_text(interface: &Interface, pointer: TypeId) -> bool {
    pointer_plan(interface, pointer)
        .is_ok_and(|plan| *interface.resolved(plan.to) == Type::Scalar(Scalar::Char))
}

/// A type's name without `struct` or `union`.
fn bare(spelling: &str) -> &str {
    spelling.rsplit(' ').next().unwrap_or(spelling)
}
