//! What parameters and results are, in words that every language's users understand: what facts say,
//! and C's types where they say nothing.

use sandbridge_bindgen::model::HostFunction;
use sandbridge_interface::plan::{
    Give, Lift, Lifted, Lower, Number, Outcome, Plan, Pointee, PointerPlan, Return, callback_plan,
    idiomatic_callback,
};
use sandbridge_interface::{Interface, Type, TypeId, spell};

use super::{Given, name_of};

const TEXT: &str = "text";
const BYTES: &str = "bytes";
const FUNCTION: &str = "function";

/// What the caller gives for the argument at that position.
pub(super) fn taken(interface: &Interface, plan: &Plan, at: u32) -> String {
    let known =
        plan.program.iter().flat_map(|program| &program.given).find_map(|give| match give {
            Give::Handle { arg, handle, nullable, .. } if *arg == at => {
                Some((name_of(interface, *handle).unwrap_or_default(), *nullable))
            }
            Give::Data { arg, pointer, nullable, .. } if *arg == at => {
                Some((data(interface, pointer), *nullable))
            }
            Give::Text { arg, nullable, .. } if *arg == at => Some((TEXT.to_owned(), *nullable)),
            Give::Callback { arg, nullable, .. } if *arg == at => {
                Some((FUNCTION.to_owned(), *nullable))
            }
            _ => None,
        });
    if let Some((what, nullable)) = known {
        return if nullable { format!("{what} or null") } else { what };
    }
    let plain = plan.lower.iter().find_map(|step| match step {
        Lower::Pointer { arg, pointer, .. } if *arg == at => match pointer.text {
            true => Some(TEXT.to_owned()),
            false => None,
        },
        Lower::Callback { arg, .. } if *arg == at => Some(FUNCTION.to_owned()),
        // What facts put behind a pointer is given itself.
        Lower::Number { arg, .. } | Lower::Wide { arg, .. } if *arg == at => {
            plan.args.get(at as usize).map(|arg| pointee(&arg.spelling).to_owned())
        }
        _ => None,
    });
    let spelled = || plan.args.get(at as usize).map(|arg| arg.spelling.clone());
    plain.or_else(spelled).unwrap_or_default()
}

/// What a call gives: nothing, one result, or several by name.
pub(super) fn given(interface: &Interface, position: usize, plan: &Plan) -> Vec<Given> {
    if let Some(program) = &plan.program {
        return program.outcomes.iter().map(|outcome| result(interface, outcome)).collect();
    }
    let signature = interface.functions[position].signature;
    let result = interface.signature(signature).result;
    let ty = match plan.lift {
        Lift::Nothing => return Vec::new(),
        Lift::Text { .. } => TEXT.to_owned(),
        _ => spell::type_name(interface, result),
    };
    vec![Given { name: "result".to_owned(), ty }]
}

/// What a host function is given, and what it gives.
pub(super) fn host_function(
    interface: &Interface,
    of: HostFunction,
) -> Option<(Vec<Given>, Option<String>)> {
    let plan = callback_plan(interface, of.signature).ok()?;
    let back = interface.signature(of.signature).result;
    let back = match plan.result {
        Return::Nothing => None,
        _ => Some(spell::type_name(interface, back)),
    };
    if let Some(position) = of.facts {
        let known = idiomatic_callback(interface, position).ok()?;
        let takes = known.program.given.iter().map(|outcome| result(interface, outcome));
        let back = if known.program.room.is_some() { Some(BYTES.to_owned()) } else { back };
        return Some((takes.collect(), back));
    }
    let one = |param: &sandbridge_interface::plan::CallbackParam| Given {
        name: String::new(),
        ty: match param.lift {
            Lift::Text { .. } => TEXT.to_owned(),
            _ => param.spelling.clone(),
        },
    };
    Some((plan.params.iter().map(one).collect(), back))
}

fn result(interface: &Interface, outcome: &Outcome) -> Given {
    let class = |kind: u32| name_of(interface, kind).unwrap_or_default();
    let ty = match &outcome.value {
        Lifted::Bytes { .. } => BYTES.to_owned(),
        Lifted::Text { .. } | Lifted::Direct { lift: Lift::Text { .. }, .. } => TEXT.to_owned(),
        Lifted::Direct { lift: Lift::Number { number: Number::Bool, .. }, .. } => "bool".to_owned(),
        Lifted::Texts { .. } => format!("list of {TEXT}"),
        Lifted::Elements { .. } => format!("list of {}", pointee(&outcome.spelling)),
        Lifted::Object { .. } => pointee(&outcome.spelling).to_owned(),
        Lifted::Handle { handle, .. } => class(*handle),
        Lifted::Handles { handle, .. } => format!("list of {}", class(*handle)),
        Lifted::Direct { .. } | Lifted::Leased { .. } => outcome.spelling.clone(),
    };
    Given { name: outcome.name.clone(), ty }
}

/// A buffer or an array.
fn data(interface: &Interface, pointer: &PointerPlan) -> String {
    let what = match &pointer.pointee {
        Pointee::Bytes => BYTES.to_owned(),
        _ => format!("list of {}", element(interface, pointer.to)),
    };
    if pointer.is_const { what } else { format!("{what}, written") }
}

fn element(interface: &Interface, to: TypeId) -> String {
    match interface.resolved(to) {
        Type::Pointer { to, .. }
            if spell::type_name(interface, *to).trim_start_matches("const ") == "char" =>
        {
            TEXT.to_owned()
        }
        _ => spell::type_name(interface, to),
    }
}

/// A pointer's spelling without its last star.
fn pointee(spelling: &str) -> &str {
    let bare = spelling.strip_suffix('*').unwrap_or(spelling).trim_end();
    bare.strip_prefix("const ").unwrap_or(bare)
}
