//! What shows only once all facts are together: every plan can be made.

use sandbridge_interface::{Code, Error, Interface, Result, plan};

use super::document::Value;

/// Makes all plans of an interface with facts.
pub(super) fn check(interface: &Interface, root: &Value<'_>) -> Result<()> {
    let functions = root.get("functions");
    for (position, function) in interface.functions.iter().enumerate() {
        if !interface.facts.functions.contains_key(&(position as u32)) {
            continue;
        }
        let entry = functions.as_ref().and_then(|all| all.get(&function.name));
        plan::idiomatic(interface, position)
            .map_err(|error| placed(error, entry.as_ref().unwrap_or(root)))?;
    }
    for position in 0..interface.facts.callbacks.len() {
        plan::idiomatic_callback(interface, position as u32)
            .map_err(|error| placed(error, root.get("callbacks").as_ref().unwrap_or(root)))?;
    }
    interface.validate().map_err(|error| placed(error, root))
}

/// A failure that only shows in the plan, at the key that it is about.
fn placed(error: Error, value: &Value<'_>) -> Error {
    // The key names the function already.
    let message = match error.message().split_once(": ") {
        Some((context, message)) if !context.contains(' ') => message,
        _ => error.message(),
    };
    let placed = value.key_error(Code::FactsType, message);
    match error.help() {
        Some(help) if error.code() != Code::Bug => placed.with_help(help),
        _ => placed,
    }
}
