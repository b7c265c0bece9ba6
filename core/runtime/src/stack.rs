//! Refusing a call while that is still possible: wasmtime does not know where the thread's stack
//! ends, and running past it kills the process.

use std::cell::Cell;

use sandbridge_interface::{Code, Error, Result};

use crate::engine::MAX_WASM_STACK;

/// What the host's side of a call and of its callbacks needs beside the guest's frames.
const HOST_RESERVE: usize = 64 << 10;

/// What the guest's frames of a nested call are granted at least.
const NESTED: usize = 64 << 10;

thread_local! {
    /// The lowest address of this thread's stack; 0 while nobody asked.
    static LOWEST: Cell<usize> = const { Cell::new(0) };
}

/// A thread, told from others by the address of something that each has of its own.
#[inline]
pub(crate) fn token() -> usize {
    LOWEST.with(|lowest| std::ptr::from_ref(lowest).expose_provenance())
}

/// Checks that a full guest stack and the host's own frames still fit on this thread.
///
/// # Safety
/// `token` is this thread's own: finding the variable again would cost 2 of 50 ns.
#[inline]
pub(crate) unsafe fn check(token: usize) -> Result<()> {
    // SAFETY: the caller vouches that it is the address of this thread's variable, which has no
    // destructor and so lives as long as the thread.
    let lowest = unsafe { &*std::ptr::with_exposed_provenance::<Cell<usize>>(token) };
    let here = 0u8;
    let left = (&raw const here).addr().saturating_sub(lowest.get());
    if lowest.get() != 0 && left >= MAX_WASM_STACK + HOST_RESERVE {
        return Ok(());
    }
    look(lowest)
}

/// Where wasmtime ends the guest's frames of an outermost call that is made here.
#[inline]
pub(crate) fn floor() -> usize {
    let here = 0u8;
    (&raw const here).addr().saturating_sub(MAX_WASM_STACK)
}

/// Checks that a nested call has room above the `floor` of the outermost one: passing it would be a
/// trap, which ends the instance.
///
/// # Errors
/// [`Code::HostStack`].
#[inline]
pub(crate) fn check_nested(floor: usize) -> Result<()> {
    let here = 0u8;
    let left = (&raw const here).addr().saturating_sub(floor);
    if left >= NESTED { Ok(()) } else { Err(too_deep(left)) }
}

#[cold]
fn too_deep(left: usize) -> Error {
    let message =
        format!("{} KiB of stack are left, a nested call needs {}", left >> 10, NESTED >> 10);
    Error::new(Code::HostStack, message)
        .with_help("the library and the host call each other without end, or nest too deeply")
}

/// Asks the system where this thread's stack ends.
#[cold]
fn look(lowest: &Cell<usize>) -> Result<()> {
    let here = 0u8;
    match stacker::remaining_stack() {
        Some(left) => {
            lowest.set((&raw const here).addr().saturating_sub(left).max(1));
            if left < MAX_WASM_STACK + HOST_RESERVE { Err(too_small(left)) } else { Ok(()) }
        }
        None => {
            // Nobody knows: nothing is checked.
            lowest.set(1);
            Ok(())
        }
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
