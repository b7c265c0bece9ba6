//! Typed pointers into the guest: of one library, of one life of its instance, of one type.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sandbridge_interface::plan::{self, Access};
use sandbridge_interface::{
    Code, Error, GuestAddr, Layout, RecordId, Result, TypeId, layout, spell,
};

use super::Value;
use super::object::{self, Home};
use super::path::{Guard, Step, check_index, far, locate};
use crate::{Entered, Library};

/// The address of an object in the guest, with its type. Clones are the same pointer.
#[derive(Clone)]
pub struct Pointer {
    pub(super) library: Library,
    pub(super) generation: u32,
    pub(super) addr: GuestAddr,
    pub(super) to: TypeId,
    /// How many elements lie there, when that is known.
    pub(super) count: Option<u32>,
    /// Memory that was allocated for it and is freed with its last owner.
    pub(super) owner: Option<Arc<Owner>>,
    /// What ends it, 0 for nothing.
    pub(super) lease: u64,
}

pub(super) struct Owner {
    library: Library,
    generation: u32,
    addr: GuestAddr,
    is_freed: AtomicBool,
}

impl Drop for Owner {
    fn drop(&mut self) {
        if !*self.is_freed.get_mut() {
            self.library.release_later(self.generation, self.addr);
        }
    }
}

impl fmt::Debug for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} at {:#x} of {}>", self.type_name(), self.addr.0, self.library.name())
    }
}

/// The same address in the same life of the same library, whatever the type.
impl PartialEq for Pointer {
    fn eq(&self, other: &Self) -> bool {
        (self.library.id(), self.generation, self.addr)
            == (other.library.id(), other.generation, other.addr)
    }
}

/// Zeroed guest memory for `count` objects (one when `None`) of the type called `name`, filled
/// with `init`: a value for one object, a sequence of `count` for several. It is freed with
/// [`Pointer::free`], or after the last clone of the pointer is dropped.
///
/// # Errors
/// [`Code::UnknownType`], [`Code::ArgumentType`] when the type has no size, what converting `init`
/// ends in, and [`Code::OutOfMemory`].
pub fn new(
    library: &Library,
    name: &str,
    init: Option<&Value>,
    count: Option<u32>,
) -> Result<Pointer> {
    let to = library.type_named(name)?;
    let interface = library.interface();
    let Some(Layout { size, align }) = layout::of(interface, to) else {
        let message = format!("{}: `{name}` has no size, nothing can be allocated", library.name());
        return Err(Error::new(Code::ArgumentType, message)
            .with_help("the library makes such objects itself and hands out pointers to them"));
    };
    let element = Access::of(interface, to);
    let access = match count {
        None => element,
        Some(count) => Access::Array { element: Box::new(element), count, stride: size },
    };
    let total = size.checked_mul(count.unwrap_or(1)).and_then(|total| total.checked_add(align));
    let Some(room) = total else {
        let message = format!("{}: so many `{name}` exceed 4 GiB", library.name());
        return Err(Error::new(Code::OutOfMemory, message));
    };
    let mut entered = library.enter()?;
    let generation = entered.generation();
    let base = entered.allocate(if align > 8 { room } else { room - align })?;
    let owner = Owner { library: library.clone(), generation, addr: base, is_freed: false.into() };
    let addr = GuestAddr(base.0.next_multiple_of(align.max(1)));
    entered.read_mut(addr, (room - align) as usize)?.fill(0);
    if let Some(init) = init {
        let mut bytes = vec![0; (room - align) as usize];
        let home = Home { library, generation };
        object::store(home, &access, init, &mut bytes).map_err(|error| error.context(name))?;
        entered.write(addr, &bytes)?;
    }
    let (count, owner) = (Some(count.unwrap_or(1)), Some(Arc::new(owner)));
    Ok(Pointer { library: library.clone(), generation, addr, to, count, owner, lease: 0 })
}

