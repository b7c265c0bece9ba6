//! Fixed arrays inside records and guest memory: sequence views of their elements.

mod buffer;

use std::ffi::{CStr, CString, c_int, c_void};
use std::ptr;
use std::sync::{Arc, OnceLock};

use pyo3::ffi;
use sandbridge_interface::plan::Access;
use sandbridge_interface::{Code, Error};

use crate::error::{Result, describe, guard, guard_number, mismatch, type_error};
use crate::guest::{Site, to_bytes};
use crate::library::Shared;
use crate::object::{self, Class, Owned, body, deallocate, make_class, slot};
use crate::place::Place;
use crate::table::{self, Form, Table};
use crate::text;
use crate::{access, sequence};

static CLASS: Class = Class::new();

/// `Py_TPFLAGS_SEQUENCE`: `match` statements take it for a sequence. pyo3 does not name it under the
/// limited API, where the interpreter accepts it all the same.
const MATCHES_SEQUENCES: std::ffi::c_ulong = 1 << 5;

/// The body of an array object.
pub(crate) struct Array {
    shared: Arc<Shared>,
    element: Access,
    count: usize,
    stride: usize,
    pub(crate) place: Place,
    /// C's flexible array member in guest memory, whose elements lie behind the record.
    is_flexible: bool,
    /// What exported buffers point to.
    format: OnceLock<CString>,
    extent: [isize; 1],
    step: [isize; 1],
}

const DOC: &CStr = c"The elements of a C array: a view, not a copy.

It has a length, indices, iteration and `==` as a list has; assigning to an element changes the
array. As a buffer it shows the elements themselves, structs too, without a copy: `numpy.asarray(a)`.
`text()` gives the text in a `char` array, `tolist()` and `bytes()` give copies.";

/// Makes the class.
pub(crate) fn register() -> Result<Owned> {
    let slots = vec![
        slot(ffi::Py_tp_dealloc, deallocate::<Array> as *const c_void),
        slot(ffi::Py_tp_doc, DOC.as_ptr().cast()),
        slot(ffi::Py_tp_repr, repr as *const c_void),
        slot(ffi::Py_tp_richcompare, compare as *const c_void),
        slot(ffi::Py_tp_hash, ffi::PyObject_HashNotImplemented as *const c_void),
        slot(ffi::Py_tp_iter, iterate as *const c_void),
        slot(ffi::Py_tp_methods, methods().cast()),
        slot(ffi::Py_sq_length, length as *const c_void),
        slot(ffi::Py_mp_length, length as *const c_void),
        slot(ffi::Py_mp_subscript, get as *const c_void),
        slot(ffi::Py_mp_ass_subscript, set as *const c_void),
        slot(ffi::Py_bf_getbuffer, buffer::get_buffer as *const c_void),
    ];
    let flags =
        ffi::Py_TPFLAGS_DISALLOW_INSTANTIATION | ffi::Py_TPFLAGS_IMMUTABLETYPE | MATCHES_SEQUENCES;
    let name = c"sandbridge.Array";
    // SAFETY: the functions fit their slots and the body.
    let class =
        unsafe { make_class(name, object::size::<Array>(), flags, ptr::null_mut(), slots) }?;
    CLASS.set(class.clone());
    Ok(class)
}

/// An array object that shows a place.
pub(crate) fn view(
    shared: &Arc<Shared>,
    element: &Access,
    count: usize,
    stride: usize,
    place: Place,
) -> Result<Owned> {
    let is_flexible = count == 0 && matches!(place, Place::Guest { .. });
    make(shared, element, (count, stride), place, is_flexible)
}

/// The same for elements behind a pointer, of which there may be none.
pub(crate) fn behind(
    shared: &Arc<Shared>,
    element: &Access,
    (count, stride): (usize, usize),
    site: Site,
) -> Result<Owned> {
    let place = Place::Guest { site, len: count.saturating_mul(stride) };
    make(shared, element, (count, stride), place, false)
}

fn make(
    shared: &Arc<Shared>,
    element: &Access,
    (count, stride): (usize, usize),
    place: Place,
    is_flexible: bool,
) -> Result<Owned> {
    let (shared, element, format) = (Arc::clone(shared), element.clone(), OnceLock::new());
    let (extent, step) = ([count as isize], [stride as isize]);
    let array = Array { shared, element, count, stride, place, is_flexible, format, extent, step };
    // SAFETY: the class has this body.
    unsafe { object::allocate(CLASS.get(), array) }
}

/// The array behind an object; `None` when it is none.
pub(crate) fn of<'a>(object: *mut ffi::PyObject) -> Option<&'a Array> {
    // SAFETY: objects of the class have this body; callers keep the object.
    CLASS.has(object).then(|| unsafe { body::<Array>(object) })
}

