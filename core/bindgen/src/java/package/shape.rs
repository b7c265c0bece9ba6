//! The shapes that a function has: C's pointers take more than one type of Java's.

use super::super::code::Ty;
use super::name::Names;
use crate::value::{self, Memory, Taken};

/// How arguments are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Arrays for memory, classes of structs for pointers to them.
    Plain,
    /// A `ByteBuffer` for each array of bytes.
    Buffers,
    /// A record for each struct of numbers that C only reads.
    Records,
}

impl Shape {
    /// What distinguishes it from the plain one.
    pub(super) fn text(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Buffers => Some(
                "with buffers from their position to their limit, neither of which moves. What a \
                 direct one has is copied to the library and nowhere else.",
            ),
            Self::Records => Some("with records for what the library only reads."),
        }
    }

    /// The type of a parameter whose plain type is `ty`, where that differs in this shape.
    pub(super) fn of(self, names: &Names<'_, '_>, taken: &Taken<'_>, ty: &Ty) -> Option<Ty> {
        let is_memory = matches!(taken, Taken::Pointer(_) | Taken::Data { .. });
        match self {
            Self::Plain => None,
            Self::Buffers => {
                let is_bytes = is_memory && *ty == Ty::Array(Box::new(Ty::Byte));
                is_bytes.then(|| Ty::class("java/nio/ByteBuffer"))
            }
            Self::Records => match taken {
                Taken::Pointer(pointer) if pointer.is_const => {
                    match value::memory(names.model.interface, pointer) {
                        Memory::Record(id) => names.record(id),
                        _ => None,
                    }
                }
                _ => None,
            },
        }
    }
}
