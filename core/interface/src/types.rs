//! C types, resolved: every record has its layout, every name its target.

use serde::{Deserialize, Serialize};

/// An address in a guest's linear memory, in bytes from its start. Never a host address.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct GuestAddr(pub u32);

impl GuestAddr {
    /// The address that C calls `NULL`.
    pub const NULL: Self = Self(0);

    /// Whether this is `NULL`.
    pub const fn is_null(self) -> bool {
        self.0 == 0
    }

    /// The address `bytes` further on, or `None` when that leaves the 32-bit address space.
    pub fn checked_add(self, bytes: u32) -> Option<Self> {
        self.0.checked_add(bytes).map(Self)
    }
}

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl $name {
            /// The position in its table.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index!(
    /// A position in [`Interface::types`](crate::Interface::types).
    TypeId
);
index!(
    /// A position in [`Interface::records`](crate::Interface::records).
    RecordId
);
index!(
    /// A position in [`Interface::enums`](crate::Interface::enums).
    EnumId
);
index!(
    /// A position in [`Interface::signatures`](crate::Interface::signatures).
    SignatureId
);

/// One C type. Types that contain others name them by [`TypeId`], so that a recursive
/// declaration (`struct node { struct node *next; }`) needs no cycle of ownership.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Type {
    /// `void`: no value as a result, untyped memory behind a pointer.
    Void,
    /// An arithmetic type that is neither an enumeration nor complex.
    Scalar(Scalar),
    /// `float _Complex`, `double _Complex`, `long double _Complex`; the scalar is the part's type.
    Complex(Scalar),
    /// `_BitInt(bits)`.
    BitInt {
        /// Width in bits, sign included.
        bits: u32,
        /// `false` for `unsigned _BitInt`.
        signed: bool,
    },
    /// A GNU vector, `__attribute__((vector_size(n)))`.
    Vector {
        /// Type of one lane.
        lane: Scalar,
        /// Number of lanes.
        lanes: u32,
    },
    /// A pointer to an object or to `void`. Function pointers are [`Type::Function`] behind it.
    Pointer {
        /// What it points to.
        to: TypeId,
        /// Whether the pointee is `const`-qualified: the callee promises not to write it.
        is_const: bool,
    },
    /// An array; `None` is an array without bound: a flexible member or `extern int a[]`.
    Array {
        /// Element type.
        of: TypeId,
        /// Number of elements.
        count: Option<u32>,
    },
    /// A struct or union.
    Record(RecordId),
    /// An enumeration.
    Enum(EnumId),
    /// A function type, only ever met behind a pointer.
    Function(SignatureId),
    /// A `typedef` name, kept for the reader; it behaves as what it names.
    Named {
        /// The name.
        name: String,
        /// What it stands for.
        to: TypeId,
    },
}

/// The basic arithmetic types of C, by identity rather than by width: `int` and `long` are two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Scalar {
    /// `_Bool`, one byte, 0 or 1.
    Bool,
    /// `char`, signed on wasm32, and the type of text.
    Char,
    /// `signed char`.
    SChar,
    /// `unsigned char`.
    UChar,
    /// `short`.
    Short,
    /// `unsigned short`.
    UShort,
    /// `int`.
    Int,
    /// `unsigned int`.
    UInt,
    /// `long`, 32 bits on wasm32.
    Long,
    /// `unsigned long`, 32 bits on wasm32; also `size_t`.
    ULong,
    /// `long long`.
    LongLong,
    /// `unsigned long long`.
    ULongLong,
    /// `__int128`.
    Int128,
    /// `unsigned __int128`.
    UInt128,
    /// `_Float16`.
    Half,
    /// `float`.
    Float,
    /// `double`.
    Double,
    /// `long double`: IEEE 754 binary128 on wasm32.
    LongDouble,
}

impl Scalar {
    /// Size in bytes; on wasm32 every scalar is as aligned as it is large.
    pub const fn size(self) -> u32 {
        match self {
            Self::Bool | Self::Char | Self::SChar | Self::UChar => 1,
            Self::Short | Self::UShort | Self::Half => 2,
            Self::Int | Self::UInt | Self::Long | Self::ULong | Self::Float => 4,
            Self::LongLong | Self::ULongLong | Self::Double => 8,
            Self::Int128 | Self::UInt128 | Self::LongDouble => 16,
        }
    }

