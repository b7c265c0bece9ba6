//! Where bit-fields go: straddling, zero width, unnamed, packed and `#pragma pack`.

use super::{BitField, Code, Cursor, Error, Field, Layout, MemberSpec, RecordKind, Result, offset};
use crate::{Interface, Type, TypeId};

impl Cursor<'_> {
    /// Places a bit-field; unnamed ones take room and give no [`Field`].
    pub(super) fn place_bits(
        &mut self,
        member: &MemberSpec,
        storage: Layout,
        width: u32,
    ) -> Result<Option<Field>> {
        let value = bit_type(self.interface, member.ty)?;
        if width > value.bits {
            return Err(unsupported(format!(
                "the bit-field is {width} bits wide and its type only {}",
                value.bits
            )));
        }
        let unit = u64::from(storage.size) * 8;
        let is_packed = self.spec.packed || member.packed;
        let explicit = member.align;

        // Alignments here are in bits, as bit-fields may start anywhere.
        let natural = u64::from(storage.align) * 8;
        let own = explicit.map_or(1, |bytes| u64::from(bytes) * 8);
        let align = match self.spec.pack {
            // `#pragma pack` undoes `packed` for bit-fields, as it does in clang.
            Some(pack) if width != 0 => natural.max(own).min(u64::from(pack) * 8),
            _ if is_packed && width != 0 => own,
            _ => natural.max(own),
        };

        let next = match self.spec.kind {
            RecordKind::Struct => self.data_bits,
            RecordKind::Union => 0,
        };
        // `#pragma pack` of any value lets a bit-field straddle its storage unit.
        let straddles = next % align + u64::from(width) > unit;
        let start = if width == 0 || (straddles && self.spec.pack.is_none()) {
            next.next_multiple_of(align)
        } else {
            match explicit {
                Some(bytes) if self.spec.pack.is_none_or(|pack| bytes <= pack) => {
                    next.next_multiple_of(u64::from(bytes) * 8)
                }
                _ => next,
            }
        };

        // Padding does not make the record more aligned.
        let record_align = if member.name.is_some() { (align / 8).max(1) } else { 1 };
        self.grow(start + u64::from(width), u32::try_from(record_align).unwrap_or(u32::MAX))?;
        let Some(name) = &member.name else { return Ok(None) };
        if width == 0 {
            return Err(unsupported("a bit-field of width 0 has no name"));
        }
        let narrow = |number: u64| u8::try_from(number).map_err(|_| too_wide(width));
        Ok(Some(Field {
            name: Some(name.clone()),
            ty: member.ty,
            offset: offset(start / 8)?,
            bits: Some(BitField {
                shift: narrow(start % 8)?,
                width: narrow(u64::from(width))?,
                signed: value.signed,
            }),
        }))
    }
}

/// The values that a bit-field's type holds.
struct BitType {
    bits: u32,
    signed: bool,
}

fn bit_type(interface: &Interface, id: TypeId) -> Result<BitType> {
    let scalar = match interface.resolved(id) {
        Type::BitInt { bits, signed } => return Ok(BitType { bits: *bits, signed: *signed }),
        Type::Enum(enumeration) => interface.enumeration(*enumeration).repr,
        Type::Scalar(scalar) if !scalar.is_float() => *scalar,
        _ => return Err(unsupported("a bit-field has an integer type")),
    };
    let bits = if scalar == crate::Scalar::Bool { 1 } else { scalar.size() * 8 };
    Ok(BitType { bits, signed: scalar.is_signed() })
}

fn too_wide(width: u32) -> Error {
    unsupported(format!("a bit-field of {width} bits is wider than any that is supported"))
}

fn unsupported(message: impl Into<String>) -> Error {
    Error::new(Code::UnsupportedDeclaration, message)
}
