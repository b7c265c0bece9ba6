//! What a library names beside functions and records: types, enumerations, constants, variables.

use std::collections::HashSet;
use std::fmt::Write;

use sandbridge_interface::{ConstantValue, Interface, Type};

use super::Source;
use super::code::{self, Code, Piece};
use super::prose::Prose;

/// A `typedef` of what has no place of its own on the page.
pub(super) struct TypedefView {
    pub(super) anchor: String,
    pub(super) name: String,
    pub(super) declaration: Code,
    pub(super) doc: Prose,
}

/// An enumeration.
pub(super) struct EnumView {
    pub(super) anchor: String,
    /// `enum color`.
    pub(super) name: String,
    /// What the filter looks at.
    pub(super) names: String,
    /// The integer type that holds it.
    pub(super) repr: &'static str,
    pub(super) doc: Prose,
    pub(super) variants: Vec<ConstantView>,
}

/// A constant.
pub(super) struct ConstantView {
    pub(super) anchor: String,
    pub(super) name: String,
    pub(super) value: String,
    /// The same in hexadecimal, where that tells more.
    pub(super) hexadecimal: Option<String>,
    pub(super) doc: Prose,
    /// Where it is defined; empty for those of enumerations.
    pub(super) origin: String,
}

/// A variable.
pub(super) struct VariableView {
    pub(super) anchor: String,
    pub(super) name: String,
    pub(super) declaration: Code,
    pub(super) doc: Prose,
    pub(super) origin: String,
}

/// The `typedef` names that are not just another name of a record or enumeration.
pub(super) fn typedefs(source: &Source<'_>) -> Vec<TypedefView> {
    let interface = source.interface;
    let is_listed = |ty| code::type_anchor(interface, interface.ty(ty)).is_none();
    let entries = interface.type_names.iter().filter(|entry| is_listed(entry.ty));
    entries
        .map(|entry| {
            let target = match interface.ty(entry.ty) {
                Type::Named { to, .. } => *to,
                _ => entry.ty,
            };
            let mut declaration = source.linker.declare(target, &entry.name);
            declaration.pieces.insert(0, Piece::plain("typedef "));
            TypedefView {
                anchor: code::named_anchor(&entry.name),
                name: entry.name.clone(),
                declaration,
                doc: source.doc(&format!("typedef {}", entry.name), &entry.name),
            }
        })
        .collect()
}

/// All enumerations.
pub(super) fn enums(source: &Source<'_>) -> Vec<EnumView> {
    let enums = source.interface.enums.iter().enumerate();
    enums
        .map(|(index, enumeration)| {
            let name = match (&enumeration.name, enumeration.is_tag) {
                (Some(name), true) => format!("enum {name}"),
                (Some(name), false) => name.clone(),
                (None, _) => "enum".to_owned(),
            };
            let variants: Vec<_> = enumeration
                .variants
                .iter()
                .map(|variant| ConstantView {
                    anchor: code::constant_anchor(&variant.name),
                    name: variant.name.clone(),
                    value: variant.value.to_string(),
                    hexadecimal: hexadecimal(variant.value),
                    doc: source.doc(&variant.name, &variant.name),
                    origin: String::new(),
                })
                .collect();
            let names = variants.iter().map(|variant| variant.name.as_str());
            EnumView {
                anchor: code::enum_anchor(source.interface, index),
                names: std::iter::once(name.as_str()).chain(names).collect::<Vec<_>>().join(" "),
                repr: enumeration.repr.spelling(),
                doc: source.doc(&name, &name),
                variants,
                name,
            }
        })
        .collect()
}

/// The constants that belong to no enumeration.
pub(super) fn constants(source: &Source<'_>) -> Vec<ConstantView> {
    let of_enums = variant_names(source.interface);
    let constants = source.interface.constants.iter();
    constants
        .filter(|constant| !of_enums.contains(constant.name.as_str()))
        .map(|constant| ConstantView {
            anchor: code::constant_anchor(&constant.name),
            name: constant.name.clone(),
            value: value_text(&constant.value),
            hexadecimal: match constant.value {
                ConstantValue::Integer(value) => hexadecimal(value),
                ConstantValue::Float(_) | ConstantValue::Text(_) => None,
            },
            doc: source.doc(&constant.name, &constant.name),
            origin: super::origin(&constant.origin),
        })
        .collect()
}

/// All variables.
pub(super) fn variables(source: &Source<'_>) -> Vec<VariableView> {
    let globals = source.interface.globals.iter();
    globals
        .map(|global| {
            let mut declaration = source.linker.declare(global.ty, &global.name);
            if global.is_const {
                declaration.pieces.insert(0, Piece::plain("const "));
            }
            VariableView {
                anchor: format!("var-{}", global.name),
                name: global.name.clone(),
                declaration,
                doc: source.doc(&global.name, &global.name),
                origin: super::origin(&global.origin),
            }
        })
        .collect()
}

/// A constant's value as C has it.
pub(crate) fn value_text(value: &ConstantValue) -> String {
    match value {
        ConstantValue::Integer(value) => value.to_string(),
        ConstantValue::Float(value) => format!("{value:?}"),
        ConstantValue::Text(bytes) => {
            let mut text = String::from("\"");
            for byte in bytes {
                // Writing into a string cannot fail.
                let _ = write!(text, "{}", byte.escape_ascii());
            }
            text.push('"');
            text
        }
    }
}

/// Masks and magic numbers are recognised by their digits.
fn hexadecimal(value: i128) -> Option<String> {
    (value >= 16).then(|| format!("0x{value:x}"))
}

fn variant_names(interface: &Interface) -> HashSet<&str> {
    let variants = interface.enums.iter().flat_map(|enumeration| &enumeration.variants);
    variants.map(|variant| variant.name.as_str()).collect()
}