/// Where an array object with such elements is; `None` for anything else.
pub(crate) fn place<'a>(value: *mut ffi::PyObject, element: &Access) -> Option<&'a Place> {
    of(value).filter(|array| array.element == *element).map(|array| &array.place)
}

/// The guest's address of an array object there, with such elements where it matters; `None` for
/// anything else.
pub(crate) fn address(
    shared: &Shared,
    value: *mut ffi::PyObject,
    element: Option<&Access>,
) -> Result<Option<u32>> {
    let Some(array) = of(value) else { return Ok(None) };
    let Place::Guest { site, .. } = &array.place else { return Ok(None) };
    if element.is_some_and(|element| array.element != *element) {
        return Ok(None);
    }
    let (own, other) = (&array.shared.library, &shared.library);
    if own.id() != other.id() {
        let message =
            format!("the array belongs to {}, not to this load of {}", own.name(), other.name());
        return Err(Error::new(Code::ForeignPointer, message)
            .with_help("memory can only be used by the library that it is part of")
            .into());
    }
    site.check_alive(shared.generation())?;
    Ok(Some(site.addr))
}

/// The bytes of an array object with such elements; `None` for anything else.
pub(crate) fn image(value: *mut ffi::PyObject, element: &Access) -> Result<Option<Vec<u8>>> {
    place(value, element).map(Place::to_vec).transpose()
}

impl Array {
    /// The position that an index means; negative ones count from the end.
    fn position(&self, index: *mut ffi::PyObject) -> Result<usize> {
        // SAFETY: the object is alive; what is no integer gives -1 and an exception.
        let at = unsafe { ffi::PyNumber_AsSsize_t(index, ptr::null_mut()) };
        // SAFETY: this thread is attached.
        if at == -1 && unsafe { !ffi::PyErr_Occurred().is_null() } {
            // SAFETY: as above.
            unsafe { ffi::PyErr_Clear() };
            return Err(mismatch("an index or a slice", index).into());
        }
        let from_start = if at < 0 { at + self.count as isize } else { at };
        match usize::try_from(from_start) {
            Ok(position) if position < self.count || self.is_flexible => Ok(position),
            _ => {
                let message =
                    format!("element {} lies outside an array of {}", describe(index), self.count);
                Err(Error::new(Code::IndexOutOfRange, message).into())
            }
        }
    }

    /// The place of one element of a flexible array.
    fn behind(&self, index: usize) -> Option<Place> {
        match &self.place {
            Place::Guest { site, .. } if self.is_flexible => {
                let offset = index.saturating_mul(self.stride);
                Some(Place::Guest { site: site.at(offset), len: self.stride })
            }
            _ => None,
        }
    }

    fn element(&self, me: *mut ffi::PyObject, index: usize) -> Result<Owned> {
        if let Some(place) = self.behind(index) {
            return access::load(&self.shared, &self.element, &place, 0, me);
        }
        access::load(&self.shared, &self.element, &self.place, index * self.stride, me)
    }

    fn list(&self, me: *mut ffi::PyObject) -> Result<Owned> {
        // SAFETY: a new list or null comes back.
        let list = unsafe { Owned::new(ffi::PyList_New(self.count as isize)) }?;
        for index in 0..self.count {
            let element = self.element(me, index)?.into_ptr();
            // SAFETY: the list has this place, which is empty; it takes the reference over.
            unsafe { ffi::PyList_SetItem(list.as_ptr(), index as isize, element) };
        }
        Ok(list)
    }
}

/// The array behind `me`.
///
/// # Safety
/// Called by the interpreter for an object of the class.
unsafe fn this<'a>(me: *mut ffi::PyObject) -> &'a Array {
    // SAFETY: passed on to the caller.
    unsafe { body::<Array>(me) }
}

unsafe extern "C" fn length(me: *mut ffi::PyObject) -> ffi::Py_ssize_t {
    // SAFETY: the interpreter calls it with an object of the class.
    unsafe { this(me) }.count as isize
}

unsafe extern "C" fn get(me: *mut ffi::PyObject, index: *mut ffi::PyObject) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let array = unsafe { this(me) };
        // SAFETY: the index is alive.
        if unsafe { ffi::PySlice_Check(index) } != 0 {
            let list = array.list(me)?;
            // SAFETY: both are alive.
            return unsafe { Owned::new(ffi::PyObject_GetItem(list.as_ptr(), index)) };
        }
        array.element(me, array.position(index)?)
    })
}