impl Pointer {
    /// The same pointer for as long as a lease holds.
    pub(super) fn with_lease(self, lease: u64) -> Self {
        Self { lease, ..self }
    }

    /// A pointer to memory that the guest owns.
    pub(super) fn borrowed(home: Home<'_>, addr: GuestAddr, to: TypeId) -> Self {
        let (library, generation) = (home.library.clone(), home.generation);
        Self { library, generation, addr, to, count: None, owner: None, lease: 0 }
    }

    pub(super) fn with_count(self, count: Option<u32>) -> Self {
        Self { count, ..self }
    }

    /// Its address.
    pub fn addr(&self) -> GuestAddr {
        self.addr
    }

    /// How C spells its type: `struct node *`.
    pub fn type_name(&self) -> String {
        spell::declare(self.library.interface(), self.to, "*")
    }

    /// Reads what `path` leads to: empty for the object itself, an index for an element, a member
    /// of the record that it points to; pointers on the way are followed.
    ///
    /// # Errors
    /// [`Code::Closed`] after close or free, [`Code::ForeignPointer`] after reset,
    /// [`Code::BadGuestPointer`] outside memory, [`Code::UnknownMember`],
    /// [`Code::IndexOutOfRange`].
    pub fn get(&self, path: &[Step<'_>]) -> Result<Value> {
        let entered = self.enter()?;
        let place = self.place(&entered, path)?;
        place.check(&entered)?;
        let bytes = entered.read(place.addr, place.size)?;
        let value = object::load(self.home(), &place.access, bytes)?;
        match (value, place.under) {
            (Value::Record(union), Some((record, start))) => {
                let size = object::size(self.library.interface(), &Access::Record { record });
                Ok(Value::Record(union.beside(entered.read(start, size)?, record, 0)))
            }
            (value, _) => Ok(value),
        }
    }

    /// Writes what `path` leads to.
    ///
    /// # Errors
    /// As for [`Pointer::get`], and what converting the value ends in.
    pub fn set(&self, path: &[Step<'_>], value: &Value) -> Result<()> {
        let mut entered = self.enter()?;
        let place = self.place(&entered, path)?;
        let interface = self.library.interface();
        let union = place.under.and_then(|(record, start)| {
            let size = object::size(interface, &Access::Record { record });
            Some((plan::tag(interface, record)?, record, start, size))
        });
        let (addr, size) = match union {
            Some((_, _, start, size)) => (start, size),
            None => (place.addr, place.size),
        };
        let mut bytes = entered.read(addr, size)?.to_vec();
        let stored = match &union {
            Some((tag, record, ..)) => {
                object::assign_union(self.home(), (tag, *record), value, &mut bytes)
            }
            None => object::store(self.home(), &place.access, value, &mut bytes),
        };
        stored.map_err(|error| {
            let member = place.declaration.map(|member| format!(": member `{member}`"));
            error.context(format_args!("{}{}", self.type_name(), member.unwrap_or_default()))
        })?;
        entered.write(addr, &bytes)?;
        let Some((guard, start)) = &place.guard else { return Ok(()) };
        let at = guard.at(*start).ok_or_else(far)?;
        let mut tag = entered.read(at, guard.tag.size())?.to_vec();
        guard.enliven(&mut tag);
        entered.write(at, &tag)
    }

    /// The `len` bytes that it points to.
    ///
    /// # Errors
    /// As for [`Pointer::get`].
    pub fn read(&self, len: usize) -> Result<Vec<u8>> {
        let entered = self.enter()?;
        self.check_extent(0, len)?;
        entered.read(self.addr, len).map(<[u8]>::to_vec)
    }

    /// Writes `bytes` at `offset` bytes behind its address.
    ///
    /// # Errors
    /// As for [`Pointer::get`]; [`Code::BufferLength`] beyond memory of known size.
    pub fn write(&self, bytes: &[u8], offset: u32) -> Result<()> {
        let mut entered = self.enter()?;
        self.check_extent(offset as usize, bytes.len())?;
        let addr = self.addr.checked_add(offset).unwrap_or(GuestAddr(u32::MAX));
        entered.write(addr, bytes)
    }

    /// The same address as a pointer to the type called `name`.
    ///
    /// # Errors
    /// [`Code::UnknownType`].
    pub fn cast(&self, name: &str) -> Result<Self> {
        let to = self.library.type_named(name)?;
        Ok(Self { to, count: None, ..self.clone() })
    }

    /// Gives memory from [`new`] back; twice is fine, and so is after reset or close.
    ///
    /// # Errors
    /// [`Code::ArgumentType`] for memory of the guest's own.
    pub fn free(&self) -> Result<()> {
        let Some(owner) = &self.owner else {
            let message =
                format!("the memory behind a `{}` belongs to the library", self.type_name());
            return Err(Error::new(Code::ArgumentType, message)
                .with_help("give it to the function of the library that frees it"));
        };
        if self.library.is_closed() || owner.is_freed.swap(true, Ordering::Relaxed) {
            return Ok(());
        }
        let mut entered = self.library.enter()?;
        if entered.generation() == owner.generation { entered.free(owner.addr) } else { Ok(()) }
    }

    fn home(&self) -> Home<'_> {
        Home { library: &self.library, generation: self.generation }
    }

    fn element_size(&self) -> u32 {
        layout::of(self.library.interface(), self.to).map_or(0, |layout| layout.size)
    }

    /// Takes the library, when the pointer is still good.
    pub(super) fn enter(&self) -> Result<Entered<'_>> {
        let entered = self.library.enter()?;
        self.check_alive(entered.generation())?;
        Ok(entered)
    }

