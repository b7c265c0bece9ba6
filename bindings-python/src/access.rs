//! Members and elements: one C object at a place, read as a Python value or written from one.

use std::sync::Arc;

use pyo3::ffi;
use sandbridge_interface::plan::{self, Access, Number};
use sandbridge_interface::{Code, Error, Interface, TypeId, bits};

use crate::error::{Failure, Result, mismatch};
use crate::library::Shared;
use crate::object::Owned;
use crate::place::Place;
use crate::{array, function, handle_object, number, pointer, record, sequence, wide};

/// How many bytes an object takes.
pub(crate) fn size(interface: &Interface, access: &Access) -> usize {
    match access {
        Access::Number { number, .. } => number.size() as usize,
        Access::Bits { shift, width, .. } => {
            (usize::from(*shift) + usize::from(*width)).div_ceil(8)
        }
        Access::Wide { size, .. } => *size as usize,
        Access::Complex { part } => *part as usize * 2,
        Access::Vector { number, lanes } => {
            (number.size() as usize * *lanes as usize).next_power_of_two()
        }
        Access::Pointer { .. } | Access::Callback { .. } => 4,
        Access::Record { record } => {
            interface.record(*record).layout.map_or(0, |layout| layout.size as usize)
        }
        Access::Array { count, stride, .. } => *count as usize * *stride as usize,
        Access::Opaque => 0,
    }
}

/// Images up to this size are made on the stack.
const SMALL: usize = 128;

/// Runs `make` with so many zeros, to be made an image.
#[inline(always)]
pub(crate) fn with_image<T>(size: usize, make: impl FnOnce(&mut [u8]) -> Result<T>) -> Result<T> {
    match [0; SMALL].get_mut(..size) {
        Some(image) => make(image),
        None => make(&mut vec![0; size]),
    }
}

/// The object at `offset` of a place; `me` is the Python object that the place belongs to.
/// Records and arrays are views, everything else is a copy.
pub(crate) fn load(
    shared: &Arc<Shared>,
    access: &Access,
    place: &Place,
    offset: usize,
    me: *mut ffi::PyObject,
) -> Result<Owned> {
    match access {
        Access::Number { number, enumeration } => {
            let mut bytes = [0; 8];
            place.read(offset, &mut bytes[..number.size() as usize])?;
            let bits = u64::from_le_bytes(bytes);
            match enumeration {
                None => number::from_bits(*number, bits),
                Some(id) => shared.member(*id, number::from_bits(*number, bits)?),
            }
        }
        Access::Bits { shift, width, signed, is_bool, enumeration } => {
            let mut bytes = [0; 16];
            place.read(offset, &mut bytes[..size(shared.interface(), access)])?;
            let bits = (u128::from_le_bytes(bytes) >> shift) as u64;
            if *is_bool {
                return number::from_bits(Number::Bool, bits & 1);
            }
            let value = number::from_width(*width, *signed, bits)?;
            match enumeration {
                None => Ok(value),
                Some(id) => shared.member(*id, value),
            }
        }
        Access::Pointer { pointer } => {
            let mut bytes = [0; 4];
            place.read(offset, &mut bytes)?;
            pointer::lift(shared, *pointer, u32::from_le_bytes(bytes), place.generation())
        }
        Access::Record { record } => {
            let size = size(shared.interface(), access);
            record::view(shared, *record, place.part(me, offset, size)?)
        }
        Access::Array { element, count, stride } => {
            let place = place.part(me, offset, size(shared.interface(), access))?;
            array::view(shared, element, *count as usize, *stride as usize, place)
        }
        Access::Callback { signature } => {
            let mut bytes = [0; 4];
            place.read(offset, &mut bytes)?;
            function::lift(shared, *signature, u32::from_le_bytes(bytes), place.generation())
        }
        Access::Wide { wide, size } => {
            let mut bytes = [0; 16];
            let bytes = &mut bytes[..(*size as usize).min(16)];
            place.read(offset, bytes)?;
            wide::load(*wide, bytes)
        }
        Access::Complex { .. } | Access::Vector { .. } => {
            let mut bytes = vec![0; size(shared.interface(), access)];
            place.read(offset, &mut bytes)?;
            match access {
                Access::Vector { number, lanes } => wide::load_lanes(*number, *lanes, &bytes),
                _ => wide::load_complex(&bytes),
            }
        }
        Access::Opaque => Err(unsupported("an object of this type cannot be read")),
    }
}

