//! Which types look like objects: those that one function makes and another one ends.

use sandbridge_interface::{Function, Interface, Type, TypeId};

use super::{Suggestion, has_word, key};

/// Words in the names of functions that end an object.
const ENDS: [&str; 9] =
    ["destroy", "free", "close", "finalize", "delete", "release", "finish", "dispose", "unref"];

/// A class among several of one type, whose methods show by their names.
#[derive(Debug)]
pub(super) struct Owner {
    pub(super) class: String,
    /// What the names of its methods begin with.
    pub(super) stem: String,
    ty: TypeId,
    /// The functions that make and end it.
    own: [String; 2],
}

impl Owner {
    /// Whether a function is likely to be its method.
    pub(super) fn has(&self, interface: &Interface, function: &Function) -> bool {
        let params = &interface.signature(function.signature).params;
        let is_first = params.first().is_some_and(|first| points_to(interface, *first, self.ty));
        is_first && function.name.starts_with(&self.stem) && !self.own.contains(&function.name)
    }
}

/// All kinds of handles, and those of them whose methods show by their names.
pub(super) fn handles(interface: &Interface) -> (Vec<Suggestion>, Vec<Owner>) {
    let mut found = Vec::new();
    let mut owners = Vec::new();
    for (index, record) in interface.records.iter().enumerate() {
        let Some(ty) = interface
            .types
            .iter()
            .position(|ty| matches!(ty, Type::Record(id) if id.index() == index))
        else {
            continue;
        };
        let ty = TypeId(ty as u32);
        if record.layout.is_none() {
            found.extend(opaque(interface, ty));
        } else {
            found.extend(objects(interface, ty, &mut owners));
        }
    }
    (found, owners)
}

/// What the header calls a type: a `typedef` of it, of a pointer to it, or its tag.
fn name(interface: &Interface, ty: TypeId) -> Option<String> {
    let wanted = interface.resolved(ty);
    let of = |named: TypeId| match interface.resolved(named) {
        Type::Pointer { to, .. } => interface.resolved(*to) == wanted,
        other => other == wanted,
    };
    let direct = interface.type_names.iter().find(|named| interface.resolved(named.ty) == wanted);
    let typedef = direct.or_else(|| interface.type_names.iter().find(|named| of(named.ty)));
    match (typedef, wanted) {
        (Some(typedef), _) => Some(typedef.name.clone()),
        (None, Type::Record(id)) => {
            interface.record(*id).name.as_ref().map(|tag| format!("struct {tag}"))
        }
        _ => None,
    }
}

/// A type of which the header says nothing, with functions that make and end it.
fn opaque(interface: &Interface, ty: TypeId) -> Option<Suggestion> {
    let makers = interface.functions.iter().filter(|function| makes(interface, function, ty));
    let maker = makers.map(|function| &function.name).next()?;
    let name = name(interface, ty)?;
    let close = interface.functions.iter().find_map(|function| {
        let params = &interface.signature(function.signature).params;
        let [only] = params.as_slice() else { return None };
        if !has_word(&function.name, &ENDS) {
            return None;
        }
        if points_to(interface, *only, ty) {
            return Some((function, function.name.clone()));
        }
        let Type::Pointer { to, .. } = *interface.resolved(*only) else { return None };
        points_to(interface, to, ty).then(|| (function, format!("{}(&self)", function.name)))
    });
    let (why, handle) = match close {
        Some((closer, close)) => (
            format!("`{maker}` hands out a `{name}`, `{}` looks as if it ended it.", closer.name),
            format!("handle = {{ close = \"{close}\" }}"),
        ),
        None => (
            format!("`{maker}` hands out a `{name}`; nothing was found that ends it."),
            "handle = {}".to_owned(),
        ),
    };
    Some(Suggestion { why, lines: vec![format!("[types.{}]", key(&name)), handle] })
}

/// A type whose memory the caller provides, with functions that initialise and end it.
fn objects(interface: &Interface, ty: TypeId, owners: &mut Vec<Owner>) -> Vec<Suggestion> {
    let takes_first = |function: &&Function| {
        let params = &interface.signature(function.signature).params;
        params.first().is_some_and(|first| points_to(interface, *first, ty))
    };
    let Some(name) = name(interface, ty) else { return Vec::new() };
    let mut found = Vec::new();
    for closer in interface.functions.iter().filter(takes_first) {
        let only = interface.signature(closer.signature).params.len() == 1;
        let stem = ["End", "_end", "_destroy", "_free", "_clear", "_fini"]
            .iter()
            .find_map(|end| closer.name.strip_suffix(end));
        let Some(stem) = stem.filter(|stem| only && !stem.is_empty()) else { continue };
        let maker = interface.functions.iter().filter(takes_first).find(|function| {
            let rest = function.name.strip_prefix(stem).unwrap_or_default();
            has_word(rest, &["init", "new", "create"])
        });
        let Some(maker) = maker else { continue };
        let own = [maker.name.clone(), closer.name.clone()];
        owners.push(Owner { class: class(stem), stem: stem.to_owned(), ty, own });
        found.push(Suggestion {
            why: format!("`{}` initialises a `{name}`, `{}` ends it.", maker.name, closer.name),
            lines: vec![
                format!("[handles.{}]", class(stem)),
                format!("type = \"{name}\""),
                format!("close = \"{}\"", closer.name),
                "object = true".to_owned(),
            ],
        });
    }
    found
}

fn class(stem: &str) -> String {
    let words = stem.split('_').filter(|word| !word.is_empty());
    let capital = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    words.map(capital).collect()
}

/// Whether a function returns a pointer to `ty`, or leaves one behind a pointer.
fn makes(interface: &Interface, function: &Function, ty: TypeId) -> bool {
    let signature = interface.signature(function.signature);
    points_to(interface, signature.result, ty)
        || signature.params.iter().any(|&param| match *interface.resolved(param) {
            Type::Pointer { to, is_const: false } => {
                points_to(interface, to, ty) && !has_word(&function.name, &ENDS)
            }
            _ => false,
        })
}

/// Whether a type is a pointer to `ty`.
pub(super) fn points_to(interface: &Interface, pointer: TypeId, ty: TypeId) -> bool {
    match *interface.resolved(pointer) {
        Type::Pointer { to, .. } => interface.resolved(to) == interface.resolved(ty),
        _ => false,
    }
}