    fn check_alive(&self, generation: u32) -> Result<()> {
        if self.generation != generation {
            let message = format!("a `{}` from before the reset", self.type_name());
            return Err(Error::new(Code::ForeignPointer, message)
                .with_help("reset() starts with fresh memory: get or make the pointer anew"));
        }
        if self.owner.as_ref().is_some_and(|owner| owner.is_freed.load(Ordering::Relaxed)) {
            let message = format!("the memory of this `{}` was freed", self.type_name());
            return Err(
                Error::new(Code::Closed, message).with_help("free it once it is no longer used")
            );
        }
        if self.lease != 0 {
            self.library.enter()?.check_lease(self.lease)?;
        }
        Ok(())
    }

    fn check_extent(&self, offset: usize, len: usize) -> Result<()> {
        let Some(count) = self.count else { return Ok(()) };
        let size = count as usize * self.element_size() as usize;
        if offset.checked_add(len).is_some_and(|end| end <= size) {
            return Ok(());
        }
        let message =
            format!("{len} bytes at {offset} exceed the {size} bytes that were allocated");
        Err(Error::new(Code::BufferLength, message))
    }

    pub(super) fn place(&self, entered: &Entered<'_>, path: &[Step<'_>]) -> Result<GuestPlace> {
        let interface = self.library.interface();
        let (mut addr, mut to, mut count, mut rest) = (self.addr, self.to, self.count, path);
        loop {
            if let Some((Step::Index(index), after)) = rest.split_first() {
                let size = layout::of(interface, to).map_or(0, |layout| layout.size as usize);
                check_index(*index, count.map_or(usize::MAX, |count| count as usize))?;
                addr = index.checked_mul(size).and_then(|by| advance(addr, by)).ok_or_else(far)?;
                rest = after;
            }
            let mut place = locate(interface, Access::of(interface, to), rest, true, None)?;
            let start = addr;
            addr = advance(addr, place.offset).ok_or_else(far)?;
            let last = place.guards.pop_if(|guard| guard.is_last && place.rest.is_empty());
            for guard in &place.guards {
                guard.check_value(&self.library, guard.read(entered, start)?)?;
            }
            let size = object::size(interface, &place.access);
            if place.rest.is_empty() {
                if place.access == Access::Opaque {
                    let message = format!("a `{}` points to nothing readable", self.type_name());
                    return Err(Error::new(Code::ArgumentType, message)
                        .with_help("cast it to the type of what lies there"));
                }
                let (access, declaration) = (place.access, place.declaration);
                let under = place.under.map(|(record, base)| {
                    advance(start, base).map(|start| (record, start)).ok_or_else(far)
                });
                let (guard, under) = (last.map(|guard| (guard, start)), under.transpose()?);
                return Ok(GuestPlace { addr, access, size, declaration, guard, under });
            }
            let bytes = entered.read(addr, size)?;
            let Value::Pointer(next) = object::load(self.home(), &place.access, bytes)? else {
                return Err(null_followed(path));
            };
            (addr, to, count, rest) = (next.addr, next.to, None, place.rest);
        }
    }
}

