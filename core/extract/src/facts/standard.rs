//! C's own `free`, which facts may name although no header of the library declares it.

use sandbridge_interface::{Function, Interface, Origin, Param, Signature, Type, TypeId};

use super::document::Value;

/// The function of C's library with which callers give memory back.
const FREE: &str = "free";

/// Where a declaration of ours says that it stands, which no preprocessor says.
const ORIGIN: &str = "<stdlib.h>";

/// Declares `free` when the facts name it and the header does not. Modules export it, so that hosts
/// can give memory; whether this one does is checked like any declaration.
pub(super) fn declare(interface: &mut Interface, root: &Value<'_>) {
    if interface.function(FREE).is_some() || !is_named(root) {
        return;
    }
    let void = id(interface, Type::Void);
    let memory = id(interface, Type::Pointer { to: void, is_const: false });
    let wanted = Signature { result: void, params: vec![memory], is_variadic: false };
    let signature = interface.signatures.iter().position(|signature| *signature == wanted);
    let signature = signature.unwrap_or_else(|| {
        interface.signatures.push(wanted);
        interface.signatures.len() - 1
    });
    interface.functions.push(Function {
        name: FREE.to_owned(),
        symbol: None,
        signature: sandbridge_interface::SignatureId(signature as u32),
        params: vec![Param { name: Some("memory".to_owned()) }],
        origin: Origin { file: ORIGIN.to_owned(), line: 1 },
    });
}

/// Whether a function is here because facts name it: only the C layer has it.
pub(super) fn is_ours(function: &Function) -> bool {
    function.name == FREE && function.origin.file == ORIGIN
}

/// Whether it frees a result or closes a handle.
fn is_named(root: &Value<'_>) -> bool {
    let tables = |key: &str| root.get(key).map(|all| all.entries()).unwrap_or_default();
    let says = |table: &Value<'_>, key: &str| table.text_of(key) == Some(FREE);
    let frees = tables("functions")
        .iter()
        .any(|(_, function)| function.entries().iter().any(|(_, fact)| says(fact, "free")));
    let closes = tables("types")
        .iter()
        .any(|(_, entry)| entry.get("handle").is_some_and(|handle| says(&handle, "close")));
    frees || closes || tables("handles").iter().any(|(_, kind)| says(kind, "close"))
}

fn id(interface: &mut Interface, wanted: Type) -> TypeId {
    let found = interface.types.iter().position(|ty| *ty == wanted);
    let index = found.unwrap_or_else(|| {
        interface.types.push(wanted);
        interface.types.len() - 1
    });
    TypeId(index as u32)
}
