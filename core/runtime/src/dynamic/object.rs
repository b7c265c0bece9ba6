//! One C object's bytes to and from a value, whatever its type: what arguments, members, elements
//! and results by memory share.

use sandbridge_interface::plan::{self, Access, Making, Number, Wide};
use sandbridge_interface::{
    Code, Error, GuestAddr, Interface, Layout, RecordId, Result, SignatureId, Type, TypeId, bits,
};

use super::number::{self, mismatch};
use super::pointer::{Pointer, address};
use super::{CFunction, Record, Value, function, text, wide};
use crate::{FunctionPointer, Library};

/// Where values belong: pointers and records are of one library and one life of its instance.
#[derive(Clone, Copy)]
pub(super) struct Home<'a> {
    pub(super) library: &'a Library,
    pub(super) generation: u32,
}

impl<'a> Home<'a> {
    pub(super) fn interface(self) -> &'a Interface {
        self.library.interface()
    }
}

/// How many bytes an object takes.
pub(super) fn size(interface: &Interface, access: &Access) -> usize {
    match access {
        Access::Number { number, .. } => number.size() as usize,
        Access::Bits { shift, width, .. } => {
            (usize::from(*shift) + usize::from(*width)).div_ceil(8)
        }
        Access::Wide { size, .. } => *size as usize,
        Access::Complex { part } => *part as usize * 2,
        Access::Vector { number, lanes } => number.size() as usize * *lanes as usize,
        Access::Pointer { .. } | Access::Callback { .. } => 4,
        Access::Record { record } => {
            interface.record(*record).layout.map_or(0, |layout| layout.size as usize)
        }
        Access::Array { count, stride, .. } => *count as usize * *stride as usize,
        Access::Opaque => 0,
    }
}

/// Writes `value` over the object in `out`.
pub(super) fn store(home: Home<'_>, access: &Access, value: &Value, out: &mut [u8]) -> Result<()> {
    match access {
        Access::Number { number, .. } => store_number(*number, value, out),
        Access::Bits { shift, width, signed, is_bool, .. } => {
            let given = match is_bool {
                true => number::to_bits(Number::Bool, value)?,
                false => number::check_width(*width, *signed, value)?,
            };
            bits::store(*shift, *width, given, out);
            Ok(())
        }
        Access::Wide { wide, .. } => wide::store(*wide, value, out),
        Access::Complex { part } => store_complex(*part, value, out),
        Access::Vector { number, lanes } => {
            let element = Access::Number { number: *number, enumeration: None };
            store_array(home, &element, *lanes as usize, number.size() as usize, value, out)
        }
        Access::Pointer { pointer } => {
            let addr = store_pointer(home, *pointer, value)?;
            out.copy_from_slice(&addr.0.to_le_bytes());
            Ok(())
        }
        Access::Callback { signature } => {
            out.copy_from_slice(&store_function(home, *signature, value)?.to_le_bytes());
            Ok(())
        }
        Access::Record { record } => store_record(home, *record, value, out),
        Access::Array { element, count, stride } => {
            store_array(home, element, *count as usize, *stride as usize, value, out)
        }
        Access::Opaque => Err(mismatch("something that has a size in C", value)),
    }
}

/// Reads the object in `bytes`.
pub(super) fn load(home: Home<'_>, access: &Access, bytes: &[u8]) -> Result<Value> {
    match access {
        Access::Number { number, .. } => Ok(number::load(*number, bytes)),
        Access::Bits { shift, width, signed, is_bool, .. } => {
            let value = bits::load(*shift, *width, *signed, bytes);
            Ok(if *is_bool { Value::Bool(value != 0) } else { Value::Int(value) })
        }
        Access::Wide { wide, .. } => wide::load(*wide, bytes),
        Access::Complex { part } => load_complex(*part, bytes),
        Access::Vector { number, lanes } => {
            let element = Access::Number { number: *number, enumeration: None };
            load_array(home, &element, *lanes as usize, number.size() as usize, bytes)
        }
        Access::Pointer { pointer } => Ok(load_pointer(home, *pointer, word(bytes))),
        Access::Callback { signature } => Ok(load_function(home, *signature, word(bytes))),
        Access::Record { record } => {
            Ok(Value::Record(Record::from_bytes(home, *record, bytes.to_vec())))
        }
        Access::Array { element, count, stride } => {
            load_array(home, element, *count as usize, *stride as usize, bytes)
        }
        Access::Opaque => Ok(Value::Null),
    }
}

/// The typed pointer to `addr`, or null.
pub(super) fn load_pointer(home: Home<'_>, pointer: TypeId, addr: u32) -> Value {
    match (addr, home.interface().resolved(pointer)) {
        (0, _) => Value::Null,
        (addr, Type::Pointer { to, .. }) => {
            Value::Pointer(Pointer::borrowed(home, GuestAddr(addr), *to))
        }
        (addr, _) => Value::Pointer(Pointer::borrowed(home, GuestAddr(addr), pointer)),
    }
}

