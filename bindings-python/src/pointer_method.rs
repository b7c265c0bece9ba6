//! The methods of pointer objects: reading, writing, viewing, casting and freeing what they point to.

use std::ptr;

use pyo3::ffi;
use sandbridge_interface::plan::Number;
use sandbridge_interface::{Code, Error, GuestAddr};

use crate::buffer::Buffer;
use crate::error::{Failure, Result, guard, mismatch, type_error};
use crate::guest::to_bytes;
use crate::object::{Owned, body};
use crate::pointer::{self, Pointer};
use crate::table::{self, Form, Table};
use crate::text;
use crate::{arithmetic, number, sequence, view};

/// The pointer behind `me`.
///
/// # Safety
/// Called by the interpreter for an object of the class.
unsafe fn this<'a>(me: *mut ffi::PyObject) -> &'a Pointer {
    // SAFETY: passed on to the caller.
    unsafe { body::<Pointer>(me) }
}

pub(crate) fn methods() -> *const ffi::PyMethodDef {
    static METHODS: Table<ffi::PyMethodDef, 11> = Table([
        table::method(
            c"read",
            Form::One(read),
            c"read($self, size, /)\n--\n\nA copy of the bytes that it points to.",
        ),
        table::method(
            c"write",
            Form::Named(write),
            c"write($self, data, offset=0)\n--\n\nWrites a buffer, offset bytes behind the address.",
        ),
        table::method(
            c"view",
            Form::One(make_view),
            c"view($self, size, /)\n--\n\nA writable memoryview of the guest's own memory.",
        ),
        table::method(
            c"array",
            Form::Any(array),
            c"array($self, count=..., /)\n--\n\nThe elements from here on, not copied: a sequence and a typed buffer.",
        ),
        table::method(
            c"text",
            Form::NoArgs(to_text),
            c"text($self, /)\n--\n\nThe text that it points to, up to its NUL.",
        ),
        table::method(
            c"cast",
            Form::One(cast),
            c"cast($self, type, /)\n--\n\nThe same address as a pointer to another type.",
        ),
        table::method(
            c"at",
            Form::Any(arithmetic::at),
            c"at($self, /, *path)\n--\n\nA pointer to the member or element; at(n) is C's p + n.",
        ),
        table::method(
            c"free",
            Form::NoArgs(free),
            c"free($self, /)\n--\n\nGives memory from lib.new back; twice is fine.",
        ),
        table::method(c"__enter__", Form::NoArgs(enter), c"The pointer itself."),
        table::method(c"__exit__", Form::Named(exit), c"Frees the memory."),
        table::LAST_METHOD,
    ]);
    METHODS.0.as_ptr()
}

/// What the interpreter passes.
type Object = *mut ffi::PyObject;

/// A number of bytes or elements.
fn count(value: Object) -> Result<usize> {
    let bits = number::to_bits(Number::U32, value)?;
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
            return Err(Failure::Raised);
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
        view::memoryview(&it.site, size)
    })
}

unsafe extern "C" fn array(me: Object, args: Object) -> Object {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let it = unsafe { this(me) };
        // SAFETY: the interpreter passes a tuple.
        let args = unsafe { Owned::of(args) }?;
        match sequence::len(&args) {
            0 => it.array(None),
            1 => {
                let given = count(sequence::item(&args, 0));
                let given = given.map_err(|f| f.context("array: parameter `count`"))?;
                it.array(Some(given))
            }
            many => Err(type_error(format!("array() takes at most 1 argument, got {many}"))),
        }
    })
}

unsafe extern "C" fn to_text(me: Object, _: Object) -> Object {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let it = unsafe { this(me) };
        if let unit @ (2 | 4) = it.text_unit() {
            let entered = it.site.enter()?;
            let rest = entered.memory_size().saturating_sub(it.site.addr as usize);
            let bytes = entered.read(GuestAddr(it.site.addr), rest.max(1))?;
            let is_end = |bytes: &[u8]| bytes.iter().all(|byte| *byte == 0);
            if !bytes.chunks_exact(unit).any(is_end) {
                let message = format!("the text at {:#x} has no end in memory", it.site.addr);
                return Err(Error::new(Code::TextUnterminated, message).into());
            }
            return text::decode_wide(bytes, unit);
        }
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
            let message =
                format!("the memory behind a `{}` belongs to the library", it.type_name());
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
