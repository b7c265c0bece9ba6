//! `[callbacks]`, and the host functions that functions take.

use std::collections::{BTreeMap, BTreeSet};

use sandbridge_interface::facts::{CallbackFacts, CallbackRole, Encoding, Expr};
use sandbridge_interface::name::nearest;
use sandbridge_interface::plan::Access;
use sandbridge_interface::{Code, Interface, Result, SignatureId, Type, TypeId, layout, spell};

use super::document::Value;
use super::scope::{Ret, Scope};
use super::syntax::Kind;
use super::{Context, expression, fold, parse, rule};

/// What is known of host functions so far.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// By position in [`Facts::callbacks`](sandbridge_interface::facts::Facts::callbacks).
    pub(super) made: Vec<CallbackFacts>,
    /// The keys of the file that some function uses.
    used: BTreeSet<String>,
    known: BTreeMap<(String, bool), u32>,
}

/// A host function that some parameter takes.
pub(super) struct Taken<'v, 'a> {
    /// The table that says so.
    pub(super) table: &'v Value<'a>,
    /// `function.parameter`.
    pub(super) path: String,
    /// `struct.member`, for a member.
    pub(super) member: Option<String>,
    /// The parameter's type.
    pub(super) ty: TypeId,
    pub(super) signature: SignatureId,
    pub(super) has_userdata: bool,
}

/// The function type that a pointer of type `ty` points to.
pub(super) fn signature(interface: &Interface, ty: TypeId) -> Option<SignatureId> {
    match Access::of(interface, ty) {
        Access::Callback { signature } => Some(signature),
        _ => None,
    }
}

impl Context<'_> {
    /// What is known of a host function, by position; `None` when it is called as in C.
    pub(super) fn callback(&mut self, taken: &Taken<'_, '_>) -> Result<Option<u32>> {
        let section = self.root.get("callbacks");
        let mut keys = vec![taken.path.clone()];
        keys.extend(taken.member.clone());
        keys.extend(typedefs(self.interface, taken.ty));
        let found = section.and_then(|section| {
            keys.iter().find_map(|key| section.get(key).map(|table| (key.clone(), table)))
        });
        let key = match &found {
            Some((key, _)) => key.clone(),
            None => format!("#{}", taken.signature.0),
        };
        self.callbacks.used.insert(key.clone());
        let known = self.callbacks.known.get(&(key.clone(), taken.has_userdata)).copied();
        if known.is_some() {
            return Ok(known);
        }
        let table = found.map(|(_, table)| table);
        let Some(facts) = self.callback_facts(taken, table.as_ref())? else { return Ok(None) };
        let position = self.callbacks.made.len() as u32;
        self.callbacks.made.push(facts);
        self.callbacks.known.insert((key, taken.has_userdata), position);
        Ok(Some(position))
    }

    fn callback_facts(
        &self,
        taken: &Taken<'_, '_>,
        table: Option<&Value<'_>>,
    ) -> Result<Option<CallbackFacts>> {
        let types = &self.interface.signature(taken.signature).params;
        let names = names(table, types.len())?;
        let given = table.and_then(|table| table.get("params"));
        let items = given.as_ref().map(|params| params.items());
        if let (Some(items), Some(given)) = (&items, &given)
            && items.len() != types.len()
        {
            let message = format!(
                "`{}` has {}, not {} arguments",
                spell::function_pointer(self.interface, taken.signature),
                types.len(),
                items.len()
            );
            return Err(given.error(Code::FactsType, message));
        }
        let reader = Reader { context: self, types, names: &names };
        let mut params = Vec::with_capacity(types.len());
        for (index, &ty) in types.iter().enumerate() {
            let item = items.as_ref().and_then(|items| items.get(index));
            params.push(reader.role(item, ty)?);
        }
        if let Some(items) = &items {
            reader.hide_counts(items, &mut params)?;
        }
        // With a list of arguments everything is said: C may hand userdata over in other ways.
        if taken.has_userdata && items.is_none() {
            let is_void = |ty: &TypeId| match *self.interface.resolved(*ty) {
                Type::Pointer { to, .. } => *self.interface.resolved(to) == Type::Void,
                _ => false,
            };
            let mut voids = (0..types.len())
                .filter(|&at| is_void(&types[at]) && params[at] == CallbackRole::Plain);
            match (voids.next(), voids.next()) {
                (Some(only), None) => params[only] = CallbackRole::Hidden,
                (None, _) => {}
                (Some(_), Some(_)) => {
                    let message = format!(
                        "which argument of `{}` is the userdata?",
                        spell::function_pointer(self.interface, taken.signature)
                    );
                    let error = taken.table.key_error(Code::FactsType, message);
                    return Err(error.with_help(format!(
                        "say it: [callbacks.\"{}\"] params = [ {{ userdata = true }}, ... ]",
                        taken.path
                    )));
                }
            }
        }
        if table.is_none() && params.iter().all(|role| *role == CallbackRole::Plain) {
            return Ok(None);
        }
        Ok(Some(CallbackFacts { signature: taken.signature, names, params }))
    }
}

