//! Values of C structs and unions: bytes with typed members.

use std::ffi::{c_int, c_void};
use std::mem::ManuallyDrop;
use std::ptr;
use std::sync::Arc;

use pyo3::ffi;
use sandbridge_interface::plan::{Access, Making, Member};
use sandbridge_interface::{Code, Error, RecordId, spell};

use crate::access;
use crate::class::{self, Accessors};
use crate::error::{Failure, Result, guard, guard_number, mismatch, type_error};
use crate::guest::to_bytes;
use crate::library::{Members, Shared};
use crate::object::{self, Class, Owned, body, deallocate, make_class, slot};
use crate::place::{Bytes, Place};
use crate::tag::{Beside, Note};
use crate::{record_protocol, sequence};

/// The class that all record classes derive from.
pub(crate) static BASE: Class = Class::new();

/// The body of a record object.
pub(crate) struct Record {
    /// Held by the keeper, whose count is not atomic: that is a tenth of a struct by value.
    pub(crate) shared: ManuallyDrop<Arc<Shared>>,
    _keeper: Owned,
    pub(crate) id: RecordId,
    pub(crate) place: Place,
    /// Of a union whose tag is beside it: the record around it.
    pub(crate) beside: Option<Box<Beside>>,
}

const DOC: &std::ffi::CStr = c"A value of a C struct or union; its class comes from `lib.types`.

Members are attributes. Nested structs and arrays are views: assigning to their members changes the
value that they are part of. `bytes(v)` gives its image, `copy.copy(v)` a value of its own.";

/// Makes the base class.
pub(crate) fn register() -> Result<Owned> {
    let slots = vec![
        slot(ffi::Py_tp_dealloc, deallocate::<Record> as *const c_void),
        slot(ffi::Py_tp_doc, DOC.as_ptr().cast()),
        slot(ffi::Py_tp_new, record_protocol::refuse_new as *const c_void),
        slot(ffi::Py_tp_repr, record_protocol::repr as *const c_void),
        slot(ffi::Py_tp_richcompare, record_protocol::compare as *const c_void),
        slot(ffi::Py_tp_hash, ffi::PyObject_HashNotImplemented as *const c_void),
        slot(ffi::Py_tp_getattro, record_protocol::get_attribute as *const c_void),
        slot(ffi::Py_tp_setattro, record_protocol::set_attribute as *const c_void),
        slot(ffi::Py_tp_methods, record_protocol::methods().cast()),
        slot(ffi::Py_bf_getbuffer, record_protocol::get_buffer as *const c_void),
    ];
    let name = c"sandbridge.Record";
    let flags = ffi::Py_TPFLAGS_BASETYPE | ffi::Py_TPFLAGS_IMMUTABLETYPE;
    // SAFETY: the functions fit their slots and the body.
    let class =
        unsafe { make_class(name, object::size::<Record>(), flags, ptr::null_mut(), slots) }?;
    BASE.set(class.clone());
    Ok(class)
}

/// The record behind an object; `None` when it is none.
#[inline(always)]
pub(crate) fn of<'a>(object: *mut ffi::PyObject) -> Option<&'a Record> {
    // SAFETY: objects of the class have this body; callers keep the object.
    BASE.has(object).then(|| unsafe { body::<Record>(object) })
}

/// The bytes of an object that is of a record's very class and has its own, which may go wherever
/// that record is wanted.
#[inline(always)]
pub(crate) fn bytes_of<'a>(
    shared: &Shared,
    wanted: RecordId,
    object: *mut ffi::PyObject,
) -> Option<&'a [u8]> {
    // SAFETY: the object is alive.
    let class = unsafe { ffi::Py_TYPE(object) };
    if shared.known_class(wanted) != Some(class) {
        return None;
    }
    // SAFETY: objects of the class have this body; callers keep the object.
    let record = unsafe { body::<Record>(object) };
    match &record.place {
        Place::Own(bytes) if bytes.generation.get() == shared.generation() => {
            Some(record.place.as_bytes())
        }
        _ => None,
    }
}

/// A record object that shows a place.
#[inline]
pub(crate) fn view(shared: &Arc<Shared>, id: RecordId, place: Place) -> Result<Owned> {
    view_beside(shared, id, place, None)
}

/// The same for a union whose tag is beside it.
#[inline]
pub(crate) fn view_beside(
    shared: &Arc<Shared>,
    id: RecordId,
    place: Place,
    beside: Option<Box<Beside>>,
) -> Result<Owned> {
    let record = Record { beside, ..Record::new(shared, id, place)? };
    if let Some(class) = shared.known_class(id) {
        // SAFETY: the class derives from the base, whose body this is, in Rust; it is kept
        // meanwhile.
        return unsafe { object::allocate_plain(class, record) };
    }
    let classes = shared.classes(id)?;
    // SAFETY: as above.
    unsafe { object::allocate(classes.value.as_type(), record) }
}

/// A record object with bytes of its own.
#[inline]
pub(crate) fn own(shared: &Arc<Shared>, id: RecordId, bytes: &[u8]) -> Result<Owned> {
    view(shared, id, Place::Own(Bytes::new(bytes, shared.generation())))
}

