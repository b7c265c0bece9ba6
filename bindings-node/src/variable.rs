//! C variables and `errno`.

use napi_derive::napi;

use crate::error::guard;
use crate::library::NativeLibrary;

#[napi]
impl NativeLibrary {
    /// Where the variable of that name is.
    #[napi]
    pub fn variable(&self, name: String) -> napi::Result<u32> {
        guard(|| Ok(self.library.enter()?.variable(&name)?.0))
    }

    /// The C library's `errno`.
    #[napi]
    pub fn errno(&self) -> napi::Result<i32> {
        guard(|| self.library.enter()?.errno())
    }

    /// Sets `errno`.
    #[napi]
    pub fn set_errno(&self, value: i32) -> napi::Result<()> {
        guard(|| self.library.enter()?.set_errno(value))
    }
}
