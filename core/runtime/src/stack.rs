//! Refusing a call while that is still possible: wasmtime does not know where the thread's stack
//! ends, and running past it kills the process.

use sandbridge_interface::{Code, Error, Result};

use crate::engine::MAX_WASM_STACK;

/// What the host's side of a call and of its callbacks needs beside the guest's frames.
const HOST_RESERVE: usize = 64 << 10;

/// Checks that a full guest stack and the host's own frames still fit on this thread.
#[inline]
pub(crate) fn check() -> Result<()> {
    match stacker::remaining_stack() {
        Some(left) if left < MAX_WASM_STACK + HOST_RESERVE => Err(too_small(left)),
        Some(_) | None => Ok(()),
    }
}

#[cold]
fn too_small(left: usize) -> Error {
    Error::new(
        Code::HostStack,
        format!(
            "{} KiB of host stack are left, a call needs {}",
            left >> 10,
            (MAX_WASM_STACK + HOST_RESERVE) >> 10
        ),
    )
    .with_help("call from a thread with a larger stack, or nest fewer callbacks")
}
