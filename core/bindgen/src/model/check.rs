//! Names become source text, and those of facts come from the module like everything else: whatever
//! is no identifier is refused, so that a module cannot write code into its packages.

use sandbridge_interface::plan::{IdiomaticCallback, Plan};
use sandbridge_interface::{Code, Error, Interface, Result, plan};

use super::function::Function;

/// Checks every name that generated sources have from the facts. Those of C were checked with the
/// interface.
///
/// # Errors
/// [`Code::SectionDamaged`], with the name.
pub(super) fn names(interface: &Interface, functions: &[Function<'_>]) -> Result<()> {
    let facts = &interface.facts;
    facts.names.values().try_for_each(|name| identifier(name))?;
    facts.handles.iter().try_for_each(|handle| identifier(&handle.name))?;
    facts.rules.iter().try_for_each(|rule| identifier(&rule.class))?;
    functions.iter().try_for_each(|function| plan_names(&function.plan))?;
    for position in 0..facts.callbacks.len() as u32 {
        // One that cannot be called is refused where it is given.
        if let Ok(callback) = plan::idiomatic_callback(interface, position) {
            callback_names(&callback)?;
        }
    }
    Ok(())
}

fn plan_names(plan: &Plan) -> Result<()> {
    plan.args.iter().try_for_each(|arg| identifier(&arg.name))?;
    let outcomes = plan.program.iter().flat_map(|program| &program.outcomes);
    outcomes.into_iter().try_for_each(|outcome| identifier(&outcome.name))
}

fn callback_names(callback: &IdiomaticCallback) -> Result<()> {
    let given = callback.program.given.iter();
    given.filter(|one| !one.name.is_empty()).try_for_each(|one| identifier(&one.name))
}

fn identifier(name: &str) -> Result<()> {
    let is_letter = |c: char| c.is_ascii_alphabetic() || c == '_';
    let is_first = name.starts_with(is_letter);
    if is_first && name.chars().all(|c| is_letter(c) || c.is_ascii_digit()) {
        return Ok(());
    }
    let shown: String = name.escape_debug().take(60).collect();
    Err(Error::new(Code::SectionDamaged, format!("the facts have the name `{shown}`"))
        .with_help("build the library again with `sandbridge build` or `sandbridge bind`"))
}

#[cfg(test)]
mod tests {
    use super::identifier;

    #[test]
    fn only_identifiers_become_source() {
        for name in ["open_v2", "_", "XML_Parser", "a1"] {
            assert!(identifier(name).is_ok(), "{name}");
        }
        for name in ["", "1a", "a b", "a()", "a\nimport os", "ä", "a;b"] {
            assert!(identifier(name).is_err(), "{name}");
        }
    }
}