/// Assigns the object at `offset` of a place.
pub(crate) fn assign(
    shared: &Arc<Shared>,
    access: &Access,
    place: &Place,
    offset: usize,
    value: *mut ffi::PyObject,
) -> Result<()> {
    match access {
        Access::Number { number, .. } => {
            let bits = number::to_bits(*number, value)?;
            place.write(offset, &bits.to_le_bytes()[..number.size() as usize])
        }
        Access::Bits { .. } => {
            let mut bytes = [0; 16];
            let bytes = &mut bytes[..size(shared.interface(), access)];
            place.read(offset, bytes)?;
            store(shared, access, value, bytes)?;
            place.write(offset, bytes)
        }
        _ => {
            let mut bytes = vec![0; size(shared.interface(), access)];
            store(shared, access, value, &mut bytes)?;
            place.write(offset, &bytes)?;
            // Pointers that were given are of the present life; `store` saw to that.
            place.renew(shared.generation());
            Ok(())
        }
    }
}

/// Writes a value's image, for which `out` has the right size.
pub(crate) fn store(
    shared: &Arc<Shared>,
    access: &Access,
    value: *mut ffi::PyObject,
    out: &mut [u8],
) -> Result<()> {
    match access {
        Access::Number { number, .. } => {
            let bits = number::to_bits(*number, value)?;
            out.copy_from_slice(&bits.to_le_bytes()[..number.size() as usize]);
            Ok(())
        }
        Access::Bits { shift, width, signed, is_bool, .. } => {
            let given = match is_bool {
                true => number::to_bits(Number::Bool, value)?,
                false => number::to_width(*width, *signed, value)?,
            };
            bits::store(*shift, *width, given, out);
            Ok(())
        }
        Access::Pointer { pointer } => {
            out.copy_from_slice(&store_pointer(shared, *pointer, value)?.to_le_bytes());
            Ok(())
        }
        Access::Record { record } => record::store(shared, *record, value, out),
        Access::Array { element, count, stride } => {
            sequence::store(shared, element, *count as usize, *stride as usize, value, out)
        }
        Access::Callback { signature } => {
            out.copy_from_slice(&function::store(shared, *signature, value)?.to_le_bytes());
            Ok(())
        }
        Access::Wide { wide, .. } => wide::store(*wide, value, out),
        Access::Complex { .. } => wide::store_complex(value, out),
        Access::Vector { number, lanes } => wide::store_lanes(*number, *lanes, value, out),
        Access::Opaque => Err(unsupported("an object of this type cannot be written")),
    }
}

/// Assigning to a pointer member never copies: nobody could say for how long the copy must live.
pub(crate) fn store_pointer(
    shared: &Shared,
    pointer: TypeId,
    value: *mut ffi::PyObject,
) -> Result<u32> {
    // SAFETY: `None` is always alive.
    if value == unsafe { ffi::Py_None() } {
        return Ok(0);
    }
    let wanted = || plan::pointer_plan(shared.interface(), pointer).map(|plan| plan.to);
    if let Some(given) = pointer::of(value) {
        return pointer::address(shared, given, wanted()?, shared.generation());
    }
    match handle_object::of(value) {
        Some(given) => given.address_in(shared, Some(wanted()?)),
        None => Err(mismatch("a pointer or None", value)
            .with_help("allocate the memory with `lib.new` and keep it while the library uses it")
            .into()),
    }
}

/// For C types that have no values.
#[cold]
pub(crate) fn unsupported(message: &str) -> Failure {
    Error::new(Code::UnsupportedType, message).into()
}
