//! Typed pointers into the guest: of one library, one life of its instance, one type.

use std::ffi::{CStr, c_void};
use std::ptr;
use std::sync::Arc;

use pyo3::ffi;
use sandbridge_interface::plan::{self, Access};
use sandbridge_interface::{Code, Error, GuestAddr, Layout, RecordId, Type, TypeId, layout, spell};

use crate::class::{self, Accessors};
use crate::error::{Failure, Result, mismatch};
use crate::guest::{Owner, Site};
use crate::library::Shared;
use crate::object::{self, Class, Owned, body, deallocate, make_class, slot};
use crate::place::Place;
use crate::{
    access, arithmetic, array, pointer_method, pointer_protocol, record_protocol, sequence, text,
};

/// The class that the pointer classes of records derive from, and that of all other pointers.
pub(crate) static BASE: Class = Class::new();

/// The body of a pointer object.
pub(crate) struct Pointer {
    pub(crate) site: Site,
    /// What it points to, as declared.
    pub(crate) to: TypeId,
    /// How many elements lie there, when that is known.
    pub(crate) count: Option<u32>,
}

const DOC: &CStr = c"A typed pointer into a library's memory.

`p.value` and `p[i]` are the objects there; a pointer to a struct shows its members itself. Members
come first: where a struct has a member `value` or `free`, the object is `p[0]`, and
`sandbridge.Pointer.free(p)` frees it.
Memory from `lib.new` is freed by `p.free()`, at the end of a `with`, or once nothing refers to it.";

/// Makes the base class.
pub(crate) fn register() -> Result<Owned> {
    let slots = vec![
        slot(ffi::Py_tp_dealloc, deallocate::<Pointer> as *const c_void),
        slot(ffi::Py_tp_doc, DOC.as_ptr().cast()),
        slot(ffi::Py_tp_new, record_protocol::refuse_new as *const c_void),
        slot(ffi::Py_tp_repr, pointer_protocol::repr as *const c_void),
        slot(ffi::Py_tp_richcompare, pointer_protocol::compare as *const c_void),
        slot(ffi::Py_tp_hash, pointer_protocol::hash as *const c_void),
        slot(ffi::Py_tp_getattro, pointer_protocol::get_attribute as *const c_void),
        slot(ffi::Py_tp_setattro, pointer_protocol::set_attribute as *const c_void),
        slot(ffi::Py_tp_methods, pointer_method::methods().cast()),
        slot(ffi::Py_tp_getset, pointer_protocol::properties().cast()),
        slot(ffi::Py_nb_add, arithmetic::add as *const c_void),
        slot(ffi::Py_nb_subtract, arithmetic::subtract as *const c_void),
        slot(ffi::Py_mp_subscript, pointer_protocol::get_item as *const c_void),
        slot(ffi::Py_mp_ass_subscript, pointer_protocol::set_item as *const c_void),
    ];
    let name = c"sandbridge.Pointer";
    let flags = ffi::Py_TPFLAGS_BASETYPE | ffi::Py_TPFLAGS_IMMUTABLETYPE;
    // SAFETY: the functions fit their slots and the body.
    let class =
        unsafe { make_class(name, object::size::<Pointer>(), flags, ptr::null_mut(), slots) }?;
    BASE.set(class.clone());
    Ok(class)
}

/// The pointer behind an object; `None` when it is none.
#[inline(always)]
pub(crate) fn of<'a>(object: *mut ffi::PyObject) -> Option<&'a Pointer> {
    // SAFETY: objects of the class have this body; callers keep the object.
    BASE.has(object).then(|| unsafe { body::<Pointer>(object) })
}

/// A pointer object.
pub(crate) fn make(site: Site, to: TypeId, count: Option<u32>) -> Result<Owned> {
    let shared = Arc::clone(&site.shared);
    let pointer = Pointer { site, to, count };
    let classes = match pointer.record() {
        Some(id) => Some(shared.classes(id)?),
        None => None,
    };
    let class = classes.as_ref().map_or(BASE.get(), |classes| classes.pointer.as_type());
    // SAFETY: the classes have this body.
    unsafe { object::allocate(class, pointer) }
}

