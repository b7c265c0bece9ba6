//! What Python asks of pointer objects: properties, methods, elements and members.

use std::ffi::{c_int, c_void};
use std::ptr;

use pyo3::ffi;
use sandbridge_interface::{Code, Error, GuestAddr};

use crate::buffer::Buffer;
use crate::error::{Result, describe, guard, guard_number, mismatch, type_error};
use crate::guest::to_bytes;
use crate::object::{Owned, body};
use crate::pointer::{self, Pointer};
use crate::record_protocol::unknown_member;
use crate::text::{self, Form};
use crate::{access, number, record, view};

/// The pointer behind `me`.
///
/// # Safety
/// Called by the interpreter for an object of the class.
unsafe fn this<'a>(me: *mut ffi::PyObject) -> &'a Pointer {
    // SAFETY: passed on to the caller.
    unsafe { body::<Pointer>(me) }
}

/// `<z_stream * at 0x10400 of zlib>`.
pub(crate) unsafe extern "C" fn repr(me: *mut ffi::PyObject) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let it = unsafe { this(me) };
        let library = it.site.shared.library.name();
        Owned::text(&format!("<{} at {:#x} of {library}>", it.type_name(), it.site.addr))
    })
}

/// Equal are pointers to the same address in the same life of the same library.
pub(crate) unsafe extern "C" fn compare(
    me: *mut ffi::PyObject,
    other: *mut ffi::PyObject,
    operation: c_int,
) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let one = unsafe { this(me) };
        let (Some(two), ffi::Py_EQ | ffi::Py_NE) = (pointer::of(other), operation) else {
            // SAFETY: the object is always alive.
            return unsafe { Owned::of(ffi::Py_NotImplemented()) };
        };
        let key = |p: &Pointer| (p.site.shared.library.id(), p.site.generation, p.site.addr);
        let answer = (key(one) == key(two)) == (operation == ffi::Py_EQ);
        // SAFETY: a new reference comes back.
        unsafe { Owned::new(ffi::PyBool_FromLong(answer.into())) }
    })
}

pub(crate) unsafe extern "C" fn hash(me: *mut ffi::PyObject) -> ffi::Py_hash_t {
    // SAFETY: the interpreter calls it with an object of the class.
    let site = unsafe { &this(me).site };
    let mixed = (site.shared.library.id() << 40) ^ (u64::from(site.generation) << 32);
    // The top bit is left out, so that it is never -1, which would mean a failure.
    ((mixed ^ u64::from(site.addr)) >> 1) as ffi::Py_hash_t
}

/// The usual search, but a member that does not exist is named with the nearest that does.
pub(crate) unsafe extern "C" fn get_attribute(
    me: *mut ffi::PyObject,
    name: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: the interpreter calls it with live objects.
    let found = unsafe { ffi::PyObject_GenericGetAttr(me, name) };
    if !found.is_null() {
        return found;
    }
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let it = unsafe { this(me) };
        Err(unknown_member(name, |name| unknown(it, name)))
    })
}

/// The same for assignment.
pub(crate) unsafe extern "C" fn set_attribute(
    me: *mut ffi::PyObject,
    name: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
) -> c_int {
    // SAFETY: the interpreter calls it with live objects.
    if unsafe { ffi::PyObject_GenericSetAttr(me, name, value) } == 0 {
        return 0;
    }
    guard_number(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let it = unsafe { this(me) };
        Err(unknown_member(name, |name| unknown(it, name)))
    })
}

fn unknown(it: &Pointer, name: &str) -> Result<Error> {
    match it.record() {
        Some(id) => Ok(it.site.shared.members(id)?.unknown(name)),
        None => {
            let message = format!("a `{}` has no members, so no `{name}`", it.type_name());
            Ok(Error::new(Code::UnknownMember, message)
                .with_help("its object is `.value`, its elements are `p[i]`"))
        }
    }
}

pub(crate) unsafe extern "C" fn get_item(
    me: *mut ffi::PyObject,
    index: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: the interpreter calls it with an object of the class.
    guard(|| load(unsafe { this(me) }, me, position(index)?))
}

pub(crate) unsafe extern "C" fn set_item(
    me: *mut ffi::PyObject,
    index: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
) -> c_int {
    guard_number(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        assign(unsafe { this(me) }, position(index)?, value)?;
        Ok(0)
    })
}

/// An index; unlike a list's, negative ones do not count from the end, which is not known.
fn position(index: *mut ffi::PyObject) -> Result<usize> {
    // SAFETY: the object is alive; what is no integer gives -1 and an exception.
    let at = unsafe { ffi::PyNumber_AsSsize_t(index, ptr::null_mut()) };
    // SAFETY: this thread is attached.
    if at == -1 && unsafe { !ffi::PyErr_Occurred().is_null() } {
        // SAFETY: as above.
        unsafe { ffi::PyErr_Clear() };
        return Err(mismatch("an index", index).into());
    }
    usize::try_from(at).map_err(|_| {
        let message = format!("element {} lies before the pointer", describe(index));
        Error::new(Code::IndexOutOfRange, message).into()
    })
}

