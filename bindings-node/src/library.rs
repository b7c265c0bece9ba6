//! A loaded library as JavaScript's `lib/library.js` holds it.

use std::cell::{Cell, OnceCell};
use std::path::Path;
use std::ptr;
use std::sync::Arc;

use napi::bindgen_prelude::{Either, Env, sys};
use napi_derive::napi;
use sandbridge_interface::{Error, Result, SignatureId, habit};
use sandbridge_runtime::{Frame, Library};

use crate::callback::Dispatcher;
use crate::error::guard;
use crate::host_function::Released;
use crate::{buffer, call, describe, idiom, options};

/// One library of one JavaScript thread.
#[napi]
pub struct NativeLibrary {
    pub(crate) library: Library,
    /// Where the host's memory cannot be shared with JavaScript: the block that stands for the
    /// call frame there, and is copied to and from it with each call.
    mirror: Cell<*mut u8>,
    /// What runs JavaScript when C calls it.
    pub(crate) dispatcher: OnceCell<Arc<Dispatcher>>,
    /// The callbacks that the core has released.
    pub(crate) released: Released,
}

/// Loads a library from a path or from the module's bytes.
#[napi]
pub(crate) fn load(source: Either<String, &[u8]>, options: String) -> napi::Result<NativeLibrary> {
    guard(|| {
        let name = match &source {
            Either::A(path) => Path::new(path).file_stem().and_then(|stem| stem.to_str()),
            Either::B(_) => None,
        };
        let options = options::read(&options, name.unwrap_or("library"))?;
        let library = match source {
            Either::A(path) => sandbridge_runtime::load(Path::new(&path), &options)?,
            Either::B(bytes) => sandbridge_runtime::load_bytes(bytes, &options)?,
        };
        library.enter()?.publish_frame();
        // A worker cannot be given this one: it loads its own.
        library.keep(true)?;
        Ok(NativeLibrary {
            library,
            mirror: Cell::new(ptr::null_mut()),
            dispatcher: OnceCell::new(),
            released: Released::default(),
        })
    })
}

#[napi]
impl NativeLibrary {
    /// Name, functions, constants and names of types, as JSON.
    #[napi]
    pub fn names(&self) -> napi::Result<String> {
        guard(|| describe::names(&self.library))
    }

    /// The header's comment on what has that path (`crc32`, `struct z_stream_s`).
    #[napi]
    pub fn doc(&self, path: String) -> napi::Result<Option<String>> {
        guard(|| Ok(self.library.docs().0.get(&path).cloned()))
    }

    /// A function's plan, as JSON.
    #[napi]
    pub fn function(&self, index: u32) -> napi::Result<String> {
        guard(|| describe::function(&self.library, index as usize))
    }

    /// The type that C calls `name`, as JSON.
    #[napi]
    pub fn type_named(&self, name: String) -> napi::Result<String> {
        guard(|| describe::type_named(&self.library, &name))
    }

    /// The type at that position, as JSON.
    #[napi]
    pub fn type_at(&self, id: u32) -> napi::Result<String> {
        guard(|| describe::type_at(&self.library, id))
    }

    /// The type that the pointer type at that position points to, as JSON.
    #[napi]
    pub fn pointer(&self, id: u32) -> napi::Result<String> {
        guard(|| describe::pointer(&self.library, id))
    }

    /// A record's shape, as JSON.
    #[napi]
    pub fn shape(&self, id: u32) -> napi::Result<String> {
        guard(|| describe::shape(&self.library, id))
    }

    /// An enumeration, as JSON.
    #[napi]
    pub fn enumeration(&self, id: u32) -> napi::Result<String> {
        guard(|| describe::enumeration(&self.library, id))
    }

    /// Whether a pointer to `given` may be passed for one to `wanted`.
    #[napi]
    pub fn may_point(&self, wanted: u32, given: u32) -> napi::Result<bool> {
        guard(|| describe::may_point(&self.library, wanted, given))
    }

    /// The failure for a name that the library lacks, as JSON. Where `is_idiomatic`, functions are
    /// suggested in JavaScript's habit.
    #[napi]
    pub fn unknown_name(&self, name: String, is_idiomatic: Option<bool>) -> String {
        crate::error::describe(&match is_idiomatic {
            Some(true) => self.library.unknown_name_in(&name, &habit::camel),
            _ => self.library.unknown_name(&name),
        })
    }

    /// The failure for a member that a record lacks, as JSON; `context` says who asked.
    #[napi]
    pub fn unknown_member(&self, record: u32, name: String, context: String) -> String {
        crate::error::describe(&describe::unknown_member(&self.library, record, &name, &context))
    }

