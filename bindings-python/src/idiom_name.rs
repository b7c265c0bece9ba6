//! Names of a library with its facts applied: functions, constants and variables without prefix,
//! classes of handles, exceptions and results.

use std::sync::Arc;

use sandbridge_interface::{Code, Constant, Interface, Type, TypeId, habit};

use crate::error::Result;
use crate::library::Shared;
use crate::object::Owned;
use crate::{call, method};

/// The function or class of that name; `None` when it is neither.
pub(crate) fn find(shared: &Arc<Shared>, name: &str) -> Result<Option<Owned>> {
    if let Some(index) = function(shared, name)? {
        return match shared.library.idiomatic_at(index)?.plan.program {
            Some(_) => method::function(shared, index),
            None => call::renamed(shared, index),
        }
        .map(Some);
    }
    let facts = &shared.interface().facts;
    if let Some(kind) = facts.handles.iter().position(|handle| handle.name == name) {
        return Ok(Some(shared.handle_class(kind as u32)?.clone()));
    }
    if facts.rules.iter().any(|rule| rule.class == name) {
        return shared.error_class(name).map(Some);
    }
    result(shared, name)
}

/// The class of a struct, union or enumeration, by C's name without prefix or in Python's habit.
pub(crate) fn ty(shared: &Arc<Shared>, name: &str) -> Result<Option<Owned>> {
    let interface = shared.interface();
    let facts = &interface.facts;
    let is_it = |c_name: &str| {
        let own = facts.name(c_name);
        !facts.skipped.contains(c_name) && (own == name || habit::pascal(own) == name)
    };
    let named = interface.type_names.iter().find(|named| is_it(&named.name));
    let ty = named.map(|named| interface.resolve(named.ty)).or_else(|| {
        let tagged = |ty: &Type| match ty {
            Type::Record(id) => interface.record(*id).name.as_deref().is_some_and(is_it),
            Type::Enum(id) => interface.enumeration(*id).name.as_deref().is_some_and(is_it),
            _ => false,
        };
        (0u32..).zip(&interface.types).find(|(_, ty)| tagged(ty)).map(|(at, _)| TypeId(at))
    });
    match ty.map(|ty| interface.ty(ty)) {
        Some(Type::Record(id)) if interface.record(*id).layout.is_some() => {
            Ok(Some(shared.classes(*id)?.value))
        }
        Some(Type::Enum(id)) => Ok(Some(shared.enumeration(id.0)?.1)),
        _ => Ok(None),
    }
}

/// The function of that name, also where Python's name has an underscore behind it.
fn function(shared: &Shared, name: &str) -> Result<Option<usize>> {
    let bare = name.strip_suffix('_').filter(|bare| call::parameter(bare) == name);
    for name in [Some(name), bare].into_iter().flatten() {
        match shared.library.idiomatic_index(name) {
            Ok(index) => return Ok(Some(index)),
            Err(error) if error.code() == Code::UnknownName => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(None)
}

/// The class of a function's results.
fn result(shared: &Arc<Shared>, name: &str) -> Result<Option<Owned>> {
    let interface = shared.interface();
    for &position in interface.facts.functions.keys() {
        if habit::result_class(interface, position).is_some_and(|class| class == name) {
            return Ok(shared.idiom(position as usize)?.results.clone());
        }
    }
    Ok(None)
}

/// The constant of that name.
pub(crate) fn constant<'a>(interface: &'a Interface, name: &str) -> Option<&'a Constant> {
    let facts = &interface.facts;
    let mut shown = interface.constants.iter().filter(|it| !facts.skipped.contains(&it.name));
    shown
        .clone()
        .find(|it| facts.name(&it.name) == name)
        .or_else(|| shown.find(|it| it.name == name))
}

/// C's name of the variable of that name.
pub(crate) fn variable<'a>(interface: &'a Interface, name: &str) -> Option<&'a str> {
    let mut names = interface.globals.iter().map(|it| it.name.as_str());
    names.find(|c_name| interface.facts.name(c_name) == name)
}

/// All of them; methods of handles are there, not here.
pub(crate) fn all(interface: &Interface) -> Vec<String> {
    let facts = &interface.facts;
    let shown = |name: &&str| !facts.skipped.contains(*name);
    let named = |name: &str| facts.name(name).to_owned();
    let functions = (0u32..).zip(&interface.functions).filter(|(position, _)| {
        facts.functions.get(position).is_none_or(|known| known.method_of.is_none())
    });
    let functions = functions.map(|(_, function)| function.name.as_str()).filter(shown);
    let functions = functions.map(|name| call::parameter(facts.name(name)));
    let constants = interface.constants.iter().map(|it| it.name.as_str()).filter(shown).map(named);
    let variables = interface.globals.iter().map(|it| it.name.as_str()).filter(shown).map(named);
    let handles = facts.handles.iter().map(|handle| handle.name.clone());
    let errors = facts.rules.iter().map(|rule| rule.class.clone());
    functions.chain(constants).chain(variables).chain(handles).chain(errors).collect()
}