/// Tables that no parameter uses: a `typedef` may wait for one, a parameter does not.
pub(super) fn check_use(context: &Context<'_>) -> Result<()> {
    let interface = context.interface;
    for (key, table) in context.root.get("callbacks").map(|all| all.entries()).unwrap_or_default() {
        if context.callbacks.used.contains(key) {
            continue;
        }
        if let Some((owner, part)) = key.split_once('.') {
            let error = |message: String| table.key_error(Code::FactsName, message);
            if let Some((_, function)) = interface.function(owner) {
                let params = function.params.iter().filter_map(|param| param.name.as_deref());
                if params.clone().any(|name| name == part) {
                    let message = format!("`{owner}` does not say how long C keeps `{part}`");
                    return Err(error(message).with_help(format!(
                        "say it: [functions.{owner}] {part} = {{ callback = {{ scope = \"call\" }} }}"
                    )));
                }
                let message = format!("`{owner}` has no parameter called `{part}`");
                return Err(match nearest(part, params) {
                    Some(near) => error(message).with_help(format!("did you mean `{near}`?")),
                    None => error(message),
                });
            }
            if interface.type_named(owner).is_none() {
                let message = format!("the library has no function and no type called `{owner}`");
                let names = interface.functions.iter().map(|function| function.name.as_str());
                return Err(match nearest(owner, names) {
                    Some(near) => error(message).with_help(format!("did you mean `{near}`?")),
                    None => error(message),
                });
            }
        } else if sandbridge_interface::name::find_signature(interface, key).is_none() {
            return Err(super::scope::missing_type(interface, key, 0).of_key(&table));
        }
    }
    Ok(())
}

/// The `typedef` names of a function pointer and of what it points to.
fn typedefs(interface: &Interface, ty: TypeId) -> Vec<String> {
    let mut names = Vec::new();
    let mut at = ty;
    loop {
        match interface.ty(at) {
            Type::Named { name, to } => {
                names.push(name.clone());
                at = *to;
            }
            Type::Pointer { to, .. } => at = *to,
            _ => return names,
        }
    }
}

fn names(table: Option<&Value<'_>>, count: usize) -> Result<Vec<String>> {
    let given = table.and_then(|table| table.get("names"));
    let items = given.as_ref().map(|names| names.items()).unwrap_or_default();
    if let Some(given) = &given
        && items.len() != count
    {
        let message = format!("there are {count}, not {} arguments to name", items.len());
        return Err(given.error(Code::FactsType, message));
    }
    let name = |index: usize| {
        let given = items.get(index).and_then(Value::text).filter(|name| !name.is_empty());
        given.map_or_else(|| format!("arg{index}"), str::to_owned)
    };
    Ok((0..count).map(name).collect())
}

struct Reader<'r, 'a> {
    context: &'r Context<'a>,
    types: &'r [TypeId],
    names: &'r [String],
}