/// The pointer to an address that the guest handed out; `None` for its `NULL`.
pub(crate) fn lift(
    shared: &Arc<Shared>,
    pointer: TypeId,
    addr: u32,
    generation: u32,
) -> Result<Owned> {
    if addr == 0 {
        return Ok(Owned::none());
    }
    let to = match *shared.interface().resolved(pointer) {
        Type::Pointer { to, .. } => to,
        _ => return Err(Error::bug("a pointer whose type is none").into()),
    };
    make(Site { shared: Arc::clone(shared), generation, addr, owner: None }, to, None)
}

/// The same for a pointer that the library lends.
pub(crate) fn lift_leased(
    shared: &Arc<Shared>,
    pointer: TypeId,
    addr: u32,
    generation: u32,
    lease: u64,
) -> Result<Owned> {
    let made = lift(shared, pointer, addr, generation)?;
    let Some(given) = of(made.as_ptr()) else { return Ok(made) };
    let owner = Arc::new(Owner::lent(shared.library.clone(), generation, lease));
    make(Site { owner: Some(owner), ..given.site.clone() }, given.to, None)
}

/// The address to pass where a pointer to `wanted` belongs.
pub(crate) fn address(
    shared: &Shared,
    given: &Pointer,
    wanted: TypeId,
    generation: u32,
) -> Result<u32> {
    let site = &given.site;
    if !ptr::eq(Arc::as_ptr(&site.shared), shared) {
        let (own, other) = (site.shared.library.name(), shared.library.name());
        let message =
            format!("the `{}` belongs to {own}, not to this load of {other}", given.type_name());
        return Err(Error::new(Code::ForeignPointer, message)
            .with_help("each library has memory of its own: copy the data across")
            .into());
    }
    site.check_alive(generation)?;
    if !plan::may_point(shared.interface(), wanted, given.to) {
        let wanted = spell::declare(shared.interface(), wanted, "*");
        let message = format!("expected a `{wanted}`, got a `{}`", given.type_name());
        return Err(Error::new(Code::ArgumentType, message)
            .with_help("cast it if the memory really holds that")
            .into());
    }
    Ok(site.addr)
}

/// The type that `new` and `cast` are given: its C name, or a record class.
pub(crate) fn target(shared: &Shared, ty: *mut ffi::PyObject) -> Result<TypeId> {
    // SAFETY: the object is alive.
    if unsafe { ffi::PyUnicode_Check(ty) } != 0 {
        let name = String::from_utf8_lossy(sequence::utf8(ty)?);
        return Ok(shared.library.type_named(&name)?);
    }
    // SAFETY: as above; a class may be asked for its bases.
    let is_record = unsafe {
        ffi::PyType_Check(ty) != 0
            && ffi::PyType_IsSubtype(ty.cast(), crate::record::BASE.get()) != 0
            && !ptr::eq(ty.cast(), crate::record::BASE.get())
    };
    if !is_record {
        return Err(mismatch("a C type's name or a record class", ty).into());
    }
    let meta = class::meta(ty.cast())?;
    if meta.shared.library.id() != shared.library.id() {
        let message = format!("the class belongs to {}", meta.shared.library.name());
        return Err(Error::new(Code::ForeignPointer, message).into());
    }
    let position = shared.interface().types.iter().position(|ty| *ty == Type::Record(meta.id));
    let position = position.and_then(|position| u32::try_from(position).ok());
    Ok(position.map(TypeId).ok_or_else(|| Error::bug("a record without a type"))?)
}

/// Zeroed guest memory for `count` objects (one when `None`), filled with `init`.
pub(crate) fn allocate(
    shared: &Arc<Shared>,
    to: TypeId,
    init: Option<*mut ffi::PyObject>,
    count: Option<u32>,
) -> Result<Owned> {
    let (interface, library) = (shared.interface(), &shared.library);
    let name = || spell::type_name(interface, to);
    let Some(Layout { size, align }) = layout::of(interface, to) else {
        let message =
            format!("{}: `{}` has no size, nothing can be allocated", library.name(), name());
        return Err(Error::new(Code::ArgumentType, message)
            .with_help("the library makes such objects itself and hands out pointers to them")
            .into());
    };
    let total = size.checked_mul(count.unwrap_or(1));
    let padding = if align > 16 { align } else { 0 };
    let Some((total, room)) = total.and_then(|total| Some((total, total.checked_add(padding)?)))
    else {
        let message = format!("{}: so many `{}` exceed 4 GiB", library.name(), name());
        return Err(Error::new(Code::OutOfMemory, message).into());
    };
    let image = init.map(|init| {
        let element = Access::of(interface, to);
        let access = match count {
            None => element,
            Some(count) => Access::Array { element: Box::new(element), count, stride: size },
        };
        let mut image = vec![0; total as usize];
        access::store(shared, &access, init, &mut image)
            .map_err(|failure| failure.context(name()))?;
        Ok::<_, Failure>(image)
    });
    let image = image.transpose()?;
    let mut entered = shared.enter()?;
    let generation = entered.generation();
    let base = entered.allocate(room)?;
    let owner = Owner::new(library.clone(), generation, base);
    let addr = GuestAddr(base.0.next_multiple_of(align.max(1)));
    match image {
        Some(image) => entered.write(addr, &image)?,
        None => entered.read_mut(addr, total as usize)?.fill(0),
    }
    drop(entered);
    let owner = Some(Arc::new(owner));
    let site = Site { shared: Arc::clone(shared), generation, addr: addr.0, owner };
    make(site, to, Some(count.unwrap_or(1)))
}

