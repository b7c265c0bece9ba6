//! The interface under construction: every type once, records and enumerations with the place of
//! their declaration.

use std::collections::HashMap;

use sandbridge_interface::{
    Enum, EnumId, Interface, Layout, Passing, Record, RecordId, RecordKind, Scalar, Signature,
    SignatureId, Type, TypeId, layout,
};

/// Tables that grow while declarations are read.
#[derive(Debug)]
pub(crate) struct Builder {
    pub(crate) interface: Interface,
    types: HashMap<Type, TypeId>,
    /// How many names and arrays lie on top of each other, for each type.
    depths: Vec<usize>,
    signatures: HashMap<Signature, SignatureId>,
    /// Where each record is defined, or first named.
    pub(crate) record_places: Vec<u32>,
    /// Where each enumeration is defined, or first named.
    pub(crate) enum_places: Vec<u32>,
    /// Enumerations whose constants are known or whose type is fixed.
    pub(crate) complete_enums: Vec<bool>,
}

/// The basic types come first in every interface, so that hosts find them by name whether or not
/// a declaration uses them.
pub(crate) const BASIC: [Scalar; 18] = [
    Scalar::Bool,
    Scalar::Char,
    Scalar::SChar,
    Scalar::UChar,
    Scalar::Short,
    Scalar::UShort,
    Scalar::Int,
    Scalar::UInt,
    Scalar::Long,
    Scalar::ULong,
    Scalar::LongLong,
    Scalar::ULongLong,
    Scalar::Int128,
    Scalar::UInt128,
    Scalar::Half,
    Scalar::Float,
    Scalar::Double,
    Scalar::LongDouble,
];

impl Builder {
    pub(crate) fn new() -> Self {
        let mut builder = Self {
            interface: Interface::default(),
            types: HashMap::new(),
            depths: Vec::new(),
            signatures: HashMap::new(),
            record_places: Vec::new(),
            enum_places: Vec::new(),
            complete_enums: Vec::new(),
        };
        builder.intern(Type::Void);
        for scalar in BASIC {
            builder.intern(Type::Scalar(scalar));
        }
        builder
    }

    /// The id of a type, which is added when it is new.
    pub(crate) fn intern(&mut self, ty: Type) -> TypeId {
        if let Some(id) = self.types.get(&ty) {
            return *id;
        }
        let id = TypeId(index(self.interface.types.len()));
        self.depths.push(match ty {
            Type::Named { to, .. } | Type::Array { of: to, .. } => self.depth(to) + 1,
            _ => 0,
        });
        self.interface.types.push(ty.clone());
        self.types.insert(ty, id);
        id
    }

    /// How many names and arrays lie on top of each other in a type.
    pub(crate) fn depth(&self, id: TypeId) -> usize {
        self.depths[id.index()]
    }

    pub(crate) fn void(&mut self) -> TypeId {
        self.intern(Type::Void)
    }

    pub(crate) fn scalar(&mut self, scalar: Scalar) -> TypeId {
        self.intern(Type::Scalar(scalar))
    }

    pub(crate) fn pointer(&mut self, to: TypeId, is_const: bool) -> TypeId {
        self.intern(Type::Pointer { to, is_const })
    }

    /// A function type and the id of its signature.
    pub(crate) fn function(&mut self, signature: Signature) -> (TypeId, SignatureId) {
        let id = match self.signatures.get(&signature) {
            Some(id) => *id,
            None => {
                let id = SignatureId(index(self.interface.signatures.len()));
                self.interface.signatures.push(signature.clone());
                self.signatures.insert(signature, id);
                id
            }
        };
        (self.intern(Type::Function(id)), id)
    }

    /// A record that has no members yet.
    pub(crate) fn declare_record(
        &mut self,
        kind: RecordKind,
        tag: Option<&str>,
        place: u32,
    ) -> RecordId {
        let id = RecordId(index(self.interface.records.len()));
        self.interface.records.push(Record {
            kind,
            name: tag.map(str::to_owned),
            is_tag: tag.is_some(),
            fields: Vec::new(),
            layout: None,
            passing: Passing::Memory,
            is_transparent: false,
        });
        self.record_places.push(place);
        id
    }

    /// An enumeration that has no constants yet.
    pub(crate) fn declare_enum(&mut self, tag: Option<&str>, place: u32) -> EnumId {
        let id = EnumId(index(self.interface.enums.len()));
        self.interface.enums.push(Enum {
            name: tag.map(str::to_owned),
            is_tag: tag.is_some(),
            repr: Scalar::UInt,
            variants: Vec::new(),
        });
        self.enum_places.push(place);
        self.complete_enums.push(false);
        id
    }

    pub(crate) fn record_mut(&mut self, id: RecordId) -> &mut Record {
        &mut self.interface.records[id.index()]
    }

    pub(crate) fn enum_mut(&mut self, id: EnumId) -> &mut Enum {
        &mut self.interface.enums[id.index()]
    }

    pub(crate) fn layout(&self, id: TypeId) -> Option<Layout> {
        layout::of(&self.interface, id)
    }
}

/// A text of less than 1 GiB declares fewer than 2^32 things.
fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
