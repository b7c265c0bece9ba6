//! Handles: which objects of the library JavaScript refers to. An id travels as two numbers of 32 bits,
//! its place in the core's table and its serial number.

use napi_derive::napi;
use sandbridge_interface::{Code, Error, TypeId};

use crate::error::{caught, describe, guard};
use crate::library::NativeLibrary;

#[napi]
impl NativeLibrary {
    /// Closes a handle, its children first; twice is fine. A failure comes as JSON, because only the
    /// library's JavaScript half knows its class.
    #[napi]
    pub fn close_handle(&self, place: u32, serial: u32) -> Option<String> {
        let done = caught(|| self.library.enter()?.close_handle(id(place, serial)));
        match done {
            Ok(()) => None,
            // Nothing is left to close.
            Err(error) if is_over(&error) => None,
            Err(error) => Some(describe(&error)),
        }
    }

    /// Whether a handle is open.
    #[napi]
    pub fn handle_is_open(&self, place: u32, serial: u32) -> napi::Result<bool> {
        guard(|| match self.library.enter() {
            Ok(entered) => Ok(entered.handle_is_open(id(place, serial))),
            Err(error) if is_over(&error) => Ok(false),
            Err(error) => Err(error),
        })
    }

    /// Closes a handle whose object was collected. Finalizers run between turns, when no call is under
    /// way: the next call would be too late, because what closing calls back uses the call frame, which
    /// that call has filled by then.
    #[napi]
    pub fn release_handle(&self, place: u32, serial: u32) {
        self.library.release_handle_later(id(place, serial));
        // What is queued is done on entry; a library that is closed has no handles.
        drop(caught(|| self.library.enter().map(drop)));
    }

    /// What to pass where C has a pointer to the type `wanted`, any pointer without one; `place` is
    /// where, for errors.
    #[napi]
    pub fn handle_address(
        &self,
        at: u32,
        serial: u32,
        kind: u32,
        wanted: Option<u32>,
        place: String,
    ) -> napi::Result<u32> {
        guard(|| {
            let entered = self.library.enter()?;
            let found = entered.handle_as_pointer(id(at, serial), kind, wanted.map(TypeId));
            found.map(|addr| addr.0).map_err(|error| error.context(place))
        })
    }

    /// Fails when a pointer with that lease must no longer be used.
    #[napi]
    pub fn check_lease(&self, place: u32, serial: u32) -> napi::Result<()> {
        guard(|| self.library.enter()?.check_lease(id(place, serial)))
    }
}

fn id(place: u32, serial: u32) -> u64 {
    u64::from(serial) << 32 | u64::from(place)
}

fn is_over(error: &Error) -> bool {
    matches!(error.code(), Code::Closed | Code::DeadInstance)
}