impl Pointer {
    /// How C spells its type: `struct node *`.
    pub(crate) fn type_name(&self) -> String {
        spell::declare(self.site.shared.interface(), self.to, "*")
    }

    /// The record that it points to, when that has a layout.
    pub(crate) fn record(&self) -> Option<RecordId> {
        let interface = self.site.shared.interface();
        match interface.resolved(self.to) {
            Type::Record(id) if interface.record(*id).layout.is_some() => Some(*id),
            _ => None,
        }
    }

    /// Size of one element; 0 for `void` and what has none.
    pub(crate) fn stride(&self) -> usize {
        layout::of(self.site.shared.interface(), self.to).map_or(0, |layout| layout.size as usize)
    }

    /// Bytes of a character when it points to integers that can be some; else 0.
    pub(crate) fn text_unit(&self) -> usize {
        text::unit(&Access::of(self.site.shared.interface(), self.to))
    }

    /// How what it points to is accessed.
    fn access(&self) -> Result<Access> {
        let access = Access::of(self.site.shared.interface(), self.to);
        if access == Access::Opaque {
            let message = format!("a `{}` points to nothing readable", self.type_name());
            return Err(Error::new(Code::ArgumentType, message)
                .with_help("cast it to the type of what lies there")
                .into());
        }
        Ok(access)
    }

    /// The elements from here on, all that were allocated by default.
    pub(crate) fn array(&self, count: Option<usize>) -> Result<Owned> {
        let Some(count) = count.or(self.count.map(|count| count as usize)) else {
            let message = format!("how many lie behind a `{}` is not known", self.type_name());
            return Err(Error::new(Code::ArgumentCount, message)
                .with_help("say it: `pointer.array(count)`")
                .into());
        };
        let (access, stride) = (self.access()?, self.stride());
        self.check_extent(0, count.saturating_mul(stride))?;
        array::behind(&self.site.shared, &access, (count, stride), self.site.clone())
    }

    /// Where the element of that index is, and how it is accessed.
    pub(crate) fn element(&self, index: usize) -> Result<(Access, Place)> {
        if self.count.is_some_and(|count| index >= count as usize) {
            let count = self.count.unwrap_or_default();
            let message = format!("element {index} lies outside an array of {count}");
            return Err(Error::new(Code::IndexOutOfRange, message).into());
        }
        let access = self.access()?;
        let size = self.stride();
        let offset = index.checked_mul(size).filter(|offset| {
            u32::try_from(*offset).is_ok_and(|offset| self.site.addr.checked_add(offset).is_some())
        });
        let Some(offset) = offset else {
            let message = "the element lies beyond the 4 GiB of guest memory";
            return Err(Error::new(Code::IndexOutOfRange, message).into());
        };
        Ok((access, Place::Guest { site: self.site.at(offset), len: size }))
    }

    /// Refuses what goes beyond memory of known size.
    pub(crate) fn check_extent(&self, offset: usize, len: usize) -> Result<()> {
        let Some(count) = self.count else { return Ok(()) };
        let size = count as usize * self.stride();
        if offset.checked_add(len).is_some_and(|end| end <= size) {
            return Ok(());
        }
        let message =
            format!("{len} bytes at {offset} exceed the {size} bytes that were allocated");
        Err(Error::new(Code::BufferLength, message).into())
    }
}

/// How members are read and assigned through pointers.
pub(crate) fn accessors() -> Accessors {
    (pointer_protocol::get_member, pointer_protocol::set_member)
}
