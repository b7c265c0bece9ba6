//! What a random program declares.

/// How values of a basic type are made of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `_Bool`.
    Bool,
    /// An integer of that many bits.
    Int {
        /// Width.
        bits: u32,
        /// Whether negative values exist.
        signed: bool,
    },
    /// `float`.
    F32,
    /// `double`.
    F64,
    /// `long double`.
    F128,
    /// `float _Complex`.
    C32,
    /// `double _Complex`.
    C64,
    /// A pointer: null, or the address of one of a few places that the library has.
    Pointer,
}

/// A type without members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Basic {
    /// How C spells it.
    pub name: &'static str,
    /// Its values.
    pub form: Form,
    /// How many values it holds: lanes of a vector, else 1.
    pub lanes: u32,
}

/// The type of a member or parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ty {
    /// One without members.
    Basic(Basic),
    /// The record of that number.
    Record(usize),
}

/// One member.
#[derive(Debug, Clone)]
pub struct Member {
    /// `None` for padding and anonymous records.
    pub name: Option<String>,
    /// Its type; of an array that of its elements. An anonymous record is in `inner`.
    pub ty: Ty,
    /// Members of an anonymous record.
    pub inner: Option<Box<Record>>,
    /// Bounds of an array, outer first; empty when it is none.
    pub bounds: Vec<u32>,
    /// Width of a bit-field.
    pub width: Option<u32>,
    /// Attributes, as C writes them behind the declarator.
    pub attribute: String,
}

/// A struct or union.
#[derive(Debug, Clone)]
pub struct Record {
    /// `struct` or `union`.
    pub is_union: bool,
    /// Attributes, as C writes them behind the keyword.
    pub attribute: String,
    /// `#pragma pack`.
    pub pack: Option<u32>,
    /// In order.
    pub members: Vec<Member>,
    /// Whether `int rest[]` ends it.
    pub is_flexible: bool,
}

/// A function type: it takes these and gives back one of them.
#[derive(Debug, Clone)]
pub struct Signature {
    /// Parameters.
    pub params: Vec<Ty>,
    /// Which one it returns; `None` for `void`.
    pub returned: Option<usize>,
    /// Which members of unions it looks at.
    pub which: usize,
}

/// All of it.
#[derive(Debug, Clone, Default)]
pub struct Program {
    /// `T0`, `T1`, …; each uses earlier ones only.
    pub records: Vec<Record>,
    /// `s0`, `s1`, …
    pub signatures: Vec<Signature>,
}