/// `tp_new` of record classes: from nothing, members by position or by name, a dict, or a record.
pub(crate) unsafe extern "C" fn construct(
    class: *mut ffi::PyTypeObject,
    args: *mut ffi::PyObject,
    named: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    guard(|| {
        let meta = class::meta(class)?;
        let members = meta.shared.members(meta.id)?;
        let bytes = access::with_image(members.shape.layout.size as usize, |image| {
            fill(&meta.shared, meta.id, members, args, named, image)
                .map_err(|failure| failure.context(&members.shape.name))?;
            Ok(Bytes::new(image, meta.shared.generation()))
        })?;
        let record = Record::new(&meta.shared, meta.id, Place::Own(bytes))?;
        // SAFETY: only classes made with this body have this function, and nothing derives from them.
        unsafe { object::allocate_plain(class, record) }
    })
}

fn fill(
    shared: &Arc<Shared>,
    id: RecordId,
    members: &Members,
    args: *mut ffi::PyObject,
    named: *mut ffi::PyObject,
    image: &mut [u8],
) -> Result<()> {
    // SAFETY: the interpreter passes a tuple.
    let args = unsafe { Owned::of(args) }?;
    let count = sequence::len(&args);
    let first = (count == 1).then(|| sequence::item(&args, 0));
    let mut making = Making::new(members.shape.tag.as_ref());
    let mut note = Note::Own(&mut making);
    match first {
        Some(first) if is_whole(first, id) => store_noting(shared, id, first, image, &mut note)?,
        _ => by_position(shared, members, &args, image, &mut note)?,
    }
    if !named.is_null() {
        by_name(shared, members, named, image, &mut note)?;
    }
    Ok(making.settle(shared.interface(), (shared.library.name(), id), image)?)
}

/// Whether the only argument is a whole value rather than the first member's.
fn is_whole(value: *mut ffi::PyObject, id: RecordId) -> bool {
    // SAFETY: the object is alive.
    let is_dict = unsafe { ffi::PyDict_Check(value) != 0 };
    is_dict || of(value).is_some_and(|given| given.id == id)
}

/// Writes a record's image from a record, a dict of members, or members in order.
pub(crate) fn store(
    shared: &Arc<Shared>,
    id: RecordId,
    value: *mut ffi::PyObject,
    out: &mut [u8],
) -> Result<()> {
    let mut making = Making::new(shared.members(id)?.shape.tag.as_ref());
    store_noting(shared, id, value, out, &mut Note::Own(&mut making))?;
    Ok(making.settle(shared.interface(), (shared.library.name(), id), out)?)
}

/// The same, with a note of which members were given.
pub(crate) fn store_noting(
    shared: &Arc<Shared>,
    id: RecordId,
    value: *mut ffi::PyObject,
    out: &mut [u8],
    note: &mut Note<'_, '_>,
) -> Result<()> {
    // SAFETY: the object is alive.
    if unsafe { ffi::PyTuple_CheckExact(value) } != 0 {
        out.fill(0);
        // SAFETY: as above.
        return by_position(shared, shared.members(id)?, &unsafe { Owned::of(value) }?, out, note);
    }
    // SAFETY: as above.
    if unsafe { ffi::PyDict_Check(value) } != 0 {
        out.fill(0);
        return by_name(shared, shared.members(id)?, value, out, note);
    }
    if let Some(given) = of(value) {
        given.check(shared, id)?;
        return given.place.read(0, out);
    }
    let Some(items) = sequence::of(value)? else {
        let name = spell::record_name(shared.interface(), id);
        return Err(mismatch(&format!("a `{name}` or its members"), value).into());
    };
    out.fill(0);
    by_position(shared, shared.members(id)?, &items, out, note)
}

fn by_position(
    shared: &Arc<Shared>,
    members: &Members,
    items: &Owned,
    out: &mut [u8],
    note: &mut Note<'_, '_>,
) -> Result<()> {
    let (given, all) = (sequence::len(items), members.shape.members.len());
    if given > all {
        let message = format!("it has {all} members, got {given}");
        return Err(Error::new(Code::BufferLength, message).into());
    }
    for index in 0..given {
        note.store(shared, members, index, sequence::item(items, index), out)?;
    }
    Ok(())
}

fn by_name(
    shared: &Arc<Shared>,
    members: &Members,
    named: *mut ffi::PyObject,
    out: &mut [u8],
    note: &mut Note<'_, '_>,
) -> Result<()> {
    let (mut at, mut key, mut value) = (0, ptr::null_mut(), ptr::null_mut());
    // SAFETY: it is a dict, and the places for the answers are valid.
    while unsafe { ffi::PyDict_Next(named, &raw mut at, &raw mut key, &raw mut value) } != 0 {
        // Converting may run code that changes the dict.
        // SAFETY: both were just found there.
        let (key, value) = unsafe { (Owned::of(key)?, Owned::of(value)?) };
        // SAFETY: the key is alive.
        if unsafe { ffi::PyUnicode_Check(key.as_ptr()) } == 0 {
            return Err(mismatch("a member's name", key.as_ptr()).into());
        }
        let name = String::from_utf8_lossy(sequence::utf8(key.as_ptr())?);
        note.store(shared, members, members.position(&name)?, value.as_ptr(), out)?;
    }
    Ok(())
}

