//! Guest memory for JavaScript: views of it, and copies where views are refused.

use napi::bindgen_prelude::{Env, Uint8Array, sys};
use napi_derive::napi;
use sandbridge_interface::{Code, Error, GuestAddr};

use crate::buffer;
use crate::error::guard;
use crate::library::NativeLibrary;

#[napi]
impl NativeLibrary {
    /// All of guest memory as it is now, as an `ArrayBuffer` that keeps it mapped; `null` where
    /// the engine allows no such buffers.
    #[napi]
    pub fn memory(&self, env: Env) -> napi::Result<Option<sys::napi_value>> {
        guard(|| {
            let view = {
                let entered = self.library.enter()?;
                entered.view(GuestAddr(0), entered.memory_size())?
            };
            let (start, len) = (view.as_ptr(), view.len());
            buffer::external(env, start, len, view)
        })
    }

    /// The present size of guest memory.
    #[napi]
    pub fn memory_size(&self) -> napi::Result<f64> {
        guard(|| Ok(self.library.enter()?.memory_size() as f64))
    }

    /// Takes a view of guest memory away from JavaScript: it has no bytes from now on.
    #[napi]
    pub fn detach(&self, env: Env, view: napi::Unknown<'_>) -> napi::Result<()> {
        guard(|| {
            let view = napi::JsValue::raw(&view);
            // SAFETY: the value is an argument of the running call.
            let status = unsafe { sys::napi_detach_arraybuffer(env.raw(), view) };
            buffer::checked("napi_detach_arraybuffer", status)
        })
    }

    /// A copy of guest memory.
    #[napi]
    pub fn read(&self, address: u32, len: u32) -> napi::Result<Uint8Array> {
        guard(|| {
            let entered = self.library.enter()?;
            Ok(Uint8Array::new(entered.read(GuestAddr(address), len as usize)?.to_vec()))
        })
    }

    /// Writes guest memory.
    #[napi]
    pub fn write(&self, address: u32, bytes: &[u8]) -> napi::Result<()> {
        guard(|| {
            let mut entered = self.library.enter()?;
            let place = entered.read_mut(GuestAddr(address), bytes.len())?;
            // The bytes may be a view of the same memory.
            // SAFETY: `place` has as many bytes as are copied, and overlap is allowed.
            unsafe { std::ptr::copy(bytes.as_ptr(), place.as_mut_ptr(), bytes.len()) };
            Ok(())
        })
    }

    /// The text at `address`, up to its NUL.
    #[napi]
    pub fn read_text(&self, address: u32) -> napi::Result<String> {
        guard(|| {
            let entered = self.library.enter()?;
            let bytes = entered.read_text(GuestAddr(address))?;
            std::str::from_utf8(bytes).map(str::to_owned).map_err(|error| not_utf8(&error))
        })
    }

    /// Zeroed guest memory that the caller owns.
    #[napi]
    pub fn allocate(&self, size: u32) -> napi::Result<u32> {
        guard(|| {
            let mut entered = self.library.enter()?;
            let address = entered.allocate(size)?;
            entered.read_mut(address, size as usize)?.fill(0);
            Ok(address.0)
        })
    }

    /// Gives back what `allocate` returned in that life of the instance, at the next call. For
    /// finalizers.
    #[napi]
    pub fn release_later(&self, generation: u32, address: u32) {
        self.library.release_later(generation, GuestAddr(address));
    }

    /// Gives back what `allocate` returned.
    #[napi]
    pub fn free(&self, address: u32) -> napi::Result<()> {
        guard(|| self.library.enter()?.free(GuestAddr(address)))
    }
}

/// Why bytes of the guest cannot become text.
pub(crate) fn not_utf8(error: &std::str::Utf8Error) -> Error {
    Error::new(
        Code::TextEncoding,
        format!("the library's text is not UTF-8: byte {} is wrong", error.valid_up_to()),
    )
    .with_help("read its bytes through a pointer instead")
}
