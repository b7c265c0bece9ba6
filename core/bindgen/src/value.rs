//! What a function takes and gives, in the terms that the languages' signatures have in common:
//! a plan without its slots and registers.

use sandbridge_interface::plan::{
    Access, After, Arg, Before, CallbackPlan, Give, Lift, Lifted, Lower, Number, Outcome, Plan,
    Pointee, PointerPlan, Program, Return, Wide, callback_plan, idiomatic_callback, pointer_plan,
};
use sandbridge_interface::{Interface, RecordId, Scalar, SignatureId, Type, TypeId};

/// What the caller gives for one parameter.
#[derive(Debug, Clone)]
pub(crate) enum Taken<'a> {
    /// A number of at most 64 bits, and the enumeration that it belongs to, by position.
    Number(Number, Option<u32>),
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
    /// A handle, by its kind.
    Handle {
        /// The kind.
        kind: u32,
        /// Whether null may be given.
        nullable: bool,
    },
    /// A buffer or array whose length C is told; no bare pointer.
    Data {
        /// What it is made of.
        pointer: &'a PointerPlan,
        /// Whether null may be given.
        nullable: bool,
    },
    /// Text whose encoding is known.
    Text {
        /// Whether null may be given.
        nullable: bool,
    },
    /// A function of which something is known.
    HostFunction {
        /// Its C type.
        signature: SignatureId,
        /// What is known of its arguments, by position in the facts.
        callback: Option<u32>,
        /// Whether null may be given.
        nullable: bool,
    },
}

