//! How one C object in memory is read and written: the piece that arguments, members, array
//! elements and globals share.

use serde::{Deserialize, Serialize};

use super::Tag;
use crate::{Interface, Layout, RecordId, Scalar, SignatureId, Type, TypeId, layout};

/// A number as the machine holds it; what the hosts convert to and from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Number {
    /// One byte, 0 or 1.
    Bool,
    /// 8 bits, signed.
    I8,
    /// 8 bits.
    U8,
    /// 16 bits, signed.
    I16,
    /// 16 bits.
    U16,
    /// 32 bits, signed.
    I32,
    /// 32 bits.
    U32,
    /// 64 bits, signed.
    I64,
    /// 64 bits.
    U64,
    /// IEEE 754 binary32.
    F32,
    /// IEEE 754 binary64.
    F64,
}

impl Number {
    /// The machine's form of a C scalar; `None` for those wider than 64 bits and for `_Float16`.
    pub const fn of(scalar: Scalar) -> Option<Self> {
        Some(match scalar {
            Scalar::Bool => Self::Bool,
            Scalar::Char | Scalar::SChar => Self::I8,
            Scalar::UChar => Self::U8,
            Scalar::Short => Self::I16,
            Scalar::UShort => Self::U16,
            Scalar::Int | Scalar::Long => Self::I32,
            Scalar::UInt | Scalar::ULong => Self::U32,
            Scalar::LongLong => Self::I64,
            Scalar::ULongLong => Self::U64,
            Scalar::Float => Self::F32,
            Scalar::Double => Self::F64,
            Scalar::Int128 | Scalar::UInt128 | Scalar::Half | Scalar::LongDouble => return None,
        })
    }

    /// Size in bytes.
    pub const fn size(self) -> u32 {
        match self {
            Self::Bool | Self::I8 | Self::U8 => 1,
            Self::I16 | Self::U16 => 2,
            Self::I32 | Self::U32 | Self::F32 => 4,
            Self::I64 | Self::U64 | Self::F64 => 8,
        }
    }

    /// The values that fit, ends included; `None` for floating numbers.
    pub const fn range(self) -> Option<(i128, i128)> {
        Some(match self {
            Self::Bool => (0, 1),
            Self::I8 => (i8::MIN as i128, i8::MAX as i128),
            Self::U8 => (0, u8::MAX as i128),
            Self::I16 => (i16::MIN as i128, i16::MAX as i128),
            Self::U16 => (0, u16::MAX as i128),
            Self::I32 => (i32::MIN as i128, i32::MAX as i128),
            Self::U32 => (0, u32::MAX as i128),
            Self::I64 => (i64::MIN as i128, i64::MAX as i128),
            Self::U64 => (0, u64::MAX as i128),
            Self::F32 | Self::F64 => return None,
        })
    }
}

/// A number of more than 64 bits, or one that no host has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "wide")]
pub enum Wide {
    /// `__int128`, 16 bytes.
    I128,
    /// `unsigned __int128`, 16 bytes.
    U128,
    /// `long double`, IEEE 754 binary128, 16 bytes.
    F128,
    /// `_Float16`, IEEE 754 binary16, 2 bytes.
    F16,
    /// `_BitInt(bits)`: the bits, sign- or zero-extended to whole bytes.
    BitInt {
        /// Width in bits, sign included.
        bits: u32,
        /// Whether it is sign-extended.
        signed: bool,
    },
}

/// How an object of some C type is read and written at its address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "access")]
pub enum Access {
    /// A number of at most 64 bits.
    Number {
        /// Its form.
        number: Number,
        /// The enumeration that it belongs to, by position.
        enumeration: Option<u32>,
    },
    /// A bit-field: bits `shift..shift + width` of the little-endian integer at the offset.
    Bits {
        /// Bits to skip, 0 to 7.
        shift: u8,
        /// Width, 1 to 64; together with `shift` at most 9 bytes are touched.
        width: u8,
        /// Whether the value is sign-extended.
        signed: bool,
        /// Whether the declared type is `_Bool`.
        is_bool: bool,
        /// The enumeration that it belongs to, by position.
        enumeration: Option<u32>,
    },
    /// A number that no host has as its own.
    Wide {
        /// Its form.
        #[serde(flatten)]
        wide: Wide,
        /// Size in bytes.
        size: u32,
    },
    /// Two numbers, real and imaginary part.
    Complex {
        /// Size of one part in bytes: 4, 8 or 16.
        part: u32,
    },
    /// Lanes of a vector.
    Vector {
        /// Form of a lane.
        number: Number,
        /// How many.
        lanes: u32,
    },
    /// A 32-bit guest address of an object.
    Pointer {
        /// The pointer type.
        pointer: TypeId,
    },
    /// A 32-bit index into the guest's function table.
    Callback {
        /// The function type.
        signature: SignatureId,
    },
    /// A struct or union in place.
    Record {
        /// Which.
        record: RecordId,
    },
    /// Elements one after the other.
    Array {
        /// How one is accessed.
        element: Box<Access>,
        /// How many; 0 for a flexible array member.
        count: u32,
        /// Bytes from one to the next.
        stride: u32,
    },
    /// Nothing that can be read: `void`, a function, or an opaque record.
    Opaque,
}

