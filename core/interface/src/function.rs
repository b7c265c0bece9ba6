//! Functions, constants and globals: what a header offers by name.

use serde::{Deserialize, Serialize};

use crate::{SignatureId, TypeId};

/// Where a fact about the library came from, for messages that must name two places.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Origin {
    /// The header as the preprocessor named it, `<cdef>` for an inline declaration, or the
    /// module itself for DWARF.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
}

/// A function type: results, parameters, and whether `...` follows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Signature {
    /// Result type, [`Type::Void`](crate::Type::Void) for none.
    pub result: TypeId,
    /// Parameter types after decay: arrays and functions are pointers.
    pub params: Vec<TypeId>,
    /// Whether the list ends in `...`.
    pub is_variadic: bool,
}

/// A function that the header declares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Function {
    /// The C name, which is the export's name unless `symbol` says otherwise.
    pub name: String,
    /// The export's name where it differs (`__asm__("name")`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// Its type.
    pub signature: SignatureId,
    /// Parameter names, `None` where the prototype has none; as many as the signature has.
    pub params: Vec<Param>,
    /// Where it is declared.
    pub origin: Origin,
}

/// What the prototype says of one parameter beside its type.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Param {
    /// The name, when the prototype has one.
    pub name: Option<String>,
}

/// An object-like macro or enumeration constant with a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Constant {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: ConstantValue,
    /// Where it is defined.
    pub origin: Origin,
}

/// The value of a constant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ConstantValue {
    /// An integer constant expression.
    Integer(#[serde(with = "crate::section::wide_integer")] i128),
    /// A floating constant.
    Float(f64),
    /// A string literal, escapes resolved, without its terminating NUL.
    Text(Vec<u8>),
}

/// A variable with external linkage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Global {
    /// Its name and its export's name.
    pub name: String,
    /// Its type.
    pub ty: TypeId,
    /// Whether it is `const`.
    pub is_const: bool,
    /// Where it is declared.
    pub origin: Origin,
}

/// A `typedef`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeName {
    /// The name.
    pub name: String,
    /// The [`Type::Named`](crate::Type::Named) entry of that name.
    pub ty: TypeId,
}