/// What comes back: a function's result, or an argument of a host function.
#[derive(Debug, Clone)]
pub(crate) enum Given {
    /// Nothing.
    Nothing,
    /// A number of at most 64 bits, and the enumeration that it belongs to, by position.
    Number(Number, Option<u32>),
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
    /// A copy of bytes.
    Bytes {
        /// Whether it may be null.
        nullable: bool,
    },
    /// A copy of elements.
    Elements {
        /// What one is.
        element: Access,
        /// Whether it may be null.
        nullable: bool,
    },
    /// Text that is never null.
    FilledText,
    /// A list of text, null among it.
    Texts,
    /// A handle, by its kind.
    Handle {
        /// The kind.
        kind: u32,
        /// Whether it may be null.
        nullable: bool,
    },
    /// A list of handles, by their kind.
    Handles(u32),
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
    let given = plan.program.iter().flat_map(|program| &program.given).map(known);
    let mut taken: Vec<(u32, Taken<'_>)> = plain(plan).chain(given).collect();
    taken.sort_by_key(|(arg, _)| *arg);
    taken.into_iter().filter_map(|(arg, taken)| Some((plan.args.get(arg as usize)?, taken)))
}

/// The parameters that are given as in C.
fn plain(plan: &Plan) -> impl Iterator<Item = (u32, Taken<'_>)> {
    plan.lower.iter().filter_map(|step| {
        Some(match step {
            Lower::Number { arg, number, enumeration, .. } => {
                (*arg, Taken::Number(*number, *enumeration))
            }
            Lower::Wide { arg, wide, .. } => (*arg, Taken::Wide(*wide)),
            Lower::Pointer { arg, pointer, .. } => (*arg, Taken::Pointer(pointer)),
            Lower::Callback { arg, signature, .. } => (*arg, Taken::Callback(*signature)),
            Lower::Image { arg, value, .. } | Lower::Lanes { arg, value, .. } => {
                (*arg, Taken::Value(value.clone()))
            }
            Lower::Single { arg, record, .. } => {
                (*arg, Taken::Value(Access::Record { record: *record }))
            }
            Lower::Nothing { arg } => {
                (*arg, Taken::Empty(bare(&plan.args.get(*arg as usize)?.spelling)))
            }
            Lower::Area { .. } | Lower::Variadic { .. } => return None,
        })
    })
}

/// A parameter of which facts speak.
fn known(give: &Give) -> (u32, Taken<'_>) {
    match *give {
        Give::Handle { arg, handle: kind, nullable, .. } => (arg, Taken::Handle { kind, nullable }),
        Give::Data { arg, ref pointer, nullable, .. } => (arg, Taken::Data { pointer, nullable }),
        Give::Text { arg, nullable, .. } => (arg, Taken::Text { nullable }),
        Give::Callback { arg, signature, callback, nullable, .. } => {
            (arg, Taken::HostFunction { signature, callback, nullable })
        }
    }
}

/// What a call gives: nothing, one value, or several with their names.
pub(crate) fn results(plan: &Plan) -> Vec<(&str, Given)> {
    let Some(program) = &plan.program else {
        return match result(&plan.lift) {
            Given::Nothing => Vec::new(),
            given => vec![("result", given)],
        };
    };
    let present: Vec<u32> = reserved(program).chain(checked(program)).collect();
    let one = |outcome| named(outcome, |register| !present.contains(&register));
    program.outcomes.iter().map(one).collect()
}

/// The registers of what a call refuses to give when it is null.
fn checked(program: &Program) -> impl Iterator<Item = u32> {
    program.after.iter().filter_map(|step| match *step {
        After::Present { register, .. } => Some(register),
        _ => None,
    })
}

/// The registers of what is reserved before the call, which is never null.
fn reserved(program: &Program) -> impl Iterator<Item = u32> {
    program.before.iter().filter_map(|step| match *step {
        Before::Room { register, .. } | Before::Cell { register, .. } => Some(register),
        _ => None,
    })
}

/// A value that comes back, with its name.
fn named(outcome: &Outcome, may_be_null: impl Fn(u32) -> bool) -> (&str, Given) {
    let given = match outcome.value {
        Lifted::Direct { lift: Lift::Text { .. }, register } if !may_be_null(register) => {
            Given::FilledText
        }
        Lifted::Direct { ref lift, .. } => result(lift),
        Lifted::Bytes { address, .. } => Given::Bytes { nullable: may_be_null(address) },
        Lifted::Elements { address, ref element, .. } => {
            Given::Elements { element: element.clone(), nullable: may_be_null(address) }
        }
        Lifted::Text { address, .. } if may_be_null(address) => Given::Text,
        Lifted::Text { .. } => Given::FilledText,
        Lifted::Texts { .. } => Given::Texts,
        Lifted::Object { ref value, .. } => object(value),
        Lifted::Handle { handle: kind, register } => {
            Given::Handle { kind, nullable: may_be_null(register) }
        }
        Lifted::Handles { handle, .. } => Given::Handles(handle),
        Lifted::Leased { .. } => Given::Pointer,
    };
    (outcome.name.as_str(), given)
}

/// What a call without facts gives.
pub(crate) fn result(lift: &Lift) -> Given {
    match lift {
        Lift::Nothing => Given::Nothing,
        Lift::Number { number, enumeration } => Given::Number(*number, *enumeration),
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
        Return::Number { number, enumeration } => Given::Number(number, enumeration),
        Return::Pointer { .. } => Given::Pointer,
        Return::Callback { .. } => Given::Callback,
        Return::Wide { wide } => Given::Wide(wide),
        Return::Single { record, .. } => Given::Value(Access::Record { record }),
        Return::Area { value, .. } => object(&value),
    };
    Some((params.iter().map(|param| result(&param.lift)).collect(), back))
}

/// The arguments of a host function with facts, with their names, and its result.
pub(crate) fn known_callback(
    interface: &Interface,
    position: u32,
) -> Option<(Vec<(String, Given)>, Given)> {
    let known = idiomatic_callback(interface, position).ok()?;
    let signature = known.plan.signature;
    let (_, back) = callback(interface, signature)?;
    let given = known.program.given.iter().map(|outcome| {
        let (name, given) = named(outcome, |_| true);
        let given = match given {
            // C calls with a handle that it lends, of which facts say that it is one.
            Given::Handle { kind, .. } => Given::Handle { kind, nullable: false },
            // Nor does it say how long something is that is not there.
            Given::Bytes { .. } => Given::Bytes { nullable: false },
            Given::Elements { element, .. } => Given::Elements { element, nullable: false },
            given => given,
        };
        (name.to_owned(), given)
    });
    let back = match known.program.room {
        Some(_) => Given::Bytes { nullable: false },
        None => back,
    };
    Some((given.collect(), back))
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
