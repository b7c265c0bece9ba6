//! The host functions that a library takes: what languages with functional interfaces name.

use sandbridge_interface::plan::{Give, Lower, Plan};
use sandbridge_interface::{Interface, SignatureId, Type, spell};

use super::function::Function;

/// A type of host functions: a C function type, and what is known of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HostFunction {
    /// The C type.
    pub signature: SignatureId,
    /// What is known of it, by position in
    /// [`Facts::callbacks`](sandbridge_interface::facts::Facts::callbacks).
    pub facts: Option<u32>,
}

/// One type of host functions, with a name.
#[derive(Debug)]
pub struct Callback {
    /// Which.
    pub of: HostFunction,
    /// Its name without prefix, in C's spelling: that of its `typedef`, or those of the first
    /// function that takes it and of the parameter: `exec_callback`.
    pub name: String,
    /// How C spells it.
    pub declaration: String,
}

/// Those that some function takes, in the order in which they are met.
pub(super) fn all(interface: &Interface, functions: &[Function<'_>]) -> Vec<Callback> {
    let mut found: Vec<Callback> = Vec::new();
    for function in functions.iter().filter(|function| !function.is_skipped) {
        for (arg, of) in taken(&function.plan) {
            if found.iter().any(|known| known.of == of) {
                continue;
            }
            let arg = function.plan.args.get(arg as usize);
            let param = arg.map_or("callback", |arg| arg.name.as_str());
            let name = typedef(interface, of.signature).filter(|_| of.facts.is_none());
            let name = name.unwrap_or_else(|| format!("{}_{param}", function.name));
            let name = free_name(&found, &name);
            let declaration = spell::function_pointer(interface, of.signature);
            found.push(Callback { of, name, declaration });
        }
    }
    found
}

/// Those that only functions as C wrote them take.
pub(super) fn of_c(
    interface: &Interface,
    functions: &[Function<'_>],
    known: &[Callback],
) -> Vec<Callback> {
    let mut found: Vec<Callback> = Vec::new();
    for function in functions {
        for (arg, of) in taken(&function.c) {
            if known.iter().chain(&found).any(|known| known.of == of) {
                continue;
            }
            let arg = function.c.args.get(arg as usize);
            let param = arg.map_or("callback", |arg| arg.name.as_str());
            let name = free_name(&found, &format!("c_{}_{param}", function.c_name));
            let declaration = spell::function_pointer(interface, of.signature);
            found.push(Callback { of, name, declaration });
        }
    }
    found
}

/// The host functions among a function's arguments.
fn taken(plan: &Plan) -> impl Iterator<Item = (u32, HostFunction)> {
    let plain = plan.lower.iter().filter_map(|step| match *step {
        Lower::Callback { arg, signature, .. } => {
            Some((arg, HostFunction { signature, facts: None }))
        }
        _ => None,
    });
    let given = plan.program.iter().flat_map(|program| &program.given);
    let known = given.filter_map(|give| match *give {
        Give::Callback { arg, signature, callback, .. } => {
            Some((arg, HostFunction { signature, facts: callback }))
        }
        _ => None,
    });
    plain.chain(known)
}

/// The `typedef` of a function type or of a pointer to it, without prefix.
fn typedef(interface: &Interface, signature: SignatureId) -> Option<String> {
    let is_it = |ty| match *interface.resolved(ty) {
        Type::Function(of) => of == signature,
        Type::Pointer { to, .. } => *interface.resolved(to) == Type::Function(signature),
        _ => false,
    };
    let named = interface.type_names.iter().find(|named| is_it(named.ty))?;
    Some(interface.facts.name(&named.name).to_owned())
}

/// The name, with a number behind it when it is taken.
fn free_name(found: &[Callback], wanted: &str) -> String {
    let is_taken = |name: &str| found.iter().any(|known| known.name == name);
    let numbered = (2..).map(|number| format!("{wanted}_{number}"));
    let mut names = std::iter::once(wanted.to_owned()).chain(numbered);
    names.find(|name| !is_taken(name)).unwrap_or_else(|| wanted.to_owned())
}