    /// The error, as JSON, for what the tag of a record refuses: to read a member, `both` of two
    /// members, or a member in `contradiction` to the tag's value.
    #[napi]
    pub fn tag_refused(&self, record: u32, what: String, member: u32, other: f64) -> String {
        crate::error::describe(&describe::tag_refused(
            &self.library,
            record,
            &what,
            (member, other),
        ))
    }

    /// The call frame as an `ArrayBuffer`: the very memory if `share` and the engine allow it,
    /// else a block that is copied with each call.
    #[napi]
    pub fn frame(&self, env: Env, share: bool) -> napi::Result<sys::napi_value> {
        guard(|| {
            let start = self.library.frame().as_ptr();
            let keep = self.library.clone();
            if share && let Some(shared) = buffer::external(env, start, Frame::SIZE, keep)? {
                return Ok(shared);
            }
            let (value, data) = buffer::plain(env, Frame::SIZE)?;
            // SAFETY: both blocks have the frame's size and are apart.
            unsafe { ptr::copy_nonoverlapping(start, data, Frame::SIZE) };
            self.mirror.set(data);
            Ok(value)
        })
    }

    /// The entry through which emitted code calls the function; see [`call`].
    #[napi]
    pub fn entry(&self, env: Env, index: u32, form: u32) -> napi::Result<sys::napi_value> {
        guard(|| {
            let function = self.library.function_at(index as usize)?;
            call::entry(env, form, self.library.clone(), function, None, self.mirror.get())
        })
    }

    /// The entry through which emitted code calls the function with its facts; see [`idiom`].
    #[napi]
    pub fn idiom_entry(&self, env: Env, index: u32) -> napi::Result<sys::napi_value> {
        guard(|| {
            let function = self.library.idiomatic_at(index as usize)?;
            idiom::entry(env, self.library.clone(), function, self.mirror.get())
        })
    }

    /// The entry through which emitted code calls function pointers of that type.
    #[napi]
    pub fn pointer_entry(&self, env: Env, signature: u32) -> napi::Result<sys::napi_value> {
        guard(|| {
            at(&self.library.interface().signatures, signature, "function type")?;
            let signature = SignatureId(signature);
            let function = self.library.function_type(signature)?;
            let (library, mirror) = (self.library.clone(), self.mirror.get());
            call::entry(env, call::COPIES, library, function, Some(signature), mirror)
        })
    }

    /// Where the block that stands for the call frame is; null where the frame is shared.
    pub(crate) fn mirror(&self) -> *mut u8 {
        self.mirror.get()
    }

    /// Which life of the instance this is.
    #[napi]
    pub fn generation(&self) -> napi::Result<u32> {
        guard(|| Ok(self.library.enter()?.generation()))
    }

    /// Releases the instance.
    #[napi]
    pub fn close(&self) -> napi::Result<()> {
        guard(|| self.library.close())
    }

    /// Starts a fresh instance.
    #[napi]
    pub fn reset(&self) -> napi::Result<()> {
        guard(|| {
            self.library.reset()?;
            self.library.enter()?.publish_frame();
            self.refresh_mirror();
            Ok(())
        })
    }

    fn refresh_mirror(&self) {
        if !self.mirror.get().is_null() {
            let frame = self.library.frame().as_ptr();
            // SAFETY: the mirror is alive with the stubs that use it, among them the caller; the
            // header lies within both blocks.
            unsafe { ptr::copy_nonoverlapping(frame, self.mirror.get(), Frame::DATA) };
        }
    }
}

/// Where everything is in the call frame, in the order in which `lib/frame.js` reads it.
#[napi]
pub(crate) fn frame_layout() -> Vec<u32> {
    [
        Frame::SLOTS,
        Frame::BASE,
        Frame::ROOM,
        Frame::INPUT,
        Frame::OUTPUT_START,
        Frame::OUTPUT_END,
        Frame::FUNCTION,
        Frame::OUTCOME,
        Frame::DATA,
        Frame::ROOM_MAX,
    ]
    .map(|offset| offset as u32)
    .to_vec()
}

/// What a position that JavaScript gives must be; it only ever hands back what it was given.
pub(crate) fn no_such(what: &str, id: u32) -> Error {
    Error::bug(format!("there is no {what} {id}"))
}

/// The same as a result.
pub(crate) fn at<'a, T>(table: &'a [T], id: u32, what: &str) -> Result<&'a T> {
    table.get(id as usize).ok_or_else(|| no_such(what, id))
}
