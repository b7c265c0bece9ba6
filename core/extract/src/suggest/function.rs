//! What a prototype suggests: pointers with their lengths, results behind pointers, host functions
//! with their userdata, statuses.

use sandbridge_interface::plan::{Access, Number};
use sandbridge_interface::{Docs, Function, Interface, Scalar, Type, TypeId};

use super::handle::{self, Does, Handles};
use super::rule::Found;
use super::{Suggestion, has_word, key};

/// Words in the names of lengths.
const LENGTHS: [&str; 8] = ["len", "size", "count", "num", "byte", "cb", "length", "nb"];

/// Words in the names of functions that read what they are given, whatever its type says.
const TAKES: [&str; 6] = ["write", "process", "feed", "parse", "send", "push"];

/// What is likely of one function; `None` when nothing is.
pub(super) fn suggest(
    (interface, docs): (&Interface, &Docs),
    function: &Function,
    rules: &[Found],
    handles: &Handles,
) -> Option<Suggestion> {
    let signature = interface.signature(function.signature);
    if signature.is_variadic {
        return None;
    }
    let mut reader = Reader {
        interface,
        function,
        types: &signature.params,
        handles,
        used: Vec::new(),
        found: Vec::new(),
    };
    let owned = handles
        .owners
        .iter()
        .filter_map(|owner| owner.does(interface, function).map(|does| (owner, does)));
    let owner = owned.max_by_key(|(owner, _)| owner.stem.len());
    let is_method = matches!(owner, Some((_, Does::Uses | Does::Copies)));
    if let Some((owner, does)) = &owner {
        reader.object(owner, does);
    }
    for index in 0..signature.params.len() {
        if !reader.used.contains(&index) {
            reader.param(index);
        }
    }
    reader.owned(&handles.made);
    reader.text();
    let Reader { mut found, .. } = reader;
    let is_known = !found.is_empty() || is_method;
    let status = rules.iter().find_map(|rule| {
        let reason = rule.reason(interface, function, docs, is_known)?;
        Some((rule, reason))
    });
    let mut lines = vec![format!("[functions.{}]", function.name)];
    if let Some((owner, _)) = owner.filter(|_| is_method) {
        lines.push(format!("method_of = \"{}\"", owner.class));
        found.insert(0, (format!("its name begins with `{}`", owner.stem), Vec::new()));
    }
    if let Some((rule, reason)) = status {
        lines.push(format!("error = \"{}\"", rule.name));
        found.push((reason, Vec::new()));
    }
    if found.is_empty() {
        return None;
    }
    let mut why = Vec::new();
    for (reason, param) in found {
        why.push(reason);
        lines.extend(param);
    }
    let mut why = why.join("; ");
    if let Some(first) = why.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    Some(Suggestion { why: format!("{why}."), lines })
}

/// Reads one prototype.
pub(super) struct Reader<'a> {
    pub(super) interface: &'a Interface,
    pub(super) function: &'a Function,
    pub(super) types: &'a [TypeId],
    pub(super) handles: &'a Handles,
    /// Parameters that belong to another.
    pub(super) used: Vec<usize>,
    /// Reasons with their lines.
    pub(super) found: Vec<(String, Vec<String>)>,
}

/// What a parameter is, as far as this matters here.
enum Shape {
    /// A pointer to bytes or numbers.
    Array {
        is_const: bool,
        to: TypeId,
    },
    /// A pointer to a pointer to something that is no number.
    Handed,
    /// A pointer to a pointer to text, and whether that is the caller's to free.
    HandedText {
        is_owned: bool,
    },
    /// A whole number.
    Whole,
    /// A pointer to structs that C only reads.
    Records,
    /// A pointer to a function.
    Callback,
    Other,
}

