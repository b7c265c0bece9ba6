//! One function of a library.

use sandbridge_interface::facts::FunctionFacts;
use sandbridge_interface::plan::{self, After, Lifted, Plan};
use sandbridge_interface::{Code, Docs, Interface, Result};

use super::doc;

/// A function, in both layers.
#[derive(Debug)]
pub struct Function<'a> {
    /// Its position in [`Interface::functions`].
    pub position: usize,
    /// Its name in C.
    pub c_name: &'a str,
    /// Its name without prefix, or the one that the facts give it.
    pub name: &'a str,
    /// Its prototype in C.
    pub prototype: String,
    /// Its comment.
    pub doc: Option<&'a str>,
    /// How it is called as C wrote it.
    pub c: Plan,
    /// How it is called with its facts applied; the same as `c` when it has none.
    pub plan: Plan,
    /// What is known of it.
    pub facts: Option<&'a FunctionFacts>,
    /// Only the C layer has it: the facts say so, or it is what closes a handle.
    pub is_skipped: bool,
}

impl Function<'_> {
    /// The kind of handle whose method it is; that handle is its first argument.
    pub fn method_of(&self) -> Option<u32> {
        self.facts?.method_of
    }

    /// The rule that says when it failed.
    pub fn rule(&self) -> Option<u32> {
        self.facts?.rule
    }

    /// Whether its only result is a new handle of that kind.
    pub fn makes(&self, kind: u32) -> bool {
        let Some(program) = &self.plan.program else { return false };
        let [outcome] = program.outcomes.as_slice() else { return false };
        let Lifted::Handle { register, handle } = outcome.value else { return false };
        let is_owned = |step: &After| matches!(step, After::Adopt { register: at, is_owned: true, .. } if *at == register);
        handle == kind && program.after.iter().any(is_owned)
    }
}

/// Every function that can be called.
pub(super) fn all<'a>(interface: &'a Interface, docs: &'a Docs) -> Result<Vec<Function<'a>>> {
    let facts = &interface.facts;
    let mut functions = Vec::with_capacity(interface.functions.len());
    for (position, function) in interface.functions.iter().enumerate() {
        let c = match plan::plan(interface, function) {
            Ok(plan) => plan,
            // Calling it is refused at run time with the same words.
            Err(error) if error.code() == Code::UnsupportedType => continue,
            Err(error) => return Err(error),
        };
        functions.push(Function {
            position,
            c_name: &function.name,
            name: facts.name(&function.name),
            prototype: c.prototype.clone(),
            doc: doc(docs, &function.name),
            plan: plan::idiomatic(interface, position)?,
            c,
            facts: facts.functions.get(&(position as u32)),
            is_skipped: facts.skipped.contains(&function.name),
        });
    }
    Ok(functions)
}