unsafe extern "C" fn set(
    me: *mut ffi::PyObject,
    index: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
) -> c_int {
    guard_number(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let array = unsafe { this(me) };
        if value.is_null() {
            return Err(type_error("elements of C arrays cannot be deleted"));
        }
        // SAFETY: the index is alive.
        if unsafe { ffi::PySlice_Check(index) } != 0 {
            set_slice(array, me, index, value)?;
            return Ok(0);
        }
        let position = array.position(index)?;
        let done = match array.behind(position) {
            Some(place) => access::assign(&array.shared, &array.element, &place, 0, value),
            None => {
                let offset = position * array.stride;
                access::assign(&array.shared, &array.element, &array.place, offset, value)
            }
        };
        done.map_err(|failure| failure.context(format_args!("element {}", describe(index))))?;
        Ok(0)
    })
}

/// Assigning to a slice keeps the length: as many values must come.
fn set_slice(
    array: &Array,
    me: *mut ffi::PyObject,
    slice: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
) -> Result<()> {
    let list = array.list(me)?;
    let Some(values) = sequence::of(value)? else {
        return Err(mismatch("a sequence", value).into());
    };
    // SAFETY: both are alive.
    let replaced = unsafe { Owned::new(ffi::PyObject_GetItem(list.as_ptr(), slice)) }?;
    // SAFETY: a slice of a list is a list.
    let count = unsafe { ffi::PyList_Size(replaced.as_ptr()) } as usize;
    sequence::check_length(sequence::len(&values), count)?;
    // SAFETY: all three are alive.
    if unsafe { ffi::PyObject_SetItem(list.as_ptr(), slice, values.as_ptr()) } != 0 {
        return Err(crate::error::Failure::Raised);
    }
    let whole = Access::Array {
        element: Box::new(array.element.clone()),
        count: array.count as u32,
        stride: array.stride as u32,
    };
    access::assign(&array.shared, &whole, &array.place, 0, list.as_ptr())
}

unsafe extern "C" fn iterate(me: *mut ffi::PyObject) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let list = unsafe { this(me) }.list(me)?;
        // SAFETY: the list is alive.
        unsafe { Owned::new(ffi::PyObject_GetIter(list.as_ptr())) }
    })
}

unsafe extern "C" fn repr(me: *mut ffi::PyObject) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let list = unsafe { this(me) }.list(me)?;
        Owned::text(&format!("Array({})", text::repr(list.as_ptr())?))
    })
}

unsafe extern "C" fn compare(
    me: *mut ffi::PyObject,
    other: *mut ffi::PyObject,
    operation: c_int,
) -> *mut ffi::PyObject {
    guard(|| {
        let other = match of(other) {
            Some(array) => array.list(other)?,
            None => match sequence::of(other)? {
                // SAFETY: the tuple is alive.
                Some(items) => unsafe { Owned::new(ffi::PySequence_List(items.as_ptr())) }?,
                // SAFETY: the object is always alive.
                None => return unsafe { Owned::of(ffi::Py_NotImplemented()) },
            },
        };
        // SAFETY: the interpreter calls it with an object of the class.
        let mine = unsafe { this(me) }.list(me)?;
        // SAFETY: both are alive.
        unsafe { Owned::new(ffi::PyObject_RichCompare(mine.as_ptr(), other.as_ptr(), operation)) }
    })
}

fn methods() -> *const ffi::PyMethodDef {
    static METHODS: Table<ffi::PyMethodDef, 4> = Table([
        table::method(
            c"tolist",
            Form::NoArgs(to_list),
            c"tolist($self, /)\n--\n\nThe elements as a list.",
        ),
        table::method(
            c"text",
            Form::NoArgs(to_text),
            c"text($self, /)\n--\n\nThe text of a char array, up to its NUL or its end.",
        ),
        table::method(c"__bytes__", Form::NoArgs(bytes), c"Its image."),
        table::LAST_METHOD,
    ]);
    METHODS.0.as_ptr()
}

unsafe extern "C" fn to_list(me: *mut ffi::PyObject, _: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: the interpreter calls it with an object of the class.
    guard(|| unsafe { this(me) }.list(me))
}

unsafe extern "C" fn bytes(me: *mut ffi::PyObject, _: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: the interpreter calls it with an object of the class.
    guard(|| to_bytes(&unsafe { this(me) }.place.to_vec()?))
}

unsafe extern "C" fn to_text(me: *mut ffi::PyObject, _: *mut ffi::PyObject) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let array = unsafe { this(me) };
        let bytes = array.place.to_vec()?;
        if let unit @ (2 | 4) = text::unit(&array.element) {
            return text::decode_wide(&bytes, unit);
        }
        if array.stride != 1 {
            return Err(mismatch("a `char` array for text()", me).into());
        }
        let end = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
        text::decode(&bytes[..end])
    })
}