impl Reader<'_> {
    fn param(&mut self, index: usize) {
        let name = self.name(index);
        let quoted = key(&name);
        match self.shape(self.types[index]) {
            Shape::Array { is_const, to } => self.array(index, &name, is_const, to),
            // What ends an object takes it the same way.
            Shape::Handed if handle::ends(&self.function.name) => {}
            Shape::Handed => self.found.push((
                format!("`{name}` looks as if something were left behind it"),
                vec![format!("{quoted} = {{ out = true }}")],
            )),
            Shape::HandedText { is_owned } => self.handed_text(&name, is_owned),
            Shape::Callback => self.callback(index, &name),
            Shape::Records => {
                self.counted_before(index, &name);
            }
            Shape::Whole | Shape::Other => {}
        }
    }

    /// A pointer with a length behind it, or a single result.
    fn array(&mut self, index: usize, name: &str, is_const: bool, to: TypeId) {
        let quoted = key(name);
        let next = index + 1;
        let length = (next < self.types.len()).then(|| self.name(next));
        let is_length = length
            .as_ref()
            .is_some_and(|length| length == "n" || has_word(length, &LENGTHS) || self.is_void(to));
        if let Some(length) = length.filter(|_| is_length) {
            match self.shape(self.types[next]) {
                Shape::Whole => {
                    self.used.push(next);
                    let unit = if self.is_byte(to) { "size" } else { "count" };
                    let is_read = is_const || has_word(&self.function.name, &TAKES);
                    let (what, line) = match is_read {
                        true => ("covers", format!("{quoted} = {{ {unit} = \"{length}\" }}")),
                        false => (
                            "has room for",
                            format!("{quoted} = {{ out = true, capacity = \"{length}\" }}"),
                        ),
                    };
                    let reason = format!("`{name}` {what} `{length}`");
                    self.found.push((reason, vec![line]));
                    return;
                }
                Shape::Array { is_const: false, to } if is_const && self.is_whole(to) => {
                    self.used.push(next);
                    let line = format!("{quoted} = {{ size = \"*{length}\" }}");
                    self.found.push((format!("`{name}` covers `*{length}`"), vec![line]));
                    return;
                }
                Shape::Array { is_const: false, to } if self.is_whole(to) => {
                    self.used.push(next);
                    let lines = vec![
                        format!(
                            "{quoted} = {{ out = true, capacity = \"*{length}\", size = \"*{length}\" }}"
                        ),
                        format!("{} = {{ in = true }}", key(&length)),
                    ];
                    let reason = format!(
                        "`{name}` has room for `*{length}`, which says how much was written"
                    );
                    self.found.push((reason, lines));
                    return;
                }
                _ => {}
            }
        }
        if is_const && self.counted_before(index, name) {
            return;
        }
        if !is_const && self.is_whole(to) && !self.is_byte(to) {
            self.found.push((
                format!("`{name}` looks like a number that is left behind it"),
                vec![format!("{quoted} = {{ out = true }}")],
            ));
        }
    }

    /// Whether the parameter before a pointer is how many elements there are; then says so.
    fn counted_before(&mut self, index: usize, name: &str) -> bool {
        let Some(before) = index.checked_sub(1) else { return false };
        let length = self.name(before);
        let is_length = self.is_whole(self.types[before]) && has_word(&length, &LENGTHS);
        if !is_length || self.used.contains(&before) {
            return false;
        }
        self.used.push(before);
        let line = format!("{} = {{ count = \"{length}\" }}", key(name));
        self.found.push((format!("`{name}` covers `{length}`"), vec![line]));
        true
    }

    pub(super) fn name(&self, index: usize) -> String {
        let given = self.function.params.get(index).and_then(|param| param.name.clone());
        given.unwrap_or_else(|| format!("arg{index}"))
    }

    fn shape(&self, ty: TypeId) -> Shape {
        match *self.interface.resolved(ty) {
            Type::Pointer { to, is_const } => match *self.interface.resolved(to) {
                Type::Function(_) => Shape::Callback,
                Type::Void => Shape::Array { is_const, to },
                Type::Pointer { to: inner, .. } if !is_const => {
                    match self.interface.resolved(inner) {
                        Type::Record(_) => Shape::Handed,
                        Type::Scalar(Scalar::Char) => {
                            let is_owned = !self.is_const(to);
                            Shape::HandedText { is_owned }
                        }
                        _ => Shape::Other,
                    }
                }
                Type::Record(_) if is_const => Shape::Records,
                _ => match Access::of(self.interface, to) {
                    Access::Number { .. } => Shape::Array { is_const, to },
                    _ => Shape::Other,
                },
            },
            _ if self.is_whole(ty) => Shape::Whole,
            _ => Shape::Other,
        }
    }

    fn is_whole(&self, ty: TypeId) -> bool {
        matches!(Access::of(self.interface, ty), Access::Number { number, enumeration: None }
            if !matches!(number, Number::F32 | Number::F64 | Number::Bool))
    }

    fn is_byte(&self, ty: TypeId) -> bool {
        self.is_void(ty)
            || matches!(Access::of(self.interface, ty), Access::Number { number, .. }
                if number.size() == 1)
    }

    pub(super) fn is_const(&self, pointer: TypeId) -> bool {
        matches!(*self.interface.resolved(pointer), Type::Pointer { is_const: true, .. })
    }

    fn is_void(&self, ty: TypeId) -> bool {
        *self.interface.resolved(ty) == Type::Void
    }

    pub(super) fn is_untyped(&self, ty: TypeId) -> bool {
        match *self.interface.resolved(ty) {
            Type::Pointer { to, .. } => self.is_void(to),
            _ => false,
        }
    }
}
