//! Vectors between C and host functions. C passes them in several slots, or in slots of 16 bytes,
//! which no host has: a host function gets the address of a copy instead, as it does for any other
//! object by value, and writes a result of that kind to memory.

use super::lowering::unsupported;
use super::{Access, Number};
use crate::{Interface, Layout, Passing, Result, Signature, SignatureId, TypeId, abi, layout};

/// How the WebAssembly parameters of a function type become the slots of its
/// [`CallbackPlan`](super::CallbackPlan).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gathering {
    /// In order; together they are all parameters.
    pub pieces: Vec<Piece>,
    /// The result, when it is a vector: an address goes before the other slots for it.
    pub result: Option<Vector>,
}

/// A run of WebAssembly parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// That many slots stay as they are.
    Same(u32),
    /// They are a vector, of which one slot gets the address.
    Vector(Vector),
}

/// A vector, or a record that is one: each slot has the next `width` bytes of its image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vector {
    /// How many WebAssembly values.
    pub slots: u32,
    /// Bytes of the image in each: a lane, or 16.
    pub width: u32,
    /// Size and alignment of the image.
    pub layout: Layout,
}

/// How C's arguments are given to a host function of that type; `None` when all stay as they are.
///
/// # Errors
/// [`Code::UnsupportedType`](crate::Code::UnsupportedType) for vectors of what is no number.
pub fn gathering(interface: &Interface, signature: SignatureId) -> Result<Option<Gathering>> {
    let Signature { result, params, .. } = interface.signature(signature);
    let in_area = matches!(abi::lower_result(interface, *result), abi::LoweredResult::Area(_));
    let mut pieces = vec![Piece::Same(u32::from(in_area))];
    for &param in params {
        pieces.push(match (vector(interface, param)?, abi::lower_param(interface, param)) {
            (Some(vector), _) => Piece::Vector(vector),
            (None, abi::Lowered::Ignored) => Piece::Same(0),
            (None, abi::Lowered::Pair) => Piece::Same(2),
            (None, _) => Piece::Same(1),
        });
    }
    let result = if in_area { None } else { vector(interface, *result)? };
    let is_needed = result.is_some() || pieces.iter().any(|one| matches!(one, Piece::Vector(_)));
    Ok(is_needed.then_some(Gathering { pieces, result }))
}

/// How a value of type `ty` lies in slots when it is a vector, or a record that is one.
pub(super) fn vector(interface: &Interface, ty: TypeId) -> Result<Option<Vector>> {
    let (slots, is_whole) = match abi::lower_param(interface, ty) {
        abi::Lowered::Scalar(abi::ValType::V128) => (1, true),
        abi::Lowered::Lanes { lane: abi::ValType::V128, lanes } => (lanes, true),
        abi::Lowered::Lanes { lanes, .. } => (lanes, false),
        _ => return Ok(None),
    };
    let number = lane(interface, &Access::of(interface, ty));
    let (Some(number), Some(layout)) = (number, layout::of(interface, ty)) else {
        return Err(unsupported(interface, ty));
    };
    let width = if is_whole { 16 } else { number.size() };
    Ok(Some(Vector { slots, width, layout }))
}

/// The form of a vector's lanes, also of one that makes up a record.
pub(super) fn lane(interface: &Interface, value: &Access) -> Option<Number> {
    match *value {
        Access::Vector { number, .. } => Some(number),
        Access::Record { record } => match interface.record(record).passing {
            Passing::Single(vector) => match Access::of(interface, vector) {
                Access::Vector { number, .. } => Some(number),
                _ => None,
            },
            Passing::Empty | Passing::Memory => None,
        },
        _ => None,
    }
}