fn load(it: &Pointer, me: *mut ffi::PyObject, index: usize) -> Result<Owned> {
    let (access, place) = it.element(index)?;
    access::load(&it.site.shared, &access, &place, 0, me)
        .map_err(|failure| failure.context(it.type_name()))
}

fn assign(it: &Pointer, index: usize, value: *mut ffi::PyObject) -> Result<()> {
    if value.is_null() {
        return Err(type_error("what C has in memory cannot be deleted"));
    }
    let (access, place) = it.element(index)?;
    access::assign(&it.site.shared, &access, &place, 0, value)
        .map_err(|failure| failure.context(it.type_name()))
}

pub(crate) unsafe extern "C" fn get_member(
    me: *mut ffi::PyObject,
    closure: *mut c_void,
) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: descriptors check that the object is of their class.
        let it = unsafe { this(me) };
        let id = it.record().ok_or_else(|| Error::bug("members of no record"))?;
        let member = record::member(&it.site.shared, id, closure)?;
        let (_, place) = it.element(0)?;
        access::load(&it.site.shared, &member.access, &place, member.offset as usize, me)
            .map_err(|failure| failure.context(format_args!("member `{}`", member.declaration)))
    })
}

pub(crate) unsafe extern "C" fn set_member(
    me: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
    closure: *mut c_void,
) -> c_int {
    guard_number(|| {
        // SAFETY: descriptors check that the object is of their class.
        let it = unsafe { this(me) };
        let id = it.record().ok_or_else(|| Error::bug("members of no record"))?;
        let member = record::member(&it.site.shared, id, closure)?;
        let (_, place) = it.element(0)?;
        record::assign(&it.site.shared, member, &place, value).map_err(|failure| {
            failure.context(format_args!("{}: member `{}`", it.type_name(), member.declaration))
        })?;
        Ok(0)
    })
}

/// `address`, `type` and `value`.
pub(crate) fn properties() -> *const ffi::PyGetSetDef {
    struct Table([ffi::PyGetSetDef; 4]);
    // SAFETY: the table is never written.
    unsafe impl Sync for Table {}
    const fn row(
        name: &'static std::ffi::CStr,
        get: ffi::getter,
        set: Option<ffi::setter>,
        doc: &'static std::ffi::CStr,
    ) -> ffi::PyGetSetDef {
        let (name, doc) = (name.as_ptr(), doc.as_ptr());
        ffi::PyGetSetDef { name, get: Some(get), set, doc, closure: ptr::null_mut() }
    }
    const END: ffi::PyGetSetDef = ffi::PyGetSetDef {
        name: ptr::null(),
        get: None,
        set: None,
        doc: ptr::null(),
        closure: ptr::null_mut(),
    };
    static PROPERTIES: Table = Table([
        row(c"address", get_address, None, c"The guest address, in bytes."),
        row(c"type", get_type, None, c"The C type, such as 'z_stream *'."),
        row(c"value", get_value, Some(set_value), c"The object that it points to."),
        END,
    ]);
    PROPERTIES.0.as_ptr()
}

unsafe extern "C" fn get_address(me: *mut ffi::PyObject, _: *mut c_void) -> *mut ffi::PyObject {
    // SAFETY: the interpreter calls it with an object of the class; a new reference comes back.
    guard(|| unsafe { Owned::new(ffi::PyLong_FromUnsignedLongLong(this(me).site.addr.into())) })
}

unsafe extern "C" fn get_type(me: *mut ffi::PyObject, _: *mut c_void) -> *mut ffi::PyObject {
    // SAFETY: the interpreter calls it with an object of the class.
    guard(|| Owned::text(&unsafe { this(me) }.type_name()))
}

unsafe extern "C" fn get_value(me: *mut ffi::PyObject, _: *mut c_void) -> *mut ffi::PyObject {
    // SAFETY: the interpreter calls it with an object of the class.
    guard(|| load(unsafe { this(me) }, me, 0))
}

unsafe extern "C" fn set_value(
    me: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
    _: *mut c_void,
) -> c_int {
    guard_number(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        assign(unsafe { this(me) }, 0, value)?;
        Ok(0)
    })
}