impl Access {
    /// How an object of type `ty` is read and written.
    pub fn of(interface: &Interface, ty: TypeId) -> Self {
        match *interface.resolved(ty) {
            Type::Void | Type::Function(_) | Type::Named { .. } => Self::Opaque,
            Type::Scalar(scalar) => match Number::of(scalar) {
                Some(number) => Self::Number { number, enumeration: None },
                None => Self::Wide {
                    wide: match scalar {
                        Scalar::Int128 => Wide::I128,
                        Scalar::UInt128 => Wide::U128,
                        Scalar::Half => Wide::F16,
                        _ => Wide::F128,
                    },
                    size: scalar.size(),
                },
            },
            Type::BitInt { bits, signed } => Self::Wide {
                wide: Wide::BitInt { bits, signed },
                size: layout::of(interface, ty).map_or(0, |layout| layout.size),
            },
            Type::Complex(part) => Self::Complex { part: part.size() },
            Type::Vector { lane, lanes } => match Number::of(lane) {
                Some(number) => Self::Vector { number, lanes },
                None => Self::Opaque,
            },
            Type::Enum(id) => match Number::of(interface.enumeration(id).repr) {
                Some(number) => Self::Number { number, enumeration: Some(id.0) },
                None => Self::Opaque,
            },
            Type::Pointer { to, .. } => match *interface.resolved(to) {
                Type::Function(signature) => Self::Callback { signature },
                _ => Self::Pointer { pointer: ty },
            },
            Type::Record(record) => match interface.record(record).layout {
                Some(_) => Self::Record { record },
                None => Self::Opaque,
            },
            Type::Array { of, count } => {
                let stride = layout::of(interface, of).map_or(0, |layout| layout.size);
                Self::Array {
                    element: Box::new(Self::of(interface, of)),
                    count: count.unwrap_or(0),
                    stride,
                }
            }
        }
    }
}

/// One named member of a record, members of anonymous records included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Byte offset from the start of the outermost record.
    pub offset: u32,
    /// Its type.
    pub ty: TypeId,
    /// How it is read and written.
    pub access: Access,
    /// How C declares it: `char name[8]`.
    pub declaration: String,
}

/// The members of a record by name, those of anonymous records raised to it.
pub fn members(interface: &Interface, record: RecordId) -> Vec<Member> {
    let mut found = Vec::new();
    collect(interface, record, 0, &mut found);
    found
}

fn collect(interface: &Interface, record: RecordId, base: u32, found: &mut Vec<Member>) {
    for field in &interface.record(record).fields {
        let offset = base.saturating_add(field.offset);
        match (&field.name, interface.resolved(field.ty)) {
            (Some(name), _) => found.push(Member {
                name: name.clone(),
                offset,
                ty: field.ty,
                access: field_access(interface, field),
                declaration: crate::spell::declare(interface, field.ty, name),
            }),
            (None, Type::Record(inner)) => collect(interface, *inner, offset, found),
            (None, _) => {}
        }
    }
}

fn field_access(interface: &Interface, field: &crate::Field) -> Access {
    let Some(bits) = field.bits else { return Access::of(interface, field.ty) };
    let resolved = interface.resolved(field.ty);
    Access::Bits {
        shift: bits.shift,
        width: bits.width,
        signed: bits.signed,
        is_bool: *resolved == Type::Scalar(Scalar::Bool),
        enumeration: match resolved {
            Type::Enum(id) => Some(id.0),
            _ => None,
        },
    }
}

/// What a host needs to make, read and write values of one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// `struct z_stream_s`, or the `typedef` name of an untagged record.
    pub name: String,
    /// Whether members share their storage.
    pub is_union: bool,
    /// Size and alignment.
    pub layout: Layout,
    /// Members by name.
    pub members: Vec<Member>,
    /// What says which member of its union is live.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<Tag>,
}

/// The shape of a record; `None` while it is only declared.
pub fn shape(interface: &Interface, id: RecordId) -> Option<Shape> {
    let record = interface.record(id);
    Some(Shape {
        name: crate::spell::record_name(interface, id),
        is_union: record.kind == crate::RecordKind::Union,
        layout: record.layout?,
        members: members(interface, id),
        tag: super::tag::tag(interface, id),
    })
}
