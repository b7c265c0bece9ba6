//! What a prototype suggests: pointers with their lengths, results behind pointers, host functions
//! with their userdata, statuses.

use sandbridge_interface::plan::{Access, Number};
use sandbridge_interface::{Function, Interface, Type, TypeId};

use super::handle::{Handles, MAKES, Made, points_to};
use super::rule::Found;
use super::{Suggestion, has_word, key};

/// Words in the names of lengths.
const LENGTHS: [&str; 8] = ["len", "size", "count", "num", "bytes", "cb", "length", "nb"];

/// What is likely of one function; `None` when nothing is.
pub(super) fn suggest(
    interface: &Interface,
    function: &Function,
    rules: &[Found],
    Handles { owners, made, .. }: &Handles,
) -> Option<Suggestion> {
    let signature = interface.signature(function.signature);
    if signature.is_variadic {
        return None;
    }
    let mut reader = Reader {
        interface,
        function,
        types: &signature.params,
        used: Vec::new(),
        found: Vec::new(),
    };
    for index in 0..signature.params.len() {
        if !reader.used.contains(&index) {
            reader.param(index);
        }
    }
    reader.owned(made);
    let Reader { found, .. } = reader;
    let owner = owners
        .iter()
        .filter(|owner| owner.has(interface, function))
        .max_by_key(|owner| owner.stem.len());
    if found.is_empty() && owner.is_none() {
        return None;
    }
    let rule = rules
        .iter()
        .find(|rule| interface.resolved(rule.ty) == interface.resolved(signature.result));
    let mut lines = vec![format!("[functions.{}]", function.name)];
    lines.extend(owner.map(|owner| format!("method_of = \"{}\"", owner.class)));
    lines.extend(rule.map(|rule| format!("error = \"{}\"", rule.name)));
    let mut why: Vec<String> =
        owner.iter().map(|owner| format!("Its name begins with `{}`", owner.stem)).collect();
    for (reason, param) in found {
        why.push(reason);
        lines.extend(param);
    }
    Some(Suggestion { why: format!("{}.", why.join("; ")), lines })
}

struct Reader<'a> {
    interface: &'a Interface,
    function: &'a Function,
    types: &'a [TypeId],
    /// Parameters that belong to another.
    used: Vec<usize>,
    /// Reasons with their lines.
    found: Vec<(String, Vec<String>)>,
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
            Shape::Handed => self.found.push((
                format!("`{name}` looks as if something were left behind it"),
                vec![format!("{quoted} = {{ out = true }}")],
            )),
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
                    let (what, line) = match is_const {
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

    /// A result that is made from a handle, as its name says.
    fn owned(&mut self, handles: &[Made]) {
        let result = self.interface.signature(self.function.signature).result;
        let is_made = handles.iter().any(|made| points_to(self.interface, result, made.ty));
        let takes_one = self
            .types
            .iter()
            .any(|param| handles.iter().any(|made| points_to(self.interface, *param, made.ty)));
        if is_made && takes_one && has_word(&self.function.name, &MAKES) {
            self.found.push((
                "Its name says that it makes what it returns".to_owned(),
                vec!["ret = { owned = true }".to_owned()],
            ));
        }
    }

    /// A host function, with its userdata and what ends it.
    fn callback(&mut self, index: usize, name: &str) {
        let is_userdata = |at: &usize| self.is_untyped(self.types[*at]);
        let before = index.checked_sub(1).filter(|at| !self.used.contains(at));
        let userdata =
            (index + 1..self.types.len()).find(is_userdata).or(before.filter(is_userdata));
        let Some(userdata) = userdata else { return };
        self.used.push(userdata);
        let userdata_name = self.name(userdata);
        self.found.push((
            format!(
                "`{name}` is a host function and `{userdata_name}` its userdata, if C does not keep it"
            ),
            vec![format!(
                "{} = {{ callback = {{ userdata = \"{userdata_name}\", scope = \"call\" }} }}",
                key(name)
            )],
        ));
    }

    fn name(&self, index: usize) -> String {
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

    fn is_void(&self, ty: TypeId) -> bool {
        *self.interface.resolved(ty) == Type::Void
    }

    fn is_untyped(&self, ty: TypeId) -> bool {
        match *self.interface.resolved(ty) {
            Type::Pointer { to, .. } => self.is_void(to),
            _ => false,
        }
    }
}
