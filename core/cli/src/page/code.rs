//! C as it is spelled, with links to the types that it names.

use std::collections::HashMap;

use askama::Template;
use sandbridge_interface::{Function, Interface, RecordKind, Type, TypeId, spell};

/// Around a name while it is part of a spelling: mark, number of its target, mark, name, mark. The
/// name that is declared has no number. No identifier has these characters.
const MARKS: [char; 3] = ['\u{f0000}', '\u{f0001}', '\u{f0002}'];

/// Code of which some words are links.
#[derive(Debug, Default, PartialEq, Eq, Template)]
#[template(
    ext = "html",
    source = "{% for piece in pieces %}\
        {% match piece.target %}\
        {% when Some with (target) %}<a href=\"#{{ target }}\">{{ piece.text }}</a>\
        {% when None %}{% if piece.is_subject %}<b>{{ piece.text }}</b>{% else %}{{ piece.text }}{% endif %}\
        {% endmatch %}\
        {% endfor %}"
)]
pub(super) struct Code {
    pub(super) pieces: Vec<Piece>,
}

/// Text, and where it leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    /// An anchor on the page.
    pub(super) target: Option<String>,
    /// Whether it is the name that is declared.
    pub(super) is_subject: bool,
}

impl Piece {
    /// Text that leads nowhere.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), target: None, is_subject: false }
    }
}

/// Spells types and prototypes of one interface.
///
/// It holds a copy of the interface in which names carry marks, so that what links is decided by
/// the type and not by looking for words: a parameter may well be called like a type.
pub(super) struct Linker {
    marked: Interface,
    targets: Vec<String>,
}

impl Linker {
    pub(super) fn new(interface: &Interface) -> Self {
        let mut linker = Self { marked: interface.clone(), targets: Vec::new() };
        let listed: HashMap<&str, TypeId> =
            interface.type_names.iter().map(|entry| (entry.name.as_str(), entry.ty)).collect();
        for (index, ty) in interface.types.iter().enumerate() {
            let Type::Named { name, to } = ty else { continue };
            let target = match type_anchor(interface, interface.ty(*to)) {
                Some(target) => target,
                // Names of system headers are not listed.
                None if listed.contains_key(name.as_str()) => named_anchor(name),
                None => continue,
            };
            let name = linker.mark(name, target);
            linker.marked.types[index] = Type::Named { name, to: *to };
        }
        for (index, record) in interface.records.iter().enumerate() {
            if let Some(name) = &record.name {
                let name = linker.mark(name, record_anchor(interface, index));
                linker.marked.records[index].name = Some(name);
            }
        }
        for (index, enumeration) in interface.enums.iter().enumerate() {
            if let Some(name) = &enumeration.name {
                let name = linker.mark(name, enum_anchor(interface, index));
                linker.marked.enums[index].name = Some(name);
            }
        }
        linker
    }

    /// A function's prototype.
    pub(super) fn prototype(&self, function: &Function) -> Code {
        let function = Function { name: subject(&function.name), ..function.clone() };
        self.code(&spell::prototype(&self.marked, &function))
    }

    /// A declaration of `name`.
    pub(super) fn declare(&self, ty: TypeId, name: &str) -> Code {
        let name = if name.is_empty() { String::new() } else { subject(name) };
        self.code(&spell::declare(&self.marked, ty, &name))
    }

    fn mark(&mut self, name: &str, target: String) -> String {
        let [start, middle, end] = MARKS;
        self.targets.push(target);
        format!("{start}{}{middle}{name}{end}", self.targets.len() - 1)
    }

    /// Turns marks into links.
    fn code(&self, spelled: &str) -> Code {
        let mut pieces = Vec::new();
        let [start, middle, end] = MARKS;
        for part in spelled.split(start) {
            let marked = part
                .split_once(middle)
                .and_then(|(number, rest)| Some((number, rest.split_once(end)?)));
            let Some((number, (name, after))) = marked else {
                pieces.push(Piece::plain(part));
                continue;
            };
            let target = number.parse().ok().and_then(|number: usize| self.targets.get(number));
            pieces.push(Piece {
                text: name.to_owned(),
                target: target.cloned(),
                is_subject: number.is_empty(),
            });
            pieces.push(Piece::plain(after));
        }
        pieces.retain(|piece| !piece.text.is_empty());
        Code { pieces }
    }
}

/// The name that is declared, marked as that.
fn subject(name: &str) -> String {
    let [start, middle, end] = MARKS;
    format!("{start}{middle}{name}{end}")
}

/// The anchor of a function.
pub(super) fn function_anchor(name: &str) -> String {
    format!("fn-{name}")
}

/// The anchor of a constant.
pub(super) fn constant_anchor(name: &str) -> String {
    format!("const-{name}")
}

/// The anchor of a `typedef` that names neither a record nor an enumeration.
pub(super) fn named_anchor(name: &str) -> String {
    format!("type-{name}")
}

/// The anchor of the record at `index`.
pub(super) fn record_anchor(interface: &Interface, index: usize) -> String {
    let record = &interface.records[index];
    let kind = match record.kind {
        RecordKind::Struct => "struct",
        RecordKind::Union => "union",
    };
    match &record.name {
        Some(name) if record.is_tag => format!("{kind}-{name}"),
        Some(name) => named_anchor(name),
        None => format!("{kind}-{index}"),
    }
}

/// The anchor of the enumeration at `index`.
pub(super) fn enum_anchor(interface: &Interface, index: usize) -> String {
    let enumeration = &interface.enums[index];
    match &enumeration.name {
        Some(name) if enumeration.is_tag => format!("enum-{name}"),
        Some(name) => named_anchor(name),
        None => format!("enum-{index}"),
    }
}

/// The anchor of a type that has a place of its own on the page.
pub(super) fn type_anchor(interface: &Interface, ty: &Type) -> Option<String> {
    match ty {
        Type::Named { to, .. } => type_anchor(interface, interface.resolved(*to)),
        Type::Record(id) => Some(record_anchor(interface, id.index())),
        Type::Enum(id) => Some(enum_anchor(interface, id.index())),
        Type::Void
        | Type::Scalar(_)
        | Type::Complex(_)
        | Type::BitInt { .. }
        | Type::Vector { .. }
        | Type::Pointer { .. }
        | Type::Array { .. }
        | Type::Function(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(declarations: &str, expected: &str) {
        let interface = crate::cdef("test", declarations).expect("declarations");
        let function = interface.functions.last().expect("a function");
        let code = Linker::new(&interface).prototype(function);
        assert_eq!(code.render().expect("HTML"), expected);
    }

    #[test]
    fn types_are_linked() {
        check(
            "typedef unsigned u; struct s { int a; }; typedef struct s t; u f(struct s *a, t b);",
            "<a href=\"#type-u\">u</a> <b>f</b>(struct <a href=\"#struct-s\">s</a> *a, \
             <a href=\"#struct-s\">t</a> b)",
        );
        check(
            "typedef struct { int a; } s; typedef enum { A } e; void f(s *a, e b, int c);",
            "void <b>f</b>(<a href=\"#type-s\">s</a> *a, <a href=\"#type-e\">e</a> b, int c)",
        );
    }

    #[test]
    fn a_parameter_called_like_a_type_is_no_link() {
        check("typedef int s; void f(s s);", "void <b>f</b>(<a href=\"#type-s\">s</a> s)");
    }

    #[test]
    fn code_is_escaped() {
        let code = Code { pieces: vec![Piece::plain("a < b && c")] };
        assert_eq!(code.render().expect("HTML"), "a &#60; b &#38;&#38; c");
    }
}