    /// Whether negative values exist.
    pub const fn is_signed(self) -> bool {
        match self {
            Self::Char
            | Self::SChar
            | Self::Short
            | Self::Int
            | Self::Long
            | Self::LongLong
            | Self::Int128
            | Self::Half
            | Self::Float
            | Self::Double
            | Self::LongDouble => true,
            Self::Bool
            | Self::UChar
            | Self::UShort
            | Self::UInt
            | Self::ULong
            | Self::ULongLong
            | Self::UInt128 => false,
        }
    }

    /// Whether this is a floating type.
    pub const fn is_float(self) -> bool {
        matches!(self, Self::Half | Self::Float | Self::Double | Self::LongDouble)
    }

    /// How C spells it.
    pub const fn spelling(self) -> &'static str {
        match self {
            Self::Bool => "_Bool",
            Self::Char => "char",
            Self::SChar => "signed char",
            Self::UChar => "unsigned char",
            Self::Short => "short",
            Self::UShort => "unsigned short",
            Self::Int => "int",
            Self::UInt => "unsigned int",
            Self::Long => "long",
            Self::ULong => "unsigned long",
            Self::LongLong => "long long",
            Self::ULongLong => "unsigned long long",
            Self::Int128 => "__int128",
            Self::UInt128 => "unsigned __int128",
            Self::Half => "_Float16",
            Self::Float => "float",
            Self::Double => "double",
            Self::LongDouble => "long double",
        }
    }
}

/// Struct or union.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RecordKind {
    /// Members follow each other.
    Struct,
    /// Members share their storage.
    Union,
}

/// Size and alignment of a complete type, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Layout {
    /// Size, a multiple of `align`.
    pub size: u32,
    /// Alignment, a power of two.
    pub align: u32,
}

/// A struct or union with the layout that the wasm32 C ABI gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Struct or union.
    pub kind: RecordKind,
    /// The tag, or the first `typedef` name of an untagged record; `None` when it has neither.
    pub name: Option<String>,
    /// Whether `name` is a tag (`struct name`) rather than a `typedef` name (`name`).
    pub is_tag: bool,
    /// Members in declaration order, unnamed bit-fields left out; empty for an opaque record.
    pub fields: Vec<Field>,
    /// `None` while the record is only declared (`struct sqlite3;`): pointers to it are handles.
    pub layout: Option<Layout>,
    /// How a value of it is passed. Decided when the layout is computed, because unnamed and
    /// zero-width members count.
    pub passing: Passing,
    /// `__attribute__((transparent_union))`: passed as its first member.
    pub is_transparent: bool,
}

/// How a record travels by value (WebAssembly C ABI, "Function arguments and return values").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Passing {
    /// It has no members that count: it is not passed at all.
    Empty,
    /// It flattens to this one type, which is not itself a record, array or complex: it is passed
    /// as that type.
    Single(TypeId),
    /// The caller makes a copy in memory and passes its address.
    Memory,
}

/// One member of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// `None` for an anonymous struct or union, whose members count as the outer record's.
    pub name: Option<String>,
    /// Declared type; of a bit-field the type before the colon.
    pub ty: TypeId,
    /// Byte offset from the start of the record; of a bit-field the byte that holds its first bit.
    pub offset: u32,
    /// Set for a bit-field.
    pub bits: Option<BitField>,
}

/// Where a bit-field lies, from the lowest bit of the byte at its field's offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct BitField {
    /// Bits to skip, 0 to 7.
    pub shift: u8,
    /// Width in bits, at least 1.
    pub width: u8,
    /// Whether the value is sign-extended.
    pub signed: bool,
}

/// An enumeration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enum {
    /// The tag or `typedef` name.
    pub name: Option<String>,
    /// Whether `name` is a tag (`enum name`) rather than a `typedef` name.
    pub is_tag: bool,
    /// The integer type that holds it.
    pub repr: Scalar,
    /// The constants in declaration order.
    pub variants: Vec<Variant>,
}

/// One enumeration constant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// The constant's name.
    pub name: String,
    /// Its value; `i128` holds both `long long` and `unsigned long long`.
    #[serde(with = "crate::section::wide_integer")]
    pub value: i128,
}