pub(crate) fn methods() -> *const ffi::PyMethodDef {
    struct Table([ffi::PyMethodDef; 9]);
    // SAFETY: the table is never written.
    unsafe impl Sync for Table {}
    static METHODS: Table = Table([
        text::method(
            c"read",
            Form::One(read),
            c"read($self, size, /)\n--\n\nA copy of the bytes that it points to.",
        ),
        text::method(
            c"write",
            Form::Named(write),
            c"write($self, data, offset=0)\n--\n\nWrites a buffer, offset bytes behind the address.",
        ),
        text::method(
            c"view",
            Form::One(make_view),
            c"view($self, size, /)\n--\n\nA writable memoryview of the guest's own memory.",
        ),
        text::method(
            c"text",
            Form::NoArgs(to_text),
            c"text($self, /)\n--\n\nThe text that it points to, up to its NUL.",
        ),
        text::method(
            c"cast",
            Form::One(cast),
            c"cast($self, type, /)\n--\n\nThe same address as a pointer to another type.",
        ),
        text::method(
            c"free",
            Form::NoArgs(free),
            c"free($self, /)\n--\n\nGives memory from lib.new back; twice is fine.",
        ),
        text::method(c"__enter__", Form::NoArgs(enter), c"The pointer itself."),
        text::method(c"__exit__", Form::Named(exit), c"Frees the memory."),
        ffi::PyMethodDef::zeroed(),
    ]);
    METHODS.0.as_ptr()
}

type Object = *mut ffi::PyObject;

/// A number of bytes.
fn count(value: Object) -> Result<usize> {
    let bits = number::to_bits(sandbridge_interface::plan::Number::U32, value)?;
    Ok(bits as usize)
}

unsafe extern "C" fn read(me: Object, size: Object) -> Object {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let it = unsafe { this(me) };
        let size = count(size).map_err(|failure| failure.context("read: parameter `size`"))?;
        it.check_extent(0, size)?;
        to_bytes(it.site.enter()?.read(GuestAddr(it.site.addr), size)?)
    })
}

unsafe extern "C" fn write(me: Object, args: Object, named: Object) -> Object {
    guard(|| {
        let (mut data, mut offset) = (ptr::null_mut::<ffi::PyObject>(), 0isize);
        let names = [c"data".as_ptr(), c"offset".as_ptr(), ptr::null()];
        // SAFETY: the format asks for an object and a `Py_ssize_t`, for which there are places.
        let parsed = unsafe {
            ffi::PyArg_ParseTupleAndKeywords(
                args,
                named,
                c"O|n:write".as_ptr(),
                names.as_ptr().cast_mut().cast(),
                &raw mut data,
                &raw mut offset,
            )
        };
        if parsed == 0 {
            return Err(crate::error::Failure::Raised);
        }
        // SAFETY: the interpreter calls it with an object of the class.
        let it = unsafe { this(me) };
        let Some(buffer) = Buffer::of(data, false)? else {
            return Err(mismatch("a buffer", data).into());
        };
        let addr = u32::try_from(offset).ok().and_then(|by| it.site.addr.checked_add(by));
        let Some(addr) = addr else {
            let message = format!("the offset {offset} leads outside guest memory");
            return Err(Error::new(Code::BufferLength, message).into());
        };
        it.check_extent(offset as usize, buffer.as_bytes().len())?;
        it.site.enter()?.write(GuestAddr(addr), buffer.as_bytes())?;
        Ok(Owned::none())
    })
}

unsafe extern "C" fn make_view(me: Object, size: Object) -> Object {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let it = unsafe { this(me) };
        let size = count(size).map_err(|failure| failure.context("view: parameter `size`"))?;
        it.check_extent(0, size)?;
        let window = it.site.enter()?.view(GuestAddr(it.site.addr), size)?;
        view::memoryview(window)
    })
}

unsafe extern "C" fn to_text(me: Object, _: Object) -> Object {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let it = unsafe { this(me) };
        if it.stride() > 1 {
            let message = format!("a `{}` points to no text", it.type_name());
            return Err(Error::new(Code::ArgumentType, message)
                .with_help("cast it to `char` first when there is text")
                .into());
        }
        text::decode(it.site.enter()?.read_text(GuestAddr(it.site.addr))?)
    })
}

unsafe extern "C" fn cast(me: Object, ty: Object) -> Object {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let it = unsafe { this(me) };
        pointer::make(it.site.clone(), pointer::target(&it.site.shared, ty)?, None)
    })
}

unsafe extern "C" fn free(me: Object, _: Object) -> Object {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let it = unsafe { this(me) };
        let Some(owner) = &it.site.owner else {
            let message = format!("the memory behind a `{}` belongs to the library", it.type_name());
            return Err(Error::new(Code::ArgumentType, message)
                .with_help("give it to the function of the library that frees it")
                .into());
        };
        owner.free(&it.site.shared)?;
        Ok(Owned::none())
    })
}

unsafe extern "C" fn enter(me: Object, _: Object) -> Object {
    // SAFETY: the interpreter calls it with a live object.
    guard(|| unsafe { Owned::of(me) })
}

unsafe extern "C" fn exit(me: Object, _: Object, _: Object) -> Object {
    // SAFETY: `free` takes the object and ignores the rest.
    unsafe { free(me, ptr::null_mut()) }
}