/// The function at that table index, or null.
pub(super) fn load_function(home: Home<'_>, signature: SignatureId, index: u32) -> Value {
    match index {
        0 => Value::Null,
        index => Value::CFunction(CFunction::new(home, signature, FunctionPointer(index))),
    }
}

/// The table index of a function that C may keep.
pub(super) fn store_function(home: Home<'_>, wanted: SignatureId, value: &Value) -> Result<u32> {
    function::index(home, wanted, value).unwrap_or_else(|| {
        let error = mismatch("a callback, a C function or null", value);
        Err(match value {
            Value::Function(_) => error.with_help(
                "C may keep it: make it with `callback(type, function)` and release it later",
            ),
            _ => error,
        })
    })
}

/// The image of an object of that layout.
pub(super) fn image(
    home: Home<'_>,
    access: &Access,
    layout: Layout,
    value: &Value,
) -> Result<Vec<u8>> {
    let mut image = vec![0; layout.size as usize];
    let size = size(home.interface(), access);
    let place = image.get_mut(..size).ok_or_else(|| Error::bug("an image beyond its layout"))?;
    store(home, access, value, place)?;
    Ok(image)
}

pub(super) fn store_pointer(home: Home<'_>, pointer: TypeId, value: &Value) -> Result<GuestAddr> {
    match value {
        Value::Null => Ok(GuestAddr::NULL),
        Value::Pointer(given) => {
            address(home, given, plan::pointer_plan(home.interface(), pointer)?.to)
        }
        Value::Handle(given) => {
            let to = plan::pointer_plan(home.interface(), pointer)?.to;
            given.address(home.library, Some(to))
        }
        _ => Err(mismatch("a pointer or null", value).with_help(
            "allocate the memory with `new`, and keep it for as long as the library uses it",
        )),
    }
}

fn store_number(number: Number, value: &Value, out: &mut [u8]) -> Result<()> {
    let bits = number::to_bits(number, value)?;
    out.copy_from_slice(&bits.to_le_bytes()[..number.size() as usize]);
    Ok(())
}

fn store_complex(part: u32, value: &Value, out: &mut [u8]) -> Result<()> {
    let (re, im) = match *value {
        Value::Complex(re, im) => (re, im),
        Value::Float(_) | Value::Int(_) | Value::Uint(_) => (wide::float(value)?, 0.0),
        _ => return Err(mismatch("a complex number", value)),
    };
    let access = part_access(part)?;
    let (first, second) = out.split_at_mut(part as usize);
    store_part(&access, re, first)?;
    store_part(&access, im, second)
}

fn store_part(access: &Access, value: f64, out: &mut [u8]) -> Result<()> {
    match access {
        Access::Number { number, .. } => store_number(*number, &Value::Float(value), out),
        _ => wide::store(Wide::F128, &Value::Float(value), out),
    }
}

fn load_complex(part: u32, bytes: &[u8]) -> Result<Value> {
    let access = part_access(part)?;
    let (re, im) = bytes.split_at(part as usize);
    let load = |bytes: &[u8]| match &access {
        Access::Number { number, .. } => wide::float(&number::load(*number, bytes)),
        _ => wide::float(&wide::load(Wide::F128, bytes)?),
    };
    Ok(Value::Complex(load(re)?, load(im)?))
}

fn part_access(part: u32) -> Result<Access> {
    let number = |number| Access::Number { number, enumeration: None };
    match part {
        4 => Ok(number(Number::F32)),
        8 => Ok(number(Number::F64)),
        16 => Ok(Access::Wide { wide: Wide::F128, size: 16 }),
        _ => Err(Error::bug("a complex number with parts of another size")),
    }
}

/// Members by name or by position; those not given are zero.
fn store_record(home: Home<'_>, id: RecordId, value: &Value, out: &mut [u8]) -> Result<()> {
    let tag = plan::tag(home.interface(), id);
    let mut making = Making::new(tag.as_ref());
    store_whole(home, id, value, out, |member, value, out| {
        match tag.as_ref().filter(|tag| tag.union == Some(member.0)) {
            None => {
                store_member(home, member.1, value, out)?;
                making.wrote(member.0, out);
                Ok(())
            }
            Some(_) => store_union(home, member.1, value, out, &mut making),
        }
    })?;
    making.settle(home.interface(), (home.library.name(), id), out)
}

/// Writes a union with a tag in its record's image.
fn store_union(
    home: Home<'_>,
    member: &plan::Member,
    value: &Value,
    out: &mut [u8],
    making: &mut Making<'_>,
) -> Result<()> {
    let Access::Record { record: union } = member.access else {
        return Err(Error::bug("a union that is no record"));
    };
    let place = member_place(home, member, out)?;
    let stored = store_whole(home, union, value, place, |inner, value, out| {
        store_member(home, inner.1, value, out)?;
        making.gave(inner.0);
        Ok(())
    });
    if let Value::Record(given) = value {
        given.live().into_iter().for_each(|live| making.gave(live));
    }
    stored.map_err(|error| error.context(format_args!("member `{}`", member.declaration)))
}