/// Writes a member to the image of its record.
#[inline]
pub(crate) fn store_member(
    shared: &Arc<Shared>,
    member: &Member,
    value: *mut ffi::PyObject,
    out: &mut [u8],
) -> Result<()> {
    let start = member.offset as usize;
    let end = start + access::size(shared.interface(), &member.access);
    let place = out.get_mut(start..end).ok_or_else(|| Error::bug("a member beyond its record"))?;
    access::store(shared, &member.access, value, place)
        .map_err(|failure| failure.context(format_args!("member `{}`", member.declaration)))
}

impl Record {
    #[inline]
    fn new(shared: &Arc<Shared>, id: RecordId, place: Place) -> Result<Self> {
        let keeper = shared.keeper()?;
        // SAFETY: the keeper holds a reference for as long as it is alive; this one is not counted.
        let shared = ManuallyDrop::new(unsafe { Arc::from_raw(Arc::as_ptr(shared)) });
        Ok(Self { shared, _keeper: keeper, id, place, beside: None })
    }

    pub(crate) fn name(&self) -> String {
        spell::record_name(self.shared.interface(), self.id)
    }

    /// Whether it may go where a record of that type is wanted.
    pub(crate) fn check(&self, shared: &Shared, wanted: RecordId) -> Result<()> {
        if self.shared.library.id() != shared.library.id() {
            let (own, other) = (self.shared.library.name(), shared.library.name());
            let message =
                format!("the `{}` belongs to {own}, not to this load of {other}", self.name());
            return Err(Error::new(Code::ForeignPointer, message)
                .with_help("make it with the types of the library that it is given to")
                .into());
        }
        if self.id != wanted {
            let wanted = spell::record_name(shared.interface(), wanted);
            let message = format!("expected a `{wanted}`, got a `{}`", self.name());
            return Err(Error::new(Code::ArgumentType, message).into());
        }
        if self.place.generation() != shared.generation() {
            let bytes = self.place.to_vec()?;
            let access = Access::Record { record: self.id };
            if has_pointer(shared, &access, &bytes) {
                let message = format!("the `{}` holds pointers from before the reset", self.name());
                return Err(Error::new(Code::ForeignPointer, message)
                    .with_help("make it again, with pointers into the present instance")
                    .into());
            }
        }
        Ok(())
    }

    /// Its image as `bytes`.
    pub(crate) fn image(&self) -> Result<Owned> {
        to_bytes(&self.place.to_vec()?)
    }
}

/// Whether an object's image holds a pointer that is not null.
fn has_pointer(shared: &Shared, access: &Access, bytes: &[u8]) -> bool {
    match access {
        Access::Pointer { .. } => bytes.iter().any(|byte| *byte != 0),
        Access::Record { record } => shared.members(*record).is_ok_and(|members| {
            members.shape.members.iter().any(|member| {
                let start = member.offset as usize;
                let end = start + access::size(shared.interface(), &member.access);
                bytes.get(start..end).is_some_and(|b| has_pointer(shared, &member.access, b))
            })
        }),
        Access::Array { element, stride, .. } => {
            !matches!(**element, Access::Number { .. })
                && bytes
                    .chunks_exact((*stride).max(1) as usize)
                    .any(|b| has_pointer(shared, element, b))
        }
        _ => false,
    }
}

/// How members of record objects are read and assigned.
pub(crate) fn accessors() -> Accessors {
    (get_member, set_member)
}

unsafe extern "C" fn get_member(
    me: *mut ffi::PyObject,
    closure: *mut c_void,
) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: descriptors check that the object is of their class.
        let record = unsafe { body::<Record>(me) };
        record.whole().load(closure.addr(), me)
    })
}

unsafe extern "C" fn set_member(
    me: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
    closure: *mut c_void,
) -> c_int {
    guard_number(|| {
        // SAFETY: descriptors check that the object is of their class.
        let record = unsafe { body::<Record>(me) };
        record.whole().assign(closure.addr(), value).map_err(|failure| {
            let name = spell::record_name(record.shared.interface(), record.id);
            match member(&record.shared, record.id, closure) {
                Ok(member) => {
                    failure.context(format_args!("{name}: member `{}`", member.declaration))
                }
                Err(unknown) => unknown,
            }
        })?;
        Ok(0)
    })
}

/// Assigns a member; deleting one is refused.
pub(crate) fn assign(
    shared: &Arc<Shared>,
    member: &Member,
    place: &Place,
    value: *mut ffi::PyObject,
) -> Result<()> {
    if value.is_null() {
        return Err(type_error("members of C records cannot be deleted"));
    }
    access::assign(shared, &member.access, place, member.offset as usize, value)
}

/// The member whose position a descriptor's closure is.
pub(crate) fn member(shared: &Shared, id: RecordId, closure: *mut c_void) -> Result<&Member> {
    let members = &shared.members(id)?.shape.members;
    members.get(closure.addr()).ok_or_else(|| Failure::from(Error::bug("no such member")))
}
