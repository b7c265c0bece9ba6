//! Pointers made from pointers: elements further on, members, elements of members.

use pyo3::ffi;
use sandbridge_interface::plan::Access;
use sandbridge_interface::{Code, Error, GuestAddr, Type, TypeId, layout, spell};

use crate::error::{Failure, Result, guard, type_error};
use crate::guest::Site;
use crate::number;
use crate::object::Owned;
use crate::pointer::{self, Pointer};
use crate::sequence;

/// Where a path has led: the place, the type of what lies there, and how many of them.
struct Here {
    site: Site,
    to: TypeId,
    count: Option<u32>,
    /// Whether it is the first of several elements that a step selects from.
    is_array: bool,
}

impl Pointer {
    /// The pointer `by` elements further on, or back. Where it is known how many elements lie
    /// there, the result stays among them or directly behind.
    pub(crate) fn offset(&self, by: i64) -> Result<Owned> {
        let count = match self.count {
            None => None,
            Some(count) => match i64::from(count).checked_sub(by) {
                Some(left @ 0..) if by >= 0 => Some(left as u32),
                _ => return Err(outside(by, count)),
            },
        };
        pointer::make(further(&self.site, self.to, by)?, self.to, count)
    }

    /// A pointer to what `path` leads to: to the first element of an array. Pointers on the way
    /// are followed, nothing else is read.
    pub(crate) fn at(&self, path: &Owned) -> Result<Owned> {
        let mut here =
            Here { site: self.site.clone(), to: self.to, count: self.count, is_array: true };
        for index in 0..sequence::len(path) {
            here = here.step(sequence::item(path, index))?;
        }
        pointer::make(here.site, here.to, here.count)
    }
}

impl Here {
    fn step(mut self, step: *mut ffi::PyObject) -> Result<Self> {
        let shared = self.site.shared.clone();
        let interface = shared.interface();
        if !self.is_array
            && let Type::Pointer { to, .. } = *interface.resolved(self.to)
        {
            let addr = {
                let entered = self.site.enter()?;
                let bytes = entered.read(GuestAddr(self.site.addr), 4)?.first_chunk().copied();
                bytes.map_or(0, u32::from_le_bytes)
            };
            if addr == 0 {
                let message = "the path leads through a null pointer";
                return Err(Error::new(Code::ArgumentType, message).into());
            }
            let site = Site { addr, owner: None, ..self.site };
            self = Self { site, to, count: None, is_array: true };
        }
        // SAFETY: the path keeps its items.
        if unsafe { ffi::PyUnicode_Check(step) } != 0 {
            let name = String::from_utf8_lossy(sequence::utf8(step)?);
            let Type::Record(id) = *interface.resolved(self.to) else {
                let message = format!("`{name}` was asked of something without members");
                return Err(Error::new(Code::UnknownMember, message).into());
            };
            let members = shared.members(id)?;
            let member = &members.shape.members[members.position(&name)?];
            if let Access::Bits { .. } = member.access {
                let message = format!("`{}` is a bit-field", member.declaration);
                return Err(Error::new(Code::ArgumentType, message)
                    .with_help("C has no pointers to bit-fields either")
                    .into());
            }
            return Ok(decayed(self.site.at(member.offset as usize), member.ty));
        }
        let by = integer(step)?;
        if let Some(count) = self.count
            && !(0..i64::from(count)).contains(&by)
        {
            return Err(outside(by, count));
        }
        Ok(decayed(further(&self.site, self.to, by)?, self.to))
    }
}

/// An array is reached by its first element; a flexible one has an unknown count.
fn decayed(site: Site, ty: TypeId) -> Here {
    let resolved = site.shared.interface().resolved(ty).clone();
    match resolved {
        Type::Array { of, count } => {
            Here { site, to: of, count: count.filter(|count| *count > 0), is_array: true }
        }
        _ => Here { site, to: ty, count: Some(1), is_array: false },
    }
}

