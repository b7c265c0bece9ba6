//! Which types look like objects: those that one function makes and another one ends.

use sandbridge_interface::{Function, Interface, Type, TypeId};

use super::{Suggestion, has_own_word, has_word, key};

/// Words in the names of functions that end an object. Of several such functions the one whose word is
/// first here is meant: what destroys may leave the memory to what frees.
const ENDS: [&str; 10] = [
    "free", "destroy", "close", "finalize", "delete", "release", "finish", "dispose", "unref",
    "dealloc",
];

/// The same, but as words of their own: their letters are in other words too.
const SHORT_ENDS: [&str; 10] =
    ["end", "fini", "deinit", "cleanup", "del", "drop", "term", "exit", "shutdown", "done"];

/// Words in the names of functions that make an object.
pub(super) const MAKES: [&str; 8] =
    ["new", "create", "open", "alloc", "make", "clone", "dup", "copy"];

/// What the types of a library suggest.
#[derive(Debug, Default)]
pub(super) struct Handles {
    pub(super) suggestions: Vec<Suggestion>,
    /// Those kinds of handles whose methods show by their names.
    pub(super) owners: Vec<Owner>,
    pub(super) made: Vec<Made>,
}

/// A type of which nothing is known but what makes and ends it.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) ty: TypeId,
}

/// A class among several of one type, whose methods show by their names.
#[derive(Debug)]
pub(super) struct Owner {
    pub(super) class: String,
    /// What the names of its methods begin with.
    pub(super) stem: String,
    ty: TypeId,
    /// The function that ends it.
    closer: String,
}

/// What a function with an object of the caller's memory does.
pub(super) enum Does {
    /// It initialises one.
    Makes,
    /// It initialises the first as a copy of the second.
    Copies,
    /// It is a method of one.
    Uses,
}

impl Owner {
    /// What a function is likely to do with one, if it does anything.
    pub(super) fn does(&self, interface: &Interface, function: &Function) -> Option<Does> {
        let params = &interface.signature(function.signature).params;
        let is_one =
            |at: usize| params.get(at).is_some_and(|ty| points_to(interface, *ty, self.ty));
        let rest = function.name.strip_prefix(&self.stem)?;
        if !is_one(0) || function.name == self.closer {
            return None;
        }
        Some(match (is_one(1), has_word(rest, &["copy", "clone", "dup"])) {
            (true, true) => Does::Copies,
            _ if is_maker(rest) => Does::Makes,
            _ => Does::Uses,
        })
    }

    /// Pairs of members that streams have, each with how many bytes it covers: what goes in, and
    /// the room for what comes out.
    pub(super) fn streams(&self, interface: &Interface, function: &Function) -> Option<[&str; 4]> {
        let members = ["next_in", "avail_in", "next_out", "avail_out"];
        let Type::Record(id) = interface.resolved(self.ty) else { return None };
        let fields = &interface.record(*id).fields;
        let has = |name: &&str| fields.iter().any(|field| field.name.as_deref() == Some(name));
        let rest = function.name.strip_prefix(&self.stem)?;
        let runs = rest.is_empty() || has_own_word(rest, &["run", "process", "step", "code"]);
        (runs && members.iter().all(has)).then_some(members)
    }
}

