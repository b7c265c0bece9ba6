//! Sizes, alignments, offsets and bit-fields as the wasm32 C ABI has them.

use crate::{Error, Field, Interface, Layout, Passing, RecordKind, Result, TypeId};

/// A record as declared, before it is laid out.
#[derive(Debug, Clone)]
pub struct RecordSpec {
    /// Struct or union.
    pub kind: RecordKind,
    /// Members in declaration order, unnamed bit-fields included.
    pub members: Vec<MemberSpec>,
    /// `__attribute__((packed))` on the record.
    pub packed: bool,
    /// `#pragma pack(n)` in force: no member is aligned more strictly than `n` bytes.
    pub pack: Option<u32>,
    /// `__attribute__((aligned(n)))` or `_Alignas` on the record.
    pub align: Option<u32>,
}

/// One member as declared.
#[derive(Debug, Clone)]
pub struct MemberSpec {
    /// `None` for anonymous records and unnamed bit-fields.
    pub name: Option<String>,
    /// Declared type.
    pub ty: TypeId,
    /// Width when it is a bit-field; 0 ends the current storage unit.
    pub width: Option<u32>,
    /// `_Alignas` or `__attribute__((aligned(n)))` on the member, in bytes.
    pub align: Option<u32>,
    /// `__attribute__((packed))` on the member.
    pub packed: bool,
}

/// What laying out a record decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaidOut {
    /// Members with their offsets, unnamed bit-fields left out.
    pub fields: Vec<Field>,
    /// Size and alignment.
    pub layout: Layout,
    /// How values travel.
    pub passing: Passing,
}