/// Where a path ended in guest memory.
pub(super) struct GuestPlace {
    pub(super) addr: GuestAddr,
    pub(super) access: Access,
    pub(super) size: usize,
    declaration: Option<String>,
    /// Its tag, and where the object starts that the path's last part is in.
    guard: Option<(Guard, GuestAddr)>,
    /// The record whose tagged union it is, and where that is.
    under: Option<(RecordId, GuestAddr)>,
}

impl GuestPlace {
    /// Refuses a member that is not live.
    pub(super) fn check(&self, entered: &Entered<'_>) -> Result<()> {
        let Some((guard, start)) = &self.guard else { return Ok(()) };
        guard.check_value(entered.library(), guard.read(entered, *start)?)
    }
}

impl Guard {
    /// Where the tag is, in an object at `start`.
    fn at(&self, start: GuestAddr) -> Option<GuestAddr> {
        advance(start, self.offset())
    }

    fn read(&self, entered: &Entered<'_>, start: GuestAddr) -> Result<i128> {
        let at = self.at(start).ok_or_else(far)?;
        Ok(self.tag.value(entered.read(at, self.tag.size())?))
    }
}

fn advance(addr: GuestAddr, by: usize) -> Option<GuestAddr> {
    addr.checked_add(u32::try_from(by).ok()?)
}

pub(super) fn null_followed(path: &[Step<'_>]) -> Error {
    let path: String = path
        .iter()
        .map(|step| match step {
            Step::Member(name) => format!(".{name}"),
            Step::Index(index) => format!("[{index}]"),
        })
        .collect();
    Error::new(Code::ArgumentType, format!("`{path}` leads through a null pointer"))
}

/// The address to pass where a pointer to `wanted` belongs.
pub(super) fn address(home: Home<'_>, given: &Pointer, wanted: TypeId) -> Result<GuestAddr> {
    let addr = own_address(home, given)?;
    if !plan::may_point(home.interface(), wanted, given.to) {
        let wanted = spell::declare(home.interface(), wanted, "*");
        let message = format!("expected a `{wanted}`, got a `{}`", given.type_name());
        return Err(Error::new(Code::ArgumentType, message)
            .with_help("cast it if the memory really holds that"));
    }
    Ok(addr)
}

/// Its address, whatever it points to, when it is one of this library.
pub(super) fn own_address(home: Home<'_>, given: &Pointer) -> Result<GuestAddr> {
    if given.library.id() != home.library.id() {
        let (own, other) = (given.library.name(), home.library.name());
        let message =
            format!("the `{}` belongs to {own}, not to this load of {other}", given.type_name());
        return Err(Error::new(Code::ForeignPointer, message)
            .with_help("each library has memory of its own: copy the data across"));
    }
    given.check_alive(home.generation)?;
    Ok(given.addr)
}

pub(super) fn decode(bytes: &[u8]) -> Result<String> {
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|error| {
        let at = error.valid_up_to();
        Error::new(Code::TextEncoding, format!("the text is not UTF-8 from byte {at} on"))
            .with_help("read it as bytes through a pointer")
    })
}