fn further(site: &Site, to: TypeId, by: i64) -> Result<Site> {
    let interface = site.shared.interface();
    let size = layout::of(interface, to).map_or(0, |layout| layout.size);
    if size == 0 {
        let name = spell::declare(interface, to, "*");
        let message = format!("what a `{name}` points to has no size");
        return Err(Error::new(Code::ArgumentType, message)
            .with_help("cast it to the type of its elements")
            .into());
    }
    let addr = by.checked_mul(size.into()).and_then(|by| by.checked_add(site.addr.into()));
    match addr.map(u32::try_from) {
        Some(Ok(addr)) => Ok(Site { addr, ..site.clone() }),
        _ => {
            let message = "the element lies beyond the 4 GiB of guest memory";
            Err(Error::new(Code::IndexOutOfRange, message).into())
        }
    }
}

fn outside(by: i64, count: u32) -> Failure {
    let message = format!("element {by} lies outside an array of {count}");
    Error::new(Code::IndexOutOfRange, message).into()
}

fn integer(value: *mut ffi::PyObject) -> Result<i64> {
    number::to_bits(sandbridge_interface::plan::Number::I64, value).map(u64::cast_signed)
}

/// `p.at(path, ...)`; with one number it is C's `p + n`.
pub(crate) unsafe extern "C" fn at(
    me: *mut ffi::PyObject,
    path: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    guard(|| {
        let Some(it) = pointer::of(me) else { return Err(type_error("at() of no pointer")) };
        // SAFETY: the interpreter passes a tuple.
        let path = unsafe { Owned::of(path) }?;
        let first = (sequence::len(&path) == 1).then(|| sequence::item(&path, 0));
        match first {
            // SAFETY: the path keeps its items.
            Some(step) if unsafe { ffi::PyUnicode_Check(step) } == 0 => {
                it.offset(integer(step).map_err(|failure| failure.context("at"))?)
            }
            _ => it.at(&path),
        }
    })
}

/// `p + n`, also as `n + p`.
pub(crate) unsafe extern "C" fn add(
    one: *mut ffi::PyObject,
    two: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    guard(|| match (pointer::of(one), pointer::of(two)) {
        (Some(it), None) if is_integer(two) => it.offset(integer(two)?),
        (None, Some(it)) if is_integer(one) => it.offset(integer(one)?),
        _ => not_implemented(),
    })
}

/// `p - n`, and `p - q` in elements.
pub(crate) unsafe extern "C" fn subtract(
    one: *mut ffi::PyObject,
    two: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    guard(|| match (pointer::of(one), pointer::of(two)) {
        (Some(it), None) if is_integer(two) => it.offset(integer(two)?.saturating_neg()),
        (Some(it), Some(other)) => it.distance(other),
        _ => not_implemented(),
    })
}

impl Pointer {
    /// How many elements it lies behind the other.
    fn distance(&self, other: &Self) -> Result<Owned> {
        let interface = self.site.shared.interface();
        let is_here = self.site.shared.library.id() == other.site.shared.library.id()
            && self.site.generation == other.site.generation;
        if !is_here || interface.resolved(self.to) != interface.resolved(other.to) {
            let (one, two) = (self.type_name(), other.type_name());
            let message = format!("a `{one}` and a `{two}` do not point into one array");
            return Err(Error::new(Code::ArgumentType, message).into());
        }
        let size = self.stride().max(1) as i64;
        let elements = (i64::from(self.site.addr) - i64::from(other.site.addr)) / size;
        number::from_bits(sandbridge_interface::plan::Number::I64, elements.cast_unsigned())
    }
}

fn is_integer(value: *mut ffi::PyObject) -> bool {
    // SAFETY: the interpreter passes live objects.
    unsafe { ffi::PyIndex_Check(value) != 0 }
}

fn not_implemented() -> Result<Owned> {
    // SAFETY: the object is always alive.
    unsafe { Owned::of(ffi::Py_NotImplemented()) }
}
