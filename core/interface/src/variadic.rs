//! The buffer that variable arguments travel in: promoted, aligned, one after the other.
//!
//! The caller lays them out as the callee's `va_arg` walks: every argument at its own alignment, at
//! least 4; aggregates of more than one scalar by the address of a copy, empty ones not at all.

use crate::plan::Number;
use crate::{
    Code, Error, Interface, Layout, Passing, Result, Scalar, Type, TypeId, abi, layout, spell,
};

/// Alignment that the buffer must have.
pub const ALIGN: u32 = 16;

/// What an argument has become when it travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Promoted {
    /// Nothing: an empty record.
    Nothing,
    /// `int`, `unsigned`, `long` and everything narrower, extended.
    I32,
    /// `long long`.
    I64,
    /// `double`, and `float` and half floats widened.
    F64,
    /// The image as it is: `long double`, `__int128`, a vector, a record that is one scalar.
    Image(Layout),
    /// A pointer; also that of a copy of a complex number or of another record.
    Address,
}

impl Promoted {
    /// What an argument of type `ty` becomes.
    ///
    /// # Errors
    /// [`Code::UnsupportedType`] for vectors of more than 16 bytes or of what is no number, and for
    /// what is no object.
    pub fn of(interface: &Interface, ty: TypeId) -> Result<Self> {
        let unsupported = || {
            let name = spell::type_name(interface, ty);
            Error::new(Code::UnsupportedType, format!("`{name}` cannot be a variable argument"))
        };
        // Vectors of more than 16 bytes are aligned to more than the buffer is.
        let fits = |layout: &Layout| layout.align <= ALIGN;
        let image =
            || layout::of(interface, ty).filter(fits).map(Self::Image).ok_or_else(unsupported);
        match *interface.resolved(ty) {
            Type::Scalar(Scalar::Half | Scalar::Float) => Ok(Self::F64),
            // Where lanes are narrow or SIMD is on, clang's callers lay vectors out otherwise than
            // its callees read them: here it is the callee who counts.
            Type::Vector { lane, .. } if Number::of(lane).is_some() => image(),
            Type::Vector { .. } => Err(unsupported()),
            Type::Record(id) => match interface.record(id).passing {
                Passing::Empty => Ok(Self::Nothing),
                Passing::Single(_) => image(),
                Passing::Memory if interface.record(id).layout.is_some() => Ok(Self::Address),
                Passing::Memory => Err(unsupported()),
            },
            Type::Pointer { .. } | Type::Complex(_) => Ok(Self::Address),
            Type::Void | Type::Function(_) | Type::Array { .. } | Type::Named { .. } => {
                Err(unsupported())
            }
            Type::Scalar(_) | Type::Enum(_) | Type::BitInt { .. } => {
                match abi::lower_param(interface, ty) {
                    abi::Lowered::Scalar(abi::ValType::I32) => Ok(Self::I32),
                    abi::Lowered::Scalar(abi::ValType::I64) => Ok(Self::I64),
                    abi::Lowered::Scalar(abi::ValType::F64) => Ok(Self::F64),
                    abi::Lowered::Pair => image(),
                    abi::Lowered::Address => Ok(Self::Address),
                    _ => Err(unsupported()),
                }
            }
        }
    }

    /// What it takes in the buffer.
    pub fn layout(self) -> Layout {
        match self {
            Self::Nothing => Layout { size: 0, align: 1 },
            Self::I32 | Self::Address => Layout { size: 4, align: 4 },
            Self::I64 | Self::F64 => Layout { size: 8, align: 8 },
            Self::Image(Layout { size, align }) => {
                Layout { size: size.next_multiple_of(4), align: align.max(4) }
            }
        }
    }
}

/// Where each argument goes, and the size of the whole. Without any the buffer's address is 0.
///
/// ```
/// use sandbridge_interface::variadic::{Promoted::*, lay_out};
///
/// assert_eq!(lay_out(&[I32, F64, Address, I64]), (vec![0, 8, 16, 24], 32));
/// ```
pub fn lay_out(arguments: &[Promoted]) -> (Vec<u32>, u32) {
    let mut end = 0u32;
    let offsets = arguments
        .iter()
        .map(|argument| {
            let Layout { size, align } = argument.layout();
            let offset = end.next_multiple_of(align);
            end = offset.saturating_add(size);
            offset
        })
        .collect();
    (offsets, end)
}

#[cfg(test)]
mod tests {
    use super::Promoted::*;
    use super::*;

    #[test]
    fn arguments_lie_where_the_callee_looks() {
        let pair = Image(Layout { size: 16, align: 16 });
        let narrow = Image(Layout { size: 1, align: 1 });
        let double = Image(Layout { size: 8, align: 8 });
        // What clang makes of the calls of varargs_cases.c.
        let cases: [(&[Promoted], &[u32], u32); 4] = [
            (&[I32, F64, I32, F64, I64, Address, pair, I32], &[0, 8, 16, 24, 32, 40, 48, 64], 68),
            (
                &[Image(Layout { size: 4, align: 4 }), Address, Nothing, double, Address, I32],
                &[0, 4, 8, 8, 16, 20],
                24,
            ),
            (&[I32, pair, I32, Address, I32], &[0, 16, 32, 36, 40], 44),
            (&[narrow, narrow], &[0, 4], 8),
        ];
        for (arguments, offsets, size) in cases {
            assert_eq!(lay_out(arguments), (offsets.to_vec(), size), "{arguments:?}");
        }
        assert_eq!(lay_out(&[]), (vec![], 0));
    }
}