/// Assigns a union with a tag: the member that was given becomes the live one. `out` is the image of
/// its record.
pub(super) fn assign_union(
    home: Home<'_>,
    (tag, record): (&plan::Tag, RecordId),
    value: &Value,
    out: &mut [u8],
) -> Result<()> {
    let members = plan::members(home.interface(), record);
    let member = tag.union.and_then(|at| members.get(at as usize));
    let member = member.ok_or_else(|| Error::bug("a tag without its union"))?;
    let mut making = Making::new(Some(tag));
    store_union(home, member, value, out, &mut making)?;
    making.settle(home.interface(), (home.library.name(), record), out)
}

/// Gives what a value says of a record's members to `store`, each with its position.
fn store_whole(
    home: Home<'_>,
    id: RecordId,
    value: &Value,
    out: &mut [u8],
    mut store: impl FnMut((u32, &plan::Member), &Value, &mut [u8]) -> Result<()>,
) -> Result<()> {
    let interface = home.interface();
    match value {
        Value::Record(record) => {
            out.copy_from_slice(record.image(home, id)?);
            Ok(())
        }
        Value::Members(given) => {
            out.fill(0);
            for (name, value) in given {
                let (position, member) = super::path::member(interface, id, name)?;
                store((position, &member), value, out)?;
            }
            Ok(())
        }
        Value::List(given) => {
            out.fill(0);
            let members = plan::members(interface, id);
            if given.len() > members.len() {
                let message = format!("it has {} members, got {}", members.len(), given.len());
                return Err(Error::new(Code::BufferLength, message));
            }
            let members = (0..).zip(&members).zip(given);
            members.into_iter().try_for_each(|(member, value)| store(member, value, out))
        }
        _ => Err(mismatch(
            &format!(
                "a `{}` or its members",
                sandbridge_interface::spell::record_name(interface, id)
            ),
            value,
        )),
    }
}

fn store_member(
    home: Home<'_>,
    member: &plan::Member,
    value: &Value,
    out: &mut [u8],
) -> Result<()> {
    store(home, &member.access, value, member_place(home, member, out)?)
        .map_err(|error| error.context(format_args!("member `{}`", member.declaration)))
}

fn member_place<'a>(
    home: Home<'_>,
    member: &plan::Member,
    out: &'a mut [u8],
) -> Result<&'a mut [u8]> {
    let start = member.offset as usize;
    let end = start + size(home.interface(), &member.access);
    out.get_mut(start..end).ok_or_else(|| Error::bug("a member beyond its record"))
}

fn store_array(
    home: Home<'_>,
    element: &Access,
    count: usize,
    stride: usize,
    value: &Value,
    out: &mut [u8],
) -> Result<()> {
    match (value, element) {
        (Value::List(items), _) => {
            check_length(items.len(), count)?;
            for (item, place) in items.iter().zip(out.chunks_exact_mut(stride.max(1))) {
                store(home, element, item, place)?;
            }
            return Ok(());
        }
        (Value::Array(array), Access::Number { number, .. }) if array.number() == *number => {
            check_length(array.len(), count)?;
            out.copy_from_slice(array.as_bytes());
            return Ok(());
        }
        (Value::Text(given), _) if let Some(unit) = text::unit(element) => {
            let given = text::encode(given, unit);
            if given.len() > out.len() {
                return Err(wrong_length(given.len() / unit, count));
            }
            // As C initialises a `char` array: the rest is zero, and a full one has no NUL.
            out.fill(0);
            out[..given.len()].copy_from_slice(&given);
            return Ok(());
        }
        (Value::Bytes(bytes) | Value::Buffer(bytes), _) if stride == 1 => {
            check_length(bytes.len(), count)?;
            out.copy_from_slice(bytes);
            return Ok(());
        }
        _ => {}
    }
    Err(mismatch(&format!("{count} elements"), value))
}

fn load_array(
    home: Home<'_>,
    element: &Access,
    count: usize,
    stride: usize,
    bytes: &[u8],
) -> Result<Value> {
    let chunks = bytes.chunks_exact(stride.max(1)).take(count);
    chunks.map(|bytes| load(home, element, bytes)).collect::<Result<_>>().map(Value::List)
}

fn check_length(came: usize, count: usize) -> Result<()> {
    if came == count { Ok(()) } else { Err(wrong_length(came, count)) }
}

fn wrong_length(came: usize, count: usize) -> Error {
    Error::new(Code::BufferLength, format!("it has {count} elements, got {came}"))
}

fn word(bytes: &[u8]) -> u32 {
    bytes.first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes))
}
