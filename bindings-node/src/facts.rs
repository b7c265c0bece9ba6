//! What JavaScript is told of a library's facts, as JSON: names in JavaScript's habit, classes of
//! handles, exceptions.

use napi_derive::napi;
use sandbridge_interface::facts::Facts;
use sandbridge_interface::{Interface, Result, habit, spell};
use sandbridge_runtime::Library;
use serde_json::{Value, json};

use crate::describe::text;
use crate::error::guard;
use crate::library::NativeLibrary;

#[napi]
impl NativeLibrary {
    /// The names that facts give, as JSON; `null` for a library without facts.
    #[napi]
    pub fn facts(&self) -> napi::Result<String> {
        guard(|| describe(self.library.interface()))
    }

    /// What the library has under another spelling of a name: C's, with or without prefix, or
    /// JavaScript's. As JSON, `null` when there is nothing.
    #[napi]
    pub fn find(&self, name: String) -> napi::Result<String> {
        guard(|| text(&find(&self.library, &name)))
    }

    /// The plan of a function with its facts, as JSON; `null` when it is called as in C.
    #[napi]
    pub fn idiom(&self, index: u32) -> napi::Result<String> {
        guard(|| idiom(&self.library, index as usize))
    }
}

fn describe(it: &Interface) -> Result<String> {
    let facts = &it.facts;
    if facts.is_empty() {
        return Ok("null".to_owned());
    }
    let functions: Vec<Value> = (0u32..)
        .zip(&it.functions)
        .map(|(position, function)| match facts.skipped.contains(&function.name) {
            true => Value::Null,
            false => {
                let name = habit::camel(facts.name(&function.name));
                let method_of = facts.functions.get(&position).and_then(|known| known.method_of);
                json!({ "name": name, "of": method_of })
            }
        })
        .collect();
    let shown = |c_name: &str| match facts.skipped.contains(c_name) {
        true => Value::Null,
        false => json!(facts.name(c_name)),
    };
    let constants: Vec<Value> = it.constants.iter().map(|one| shown(&one.name)).collect();
    let variables: Vec<Value> = it.globals.iter().map(|one| shown(&one.name)).collect();
    let handles: Vec<Value> = facts
        .handles
        .iter()
        .map(|handle| {
            json!({
                "name": handle.name,
                "isClosable": handle.close.is_some(),
                "spelling": spell::type_name(it, handle.ty),
            })
        })
        .collect();
    text(&json!({
        "functions": functions,
        "constants": constants,
        "variables": variables,
        "handles": handles,
        "errors": errors(facts),
    }))
}

/// The classes of exceptions, each once.
fn errors(facts: &Facts) -> Vec<&str> {
    let mut classes: Vec<&str> = facts.rules.iter().map(|rule| rule.class.as_str()).collect();
    classes.sort_unstable();
    classes.dedup();
    classes
}

fn find(library: &Library, name: &str) -> Value {
    let it = library.interface();
    let facts = &it.facts;
    let shown = |c_name: &str| !facts.skipped.contains(c_name);
    let bare = name.strip_suffix('_').unwrap_or(name);
    let is_named = |c_name: &str| shown(c_name) && habit::camel(facts.name(c_name)) == name;
    let is_reserved = |c_name: &str| shown(c_name) && habit::camel(facts.name(c_name)) == bare;
    let habitual = || it.functions.iter().position(|one| is_named(&one.name));
    let reserved = || it.functions.iter().position(|one| is_reserved(&one.name));
    let function = library.idiomatic_index(name).ok().or_else(habitual).or_else(reserved);
    if let Some(index) = function {
        return json!({ "function": index });
    }
    let is_it = |c_name: &str| shown(c_name) && (facts.name(c_name) == name || c_name == name);
    if let Some(index) = it.constants.iter().position(|one| is_it(&one.name)) {
        return json!({ "constant": index });
    }
    match it.globals.iter().find(|one| is_it(&one.name)) {
        Some(variable) => json!({ "variable": variable.name }),
        None => Value::Null,
    }
}

fn idiom(library: &Library, index: usize) -> Result<String> {
    let it = library.interface();
    let Some(declared) = it.functions.get(index) else {
        return Err(crate::library::no_such("function", index as u32));
    };
    let function = match library.idiomatic_at(index) {
        Ok(function) => function,
        Err(error) => {
            return text(&json!({ "failure": crate::error::describe(&error) }));
        }
    };
    let Some(program) = function.plan.program.as_deref() else { return Ok("null".to_owned()) };
    let results: Vec<String> =
        program.outcomes.iter().map(|outcome| habit::camel(&outcome.name)).collect();
    text(&json!({
        "prototype": spell::prototype(it, declared),
        "plan": function.plan,
        "results": results,
        "failure": null,
    }))
}
