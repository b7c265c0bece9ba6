//! Sizes, alignments, offsets and bit-fields as the wasm32 C ABI has them.
//!
//! The rules are those of clang's Itanium record layout in C mode, which wasm32 uses unchanged.

mod bitfield;
mod passing;

use crate::{
    BitField, Code, Error, Field, Interface, Layout, Passing, RecordKind, Result, Type, TypeId,
};

/// The size and alignment of a complete object type.
///
/// `None` for `void`, function types, opaque records and arrays larger than the address space.
/// An array without bound has size 0, as a flexible array member does.
///
/// ```
/// use sandbridge_interface::{Interface, Layout, Scalar, Type, TypeId, layout};
///
/// let mut interface = Interface::default();
/// interface.types.push(Type::Scalar(Scalar::Double));
/// interface.types.push(Type::Array { of: TypeId(0), count: Some(3) });
/// assert_eq!(layout::of(&interface, TypeId(1)), Some(Layout { size: 24, align: 8 }));
/// ```
pub fn of(interface: &Interface, mut id: TypeId) -> Option<Layout> {
    let mut elements: u32 = 1;
    // Each step goes one type inwards, so more steps than types would be a cycle.
    for _ in 0..=interface.types.len() {
        let element = match interface.types.get(id.index())? {
            Type::Named { to, .. } => {
                id = *to;
                continue;
            }
            Type::Array { of, count } => {
                elements = elements.checked_mul(count.unwrap_or(0))?;
                id = *of;
                continue;
            }
            Type::Void | Type::Function(_) => return None,
            Type::Scalar(scalar) => natural(scalar.size()),
            Type::Complex(part) => Layout { size: part.size() * 2, align: part.size() },
            Type::BitInt { bits, .. } => bit_int(*bits),
            Type::Vector { lane, lanes } => {
                natural(lane.size().checked_mul(*lanes)?.checked_next_power_of_two()?)
            }
            Type::Pointer { .. } => natural(4),
            Type::Record(record) => interface.record(*record).layout?,
            Type::Enum(enumeration) => natural(interface.enumeration(*enumeration).repr.size()),
        };
        let size = element.size.checked_mul(elements)?;
        return Some(Layout { size, align: element.align });
    }
    None
}

const fn natural(size: u32) -> Layout {
    Layout { size, align: size }
}

/// `_BitInt(n)` is stored as the next larger integer, and above 64 bits as a run of `long long`.
fn bit_int(bits: u32) -> Layout {
    if bits <= 64 {
        natural(bits.div_ceil(8).next_power_of_two())
    } else {
        Layout { size: bits.div_ceil(64).saturating_mul(8), align: 8 }
    }
}

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
    /// The alignment that a `typedef` gives its type in place of the natural one, in bytes.
    pub type_align: Option<u32>,
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

/// Lays a record out.
///
/// # Errors
/// A member without a size, an alignment that is no power of two, a bit-field that is wider than
/// its type or that is none of an integer, and a record larger than the address space.
pub fn lay_out(interface: &Interface, spec: &RecordSpec) -> Result<LaidOut> {
    let mut cursor = Cursor {
        interface,
        spec,
        size: 0,
        data_bits: 0,
        align: check_align(spec.align.unwrap_or(1))?,
    };
    let mut fields = Vec::with_capacity(spec.members.len());
    for member in &spec.members {
        let placed = cursor.place(member).map_err(|error| match &member.name {
            Some(name) => error.context(format!("member `{name}`")),
            None => error,
        })?;
        fields.extend(placed);
    }
    let layout = cursor.finish()?;
    Ok(LaidOut { passing: passing::of(interface, spec, layout), fields, layout })
}

/// What is known of a record while its members are placed one after the other.
struct Cursor<'a> {
    interface: &'a Interface,
    spec: &'a RecordSpec,
    /// Bytes so far, without padding at the end.
    size: u64,
    /// Bits in use so far; a bit-field may end within a byte.
    data_bits: u64,
    align: u32,
}

impl Cursor<'_> {
    fn place(&mut self, member: &MemberSpec) -> Result<Option<Field>> {
        let Some(layout) = of(self.interface, member.ty) else {
            return Err(Error::new(
                Code::UnsupportedDeclaration,
                "its type is incomplete or larger than the address space",
            ));
        };
        check_align(member.align.unwrap_or(1))?;
        let layout =
            Layout { align: check_align(member.type_align.unwrap_or(layout.align))?, ..layout };
        if let Some(width) = member.width {
            return self.place_bits(member, layout, width);
        }
        let is_packed = self.spec.packed || member.packed;
        let mut align = if is_packed { 1 } else { layout.align };
        align = align.max(member.align.unwrap_or(1));
        align = align.min(self.spec.pack.unwrap_or(align));
        let start = match self.spec.kind {
            RecordKind::Struct => self.data_bits.div_ceil(8).next_multiple_of(u64::from(align)),
            RecordKind::Union => 0,
        };
        let offset = offset(start)?;
        self.grow((start + u64::from(layout.size)) * 8, align)?;
        Ok(Some(Field { name: member.name.clone(), ty: member.ty, offset, bits: None }))
    }

    /// Takes the record up to `end` in bits and to `align` at least.
    fn grow(&mut self, end: u64, align: u32) -> Result<()> {
        self.data_bits = match self.spec.kind {
            RecordKind::Struct => end,
            RecordKind::Union => self.data_bits.max(end),
        };
        self.size = self.size.max(self.data_bits.div_ceil(8));
        self.align = self.align.max(align);
        offset(self.size).map(|_| ())
    }

    fn finish(&self) -> Result<Layout> {
        let size = offset(self.size.next_multiple_of(u64::from(self.align)))?;
        Ok(Layout { size, align: self.align })
    }
}

fn offset(bytes: u64) -> Result<u32> {
    u32::try_from(bytes).map_err(|_| {
        Error::new(Code::UnsupportedDeclaration, "the record is larger than the address space")
    })
}

fn check_align(align: u32) -> Result<u32> {
    if align.is_power_of_two() && align <= 1 << 28 {
        return Ok(align);
    }
    Err(Error::new(
        Code::UnsupportedDeclaration,
        format!("an alignment is a power of two up to 2^28, not {align}"),
    ))
}