impl Reader<'_, '_> {
    fn role(&self, item: Option<&Value<'_>>, ty: TypeId) -> Result<CallbackRole> {
        let interface = self.context.interface;
        let kinds = self.context.kinds_at(ty);
        let Some(item) = item else {
            return Ok(match kinds.as_slice() {
                [only] => CallbackRole::Handle { handle: *only },
                _ => CallbackRole::Plain,
            });
        };
        let wrong = |what: &str| {
            let ty = spell::type_name(interface, ty);
            item.error(Code::FactsType, format!("{what}, which `{ty}` is not"))
        };
        let to = match *interface.resolved(ty) {
            Type::Pointer { to, .. } => Some(to),
            _ => None,
        };
        let extent = match (item.get("size"), item.get("count")) {
            (Some(size), None) => Some((size, true)),
            (None, count) => count.map(|count| (count, false)),
            (Some(_), Some(count)) => {
                return Err(
                    count.key_error(Code::FactsType, "`size` and `count` exclude each other")
                );
            }
        };
        if item.is("userdata") {
            return match to.map(|to| interface.resolved(to)) {
                Some(_) => Ok(CallbackRole::Hidden),
                None => Err(wrong("userdata is a pointer")),
            };
        }
        if let Some(named) = item.get("handle") {
            let handle = self.context.kind_named(&named)?;
            let at = if extent.is_some() { to } else { Some(ty) };
            if !at.is_some_and(|at| self.context.kinds_at(at).contains(&handle)) {
                return Err(wrong("a handle is a pointer to its type"));
            }
            return Ok(match extent {
                Some((count, _)) => CallbackRole::Handles { handle, count: self.number(&count)? },
                None => CallbackRole::Handle { handle },
            });
        }
        if let Some(text) = item.get("text") {
            let encoding = encoding(text.text().unwrap_or_default());
            let Some(to) = to else { return Err(wrong("text is a pointer")) };
            if let Type::Pointer { .. } = interface.resolved(to) {
                let count = extent.map(|(count, _)| self.number(&count)).transpose()?;
                return Ok(CallbackRole::Texts { encoding, count });
            }
            if !is_text(interface, to, encoding) {
                return Err(wrong("text is a pointer to its units"));
            }
            let size = extent.map(|(value, is_bytes)| {
                let number = self.number(&value)?;
                Ok(if is_bytes { number } else { number.times(encoding.unit()) })
            });
            return Ok(CallbackRole::Text { encoding, size: size.transpose()? });
        }
        if item.is("out") {
            let Some(capacity) = item.get("capacity") else {
                return Err(item.key_error(Code::FactsType, "room has a `capacity`"));
            };
            let is_const = matches!(*interface.resolved(ty), Type::Pointer { is_const: true, .. });
            if to.is_none_or(|to| !rule::is_text(interface, to)) || is_const {
                return Err(wrong("room is a pointer to bytes that are not `const`"));
            }
            let (capacity, is_exact) = (self.number(&capacity)?, item.is("exact"));
            return Ok(CallbackRole::Room { capacity, is_exact });
        }
        if let Some((value, is_bytes)) = extent {
            let unit = to.map(|to| unit(interface, to));
            let Some(unit) = unit.flatten() else { return Err(wrong("an array is a pointer")) };
            let number = self.number(&value)?;
            let size = match unit {
                1 => number,
                _ if !is_bytes => number,
                _ => fold::binary(
                    sandbridge_interface::facts::Binary::Divide,
                    number,
                    Expr::Integer(unit.into()),
                ),
            };
            return Ok(CallbackRole::Data { size });
        }
        Ok(match kinds.as_slice() {
            [only] => CallbackRole::Handle { handle: *only },
            _ => CallbackRole::Plain,
        })
    }

    /// Arguments that are counts of others are not given.
    fn hide_counts(&self, items: &[Value<'_>], params: &mut [CallbackRole]) -> Result<()> {
        for item in items {
            for key in ["size", "count", "capacity"] {
                let Some(value) = item.get(key) else { continue };
                if let Kind::Name(name) = parse(self.context.interface, &value)?.kind {
                    let at = (0..params.len()).find(|&at| self.is_called(at, &name));
                    if let Some(at) = at
                        && params[at] == CallbackRole::Plain
                        // The host function has to know how much it may give.
                        && key != "capacity"
                    {
                        params[at] = CallbackRole::Hidden;
                    }
                }
            }
        }
        Ok(())
    }

    fn is_called(&self, at: usize, name: &str) -> bool {
        self.names[at] == name || format!("arg{at}") == name
    }

    fn number(&self, value: &Value<'_>) -> Result<Expr> {
        let mut scope = Scope::new(self.context.interface);
        scope.ret = Ret::Before;
        for (index, &ty) in self.types.iter().enumerate() {
            let position = index as u32;
            scope.params.push((self.names[index].clone(), position, ty));
            scope.params.push((format!("arg{index}"), position, ty));
        }
        let node = parse(self.context.interface, value)?;
        expression::number(&scope, &node).map_err(|fault| fault.of(value))
    }
}

/// The encoding of that name.
pub(super) fn encoding(name: &str) -> Encoding {
    match name {
        "latin1" => Encoding::Latin1,
        "utf16" => Encoding::Utf16,
        _ => Encoding::Utf8,
    }
}

/// Whether text of that encoding may be made of objects of type `ty`.
pub(super) fn is_text(interface: &Interface, ty: TypeId, encoding: Encoding) -> bool {
    match (interface.resolved(ty), encoding.unit()) {
        (Type::Void, _) => true,
        (Type::Scalar(scalar), unit) => scalar.size() == unit && !scalar.is_float(),
        _ => false,
    }
}

/// Bytes of one element behind a pointer to `ty`; `None` when that is not known.
pub(super) fn unit(interface: &Interface, ty: TypeId) -> Option<u32> {
    match interface.resolved(ty) {
        Type::Void => Some(1),
        Type::Function(_) => None,
        _ => layout::of(interface, ty).map(|layout| layout.size).filter(|size| *size > 0),
    }
}
