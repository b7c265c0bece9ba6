//! Memory that JavaScript and the host share, and memory of JavaScript's own.

use std::ffi::c_void;
use std::ptr;

use napi::bindgen_prelude::{Env, sys};
use sandbridge_interface::{Error, Result};

/// An `ArrayBuffer` over the `len` bytes at `start`, which `keep` keeps mapped and is dropped
/// with the buffer. `None` where the engine allows no such buffers.
pub(crate) fn external<T: 'static>(
    env: Env,
    start: *mut u8,
    len: usize,
    keep: T,
) -> Result<Option<sys::napi_value>> {
    let keep = Box::into_raw(Box::new(keep));
    let mut value = ptr::null_mut();
    // SAFETY: the memory stays mapped until `drop_box` drops what keeps it.
    let status = unsafe {
        sys::napi_create_external_arraybuffer(
            env.raw(),
            start.cast(),
            len,
            Some(drop_box::<T>),
            keep.cast(),
            &mut value,
        )
    };
    if status == sys::Status::napi_ok {
        return Ok(Some(value));
    }
    // SAFETY: the buffer was not made, so that nobody else will drop the box.
    drop(unsafe { Box::from_raw(keep) });
    if status == sys::Status::napi_no_external_buffers_allowed {
        return Ok(None);
    }
    Err(refused("napi_create_external_arraybuffer", status))
}

unsafe extern "C" fn drop_box<T>(_env: sys::napi_env, _data: *mut c_void, hint: *mut c_void) {
    // SAFETY: the hint is the box that was given away when the buffer or function was made; it is
    // finalized once.
    drop(unsafe { Box::from_raw(hint.cast::<T>()) });
}

/// Drops `boxed` when the JavaScript `object` is collected.
pub(crate) fn drop_with<T: 'static>(
    env: Env,
    object: sys::napi_value,
    boxed: Box<T>,
) -> Result<()> {
    let raw = Box::into_raw(boxed).cast::<c_void>();
    // SAFETY: the object is alive on the caller's handle scope; the box is dropped once, by the
    // finalizer.
    let status = unsafe {
        sys::napi_add_finalizer(env.raw(), object, raw, Some(drop_box::<T>), raw, ptr::null_mut())
    };
    // On failure the box leaks, because the object may still use it.
    checked("napi_add_finalizer", status)
}

/// A new `ArrayBuffer` of JavaScript's own and the address of its bytes, which do not move.
pub(crate) fn plain(env: Env, len: usize) -> Result<(sys::napi_value, *mut u8)> {
    let mut value = ptr::null_mut();
    let mut data = ptr::null_mut();
    // SAFETY: both results are places of this function.
    let status = unsafe { sys::napi_create_arraybuffer(env.raw(), len, &mut data, &mut value) };
    checked("napi_create_arraybuffer", status)?;
    Ok((value, data.cast()))
}

/// The bytes that a `Uint8Array` covers at this moment.
pub(crate) fn bytes_of(env: sys::napi_env, value: sys::napi_value) -> Result<(*mut u8, usize)> {
    let mut kind = 0;
    let mut len = 0;
    let mut data = ptr::null_mut();
    // SAFETY: the value is an argument of the running call; the results are places of this
    // function, or null where they are not wanted.
    let status = unsafe {
        sys::napi_get_typedarray_info(
            env,
            value,
            &mut kind,
            &mut len,
            &mut data,
            ptr::null_mut(),
            ptr::null_mut(),
        )
    };
    checked("napi_get_typedarray_info", status)?;
    if kind != sys::TypedarrayType::uint8_array {
        return Err(Error::bug("a buffer was not given as bytes"));
    }
    Ok((data.cast(), len))
}

/// A status of Node-API as a result.
pub(crate) fn checked(what: &str, status: sys::napi_status) -> Result<()> {
    if status == sys::Status::napi_ok { Ok(()) } else { Err(refused(what, status)) }
}

#[cold]
fn refused(what: &str, status: sys::napi_status) -> Error {
    Error::bug(format!("{what} failed with status {status}"))
}