/// All kinds of handles.
pub(super) fn handles(interface: &Interface) -> Handles {
    let mut found = Handles::default();
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
            opaque(interface, ty, &mut found);
        } else {
            let objects = objects(interface, ty, &mut found.owners);
            found.suggestions.extend(objects);
        }
    }
    found
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
fn opaque(interface: &Interface, ty: TypeId, found: &mut Handles) {
    let makers = || interface.functions.iter().filter(|function| makes(interface, function, ty));
    let named = makers().find(|function| has_word(&function.name, &MAKES));
    let Some(maker) = named.or_else(|| makers().next()) else { return };
    let Some(name) = name(interface, ty) else { return };
    let closers = interface.functions.iter().filter_map(|function| {
        let rank = rank(&function.name)?;
        closing(interface, function, ty).map(|close| (rank, function, close))
    });
    let close = closers.min_by_key(|(rank, ..)| *rank);
    let maker = &maker.name;
    let (why, close) = match close {
        Some((_, closer, close)) => {
            found.made.push(Made { ty });
            let why = format!(
                "`{maker}` hands out a `{name}`, `{}` looks as if it ended it.",
                closer.name
            );
            (why, vec![format!("close = \"{close}\"")])
        }
        None => {
            (format!("`{maker}` hands out a `{name}`; nothing was found that ends it."), vec![])
        }
    };
    let prefix = prefix(interface, ty, &name).map(|prefix| format!("prefix = \"{prefix}\""));
    // Two attempts, of which the first that holds is suggested: without the prefix of the library and that
    // of the class, two methods may be called alike.
    for keys in [close.iter().cloned().chain(prefix).collect::<Vec<_>>(), close] {
        let keys = match keys.is_empty() {
            true => "{}".to_owned(),
            false => format!("{{ {} }}", keys.join(", ")),
        };
        let lines = vec![format!("[types.{}]", key(&name)), format!("handle = {keys}")];
        found.suggestions.push(Suggestion { why: why.clone(), lines });
    }
}

/// How likely a function of that name is to be the one that ends an object, 0 for the likeliest; `None`
/// when it does not sound so.
fn rank(name: &str) -> Option<usize> {
    let long = ENDS.iter().position(|end| has_word(name, &[end]));
    let short = || SHORT_ENDS.iter().position(|end| has_own_word(name, &[end]));
    long.or_else(|| short().map(|at| ENDS.len() + at))
}

/// Whether a name sounds as if the function ended something.
pub(super) fn ends(name: &str) -> bool {
    rank(name).is_some()
}

/// The call that ends an object, if `function` takes nothing else.
fn closing(interface: &Interface, function: &Function, ty: TypeId) -> Option<String> {
    let [only] = interface.signature(function.signature).params.as_slice() else { return None };
    if points_to(interface, *only, ty) {
        return Some(function.name.clone());
    }
    let Type::Pointer { to, .. } = *interface.resolved(*only) else { return None };
    points_to(interface, to, ty).then(|| format!("{}(&self)", function.name))
}

/// What several functions that take the object first begin with: its type's name.
fn prefix(interface: &Interface, ty: TypeId, name: &str) -> Option<String> {
    let name = name.rsplit(' ').next()?;
    let stem = name.strip_suffix("_t").unwrap_or(name);
    let methods = |prefix: &String| {
        let is_method = |function: &&Function| {
            let params = &interface.signature(function.signature).params;
            let rest = function.name.strip_prefix(prefix.as_str()).unwrap_or_default();
            let is_word =
                prefix.ends_with('_') || rest.starts_with(|c: char| c.is_ascii_uppercase());
            is_word
                && rest.starts_with(|c: char| c.is_ascii_alphabetic())
                && params.first().is_some_and(|first| points_to(interface, *first, ty))
        };
        interface.functions.iter().filter(is_method).count()
    };
    [format!("{stem}_"), stem.to_owned()].into_iter().find(|prefix| methods(prefix) > 1)
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
        let stem = [
            "End", "_end", "_destroy", "Destroy", "_free", "Free", "_clear", "_fini", "_deinit",
            "_cleanup", "_release", "_close", "Close", "_term", "_done",
        ]
        .iter()
        .find_map(|end| closer.name.strip_suffix(end));
        let Some(stem) = stem.filter(|stem| only && !stem.is_empty()) else { continue };
        let maker = interface
            .functions
            .iter()
            .filter(takes_first)
            .find(|function| function.name.strip_prefix(stem).is_some_and(is_maker));
        let Some(maker) = maker else { continue };
        let closer_name = closer.name.clone();
        owners.push(Owner { class: class(stem), stem: stem.to_owned(), ty, closer: closer_name });
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

/// Whether the rest of a name says that an object is initialised.
fn is_maker(rest: &str) -> bool {
    has_word(rest, &["init", "new", "create"]) && !has_word(rest, &["deinit"])
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
                points_to(interface, to, ty) && !ends(&function.name)
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
